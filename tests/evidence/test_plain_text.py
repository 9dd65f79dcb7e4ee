"""Texts of pages reach a terminal without what it would obey, and with all that people read."""

from __future__ import annotations

import pytest

from evidence.plain_text import plain


@pytest.mark.parametrize(
    "obeyed",
    ["\x1b[2J", "\x9b31m", "\x07", "\r", "\x08", "\x7f", "\u202e", "\u2066", "\u2028", "\ud800"],
    ids=ascii,
)
def test_what_a_terminal_would_obey_is_replaced(obeyed: str) -> None:
    said = plain(f"before{obeyed}after")
    assert obeyed[0] not in said
    assert said.startswith("before\N{REPLACEMENT CHARACTER}")
    assert said.endswith("after")


@pytest.mark.parametrize("read", ["1\xa0234 tillgänglighetsfel", "two\nlines\tand a tab", "👩\u200d🏫 – “ja” ✓"])
def test_what_people_read_stays(read: str) -> None:
    assert plain(read) == read
