"""The table of criteria says what is known of each, by what, and what did not look; and never that one is met."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as parser

from a11y.catalogue import catalogue
from evidence.records import Attempt, Message, Outcome
from reports.analyse import analyse
from reports.criteria import CRITERIA_OF_BARRIERS
from reports.formats import criteria_csv, html, markdown
from reports.model import CriterionResult, CriterionStatus, Report
from reports.page.criteria import clauses_in_words, criteria_rows, person_rows, status_in_words
from reports.words import LANGUAGES, Words, words_for
from tests.reports.synthetic import write_synthetic_run
from tests.reports.synthetic_scan import DOUBT, GREY, IMAGE, TRAP, write_scan

_UNASKED = {"/letters": {"keyboard-trap": "took-too-long", "same-name-other-target": "took-too-long"}}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    pages = {"/": [IMAGE, DOUBT], "/letters": [IMAGE, GREY], "/absence": []}
    run = tmp_path_factory.mktemp("criteria") / "run"
    write_scan(run, pages, inapplicable=["video-caption", "image-alt"], unasked=_UNASKED)
    return analyse([run])


def of(report: Report, number: str) -> CriterionResult:
    return next(result for result in report.criteria if result.criterion == number)


def test_a_failed_criterion_says_by_which_rule_and_on_how_many_pages(report: Report) -> None:
    failed = of(report, "1.1.1")
    assert (failed.status, failed.rules, failed.problems, failed.pages) == ("failed", ("image-alt",), 1, 2)
    assert failed.inapplicable == ()


def test_a_criterion_that_only_rules_that_did_not_run_test_is_not_tested(report: Report) -> None:
    untested = of(report, "1.4.10")
    assert (untested.status, untested.passed, untested.not_run) == ("not-tested", (), ("does-not-reflow",))
    assert status_in_words(untested, Words("en")) == "not tested: the rules that test it did not run"


def test_a_criterion_whose_rules_had_nothing_to_look_at_is_not_tested(report: Report) -> None:
    idle = of(report, "1.2.2")
    assert (idle.status, idle.inapplicable) == ("not-tested", ("video-caption",))
    assert status_in_words(idle, Words("en")) == "not tested: there was nothing for video-caption to look at"


def test_a_criterion_that_no_rule_tests_says_so(report: Report) -> None:
    assert status_in_words(of(report, "2.5.1"), Words("en")) == "not tested: no rule of ours or axe-core’s tests it"


def test_nothing_found_names_what_looked_and_what_could_not(report: Report) -> None:
    quiet = of(report, "2.1.2")
    assert (quiet.status, quiet.rules, quiet.unasked) == ("nothing-found", ("keyboard-trap",), {"keyboard-trap": 1})
    row = next(row for row in criteria_rows(report, Words("en")) if row.number == "2.1.2")
    assert row.cells[0].text == "nothing found by keyboard-trap"
    assert row.cells[0].more == ("Could not look at 1 page: keyboard-trap", "Did not run: tab-stays-in-field")


def test_a_doubt_is_no_fault(report: Report) -> None:
    unsure = of(report, "2.4.4")
    assert (unsure.status, unsure.problems, unsure.doubts, unsure.pages) == ("needs-review", 0, 1, 1)


def test_people_of_whose_criteria_nothing_was_asked_are_not_tested_and_no_fault_is_not_said_of_them(
    tmp_path: Path,
) -> None:
    write_scan(tmp_path / "run", {"/": []}, inapplicable=["video-caption"], host="quiet.test")
    report = analyse([tmp_path / "run"])
    deaf = next(person for person in report.persons if person.clause == "4.2.5")
    assert deaf.not_tested == deaf.criteria > 0
    for language, said in (("en", "not tested"), ("sv", "inte prövat")):
        cell = next(row for row in person_rows(report, Words(language)) if row.clause == "4.2.5").cells[0]
        assert (cell.look, cell.text) == ("not-tested", said)


def test_what_the_laws_standard_lacks_of_wcag_2_2_is_marked(report: Report) -> None:
    assert (of(report, "2.5.8").clauses, of(report, "2.5.8").lacking) == ({"v4.1.1": ["9.2.5.8"]}, ("v3.2.1",))
    assert of(report, "1.4.3").lacking == ()
    rows = {row.number: row.clauses for row in criteria_rows(report, Words("en"))}
    assert rows["2.5.8"] == "9.2.5.8 (v4.1.1); not in v3.2.1"
    assert rows["1.4.3"] == "9.1.4.3 (v3.2.1, v4.1.1)"
    assert clauses_in_words({}, (), Words("sv")) == ""


def test_who_is_hit_is_told_with_what_is_not_known_of_them(report: Report) -> None:
    hit = {person.clause: person for person in report.persons}
    assert (hit["4.2.1"].problems, hit["4.2.1"].failed) == (1, ("1.1.1",))
    assert hit["4.2.2"].failed == ("1.1.1", "1.4.3")
    assert (hit["4.2.4"].problems, hit["4.2.4"].failed) == (0, ())
    assert 0 < hit["4.2.4"].not_tested == hit["4.2.4"].criteria
    said = {row.clause: row.cells[0].text for row in person_rows(report, Words("en"))}
    assert said["4.2.4"] == "not tested"
    assert said["4.2.8"].startswith("not known")
    assert [row.clause for row in person_rows(report, Words("sv"))][-1] == "4.2.11"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_says_that_a_build_conforms(report: Report, tmp_path: Path, language: str) -> None:
    page = tmp_path / f"report.{language}.html"
    html.write(report, [], page, language)
    document = parser.parse(str(page), parser.HTMLParser(encoding="utf-8")).getroot()
    said = document.xpath("//section[@id='accessibility']")[0].text_content().casefold()
    assert not any(word in said for word in ("conform", "uppfyll", "complian"))
    plainly = {"en": "“nothing found” is not “met”", "sv": "”inget hittat” betyder inte att kravet är mött"}[language]
    assert plainly in said
    links = document.xpath("//table[contains(@class, 'criteria')]//th/a/@href")
    assert "https://www.w3.org/WAI/WCAG22/Understanding/non-text-content.html" in links


def test_many_rules_are_counted_in_a_line_and_named_beneath_it(report: Report) -> None:
    rules = ("aria-roles", "button-name", "label", "link-name", "select-name")
    quiet = replace(of(report, "4.1.2"), status=CriterionStatus.NOTHING_FOUND, rules=rules, passed=rules, not_run=())
    row = criteria_rows(replace(report, criteria=(quiet,)), Words("en"))[0]
    assert row.cells[0].text == "nothing found by aria-roles, button-name, label and 2 more"
    assert row.cells[0].more == (", ".join(rules),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_finding_says_what_was_done_and_leads_to_its_criterion(
    report: Report, tmp_path: Path, language: str
) -> None:
    page = tmp_path / f"report.{language}.html"
    html.write(report, [], page, language)
    document = parser.parse(str(page), parser.HTMLParser(encoding="utf-8")).getroot()
    faults = {one.xpath(".//dd/code")[0].text: one for one in document.xpath("//article[@class='fault']")}
    read = {"en": "“/” was opened, and read as it stood.", "sv": "”/” öppnades och lästes som den stod."}[language]
    used = {"en": "“/” was opened, and the check operated it.", "sv": "”/” öppnades, och kontrollen använde den."}[
        language
    ]
    assert read in faults["image-alt"].text_content()
    assert used in faults["same-name-other-target"].text_content()
    links = faults["same-name-other-target"].xpath(".//a[starts-with(@href, 'https://www.w3.org/')]/@href")
    assert links == ["https://www.w3.org/WAI/WCAG22/Understanding/link-purpose-in-context.html"]


def test_the_summary_lists_what_failed_and_counts_the_rest(report: Report) -> None:
    said = markdown.text(report, words_for(report, "en"))
    lines = [line for line in said.splitlines() if line.startswith("| 1.1.1 Non-text Content (A)")]
    assert len(lines) == 1
    assert "✗ failed: 1 fault on 2 pages" in lines[0]
    assert not any(line.startswith("| 2.1.2") for line in said.splitlines())
    count = sum(result.status == CriterionStatus.NOT_TESTED for result in report.criteria)
    assert f"Of 55 success criteria 2 failed, 1 needs a person, in 2 nothing was found, and {count} were not" in said


def test_each_criterion_is_a_row_with_what_looked_and_what_did_not(report: Report, tmp_path: Path) -> None:
    criteria_csv.write(report, tmp_path / "criteria.csv")
    with (tmp_path / "criteria.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["criterion"]: row for row in csv.DictReader(file)}
    assert len(rows) == 55
    assert (rows["1.1.1"]["status"], rows["1.1.1"]["rules"], rows["1.1.1"]["pages"]) == ("failed", "image-alt", "2")
    assert (rows["2.1.2"]["status"], rows["2.1.2"]["unasked"]) == ("nothing-found", "keyboard-trap:1")
    assert rows["2.5.8"]["en_301_549"] == "9.2.5.8 (v4.1.1); not in v3.2.1"
    assert rows["1.4.10"]["not_run"] == "does-not-reflow"


def test_a_condition_that_is_a_list_is_read_as_one(tmp_path: Path) -> None:
    write_scan(tmp_path / "before", {"/": []}, checks=["keyboard-trap", "mouse-only"])
    write_scan(tmp_path / "after", {"/": [TRAP]}, host="new.test", checks=[])
    said = markdown.text(report := analyse([tmp_path / "before", tmp_path / "after"]), words_for(report, "en"))
    line = next(line for line in said.splitlines() if "mouse-only" in line)
    assert "keyboard-trap, mouse-only" in line
    assert "'" not in line


def barred(tmp_path: Path, code: str, **values: str) -> Report:
    """A run in which only journeys went, and one way ended at a barrier."""
    run = write_synthetic_run(
        tmp_path / "run", builds=("good",), tasks=["guardian.report-absence"], load=False, privacy=False
    )
    known = json.loads((run.path / "catalogue.json").read_text(encoding="utf-8"))
    (run.path / "catalogue.json").write_text(json.dumps(known | catalogue()), encoding="utf-8")
    attempts = run.read(Attempt)
    first = next(attempt for attempt in attempts if attempt.mode == "keyboard")
    stopped = replace(first, id="barred", outcome=Outcome.BARRIER, reason=Message(code=code, values=dict(values)))
    run.append(replace(stopped, task="guardian.book-talk", step=1))
    return analyse([run.path])


def test_a_keyboard_trap_that_somebody_met_fails_its_criterion_though_no_rule_for_it_ran(tmp_path: Path) -> None:
    report = barred(tmp_path, "focus-trapped", target='button "Send"', at='textbox "Date"')
    trapped = of(report, "2.1.2")
    assert (trapped.status, trapped.problems, trapped.not_run) == ("failed", 0, ("keyboard-trap", "tab-stays-in-field"))
    assert [(one.task, one.mode) for one in trapped.barriers] == [("guardian.book-talk", "keyboard")]
    row = next(row for row in criteria_rows(report, Words("en")) if row.number == "2.1.2")
    assert (row.telling, row.cells[0].text) == (True, "✗ failed: people were stopped in 1 task")
    assert "focus did not leave" in row.cells[0].more[0]
    hit = {person.clause: person for person in report.persons}["4.2.7"]
    assert (hit.barriers, "2.1.2" in hit.failed) == (1, True)
    said = {row.clause: row.cells[0].text for row in person_rows(report, Words("en"))}
    assert said["4.2.7"] == "✗ stopped in 1 task"
    criteria_csv.write(report, tmp_path / "criteria.csv")
    with (tmp_path / "criteria.csv").open(encoding="utf-8", newline="") as file:
        told = next(row for row in csv.DictReader(file) if row["criterion"] == "2.1.2")
    assert (told["status"], told["barriers"]) == ("failed", "guardian.book-talk keyboard focus-trapped")


def test_a_barrier_that_may_leave_another_way_needs_a_person(tmp_path: Path) -> None:
    report = barred(tmp_path, "not-reached-by-tab", target='button "Send"', stops="3", why="tabindex")
    unsure = of(report, "2.1.1")
    assert (unsure.status, unsure.doubts, len(unsure.barriers)) == ("needs-review", 0, 1)
    assert status_in_words(unsure, Words("en")) == "? needs a person: people were stopped in 1 task"
    assert status_in_words(unsure, Words("sv")) == "? behöver en människa: folk hindrades i 1 uppgift"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_barriers_mend_names_of_wcag_is_where_the_table_counts_it(language: str) -> None:
    words = Words(language)
    for code, criteria in CRITERIA_OF_BARRIERS.items():
        said = words.say(f"mend-{code}", at="x", keys="Enter", why="", leads="")
        assert re.search(r"\(WCAG ([\d., ]+)\)", said).group(1).split(", ") == [*criteria], code  # type: ignore[union-attr]
    named = {code for code in _mended_codes() if "(WCAG" in words.say(f"mend-{code}", at="x")}
    assert named == {*CRITERIA_OF_BARRIERS, "stands-as"}


def _mended_codes() -> set[str]:
    text = (Path(__file__).parents[2] / "reports/locale/endings.en.ftl").read_text(encoding="utf-8")
    return set(re.findall(r"^mend-([a-z-]+) =", text, re.M))
