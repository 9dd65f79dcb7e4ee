from __future__ import annotations

import pytest

from load.meter import Meter, merged


def counted(meter: Meter, intended_s: float, took_s: float, failure: str = "") -> None:
    meter.count("task", "t", "t", "guardian", intended_s=intended_s, took_s=took_s, failure=failure)


def test_percentiles_come_from_merged_histograms_not_from_averages() -> None:
    meter, encoded = Meter(5), []
    for chunk in ([0.1] * 98, [9.0] * 2):
        for took_s in chunk:
            counted(meter, 1, took_s)
        encoded += [window["histogram"] for window in meter.handed_out()]
    whole = merged(iter(encoded))
    assert whole.get_total_count() == 100
    assert whole.get_value_at_percentile(95) / 1e6 == pytest.approx(0.1, rel=0.001)
    assert whole.get_value_at_percentile(99) / 1e6 == pytest.approx(9.0, rel=0.001)


def test_somebody_belongs_to_the_window_in_which_they_would_have_acted() -> None:
    meter = Meter(5)
    counted(meter, 4.99, 30)
    counted(meter, 5.0, 1)
    assert [(w["start_s"], w["started"]) for w in meter.handed_out()] == [(0.0, 1), (5.0, 1)]


def test_what_was_sent_a_second_time_is_counted_once_and_stands_apart() -> None:
    meter = Meter(5)
    for again in (1, 0):
        meter.count(
            "request", "GET /", "t", "guardian", intended_s=0, took_s=0.1, failure="status-500" * again, again=again
        )
    (window,) = meter.handed_out()
    assert (window["started"], window["completed"], window["failed"], window["again"]) == (2, 1, 1, 1)


def test_failures_are_counted_by_their_code_and_lie_in_no_histogram() -> None:
    meter = Meter(5)
    counted(meter, 0, 0.001, "sent-back-to-log-in")
    counted(meter, 0, 0.2)
    (window,) = meter.handed_out()
    assert (window["started"], window["completed"], window["failed"]) == (2, 1, 1)
    assert window["failures"] == {"sent-back-to-log-in": 1}
    assert merged(iter([window["histogram"]])).get_total_count() == 1


def test_increments_add_up_and_are_handed_out_once() -> None:
    meter = Meter(5)
    counted(meter, 0, 0.2)
    assert len(list(meter.handed_out())) == 1
    assert list(meter.handed_out()) == []
