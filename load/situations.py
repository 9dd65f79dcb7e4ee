"""The situations of a school's day: who comes, and how their arrivals rise and fall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import pairwise

from evidence.problem import Problem

Curve = Callable[[float], float]
"""How many arrive at a share (0 to 1) of the situation's time; only the shape counts, the height is set by the run."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A time of the day in which many do the same things."""

    id: str
    mix: Mapping[str, float]
    """Share of each role; sums to 1."""
    arrivals: Mapping[str, Curve]
    """The curve of each role."""
    tasks: Mapping[str, tuple[str, ...]]
    """What each role comes for, as ids or patterns of ids; which of them, by the tasks' weights."""


def through(*points: tuple[float, float]) -> Curve:
    """A curve of straight lines.

    Args:
        points: Share of the time and height, in order of time; level before the first and after the last.
    """

    def height(share: float) -> float:
        if share <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in pairwise(points):
            if share <= x1:
                return y0 + (y1 - y0) * (share - x0) / (x1 - x0) if x1 > x0 else y1
        return points[-1][1]

    return height


def at(hour: int, minute: int, *, begins: tuple[int, int], ends: tuple[int, int]) -> float:
    """A time of the day as a share of the situation's time.

    >>> at(8, 0, begins=(6, 45), ends=(8, 15))
    0.8333333333333334
    """
    first, last = begins[0] * 60 + begins[1], ends[0] * 60 + ends[1]
    return (hour * 60 + minute - first) / (last - first)


def _morning(hour: int, minute: int) -> float:
    return at(hour, minute, begins=(6, 45), ends=(8, 15))


def _day(hour: int, minute: int = 0) -> float:
    return at(hour, minute, begins=(6, 0), ends=(22, 0))


_FLU_WEEK = through(
    (0, 0.25), (_morning(7, 0), 0.6), (_morning(7, 20), 1), (_morning(7, 40), 1), (_morning(8, 0), 0.35), (1, 0.1)
)
_LESSONS_BEGIN = through((_morning(7, 59), 0), (_morning(8, 1), 1), (_morning(8, 6), 0.8), (1, 0.3))
_TWO_PEAKS = through(
    (0, 0.1), (_day(7, 30), 0.9), (_day(8, 15), 1), (_day(10), 0.4), (_day(15), 0.4), (_day(17), 0.6),
    (_day(19, 30), 0.85), (1, 0.1),
)  # fmt: skip
_WORKING_DAY = through((_day(6, 30), 0), (_day(8), 1), (_day(9), 0.6), (_day(15, 30), 0.8), (_day(17), 0.2), (1, 0.05))

_ALL = (
    Situation(
        "absence-morning",
        mix={"guardian": 0.8, "teacher": 0.2},
        arrivals={"guardian": _FLU_WEEK, "teacher": _LESSONS_BEGIN},
        tasks={"guardian": ("guardian.report-absence",), "teacher": ("teacher.take-attendance",)},
    ),
    Situation(
        "ordinary-day",
        mix={"pupil": 0.5, "guardian": 0.35, "teacher": 0.15},
        arrivals={"pupil": _TWO_PEAKS, "guardian": _TWO_PEAKS, "teacher": _WORKING_DAY},
        tasks={role: (f"{role}.*", "any.*") for role in ("pupil", "guardian", "teacher")},
    ),
)
SITUATIONS: Mapping[str, Situation] = {situation.id: situation for situation in _ALL}


def situation_of(name: str) -> Situation:
    """A situation by its id.

    Raises:
        Problem: There is none; lists those that there are.
    """
    if name not in SITUATIONS:
        raise Problem(f'there is no situation "{name}"', where="load", do=f"Write one of: {', '.join(SITUATIONS)}.")
    return SITUATIONS[name]


def comes_for(situation: Situation, role: str, task: str) -> bool:
    """Whether people of the role come for the task."""
    return any(fnmatchcase(task, pattern) for pattern in situation.tasks.get(role, ()))
