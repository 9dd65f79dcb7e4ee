"""WCAG 2.2 and EN 301 549 as data: what each success criterion is called, where the law's standard has it, whom it hits.

The data stand in criteria.toml, and with them where each claim comes from. EN 301 549 repeats WCAG's A and AA criteria for
web pages in its chapter 9, number by number: v3.2.1 those of WCAG 2.1, so that it has no clause for what 2.2 added; v4.1.1
those of WCAG 2.2. Neither has clauses for AAA.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STANDARDS = {"wcag22": "WCAG 2.2", "wcag21": "WCAG 2.1", "en301549": "EN 301 549"}
"""Whose criteria can be asked for, as they are called."""
_DATA = Path(__file__).parent / "criteria.toml"
_CRITERION_TAG = re.compile(r"wcag(\d)(\d)(\d{1,2})")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_UNDERSTANDING = "https://www.w3.org/WAI/WCAG22/Understanding/"
EN_301_549 = "v3.2.1"
"""The edition that is meant where none is named: the one that Swedish law cites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A success criterion of WCAG 2.2."""

    number: str
    level: str
    """A, AA or AAA."""
    since: str
    """Version of WCAG that introduced it: 2.0, 2.1 or 2.2."""
    title_en: str
    title_sv: str
    hits: tuple[str, ...]
    """Functional performance statements of EN 301 549 (4.2.x): for whom it matters most, in our reading."""
    obsolete: bool = False
    """True for 4.1.1, which WCAG 2.2 took out and which counts as met."""

    @property
    def reference(self) -> str:
        """W3C's page about the criterion: what it asks, for whom, and how it is met and failed."""
        title = self.title_en.partition(" (Obsolete")[0].lower()
        return f"{_UNDERSTANDING}{_NO_LETTERS.sub('-', title).strip('-')}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A version of EN 301 549."""

    published: str
    wcag: str
    """The version of WCAG whose criteria at A and AA it repeats."""
    void: tuple[str, ...]
    """Criteria of that version and before that it leaves out."""
    sources: tuple[str, ...]
    """Where it can be read that this is so."""

    def clause(self, criterion: Criterion) -> str | None:
        """The clause for web pages that a criterion is; None if there is none."""
        known = criterion.level != "AAA" and criterion.since <= self.wcag and criterion.number not in self.void
        return f"9.{criterion.number}" if known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A functional performance statement of EN 301 549, chapter 4.2: how somebody uses a page."""

    clause: str
    title_en: str
    title_sv: str


@cache
def criteria() -> dict[str, Criterion]:
    """All success criteria of WCAG 2.2 by number, 4.1.1 among them."""
    data = tomllib.loads(_DATA.read_text("utf-8"))["criteria"]
    return {
        number: Criterion(number=number, **{**fields, "hits": tuple(fields["hits"])}) for number, fields in data.items()
    }


@cache
def persons() -> dict[str, Person]:
    """The functional performance statements by clause."""
    data = tomllib.loads(_DATA.read_text("utf-8"))["persons"]
    return {clause: Person(clause=clause, **fields) for clause, fields in data.items()}


@cache
def editions() -> dict[str, Edition]:
    """The versions of EN 301 549 whose clauses are known, by name, older ones first."""
    data = tomllib.loads(_DATA.read_text("utf-8"))["en_301_549"]
    return {
        version: Edition(
            published=fields["published"],
            wcag=fields["wcag"],
            void=tuple(fields["void"]),
            sources=tuple(fields["sources"]),
        )
        for version, fields in data.items()
    }


def criteria_of(tags: Iterable[str]) -> list[str]:
    """The success criteria among an axe rule's tags, in the standard's order; empty for a best practice.

    >>> criteria_of(["cat.color", "wcag2aa", "wcag143", "wcag1412"])
    ['1.4.3', '1.4.12']
    """
    found = (match.groups() for tag in tags if (match := _CRITERION_TAG.fullmatch(tag)))
    return [".".join(numbers) for numbers in sorted(found, key=lambda numbers: [int(n) for n in numbers])]


def clauses_of(numbers: Iterable[str]) -> dict[str, list[str]]:
    """The clauses of EN 301 549 for web pages, by version; a version that has none of them is not there."""
    asked = [c for number in numbers if (c := criteria().get(number))]
    found = {
        version: [clause for c in asked if (clause := edition.clause(c))] for version, edition in editions().items()
    }
    return {version: clauses for version, clauses in found.items() if clauses}


def is_asked_for(numbers: Iterable[str], level: str, standard: str) -> bool:
    """Whether one of the criteria belongs to what is asked for.

    Args:
        numbers: Success criteria.
        level: A, AA or AAA: with all below it.
        standard: wcag22; wcag21, which lacks what 2.2 added; or en301549, which has WCAG 2.1's A and AA as clauses (v3.2.1).
    """
    asked = [c for number in numbers if (c := criteria().get(number)) and len(c.level) <= len(level)]
    if standard == "en301549":
        return any(editions()[EN_301_549].clause(c) for c in asked)
    return any(not (c.obsolete if standard == "wcag22" else c.since == "2.2") for c in asked)
