"""Sends a plan's load at a build: tries each replay, plays the situations, looks for the capacity, and takes back what was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from playwright.sync_api import Error

from evidence.problem import Problem
from evidence.records import Build as BuildRecord
from evidence.records import LoadSession, Recording, Replay
from evidence.run_directory import RunDirectory
from load.correlation import Correlation
from load.export import exported
from load.permission import permit
from load.planning import correlations, flat, rehearse, replayable
from load.session import Progress, run_load
from load.situations import comes_for
from load.spec import Deed
from reports.words import Words
from scenarios.platform import load_platform
from scenarios.taking_back import take_back
from skolprov.builds import record_of, reset, with_passwords
from skolprov.capacity import search_capacity
from skolprov.load_said import say_left, say_left_of, say_planned, say_stopped, stop_rule
from skolprov.load_team import say_of_workers
from skolprov.own_situations import situation_in
from skolprov.plan import Build, Plan
from skolprov.prepare import How, Prepared, permitted_hosts
from skolprov.prepared_people import ReadyForEach, prepared_for_rehearsal, prepared_people
from skolprov.probing import probing
from skolprov.progress import console, errors, phase
from skolprov.rules_file import RULES_FILE, write_rules
from skolprov.share import own_time_in, share_of_size

_TAKES_BACK_S = 120.0
"""How long what load has written is taken back, one person after the other; the rest is left, and said."""


def send_situation(plan: Plan, prepared: Prepared, build: Build, situation: str, how: How) -> bool:
    """Send one situation at one build, unless the run has it already; whether the build was not well enough to go on."""
    directory = prepared.directory
    if is_sent(directory, build, situation):
        return False
    record, rules = record_of(build), how.rules
    everybody = [with_passwords(case) for case in prepared.cases[build.name]]
    try:
        _rehearse(plan, prepared, build, everybody, how)
        of_size = 1.0 if how.exports else share_of_size(plan, prepared, situation, how)
    except Problem as problem:
        if rules:
            raise  # what is wrong may be in the file that somebody wrote
        errors.print(str(problem), markup=False)
        return False
    if how.exports:
        _export(plan, prepared, record, how)
        return False
    words = Words(how.words)
    reset(build)
    ready = prepared_people(plan, prepared, build, everybody, how)
    cases = ready.cases
    with phase(f"Load {build.name}") as shown:

        def on_progress(progress: Progress) -> None:
            say_of_workers(progress, how.team)
            walking.on_progress(progress)
            shown.expect(progress.people)
            unknown = f", {progress.unknown} unknown: a worker went away" if progress.unknown else ""
            note = f"{situation}  {progress.done} done, {progress.failed} not{unknown}"
            shown.advance(progress.done + progress.failed + progress.unknown, note)

        def take_back_once_all_have_left(deeds: Sequence[Deed]) -> Mapping[str, int]:
            walking.end()  # a build that is put back signs out who is on their way
            return _take_back(prepared, build, [*(walking.of_all(deed, cases) for deed in deeds), *ready.deeds])

        try:
            with probing(directory, prepared.plan, build.name, situation_in(plan, situation), cases) as walking:
                session = run_load(
                    directory,
                    record,
                    situation_in(plan, situation),
                    walking.cases,
                    duration_s=plan.load.duration_s,
                    peak_per_minute=plan.load.peak_per_minute if plan.load.pupils is None else None,
                    pupils=plan.load.pupils,
                    of_size=of_size,
                    seed=plan.seed,
                    permitted=permitted_hosts(plan),
                    team=how.team,
                    corrections=rules,
                    stop=stop_rule(plan, build),
                    prepared=ready.deeds,
                    take_back=take_back_once_all_have_left,
                    own_time=own_time_in(plan, how),
                    on_planned=lambda planned: say_planned(planned, words, plan.load.probes),
                    on_progress=on_progress,
                )
            walking.keep(directory, session)
        except Problem as problem:  # what the journeys gave stands; the report says that load is not known
            shown.note = "not sent"
            errors.print(str(problem), markup=False)
            say_left_of(build.name, _take_back(prepared, build, ready.deeds) if ready.deeds else {}, {}, words)
            return False
    say_left(session, words)
    return say_stopped(session, words)


def is_sent(directory: RunDirectory, build: Build, situation: str) -> bool:
    """Whether a run has a situation's load on one build already, from its beginning to its end."""
    return any(
        s.build == build.name and s.situation == situation and s.stopped is None and s.purpose == "situation"
        for s in directory.read(LoadSession)
    )


def _take_back(prepared: Prepared, build: Build, deeds: Sequence[Deed]) -> Mapping[str, int]:
    """Take back what load has written: put the build back as it was, where the platform can; else undo it person by person."""
    try:
        return _taken_back(prepared, build, deeds)
    except (Problem, Error) as error:  # what was measured stands; whose data is left is told
        errors.print(str(error).splitlines()[0], markup=False)
        return Counter(deed.task for deed in deeds)


