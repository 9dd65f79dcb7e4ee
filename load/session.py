"""A load session: takes the recordings of a run, plans who arrives when and for what, and keeps what comes of it."""

from __future__ import annotations

import json
import math
import os
import secrets
import signal
import subprocess
import sys
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import IO, Any

from evidence.problem import Problem
from evidence.records import Build, LoadSession, LoadWindow, LostWorker, Message
from evidence.run_directory import RunDirectory
from load.arrivals import Rates, at_most, draw, rates_for_peak, rates_for_people, rates_for_pupils
from load.corrections import NONE, Corrections
from load.forecast import forecast, writing
from load.pace import OwnTime, own_time_of
from load.permission import PermittedHost, agreement_with, agrees, host_of, permit
from load.planning import Replayable, cast, replayable
from load.situations import Situation, situation_of
from load.spec import COUNTS, ORDER, SPEC, Counts, Deed, Order, Spec, Team, Visit
from load.stopping import FailureWatch, HealthWatch, StopRule

TakeBack = Callable[[Sequence[Deed]], Mapping[str, int]]
"""Takes back what people wrote, and what preparing did; by task, how many people's data may still stand."""
PATIENCE_S = 15.0
"""How long after the last arrival people may still be busy."""
_SHUT_DOWN_S = 6.0
_NOTHING = Counts(0.0, 0, 0, 0, 0, 0, 0.0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is."""

    situation: str
    elapsed_s: float
    duration_s: float
    arrived: int
    people: int
    done: int
    """Reached their outcome."""
    failed: int
    shared_accounts: int
    """People who arrived while somebody else was using the same account: the plan has too few of them."""
    unknown: int = 0
    """People of whom nobody knows what became, because their worker went away."""
    waiting: tuple[int, int] | None = None
    """Before it begins: how many workers are ready, and of how many."""
    web: str = ""
    """Address of Locust's page, when it is there."""
    refused: Mapping[str, str] | None = None
    """The last worker that may not take part: `why` is key or version; with a version, `theirs` and `ours`."""


def run_load(  # noqa: PLR0913 - a session has that many sides, each with a name of its own
    directory: RunDirectory,
    build: Build,
    situation: str | Situation,
    cases: Sequence[Mapping[str, Any]],
    *,
    duration_s: float,
    people: int | None = None,
    peak_per_minute: float | None = None,
    pupils: int | None = None,
    of_size: float = 1.0,
    seed: int,
    permitted: Sequence[PermittedHost] = (),
    team: Team | None = None,
    corrections: Corrections = NONE,
    stop: StopRule | None = None,
    own_time: OwnTime | None = None,
    prepared: Sequence[Deed] = (),
    take_back: TakeBack | None = None,
    purpose: str = "situation",
    on_planned: Callable[[LoadSession], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> LoadSession:
    """Send a situation at a build and record what happens.

    Args:
        directory: The run; holds the recordings, and takes the session and its windows.
        build: What to send it to.
        situation: A situation, or the id of one that there is, such as "absence-morning".
        cases: The school data: whose accounts, children and lessons to use.
        duration_s: The situation's whole time is squeezed into this.
        people: Expected number of people; or else
        peak_per_minute: people arriving per minute at the highest; or else
        pupils: the size of the school system whose rates are sent.
        of_size: Of the rates of a size, the share that is sent.
        seed: Of the arrivals, and of who does what.
        permitted: Hosts besides this machine whose owners agreed.
        team: Who sends it; one process of this machine by default.
        corrections: What a person wrote about where values come from.
        stop: What ends it early; by default, nothing.
        own_time: How long people take for their own part; by default, as long as the recording did.
        prepared: What preparing may have written before; it counts as left, unless `take_back` has taken it back, too.
        take_back: Takes back what was written, when all is over; not asked after Ctrl-C, which ends within seconds.
        purpose: What the session is for, as its record says it.
        on_planned: Told what is going to be sent, before it is.
        on_progress: Told about once a second.
    Raises:
        Problem: The host is not permitted, nothing can be replayed, or no worker can be awaited at the team's address.
        KeyboardInterrupt: Ctrl-C; what was measured until then is kept.
    """
    chosen = situation_of(situation) if isinstance(situation, str) else situation
    if [people, peak_per_minute, pupils].count(None) != 2 or duration_s <= 0:
        raise Problem(
            "a session needs a duration above 0, and a number of people, a peak or a number of pupils",
            where=f"load, {chosen.id}",
            do="Write duration_s, and one of people, peak_per_minute and pupils.",
        )
    stock = replayable(directory, build, chosen, cases, [one.host for one in permitted], corrections, own_time)
    if not stock.scripts:
        raise Problem(
            f"nothing of {chosen.id} can be replayed on {build.name}: {_reasons(stock)}",
            where=f"{directory.path}",
            do="Run the journeys first with `skolprov run`; load is made from the traffic of those that succeeded.",
        )
    roles, tasks = (frozenset(getattr(script, of) for script in stock.scripts) for of in ("role", "task"))
    if people is not None:
        rates = rates_for_people(chosen, duration_s, people, roles, tasks)
    elif peak_per_minute is not None:
        rates = rates_for_peak(chosen, duration_s, peak_per_minute, roles, tasks)
    else:
        rates = rates_for_pupils(chosen, duration_s, pupils or 0, roles, tasks)
        rates = replace(rates, people=rates.people * of_size)
    permit(build.url, rates.peak_per_minute, permitted)
    arrivals = draw(rates, seed)
    team = team or Team()
    if agreed := agreement_with(build.url, permitted):
        arrivals = at_most(arrivals, agreed.max_per_minute)
    visits = tuple(cast(stock, arrivals, seed))
    session = replace(
        _session(build, rates, visits, seed, stock, pupils),
        purpose=purpose,
        of_size=of_size,
        own_pace=any(own_time_of(script) for script in stock.scripts),
        workers=team.workers,
        forecast=replace(
            forecast(stock.scripts, visits), prepared=dict(sorted(Counter(deed.task for deed in prepared).items()))
        ),
    )
    if on_planned is not None:
        on_planned(session)
    # A host that agreed to fewer people than will come is not followed to either, by redirect or form.
    others = [one for one in permitted if agrees(one, rates.peak_per_minute)]
    spec = _spec(build, stock, visits, duration_s, session.window_s, others)
    return _Keeper(directory, session, stop or StopRule(), prepared, take_back, on_progress).keep(spec, team)


def largest_share(  # noqa: PLR0913 - what a session is planned from
    directory: RunDirectory,
    build: Build,
    situation: Situation,
    cases: Sequence[Mapping[str, Any]],
    *,
    duration_s: float,
    pupils: int,
    ceiling_per_s: float,
    seed: int,
    permitted: Sequence[PermittedHost] = (),
    corrections: Corrections = NONE,
    own_time: OwnTime | None = None,
) -> float:
    """Of the rates of a school system's size, the largest share whose requests can be sent.

    Args:
        directory: The run; holds the recordings.
        build: What it would be sent to.
        situation: What would be played.
        cases: The school data.
        duration_s: The situation's whole time is squeezed into this.
        pupils: The size.
        ceiling_per_s: Requests a second that can be sent.
        seed: Of the arrivals, and of who does what.
        permitted: Hosts besides this machine whose owners agreed.
        corrections: What a person wrote about where values come from.
        own_time: How long people take for their own part; by default, as long as the recording did.
    Returns:
        At most 1, as of a build of which nothing can be replayed.
    """
    stock = replayable(directory, build, situation, cases, [one.host for one in permitted], corrections, own_time)
    if not stock.scripts:
        return 1.0
    roles, tasks = (frozenset(getattr(script, of) for script in stock.scripts) for of in ("role", "task"))
    visits = cast(stock, draw(rates_for_pupils(situation, duration_s, pupils, roles, tasks), seed), seed)
    share = ceiling_per_s / max(1, forecast(stock.scripts, visits).peak_requests_per_s)
    return min(1.0, max(math.floor(share * 10_000), 1) / 10_000)


def _reasons(stock: Replayable) -> str:
    return ", ".join(f"{task} ({why})" for task, why in stock.not_replayed.items()) or "no journey was recorded"


def _session(
    build: Build, rates: Rates, visits: Sequence[Visit], seed: int, stock: Replayable, pupils: int | None
) -> LoadSession:
    situation = rates.situation
    return LoadSession(
        id=uuid.uuid4().hex[:12], build=build.name, situation=situation.id, started_at=_now(),
        duration_s=rates.duration_s, seed=seed, people=len(visits),
        peak_per_minute=round(rates.peak_per_minute, 3), mix=rates.mix, window_s=window_for(rates.duration_s),
        late=0, generator_cpu=0.0, stopped=None, not_replayed=dict(stock.not_replayed), pupils=pupils,
        visits_per_pupil=None if pupils is None else round(situation.visits(1), 4), minutes=situation.minutes,
    )  # fmt: skip


def window_for(duration_s: float) -> float:
    """The length of a window: short enough for a curve of some dozen points, long enough to hold people."""
    return next((w for w in (1.0, 2.0, 5.0, 10.0, 15.0, 30.0) if duration_s / w <= 30), 60.0)


def _spec(
    build: Build, stock: Replayable, visits: tuple[Visit, ...], duration_s: float, window_s: float,
    permitted: Sequence[PermittedHost],
) -> Spec:  # fmt: skip
    hosts = {host_of(build.url)}
    scheme = build.url.partition("://")[0]
    hosts |= {host_of(f"{scheme}://{one.host}") for one in permitted}
    own_s = max((own_time_of(stock.scripts[visit.script]) * visit.pace for visit in visits), default=0.0)
    return Spec(
        build.url, frozenset(hosts), stock.scripts, stock.cases, visits, duration_s, window_s, PATIENCE_S + own_s
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class _Keeper:
    """Keeps what a generator tells, however it ends."""

    def __init__(
        self, directory: RunDirectory, session: LoadSession, stop: StopRule, prepared: Sequence[Deed],
        take_back: TakeBack | None, on_progress: Callable[[Progress], None] | None,
    ) -> None:  # fmt: skip
        self._failures = FailureWatch(stop)
        self._health = HealthWatch(stop.health, self._end)
        self._prepared = prepared
        self._take_back = take_back
        self._process: subprocess.Popen[bytes] | None = None
        self._why: Message | None = None
        self.directory = directory
        self.session = session
        self.on_progress = on_progress
        self.ended: str | None = None
        self.counts: Counts | None = None
        self.lost: list[LostWorker] = []
        self.unbound: str | None = None

    def keep(self, spec: Spec, team: Team) -> LoadSession:
        interrupted = False
        self._health.begin()
        with sending(spec, team) as process:
            self._process = process
            lines = Lines(process)
            while True:
                try:
                    for line in lines:
                        self._take(line)
                    break
                except KeyboardInterrupt:
                    if interrupted:  # asked twice: the generator is not waited for
                        break
                    interrupted = True
                    process.send_signal(signal.SIGTERM)
        self._health.end()
        if self.unbound is not None:
            raise Problem(
                f"nobody can be awaited at {self.unbound}: another process listens there, or the address is not this machine's",
                where="--bind",
                do="Name an address of this machine and a free port, such as 127.0.0.1:5558.",
            )
        self._finish(process.returncode, interrupted)
        self._clear(spec, interrupted)
        self.directory.append(self.session)
        if interrupted:
            raise KeyboardInterrupt
        return self.session

    def _take(self, line: Mapping[str, Any]) -> None:
        if "began" in line:
            self.session = replace(self.session, started_at=_now())
        elif "window" in line:
            self.directory.append(LoadWindow(session=self.session.id, build=self.session.build, **line["window"]))
        elif "counts" in line:
            self._look(COUNTS.validate_python(line["counts"]))
        elif "lost" in line:
            self.lost.append(LostWorker(**line["lost"]))
        elif "waiting" in line:
            ready = (line["waiting"]["ready"], line["waiting"]["of"])
            self._report(replace(_progress(self.session, _NOTHING), waiting=ready))
        elif "refused" in line:
            self._report(replace(_progress(self.session, _NOTHING), refused=line["refused"]))
        elif "web" in line:
            self._report(replace(_progress(self.session, _NOTHING), web=line["web"]))
        elif "unbound" in line:
            self.unbound = line["unbound"]
        elif "ended" in line:
            self.ended = line["ended"]

    def _look(self, counts: Counts) -> None:
        self.counts = counts
        if why := self._failures.look(counts):
            self._end(why)
        self._report(_progress(self.session, counts))

    def _report(self, progress: Progress) -> None:
        if self.on_progress is not None:
            self.on_progress(progress)

    def _end(self, why: Message) -> None:
        """Let the generator stop; what it counted until then is kept."""
        if self._why is None and self._process is not None and self.ended is None:
            self._why = why
            self._process.send_signal(signal.SIGTERM)

    def _finish(self, status: int | None, interrupted: bool) -> None:
        stopped = None
        if self._why is not None:
            stopped = self._why
        elif self.ended == "workers-lost":
            stopped = Message(code="load-workers-lost", values={"workers": self.session.workers})
        elif interrupted or self.ended:
            stopped = Message(code="load-interrupted")
        elif self.ended is None:
            stopped = Message(code="load-generator-died", values={"status": status})
        late = self.counts.late if self.counts else 0
        cpu = self.counts.cpu if self.counts else 0.0
        self.session = replace(
            self.session, late=late, generator_cpu=cpu, stopped=stopped, lost_workers=self.lost
        )  # fmt: skip

    def _clear(self, spec: Spec, interrupted: bool) -> None:
        """Have taken back what was written by those who arrived; whose data is left stands in the session."""
        elapsed_s = self.counts.elapsed_s if self.counts else 0.0
        arrived = [visit for visit in spec.visits if visit.at_s <= elapsed_s]
        acted = [(spec.scripts[visit.script], visit.case) for visit in arrived]
        deeds = [Deed(script.task, script.role, case, script.mark) for script, case in acted if writing(script)]
        left: Mapping[str, int] = Counter(deed.task for deed in [*deeds, *self._prepared])
        if left and self._take_back is not None and not interrupted:
            with suppress(KeyboardInterrupt):  # then all of it counts as left
                left = self._take_back(deeds)
        self.session = replace(self.session, left=dict(left))


def _progress(session: LoadSession, counts: Counts) -> Progress:
    return Progress(
        session.situation, min(counts.elapsed_s, session.duration_s), session.duration_s, counts.arrived,
        session.people, counts.done, counts.failed, counts.shared, counts.unknown,
    )  # fmt: skip


@contextmanager
def sending(spec: Spec, team: Team) -> Iterator[subprocess.Popen[bytes]]:
    """The generator, or the master of several workers, at work; gone when this is left.

    Args:
        spec: What to send.
        team: By whom.
    """
    shared = team.is_shared
    if shared and not team.bind:
        team = replace(team, key=secrets.token_hex(16))  # nobody else of this machine is given the accounts
    told = ORDER.dump_json(Order(spec, team)) if shared else SPEC.dump_json(spec)
    process = subprocess.Popen(  # noqa: S603 - our own modules
        [sys.executable, "-P", "-m", "load.master" if shared else "load.generator"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=dict(os.environ), start_new_session=True,
    )  # fmt: skip
    # In a session of its own: Ctrl-C reaches it through us, once, and its stdin ends when we do.
    try:
        feeder = threading.Thread(target=_feed, args=(process.stdin, told + b"\n"), daemon=True)
        feeder.start()
        yield process
        process.wait(timeout=_SHUT_DOWN_S)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=_SHUT_DOWN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def _feed(stdin: IO[bytes], line: bytes) -> None:
    try:
        stdin.write(line)
        stdin.flush()
    except (BrokenPipeError, ValueError):
        pass  # it died; its silence is noticed where it is read


class Lines(Iterator[dict[str, Any]]):
    """What a process that sends load tells, line by line; can be read on after an interruption."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._stream = process.stdout

    def __next__(self) -> dict[str, Any]:
        while line := self._stream.readline():
            try:
                content = json.loads(line)
            except ValueError:
                continue  # cut short when it died, or not ours
            if isinstance(content, dict):
                return content
        raise StopIteration
