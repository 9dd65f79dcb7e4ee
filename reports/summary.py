"""The first screen: what changed for each role in each area, and the changes that matter most, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.records import Message
from reports.accessibility import counted
from reports.accessibility_compare import changes_of
from reports.model import (
    Area,
    ClassifiedFinding,
    Difference,
    Estimate,
    FindingChange,
    FindingGroup,
    Judgement,
    SummaryCell,
    TaskResult,
    Unit,
)
from reports.outcomes import weighted_mean
from reports.privacy import leaks_between, questions
from reports.source import ROLES, Source
from reports.statistics import wilson

_MOST = 8
_AREA_OF = {
    "task-success": Area.SUCCESS,
    "accessibility": Area.ACCESSIBILITY,
    "load-success": Area.LOAD,
    "load-p95": Area.LOAD,
    "privacy": Area.PRIVACY,
}
_UNKNOWN = {
    Area.SUCCESS: "unknown-no-attempts",
    Area.EFFORT: "unknown-not-completed",
    Area.ACCESSIBILITY: "unknown-accessibility",
    Area.LOAD: "unknown-load",
    Area.PRIVACY: "unknown-privacy",
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the summary of one comparison is made from."""

    source: Source
    sides: tuple[str, str]
    results: Sequence[TaskResult]
    differences: Sequence[Difference]
    groups: Sequence[FindingGroup]
    classified: Sequence[ClassifiedFinding]


@dataclass(frozen=True)
class Figures:
    """What a cell of the first screen shows."""

    measure: str
    unit: Unit
    before: Estimate
    after: Estimate


def area_of(measure: str) -> Area:
    """The column of the first screen that a measure belongs to; effort, if it is none of the others."""
    return _AREA_OF.get(measure, Area.EFFORT)


def overall(judgements: Sequence[Judgement]) -> Judgement:
    """The verdict of several: worse if one is; else better if one is; else cannot tell if one can't be told."""
    for judgement in (Judgement.WORSE, Judgement.BETTER, Judgement.CANNOT_TELL):
        if judgement in judgements:
            return judgement
    return Judgement.SAME if judgements else Judgement.CANNOT_TELL


def summary_cells(told: Told) -> tuple[SummaryCell, ...]:
    """Roles that were measured, each with every area."""
    roles = [r for r in ROLES if any(result.role == r for result in told.results)]
    figures: Mapping[Area, Callable[[Told, str], Figures]] = {
        Area.SUCCESS: lambda t, r: _pooled(t, r, "task-success"),
        Area.EFFORT: _effort,
        Area.ACCESSIBILITY: lambda t, r: _counted(t, r, "accessibility"),
        Area.LOAD: _load,
        Area.PRIVACY: lambda t, r: _counted(t, r, "privacy"),
    }
    return tuple(_cell(told, role, area, figures[area](told, role)) for role in roles for area in Area)


def _cell(told: Told, role: str, area: Area, figures: Figures) -> SummaryCell:
    mine = [d for d in told.differences if d.role == role and area_of(d.measure) == area]
    added, removed = _added(told, role, area)
    return SummaryCell(
        role=role,
        area=area,
        judgement=overall([d.judgement for d in mine]) if mine else None,
        measure=figures.measure,
        unit=figures.unit,
        before=figures.before,
        after=figures.after,
        added=added if mine else None,
        removed=removed if mine else None,
        worse=tuple(dict.fromkeys(d.task for d in mine if d.judgement == Judgement.WORSE and d.task)),
        unknown=None if mine else Message(code=_UNKNOWN[area]),
    )


def _compared(told: Told, role: str, measure: str) -> list[Difference]:
    return [d for d in told.differences if d.role == role and d.measure == measure]


