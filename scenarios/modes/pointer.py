"""Operating a page with a mouse, and the keyboard for text: what lies under something else cannot be pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.aim import Way, aim
from scenarios.hand import Hand
from scenarios.lookup import Look, Thing, visible
from scenarios.mouse import click, drop, move_to, open_by_pointing, turn_wheel, turn_wheel_on, type_after_press
from scenarios.system_dialogs import choose_file, choose_from_list

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
