"""What a scan's reader sees first: each kind of fault and what became of it, and each page with what it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.records import Verdict
from reports.faults import Kind, kinds
from reports.model import Comparison, FindingChange, FindingGroup, PageResult, Report
from reports.page.figures import Figures
from reports.rule_words import title_of_rule
from reports.scans import why_unasked
from reports.words import Words

_CHANGES = (
    FindingChange.NEW,
    FindingChange.ONLY_CANDIDATE,
    FindingChange.REMAINING,
    FindingChange.ONLY_BASELINE,
    FindingChange.FIXED,
)


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of fault."""

    title: str
    criteria: str
    pages: tuple[str, ...]
    """On how many pages, per build; a dash for none."""
    change: str
    """What became of it, where two builds are compared."""
    worse: bool


@dataclass(frozen=True, slots=True)
class PageCell:
    """One page on one build."""

    kind: str
    """worse, unsure or none: the look."""
    sign: str
    text: str
    more: tuple[str, ...] = ()
    """Which checks could not look at it."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page and its cells, a cell for each build."""

    place: str
    title: str
    cells: tuple[PageCell, ...]


def kind_rows(report: Report, comparison: Comparison | None, words: Words) -> list[KindRow]:
    """The kinds of fault that fail a criterion, those that came first, then those on most pages.

    Args:
        report: Of scans.
        comparison: Says what became of them; None where one build is told alone.
        words: The reader's.
    """
    builds = [comparison.baseline, comparison.candidate] if comparison else [b.name for b in report.builds]
    faults = [g for g in report.findings if g.verdict == Verdict.VIOLATION and not g.best_practice and not g.known]
    by_build = {build: {kind.rule: kind for kind in kinds(report, faults, build, words)} for build in builds}
    rows = []
    for rule in dict.fromkeys(group.rule for group in faults):
        members = [group for group in faults if group.rule == rule]
        told = dict(_changes(members, comparison))
        pages = [_pages(members, build) for build in builds]
        rows.append(
            KindRow(
                title=title_of_rule(rule, report.rules.get(rule, {}), words),
                criteria=", ".join(_criteria([by_build[build].get(rule) for build in builds])),
                pages=tuple(str(number) if number else "–" for number in pages),
                change=", ".join(words.say(f"scan-change-{c}", number=told[c]) for c in _CHANGES if c in told),
                worse=FindingChange.NEW in told,
            )
        )
    return sorted(rows, key=lambda row: (not row.worse, -sum(int(n) for n in row.pages if n.isdigit())))


def page_rows(report: Report, figures: Figures) -> list[PageRow]:
    """All pages in the order in which they were opened; one that both builds have stands once."""
    by_place: dict[str, dict[str, PageResult]] = {}
    for page in report.pages:
        by_place.setdefault(page.place, {})[page.build] = page
    return [
        PageRow(
            place=place,
            title=next((page.title for page in on.values() if page.title), ""),
            cells=tuple(_page_cell(on.get(build.name), figures.words) for build in report.builds),
        )
        for place, on in by_place.items()
    ]


def _page_cell(page: PageResult | None, words: Words) -> PageCell:
    if page is None:
        return PageCell("none", "", words.say("page-not-asked"))
    if page.not_opened is not None:
        return PageCell("unsure", "?", words.say("page-not-opened", why=words.message(page.not_opened)))
    looked = page.scanned or page.faults or page.doubts or page.practices
    said = [words.say("page-faults", number=page.faults)] if looked else []
    if page.doubts:
        said.append(words.say("page-doubts", number=page.doubts))
    if page.practices:
        said.append(words.say("page-practices", number=page.practices))
    more = tuple(f"{check}: {words.say(why_unasked(code))}" for check, code in page.unasked.items())
    if not page.scanned:
        said.append(words.say("page-not-scanned"))
    kind, sign = ("worse", "✗") if page.faults else ("none", "") if page.scanned else ("unsure", "?")
    return PageCell(kind, sign, ", ".join(said), more)


def _changes(members: Sequence[FindingGroup], comparison: Comparison | None) -> Iterator[tuple[FindingChange, int]]:
    prints = {group.fingerprint for group in members}
    mine = [c for c in comparison.findings if c.fingerprint in prints] if comparison else []
    for change in _CHANGES:
        number = sum(c.change == change and not c.spread for c in mine)
        if change == FindingChange.NEW:
            number += sum(bool(c.spread) for c in mine)
        if number:
            yield change, number


def _pages(members: Sequence[FindingGroup], build: str) -> int:
    return len({h.step for group in members for h in group.hinders if h.build == build})


def _criteria(found: Sequence[Kind | None]) -> list[str]:
    return list(dict.fromkeys(number for kind in found if kind for number in kind.criteria))
