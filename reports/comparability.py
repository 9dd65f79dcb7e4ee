"""What of two builds was not compared because of their conditions, and whether any verdict came of it: for terminals and exit statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.conditions import ConditionDifference, Touches
from evidence.records import Outcome
from reports.compare import CONDITIONS_DIFFER
from reports.model import Comparison, Difference, Rule, TaskResult

_UNMEASURED = frozenset({Outcome.ENVIRONMENT_ERROR, Outcome.SCRIPT_ERROR, Outcome.HARNESS_ERROR})


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


def uncounted(results: Sequence[TaskResult], baseline: str, candidate: str) -> tuple[str, ...]:
    """Tasks that count on the baseline in some role and mode, and that the candidate was tried at there in vain: no attempt counts.

    What a build does not offer is told elsewhere, and what was never tried is no sign of anything.
    """
    counted = {(r.task, r.role, r.mode) for r in results if r.build == baseline and r.success.n}
    return tuple(
        dict.fromkeys(
            r.task
            for r in results
            if r.build == candidate
            and not r.success.n
            and not _UNMEASURED.isdisjoint(r.outcomes)
            and (r.task, r.role, r.mode) in counted
        )
    )


def any_judged(differences: Sequence[Difference]) -> bool:
    """Whether anything could be compared, if only to say that more attempts are needed."""
    return any(d.rule != Rule.MISSING or d.more_attempts is not None for d in differences)
