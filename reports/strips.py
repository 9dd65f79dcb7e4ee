"""Both ways through a task that got worse, step by step, with the steps marked in which they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from evidence.records import Action, Attempt, Outcome
from reports.judging import FLOOR_S
from reports.klm import movements_of, own_time_s
from reports.model import Difference, Judgement, Picture, Strip, StripSide, StripStep
from reports.source import Source

_WAIT_MARGIN = 0.15


def strips(source: Source, differences: Iterable[Difference], sides: tuple[str, str]) -> tuple[Strip, ...]:
    """One strip per task, role and mode of which something got worse, worst first.

    Args:
        source: The evidence.
        differences: Worst first.
        sides: Names of baseline and candidate.
    """
    worse: dict[tuple[str, str, str], list[str]] = {}
    for difference in differences:
        if difference.judgement == Judgement.WORSE and difference.task and not difference.situation:
            for mode in [difference.mode] if difference.mode else _modes(source, difference, sides):
                worse.setdefault((difference.task, difference.role, mode), []).append(difference.measure)
    return tuple(_strip(source, key, because, sides) for key, because in worse.items() if _both(source, key, sides))


def _modes(source: Source, difference: Difference, sides: tuple[str, str]) -> list[str]:
    """For what was compared over all modes: the first mode in which both builds completed the task."""
    done = [
        {a.mode: None for a in source.all(Attempt)
         if (a.build, a.task, a.role, a.outcome) == (side, difference.task, difference.role, Outcome.SUCCEEDED)}
        for side in sides
    ]  # fmt: skip
    return [mode for mode in done[0] if mode in done[1]][:1]


def _both(source: Source, key: tuple[str, str, str], sides: tuple[str, str]) -> bool:
    return all(any(_attempts(source, side, key)) for side in sides)


def _attempts(source: Source, build: str, key: tuple[str, str, str]) -> Iterator[Attempt]:
    return (a for a in source.all(Attempt) if (a.build, a.task, a.role, a.mode) == (build, *key))


def _strip(source: Source, key: tuple[str, str, str], because: Sequence[str], sides: tuple[str, str]) -> Strip:
    lost = "task-success" in because
    ours, now = _pair(*(list(_attempts(source, side, key)) for side in sides), succeeds=not lost)
    before_steps, after_steps = _steps(source, ours), _steps(source, now)
    ours_differ, theirs_differ = _differing(before_steps, after_steps)
    task, role, mode = key
    return Strip(
        task=task,
        role=role,
        mode=mode,
        baseline=_side(ours, before_steps, ours_differ),
        candidate=_side(now, after_steps, theirs_differ),
        because=tuple(because),
    )


def _pair(before: Sequence[Attempt], after: Sequence[Attempt], *, succeeds: bool) -> tuple[Attempt, Attempt]:
    """The baseline's typical attempt and one of the candidate of the same case, as names of steps can hold a child's name; where
    no case of both ended as asked for, the next best.
    """
    of_case = {(a.form, a.case) for a in after if (a.outcome == Outcome.SUCCEEDED) == succeeds}
    shared = [a for a in before if a.outcome == Outcome.SUCCEEDED and (a.form, a.case) in of_case]
    ours = typical(shared or before, succeeded=True)
    alike = [a for a in after if a.form == ours.form]
    same = [a for a in alike if a.case == ours.case] if shared else []
    return ours, typical(same or alike or after, succeeded=succeeds)


def typical(attempts: Sequence[Attempt], *, succeeded: bool) -> Attempt:
    """The middle one by duration, of those that ended as asked for if there are any."""
    fitting = [a for a in attempts if (a.outcome == Outcome.SUCCEEDED) == succeeded] or list(attempts)
    ordered = sorted(fitting, key=lambda a: (a.duration_s, a.order))
    return ordered[(len(ordered) - 1) // 2]


def _steps(source: Source, attempt: Attempt) -> list[StripStep]:
    actions: dict[int, list[Action]] = {}
    for action in source.actions_of.get(attempt.id, []):
        actions.setdefault(action.step, []).append(action)
    indices = sorted({s.index for s in source.steps_of.get(attempt.id, [])} | actions.keys())
    return [_step(source, attempt, index, actions.get(index, [])) for index in indices]


def _step(source: Source, attempt: Attempt, index: int, actions: Sequence[Action]) -> StripStep:
    ended = attempt.outcome != Outcome.SUCCEEDED and attempt.step == index
    blob = attempt.picture if ended else None
    of_another = False
    for action in actions:
        state = source.states.get(action.state or "")
        if state is not None and state.picture and not (ended and attempt.picture):
            blob, of_another = state.picture, state.attempt != attempt.id
    listened = [a.listened for a in actions if a.listened is not None]
    return StripStep(
        index=index,
        name=source.step_names.get((attempt.id, index)) or (actions[0].target if actions else ""),
        actions=tuple(f"{a.verb} {a.target}" for a in actions),
        clicks=sum(a.clicks for a in actions),
        keystrokes=sum(a.keystrokes for a in actions),
        pages=sum(a.pages for a in actions),
        predicted_s=None if listened else sum(_own_time_s(source, a) for a in actions),
        listened=sum(listened) if listened else None,
        wait_s=sum(a.wait_s for a in actions),
        picture=Picture(run=source.run_of(attempt.build), blob=blob) if blob else None,
        picture_of_another=of_another,
        differs=False,
        ended_here=ended,
    )


def _own_time_s(source: Source, action: Action) -> float:
    geometry = (action.pointer_travel_px, action.target_width_px, action.target_height_px)
    return own_time_s(action.operators, movements_of(action.movements, *geometry), source.profile)


def _differing(before: Sequence[StripStep], after: Sequence[StripStep]) -> tuple[set[int], set[int]]:
    """Places of the steps that only one side has, or that cost another amount, or where the way ended."""
    matcher = SequenceMatcher(a=[s.name for s in before], b=[s.name for s in after], autojunk=False)
    ended = next((i for i, step in enumerate(after) if step.ended_here), None)
    ours, theirs = set(range(len(before))), set(range(len(after)))
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            i, j = block.a + offset, block.b + offset
            if not after[j].ended_here and _alike(before[i], after[j]):
                ours.discard(i)
                theirs.discard(j)
    if ended is not None:  # what lies beyond the end was never reached: it does not differ, it is missing
        stopped = after[ended].name
        reached = next((i for i, step in enumerate(before) if step.name == stopped), len(before) - 1)
        ours -= set(range(reached + 1, len(before)))
    return ours, theirs


def _alike(one: StripStep, other: StripStep) -> bool:
    same_cost = (one.clicks, one.keystrokes, one.pages, len(one.actions)) == (
        other.clicks, other.keystrokes, other.pages, len(other.actions)
    )  # fmt: skip
    allowed = max(FLOOR_S, _WAIT_MARGIN * one.wait_s)
    return same_cost and abs(one.wait_s - other.wait_s) <= allowed


def _side(attempt: Attempt, steps: Sequence[StripStep], differing: set[int]) -> StripSide:
    return StripSide(
        build=attempt.build,
        attempt=attempt.id,
        outcome=attempt.outcome,
        reason=attempt.reason,
        steps=tuple(replace(step, differs=place in differing) for place, step in enumerate(steps)),
    )
