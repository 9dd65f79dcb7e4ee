"""Takes back what many people wrote under load, where the platform's file says how: with a browser, as each of them.

For builds that cannot be put back as they were. It takes a second or more for each, and ends when its time is over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from evidence.redaction import Redactor
from scenarios.one_by_one import for_each, walked
from scenarios.platform import load_platform
from scenarios.school import School
from scenarios.session import BuildUnderTest, Session
from scenarios.sign_in import People

_LOOKS_S = 2.0
"""How long is looked for what somebody may never have written."""


class Written(Protocol):
    """What one person did that may have written something."""

    @property
    def task(self) -> str:
        """Id of the task."""

    @property
    def role(self) -> str:
        """Who."""

    @property
    def case(self) -> int:
        """Index of their case among the build's."""

    @property
    def mark(self) -> str:
        """The word that the journey could put into its texts."""


def take_back(
    session: Session,
    build: BuildUnderTest,
    written: Sequence[Written],
    redactor: Redactor,
    *,
    within_s: float,
    done: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Undo what was written, one person after the other.

    Args:
        session: The run's settings.
        build: Where it stands.
        written: What.
        redactor: Is told the cookies that signing in gives.
        within_s: After so long the rest is left.
        done: Told how many have been tried.
    Returns:
        By task, how many people's data may still stand.
    """
    journeys = load_platform(build.platform).undoings
    left = Counter(one.task for one in written)
    undone = [one for one in written if one.task in journeys and one.case < len(build.cases)]

    def act(people: People, one: Written) -> bool:
        school = School(build.cases[one.case], role=one.role, mark=one.mark)
        return walked(people, school, journeys[one.task], min(_LOOKS_S, people.limit_s))

    for one in for_each(session, build, undone, redactor, within_s=within_s, done=done, act=act):
        left[one.task] -= 1
    return dict(+left)
