"""The ways in which people operate a page: one file each, found by being there. A journey knows nothing of them.

A mode's file defines `MODE`. Only modes act on a page.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from playwright.sync_api import Dialog, ElementHandle, Page

from evidence.problem import Problem
from scenarios.hand import Hand
from scenarios.lookup import Look, Thing
from scenarios.stumble import Barrier


class Mode(Protocol):
    """One way of operating a page."""

    id: str
    device: str
    """Where the hand rests when a journey begins: mouse or keyboard."""

    def context(self) -> dict[str, Any]:
        """Options for Playwright's browser context: the screen, touch."""

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """All that fits a look and that somebody who operates the page this way perceives now; without waiting."""

    def press(self, hand: Hand, thing: Thing) -> None:
        """Press a link, a button, or whatever it is."""

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Replace what a field holds by a text."""

    def choose(self, hand: Hand, thing: Thing, option: str) -> None:
        """Choose an option of a select element."""

    def tick(self, hand: Hand, thing: Thing) -> None:
        """Change a checkbox or choose a radio button."""

    def attach(self, hand: Hand, thing: Thing, file: str) -> None:
        """Choose a file in the dialog that a file field or a button opens, or drop it onto an area that takes files."""

    def reveal(self, hand: Hand, thing: Thing, shown: Callable[[], bool]) -> None:
        """Open a menu or a folded part.

        Args:
            hand: Whose hand.
            thing: What it hangs on.
            shown: Whether what it holds can be seen now.
        """

    def pick(self, hand: Hand, option: Thing) -> None:
        """Pick what the field or list in which the hand was last has suggested or shows.

        Args:
            hand: Whose hand.
            option: What to pick.
        """

    def scroll_on(self, hand: Hand) -> int:
        """Look further down, nothing where nothing can be scrolled; how often focus was moved on for it."""

    def go_back(self, hand: Hand, before: Hand, stops: int, /) -> None:
        """After scrolling on for nothing: put the pointer or focus back. The page is scrolled back, and what it costs forgotten, by who asks.

        Args:
            hand: Whose hand.
            before: How that was before the scrolling.
            stops: How often focus was moved on.
        """


@runtime_checkable
class Listening(Protocol):
    """What a mode has beside, if the person hears the page instead of seeing it."""

    def meet(self, page: Page) -> None:
        """Begin to listen, before anything is loaded."""

    def begin(self, hand: Hand, verb: str) -> None:
        """An action begins, such as click or expect."""

    def hear_dialog(self, hand: Hand, dialog: Dialog) -> None:
        """A dialog of the browser's own has come up: it takes the focus, so what it says is heard."""

    def take_in(self, hand: Hand, verb: str, *, stands_still: bool) -> None:
        """An action is over: hear what has come of it.

        Args:
            hand: Whose hand.
            verb: What was done.
            stands_still: Whether a dialog of the browser's own is open, so that the page can't be read.
        """

    def says(self, page: Page, handle: ElementHandle) -> str:
        """What a field is heard to hold, or a thing to say."""

    def barrier(self, hand: Hand) -> Barrier | None:
        """Why what is on the screen was not found; None if it is not there, either."""


@runtime_checkable
class Reads(Protocol):
    """A mode in which what is on the page need not be in sight: to read it takes something."""

    def bring_to_read(self, hand: Hand, thing: Thing) -> None:
        """Bring a text into sight.

        Raises:
            Barrier: It cannot be read.
        """


@cache
def modes() -> dict[str, Mode]:
    """All modes by id, in alphabetical order."""
    names = sorted(f.stem for f in Path(__file__).parent.glob("*.py") if f.stem != "__init__")
    return {m.id: m for m in (importlib.import_module(f"{__name__}.{name}").MODE for name in names)}


def mode(mode_id: str) -> Mode:
    """The mode with this id.

    Raises:
        Problem: There is none.
    """
    if mode_id not in modes():
        raise Problem(f'there is no mode "{mode_id}"', do=f"Write one of: {', '.join(modes())}.")
    return modes()[mode_id]
