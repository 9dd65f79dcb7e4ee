"""Real browsers under load, beside the same tasks without: who got done, how long they waited, and who came when in vain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from evidence.records import LoadSession, Message, Outcome, Probe
from reports.estimate import Estimate
from reports.load_model import ProbeFigure, ProbeSituation, ProbeWalk
from reports.model import TaskResult
from reports.source import ROLES, Source, rank
from reports.statistics import median_interval, wilson

_NOT_COUNTED = frozenset({Outcome.SCRIPT_ERROR, Outcome.HARNESS_ERROR, Outcome.NOT_OFFERED})
"""An environment error counts: who is not let in, or gets no answer while many are there, did not get it done."""


def probe_situations(source: Source, results: Sequence[TaskResult]) -> tuple[ProbeSituation, ...]:
    """Every situation under which real browsers walked.

    Args:
        source: The evidence.
        results: The attempts without load, of all builds and modes.
    """
    sessions = {s.id: s for s in source.all(LoadSession)}
    probes = [p for p in source.all(Probe) if p.session in sessions]
    order = dict.fromkeys(s.situation for s in sessions.values())
    return tuple(
        _situation(source, name, own, results)
        for name in order
        if (own := [p for p in probes if sessions[p.session].situation == name])
    )


def _situation(
    source: Source, situation: str, probes: Sequence[Probe], results: Sequence[TaskResult]
) -> ProbeSituation:
    places = {task.id: place for place, task in enumerate(source.tasks)}
    builds = {build.name: place for place, build in enumerate(source.builds)}
    keys = sorted(
        {(p.role, p.task, p.mode, p.build) for p in probes},
        key=lambda k: (rank(ROLES, k[0]), places.get(k[1], 0), k[2], builds.get(k[3], 0)),
    )
    return ProbeSituation(
        situation=situation,
        figures=tuple(
            _figure(
                [p for p in probes if (p.role, p.task, p.mode, p.build) == key],
                next((r for r in results if (r.role, r.task, r.mode, r.build) == key), None),
            )
            for key in keys
        ),
        walks=tuple(_walk(probe) for probe in sorted(probes, key=lambda p: p.at_s)),
    )


def _walk(probe: Probe) -> ProbeWalk:
    return ProbeWalk(
        build=probe.build, task=probe.task, role=probe.role, at_s=probe.at_s,
        took_s=probe.took_s,
        done=None if probe.outcome in _NOT_COUNTED else probe.outcome is Outcome.SUCCEEDED,
        reason=probe.reason, slowest=probe.slowest,
    )  # fmt: skip


def _figure(probes: Sequence[Probe], calm: TaskResult | None) -> ProbeFigure:
    one = probes[0]
    counted = [p for p in probes if p.outcome not in _NOT_COUNTED]
    done = [p for p in counted if p.outcome is Outcome.SUCCEEDED]
    missing = Estimate(value=None, unknown=Message(code="unknown-no-attempts"))
    measures = calm.measures if calm else {}
    return ProbeFigure(
        build=one.build, task=one.task, role=one.role, mode=one.mode,
        success=_share(len(done), len(counted)),
        wait=_middle([sum(p.waits_s) for p in done]),
        lcp=_middle([float(np.median(p.lcp_s)) for p in done if p.lcp_s]),
        getting_in=_middle([p.getting_in_s for p in done if p.getting_in_s is not None]),
        calm_success=calm.success if calm else missing,
        calm_wait=measures.get("wait", missing),
        calm_lcp=measures.get("lcp", missing),
    )  # fmt: skip


def _share(done: int, of: int) -> Estimate:
    if not of:
        return Estimate(value=None, unknown=Message(code="unknown-no-attempts"))
    low, high = wilson(done, of)
    return Estimate(value=done / of, low=low, high=high, n=of)


def _middle(values: Sequence[float]) -> Estimate:
    if not values:
        return Estimate(value=None, unknown=Message(code="unknown-not-completed"))
    middle, low, high = median_interval(np.array(values, dtype=float))
    several = len(values) > 1
    return Estimate(value=middle, low=low if several else None, high=high if several else None, n=len(values))
