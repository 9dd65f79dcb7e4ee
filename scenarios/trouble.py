"""What a page complains of while somebody works with it: the evidence from which outcome.py tells whose fault an ending was."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response
from playwright.sync_api import Error as PageError
from playwright.sync_api import Request as PageRequest

from evidence.records import Request
from scenarios.settle import is_document

_KEPT = 20
"""Console errors and failed requests kept per attempt; a page that complains in a loop says nothing new after that."""
_CARRIES = frozenset({"document", "xhr", "fetch", "script", "stylesheet"})
"""Kinds of request whose failure may keep a page from working; a missing picture keeps nobody from a goal."""
_ASKS = frozenset({"document", "xhr", "fetch"})
"""Kinds of request that a person waits for."""
_DENIES = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.LOCKED,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)
"""Answers of a platform that has looked at what somebody sent, and works."""
_NOBODY_THERE = re.compile(r"net::ERR_(CONNECTION_REFUSED|NAME_NOT|ADDRESS|CERT|SSL|INTERNET|PROXY|TUNNEL)")
"""Why no server was reached at all; a connection that breaks off may be the platform's own doing."""
_SCRIPT_HOST = re.compile(r"https?://([^/\s:()]+)")
"""Where the scripts of an exception's stack came from."""


@dataclass  # without slots: Playwright marks the listener's owner
class Trouble:
    """What a page complains of."""

    console_errors: list[str] = field(default_factory=list)
    page_error: str = ""
    """The last uncaught exception in the platform's own scripts, of the document shown now; empty if there was none."""
    page_error_at: float = 0.0
    """`time.perf_counter()` when it happened."""
    failed_requests: list[Request] = field(default_factory=list)
    server_errors: list[Request] = field(default_factory=list)
    """Requests to the platform's own host that it answered with 5xx; a stranger's beacon is not the platform."""
    server_error_at: float = 0.0
    """`time.perf_counter()` when the last of them was answered."""
    refused_at: float = 0.0
    """`time.perf_counter()` when the platform last answered 401: whoever asks has to sign in first."""
    denied_at: float = 0.0
    """`time.perf_counter()` when the platform last said no to what was asked or sent: that it is wrong, or that this person may not."""
    host: str = ""
    """Where the document shown last came from."""
    last_status: int = 0
    """HTTP status of the document shown last."""
    answered_at: float = 0.0
    """`time.perf_counter()` when that answer came."""
    lost: str = ""
    """Why the platform's host could not be reached for what was asked last, in the browser's words; empty if it could."""
    crashed: bool = False
    """Whether the tab's own process ended."""
    asked_at: float = 0.0
    """`time.perf_counter()` when the page last began a request."""
    document_at: float = 0.0
    """`time.perf_counter()` when the last document was asked for."""
    _open: dict[PageRequest, float] = field(default_factory=dict)

    def listen(self, page: Page) -> None:
        """Begin to listen to a page."""
        self.host = urlsplit(page.url).hostname or ""
        for event, hears in self._ears().items():
            page.on(event, hears)  # type: ignore[call-overload]

    def leave(self, page: Page) -> None:
        """Stop listening to a page."""
        for event, hears in self._ears().items():
            page.remove_listener(event, hears)

    def _ears(self) -> dict[str, Callable[[Any], None]]:
        return {
            "console": self._console,
            "pageerror": self._page_error,
            "request": self._request,
            "requestfailed": self._failed,
            "response": self.hear,
            "crash": self._crash,
        }

    def unanswered(self, since: float) -> list[tuple[Request, float]]:
        """Requests to the platform's own host that began after a moment and have no answer yet, with the seconds waited.

        Args:
            since: `time.perf_counter()`; a poll that hung before is nothing that the person waits for.
        """
        now = time.perf_counter()
        return [
            (Request(method=r.method, url=r.url, status=None, error="no answer yet"), now - began)
            for r, began in self._open.items()
            if began >= since
        ]

    def document_unanswered(self) -> tuple[Request, float] | None:
        """The document that was asked for and has not come, with the seconds waited."""
        now = time.perf_counter()
        for r, began in self._open.items():
            if is_document(r):
                return Request(method=r.method, url=r.url, status=None, error="no answer yet"), now - began
        return None

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and len(self.console_errors) < _KEPT:
            self.console_errors.append(message.text[:500])

    def _page_error(self, error: PageError) -> None:
        said = str(error)[:500]
        if not self._is_strangers(error):
            self.page_error, self.page_error_at = said, time.perf_counter()
        if len(self.console_errors) < _KEPT:
            self.console_errors.append(f"uncaught: {said}")

    def _is_strangers(self, error: PageError) -> bool:
        """Whether an exception came from scripts of others alone, such as advertisements or statistics."""
        hosts = set(_SCRIPT_HOST.findall(error.stack or ""))
        return bool(hosts and self.host) and not any(_related(host, self.host) for host in hosts)

    def _crash(self, _: Page) -> None:
        self.crashed = True

    def _request(self, request: PageRequest) -> None:
        self.asked_at = time.perf_counter()
        if is_document(request):
            self.document_at = self.asked_at
        if request.resource_type in _ASKS and _is_own(request):
            self._open[request] = time.perf_counter()

    def _failed(self, request: PageRequest) -> None:
        self._open.pop(request, None)
        error = request.failure or ""
        # A request that the page itself dropped because it went on to another document is no failure.
        if error == "net::ERR_ABORTED":
            return
        if is_document(request) or (request.resource_type in _ASKS and _is_own(request) and _NOBODY_THERE.match(error)):
            self.lost = error
        if len(self.failed_requests) < _KEPT:
            self.failed_requests.append(Request(method=request.method, url=request.url, status=None, error=error))

    def hear(self, response: Response) -> None:
        """Take in an answer of the platform, or of somebody else."""
        request = response.request
        self._open.pop(request, None)
        if is_document(request):
            self.last_status, self.lost, self.page_error = response.status, "", ""
            self.answered_at = time.perf_counter()
            self.host = urlsplit(response.url).hostname or ""
        if response.status >= 500 and _is_own(request) and request.resource_type in _CARRIES:
            self.server_errors = [*self.server_errors[-4:], _wrong(response)]
            self.server_error_at = time.perf_counter()
        if response.status == HTTPStatus.UNAUTHORIZED and _is_own(request):
            self.refused_at = time.perf_counter()
        if response.status in _DENIES and request.resource_type in _ASKS and _is_own(request):
            self.denied_at = time.perf_counter()
        if response.status >= 400 and len(self.failed_requests) < _KEPT:
            self.failed_requests.append(_wrong(response))


def _related(one: str, other: str) -> bool:
    """Whether two hosts belong to the same domain, as `static.skola.se` and `www.skola.se` do."""
    return one == other or one.split(".")[-2:] == other.split(".")[-2:]


def _is_own(request: PageRequest) -> bool:
    """Whether a request goes to the host of the page that sends it."""
    if is_document(request):
        return True
    try:
        return urlsplit(request.url).hostname == urlsplit(request.frame.url).hostname
    except PageError:
        return False


def _wrong(response: Response) -> Request:
    return Request(method=response.request.method, url=response.url, status=response.status, error="")
