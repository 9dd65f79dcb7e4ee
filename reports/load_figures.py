"""Load, from windows that add up and histograms that merge: figures per task and request, over time, and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from hdrh.histogram import HdrHistogram

from evidence.records import LoadSession, LoadWindow, Message
from reports.model import Estimate, LoadFigure, LoadOnBuild, LoadPoint, LoadSituation
from reports.source import Source
from reports.statistics import Floats, percentile_ranks, wilson

_LOWEST_US, _HIGHEST_US, _DIGITS = 1, 3_600_000_000, 3
MICROSECONDS = 1e-6


def merged(windows: Sequence[LoadWindow]) -> HdrHistogram:
    """All times of several windows, in one histogram. Percentiles come from this, never from averages of percentiles."""
    total = HdrHistogram(_LOWEST_US, _HIGHEST_US, _DIGITS)
    for window in windows:
        if window.histogram:
            total.add(HdrHistogram.decode(window.histogram))
    return total


def percentile_s(histogram: HdrHistogram, percentile: float) -> float | None:
    """A percentile in seconds; null if nothing is in the histogram."""
    if histogram.get_total_count() == 0:
        return None
    return float(histogram.get_value_at_percentile(percentile)) * MICROSECONDS


@dataclass(frozen=True)
class Times:
    """The times of a histogram, as distinct values and how often each occurred."""

    seconds: Floats
    counts: Floats

    @property
    def total(self) -> int:
        """How many."""
        return int(self.counts.sum())

    def above(self, limit_s: float) -> int:
        """How many took longer."""
        return int(self.counts[self.seconds > limit_s].sum())


def times_of(histogram: HdrHistogram) -> Times:
    """Read a histogram's values."""
    recorded = [
        (item.value_iterated_to * MICROSECONDS, item.count_at_value_iterated_to)
        for item in histogram.get_recorded_iterator()
    ]
    values = np.array(recorded, dtype=float).reshape(-1, 2)
    return Times(values[:, 0], values[:, 1])


def load_situations(source: Source) -> tuple[LoadSituation, ...]:
    """Every situation that was sent, over all builds."""
    sessions = source.all(LoadSession)
    order = dict.fromkeys(s.situation for s in sessions)
    return tuple(_situation(source, situation) for situation in order)


def windows_of(source: Source, situation: str, build: str, kind: str = "task") -> list[LoadWindow]:
    """The windows of one kind of one build's sessions under a situation; signing in is part of the tasks."""
    sessions = {s.id for s in source.all(LoadSession) if s.situation == situation and s.build == build}
    return [w for w in source.all(LoadWindow) if w.session in sessions and w.kind == kind]


def _situation(source: Source, situation: str) -> LoadSituation:
    figures: list[LoadFigure] = []
    requests: list[LoadFigure] = []
    builds: list[LoadOnBuild] = []
    for build in source.builds:
        sessions = [s for s in source.all(LoadSession) if s.situation == situation and s.build == build.name]
        if not sessions:
            continue
        tasks = windows_of(source, situation, build.name)
        builds.append(_on_build(build.name, sessions, tasks))
        figures += list(_figures(tasks, build.name, situation))
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
        kind: task, request or all.
        name: Task or request; empty for all.
    """
    started, completed = sum(w.started for w in windows), sum(w.completed for w in windows)
    failures: Counter[str] = Counter()
    for window in windows:
        failures.update(window.failures)
    histogram = merged(windows)
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
        p50=_percentile(histogram, 50),
        p95=_percentile(histogram, 95),
        p99=_percentile(histogram, 99),
    )


def share(completed: int, started: int) -> Estimate:
    """Share of people who completed, Wilson 95 %."""
    if not started:
        return Estimate(value=None, unknown=Message(code="unknown-nobody-arrived"))
    low, high = wilson(completed, started)
    return Estimate(value=completed / started, low=low, high=high, n=started)


def _percentile(histogram: HdrHistogram, percentile: float) -> Estimate:
    value = percentile_s(histogram, percentile)
    if value is None:
        return Estimate(value=None, unknown=Message(code="unknown-nobody-completed"))
    n = int(histogram.get_total_count())
    low, high = percentile_ranks(n, percentile / 100)
    ends = (float(histogram.get_value_at_percentile(100 * rank / n)) * MICROSECONDS for rank in (low, high))
    return Estimate(value=value, low=next(ends), high=next(ends), n=n)


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
        points=tuple(_points(windows, first.window_s)),
    )


def _points(windows: Sequence[LoadWindow], length_s: float) -> Iterator[LoadPoint]:
    for start in sorted({w.start_s for w in windows}):
        here = [w for w in windows if w.start_s == start]
        histogram = merged(here)
        yield LoadPoint(
            start_s=start,
            length_s=length_s,
            started=sum(w.started for w in here),
            completed=sum(w.completed for w in here),
            failed=sum(w.failed for w in here),
            p50_s=percentile_s(histogram, 50),
            p95_s=percentile_s(histogram, 95),
        )
