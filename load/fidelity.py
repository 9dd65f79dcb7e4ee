"""Whether a recording can be replayed by somebody else: each is sent once as a third account, request by request.

What does not do here what it was recorded to do would measure something else under load, and is left out of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.records import Recording, Replay, ReplayedRequest
from load.correlation import Correlation
from load.script import FormBody, Script, Step
from load.trial import TRIALS, TRIED, Came, Trial, Trials, Tried

_FEW_BYTES = 1024
_FACTOR = 2
UNPREPARED = "unprepared"
"""Key of a case: the tasks that need something to be in place which is not, for this account."""
NOT_SENT = Came(0, 0, "")


@dataclass(frozen=True, slots=True)
class Try:
    """One script that is to be tried, and with whose account."""

    found: Correlation
    case: int
    """Index of the case; -1 where it cannot be sent."""
    refused: str
    """Code of why it cannot be sent; empty if it can."""


def third_account(script: Script, recordings: Sequence[Recording], cases: Sequence[Mapping[str, str]]) -> int:
    """The case to replay a script with: of an account that no recording of the task is of, from the end of the list.

    Load takes its people by turns from all cases, and what this one did is done.

    Args:
        script: What is to be replayed.
        recordings: All of the run.
        cases: By dotted names.
    Returns:
        Its index; that of a recorded account where there is no other, and -1 where no case fits.
    """
    return next(iter(in_order_of_trial(script, recordings, cases)), -1)


def in_order_of_trial(
    script: Script, recordings: Sequence[Recording], cases: Sequence[Mapping[str, str]]
) -> Sequence[int]:
    """All cases that a script may be replayed with, the one that is before others.

    Args:
        script: What is to be replayed.
        recordings: All of the run.
        cases: By dotted names.
    """
    fitting = [i for i, own in enumerate(cases) if fits(script, own)]
    taken = {r.values.get(f"{r.role}.username", str(r.case)) for r in recordings if r.task == script.task}
    others = [i for i in fitting if cases[i].get(f"{script.role}.username", str(i)) not in taken]
    return (others or fitting)[::-1]


def fits(script: Script, own: Mapping[str, str]) -> bool:
    """Whether a case has all that a script needs, and is of its school form; and what the task needs is in place."""
    prepared = script.task not in own.get(UNPREPARED, "").split()
    return prepared and script.needs <= own.keys() and own.get("form", script.form) == script.form


def replay_each(
    tries: Sequence[Try], cases: Sequence[Mapping[str, str]], build: str, url: str, hosts: frozenset[str]
) -> Iterator[Replay]:
    """Send each script once, one after the other, and say what came of it.

    Args:
        tries: What to send.
        cases: By dotted names, secrets in clear.
        build: Name of the build.
        url: Its address.
        hosts: Hosts that may be asked, each with its port.
    """
    ready = [one for one in tries if not one.refused]
    trials = Trials(url, hosts, tuple(Trial(one.found.script, dict(cases[one.case])) for one in ready))
    came = _sent(trials) if ready else iter(())
    for one in tries:
        tried = Tried(one.refused, {}) if one.refused else next(came, Tried("no-connection", {}))
        yield _replay(one, tried, build)


def _sent(trials: Trials) -> Iterator[Tried]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "load.replay_once"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        try:
            process.stdin.write(TRIALS.dump_json(trials) + b"\n")
            process.stdin.close()
            for line in process.stdout:
                yield TRIED.validate_python(json.loads(line), strict=False)
        finally:
            process.kill()


def _replay(one: Try, tried: Tried, build: str) -> Replay:
    script, values = one.found.script, one.found.values
    kinds: Counter[str] = Counter(v.kind for v in values)
    kinds["form"] = sum(isinstance(step.body, FormBody) for step in script.steps)
    return Replay(
        id=f"{build}-{script.task}-{script.role}-{script.form}-replay", build=build, task=script.task, role=script.role, form=script.form,
        recording=script.recording, second=one.found.second, case=one.case, proof=script.proof,
        requests=list(_requests(script.steps, tried)), values={kind: number for kind, number in sorted(kinds.items()) if number}, rules=len(script.extractions),
        unexplained=[f"{one.place} of {one.step}" for one in script.unexplained], corrected=sum(v.corrected for v in values), failure=tried.failure,
    )  # fmt: skip


def _requests(steps: Sequence[Step], tried: Tried) -> Iterator[ReplayedRequest]:
    stopped = tried.failure
    for index, step in enumerate(steps):
        came = tried.came.get(index, NOT_SENT)
        failure = came.failure
        if failure:
            stopped = "" if step.kind != "asset" else stopped
        elif index not in tried.came and stopped:  # it could not even be put together
            failure, stopped = stopped, ""
        yield ReplayedRequest(
            name=step.name, kind=step.kind, signing_in=step.signing_in, recorded_status=step.status, status=came.status,
            recorded_bytes=step.size_bytes, bytes=came.bytes, differs=list(_differs(step, came)), failure=failure,
        )  # fmt: skip


def _differs(step: Step, came: Came) -> Iterator[str]:
    if not came.status:
        yield "sent"
        return
    if came.status != step.status:
        yield "status"
    weighed = (
        step.size_bytes or step.kind != "asset"
    )  # what came from the browser's own cache has no size in the archive
    if weighed and not of_one_size(step.size_bytes, came.bytes):
        yield "size"


def of_one_size(one: int, other: int) -> bool:
    """Whether two answers are of one size: neither is more than twice the other, or both are small.

    Another class has other pupils, and another family other letters; an error page or an empty list is of another size.
    """
    small, large = sorted((one, other))
    return large <= max(_FACTOR * small, small + _FEW_BYTES)
