"""A page that checks operate: they look at it, press keys, resize it, and leave it as it was. For people who write checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from playwright.sync_api import Dialog, Error, Page, Route

from a11y.digest import digest
from a11y.world import World, WorldError, main_world, script, session_of

_MOST_STOPS = 120
"""A Tab order that is longer is looked at so far: what follows is mostly more of the same list."""
_OPENS_WITHIN_MS = 15_000
_QUIET_MS = 50
_LISTENED = frozenset(
    {"click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup", "keydown", "keyup", "keypress"}
)
_MOST_LISTENING = 400
"""A page on which more things listen is looked at so far."""
_HELD = "skolprov-listening"
# What the page keeps for its next visit. A document in a sandbox, or at an address without a host, may keep nothing.
_KEPT = """() => {
  try { return [localStorage, sessionStorage].map((kept) => ({ ...kept })) } catch (e) { if (e.name === "SecurityError") return null; throw e }
}"""
_KEEP = """(s, was, address) => {
  let changed = false;
  const here = location.origin === new URL(address).origin; // it may have been left for another host
  for (const [i, kept] of was && here ? [localStorage, sessionStorage].entries() : []) {
    const entries = (of) => JSON.stringify(Object.entries(of).sort());
    if (entries({ ...kept }) === entries(was[i])) continue;
    changed = true;
    kept.clear();
    for (const [name, value] of Object.entries(was[i])) kept.setItem(name, value);
  }
  return changed;
}"""


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
        """What a function says, given as JavaScript: `(s, …) => …`, where `s` has all, path, find, shown, focused, box, called, parent.

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
        x, y, focused = self.ask("(s) => [scrollX, scrollY, s.focused() ? s.path(s.focused()) : '']")
        kept = self.ask(_KEPT)
        try:
            yield
        finally:
            self._put_back(x, y, focused, kept)

    def _put_back(self, x: float, y: float, focused: str, kept: Any) -> None:
        try:
            if self.page.viewport_size != self._size and self._size:
                self.page.set_viewport_size(self._size)
                self.settle()
            self.ask(
                "(s, x, y, way) => { s.focused()?.blur(); if (way) s.find(way)?.focus({ preventScroll: true }); scrollTo(x, y); return 0 }",
                x, y, focused,
            )  # fmt: skip
            chosen = self.ask(_KEEP, kept, self.address)  # such as colours: the digest may not know of them
            if self.page.url == self.address and not chosen and digest(self.page).digest == self._found:
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

    def ask_listening(self, function: str, *arguments: Any) -> Any:
        """As `ask`, but the function is `(s, listening, …) => …`: a Map from what has listeners of its own to their events' names.

        In it are elements of the page and of its frames, documents and the window; of events, those of mouse and keyboard.

        Raises:
            TooLongError: The check's time is over.
            a11y.world.WorldError: It threw.
        """
        if monotonic() > self._until:
            raise TooLongError
        world, session = self._world(), session_of(self.page)
        heard: dict[int, set[str]] = {}  # by the browser's number of the node; 0 is the window
        for thing in ("document", "window"):
            held = session.send("Runtime.evaluate", {"expression": thing})["result"]["objectId"]
            asked = {"objectId": held, "depth": -1, "pierce": True}
            for listener in session.send("DOMDebugger.getEventListeners", asked)["listeners"]:
                if listener["type"] in _LISTENED:
                    heard.setdefault(listener.get("backendNodeId", 0), set()).add(listener["type"])
            session.send("Runtime.releaseObject", {"objectId": held})
        things, names = [], []
        try:
            # Who listens to keys comes first: that nobody does may be what a check goes by.
            keyed = sorted(heard.items(), key=lambda one: not any(event.startswith("key") for event in one[1]))
            for node, events in keyed[:_MOST_LISTENING]:
                with suppress(Error):  # gone meanwhile, or in a frame that has a process of its own
                    things.append(_held(world, node))
                    names.append(sorted(events))
            given = "".join(f", {json.dumps(argument)}" for argument in arguments)
            answer = session.send(
                "Runtime.callFunctionOn",
                {
                    "functionDeclaration": "function (names, ...things) { const heard = new Map(things.map((e, i) => [e, names[i]]));"
                    f" return JSON.stringify(({function})(skolprovOperate, heard{given})) ?? 'null' }}",
                    "executionContextId": world.context,
                    "arguments": [{"value": names}, *({"objectId": thing} for thing in things)],
                    "returnByValue": True,
                },
            )
        finally:
            session.send("Runtime.releaseObjectGroup", {"objectGroup": _HELD})
        if thrown := answer.get("exceptionDetails"):
            raise WorldError(thrown.get("exception", {}).get("description", "").partition("\n")[0][:300])
        return json.loads(answer["result"]["value"])

    @contextmanager
    def cut_off(self) -> Iterator[list[str]]:
        """Nothing is sent from in here, and the page is left for no other; yields what was tried: addresses, and what a
        dialog of the browser's said."""
        tried: list[str] = []

        def hold(route: Route) -> None:
            tried.append(route.request.url)
            route.abort("aborted")  # any other word would put the browser's page of errors in the place of this one

        def dismiss(dialog: Dialog) -> None:
            tried.append(dialog.message)
            with suppress(Error):  # whoever else listens may have been quicker
                dialog.dismiss()

        def shut(popup: Page) -> None:
            tried.append(popup.url)
            with suppress(Error):
                popup.close()

        self.page.route("**/*", hold)
        self.page.on("dialog", dismiss)
        self.page.on("popup", shut)
        try:
            yield tried
        finally:
            self.page.remove_listener("popup", shut)
            self.page.remove_listener("dialog", dismiss)
            self.page.unroute("**/*", hold)

    def _world(self) -> World:
        """Our place in the page, with operate.js in it."""
        world = main_world(self.page)
        if world.run("typeof skolprovOperate") != "object":
            world.run(script("operate.js") + "\n;0")
        return world


def _held(world: World, node: int) -> str:
    """The handle of a node, or of the window for 0, in our world, until its group is released."""
    session = world.connection.session
    if node:
        asked = {"backendNodeId": node, "executionContextId": world.context, "objectGroup": _HELD}
        return str(session.send("DOM.resolveNode", asked)["object"]["objectId"])
    asked = {"expression": "window", "contextId": world.context, "objectGroup": _HELD}
    return str(session.send("Runtime.evaluate", asked)["result"]["objectId"])
