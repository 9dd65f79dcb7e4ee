"""What our own checks find is worded from evidence alone, in every format; and what a page says in it stays what it is: words."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as parser

from a11y.catalogue import catalogue as rules_catalogue
from a11y.catalogue import own_rules
from a11y.check import Rule
from a11y.checking import ENGINE
from evidence.records import Element, Finding, State, Verdict
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import findings_csv, html, junit_xml, markdown
from reports.model import Report
from reports.rule_words import said_by_check, title_of_rule
from reports.words import LANGUAGES, Words
from tests.reports.html.conftest import FEW
from tests.reports.synthetic import HOSTILE, write_synthetic_run

_CALLED = f"{{stops}} {{called}} {HOSTILE}"
_SHOWN = _CALLED.replace("\x07", "\N{REPLACEMENT CHARACTER}")
"""As a report may show it: markup as text, and without the control character."""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> RunDirectory:
    """A run in which a check found a trap on a page of the worse build, and was unsure on another."""
    directory = write_synthetic_run(tmp_path_factory.mktemp("checks") / "run", **FEW, load=False, privacy=False)
    directory.write_catalogue(
        directory.catalogue() | {"rules": directory.catalogue()["rules"] | rules_catalogue()["rules"]}
    )
    states = [s for s in directory.read(State) if s.build == "worse" and s.mode == "pointer"]
    of_task = [next(s for s in states if task in s.id) for task in FEW["tasks"]]
    trap = Finding(
        id="trap", state=of_task[0].id, build="worse", mode="pointer", task=FEW["tasks"][0], step="Date", engine=ENGINE,
        rule="keyboard-trap", verdict=Verdict.VIOLATION, criteria=["2.1.2"], clauses={"v3.2.1": ["9.2.1.2"]},
        best_practice=False, impact="critical", fingerprint="trap",
        element=Element(role="textbox", name="Date", selector="#date", snippet="<input id='date'>"),
        values={"message": "stays", "called": _CALLED, "stops": 7},
    )  # fmt: skip
    directory.append(trap)
    doubt = replace(trap, id="doubt", state=of_task[1].id, verdict=Verdict.NEEDS_REVIEW, fingerprint="doubt")
    directory.append(replace(doubt, values={"message": "goes-round", "stops": 1234}))
    return directory


@pytest.fixture(scope="module")
def report(directory: RunDirectory) -> Report:
    return analyse([directory.path])


_TOLD = {
    "en": (
        f"Tab, Shift+Tab and Escape do not lead out of “{_SHOWN}”.",
        "Let Tab and Shift+Tab lead out of the part.",
        "Skolprov’s own checks, critical",
        "Tab goes round among 1,234 things",
    ),
    "sv": (
        f"Tab, skift+Tab och Escape leder inte ut ur ”{_SHOWN}”.",
        "Låt Tab och skift+Tab leda ut",
        "Skolprovs egna kontroller, kritisk",
        "Tab går runt bland 1\N{NO-BREAK SPACE}234 saker",
    ),
}


@pytest.mark.parametrize(("language", "title"), [("en", "The keyboard is caught"), ("sv", "Tangentbordet fastnar")])
def test_the_page_words_what_a_check_found(report: Report, directory: RunDirectory, language: str, title: str) -> None:
    page = directory.path / f"report.{language}.html"
    html.write(report, [directory], page, language)
    document = parser.parse(str(page), parser.HTMLParser(encoding="utf-8")).getroot()
    faults = [
        f.text_content() for f in document.xpath("//article[@class='fault']") if f.xpath("h4 | h5")[0].text == title
    ]
    assert len(faults) == 2
    for told in _TOLD[language]:
        assert any(told in fault for fault in faults), told
    assert document.xpath("//script[contains(., 'alert(')]") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_names_the_new_fault_and_nothing_of_the_page_acts_in_it(report: Report, language: str) -> None:
    said = markdown.text(report, markdown.words_for(report, language))
    line = next(line for line in said.splitlines() if "keyboard-trap" in line)
    assert "2.1.2" in line
    assert "<script>" not in line
    assert "{stops}" in line
    assert "](javascript" not in line


def test_junit_tells_the_new_fault_where_accessibility_got_worse(report: Report, tmp_path: Path) -> None:
    junit_xml.write(report, tmp_path / "junit.xml", Words("en"))
    told = "\n".join(f.text or "" for f in etree.parse(tmp_path / "junit.xml").getroot().iter("failure"))
    assert "The keyboard is caught (2.1.2) [keyboard-trap, Skolprov’s own checks]" in told
    assert f"do not lead out of “{_SHOWN}”" in told


def test_each_finding_is_a_row_with_its_words(report: Report, tmp_path: Path) -> None:
    findings_csv.write(report, tmp_path / "findings.csv")
    with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(group.seen) for group in report.findings)
    trap = next(r for r in rows if r["rule"] == "keyboard-trap" and r["verdict"] == "violation")
    assert (trap["build"], trap["engine"], trap["criteria"]) == ("worse", ENGINE, "2.1.2")
    assert trap["title_sv"] == "Tangentbordet fastnar"
    assert trap["seen_en"].startswith("Tab, Shift+Tab and Escape do not lead out of “{stops} {called} <script>")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_a_criterion_that_only_a_check_looks_at_is_told_as_looked_at(report: Report) -> None:
    failed = next(c for c in report.criteria if c.build == "worse" and c.criterion == "2.1.2")
    assert (failed.status, failed.rules) == ("failed", ("keyboard-trap",))


@pytest.mark.parametrize("check", own_rules(), ids=lambda check: check.id)
def test_every_message_of_a_check_is_in_the_catalogue_in_both_languages(check: Rule) -> None:
    known = rules_catalogue()["rules"][check.id]
    for language in LANGUAGES:
        words = Words(language)
        assert title_of_rule(check.id, known, words) == getattr(check.title, language)
        for code, message in check.messages.items():
            assert said_by_check(known, {"message": code}, words) == getattr(message, language)


@pytest.mark.parametrize("known", [{}, {"messages": []}, {"messages": {"stays": "words"}}, {"messages": {"stays": {}}}])
def test_a_catalogue_without_the_message_says_no_more_than_it_knows(known: dict[str, object]) -> None:
    assert said_by_check(known, {"message": "stays", "called": "x"}, Words("sv")) == ""
