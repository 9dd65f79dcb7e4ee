"""A run directory that was damaged is named by file and by what is wrong with it, by every command that reads one; no traceback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evidence.problem import Problem
from evidence.records import Attempt
from evidence.run_directory import RunDirectory
from skolprov import cli
from tests.skolprov.test_compare import STORED


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORED, tmp_path / "run"))


def skolprov(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


@pytest.mark.parametrize("command", ["report", "compare", "show", "merge"])
@pytest.mark.parametrize("file", ["run.json", "catalogue.json"])
@pytest.mark.parametrize("content", ["[1]", "{", "null", "\N{LATIN SMALL LETTER E WITH ACUTE}", "[" * 100_000])
def test_a_file_that_is_no_json_object_is_named(run: Path, command: str, file: str, content: str) -> None:
    (run / file).write_text(content, "latin-1")
    attempt = json.loads((run / "attempts.jsonl").read_text("utf-8").splitlines()[0])["id"]
    words = {"show": ("show", attempt, run), "merge": ("merge", run, "--out", run.parent / "merged")}
    ended = skolprov(*words.get(command, (command, run)))
    assert ended.exit_code == 2, ended.exception
    assert f"{run / file}: " in ended.output
    assert "JSON" in ended.output


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("run.json", {"builds": "good"}, "run.json: builds"),
        ("run.json", {"plan": []}, "run.json: plan"),
        ("run.json", {"started_at": "yesterday"}, 'run.json: started_at: "yesterday" is no moment'),
        ("run.json", {"schema_version": None}, "records of version None"),
        ("catalogue.json", {"tasks": []}, "catalogue.json: tasks: is no object"),
        ("catalogue.json", {"rules": {"label": 1}}, "catalogue.json: rules.label: is no object"),
    ],
    ids=str,
)
def test_a_key_that_holds_something_else_is_named(run: Path, file: str, content: dict[str, object], said: str) -> None:
    there = json.loads((run / file).read_text("utf-8"))
    (run / file).write_text(json.dumps(there | content), "utf-8")
    ended = skolprov("report", run)
    assert ended.exit_code == 2, ended.exception
    assert said in ended.output


@pytest.mark.parametrize("line", ["[1]", "null", '{"id": 1}'])
def test_a_line_that_is_no_record_is_named_by_its_number(run: Path, line: str) -> None:
    file = run / "findings.jsonl"
    whole = file.read_text("utf-8").count("\n")
    with file.open("a", encoding="utf-8") as lines:
        lines.write(f"{line}\n")
    for words in (("report", run), ("merge", run, "--out", run.parent / "merged")):
        ended = skolprov(*words)
        assert ended.exit_code == 2, ended.exception
        assert f"findings.jsonl:{whole + 1}: " in ended.output


@pytest.mark.parametrize("command", ["report", "merge"])
def test_where_no_file_can_be_written_another_directory_is_asked_for(run: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "file").write_text("")
    ended = skolprov(command, run, "--out", tmp_path / "file" / "x")
    assert ended.exit_code == 2
    assert "Name a directory that can be written with --out." in ended.output


@pytest.mark.slow
def test_a_last_line_that_a_killed_process_tore_is_survived_by_reports_and_merges(run: Path) -> None:
    file = run / "attempts.jsonl"
    whole = list(RunDirectory.open(run).read(Attempt))
    torn = file.read_bytes()[:-40]
    for end in (b"", b"\xc3"):  # the second in the midst of a letter
        file.write_bytes(torn + end)
        assert list(RunDirectory.open(run).read(Attempt)) == whole[:-1]
        for words in (("report", run), ("merge", run, "--out", run.parent / f"merged{len(end)}")):
            ended = skolprov(*words)
            assert ended.exit_code == 0, ended.output


def test_a_blob_whose_bytes_were_changed_is_named(run: Path) -> None:
    directory = RunDirectory.open(run)
    name = directory.write_blob(b"x" * 1000, ".txt", compress=True)
    content = bytearray((run / name).read_bytes())
    content[12:20] = b"\xff" * 8
    (run / name).write_bytes(bytes(content))
    with pytest.raises(Problem, match="was cut short"):
        directory.read_blob(name)
