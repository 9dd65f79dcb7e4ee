"""A mouse's ways of scrolling and pressing, shared by the modes that have one: the desktop screen and the enlarged page."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from playwright.sync_api import ElementHandle, Page

from scenarios.aim import BOX_THAT_SCROLLS, LEFT_BELOW, Spot, Way, aim
from scenarios.effort import distance
from scenarios.hand import Hand
from scenarios.lookup import Look, Thing, visible
from scenarios.settle import poll
from scenarios.stumble import Barrier
from scenarios.system_dialogs import choose_file, choose_from_list
from scenarios.typing_keys import press_into, type_into

_NOTE_DRAGGING = """() => {
  window.__skolprovTaken = false;
  window.addEventListener('dragover', (e) => { window.__skolprovTaken = e.defaultPrevented; });
}"""
_HOVER_S = 0.4
"""How long a menu may take to open."""
_SCROLLING_MS = 120
"""How long the browser takes to scroll smoothly by one turn of the wheel."""


class Mouse(ABC):
    """Operating a page with a mouse, and the keyboard for text. How the screen is and how it is scrolled, a mode says."""

    device = "mouse"

    @staticmethod
    @abstractmethod
    def scroll(hand: Hand, thing: Thing, way: Way) -> None:
        """Bring a thing nearer.

        Raises:
            Barrier: It cannot be brought there as this mode's person would.
        """

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """What is on the page, within the window or not."""
        return visible(page, look)

    def press(self, hand: Hand, thing: Thing) -> None:
        """Point at it and click.

        Raises:
            Barrier: It lies wholly under something else, or cannot be brought into sight.
            Stumble: It is disabled.
        """
        hand.tally.think()
        self._point(hand, thing)
        click(hand)

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Click into the field, select what stands there, and type. A cell becomes a field by a click or two."""
        type_after_press(hand, thing, text, press_into(thing, lambda: self.press(hand, thing)))

    def choose(self, hand: Hand, thing: Thing, option: str) -> None:
        """Open the list and click on the option."""
        choose_from_list(hand, thing, option, self._point)

    def tick(self, hand: Hand, thing: Thing) -> None:
        """Click it."""
        self.press(hand, thing)

    def attach(self, hand: Hand, thing: Thing, file: str) -> None:
        """Click, and choose the file in the system's dialog; where none opens, drag the file onto the thing."""
        choose_file(hand, thing, file, self.press, self._drop)

    def reveal(self, hand: Hand, thing: Thing, shown: Callable[[], bool]) -> None:
        """Point at it; if that opens nothing, click it."""
        open_by_pointing(hand, thing, shown, self._point)

    def pick(self, hand: Hand, option: Thing) -> None:
        """Click the option."""
        self.press(hand, option)

    def scroll_on(self, hand: Hand) -> int:
        """Turn the wheel over the middle of the screen."""
        turn_wheel_on(hand)
        return 0

    def go_back(self, hand: Hand, before: Hand, _stops: int, /) -> None:
        """Put the pointer back."""
        if hand.pointer != before.pointer:
            hand.page.mouse.move(*before.pointer)

    def _drop(self, hand: Hand, thing: Thing, file: str) -> None:
        drop(hand, thing, file, aim(hand, thing, self.scroll))

    def _point(self, hand: Hand, thing: Thing) -> None:
        move_to(hand, aim(hand, thing, self.scroll))


def turn_wheel(hand: Hand, _thing: Thing, way: Way) -> None:
    """Turn the wheel with the pointer over the part that is to move."""
    hand.to("mouse")
    hand.page.mouse.move(*way.at)
    hand.pointer = (way.at[0], way.at[1])
    hand.page.mouse.wheel(way.right, way.down)
    hand.page.wait_for_timeout(_SCROLLING_MS)


def move_to(hand: Hand, spot: Spot) -> None:
    """Move the pointer to a point."""
    hand.to("mouse")
    at = (spot.x, spot.y)
    hand.tally.point(distance(hand.pointer, at))
    hand.pointer = at
    hand.page.mouse.move(*at)


def click(hand: Hand) -> None:
    """Press the button and let it go."""
    hand.page.mouse.down()
    hand.tally.click()
    hand.done_at = time.perf_counter()
    hand.page.mouse.up()


def type_after_press(hand: Hand, thing: Thing, text: str, kind: dict[str, Any] | None) -> None:
    """Type into what has been pressed; a cell that is no field yet becomes one by a second click."""
    if kind is None:
        hand.page.mouse.down(click_count=2)
        hand.tally.click()
        hand.done_at = time.perf_counter()
        hand.page.mouse.up(click_count=2)
    type_into(hand, thing, text, kind)


def open_by_pointing(
    hand: Hand, thing: Thing, shown: Callable[[], bool], point: Callable[[Hand, Thing], object]
) -> None:
    """Point at what opens; if that opens nothing, click it."""
    hand.tally.think()
    point(hand, thing)
    if shown():
        return
    by_click = thing.ask("e => e.matches('summary, [aria-expanded], [aria-haspopup]')")
    if not by_click and poll(shown, hand.page, _HOVER_S) is not None:
        return
    click(hand)
    poll(shown, hand.page, _HOVER_S)


def turn_wheel_on(hand: Hand) -> None:
    """Turn the wheel over the middle of the screen, or over a part in sight that scrolls by itself, if there is more below."""
    size = hand.page.viewport_size or {"width": 1280, "height": 800}
    middle = (size["width"] / 2, size["height"] / 2)
    left = float(hand.page.evaluate(LEFT_BELOW, middle))
    if left < 1 and (box := hand.page.evaluate(BOX_THAT_SCROLLS)):
        middle = (box[0], (box[1] + box[2]) / 2)
        left = float(hand.page.evaluate(LEFT_BELOW, middle))
    if left < 1:
        return
    hand.to("mouse")
    hand.page.mouse.move(*middle)
    hand.pointer = middle
    hand.tally.scrolled_px += left
    hand.page.mouse.wheel(0, left)


def drop(hand: Hand, thing: Thing, file: str, spot: Spot) -> None:
    """Drag a file from outside the browser onto a thing, as the browser's own input, so that what covers it counts.

    Raises:
        Barrier: The thing takes no file.
    """
    thing.ask(_NOTE_DRAGGING)
    browser = hand.page.context.new_cdp_session(hand.page)
    dragged = {"items": [], "files": [file], "dragOperationsMask": 1}
    at = {"x": spot.x, "y": spot.y}
    hand.tally.point(distance(hand.pointer, (spot.x, spot.y)), (spot.width, spot.height))
    hand.pointer = (spot.x, spot.y)
    hand.tally.click()
    try:
        for kind in ("dragEnter", "dragOver", "dragOver"):
            browser.send("Input.dispatchDragEvent", {"type": kind, **at, "data": dragged})
        # Dropped onto what does not take it, the file would be opened in place of the page.
        taken = thing.ask("() => window.__skolprovTaken === true")
        hand.done_at = time.perf_counter()
        browser.send("Input.dispatchDragEvent", {"type": "drop" if taken else "dragCancel", **at, "data": dragged})
    finally:
        browser.detach()
    if not taken:
        raise Barrier("takes-no-file", target=str(thing.target))
