"""Checks that operate a page, asked of the states that journeys reach, without touching a journey.

They are asked when an attempt is over and undone: each state that it met first is opened once more at its address, in a window of
its own, with the cookies and the storage that the person's browser held there. Only where that shows the same state is it asked;
an open dialog, or what answered a form, does not come back by an address, and the record says so. The window has a browser context
of its own: what is done in it reaches neither the journey's page nor the recording of its traffic.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, WebSocketRoute

from a11y.check import Check
from a11y.checking import TOO_LONG, Guard, check_page, unguarded
from a11y.digest import digest
from a11y.engine import Scan
from a11y.world import WorldError, answers, main_world
from scenarios.browser import user_agent
from scenarios.settle import at_rest
from scenarios.surroundings import PLAIN, Surroundings

NOT_YET = "not-asked-yet"
NOT_REACHED = "not-reached-by-address"
NO_SCRIPTS = "scripts-off"
NO_ANSWER = "not-responding"
OWN_ERROR = "harness-error"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_SAME_WITHIN_S = 2.0
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
    """A state as it can be opened again: where it is, and what the browser held there."""

    state: str
    digest: str
    address: str
    cookies: Sequence[Any]
    origin: str
    local: Sequence[tuple[str, str]]
    session: Sequence[tuple[str, str]]


def remember(page: Page, state: str, seen: str) -> Met | None:
    """Note what it takes to open a page again; changes nothing. None if it has no address, or is gone.

    Args:
        page: In the state.
        state: Its id.
        seen: Its digest.
    """
    with suppress(Error, WorldError):
        origin, local, session = json.loads(main_world(page).run(_STORED))
        if urlsplit(page.url).scheme in {"http", "https"}:
            return Met(state, seen, page.url, page.context.cookies(), origin, local, session)
    return None


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
        self, browser: Browser, met: Met, keep: Callable[[Page, Scan], None], held_up: Collection[str] = ()
    ) -> tuple[Scan | None, dict[str, str]]:
        """Open a state again, and ask the checks.

        Args:
            browser: The journeys'.
            met: The state.
            keep: Is given the window, and what was found, while the window is in the state.
            held_up: Checks that the page has held up for ever: they are not asked.
        Returns:
            What they say, None if they could not be asked; and for each check that was not, the code of the reason.
        Raises:
            HeldUpError: The page held up a check, and the browser was ended.
        """
        if not self.surroundings.javascript:
            return None, self.none_asked(NO_SCRIPTS)
        try:
            with self._window(browser, met) as (page, guard):
                with self.guard(_SHOWS_WITHIN_S):
                    shows = _shows(page, met)
                if not shows:
                    return None, self.none_asked(NOT_REACHED)
                if not answers(page, within_ms=_ANSWERS_WITHIN_MS):
                    return None, self.none_asked(NO_ANSWER)
                guard.closed = True
                asked = [check for check in self.checks if check.id not in held_up]
                found, unasked = check_page(page, asked, limit_s=self.limit_s, guard=self.guard)
                keep(page, found)
                return found, unasked | dict.fromkeys(filter(None, held_up), TOO_LONG)
        except (Error, WorldError) as error:  # the window closed or crashed
            return None, self.none_asked(f"could-not-look: {str(error).partition(chr(10))[0][:200]}")

    @contextmanager
    def _window(self, browser: Browser, met: Met) -> Iterator[tuple[Page, _Guard]]:
        held = {"cookies": [*met.cookies], "origins": []}
        if met.local:
            stored = [{"name": name, "value": value} for name, value in met.local]
            held["origins"] = [{"origin": met.origin, "localStorage": stored}]
        context: BrowserContext = browser.new_context(
            **{"user_agent": user_agent(browser)} | dict(self.options),
            storage_state=held,  # type: ignore[arg-type]  # as Playwright itself gives it
            service_workers="block",  # what one sends passes no route
            accept_downloads=False,
        )
        try:
            if met.session:
                context.add_init_script(f"({_PUT_BACK})({json.dumps([met.origin, met.session])})")
            page = context.new_page()
            # A slow network or machine tells nothing of what is there to be found.
            replace(self.surroundings, network=PLAIN.network, cpu_slowdown=PLAIN.cpu_slowdown).surround(page)
            guard = _Guard(page, met.address)
            context.route("**/*", guard.request)
            context.route_web_socket(re.compile(".*"), guard.socket)
            page.goto(met.address, timeout=_OPENS_WITHIN_MS)
            yield page, guard
        finally:
            with suppress(Error):  # the browser may be gone already
                context.close()


def _shows(page: Page, met: Met) -> bool:
    """Whether a window shows the state, once it has come to rest."""
    until = monotonic() + _SAME_WITHIN_S
    while True:
        at_rest(page)
        if page.url == met.address and digest(page).digest == met.digest:
            return True
        if monotonic() > until:
            return False
        page.wait_for_timeout(100)


class _Guard:
    """Lets a window read and nothing else; from the moment it is closed, also go nowhere and say nothing on a socket."""

    def __init__(self, page: Page, address: str) -> None:
        self._page = page
        self._address = address
        self.closed = False

    def request(self, route: Route) -> None:
        """Let what only reads pass; another page only until the state is there."""
        if route.request.method not in _READS or (self.closed and self._leaves(route)):
            route.abort("aborted")  # with any other reason the browser would show its error page instead
        else:
            route.fallback()

    def socket(self, route: WebSocketRoute) -> None:
        """Join a socket to its server; what the page says there once it is operated is not passed on."""
        server = route.connect_to_server()
        route.on_message(lambda message: None if self.closed else server.send(message))

    def _leaves(self, route: Route) -> bool:
        request = route.request
        if not request.is_navigation_request():
            return False
        try:
            frame = request.frame
            return frame.parent_frame is None and (frame.page != self._page or not self._is_here(request.url))
        except Error:  # a window that is about to be there
            return True

    def _is_here(self, address: str) -> bool:
        return address.partition("#")[0] == self._address.partition("#")[0]
