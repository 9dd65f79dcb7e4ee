"""Checks are asked of a journey's states in a window of their own: the journey's page, its traffic and the server notice nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from a11y import checking
from a11y.check import Check, Message, Outcome, fails, passes
from a11y.checks import find_checks
from a11y.operated import Operated
from evidence.records import Finding, State, Verdict
from evidence.run_directory import RunDirectory
from scenarios.browser import find_browser
from scenarios.journal import Place
from scenarios.lasting_browser import LastingBrowser
from scenarios.reopening import NOT_REACHED, NOT_YET, Reopening
from scenarios.states import States
from scenarios.surroundings import Surroundings
from scenarios.user import User
from tests.a11y.test_held import WAYS, Site
from tests.conftest import Page, elsewhere
from tests.reports.synthetic import make_run
from tests.scenarios.conftest import MakeUser, page

_PLACE = Place("a", "any.log-in", 1, "Log in")
_SAYS = Message(en="It says {said}.", sv="Den säger {said}.")
TRAP = "<main><h1>Date</h1><a href='/next'>Next</a> <input id=d aria-label=Date> <button>Save</button></main>" + (
    "<script>d.addEventListener('keydown', (e) => e.key === 'Tab' && e.preventDefault())</script>"
)
Observe = Callable[..., States]


def check_of(look: Callable[[Operated], Iterator[Outcome]]) -> Check:
    """A check of the test's own."""
    title = Message(en="Something", sv="Något")
    return Check(
        id="of-the-test",
        criteria=("2.1.1",),
        impact="minor",
        title=title,
        mend=title,
        look=look,
        messages={"says": _SAYS},
    )


@pytest.fixture
def states_of(tmp_path: Path) -> Callable[..., States]:
    def make(checks: Sequence[Check], **how: object) -> States:
        directory = RunDirectory.create(tmp_path / "run", make_run(), {})
        return States(directory, "good", "pointer", scanned=False, mask=(), reopening=Reopening(checks, **how))

    return make


def last(states: States) -> dict[str, State]:
    return {state.id: state for state in states.directory.read(State)}


def trap() -> list[Check]:
    return [check for check in find_checks()[0] if check.id == "keyboard-trap"]


