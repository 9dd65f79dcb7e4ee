"""Stored runs are rendered as they were when somebody last read the result, and a newer major version is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evidence.problem import Problem
from reports.analyse import analyse
from tests.golden.rendering import GOLDEN, NEXT_MAJOR, STORED, render


@pytest.mark.parametrize("version", STORED)
def test_a_stored_run_is_rendered_as_accepted(version: str, tmp_path: Path) -> None:
    render(version, tmp_path)
    expected = GOLDEN / version / "expected"
    assert {f.name for f in tmp_path.iterdir()} == {f.name for f in expected.iterdir()}
    for file in sorted(expected.iterdir()):
        fresh = (tmp_path / file.name).read_text("utf-8")
        assert fresh == file.read_text("utf-8"), f"{file.name} changed; read it, then `make golden`"


def test_a_run_of_the_next_major_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(Problem) as caught:
        analyse([GOLDEN / NEXT_MAJOR / "run"])
    assert "has records of version 2.0; this Skolprov reads 1." in str(caught.value)
    assert "uv tool upgrade skolprov" in caught.value.do
    assert caught.value.where.endswith("run.json")


def test_a_newer_minor_version_is_read_and_what_it_added_ignored(tmp_path: Path) -> None:
    run = tmp_path / "run"
    shutil.copytree(GOLDEN / "1.0" / "run", run)
    head = json.loads((run / "run.json").read_text("utf-8"))
    (run / "run.json").write_text(json.dumps(head | {"schema_version": "1.99", "mood": "good"}), "utf-8")
    lines = (run / "attempts.jsonl").read_text("utf-8").splitlines()
    newer = [json.dumps(json.loads(line) | {"mood": "good"}) for line in lines]
    (run / "attempts.jsonl").write_text("\n".join(newer) + "\n", "utf-8")
    assert len(analyse([run]).results) == len(analyse([GOLDEN / "1.0" / "run"]).results)
