"""Which conditions of two measurements differ, and what that forbids to compare: decided here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from evidence.records import Conditions


class Touches(StrEnum):
    """Which figures a differing condition makes incomparable."""

    EVERYTHING = "everything"
    """Nothing may be compared: the words or the way of measuring changed."""
    TIMES = "times"
    """Waits and load; what is counted stays comparable."""
    ACCESSIBILITY = "accessibility"
    """Findings."""
    EFFORT_AND_FINDINGS = "effort-and-findings"
    """What depends on the page's text."""
    FINDINGS_AND_TIMES = "findings-and-times"
    """Findings, waits and load."""
    NOTHING = "nothing"
    """Told, because a reader wants to know it."""

    def covers(self, figures: Touches) -> bool:
        """Whether it makes such figures incomparable."""
        both = (Touches.ACCESSIBILITY, Touches.TIMES)
        return self in (Touches.EVERYTHING, figures) or (self is Touches.FINDINGS_AND_TIMES and figures in both)


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
}
SAME_SESSION = "session"
"""Name of the condition that two runs cannot share: having been measured by turns in one session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDifference:
    """One condition that is not the same on both sides."""

    name: str
    """The field of Conditions, or "session" if the sides come from two runs."""
    baseline: Any
    """Its value for the baseline."""
    candidate: Any
    """Its value for the candidate."""
    touches: Touches
    """What may not be compared because of it, or only with wider margins."""


def compare_conditions(baseline: Conditions, candidate: Conditions) -> list[ConditionDifference]:
    """What differs between the conditions of two measurements, in the order of the record's fields.

    Args:
        baseline: Conditions of the one side.
        candidate: Conditions of the other side.
    """
    return [
        ConditionDifference(
            name=name, baseline=ours, candidate=theirs, touches=_touches(name, baseline.workers, candidate.workers)
        )
        for name in _TOUCHES
        if (ours := getattr(baseline, name)) != (theirs := getattr(candidate, name))
    ]


def _touches(name: str, *workers: int) -> Touches:
    """While one worker's checks operate a page, another's attempt is being timed."""
    beside_others = name == "checks" and any(number != 1 for number in workers)
    return Touches.FINDINGS_AND_TIMES if beside_others else _TOUCHES[name]