def _pooled(told: Told, role: str, measure: str) -> Figures:
    """A share over all that was compared of a role: attempts of its tasks and modes, or people of all situations."""
    compared = _compared(told, role, measure)
    unknown = Message(code=_UNKNOWN[area_of(measure)])
    before, after = (_pool(side, unknown) for side in ([d.before for d in compared], [d.after for d in compared]))
    return Figures(measure, Unit.SHARE, before, after)


def _pool(estimates: Sequence[Estimate], unknown: Message) -> Estimate:
    known = [e for e in estimates if e.value is not None]
    n = sum(e.n for e in known)
    if not n:
        return Estimate(value=None, unknown=unknown)
    successes = round(sum((e.value or 0) * e.n for e in known))
    low, high = wilson(successes, n)
    return Estimate(value=successes / n, low=low, high=high, n=n)


def _effort(told: Told, role: str) -> Figures:
    """Predicted seconds a task, over the tasks and modes that both completed; the wait, if that alone got worse."""
    worse = {d.measure for d in told.differences if d.role == role and d.judgement == Judgement.WORSE}
    human = worse & {"actions", "clicks", "keystrokes", "pages", "predicted-time"}
    measure = "wait" if worse & {"wait", "step-wait"} and not human else "predicted-time"
    weights = {task.id: task.weight for task in told.source.tasks}
    compared = _compared(told, role, measure)
    before = weighted_mean([(d.before, weights.get(d.task, 1.0)) for d in compared])
    after = weighted_mean([(d.after, weights.get(d.task, 1.0)) for d in compared])
    return Figures(measure, Unit.SECONDS, before, after)


def _counted(told: Told, role: str, measure: str) -> Figures:
    found = next(iter(_compared(told, role, measure)), None)
    unknown = Estimate(value=None, unknown=Message(code=_UNKNOWN[area_of(measure)]))
    return Figures(measure, Unit.COUNT, found.before if found else unknown, found.after if found else unknown)


def _load(told: Told, role: str) -> Figures:
    """Share of people who completed; where only the time got worse, that of the task that got worst."""
    slower = [d for d in _compared(told, role, "load-p95") if d.judgement == Judgement.WORSE]
    lost = [d for d in _compared(told, role, "load-success") if d.judgement == Judgement.WORSE]
    if slower and not lost:
        worst = max(slower, key=lambda d: d.amount or 0)
        return Figures("load-p95", Unit.SECONDS, worst.before, worst.after)
    return _pooled(told, role, "load-success")


def _added(told: Told, role: str, area: Area) -> tuple[int | None, int | None]:
    if area == Area.ACCESSIBILITY:
        mine = [g for g in counted(told.groups) if role in g.roles]
        new = changes_of(mine, told.classified, [FindingChange.NEW, FindingChange.ONLY_CANDIDATE])
        gone = changes_of(mine, told.classified, [FindingChange.FIXED, FindingChange.ONLY_BASELINE])
        return len(new), len(gone)
    if area == Area.PRIVACY:
        ours, theirs = (questions(told.source, side, role) for side in told.sides)
        return leaks_between(ours, theirs)
    return None, None


def headline(told: Told) -> tuple[Message, ...]:
    """The changes that matter most, worst first, at most eight; what got better only if nothing got worse."""
    worse = [*_lost(told), *_leaks(told), *_faults(told), *_costs(told), *_under_load(told)]
    if worse:
        return tuple(worse[:_MOST])
    better = [d for d in told.differences if d.judgement == Judgement.BETTER]
    if better:
        tasks = list(dict.fromkeys(d.task for d in better if d.task))
        return (Message(code="headline-better", values={"count": len(better), "tasks": tasks[:3]}),)
    unsure = sum(d.judgement == Judgement.CANNOT_TELL for d in told.differences)
    if unsure or not told.differences:
        return (Message(code="headline-cannot-tell", values={"count": unsure}),)
    return (Message(code="headline-same", values={"count": len(told.differences)}),)


def _worse(told: Told, *measures: str) -> list[Difference]:
    return [d for d in told.differences if d.judgement == Judgement.WORSE and d.measure in measures]


