"""What the report says of those who hear the page, on a run in which two attempts of each kind are computed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from reports.model import Judgement, Report, TaskResult
from reports.source import read_runs
from reports.time_sums import time_sums
from tests.reports.synthetic import HOSTILE, write_synthetic_run

TASKS = ("pupil.see-timetable", "guardian.report-absence")


def _each(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    for record in records:
        change(record)
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> RunDirectory:
    """Attempts by keyboard become attempts by ear: each action costs two items and five lines, in `worse` three."""
    directory = write_synthetic_run(
        tmp_path_factory.mktemp("heard") / "run", tasks=TASKS, load=False, privacy=False, scanned=False
    )
    by_ear: dict[str, str] = {}

    def attempt(record: dict[str, Any]) -> None:
        if record["mode"] == "keyboard":
            by_ear[record["id"]] = record["build"]
            succeeded = record["outcome"] == "succeeded"
            record |= {"mode": "screen-reader", "announced": record["build"] == "good" if succeeded else None}
            if not succeeded:
                record |= {"focus_path": [], "heard_near": ["Before", f"button {HOSTILE}"]}
                record["reason"] = {"code": "without-name", "values": {"target": 'button "Save"', "role": "button"}}

    def action(record: dict[str, Any]) -> None:
        if build := by_ear.get(record["attempt"]):
            record |= {"operators": "", "listened": 2 if build == "good" else 3, "read_past": 5}
            if build == "worse" and record["index"] == 1:
                record["unnamed"] = [{"kind": "button", "text": "Date"}]

    _each(directory.path / "attempts.jsonl", attempt)
    _each(directory.path / "actions.jsonl", action)
    return directory


@pytest.fixture(scope="module")
def report(heard: RunDirectory) -> Report:
    return analyse([heard.path])


def _result(report: Report, build: str, task: str, mode: str = "screen-reader") -> TaskResult:
    return next(r for r in report.results if (r.build, r.task, r.mode) == (build, task, mode))


def test_items_listened_to_are_the_sum_over_the_actions_of_an_attempt(report: Report, heard: RunDirectory) -> None:
    result = _result(report, "good", "pupil.see-timetable")
    lines = (heard.path / "actions.jsonl").read_text("utf-8").splitlines()
    first = sum(json.loads(line)["attempt"] == "good-pupil.see-timetable-pupil-keyboard-1" for line in lines)
    assert first > 1
    assert result.measures["listened"].value == 2 * first
    assert result.hearing is not None
    assert (result.hearing.listened, result.hearing.read_past) == (2 * first, 5 * first)


def test_more_items_are_worse_and_modes_without_ears_are_not_compared(report: Report) -> None:
    told = [d for d in report.comparisons[0].differences if d.measure == "listened"]
    assert {(d.task, d.mode, d.judgement) for d in told} == {("pupil.see-timetable", "screen-reader", Judgement.WORSE)}
    elsewhere = _result(report, "good", "pupil.see-timetable", "pointer")
    assert elsewhere.hearing is None
    assert elsewhere.measures["listened"].value is None
    assert elsewhere.measures["listened"].unknown is not None
    assert elsewhere.measures["listened"].unknown.code == "unknown-in-mode"


def test_the_predicted_time_is_not_known_where_the_model_does_not_apply(report: Report, heard: RunDirectory) -> None:
    by_ear = _result(report, "good", "pupil.see-timetable").measures["predicted-time"]
    assert (by_ear.value, by_ear.unknown and by_ear.unknown.code) == (None, "unknown-in-mode")
    assert _result(report, "good", "pupil.see-timetable", "pointer").measures["predicted-time"].value
    assert not any(
        d.measure == "predicted-time" and d.mode == "screen-reader" for d in report.comparisons[0].differences
    )
    assert {s.mode for s in time_sums(read_runs([heard.path]))} == {"pointer"}
    steps = [s for strip in report.comparisons[0].strips for s in strip.baseline.steps if strip.mode == "screen-reader"]
    assert steps
    assert all(s.predicted_s is None and s.listened for s in steps)


def test_announced_outcomes_and_unnamed_controls_are_told_per_build(report: Report) -> None:
    good, worse = (_result(report, build, "pupil.see-timetable").hearing for build in ("good", "worse"))
    assert good is not None
    assert worse is not None
    assert (good.announced, good.of, good.unnamed) == (2, 2, ())
    assert (worse.announced, worse.of, worse.unnamed) == (0, 2, (("button", "Date"),))
    lost = _result(report, "worse", "guardian.report-absence").hearing
    assert lost is not None
    assert (lost.listened, lost.of) == (None, 0)


@pytest.mark.parametrize(
    ("language", "plainly", "announced", "unnamed"),
    [
        ("en", "not NVDA, JAWS or VoiceOver", "announced in 4 of 4 attempts", "button without a name, after “Date”"),
        ("sv", "inte NVDA, JAWS eller VoiceOver", "meddelades i 4 av 4 försök", "knapp utan namn, efter ”Date”"),
    ],
)
def test_the_page_says_plainly_that_it_is_an_approximation(
    report: Report, heard: RunDirectory, language: str, plainly: str, announced: str, unnamed: str
) -> None:
    page = html.render(report, [heard], Path(f"report.{language}.html"), language)
    section = page[page.index('id="hearing"') :]
    assert plainly in section[: section.index("</section>")]
    assert plainly in page[page.index('id="method"') :]
    for wanted in (announced, unnamed):
        assert wanted in section
    assert "<bdi>Before</bdi>" in page
    assert HOSTILE not in page


def test_a_report_without_ears_has_no_such_section_and_no_such_column(
    tmp_path: Path,
) -> None:
    silent = write_synthetic_run(tmp_path / "run", tasks=TASKS, load=False, privacy=False, scanned=False)
    page = html.render(analyse([silent.path]), [silent], Path("report.en.html"), "en")
    assert 'id="effort"' in page
    assert 'id="hearing"' not in page
    assert '<th scope="col" class="number">Items listened to</th>' not in page
