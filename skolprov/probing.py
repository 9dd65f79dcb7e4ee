"""Real browsers under load: starts them before a situation is sent, and keeps what became of whom, and when."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from evidence.problem import Problem
from evidence.records import LoadSession, Message, Outcome, Probe
from evidence.run_directory import RunDirectory
from load.session import Progress
from load.situations import Situation, comes_for
from load.spec import Deed
from scenarios.platform import Platform, load_platform
from scenarios.session import BuildUnderTest, Session
from scenarios.tasks import ROLES

_ERRANDS = 500
"""Drawn beforehand for each browser; then it begins again."""
_READY_S = 60.0
_PARTING_S = 20.0
"""How long a walk may go on after the load session has waited for its own people. After Ctrl-C no walk is waited for."""

Errand = tuple[str, str, str, int]
"""Task, role, school form, index of the case."""


@dataclass
class Walking:
    """The browsers at work.

    Args:
        cases: Those that are left for the load: nobody acts as two people at once.
    """

    cases: Sequence[Mapping[str, Any]]
    processes: list[subprocess.Popen[str]] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    _readers: list[threading.Thread] = field(default_factory=list)
    _begun: bool = False
    _broken_off_by_hand: bool = False
    _ended_at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def on_progress(self, progress: Progress) -> None:
        """Begin with the load, and begin nothing new once nobody arrives any more."""
        if not self._begun and progress.elapsed_s > 0:  # workers may be waited for first
            self._begun = True
            for process in self.processes:
                _write(process, "\n")
        if progress.elapsed_s >= progress.duration_s:
            self.stop()

    def of_all(self, deed: Deed, cases: Sequence[Mapping[str, Any]]) -> Deed:
        """A deed of the load with its case counted among all, those of the probes included."""
        own = self.cases[deed.case]
        return replace(deed, case=next(place for place, case in enumerate(cases) if case is own))

    def stop(self) -> None:
        """Begin no further walk."""
        for process in self.processes:
            with suppress(OSError, ValueError):
                if process.stdin and not process.stdin.closed:
                    process.stdin.close()

    def end(self, parting_s: float = _PARTING_S) -> None:
        """Wait for those who are on their way, but not for ever. To call it again does nothing.

        Args:
            parting_s: How long, for each.
        """
        self.stop()
        while self.processes:
            process = self.processes[0]
            with suppress(subprocess.TimeoutExpired):
                process.wait(parting_s)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            del self.processes[0]
            self._ended_at = datetime.now(UTC)
        while self._readers:
            self._readers.pop().join()

    def break_off(self, directory: RunDirectory, sessions_before: int) -> None:
        """After Ctrl-C: keep the walks that were over, as the load's own results are kept.

        Args:
            directory: The run.
            sessions_before: Load sessions that it had when the browsers were started.
        """
        self._broken_off_by_hand = True
        self.end(0)
        for session in list(directory.read(LoadSession))[sessions_before:]:
            self.keep(directory, session)

    def listen(self, process: subprocess.Popen[str]) -> None:
        """Take down what a browser tells."""
        reader = threading.Thread(target=self._take, args=(process,), daemon=True)
        self._readers.append(reader)
        reader.start()

    def _take(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        for line in process.stdout:
            with suppress(ValueError):
                self.told.append(json.loads(line))

    def keep(self, directory: RunDirectory, session: LoadSession) -> None:
        """Write down every walk that began while people arrived.

        Args:
            directory: The run.
            session: The load under which they were walked.
        """
        zero = datetime.fromisoformat(session.started_at)
        ended = {_key(line["ended"]) for line in self.told if "ended" in line}
        for line in self.told:
            if "ended" in line:
                walk = line["ended"]
            elif "began" in line and _key(line["began"]) not in ended and not self._broken_off_by_hand:
                walk = line["began"] | _UNFINISHED | self._broken_off(line["began"], session)
            else:
                continue
            at_s = (datetime.fromisoformat(walk["began_at"]) - zero).total_seconds()
            if at_s <= session.duration_s:
                directory.append(_record(walk, session, at_s))

    def _broken_off(self, walk: Mapping[str, Any], session: LoadSession) -> dict[str, Any]:
        whole = self._ended_at - datetime.fromisoformat(walk["began_at"])
        return {"id": f"unfinished-{walk['number']}-{session.id}", "whole_s": whole.total_seconds()}


_UNFINISHED: Mapping[str, Any] = {
    "outcome": Outcome.FAILED.value, "reason": {"code": "not-over", "values": {}}, "task_began_at": None,
    "duration_s": 0.0, "waits_s": [], "slowest": "", "lcp_s": [], "picture": None,
}  # fmt: skip


def _key(walk: Mapping[str, Any]) -> tuple[int, str]:
    return walk["number"], walk["began_at"]


def _record(walk: Mapping[str, Any], session: LoadSession, at_s: float) -> Probe:
    began, task_began = walk["began_at"], walk["task_began_at"]
    getting_in = (
        (datetime.fromisoformat(task_began) - datetime.fromisoformat(began)).total_seconds() if task_began else None
    )
    reason = walk["reason"]
    took_s = walk["whole_s"] if getting_in is None else getting_in + walk["duration_s"]
    return Probe(
        id=walk["id"], session=session.id, build=session.build, task=walk["task"], role=walk["role"],
        form=walk["form"], mode=walk["mode"], number=walk["number"], case=walk["case"], at_s=round(max(at_s, 0.0), 3),
        outcome=Outcome(walk["outcome"]), reason=Message(**reason) if reason else None,
        getting_in_s=None if getting_in is None else round(getting_in, 3), took_s=round(took_s, 3),
        duration_s=walk["duration_s"],
        waits_s=walk["waits_s"], slowest=walk["slowest"], lcp_s=walk["lcp_s"], picture=walk["picture"],
    )  # fmt: skip


@contextmanager
def probing(
    directory: RunDirectory,
    plan: Mapping[str, Any],
    build: str,
    situation: Situation,
    cases: Sequence[Mapping[str, Any]],
) -> Iterator[Walking]:
    """Have the plan's browsers ready before load is sent, and gone afterwards.

    Args:
        directory: The run.
        plan: As the runner gets it.
        build: Name of the build.
        situation: The one that will be sent.
        cases: All cases of the load, with passwords.
    Yields:
        The browsers; call its `on_progress` as the load goes on, and `keep` when its session has ended.
    Raises:
        Problem: A browser cannot be started.
    """
    wanted = int((plan.get("load") or {}).get("probes") or 0)
    session = Session.from_plan(plan)
    under_test = next(b for b in session.builds if b.name == build)
    own = set_aside(under_test.cases, wanted)
    errands = [_errands(session, under_test, situation, cases_, n) for n, cases_ in enumerate(own)]
    sessions_before = sum(1 for _ in directory.read(LoadSession))
    walking = Walking(_left(cases, [under_test.cases[i] for of_one in own for i in of_one]))
    try:
        for number, of_one in enumerate(errands, start=1):
            spec = {
                "plan": dict(plan), "directory": str(directory.path.resolve()), "build": build, "errands": of_one,
                "number": number,
            }  # fmt: skip
            process = _started(spec)
            walking.processes.append(process)
            _expect_ready(process)
            walking.listen(process)
        yield walking
    except KeyboardInterrupt:
        walking.break_off(directory, sessions_before)
        raise
    finally:
        walking.end()


def _started(spec: Mapping[str, Any]) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "scenarios.probe"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL, env=dict(os.environ), start_new_session=True,
    )  # fmt: skip
    _write(process, json.dumps(spec) + "\n")
    return process


def _write(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin
    with suppress(OSError, ValueError):  # it has ended; its silence is told where it is read
        process.stdin.write(text)
        process.stdin.flush()


def _expect_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    giving_up = threading.Timer(_READY_S, process.kill)
    giving_up.start()
    line = process.stdout.readline()
    giving_up.cancel()
    if '"ready"' not in line:
        raise Problem(
            "a browser that was to walk under load could not be started",
            where="load.probes",
            do="Write a smaller number, or leave --probes out; `skolprov doctor` looks at the browser.",
        )


def set_aside(cases: Sequence[Mapping[str, Any]], probes: int) -> list[list[int]]:
    """For each probe the cases of its own: one for each school form, in which it meets none of the others' people.

    Args:
        cases: All cases that a browser can sign in for.
        probes: How many.
    Returns:
        Indices. Where there are too few people, several have the same.
    """
    taken: set[str] = set()
    found: list[list[int]] = []
    for number in range(probes):
        own: list[int] = []
        for form in dict.fromkeys(str(case["form"]) for case in cases):
            of_form = [i for i, case in enumerate(cases) if case["form"] == form]
            free = [i for i in of_form if not people_of(cases[i]) & taken]
            own.append(free[-1] if free else of_form[-1 - number % len(of_form)])
        taken |= {name for i in own for name in people_of(cases[i])}
        found.append(own)
    return found


def people_of(case: Mapping[str, Any]) -> set[str]:
    """User names of a case."""
    return {str(case[role]["username"]) for role in ROLES if isinstance(case.get(role), Mapping)}


def _left(cases: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The cases in which none of the probes' people are; all, where that would leave a school form without any."""
    taken = {name for case in own for name in people_of(case)}
    left = [case for case in cases if not people_of(case) & taken]
    return left if {c["form"] for c in left} == {c["form"] for c in cases} else cases


