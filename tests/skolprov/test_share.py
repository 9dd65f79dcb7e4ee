"""Of a school system's rates, all builds of a run are sent one share: they could not be compared else."""

from __future__ import annotations

from dataclasses import replace

from skolprov.share import one_for_all
from tests.reports.html.test_load_words import SESSION


def test_before_the_first_is_sent_it_is_the_smallest_that_any_build_needs() -> None:
    others = [
        replace(SESSION, situation="ordinary-day"),
        replace(SESSION, purpose="capacity"),
        replace(SESSION, pupils=2000),
    ]
    assert one_for_all([], "exam-day", 140_000, [0.8, 0.5]) == 0.5
    assert one_for_all(others, "exam-day", 140_000, [0.8, 0.5]) == 0.5


def test_what_one_build_was_sent_the_others_are_sent_too_also_when_the_run_goes_on() -> None:
    assert one_for_all([replace(SESSION, of_size=0.4)], "exam-day", 140_000, iter([])) == 0.4
