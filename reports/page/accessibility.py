"""What stands in people's way: findings in plain words, by rule, with the tasks they hinder and how to mend them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from evidence.records import Verdict
from reports.accessibility import counted
from reports.model import ClassifiedFinding, Comparison, FindingChange, FindingGroup, Hindrance, Report
from reports.page.criteria import clauses_in_words
from reports.page.figures import Figures
from reports.page.known import said_of
from reports.page.pictures import Pictures, Shown
from reports.page.tasks import title_of
from reports.rule_words import engine_name, mend_of_rule, title_of_rule
from reports.seen import seen_in_words
from reports.words import Words

_PICTURE_PX = 520
_ORDER_PX = 900
"""Of a picture with numbers and arrows: they are read one by one."""
_ORDER = "order"
"""The value that a finding with such a picture has: what has focus one after the other."""
_TAG = re.compile(r"<[^>]*(?:>|$)")
_LONGEST_TEXT = 60
"""What says more is a part of the page, and its role tells it better."""
_SCOPE = re.compile(r"\[(?:data-v-|_ngcontent-|_nghost-)[\w-]+=\"\"\]")
"""Marks by which frameworks keep a component's styles to itself: another with each build, and nothing to a reader."""
_GONE = frozenset({FindingChange.FIXED, FindingChange.ONLY_BASELINE})
_PICTURED = 3
"""So many places of one rule are shown with a picture; the others stand in a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """One finding: an element on a page."""

    element: str
    """Role and name, as people perceive it."""
    selector: str
    snippet: str
    page: str
    url: str
    builds: tuple[str, ...]
    states: int
    elsewhere: tuple[str, ...]
    """Selectors of further elements with the same fault."""
    tasks: tuple[str, ...]
    done: str
    """What was done until it was seen: a sentence."""
    seen_values: str
    """A sentence."""
    reproduced: bool
    known: str
    """That it is known, until when, by whom and why; empty if it is not."""
    spread: tuple[str, ...]
    """Pages of a scan, and tasks by their titles, that have it now and did not before."""
    picture: Shown | None
    in_order: bool
    """Whether the picture has the order in which Tab leads, with numbers."""
    blob: str
    """Where its picture lies in the run directory, if it is not shown; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Fault:
    """All findings of one rule within a group."""

    rule: str
    title: str
    mend: str
    criteria: tuple[tuple[str, str], ...]
    """Each in words, and the address of W3C's page about it, which may be empty."""
    clauses: str
    engine: str
    """Who says so."""
    impact: str
    tasks: tuple[str, ...]
    """Whose way it stands in, most often met first."""
    pages: tuple[str, ...]
    """Of a scan: where it stands."""
    modes: str
    places: tuple[Place, ...]
    listed: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """New, fixed, remaining, only in one build; or all of one build."""

    anchor: str
    title: str
    explanation: str
    number: int
    """Of findings."""
    faults: tuple[Fault, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class TaskHindered:
    """How many findings stand in the way of one task."""

    task: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AccessibilityView:
    """What one comparison, or one build, says."""

    groups: tuple[FaultGroup, ...]
    reviews: tuple[FaultGroup, ...]
    """needs-review and best practice, apart."""
    heads: tuple[str, ...]
    hindered: tuple[TaskHindered, ...]


def accessibility(
    report: Report, comparison: Comparison | None, figures: Figures, pictures: Pictures
) -> AccessibilityView:
    """The groups of findings, the changes that hurt first."""
    maker = _Maker(report, comparison, figures, pictures)
    faults = counted(report.findings)
    known = [g for g in report.findings if g.known and not g.best_practice]
    doubtful = [g for g in report.findings if g.verdict == Verdict.NEEDS_REVIEW and not g.best_practice]
    practices = [g for g in report.findings if g.best_practice]
    parts = maker.by_change(faults)
    groups = tuple(maker.group(change, members) for change, members in parts if members)
    return AccessibilityView(
        groups=groups,
        reviews=tuple(
            maker.group(name, members)
            for name, members in (("known", known), ("needs-review", doubtful), ("best-practice", practices))
            if members
        ),
        heads=tuple(figures.words.say(f"findings-{change}") for change, members in parts if members),
        hindered=tuple(maker.hindered([members for _, members in parts if members])),
    )


class _Maker:
    """Holds what all groups need while they are put together."""

    def __init__(self, report: Report, comparison: Comparison | None, figures: Figures, pictures: Pictures) -> None:
        self.report, self.figures, self.pictures = report, figures, pictures
        self.words = figures.words
        self.classified: dict[str, ClassifiedFinding] = (
            {finding.fingerprint: finding for finding in comparison.findings} if comparison else {}
        )
        self.builds = (
            (comparison.baseline, comparison.candidate) if comparison else tuple(b.name for b in report.builds)
        )
        self.suffix = f"-{self.builds[-1]}" if len(report.comparisons) > 1 else ""
        self.infos = {task.id: task for task in report.tasks}

    def by_change(self, groups: Sequence[FindingGroup]) -> list[tuple[str, list[FindingGroup]]]:
        if not self.classified:
            return [("all", list(groups))]
        return [
            (change.value, [g for g in groups if (c := self.classified.get(g.fingerprint)) and c.change == change])
            for change in (
                FindingChange.NEW,
                FindingChange.ONLY_CANDIDATE,
                FindingChange.REMAINING,
                FindingChange.ONLY_BASELINE,
                FindingChange.FIXED,
            )
        ]

    def group(self, name: str, members: Sequence[FindingGroup]) -> FaultGroup:
        by_rule: dict[str, list[FindingGroup]] = {}
        for member in members:
            by_rule.setdefault(member.rule, []).append(member)
        pictured = name not in {"best-practice", FindingChange.FIXED.value}
        faults = [self._fault(rule, found, pictured=pictured) for rule, found in by_rule.items()]
        faults.sort(key=lambda fault: (-len(fault.tasks or fault.pages), fault.rule))
        number = "".join(c if c.isalnum() else "-" for c in f"{name}{self.suffix}")
        return FaultGroup(
            anchor=f"findings-{number}",
            title=self.words.say(f"findings-{name}"),
            explanation=self.words.say(
                f"findings-{name}-explained", baseline=self.builds[0], candidate=self.builds[-1]
            ),
            number=len(members),
            faults=tuple(faults),
            open=name in {"new", "only-in-candidate", "all", "remaining"},
        )

    def _fault(self, rule: str, members: Sequence[FindingGroup], *, pictured: bool) -> Fault:
        known = self.report.rules.get(rule, {})
        first = members[0]
        places = [self._place(m, pictured=pictured and number < _PICTURED) for number, m in enumerate(members)]
        return Fault(
            rule=rule,
            title=title_of_rule(rule, known, self.words),
            mend=mend_of_rule(known, self.words),
            criteria=tuple(self._criterion(criterion) for criterion in first.criteria),
            clauses=clauses_in_words(first.clauses, self._lacking(first.criteria), self.words),
            engine=engine_name(first.engine, self.words),
            impact=self.words.say(f"impact-{first.impact}") if first.impact else "",
            tasks=tuple(self._tasks(members)),
            pages=tuple(_unique([h.step for h in self._ways(m) if not h.task] for m in members)),
            modes=self.words.list([self.words.say(f"mode-{mode}") for mode in _unique(m.modes for m in members)]),
            places=tuple(places[:_PICTURED]),
            listed=tuple(places[_PICTURED:]),
        )

    def _criterion(self, criterion: str) -> tuple[str, str]:
        known = self.report.criteria_catalogue.get(criterion, {})
        title = known.get(f"title_{self.words.language}") or known.get("title_en") or ""
        level = known.get("level", "")
        said = " ".join(part for part in (criterion, str(title), f"({level})" if level else "") if part)
        return said, str(known.get("reference", ""))

    def _lacking(self, criteria: Sequence[str]) -> tuple[str, ...]:
        """Versions of EN 301 549 that have no clause for any of the criteria."""
        mine = [set(result.lacking) for result in self.report.criteria if result.criterion in criteria]
        return tuple(sorted(set.intersection(*mine))) if mine else ()

    def _tasks(self, members: Iterable[FindingGroup]) -> list[str]:
        titles = {}
        for member in members:
            for hindrance in (h for h in self._ways(member) if h.task):
                titles[hindrance.task] = title_of(self.infos.get(hindrance.task), hindrance.task, self.words.language)
        order = {task.id: place for place, task in enumerate(self.report.tasks)}
        return [titles[task] for task in sorted(titles, key=lambda t: (order.get(t, len(order)), t))]

    def _ways(self, group: FindingGroup) -> list[Hindrance]:
        """Whose way it stands in on the build that is told of: the candidate, and the baseline of what is there no longer.

        The groups hold what was seen on every build of the report.
        """
        changed = self.classified.get(group.fingerprint)
        told = self.builds if changed is None else self.builds[:1] if changed.change in _GONE else self.builds[-1:]
        return [h for h in group.hinders if h.build in told]

    def _place(self, group: FindingGroup, *, pictured: bool) -> Place:
        seen = [s for s in group.seen if s.build in self.builds] or list(group.seen)
        shown = next((s for s in reversed(seen) if s.picture), seen[-1] if seen else None)
        others = [e.selector for s in seen for e in s.elements if e.selector != group.element.selector]
        classified = self.classified.get(group.fingerprint)
        known = self.report.rules.get(group.rule, {})
        in_order = bool(shown and shown.values.get(_ORDER))
        picture = (
            self.pictures.show(shown.picture, _ORDER_PX if in_order else _PICTURE_PX) if shown and pictured else None
        )
        if picture and in_order:  # a frame would hide the numbers beside it, and the element has one of them
            picture = replace(picture, box=None)
        return Place(
            element=element_of(group, self.words),
            selector=group.element.selector,
            snippet=group.element.snippet,
            page=shown.page if shown else "",
            url=shown.url if shown else "",
            builds=tuple(s.build for s in seen),
            states=max((s.states for s in seen), default=0),
            elsewhere=tuple(dict.fromkeys(others)),
            tasks=tuple(self._tasks([group])),
            done=self._done(group, shown.build) if shown else "",
            seen_values=seen_in_words(shown.values, known, self.words) if shown else "",
            reproduced=classified.reproduced if classified else False,
            known=said_of(group.fingerprint, self.report.known, self.words),
            spread=tuple(self._where(where) for where in classified.spread) if classified else (),
            picture=picture,
            in_order=in_order,
            blob=shown.picture.blob if shown and shown.picture and not picture else "",
        )

    def _done(self, group: FindingGroup, build: str) -> str:
        """Who came there and how, and whether the page was read or operated."""
        first = next((h for h in group.hinders if h.build == build), None)
        if first is None:
            return ""
        by = "operated" if "messages" in self.report.rules.get(group.rule, {}) else "read"
        if not first.task:
            return self.words.say(f"done-page-{by}", page=first.step)
        task = title_of(self.infos.get(first.task), first.task, self.words.language)
        mode = self.words.say(f"mode-{first.mode}")
        return self.words.say(f"done-{'way' if first.step else 'start'}-{by}", task=task, step=first.step, mode=mode)

    def _where(self, where: str) -> str:
        return title_of(self.infos[where], where, self.words.language) if where in self.infos else where

    def hindered(self, parts: Sequence[Sequence[FindingGroup]]) -> list[TaskHindered]:
        """Per task, how many findings of each part stand in its way; the most hindered first."""
        rows = []
        for task in self.report.tasks:
            numbers = tuple(sum(any(h.task == task.id for h in self._ways(g)) for g in part) for part in parts)
            if any(numbers):
                title = title_of(task, task.id, self.words.language)
                rows.append(TaskHindered(f"{self.words.say(f'role-{task.role}')}: {title}", numbers))
        return sorted(rows, key=lambda row: tuple(-number for number in row.numbers))


def element_of(group: FindingGroup, words: Words) -> str:
    """What a reader knows it by: its name, or what stands in it; a selector only where it says nothing at all."""
    element = group.element
    role = words.say("element-role", role=element.role) if element.role else ""
    said = element.name or " ".join(_TAG.sub(" ", element.snippet).split())
    if said and (element.name or len(said) <= _LONGEST_TEXT):
        return f"{role} {words.quoted(said)}".strip()
    return role or _SCOPE.sub("", element.selector)


def _unique(lists: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(item for items in lists for item in items))
