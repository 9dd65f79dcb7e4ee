"""The file of known findings: written from runs, kept as people wrote it, refused with file and line where it is wrong."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from evidence.problem import Problem
from evidence.records import Element, Verdict
from reports.accessibility import counted
from reports.analyse import analyse
from reports.model import FindingGroup, FindingOnBuild
from skolprov import cli, known_file
from skolprov.known_file import add_to, load_known
from skolprov.options import known, plan_of
from skolprov.plan import load_plan
from tests.conftest import Site, elsewhere
from tests.ground.documents import ROOT

STORED = ROOT / "tests" / "golden" / "1.0" / "run"
PLAN = 'platform = "demo"\nbuilds = [{ name = "now", url = "http://127.0.0.1:1" }]\n'
ENTRY = """\
[[finding]]
fingerprint = "{0}"
rule = "image-alt"
reason = "The new crest comes in March"
owner = "Team Start page"
expires = {1}
"""
MARK = "a1" * 10
PAGE = '<!doctype html><html lang="en"><head><title>Letters</title></head><body><main><h1>Letters</h1>{}</main></body></html>'


@elsewhere
def skolprov(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


@pytest.fixture(autouse=True)
def a_day_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_file, "today", lambda: date(2026, 11, 27))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Without its load: nothing is drawn of that, which takes longest."""
    shutil.copytree(STORED, tmp_path / "run", ignore=shutil.ignore_patterns("load_*"))
    return tmp_path / "run"


def filled(text: str, expires: str = "2027-03-31") -> str:
    return (
        text.replace('reason = ""', 'reason = "Mended in March"')
        .replace('owner = ""', 'owner = "Team Form"')
        .replace('expires = ""', f"expires = {expires}")
    )


def test_a_baseline_has_every_violation_of_the_run_and_none_of_them_excuses_before_somebody_gives_a_reason(
    run: Path, tmp_path: Path
) -> None:
    file = tmp_path / "known.toml"
    ended = skolprov("baseline", run, "--out", file)
    assert ended.exit_code == 0, ended.output
    violations = {g.fingerprint for g in counted(analyse([run]).findings)}
    entries = tomllib.loads(file.read_text("utf-8"))["finding"]
    assert {e["fingerprint"] for e in entries} == violations
    assert all(e["rule"] and e["element"] and e["page"] and e["task"] for e in entries)
    assert f"known.toml: {len(violations)} added, 0 there already" in ended.output
    assert (
        f"{len(violations)} entries lack a reason, an owner or a day, and excuse nothing yet; the first: known.toml:7"
        in (ended.output)
    )
    assert {e.lacks for e in load_known(file).entries} == {("reason", "owner", "expires")}
    assert skolprov("compare", run, "--known", file, "--out", tmp_path / "out").exit_code == 1


def test_a_second_baseline_adds_what_is_new_and_leaves_what_a_person_wrote_to_the_byte(
    run: Path, tmp_path: Path
) -> None:
    file = tmp_path / "known.toml"
    groups = counted(analyse([run]).findings)
    assert add_to(file, groups[:1]) == 1
    mine = (
        filled(file.read_text("utf-8"))
        .replace("[[finding]]", "# seen by Eva, too\n[[finding]]  # the worst")
        .rstrip("\n")
    )
    file.write_text(mine, "utf-8")
    ended = skolprov("baseline", run, "--out", file)
    assert f"{len(groups) - 1} added, 1 there already" in ended.output
    assert file.read_text("utf-8").startswith(mine + "\n\n[[finding]]\n")
    assert len(load_known(file).entries) == len(groups)
    whole = file.read_bytes()
    assert "0 added" in skolprov("baseline", run, "--out", file).output
    assert file.read_bytes() == whole


