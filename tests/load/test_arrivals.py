from __future__ import annotations

import statistics
from itertools import pairwise

import pytest

from evidence.problem import Problem
from load.arrivals import draw, rates_for_peak, rates_for_people
from load.situations import SITUATIONS, situation_of

BOTH = frozenset({"guardian", "teacher"})
MORNING = SITUATIONS["absence-morning"]


def test_the_same_seed_draws_the_same_arrivals_and_another_seed_others() -> None:
    rates = rates_for_people(MORNING, 60, 200, BOTH)
    assert draw(rates, 7) == draw(rates, 7)
    assert draw(rates, 7) != draw(rates, 8)


def test_arrivals_are_poisson_their_number_varies_as_much_as_its_mean() -> None:
    rates = rates_for_people(MORNING, 60, 100, BOTH)
    counts = [len(draw(rates, seed)) for seed in range(300)]
    assert 97 < statistics.mean(counts) < 103
    assert 0.8 < statistics.variance(counts) / statistics.mean(counts) < 1.2


def test_gaps_between_arrivals_are_not_in_step() -> None:
    rates = rates_for_people(SITUATIONS["ordinary-day"], 100, 2000, frozenset({"pupil"}))
    times = [a.at_s for a in draw(rates, 1) if 40 < a.at_s < 50]
    gaps = [b - a for a, b in pairwise(times)]
    # Of an exponential distribution, the standard deviation is the mean.
    assert 0.75 < statistics.stdev(gaps) / statistics.mean(gaps) < 1.3


def test_arrivals_follow_the_curve_of_their_role() -> None:
    arrivals = draw(rates_for_people(MORNING, 90, 5000, BOTH), 3)
    teachers = [a.at_s for a in arrivals if a.role == "teacher"]
    guardians = [a.at_s for a in arrivals if a.role == "guardian"]
    assert min(teachers) > 73  # lessons begin 75 minutes after 06:45
    assert 0.18 < len(teachers) / len(arrivals) < 0.22
    busiest, first = sum(35 <= t < 55 for t in guardians), sum(t < 10 for t in guardians)
    assert busiest / 20 > 2 * first / 10


def test_a_role_that_is_missing_leaves_its_share_to_the_others_and_their_clocks_alone() -> None:
    alone = rates_for_people(MORNING, 60, 80, frozenset({"guardian"}))
    both = rates_for_people(MORNING, 60, 100, BOTH)
    assert alone.mix == {"guardian": 1.0}
    assert draw(alone, 5) == [a for a in draw(both, 5) if a.role == "guardian"]


def test_the_peak_that_is_asked_for_is_the_highest_rate() -> None:
    rates = rates_for_peak(MORNING, 120, 60, BOTH)
    assert rates.peak_per_minute == pytest.approx(60)
    at_most = max(sum(rates.per_second(role, share / 500) for role in rates.mix) * 60 for share in range(501))
    assert at_most == pytest.approx(60, rel=0.01)


def test_every_situation_is_complete() -> None:
    for name, situation in SITUATIONS.items():
        assert name == situation.id
        assert sum(situation.mix.values()) == pytest.approx(1)
        assert set(situation.mix) == set(situation.arrivals) == set(situation.tasks)


def test_an_unknown_situation_names_those_that_there_are() -> None:
    with pytest.raises(Problem, match="absence-morning, ordinary-day"):
        situation_of("absence-mornig")
