"""Writes down an attempt while it happens: steps, actions, the states they led to, and what went wrong on the way."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import Error, Page

from evidence.records import Action, Expectation, Heard, Record, Step
from evidence.redaction import Redactor
from scenarios.effort import Tally
from scenarios.now import utc
from scenarios.questions import Asked
from scenarios.stopwatch import Stopwatch
from scenarios.typed import Typed
from scenarios.vitals import Reading, Visits, ask

_LOOKS = frozenset({"expect", "expect_no", "read"})
"""Verbs that do nothing to a page."""

_LONGEST, _MOST = 200, 10
"""Characters kept of what was heard, and how much of it per action."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a run a page was met."""

    attempt: str
    task: str
    step: int
    step_name: str
    action: int = 0
    """Index of the action that led there; 0 for where the journey begins."""


class Observer(Protocol):
    """Looks at the page after each action."""

    def observe(self, page: Page, place: Place) -> str | None:
        """Record the state of the page if it is new; its id in any case."""


class Keeper(Protocol):
    """Keeps records: a run directory, or nobody where a journey is walked once more and nothing of it counts."""

    @property
    def redactor(self) -> Redactor:
        """Takes secrets out of texts."""

    def append(self, record: Record) -> None:
        """Write one record."""


class Nobody:
    """Keeps and observes nothing: for a journey of which nothing counts."""

    redactor = Redactor()

    def append(self, record: Record) -> None:
        """Let the record go."""

    def observe(self, page: Page, place: Place) -> str | None:
        """Look at nothing."""


NOBODY = Nobody()


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
    weak: bool = False
    status: int | None = None
    looked: bool = True
    """False where the page cannot be looked at, because a dialog of the browser's own stands open."""


@dataclass(slots=True)
class Journal:
    """One attempt's steps and actions, each written as soon as it is over."""

    directory: Keeper
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
    last_action: str = ""
    """What was done last to the page, such as 'click button "Save"'."""
    acted_at: float = 0.0
    """`time.perf_counter()` when that began."""
    again: Typed | None = None
    """Whether the same is typed twice; None where nobody asks for that."""
    _typed_before: int | None = None
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
        took = self.stopwatch.now() - deed.started_s
        duration = took - deed.wait_s
        if deed.done and deed.verb not in _LOOKS:
            self.last_action, self.acted_at = f"{deed.verb} {deed.target}".strip(), time.perf_counter() - took
        with self.stopwatch.paused():
            state = self._state_after(deed, page)
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
                    size_exception=deed.tally.size_exception,
                    operators=deed.tally.text(),
                    by_css=deed.by_css,
                    state=state,
                    movements=deed.tally.movements,
                    listened=deed.tally.listened,
                    read_past=deed.tally.read_past,
                    heard=self._cut(deed.tally.heard),
                    announced=deed.tally.announced,
                    unnamed=self._cut(deed.tally.unnamed),
                    weak=deed.weak,
                    typed_before=self._typed_before if deed.done else None,
                    status=deed.status,
                )
            )
            self._typed_before = None
            self.visits.look(deed.reading, self.actions, state)

    def types(self, text: str, field: Callable[[], Mapping[str, Any]]) -> None:
        """Something is about to be typed into a field that says of itself what `scenarios.typed.FIELD` asks; no password."""
        if self.again:
            # What goes wrong with the question, on a page that is hostile or just changing, is nothing of the journey's.
            with self.stopwatch.paused(), suppress(Error, TypeError, KeyError):
                asked = field()
                if asked["once"]:
                    where, empty = str(asked["field"]), bool(asked["empty"])
                    self._typed_before = self.again.note(text, where, self.actions + 1, empty=empty)

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

    def _state_after(self, deed: Deed, page: Page) -> str | None:
        if not deed.done or not deed.looked:
            return None
        try:
            return self.look(page)
        except Asked:  # a question came up that little bit later: the page is looked at when it is answered
            return None

    def look(self, page: Page) -> str | None:
        """Record the state that the page is in now, if it is new; its id in any case."""
        step = self._name if self._open else ""
        return self.observer.observe(page, Place(self.attempt, self.task, self.steps, step, self.actions))

    def expected(self, text: str, *, weak: bool = False) -> None:
        """A text that had to be seen was seen; weak if it stood there before the last action already."""
        self.expectations.append(Expectation(text=text, at=utc(), weak=weak))
