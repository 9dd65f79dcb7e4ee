"""A page that checks operate: they look at it, press keys, resize it, and leave it as it was. For people who write checks.

Longer than other files: what a check may do with a page, and how the page is put back afterwards, is one thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
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
_MOST_IN_A_FRAME = 40
"""So often is Tab pressed while focus stays within one frame: whoever uses the page has to come through it, too."""
_DOZEN = 12
"""So many times is Tab pressed before it is asked where that led to."""
_OPENS_WITHIN_MS = 15_000
_QUIET_MS = 50
_BACK_WITHIN_MS = 500
_LISTENED = frozenset(
    {"click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup", "keydown", "keyup", "keypress"}
)
_MOST_LISTENING = 400
"""A page on which more things listen is looked at so far."""
_FEW_LISTENING = 60
_MAY_ANSWER = """(s, listening, ways) => {
  const up = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get;
  const slot = Object.getOwnPropertyDescriptor(Element.prototype, "assignedSlot").get;
  const shut = (node) => { const root = Node.prototype.getRootNode.call(node); return root instanceof ShadowRoot && root.mode === "closed" };
  if ([...listening.keys()].some((one) => one instanceof Node && shut(one))) return ways; // no way leads in there
  return ways.filter((way) => {
    for (let at = s.find(way); at; at = (at instanceof Element && slot.call(at)) || up.call(at) || at.host) if (listening.has(at)) return true;
    return false;
  });
}"""
_HELD = "skolprov-listening"
_NOWHERE = (-10, -10)
# Our place in a page is known by a word that no page knows: after a new document the browser may have given its number to the page's own.
_WORD = token_hex(16)
_OURS = f"globalThis.skolprovOperate?.ours === '{_WORD}'"
_BRING = f"{script('operate.js')}\n;{script('standing.js')}\n;skolprovOperate.ours = '{_WORD}'; 0"
_STANDS = "() => skolprovStanding.stands()"
_BACK = "(s, was, address) => skolprovStanding.back(was, address)"
_STOP = "(s) => { const e = s.focused(); return e && [s.path(e), s.called(e), s.box(e), /^(i?frame|object|embed)$/.test(e.localName)] }"
# What has focus whenever Tab is pressed, and now: noted before the page comes to know of the key.
_NOTE_STOPS = f"""(s) => {{
  const seen = [];
  const note = () => {{ seen.push(({_STOP})(s)) }};
  const heard = (event) => {{ if (event.key === "Tab") note() }};
  addEventListener("keydown", heard, true);
  globalThis.skolprovStops = {{ all: () => {{ note(); return seen.splice(0) }}, end: () => removeEventListener("keydown", heard, true) }};
  return 0;
}}"""
_STOPS = "() => globalThis.skolprovStops?.all() ?? []"
_NOTE_NO_MORE = "() => { globalThis.skolprovStops?.end(); delete globalThis.skolprovStops; return 0 }"
_PLACE = "(s, was) => { skolprovStanding.place(was); return 0 }"
_TEXTS = "() => skolprovStanding.texts()"
_DIFFERING = "(s, found) => skolprovStanding.differing(found, skolprovStanding.texts())"
_SCROLLS = frozenset({"scroll"})
_GO_BACK = """(s, entry, address) => {
  const to = navigation.entries().find((one) => one.key === entry);
  if (!to?.sameDocument || to.url !== address) return false;
  for (const step of Object.values(navigation.traverseTo(entry))) step.catch(() => {});
  return true;
}"""


class TooLongError(Exception):
    """A check took longer than it may."""


class NoAddressError(Exception):
    """No address leads to the page, and the check has to see how it begins."""


class LostError(Exception):
    """The page could not be put back, and nothing leads to it any more."""


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
        lead_back: For a page to which no address leads: leads to it once more, in another window, and gives that; raises LostError
            if it cannot. What has to be seen of such a page from its first moment cannot be.
    """

    def __init__(
        self, page: Page, address: str, limit_s: float = 30.0, lead_back: Callable[[], Page] | None = None
    ) -> None:
        self.page = page
        self.address = address
        self._limit_s = limit_s
        self._lead_back = lead_back
        self._until = monotonic() + limit_s
        self._place: World | None = None
        self._found = digest(page).digest
        self._order: TabOrder | None = None
        self._stands: dict[str, Any] | None = None
        """How it was left the last time; None where that is not known."""
        self._within = 0
        """How many of `restored` are at work, one within the other."""
        self._is_lost = False
        self._led_back = 0
        """How often another window took this one's place."""
        self._stood: dict[str, Any] = {}
        """How the last of them stood then: what it holds may differ from the first in a number that the server gave."""
        self._marked = False
        """Whether the page was as it was found when our place in it was last asked whether something touched it."""
        self._texts: dict[str, int] = self._asked(_TEXTS)
        """What was written where, as numbers."""
        self._restless: set[str] = set()
        """Where something else is written each time the page is opened, such as a clock: it says nothing of what a check has done."""
        self._hears_scrolling: bool | None = None
        """Whether anything in this document listens to scrolling; None if that was not asked yet."""
        self._size = page.viewport_size
        self._cookies = self._written()
        self.cookies: set[str] = set()
        """Values of cookies that came meanwhile and were taken away again: they may stand in what is quoted of the page."""

    def begin(self) -> None:
        """A further check begins to look.

        Raises:
            LostError: The one before could not put the page back.
        """
        if self._is_lost:
            raise LostError
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
        return _stop(self.ask(_STOP))

    def tab_order(self) -> TabOrder:
        """What Tab leads to from the top of the page. Asked again, it is known."""
        if self._order is None:
            with self.restored():
                self._order = self._walk(_DOZEN)
            if self._order is None:  # keys are kept from us, or go to a frame
                with self.restored():
                    self._order = self._walk(1)
        return self._order or TabOrder(())

    def to_top(self) -> None:
        """Let the next Tab be the first of the page."""
        self.ask(
            "(s) => { s.focused()?.blur(); getSelection().removeAllRanges(); scrollTo({ left: 0, top: 0, behavior: 'instant' }); return 0 }"
        )
        # An element that may have focus for a moment, before all others, is where the browser goes on from. Where a positive tabindex
        # takes things before all others, it has to be one of them, and still be there when Tab is pressed.
        self.ask(
            "(s) => { const mark = document.createElement('span'); const first = s.all('[tabindex]').some((e) => e.tabIndex > 0);"
            " mark.tabIndex = first ? 1 : -1; document.body.prepend(mark); mark.focus();"
            " if (first) mark.addEventListener('blur', () => mark.remove(), { once: true }); else mark.remove(); return 0 }"
        )

    def _walk(self, at_once: int) -> TabOrder | None:
        """Press Tab, and ask after so many presses what they led to; None if not all of it is known."""
        self.to_top()
        self.ask(_NOTE_STOPS)
        known: dict[str, Stop] = {}
        in_frame = 0
        try:
            for _ in range(_MOST_STOPS // at_once):
                for _ in range(at_once):
                    self.press_only("Tab")
                seen = [self.ask(_STOP)] if at_once == 1 else self.ask(_STOPS)[1:]  # the first is what had focus before
                if len(seen) != at_once:
                    return None
                for said in seen:
                    stop = _stop(said)
                    if not stop.selector:
                        return TabOrder(tuple(known.values()))
                    # What has focus in a frame is one thing of the page, however often Tab moves on in there.
                    still = bool(said and said[3]) and stop.selector == next(reversed(known), "")
                    in_frame = in_frame + 1 if still else 0
                    if still and in_frame < _MOST_IN_A_FRAME:
                        continue
                    if stop.selector in known:
                        every = [*known]
                        circle = every[every.index(stop.selector) :]
                        return TabOrder(tuple(known.values()), tuple(known[way] for way in circle))
                    known[stop.selector] = stop
        finally:
            self._asked(_NOTE_NO_MORE)
        return TabOrder(tuple(known.values()))

    @contextmanager
    def restored(self) -> Iterator[None]:
        """What is done in here leaves no trace: the page is put back, or opened anew."""
        # How it was left the last time is how it is found now, unless something around this is at work.
        was = self._stands if self._stands and not self._within else self.ask(_STANDS)
        window = self._led_back
        self._within += 1
        try:
            yield
        finally:
            self._within -= 1
            self._stands = None
            self._put_back(was if window == self._led_back else self._stood)

    def _put_back(self, was: dict[str, Any]) -> None:
        try:
            if self.page.viewport_size != self._size and self._size:
                self.page.set_viewport_size(self._size)
                self.settle()
            if self.page.url != self.address:
                self._go_back(was["entry"])
            left = self._asked(_BACK, was, self.address)  # however long the check took
            if left["scrolled"] and self._answers_scrolling():
                self.settle()  # what the page writes then, it writes a moment later
                left = {**self._asked(_BACK, was, self.address), "untouched": False}
            if left["same"] and self.page.url == self.address and self._looks_as_found(untouched=left["untouched"]):
                self._stands = left["now"]
                return
        except (Error, WorldError):
            pass  # it was left for another page, or closed a dialog of the browser's: opened anew
        self._marked = False
        self.open()
        self._restless |= set(self._asked(_DIFFERING, self._texts))
        self._asked(_PLACE, was)

    def _looks_as_found(self, *, untouched: bool) -> bool:
        """Whether the page's structure and its words are those that were found: as long as nothing has touched it since, it need not be gone through."""
        if not (untouched and self._marked):
            self._marked = self._says_what_it_said() and digest(self.page, self._place).digest == self._found
        return self._marked

    def _says_what_it_said(self) -> bool:
        others = set(self._asked(_DIFFERING, self._texts)) - self._restless
        if self._lead_back is not None:
            self._restless |= others  # of the few times that something leads back, one place's words are worth one
        return not others

    def _answers_scrolling(self) -> bool:
        if self._hears_scrolling is None:
            self._hears_scrolling = bool(self._heard(_SCROLLS))
        return self._hears_scrolling

    def _go_back(self, entry: str) -> None:
        """Undo jumps within the document, as a person does; a page that was left is opened anew."""
        if self._asked(_GO_BACK, entry, self.address):
            with suppress(Error):
                self.page.wait_for_url(lambda url: url == self.address, timeout=_BACK_WITHIN_MS)
            self.settle()

    def _written(self) -> dict[tuple[str, str, str], Any]:
        """The cookies that the page's scripts may write; those of the server's alone are its own matter."""
        cookies = self.page.context.cookies(self.address)
        return {(one["name"], one["domain"], one["path"]): one for one in cookies if not one["httpOnly"]}

    def _put_cookies_back(self) -> None:
        now = self._written()
        self.cookies |= {one["value"] for one in now.values()} - {one["value"] for one in self._cookies.values()}
        for name, domain, path in now.keys() - self._cookies.keys():
            self.page.context.clear_cookies(name=name, domain=domain, path=path)
        for key, one in self._cookies.items():
            if one["value"] != now.get(key, {}).get("value"):
                with suppress(Error):  # the browser takes some, such as `__Host-…`, from their page alone
                    self.page.context.add_cookies([one])

    def open(self) -> None:
        """Open the page anew, at its address, with the cookies that were there first.

        Raises:
            playwright.sync_api.Error: It does not answer.
            LostError: No address leads to it, nor anything else any more.
        """
        if self._lead_back is not None:
            self._take(self._lead_back)
            return
        self._hears_scrolling = None
        self._put_cookies_back()  # what was chosen on the page, such as in a banner
        if "#" in self.address or "#" in self.page.url:
            self.page.goto("about:blank")  # an address that differs in its # alone would stay in the same document
        self.page.goto(self.address, timeout=_OPENS_WITHIN_MS)
        self.page.wait_for_timeout(_QUIET_MS)
        self.settle()

    def _take(self, lead_back: Callable[[], Page]) -> None:
        """Let the window that this leads to take the place of this one. Its time is not the check's."""
        began = monotonic()
        self._is_lost = True
        self.page = lead_back()
        self._is_lost = False
        self.address = self.page.url
        self._place, self._marked = None, False
        self._led_back += 1
        self._cookies = self._written()
        self._stands = self._stood = self._asked(_STANDS)
        self._texts = self._asked(_TEXTS)  # somebody else's words may stand there
        self._until += monotonic() - began

    def expect_address(self) -> None:
        """A check that has to see how the page begins makes sure here that it can be opened anew.

        Raises:
            NoAddressError: It cannot.
        """
        if self._lead_back is not None:
            raise NoAddressError

    def hears(self, events: frozenset[str]) -> bool:
        """Whether anything on the page, in its frames or around them listens to one of these events.

        Raises:
            TooLongError: The check's time is over.
        """
        if monotonic() > self._until:
            raise TooLongError
        return bool(self._heard(events))

    def may_answer(self, ways: Sequence[str], events: frozenset[str]) -> list[str]:
        """Of things, those for which something listens to one of these events: at the thing, around it, or the window.

        All of them where so much listens that it would take long to tell.

        Args:
            ways: To the things, in the page's own document.
            events: Their names.
        Raises:
            TooLongError: The check's time is over.
            a11y.world.WorldError: It threw.
        """
        if monotonic() > self._until:
            raise TooLongError
        heard = self._heard(events)
        if 0 in heard or len(heard) > _FEW_LISTENING:
            return [*ways]
        found: list[str] = self._told_who_listens(_MAY_ANSWER, heard, list(ways))
        return found

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

    def ask_listening(self, function: str, *arguments: Any, events: frozenset[str] = _LISTENED) -> Any:
        """As `ask`, but the function is `(s, listening, …) => …`: a Map from what has listeners of its own to their events' names.

        In it are elements of the page and of its frames, documents and the window.

        Args:
            function: As for `ask`.
            arguments: Given to it, after `listening`.
            events: Their names; if not given, those of pressing with mouse and keyboard.
        Raises:
            TooLongError: The check's time is over.
            a11y.world.WorldError: It threw.
        """
        if monotonic() > self._until:
            raise TooLongError
        # Who listens to keys comes first: that nobody does may be what a check goes by.
        heard = self._heard(events)
        keyed = sorted(heard.items(), key=lambda one: not any(event.startswith("key") for event in one[1]))
        return self._told_who_listens(function, dict(keyed[:_MOST_LISTENING]), *arguments)

    def _told_who_listens(self, function: str, heard: dict[int, set[str]], *arguments: Any) -> Any:
        world, session = self._entered(), session_of(self.page)
        things, names = [], []
        try:
            for node, events in heard.items():
                with suppress(Error):  # gone meanwhile, or in a frame that has a process of its own
                    if held := _held(world, node):
                        things.append(held)
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


def _stop(seen: Sequence[Any] | None) -> Stop:
    return Stop(seen[0], seen[1], tuple(seen[2])) if seen else Stop("", "", (0.0, 0.0, 0.0, 0.0))


def _held(world: World, node: int) -> str:
    """The handle of a node, or of the window for 0, in our world, until its group is released; empty for one in a frame of another host."""
    session = world.connection.session
    if node:
        asked = {"backendNodeId": node, "executionContextId": world.context, "objectGroup": _HELD}
        return str(session.send("DOM.resolveNode", asked)["object"].get("objectId", ""))
    asked = {"expression": "window", "contextId": world.context, "objectGroup": _HELD}
    return str(session.send("Runtime.evaluate", asked)["result"]["objectId"])
