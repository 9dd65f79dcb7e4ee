"""What an address is called for all people, and which requests were under way at the same time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from load.page import looks_made
from load.recording import Exchange

_SLACK_S = 0.01
"""A script that waits for one answer may be seen to ask on a moment before it came: archives count in milliseconds."""
_ODD = re.compile(r"^[^\s.]*([a-z][A-Z]|[A-Z]{2,}[a-z])[^\s.]*$")
"""A word in capitals and small letters: a name such as createdAt, or a key without a digit."""
_VERSION = re.compile(r"v\d{1,2}")


def pattern_of(url: str) -> str:
    """The path of an address with each part that differs between people as {id}: the name of a request for all."""
    return "/".join("{id}" if _is_variable(s) else s for s in urlsplit(url).path.split("/"))


def _is_variable(segment: str) -> bool:
    return bool(re.search(r"\d", segment) or looks_made(segment)) and not _VERSION.fullmatch(segment)


def may_vary(text: str) -> bool:
    """Whether a value could be somebody's own or today's: it holds a number, or is no plain word."""
    return _is_variable(text) or bool(_ODD.search(text))


def waves_of(exchanges: Sequence[Exchange]) -> list[int]:
    """Which exchanges were under way at the same time; a page is a wave of its own."""
    waves: list[int] = []
    latest = float("-inf")
    for index, exchange in enumerate(exchanges):
        alone = exchange.kind == "document" or (index > 0 and exchanges[index - 1].kind == "document")
        if not waves:
            waves.append(0)
        elif alone or exchange.started_s >= latest - (_SLACK_S if exchange.kind == "api" else 0.0):
            waves.append(waves[-1] + 1)
            latest = float("-inf")
        else:
            waves.append(waves[-1])
        latest = max(latest, exchange.ended_s)
    return waves
