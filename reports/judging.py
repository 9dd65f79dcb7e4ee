"""From paired values to a verdict: which rule applies, what it says, and how many more attempts would tell.

Whoever doubts a verdict in a report finds the rule here. Values are arrays of pairs: the same task, role, form, mode
and repetition on both builds. Nothing here knows of records or files.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from evidence.records import Message
from reports.estimate import Estimate
from reports.model import Judgement, Rule
from reports.statistics import ALPHA, Floats, Noise, holm, mcnemar, newcombe, ratio_of_medians, wilcoxon

FLOOR_S = 0.1
"""A wait that changes by less than this is not noticed (0.1 s: Miller 1968, Nielsen 1993)."""
OWN_SPREAD = 8
"""From so many pairs on, a step's own pairs give its interval; below, the spread of the whole session does."""
_MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What one comparison says before the family of tests it belongs to is known."""

    change: Estimate
    amount: float | None = None
    rule: Rule
    margin: float
    p: float | None = None
    """Uncorrected; null where no test is made."""
    worse: bool = False
    """Which way the figure points, if it differs."""
    differs: bool = False
    """Whether the interval leaves out "no change", and whatever else the rule asks for holds."""
    within: bool = False
    """Whether the interval lies inside the equivalence margin."""
    fixed: Judgement | None = None
    """A verdict that needs no test."""
    more_attempts: int | None = None
    why: Message | None = None

    def settle(self, p: float | None) -> Judgement:
        """The verdict, given p corrected for the family."""
        if self.fixed is not None:
            return self.fixed
        if self.within:
            return Judgement.SAME
        if self.differs and p is not None and p <= ALPHA:
            return Judgement.WORSE if self.worse else Judgement.BETTER
        return Judgement.CANNOT_TELL


def corrected(family: Sequence[Judged]) -> list[float | None]:
    """The p of each comparison, Holm-corrected over all that made a test."""
    tested = iter(holm([j.p for j in family if j.p is not None]))
    return [next(tested) if j.p is not None else None for j in family]


def missing(why: Message, margin: float, more: int | None = None) -> Judged:
    """Nothing can be compared."""
    unknown = Estimate(value=None, unknown=why)
    return Judged(
        change=unknown, rule=Rule.MISSING, margin=margin, fixed=Judgement.CANNOT_TELL, why=why, more_attempts=more
    )


def judge_counts(before: Floats, after: Floats, margin: float) -> Judged:
    """Counts that a script produces the same way each time: a fact if all pairs, at least two, agree.

    Args:
        before: The baseline's counts, by pair.
        after: The candidate's.
        margin: Relative; a change of all pairs within it is no meaningful difference.
    """
    n = len(before)
    if n < 2:
        return missing(Message(code="why-too-few-pairs", values={"pairs": n}), margin, 2 - n)
    ups = after - before > margin * before
    downs = before - after > margin * before
    middle = _relative(float(np.median(before)), float(np.median(after)))
    estimate = Estimate(value=middle, n=n)
    amount = float(np.median(after - before))
    judged = Judged(change=estimate, amount=amount, rule=Rule.REPRODUCED, margin=margin, worse=amount > 0)
    if ups.all():
        return replace(judged, fixed=Judgement.WORSE, why=Message(code="why-all-pairs", values={"pairs": n}))
    if downs.all():
        return replace(judged, fixed=Judgement.BETTER, why=Message(code="why-all-pairs", values={"pairs": n}))
    if not ups.any() and not downs.any():
        return replace(judged, fixed=Judgement.SAME, why=Message(code="why-all-pairs", values={"pairs": n}))
    return _sampled_counts(judged, before, after)


def _sampled_counts(judged: Judged, before: Floats, after: Floats) -> Judged:
    n = len(before)
    why = Message(code="why-pairs-disagree", values={"pairs": n})
    if n < OWN_SPREAD or np.median(before) <= 0:
        unsure = Estimate(value=judged.change.value, n=n)
        return replace(
            judged, change=unsure, rule=Rule.SAMPLED, fixed=Judgement.CANNOT_TELL, why=why,
            more_attempts=max(1, OWN_SPREAD - n),
        )  # fmt: skip
    value, low, high = (ratio - 1 for ratio in ratio_of_medians(before, after))
    return replace(
        judged, change=Estimate(value=value, low=low, high=high, n=n), rule=Rule.SAMPLED, p=wilcoxon(after - before),
        worse=value > 0, differs=low > 0 or high < 0, within=-judged.margin <= low and high <= judged.margin, why=why,
        more_attempts=_more(n, value, (high - low) / 2, judged.margin),
    )  # fmt: skip


def log_ratios(before: Floats, after: Floats) -> Floats:
    """Logarithm of each pair's ratio. FLOOR_S is added to both, so that what nobody notices weighs little."""
    return np.asarray(np.log((after + FLOOR_S) / (before + FLOOR_S)))


