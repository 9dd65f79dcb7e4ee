"""Intervals and tests for rates, ratios and families of tests; each a published method, from scipy or
statsmodels but for Holm's four lines.

The one method of ours is `Noise`: a few pairs of one step say little of their own spread, so the spread of all steps
of the session is used, resampled as it is, heavy tails included. The A/A and power tests hold it to its promises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
ALPHA = 0.05
_RESAMPLES = 5_000
_SEED = 20261123
_MAY_STRAY = 5
"""One pair in so many may point the other way."""


@lru_cache(maxsize=1024)  # a report asks for the same few shares again and again
def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    Args:
        successes: How many succeeded.
        n: Of how many; at least 1.
    Source:
        Wilson 1927, by scipy.

    >>> [round(end, 3) for end in wilson(81, 263)]      # Newcombe 1998, table I
    [0.255, 0.366]
    """
    interval = stats.binomtest(successes, n).proportion_ci(1 - ALPHA, method="wilson")
    return max(0.0, float(interval.low)), min(1.0, float(interval.high))


def newcombe(before: tuple[int, int], after: tuple[int, int]) -> tuple[float, float]:
    """The 95 % interval of the difference of two independent shares, after minus before.

    Args:
        before: Successes and attempts of the baseline.
        after: Successes and attempts of the candidate.
    Source:
        Newcombe 1998, method 10 (from Wilson's intervals), by statsmodels.
    """
    from statsmodels.stats.proportion import confint_proportions_2indep  # noqa: PLC0415 - slow, and only for two builds

    low, high = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff", alpha=ALPHA)
    return float(low), float(high)


def mcnemar(lost: int, won: int) -> float:
    """The exact two-sided p of McNemar's test.

    Args:
        lost: Pairs in which the baseline alone succeeded.
        won: Pairs in which the candidate alone succeeded.
    """
    return float(stats.binomtest(lost, lost + won, 0.5).pvalue) if lost + won else 1.0


def fisher(before: tuple[int, int], after: tuple[int, int]) -> float:
    """The exact two-sided p that two shares (successes, of how many) are one."""
    table = np.array([[before[0], before[1] - before[0]], [after[0], after[1] - after[0]]])
    return float(stats.fisher_exact(table).pvalue)


def holm(ps: Sequence[float]) -> list[float]:
    """The p values of a family of tests, corrected so that one false alarm in the family has at most its own p.

    Source:
        Holm 1979. Computed here: statsmodels' own sweeps the whole process's memory at each call, which takes longer than
        all else that a report computes; a test holds this one to it.

    >>> [round(p, 2) for p in holm([0.01, 0.04, 0.03, 0.005])]
    [0.03, 0.06, 0.06, 0.02]
    """
    order = np.argsort(ps)
    stepped = np.asarray(ps)[order] * np.arange(len(ps), 0, -1)
    corrected = np.empty(len(ps))
    corrected[order] = np.minimum(1.0, np.maximum.accumulate(stepped))
    return [float(p) for p in corrected]


def wilcoxon(differences: Floats) -> float:
    """The two-sided p of the signed-rank test; 1 where there is nothing to rank."""
    if len(differences) == 0 or not np.any(differences):
        return 1.0
    return float(stats.wilcoxon(differences).pvalue)


def ratio_of_medians(before: Floats, after: Floats) -> tuple[float, float, float]:
    """Ratio of medians with its 95 % percentile bootstrap interval over pairs, as (value, low, high).

    Args:
        before: The baseline's values, greater than 0.
        after: The candidate's, in the same order of pairs.
    """
    chance = np.random.default_rng(_SEED)
    drawn = chance.integers(0, len(before), (_RESAMPLES, len(before)))
    ratios = _medians(after[drawn]) / _medians(before[drawn])
    low, high = np.quantile(ratios, [ALPHA / 2, 1 - ALPHA / 2])
    return float(np.median(after) / np.median(before)), float(low), float(high)


