"""The first screen: what changed for each role in each area, and the changes that matter most, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.records import SIGN_IN, LoadWindow, Message
from reports.accessibility import counted
from reports.accessibility_compare import changes_of
from reports.estimate import Estimate
from reports.load_figures import few_people
from reports.model import (
    Area,
    ClassifiedFinding,
    Difference,
    FindingChange,
    FindingGroup,
    Judgement,
    Rule,
    SummaryCell,
    TaskResult,
    Unit,
)
from reports.outcomes import LOG_OUT, READ_AFTER_LOG_OUT, weighted_mean
from reports.privacy import KINDS, Question, leaks_between, questions
from reports.source import ROLES, Source, rank
from reports.statistics import wilson

_MOST = 10
"""As many as leave room for the table of roles on a first screen of 1280 by 800 px."""
_MOST_NAMED = 3
"""Measures, and tasks, that are named where a sentence tells what got better; the report has all."""
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
        unknown=None if mine else _why_unknown(told, role, area),
    )


def _why_unknown(told: Told, role: str, area: Area) -> Message:
    """Load without anybody of this role is another thing than load that was not sent, and so are tasks that were tried on one side only."""
    if area in (Area.SUCCESS, Area.EFFORT):
        tried = [{(r.task, r.mode) for r in told.results if r.build == side and r.role == role} for side in told.sides]
        if any(tried) and not all(tried):
            build = told.sides[0] if tried[0] else told.sides[1]
            return Message(code="unknown-tried-on-one", values={"build": build})
        if all(tried) and tried[0].isdisjoint(tried[1]):
            return Message(code="unknown-nothing-in-common")
    loads = [[w for w in told.source.all(LoadWindow) if w.build == side] for side in told.sides]
    if area == Area.LOAD and all(loads) and not any(w.role == role for windows in loads for w in windows):
        return told.source.unknown("unknown-load-of-role")
    return told.source.unknown(_UNKNOWN[area])


def _compared(told: Told, role: str, measure: str) -> list[Difference]:
    return [d for d in told.differences if d.role == role and d.measure == measure]


def _pooled(told: Told, role: str, measure: str) -> Figures:
    """A share over all that was compared of a role: attempts of its tasks and modes, or people of all situations."""
    compared = _compared(told, role, measure)
    unknown = told.source.unknown(_UNKNOWN[area_of(measure)])
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
    """Predicted seconds a task, the mean of the tasks and modes that both completed, weighted by how often each task is done; the
    wait, if that alone got worse.
    """
    worse = {d.measure for d in told.differences if d.role == role and d.judgement == Judgement.WORSE}
    human = worse & {"actions", "clicks", "keystrokes", "pages", "predicted-time"}
    measure = "wait" if worse & {"wait", "step-wait"} and not human else "predicted-time"
    weights = {task.id: task.weight for task in told.source.tasks}
    compared = [d for d in _compared(told, role, measure) if d.before.value is not None and d.after.value is not None]
    before = weighted_mean([(d.before, weights.get(d.task, 1.0)) for d in compared])
    after = weighted_mean([(d.after, weights.get(d.task, 1.0)) for d in compared])
    return Figures(measure, Unit.SECONDS, before, after)


def _counted(told: Told, role: str, measure: str) -> Figures:
    found = next(iter(_compared(told, role, measure)), None)
    unknown = Estimate(value=None, unknown=told.source.unknown(_UNKNOWN[area_of(measure)]))
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
    """The changes that matter most, worst first, at most ten; what got better only if nothing got worse.

    What was done once and not again is told with the caveat that this proves nothing, after all that is sure.
    Whom a change concerns stands in its value `roles`, which begins the sentence (`reports.words.Words.headline`).
    """
    worse = [*_lost(told), *_leaks(told), *_faults(told), *_costs(told), *_under_load(told)]
    doubtful = list(_perhaps_lost(told))
    if worse:
        return tuple([*worse, *doubtful][:_MOST])
    better = [d for d in told.differences if d.judgement == Judgement.BETTER]
    if better:
        return (*doubtful, _got_better(better))
    unsure = sum(d.judgement == Judgement.CANNOT_TELL for d in told.differences)
    if doubtful:
        return (*doubtful[: _MOST - 1], Message(code="headline-too-few", values={"count": unsure}))
    if unsure or not told.differences:
        return (Message(code="headline-cannot-tell", values={"count": unsure}),)
    return (Message(code="headline-same", values={"count": len(told.differences)}),)


def _got_better(better: Sequence[Difference]) -> Message:
    """Of what, for whom and in which tasks: the measures in the order of the first screen's columns."""
    areas = list(Area)
    measures = dict.fromkeys(d.measure for d in sorted(better, key=lambda d: areas.index(area_of(d.measure))))
    tasks = list(dict.fromkeys(d.task for d in better if d.task and d.task != SIGN_IN))
    values = {
        "count": len(better),
        "measures": list(measures)[:_MOST_NAMED],
        "measures_more": max(len(measures) - _MOST_NAMED, 0),
        "tasks": tasks[:_MOST_NAMED],
        "tasks_count": len(tasks),
        "tasks_more": max(len(tasks) - _MOST_NAMED, 0),
        "roles": _roles(d for d in better if d.role),
    }
    return Message(code="headline-better", values=values)