def _taken_back(prepared: Prepared, build: Build, deeds: Sequence[Deed]) -> Mapping[str, int]:
    if load_platform(build.platform).reset_build:
        reset(build)
        return {}
    of_session = next(one for one in prepared.session.builds if one.name == build.name)
    with phase("Taking back", len(deeds)) as shown:
        return take_back(
            prepared.session, of_session, deeds, prepared.directory.redactor, within_s=_TAKES_BACK_S,
            done=lambda number: shown.advance(number, build.name),
        )  # fmt: skip


@contextmanager
def _leaving_nothing(
    prepared: Prepared, build: Build, deeds: Callable[[], Sequence[Deed]], words: Words
) -> Iterator[None]:
    """Take back afterwards what preparing has written, where no session does, and say what is left; after Ctrl-C only say it."""
    interrupted = False
    try:
        yield
    except KeyboardInterrupt:
        interrupted = True
        raise
    finally:
        if written := deeds():
            left = Counter(deed.task for deed in written) if interrupted else _take_back(prepared, build, written)
            say_left_of(build.name, left, {}, words)


def _rehearse(plan: Plan, prepared: Prepared, of_plan: Build, everybody: Sequence[Mapping[str, Any]], how: How) -> None:
    """Replay each task of the plan's situations once, unless the run has that already; and write down the rules."""
    directory, build = prepared.directory, record_of(of_plan)
    permitted = permitted_hosts(plan)
    situations = [situation_in(plan, name) for name in plan.load.played]

    def comes(recording: Recording) -> bool:
        return any(comes_for(situation, recording.role, recording.task) for situation in situations)

    done = {(r.task, r.role, r.form) for r in directory.read(Replay) if r.build == build.name}
    found = tuple(correlations(directory, build, comes, [one.host for one in permitted], how.rules))
    found = tuple(one for one in found if (one.script.task, one.script.role, one.script.form) not in done)
    if not found:
        return
    write_rules(directory.path / RULES_FILE, found)
    _say_unused(how, found)
    permit(build.url, 1.0, permitted)  # preparing writes, too
    ready = prepared_for_rehearsal(prepared, of_plan, everybody, found, how)
    taking_back = _leaving_nothing(prepared, of_plan, lambda: ready.deeds, Words(how.words))
    with taking_back, phase(f"Replay {build.name}") as shown:
        replayed = 0
        for number, replay in enumerate(rehearse(directory, build, found, ready.cases, permitted), start=1):
            directory.append(replay)
            replayed += not replay.failure
            shown.advance(number, f"{replayed} of {number} replayed as another account")


def _export(plan: Plan, prepared: Prepared, build: BuildRecord, how: How) -> None:
    """Write what the build's situations play as Locust code, once, beside the run's evidence."""
    folder = prepared.directory.path / f"locust-{build.name}"
    if folder.exists():
        return
    directory, scripts = prepared.directory, {}
    hosts = [one.host for one in permitted_hosts(plan)]
    people = [with_passwords(case) for case in prepared.cases[build.name]]
    for name in plan.load.situations:
        for script in replayable(directory, build, situation_in(plan, name), people, hosts, how.rules).scripts:
            scripts[script.task, script.role, script.form] = script
    words = Words(how.words)
    if not scripts:
        console.print(words.say("terminal-exported-nothing", build=build.name), markup=False)
        return
    files = exported(list(scripts.values()), [_with_variables(case) for case in prepared.cases[build.name]], build.url)
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    command = f"locust -f {folder / 'locustfile.py'} --host {build.url}"
    console.print(words.say("terminal-exported", build=build.name, tasks=len(scripts), command=command), markup=False)


def _with_variables(case: Mapping[str, Any]) -> dict[str, str]:
    """A case by dotted names, with "$NAME" of an environment variable in place of each password."""
    found = flat(case)
    for name in [n for n in found if n.endswith(".password_env")]:
        found[name.removesuffix("_env")] = f"${found.pop(name)}"
    return {name: value for name, value in found.items() if not name.endswith(".password") or value.startswith("$")}


def _say_unused(how: How, found: Sequence[Correlation]) -> None:
    """Say which corrections speak of nothing that was recorded."""
    used = {c.where for one in found for c in one.used}
    words = Words(how.words)
    for one in (c for of_task in how.rules.values() for c in of_task if c.where not in used):
        said = words.say("terminal-rule-unused", where=one.where, request=one.request, place=one.place)
        errors.print(f"! {said}", markup=False)


def find_capacity(plan: Plan, prepared: Prepared, build: Build, how: How) -> bool:
    """Look for one build's capacity, once what is sent has been held against what was recorded; whether that came to its end."""
    everybody = [with_passwords(case) for case in prepared.cases[build.name]]
    try:
        _rehearse(plan, prepared, build, everybody, how)
    except Problem as problem:
        errors.print(str(problem), markup=False)
        return False

    def put_back() -> bool:
        reset(build)
        return load_platform(build.platform).reset_build is not None

    ready = ReadyForEach(put_back, lambda: prepared_people(plan, prepared, build, everybody, how))
    with _leaving_nothing(prepared, build, lambda: ready.deeds, Words(how.words)):
        return search_capacity(
            plan, prepared.directory, build, ready, take_back=partial(_take_back, prepared, build), how=how
        )
