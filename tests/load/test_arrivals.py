from __future__ import annotations

import fnmatch
import statistics
from itertools import pairwise
from pathlib import Path

import pytest

from evidence.problem import Problem
from load.arrivals import at_most, draw, rates_for_peak, rates_for_people, rates_for_pupils
from load.situations import SITUATIONS, situation_of
from scenarios.tasks import TASKS

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
    highest = max(sum(rates.per_second(*one, at / 500) for one in rates.shares) * 60 for at in range(501))
    assert highest == pytest.approx(60, rel=0.01)


def test_an_unknown_situation_names_those_that_there_are() -> None:
    with pytest.raises(Problem, match="absence-morning, morning-bell, grade-release"):
        situation_of("absence-mornig")


MIXES = {
    "absence-morning": {"guardian": 0.8, "teacher": 0.2},
    "morning-bell": {"teacher": 0.7, "pupil": 0.3},
    "grade-release": {"pupil": 0.55, "guardian": 0.4, "teacher": 0.05},
    "distance-day": {"pupil": 0.85, "teacher": 0.15},
    "weekly-letter": {"guardian": 0.9, "teacher": 0.1},
    "ordinary-day": {"pupil": 0.5, "guardian": 0.35, "teacher": 0.15},
    "ramp": {"pupil": 0.5, "guardian": 0.35, "teacher": 0.15},
}


@pytest.mark.parametrize(("name", "mix"), MIXES.items())
def test_a_situation_has_its_mix_and_tasks_of_the_catalogue_that_its_roles_do(name: str, mix: dict[str, float]) -> None:
    situation = SITUATIONS[name]
    assert situation.id == name
    assert situation.mix == pytest.approx(mix)
    for stream in situation.streams:
        done = [task.id for task in TASKS if stream.role in task.roles]
        assert [pattern for pattern in stream.tasks if not fnmatch.filter(done, pattern)] == []


def test_there_is_no_situation_beside_these() -> None:
    assert set(SITUATIONS) == set(MIXES)


def minutes_of(name: str, role: str, task: str | None = None) -> list[float]:
    """When people of a role come, in minutes of the situation's own time."""
    situation = SITUATIONS[name]
    tasks = frozenset({task}) if task else None
    return [
        a.at_s / 60
        for a in draw(rates_for_people(situation, situation.minutes * 60, 4000, frozenset({role}), tasks), 5)
    ]


def share_between(minutes: list[float], first: float, last: float) -> float:
    return sum(first <= minute < last for minute in minutes) / len(minutes)


def test_at_the_morning_bell_nearly_every_class_is_registered_within_ten_minutes_of_eight() -> None:
    teachers = minutes_of("morning-bell", "teacher")
    assert share_between(teachers, 10, 20) > 0.9
    assert min(teachers) > 8.9


def test_grades_are_a_flash_crowd_that_halves_and_halves_again() -> None:
    pupils = minutes_of("grade-release", "pupil")
    assert share_between(pupils, 0, 5) < 0.02
    at_once, later, latest = (share_between(pupils, start, start + 2) for start in (6, 12, 18))
    assert later == pytest.approx(at_once / 2, rel=0.15)
    assert latest == pytest.approx(at_once / 4, rel=0.2)


def test_on_a_distance_day_lessons_draw_people_on_the_hour_and_hand_ins_come_before_midnight() -> None:
    lessons = minutes_of("distance-day", "pupil", "pupil.join-remote-lesson")
    around = share_between(lessons, 55, 65)  # eight o'clock
    assert around > 8 * share_between(lessons, 85, 95)  # half past eight
    hand_ins = minutes_of("distance-day", "pupil", "pupil.submit-assignment")
    assert share_between(hand_ins, 15 * 60, 17 * 60) > 0.3  # 22 to 24 o'clock


def test_guardians_read_the_letter_after_teachers_have_published_it() -> None:
    teachers, guardians = (minutes_of("weekly-letter", role) for role in ("teacher", "guardian"))
    assert statistics.median(teachers) < 45 < statistics.median(guardians)


def test_a_ramp_ends_at_the_highest_rate_about_six_times_that_of_an_ordinary_day() -> None:
    peaks = {}
    for name in ("ramp", "ordinary-day"):
        situation = SITUATIONS[name]
        rates = rates_for_pupils(situation, situation.minutes * 60, 10_000, frozenset(situation.mix))
        peaks[name] = rates.peak_per_minute
        if name == "ramp":
            at_the_end = sum(rates.per_second(*one, 1.0) for one in rates.shares) * 60
            assert at_the_end == pytest.approx(rates.peak_per_minute)
    assert 5 < peaks["ramp"] / peaks["ordinary-day"] < 7


def test_a_school_system_twice_as_large_sends_twice_as_many_a_minute() -> None:
    small, large = (rates_for_pupils(MORNING, 60, pupils, BOTH) for pupils in (70_000, 140_000))
    assert large.peak_per_minute == pytest.approx(2 * small.peak_per_minute)
    assert large.people == pytest.approx(2 * small.people)


def test_a_shorter_run_has_the_rates_of_the_real_morning_and_fewer_people() -> None:
    real = rates_for_pupils(MORNING, 90 * 60, 10_000, BOTH)
    short = rates_for_pupils(MORNING, 60, 10_000, BOTH)
    assert real.people == pytest.approx(10_000 * 0.10 / 0.8)
    assert short.peak_per_minute == pytest.approx(real.peak_per_minute)
    assert short.people == pytest.approx(real.people / 90)


def test_of_a_size_nobody_comes_in_place_of_those_who_take_no_part() -> None:
    both = rates_for_pupils(MORNING, 60, 10_000, BOTH)
    alone = rates_for_pupils(MORNING, 60, 10_000, frozenset({"guardian"}))
    assert alone.people == pytest.approx(0.8 * both.people)


def test_a_stream_whose_tasks_cannot_be_done_stays_away_and_its_share_goes_to_the_others() -> None:
    day = SITUATIONS["distance-day"]
    rates = rates_for_people(day, 60, 100, frozenset({"pupil"}), frozenset({"pupil.submit-assignment"}))
    assert [stream.tasks for stream, _ in rates.shares] == [("pupil.submit-assignment",)]
    assert rates.mix == {"pupil": 1.0}


def test_no_minute_has_more_people_than_were_agreed_to() -> None:
    arrivals = draw(rates_for_peak(SITUATIONS["ordinary-day"], 600, 30, frozenset({"pupil"})), 3)

    def most_in_a_minute(times: list[float]) -> int:
        return max(sum(first <= other < first + 60 for other in times) for first in times)

    assert most_in_a_minute([a.at_s for a in arrivals]) > 30  # chance alone
    kept = at_most(arrivals, 30)
    assert most_in_a_minute([a.at_s for a in kept]) == 30
    assert len(kept) > 0.9 * len(arrivals)


def test_the_method_tells_each_situation_with_its_minutes_and_visits_per_pupil() -> None:
    method = (Path(__file__).parents[2] / "docs" / "method.md").read_text("utf-8")
    for situation in SITUATIONS.values():
        assert situation.turnout
        row = next(line for line in method.splitlines() if line.startswith(f"| `{situation.id}` |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[1] == f"{situation.minutes:g}"
        assert cells[2] == f"{situation.turnout.per_pupil:.3g} {situation.turnout.role}"
        assert cells[4] == f"{situation.visits(1):.2g}"
