"""The situations of a school's day: who comes for what, how their arrivals rise and fall, and how many they are.

How many is told by the size of a school system, in pupils. No statistics say it: each situation names the role that it is
about, and how many of that role come for each pupil; docs/method.md says why we think so. The shares of the roles give the
others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from evidence.problem import Problem
from load.curves import Curve, flash, peak, through, together

CLASS = 25
"""Pupils in a class, which one teacher registers, and to which one writes the weekly letter. An assumption."""


@dataclass(frozen=True, slots=True)
class Stream:
    """People of one role who come for the same things, at the same times."""

    role: str
    share: float
    """Of all who come."""
    curve: Curve
    tasks: tuple[str, ...]
    """What they come for, as ids or patterns of ids; which of them, by the tasks' weights."""

    def comes_for(self, task: str) -> bool:
        """Whether anybody of them comes for the task."""
        return any(fnmatchcase(task, pattern) for pattern in self.tasks)


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many come, by the size of the school system."""

    role: str
    """The role that the situation is about."""
    per_pupil: float
    """How many of that role come for each pupil of the system."""


@dataclass(frozen=True, slots=True)
class Situation:
    """A time of the day in which many do the same things."""

    id: str
    minutes: float
    """How long it takes in a school's day; a run passes it in its own time."""
    streams: tuple[Stream, ...]
    """Their shares sum to 1."""
    turnout: Turnout | None
    """None where nobody said how many come: then a run needs a rate."""

    @property
    def mix(self) -> dict[str, float]:
        """Share of each role."""
        roles = dict.fromkeys(stream.role for stream in self.streams)
        return {role: sum(stream.share for stream in self.streams if stream.role == role) for role in roles}

    @property
    def tasks(self) -> dict[str, tuple[str, ...]]:
        """What each role comes for, as ids or patterns of ids."""
        return {
            role: tuple(dict.fromkeys(task for stream in self.streams if stream.role == role for task in stream.tasks))
            for role in self.mix
        }

    def visits(self, pupils: float) -> float:
        """How many people come in a school system of so many pupils.

        Args:
            pupils: The system's size.
        Raises:
            Problem: Nobody said how many come.
        """
        if self.turnout is None:
            raise Problem(
                f"nothing says how many people come to {self.id} for each pupil",
                where=f"load, {self.id}",
                do="Write visits_per_pupil in the situation, or a rate in place of the size: --peak 120",
            )
        return pupils * self.turnout.per_pupil / self.mix[self.turnout.role]


def at(hour: int, minute: int, *, begins: tuple[int, int], ends: tuple[int, int]) -> float:
    """A time of the day as a share of the situation's time.

    >>> at(8, 0, begins=(6, 45), ends=(8, 15))
    0.8333333333333334
    """
    first, last = begins[0] * 60 + begins[1], ends[0] * 60 + ends[1]
    return (hour * 60 + minute - first) / (last - first)


def _day(hour: int, minute: int = 0) -> float:
    return at(hour, minute, begins=(6, 0), ends=(22, 0))


def _everything(role: str) -> tuple[str, ...]:
    return f"{role}.*", "any.*"


def _absence_morning() -> Situation:
    def clock(hour: int, minute: int) -> float:
        return at(hour, minute, begins=(6, 45), ends=(8, 15))

    flu_week = through(
        (0, 0.25), (clock(7, 0), 0.6), (clock(7, 20), 1), (clock(7, 40), 1), (clock(8, 0), 0.35), (1, 0.1)
    )
    lessons_begin = through((clock(7, 59), 0), (clock(8, 1), 1), (clock(8, 6), 0.8), (1, 0.3))
    return Situation(
        "absence-morning",
        90,
        (
            Stream("guardian", 0.8, flu_week, ("guardian.report-absence",)),
            Stream("teacher", 0.2, lessons_begin, ("teacher.take-attendance",)),
        ),
        # In a flu week one pupil in ten is ill, and one guardian reports each.
        Turnout("guardian", 0.10),
    )


def _morning_bell() -> Situation:
    def clock(hour: int, minute: int) -> float:
        return at(hour, minute, begins=(7, 50), ends=(8, 15))

    registers = through((clock(7, 59), 0), (clock(8, 1), 1), (clock(8, 3), 1), (clock(8, 10), 0.15), (clock(8, 12), 0))
    where_to_go = through((0, 0.3), (clock(7, 57), 1), (clock(8, 2), 0.5), (clock(8, 6), 0.05), (1, 0))
    return Situation(
        "morning-bell",
        25,
        (
            Stream("teacher", 0.7, registers, ("teacher.take-attendance",)),
            Stream("pupil", 0.3, where_to_go, ("pupil.see-timetable",)),
        ),
        # Every class is registered.
        Turnout("teacher", 1 / CLASS),
    )