def judge_times(before: Floats, after: Floats, margin: float, noise: Noise, *, one_session: bool = True) -> Judged:
    """Waits: a sample. Meaningful is what exceeds the relative margin and FLOOR_S.

    Few pairs are judged by the noise of the whole session, and must all point the same way; from OWN_SPREAD pairs on,
    their own bootstrap interval has to leave out "no change", too.

    Args:
        before: The baseline's seconds, by pair.
        after: The candidate's.
        margin: Relative.
        noise: Of the session's pairs.
        one_session: False if the two sides were not measured by turns: then only what clears the margin is told.
    """
    n = len(before)
    if n < 2:
        return missing(Message(code="why-too-few-pairs", values={"pairs": n}), margin, 2 - n)
    base = float(np.median(before))
    ratios = log_ratios(before, after)
    if n >= OWN_SPREAD:
        low_s, high_s = _own_interval(before, after)
        p = noise.p(ratios) if noise.known else wilcoxon(ratios)
        aligned = True
    elif noise.known:
        low, high = noise.interval(ratios)
        low_s, high_s = ((base + FLOOR_S) * (math.exp(end) - 1) for end in (low, high))
        p = noise.p(ratios)
        aligned = bool((ratios > 0).all() or (ratios < 0).all())
    else:
        why = Message(code="why-noise-unknown", values={"pairs": n})
        return missing(why, margin, OWN_SPREAD - n)
    amount = float(np.median(after)) - base
    return _judged_times(base, amount, (low_s, high_s), (n, p, aligned), margin, one_session)


def _judged_times(
    base: float, amount: float, interval: tuple[float, float], test: tuple[int, float, bool], margin: float, one: bool
) -> Judged:
    (low, high), (n, p, aligned) = interval, test
    allowed = max(margin * base, FLOOR_S)
    beyond = 0.0 if one else allowed
    scale = base if base > 0 else 1.0
    estimate = Estimate(value=amount / scale, low=low / scale, high=high / scale, n=n)
    return Judged(
        change=estimate, amount=amount, rule=Rule.SAMPLED, margin=margin, p=p, worse=low > 0,
        differs=aligned and (low > beyond or high < -beyond), within=-allowed <= low and high <= allowed,
        more_attempts=_more(n, amount, (high - low) / 2, allowed),
    )  # fmt: skip


