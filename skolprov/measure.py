"""Carries out a plan: journeys in a pytest of their own, then privacy, then load. All of it goes into the run directory.

Longer than other files: it is the one place where the order of a run is seen, from its first reset to what load leaves.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import requests
from playwright.sync_api import Error

from evidence.problem import Problem
from evidence.records import Attempt, LoadSession, Outcome, Recording, Replay, Run
from evidence.records import Build as BuildRecord
from evidence.run_directory import RunDirectory, only_writer
from load.ceiling import requests_per_second
from load.correlation import Correlation
from load.export import exported
from load.planning import correlations, flat, rehearse, replayable
from load.session import Progress, run_load
from load.situations import comes_for
from load.spec import Deed
from reports.klm import own_time_s, profile_from
from reports.words import Words
from scenarios.across import audit_states
from scenarios.now import utc
from scenarios.platform import load_platform
from scenarios.privacy import check_privacy
from scenarios.runner import PROGRESS_FD, SESSION_FILE, to_make
from scenarios.taking_back import take_back
from scenarios.tasks import ROLES
from skolprov.capacity import search_capacity
from skolprov.har_file import HarFile, take_har
from skolprov.load_said import say_left, say_not_sent, say_planned, say_stopped, stop_rule
from skolprov.load_team import say_of_workers
from skolprov.own_situations import situation_in
from skolprov.plan import Build, Plan
from skolprov.prepare import How, Prepared, permitted_hosts, prepare
from skolprov.prepared_people import prepared_people
from skolprov.probing import probing
from skolprov.progress import console, errors, phase
from skolprov.render import load_what_writes_reports
from skolprov.rules_file import RULES_FILE, write_rules
from skolprov.surroundings import Lost, lost_to_surroundings

_PYTEST_INTERRUPTED, _PYTEST_USAGE, _PYTEST_NOTHING = 2, 4, 5
_TAKES_BACK_S = 120.0
"""How long what load has written is taken back, one person after the other; the rest is left, and said."""
_OWN_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
"""What else is installed must not change a measurement: one plugin shuffles the order, another repeats what failed."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of a run.

    Args:
        directory: Where it is.
        counts: Attempts by outcome.
        interrupted: Whether somebody stopped it.
        lost: Builds of which the surroundings kept so much from being measured that the run is not whole.
        unsent: Builds whose capacity was to be found, and of which the search did not come to its end.
    """

    directory: RunDirectory
    counts: Mapping[Outcome, int]
    interrupted: bool
    lost: tuple[Lost, ...] = ()
    unsent: tuple[str, ...] = ()

    @property
    def nothing_measured(self) -> bool:
        """Whether no attempt could be counted: the surroundings or the script were wrong every time."""
        unmeasured = {Outcome.ENVIRONMENT_ERROR, Outcome.SCRIPT_ERROR, Outcome.HARNESS_ERROR}
        return bool(self.counts) and set(self.counts) <= unmeasured


def measure(plan: Plan, out: Path, how: How, pytest_arguments: Sequence[str] = ()) -> Measured:
    """Carry out a plan.

    Args:
        plan: What to measure.
        out: The run directory.
        how: By which means.
        pytest_arguments: Handed to pytest as they are: -k, -x, --last-failed.
    Returns:
        What came of it; the figures are in the directory.
    Raises:
        Problem: The run could not begin.
    """
    with ExitStack() as stack:
        held = stack.enter_context(only_writer(RunDirectory.open(out).path)) if how.resume else None
        ended = _ended(out) if how.resume else None
        prepared = prepare(plan, out, how)
        if ended and not _is_left(plan, prepared, how):
            return _as_it_was(prepared.directory, ended, how)
        if held is None:
            held = stack.enter_context(only_writer(out))
        return _carried_out(plan, prepared, how, pytest_arguments, held)


def _ended(path: Path) -> Run | None:
    """The run, if it came to its end and its records are what they were then."""
    directory = RunDirectory.open(path)
    run = directory.run()
    return run if run.ended_at is not None and not directory.changed() else None


def _is_left(plan: Plan, prepared: Prepared, how: How) -> bool:
    """Whether anything of the plan is still to be measured."""
    directory = prepared.directory
    if not how.har and to_make(prepared.session, directory.read(Attempt)):
        return True
    if directory.run().privacy_unasked or how.exports or plan.load.capacity:
        return True
    alone = how.shard[1] == 1
    return any(
        not _is_sent(directory, build, situation)
        for build in plan.builds
        for situation in (plan.load.situations if alone else ())
    )


def _as_it_was(directory: RunDirectory, ended: Run, how: How) -> Measured:
    """A run of which nothing is left, said so."""
    # What its builds and report are called now is kept, as in any run that goes on.
    directory.write_run(replace(directory.run(), ended_at=ended.ended_at, records=ended.records))
    attempts = list(directory.read(Attempt))
    words = Words(how.words)
    when = words.time(str(ended.ended_at))
    console.print(words.say("terminal-nothing-left", when=when, attempts=len(attempts)), markup=False)
    counts = Counter(a.outcome for a in attempts)
    return Measured(directory, counts, interrupted=False, lost=lost_to_surroundings(attempts))


def _carried_out(plan: Plan, prepared: Prepared, how: How, pytest_arguments: Sequence[str], held: int) -> Measured:
    directory = prepared.directory
    alone = how.shard[1] == 1
    if not how.resume and alone:  # other shards may be at work on the same build
        for build in plan.builds:
            _reset(build)
    unsent: list[str] = []
    if how.har:
        _take(plan, prepared, how.har)
        interrupted = False
    else:
        any_left = bool(to_make(prepared.session, directory.read(Attempt)))
        interrupted = any_left and _journeys(prepared, pytest_arguments, held, how.words)
    if not interrupted:
        interrupted = _after_the_journeys(plan, prepared, how, unsent)
    attempts = list(directory.read(Attempt))
    counts = Counter(a.outcome for a in attempts)
    return Measured(directory, counts, interrupted, lost_to_surroundings(attempts), tuple(unsent))


def _take(plan: Plan, prepared: Prepared, har: HarFile) -> None:
    """Keep a HAR as the recording of the plan's only task, on its first build."""
    if any(prepared.directory.read(Recording)):  # this run goes on
        return
    build = plan.builds[0]
    cases = [with_passwords(case) for case in prepared.cases[build.name]]
    (task,) = plan.tasks
    take_har(prepared.directory, har, _record_of(build), task, plan.roles, cases)


