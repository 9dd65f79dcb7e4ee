"""Which keys put a value into a field: most take the text itself, the browser's own date and time fields take digits."""

from __future__ import annotations

import re
from datetime import date

from scenarios.hand import Hand
from scenarios.lookup import Thing

_KIND = """(e) => ({
  type: e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase(),
  filled: 'value' in e ? e.value !== '' : e.textContent !== '',
  selected: 'selectionStart' in e && e.selectionStart === 0 && e.selectionEnd === e.value.length,
  order: new Intl.DateTimeFormat().formatToParts(new Date(2001, 10, 22)).map((p) => p.type).filter((t) => t !== 'literal'),
})"""


def typed_form(thing: Thing, text: str) -> str:
    """What is typed so that the field holds a value.

    Args:
        thing: The field.
        text: The value; for the browser's own date field in ISO 8601 (2026-11-24), for a time field HH:MM.
    """
    kind = thing.ask(_KIND)
    if kind["type"] == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = date.fromisoformat(text)
        parts = {"year": f"{day.year:04}", "month": f"{day.month:02}", "day": f"{day.day:02}"}
        return "".join(parts[part] for part in kind["order"] if part in parts)
    if kind["type"] == "time":
        return text.replace(":", "")
    return text


def replace_content(hand: Hand, thing: Thing) -> None:
    """Select what the field holds, unless it is empty or selected already. Date and time fields are overwritten part by part."""
    kind = thing.ask(_KIND)
    if kind["type"] in {"date", "time"}:
        for _ in range(2 if hand.at == "mouse" else 0):  # a click may land on a later part
            hand.key("ArrowLeft")
    elif kind["filled"] and not kind["selected"]:
        hand.key("Control+a")
