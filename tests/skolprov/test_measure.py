"""A run is begun and taken up by one command at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.run_directory import only_writer
from skolprov import cli
from tests.skolprov.test_compare import STORED


def test_a_run_that_somebody_is_still_measuring_into_is_not_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.run_directory._WAITS_S", 0.3)
    run = Path(shutil.copytree(STORED, tmp_path / "run"))
    before = {file: file.read_bytes() for file in run.rglob("*") if file.is_file()}
    with only_writer(run):
        words = ["run", "--platform", "demo", "--url", "http://127.0.0.1:9", "--resume", str(run)]
        ended = CliRunner().invoke(cli.main, words)
    assert ended.exit_code == 2
    assert f"{run}: another command is still measuring into it" in ended.output
    assert {file: file.read_bytes() for file in run.rglob("*") if file.is_file()} == before
