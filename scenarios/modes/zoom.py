"""Operating a page that is enlarged to 400 %, with a mouse: a quarter of the width and of the height is in sight.

What has to be scrolled in two directions, is cut off, or lies under what stays in place, is a barrier (WCAG 1.4.10).
"""

from __future__ import annotations

from typing import Any

from scenarios.aim import Way
from scenarios.hand import Hand
from scenarios.legibility import bring_to_read
from scenarios.lookup import Thing
from scenarios.mouse import Mouse, turn_wheel
from scenarios.stumble import Barrier

ENLARGED = 4


class Zoom(Mouse):
    """A mouse on a screen of 1280 × 1024 at 400 %: 320 × 256 CSS pixels."""

    id = "zoom"

    def context(self) -> dict[str, Any]:
        """A desktop screen whose every CSS pixel is four pixels wide and high."""
        return {
            "viewport": {"width": 1280 // ENLARGED, "height": 1024 // ENLARGED},
            "screen": {"width": 1280, "height": 1024},
            "device_scale_factor": ENLARGED,
        }

    def bring_to_read(self, hand: Hand, thing: Thing) -> None:
        """Scroll to a text.

        Raises:
            Barrier: It cannot be read.
        """
        bring_to_read(hand, thing, self.scroll)

    @staticmethod
    def scroll(hand: Hand, thing: Thing, way: Way) -> None:
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
