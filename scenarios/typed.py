"""Whether a journey types the same into two fields. What is typed is kept nowhere: compared are keyed digests, whose key goes with the attempt."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field

ASKED_FOR_AGAIN = "asked-for-again"
"""The audit for which this is noted."""
FIELD = """e => {
  const label = [...(e.labels ?? [])].map((l) => l.textContent).join(" ") || e.getAttribute("aria-label") || e.getAttribute("name") || e.id || "";
  const once = e.localName === "input" && !/^(password|search|date|time|month|week|number|datetime-local)$/.test(e.type);
  const helped = Boolean(e.value) || e.hasAttribute("list") || e.getAttribute("aria-autocomplete") || e.getAttribute("aria-invalid") === "true";
  return { field: `${location.pathname} ${label.replace(/\\s+/g, " ").trim()}`, once, empty: once && !helped };
}"""
"""Which field it is; whether what is typed into it is told once for all; and whether it is empty, and nothing in it is helped with."""
_LEAST_LETTERS = 4
_LEAST_DIGITS = 7
_DAY_OR_TIME = re.compile(r"[\d\s.:/-]{1,10}|\d{4}-\d\d-\d\d.*")


@dataclass(slots=True)
class Typed:
    """What one attempt has typed into which fields, in this process's memory alone."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _first: dict[bytes, tuple[str, int]] = field(default_factory=dict)
    """By digest: the field, and the index of the action."""

    def note(self, text: str, where: str, index: int, *, empty: bool) -> int | None:
        """Note that something is typed.

        Args:
            text: What is typed.
            where: Which field it is typed into.
            index: Of the action.
            empty: Whether the field had nothing in it, and offered nothing.
        Returns:
            Index of the action that had typed the same into another field, if this one was empty.
        """
        if not _tells_something(text):
            return None
        digest = hashlib.blake2b(" ".join(text.casefold().split()).encode(), key=self._key).digest()
        other, before = self._first.setdefault(digest, (where, index))
        return before if empty and other != where else None


def _tells_something(text: str) -> bool:
    """Whether a text is of a kind that one would be known by: a name, a number to call; not a day, a time or a choice."""
    letters, digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    return not _DAY_OR_TIME.fullmatch(text.strip()) and (letters >= _LEAST_LETTERS or digits >= _LEAST_DIGITS)
