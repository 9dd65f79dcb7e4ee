"""The demo school, served from the command line: its faults are named as elsewhere, several by comma."""

from __future__ import annotations

from click.testing import CliRunner, Result

from skolprov import cli


def serve(*words: str) -> Result:
    return CliRunner().invoke(cli.main, ["demo", "serve", *words])


def test_a_fault_that_there_is_not_is_told_with_the_one_that_was_meant() -> None:
    ended = serve("--fault", "slow-attendance,slow-absense-report")
    assert ended.exit_code == 2
    assert "there is no fault slow-absense-report" in ended.output
    assert 'Did you mean "slow-absence-report"?' in ended.output


def test_the_faults_are_listed() -> None:
    ended = serve("--fault", "help")
    assert ended.exit_code == 0
    assert "keyboard-trap-in-date-picker" in ended.output
