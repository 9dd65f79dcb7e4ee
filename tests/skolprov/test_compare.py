"""Comparing what is stored: no option is passed over in silence, and a run is not compared with itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skolprov import cli
from tests.ground.documents import ROOT

STORED = ROOT / "tests" / "golden" / "1.0" / "run"


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """Two runs that differ in their id alone."""
    monday, tuesday = tmp_path / "monday", tmp_path / "tuesday"
    for path in (monday, tuesday):
        shutil.copytree(STORED, path)
    file = tuesday / "run.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"id": "another", "title": "Tuesday"}), "utf-8")
    return monday, tuesday


def skolprov(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def test_options_that_say_how_to_measure_are_named_where_nothing_is_measured(
    runs: tuple[Path, Path], tmp_path: Path
) -> None:
    given = ("--url", "http://127.0.0.1:1", "--repeats", "20", "--no-scan", "--margin", "wait=1")
    ended = skolprov("compare", *runs, *given, "--out", tmp_path / "out")
    assert ended.exit_code == 2
    assert "--url, --repeats, --scan, --margin would change nothing" in ended.output
    assert not (tmp_path / "out").exists()


def test_options_that_say_which_part_and_for_whom_are_heeded(runs: tuple[Path, Path], tmp_path: Path) -> None:
    given = ("--role", "guardian", "--typist", "good", "--words", "sv", "--out", tmp_path / "out")
    ended = skolprov("compare", *runs, *given)
    assert ended.exit_code in {0, 1}, ended.output
    assert (tmp_path / "out" / "report.sv.html").is_file()


def test_addresses_are_not_compared_with_a_url_beside_them_in_silence() -> None:
    two = ("--baseline", "http://127.0.0.1:1", "--candidate", "http://127.0.0.1:2")
    ended = skolprov("compare", *two, "--url", "http://127.0.0.1:3")
    assert ended.exit_code == 2
    assert "--url http://127.0.0.1:3 would not be measured" in ended.output


@pytest.mark.parametrize(
    ("baseline", "status", "said"),
    [
        ("good", 1, "✗ The build “worse” is worse than “good”."),
        ("worse", 0, "✓ The build “good” is better than “worse”."),
    ],
)
def test_a_comparison_of_what_is_stored_ends_with_the_gates_status(
    tmp_path: Path, baseline: str, status: int, said: str
) -> None:
    ended = skolprov("compare", STORED, "--baseline", baseline, "--out", tmp_path / "out")
    assert ended.exit_code == status
    assert said in ended.output
    for file in ("report.sv.html", "report.en.html", "report.json", "junit.xml", "measures.csv", "summary.sv.md"):
        assert (tmp_path / "out" / file).stat().st_size > 200


def test_an_address_is_not_compared_with_a_stored_run(runs: tuple[Path, Path]) -> None:
    ended = skolprov("compare", "--baseline", runs[0], "--candidate", "http://127.0.0.1:2")
    assert ended.exit_code == 2
    assert f"{runs[0]}: a stored run is compared with stored runs" in ended.output
    assert "skolprov run --url URL --out DIR" in ended.output


@pytest.mark.parametrize("command", ["compare", "report"])
def test_a_run_is_not_set_beside_itself(runs: tuple[Path, Path], tmp_path: Path, command: str) -> None:
    monday, _ = runs
    twice = skolprov(command, monday, monday.parent / "tuesday" / ".." / "monday", "--out", tmp_path / "out")
    assert twice.exit_code == 2
    assert "monday: is named twice" in twice.output
    copied = skolprov(command, monday, shutil.copytree(monday, tmp_path / "copy"), "--out", tmp_path / "out")
    assert copied.exit_code == 2
    assert f"copy: is the same run as {monday}" in copied.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words", [("compare", "A", "B"), ("compare", "--baseline", "A", "--candidate", "B"), ("report", "A", "B")]
)
def test_all_that_are_no_runs_are_named_at_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    missing = {name: str(tmp_path / name) for name in ("A", "B")}
    ended = skolprov(*(missing.get(word, word) for word in words))
    assert ended.exit_code == 2
    assert f"{missing['A']}, {missing['B']}: are not run directories" in ended.output


def test_a_run_of_one_build_is_compared_with_nothing_and_nothing_is_written(
    runs: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = runs[0] / "run.json"
    content = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(content | {"builds": content["builds"][:1]}), "utf-8")
    monkeypatch.chdir(tmp_path)
    ended = skolprov("compare", runs[0])
    assert ended.exit_code == 2
    assert "there is one build only" in ended.output
    assert not (tmp_path / "reports-out").exists()
