"""Where it breaks: the largest arrival rate that keeps the limits, found by doubling, then by bisection.

What is sent next hangs on what was seen so far and on nothing else, so that a search that was killed goes on where it was.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from evidence.capacity import BROKEN, CANNOT_TELL, GENERATOR, KEPT, RAMP, RECOVERY, SEARCH, by_rate
from evidence.problem import Problem
from evidence.records import Build, CapacityLevel, LoadSession, LoadWindow
from evidence.run_directory import RunDirectory
from load.corrections import NONE, Corrections
from load.limits import Limits, above, judge
from load.meter import merged
from load.permission import PermittedHost, host_of
from load.session import Progress, TakeBack, run_load
from load.situations import Situation, steady
from load.spec import Deed, Team
from load.stopping import StopRule

FIRST_PER_MINUTE = 60.0
LEAST_PER_MINUTE = 1.0
_TRIES = 3
"""Sessions at one rate before it is left undecided; and recoveries before the platform counts as not recovered."""
_LONGEST_S = 600.0
_NOT_FINISHED = frozenset({"load-interrupted", "load-generator-died", "load-workers-lost"})
"""Why a session says nothing; one that ended because too many failed, or the platform was not well, says that its rate was too much."""
_CALM = 5
"""So many people have to get through in a row before a platform counts as recovered."""
_LONGEST_RECOVERY_S = 120.0
_LONGER = 1.5
"""A level of the search lasts so much longer than one of the ramp: an overload of less than the precision shows then, too."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and how closely."""

    limits: Limits = field(default_factory=Limits)
    precision: float = 0.1
    """The highest rate that kept the limits and the lowest that broke them lie no further apart than this share."""
    highest_per_minute: float = 6000.0

    @property
    def ramp_s(self) -> float:
        """In this time an overload of a share equal to the precision makes a queue in which one waits as long as the limit."""
        return max(10.0, self.limits.wait_s / self.precision)

    def search_s(self, per_minute: float) -> float:
        """Long enough for the people who can show that the limit of success is kept."""
        return min(_LONGEST_S, max(_LONGER * self.ramp_s, self.limits.fewest / per_minute * 60 * 1.1))

    def recovery_s(self, per_minute: float) -> float:
        """Long enough for twice the people who show that the platform has recovered."""
        return min(_LONGEST_RECOVERY_S, max(self.ramp_s, 2.5 * _CALM / per_minute * 60))


def within_agreement(search: Search, url: str, permitted: Sequence[PermittedHost]) -> Search:
    """The search with no higher rate than the build's owner agreed to."""
    agreed = [one.max_per_minute for one in permitted if one.host.lower() in (urlsplit(url).hostname, host_of(url))]
    return replace(search, highest_per_minute=min([search.highest_per_minute, *agreed]))


@dataclass(frozen=True, slots=True)
class Step:
    """What is sent next."""

    phase: str
    per_minute: float
    duration_s: float

    @property
    def is_recovery(self) -> bool:
        """Whether it shows if the platform recovers from what was sent before."""
        return self.phase == RECOVERY


def next_step(search: Search, levels: Sequence[CapacityLevel]) -> Step | None:
    """What a search sends next; nothing once it is over.

    Args:
        search: What is looked for.
        levels: What it has sent so far, in that order.
    """
    if levels and (recovery := _recovery(search, levels)) is not None:
        return recovery
    if levels and not _has_recovered(levels):
        return None
    at = by_rate(levels)
    if undecided := _to_be_repeated(levels):
        return Step(SEARCH, undecided, search.search_s(undecided))
    ceiling = min((r for r, level in at.items() if level.verdict in {BROKEN, GENERATOR}), default=None)
    if ceiling is None and (higher := _higher(search, at)) is not None:
        return Step(RAMP, higher, search.ramp_s)
    return _narrowed(search, levels, ceiling)


