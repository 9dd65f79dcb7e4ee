"""What a rule or a check says of what it found, in the reader's language: its title, what was seen, and how to mend it.

The words come from the run's own catalogue, so that a report made of evidence alone has them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from reports.words import Words

_PLACE = re.compile(r"\{(\w+)\}")
MESSAGE = "message"
"""Among the values of a check's finding: the code of what it says."""


def title_of_rule(rule: str, known: Mapping[str, Any], words: Words) -> str:
    """What is wrong where the rule finds something; its id where the catalogue does not know it.

    Args:
        rule: Its id.
        known: What the catalogue has of it; may be empty.
        words: The reader's.
    """
    return _text(known, "title", words) or rule


def mend_of_rule(known: Mapping[str, Any], words: Words) -> str:
    """How it is mended; empty where the catalogue does not say."""
    return _text(known, "mend", words)


def said_by_check(known: Mapping[str, Any], values: Mapping[str, Any], words: Words) -> str:
    """What a check saw, with its values in place; empty for rules that have no words of their own for that.

    What a page says stands there as it is: it is put in once, and never read as a place for another value.

    Args:
        known: What the catalogue has of the check.
        values: Of the finding.
        words: The reader's.
    """
    messages = known.get("messages")
    message = messages.get(values.get(MESSAGE)) if isinstance(messages, Mapping) else None
    if not isinstance(message, Mapping):
        return ""
    pattern = str(message.get(words.language) or message.get("en") or "")
    return _PLACE.sub(lambda place: _told(values[place[1]], words) if place[1] in values else place[0], pattern)


def engine_name(engine: str, words: Words) -> str:
    """Who says so, as the reader calls it."""
    code = f"engine-{engine}"
    return words.say(code) if words.knows(code) else engine


def _text(known: Mapping[str, Any], part: str, words: Words) -> str:
    return str(known.get(f"{part}_{words.language}") or known.get(f"{part}_en") or "")


def _told(value: Any, words: Words) -> str:
    if isinstance(value, list | tuple):
        return words.list([_told(one, words) for one in value])
    if isinstance(value, float) and not value.is_integer():
        return words.number(value, 1)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return words.number(value)
    return str(value)
