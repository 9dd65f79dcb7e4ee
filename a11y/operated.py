"""A page that checks operate: they look at it, press keys, resize it, and leave it as it was. For people who write checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from secrets import token_hex
from time import monotonic
from typing import Any

from playwright.sync_api import Error, Page

from a11y.digest import digest
from a11y.world import World, WorldError, main_world, script, session_of

_MOST_STOPS = 120
"""A Tab order that is longer is looked at so far: what follows is mostly more of the same list."""
_OPENS_WITHIN_MS = 15_000
_QUIET_MS = 50
_BACK_WITHIN_MS = 500
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
_NOWHERE = (-10, -10)
# Our place in a page is known by a word that no page knows: after a new document the browser may have given its number to the page's own.
_WORD = token_hex(16)
_OURS = f"globalThis.skolprovOperate?.ours === '{_WORD}'"
_BRING = f"{script('operate.js')}\n;skolprovOperate.ours = '{_WORD}'; 0"
# What is filled in, as a number: no digest of a page tells of it.
_FILLED = """(s) => {
  let filled = 0;
  const add = (text) => { for (const sign of `${text}|`) filled = (Math.imul(filled, 31) + sign.codePointAt(0)) | 0 };
  for (const e of s.all("input:not([type=hidden], [type=file]), textarea, select"))
    add(e.localName === "select" ? [...e.selectedOptions].map((o) => o.index) : `${e.value}${e.checked}`);
  return filled;
}"""
_STANDS = f"(s) => [scrollX, scrollY, s.focused() ? s.path(s.focused()) : '', navigation.currentEntry?.key ?? '', ({_FILLED})(s)]"
_GO_BACK = """(s, entry, address) => {
  const to = navigation.entries().find((one) => one.key === entry);
  if (!to?.sameDocument || to.url !== address) return false;
  for (const step of Object.values(navigation.traverseTo(entry))) step.catch(() => {});
  return true;
}"""
_PUT_BACK = f"""(s, x, y, way) => {{
  s.focused()?.blur();
  if (way) s.find(way)?.focus({{ preventScroll: true }});
  scrollTo(x, y);
  return ({_FILLED})(s);
}}"""


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
        self._place: World | None = None
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
        return self._asked(function, *arguments)

    def _asked(self, function: str, *arguments: Any) -> Any:
        given = "".join(f", {json.dumps(argument)}" for argument in arguments)
        question = f"{_OURS} ? JSON.stringify(({function})(skolprovOperate{given})) ?? 'null' : ''"
        return json.loads(self._answer(question) or self._entered().run(question))

    def _answer(self, question: str) -> str:
        """What our place in the page says; nothing if it has gone with its document."""
        if self._place is None:
            return ""
        try:
            return str(self._place.run(question))
        except Error as error:
            if "Cannot find context" in error.message:
                return ""
            raise

    def _entered(self) -> World:
        """Our place in the page, with operate.js in it."""
        if self._place is None or not self._answer(f"{_OURS} ? 'ours' : ''"):
            self._place = main_world(self.page)
            if not self._place.run(_OURS):
                self._place.run(_BRING)
        return self._place

    def point_nowhere(self) -> None:
        """Take the pointer out of the window."""
        self.page.mouse.move(*_NOWHERE)

    def press(self, key: str) -> None:
        """Press a key, and let the page answer."""
        self.press_only(key)
        self.settle()

    def press_only(self, key: str) -> None:
        """Press a key. Where focus is after Tab is known at once; what a page does then is not waited for."""
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
        # An element that may have focus for a moment, before all others, is where the browser goes on from. Where a positive tabindex
        # takes things before all others, it has to be one of them, and still be there when Tab is pressed.
        self.ask(
            "(s) => { const mark = document.createElement('span'); const first = s.all('[tabindex]').some((e) => e.tabIndex > 0);"
            " mark.tabIndex = first ? 1 : -1; document.body.prepend(mark); mark.focus();"
            " if (first) mark.addEventListener('blur', () => mark.remove(), { once: true }); else mark.remove(); return 0 }"
        )

    def _walk(self) -> TabOrder:
        stops: dict[str, Stop] = {}
        for _ in range(_MOST_STOPS):
            self.press_only("Tab")
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
        x, y, focused, entry, filled = self.ask(_STANDS)
        kept = self.ask(_KEPT)
        try:
            yield
        finally:
            self._put_back(x, y, focused, entry, filled, kept)

    def _put_back(self, x: float, y: float, focused: str, entry: str, filled: int, kept: Any) -> None:
        try:
            if self.page.viewport_size != self._size and self._size:
                self.page.set_viewport_size(self._size)
                self.settle()
            if self.page.url != self.address:
                self._go_back(entry)
            filled_now = self._asked(_PUT_BACK, x, y, focused)  # however long the check took
            chosen = self._asked(_KEEP, kept, self.address)  # such as colours: the digest may not know of them
            as_it_was = not chosen and self.page.url == self.address and filled_now == filled
            if as_it_was and digest(self.page, self._place).digest == self._found:
                return
        except (Error, WorldError):
            pass  # it was left for another page, or closed a dialog of the browser's: opened anew
        self.open()

    def _go_back(self, entry: str) -> None:
        """Undo jumps within the document, as a person does; a page that was left is opened anew."""
        if self._asked(_GO_BACK, entry, self.address):
            with suppress(Error):
                self.page.wait_for_url(lambda url: url == self.address, timeout=_BACK_WITHIN_MS)
            self.settle()

    def open(self) -> None:
        """Open the page anew, at its address.

        Raises:
            playwright.sync_api.Error: It does not answer.
        """
        self.page.goto("about:blank")  # an address that differs in its # alone would stay in the same document
        self.page.goto(self.address, timeout=_OPENS_WITHIN_MS)
        self.page.wait_for_timeout(_QUIET_MS)
        self.settle()

    def hears(self, events: frozenset[str]) -> bool:
        """Whether anything on the page, in its frames or around them listens to one of these events.

        Raises:
            TooLongError: The check's time is over.
        """
        if monotonic() > self._until:
            raise TooLongError
        return bool(self._heard(events))

    def _heard(self, events: frozenset[str]) -> dict[int, set[str]]:
        """Which of these events are listened to, by the browser's number of the node; 0 is the window."""
        session = session_of(self.page)
        heard: dict[int, set[str]] = {}
        for thing in ("document", "window"):
            held = session.send("Runtime.evaluate", {"expression": thing})["result"]["objectId"]
            asked = {"objectId": held, "depth": -1, "pierce": True}
            for listener in session.send("DOMDebugger.getEventListeners", asked)["listeners"]:
                if listener["type"] in events:
                    heard.setdefault(listener.get("backendNodeId", 0), set()).add(listener["type"])
            session.send("Runtime.releaseObject", {"objectId": held})
        return heard

    def ask_listening(self, function: str, *arguments: Any) -> Any:
        """As `ask`, but the function is `(s, listening, …) => …`: a Map from what has listeners of its own to their events' names.

        In it are elements of the page and of its frames, documents and the window; of events, those of mouse and keyboard.

        Raises:
            TooLongError: The check's time is over.
            a11y.world.WorldError: It threw.
        """
        if monotonic() > self._until:
            raise TooLongError
        world, session = self._entered(), session_of(self.page)
        heard = self._heard(_LISTENED)
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


def _held(world: World, node: int) -> str:
    """The handle of a node, or of the window for 0, in our world, until its group is released."""
    session = world.connection.session
    if node:
        asked = {"backendNodeId": node, "executionContextId": world.context, "objectGroup": _HELD}
        return str(session.send("DOM.resolveNode", asked)["object"]["objectId"])
    asked = {"expression": "window", "contextId": world.context, "objectGroup": _HELD}
    return str(session.send("Runtime.evaluate", asked)["result"]["objectId"])