def _record_of(build: Build) -> BuildRecord:
    return BuildRecord(name=build.name, url=build.url, platform=Path(build.platform).stem)


def _after_the_journeys(plan: Plan, prepared: Prepared, how: How, unsent: list[str]) -> bool:
    """Ask for privacy, and send the plan's load; whether somebody stopped it. Takes builds whose capacity could not be looked for."""
    directory = prepared.directory
    audit_states(directory, prepared.session)
    try:
        if (
            not directory.run().merged and not how.har and _privacy(prepared)
        ):  # of a merged run each shard has asked already
            return True
        unwell: set[str] = set()
        alone = how.shard[1] == 1
        for situation in plan.load.situations if alone else ():  # times are never measured beside load
            for build in plan.builds:
                if build.name in unwell:
                    say_not_sent(situation, build.name, Words(how.words))
                elif _load(plan, prepared, build, situation, how):
                    unwell.add(build.name)
        for build in plan.builds if alone and not how.exports else ():
            if plan.load.capacity and not _capacity(plan, prepared, build, how):
                unsent.append(build.name)
    except KeyboardInterrupt:
        return True
    directory.end(utc())
    return False


def _reset(build: Build) -> None:
    reset = load_platform(build.platform).reset_build
    if reset:
        try:
            reset(build.url)
        except (OSError, requests.RequestException) as error:
            raise Problem(
                f"could not be put back as it was: {type(error).__name__}",
                where=f'the build "{build.name}"',
                do="Is it a build of that platform? Look at its @platform.reset.",
            ) from None