def _own_interval(before: Floats, after: Floats) -> tuple[float, float]:
    """In seconds, from the ratio of medians."""
    base = float(np.median(before))
    if base <= 0:
        return float(np.min(after - before)), float(np.max(after - before))
    _, low, high = ratio_of_medians(before, after)
    return base * (low - 1), base * (high - 1)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Success of one task, role and mode on both builds."""

    before: tuple[int, int]
    """Successes and counted attempts of the baseline."""
    after: tuple[int, int]
    lost: int
    """Pairs in which the baseline alone succeeded."""
    won: int
    same_evidence: bool
    """Whether all attempts that did not succeed ended at the same step for the same reason."""

    @property
    def whole(self) -> bool:
        """Whether at least two attempts a side all end alike."""
        return all(n >= 2 and k in (0, n) for k, n in (self.before, self.after))

    @property
    def agrees(self) -> bool:
        """Whether every attempt of both sides ends alike."""
        (k, n), (later_k, later_n) = self.before, self.after
        return self.whole and (k == n) == (later_k == later_n)


def judge_success(cells: Sequence[Cell], margin: float) -> list[Judged]:
    """Task success: reproduced where every attempt of the one build ends so and none of the other's; else sampled.

    Two attempts a task can't show that nothing changed; all tasks together can: where their joint interval lies inside
    the margin, those whose attempts all agree have no meaningful difference.

    Args:
        cells: Every task, role and mode that both builds attempted.
        margin: Absolute, such as 0.05 for five points.
    """
    first = [_judge_cell(cell, margin) for cell in cells]
    rest = [cell for cell, judged in zip(cells, first, strict=True) if judged.fixed is None]
    if not rest:
        return first
    before = (sum(c.before[0] for c in rest), sum(c.before[1] for c in rest))
    after = (sum(c.after[0] for c in rest), sum(c.after[1] for c in rest))
    low, high = newcombe(before, after)
    together = -margin <= low and high <= margin
    values = {"cells": len(rest), "low": low, "high": high, "attempts": after[1]}
    why = Message(code="why-together", values=values)
    return [
        replace(judged, rule=Rule.TOGETHER, fixed=Judgement.SAME, why=why)
        if together and judged.fixed is None and cell.agrees
        else judged
        for cell, judged in zip(cells, first, strict=True)
    ]


def _judge_cell(cell: Cell, margin: float) -> Judged:
    (k, n), (later_k, later_n) = cell.before, cell.after
    low, high = newcombe(cell.before, cell.after)
    change = later_k / later_n - k / n
    estimate = Estimate(value=change, low=low, high=high, n=min(n, later_n))
    judged = Judged(
        change=estimate, amount=change, rule=Rule.SAMPLED, margin=margin, p=mcnemar(cell.lost, cell.won),
        worse=change < 0, differs=low > 0 or high < 0, within=-margin <= low and high <= margin,
        more_attempts=_more_for_success(cell, margin),
    )  # fmt: skip
    if cell.whole and not cell.agrees and cell.same_evidence:
        why = Message(code="why-reproduced", values={"before": k, "of": n, "after": later_k, "now_of": later_n})
        fixed = Judgement.WORSE if change < 0 else Judgement.BETTER
        return replace(judged, rule=Rule.REPRODUCED, p=None, fixed=fixed, why=why, more_attempts=None)
    return judged


@lru_cache(maxsize=1024)
def _more_for_success(cell: Cell, margin: float) -> int | None:
    """About how many more attempts a build, were the shares to stay as they are."""
    (k, n), (later_k, later_n) = cell.before, cell.after
    least = min(n, later_n)

    def tells(total: int) -> bool:
        low, high = newcombe((round(k / n * total), total), (round(later_k / later_n * total), total))
        return low > 0 or high < 0 or (-margin <= low and high <= margin)

    total = bisect_left(range(_MOST), True, lo=least + 1, key=tells)
    return total - least if total < _MOST else None


def _more(n: int, change: float, half_width: float, margin: float) -> int | None:
    """How many more pairs would bring the interval clear of "no change" or inside the margin; it narrows as 1/√n."""
    target = max(abs(change), margin - abs(change))
    if half_width <= 0 or target <= 0:
        return None
    total = math.ceil(n * (half_width / target) ** 2 * 1.2)
    return max(1, total - n) if total < _MOST else None


def _relative(before: float, after: float) -> float | None:
    if before == after:
        return 0.0
    return after / before - 1 if before else None
