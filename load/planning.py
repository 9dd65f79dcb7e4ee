"""Who does what in a load session: which recordings serve, which cases fit them, and whose turn it is."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evidence.records import Build, Recording
from evidence.run_directory import RunDirectory
from load.arrivals import Arrival
from load.correlation import correlate
from load.recording import read_traffic
from load.script import Script
from load.situations import Situation, comes_for
from load.spec import Visit


@dataclass(frozen=True)
class Replayable:
    """What there is to replay."""

    scripts: tuple[Script, ...]
    cases: tuple[dict[str, str], ...]
    """Each case by dotted names."""
    fits: Mapping[int, tuple[int, ...]]
    """Which cases each script can be done with."""
    weights: Mapping[int, float]
    """Weight of each script within its role."""
    not_replayed: Mapping[str, str] = field(default_factory=dict)
    """Tasks that could not be, with the code of the reason."""


def flat(case: Mapping[str, Any]) -> dict[str, str]:
    """A case by dotted names, such as child.name."""
    found: dict[str, str] = {}
    for name, value in case.items():
        if isinstance(value, Mapping):
            found.update({f"{name}.{key}": text for key, text in flat(value).items()})
        elif value is not None and not isinstance(value, list):
            found[name] = str(value)
    return found


def replayable(
    directory: RunDirectory, build: Build, situation: Situation, cases: Sequence[Mapping[str, Any]]
) -> Replayable:
    """The scripts of a situation's tasks and the cases that they can be done with.

    A build's own recordings come first. Where it has none for a task and a school form, one of another build of the same
    platform serves: the task and the addresses are the same, the values come from live answers.
    """
    urls = {b.name: b.url for b in directory.run().builds if b.platform == build.platform} | {build.name: build.url}
    recordings = [
        r for r in directory.read(Recording) if r.build in urls and r.signs_in and comes_for(situation, r.role, r.task)
    ]
    recordings.sort(key=lambda r: r.build != build.name)
    people = tuple(flat(case) for case in cases)
    scripts: dict[tuple[str, str, str], Script] = {}
    refused: dict[str, str] = {}
    for recording in recordings:
        key = (recording.task, recording.role, recording.form)
        if key in scripts:
            continue
        script = correlate(read_traffic(directory, recording, urls[recording.build]), recording, urls[recording.build])
        reason = why_not(script) or ("" if _fitting(script, people) else "no-case-fits")
        if reason:
            refused.setdefault(recording.task, reason)
        else:
            scripts[key] = script
    for tasks in situation.tasks.values():
        for task in tasks:
            if "*" not in task and not any(r.task == task for r in recordings):
                refused[task] = "not-recorded"
    done = {task for task, _, _ in scripts}
    ready = tuple(scripts.values())
    return Replayable(
        ready, people, {i: _fitting(s, people) for i, s in enumerate(ready)}, _weights(ready, directory.catalogue()),
        {task: reason for task, reason in sorted(refused.items()) if task not in done},
    )  # fmt: skip


def why_not(script: Script) -> str:
    """The code of why a script would measure something else than its task; empty if it may be sent."""
    if script.unexplained:
        return f"unexplained-value:{script.unexplained[0].place} of {script.unexplained[0].step}"
    if script.proof == "none":
        return "outcome-not-observable"
    return "" if script.steps else "no-traffic"


def _fitting(script: Script, people: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
    return tuple(
        index
        for index, own in enumerate(people)
        if script.needs <= own.keys() and own.get("form", script.form) == script.form
    )


def _weights(scripts: Sequence[Script], catalogue: Mapping[str, Any]) -> dict[int, float]:
    """The catalogue's weight of each task, shared by its scripts for several school forms."""
    tasks = catalogue.get("tasks", {})
    entries: Iterable[Mapping[str, Any]] = tasks.values() if isinstance(tasks, Mapping) else tasks
    if isinstance(tasks, Mapping):
        entries = [{"id": name, **entry} for name, entry in tasks.items()]
    weights = {str(entry.get("id")): float(entry.get("weight", 1.0)) for entry in entries}
    same = [[s.task for s in scripts if s.role == script.role].count(script.task) for script in scripts]
    return {i: weights.get(script.task, 1.0) / same[i] for i, script in enumerate(scripts)}


def cast(stock: Replayable, arrivals: Sequence[Arrival], seed: int) -> list[Visit]:
    """Give each person something to do and a case to do it with: all accounts by turns, so that none is used twice at once
    while others are free."""
    chance = random.Random(f"{seed}:cast")  # noqa: S311 - no secret depends on it
    turns = {i: _turns(stock, i, chance) for i in range(len(stock.scripts))}
    taken = dict.fromkeys(turns, 0)
    of_role: dict[str, list[int]] = {}
    for index, script in enumerate(stock.scripts):
        of_role.setdefault(script.role, []).append(index)
    visits = []
    for arrival in arrivals:
        choices = of_role[arrival.role]
        chosen = chance.choices(choices, [stock.weights[i] for i in choices])[0]
        order = turns[chosen]
        visits.append(Visit(arrival.at_s, chosen, order[taken[chosen] % len(order)]))
        taken[chosen] += 1
    return visits


def _turns(stock: Replayable, script: int, chance: random.Random) -> list[int]:
    """The cases of a script in an order in which one account comes again as late as possible."""
    role = stock.scripts[script].role
    by_account: dict[str, list[int]] = {}
    for case in stock.fits[script]:
        by_account.setdefault(stock.cases[case].get(f"{role}.username", str(case)), []).append(case)
    piles = list(by_account.values())
    chance.shuffle(piles)
    for pile in piles:
        chance.shuffle(pile)
    longest = max(map(len, piles))
    return [pile[i % len(pile)] for i in range(longest) for pile in piles]
