"""What a terminal would obey is taken out of texts: for all that people read in one, since pages and platforms have their say there."""

from __future__ import annotations

import unicodedata

_OBEYED = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories: control characters, halves of characters, separators of lines and paragraphs."""
_TURNS_AROUND = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Change the direction of what follows, so that a text reads as another than it is (Unicode's UAX 9)."""
_KEPT = frozenset("\n\t")


def plain(text: str) -> str:
    """The text with a replacement character for each that a terminal would obey; new lines and tabs stay.

    Args:
        text: Whatever a page, a platform or a file said.

    >>> plain("Saved\\x1b]0;owned\\x07")
    'Saved�]0;owned�'
    """
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_obeyed(c) else c for c in text)


def _is_obeyed(character: str) -> bool:
    return character not in _KEPT and (character in _TURNS_AROUND or unicodedata.category(character) in _OBEYED)
