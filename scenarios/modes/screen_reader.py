"""Hearing a page instead of seeing it: what Chromium exposes to assistive technology, and nothing else, exists.

An approximation of NVDA or JAWS on Chromium's accessibility tree, not one of them. Decision 010 says how things are found,
activated and typed into, and what is taken as heard.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Dialog, ElementHandle, Error, Page

from scenarios.exposed import OPERABLE, Node
from scenarios.hand import Hand
from scenarios.list_keys import choose_by_arrows
from scenarios.listener import Listener
from scenarios.lookup import VALUE, Look, Thing
from scenarios.settle import poll
from scenarios.stumble import Barrier, Stumble
from scenarios.typing_keys import field_in, type_into
from scenarios.unreached import unopened

_OPTIONS = 62
"""Arrow presses within a list of suggestions before giving up on its keys."""

_OPENING_S = 0.5
"""How long a menu may take to open."""

_FOCUS = """function() {
  const e = this.nodeType === 9 ? this.body : this.nodeType === 1 ? this : this.parentElement;
  if (e.focus) e.focus({ preventScroll: false });
}"""

_ACTIVATE = """function() {
  const e = this.nodeType === 1 ? this : this.parentElement;
  if (e.focus) e.focus();
  for (const type of ['mousedown', 'mouseup']) e.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, composed: true, view: window }));
  if (e.click) e.click(); else e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, view: window }));
}"""
"""What Chromium does for an accessibility client's default action: focus, and a click that has no place on the screen."""

_IS_NATIVE = "e => e.matches('input, select, textarea')"

_ACTIVE = """(e) => {
  const focused = (root) => { let a = root.activeElement; while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement; return a; };
  const here = focused(document);
  const active = here && here.getAttribute('aria-activedescendant');
  return { list: !!here && (here.matches('[role=combobox], [role=listbox], [aria-haspopup=listbox], [aria-autocomplete]')),
    reached: here === e || (!!active && here.getRootNode().getElementById(active) === e) };
}"""


