"""Which keys put a value into a field: most take the text itself, the browser's own date and time fields take digits."""

from __future__ import annotations

import re
from datetime import date, time

from scenarios.effort import keystrokes_for
from scenarios.hand import Hand
from scenarios.lookup import Thing

_KIND = """(e) => ({
  type: e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase(),
  filled: 'value' in e ? e.value !== '' : e.textContent !== '',
  selected: 'selectionStart' in e && e.selectionStart === 0 && e.selectionEnd === e.value.length,
})"""
_PARTS = 3
"""Parts of the browser's own date and time fields, at most."""


def type_into(hand: Hand, thing: Thing, text: str) -> None:
    """Type a value into the field that has focus, in place of what it holds.

    Args:
        hand: Whose keys.
        thing: The field.
        text: The value; for the browser's own date field in ISO 8601 (2026-11-24), for a time field HH:MM.
    """
    hand.tally.think()
    kind = thing.ask(_KIND)
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
        if thing.ask("e => e.value") == value:
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
