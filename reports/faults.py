"""Accessibility faults by kind, in plain sentences: for the formats that have neither pictures nor room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evidence.records import Verdict
from reports.model import Comparison, FindingChange, FindingGroup, FindingOnBuild, Report
from reports.page.accessibility import element_of
from reports.rule_words import engine_name, mend_of_rule, title_of_rule
from reports.seen import seen_in_words
from reports.words import Words

ADDED = frozenset({FindingChange.NEW, FindingChange.ONLY_CANDIDATE})


@dataclass(frozen=True, slots=True)
class Kind:
    """All findings of one rule with one verdict."""

    rule: str
    verdict: Verdict
    engine: str
    title: str
    mend: str
    criteria: tuple[str, ...]
    places: tuple[str, ...]
    """Each a sentence: the element, what was seen, and on which page."""
    seen: int
    """In how many places on pages: one finding on three pages is three."""
    pages: int
    """On how many pages the one is that is on most."""


def kinds(report: Report, groups: Iterable[FindingGroup], build: str, words: Words) -> list[Kind]:
    """The kinds among some findings, violations first, then by how often they were met.

    Args:
        report: Has the words of the rules.
        groups: Some of its findings.
        build: Whose elements and pages are named.
        words: The reader's.
    """
    by_rule: dict[tuple[str, Verdict], list[tuple[FindingGroup, FindingOnBuild]]] = {}
    for group in groups:
        for seen in group.seen:
            if seen.build == build:
                by_rule.setdefault((group.rule, group.verdict), []).append((group, seen))
    found = [_kind(report, members, words) for members in by_rule.values()]
    return sorted(found, key=lambda kind: (kind.verdict != Verdict.VIOLATION, -kind.seen, kind.rule))


def added(report: Report, comparison: Comparison) -> list[FindingGroup]:
    """The faults of success criteria that only the candidate has, or has on more pages."""
    new = {c.fingerprint for c in comparison.findings if c.change in ADDED or c.spread}
    return [
        group
        for group in report.findings
        if group.fingerprint in new
        and group.verdict == Verdict.VIOLATION
        and not group.best_practice
        and not group.known
    ]


def _kind(report: Report, members: Sequence[tuple[FindingGroup, FindingOnBuild]], words: Words) -> Kind:
    first = members[0][0]
    known = report.rules.get(first.rule, {})
    return Kind(
        rule=first.rule,
        verdict=first.verdict,
        engine=engine_name(first.engine, words),
        title=title_of_rule(first.rule, known, words),
        mend=mend_of_rule(known, words),
        criteria=first.criteria,
        places=tuple(" – ".join(_place(report, group, seen, words)) for group, seen in members),
        seen=sum(seen.states for _, seen in members),
        pages=max(seen.states for _, seen in members),
    )


def _place(report: Report, group: FindingGroup, seen: FindingOnBuild, words: Words) -> Iterator[str]:
    yield element_of(group, words)
    if said := seen_in_words(seen.values, report.rules.get(group.rule, {}), words):
        yield said
    if seen.url:
        yield seen.url
