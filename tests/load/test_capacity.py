"""The search for the rate at which a platform gives way: on platforms whose capacity is known, and on windows whose figures are."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.capacity import BROKEN, CANNOT_TELL, GENERATOR, KEPT, RAMP, RECOVERY, SEARCH, shown
from evidence.records import CapacityLevel, LoadSession, LoadWindow
from load.capacity import Search, Step, next_step, within_agreement
from load.limits import Limits, judge
from load.meter import encoded
from load.permission import PermittedHost

QUICK = Search(Limits(success=0.95, wait_s=1.0), precision=0.1, highest_per_minute=4000)


def level(step: Step, verdict: str, index: int, *, recovered_s: float | None = None) -> CapacityLevel:
    return CapacityLevel(
        session=str(index), build="b", situation="s", index=index, phase=step.phase, per_minute=step.per_minute,
        verdict=verdict, sessions=1, people=100, failed=0, success=0.95, wait_s=1.0, gave_way=[], slowest=None, late=0,
        generator_cpu=0.1, recovered_s=recovered_s,
    )  # fmt: skip


def searched(verdict: Callable[[Step], str], search: Search = QUICK, *, recovers: bool = True) -> list[CapacityLevel]:
    """All that is sent to a platform that answers so."""
    levels: list[CapacityLevel] = []
    while (step := next_step(search, levels)) is not None:
        assert len(levels) < 60, "the search does not end"
        calm = 3.0 if recovers and step.phase == RECOVERY else None
        levels.append(level(step, verdict(step), len(levels) + 1, recovered_s=calm))
    return levels


def platform(capacity: float, generator: float = 1e9) -> Callable[[Step], str]:
    def verdict(step: Step) -> str:
        if step.per_minute > generator:
            return GENERATOR
        if step.per_minute > capacity:
            return BROKEN
        return CANNOT_TELL if step.phase == RAMP else KEPT

    return verdict


@settings(max_examples=200, deadline=None)
@given(st.floats(2, 3900))
def test_the_capacity_lies_between_both_ends_and_they_are_close(capacity: float) -> None:
    found = shown(searched(platform(capacity)))
    assert found.kept is not None
    assert found.broken is not None
    assert found.kept.per_minute <= capacity < found.broken.per_minute
    assert found.broken.per_minute / found.kept.per_minute <= 1.11  # rates are rounded to a tenth
    assert found.generator is None


def test_the_rate_that_was_kept_was_kept_in_two_sessions() -> None:
    levels = searched(platform(333))
    kept = shown(levels).kept
    assert kept is not None
    assert sum(one.phase == SEARCH and one.per_minute == kept.per_minute for one in levels) == 2


def test_after_each_rate_that_was_too_much_the_load_falls() -> None:
    levels = searched(platform(333))
    for one, after in pairwise(levels):
        if one.phase != RECOVERY:
            assert (after.phase == RECOVERY) == (one.verdict == BROKEN)
    assert levels[1].phase == RAMP


def test_a_platform_that_does_not_recover_ends_the_search() -> None:
    levels = searched(platform(100), recovers=False)
    assert [one.phase for one in levels[-4:]] == [RAMP, RECOVERY, RECOVERY, RECOVERY]
    assert shown(levels).kept is None


def test_the_generators_own_limit_is_no_limit_of_the_platforms() -> None:
    found = shown(searched(platform(5000, generator=700)))
    assert found.broken is None
    assert found.kept is not None
    assert found.generator is not None
    assert found.kept.per_minute <= 700 < found.generator.per_minute <= found.kept.per_minute * 1.11


def test_a_platform_that_gives_way_below_the_generators_limit_is_told_as_such() -> None:
    found = shown(searched(platform(400, generator=450)))
    assert found.broken is not None or found.generator is not None
    assert found.kept is not None
    assert found.kept.per_minute <= 400


def test_no_higher_rate_is_sent_than_was_agreed_on() -> None:
    agreed = [PermittedHost("school.example", 500, "it@school.example")]
    search = within_agreement(QUICK, "https://school.example/start", agreed)
    levels = searched(platform(1e6), search)
    assert max(one.per_minute for one in levels) == 500
    kept = shown(levels).kept
    assert kept is not None
    assert kept.per_minute == 500
    assert within_agreement(QUICK, "http://other.example", agreed) == QUICK


def test_rates_that_nobody_can_decide_widen_the_answer_and_end_it() -> None:
    def unsure(step: Step) -> str:
        return CANNOT_TELL if 300 < step.per_minute < 420 else platform(350)(step)

    levels = searched(unsure)
    found = shown(levels)
    assert found.kept is not None
    assert found.broken is not None
    assert found.kept.per_minute <= 300
    assert found.broken.per_minute >= 420
    tried = [one.per_minute for one in levels if one.phase == SEARCH and one.verdict == CANNOT_TELL]
    assert tried
    assert max(map(tried.count, tried)) == 3


def test_a_rate_kept_above_one_that_was_broken_was_kept_by_luck() -> None:
    levels = [level(Step(SEARCH, rate, 10), verdict, i) for i, (rate, verdict) in enumerate(
        [(100, KEPT), (200, BROKEN), (300, KEPT), (400, BROKEN)])]  # fmt: skip
    found = shown(levels)
    assert found.kept is not None
    assert found.kept.per_minute == 100


@settings(max_examples=30, deadline=None)
@given(st.floats(20, 3000), st.integers(1, 20))
def test_a_search_that_was_killed_goes_on_where_it_was(capacity: float, after: int) -> None:
    whole = searched(platform(capacity))
    cut = whole[:after]
    if (step := next_step(QUICK, cut)) is not None and len(whole) > after:
        assert (step.phase, step.per_minute) == (whole[after].phase, whole[after].per_minute)


def test_each_rate_is_sent_to_enough_people_and_long_enough() -> None:
    search = Search()
    assert search.limits.fewest == 299
    assert search.search_s(300) * 300 / 60 > 299
    assert search.search_s(3000) >= 1.5 * search.limits.wait_s / search.precision
    assert search.search_s(1) == 600


def test_a_fall_brings_enough_people_to_show_that_the_platform_has_recovered() -> None:
    fast, slow = (
        next_step(QUICK, [level(Step(RAMP, 960, 10), BROKEN, 1)]),
        next_step(QUICK, [level(Step(RAMP, 60, 10), BROKEN, 1)]),
    )
    assert (fast, slow) == (Step(RECOVERY, 240, 10), Step(RECOVERY, 15, 50))


# Judging


def session(people: int, *, late: int = 0, cpu: float = 0.2) -> LoadSession:
    return LoadSession(
        id="1", build="b", situation="s", started_at="2026-11-23T08:00:00+00:00", duration_s=10, seed=1, people=people,
        peak_per_minute=60, mix={}, window_s=1, late=late, generator_cpu=cpu, stopped=None, purpose="capacity",
    )  # fmt: skip


def window(kind: str, name: str, seconds: list[float], *, failed: int = 0, task: str = "", at: float = 0) -> LoadWindow:
    return LoadWindow(
        session="1", build="b", kind=kind, name=name, task=task or name, role="teacher", start_s=at,
        started=len(seconds) + failed, completed=len(seconds), failed=failed,
        failures={"status-503": failed} if failed else {}, histogram=encoded([round(s * 1e6) for s in seconds]),
    )  # fmt: skip


def tasks(people: int, failed: int = 0) -> LoadWindow:
    return window("task", "teacher.take-attendance", [0.4] * (people - failed), failed=failed)


def asked(name: str, seconds: list[float], at: float = 0) -> LoadWindow:
    return window("request", name, seconds, task="teacher.take-attendance", at=at)


def test_enough_people_within_the_limits_show_that_they_are_kept() -> None:
    quick = asked("GET /", [0.1] * 300)
    assert judge([session(300)], [tasks(300), quick], Limits()).verdict == KEPT
    assert (
        judge([session(200)], [tasks(200), quick], Limits()).verdict == CANNOT_TELL
    )  # of 200, one in 100 can be missed
    assert judge([session(300)], [tasks(300, failed=2), quick], Limits()).verdict == CANNOT_TELL


def test_a_slow_request_breaks_the_limit_and_is_named_with_its_task() -> None:
    slow = asked("GET /attendance/{id}", [0.2] * 30 + [3.0] * 30)
    judged = judge([session(300)], [tasks(300), asked("GET /", [0.1] * 300), slow], Limits())
    assert judged.verdict == BROKEN
    [strain] = judged.gave_way
    assert (strain.limit, strain.task, strain.request) == ("wait", "teacher.take-attendance", "GET /attendance/{id}")
    assert (strain.people, strain.beyond) == (60, 30)
    assert strain.p95_s == pytest.approx(3.0, rel=0.01)
    assert judged.slowest == strain


def test_one_slow_answer_in_many_is_no_broken_limit() -> None:
    rare = asked("GET /rare", [0.2] * 19 + [9.0])
    judged = judge([session(300)], [tasks(300), asked("GET /", [0.1] * 300), rare], Limits())
    assert judged.verdict == KEPT
    few = asked("GET /rare", [0.2, 9.0])  # half of two: too few to call it broken, too many to call it kept
    assert judge([session(300)], [tasks(300), asked("GET /", [0.1] * 300), few], Limits()).verdict == CANNOT_TELL


def test_failures_break_the_limit_with_the_most_frequent_reason() -> None:
    judged = judge([session(300)], [tasks(300, failed=20), asked("GET /", [0.1] * 300)], Limits())
    assert judged.verdict == BROKEN
    assert {(s.limit, s.why, s.beyond) for s in judged.gave_way} == {("success", "status-503", 20)}
    assert judged.gave_way[0].task == "teacher.take-attendance"


def test_what_makes_the_queue_is_named_before_those_who_wait_in_it() -> None:
    """Everybody waits for as long as the queue is at that moment; the culprit takes 0.3 s besides, and came when it was short."""
    windows = [tasks(300)]
    for at in range(10):
        queue = 0.5 * at
        windows.append(asked("GET /start", [queue + 0.01] * (30 if at > 5 else 10), at))
        windows.append(asked("GET /attendance/{id}", [queue + 0.3] * (6 if at > 5 else 8), at))
    judged = judge([session(300)], windows, Limits())
    assert judged.verdict == BROKEN
    assert [s.request for s in judged.gave_way] == ["GET /attendance/{id}", "GET /start"]


@pytest.mark.parametrize("own", [session(300, late=8), session(300, cpu=0.95)])
def test_a_busy_generator_is_never_taken_for_the_platform(own: LoadSession) -> None:
    slow = asked("GET /", [3.0] * 300)
    assert judge([own], [tasks(300), slow], Limits()).verdict == GENERATOR
    assert judge([own], [tasks(300), asked("GET /", [0.1] * 300)], Limits()).verdict == GENERATOR


def test_one_late_start_among_few_is_chance() -> None:
    assert judge([session(32, late=1)], [tasks(32), asked("GET /", [0.1] * 32)], Limits()).verdict == CANNOT_TELL
    assert judge([session(300, late=4)], [tasks(300), asked("GET /", [0.1] * 300)], Limits()).verdict == KEPT
