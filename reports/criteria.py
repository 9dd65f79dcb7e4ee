"""The success criteria one by one, as far as rules can tell, and whom the failed ones hit. Nothing here says that one is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.records import Conditions, Finding, Message, Outcome, State, Verdict
from reports.accessibility import name_of_group
from reports.model import CriterionBarrier, CriterionResult, CriterionStatus, FindingGroup, PersonHit, TaskResult
from reports.source import Source

EN_301_549 = "v3.2.1"
"""The edition of EN 301 549 that is meant where none is named."""

CRITERIA_OF_BARRIERS: Mapping[str, tuple[str, ...]] = {
    "context-changed": ("3.2.2",),
    "focus-trapped": ("2.1.2",),
    "keys-without-effect": ("2.1.1",),
    "named-otherwise": ("2.5.3",),
    "not-a-field": ("2.1.1",),
    "not-exposed": ("4.1.2",),
    "not-reached-by-tab": ("2.1.1",),
    "replaced": ("2.1.1",),
    "two-way-scrolling": ("1.4.10",),
    "without-name": ("4.1.2",),
    "without-role": ("4.1.2",),
}
"""The success criteria that speak of a barrier, by its code."""
_OF_WHAT_IS_NO_CONTROL = ("2.1.1", "4.1.2")
_FAILURES = frozenset({"focus-trapped"})
"""Barriers that are a failure wherever they stand. Of the others a person has to say whether the criterion leaves another way or
makes an exception."""


@dataclass(frozen=True)
class _Looked:
    """What rules did on the states of one build."""

    passed: frozenset[str]
    """Applied somewhere, and found nothing wrong there."""
    inapplicable: frozenset[str]
    """Found nothing to look at somewhere."""
    found: frozenset[str]
    unasked: Mapping[str, int]
    """On how many states a rule did not look."""

    @property
    def ran(self) -> frozenset[str]:
        return self.passed | self.inapplicable | self.found


def _looked(source: Source, build: str) -> _Looked:
    states = [state for state in source.all(State) if state.build == build]
    return _Looked(
        passed=frozenset(rule for state in states if state.scanned for rule in state.passes),
        inapplicable=frozenset(rule for state in states if state.scanned for rule in state.inapplicable),
        found=frozenset(finding.rule for finding in source.all(Finding) if finding.build == build),
        unasked=Counter(rule for state in states for rule in state.unasked),
    )


def criteria_table(
    source: Source, groups: Sequence[FindingGroup], results: Sequence[TaskResult] = ()
) -> tuple[CriterionResult, ...]:
    """What is known of each success criterion on each build. Automation never says that one is met.

    Args:
        source: The evidence.
        groups: What rules found.
        results: What people met on their ways: a barrier that a criterion speaks of is known whatever rules ran.
    """
    catalogue: Mapping[str, Mapping[str, Any]] = source.catalogue.get("criteria", {})
    return tuple(
        _criterion(source, build.name, number, catalogue[number], groups, looked, barriers)
        for build in source.builds
        for looked in (_looked(source, build.name),)
        for barriers in (_barriers([result for result in results if result.build == build.name]),)
        for number in sorted(catalogue, key=by_number)
        if _is_asked_for(catalogue[number], source.conditions_of(build.name))
    )


def criteria_of(reason: Message) -> tuple[str, ...]:
    """The success criteria that speak of what stopped somebody; none of most."""
    return _OF_WHAT_IS_NO_CONTROL if "stands_as" in reason.values else CRITERIA_OF_BARRIERS.get(reason.code, ())


def _barriers(results: Sequence[TaskResult]) -> Mapping[str, tuple[CriterionBarrier, ...]]:
    """By criterion, what stopped people in each task and mode."""
    met: dict[str, dict[tuple[str, str], CriterionBarrier]] = {}
    for result in results:
        reasons = [e.reason for e in result.endings if e.outcome == Outcome.BARRIER and e.reason is not None]
        for reason in reasons:
            for number in criteria_of(reason):
                one = CriterionBarrier(task=result.task, role=result.role, mode=result.mode, reason=reason)
                met.setdefault(number, {}).setdefault((result.task, result.mode), one)
    return {number: tuple(by_task.values()) for number, by_task in met.items()}


def _is_asked_for(known: Mapping[str, Any], conditions: Conditions) -> bool:
    """Whether a criterion belongs to the level and standard that a build was measured by."""
    level = str(known.get("level", ""))
    if not level or len(level) > len(conditions.level):
        return False
    if conditions.standard == "en301549":
        return EN_301_549 in known.get("clauses", {})
    return not known.get("obsolete") if conditions.standard == "wcag22" else known.get("since") != "2.2"


def _criterion(
    source: Source,
    build: str,
    number: str,
    known: Mapping[str, Any],
    groups: Sequence[FindingGroup],
    looked: _Looked,
    met: Mapping[str, tuple[CriterionBarrier, ...]],
) -> CriterionResult:
    barriers = met.get(number, ())
    barred = any(barrier.reason.code in _FAILURES for barrier in barriers)
    rules = {rule for rule, entry in source.catalogue.get("rules", {}).items() if number in entry.get("criteria", ())}
    here = [g for g in groups if number in g.criteria and any(on.build == build for on in g.seen)]
    failed = [g for g in here if g.verdict == Verdict.VIOLATION]
    doubts = [g for g in here if g.verdict != Verdict.VIOLATION]
    told = failed or doubts
    passed = rules & looked.passed
    idle = (rules & looked.inapplicable) - passed - {g.rule for g in here}
    status, by = CriterionStatus.NOT_TESTED, idle
    if told or barriers:
        status, by = (
            CriterionStatus.FAILED if failed or barred else CriterionStatus.NEEDS_REVIEW,
            {g.rule for g in told},
        )
    elif passed:
        status, by = CriterionStatus.NOTHING_FOUND, passed
    return CriterionResult(
        build=build,
        criterion=number,
        level=str(known.get("level", "")),
        title_en=str(known.get("title_en", number)),
        title_sv=str(known.get("title_sv", number)),
        clauses={version: list(clauses) for version, clauses in known.get("clauses", {}).items()},
        lacking=tuple(v for v in _editions(source) if known.get("clauses") and v not in known["clauses"]),
        status=status,
        rules=tuple(sorted(by)),
        problems=len({g.fingerprint for g in failed}),
        doubts=len({g.fingerprint for g in doubts}),
        pages=len(_states_of(source, build, told)),
        tasks=tuple(dict.fromkeys(h.task for g in told for h in g.hinders if h.build == build and h.task)),
        barriers=barriers,
        passed=tuple(sorted(passed - {g.rule for g in here})),
        inapplicable=tuple(sorted(idle)),
        unasked={rule: looked.unasked[rule] for rule in sorted(rules & looked.ran & looked.unasked.keys())},
        not_run=tuple(sorted(rules - looked.ran)),
        hits=tuple(known.get("hits", ())),
        reference=str(known.get("reference", "")),
    )


def _editions(source: Source) -> list[str]:
    """The versions of EN 301 549 whose clauses the run's catalogue knows; runs of old knew that of some it did not."""
    known = source.catalogue.get("standards", {}).get("en_301_549", {})
    return [version for version, edition in known.items() if edition.get("confirmed", True)]