def _journeys(prepared: Prepared, pytest_arguments: Sequence[str], held: int, language: str) -> bool:
    """Run the attempts; whether somebody stopped them."""
    # The workers' own copy of the plan, in a file that only this user can read and that goes with them.
    with tempfile.NamedTemporaryFile("w", suffix=".json", prefix="skolprov-", encoding="utf-8") as session:
        json.dump(prepared.plan, session)
        session.flush()
        return _pytest(prepared, pytest_arguments, session.name, held, Words(language))


def _pytest(prepared: Prepared, pytest_arguments: Sequence[str], session: str, held: int, words: Words) -> bool:
    directory, workers = prepared.directory, prepared.session.workers
    read, write = os.pipe()
    command = [
        # -P: what lies in the folder where somebody works must not hide a package of ours.
        *(sys.executable, "-P", "-m", "pytest", "-c", os.devnull, "--rootdir", str(directory.path)),
        *("-p", "scenarios.runner", "-p", "skolprov.wording"),
        *("-o", f"cache_dir={Path.cwd() / '.skolprov_cache'}", "-q", "--tb=short", "--no-header"),
        *(("-p", "xdist.plugin", f"-n{workers}", "--dist=loadscope") if workers > 1 else ()),
        *pytest_arguments,
        str(directory.path / "run.json"),
    ]
    with (directory.path / "journeys.log").open("ab") as log, phase("Journeys") as shown:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, arguments as a list
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(write, held),
            env=_environment() | {PROGRESS_FD: str(write), SESSION_FILE: session},
        )
        os.close(write)
        done = 0
        with os.fdopen(read, "r", encoding="utf-8") as told:
            try:
                for line in told:
                    said = json.loads(line)
                    if "selected" in said:
                        shown.expect(said["selected"])
                    else:
                        done += 1
                        shown.advance(done, _note(said["attempt"], words))
                status = process.wait()
            except KeyboardInterrupt:
                process.wait()
                return True
    stopped = status == _PYTEST_INTERRUPTED and "Interrupted" in _tail(directory) and "error" not in _tail(directory)
    if not stopped and status not in {0, 1, _PYTEST_NOTHING}:
        raise Problem("the journeys could not be run", where=str(directory.path / "journeys.log"), do=_tail(directory))
    if status == _PYTEST_NOTHING and not any(directory.read(Attempt)):
        raise Problem(
            "no attempt was selected", do="Look at --task, --role, --form, --mode and -k: together they leave nothing."
        )
    return stopped


def _environment() -> dict[str, str]:
    """Without what the suite of somebody's project asks of pytest: a plugin that shuffles tests would undo the turns of the builds."""
    return {k: v for k, v in os.environ.items() if k not in {"PYTEST_ADDOPTS", "PYTEST_PLUGINS"}} | _OWN_PLUGINS


def _tail(directory: RunDirectory) -> str:
    return "\n".join((directory.path / "journeys.log").read_text("utf-8", "replace").strip().splitlines()[-12:])


def _note(attempt: dict[str, Any], words: Words) -> str:
    return f"{attempt['task']} · {words.say('mode', mode=attempt['mode'])} · {attempt['build']}  {attempt['outcome']}"


def _privacy(prepared: Prepared) -> bool:
    """Ask again for what is personal; whether somebody stopped it."""
    directory, session = prepared.directory, prepared.session
    if not any(directory.read(Recording)):
        return False  # nobody got anywhere, and there is nothing to ask for
    # Nothing is timed here, and much is waited for; beside load, later, this would be in the way.
    loading = threading.Thread(target=load_what_writes_reports)
    loading.start()
    with phase("Privacy") as shown, _noting_interrupts() as stopped:
        try:
            asked, unasked = check_privacy(session, directory, stopped)
            shown.advance(asked, "requests asked again by somebody else")
            if unasked and not stopped():
                shown.note = "not all of them"
            directory.write_run(replace(directory.run(), privacy_unasked=unasked))
        except Error:  # the terminal's Ctrl-C ends the browser, too
            if not stopped():
                raise
        finally:
            loading.join()
        return stopped()


@contextmanager
def _noting_interrupts() -> Iterator[Callable[[], bool]]:
    """Note the first Ctrl-C, where Playwright may lose the exception and the work would pass for done; a second one breaks off."""
    noted: list[int] = []
    before = signal.getsignal(signal.SIGINT)

    def note(number: int, _: FrameType | None) -> None:
        noted.append(number)
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(noted)
    finally:
        signal.signal(signal.SIGINT, before)


