"""Comparing what is stored: no option is passed over in silence, and a run is not compared with itself."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html as parser

from evidence.records import Message
from reports.source import read_runs
from skolprov import cli
from tests.ground.documents import ROOT
from tests.reports.synthetic_scan import GREY, IMAGE, TRAP, Found, write_scan

STORED = ROOT / "tests" / "golden" / "1.0" / "run"
WITHOUT_LOAD = shutil.ignore_patterns("load_*.jsonl")
"""Charts of load take longest, and nothing here is about them."""


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    """Two runs that differ in their id alone."""
    monday, tuesday = tmp_path / "monday", tmp_path / "tuesday"
    for path in (monday, tuesday):
        shutil.copytree(STORED, path, ignore=WITHOUT_LOAD)
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
    stored = shutil.copytree(STORED, tmp_path / "stored", ignore=WITHOUT_LOAD)
    ended = skolprov("compare", stored, "--baseline", baseline, "--out", tmp_path / "out")
    assert ended.exit_code == status
    assert said in ended.output
    for file in ("report.sv.html", "report.en.html", "report.json", "junit.xml", "measures.csv", "summary.sv.md"):
        assert (tmp_path / "out" / file).stat().st_size > 200


def test_an_address_is_not_compared_with_a_stored_run(runs: tuple[Path, Path]) -> None:
    ended = skolprov("compare", "--baseline", runs[0], "--candidate", "http://127.0.0.1:2")
    assert ended.exit_code == 2
    assert f"{runs[0]}: a stored run is compared with stored runs" in ended.output
    assert "skolprov run --url URL --out DIR" in ended.output


def test_builds_of_several_runs_are_compared_by_their_names(runs: tuple[Path, Path], tmp_path: Path) -> None:
    ended = skolprov("compare", "--baseline", runs[0], "--candidate", runs[1], "--out", tmp_path / "out")
    assert ended.exit_code == 0, ended.output
    assert "good and worse of one run are compared each with the build of the same name" in ended.output
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    pairs = [(c["baseline"], c["candidate"]) for c in report["comparisons"]]
    assert [(a.split(",")[0], b.split(", ")) for a, b in pairs] == [
        (name, [name, "Tuesday"]) for name in ("good", "worse")
    ]
    assert [build["name"] for build in report["builds"]] == [name for pair in pairs for name in pair]


def test_a_build_that_none_of_the_first_run_is_called_as_is_compared_with_what_is_said(
    runs: tuple[Path, Path],
) -> None:
    _rename(runs[1], "worse", "next")
    asked = skolprov("compare", *runs)
    assert asked.exit_code == 2
    assert f'{runs[1]}: which build "next" is compared with is not said' in asked.output
    assert f"    skolprov compare {runs[0]} {runs[1]} --baseline good\n" in asked.output
    said = read_runs(runs, baseline="worse")
    (candidates,) = [{b for _, b in said.pairs}]
    assert {a for a, _ in said.pairs} == {"worse"}
    assert candidates == {b.name for b in said.builds} - {"worse"}


def test_a_build_without_a_namesake_is_compared_with_nothing(runs: tuple[Path, Path]) -> None:
    _rename(runs[1], "worse", None)
    source = read_runs(runs)
    assert [(a.split(",")[0], b) for a, b in source.pairs] == [("good", "good, Tuesday")]
    assert [b.build.name for b in source.builds] == ["good", "good", "worse"]


def _rename(run: Path, name: str, other: str | None) -> None:
    """Call a build of a run otherwise; or leave it out."""
    file = run / "run.json"
    content = json.loads(file.read_text("utf-8"))
    kept = [b | {"name": other if b["name"] == name else b["name"]} for b in content["builds"]]
    file.write_text(json.dumps(content | {"builds": [b for b in kept if b["name"]]}), "utf-8")


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


def test_scans_by_other_checks_end_with_2_and_what_differs(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write_scan(old, {"/": [IMAGE]}, checks=["keyboard-trap", "tiring-text"], level="AA")
    write_scan(new, {"/": [IMAGE, TRAP]}, host="new.test", checks=["keyboard-trap"], level="A")
    ended = skolprov("compare", old, new, "--out", tmp_path / "out")
    assert ended.exit_code == 2
    assert (
        "! Not compared: Accessibility faults. Checks that operated the pages: only “old.test” has tiring-text"
        in ended.output
    )
    assert (
        f"{old / 'run.json'} · {new / 'run.json'}, conditions.checks, conditions.level: no verdict can be given"
        in ended.output
    )
    assert "Level asked: AA for “old.test”, A for “new.test”" in ended.output
    assert "with the other’s --checks.\nScan one of the two again, with the other’s --level.\n" in ended.output
    assert "Nothing could be compared" in ended.output
    summary = (tmp_path / "out" / "summary.sv.md").read_text("utf-8")
    assert "Skolprov: ingen dom över new.test mot old.test" in summary
    assert "Om något fel är nytt: ? Går inte att avgöra" in summary
    assert "✓" not in (tmp_path / "out" / "report.sv.html").read_text("utf-8").partition('id="gate"')[2][:300]


@pytest.mark.parametrize(
    ("after", "closed", "said"),
    [
        ({"/other": [GREY]}, {}, "no page was looked at on both sides"),
        ({}, {"/": Message(code="status", values={"status": 500})}, "no page of “new.test” was looked at"),
    ],
    ids=["other pages", "no page opened"],
)
def test_scans_of_no_page_in_common_end_with_2_and_the_reason(
    tmp_path: Path, after: dict[str, list[Found]], closed: dict[str, Message], said: str
) -> None:
    write_scan(tmp_path / "old", {"/": [GREY]})
    write_scan(tmp_path / "new", after, host="new.test", closed=closed)
    ended = skolprov("compare", tmp_path / "old", tmp_path / "new", "--out", tmp_path / "out")
    assert ended.exit_code == 2
    assert f"no verdict can be given on “new.test” against “old.test”: {said}" in ended.output
    assert "No fault was found" not in ended.output


def test_runs_by_another_way_of_measuring_end_with_2_and_the_reason(runs: tuple[Path, Path], tmp_path: Path) -> None:
    for run, version in zip(runs, ("1", "0"), strict=True):
        content = json.loads((run / "run.json").read_text("utf-8"))
        conditions = content["conditions"] | {"measuring_version": version}
        changed = content | {"builds": content["builds"][:1], "conditions": conditions}
        (run / "run.json").write_text(json.dumps(changed), "utf-8")
    ended = skolprov("compare", *runs, "--words", "sv", "--out", tmp_path / "out")
    assert ended.exit_code == 2
    assert "conditions.measuring_version: det går inte att döma" in ended.output
    assert "Mät den äldre av de två igen" in ended.output


@pytest.mark.slow
def test_a_report_is_written_over_its_own_in_silence_over_another_with_a_word_and_over_no_other_runs(
    runs: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = skolprov("report", runs[0], "--out", out)
    assert (first.exit_code, "Replaced" in first.output) == (0, False)
    assert "Replaced" not in skolprov("report", runs[0], "--out", out).output
    over = skolprov("compare", *runs, "--out", out)
    assert f"of monday, which lay in {out}" in over.output
    before = (runs[0] / "run.json").read_bytes(), (out / "report.json").read_bytes()
    elsewhere = skolprov("report", runs[1], "--out", runs[0])
    assert elsewhere.exit_code == 2
    assert f"{runs[0]}: is the directory of a run that is not compared here" in elsewhere.output
    foreign = tmp_path / "site"
    foreign.mkdir()
    (foreign / "report.json").write_text("{}", "utf-8")
    refused = skolprov("compare", *runs, "--out", foreign)
    assert refused.exit_code == 2
    assert "holds report.json, and no report of Skolprov" in refused.output
    assert (foreign / "report.json").read_text("utf-8") == "{}"
    assert ((runs[0] / "run.json").read_bytes(), (out / "report.json").read_bytes()) == before


def test_two_scans_are_called_by_both_and_no_plan_is_spoken_of(tmp_path: Path) -> None:
    write_scan(tmp_path / "old", {"/": [IMAGE]})
    write_scan(tmp_path / "new", {"/": [IMAGE, TRAP]}, host="new.test")
    assert skolprov("compare", tmp_path / "old", tmp_path / "new", "--out", tmp_path / "out").exit_code == 1
    for language, word in (("en", "plan"), ("sv", "plan")):
        page = (tmp_path / "out" / f"report.{language}.html").read_text("utf-8")
        assert "<h1>old.test · new.test</h1>" in page
        said = " ".join(parser.fromstring(page).xpath("//main")[0].text_content().split())
        assert re.findall(rf"\b{word}\w*", said, re.IGNORECASE) == []