def _worse(told: Told, *measures: str) -> list[Difference]:
    return [d for d in told.differences if d.judgement == Judgement.WORSE and d.measure in measures]


def _lost(told: Told) -> Iterator[Message]:
    """Tasks that can't be completed any more: in every mode, then by mode; then those that only succeed less often."""
    open_after = {(LOG_OUT, role, mode) for role, mode in _read_after_log_out(told)}  # told as the leak that it is
    worse = [d for d in _worse(told, "task-success") if (d.task, d.role, d.mode) not in open_after]
    lost = [d for d in worse if d.after.value == 0]
    in_modes = Counter((d.task, d.role) for d in lost)
    measured = Counter((d.task, d.role) for d in told.differences if d.measure == "task-success")
    everywhere = {key for key, modes in in_modes.items() if modes == measured[key] > 1}
    if everywhere:
        yield _tasks("headline-lost", [d for d in lost if (d.task, d.role) in everywhere])
    by_mode: dict[str, list[Difference]] = {}
    for d in lost:
        if (d.task, d.role) not in everywhere:
            by_mode.setdefault(d.mode, []).append(d)
    for mode, differences in sorted(by_mode.items(), key=lambda item: -len(item[1])):
        yield _tasks("headline-lost-in-mode", differences, mode=mode)
    rarer = [d for d in worse if d.after.value]
    if rarer:
        yield _tasks("headline-rarer", rarer)


def _perhaps_lost(told: Told) -> Iterator[Message]:
    """Tasks that every attempt of the baseline completed and none of the candidate's, where the attempts are too few to tell."""
    by_mode: dict[str, list[Difference]] = {}
    for d in told.differences:
        unsure = d.measure == "task-success" and d.judgement == Judgement.CANNOT_TELL and d.rule != Rule.MISSING
        if unsure and d.before.value == 1 and d.after.value == 0:
            by_mode.setdefault(d.mode, []).append(d)
    for mode, differences in sorted(by_mode.items(), key=lambda item: -len(item[1])):
        fewest = min(min(d.before.n, d.after.n) for d in differences)
        yield _tasks("headline-perhaps-lost", differences, mode=mode, attempts=fewest)


def _tasks(code: str, differences: Sequence[Difference], **more: str | int) -> Message:
    tasks = list(dict.fromkeys(d.task for d in differences))
    return Message(code=code, values={"count": len(tasks), "tasks": tasks, "roles": _roles(differences), **more})


def _roles(differences: Iterable[Difference]) -> list[str]:
    return _in_order(d.role for d in differences)


def _in_order(roles: Iterable[str]) -> list[str]:
    return sorted(set(roles), key=lambda role: rank(ROLES, role))


def _read_after_log_out(told: Told) -> set[tuple[str, str]]:
    """Roles, with the mode, whose pages could still be read after logging out on the candidate, and could not on the baseline."""
    lost = {(d.role, d.mode) for d in _worse(told, "task-success") if d.task == LOG_OUT}
    return {
        (r.role, r.mode)
        for r in told.results
        if r.build == told.sides[1] and r.task == LOG_OUT and (r.role, r.mode) in lost
        for ending in r.endings
        if ending.reason is not None and ending.reason.code == READ_AFTER_LOG_OUT
    }