def _errands(
    session: Session, build: BuildUnderTest, situation: Situation, own: Sequence[int], number: int
) -> list[Errand]:
    """What one browser walks: roles by the situation's mix, its tasks by turns, as the people set aside for it."""
    platform = load_platform(build.platform)
    choices = {role: _choices(session, build, platform, situation, role, own) for role in situation.mix}
    roles = [role for role, of_role in choices.items() if of_role]
    if not roles:
        return []
    chance = random.Random(f"{session.seed}-probe-{number}")  # noqa: S311 - a choice, not a secret
    drawn = chance.choices(roles, [situation.mix[role] for role in roles], k=_ERRANDS)
    return [chance.choice(choices[role]) for role in drawn]


def _choices(
    session: Session,
    build: BuildUnderTest,
    platform: Platform,
    situation: Situation,
    role: str,
    own: Sequence[int],
) -> list[Errand]:
    return [
        (task.id, role, str(build.cases[case]["form"]), case)
        for task in session.tasks
        if role in session.roles and role in task.roles and comes_for(situation, role, task.id)
        if task.id in platform.journeys and platform.why_not(task.id, role) is None
        for case in own
        if build.cases[case]["form"] in task.forms_for(role) and build.cases[case]["form"] in session.forms
        if isinstance(build.cases[case].get(role), Mapping)
    ]
