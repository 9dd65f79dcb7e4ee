"""What is known fails no gate and is told apart; what has had its day, lacks its reason or is there no longer is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html, json_document, junit_xml, markdown
from reports.known import Known, stands_on, status_of
from reports.model import CriterionStatus, Judgement, KnownFinding, KnownStatus, Report
from reports.selection import Selection
from reports.words import Words
from tests.reports.synthetic import FAULTS, HOSTILE, write_synthetic_run
from tests.reports.synthetic_scan import IMAGE, TRAP, write_scan

TODAY = date(2026, 11, 27)
NEW = [f"{rule}/{role}/{name}/{task}" for rule, task, role, name, good, worse in FAULTS if worse and not good]
TASKS = sorted({fingerprint.rpartition("/")[2] for fingerprint in NEW} | {"any.log-in"})
"""Those with a new fault, and one whose fault remains."""


def entry(fingerprint: str, **changed: object) -> KnownFinding:
    usual = KnownFinding(
        fingerprint=fingerprint,
        rule=fingerprint.partition("/")[0],
        element='button "Save"',
        task=fingerprint.rpartition("/")[2],
        reason="Mended with the new form",
        owner="Team Form",
        expires=date(2027, 3, 31),
        where="known.toml:7",
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def known(*entries: KnownFinding) -> Known:
    return Known("known.toml", entries, TODAY)


def accessibility_of(report: Report) -> set[Judgement]:
    return {d.judgement for d in report.comparisons[0].differences if d.measure == "accessibility"}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds of which only accessibility may fail the gate."""
    path = tmp_path_factory.mktemp("known") / "run"
    plan = {"modes": ["pointer", "keyboard"], "repeats": 2, "gate": {"measures": ["accessibility"]}}
    write_synthetic_run(path, load=False, privacy=False, plan=plan, tasks=TASKS)
    return path


@pytest.fixture(scope="module")
def unexcused(run: Path) -> Report:
    return analyse([run])


@pytest.fixture(scope="module")
def all_known(run: Path) -> Report:
    """What was new is known, all of it."""
    return analyse([run], known=known(*map(entry, NEW)))


def test_new_findings_that_are_known_fail_no_gate_and_those_that_are_not_do(
    run: Path, unexcused: Report, all_known: Report
) -> None:
    assert unexcused.gate.failed
    report = all_known
    assert not report.gate.failed
    assert Judgement.WORSE not in accessibility_of(report)
    assert {g.fingerprint for g in report.findings if g.known} == set(NEW)
    assert [m.code for m in report.headline if m.code == "headline-faults"] == []
    assert analyse([run], known=known(*map(entry, NEW[1:]))).gate.failed


def test_what_is_known_fails_its_criterion_all_the_same(unexcused: Report, all_known: Report) -> None:
    failed = {c.criterion for c in all_known.criteria if c.build == "worse" and c.status == CriterionStatus.FAILED}
    assert failed == {c.criterion for c in unexcused.criteria if c.build == "worse" and c.status == "failed"}


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"expires": date(2026, 11, 26)}, KnownStatus.EXPIRED),
        ({"reason": "", "lacks": ("reason",)}, KnownStatus.INCOMPLETE),
        ({"expires": None, "lacks": ("expires",)}, KnownStatus.INCOMPLETE),
    ],
)
def test_an_entry_that_has_had_its_day_or_lacks_something_excuses_nothing_and_is_said(
    run: Path, changed: dict[str, object], status: KnownStatus
) -> None:
    report = analyse([run], known=known(*map(entry, NEW[1:]), entry(NEW[0], **changed)))
    assert report.gate.failed
    assert report.known[0].status == status
    (note,) = [note for note in report.notes if note.code.startswith("note-known")]
    assert (note.code, note.values["count"], note.values["where"]) == (f"note-known-{status}", 1, ["known.toml:7"])


def test_an_entry_excuses_on_its_last_day_and_not_on_the_next(run: Path) -> None:
    last = entry(NEW[0], expires=TODAY)
    assert status_of(last, TODAY, there=True, looked=True) == KnownStatus.EXCUSED
    assert status_of(last, date(2026, 11, 28), there=True, looked=True) == KnownStatus.EXPIRED


def test_an_entry_whose_finding_is_gone_can_be_taken_out_and_one_that_was_not_looked_for_can_not(run: Path) -> None:
    gone = entry("label/textbox/gone/guardian.read-weekly-letter", where="known.toml:20")
    not_asked = entry("keyboard-trap/textbox//guardian.read-weekly-letter")
    other_page = entry("label/textbox/gone/guardian.fly", page="http://a.test/fly")
    report = analyse([run], known=known(gone, not_asked, other_page))
    assert [e.status for e in report.known] == ["vanished", "not-looked-at", "not-looked-at"]
    assert [n.values["where"] for n in report.notes if n.code == "note-known-vanished"] == [["known.toml:20"]]
    pupils = analyse([run], selection=Selection(roles=("pupil",)), known=known(gone))
    assert pupils.known[0].status == KnownStatus.NOT_LOOKED_AT


def test_a_page_that_was_scanned_on_another_host_is_the_page_of_an_entry(run: Path) -> None:
    gone = entry("label/textbox/gone/", task="", page="https://old.test/any.log-in/2?next=1")
    assert analyse([run], known=known(gone)).known[0].status == KnownStatus.VANISHED


