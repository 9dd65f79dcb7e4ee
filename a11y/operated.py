"""A page that checks operate: they look at it, press keys, resize it, and leave it as it was. For people who write checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from playwright.sync_api import Error, Page

from a11y.digest import digest
from a11y.world import main_world, script

_MOST_STOPS = 120
"""A Tab order that is longer is looked at so far: what follows is mostly more of the same list."""
_OPENS_WITHIN_MS = 15_000
_QUIET_MS = 50


class TooLongError(Exception):
    """A check took longer than it may."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A thing that has focus after a press of Tab."""

    selector: str
    """The way to it; empty for the page itself, or the browser around it."""
    called: str
    box: tuple[float, float, float, float]
    """Where it stands in the window: left, top, width, height in CSS px."""


@dataclass(frozen=True, slots=True)
class TabOrder:
    """What Tab leads to from the top of the page."""

    stops: tuple[Stop, ...]
    """In this order; the page itself is none."""
    circle: tuple[Stop, ...] = ()
    """The last of them, if Tab leads from the last to the first of these and never out of the page."""


class Operated:
    """A page at an address.

    Args:
        page: Opened there, and usable.
        address: Where it is opened anew, if a check cannot leave it as it was otherwise.
        limit_s: How long one check may take.
    """

    def __init__(self, page: Page, address: str, limit_s: float = 30.0) -> None:
        self.page = page
        self.address = address
        self._limit_s = limit_s
        self._until = monotonic() + limit_s
        self._found = digest(page).digest
        self._order: TabOrder | None = None
        self._size = page.viewport_size

    def begin(self) -> None:
        """A further check begins to look."""
        self._until = monotonic() + self._limit_s

    def ask(self, function: str, *arguments: Any) -> Any:
        """What a function says, given as JavaScript: `(s, …) => …`, where `s` has all, path, find, shown, focused, box, called.

        Args:
            function: It runs in a world of our own: the page cannot see it. It answers with what JSON can hold.
            arguments: Given to it, after `s`.
        Raises:
            TooLongError: The check's time is over.
            a11y.world.WorldError: It threw.
        """
        if monotonic() > self._until:
            raise TooLongError
        world = main_world(self.page)
        given = "".join(f", {json.dumps(argument)}" for argument in arguments)
        question = (
            f"typeof skolprovOperate === 'object' ? JSON.stringify(({function})(skolprovOperate{given})) ?? 'null' : ''"
        )
        answer = world.run(question)
        if not answer:  # a new document
            world.run(script("operate.js") + "\n;0")
            answer = world.run(question)
        return json.loads(answer)

    def press(self, key: str) -> None:
        """Press a key, and let the page answer."""
        self._key(key)
        self.settle()

    def _key(self, key: str) -> None:
        if monotonic() > self._until:
            raise TooLongError
        self.page.keyboard.press(key)

    def settle(self) -> None:
        """Let the page do what it does now: two frames."""
        with suppress(Error):
            self.page.evaluate(
                "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
            )

    def stop(self) -> Stop:
        """What has focus now."""
        seen = self.ask("(s) => { const e = s.focused(); return e && [s.path(e), s.called(e), s.box(e)] }")
        return Stop(seen[0], seen[1], tuple(seen[2])) if seen else Stop("", "", (0.0, 0.0, 0.0, 0.0))

    def tab_order(self) -> TabOrder:
        """What Tab leads to from the top of the page. Asked again, it is known."""
        if self._order is None:
            with self.restored():
                self.to_top()
                self._order = self._walk()
        return self._order

    def to_top(self) -> None:
        """Let the next Tab be the first of the page."""
        self.ask("(s) => { s.focused()?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); return 0 }")
        # An element that may have focus for a moment, before all others, is where the browser goes on from.
        self.ask(
            "() => { const mark = document.createElement('span'); mark.tabIndex = -1; document.body.prepend(mark); mark.focus();"
            " mark.remove(); return 0 }"
        )

    def _walk(self) -> TabOrder:
        stops: dict[str, Stop] = {}
        for _ in range(_MOST_STOPS):
            self._key("Tab")  # where focus is, is known at once; what a page does then is not waited for at each stop
            stop = self.stop()
            if not stop.selector:
                break
            if stop.selector in stops:
                every = list(stops)
                return TabOrder(tuple(stops.values()), tuple(stops[s] for s in every[every.index(stop.selector) :]))
            stops[stop.selector] = stop
        return TabOrder(tuple(stops.values()))

    @contextmanager
    def restored(self) -> Iterator[None]:
        """What is done in here leaves no trace: the page is put back, or opened anew."""
        was = self.ask("(s) => [scrollX, scrollY, s.focused() ? s.path(s.focused()) : '']")
        try:
            yield
        finally:
            self._put_back(*was)

    def _put_back(self, x: float, y: float, focused: str) -> None:
        try:
            if self.page.viewport_size != self._size and self._size:
                self.page.set_viewport_size(self._size)
                self.settle()
            self.ask(
                "(s, x, y, way) => { s.focused()?.blur(); if (way) s.find(way)?.focus({ preventScroll: true }); scrollTo(x, y); return 0 }",
                x, y, focused,
            )  # fmt: skip
            if self.page.url == self.address and digest(self.page).digest == self._found:
                return
        except Error:
            pass  # it was left for another page, or closed a dialog of the browser's: opened anew
        self.open()

    def open(self) -> None:
        """Open the page anew, at its address.

        Raises:
            playwright.sync_api.Error: It does not answer.
        """
        self.page.goto("about:blank")  # an address that differs in its # alone would stay in the same document
        self.page.goto(self.address, timeout=_OPENS_WITHIN_MS)
        self.page.wait_for_timeout(_QUIET_MS)
        self.settle()