def test_the_gate_passes_with_what_is_known_and_fails_again_after_its_day(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = json.loads((run / "run.json").read_text("utf-8"))
    plan["plan"]["gate"] = {"measures": ["accessibility"]}
    (run / "run.json").write_text(json.dumps(plan), "utf-8")
    file, out = tmp_path / "known.toml", tmp_path / "out"
    skolprov("baseline", run, "--out", file)
    file.write_text(filled(file.read_text("utf-8")), "utf-8")
    ended = skolprov("compare", run, "--known", file, "--out", out)
    assert ended.exit_code == 0
    assert "accessibility faults are known: they fail nothing until their day" in ended.output
    assert "Known until 31 March 2027, Team Form: Mended in March" in (out / "summary.en.md").read_text("utf-8")
    monkeypatch.setattr(known_file, "today", lambda: date(2027, 4, 1))
    ended = skolprov("compare", run, "--known", file, "--out", out)
    assert ended.exit_code == 1
    assert "known findings have had their day and count again: known.toml:7" in ended.output
    assert "have had their day" in (out / "report.en.html").read_text("utf-8")


def test_whatever_a_page_calls_a_thing_the_file_can_be_read(tmp_path: Path) -> None:
    name = 'quote " back\\slash \x00\x1b]0;x\x07 \x7f\x85\u2028 new\nline \U0001f600 [[finding]]\nreason = "mine"'
    group = FindingGroup(
        fingerprint=MARK, rule="label", verdict=Verdict.VIOLATION, criteria=("1.3.1",), clauses={}, best_practice=False,
        impact="serious", engine="e", element=Element(role="link", name=name, selector="a", snippet="<a>"), hinders=(), roles=(), modes=(),
        seen=(FindingOnBuild(build="b", states=1, attempts=1, elements=(), url="http://a.test/x?child=17", page="X", step="", values={}, picture=None),),
    )  # fmt: skip
    assert add_to(tmp_path / "known.toml", [group]) == 1
    (entry,) = load_known(tmp_path / "known.toml").entries
    assert entry.reason == ""
    assert 'quote " back\\slash' in entry.element
    assert entry.page == "http://a.test/x"


@pytest.mark.parametrize("said", ["2027-03-31", '"2027-03-31"', "2027-03-31T12:00:00Z"])
def test_a_day_is_read_as_a_date_or_as_a_text(tmp_path: Path, said: str) -> None:
    (tmp_path / "known.toml").write_text(ENTRY.format(MARK, said), "utf-8")
    (entry,) = load_known(tmp_path / "known.toml").entries
    assert (entry.expires, entry.lacks, entry.where) == (date(2027, 3, 31), (), "known.toml:1")


@pytest.mark.parametrize("said", ['"in the spring"', '""', '"2027-13-01"'])
def test_a_day_that_cannot_be_read_excuses_nothing(tmp_path: Path, said: str) -> None:
    (tmp_path / "known.toml").write_text(ENTRY.format(MARK, said), "utf-8")
    assert load_known(tmp_path / "known.toml").entries[0].lacks == ("expires",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENTRY.format(MARK, "2027-03-31").replace("reason", "reasn"), "known.toml:4: finding[0].reasn is not a key of a known finding. Did you mean `reason`?"),
        (ENTRY.format(MARK, "7"), "known.toml:6: finding[0].expires: has to be a day"),
        (ENTRY.format("xyz", "2027-03-31"), 'known.toml:2: finding[0].fingerprint: "xyz" is no fingerprint'),
        (ENTRY.format(MARK, "2027-03-31").replace("image-alt", "image-alts"), 'known.toml:3: finding[0].rule: there is no check "image-alts". Did you mean "image-alt"'),
        (ENTRY.format("", "2027-03-31"), "known.toml:2: finding[0].fingerprint: is empty"),
        (ENTRY.format(MARK, "2027-03-31").replace('"Team Start page"', "3"), "known.toml:5: finding[0].owner: has to be a text, and is a whole number"),
        (ENTRY.format(MARK, "2027-03-31").replace("rule", "# rule"), "known.toml:1: finding[0].rule: is missing from a known finding"),
        (ENTRY.format(MARK, "2027-03-31") * 2, "known.toml:8: finding[1].fingerprint: the same finding stands in line 2 already"),
        (ENTRY.format(MARK, "2027-03-31").replace("[[finding]]", "[[findings]]"), "known.toml:1: findings is not a key of a file of known findings. Did you mean `finding`?"),
        (ENTRY.format(MARK, "soon"), "known.toml: is not TOML: Invalid value (at line 6, column 11)"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_said_with_line_and_key_and_nothing_is_done(
    run: Path, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "known.toml").write_text(text, "utf-8")
    for words in (
        ("report", run, "--known", tmp_path / "known.toml", "--out", tmp_path / "out"),
        ("scan", run / "run.json", "--known", tmp_path / "known.toml"),
        ("baseline", run, "--out", tmp_path / "known.toml"),
    ):
        ended = skolprov(*words)
        assert ended.exit_code == 2, ended.output
        assert said in ended.output
        assert len(ended.output.strip().splitlines()) >= 2  # what to write instead
    assert not (tmp_path / "out").exists()
    assert (tmp_path / "known.toml").read_text("utf-8") == text


def test_a_file_that_is_not_there_is_said_with_what_writes_one(run: Path, tmp_path: Path) -> None:
    ended = skolprov("report", run, "--known", tmp_path / "known.toml")
    assert ended.exit_code == 2
    assert "known.toml: cannot be read: No such file or directory" in ended.output
    assert "skolprov baseline RUN --out FILE" in ended.output


def test_a_plan_means_the_file_from_its_own_folder_and_the_command_line_from_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.toml").write_text(f'known = "a11y.toml"\n{PLAN}', "utf-8")
    (tmp_path / "a11y.toml").write_text("", "utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "mine.toml").write_text("", "utf-8")
    monkeypatch.chdir(tmp_path / "here")
    plan = load_plan(tmp_path / "plan.toml", known=known())
    assert plan.known == str(tmp_path / "a11y.toml")
    assert plan.as_evidence()["known"] == "a11y.toml"
    assert plan_of(tmp_path / "plan.toml", {"known": Path("mine.toml")}).known == str(tmp_path / "here" / "mine.toml")


def test_a_plan_whose_file_is_not_there_is_a_mistake_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(f'known = "a11y.toml"\n{PLAN}', "utf-8")
    with pytest.raises(Problem, match=r'plan\.toml:1: known: there is no file "a11y\.toml"'):
        load_plan(tmp_path / "plan.toml", known=known())


def test_a_run_with_a_wrong_file_measures_nothing(tmp_path: Path) -> None:
    (tmp_path / "known.toml").write_text(ENTRY.format(MARK, "7"), "utf-8")
    (tmp_path / "plan.toml").write_text(f'known = "known.toml"\n{PLAN}', "utf-8")
    ended = skolprov("run", tmp_path / "plan.toml", "--out", tmp_path / "run")
    assert ended.exit_code == 2
    assert "finding[0].expires: has to be a day" in ended.output
    assert not (tmp_path / "run").exists()


def test_a_scan_fails_on_what_is_not_known_and_says_who_sees_to_the_rest(
    serve_site: Callable[[Site], str], tmp_path: Path
) -> None:
    url = serve_site({"/letters": PAGE.format('<img src="/crest.png" width="40" height="40">')})
    found, file = tmp_path / "found.json", tmp_path / "known.toml"
    scan = ("scan", f"{url}/letters", "--checks", "image-alt,button-name", "--json", found)
    assert skolprov(*scan).exit_code == 1
    (finding,) = json.loads(found.read_text("utf-8"))
    gone = ENTRY.replace("rule", 'page = "http://old.test/letters"\nrule').replace("image-alt", "button-name")
    file.write_text(ENTRY.format(finding["fingerprint"], "2027-03-31") + gone.format(MARK, "2027-03-31"), "utf-8")
    ended = skolprov(*scan, "--known", file)
    assert ended.exit_code == 0, ended.output
    assert f"✓ {url}/letters\n  ○ An image has no text alternative" in ended.output
    assert "Known until 31 March 2027, Team Start page: The new crest comes in March" in ended.output
    assert "! A known finding is there no longer; its entry can be taken out: known.toml:7" in ended.output
    assert [f["known"] for f in json.loads(found.read_text("utf-8"))] == [True]

    file.write_text(ENTRY.format(finding["fingerprint"], "2026-11-26") + gone.format(MARK, "2027-03-31"), "utf-8")
    ended = skolprov("scan", f"{url}/letters", "--checks", "image-alt", "--known", file)
    assert ended.exit_code == 1
    assert "! A known finding has had its day and counts again: known.toml:1" in ended.output
    assert "there no longer" not in ended.output  # its rule was not asked
