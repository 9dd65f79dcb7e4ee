"""Load, from windows that add up and histograms that merge: figures per task and request, over time, and compared."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from hdrh.histogram import HdrHistogram

from evidence.records import LoadForecast, LoadSession, LoadWindow, Message
from reports.estimate import Estimate
from reports.load_model import LoadFigure, LoadOnBuild, LoadPoint, LoadSituation
from reports.source import Source
from reports.statistics import Floats, percentile_ranks, wilson

MICROSECONDS = 1e-6
PERCENTILES = {"load-p50": 50, "load-p95": 95, "load-p99": 99}


@dataclass(frozen=True)
class Times:
    """Times as a histogram keeps them: distinct values, ascending, and how often each occurred."""

    seconds: Floats
    counts: Floats

    @property
    def total(self) -> int:
        """How many."""
        return int(self.counts.sum())

    def above(self, limit_s: float) -> int:
        """How many took longer."""
        return int(self.counts[self.seconds > limit_s].sum())

    def at_rank(self, rank: int) -> float:
        """The value at a rank, counted from 1, in seconds."""
        return float(self.seconds[np.searchsorted(np.cumsum(self.counts), min(rank, self.total))])

    def percentile(self, percentile: float) -> float | None:
        """In seconds; null if there are no times."""
        return self.at_rank(_rank(percentile, self.total)) if self.total else None


def _rank(percentile: float, total: int) -> int:
    """Whose time it is, counted from the quickest."""
    return max(1, math.ceil(percentile / 100 * total))


def slowest_of(measure: str, figure: Estimate) -> int:
    """Of how many people a percentile is nothing but the slowest: of fewer than 20 a p95, of fewer than 100 a p99.

    Args:
        measure: Id of a measure.
        figure: Its figure.
    Returns:
        How many; 0 where it says more than that, or is no percentile of people.
    """
    percentile = PERCENTILES.get(measure)
    few = percentile is not None and _rank(percentile, figure.n) == figure.n
    return figure.n if few and figure.value is not None else 0


def few_people(measure: str, before: Estimate, after: Estimate) -> dict[str, int | str]:
    """What a sentence about two percentiles has to say of their people: `few_before` and `few_after`, as `slowest_of` has it;
    the second is "same" where it need not be said again.
    """
    first, second = slowest_of(measure, before), slowest_of(measure, after)
    return {"few_before": first, "few_after": "same" if first == second else second}


@lru_cache(maxsize=4096)
def decoded(histogram: str) -> Times:
    """The times of one HdrHistogram (V2, base64), in microseconds."""
    recorded = HdrHistogram.decode(histogram)
    counts = np.array(recorded.counts, dtype=float)
    places = np.flatnonzero(counts)
    values = [recorded.get_highest_equivalent_value(recorded.get_value_from_index(int(i))) for i in places]
    return Times(np.array(values, dtype=float) * MICROSECONDS, counts[places])


def merged(windows: Sequence[LoadWindow]) -> Times:
    """All times of several windows. Percentiles come from this, never from averages of percentiles."""
    parts = [decoded(w.histogram) for w in windows if w.histogram]
    if not parts:
        return Times(np.empty(0), np.empty(0))
    seconds, places = np.unique(np.concatenate([p.seconds for p in parts]), return_inverse=True)
    counts = np.bincount(places, weights=np.concatenate([p.counts for p in parts]), minlength=len(seconds))
    return Times(seconds, counts.astype(float))


def load_situations(source: Source) -> tuple[LoadSituation, ...]:
    """Every situation that was sent, over all builds."""
    order = dict.fromkeys(s.situation for s in situation_sessions(source))
    return tuple(_situation(source, situation) for situation in order)


def situation_sessions(source: Source) -> list[LoadSession]:
    """The sessions that played a situation; those of a search for capacity are told apart."""
    return [s for s in source.all(LoadSession) if s.purpose == "situation"]


def windows_of(source: Source, situation: str, build: str, kind: str = "task") -> list[LoadWindow]:
    """The windows of one kind of one build's sessions under a situation.

    A task's time holds its signing in; of kind "part", signing in stands alone.
    """
    sessions = {s.id for s in situation_sessions(source) if s.situation == situation and s.build == build}
    return [w for w in source.all(LoadWindow) if w.session in sessions and w.kind == kind]


def _situation(source: Source, situation: str) -> LoadSituation:
    figures: list[LoadFigure] = []
    requests: list[LoadFigure] = []
    builds: list[LoadOnBuild] = []
    for build in source.builds:
        sessions = [s for s in situation_sessions(source) if s.situation == situation and s.build == build.name]
        if not sessions:
            continue
        tasks = windows_of(source, situation, build.name)
        builds.append(_on_build(build.name, sessions, tasks))
        figures += list(_figures(tasks, build.name, situation))
        figures += [
            load_figure(rows, build.name, situation, "part", name)
            for name, rows in _by_name(windows_of(source, situation, build.name, "part"))
        ]
        requests += [
            load_figure(rows, build.name, situation, "request", name)
            for name, rows in _by_name(windows_of(source, situation, build.name, "request"))
        ]
    ordered = sorted(figures, key=lambda f: f.kind != "all")
    return LoadSituation(id=situation, builds=tuple(builds), figures=tuple(ordered), requests=tuple(requests))


def _figures(windows: Sequence[LoadWindow], build: str, situation: str) -> Iterator[LoadFigure]:
    yield load_figure(windows, build, situation, "all", "")
    for name, rows in _by_name(windows):
        yield load_figure(rows, build, situation, "task", name)


def _by_name(windows: Sequence[LoadWindow]) -> Iterator[tuple[str, list[LoadWindow]]]:
    for role, task, name in sorted({(w.role, w.task, w.name) for w in windows}):
        yield name, [w for w in windows if (w.role, w.task, w.name) == (role, task, name)]


def load_figure(windows: Sequence[LoadWindow], build: str, situation: str, kind: str, name: str) -> LoadFigure:
    """One row of the load tables.

    Args:
        windows: Whose windows are added up.
        build: Name of the build.
        situation: Id of the situation.
        kind: task, part, request or all.
        name: Task, part or request; empty for all.
    """
    started, completed = sum(w.started for w in windows), sum(w.completed for w in windows)
    failures: Counter[str] = Counter()
    for window in windows:
        failures.update(window.failures)
    times = merged(windows)
    one = windows[0] if windows and kind != "all" else None
    return LoadFigure(
        build=build,
        situation=situation,
        kind=kind,
        name=name,
        task=one.task if one else "",
        role=one.role if one else "",
        started=started,
        completed=completed,
        failed=sum(w.failed for w in windows),
        success=share(completed, started),
        failures=dict(failures.most_common()),
        p50=_percentile(times, 50),
        p95=_percentile(times, 95),
        p99=_percentile(times, 99),
        again=sum(w.again for w in windows),
    )


def share(completed: int, started: int) -> Estimate:
    """Share of people who completed, Wilson 95 %."""
    if not started:
        return Estimate(value=None, unknown=Message(code="unknown-nobody-arrived"))
    low, high = wilson(completed, started)
    return Estimate(value=completed / started, low=low, high=high, n=started)


def _percentile(times: Times, percentile: float) -> Estimate:
    value = times.percentile(percentile)
    if value is None:
        return Estimate(value=None, unknown=Message(code="unknown-nobody-completed"))
    low, high = percentile_ranks(times.total, percentile / 100)
    return Estimate(value=value, low=times.at_rank(low), high=times.at_rank(high), n=times.total)


def _on_build(build: str, sessions: Sequence[LoadSession], windows: Sequence[LoadWindow]) -> LoadOnBuild:
    first = sessions[0]
    return LoadOnBuild(
        build=build,
        people=sum(s.people for s in sessions),
        duration_s=sum(s.duration_s for s in sessions),
        peak_per_minute=max(s.peak_per_minute for s in sessions),
        mix=first.mix,
        late=sum(s.late for s in sessions),
        generator_cpu=max(s.generator_cpu for s in sessions),
        stopped=next((s.stopped for s in sessions if s.stopped), None),
        not_replayed={task: why for s in sessions for task, why in s.not_replayed.items()},
        workers=max(s.workers for s in sessions),
        lost_workers=tuple(lost for s in sessions for lost in s.lost_workers),
        pupils=first.pupils,
        visits=None if first.pupils is None else first.pupils * (first.visits_per_pupil or 0),
        minutes=first.minutes,
        of_size=first.of_size,
        own_pace=all(s.own_pace for s in sessions),
        left=dict(sum((Counter(s.left) for s in sessions if s.left), Counter())) if first.left is not None else None,
        forecast=_added([s.forecast for s in sessions if s.forecast]),
        points=tuple(over_time(windows, sessions)),
    )


def _without_anybody(came: Set[float], sessions: Sequence[LoadSession]) -> set[float]:
    """Beginnings of windows in which nobody came: they leave no record, and a curve would pass above them.

    Of a session that was ended early nothing is known after its last window.
    """
    length_s = sessions[0].window_s
    if not came or not length_s:
        return set()
    until = max(came) if any(s.stopped for s in sessions) else max(s.duration_s for s in sessions)
    every = (round(n * length_s, 6) for n in range(math.ceil(until / length_s)))
    return {start for start in every if all(abs(start - other) >= length_s / 2 for other in came)}


def _added(parts: Sequence[LoadForecast]) -> LoadForecast | None:
    """What several sessions were going to send."""
    if not parts:
        return None
    labels: dict[str, set[str]] = {}
    for task, words in (item for part in parts for item in part.labels.items()):
        labels.setdefault(task, set()).update(words)
    tasks, writes, prepared = (
        sum((Counter(getattr(part, of)) for part in parts), Counter()) for of in ("tasks", "writes", "prepared")
    )
    return LoadForecast(
        tasks=dict(tasks),
        requests=sum(part.requests for part in parts),
        peak_requests_per_s=max(part.peak_requests_per_s for part in parts),
        writes=dict(writes),
        labels={task: sorted(words) for task, words in labels.items()},
        left_out=sorted({host for part in parts for host in part.left_out}),
        prepared=dict(prepared),
    )


def over_time(windows: Sequence[LoadWindow], sessions: Sequence[LoadSession]) -> Iterator[LoadPoint]:
    """What happened in each window, also in those in which nobody came.

    Args:
        windows: Of all tasks.
        sessions: Theirs, at least one.
    """
    length_s = sessions[0].window_s
    came = {w.start_s for w in windows}
    for start in sorted(came | _without_anybody(came, sessions)):
        here = [w for w in windows if w.start_s == start]
        times = merged(here)
        yield LoadPoint(
            start_s=start,
            length_s=length_s,
            started=sum(w.started for w in here),
            completed=sum(w.completed for w in here),
            failed=sum(w.failed for w in here),
            p50_s=times.percentile(50),
            p95_s=times.percentile(95),
        )
