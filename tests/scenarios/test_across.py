"""What lies between the states of a run is gathered where it is asked for, audited when all journeys are over, and told like any finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from a11y.across import find_audits
from evidence.records import Action, Attempt, Finding, Outcome, State
from evidence.run_directory import RunDirectory
from scenarios.across import audit_states
from scenarios.journal import NOBODY, Journal
from scenarios.session import BuildUnderTest, Session
from scenarios.states import NOT_READ, States
from scenarios.stopwatch import Stopwatch
from scenarios.targets import button, field, link
from scenarios.tasks import select
from scenarios.typed import ASKED_FOR_AGAIN, Typed
from scenarios.user import User
from tests.conftest import Site
from tests.reports.synthetic import make_run
from tests.scenarios.conftest import MakeUser, page

ALL = [audit.id for audit in find_audits()[0]]
_ORDER = "navigation-in-another-order"
_CALL = "070-555 01 00"
_LINKS = ("Start", "Letters", "Talks")
_CASES = [{"form": "C", "guardian": {"name": "Eva Lind", "username": "eva"}, "child": {"name": "Elsa Lind"}}]


def _page(title: str, links: Sequence[str] = _LINKS, more: str = "") -> str:
    ways = " ".join(f'<a href="/{name}">{name}</a>' for name in links)
    return page(f'<nav aria-label="Menu">{ways}</nav><main><h1>{title}</h1>{more}</main>', title)


FORM = '<form action="/Talks"><label>Phone <input name="p"></label> <button>Next</button></form>'
AGAIN = '<form><label>Number to call <input></label> <label>Password <input type="password"></label></form>'
SITE: Site = {
    "/": _page("Start", more=FORM),
    "/Letters": _page("Letters", ("Talks", "Letters", "Start")),
    "/Talks": _page("Talks", more=AGAIN),
}


def session(checks: Sequence[str] = ALL) -> Session:
    return Session(
        builds=[BuildUnderTest(name="good", url="http://a.test", platform="demo", cases=_CASES)],
        tasks=select(["*"]), roles=("teacher", "guardian"), forms="C", modes=("pointer",), repeats=1, seed=1, language="en",
        limit_s=4.0, scan=True, mask=(), browser_path=None, workers=1, checks=tuple(checks),
    )  # fmt: skip


def attempt(attempt_id: str, role: str = "guardian") -> Attempt:
    return Attempt(
        id=attempt_id, build="good", task=f"{role}.read-weekly-letter", role=role, form="C", mode="pointer", repetition=1, order=0, case=0,
        outcome=Outcome.SUCCEEDED, reason=None, started_at="2026-11-23T08:00:00Z", duration_s=1.0, seen_by=None, step=None, css_locators=0,
    )  # fmt: skip


Walk = Callable[..., RunDirectory]


@pytest.fixture
def walk(user_of: MakeUser, tmp_path: Path) -> Walk:
    """A run with one attempt, as `journey` has it; asked of it is what `checks` says."""

    def make(journey: Callable[[User], None], checks: Sequence[str] = ALL, site: Site = SITE) -> RunDirectory:
        user = user_of(site, limit_s=2)
        directory = RunDirectory.create(tmp_path / "run", make_run(("good",)), {})
        states = States(directory, "good", "pointer", scanned=False, mask=[], across=checks)
        again = Typed() if ASKED_FOR_AGAIN in checks else None
        user.journal = Journal(directory, "a", "guardian.read-weekly-letter", states, Stopwatch(), again=again)
        user.journal.begin(user.page)
        journey(user)
        user.journal.end(user.page)
        directory.append(attempt("a"))
        return directory

    return make


def letters(user: User) -> None:
    user.click(link("Letters"))


def told(directory: RunDirectory) -> list[tuple[str, str, str]]:
    return sorted((f.rule, f.state, f.fingerprint) for f in directory.read(Finding))


def latest(directory: RunDirectory) -> dict[str, State]:
    return {state.id: state for state in directory.read(State)}


def test_a_menu_that_changes_on_the_way_is_a_finding_of_the_state_where_it_does(walk: Walk) -> None:
    directory = walk(letters)
    audit_states(directory, session())
    [found] = directory.read(Finding)
    state = latest(directory)[found.state]
    assert (found.rule, state.title, found.step) == (_ORDER, "Letters", 'click link "Letters"')
    assert (found.task, found.criteria, found.best_practice) == ("guardian.read-weekly-letter", ["3.2.3"], False)
    assert (found.picture, len(found.box)) == (state.picture, 4)
    assert _ORDER not in state.passes
    start = next(state for state in latest(directory).values() if state.title == "Start")
    assert _ORDER in start.passes
    assert "hard-to-read" in start.inapplicable


def test_nothing_is_gathered_and_nothing_told_where_it_is_not_asked_for(walk: Walk) -> None:
    directory = walk(letters, ())
    audit_states(directory, session(["keyboard-trap"]))
    assert list(directory.read(Finding)) == []
    assert {state.facts for state in directory.read(State)} == {None}


def test_audited_again_a_run_says_the_same_once(walk: Walk) -> None:
    directory = walk(letters)
    audit_states(directory, session())
    once, states = told(directory), latest(directory)
    audit_states(directory, session())
    assert (told(directory), latest(directory)) == (once, states)


def test_what_more_attempts_show_takes_the_place_of_what_was_said_before(walk: Walk) -> None:
    directory = walk(letters)
    audit_states(directory, session())
    [before] = directory.read(Finding)
    turned = latest(directory)[before.state]
    for number in range(2):  # two more pages have the menu as the letters have it
        directory.append(replace(turned, id=f"more-{number}", attempt="b", title=f"More {number}"))
    directory.append(attempt("b"))
    audit_states(directory, session())
    [after] = directory.read(Finding)
    assert latest(directory)[after.state].title == "Start"
    assert _ORDER in latest(directory)[before.state].passes


def test_teachers_have_other_menus_than_guardians(walk: Walk) -> None:
    directory = walk(letters)
    [state] = [state for state in latest(directory).values() if state.title == "Letters"]
    directory.append(replace(state, attempt="t"))
    directory.append(attempt("t", "teacher"))
    audit_states(directory, session())
    assert list(directory.read(Finding)) == []


def test_a_state_of_which_nothing_could_be_gathered_says_so(walk: Walk) -> None:
    directory = walk(letters)
    [state] = [state for state in latest(directory).values() if state.title == "Letters"]
    unread = dict.fromkeys(ALL, NOT_READ)
    directory.append(replace(state, facts=None, unasked=unread))
    audit_states(directory, session())
    assert latest(directory)[state.id].unasked == unread
    assert list(directory.read(Finding)) == []


def test_what_is_typed_again_into_an_empty_field_is_a_question_and_stands_nowhere(walk: Walk) -> None:
    def journey(user: User) -> None:
        user.fill(field("Phone"), _CALL)
        user.click(button("Next"))
        user.fill(field("Number to call"), f" {_CALL} ")
        user.fill(field("Password"), _CALL)

    directory = walk(journey)
    audit_states(directory, session())
    [found] = [f for f in directory.read(Finding) if f.rule == ASKED_FOR_AGAIN]
    assert (found.verdict, found.criteria, found.element.name) == ("needs-review", ["3.3.7"], "Number to call")
    assert (found.values["before"], latest(directory)[found.state].title) == ('field "Phone"', "Talks")
    assert [a.typed_before for a in directory.read(Action) if a.verb == "fill"] == [None, 1, None]
    kept = b"".join(file.read_bytes() for file in directory.path.glob("*.jsonl"))
    assert b"555 01" not in kept


@pytest.mark.parametrize("answer", [Error("gone"), {}, None])
def test_a_page_that_spoils_the_question_spoils_nothing_of_the_journey(answer: object, tmp_path: Path) -> None:
    def asked() -> Any:
        if isinstance(answer, Error):
            raise answer
        return answer

    directory = RunDirectory.create(tmp_path / "run", make_run(("good",)), {})
    journal = Journal(directory, "a", "guardian.read-weekly-letter", NOBODY, Stopwatch(), again=Typed())
    journal.types(_CALL, asked)
    assert journal._typed_before is None


def test_where_nobody_asks_what_is_typed_is_compared_with_nothing(walk: Walk) -> None:
    def journey(user: User) -> None:
        user.fill(field("Phone"), _CALL)
        user.click(button("Next"))
        user.fill(field("Number to call"), _CALL)

    directory = walk(journey, [_ORDER])
    assert {action.typed_before for action in directory.read(Action)} == {None}


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("eva@skola.test", 1),
        ("  EVA@skola.test ", 1),
        ("070-555 01 00", 1),
        ("Elsa", 1),
        ("5", None),
        ("08:00", None),
        ("2026-11-24", None),
        ("24/11 2026", None),
        ("abc", None),
        ("", None),
    ],
)
def test_only_what_one_is_known_by_is_compared(text: str, again: int | None) -> None:
    typed = Typed()
    typed.note("eva@skola.test", "/who Mail", 1, empty=True)
    for known in ("070-555 01 00", "Elsa", "5", "08:00", "2026-11-24", "24/11 2026", "abc", ""):
        typed.note(known, "/who Field", 1, empty=True)
    assert typed.note(text, "/when Field", 2, empty=True) == again


def test_the_same_field_a_filled_one_and_another_attempt_are_no_second_asking() -> None:
    typed = Typed()
    typed.note("Elsa Lind", "/who Name", 1, empty=True)
    assert typed.note("Elsa Lind", "/who Name", 2, empty=True) is None
    assert typed.note("Elsa Lind", "/when Name", 3, empty=False) is None
    assert typed.note("Elsa Lind", "/when Name", 4, empty=True) == 1
    assert Typed().note("Elsa Lind", "/when Name", 1, empty=True) is None
