"""What a run saw of a platform file's expectations: those that proved nothing. For `skolprov check --run`, line by line."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from evidence.problem import Problem
from evidence.records import Action, Attempt, Outcome
from evidence.run_directory import RunDirectory
from reports.weak import unproven_error
from scenarios.platform import Platform
from scenarios.tasks import TASKS, Task
from skolprov.check_platform import Remark, Weight
from skolprov.check_source import OUTCOMES, Source, expectations_in

_LOOKS = OUTCOMES | {"read"}
_DO = {
    "expect": "Expect what only the done task shows.",
    "expect_no": "Expect what the action leads to, or that something goes which was there.",
}


def weak_in_run(platform: Platform, source: Source, run: RunDirectory) -> list[Remark]:
    """Expectations that were met before the last action already, as far as a run knows it.

    Args:
        platform: The platform, as it was loaded.
        source: Its file.
        run: A run in which it was used.
    Raises:
        Problem: The run used no such platform file.
    """
    names = {platform.id, source.path.stem}
    builds = {b.name for b in run.run().builds if b.platform in names}
    if not builds:
        used = ", ".join(sorted({b.platform for b in run.run().builds})) or "none"
        raise Problem(f"used no platform {platform.id}, but {used}", where=str(run.path), do="Name a run of this file.")
    actions: dict[str, list[Action]] = defaultdict(list)
    for action in run.read(Action):
        actions[action.attempt].append(action)
    remarks: list[Remark] = []
    attempts = [a for a in run.read(Attempt) if a.build in builds]
    for task in TASKS:
        walked = [a for a in attempts if a.task == task.id]
        function = source.of(platform.journeys[task.id]) if task.id in platform.journeys else None
        if function is not None and walked:
            remarks += _of_task(platform, source, task, function, walked, actions)
    return remarks


def _of_task(
    platform: Platform,
    source: Source,
    task: Task,
    function: ast.FunctionDef,
    attempts: Sequence[Attempt],
    actions: Mapping[str, Sequence[Action]],
) -> Iterator[Remark]:
    told: Counter[tuple[int, str]] = Counter()
    weak: dict[tuple[int, str], list[str]] = defaultdict(list)
    for attempt in attempts:
        for action in actions.get(attempt.id, ()):
            if action.verb in OUTCOMES and action.done:
                place = (_line_of(source, function, action.verb, action.target), action.verb)
                told[place] += 1
                weak[place] += [action.target] if action.weak else []
    for (line, verb), targets in weak.items():
        if targets:
            often = f"{len(targets)} of {told[line, verb]} times"
            what = (
                f"{verb} {targets[0]} was met before the last action already, {often}: it proves nothing of that action"
            )
            yield Remark(line, Weight.LOOK, f"{task.id}: {what}", _DO[verb])
    errors: dict[str, list[Action]] = defaultdict(list)
    for attempt in attempts:
        if (ended_on := unproven_error(attempt, actions.get(attempt.id, ()))) is not None:
            errors[f"{ended_on.verb} {ended_on.target}"].append(ended_on)
    for said, ended_on_it in errors.items():
        what = f"{said} was answered with status {ended_on_it[0].status}, {len(ended_on_it)} of {len(attempts)} times, and nothing is expected of what came"
        yield Remark(
            function.lineno,
            Weight.MEND,
            f"{task.id}: {what}",
            f"Mend the address, or expect what the page shows: {task.succeeded}",
        )
    done = [a for a in attempts if a.outcome is Outcome.SUCCEEDED]
    if done and task.id not in platform.looks and all(_proves_nothing(actions.get(a.id, ())) for a in done):
        what = (
            f"{task.id}: whatever its last action did, it would have succeeded, in {len(done)} of {len(done)} attempts"
        )
        yield Remark(function.lineno, Weight.MEND, what, f"End with user.expect(…): {task.succeeded}")


def _proves_nothing(actions: Sequence[Action]) -> bool:
    """Whether all that was expected after the last thing done was so already."""
    last = max((i for i, a in enumerate(actions) if a.verb not in _LOOKS), default=-1)
    after = [a for a in actions[last + 1 :] if a.verb in OUTCOMES]
    return bool(after) and all(a.weak for a in after)


def _line_of(source: Source, function: ast.FunctionDef, verb: str, target: str) -> int:
    """The line on which a journey expects this; the journey's own where that cannot be told."""
    name = re.sub(r'^[a-z]* ?"|"$', "", target)
    said = [one for part in source.with_helpers(function) for one in expectations_in(part) if one.verb == verb]
    fitting = [one for one in said if one.fits(name)]
    return max(fitting, key=lambda one: one.certainty).line if fitting else function.lineno
