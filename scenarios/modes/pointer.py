"""Operating a page with a mouse, and the keyboard for text: what lies under something else cannot be pressed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.aim import Way, aim
from scenarios.hand import Hand
from scenarios.lookup import Look, Thing, visible
from scenarios.mouse import click, move_to, turn_wheel
from scenarios.system_dialogs import choose_file, choose_from_list
from scenarios.typing_keys import type_into

_SCROLL_LIMIT_MS = 2000


class Pointer:
    """A mouse on a desktop screen of 1280 × 800."""

    id = "pointer"
    device = "mouse"

    def context(self) -> dict[str, Any]:
        """A desktop screen."""
        return {"viewport": {"width": 1280, "height": 800}}

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """What is on the screen."""
        return visible(page, look)

    def press(self, hand: Hand, thing: Thing) -> None:
        """Point at it and click.

        Raises:
            Barrier: It lies wholly under something else, or nowhere on the screen.
            Stumble: It is disabled.
        """
        hand.tally.think()
        self._point(hand, thing)
        click(hand)

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Click into the field, select what stands there, and type."""
        self.press(hand, thing)
        type_into(hand, thing, text)

    def choose(self, hand: Hand, thing: Thing, option: str) -> None:
        """Open the list and click on the option."""
        choose_from_list(hand, thing, option, self._point)

    def tick(self, hand: Hand, thing: Thing) -> None:
        """Click it."""
        self.press(hand, thing)

    def attach(self, hand: Hand, thing: Thing, file: str) -> None:
        """Click, and choose the file in the system's dialog."""
        choose_file(hand, thing, file, self.press)

    @staticmethod
    def _point(hand: Hand, thing: Thing) -> None:
        move_to(hand, aim(hand, thing, _scroll))


def _scroll(hand: Hand, thing: Thing, way: Way) -> None:
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