def _load(plan: Plan, prepared: Prepared, build: Build, situation: str, how: How) -> bool:
    """Send one situation at one build, unless the run has it already; whether the build was not well enough to go on."""
    directory = prepared.directory
    if _is_sent(directory, build, situation):
        return False
    record, rules = _record_of(build), how.rules
    everybody = [with_passwords(case) for case in prepared.cases[build.name]]
    cases = prepared_people(plan, prepared, build, everybody, how)
    try:
        _rehearse(plan, directory, record, cases, how)
    except Problem as problem:
        if rules:
            raise  # what is wrong may be in the file that somebody wrote
        errors.print(str(problem), markup=False)
        return False
    if how.exports:
        _export(plan, prepared, record, how)
        return False
    words = Words(how.words)
    own_time = partial(own_time_s, profile=profile_from(plan.effort.model_dump()))
    _reset(build)
    if load_platform(build.platform).reset_build:  # what was prepared went with it
        cases = prepared_people(plan, prepared, build, everybody, how)
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
            return _take_back(prepared, build, [walking.of_all(deed, cases) for deed in deeds])

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
                    ceiling_per_s=None if plan.load.pupils is None else how.team.workers * requests_per_second(),
                    seed=plan.seed,
                    permitted=permitted_hosts(plan),
                    team=how.team,
                    corrections=rules,
                    stop=stop_rule(plan, build),
                    take_back=take_back_once_all_have_left,
                    own_time=None if how.hurries else own_time,
                    on_planned=lambda planned: say_planned(planned, words, plan.load.probes),
                    on_progress=on_progress,
                )
            walking.keep(directory, session)
        except Problem as problem:  # what the journeys gave stands; the report says that load is not known
            shown.note = "not sent"
            errors.print(str(problem), markup=False)
            return False
    say_left(session, words)
    return say_stopped(session, words)


def _is_sent(directory: RunDirectory, build: Build, situation: str) -> bool:
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
        _reset(build)
        return {}
    of_session = next(one for one in prepared.session.builds if one.name == build.name)
    with phase("Taking back", len(deeds)) as shown:
        return take_back(
            prepared.session, of_session, deeds, prepared.directory.redactor, within_s=_TAKES_BACK_S,
            done=lambda number: shown.advance(number, build.name),
        )  # fmt: skip


def _rehearse(
    plan: Plan, directory: RunDirectory, build: BuildRecord, cases: Sequence[Mapping[str, Any]], how: How
) -> None:
    """Replay each task of the plan's situations once, unless the run has that already; and write down the rules."""
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
    with phase(f"Replay {build.name}") as shown:
        replayed = 0
        for number, replay in enumerate(rehearse(directory, build, found, cases, permitted), start=1):
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


def _capacity(plan: Plan, prepared: Prepared, build: Build, how: How) -> bool:
    """Look for one build's capacity, once what is sent has been held against what was recorded; whether that came to its end."""
    everybody = [with_passwords(case) for case in prepared.cases[build.name]]

    def make_ready() -> None:
        _reset(build)
        if load_platform(build.platform).reset_build:  # what was prepared went with it
            prepared_people(plan, prepared, build, everybody, how)

    cases = prepared_people(plan, prepared, build, everybody, how)
    try:
        _rehearse(plan, prepared.directory, _record_of(build), cases, how)
    except Problem as problem:
        errors.print(str(problem), markup=False)
        return False
    return search_capacity(
        plan, prepared.directory, build, cases,
        make_ready=make_ready, take_back=partial(_take_back, prepared, build), how=how,
    )  # fmt: skip


def with_passwords(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case as the load generator gets it, on its standard input: without the accounts that only a person can sign in."""
    return {
        key: value | {"password": os.environ.get(value["password_env"], "")}
        if isinstance(value, dict) and "password_env" in value
        else value
        for key, value in case.items()
        if not (key in ROLES and isinstance(value, dict) and not {"password", "password_env"} & set(value))
    }
