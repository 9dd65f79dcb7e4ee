"""A page that is operated behind a closed door: what it wants to open, to send or to go to ends in the browser. For checks
that touch what may send something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic

from playwright.sync_api import Dialog, Error, Page, Request, Route

from a11y.operated import Operated

_READS = {"GET", "HEAD", "OPTIONS"}
_ALL = "**/*"
_WINDOW_WITHIN_S = 1.0
# What a socket that is open already would send passes no route.
_MUTE = """() => {
  const sockets = WebSocket.prototype;
  const send = sockets.send;
  sockets.send = () => {};
  return () => { sockets.send = send };
}"""


@dataclass(frozen=True, slots=True)
class Attempts:
    """What the page wanted, and did not get."""

    windows: list[str] = field(default_factory=list)
    """Addresses of windows it opened: they are closed again."""
    pages: list[str] = field(default_factory=list)
    """Where it wanted to go, by itself or with what a form sends."""
    requests: list[str] = field(default_factory=list)
    """What its scripts asked of a server or sent there; what only reads has left."""
    dialogs: list[str] = field(default_factory=list)
    """What dialogs of the browser's own said: they are dismissed."""

    def number(self) -> int:
        """How many so far."""
        return len(self.windows) + len(self.pages) + len(self.requests) + len(self.dialogs)


@contextmanager
def held(operated: Operated) -> Iterator[Attempts]:
    """Nothing that is done in here changes anything on a server: other pages, windows and all that is not a GET are refused."""
    page = operated.page
    attempts = Attempts()
    opened: list[Page] = []
    refused: list[str] = []

    def refuse(route: Route) -> None:
        request = route.request
        if request.is_navigation_request() and not _inner(request):
            if _of(request, page):
                attempts.pages.append(request.url)
            else:
                attempts.windows.append(request.url)
                refused.append(request.url)
            route.abort("aborted")  # with any other reason the browser would show its error page instead
        elif request.method not in _READS:
            attempts.requests.append(request.url)
            route.abort()
        else:
            if request.resource_type in {"fetch", "xhr"}:
                attempts.requests.append(request.url)
            route.fallback()

    def close_later(window: Page) -> None:
        attempts.windows.append(window.url)
        opened.append(window)

    def dismiss(dialog: Dialog) -> None:
        attempts.dialogs.append(dialog.message)
        with suppress(Error):  # whoever else listens may have been quicker
            dialog.dismiss()

    page.context.route(_ALL, refuse)
    page.context.on("page", close_later)
    page.on("dialog", dismiss)
    unmute = page.evaluate_handle(_MUTE)
    try:
        yield attempts
    finally:
        with suppress(Error):  # the page went away after all, and its sockets with it
            unmute.evaluate("(unmute) => unmute()")
        # A busy browser tells of a window later than of what the window asks for.
        until = monotonic() + _WINDOW_WITHIN_S
        while len(opened) < len(refused) and monotonic() < until and not page.is_closed():
            page.wait_for_timeout(20)
        page.remove_listener("dialog", dismiss)
        page.context.remove_listener("page", close_later)
        for window in opened:
            window.close()
        page.context.unroute(_ALL, refuse)


def culprits(ways: Sequence[str], does: Callable[[Sequence[str]], bool]) -> list[str]:
    """Which of the things do something, where most do nothing: halves are tried, so that a page full of them takes no longer.

    Args:
        ways: The things.
        does: Whether something happens when these are touched.
    """
    if not ways or not does(ways):
        return []
    if len(ways) == 1:
        return list(ways)
    half = len(ways) // 2
    return culprits(ways[:half], does) + culprits(ways[half:], does)


def _inner(request: Request) -> bool:
    try:
        return request.frame.parent_frame is not None
    except Error:  # a window that is about to be there
        return False


def _of(request: Request, page: Page) -> bool:
    try:
        return request.frame.page == page
    except Error:
        return False