def _recovery(search: Search, levels: Sequence[CapacityLevel]) -> Step | None:
    """The load falls after each rate that was too much; only then is it known what the platform makes of the next."""
    last = levels[-1]
    if last.phase == RECOVERY:
        again = last.recovered_s is None and not all(level.phase == RECOVERY for level in levels[-_TRIES:])
        return Step(RECOVERY, last.per_minute, search.recovery_s(last.per_minute)) if again else None
    if last.verdict not in {BROKEN, GENERATOR}:
        return None
    low = max(LEAST_PER_MINUTE, round(last.per_minute / 4, 1))
    return Step(RECOVERY, low, search.recovery_s(low))


def _has_recovered(levels: Sequence[CapacityLevel]) -> bool:
    return levels[-1].phase != RECOVERY or levels[-1].recovered_s is not None


def _to_be_repeated(levels: Sequence[CapacityLevel]) -> float | None:
    """A rate that the search has sent for which more people may decide."""
    last = next((level for level in reversed(levels) if level.phase != RECOVERY), None)
    if last is None or last.phase != SEARCH or last.verdict != CANNOT_TELL:
        return None
    return last.per_minute if _searched(levels, last.per_minute) < _TRIES else None


def _searched(levels: Sequence[CapacityLevel], per_minute: float) -> int:
    return sum(level.phase == SEARCH and level.per_minute == per_minute for level in levels)


def _higher(search: Search, at: Mapping[float, CapacityLevel]) -> float | None:
    """The ramp's next rate; nothing once the highest was sent, or a rate of the search could not be decided."""
    highest = max(at, default=None)
    if highest is None:
        return min(FIRST_PER_MINUTE, search.highest_per_minute)
    if highest >= search.highest_per_minute or at[highest].phase == SEARCH:
        return None
    return min(2 * highest, search.highest_per_minute)


def _narrowed(search: Search, levels: Sequence[CapacityLevel], ceiling: float | None) -> Step | None:
    """A rate between what was kept and what was not."""
    at = by_rate(levels)
    unsure = [r for r in at if at[r].verdict == CANNOT_TELL and _searched(levels, r) >= _TRIES]
    top = min([r for r in (ceiling, *unsure) if r is not None], default=math.inf)
    kept = max((r for r in at if r < top and at[r].verdict == KEPT), default=None)
    untried = [r for r in at if r < top and (kept is None or r > kept) and at[r].verdict == CANNOT_TELL]
    if untried:  # the ramp passed it, with too few people to say more
        rate = max(untried)
    elif kept is None:
        rate = round(top / 2, 1)
    elif top / kept <= 1 + search.precision or top is math.inf:
        # The end that people will rely on is sent once more: waits of one session hang together.
        rate = kept if _searched(levels, kept) < 2 else 0.0
    else:
        rate = round(math.sqrt(kept * top), 1)
    return Step(SEARCH, rate, search.search_s(rate)) if rate >= LEAST_PER_MINUTE else None


