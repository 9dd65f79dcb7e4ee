"""When is the page usable again? When it is loaded, asks for nothing, and has stopped changing.

"Network idle" alone returns on the old page, or never on a page that polls. So three things are watched together: requests
that began after the action (a poll that hung before it does not count), the loading of documents, and changes of the
page's content.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Error, Frame, Page, Request

QUIET_MS = 30
"""The page has to be still for this long; it is not counted as waiting."""
RESTLESS_S = 1.0
"""A page that asks for nothing but never holds still (an animation by script) is taken as usable after this long."""

_BLOCKING = frozenset({"document", "xhr", "fetch", "script", "stylesheet"})
"""Kinds of request that hold up the person; pictures and fonts do not."""

_WATCH = """(() => {
  const stopped = { at: performance.now() };
  const changed = () => { stopped.at = performance.now(); };
  const watch = () => new MutationObserver(changed).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true });
  watch();
  document.addEventListener('readystatechange', changed);
  const still = (quiet, limit) => new Promise((resolve) => {
    const begin = performance.now();
    const look = () => {
      const now = performance.now(), idle = now - Math.max(stopped.at, begin);
      if (document.readyState !== 'loading' && idle >= quiet) resolve(now - stopped.at);
      else if (now - begin >= limit) resolve(0);
      else setTimeout(look, Math.max(4, Math.min(quiet - idle, 15)));
    };
    requestAnimationFrame(() => setTimeout(look, 0));
    setTimeout(look, 50);
  });
  Object.defineProperty(window, '__skolprovStill', { value: still, enumerable: false });
})()"""


class Watch:
    """Watches one page from its opening, so that each action's wait can be told.

    Args:
        page: A page that has not loaded anything yet.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: dict[Request, float] = {}
        self._last_end = 0.0
        self.documents = 0
        page.add_init_script(_WATCH)
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.on("framenavigated", self._navigated)
        page.on("domcontentloaded", lambda _: self._loaded())

    def until_usable(self, since: float, limit_s: float) -> float:
        """Wait until the page is usable again.

        Args:
            since: `time.perf_counter()` at the end of the hand's part.
            limit_s: Seconds after which waiting ends in any case.
        Returns:
            Seconds from `since` until the page was usable: 0 if nothing happened. The stillness that proves it is not in it.
        """
        deadline = since + limit_s
        usable = since
        while time.perf_counter() < deadline:
            usable = max(usable, self._still(deadline))
            if not self._pending(since):
                break
            self._page.wait_for_timeout(4)
        return max(0.0, max(usable, self._last_end if self._last_end > since else since) - since)

    def _still(self, deadline: float) -> float:
        """When the page last changed, on our clock."""
        left_ms = min(RESTLESS_S, max(0.0, deadline - time.perf_counter())) * 1000
        try:
            idle_ms = self._page.evaluate(
                "([quiet, limit]) => window.__skolprovStill ? window.__skolprovStill(quiet, limit) : quiet",
                [QUIET_MS, left_ms],
            )
        except Error:  # the document was replaced while we looked: look at the new one
            if self._page.is_closed():
                raise
            return time.perf_counter()
        return time.perf_counter() - float(idle_ms) / 1000

    def _pending(self, since: float) -> bool:
        return any(began >= since for began in self._open.values())

    def _began(self, request: Request) -> None:
        if request.resource_type in _BLOCKING:
            self._open[request] = time.perf_counter()

    def _ended(self, request: Request) -> None:
        if self._open.pop(request, None) is not None:
            self._last_end = time.perf_counter()

    def _navigated(self, frame: Frame) -> None:
        # Requests of a document that is gone may never be reported as ended.
        if frame == self._page.main_frame:
            self._open = {r: t for r, t in self._open.items() if r.is_navigation_request()}

    def _loaded(self) -> None:
        self.documents += 1


def poll(seen: Callable[[], bool], page: Page, limit_s: float, every_ms: float = 40) -> float | None:
    """Look again and again until something is so.

    Args:
        seen: The look.
        page: Pumped meanwhile, so that its events arrive.
        limit_s: Seconds until giving up.
        every_ms: Pause between looks.
    Returns:
        Seconds that had to be waited: 0 if it was so at the first look; None if it was not so within the limit.
    """
    begin = time.perf_counter()
    first = True
    while True:
        try:
            if seen():
                return 0.0 if first else time.perf_counter() - begin
        except Error:
            if page.is_closed():
                raise
        if time.perf_counter() - begin >= limit_s:
            return None
        first = False
        page.wait_for_timeout(every_ms)
