"""Who is asked for what is somebody else's, and what becomes of it when nobody can be asked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from demo.server import Served, serve
from evidence.records import Disclosure, PrivacyCheck
from reports.words import Words
from scenarios.asking import Asking
from scenarios.disclosure import Answer
from scenarios.isolation import Isolation
from scenarios.platform import load_platform
from scenarios.privacy import _by_address, check_privacy
from scenarios.residue import ask_after_log_out
from scenarios.school import School
from scenarios.user import User
from tests.end_to_end.conftest import Seen, Try

TASK = "teacher.message-guardian"
DEMO = load_platform("demo")


@pytest.fixture(scope="module")
def with_siblings() -> Iterator[Served]:
    with serve(families=240, seed=1) as served:
        yield served


def _case(served: Served, role: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in served.school()["cases"] if c.get(role, {}).get("name") == name)
    return found


def _recorded(attempt_on: Try, served: Served, first: dict[str, Any], *others: dict[str, Any]) -> Seen:
    """An attempt by the first case's teacher, on a school of these cases alone."""
    cases = list(others)
    by_chance = random.Random("3-C").sample(range(len(cases) + 1), len(cases) + 1)
    cases.insert(by_chance[0], first)
    small = SimpleNamespace(school=lambda: {"cases": cases}, url=served.url, pid=served.pid)
    seen = attempt_on(small, [TASK], scan=False)
    assert [a.case for a in seen.attempts] == [by_chance[0]]
    return seen


def _asked(seen: Seen, browser: Browser) -> Isolation:
    [build] = seen.session.builds
    asking = Isolation(Asking(build, seen.session, seen.directory, browser))
    asking.ask()
    return asking


@pytest.mark.slow
def test_a_siblings_teacher_who_sees_the_guardian_is_no_leak(
    attempt_on: Try, with_siblings: Served, browser: Browser
) -> None:
    owner = _case(with_siblings, "guardian", "Erik Norrfelt")
    taught = _case(with_siblings, "teacher", "Samir Källstedt")  # teaches another child of his, in another class
    names = {owner[role]["name"] for role in ("teacher", "pupil", "guardian")}
    third = next(
        c
        for c in with_siblings.school()["cases"]
        if c["form"] == "C" and not names & {c[r]["name"] for r in ("teacher", "pupil", "guardian")} and c["teacher"]["name"] != "Samir Källstedt"
    )  # fmt: skip
    seen = _recorded(attempt_on, with_siblings, owner, taught, third)
    [build] = seen.session.builds
    probe = Isolation(Asking(build, seen.session, seen.directory, browser))
    first_stranger = probe._strangers(seen.attempts[0].case, "teacher")[0]
    address = f"{with_siblings.url}/api/recipients"
    assert "Erik Norrfelt" in probe._ask(address, first_stranger, "teacher").text  # or nothing is tried here
    asking = _asked(seen, browser)
    checks = [c for c in seen.directory.read(PrivacyCheck) if c.url == address]
    assert {c.asked_by for c in checks} >= {"teacher", "guardian", "nobody"}
    assert [c for c in checks if c.verdict is Disclosure.LEAK] == []
    assert asking.unasked == 0


def test_what_could_not_be_asked_is_counted_and_stops_no_other_question(
    attempt_on: Try, with_siblings: Served, browser: Browser
) -> None:
    cases = [c for c in with_siblings.school()["cases"] if c["form"] == "C"]
    seen = _recorded(attempt_on, with_siblings, cases[0], cases[30])
    [build] = seen.session.builds
    shut_out = [
        case
        if index == seen.attempts[0].case
        else {**case, "guardian": {**case["guardian"], "password": "wrong-password"}}
        for index, case in enumerate(build.cases)
    ]
    for case in shut_out:
        if case["guardian"].get("password"):
            case["guardian"].pop("password_env", None)
    seen = replace(seen, session=replace(seen.session, builds=[replace(build, cases=shut_out)]))
    asking = _asked(seen, browser)
    asked_by = {c.asked_by for c in seen.directory.read(PrivacyCheck)}
    assert asking.unasked > 0
    assert "guardian" not in asked_by
    assert {"teacher", "nobody"} <= asked_by


