"""Each predicted time as a sum, action by action: for readers who want to check it by hand, or see what a build added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from evidence.records import Action, Attempt, Outcome
from reports.klm import movements_of, operator_times
from reports.model import TimeLine, TimeSum
from reports.source import Source

_Key = tuple[str, str, str]


def time_sums(source: Source) -> tuple[TimeSum, ...]:
    """The sums of all tasks that somebody completed, builds in their order; the first build's way is the one compared with.

    Args:
        source: The evidence.
    """
    succeeded: dict[_Key, dict[str, list[Attempt]]] = {}
    for attempt in source.all(Attempt):
        actions = source.actions_of.get(attempt.id, [])
        # Of listening the model knows nothing: a sum over no operators would read as no time at all.
        if attempt.outcome == Outcome.SUCCEEDED and actions and all(a.listened is None for a in actions):
            key = (attempt.task, attempt.role, attempt.mode)
            succeeded.setdefault(key, {}).setdefault(attempt.build, []).append(attempt)
    order = {task.id: place for place, task in enumerate(source.tasks)}
    keys = sorted(succeeded, key=lambda key: (order.get(key[0], len(order)), key[1], key[2]))
    return tuple(found for key in keys for found in _of_task(source, succeeded[key]))


def _of_task(source: Source, by_build: dict[str, list[Attempt]]) -> Iterator[TimeSum]:
    names = [build.name for build in source.builds if build.name in by_build]
    baseline_of = {candidate: baseline for baseline, candidate in source.pairs}
    form = None
    told: dict[str, TimeSum] = {}
    for name in names:
        attempts = [a for a in by_build[name] if a.form == form] or by_build[name]
        found = _middle([_sum(source, attempt) for attempt in attempts])
        if not told:
            form = source.attempts[found.attempt].form
        told[name] = found
        baseline = told.get(baseline_of.get(name, ""))
        yield _marked(found, baseline) if baseline else found


def _middle(sums: Sequence[TimeSum]) -> TimeSum:
    """The one with the middle own time: the figure in the table is the median."""
    ordered = sorted(sums, key=lambda one: (one.own_s, one.attempt))
    return ordered[(len(ordered) - 1) // 2]


def _sum(source: Source, attempt: Attempt) -> TimeSum:
    lines = tuple(_line(source, action) for action in source.actions_of[attempt.id])
    return TimeSum(
        build=attempt.build,
        task=attempt.task,
        role=attempt.role,
        mode=attempt.mode,
        attempt=attempt.id,
        lines=lines,
        own_s=source.profile.factor * sum(line.sum_s for line in lines),
        wait_s=sum(line.wait_s for line in lines),
    )


def _line(source: Source, action: Action) -> TimeLine:
    geometry = (action.pointer_travel_px, action.target_width_px, action.target_height_px)
    runs = operator_times(action.operators, movements_of(action.movements, *geometry), source.profile)
    return TimeLine(
        step=action.step,
        step_name=source.step_names.get((action.attempt, action.step), ""),
        action=f"{action.verb} {action.target}",
        operators=runs,
        sum_s=sum(run.count * run.each_s for run in runs),
        wait_s=action.wait_s,
        differs=False,
    )


def _marked(found: TimeSum, baseline: TimeSum) -> TimeSum:
    """With the lines marked that the baseline's way has not: other actions, or other operators for the same action."""
    matcher = SequenceMatcher(
        a=[_likeness(line) for line in baseline.lines], b=[_likeness(line) for line in found.lines], autojunk=False
    )
    alike = {block.b + place for block in matcher.get_matching_blocks() for place in range(block.size)}
    lines = tuple(replace(line, differs=place not in alike) for place, line in enumerate(found.lines))
    return replace(found, lines=lines)


def _likeness(line: TimeLine) -> tuple[str, tuple[tuple[str, int], ...]]:
    """What two lines have in common that are the same action; how far the pointer had to go is not part of it."""
    counts: dict[str, int] = {}
    for run in line.operators:
        counts[run.operator] = counts.get(run.operator, 0) + run.count
    return line.action, tuple(sorted(counts.items()))
