"""Whether it matters by how many load is sent: `python -m benchmarks.workers [rounds [people a minute [seconds [part …]]]]`.

Recorded once on the demo school, then sent by one process and by two, which take turns in one session:

- `alike`: at one rate that one can carry, the same people at the same moments, by one and then two, by two and then one. Printed are p50, p95 and p99 of the
  tasks with 95 % intervals; two against one, round by round; and, as the noise to hold that against, each round against the others of as many.
- `ceilings`: up to which rate the school keeps its limits with each, what was at its limit there, and how busy everything was.

School, senders and this program share the machine's cores: who has more of them may see another ceiling. The most that each could send to a page
that costs nothing is a part of `benchmarks.load`, `ceilings`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from statistics import mean, median, stdev
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from scipy.stats import t as student

from benchmarks.fidelity import recorded
from demo.server import Served, serve
from evidence.capacity import RECOVERY, shown
from evidence.records import Build, CapacityLevel, LoadSession, LoadWindow
from evidence.run_directory import RunDirectory
from load.capacity import Search, Step, find_capacity
from load.limits import Limits
from load.session import Progress, run_load
from load.situations import SITUATIONS, steady
from load.spec import Team
from reports.load_figures import Times, merged
from reports.statistics import percentile_ranks

_ROUNDS = 4
_PER_MINUTE = 240.0
_SECONDS = 45.0
_FAMILIES = 240
_SITUATION = steady(SITUATIONS["absence-morning"])
_PERCENTILES = (50, 95, 99)
_COARSE = Search(Limits(success=0.95, wait_s=1.0), precision=0.25, highest_per_minute=3840)
_BUSY = 0.9
"""Share of a core, or of all cores, from which on it is called the limit."""


@dataclass
class Busy:
    """What the processor was used for between the first look and the last."""

    school: psutil.Process
    looks: list[tuple[float, float, float, float]] = field(default_factory=list)
    """When, and the seconds of a core that the school, those who send, and everything on the machine had used."""
    _senders: dict[int, float] = field(default_factory=dict)

    def look(self, progress: Progress) -> None:
        """Look once more, if people have begun to arrive."""
        if not progress.arrived:
            return
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                if process.pid != self.school.pid:
                    self._senders[process.pid] = sum(process.cpu_times()[:2])
        everything = psutil.cpu_times()
        used_s = sum(everything) - everything.idle - everything.iowait
        of_school = sum(self.school.cpu_times()[:2])
        self.looks.append((time.perf_counter(), of_school, sum(self._senders.values()), used_s))

    def shares(self) -> tuple[float, float, float]:
        """Of one core: the school's, that of all who send; and of all cores, everything's."""
        if len(self.looks) < 2:
            return 0.0, 0.0, 0.0
        first, last = self.looks[0], self.looks[-1]
        took_s = last[0] - first[0]
        school, senders, everything = ((last[n] - first[n]) / took_s for n in (1, 2, 3))
        return school, senders, everything / (os.cpu_count() or 1)


@dataclass(frozen=True)
class Sent:
    """One session."""

    session: LoadSession
    times: Times
    """Of the tasks of those who got them done."""
    failed: int
    busy: Busy

    def at(self, percentile: int) -> float:
        """A percentile of the times, in seconds."""
        return self.times.percentile(percentile) or float("nan")


@dataclass(frozen=True)
class Bench:
    """What is sent, and to whom."""

    directory: RunDirectory
    school: Served
    cases: Sequence[Mapping[str, Any]]

    @property
    def build(self) -> Build:
        """The school, as the run knows it."""
        (build,) = self.directory.run().builds
        return build

    def send(self, workers: int, per_minute: float, duration_s: float, seed: int) -> Sent:
        """One session, after the school has forgotten the one before."""
        self.school.reset()
        busy = Busy(psutil.Process(self.school.pid))
        session = run_load(
            self.directory, self.build, _SITUATION, self.cases, duration_s=duration_s, peak_per_minute=per_minute, seed=seed,
            team=Team(workers=workers), on_progress=busy.look,
        )  # fmt: skip
        windows = [w for w in self.directory.read(LoadWindow) if w.session == session.id and w.kind == "task"]
        return Sent(session, merged(windows), sum(w.failed for w in windows), busy)


def _alike(bench: Bench, rounds: int, per_minute: float, duration_s: float) -> None:
    bench.send(1, per_minute, min(10.0, duration_s), seed=0)  # warm, besides
    found: dict[int, list[Sent]] = {1: [], 2: []}
    for number in range(rounds):
        for workers in (1, 2) if number % 2 == 0 else (2, 1):
            found[workers].append(bench.send(workers, per_minute, duration_s, seed=number + 1))
    print(
        f"{per_minute:g} people a minute for {duration_s:g} s, {rounds} rounds; every other one begins with two workers"
    )
    for workers, sent in found.items():
        print(f"  by {workers}: {'; '.join(_percentiles(sent))}")
        school, senders, everything = (median(shares) for shares in zip(*(s.busy.shares() for s in sent), strict=True))
        print(
            f"        {sum(s.session.people for s in sent)} people, {sum(s.failed for s in sent)} failed, {sum(s.session.late for s in sent)} "
            f"let in late; of a core the school used {school:.0%}, the senders {senders:.0%}, everything {everything:.0%} of {os.cpu_count()} cores"
        )
    for percentile in _PERCENTILES:
        ratios = [two.at(percentile) / one.at(percentile) for one, two in zip(found[1], found[2], strict=True)]
        print(
            f"  p{percentile}: two against one {_ratio(ratios)}; {'; '.join(_by_order(ratios))}; {_noise(found, percentile)}"
        )


def _percentiles(sent: Sequence[Sent]) -> Iterator[str]:
    """Over all sessions: their histograms are merged."""
    seconds: dict[float, float] = {}
    for one in sent:
        for at_s, count in zip(one.times.seconds, one.times.counts, strict=True):
            seconds[float(at_s)] = seconds.get(float(at_s), 0.0) + float(count)
    values = [at_s for at_s, count in sorted(seconds.items()) for _ in range(int(count))]
    for percentile in _PERCENTILES:
        low, high = percentile_ranks(len(values), percentile / 100)
        at = values[min(len(values), max(1, -(-percentile * len(values) // 100))) - 1]
        yield f"p{percentile} {at * 1000:.0f} ms ({values[low - 1] * 1000:.0f} to {values[high - 1] * 1000:.0f})"


def _ratio(ratios: Sequence[float]) -> str:
    """Their mean with its 95 % interval, by Student's t: rounds are what is repeated, and people of one round wait in one queue."""
    if len(ratios) < 2:
        return f"{ratios[0]:.3f}"
    half = float(student.ppf(0.975, len(ratios) - 1)) * stdev(ratios) / len(ratios) ** 0.5
    return f"{mean(ratios):.3f} ({mean(ratios) - half:.3f} to {mean(ratios) + half:.3f})"