def _lost(told: Told) -> Iterator[Message]:
    """Tasks that can't be completed any more: in every mode, then by mode; then those that only succeed less often."""
    worse = _worse(told, "task-success")
    lost = [d for d in worse if d.after.value == 0]
    in_modes = Counter((d.task, d.role) for d in lost)
    measured = Counter((d.task, d.role) for d in told.differences if d.measure == "task-success")
    everywhere = {key for key, modes in in_modes.items() if modes == measured[key] > 1}
    if everywhere:
        yield _tasks("headline-lost", sorted({task for task, _ in everywhere}))
    by_mode: dict[str, dict[str, None]] = {}
    for d in lost:
        if (d.task, d.role) not in everywhere:
            by_mode.setdefault(d.mode, {})[d.task] = None
    for mode, tasks in sorted(by_mode.items(), key=lambda item: -len(item[1])):
        yield _tasks("headline-lost-in-mode", list(tasks), mode=mode)
    rarer = [d.task for d in worse if d.after.value]
    if rarer:
        yield _tasks("headline-rarer", list(dict.fromkeys(rarer)))


def _tasks(code: str, tasks: Sequence[str], **more: str) -> Message:
    return Message(code=code, values={"count": len(tasks), "tasks": list(tasks), **more})


def _leaks(told: Told) -> Iterator[Message]:
    added = {
        role: leaks_between(*(questions(told.source, side, role) for side in told.sides))[0]
        for role in (d.role for d in _worse(told, "privacy"))
    }
    if added:
        yield Message(code="headline-leaks", values={"count": sum(added.values())})


def _faults(told: Told) -> Iterator[Message]:
    new = {c.fingerprint for c in told.classified if c.change == FindingChange.NEW}
    faults = [g for g in counted(told.groups) if g.fingerprint in new]
    if faults and _worse(told, "accessibility"):
        tasks = list(dict.fromkeys(h.task for g in faults for h in g.hinders))
        yield Message(
            code="headline-faults",
            values={"count": len(faults), "kinds": len({g.rule for g in faults}), "ways": len(tasks)},
        )


def _costs(told: Told) -> Iterator[Message]:
    """The task whose predicted time grew most, and the one whose wait did."""
    slower = sorted(_worse(told, "predicted-time"), key=lambda d: -(d.amount or 0))
    clicks = {(d.task, d.role): round(d.amount or 0) for d in _worse(told, "clicks")}
    keys = {(d.task, d.role): round(d.amount or 0) for d in _worse(told, "keystrokes")}
    if slower:
        first = slower[0]
        key = (first.task, first.role)
        values = {
            "task": first.task,
            "seconds": round(first.amount or 0, 1),
            "clicks": clicks.get(key, 0),
            "keys": keys.get(key, 0),
            "others": len({d.task for d in slower}) - 1,
        }
        yield Message(code="headline-effort", values=values)
    waits = sorted(_worse(told, "wait", "step-wait"), key=lambda d: -(d.amount or 0))
    if waits:
        values = {
            "task": waits[0].task,
            "seconds": round(waits[0].amount or 0, 1),
            "others": len({d.task for d in waits}) - 1,
        }
        yield Message(code="headline-wait", values=values)


def _under_load(told: Told) -> Iterator[Message]:
    lost = sorted(_worse(told, "load-success"), key=lambda d: d.amount or 0)
    if lost:
        d = lost[0]
        values = {"task": d.task, "situation": d.situation, "before": d.before.value, "after": d.after.value}
        yield Message(code="headline-load-success", values=values)
    slow = sorted(_worse(told, "load-p95"), key=lambda d: -(d.amount or 0))
    if slow:
        d = slow[0]
        values = {"task": d.task, "situation": d.situation, "seconds": round(d.amount or 0, 1)}
        yield Message(code="headline-load-wait", values=values)
