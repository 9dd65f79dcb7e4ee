"""Whether the candidate passes the plan's gate: it fails on `worse` only, and says how much it could not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evidence.problem import Problem
from evidence.records import Message
from reports.comparability import gives_no_verdict, uncounted
from reports.model import Comparison, Difference, GateResult, Judgement, MeasureInfo, TaskResult

_REASONS = 20


def gate(
    plan: Mapping[str, Any],
    comparisons: Sequence[Comparison],
    measures: Sequence[MeasureInfo],
    results: Sequence[TaskResult],
) -> GateResult:
    """Apply the gate of a plan.

    Args:
        plan: The baseline's; its `gate.measures` may fail (all if there are none), by `gate.margins`.
        comparisons: All of the report.
        measures: All that are judged.
        results: Of all builds. A candidate of which nothing counts for a task that the baseline did gets no verdict.
    Raises:
        Problem: The gate names a measure that does not exist.
    """
    wanted: Mapping[str, Any] = plan.get("gate") or {}
    judged = [m.id for m in measures if m.judged]
    for named in [*(wanted.get("measures") or ()), *(wanted.get("margins") or {})]:
        if named not in judged:
            raise Problem(f'there is no measure "{named}"', where="gate", do=f"Write one of: {', '.join(judged)}.")
    gated = [(c, d) for c in comparisons for d in c.differences if d.gated]
    worse = [(c, d) for c, d in gated if d.judgement == Judgement.WORSE]
    reasons = [_reason(c, d) for c, d in worse[:_REASONS]]
    if len(worse) > _REASONS:
        reasons.append(Message(code="gate-more", values={"count": len(worse) - _REASONS}))
    return GateResult(
        failed=bool(worse),
        reasons=tuple(reasons),
        worse=len(worse),
        cannot_tell=sum(d.judgement == Judgement.CANNOT_TELL for _, d in gated),
        measures=tuple(wanted.get("measures") or judged),
        without_verdict=tuple(
            c.candidate for c in comparisons if gives_no_verdict(c) or uncounted(results, c.baseline, c.candidate)
        ),
        margins={m.id: float((wanted.get("margins") or {}).get(m.id, m.margin)) for m in measures if m.judged},
    )


def _reason(comparison: Comparison, difference: Difference) -> Message:
    d = difference
    about = "situation" if d.situation else "mode" if d.mode else "task" if d.task else "role" if d.role else "pages"
    values = {
        "build": comparison.candidate,
        "about": about,
        "measure": d.measure,
        "task": d.task,
        "role": d.role,
        "mode": d.mode,
        "situation": d.situation,
        "before": d.before.value,
        "after": d.after.value,
    }
    return Message(code="gate-reason", values=values)