def _by_order(ratios: Sequence[float]) -> Iterator[str]:
    for title, those in (("one first", ratios[::2]), ("two first", ratios[1::2])):
        if those:
            yield f"{title} {median(those):.3f}"


def _noise(found: Mapping[int, Sequence[Sent]], percentile: int) -> str:
    """How far rounds by as many differ from each other."""
    apart = [
        max(a.at(percentile), b.at(percentile)) / min(a.at(percentile), b.at(percentile))
        for sent in found.values()
        for a, b in combinations(sent, 2)
    ]
    return f"two rounds by as many differ by a factor of {median(apart):.3f}, at most {max(apart):.3f}" if apart else ""


def _ceilings(bench: Bench, *_: float) -> None:
    for workers in (1, 2):  # under names of their own: a search goes on from what the run has under its name
        busy: list[Busy] = []
        levels: list[tuple[CapacityLevel, Busy]] = []

        def on_progress(progress: Progress, busy: list[Busy] = busy) -> None:
            busy[-1].look(progress)

        def on_level(
            level: CapacityLevel, busy: list[Busy] = busy, levels: list[tuple[CapacityLevel, Busy]] = levels
        ) -> None:
            levels.append((level, busy[-1]))
            print(f"  {level.phase} {level.per_minute:g}: {level.verdict}", file=sys.stderr, flush=True)

        def cases(step: Step) -> Sequence[Mapping[str, Any]]:
            if step.phase != RECOVERY:
                bench.school.reset()
            return bench.cases

        find_capacity(
            bench.directory, bench.build, replace(_SITUATION, id=f"by-{workers}"), cases, _COARSE, seed=1, team=Team(workers=workers),
            on_step=lambda _, busy=busy: busy.append(Busy(psutil.Process(bench.school.pid))),
            on_level=on_level, on_progress=on_progress,
        )  # fmt: skip
        print(f"  by {workers}: {_ceiling(levels)}")


def _ceiling(levels: Sequence[tuple[CapacityLevel, Busy]]) -> str:
    found = shown([level for level, _ in levels])
    kept = f"{found.kept.per_minute:g} people a minute carried" if found.kept else "no rate was shown to be carried"
    end = min((e for e in (found.broken, found.generator) if e is not None), key=lambda e: e.per_minute, default=None)
    if end is None:
        return f"{kept}, and none higher was asked for: the school's limit and the senders' lie above"
    busy = next(b for level, b in reversed(levels) if level.phase != RECOVERY and level.per_minute == end.per_minute)
    return f"{kept}, {end.per_minute:g} not; {_limit(end, busy)}"


def _limit(level: CapacityLevel, busy: Busy) -> str:
    """What was at its limit at the lowest rate that was too much."""
    school, senders, everything = busy.shares()
    shares = (
        f"of a core the school used {school:.0%}, the senders {senders:.0%} (the busiest {level.generator_cpu:.0%}), "
        f"everything {everything:.0%} of {os.cpu_count()} cores"
    )
    if level.verdict == "generator":
        return f"the limit was what sent: {level.late} of {level.people} people late; {shares}"
    first = f", first {level.gave_way[0].request or level.gave_way[0].task}" if level.gave_way else ""
    if everything >= _BUSY:
        return f"the limit was the machine, whose cores the school shares with those who send{first}; {shares}"
    return f"the limit was the school{first}; {shares}"


def main(rounds: int, per_minute: float, seconds: float, asked: Sequence[str]) -> None:
    """Record, send by turns, and print."""
    with TemporaryDirectory(prefix="workers-") as folder, serve(families=_FAMILIES) as school:
        directory = recorded(school.url, "absence-morning", Path(folder) / "run", "--form", "C")
        bench = Bench(directory, school, school.school()["cases"])
        for part in asked or _PARTS:
            _PARTS[part](bench, rounds, per_minute, seconds)


_PARTS: dict[str, Callable[[Bench, int, float, float], None]] = {"alike": _alike, "ceilings": _ceilings}

if __name__ == "__main__":
    _words = sys.argv[1:]
    _numbers = [float(word) for word in _words if word.replace(".", "").isdigit()]
    _all = [*_numbers, *(float(_ROUNDS), _PER_MINUTE, _SECONDS)[len(_numbers) :]]
    main(int(_all[0]), _all[1], _all[2], [word for word in _words if not word.replace(".", "").isdigit()])
