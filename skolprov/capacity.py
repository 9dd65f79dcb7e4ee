"""Looks for each build's capacity after the journeys, and says on the way which rate is sent and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evidence.problem import Problem
from evidence.records import Build as BuildRecord
from evidence.records import CapacityLevel, LoadSession
from evidence.run_directory import RunDirectory
from load.capacity import Step, find_capacity, within_agreement
from load.session import Progress, TakeBack
from load.spec import Deed
from reports.words import Words
from skolprov.load_said import say_left, stop_rule
from skolprov.load_team import say_of_workers
from skolprov.own_situations import situation_in
from skolprov.plan import Build, Plan
from skolprov.prepare import How, permitted_hosts, search_of
from skolprov.progress import console, errors, phase


def search_capacity(
    plan: Plan,
    directory: RunDirectory,
    build: Build,
    cases: Callable[[Step], Sequence[Mapping[str, Any]]],
    *,
    take_back: TakeBack,
    how: How,
) -> bool:
    """Look for one build's capacity, or go on with a search that was interrupted.

    Args:
        plan: Says what is looked for.
        directory: The run.
        build: What is sent the load.
        cases: Makes the build ready for what is sent next; its people and things then, with passwords.
        take_back: Takes back what load has written.
        how: Who sends it, and in which language it is told.
    Returns:
        Whether the search came to its end.
    Raises:
        KeyboardInterrupt: Ctrl-C; what was seen is kept.
    """
    capacity = plan.load.capacity
    if capacity is None:
        return True
    words = Words(how.words)
    permitted = permitted_hosts(plan)
    with phase(f"Capacity {build.name}") as shown:
        now: list[Step] = []
        done: list[CapacityLevel] = []

        def on_step(step: Step) -> None:
            now[:] = [step]
            shown.advance(len(done), _sending(step, words))

        def on_progress(progress: Progress) -> None:
            say_of_workers(progress, how.team)
            shown.advance(len(done), f"{_sending(now[0], words)}  {progress.elapsed_s:.0f}/{progress.duration_s:.0f} s")

        def on_level(level: CapacityLevel) -> None:
            done.append(level)
            console.print(f"  {_came_to(level, words)}", markup=False)

        def take_back_and_tell(deeds: Sequence[Deed]) -> Mapping[str, int]:
            left = take_back(deeds)
            *_, last = directory.read(LoadSession)
            say_left(replace(last, left=dict(left)), words)
            return left

        try:
            find_capacity(
                directory,
                BuildRecord(name=build.name, url=build.url, platform=Path(build.platform).stem),
                situation_in(plan, capacity.situation),
                cases,
                within_agreement(search_of(capacity), build.url, permitted),
                seed=plan.seed,
                permitted=permitted,
                team=how.team,
                corrections=how.rules,
                stop=stop_rule(plan, build),
                take_back=take_back_and_tell,
                on_step=on_step,
                on_level=on_level,
                on_progress=on_progress,
            )
        except Problem as problem:  # what the journeys gave stands; the report says that capacity is not known
            shown.note = words.say("capacity-not-sent")
            errors.print(str(problem), markup=False)
            return False
    return True


def _sending(step: Step, words: Words) -> str:
    return words.say("terminal-capacity-step", phase=step.phase, rate=step.per_minute)


def _came_to(level: CapacityLevel, words: Words) -> str:
    worst = level.slowest
    return words.say(
        "terminal-capacity-level",
        rate=level.per_minute,
        verdict="recovered" if level.recovered_s is not None else level.verdict,
        phase=level.phase,
        people=level.people,
        failed=level.failed,
        request=worst.request if worst else "",
        seconds=(worst.p95_s if worst else None) or 0.0,
        after=level.recovered_s if level.recovered_s is not None else "never",
    )
