"""The demo school, served from the command line: its faults are named as elsewhere, several by comma."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scenarios.tasks import TASKS
from skolprov import cli
from skolprov.demo import _LEFT_OUT, _introduce


def serve(*words: str) -> Result:
    return CliRunner().invoke(cli.main, ["demo", "serve", *words])


def test_a_fault_that_there_is_not_is_told_with_the_one_that_was_meant() -> None:
    ended = serve("--fault", "slow-attendance,slow-absense-report")
    assert ended.exit_code == 2
    assert "there is no fault slow-absense-report" in ended.output
    assert "Did you mean one of these?\n  slow-absence-report " in ended.output
    assert "skolprov demo serve --fault help" in ended.output
    assert len(ended.output.splitlines()) <= 6


def test_an_account_of_several_cases_is_listed_once(capsys: pytest.CaptureFixture[str]) -> None:
    teacher = {"username": "karin", "password": "k"}
    cases = [{"form": form, "teacher": teacher, "pupil": {"username": form, "password": "p"}} for form in "CU"]
    _introduce("http://127.0.0.1:1", cases, [])
    assert [line.split()[:3] for line in capsys.readouterr().out.splitlines()[1:4]] == [
        ["C", "teacher", "karin"],
        ["C", "pupil", "C"],
        ["U", "pupil", "U"],
    ]


def test_the_faults_are_listed() -> None:
    ended = serve("--fault", "help")
    assert ended.exit_code == 0
    assert "keyboard-trap-in-date-picker" in ended.output


def test_what_the_demo_leaves_out_are_tasks_and_the_readme_counts_the_others() -> None:
    ids = {task.id for task in TASKS}
    assert set(_LEFT_OUT) <= ids
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    assert f"{len(ids) - len(_LEFT_OUT)} of the catalogue's {len(ids)} tasks" in " ".join(readme.split())