def _medians(samples: Floats) -> Floats:
    """Each row's median, to the last bit as `numpy.median` gives it, in less time; none may be missing."""
    ordered, n = np.sort(samples, axis=1), samples.shape[1]
    middle: Floats = (ordered[:, (n - 1) // 2] + ordered[:, n // 2]) / 2
    return middle


def median_interval(values: Floats) -> tuple[float, float, float]:
    """Median with its 95 % percentile bootstrap interval, as (value, low, high)."""
    if np.ptp(values) == 0:
        return float(values[0]), float(values[0]), float(values[0])
    chance = np.random.default_rng(_SEED)
    medians = _medians(values[chance.integers(0, len(values), (2000, len(values)))])
    low, high = np.quantile(medians, [ALPHA / 2, 1 - ALPHA / 2])
    return float(np.median(values)), float(low), float(high)


@lru_cache(maxsize=1024)
def percentile_ranks(n: int, share: float) -> tuple[int, int]:
    """Ranks, from 1, of the values between which a percentile lies with 95 % confidence; cut off at the ends.

    Args:
        n: How many values.
        share: Such as 0.95.
    Source:
        Order statistics; Hahn & Meeker 1991, section 5.2.
    """
    low, high = (float(stats.binom.ppf(end, n, share)) for end in (ALPHA / 2, 1 - ALPHA / 2))
    return max(1, int(low)), min(n, int(high) + 1)


@dataclass(frozen=True)
class Noise:
    """How far pairs of one session scatter when nothing has changed, told from all pairs about their own medians.

    Args:
        groups: For each thing measured (a step of a task), its pairs' log ratios.
    """

    groups: Sequence[Floats]
    _medians: dict[int, tuple[float, float]] = field(default_factory=dict, compare=False)

    @cached_property
    def residuals(self) -> Floats:
        """Deviations from each group's median, widened for the degree of freedom that it took, sorted by size."""
        widened = [
            (group - np.median(group)) * np.sqrt(len(group) / (len(group) - 1))
            for group in self.groups
            if len(group) > 1
        ]
        return np.sort(np.abs(np.concatenate(widened))) if widened else np.empty(0)

    @property
    def known(self) -> bool:
        """Whether there is enough to tell: 20 deviations from 5 groups."""
        return sum(len(group) > 1 for group in self.groups) >= 5 and len(self.residuals) >= 20

    def p(self, ratios: Floats) -> float:
        """Two-sided p that so many pairs differ so far in one direction when nothing has changed.

        A fifth of the pairs, rounded down, may point elsewhere; the nearest to zero of the others says how far. A
        single pair that was held up says nothing that way: of four, all have to be far from zero.
        """
        n = len(ratios)
        strays = n // _MAY_STRAY
        ordered = np.sort(ratios)
        reached = max(float(ordered[strays]), float(-ordered[n - 1 - strays]))
        if reached <= 0:
            return 1.0
        beyond = len(self.residuals) - int(np.searchsorted(self.residuals, reached))
        one_pair = (1 + beyond) / (1 + len(self.residuals)) / 2
        return min(1.0, 2 * float(stats.binom.sf(n - strays - 1, n, one_pair)))

    def interval(self, ratios: Floats) -> tuple[float, float]:
        """The 95 % interval around the median of a few pairs, from the medians of as many deviations."""
        n = len(ratios)
        if n not in self._medians:
            chance = np.random.default_rng(_SEED + n)
            drawn = chance.choice(self.residuals, (_RESAMPLES, n)) * chance.choice([-1.0, 1.0], (_RESAMPLES, n))
            low, high = np.quantile(_medians(drawn), [ALPHA / 2, 1 - ALPHA / 2])
            self._medians[n] = float(low), float(high)
        low, high = self._medians[n]
        middle = float(np.median(ratios))
        return middle - high, middle - low