def _states_of(source: Source, build: str, groups: Sequence[FindingGroup]) -> set[str]:
    prints = {g.fingerprint for g in groups}
    return {f.state for f in source.all(Finding) if f.build == build and name_of_group(f) in prints}


def persons_hit(
    source: Source, criteria: Sequence[CriterionResult], groups: Sequence[FindingGroup]
) -> tuple[PersonHit, ...]:
    """Whom the failed criteria of each build hit, by the functional performance statements of EN 301 549."""
    persons: Mapping[str, Mapping[str, str]] = source.catalogue.get("standards", {}).get("persons", {})
    return tuple(
        _person(build.name, clause, persons[clause], [c for c in criteria if c.build == build.name], groups)
        for build in source.builds
        for clause in sorted(persons, key=by_number)
    )


def _person(
    build: str,
    clause: str,
    known: Mapping[str, str],
    criteria: Sequence[CriterionResult],
    groups: Sequence[FindingGroup],
) -> PersonHit:
    mine = [c for c in criteria if clause in c.hits]
    failed = {c.criterion for c in mine if c.status == CriterionStatus.FAILED}
    faults = {
        g.fingerprint
        for g in groups
        if g.verdict == Verdict.VIOLATION and failed & set(g.criteria) and any(on.build == build for on in g.seen)
    }
    return PersonHit(
        build=build,
        clause=clause,
        title_en=str(known.get("title_en", clause)),
        title_sv=str(known.get("title_sv", clause)),
        problems=len(faults),
        barriers=len({(barrier.task, barrier.mode) for c in mine for barrier in c.barriers}),
        failed=tuple(sorted(failed, key=by_number)),
        needs_review=tuple(c.criterion for c in mine if c.status == CriterionStatus.NEEDS_REVIEW),
        criteria=len(mine),
        not_tested=sum(c.status == CriterionStatus.NOT_TESTED for c in mine),
        tasks=tuple(dict.fromkeys(t for c in mine if c.status == CriterionStatus.FAILED for t in c.tasks)),
    )


def by_number(criterion: str) -> tuple[int, ...]:
    """A criterion's or a clause's place in its standard."""
    return tuple(int(part) if part.isdigit() else 0 for part in criterion.split("."))
