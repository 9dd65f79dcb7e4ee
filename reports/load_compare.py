"""Compares load: the share of people who completed, and the 95th percentile of their time.

People of one session are not independent: a stall of the machine delays all who arrive in it. So a difference of times
has to hold against chance between people and between windows, and each difference has to exceed the margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from evidence.records import LoadWindow, Message
from reports.compare import Draft, Subject, Terms, forbidden
from reports.estimate import Estimate
from reports.judging import FLOOR_S, Judged, missing
from reports.load_figures import load_figure, merged, windows_of
from reports.load_model import LoadFigure, LoadSituation
from reports.model import Area, Judgement, MeasureInfo, Rule, Unit
from reports.source import Source
from reports.statistics import Floats, fisher, newcombe

LOAD_SUCCESS = MeasureInfo(
    id="load-success", unit=Unit.SHARE, higher_is_better=True, area=Area.LOAD, judged=True, margin=0.02
)
LOAD_P95 = MeasureInfo(
    id="load-p95", unit=Unit.SECONDS, higher_is_better=False, area=Area.LOAD, judged=True, margin=0.25
)
FEWEST = 8
"""Fewer people than this on a side are not compared."""
_RESAMPLES = 2000
_SEED = 7


def load_drafts(
    source: Source, situations: Sequence[LoadSituation], sides: tuple[str, str], terms: Terms
) -> list[Draft]:
    """Comparisons of every task under every situation that both builds were sent.

    Args:
        source: The evidence.
        situations: From `load_situations`.
        sides: Names of baseline and candidate.
        terms: From `terms_between`.
    """
    return _together(list(_drafts(source, situations, sides, terms)))


def _together(drafts: Sequence[Draft]) -> list[Draft]:
    """A task's few people can't show that nothing changed; those of all tasks in which nobody failed can, together."""
    rest = [d for d in drafts if d.subject.measure == LOAD_SUCCESS.id and not d.judged.differs and d.before.value]
    if not rest:
        return list(drafts)
    sides = [(round(sum((e.value or 0) * e.n for e in side)), sum(e.n for e in side))
             for side in ([d.before for d in rest], [d.after for d in rest])]  # fmt: skip
    low, high = newcombe(sides[0], sides[1])
    margin = rest[0].judged.margin
    if low < -margin or high > margin:
        return list(drafts)
    why = Message(
        code="why-together-load", values={"tasks": len(rest), "people": sides[1][1], "low": low, "high": high}
    )
    return [
        replace(d, judged=replace(d.judged, fixed=Judgement.SAME, rule=Rule.TOGETHER, why=why))
        if d in rest and d.before.value == d.after.value == 1
        else d
        for d in drafts
    ]


def _drafts(
    source: Source, situations: Sequence[LoadSituation], sides: tuple[str, str], terms: Terms
) -> Iterator[Draft]:
    for situation in situations:
        differing = terms.forbids_load(situation.id)
        figures = {(f.build, f.kind, f.role, f.name): f for f in situation.figures if f.kind != "all"}
        for kind, role, name in sorted({key[1:] for key in figures}, key=lambda key: (key[0] == "part", key)):
            both = [figures.get((side, kind, role, name)) for side in sides]
            if both[0] is None or both[1] is None:
                continue
            windows = [
                [w for w in windows_of(source, situation.id, side, kind) if (w.role, w.name) == (role, name)]
                for side in sides
            ]
            for info, judge in ((LOAD_SUCCESS, _judge_share), (LOAD_P95, _judge_p95)):
                if kind == "part" and info is LOAD_SUCCESS:
                    continue  # who does not get in does not do the task: told there, and not once more as another loss
                margin = terms.margin(info, of_machine=True)
                judged = judge(windows[0], windows[1], margin)
                if differing is not None:
                    judged = missing(forbidden(differing), margin)
                yield Draft(
                    subject=Subject(measure=info.id, task=name, role=role, situation=situation.id),
                    before=_figure(both[0], info),
                    after=_figure(both[1], info),
                    judged=judged,
                )


def _figure(figure: LoadFigure, info: MeasureInfo) -> Estimate:
    return figure.success if info is LOAD_SUCCESS else figure.p95


def _judge_share(before: Sequence[LoadWindow], after: Sequence[LoadWindow], margin: float) -> Judged:
    ours, theirs = load_figure(before, "", "", "task", ""), load_figure(after, "", "", "task", "")
    if not ours.started or not theirs.started:
        return missing(Message(code="unknown-nobody-arrived"), margin)
    sides = (ours.completed, ours.started), (theirs.completed, theirs.started)
    low, high = newcombe(*sides)
    change = theirs.completed / theirs.started - ours.completed / ours.started
    fewest = min(ours.started, theirs.started)
    estimate = Estimate(value=change, low=low, high=high, n=fewest)
    return _judged(estimate, change, margin, fisher(*sides), worse=change < 0, enough=fewest >= FEWEST)


def _judged(estimate: Estimate, amount: float, margin: float, p: float, *, worse: bool, enough: bool) -> Judged:
    low, high, value = estimate.low or 0.0, estimate.high or 0.0, estimate.value or 0.0
    return Judged(
        change=estimate, amount=amount, rule=Rule.SAMPLED, margin=margin, p=p, worse=worse,
        differs=enough and abs(value) > margin and (low > 0 or high < 0),
        within=-margin <= low and high <= margin,
    )  # fmt: skip


def _drawn(windows: int) -> Floats:
    """How often each window is drawn, in each of many resamples."""
    chance = np.random.default_rng(_SEED)
    return chance.multinomial(windows, [1 / windows] * windows, _RESAMPLES).astype(float)


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def _judge_p95(before: Sequence[LoadWindow], after: Sequence[LoadWindow], margin: float) -> Judged:
    ours, theirs = merged(before), merged(after)
    if not ours.total or not theirs.total:
        return missing(Message(code="unknown-nobody-completed"), margin)
    starts = sorted({w.start_s for w in (*before, *after)})
    weights = _drawn(len(starts))
    first, second = _p95s(weights, starts, before), _p95s(weights, starts, after)
    ratios = second / first - 1
    low, high = _interval(ratios[np.isfinite(ratios)])
    base, now = ours.percentile(95) or 0.0, theirs.percentile(95) or 0.0
    cuts = (base, now)
    p = len(cuts) * min(fisher((ours.above(cut), ours.total), (theirs.above(cut), theirs.total)) for cut in cuts)
    estimate = Estimate(value=now / base - 1, low=low, high=high, n=min(ours.total, theirs.total))
    # As everywhere: what nobody notices is no difference, however sure it is.
    enough = min(ours.total, theirs.total) >= FEWEST and abs(now - base) > FLOOR_S
    return _judged(estimate, now - base, margin, min(1.0, p), worse=now > base, enough=enough)


def _p95s(weights: Floats, starts: Sequence[float], windows: Sequence[LoadWindow]) -> Floats:
    """The 95th percentile of each resample of windows."""
    parts = [merged([w for w in windows if w.start_s == start]) for start in starts]
    seconds = np.concatenate([part.seconds for part in parts])
    order = np.argsort(seconds)
    drawn = np.concatenate([weights[:, [i]] * part.counts[None, :] for i, part in enumerate(parts)], axis=1)[:, order]
    cumulated = np.cumsum(drawn, axis=1)
    totals = cumulated[:, -1:]
    reached = np.argmax(cumulated >= 0.95 * totals, axis=1)
    return np.where(totals[:, 0] > 0, seconds[order][reached], np.nan)
