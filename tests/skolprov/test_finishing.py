"""How a command ends that measured: a build that went away on the way is no green run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evidence.problem import Problem
from evidence.records import Attempt, Message, Outcome
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.words import words_for
from skolprov.finishing import finish
from skolprov.measure import Measured, _away
from skolprov.render import _load_lines

STORED = Path(__file__).parents[1] / "golden" / "1.0" / "run"


def attempt(task: str, mode: str = "pointer", code: str = "") -> Attempt:
    return Attempt(
        id=f"{task}-{mode}-{code}", build="now", task=task, role="pupil", form="C", mode=mode, repetition=1, order=0, case=0,
        outcome=Outcome.ENVIRONMENT_ERROR if code else Outcome.SUCCEEDED, reason=Message(code=code, values={}) if code else None,
        started_at="2026-11-23T08:00:00Z", duration_s=1.0, seen_by=None,
    )  # fmt: skip


def test_a_task_that_was_tried_once_is_measured_and_one_that_never_reached_the_build_is_not() -> None:
    attempts = [
        attempt("pupil.see-timetable"),
        attempt("pupil.see-timetable", code="unreachable"),
        attempt("pupil.see-timetable", "keyboard", "unreachable"),
        attempt("pupil.read-feedback", code="unreachable"),
        attempt("any.log-in", code="sign-in-refused"),
    ]
    assert _away(attempts) == {"now": 2}
    assert _away(attempts[:2]) == {}


def test_a_build_that_went_away_ends_the_command_with_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(STORED, tmp_path / "run")
    directory = RunDirectory.open(tmp_path / "run")
    with pytest.raises(Problem, match="now could no longer be reached: 2 tasks were not measured") as raised:
        finish(Measured(directory, {Outcome.SUCCEEDED: 1}, interrupted=False, away={"now": 2}), "en")
    assert (
        f"go on with the same command and --resume {directory.path}: the attempts that did not reach it are made again"
        in str(raised.value)
    )
    with pytest.raises(Problem, match="the search for the capacity of now did not come to its end"):
        finish(Measured(directory, {Outcome.SUCCEEDED: 1}, interrupted=False, away={}, unsent=("now",)), "en")
    with pytest.raises(SystemExit) as ended:
        finish(Measured(directory, {Outcome.SUCCEEDED: 1}, interrupted=False, away={}), "en")
    assert ended.value.code == 0


def test_what_came_of_a_load_is_told_at_the_end_with_of_how_many_it_is_told() -> None:
    report = analyse([STORED])
    lines = list(_load_lines(report, words_for(report, "en")))
    assert "Absence morning, worse: “Take attendance” was done by 33 of 48; of those, 95 of 100 within 2.3 s" in lines
    assert len(lines) == 10