def _leaks(told: Told) -> Iterator[Message]:
    """What others can read, by whose it is: while somebody is logged in, and after they have logged out."""
    added = {
        kind: {
            role: leaks_between(*(_of_kind(questions(told.source, side, role), kind) for side in told.sides))[0]
            for role in (d.role for d in _worse(told, "privacy"))
        }
        for kind in KINDS
    }
    pages = {kind: sum(by_role.values()) for kind, by_role in added.items()}
    if pages["isolation"]:
        roles = _in_order(role for role, number in added["isolation"].items() if number)
        yield Message(code="headline-leaks", values={"count": pages["isolation"], "roles": roles})
    failing = {role for role, _ in _read_after_log_out(told)}
    after = _in_order([*failing, *(role for role, number in added["residue"].items() if number)])
    if after:
        values = {"count": pages["residue"], "roles": after, "tasks": [LOG_OUT] if failing else []}
        yield Message(code="headline-read-after-log-out", values=values | {"failing": len(failing)})


def _of_kind(asked: Mapping[Question, bool], kind: str) -> dict[Question, bool]:
    return {question: leaks for question, leaks in asked.items() if question[0][0] == kind}


def _faults(told: Told) -> Iterator[Message]:
    new = {c.fingerprint for c in told.classified if c.change == FindingChange.NEW}
    faults = [g for g in counted(told.groups) if g.fingerprint in new]
    # The groups hold what was seen on every build of the report.
    _, candidate = told.sides
    tried = {result.role for result in told.results if result.build == candidate}
    if faults and _worse(told, "accessibility"):
        values = {
            "count": len(faults),
            "kinds": len({g.rule for g in faults}),
            "ways": len({h.task for g in faults for h in g.hinders if h.build == candidate}),
            "roles": _in_order(role for g in faults for role in g.roles if role in tried),
        }
        yield Message(code="headline-faults", values=values)


def _costs(told: Told) -> Iterator[Message]:
    """The task whose predicted time grew most, and the one whose wait did."""
    slower = sorted(_worse(told, "predicted-time"), key=lambda d: -(d.amount or 0))
    clicks = {(d.task, d.role): round(d.amount or 0) for d in _worse(told, "clicks")}
    keys = {(d.task, d.role): round(d.amount or 0) for d in _worse(told, "keystrokes")}
    if slower:
        first = slower[0]
        key = (first.task, first.role)
        more = {"clicks": clicks.get(key, 0), "keys": keys.get(key, 0)}
        yield Message(code="headline-effort", values=_worst_of(slower) | more)
    waits = sorted(_worse(told, "wait", "step-wait"), key=lambda d: -(d.amount or 0))
    if waits:
        yield Message(code="headline-wait", values=_worst_of(waits))


def _worst_of(differences: Sequence[Difference]) -> dict[str, Any]:
    first = differences[0]
    return {
        "task": first.task,
        "roles": [first.role] if first.role else [],
        "seconds": round(first.amount or 0, 1),
        "others": len({d.task for d in differences}) - 1,
    }


def _under_load(told: Told) -> Iterator[Message]:
    """What fewer complete, or else what takes longer; and what signing in costs, because it is at everybody's door."""
    lost = sorted(_worse(told, "load-success"), key=lambda d: d.amount or 0)
    if lost:
        d = lost[0]
        values: dict[str, Any] = {
            "task": d.task,
            "situation": d.situation,
            "before": d.before.value,
            "after": d.after.value,
            "roles": [d.role],
        }
        yield Message(code="headline-load-success", values=values)
    slow = sorted(_worse(told, "load-p95"), key=lambda d: -(d.amount or 0))
    for code, mine in (
        ("headline-load-sign-in", [d for d in slow if d.task == SIGN_IN]),
        ("headline-load-wait", [d for d in slow if d.task != SIGN_IN]),
    ):
        if mine and (code == "headline-load-sign-in" or not lost):
            d = mine[0]
            values = {
                "task": d.task,
                "situation": d.situation,
                "before": _seconds(d.before),
                "after": _seconds(d.after),
                "roles": [d.role],
                "others": len(_roles(mine)) - 1 if d.task == SIGN_IN else 0,
            } | few_people(d.measure, d.before, d.after)
            yield Message(code=code, values=values)


def _seconds(estimate: Estimate) -> float:
    """Tenths of a second, and hundredths below one: an answer in 0.04 s is not one in no time."""
    value = estimate.value or 0.0
    return round(value, 1 if value >= 1 else 2)
