"""What of two builds was not compared because of their conditions, and whether any verdict came of it: for terminals and exit statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.conditions import ConditionDifference, Touches
from reports.compare import CONDITIONS_DIFFER
from reports.model import Comparison, Difference, Rule


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A condition that differs, and the measures that were not compared because of such."""

    condition: ConditionDifference
    measures: tuple[str, ...]


def forbidden_by_conditions(comparison: Comparison) -> tuple[NotCompared, ...]:
    """The conditions that kept something from being compared, each with the measures, in the order of the conditions."""
    touches = {condition.name: condition.touches for condition in comparison.conditions}
    kept: dict[Touches, list[str]] = {}
    for difference in comparison.differences:
        if difference.why is not None and difference.why.code == CONDITIONS_DIFFER:
            kept.setdefault(touches[difference.why.values["condition"]], []).append(difference.measure)
    return tuple(
        NotCompared(condition, tuple(dict.fromkeys(kept[condition.touches])))
        for condition in comparison.conditions
        if condition.touches in kept
    )


def gives_no_verdict(comparison: Comparison) -> bool:
    """Whether nothing that may fail the gate could be compared: not even that more attempts are needed can be said then."""
    return not any_judged([difference for difference in comparison.differences if difference.gated])


def any_judged(differences: Sequence[Difference]) -> bool:
    """Whether anything could be compared, if only to say that more attempts are needed."""
    return any(d.rule != Rule.MISSING or d.more_attempts is not None for d in differences)
