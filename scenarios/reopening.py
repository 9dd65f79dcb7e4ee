"""Checks that operate a page, asked of the states that journeys reach, without touching a journey.

They are asked when an attempt is over and undone: each state that it met first is opened once more at its address, in a window of
its own, with the cookies and the storage that the person's browser held there. If that shows the same state, it is asked; an open
dialog, or what answered a form, does not come back by an address, and is walked to (`scenarios.walking`). The window has a browser
context of its own: what is done in it reaches neither the journey's page nor the recording of its traffic.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page

from a11y.check import Check
from a11y.checking import TOO_LONG, Guard, check_page, unguarded
from a11y.engine import Scan
from a11y.world import WorldError, answers, main_world
from scenarios.browser import user_agent
from scenarios.gate import Gate
from scenarios.surroundings import PLAIN, Surroundings
from scenarios.walking import Goal, NotReachedError, Walks, shows

NOT_YET = "not-asked-yet"
NOT_REACHED = "not-reached-by-address"
NO_SCRIPTS = "scripts-off"
NO_ANSWER = "not-responding"
OWN_ERROR = "harness-error"
_OPENS_WITHIN_MS = 15_000
_SHOWS_WITHIN_S = 60.0
"""A page is at rest by then, or keeps the browser busy for ever."""
_ANSWERS_WITHIN_MS = 5_000
_STORED = """JSON.stringify((() => {
  const kept = (of) => { try { return Object.entries({ ...of() }) } catch { return [] } };
  return [location.origin, kept(() => localStorage), kept(() => sessionStorage)];
})())"""
_PUT_BACK = """([origin, kept]) => {
  if (location.origin !== origin) return;
  for (const [name, value] of kept) if (sessionStorage.getItem(name) === null) sessionStorage.setItem(name, value);
}"""


@dataclass(frozen=True, slots=True)
class Met:
    """A state as it can be come to again: where it is and what the browser held there, and how far a journey leads to it."""

    state: str
    goal: Goal
    address: str = ""
    """Empty if it has none that could be opened."""
    cookies: Sequence[Any] = ()
    origin: str = ""
    local: Sequence[tuple[str, str]] = ()
    session: Sequence[tuple[str, str]] = ()


def remember(page: Page, state: str, goal: Goal) -> Met:
    """Note what it takes to come to a page again; changes nothing.

    Args:
        page: In the state.
        state: Its id.
        goal: How far the journey is.
    """
    with suppress(Error, WorldError):
        origin, local, session = json.loads(main_world(page).run(_STORED))
        if urlsplit(page.url).scheme in {"http", "https"}:
            return Met(state, goal, page.url, page.context.cookies(), origin, local, session)
    return Met(state, goal)


@dataclass(frozen=True, slots=True)
class Reopening:
    """What is asked of states, and how a window for it is opened.

    Args:
        checks: In their order.
        options: Of the journeys' browser context: screen, language, and so on.
        surroundings: What the person's system is set to.
        limit_s: How long one check may take.
        guard: Ends the browser if a page holds one up for ever.
    """

    checks: Sequence[Check]
    options: Mapping[str, Any] = field(default_factory=dict)
    surroundings: Surroundings = PLAIN
    limit_s: float = 30.0
    guard: Guard = unguarded

    def none_asked(self, why: str) -> dict[str, str]:
        """All checks, with the code of one reason."""
        return dict.fromkeys((check.id for check in self.checks), why)

    def ask(
        self,
        browser: Browser,
        met: Met,
        keep: Callable[[Page, Scan], None],
        held_up: Collection[str] = (),
        walks: Walks | None = None,
    ) -> tuple[Scan | None, dict[str, str]]:
        """Come to a state again, and ask the checks.

        Args:
            browser: The journeys'.
            met: The state.
            keep: Is given the window, and what was found, while the window is in the state.
            held_up: Checks that the page has held up for ever: they are not asked.
            walks: Lead to it where its address does not; None for none.
        Returns:
            What they say, None if they could not be asked; and for each check that was not, the code of the reason.
        Raises:
            HeldUpError: The page held up a check, and the browser was ended.
        """
        if not self.surroundings.javascript:
            return None, self.none_asked(NO_SCRIPTS)
        lead_back = None
        with ExitStack() as windows:
            try:
                page = self._at_address(browser, met, windows)
                if page is None and walks:
                    walked = windows.enter_context(walks.to(met.goal))
                    page, lead_back = walked.page, walked.lead_back
                if page is None:
                    return None, self.none_asked(NOT_REACHED)
                if not answers(page, within_ms=_ANSWERS_WITHIN_MS):
                    return None, self.none_asked(NO_ANSWER)
                asked = [check for check in self.checks if check.id not in held_up]
                found, unasked = check_page(page, asked, limit_s=self.limit_s, guard=self.guard, lead_back=lead_back)
                keep(walked.page if lead_back else page, found)
                return found, unasked | dict.fromkeys(filter(None, held_up), TOO_LONG)
            except NotReachedError as error:
                return None, self.none_asked(error.why)
            except (Error, WorldError) as error:  # the window closed or crashed
                return None, self.none_asked(f"could-not-look: {str(error).partition(chr(10))[0][:200]}")

    def _at_address(self, browser: Browser, met: Met, windows: ExitStack) -> Page | None:
        """A window that shows the state at its address, and from now on reads and nothing else; None if that does not show it."""
        if not met.address:
            return None
        with suppress(Error, WorldError), ExitStack() as window:
            page, gate = window.enter_context(self._window(browser, met))
            with self.guard(_SHOWS_WITHIN_S):
                if not shows(page, met.goal.digest, at=met.address):
                    return None
            gate.close(page)
            windows.push(window.pop_all())
            return page
        return None

    @contextmanager
    def _window(self, browser: Browser, met: Met) -> Iterator[tuple[Page, Gate]]:
        held = {"cookies": [*met.cookies], "origins": []}
        if met.local:
            stored = [{"name": name, "value": value} for name, value in met.local]
            held["origins"] = [{"origin": met.origin, "localStorage": stored}]
        context: BrowserContext = browser.new_context(
            **{"user_agent": user_agent(browser)} | dict(self.options) | Gate.options(),
            storage_state=held,  # type: ignore[arg-type]  # as Playwright itself gives it
            accept_downloads=False,
        )
        gate = Gate()
        gate.stand_before(context)
        gate.begin(reads_only=True)
        try:
            if met.session:
                context.add_init_script(f"({_PUT_BACK})({json.dumps([met.origin, met.session])})")
            page = context.new_page()
            # A slow network or machine tells nothing of what is there to be found.
            replace(self.surroundings, network=PLAIN.network, cpu_slowdown=PLAIN.cpu_slowdown).surround(page)
            page.goto(met.address, timeout=_OPENS_WITHIN_MS)
            yield page, gate
        finally:
            with suppress(Error):  # the browser may be gone already
                context.close()
