"""What in a name or a sentence is another one tomorrow: dates, times of day, counts, ids. For journeys that have to last."""

from __future__ import annotations

import re

_MONTHS = "jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[ck]t|nov|de[cs]"
CHANGING: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a date", re.compile(rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}} ({_MONTHS})|\b({_MONTHS})[a-z]* \d{{1,2}}\b", re.I)),
    ("a time of day", re.compile(r"\b([01]?\d|2[0-3])[:.][0-5]\d\b")),
    ("a number that counts something", re.compile(r"\(\d+\)|\b\d{4,}\b")),
    ("an id", re.compile(r"\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b", re.I)),
)
"""What changes, in words, and how it looks."""
_WEEKDAY = re.compile(
    r"\b((mon|tues|wednes|thurs|fri|satur|sun)day|(mån|tis|ons|tors|fre|lör|sön)dag(en)?|today|tomorrow|i dag|i ?morgon)\b",
    re.I,
)
_HANGING = re.compile(r"([\s,.:;(–-]|\b(on|at|from|the|den|kl|klockan|på|från|till)\b)+$", re.I)
_SHORTEST = 8


def changing_part(text: str) -> tuple[str, str] | None:
    """The first thing in a text that will be another one: what it is, and the part itself; None if there is none.

    >>> changing_part("Booked for 24 November")
    ('a date', '24 Nov')
    """
    return next(((kind, m.group().strip()) for kind, pattern in CHANGING if (m := pattern.search(text))), None)


def lasting_part(text: str) -> str:
    """A sentence up to what changes in it; the whole of it if too little would be left.

    >>> lasting_part("Absence reported for Alva Nur, Monday 23 November.")
    'Absence reported for Alva Nur'
    >>> lasting_part("08:15")
    '08:15'
    """
    begins = [m.start() for pattern in (*(p for _, p in CHANGING), _WEEKDAY) if (m := pattern.search(text))]
    kept = _HANGING.sub("", text[: min(begins, default=len(text))]) if begins else text
    return kept if len(kept) >= _SHORTEST else text
