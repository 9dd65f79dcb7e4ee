"""Each key of a plan is found on the line where it stands, however TOML lets one write it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolprov.plan_lines import Place, line_of, lines_of

PLAN = '''# a comment with [brackets] and = signs
title = "a # that is no comment"   # and one that is
"quoted key".inner . 'literal' = 3
modes = [ # first
  "pointer",
  "key]board", # a closing ] in a comment

]
text = """
[[builds]]
url = "not a key"
"""
day = 2026-11-23 07:00:00
[[builds]]
name = "good"
school = [{ form = "C", guardian = { username = "g" } },
          { form = "P" }]
[builds.extra]
key = \'\'\'it''s "quoted"\'\'\'\'
[[builds]]
  name = "worse"
  [[builds.school]]
  guardian.username = "h"
  [[builds.school]]
  [builds.school.child]
  name = "Alva"
[load]
permitted = [
  { host = "a" }, { host = "b", max_per_minute = 3 },
]
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("quoted key", "inner", "literal"), 3),
        (("modes",), 4),
        (("modes", 0), 5),
        (("modes", 1), 6),
        (("text",), 9),
        (("day",), 13),
        (("builds",), 14),
        (("builds", 0), 14),
        (("builds", 0, "name"), 15),
        (("builds", 0, "school", 0, "guardian", "username"), 16),
        (("builds", 0, "school", 1, "form"), 17),
        (("builds", 0, "extra", "key"), 19),
        (("builds", 1), 20),
        (("builds", 1, "name"), 21),
        (("builds", 1, "school", 0, "guardian", "username"), 23),
        (("builds", 1, "school", 1), 24),
        (("builds", 1, "school", 1, "child", "name"), 26),
        (("load", "permitted", 1, "max_per_minute"), 29),
    ],
)
def test_a_key_is_found_on_its_line(place: Place, line: int) -> None:
    assert tomllib.loads(PLAN)  # the example is TOML
    assert lines_of(PLAN)[place] == line


def test_lines_ended_as_on_windows_count_the_same() -> None:
    assert lines_of(PLAN.replace("\n", "\r\n")) == lines_of(PLAN)


def test_a_key_that_is_missing_is_looked_for_in_the_table_that_lacks_it() -> None:
    lines = lines_of(PLAN)
    assert line_of(lines, ("builds", 1, "url")) == 20
    assert line_of(lines, ("gate", "measures")) is None


VALUES = st.recursive(
    st.integers() | st.booleans() | st.sampled_from(["a", "[[x]]", "# no", "}", 'say \\"hej\\"']),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b c", "d.e"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def written(value: object) -> str:
    """Any value as TOML on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {written(inner)}' for key, inner in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else str(value)


def places(value: object, place: Place) -> set[Place]:
    """Every place under a value, itself included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {place}.union(*(places(v, (*place, k)) for k, v in inner))


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_any_value_s_parts_are_found_on_its_line(values: list[object]) -> None:
    text = "\n".join(f"key{number} = {written(value)}" for number, value in enumerate(values))
    tomllib.loads(text)
    expected = {p: n + 1 for n, value in enumerate(values) for p in places(value, (f"key{n}",))}
    assert lines_of(text) == expected
