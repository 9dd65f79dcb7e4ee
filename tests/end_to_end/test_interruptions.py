"""What stops a run from outside the journey: a page that keeps the browser busy, a browser that dies, other conditions."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from evidence.records import Attempt, Outcome
from evidence.run_directory import RunDirectory
from tests.conftest import Page, served
from tests.end_to_end.test_command_line import skolprov

PLATFORM = """
import psutil
from skolprov import Platform, button
platform = Platform("interrupted", title="Interrupted")

@platform.log_in
def log_in(user, account):
    user.open("/")

@platform.does("any.log-in")
def busy(user, school):
    user.click(button("Count"))

@platform.does("any.log-out")
def killed(user, school):
    for process in psutil.Process().children(recursive=True):
        if "chrom" in process.name():
            process.kill()
    user.expect("Start")

@platform.does("pupil.see-timetable")
def fine(user, school):
    user.expect("Start")
"""
PLAN = """
platform = "./interrupted.py"
repeats = 1
scan = false
limit_s = 0.3
modes = ["pointer"]
roles = ["pupil"]
forms = ["C"]
tasks = ["any.log-in", "any.log-out", "pupil.see-timetable"]

[[builds]]
name = "build"
url = "{url}"

[[school]]
form = "C"
pupil = {{ name = "Alva", username = "{username}", password = "solsken-och-regn" }}
"""
SITE = {
    "/": Page(
        '<!doctype html><html lang="en"><title>Start</title><h1>Start</h1><button onclick="for (;;);">Count</button>'
    )
}


def _write(folder: Path, url: str, username: str = "alva") -> None:
    (folder / "interrupted.py").write_text(PLATFORM, "utf-8")
    (folder / "plan.toml").write_text(PLAN.format(url=url, username=username), "utf-8")


def test_a_busy_page_and_a_dead_browser_end_their_own_attempts_and_no_other(tmp_path: Path) -> None:
    with served(SITE) as url:
        _write(tmp_path, url)
        ended = skolprov("run", "plan.toml", "--out", "run", cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    attempts = {a.task: a for a in RunDirectory.open(tmp_path / "run").read(Attempt)}
    told = {task: (a.outcome, a.reason.code if a.reason else "") for task, a in attempts.items()}
    assert told == {
        "any.log-in": (Outcome.FAILED, "timed-out"),
        "any.log-out": (Outcome.ENVIRONMENT_ERROR, "browser-gone"),
        "pupil.see-timetable": (Outcome.SUCCEEDED, ""),
    }


def test_a_platform_file_that_ends_the_program_ends_its_own_attempts_only(tmp_path: Path) -> None:
    leaving = PLATFORM.replace('user.click(button("Count"))', "raise SystemExit(0)")
    leaving += """
@platform.undo("pupil.see-timetable")
def leaves(user, school):
    raise SystemExit("nothing to undo")
"""
    with served(SITE) as url:
        _write(tmp_path, url)
        (tmp_path / "interrupted.py").write_text(leaving, "utf-8")
        chosen = ("--task", "any.log-in,pupil.see-timetable")
        ended = skolprov("run", "plan.toml", *chosen, "--out", "run", cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    attempts = {a.task: a for a in RunDirectory.open(tmp_path / "run").read(Attempt)}
    told = {task: (a.outcome, a.reason.values["kind"] if a.reason else "") for task, a in attempts.items()}
    assert told == {
        "any.log-in": (Outcome.SCRIPT_ERROR, "SystemExit"),
        "pupil.see-timetable": (Outcome.SUCCEEDED, ""),
    }
    left = attempts["pupil.see-timetable"].leftover
    assert left
    assert left.values == {"said": "SystemExit"}


@pytest.mark.slow
def test_a_run_does_not_go_on_under_other_conditions(tmp_path: Path) -> None:
    with served(SITE) as url:
        _write(tmp_path, url)
        words = ("run", "plan.toml", "--task", "pupil.see-timetable")
        assert skolprov(*words, "--out", "run", cwd=tmp_path).returncode == 0
        file = tmp_path / "run" / "run.json"
        content = json.loads(file.read_text("utf-8"))
        content["conditions"]["browser_version"] = "1.0.0.0"
        file.write_text(json.dumps(content), "utf-8")
        before = file.read_bytes()
        ended = skolprov(*words, "--resume", "run", cwd=tmp_path)
    assert ended.returncode == 2
    assert "was measured under other conditions (browser_version: 1.0.0.0 then, " in ended.stderr
    assert "begin a new run" in ended.stderr
    assert file.read_bytes() == before  # nothing is lost, and nothing was written


def test_people_whose_user_names_are_identity_numbers_are_measured_and_not_written_down(tmp_path: Path) -> None:
    number = "811218-9876"
    with served(SITE) as url:
        _write(tmp_path, url, username=number)
        ended = skolprov("run", "plan.toml", "--task", "pupil.see-timetable", "--out", "run", cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    [attempt] = RunDirectory.open(tmp_path / "run").read(Attempt)
    assert attempt.outcome is Outcome.SUCCEEDED, asdict(attempt)
    holding = [f.name for f in (tmp_path / "run").rglob("*") if f.is_file() and number.encode() in f.read_bytes()]
    assert holding == []
    assert number not in ended.stdout + ended.stderr
