"""What a run lost to its surroundings: whoever reads its exit status in a pipeline must not take half a run for a whole one.

The rule stands in docs/ci.md. A single attempt of several is chance, and stands in the report; it makes no run red.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.records import COUNTED, UNREACHABLE, Attempt, Message, Outcome
from reports.attribution import attribute

_MOST = 0.1
"""Share of a build's attempts that may be lost while each task still counts."""
_CHANCE = 1
"""So many lost attempts beside others that count tell nothing, whatever their share: a plan may have five."""
_WITHOUT_MEND = frozenset({"needs-a-person", "session-must-last", "session-in-window"})
"""What follows from how somebody signs in: no second run would measure more, and the report says so each time."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What the surroundings of a build kept from being measured."""

    build: str
    tasks: int
    """Of which, in some role and mode, no attempt counts."""
    attempts: int
    of: int
    """How many attempts there were of the build."""
    reason: Message
    """Why, as it was met most often."""

    @property
    def unreachable(self) -> bool:
        """Whether the build was not there: such attempts are made again where the run goes on."""
        return self.reason.code == UNREACHABLE


def lost_to_surroundings(attempts: Iterable[Attempt]) -> tuple[Lost, ...]:
    """The builds of which too much was not measured for the run to be whole.

    Args:
        attempts: Of a run; of what was made again, the last one says what it is.
    """
    judged, _ = attribute(list(attempts))
    latest = {(a.build, a.task, a.role, a.form, a.mode, a.repetition): a for a in judged}
    of_build: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in latest.values():
        of_build[attempt.build].append(attempt)
    return tuple(lost for build, made in of_build.items() if (lost := _lost(build, made)) is not None)


def _lost(build: str, made: Sequence[Attempt]) -> Lost | None:
    hit = [a for a in made if _is_hit(a)]
    if not hit:
        return None
    counted = {(a.task, a.role, a.mode) for a in made if a.outcome in COUNTED}
    tasks = len({a.task for a in hit if (a.task, a.role, a.mode) not in counted})
    if not tasks and (len(hit) <= _CHANCE or len(hit) <= _MOST * len(made)):
        return None
    return Lost(build, tasks, len(hit), len(made), _met_most([a.reason for a in hit if a.reason]))


def _is_hit(attempt: Attempt) -> bool:
    code = attempt.reason.code if attempt.reason else ""
    return attempt.outcome is Outcome.ENVIRONMENT_ERROR and code not in _WITHOUT_MEND


def _met_most(reasons: Sequence[Message]) -> Message:
    by_code: Mapping[str, int] = Counter(reason.code for reason in reasons)
    return max(reasons, key=lambda reason: by_code[reason.code], default=Message(code="environment-error"))
