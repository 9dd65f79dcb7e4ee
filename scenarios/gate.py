"""What stands between a window and the build, so that what is done in the window changes nothing there.

What reads is told from what writes by its method, as HTTP has it (RFC 9110, 9.2.1): a platform that deletes by GET is changed.
"""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Request, Route, WebSocketRoute

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Stands before a browser context, and is open at first."""

    def __init__(self) -> None:
        self._reads_only = False
        self._silent = False
        self.wrote = False
        """Whether anything has passed since `begin` that may have changed something."""
        self.refused = False
        """Whether anything was refused since then because it does not read."""
        self._at: tuple[Page, str] | None = None

    @staticmethod
    def options() -> dict[str, Any]:
        """What the context has to be opened with: what a service worker sends passes no gate."""
        return {"service_workers": "block"}

    def stand_before(self, context: BrowserContext) -> None:
        """Begin to stand there, before the context's first page is opened."""
        context.route("**/*", self._request)
        context.route_web_socket(re.compile(".*"), self._socket)

    def begin(self, *, reads_only: bool, silent: bool = False) -> None:
        """From now on it notes what passes and what does not.

        Args:
            reads_only: Whether only what reads may pass.
            silent: Whether what the page says on a socket is held back.
        """
        self._reads_only, self._silent = reads_only, silent
        self.wrote = self.refused = False

    def close(self, page: Page) -> None:
        """From now on the window reads and nothing else: it goes nowhere, opens none, and says nothing on a socket.

        Args:
            page: The one that is to stay where it is now.
        """
        self._at = (page, page.url)

    def _request(self, route: Route) -> None:
        writes = route.request.method not in _READS
        if self._leaves(route.request) or (writes and not self._lets_write(self._reads_only)):
            route.abort("aborted")  # with any other reason the browser would show its error page instead
        else:
            self.wrote = self.wrote or writes
            route.fallback()

    def _lets_write(self, forbidden: bool) -> bool:
        """Whether what may change something passes; notes it if it does not, and the page still goes its way."""
        if self._at is None:
            self.refused = self.refused or forbidden
        return self._at is None and not forbidden

    def _socket(self, route: WebSocketRoute) -> None:
        """Join a socket to its server."""
        server = route.connect_to_server()

        def said(message: str | bytes) -> None:
            if self._lets_write(self._silent):
                self.wrote = True
                server.send(message)

        route.on_message(said)

    def _leaves(self, request: Request) -> bool:
        """Whether this is a way out of the page at which the gate was closed, or into another window."""
        if self._at is None or not request.is_navigation_request():
            return False
        page, address = self._at
        try:
            frame = request.frame
            return frame.parent_frame is None and (
                frame.page != page or request.url.partition("#")[0] != address.partition("#")[0]
            )
        except Error:  # a window that is about to be there
            return True
