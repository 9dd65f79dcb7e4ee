"""Whether a crowd keeps the limits: how many did not get there, and how long the slowest in twenty waited for each request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hdrh.histogram import HdrHistogram

from evidence.capacity import BROKEN, CANNOT_TELL, GENERATOR, KEPT
from evidence.records import LoadSession, LoadWindow, Strain
from load.meter import merged

ALPHA = 0.05
"""A limit counts as kept, and as broken, where the opposite would show so seldom."""
SLOWEST_SHARE = 0.05
"""One in twenty: of whose wait the limit speaks."""
MOST_LATE = 0.01
MOST_CPU = 0.9
"""Beyond these, what sends the load is at its own limit, and says nothing of the platform's."""
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What has to be kept."""

    success: float = 0.99
    """Share of people who reach their outcome."""
    wait_s: float = 2.0
    """95th percentile of the wait, for each request apart."""

    @property
    def fewest(self) -> int:
        """Of so many people nobody may fail, if that is to show that the limit of success is kept."""
        people = 1
        while self.success**people > ALPHA:
            people += 1
        return people


@dataclass(frozen=True, slots=True)
class Judged:
    """What some sessions at one rate come to."""

    verdict: str
    people: int
    failed: int
    gave_way: tuple[Strain, ...]
    """The most strained first."""
    slowest: Strain | None


def judge(sessions: Sequence[LoadSession], windows: Sequence[LoadWindow], limits: Limits) -> Judged:
    """Hold sessions at one rate against the limits.

    A limit is broken where chance alone would show it so at most once in twenty times, over all requests and tasks that were
    looked at (Bonferroni); the limits are kept where the share of success is shown to be so, and no request's wait is beyond.

    Args:
        sessions: At one rate.
        windows: Theirs.
        limits: What has to be kept.
    """
    tasks = [w for w in windows if w.kind == "task"]
    everybody = _of_success(tasks, "", "")
    waits = [_of_wait(rows, limits.wait_s) for rows in _by_step(w for w in windows if w.kind == "request")]
    by_task = [_of_success(rows, rows[0].task, rows[0].role) for rows in _by_step(iter(tasks))]
    looked_at = len(waits) + len(by_task) + 1
    failing = [s for s in (*by_task, everybody) if _shown_beyond(s, 1 - limits.success, looked_at)]
    waiting = [s for s in waits if _shown_beyond(s, SLOWEST_SHARE, looked_at)]
    excess = _excess([w for w in windows if w.kind == "request"])
    waiting.sort(key=lambda s: -excess.get((s.role, s.task, s.request), 0.0))
    failing.sort(key=lambda s: (not s.task, -s.beyond / max(s.people, 1)))
    gave_way = tuple(waiting[:_TOLD] + failing[:_TOLD])
    slowest = max((s for s in waits if s.p95_s is not None), key=lambda s: s.p95_s or 0.0, default=None)
    return Judged(
        _verdict(sessions, everybody, waits, gave_way, limits), everybody.people, everybody.beyond, gave_way, slowest
    )


def _verdict(
    sessions: Sequence[LoadSession],
    everybody: Strain,
    waits: Sequence[Strain],
    gave_way: Sequence[Strain],
    limits: Limits,
) -> str:
    if is_generators(sessions):
        return GENERATOR
    if gave_way:
        return BROKEN
    calm = all(wait.beyond <= SLOWEST_SHARE * wait.people for wait in waits)
    return KEPT if calm and _shown_within(everybody, 1 - limits.success) else CANNOT_TELL


def is_generators(sessions: Sequence[LoadSession]) -> bool:
    """Whether what sent the load was at its own limit, or a part of it was lost. Of few people one who started late is chance."""
    if any(s.lost_workers for s in sessions):
        return True
    late = Strain(
        limit="", task="", role="", request="", people=sum(s.people for s in sessions),
        beyond=sum(s.late for s in sessions),
    )  # fmt: skip
    return _shown_beyond(late, MOST_LATE, 1) or max(s.generator_cpu for s in sessions) > MOST_CPU


def _by_step(windows: Iterable[LoadWindow]) -> Iterator[list[LoadWindow]]:
    found: dict[tuple[str, str, str], list[LoadWindow]] = {}
    for window in windows:
        found.setdefault((window.role, window.task, window.name), []).append(window)
    return iter(found.values())


def _of_success(windows: Sequence[LoadWindow], task: str, role: str) -> Strain:
    failures: Counter[str] = Counter()
    for window in windows:
        failures.update(window.failures)
    return Strain(
        limit="success", task=task, role=role, request="", people=sum(w.started for w in windows),
        beyond=sum(w.failed for w in windows), why=failures.most_common(1)[0][0] if failures else "",
    )  # fmt: skip


def _of_wait(windows: Sequence[LoadWindow], wait_s: float) -> Strain:
    """Of those who were answered: who was not, failed, and is counted there."""
    times = merged(w.histogram for w in windows)
    return Strain(
        limit="wait", task=windows[0].task, role=windows[0].role, request=windows[0].name,
        people=int(times.total_count), beyond=above(times, wait_s),
        p95_s=times.get_value_at_percentile(95) / 1e6 if times.total_count else None,
    )  # fmt: skip


def above(times: HdrHistogram, seconds: float) -> int:
    """How many took longer."""
    recorded = times.get_recorded_iterator()
    return int(sum(item.count_added_in_this_iter_step for item in recorded if item.value_iterated_to > seconds * 1e6))


def _shown_beyond(strain: Strain, share: float, looked_at: int) -> bool:
    from scipy.special import bdtrc  # noqa: PLC0415 - slow to load, and most commands send no load

    return strain.beyond > 0 and float(bdtrc(strain.beyond - 1, strain.people, share)) <= ALPHA / looked_at


def _shown_within(strain: Strain, share: float) -> bool:
    from scipy.special import bdtr  # noqa: PLC0415 - as above

    return strain.people > 0 and float(bdtr(strain.beyond, strain.people, share)) <= ALPHA


def _excess(windows: Sequence[LoadWindow]) -> dict[tuple[str, str, str], float]:
    """By how much each request was waited for longer than what else was asked at the same time.

    Where a platform is at its limit, everybody waits in its queue. What makes the queue takes its own time besides.
    """
    sums: dict[float, tuple[float, int]] = {}
    means = [(w, merged(iter([w.histogram]))) for w in windows if w.completed]
    for window, times in means:
        total, count = sums.get(window.start_s, (0.0, 0))
        sums[window.start_s] = total + times.get_mean_value() * times.total_count, count + times.total_count
    found: dict[tuple[str, str, str], tuple[float, int]] = {}
    for window, times in means:
        total, count = sums[window.start_s]
        key = window.role, window.task, window.name
        more, seen = found.get(key, (0.0, 0))
        found[key] = more + (times.get_mean_value() - total / count) * times.total_count, seen + times.total_count
    return {key: more / seen for key, (more, seen) in found.items()}