def test_a_fault_that_only_a_check_finds_is_found_once_the_attempt_is_over(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    user, states = user_of(TRAP), states_of(trap())
    state = states.observe(user.page, _PLACE) or ""
    assert last(states)[state].unasked == {"keyboard-trap": NOT_YET}
    states.ask(lambda: browser)
    assert (last(states)[state].unasked, last(states)[state].passes) == ({}, [])
    (found,) = states.directory.read(Finding)
    assert (found.rule, found.state, found.task, found.step) == ("keyboard-trap", state, "any.log-in", "Log in")
    assert found.picture
    states.observe(user.page, _PLACE)
    states.ask(lambda: browser)
    assert len(list(states.directory.read(Finding))) == 1


def test_the_journeys_page_is_left_as_it_is(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    user = user_of(f"{TRAP}<div style='height:3000px'></div><dialog>Help</dialog>")
    user.page.fill("#d", "Monday")
    user.page.focus("#d")
    user.page.evaluate("scrollTo(0, 700); addEventListener('keydown', () => { document.title = 'pressed' })")
    asks: list[str] = []
    user.page.context.on("request", lambda request: asks.append(request.url))
    states = states_of(find_checks()[0])
    state = states.observe(user.page, _PLACE) or ""
    user.page.evaluate("document.querySelector('dialog').show(), d.focus()")
    told = "[d.value, document.activeElement.id, scrollY, document.title, document.querySelector('dialog').open]"
    before = user.page.evaluate(told)
    states.ask(lambda: browser)
    assert last(states)[state].passes
    assert user.page.evaluate(told) == before
    assert before[0::3] == ["Monday", "A page"]
    assert (asks, user.page.context.pages) == ([], [user.page])


@pytest.fixture
def server() -> Iterator[Site]:
    made = Site()
    Thread(target=made.server.serve_forever, daemon=True).start()
    yield made
    made.server.shutdown()


def test_nothing_that_a_check_sets_off_reaches_the_server(
    server: Site, user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    def look(operated: Operated) -> Iterator[Outcome]:
        operated.page.wait_for_function("document.title === 'open'")
        server.heard.clear()
        for way in WAYS:
            operated.page.evaluate(f"() => {{ ways.{way}() }}")
            operated.page.wait_for_timeout(80)
        yield passes("html")

    opened = user_of({}, opened=False).page
    opened.goto(server.address)
    states = states_of([check_of(look)])
    state = states.observe(opened, _PLACE) or ""
    states.ask(lambda: browser)
    assert (last(states)[state].unasked, last(states)[state].passes) == ({}, ["of-the-test"])
    assert server.heard == []


def test_what_does_not_come_back_by_its_address_is_not_asked_and_the_record_says_so(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    user = user_of("<h1>Help</h1><button onclick='h.showModal()'>Open</button><dialog id=h><p>Words</p></dialog>")
    states = states_of(trap())
    user.page.click("button")
    state = states.observe(user.page, _PLACE) or ""
    for _ in range(3):
        states.ask(lambda: browser)
        states.observe(user.page, _PLACE)
    assert last(states)[state].unasked == {"keyboard-trap": NOT_REACHED}
    assert len(list(states.directory.read(State))) == 3  # not yet, and two tries


def test_a_state_that_was_gone_is_asked_when_another_attempt_comes_through_it(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    site = {"/": page(TRAP)}
    user, states = user_of(site), states_of(trap())
    state = states.observe(user.page, _PLACE) or ""
    site["/"] = page("<p>Reported already</p>")
    states.ask(lambda: browser)
    assert last(states)[state].unasked == {"keyboard-trap": NOT_REACHED}
    site["/"] = page(TRAP)
    states.observe(user.page, _PLACE)
    states.ask(lambda: browser)
    assert last(states)[state].unasked == {}


def test_the_window_holds_what_the_persons_browser_held(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    def look(operated: Operated) -> Iterator[Outcome]:
        said = operated.page.evaluate("[document.cookie, localStorage.kept, sessionStorage.held]")
        yield fails("html", _SAYS, said=said)

    user = user_of("<h1>Start</h1>")
    user.page.evaluate(
        "document.cookie = 'who=eva-sandblad-4711'; localStorage.kept = 'letter'; sessionStorage.held = '</script>'"
    )
    states = states_of([check_of(look)])
    states.observe(user.page, _PLACE)
    states.ask(lambda: browser)
    (found,) = states.directory.read(Finding)
    cookie, *stored = found.values["said"]
    assert cookie.startswith("who=[secret:cookie")
    assert stored == ["letter", "</script>"]


def test_an_error_of_our_own_in_one_state_is_told_as_that_and_the_others_are_asked(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    def look(operated: Operated) -> Iterator[Outcome]:
        # No message of the check's own: what goes wrong is not its looking, but what is made of what it says.
        said = Message(en="Odd", sv="Udda") if operated.page.url.endswith("/broken") else None
        yield Outcome("html", Verdict.VIOLATION if said else None, said)

    user, states = (
        user_of({"/broken": page("<h1>One</h1>"), "/sound": page("<h1>Two</h1><button>Save</button>")}),
        states_of([check_of(look)]),
    )
    met = []
    for path in ("/broken", "/sound"):
        user.open(path)
        met.append(states.observe(user.page, _PLACE) or "")
    states.ask(lambda: browser)
    assert [last(states)[state].unasked for state in met] == [{"of-the-test": "harness-error: KeyError"}, {}]
    assert last(states)[met[1]].passes == ["of-the-test"]
    states.observe(user.page, _PLACE)
    states.ask(lambda: browser)
    assert len(list(states.directory.read(State))) == 4  # each met and asked, none again


def test_an_error_of_a_checks_own_costs_that_check_alone_and_tells_nothing_of_the_page(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    def look(operated: Operated) -> Iterator[Outcome]:
        operated.page.evaluate("document.body.append(document.createElement('hr'))")
        raise KeyError(operated.page.title())
        yield

    user = user_of({"/": page("<title>Elsa Ek</title><h1>One</h1><button>Save</button>")})
    states = states_of([check_of(look), replace(check_of(lambda _: iter([passes("html")])), id="another")])
    state = states.observe(user.page, _PLACE) or ""
    states.ask(lambda: browser)
    assert last(states)[state].unasked == {"of-the-test": "could-not-look: harness-error KeyError"}
    assert last(states)[state].passes == ["another"]


def test_without_scripts_nothing_is_asked(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    user, states = user_of(TRAP), states_of(trap(), surroundings=Surroundings(javascript=False))
    state = states.observe(user.page, _PLACE) or ""
    states.ask(lambda: browser)
    assert last(states)[state].unasked == {"keyboard-trap": "scripts-off"}


def test_a_second_run_of_checks_takes_its_numbers_after_the_engines(
    user_of: MakeUser, states_of: Callable[..., States], browser: Browser
) -> None:
    user: User = user_of({"/": Page(page(f"<img src='data:,' width=9 height=9>{TRAP}"))})
    states = replace(states_of(trap()), scanned=True)
    states.observe(user.page, _PLACE)
    states.ask(lambda: browser)
    found = list(states.directory.read(Finding))
    assert {finding.rule for finding in found} >= {"image-alt", "keyboard-trap"}
    assert len({finding.id for finding in found}) == len(found)


def test_a_state_that_holds_up_a_check_for_ever_is_asked_the_others_in_a_new_browser(
    user_of: MakeUser, states_of: Callable[..., States], monkeypatch: pytest.MonkeyPatch
) -> None:
    def holds_up(operated: Operated) -> Iterator[Outcome]:
        operated.page.evaluate("() => { for (;;); }")
        yield passes("html")

    monkeypatch.setattr(checking, "_PATIENCE_S", 4)
    user, lasting = user_of(TRAP), LastingBrowser(find_browser())
    states = states_of([check_of(holds_up), *trap()], limit_s=1, guard=lasting.guarded)
    state = states.observe(user.page, _PLACE) or ""

    @elsewhere
    def ask() -> None:
        try:
            states.ask(lasting)
        finally:
            lasting.stop()

    ask()
    assert last(states)[state].unasked == {"of-the-test": "took-too-long"}
    assert [found.rule for found in states.directory.read(Finding)] == ["keyboard-trap"]
