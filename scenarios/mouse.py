"""A mouse's ways of scrolling and pressing, shared by the modes that have one: the desktop screen and the enlarged page."""

from __future__ import annotations

import time

from scenarios.aim import Spot, Way
from scenarios.effort import distance
from scenarios.hand import Hand
from scenarios.lookup import Thing

_SCROLLING_MS = 120
"""How long the browser takes to scroll smoothly by one turn of the wheel."""


def turn_wheel(hand: Hand, _thing: Thing, way: Way) -> None:
    """Turn the wheel with the pointer over the part that is to move."""
    hand.page.mouse.move(*way.at)
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