def test_builds_at_one_address_are_asked_one_after_the_other(attempt_on: Try, good: Served) -> None:
    seen = attempt_on(good, ["guardian.see-timetable"], scan=False)
    [build] = seen.session.builds
    again, elsewhere = replace(build, name="again", url=f"{build.url}/"), replace(build, url="http://127.0.0.1:1")
    session = replace(seen.session, builds=[build, elsewhere, again])
    assert _by_address(session) == [[build, again], [elsewhere]]


class _Busy(Asking):
    """A build that has no time for who comes with the old session."""

    def get_as(self, url: str, state: Any) -> Answer:
        return replace(super().get_as(url, state), status=503, text="Come back later")


class _Emptied(Asking):
    """A build on which nothing personal is left."""

    def get(self, url: str, context: BrowserContext) -> Answer:
        return replace(super().get(url, context), status=404, text="")


def test_what_was_not_answered_is_not_denied_and_is_asked_again_of_what_is_personal_still(
    attempt_on: Try, good: Served, browser: Browser
) -> None:
    seen = attempt_on(good, ["pupil.see-timetable"], scan=False).asked_by()
    [build] = seen.session.builds
    given = (build, seen.session, seen.directory, browser)
    [personal] = _asked(seen, browser).still_personal.values()
    assert ask_after_log_out(_Busy(*given), personal) == 1
    assert len(Asking(*given).recorded("residue")) == 1

    def goes_on(asking: Asking) -> Isolation:
        isolation = Isolation(asking)
        isolation.ask()
        assert isolation.asked == 0
        return isolation

    assert goes_on(_Emptied(*given)).still_personal == {}
    assert goes_on(Asking(*given)).still_personal == {"pupil": personal}
    assert ask_after_log_out(Asking(*given), personal) == 1
    assert [check.status for check in Asking(*given).recorded("residue")] == [200, 200]
    assert goes_on(Asking(*given)).still_personal == {}


@pytest.mark.slow
def test_a_platform_that_is_gone_is_what_breaks_the_questions_off(attempt_on: Try) -> None:
    with serve(seed=1) as served:
        seen = attempt_on(served, ["pupil.see-timetable"], scan=False)
    asked, notes = check_privacy(seen.session, seen.directory)
    assert asked == 0
    assert [(note.code, note.values["why"]) for note in notes] == [("note-privacy-broken-off", "unreachable")]
    for language, said in (("en", "the platform could no longer be reached."), ("sv", "gick inte längre att nå.")):
        assert said in Words(language).message(notes[0])


@pytest.mark.slow
def test_a_browser_that_dies_after_log_out_is_told_and_ends_no_other_role(
    attempt_on: Try, good: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = attempt_on(good, ["teacher.assess-submission", "pupil.see-timetable"], scan=False)
    log_out = DEMO.journeys["any.log-out"]

    def dying(user: User, school: School) -> None:
        if school.me.role == "pupil":
            assert user.page.context.browser
            user.page.context.browser.close()
        log_out(user, school)

    monkeypatch.setitem(DEMO.journeys, "any.log-out", dying)
    asked, notes = check_privacy(seen.session, seen.directory)
    assert [(note.code, note.values["why"]) for note in notes] == [("note-privacy-broken-off", "browser")]
    checks = list(seen.directory.read(PrivacyCheck))
    assert len(checks) == asked
    assert {c.role for c in checks if c.kind == "isolation"} == {"pupil", "teacher"}
    # A teacher's last request is a submitted file, which no window shows: what they look at is the page before.
    assert {(c.role, c.url.rpartition("/")[0]) for c in checks if c.kind == "residue"} == {
        ("teacher", f"{good.url}/submissions")
    }

    monkeypatch.setitem(DEMO.journeys, "any.log-out", log_out)
    asked, notes = check_privacy(seen.session, seen.directory)
    assert (asked, notes) == (2, [])
    checks = list(seen.directory.read(PrivacyCheck))
    assert [c.role for c in checks if c.kind == "residue"] == ["teacher", "teacher", "pupil", "pupil"]
    assert len({c.id for c in checks}) == len(checks)
