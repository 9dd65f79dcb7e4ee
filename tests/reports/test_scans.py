"""Scans are reported and compared as pages, without a word of attempts; what is new on a page that was looked at before is worse."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as parser

from evidence.problem import Problem
from evidence.records import Message, State
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import csv_table, html, json_document, junit_xml, markdown
from reports.model import FindingChange, Judgement, PageResult, Report, is_scan
from reports.page.scan import _page_cell
from reports.scans import headline_of_scan
from reports.selection import Selection
from reports.words import LANGUAGES, Words, words_for
from tests.reports.synthetic import HOSTILE, write_synthetic_run
from tests.reports.synthetic_scan import ADVICE, DOUBT, GREY, IMAGE, TRAP, Found, write_scan

_GONE = {"/gone": Message(code="status", values={"status": 404})}
Pages = Mapping[str, Sequence[Found]]


def _text(report: Report, runs: Sequence[Path], to: Path, language: str) -> parser.HtmlElement:
    html.write(report, [RunDirectory.open(run) for run in runs], to / f"report.{language}.html", language)
    return parser.fromstring((to / f"report.{language}.html").read_text("utf-8"))


def _compared(tmp_path: Path, before: Pages, after: Pages, **changed: object) -> Report:
    write_scan(tmp_path / "before", before)
    write_scan(tmp_path / "after", after, host="new.test", **changed)
    return analyse([tmp_path / "before", tmp_path / "after"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_scan_says_what_was_scanned_and_what_failed_and_has_no_part_about_attempts(
    tmp_path: Path, language: str
) -> None:
    run = tmp_path / "run"
    write_scan(run, {"/": [IMAGE, TRAP, DOUBT, ADVICE], "/letters": [IMAGE]}, closed=_GONE)
    report = analyse([run])
    document = _text(report, [run], tmp_path, language)
    said = {
        "en": ["2 kinds of fault in 3 places, on 2 of 2 pages", "2 success criteria are failed: 1.1.1 Non-text Content and 2.1.2 No",
               "One kind of finding has to be looked at", "The platform answered with status 404", "One page could not be opened: /gone"],
        "sv": ["2 slags fel på 3 ställen, på 2 av 2 sidor", "2 framgångskriterier är underkända: 1.1.1 Icke-textuellt innehåll och 2.1.2",
               "Ett slags fynd får en människa granska", "Plattformen svarade med status 404", "En sida gick inte att öppna: /gone"],
    }[language]  # fmt: skip
    for sentence in said:
        assert sentence in document.text_content()
    assert [s.get("id") for s in document.xpath("//section")] == ["answer", "accessibility", "pages", "method", "data"]
    links = {a.get("href")[1:] for a in document.xpath("//a[starts-with(@href, '#')]")}
    assert links <= {e.get("id") for e in document.xpath("//*[@id]")}
    assert "0/0" not in document.text_content()
    assert "{$" not in document.text_content()
    criteria = {c.criterion: c.status for c in report.criteria}
    assert (criteria["2.1.2"], criteria["2.4.2"], criteria["1.4.10"]) == ("failed", "nothing-found", "not-tested")


def test_what_a_page_calls_itself_stays_text(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_scan(run, {f"/?{HOSTILE}": [replace(TRAP, name=HOSTILE, values={"message": "stays", "called": HOSTILE})]})
    document = _text(analyse([run]), [run], tmp_path, "en")
    assert document.xpath("//script[contains(., 'alert(')] | //img[@onerror]") == []


def test_what_is_new_on_a_page_that_both_looked_at_is_worse_and_fails_the_gate(tmp_path: Path) -> None:
    report = _compared(tmp_path, {"/": [IMAGE], "/date": []}, {"/": [IMAGE], "/date": [TRAP]})
    comparison = report.comparisons[0]
    assert is_scan(report)
    assert comparison.judgement == Judgement.WORSE
    assert {(c.fingerprint, c.change) for c in comparison.findings} == {
        ("image-alt/", FindingChange.REMAINING),
        ("keyboard-trap/Date", FindingChange.NEW),
    }
    assert report.gate.failed
    assert Words("en").message(report.gate.reasons[0]).startswith("new.test: ")
    assert Words("en").message(report.gate.reasons[0]).rstrip().endswith("accessibility")
    document = _text(report, [tmp_path / "before", tmp_path / "after"], tmp_path, "en")
    rows = [
        "|".join(cell.text_content() for cell in row)
        for row in document.xpath("//table[contains(@class, 'kinds')]//tr")
    ]
    assert rows[1:] == [
        "The keyboard is caught|2.1.2|–|1|1 new",
        "An image has no text alternative|1.1.1|1|1|1 remaining",
    ]


@pytest.mark.parametrize(
    ("before", "after", "judgement", "failed"),
    [
        ({"/": [TRAP]}, {"/": []}, Judgement.BETTER, False),
        ({"/": [TRAP]}, {"/": [TRAP]}, Judgement.SAME, False),
        ({"/": []}, {"/": [], "/more": [TRAP]}, Judgement.CANNOT_TELL, False),
        ({"/": []}, {"/": [DOUBT, ADVICE]}, Judgement.SAME, False),
        ({"/": [TRAP]}, {"/": [IMAGE]}, Judgement.WORSE, True),
    ],
    ids=["fixed", "remaining", "on another page", "doubts and advice", "exchanged"],
)
def test_scans_are_judged_by_what_became_of_each_fault(
    tmp_path: Path, before: Pages, after: Pages, judgement: Judgement, failed: bool
) -> None:
    report = _compared(tmp_path, before, after)
    assert (report.comparisons[0].judgement, report.gate.failed) == (judgement, failed)


def test_a_fault_that_remains_and_now_stands_on_one_page_more_is_worse(tmp_path: Path) -> None:
    report = _compared(tmp_path, {"/": [GREY], "/letters": []}, {"/": [GREY], "/letters": [GREY]})
    (one,) = report.comparisons[0].findings
    assert (one.change, one.spread) == (FindingChange.REMAINING, ("/letters",))
    assert report.gate.failed
    document = _text(report, [tmp_path / "before", tmp_path / "after"], tmp_path, "en")
    assert "New on: /letters." in " ".join(document.text_content().split())


def test_a_page_that_could_not_be_opened_was_not_looked_at(tmp_path: Path) -> None:
    write_scan(tmp_path / "before", {"/": []}, closed=_GONE)
    write_scan(tmp_path / "after", {"/": [], "/gone": [TRAP]}, host="new.test")
    report = analyse([tmp_path / "before", tmp_path / "after"])
    assert [c.change for c in report.comparisons[0].findings] == [FindingChange.ONLY_CANDIDATE]


@pytest.mark.parametrize("other", [{"checks": []}, {"level": "AAA"}, {"standard": "en301549"}])
def test_findings_of_other_checks_levels_and_standards_are_not_compared(
    tmp_path: Path, other: dict[str, object]
) -> None:
    report = _compared(tmp_path, {"/": []}, {"/": [TRAP]}, **other)
    assert report.comparisons[0].judgement == Judgement.CANNOT_TELL
    assert [c.name for c in report.comparisons[0].conditions] == [*other]


def test_criteria_of_the_level_and_standard_are_listed_and_no_others(tmp_path: Path) -> None:
    write_scan(tmp_path / "a", {"/": []}, level="A", standard="wcag21")
    write_scan(tmp_path / "aaa", {"/": []}, level="AAA")
    listed = [{c.criterion for c in analyse([tmp_path / name]).criteria} for name in ("a", "aaa")]
    assert ("1.1.1" in listed[0], "1.4.3" in listed[0], "3.2.6" in listed[0]) == (True, False, False)
    assert {"1.4.6", "3.2.6", "1.4.3"} <= listed[1]


def test_by_the_laws_standard_nothing_is_listed_that_its_edition_in_force_lacks(tmp_path: Path) -> None:
    write_scan(tmp_path / "run", {"/": []}, standard="en301549")
    listed = {c.criterion for c in analyse([tmp_path / "run"]).criteria}
    assert {"1.4.3", "4.1.1"} <= listed
    assert not {"2.5.8", "3.3.8", "1.4.6"} & listed


def test_a_scan_beside_a_run_is_told_and_not_compared(tmp_path: Path) -> None:
    write_scan(tmp_path / "scan", {"/": [TRAP]})
    write_synthetic_run(tmp_path / "run", builds=("good",), tasks=("any.log-in",), load=False, privacy=False)
    report = analyse([tmp_path / "run", tmp_path / "scan"])
    assert not is_scan(report)
    assert [page.place for page in report.pages] == ["/"]
    assert "accessibility" not in {d.measure for d in report.comparisons[0].differences}
    document = _text(report, [tmp_path / "run", tmp_path / "scan"], tmp_path, "sv")
    assert document.xpath("//section[@id='pages']")


def test_every_format_tells_a_scan(tmp_path: Path) -> None:
    write_scan(tmp_path / "run", {"/": [TRAP, DOUBT]}, closed=_GONE)
    report = analyse([tmp_path / "run"])
    json_document.write(report, tmp_path / "report.json")
    assert json_document.read(tmp_path / "report.json") == report
    said = markdown.text(report, words_for(report, "sv"))
    assert "✗ **Tangentbordet fastnar** (2.1.2)" in said
    doubt = next(line for line in said.splitlines() if "? **" in line)
    assert ", behöver granskas av en människa: " in doubt
    assert "/gone: Plattformen svarade med status 404." in said
    junit_xml.write(report, tmp_path / "junit.xml", Words("en"))
    cases = {case.get("name"): case for case in etree.parse(tmp_path / "junit.xml").getroot().iter("testcase")}
    assert cases["/gone"].find("error") is not None
    assert len(cases["/"]) == 0
    assert "do not lead out of “Date”" in cases["2.1.2 No Keyboard Trap (A)"].find("failure").text
    assert len(cases["2.4.2 Page Titled (A)"]) == 0
    assert cases["1.4.10 Reflow (AA)"].find("skipped") is not None
    csv_table.write(report, tmp_path / "measures.csv")
    with (tmp_path / "measures.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["build"], row["measure"], row["value"], row["n"], row["planned"]) == (
        "old.test",
        "accessibility",
        "1",
        "1",
        "2",
    )


def test_a_scan_has_no_tasks_to_select(tmp_path: Path) -> None:
    write_scan(tmp_path / "run", {"/": []})
    with pytest.raises(Problem, match="scans of pages") as caught:
        analyse([tmp_path / "run"], selection=Selection(roles=("pupil",)))
    assert "leave these options out" in caught.value.do


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_of_journeys_that_the_checks_were_not_asked_of_are_told_with_the_reason(
    tmp_path: Path, language: str
) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=("any.log-in",), load=False, privacy=False)
    first, second, third, fourth, fifth, sixth, *_ = directory.read(State)
    directory.append(replace(fourth, unasked={"keyboard-trap": "harness-error: KeyError"}))
    directory.append(
        replace(first, unasked={"keyboard-trap": "not-reached-by-address", "mouse-only": "not-reached-by-address"})
    )
    directory.append(replace(second, unasked={"keyboard-trap": "scripts-off"}))
    directory.append(replace(fifth, unasked={"keyboard-trap": "walk-failed: not-found"}))
    left = Message(code="not-undone", values={"said": "not-found"})
    directory.append(replace(sixth, unasked={"keyboard-trap": "walk-led-elsewhere"}, leftover=left))
    directory.append(replace(third, unasked={"keyboard-trap": "could-not-look: it went away"}))
    notes = [words_for(report, language).message(n) for report in [analyse([tmp_path / "run"])] for n in report.notes]
    said = {
        "en": ["states were not asked the checks that operate a page: they do not come back by their address", "the page’s scripts were off",
               "the way there could not be walked once more", "the same way led to another page",
               "One state was walked to once more for the checks, and what was sent on the way could not be undone",
               "an error of Skolprov’s own came in between",
               "On one page, some checks could not look: keyboard-trap"],
        "sv": ["fick inte de kontroller som manövrerar en sida: de kommer inte tillbaka på sin adress", "sidans skript var avstängda",
               "vägen dit gick inte att gå en gång till", "samma väg ledde andra gången till en annan sida",
               "Vägen till ett tillstånd gicks en gång till för kontrollernas skull",
               "ett fel i Skolprov kom emellan",
               "På en sida kunde några kontroller inte titta: keyboard-trap"],
    }[language]  # fmt: skip
    for part in said:
        assert any(part in note for note in notes), part


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Of one page, no picture could be taken"), ("sv", "Av en sida gick det inte att ta någon bild")],
)
def test_a_page_that_scripts_kept_from_being_drawn_is_told(tmp_path: Path, language: str, said: str) -> None:
    directory = write_scan(tmp_path / "run", {"/": []})
    (state,) = directory.read(State)
    directory.append(replace(state, unpictured="undrawn"))
    report = analyse([tmp_path / "run"])
    assert any(words_for(report, language).message(note).startswith(said) for note in report.notes)


def test_of_a_page_that_nothing_could_look_at_no_absence_of_faults_is_told() -> None:
    page = PageResult(
        build="now", place="/", url="https://a.test/", title="", not_opened=None, scanned=False, faults=0, doubts=0, practices=0,
        unasked={"keyboard-trap": "not-responding"},
    )  # fmt: skip
    assert headline_of_scan([page], ()) == ()
    cell = _page_cell(page, Words("en"))
    assert (cell.sign, cell.text, *cell.more) == ("?", "could not be checked", "keyboard-trap: the page did not answer")
