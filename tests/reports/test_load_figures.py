"""Load figures: percentiles of everybody's times, never averages of percentiles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hdrh.histogram import HdrHistogram

from evidence.records import LoadSession, LoadWindow, Message
from reports.estimate import Estimate
from reports.load_compare import _judge_p95
from reports.load_figures import decoded, few_people, load_figure, merged, over_time, slowest_of
from tests.reports.synthetic_load import histogram_of


def window(seconds: list[float], failed: int = 0) -> LoadWindow:
    return LoadWindow(
        session="s", build="good", kind="task", name="t", task="t", role="pupil", start_s=0.0,
        started=len(seconds) + failed, completed=len(seconds), failed=failed,
        failures={"status-503": failed} if failed else {}, histogram=histogram_of(seconds),
    )  # fmt: skip


def test_a_decoded_histogram_has_the_percentiles_of_the_library() -> None:
    seconds = [0.001 * i for i in range(1, 1001)]
    text = histogram_of(seconds)
    library = HdrHistogram.decode(text)
    for percentile in (50, 95, 99, 100):
        assert decoded(text).percentile(percentile) == library.get_value_at_percentile(percentile) * 1e-6


def test_the_percentile_of_a_busy_and_an_idle_window_is_that_of_all_people() -> None:
    busy, idle = window([2.0] * 19), window([0.1] * 1)
    p50 = merged([busy, idle]).percentile(50)
    assert p50 is not None
    assert abs(p50 - 2.0) < 0.01


def test_a_figure_counts_people_and_reasons_and_times_only_those_who_completed() -> None:
    figure = load_figure([window([0.2, 0.4], failed=1), window([0.3], failed=2)], "good", "ordinary-day", "task", "t")
    assert (figure.started, figure.completed, figure.failed) == (6, 3, 3)
    assert figure.failures == {"status-503": 3}
    assert figure.success.value == 0.5
    assert figure.p50.value is not None
    assert abs(figure.p50.value - 0.3) < 0.001


def test_nobody_completed_means_no_time_is_known() -> None:
    figure = load_figure([window([], failed=3)], "good", "ordinary-day", "task", "t")
    assert figure.success.value == 0
    assert figure.p95.value is None
    assert figure.p95.unknown is not None


@pytest.mark.parametrize(
    ("measure", "people", "of"),
    [("load-p95", 8, 8), ("load-p95", 19, 19), ("load-p95", 20, 0), ("load-p99", 99, 99), ("load-p99", 100, 0),
     ("load-p50", 2, 0), ("load-p50", 1, 1), ("load-success", 8, 0)],
)  # fmt: skip
def test_a_percentile_of_too_few_is_the_slowest_of_them_and_known_as_that(measure: str, people: int, of: int) -> None:
    seconds = [0.1 * (i + 1) for i in range(people)]
    figure = load_figure([window(seconds)], "good", "ordinary-day", "task", "t")
    shown = {"load-p50": figure.p50, "load-p95": figure.p95, "load-p99": figure.p99}.get(measure, figure.success)
    assert slowest_of(measure, shown) == of
    if of:
        assert shown.value is not None
        assert abs(shown.value - seconds[-1]) < 0.01


def test_of_whom_a_pair_of_percentiles_tells_is_said_once_where_it_is_the_same() -> None:
    few, many = Estimate(value=1.0, n=8), Estimate(value=1.0, n=40)
    assert few_people("load-p95", few, few) == {"few_before": 8, "few_after": "same"}
    assert few_people("load-p95", many, many) == {"few_before": 0, "few_after": "same"}
    assert few_people("load-p95", few, many) == {"few_before": 8, "few_after": 0}


@pytest.mark.parametrize(
    ("stopped", "curve"),
    [
        (None, [(0.0, 1), (2.0, 0), (4.0, 2), (6.0, 0), (8.0, 0)]),
        (Message(code="load-interrupted"), [(0.0, 1), (2.0, 0), (4.0, 2)]),
    ],
)
def test_where_nobody_came_the_curve_falls_to_nobody_and_after_an_early_end_nothing_is_known(
    stopped: Message | None, curve: list[tuple[float, int]]
) -> None:
    session = LoadSession(
        id="s", build="good", situation="grade-release", started_at="2026-11-23T08:00:00Z", duration_s=10.0, seed=1,
        people=3, peak_per_minute=60, mix={"pupil": 1.0}, window_s=2.0, late=0, generator_cpu=0.1, stopped=stopped,
    )  # fmt: skip
    windows = [replace(window([0.2]), start_s=0.0), replace(window([0.2, 0.3]), start_s=4.0)]
    assert [(point.start_s, point.started) for point in over_time(windows, [session])] == curve


@pytest.mark.parametrize(("slow_s", "differs"), [(0.14, False), (0.17, True)])
def test_what_nobody_notices_under_load_is_no_difference_however_sure_it_is(slow_s: float, *, differs: bool) -> None:
    before, after = ([window([seconds] * 200)] for seconds in (0.05, slow_s))
    judged = _judge_p95(before, after, margin=0.2)
    assert (judged.p is not None and judged.p < 0.001, judged.differs) == (True, differs)