def _grade_release() -> Situation:
    minutes = 60.0
    all_at_once = flash(at=5 / minutes, rise=1 / minutes, halves_in=6 / minutes)
    told_by_the_child = flash(at=5 / minutes, rise=3 / minutes, halves_in=10 / minutes)
    return Situation(
        "grade-release",
        minutes,
        (
            Stream("pupil", 0.55, all_at_once, ("pupil.read-feedback",)),
            Stream("guardian", 0.40, told_by_the_child, ("guardian.read-assessment",)),
            Stream("teacher", 0.05, through((0, 1), (5 / minutes, 0.5), (1, 0.5)), ("teacher.assess-submission",)),
        ),
        # Half of all pupils get grades, and half of these look within the hour.
        Turnout("pupil", 0.25),
    )


def _distance_day() -> Situation:
    begins, ends = (7, 0), (24, 0)

    def clock(hour: int, minute: int = 0) -> float:
        return at(hour, minute, begins=begins, ends=ends)

    minute = clock(7, 1)
    on_the_hour = together(*(peak(clock(hour), 10 * minute) for hour in (8, 9, 10, 11, 13, 14, 15)))
    before_midnight = through(
        (clock(12), 0.05), (clock(19), 0.3), (clock(22), 0.5), (clock(23, 30), 1), (clock(23, 58), 1), (1, 0.2)
    )
    working_day = through((0, 0.3), (clock(8), 1), (clock(16), 0.6), (clock(18), 0.1), (clock(21), 0.2), (1, 0))
    return Situation(
        "distance-day",
        1020,
        (
            Stream("pupil", 0.65, on_the_hour, ("pupil.see-timetable", "pupil.join-remote-lesson")),
            Stream("pupil", 0.20, before_midnight, ("pupil.submit-assignment",)),
            Stream("teacher", 0.10, on_the_hour, ("teacher.take-attendance",)),
            Stream("teacher", 0.05, working_day, ("teacher.create-assignment", "teacher.assess-submission")),
        ),
        # Three pupils in ten are taught at a distance, and come four times that day.
        Turnout("pupil", 1.2),
    )


def _weekly_letter() -> Situation:
    def clock(hour: int, minute: int = 0) -> float:
        return at(hour, minute, begins=(14, 30), ends=(17, 30))

    publish = through((clock(14, 40), 0), (clock(15), 1), (clock(15, 15), 0.6), (clock(15, 45), 0.1), (1, 0))
    told_by_the_telephone = through(
        (clock(14, 45), 0), (clock(15, 5), 0.8), (clock(15, 20), 1), (clock(16), 0.6), (clock(17), 0.4), (1, 0.3)
    )
    return Situation(
        "weekly-letter",
        180,
        (
            Stream("guardian", 0.9, told_by_the_telephone, ("guardian.read-weekly-letter",)),
            Stream("teacher", 0.1, publish, ("teacher.publish-weekly-letter",)),
        ),
        # Three classes in five, those of small children, get a letter.
        Turnout("teacher", 0.6 / CLASS),
    )


_ORDINARY: Mapping[str, float] = {"pupil": 0.5, "guardian": 0.35, "teacher": 0.15}


def _ordinary_day() -> Situation:
    two_peaks = through(
        (0, 0.1), (_day(7, 30), 0.9), (_day(8, 15), 1), (_day(10), 0.4), (_day(15), 0.4), (_day(17), 0.6),
        (_day(19, 30), 0.85), (1, 0.1),
    )  # fmt: skip
    working_day = through(
        (_day(6, 30), 0), (_day(8), 1), (_day(9), 0.6), (_day(15, 30), 0.8), (_day(17), 0.2), (1, 0.05)
    )
    curves = {"pupil": two_peaks, "guardian": two_peaks, "teacher": working_day}
    return Situation(
        "ordinary-day",
        960,
        tuple(Stream(role, share, curves[role], _everything(role)) for role, share in _ORDINARY.items()),
        # Seven pupils in ten come, once.
        Turnout("pupil", 0.7),
    )


def _ramp() -> Situation:
    growing = through((0, 0), (1, 1))
    return Situation(
        "ramp",
        30,
        tuple(Stream(role, share, growing, _everything(role)) for role, share in _ORDINARY.items()),
        # It ends at about six times the rate of an ordinary day's busiest minute.
        Turnout("pupil", 0.12),
    )


SITUATIONS: Mapping[str, Situation] = {
    situation.id: situation
    for situation in (
        _absence_morning(), _morning_bell(), _grade_release(), _distance_day(), _weekly_letter(), _ordinary_day(),
        _ramp(),
    )
}  # fmt: skip


def situation_of(name: str, own: Iterable[Situation] = ()) -> Situation:
    """A situation by its id.

    Args:
        name: The id.
        own: Situations beside those that there are.
    Raises:
        Problem: There is none; lists those that there are.
    """
    known = dict(SITUATIONS) | {situation.id: situation for situation in own}
    if name not in known:
        raise Problem(f'there is no situation "{name}"', where="load", do=f"Write one of: {', '.join(known)}.")
    return known[name]


def _level(_share: float) -> float:
    return 1.0


def steady(situation: Situation) -> Situation:
    """The same people for the same tasks, arriving evenly: as many at each moment."""
    return replace(situation, streams=tuple(replace(stream, curve=_level) for stream in situation.streams))


def comes_for(situation: Situation, role: str, task: str) -> bool:
    """Whether people of the role come for the task."""
    return any(stream.role == role and stream.comes_for(task) for stream in situation.streams)
