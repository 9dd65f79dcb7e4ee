"""Puts in place, for many people, what a task needs before load does it: with a browser, as each of them, the way the platform's file says.

An attempt is prepared for the one person who makes it. Under load others come, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evidence.redaction import Redactor
from scenarios.one_by_one import for_each, walked
from scenarios.platform import load_platform
from scenarios.school import School
from scenarios.session import BuildUnderTest, Session
from scenarios.sign_in import People


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody for whom a task has to be prepared."""

    task: str
    role: str
    case: int
    """Index of their case among the build's."""


def prepare_people(
    session: Session,
    build: BuildUnderTest,
    due: Sequence[Due],
    redactor: Redactor,
    *,
    within_s: float,
    done: Callable[[int], None] = lambda _: None,
) -> frozenset[Due]:
    """Prepare a task for one person after the other.

    Args:
        session: The run's settings.
        build: Where.
        due: For whom.
        redactor: Is told the cookies that signing in gives.
        within_s: After so long the rest is left.
        done: Told how many have been tried.
    Returns:
        For whom it could be done.
    """
    journeys = load_platform(build.platform).preparations

    def act(people: People, one: Due) -> bool:
        school = School(build.cases[one.case], role=one.role, mark="")
        return walked(people, school, journeys[one.task], people.limit_s)

    return frozenset(for_each(session, build, due, redactor, within_s=within_s, done=done, act=act))
