"""Operating a page with a mouse, and the keyboard for text: what lies under something else cannot be pressed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Error

from scenarios.aim import Way
from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.mouse import Mouse, turn_wheel

_SCROLL_LIMIT_MS = 2000


class Pointer(Mouse):
    """A mouse on a desktop screen of 1280 × 800."""

    id = "pointer"

    def context(self) -> dict[str, Any]:
        """A desktop screen."""
        return {"viewport": {"width": 1280, "height": 800}}

    @staticmethod
    def scroll(hand: Hand, thing: Thing, way: Way) -> None:
        """In one leap, where that leads there: how far it was is counted, how many turns of the wheel is the mouse's affair."""
        if not way.past:
            try:
                thing.handle.scroll_into_view_if_needed(timeout=_SCROLL_LIMIT_MS)
            except Error as error:
                if "Timeout" not in str(error):
                    raise
        else:
            turn_wheel(hand, thing, way)


MODE = Pointer()
