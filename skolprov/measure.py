"""Carries out a plan: journeys in a pytest of their own, then privacy, then load. All of it goes into the run directory."""

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
from pathlib import Path
from types import FrameType
from typing import Any

from playwright.sync_api import Error

from evidence.problem import Problem
from evidence.records import Attempt, Outcome, Recording, Run
from evidence.run_directory import RunDirectory, only_writer
from reports.words import Words
from scenarios.across import audit_states
from scenarios.now import utc
from scenarios.privacy import check_privacy
from scenarios.runner import PROGRESS_FD, SESSION_FILE, to_make
from skolprov.builds import record_of, reset, with_passwords
from skolprov.har_file import HarFile, take_har
from skolprov.load_said import say_not_sent
from skolprov.plan import Plan
from skolprov.prepare import How, Prepared, prepare
from skolprov.progress import console, phase
from skolprov.render import load_what_writes_reports
from skolprov.sending import find_capacity, is_sent, send_situation
from skolprov.surroundings import Lost, lost_to_surroundings

_PYTEST_INTERRUPTED, _PYTEST_USAGE, _PYTEST_NOTHING = 2, 4, 5
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
        not is_sent(directory, build, situation)
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
            reset(build)
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
    take_har(prepared.directory, har, record_of(build), task, plan.roles, cases)


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
                elif send_situation(plan, prepared, build, situation, how):
                    unwell.add(build.name)
        for build in plan.builds if alone and not how.exports else ():
            if plan.load.capacity and not find_capacity(plan, prepared, build, how):
                unsent.append(build.name)
    except KeyboardInterrupt:
        return True
    directory.end(utc())
    return False


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
