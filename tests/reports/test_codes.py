"""Every code that scenarios and load write into a record has words, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reports.words import Words

_ROOT = Path(__file__).parents[2]
_CODE = re.compile(
    r"""(?:Barrier|NotFound|Ambiguous|NotSeen|Stumble|SignInFailed|Unanswered)\(\s*"([a-z-]+)"|code\s*=\s*"([a-z-]+)"|"(not-[a-z-]+)"|else "([a-z-]+)" if"""
)
_LOCALE = _ROOT / "reports" / "locale"
_CASE = re.compile(r"^ +\*?\[([a-z][a-z0-9-]*)\] \S", re.MULTILINE)
"""A sentence's case for a code that is one of its values."""


def _codes() -> list[str]:
    found = set()
    for file in (_ROOT / "scenarios").rglob("*.py"):
        for match in _CODE.finditer(file.read_text("utf-8")):
            found.add(next(code for code in match.groups() if code))
    return sorted(found | {"too-many-redirects", "focus-trapped"})


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_reason_has_words(language: str) -> None:
    codes = _codes()
    assert {"not-reached-by-tab", "covered", "server-error", "not-undone"} <= set(codes)
    words = Words(language)
    cases = {case for file in _LOCALE.glob(f"*.{language}.ftl") for case in _CASE.findall(file.read_text("utf-8"))}
    assert [
        code
        for code in codes
        if not ({code, f"reason-{code}"} & cases or words.knows(code) or words.knows(f"reason-{code}"))
    ] == []


@pytest.mark.parametrize("file", sorted((_ROOT / "reports" / "locale").glob("*.ftl")), ids=lambda file: file.name)
def test_no_code_has_two_wordings(file: Path) -> None:
    """The later one would be read where the earlier one is meant."""
    said = Counter(re.findall(r"^([a-z][a-z0-9-]*) =", file.read_text("utf-8"), re.MULTILINE))
    assert [code for code, times in said.items() if times > 1] == []
