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


def prepare_people(  # noqa: PLR0913 - as much as whoever prepares is told and has to tell
    session: Session,
    build: BuildUnderTest,
    due: Sequence[Due],
    redactor: Redactor,
    *,
    mark: str,
    within_s: float,
    begins: Callable[[Due], None] = lambda _: None,
    done: Callable[[int], None] = lambda _: None,
) -> frozenset[Due]:
    """Prepare a task for one person after the other.

    Args:
        session: The run's settings.
        build: Where.
        due: For whom. A browser can sign in those alone whose case the build keeps: of many accounts, the first.
        redactor: Is told the cookies that signing in gives.
        mark: The word that what is written can be found by.
        within_s: After so long the rest is left.
        begins: Told for whom it is now tried, which may write something also where it does not work.
        done: Told how many have been tried.
    Returns:
        For whom it could be done.
    """
    journeys = load_platform(build.platform).preparations

    known = [one for one in due if one.case < len(build.cases)]

    def act(people: People, one: Due) -> bool:
        begins(one)
        school = School(build.cases[one.case], role=one.role, mark=mark)
        return walked(people, school, journeys[one.task], people.limit_s)

    return frozenset(for_each(session, build, known, redactor, within_s=within_s, done=done, act=act))
