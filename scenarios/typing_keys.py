"""Which keys put a value into a field: most take the text itself, the browser's own date and time fields take digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from scenarios.effort import keystrokes_for
from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.settle import poll
from scenarios.stumble import Stumble

_WRITES = """(e) => {
  const focused = (root) => { let a = root.activeElement; while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement; return a; };
  const takes = (n) => n && n.isConnected && (n.isContentEditable || n.tagName === 'TEXTAREA' || n.tagName === 'SELECT'
    || (n.tagName === 'INPUT' && !['button', 'submit', 'checkbox', 'radio', 'file'].includes(n.type)));
  // A cell that was entered may have become a field, or been replaced by one: then that has focus.
  const here = focused(e.ownerDocument);
  const written = takes(e) ? e : takes(here) ? here : null;
"""
_KIND = (
    _WRITES
    + """  return written && {
    type: written.tagName === 'INPUT' ? written.type : written.tagName.toLowerCase(),
    filled: 'value' in written ? written.value !== '' : written.textContent !== '',
    selected: 'selectionStart' in written && written.selectionStart === 0 && written.selectionEnd === written.value.length,
  };
}"""
)
_HAS_CARET = _WRITES + "  return !!takes(here);\n}"
_VALUE = _WRITES + "  return written ? written.value : null;\n}"
_BECOMES_S = 0.3
"""How long a cell may take to become a field."""
_PARTS = 3
"""Parts of the browser's own date and time fields, at most."""


def field_in(thing: Thing) -> dict[str, Any] | None:
    """What typing would go into: the thing, or a field that has come up in its place and has focus; None if neither.

    Waits a moment for a cell to become a field.
    """
    found: list[dict[str, Any]] = []

    def is_one() -> bool:
        found[:] = filter(None, [thing.ask(_KIND)])
        return bool(found)

    return found[0] if poll(is_one, thing.page, _BECOMES_S) is not None else None


def press_into(thing: Thing, press: Callable[[], None], gives_up: type[Stumble] = Stumble) -> dict[str, Any] | None:
    """Press a field, and once more if no caret has come: without one, people do not begin to type.

    Args:
        thing: The field, or the cell that becomes one.
        press: Presses it.
        gives_up: What it is for this mode if nothing has a caret.
    Returns:
        What `field_in` says of it: None if it is no field yet.
    Raises:
        Stumble: Nothing has a caret: what is typed would go nowhere.
    """
    for _ in range(2):
        press()
        kind = field_in(thing)
        if kind is None or poll(lambda: bool(thing.ask(_HAS_CARET)), thing.page, _BECOMES_S) is not None:
            return kind
    raise gives_up("not-a-field", target=str(thing.target))


def type_into(hand: Hand, thing: Thing, text: str, kind: dict[str, Any] | None = None) -> None:
    """Type a value into the field that has focus, in place of what it holds.

    Args:
        hand: Whose keys.
        thing: The field, or the cell that has become one.
        text: The value; for the browser's own date field in ISO 8601 (2026-11-24), for a time field HH:MM.
        kind: What `field_in` said, if it was asked.
    Raises:
        Stumble: Neither the thing nor what has focus takes text.
    """
    hand.tally.think()
    kind = kind or field_in(thing)
    if kind is None:
        raise Stumble("not-a-field", target=str(thing.target))
    if kind["type"] in {"date", "time"} and (forms := _digits(kind["type"], text)):
        _type_parts(hand, thing, text, forms)
        return
    if kind["filled"] and not kind["selected"]:
        hand.key("Control+a")
    hand.type(text, keystrokes_for(text))


def _type_parts(hand: Hand, thing: Thing, value: str, forms: list[str]) -> None:
    """In which order the parts stand is the browser's own language's affair and cannot be asked: whoever sees the field

    knows it, so only the keys of the order that was right are counted.
    """
    hand.to("keyboard")
    before = len(hand.tally.operators), hand.tally.keystrokes
    for keys in forms:
        del hand.tally.operators[before[0] :]
        hand.tally.keystrokes = before[1]
        for _ in range(_PARTS):  # a click may land on a later part
            hand.page.keyboard.press("ArrowLeft")
        hand.type(keys, len(keys))
        if thing.ask(_VALUE) == value:
            return


def _digits(kind: str, text: str) -> list[str]:
    """The keys for each order in which the parts may stand; none if the text is no such value."""
    if kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = date.fromisoformat(text)
        return [
            f"{day:%m%d}{day.year:04}",
            f"{day:%d%m}{day.year:04}",
            f"{day.year:04}\t{day:%m%d}",
            f"{day.year:04}{day:%m%d}",
        ]
    if kind == "time" and re.fullmatch(r"\d\d:\d\d", text):
        moment = time.fromisoformat(text)
        return [f"{moment:%H%M}", f"{moment:%I%M%p}"]
    return []
