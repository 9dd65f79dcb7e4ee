"""The rules by which verdicts are reached, on values whose verdict can be told by looking at them."""

from __future__ import annotations

import numpy as np
import pytest

from reports.compare import Terms
from reports.judging import Cell, Judged, corrected, judge_counts, judge_success, judge_times
from reports.model import Area, Judgement, MeasureInfo, Rule, Unit
from reports.statistics import Floats, Noise

QUIET = Noise([np.random.default_rng(i).normal(0, 0.05, 4) for i in range(30)])


def values(*numbers: float) -> Floats:
    return np.array(numbers, dtype=float)


def verdict(judged: Judged) -> Judgement:
    return judged.settle(corrected([judged])[0])


def cell(before: tuple[int, int], after: tuple[int, int], *, same_evidence: bool = True) -> Cell:
    pairs = min(before[1], after[1])
    lost, won = max(0, before[0] - after[0]), max(0, after[0] - before[0])
    return Cell(before=before, after=after, lost=min(lost, pairs), won=min(won, pairs), same_evidence=same_evidence)


def test_a_count_that_rises_in_every_pair_is_a_reproduced_fact() -> None:
    judged = judge_counts(values(4, 5), values(7, 8), 0.05)
    assert (verdict(judged), judged.rule, judged.amount) == (Judgement.WORSE, Rule.REPRODUCED, 3)


def test_a_count_that_falls_in_every_pair_is_better() -> None:
    assert verdict(judge_counts(values(7, 8), values(4, 5), 0.05)) == Judgement.BETTER


def test_a_count_within_the_margin_is_no_meaningful_difference() -> None:
    assert verdict(judge_counts(values(100, 100), values(104, 104), 0.05)) == Judgement.SAME
    assert verdict(judge_counts(values(100, 100), values(106, 106), 0.05)) == Judgement.WORSE


def test_counts_that_stay_nothing_are_the_same() -> None:
    assert verdict(judge_counts(values(0, 0), values(0, 0), 0.05)) == Judgement.SAME


def test_one_pair_tells_nothing_and_asks_for_another() -> None:
    judged = judge_counts(values(4), values(9), 0.05)
    assert (verdict(judged), judged.more_attempts) == (Judgement.CANNOT_TELL, 1)


def test_pairs_that_disagree_cannot_tell() -> None:
    assert verdict(judge_counts(values(4, 4), values(9, 4), 0.05)) == Judgement.CANNOT_TELL


def test_a_wait_of_one_and_a_half_seconds_more_is_told_by_two_repeats_in_two_modes() -> None:
    judged = judge_times(values(0.30, 0.31, 0.29, 0.30), values(1.80, 1.82, 1.79, 1.81), 0.2, QUIET)
    assert verdict(judged) == Judgement.WORSE
    assert judged.amount == pytest.approx(1.505, abs=0.01)
    assert judged.change.low is not None
    assert judged.change.low > 3


def test_a_wait_that_rises_by_less_than_anybody_notices_is_no_meaningful_difference() -> None:
    judged = judge_times(values(0.02, 0.02, 0.02, 0.02), values(0.04, 0.04, 0.04, 0.04), 0.2, QUIET)
    assert verdict(judged) == Judgement.SAME


def test_a_wait_is_not_told_worse_where_one_pair_points_the_other_way() -> None:
    judged = judge_times(values(0.3, 0.3, 0.3, 0.3), values(1.8, 1.8, 1.8, 0.25), 0.2, QUIET)
    assert verdict(judged) == Judgement.CANNOT_TELL


def test_few_pairs_without_a_session_around_them_cannot_tell() -> None:
    judged = judge_times(values(0.3, 0.3), values(1.8, 1.8), 0.2, Noise([]))
    assert (verdict(judged), judged.more_attempts) == (Judgement.CANNOT_TELL, 6)


def test_stored_baselines_have_to_clear_the_margin() -> None:
    before, after = values(*[1.0] * 10), values(*[1.15 + 0.01 * (i % 3) for i in range(10)])
    wide = 0.02 * np.arange(10)
    assert verdict(judge_times(before + wide, after + wide, 0.10, QUIET)) == Judgement.WORSE
    assert verdict(judge_times(before + wide, after + wide, 0.15, QUIET, one_session=False)) == Judgement.CANNOT_TELL


def test_a_barrier_in_every_attempt_at_one_place_is_reproduced() -> None:
    (judged,) = judge_success([cell((2, 2), (0, 2))], 0.05)
    assert (verdict(judged), judged.rule) == (Judgement.WORSE, Rule.REPRODUCED)


def test_failures_at_different_places_are_not_a_reproduced_fact() -> None:
    (judged,) = judge_success([cell((2, 2), (0, 2), same_evidence=False)], 0.05)
    assert verdict(judged) == Judgement.CANNOT_TELL


def test_one_attempt_a_side_is_not_a_reproduced_fact() -> None:
    (judged,) = judge_success([cell((1, 1), (0, 1))], 0.05)
    assert verdict(judged) == Judgement.CANNOT_TELL


def test_two_of_two_on_both_sides_cannot_tell_alone_and_says_how_many_more_would() -> None:
    (judged,) = judge_success([cell((2, 2), (2, 2))], 0.05)
    assert verdict(judged) == Judgement.CANNOT_TELL
    assert judged.more_attempts is not None
    n = 2 + judged.more_attempts
    (enough,) = judge_success([cell((n, n), (n, n))], 0.05)
    assert verdict(enough) == Judgement.SAME
    (fewer,) = judge_success([cell((n - 1, n - 1), (n - 1, n - 1))], 0.05)
    assert verdict(fewer) == Judgement.CANNOT_TELL


def test_many_tasks_tell_together_what_none_tells_alone() -> None:
    judged = judge_success([cell((2, 2), (2, 2))] * 50, 0.05)
    assert {verdict(j) for j in judged} == {Judgement.SAME}
    assert {j.rule for j in judged} == {Rule.TOGETHER}


def test_a_task_whose_attempts_disagree_is_not_carried_by_the_others() -> None:
    judged = judge_success([cell((2, 2), (1, 2)), *[cell((2, 2), (2, 2))] * 60], 0.05)
    assert verdict(judged[0]) == Judgement.CANNOT_TELL


def test_success_that_falls_over_many_attempts_is_worse() -> None:
    (judged,) = judge_success([cell((40, 40), (28, 40), same_evidence=False)], 0.05)
    assert (verdict(judged), judged.rule) == (Judgement.WORSE, Rule.SAMPLED)


def test_a_family_of_many_tests_asks_more_of_each() -> None:
    lost = judge_success([cell((20, 20), (13, 20), same_evidence=False)], 0.05)[0]
    alone = corrected([lost])[0]
    crowd = corrected([lost] + judge_success([cell((20, 20), (20, 20))], 0.001) * 20)[0]
    assert alone is not None
    assert crowd is not None
    assert lost.settle(alone) == Judgement.WORSE
    assert lost.settle(crowd) == Judgement.CANNOT_TELL


def test_what_depends_on_the_machine_has_twice_the_margin_where_the_builds_were_not_measured_by_turns() -> None:
    wait = MeasureInfo(id="wait", unit=Unit.SECONDS, higher_is_better=False, area=Area.EFFORT, judged=True, margin=0.15)
    by_turns, stored = (
        Terms(conditions=(), one_session=one_session, margins={}, gated=None) for one_session in (True, False)
    )
    assert by_turns.margin(wait, of_machine=True) == 0.15
    assert stored.margin(wait, of_machine=True) == 0.30
    assert stored.margin(wait) == 0.15