def test_a_report_without_the_file_that_its_plan_names_says_so(tmp_path: Path) -> None:
    plan = {"modes": ["pointer"], "repeats": 1, "gate": {}, "known": "known.toml"}
    write_synthetic_run(tmp_path / "run", load=False, privacy=False, plan=plan, tasks=["any.log-in"])
    (note,) = [n for n in analyse([tmp_path / "run"]).notes if n.code == "note-known-not-given"]
    assert "known.toml" in Words("en").message(note)
    assert [n for n in analyse([tmp_path / "run"], known=known()).notes if "known" in n.code] == []


@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_format_says_what_is_known_until_when_by_whom_and_why(run: Path, tmp_path: Path, language: str) -> None:
    report = analyse([run], known=known(*map(entry, NEW[1:]), entry(NEW[0], expires=date(2026, 11, 1))))
    words = Words(language)
    said = words.say(
        "known-excused", until=words.date("2027-03-31"), owner="Team Form", reason="Mended with the new form"
    )
    json_document.write(report, tmp_path / "report.json")
    assert json_document.read(tmp_path / "report.json") == report
    assert markdown.text(report, words).count(said) == len(NEW) - 1
    html.write(report, [RunDirectory.open(run)], tmp_path / f"report.{language}.html", language)
    page = etree.HTML((tmp_path / f"report.{language}.html").read_text("utf-8"))
    (table,) = page.xpath('//h3[@id="known-findings"]/following::table[1]')
    assert len(table.xpath("./tbody/tr")) == len(NEW)
    assert words.say("known-status", status="expired", lacks="") in "".join(table.xpath("./tbody/tr[1]/td[1]/text()"))
    places = page.xpath('//*[@id="findings-known"]//li[@class="place"]')
    assert len(places) == len(NEW) - 1
    assert all(said in "".join(place.itertext()) for place in places)


def test_junit_tells_what_is_known_apart_and_fails_nothing_for_it(all_known: Report, tmp_path: Path) -> None:
    junit_xml.write(all_known, tmp_path / "junit.xml", Words("en"))
    suites = {s.get("name"): s for s in etree.parse(tmp_path / "junit.xml").getroot()}
    suite = suites["known findings"]
    assert (suite.get("tests"), suite.get("skipped"), suite.get("failures")) == (str(len(NEW)), str(len(NEW)), "0")
    assert "Known until 31 March 2027, Team Form: Mended with the new form" in suite.find(".//skipped").get("message")
    of_comparison = suites["worse against good"].xpath('.//testcase[starts-with(@name, "accessibility")]/failure')
    assert of_comparison == []


def test_a_criterion_of_a_scan_all_of_whose_faults_are_known_is_skipped_with_the_excuse(tmp_path: Path) -> None:
    second = replace(TRAP, name="Time")
    write_scan(tmp_path / "run", {"/": [TRAP, IMAGE], "/more": [second]})
    entries = [entry(f"keyboard-trap/{name}", task="", page="https://old.test/") for name in ("Date", "Time")]

    def case_of(*known_ones: KnownFinding) -> etree._Element:
        junit_xml.write(analyse([tmp_path / "run"], known=known(*known_ones)), tmp_path / "junit.xml", Words("en"))
        cases = {case.get("name"): case for case in etree.parse(tmp_path / "junit.xml").getroot().iter("testcase")}
        assert cases["1.1.1 Non-text Content (A)"].find("failure").text
        return cases["2.1.2 No Keyboard Trap (A)"]

    known_all = case_of(*entries)
    assert known_all.find("failure") is None
    said = "Known until 31 March 2027, Team Form: Mended with the new form"
    assert known_all.find("skipped").get("message") == said
    known_half = case_of(entries[0])
    assert known_half.find("skipped") is None
    assert known_half.find("failure").get("message") == "✗ failed: 1 fault"
    assert "/more" in known_half.find("failure").text


def test_what_an_entry_says_cannot_act_in_a_report(run: Path, tmp_path: Path) -> None:
    report = analyse([run], known=known(entry(NEW[0], reason=HOSTILE, owner=HOSTILE, element=HOSTILE)))
    html.write(report, [RunDirectory.open(run)], tmp_path / "report.en.html", "en")
    assert "<script>alert(1)" not in (tmp_path / "report.en.html").read_text("utf-8")
    assert "<script>" not in markdown.text(report, Words("en"))
    junit_xml.write(report, tmp_path / "junit.xml", Words("en"))
    etree.parse(tmp_path / "junit.xml")


@pytest.mark.parametrize(
    ("page", "address", "place", "same"),
    [
        ("http://a.test/letters?week=3", "https://b.test:81/letters", "/letters", True),
        ("http://a.test/app#/letters", "http://a.test/app#/absence", "", False),
        ("file:///home/old/a/index.html", "file:///build/new/a/index.html", "a/index.html", True),
        ("file:///home/old/a/index.html", "file:///build/new/b/index.html", "b/index.html", False),
        (
            "file:///home/old/veckans%20brev.html",
            "file:///build/veckans%20brev.html?week=3",
            "veckans brev.html?week=3",
            True,
        ),
        ("file:///home/old/a/index.html", "file:///build/new/index.html", "", True),
    ],
)
def test_an_entrys_page_is_found_again_on_another_host_and_in_another_folder(
    page: str, address: str, place: str, same: bool
) -> None:
    assert stands_on(page, address, place) is same