class ScreenReader:
    """Quick keys, Tab, Enter and typing on what is exposed, before a desktop screen of 1280 × 800 that nobody looks at."""

    id = "screen-reader"
    device = "keyboard"

    def __init__(self) -> None:
        self._listeners: dict[Page, Listener] = {}

    def context(self) -> dict[str, Any]:
        """A desktop screen."""
        return {"viewport": {"width": 1280, "height": 800}}

    def meet(self, page: Page) -> None:
        """Begin to listen to a page, before anything is loaded into it."""
        self._listener(page)

    def begin(self, hand: Hand, verb: str) -> None:
        """An action begins. The keystroke-level model knows nothing of listening, so it gets no operators."""
        hand.tally.modelled = False
        self._listener(hand.page).begin(verb)

    def hear_dialog(self, hand: Hand, dialog: Dialog) -> None:
        """The browser's own dialog takes the focus, and its message is read out."""
        self._listener(hand.page).hear_dialog(hand.tally, dialog.message, only_tells=dialog.type == "alert")

    def take_in(self, hand: Hand, verb: str, *, stands_still: bool) -> None:
        """An action is over: hear what has come of it, and note how far one had to listen for what it was about."""
        self._listener(hand.page).take_in(hand.tally, verb, stands_still=stands_still)

    def barrier(self, hand: Hand) -> Barrier | None:
        """Why what is on the screen was not found by ear; None if it is not on the screen either."""
        return self._listener(hand.page).barrier()

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """What is exposed."""
        return self._listener(page).find(look)

    def says(self, page: Page, handle: ElementHandle) -> str:
        """What is read out of it. The browser's own fields expose what they hold; of all else it is what the tree has."""
        return str(handle.evaluate(VALUE)) if handle.evaluate(_IS_NATIVE) else self._listener(page).says(handle)

    def press(self, hand: Hand, thing: Thing) -> None:
        """Go to it and take its default action.

        Raises:
            Barrier: It is exposed, but not as anything that can be pressed.
            Stumble: It is disabled.
        """
        node = self._go(hand, thing)
        if node.role == "option" and self._by_keys(hand, thing):
            return
        operable = next((n for n in node.above() if n.role in OPERABLE), None)
        if operable is None:
            raise Barrier(
                "without-role",
                heard=self._listener(hand.page).near(node),
                target=str(thing.target),
                role="" if node.role in {"StaticText", "generic"} else node.role,
            )
        self._activate(hand, operable)

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Go to the field, switch to forms mode, select what stands there, and type. A cell becomes a field by focus or Enter.

        Raises:
            Barrier: It takes no text.
        """
        self._enter(hand, thing)
        kind = field_in(thing)
        if kind is None:
            hand.key("Enter")
            kind = field_in(thing)
        if kind is None:
            raise Barrier("not-a-field", target=str(thing.target))
        type_into(hand, thing, text, kind)

    def choose(self, hand: Hand, thing: Thing, option: str) -> None:
        """Go to the list, switch to forms mode, and press the arrows until it says the option.

        Raises:
            Barrier: Its keys do not lead to the option.
        """
        self._enter(hand, thing)
        choose_by_arrows(hand, thing, option)

    def tick(self, hand: Hand, thing: Thing) -> None:
        """Go to it and take its default action."""
        self.press(hand, thing)

    def attach(self, hand: Hand, thing: Thing, file: str) -> None:
        """Press it, and choose the file in the system's dialog, which isn't counted.

        Raises:
            Barrier: No dialog opens.
        """
        thing = self._listener(hand.page).file_control(thing)
        try:
            with hand.page.expect_file_chooser(timeout=5000) as chooser:
                self.press(hand, thing)
        except Error as error:
            if "Timeout" not in str(error):
                raise
            raise Barrier("no-file-dialog", target=str(thing.target)) from None
        chooser.value.set_files(file)

    def reveal(self, hand: Hand, thing: Thing, shown: Callable[[], bool]) -> None:
        """Take its default action.

        Raises:
            Barrier: That opens nothing.
        """
        before = hand.page.url
        self.press(hand, thing)
        if poll(shown, hand.page, _OPENING_S) is None and thing.handle.is_visible():
            raise unopened(thing, "Enter", led_on=hand.page.url != before)

    def pick(self, hand: Hand, option: Thing) -> None:
        """Go to the option and take its default action, or reach it by the list's own keys."""
        self.press(hand, option)

    def scroll_on(self, hand: Hand) -> int:
        """Read on to the end of each list and of the page: what is read comes into view."""
        self._listener(hand.page).read_to_the_end()
        return 0

    def go_back(self, _hand: Hand, _before: Hand, _stops: int, /) -> None:
        """Nothing: reading on moves no focus."""

    def _listener(self, page: Page) -> Listener:
        if page not in self._listeners:
            self._listeners[page] = Listener(page)
            page.once("close", self._forget)
        return self._listeners[page]

    def _forget(self, page: Page) -> None:
        self._listeners.pop(page, None)

    def _go(self, hand: Hand, thing: Thing) -> Node:
        """Move the reading to the thing."""
        if not thing.handle.is_enabled():
            raise Stumble("disabled", target=str(thing.target))
        return self._listener(hand.page).go(thing)

    def _enter(self, hand: Hand, thing: Thing) -> None:
        node = self._go(hand, thing)
        hand.to("keyboard")
        self._listener(hand.page).act(node, _FOCUS)

    def _activate(self, hand: Hand, node: Node) -> None:
        hand.tally.keystrokes += 1
        hand.done_at = time.perf_counter()
        self._listener(hand.page).act(node, _ACTIVATE)

    def _by_keys(self, hand: Hand, thing: Thing) -> bool:
        """In forms mode, a suggestion is reached by the arrows and taken with Enter, as ARIA's patterns have it."""
        for _ in range(_OPTIONS):
            active = thing.ask(_ACTIVE)
            if active["reached"] and active["list"]:
                hand.key("Enter")
                return True
            if not active["list"]:
                return False
            hand.key("ArrowDown")
        return False


MODE = ScreenReader()
