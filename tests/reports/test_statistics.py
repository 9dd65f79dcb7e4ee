"""Each method against figures that were published, or that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from reports.statistics import Noise, _medians, fisher, holm, mcnemar, newcombe, percentile_ranks, wilcoxon, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_intervals_of_newcombe_1998_table_1(successes: int, n: int, low: float, high: float) -> None:
    assert wilson(successes, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_newcombe_gives_the_intervals_of_method_10_in_newcombe_1998(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    assert newcombe(before, after) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 9, 10])
def test_medians_of_samples_are_those_of_numpy_to_the_last_bit(n: int) -> None:
    samples = np.random.default_rng(n).lognormal(0, 1, (1000, n))
    assert (_medians(samples) == np.median(samples, axis=1)).all()


def test_mcnemar_is_the_exact_binomial_of_the_pairs_that_disagree() -> None:
    assert mcnemar(10, 2) == pytest.approx(2 * (1 + 12 + 66) / 4096)
    assert mcnemar(0, 0) == 1.0


def test_fisher_gives_the_p_of_the_lady_tasting_tea() -> None:
    assert fisher((3, 4), (1, 4)) == pytest.approx(34 / 70)


def test_holm_multiplies_the_smallest_by_all_and_never_lets_a_larger_p_fall_below_a_smaller() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


def test_holm_is_that_of_statsmodels() -> None:
    chance = np.random.default_rng(5)
    for n in (1, 2, 7, 60):
        ps = np.round(chance.random(n) ** 3, 3)  # some are equal
        assert holm(ps.tolist()) == pytest.approx(multipletests(ps, method="holm")[1].tolist())


def test_wilcoxon_gives_the_p_of_darwins_maize() -> None:
    darwin = np.array([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75], dtype=float)
    assert wilcoxon(darwin) == pytest.approx(0.041259765625)
    assert wilcoxon(np.zeros(5)) == 1.0


def test_percentile_ranks_hold_the_median_of_ten_between_the_second_and_ninth_value() -> None:
    assert percentile_ranks(10, 0.5) == (2, 9)


def test_noise_is_not_known_from_a_few_pairs() -> None:
    assert not Noise([np.array([0.1, 0.2])] * 4).known
    assert Noise([np.array([0.1, 0.2])] * 10).known


def test_residuals_have_the_spread_of_the_noise_even_where_a_group_has_two_pairs() -> None:
    chance = np.random.default_rng(1)
    noise = Noise([chance.normal(5.0 * i, 0.3, 2) for i in range(2000)])
    assert np.sqrt(np.mean(noise.residuals**2)) == pytest.approx(0.3, rel=0.05)


def test_a_pair_that_was_held_up_says_nothing_and_four_that_all_differ_say_much() -> None:
    noise = Noise([np.array([-0.05, 0.05, 0.02, -0.02])] * 25)
    assert noise.p(np.array([1.0, 1.0, 1.0, 0.001])) > 0.05
    assert noise.p(np.array([1.0, 1.1, 0.9, 1.0])) < 1e-6
    assert noise.p(np.array([0.5, -0.5, 0.5, -0.5])) == 1.0
