"""Operating a page that is enlarged to 400 %, with a mouse: a quarter of the width and of the height is in sight.

What has to be scrolled in two directions, is cut off, or lies under what stays in place, is a barrier (WCAG 1.4.10).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import ElementHandle, Page

from scenarios.aim import Way, aim
from scenarios.hand import Hand
from scenarios.legibility import bring_to_read
from scenarios.lookup import Look, Thing, visible
from scenarios.mouse import click, drop, move_to, open_by_pointing, turn_wheel, turn_wheel_on, type_after_press
from scenarios.stumble import Barrier
from scenarios.system_dialogs import choose_file, choose_from_list

ENLARGED = 4


class Zoom:
    """A mouse on a screen of 1280 × 1024 at 400 %: 320 × 256 CSS pixels."""

    id = "zoom"
    device = "mouse"

    def context(self) -> dict[str, Any]:
        """A desktop screen whose every CSS pixel is four pixels wide and high."""
        return {
            "viewport": {"width": 1280 // ENLARGED, "height": 1024 // ENLARGED},
            "screen": {"width": 1280, "height": 1024},
            "device_scale_factor": ENLARGED,
        }

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """What is on the page, within the window or not: `bring_to_read` says whether it can be brought there."""
        return visible(page, look)

    def bring_to_read(self, hand: Hand, thing: Thing) -> None:
        """Scroll to a text.

        Raises:
            Barrier: It cannot be read.
        """
        bring_to_read(hand, thing, _scroll)

    def press(self, hand: Hand, thing: Thing) -> None:
        """Point at it and click.

        Raises:
            Barrier: It cannot be brought out, or only by scrolling in two directions.
            Stumble: It is disabled.
        """
        hand.tally.think()
        self._point(hand, thing)
        click(hand)

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Click into the field, select what stands there, and type. A cell becomes a field by a click or two."""
        self.press(hand, thing)
        type_after_press(hand, thing, text)

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

    def scroll_on(self, hand: Hand) -> None:
        """Turn the wheel over the middle of the screen."""
        turn_wheel_on(hand)

    @staticmethod
    def _drop(hand: Hand, thing: Thing, file: str) -> None:
        drop(hand, thing, file, aim(hand, thing, _scroll))

    @staticmethod
    def _point(hand: Hand, thing: Thing) -> None:
        move_to(hand, aim(hand, thing, _scroll))


def _scroll(hand: Hand, thing: Thing, way: Way) -> None:
    """Down or up first: whoever needs to go to the right after that scrolls in two directions.

    Back to the left is no need of the thing's own: something else, such as a wide table, led away from there.
    """
    if way.down:
        turn_wheel(hand, thing, way.only_down())
        return
    if way.right > 0 and way.both and not way.table and not way.seen:
        raise Barrier("two-way-scrolling", target=str(thing.target), by=way.by, px=round(abs(way.right)))
    turn_wheel(hand, thing, way)


MODE = Zoom()