def find_capacity(  # noqa: PLR0913 - as a session has many sides, so has a row of them
    directory: RunDirectory,
    build: Build,
    situation: Situation,
    cases: Callable[[Step], Sequence[Mapping[str, Any]]],
    search: Search,
    *,
    seed: int,
    permitted: Sequence[PermittedHost] = (),
    team: Team | None = None,
    corrections: Corrections = NONE,
    stop: StopRule | None = None,
    take_back: TakeBack | None = None,
    on_step: Callable[[Step], None] = lambda _: None,
    on_level: Callable[[CapacityLevel], None] = lambda _: None,
    on_progress: Callable[[Progress], None] | None = None,
) -> list[CapacityLevel]:
    """Send one rate after the other, until it is known where the limits are broken.

    Args:
        directory: The run; holds the recordings, and takes the sessions and what they come to.
        build: What to send them to.
        situation: Whose tasks and mix of people are sent.
        cases: Makes the build ready for what is sent next, and tells the school data for it: a build that was put back has lost what
            was prepared. Before a recovery nothing is put back.
        search: What is looked for.
        seed: Of the arrivals.
        permitted: Hosts besides this machine whose owners agreed.
        team: Who sends it; one process of this machine by default.
        corrections: What a person explained of the recordings.
        stop: What ends a session early: its rate was too much then.
        take_back: Takes back what was written, once the search is over: in its midst the build would be relieved. Not asked
            after Ctrl-C, which ends within seconds.
        on_step: Told what is sent next.
        on_level: Told what came of it.
        on_progress: Told about once a second.
    Returns:
        All levels, those of an interrupted search included.
    Raises:
        Problem: Nothing can be sent, or what sends it died.
        KeyboardInterrupt: Ctrl-C; the levels until then are kept.
    """
    levels = [
        level for level in directory.read(CapacityLevel) if (level.build, level.situation) == (build.name, situation.id)
    ]
    written: list[Deed] = []

    def keep_in_mind(deeds: Sequence[Deed]) -> Mapping[str, int]:
        written.extend(deeds)
        return Counter(deed.task for deed in deeds)

    try:
        while (step := next_step(search, levels)) is not None:
            own = cases(step)
            on_step(step)
            session = run_load(
                directory, build, steady(situation), own, duration_s=step.duration_s, peak_per_minute=step.per_minute, purpose="capacity", stop=stop,
                seed=seed + len(levels), permitted=permitted, team=team, corrections=corrections, on_progress=on_progress, take_back=keep_in_mind,
            )  # fmt: skip
            if session.stopped is not None and session.stopped.code in _NOT_FINISHED:
                raise Problem(
                    f"the session at {step.per_minute:g} people a minute was not finished ({session.stopped.code})",
                    where=str(directory.path),
                    do="What was sent until then is kept; go on with --resume.",
                )
            level = _level(directory, session, step, levels, search.limits)
            directory.append(level)
            levels.append(level)
            on_level(level)
    except KeyboardInterrupt:
        written.clear()
        raise
    finally:
        if written and take_back is not None:
            take_back(written)
    return levels


def _level(
    directory: RunDirectory, session: LoadSession, step: Step, before: Sequence[CapacityLevel], limits: Limits
) -> CapacityLevel:
    recovery = step.phase == RECOVERY
    same = [one.session for one in before if one.per_minute == step.per_minute and one.phase == step.phase == SEARCH]
    ids = {session.id, *same}
    sessions = [s for s in directory.read(LoadSession) if s.id in ids]
    windows = [w for w in directory.read(LoadWindow) if w.session in ids]
    judged = judge(sessions, windows, limits)
    return CapacityLevel(
        session=session.id, build=session.build, situation=session.situation, index=len(before) + 1, phase=step.phase,
        per_minute=step.per_minute, verdict=BROKEN if session.stopped else judged.verdict, sessions=len(ids), people=judged.people,
        failed=judged.failed, success=limits.success, wait_s=limits.wait_s, gave_way=list(judged.gave_way),
        slowest=judged.slowest, late=sum(s.late for s in sessions),
        generator_cpu=max(s.generator_cpu for s in sessions),
        recovered_s=_recovered_s(directory, session, windows, before, limits) if recovery else None,
    )  # fmt: skip


def _recovered_s(
    directory: RunDirectory, session: LoadSession, windows: Sequence[LoadWindow], before: Sequence[CapacityLevel],
    limits: Limits,
) -> float | None:  # fmt: skip
    """Seconds from the end of the high rate until everybody got through within the limits again."""
    calm_from = 0.0
    for window in windows:
        waited = window.kind == "request" and above(merged(iter([window.histogram])), limits.wait_s)
        if waited or (window.kind == "task" and window.failed):
            calm_from = max(calm_from, window.start_s + session.window_s)
    if sum(w.started for w in windows if w.kind == "task" and w.start_s >= calm_from) < _CALM:
        return None
    fell = next(level.session for level in reversed(before) if level.phase != RECOVERY)
    high = next(s for s in directory.read(LoadSession) if s.id == fell)
    ended = datetime.fromisoformat(high.started_at).timestamp() + high.duration_s
    return round(datetime.fromisoformat(session.started_at).timestamp() + calm_from - ended, 1)
