"""The method's two tests of itself: the same build twice raises no alarm, and a slow-down that is there is found."""

from __future__ import annotations

import numpy as np
import pytest

from reports.judging import Judged, corrected, judge_times, log_ratios
from reports.model import Judgement
from reports.statistics import Floats, Noise

STEPS = 5
Pairs = tuple[Floats, Floats]


def session(chance: np.random.Generator, tasks: int, pairs: int, slow: float = 1.0, base_s: float = 0.0) -> list[Pairs]:
    """Waits of every step, skewed as real ones are, steps of unequal noise, and one in fifty held up threefold.

    The first step of the first task is slower by a factor on the candidate; `base_s` sets its wait.
    """
    found = []
    for place in range(tasks * STEPS):
        base = base_s if place == 0 and base_s else float(chance.uniform(0.05, 0.8))
        spread = float(chance.uniform(0.02, 0.06))
        sides = []
        for factor in (1.0, slow if place == 0 else 1.0):
            held_up = np.where(chance.random(pairs) < 0.02, 3.0, 1.0)
            sides.append(base * factor * chance.lognormal(0, spread, pairs) * held_up)
        found.append((sides[0], sides[1]))
    return found


def verdicts(steps: list[Pairs]) -> list[Judgement]:
    """Of all steps and of the tasks' whole waits, as one family."""
    wholes = [
        (sum(s[0] for s in steps[i : i + STEPS]), sum(s[1] for s in steps[i : i + STEPS]))
        for i in range(0, len(steps), STEPS)
    ]
    judged: list[Judged] = []
    for group in (steps, wholes):
        noise = Noise([log_ratios(np.asarray(b), np.asarray(a)) for b, a in group])
        judged += [judge_times(np.asarray(b), np.asarray(a), 0.15, noise) for b, a in group]
    return [j.settle(p) for j, p in zip(judged, corrected(judged), strict=True)]


def alarmed(steps: list[Pairs]) -> bool:
    return bool({Judgement.WORSE, Judgement.BETTER} & set(verdicts(steps)))


def alarms(seed: int, sessions: int) -> int:
    """Of sessions with few pairs of many tasks, and as many with many pairs of few tasks."""
    chance = np.random.default_rng(seed)
    shapes = ((20, 4), (6, 10))
    return sum(alarmed(session(chance, tasks, pairs)) for tasks, pairs in shapes for _ in range(sessions // 2))


def found(seed: int, sessions: int) -> int:
    """Sessions of ten pairs in which a step that is slower by a fifth is told."""
    chance = np.random.default_rng(seed)
    return sum(verdicts(session(chance, 4, 10, slow=1.2, base_s=1.0))[0] == Judgement.WORSE for _ in range(sessions))


def test_the_same_build_twice_raises_a_false_alarm_in_at_most_five_of_a_hundred_sessions() -> None:
    assert alarms(seed=3, sessions=60) <= 3


def test_a_slow_down_of_a_fifth_in_one_step_is_found_in_95_of_100_sessions_of_ten_pairs() -> None:
    assert found(seed=4, sessions=40) >= 38


def test_one_and_a_half_seconds_are_found_by_two_repeats_in_two_modes_of_a_whole_session() -> None:
    chance = np.random.default_rng(5)
    told = [verdicts(session(chance, 29, 4, slow=6.0, base_s=0.3))[0] for _ in range(5)]
    assert told == [Judgement.WORSE] * 5


@pytest.mark.slow
def test_both_promises_hold_over_many_sessions() -> None:
    assert alarms(seed=11, sessions=1000) <= 50
    assert found(seed=12, sessions=500) >= 475
