"""An attempt is named by the beginning of its id, told in words in both languages, and its trace is opened on this machine only."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.problem import Problem
from evidence.records import Attempt, Message, Outcome, Request, Trace
from evidence.run_directory import RunDirectory
from skolprov.cli import main
from skolprov.show import named_attempt, newest_run, say_failures, viewer
from skolprov.wording import pytest_skolprov_wording
from tests.evidence.test_run_directory import RUN
from tests.reports.test_attribution import WON, attempt

TRAP = Message(code="focus-trapped", values={"target": 'button "Report"', "at": 'textbox "Date"', "stops": 1})


@pytest.fixture
def directory(tmp_path: Path) -> RunDirectory:
    made = RunDirectory.create(tmp_path / "runs" / "monday", RUN, {})
    stopped = replace(
        attempt("keyboard", Outcome.BARRIER, TRAP),
        id="7f3a01",
        step=3,
        focus_path=['link "Absence"', 'textbox "Date"', 'textbox "Date"', 'textbox "Date"'],
        console_errors=["uncaught: \x1b[2Jx is not defined"],
        failed_requests=[Request(method="GET", url="http://127.0.0.1/days", status=None, error="no answer yet")],
        picture=made.write_blob(b"picture", ".png"),
    )
    for each in (stopped, replace(stopped, id="7f3b02", repetition=2), replace(attempt("pointer", WON), id="a1b2c3")):
        made.append(each)
    made.append(
        Trace(
            attempt="7f3a01",
            blob=made.write_blob(b"trace", ".zip"),
            repeat=True,
            outcome=Outcome.SUCCEEDED,
            reason=None,
            pictures=True,
        )
    )
    return made


def _said(*words: str, cwd: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(cwd)
    ended = CliRunner().invoke(main, ["show", *words])
    assert ended.exit_code == 0, ended.output
    return " ".join(ended.output.split())


def test_a_barrier_is_told_so_that_whoever_mends_it_knows_what_to_do(
    directory: RunDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _said("7f3a", cwd=tmp_path, monkeypatch=monkeypatch)
    for sentence in (
        "✗ barrier Guardian: guardian.report-absence · keyboard · good",
        'focus did not leave textbox "Date"',
        "It was possible with the mouse.",
        'To mend: let Tab and Shift+Tab lead out of textbox "Date".',
        "Walked once more for the trace, it ended otherwise: succeeded.",
        'link "Absence" → textbox "Date" × 3',
        "GET http://127.0.0.1/days no answer yet",
        f"skolprov show 7f3a01 {directory.path} --trace",
    ):
        assert sentence in said
    assert "\x1b" not in said  # nothing of a page acts in a terminal
    assert str(next(directory.path.glob("blobs/*.png"))).split("/")[-1] in said


def test_the_same_is_told_in_swedish(directory: RunDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = _said("7f3a", str(directory.path), "--words", "sv", cwd=tmp_path, monkeypatch=monkeypatch)
    assert "Det gick med musen." in said
    assert "knappen ”Report” gick aldrig att nå med Tab: fokus kom inte ur textfältet ”Date”" in said
    assert "länken ”Absence” → textfältet ”Date” × 3" in said


def test_an_attempt_without_a_trace_points_to_one_that_ended_alike(
    directory: RunDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _said("7f3b", str(directory.path), cwd=tmp_path, monkeypatch=monkeypatch)
    assert f"An attempt that ended alike has a trace: skolprov show 7f3a01 {directory.path} --trace" in said


def test_the_command_at_the_end_of_a_run_finds_the_attempt_whichever_run_is_the_newest(
    directory: RunDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    RunDirectory.create(tmp_path / "demo-run", replace(RUN, started_at="2099-11-23T09:00:00Z"), {})
    say_failures(directory, "en")
    told = " ".join(capsys.readouterr().out.split()) + pytest_skolprov_wording(
        named_attempt(directory, "7f3a"), directory, "en"
    )
    command = f"skolprov show 7f3a01 {directory.path}"
    assert told.count(f"Everything that is known of it: {command}") == 1
    assert told.count(f"Everything that is known of it:  {command}") == 1
    assert "7f3a01" in _said(*command.split()[2:], cwd=tmp_path, monkeypatch=monkeypatch)


def test_an_id_that_several_begin_with_lists_them_and_an_unknown_one_those_near(directory: RunDirectory) -> None:
    with pytest.raises(Problem) as several:
        named_attempt(directory, "7f3")
    assert several.value.what == '2 attempts begin with "7f3"'
    assert "7f3a01  guardian.report-absence · keyboard · good  barrier" in several.value.do
    with pytest.raises(Problem) as unknown:
        named_attempt(directory, "7f3x")
    assert "7f3a01" in unknown.value.do
    assert "a1b2c3" not in unknown.value.do
    with pytest.raises(Problem) as far:
        named_attempt(directory, "zzzz")
    assert "7f3b02" in far.value.do
    assert isinstance(named_attempt(directory, "a"), Attempt)


def test_the_newest_run_is_meant_if_none_is_named(directory: RunDirectory, tmp_path: Path) -> None:
    RunDirectory.create(tmp_path / "demo-run", replace(RUN, started_at="2026-11-23T09:00:00Z"), {})
    assert newest_run(tmp_path) == tmp_path / "demo-run"
    with pytest.raises(Problem, match="no run lies here"):
        newest_run(directory.path)


def test_without_a_display_the_viewer_is_served_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert viewer(Path("t.zip"), 9323)[-5:] == ["--host", "127.0.0.1", "--port", "9323", "t.zip"]
    monkeypatch.setenv("DISPLAY", ":0")
    assert "--host" not in viewer(Path("t.zip"), 0)
