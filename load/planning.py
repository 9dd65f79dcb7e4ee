"""Who does what in a load session: which recordings serve, which cases fit them, and whose turn it is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from evidence.records import Build, Recording, Replay
from evidence.run_directory import RunDirectory
from load.arrivals import Arrival
from load.corrections import NONE, Corrections
from load.correlation import Correlation, correlation
from load.fidelity import Try, fits, replay_each, third_account
from load.pace import OwnTime, drawn_pace, paced
from load.permission import PermittedHost, host_of, permit
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
        elif isinstance(value, list):
            found.update(flat({name: {str(nth): item for nth, item in enumerate(value)}}))
        elif value is not None:
            found[name] = str(value)
    return found


def correlations(
    directory: RunDirectory,
    build: Build,
    comes: Callable[[Recording], bool],
    hosts: Iterable[str] = (),
    corrections: Corrections = NONE,
    own_time: OwnTime | None = None,
) -> Iterator[Correlation]:
    """The recordings that serve a build, made replayable: its own first, then those of other builds of its platform.

    Where it has none for a task and a school form, one of another build serves: the task and the addresses are the same,
    the values come from live answers.

    Args:
        directory: The run.
        build: What they are to be replayed on.
        comes: Which recordings are wanted.
        hosts: Hosts that belong to the platform besides the build's own.
        corrections: What a person wrote about where values come from.
        own_time: How long people take for their own part; None: as long as the recording did.
    """
    urls = {b.name: b.url for b in directory.run().builds if b.platform == build.platform} | {build.name: build.url}
    recordings = [r for r in directory.read(Recording) if r.build in urls and r.signs_in and comes(r)]
    recordings.sort(key=lambda r: r.build != build.name)
    read = cache(lambda nth: read_traffic(directory, recordings[nth], urls[recordings[nth].build], tuple(hosts)))
    for nth, recording in enumerate(recordings):
        other = second_of(recording, recordings)
        second = (read(recordings.index(other)), other) if other else None
        key = (recording.task, recording.role, recording.form)
        found = correlation(read(nth), recording, urls[recording.build], second, corrections.get(key, ()))
        script = replace(found.script, mark=recording.mark, label=label_of(recording))
        if own_time is not None:
            script = paced(script, read(nth), recording.own_parts, own_time)
        yield replace(found, script=script)


def second_of(recording: Recording, recordings: Sequence[Recording]) -> Recording | None:
    """The recording that tells most about another one: of the same school form, by another account, on the same build."""

    def far(other: Recording) -> tuple[bool, bool, bool]:
        whose = f"{recording.role}.username"
        same_account = other.values.get(whose) == recording.values.get(whose)
        return other.form != recording.form, same_account, other.build != recording.build

    alike = [r for r in recordings if (r.task, r.role) == (recording.task, recording.role) and r is not recording]
    return min(alike, key=far, default=None)


def replayable(
    directory: RunDirectory,
    build: Build,
    situation: Situation,
    cases: Sequence[Mapping[str, Any]],
    hosts: Iterable[str] = (),
    corrections: Corrections = NONE,
    own_time: OwnTime | None = None,
) -> Replayable:
    """The scripts of a situation's tasks and the cases that they can be done with.

    What was replayed once before, and did not do what was recorded, is left out.
    """
    people = tuple(flat(case) for case in cases)
    failed = {(r.task, r.role, r.form): r.failure for r in directory.read(Replay) if r.build == build.name}
    scripts: dict[tuple[str, str, str], Script] = {}
    refused: dict[str, str] = {}
    recorded: set[str] = set()
    for found in correlations(
        directory, build, lambda r: comes_for(situation, r.role, r.task), hosts, corrections, own_time
    ):
        script = found.script
        recorded.add(script.task)
        key = (script.task, script.role, script.form)
        if key in scripts:
            continue
        reason = why_not(script) or ("" if _fitting(script, people) else "no-case-fits") or failed.get(key, "")
        if reason:
            refused.setdefault(script.task, reason)
        else:
            scripts[key] = script
    for tasks in situation.tasks.values():
        for task in tasks:
            if "*" not in task and task not in recorded:
                refused[task] = "not-recorded"
    done = {task for task, _, _ in scripts}
    ready = tuple(scripts.values())
    return Replayable(
        ready, people, {i: _fitting(s, people) for i, s in enumerate(ready)}, _weights(ready, directory.catalogue()),
        {task: reason for task, reason in sorted(refused.items()) if task not in done},
    )  # fmt: skip


def label_of(recording: Recording) -> str:
    """The word by which what a recording writes can be found; empty where its texts hold none."""
    return recording.mark if any(recording.mark in text for text in recording.typed) else ""


def why_not(script: Script) -> str:
    """The code of why a script would measure something else than its task; empty if it may be sent."""
    if script.unexplained:
        return f"unexplained-value:{script.unexplained[0].place} of {script.unexplained[0].step}"
    if script.proof == "none":
        return "outcome-not-observable"
    return "" if script.steps else "no-traffic"


def _fitting(script: Script, people: Sequence[Mapping[str, str]]) -> tuple[int, ...]:
    return tuple(index for index, own in enumerate(people) if fits(script, own))


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
    of_stream = {
        stream: [i for i, s in enumerate(stock.scripts) if s.role == stream.role and stream.comes_for(s.task)]
        for stream in dict.fromkeys(arrival.stream for arrival in arrivals)
    }
    paces = random.Random(f"{seed}:pace")  # noqa: S311 - no secret depends on it
    visits = []
    for arrival in arrivals:
        choices = of_stream[arrival.stream]
        chosen = chance.choices(choices, [stock.weights[i] for i in choices])[0]
        order = turns[chosen]
        visits.append(Visit(arrival.at_s, chosen, order[taken[chosen] % len(order)], drawn_pace(paces)))
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


def rehearse(
    directory: RunDirectory,
    build: Build,
    found: Sequence[Correlation],
    cases: Sequence[Mapping[str, Any]],
    permitted: Sequence[PermittedHost] = (),
) -> Iterator[Replay]:
    """Replay each task once, as an account that did not record it, and say what came of it.

    Args:
        directory: The run.
        build: Where to send it.
        found: What to send; of several of one task, role and school form, the first that may be.
        cases: The school data.
        permitted: Hosts besides this machine whose owners agreed.
    Raises:
        Problem: The build's host is not permitted.
    """
    permit(build.url, 1.0, permitted)
    scheme = build.url.partition("://")[0]
    hosts = frozenset([host_of(build.url), *(host_of(f"{scheme}://{one.host}") for one in permitted)])
    people = tuple(flat(case) for case in cases)
    recordings = list(directory.read(Recording))
    chosen: dict[tuple[str, str, str], Correlation] = {}
    for one in sorted(found, key=lambda c: bool(why_not(c.script))):
        chosen.setdefault((one.script.task, one.script.role, one.script.form), one)
    tries = []
    for one in chosen.values():
        case = third_account(one.script, recordings, people)
        tries.append(Try(one, case, why_not(one.script) or ("" if case >= 0 else "no-case-fits")))
    return replay_each(tries, people, build.name, build.url, hosts)
