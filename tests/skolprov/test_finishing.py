"""How a command ends that measured: what the surroundings cut short is no green run."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.problem import Problem
from evidence.records import Attempt, Message, Outcome
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.words import words_for
from skolprov.cli import _finish_demo
from skolprov.finishing import finish, leave
from skolprov.measure import Measured
from skolprov.render import _load_lines, _say_comparison
from skolprov.surroundings import Lost, lost_to_surroundings

WON = Outcome.SUCCEEDED
STORED = Path(__file__).parents[1] / "golden" / "1.0" / "run"


def attempt(task: str, mode: str = "pointer", code: str = "", number: int = 1) -> Attempt:
    return Attempt(
        id=f"{task}-{mode}-{code}-{number}", build="now", task=task, role="pupil", form="C", mode=mode, repetition=number, order=0,
        case=0, outcome=Outcome.ENVIRONMENT_ERROR if code else Outcome.SUCCEEDED, reason=Message(code=code) if code else None,
        started_at="2026-11-23T08:00:00Z", duration_s=1.0, seen_by=None,
    )  # fmt: skip


def test_a_task_that_counts_nowhere_because_of_the_surroundings_leaves_a_run_that_is_not_whole() -> None:
    (lost,) = lost_to_surroundings(
        [
            attempt("pupil.see-timetable"),
            attempt("pupil.see-timetable", code="unreachable", number=2),
            attempt("pupil.see-timetable", "keyboard", "unreachable"),
            attempt("any.log-in", code="sign-in-refused"),
            attempt("any.log-out", code="session-must-last"),
        ]
    )
    assert (lost.build, lost.tasks, lost.attempts, lost.of, lost.unreachable) == ("now", 2, 3, 5, True)


def test_one_attempt_lost_by_chance_leaves_a_run_whole_and_half_of_them_do_not() -> None:
    whole = [attempt("pupil.see-timetable", number=n) for n in range(1, 6)]
    once, twice = (attempt("pupil.see-timetable", code="unreachable", number=n) for n in (6, 7))
    assert lost_to_surroundings([*whole, once]) == ()
    (lost,) = lost_to_surroundings([*whole, once, twice])
    assert (lost.tasks, lost.attempts, lost.of) == (0, 2, 7)
    many = [attempt("pupil.read-feedback", number=n) for n in range(1, 14)]
    assert lost_to_surroundings([*whole, once, twice, *many]) == (), "a tenth"
    assert [one.attempts for one in lost_to_surroundings([*whole, once, twice, *many[:-1]])] == [2], "more than that"
    assert (
        lost_to_surroundings([*whole, once, twice, *(replace(a, reason=None, outcome=WON) for a in (once, twice))])
        == ()
    )
    by_design = [attempt("any.log-in", code="needs-a-person", number=n) for n in range(1, 9)]
    assert lost_to_surroundings([*whole, *by_design]) == ()


def test_a_run_that_is_not_whole_ends_with_status_2_and_with_what_to_do(tmp_path: Path) -> None:
    shutil.copytree(STORED, tmp_path / "run")
    directory = RunDirectory.open(tmp_path / "run")
    gone = Lost("now", 0, 6, 12, Message(code="unreachable", values={"error": "ERR_CONNECTION_REFUSED"}))
    refused = Lost(
        "next", 2, 3, 12, Message(code="sign-in-refused", values={"username": "maria", "said": "no", "how": ""})
    )
    with pytest.raises(Problem) as raised:
        finish(Measured(directory, {WON: 1}, interrupted=False, lost=(gone, refused)), "en")
    said = str(raised.value)
    assert "now: 6 of 12 attempts did not count, for reasons that are not the platform’s; next: 3 of 12" in said
    assert "2 tasks have no attempt that counts in at least one mode" in said
    assert (
        f"go on with the same command and --resume {directory.path}: the attempts that did not reach it are made again"
        in said
    )
    assert "Could not sign in as maria: no" in said
    with pytest.raises(Problem, match="now: 6 of 12 attempts did not count"):
        _finish_demo(Measured(directory, {WON: 1}, interrupted=False, lost=(gone,)), "en", None)
    report = analyse([STORED])  # both have come to it; how they leave from there needs no report written once more
    with pytest.raises(Problem, match="nothing could be measured"):
        leave(Measured(directory, {Outcome.ENVIRONMENT_ERROR: 1}, interrupted=False), report, "en")
    with pytest.raises(Problem, match="the search for the capacity of now did not come to its end"):
        leave(Measured(directory, {WON: 1}, interrupted=False, unsent=("now",)), report, "en")
    with pytest.raises(SystemExit) as ended:
        leave(Measured(directory, {WON: 1}, interrupted=False), report, "en")
    assert ended.value.code == 0


def test_what_came_of_a_load_is_told_at_the_end_with_of_how_many_it_is_told() -> None:
    report = analyse([STORED])
    lines = list(_load_lines(report, words_for(report, "en")))
    assert "Absence morning, worse: “Take attendance” was done by 33 of 48; of those, 95 of 100 within 2.3 s" in lines
    assert len(lines) == 10


def test_what_is_too_little_to_be_sure_has_no_cross_beside_what_is_worse(capsys: pytest.CaptureFixture[str]) -> None:
    report = analyse([STORED])
    (comparison,) = report.comparisons
    values = {"count": 1, "tasks": ["any.log-in"], "roles": [], "mode": "pointer", "attempts": 1}
    doubtful = Message(code="headline-perhaps-lost", values=values)
    uncounted = Message(code="headline-uncounted", values={"count": 1, "tasks": ["any.log-in"]})
    headline = (*comparison.headline[:1], doubtful, uncounted)
    _say_comparison(report, replace(comparison, headline=headline), words_for(report, "en"))
    _, verdict, sure, *unsure = capsys.readouterr().out.splitlines()
    assert (verdict[:2], sure[:4]) == ("✗ ", "  ✗ ")
    assert [line[:4] for line in unsure[:2]] == ["  ? ", "  ? "]
    assert "too little to be sure" in unsure[0]
