"""Each measure of effort against an example that was worked out by hand, and what it says when records are lacking."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from evidence.records import Vitals
from reports.analyse import analyse
from reports.estimate import Estimate
from reports.klm import Profile
from reports.measure import Measure, find_measures
from reports.model import Report, TimeSum
from reports.page.effort import effort
from reports.page.figures import Figures
from reports.words import LANGUAGES, words_for
from tests.reports.synthetic import write_synthetic_run

TIMED = ("pupil.see-timetable", "guardian.report-absence")


def measure(measure_id: str) -> Measure:
    return next(m for m in find_measures()[0] if m.info.id == measure_id)


def way(attempt: str, states: str) -> pd.DataFrame:
    """Actions of an attempt, each leading to the state of that letter; "-" where it could not be read."""
    rows = [(attempt, place, None if s == "-" else s) for place, s in enumerate(states, start=1)]
    return pd.DataFrame(rows, columns=["attempt", "index", "state"])


def lostness(
    *ways: tuple[str, str], tasks: dict[str, str] | None = None, platforms: dict[str, str] | None = None
) -> dict[str, float]:
    attempts = pd.DataFrame(
        [(name, (tasks or {}).get(name, "task"), "guardian", (platforms or {}).get(name, "one")) for name, _ in ways],
        columns=["id", "task", "role", "platform"],
    )
    return dict(measure("lostness").function(attempts, pd.concat([way(*w) for w in ways], ignore_index=True)))


def test_lostness_of_the_textbook_visitor_is_six_tenths() -> None:
    # Tullis & Albert's example of Smith's measure: six different pages, nine in all, where three would have done.
    found = lostness(("lost", "ABCBDBEBF"), ("short", "ABF"))
    assert (
        found["lost"] == pytest.approx(math.sqrt((6 / 9 - 1) ** 2 + (3 / 6 - 1) ** 2)) == pytest.approx(0.60, abs=5e-3)
    )
    assert found["short"] == 0


def test_looking_is_no_action() -> None:
    """As docs/method.md says of expect, expect_no and read."""
    verbs = ("click", "expect", "fill", "expect_no", "read", "expect")
    done = pd.DataFrame([("a", verb) for verb in verbs], columns=["attempt", "verb"])
    assert dict(measure("actions").function(done)) == {"a": 2}


def test_staying_on_a_page_for_several_actions_is_one_visit() -> None:
    assert lostness(("slow", "AAABBC"))["slow"] == 0


def test_the_shortest_way_is_that_of_the_same_task_on_the_same_platform() -> None:
    ways = (("here", "ABCD"), ("elsewhere", "AB"))
    assert lostness(*ways)["here"] == pytest.approx(0.5)
    assert lostness(*ways, platforms={"elsewhere": "two"})["here"] == 0
    assert lostness(*ways, tasks={"elsewhere": "another"})["here"] == 0


def test_lostness_is_not_known_where_a_state_could_not_be_read() -> None:
    found = lostness(("seen", "ABC"), ("unseen", "A-"))
    assert found == {"seen": 0}
    assert lostness(("unseen", "A-")) == {}


def vitals(*rows: tuple[str, int, float | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["attempt", "action", "lcp_s"]).assign(inp_s=lambda t: t["lcp_s"])


def test_an_attempts_largest_paint_is_the_middle_one_of_the_pages_that_it_came_to() -> None:
    rows = vitals(("a", 0, 9.0), ("a", 1, 0.4), ("a", 2, 0.6), ("a", 5, 3.0), ("b", 1, None), ("b", 2, 0.5))
    assert dict(measure("lcp").function(rows)) == {"a": 0.6, "b": 0.5}


def test_the_reaction_of_the_page_that_the_attempt_began_on_counts() -> None:
    assert dict(measure("inp").function(vitals(("a", 0, 0.2), ("a", 2, 0.4)))) == {"a": pytest.approx(0.3)}


def figure(report: Report, measure_id: str, mode: str = "pointer") -> Estimate:
    result = next(r for r in report.results if (r.task, r.build, r.mode) == ("pupil.see-timetable", "good", mode))
    return result.measures[measure_id]


def test_attempts_without_vitals_say_why_they_are_not_known_and_never_zero(synthetic_report: Report) -> None:
    for measure_id in ("lcp", "inp", "cls", "ttfb"):
        assert figure(synthetic_report, measure_id, "pointer").value
        known = figure(synthetic_report, measure_id, "keyboard")
        assert known.value is None
        assert known.unknown
        assert known.unknown.code == "unknown-no-vitals"


def test_vitals_are_told_as_medians_over_attempts(tmp_path: Path) -> None:
    run = tmp_path / "run"
    directory = write_synthetic_run(run, tasks=["pupil.see-timetable"], load=False, privacy=False, scanned=False)
    for repetition, lcp in ((1, 1.0), (2, 2.0)):
        attempt = f"good-pupil.see-timetable-pupil-keyboard-{repetition}"
        for action, value in ((1, lcp), (2, lcp + 0.2)):
            directory.append(
                Vitals(attempt=attempt, action=action, state=None, soft=False,
                       ttfb_s=0.1, lcp_s=value, inp_s=None, cls=0.02)
            )  # fmt: skip
    report = analyse([run])
    assert figure(report, "lcp", "keyboard").value == pytest.approx((1.1 + 2.1) / 2)
    assert figure(report, "cls", "keyboard").value == pytest.approx(0.02)
    assert figure(report, "inp", "keyboard").unknown is not None


def sums(report: Report, task: str, mode: str) -> dict[str, TimeSum]:
    return {one.build: one for one in report.time_sums if (one.task, one.mode) == (task, mode)}


def test_a_tasks_sum_adds_up_to_its_predicted_time_and_leaves_the_wait_apart(synthetic_report: Report) -> None:
    for one in synthetic_report.time_sums:
        parts = [run.count * run.each_s for line in one.lines for run in line.operators]
        assert one.own_s == pytest.approx(sum(parts))
        assert one.wait_s == pytest.approx(sum(line.wait_s for line in one.lines))
    result = next(r for r in synthetic_report.results if (r.build, r.task, r.mode)
                  == ("worse", "guardian.report-absence", "pointer"))  # fmt: skip
    found = sums(synthetic_report, "guardian.report-absence", "pointer")["worse"]
    assert result.measures["predicted-time"].value == pytest.approx(found.own_s)


def test_the_sum_of_the_slower_build_marks_the_actions_that_the_other_has_not(synthetic_report: Report) -> None:
    both = sums(synthetic_report, "guardian.report-absence", "pointer")
    added = [line for line in both["worse"].lines if line.differs]
    assert not any(line.differs for line in both["good"].lines)
    assert len(both["worse"].lines) - len(both["good"].lines) == len(added) == 3
    assert both["worse"].own_s - both["good"].own_s == pytest.approx(sum(line.sum_s for line in added))


def test_another_person_gets_another_time_from_the_same_run(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_synthetic_run(run, tasks=TIMED, load=False, privacy=False, scanned=False)
    average, older, faster = (analyse([run], effort=effort) for effort in ({}, {"age": "66+"}, {"typist": "best"}))
    usual = figure(average, "predicted-time", "keyboard").value
    assert usual is not None
    assert older.profile == Profile(age="66+")
    assert figure(older, "predicted-time", "keyboard").value == pytest.approx(2.2 * usual)
    for one, theirs in zip(average.time_sums, older.time_sums, strict=True):
        assert theirs.own_s == pytest.approx(2.2 * one.own_s)
        assert theirs.wait_s == pytest.approx(one.wait_s)  # a machine does not grow older
    keys = figure(average, "keystrokes", "keyboard").value
    assert keys is not None
    assert figure(faster, "predicted-time", "keyboard").value == pytest.approx(usual - keys * 0.20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_task_that_nobody_completes_any_more_stands_with_what_differs(
    synthetic_report: Report, language: str
) -> None:
    view = effort(synthetic_report, Figures(words_for(synthetic_report, language)))
    said = {"en": "✗ nobody got there in worse", "sv": "✗ ingen kom fram i worse"}[language]
    assert [row.stopped for row in view.rows].count(said) == 6
    assert {row.stopped for row in view.alike} == {""}
