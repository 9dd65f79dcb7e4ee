"""What the system draws outside the page, for the modes that point: the list of a select element, the choice of a file.

No page can change how these look, and they cost the same on every platform: what opens them is done and counted, the
choice within is handed to the browser.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Error

from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.stumble import Barrier, Stumble

_DIALOG_LIMIT_MS = 5000
_OTHER_LIMIT_MS = 700
"""How long a thing that is no file field may take to open the file dialog."""
_OFFERS = "(e, label) => [...e.options].some((o) => !o.disabled && o.label.replace(/\\s+/g, ' ').trim() === label)"

Point = Callable[[Hand, Thing], object]
"""Points at a thing, as a mode does, without pressing it."""
Press = Callable[[Hand, Thing], None]
"""Presses a thing, as a mode does."""


def choose_from_list(hand: Hand, thing: Thing, option: str, point: Point) -> None:
    """Open a select element's list and press the option: two presses are counted.

    Raises:
        Stumble: The list has no such option.
        Barrier: The list cannot be pressed.
    """
    if not thing.ask(_OFFERS, option):
        raise Stumble("option-not-offered", target=str(thing.target), option=option)
    hand.tally.think()
    point(hand, thing)
    hand.tally.click()
    hand.tally.think()
    hand.tally.point_outside()
    hand.tally.click()
    hand.done_at = time.perf_counter()
    thing.handle.select_option(label=option)


def choose_file(
    hand: Hand, thing: Thing, file: str, press: Press, drop: Callable[[Hand, Thing, str], None] | None = None
) -> None:
    """Press a file field, and choose the file in the dialog that it opens; the dialog itself is not counted.

    Args:
        hand: Whose hand.
        thing: A file field, or what may open the dialog or take a file that is dropped.
        file: Path of the file.
        press: How the mode presses.
        drop: How the mode drags a file onto a thing that opens no dialog; None where it cannot.
    Raises:
        Barrier: No dialog opens, and the thing takes no file that is dropped.
    """
    is_field = thing.ask("e => e.type === 'file'")
    try:
        with hand.page.expect_file_chooser(timeout=_DIALOG_LIMIT_MS if is_field else _OTHER_LIMIT_MS) as chooser:
            press(hand, thing)
    except Error as error:
        if "Timeout" not in str(error):
            raise
        if is_field or drop is None:
            raise Barrier("no-file-dialog", target=str(thing.target)) from None
        drop(hand, thing, file)
        return
    hand.done_at = time.perf_counter()
    chooser.value.set_files(file)
