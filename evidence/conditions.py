"""Which conditions of two measurements differ, and what that forbids to compare: decided here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any

from evidence.records import Conditions, LoadSession


class Touches(StrEnum):
    """Which figures a differing condition makes incomparable."""

    EVERYTHING = "everything"
    """Nothing may be compared: the words or the way of measuring changed."""
    ATTEMPTS = "attempts"
    """All that attempts tell; what was measured under load stays comparable."""
    TIMES = "times"
    """Waits and load; what is counted stays comparable."""
    ACCESSIBILITY = "accessibility"
    """Findings."""
    EFFORT_AND_FINDINGS = "effort-and-findings"
    """What depends on the page's text."""
    FINDINGS_AND_TIMES = "findings-and-times"
    """Findings, waits and load."""
    LOAD = "load"
    """What was measured under load; all else stays comparable."""
    NOTHING = "nothing"
    """Told, because a reader wants to know it."""

    def covers(self, figures: Touches) -> bool:
        """Whether it makes such figures incomparable."""
        return figures in _COVERED.get(self, (self,)) or self is Touches.EVERYTHING


_COVERED = {
    Touches.ATTEMPTS: (Touches.ATTEMPTS, Touches.TIMES, Touches.ACCESSIBILITY, Touches.EFFORT_AND_FINDINGS),
    Touches.TIMES: (Touches.TIMES, Touches.LOAD),
    Touches.FINDINGS_AND_TIMES: (Touches.FINDINGS_AND_TIMES, Touches.ACCESSIBILITY, Touches.TIMES, Touches.LOAD),
}
"""What those cover that cover more than themselves."""


_TOUCHES: dict[str, Touches] = {
    "harness_version": Touches.NOTHING,
    "measuring_version": Touches.EVERYTHING,
    "catalogue_version": Touches.EVERYTHING,
    "browser": Touches.TIMES,
    "browser_version": Touches.TIMES,
    "browser_flags": Touches.TIMES,
    "engine": Touches.ACCESSIBILITY,
    "machine": Touches.TIMES,
    "system": Touches.TIMES,
    "workers": Touches.TIMES,
    "language": Touches.EFFORT_AND_FINDINGS,
    "interleaved": Touches.TIMES,
    "scanned": Touches.ACCESSIBILITY,
    "traced": Touches.TIMES,
    "network": Touches.TIMES,
    "cpu_slowdown": Touches.TIMES,
    "reduced_motion": Touches.TIMES,
    "forced_colours": Touches.ACCESSIBILITY,
    "text_percent": Touches.EFFORT_AND_FINDINGS,
    "text_spacing": Touches.EFFORT_AND_FINDINGS,
    "javascript": Touches.EFFORT_AND_FINDINGS,
    "checks": Touches.ACCESSIBILITY,
    "level": Touches.ACCESSIBILITY,
    "standard": Touches.ACCESSIBILITY,
    "limit_s": Touches.ATTEMPTS,
}
_LOAD_SENT = ("duration_s", "peak_per_minute", "mix", "own_pace", "not_replayed")
"""Fields of a load session without which two situations of one name are not the same load."""
LOAD_SENT = "load"
"""Name of the condition that the same load was sent."""
SAME_SESSION = "session"
"""Name of the condition that two runs cannot share: having been measured by turns in one session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDifference:
    """One condition that is not the same on both sides."""

    name: str
    """The field of Conditions; "session" if the sides come from two runs; "load" if they were sent other loads."""
    baseline: Any
    """Its value for the baseline; of a load, those of a session's fields that differ."""
    candidate: Any
    """Its value for the candidate."""
    touches: Touches
    """What may not be compared because of it, or only with wider margins."""
    situation: str = ""
    """The situation that alone it concerns; empty where it concerns all."""


def compare_conditions(baseline: Conditions, candidate: Conditions) -> list[ConditionDifference]:
    """What differs between the conditions of two measurements, in the order of the record's fields.

    What an earlier version did not record differs from nothing.

    Args:
        baseline: Conditions of the one side.
        candidate: Conditions of the other side.
    """
    return [
        ConditionDifference(
            name=name, baseline=ours, candidate=theirs, touches=_touches(name, baseline.workers, candidate.workers)
        )
        for name in _TOUCHES
        if (ours := getattr(baseline, name)) != (theirs := getattr(candidate, name)) and None not in (ours, theirs)
    ]


def compare_loads(baseline: Sequence[LoadSession], candidate: Sequence[LoadSession]) -> list[ConditionDifference]:
    """The situations that both sides were sent and that were not the same load: other rates, length, roles, pace or tasks.

    Args:
        baseline: Sessions of the one side.
        candidate: Sessions of the other side.
    """
    found: dict[str, ConditionDifference] = {}
    for ours, theirs in product(baseline, candidate):
        if ours.situation != theirs.situation or ours.situation in found:
            continue
        sent = _sent(ours), _sent(theirs)
        if names := [name for name in _LOAD_SENT if sent[0][name] != sent[1][name]]:
            before, after = ({name: one[name] for name in names} for one in sent)
            found[ours.situation] = ConditionDifference(
                name=LOAD_SENT, baseline=before, candidate=after, touches=Touches.LOAD, situation=ours.situation
            )
    return list(found.values())


def _sent(session: LoadSession) -> dict[str, Any]:
    """What was sent. Of a task that could not be replayed the reason is nothing to the others, to whom its people went."""
    values = {name: getattr(session, name) for name in _LOAD_SENT}
    return values | {"not_replayed": sorted(session.not_replayed)}


def _touches(name: str, *workers: int) -> Touches:
    """While one worker's checks operate a page, another's attempt is being timed."""
    beside_others = name == "checks" and any(number != 1 for number in workers)
    return Touches.FINDINGS_AND_TIMES if beside_others else _TOUCHES[name]
