"""The browser of one process: started when first needed, and again if it died or had to be ended."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psutil
from playwright.sync_api import Browser, Playwright, sync_playwright

from scenarios.browser import FoundBrowser, launch


class LastingBrowser:
    """One browser per process, started when first needed and again if it died.

    Args:
        found: Which.
    """

    def __init__(self, found: FoundBrowser) -> None:
        self._found = found
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._drivers: list[psutil.Process] = []
        """What Playwright started for itself: the browser is a child of it."""
        self._lost = False
        self._ended = False

    def __call__(self) -> Browser:
        """The browser, running."""
        if self._lost:  # what reached the browser elsewhere was ended: begin anew
            with suppress(Exception):
                self.stop()
            self._browser, self._playwright, self._lost = None, None, False
        if self._playwright is None:
            before = set(psutil.Process().children())
            self._playwright = sync_playwright().start()
            self._drivers = [process for process in psutil.Process().children() if process not in before]
        # That it was ended may be known here before Playwright has noticed.
        if self._browser is None or self._ended or not self._browser.is_connected():
            self._browser, self._ended = launch(self._playwright, self._found), False
        return self._browser

    def kill(self) -> None:
        """End the browser from another thread, because a page keeps it busy for ever; what waits for it gets an error."""
        self._ended = True
        # A browser elsewhere ends with the connection, and that is the driver's.
        self._lost = bool(self._found.endpoint)
        for driver in self._drivers:
            with suppress(psutil.Error):
                for process in [driver] if self._lost else driver.children(recursive=True):
                    with suppress(psutil.Error):
                        process.kill()

    @contextmanager
    def guarded(self, limit_s: float, overdue: threading.Event | None = None) -> Iterator[threading.Event]:
        """End the browser if this takes longer than any page that can still be used.

        Only so does a page in an endless loop let go: whatever is asked of it waits as long as it loops.

        Args:
            limit_s: How long it may take.
            overdue: Set before the browser is ended; one of its own if there is none.
        Yields:
            That: what is done in here gets an error then.
        """
        told = overdue or threading.Event()

        def end() -> None:
            told.set()
            self.kill()

        guard = threading.Timer(limit_s, end)
        guard.daemon = True
        guard.start()
        try:
            yield told
        finally:
            guard.cancel()
            guard.join()  # it may be at it

    def stop(self) -> None:
        """End the browser and its driver."""
        if self._browser and self._browser.is_connected():
            self._browser.close()
        if self._playwright:
            self._playwright.stop()
        self._browser = self._playwright = None
