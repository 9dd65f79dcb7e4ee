"""Writes down an attempt while it happens: steps, actions, the states they led to, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response
from playwright.sync_api import Error as PageError
from playwright.sync_api import Request as PageRequest

from evidence.records import Action, Expectation, Heard, Request, Step
from evidence.run_directory import RunDirectory
from scenarios.effort import Tally
from scenarios.now import utc
from scenarios.stopwatch import Stopwatch
from scenarios.vitals import Reading, Visits, ask

_KEPT = 20
"""Console errors and failed requests kept per attempt; a page that complains in a loop says nothing new after that."""

_LONGEST, _MOST = 200, 10
"""Characters kept of what was heard, and how much of it per action."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a run a page was met."""

    attempt: str
    task: str
    step: int
    step_name: str


class Observer(Protocol):
    """Looks at the page after each action."""

    def observe(self, page: Page, place: Place) -> str | None:
        """Record the state of the page if it is new; its id in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing done, or not done; see evidence.records.Action."""

    verb: str
    target: str
    by_css: bool
    done: bool
    started_s: float
    wait_s: float
    pages: int
    tally: Tally
    reading: Reading | None = None
    """What the page said of itself when it was usable again."""


@dataclass  # without slots: Playwright marks the listener's owner
class Trouble:
    """What a page complains of."""

    console_errors: list[str] = field(default_factory=list)
    page_errors: int = 0
    failed_requests: list[Request] = field(default_factory=list)
    server_errors: list[Request] = field(default_factory=list)
    """Requests to the platform's own host that it answered with 5xx; a stranger's beacon is not the platform."""
    last_status: int = 0
    """HTTP status of the document shown last."""
    lost: str = ""
    """Why the last document could not be loaded, in the browser's words; empty if it could."""

    def listen(self, page: Page) -> None:
        """Begin to listen to a page."""
        page.on("console", self._console)
        page.on("pageerror", self._page_error)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def leave(self, page: Page) -> None:
        """Stop listening to a page."""
        page.remove_listener("console", self._console)
        page.remove_listener("pageerror", self._page_error)
        page.remove_listener("requestfailed", self._failed)
        page.remove_listener("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and len(self.console_errors) < _KEPT:
            self.console_errors.append(message.text[:500])

    def _page_error(self, error: PageError) -> None:
        self.page_errors += 1
        if len(self.console_errors) < _KEPT:
            self.console_errors.append(f"uncaught: {str(error)[:500]}")

    def _failed(self, request: PageRequest) -> None:
        error = request.failure or ""
        if _is_document(request) and error != "net::ERR_ABORTED":
            self.lost = error
        # A request that the page itself dropped because it went on to another document is no failure.
        if error != "net::ERR_ABORTED" and len(self.failed_requests) < _KEPT:
            self.failed_requests.append(Request(method=request.method, url=request.url, status=None, error=error))

    def _response(self, response: Response) -> None:
        request = response.request
        if _is_document(request):
            self.last_status, self.lost = response.status, ""
        if response.status >= 500 and _is_own(request):
            self.server_errors = [*self.server_errors[-4:], _wrong(response)]
        if response.status >= 400 and len(self.failed_requests) < _KEPT:
            self.failed_requests.append(_wrong(response))


def _is_document(request: PageRequest) -> bool:
    return request.is_navigation_request() and request.frame.parent_frame is None


def _is_own(request: PageRequest) -> bool:
    """Whether a request goes to the host of the page that sends it."""
    return _is_document(request) or urlsplit(request.url).hostname == urlsplit(request.frame.url).hostname


def _wrong(response: Response) -> Request:
    return Request(method=response.request.method, url=response.url, status=response.status, error="")


@dataclass(slots=True)
class Journal:
    """One attempt's steps and actions, each written as soon as it is over."""

    directory: RunDirectory
    attempt: str
    task: str
    observer: Observer
    stopwatch: Stopwatch
    steps: int = 0
    actions: int = 0
    css_locators: int = 0
    expectations: list[Expectation] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    visits: Visits = field(init=False)
    announced: bool | None = None
    """Whether the last expectation was announced to somebody who listens."""
    _name: str = ""
    _began: float = 0.0
    _open: bool = False

    def __post_init__(self) -> None:
        self.visits = Visits(self.attempt, self.directory)

    def begin_step(self, name: str) -> None:
        """A step begins; the one before it is over."""
        self.end_step()
        self.steps += 1
        self._name, self._began, self._open = name, self.stopwatch.now(), True

    def end_step(self) -> None:
        """The step that is under way is over."""
        if self._open:
            self._open = False
            end = self.stopwatch.now()
            self.directory.append(
                Step(
                    attempt=self.attempt,
                    index=self.steps,
                    name=self._name,
                    started_s=self._began,
                    duration_s=end - self._began,
                )
            )

    def write(self, deed: Deed, page: Page) -> None:
        """An action is over: look at the page, and write the action down."""
        self.actions += 1
        self.css_locators += deed.by_css
        if deed.tally.announced is not None:
            self.announced = deed.tally.announced
        duration = self.stopwatch.now() - deed.started_s - deed.wait_s
        with self.stopwatch.paused():
            state = self.look(page) if deed.done else None
            self.directory.append(
                Action(
                    attempt=self.attempt,
                    step=self.steps,
                    index=self.actions,
                    verb=deed.verb,
                    target=deed.target,
                    done=deed.done,
                    started_s=deed.started_s,
                    duration_s=max(0.0, duration),
                    wait_s=deed.wait_s,
                    clicks=deed.tally.clicks,
                    keystrokes=deed.tally.keystrokes,
                    pages=deed.pages,
                    scrolled_px=deed.tally.scrolled_px,
                    pointer_travel_px=deed.tally.pointer_travel_px,
                    target_width_px=deed.tally.target_width_px,
                    target_height_px=deed.tally.target_height_px,
                    operators=deed.tally.text(),
                    by_css=deed.by_css,
                    state=state,
                    movements=deed.tally.movements,
                    listened=deed.tally.listened,
                    read_past=deed.tally.read_past,
                    heard=self._cut(deed.tally.heard),
                    announced=deed.tally.announced,
                    unnamed=self._cut(deed.tally.unnamed),
                )
            )
            self.visits.look(deed.reading, self.actions, state)

    def begin(self, page: Page) -> None:
        """The attempt begins on a page that preparation led to."""
        with self.stopwatch.paused():
            state = self.look(page)
            self.visits.look(ask(page), 0, state)

    def look_again(self, page: Page) -> None:
        """Before the page may be left: its largest paint comes after it is usable."""
        if self.visits.unpainted:
            with self.stopwatch.paused():
                self.visits.look_again(ask(page))

    def end(self, page: Page) -> None:
        """The attempt is over: its last step, and its last page."""
        self.end_step()
        self.look_again(page)
        self.visits.leave()

    def _cut(self, heard: Sequence[Heard]) -> list[Heard]:
        """Without secrets first: half of one would not be recognised any more."""
        without = self.directory.redactor.text
        return [Heard(kind=h.kind, text=without(h.text)[:_LONGEST]) for h in heard[:_MOST]]

    def look(self, page: Page) -> str | None:
        """Record the state that the page is in now, if it is new; its id in any case."""
        return self.observer.observe(page, Place(self.attempt, self.task, self.steps, self._name if self._open else ""))

    def expected(self, text: str) -> None:
        """A text that had to be seen was seen."""
        self.expectations.append(Expectation(text=text, at=utc()))
