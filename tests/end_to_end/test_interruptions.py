"""What stops a run from outside the journey: a page that keeps the browser busy, a browser that dies, other conditions."""

from __future__ import annotations

import json
from dataclasses import dataclass
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

@platform.does("any.recover-from-error")
def ends_the_program(user, school):
    raise SystemExit(0)

@platform.does("pupil.see-timetable")
def fine(user, school):
    user.expect("Start")

@platform.undo("pupil.see-timetable")
def leaves(user, school):
    raise SystemExit("nothing to undo")
"""
PLAN = """
platform = "./interrupted.py"
repeats = 1
scan = false
limit_s = 0.3
trace = "off"
modes = ["pointer"]
roles = ["pupil"]
forms = ["C"]
tasks = ["any.log-in", "any.log-out", "any.recover-from-error", "pupil.see-timetable"]

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


NUMBER = "811218-9876"
"""A user name that is an identity number, as some schools have."""


def _write(folder: Path, url: str) -> None:
    (folder / "interrupted.py").write_text(PLATFORM, "utf-8")
    (folder / "plan.toml").write_text(PLAN.format(url=url, username=NUMBER), "utf-8")


@dataclass(frozen=True)
class Ended:
    """A run that met all of it."""

    attempts: dict[str, Attempt]
    written: dict[str, bytes]
    said: str


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Ended:
    folder = tmp_path_factory.mktemp("interrupted")
    with served(SITE) as url:
        _write(folder, url)
        run = skolprov("run", "plan.toml", "--out", "run", cwd=folder)
    assert run.returncode == 2, run.stdout + run.stderr
    assert "1 of 4 attempts did not count" in run.stderr
    attempts = {a.task: a for a in RunDirectory.open(folder / "run").read(Attempt)}
    written = {f.name: f.read_bytes() for f in (folder / "run").rglob("*") if f.is_file()}
    return Ended(attempts, written, run.stdout + run.stderr)


def test_a_busy_page_and_a_dead_browser_end_their_own_attempts_and_no_other(ended: Ended) -> None:
    told = {task: (a.outcome, a.reason.code if a.reason else "") for task, a in ended.attempts.items()}
    assert told["any.log-in"] == (Outcome.FAILED, "timed-out")
    assert told["any.log-out"] == (Outcome.ENVIRONMENT_ERROR, "browser-gone")
    assert told["pupil.see-timetable"] == (Outcome.SUCCEEDED, "")


def test_a_platform_file_that_ends_the_program_ends_its_own_attempts_only(ended: Ended) -> None:
    attempt = ended.attempts["any.recover-from-error"]
    assert attempt.outcome is Outcome.SCRIPT_ERROR
    assert attempt.reason
    assert attempt.reason.values["kind"] == "SystemExit"
    left = ended.attempts["pupil.see-timetable"].leftover
    assert left
    assert left.values == {"said": "SystemExit"}


def test_people_whose_user_names_are_identity_numbers_are_measured_and_not_written_down(ended: Ended) -> None:
    assert ended.attempts["pupil.see-timetable"].outcome is Outcome.SUCCEEDED
    assert [name for name, content in ended.written.items() if NUMBER.encode() in content] == []
    assert NUMBER not in ended.said


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
