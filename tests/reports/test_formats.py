"""The formats: complete, valid, and safe whatever a page under test has written into its names."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from lxml import etree

from reports.analyse import analyse
from reports.estimate import Estimate
from reports.formats import csv_table, json_document, junit_xml, markdown
from reports.model import Judgement, Report, Unit
from reports.page.figures import NBSP, Figures
from reports.words import LANGUAGES, Words, words_for
from tests.reports.synthetic import TELLING, write_synthetic_run


@pytest.fixture(scope="module")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    run = tmp_path_factory.mktemp("hostile") / "run"
    write_synthetic_run(run, tasks=TELLING, hostile=True, title="=HYPERLINK(1) <b>@everyone</b> | `x` \x07")
    return analyse([run])


def test_json_is_read_back_as_it_was_written(synthetic_report: Report, tmp_path: Path) -> None:
    json_document.write(synthetic_report, tmp_path / "report.json")
    assert json_document.read(tmp_path / "report.json") == synthetic_report


def test_json_schema_names_every_key_of_the_document(synthetic_report: Report) -> None:
    assert set(json_document.document(synthetic_report)) == set(json_document.schema()["properties"])


def test_json_that_is_no_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"format": "other"}), "utf-8")
    with pytest.raises(ValueError, match="not a report"):
        json_document.read(tmp_path / "x.json")


def test_junit_counts_what_it_holds(synthetic_report: Report, tmp_path: Path) -> None:
    junit_xml.write(synthetic_report, tmp_path / "junit.xml", Words("en"))
    root = etree.parse(tmp_path / "junit.xml").getroot()
    suites = {s.get("name"): s for s in root}
    assert list(suites) == ["good", "worse", "worse against good"]
    for suite in suites.values():
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    assert suites["good"].get("failures") == "0"
    assert suites["worse"].get("failures") == "6"
    assert suites["worse"].get("errors") == "1"
    comparison = synthetic_report.comparisons[0]
    assert int(suites["worse against good"].get("failures", "")) == comparison.counts[Judgement.WORSE]
    assert int(suites["worse against good"].get("skipped", "")) == comparison.counts[Judgement.CANNOT_TELL]


def test_junit_holds_no_character_that_xml_forbids(hostile_report: Report, tmp_path: Path) -> None:
    junit_xml.write(hostile_report, tmp_path / "junit.xml", Words("en"))
    root = etree.parse(tmp_path / "junit.xml").getroot()
    assert root.get("name", "").endswith("\N{REPLACEMENT CHARACTER}")
    assert root.find(".//script") is None


def test_csv_has_one_row_per_build_task_role_mode_and_measure(synthetic_report: Report, tmp_path: Path) -> None:
    csv_table.write(synthetic_report, tmp_path / "measures.csv")
    with (tmp_path / "measures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    keys = [tuple(r[k] for k in ("build", "task", "role", "mode", "situation", "measure")) for r in rows]
    assert len(keys) == len(set(keys))
    clicks = next(r for r in rows if r["task"] == "guardian.report-absence" and r["build"] == "worse"
                  and r["mode"] == "pointer" and r["measure"] == "clicks")  # fmt: skip
    assert (clicks["value"], clicks["n"], clicks["unknown"]) == ("7.0", "2", "")
    lost = next(r for r in rows if r["task"] == "guardian.book-talk" and r["build"] == "worse"
                and r["mode"] == "pointer" and r["measure"] == "clicks")  # fmt: skip
    assert (lost["value"], lost["unknown"]) == ("", "unknown-not-completed")


def test_csv_holds_no_formula_but_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    for build in ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"):
        assert csv_table.harmless(build) == f"'{build}"
    assert csv_table.harmless(-0.5) == -0.5
    assert csv_table.harmless(None) == ""


def test_markdown_says_what_got_worse_in_both_languages(synthetic_report: Report, tmp_path: Path) -> None:
    markdown.write(synthetic_report, tmp_path / "en.md", Words("en"))
    markdown.write(synthetic_report, tmp_path / "sv.md", Words("sv"))
    english, swedish = ((tmp_path / f"{lang}.md").read_text("utf-8") for lang in ("en", "sv"))
    assert english.startswith("### ✗ Skolprov: 21 things got worse (worse against good)")
    assert "| ✗ | Guardian: Report an absence | keyboard | 2/2 | 0/2," in english
    assert "3 uppgifter går inte längre att slutföra med tangentbord" in swedish
    assert "6,5 s mer" in swedish


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>",
        "[x](javascript:alert(3))",
        "![x](http://evil.example/pixel.png)",
        "http://evil.example",
        "www.evil.example",
        "@everyone",
        "closes #12",
        "a | b",
        "line\n# head\n",
        "`code`",
        "$x$",
    ],
)
def test_markdown_shows_hostile_text_as_text(hostile: str) -> None:
    safe = markdown.safe(hostile)
    assert "\n" not in safe
    assert not re.search(r"<|>|://|(?<!\\)[\[\]|`$*_]|@\w|#\d|www\.", safe)


def test_markdown_of_a_hostile_run_holds_no_markup_of_its_pages(hostile_report: Report) -> None:
    said = markdown.text(hostile_report, words_for(hostile_report, "en"))
    assert "<" not in said
    assert "](" not in said
    tables = [part.splitlines() for part in said.split("\n\n") if part.startswith("|")]
    columns = [{len(re.findall(r"(?<!\\)\|", row)) for row in table} for table in tables]
    assert columns == [{6}, {5}]  # what changed, and the criteria of two builds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_a_report_has_words(synthetic_report: Report, language: str) -> None:
    words = words_for(synthetic_report, language)
    compared = synthetic_report.comparisons[0]
    messages = [*compared.headline, *synthetic_report.unknown, *synthetic_report.notes, *synthetic_report.gate.reasons]
    messages += [d.why for d in compared.differences if d.why]
    messages += [e.reason for r in synthetic_report.results for e in r.endings if e.reason]
    for message in messages:
        said = words.message(message)
        assert words.knows(message.code), message.code
        assert "{" not in said, said
        assert "$" not in said, said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_the_analysis_writes_has_words(language: str) -> None:
    words = Words(language)
    sources = "".join(f.read_text("utf-8") for f in Path("reports").glob("*.py"))
    codes = set(re.findall(r'code="([a-z-]+)"', sources))
    codes |= set(re.findall(r'"((?:unknown|why|headline|note|gate)-[a-z-]+)"', sources))
    codes |= {f"note-{outcome}" for outcome in ("script-error", "environment-error", "harness-error")}
    assert len(codes) > 40
    assert sorted(code for code in codes if not words.knows(code)) == []


def test_numbers_follow_the_language() -> None:
    english, swedish = Words("en"), Words("sv")
    assert english.number(-1234.56, 1) == "\N{MINUS SIGN}1,234.6"
    assert swedish.number(0.5, 1) == "0,5"
    assert swedish.percent(0.915, 1) == "91,5\N{NO-BREAK SPACE}%"
    assert swedish.date("2026-11-23T10:00:00Z") == "23 november 2026"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ((0.046, 2.9), "0.05 → 2.9 s"),
        ((0.004, 0.3), "0.004 → 0.30 s"),
        ((0.5, 47.1), "0.5 → 47 s"),
        ((0.21, 2.1), "0.2 → 2.1 s"),
        ((0.0, 2.1), "0.0 → 2.1 s"),
    ],
)
def test_a_short_time_beside_a_long_one_does_not_read_as_none(seconds: tuple[float, float], said: str) -> None:
    figures = Figures(Words("en"))
    assert figures.both(seconds, Unit.SECONDS).replace(NBSP, " ") == said
    assert figures.value(0.004, Unit.SECONDS, with_unit=False) == "0.004"


def test_markdown_tells_a_short_time_and_as_many_places_as_its_headline(synthetic_report: Report) -> None:
    (comparison,) = synthetic_report.comparisons
    faults = next(message for message in comparison.headline if message.code == "headline-faults")
    said = markdown.text(synthetic_report, words_for(synthetic_report, "en"))
    lines = re.findall(r"^- ✗ \*\*.*$", said, re.MULTILINE)
    more = [re.search(r", and (one|\d+) more places?", line) for line in lines]
    places = sum(1 + (int(found[1].replace("one", "1")) if found else 0) for found in more)
    assert lines
    assert places == faults.values["count"]
    short = Estimate(value=0.043, n=20)
    assert markdown._figure(short, Unit.SECONDS, Words("en")) == "0.04 s"


@pytest.mark.parametrize(
    ("language", "number", "pages", "said"),
    [
        ("en", 0, 1, ""),
        ("en", 0, 99, ", on 99 pages"),
        ("en", 34, 99, ", and 34 more places, one of them on 99 pages"),
        ("sv", 0, 99, ", på 99 sidor"),
        ("sv", 1, 99, ", och på ett ställe till, varav ett på 99 sidor"),
    ],
)
def test_more_places_are_counted_apart_from_their_pages(language: str, number: int, pages: int, said: str) -> None:
    assert Words(language).say("markdown-more-places", number=number, pages=pages) == said


def test_a_mode_is_called_by_one_word_wherever_people_read_it() -> None:
    for language, mouse, guardian in (("en", "mouse", "Guardian"), ("sv", "mus", "Vårdnadshavare")):
        words = Words(language)
        assert words.say("mode-pointer") == words.say("mode", mode="pointer") == mouse
        reason = {"build": "b", "measure": "m", "task": "t", "mode": "pointer", "role": "guardian", "situation": ""}
        assert words.say("gate-reason", about="mode", **reason) == f"b: m, t ({mouse})"
        assert words.say("gate-reason", about="role", **reason) == f"b: m, {guardian}"
        assert f"({mouse})" in words.say("not-compared-not-attempted", task="t", build="b", mode="pointer")
        first = words.say("done-start-read", task="t", mode=mouse)
        assert "–" not in first
        assert mouse in first


def test_a_run_of_which_nothing_counts_tells_no_share_of_none() -> None:
    for language, said, lost in (
        ("en", "now: no attempt counts", "; 13 more do not count"),
        ("sv", "now: inget försök räknas", "; 13 till räknas inte"),
    ):
        words = Words(language)
        assert words.say("headline-alone", build="now", succeeded=0, attempts=0, uncounted=2) == said
        assert words.say("headline-alone", build="now", succeeded=7, attempts=7, uncounted=13).endswith(lost)


def test_a_code_without_words_is_shown_with_its_values() -> None:
    assert Words("sv").say("never-heard-of", reason="x") == "never-heard-of (reason: x)"


def test_words_that_the_run_brought_serve_where_ours_have_none() -> None:
    words = Words("sv", {"own-code": {"en": "In English { $x }", "sv": "På svenska { $x }"}})
    assert words.say("own-code", x=1) == "På svenska 1"


@pytest.mark.parametrize(
    ("language", "count", "kinds", "said"),
    [
        ("en", 213, 3, "3 kinds of accessibility fault in 213 new places, on the way to 4 tasks"),
        ("sv", 213, 3, "3 slags tillgänglighetsfel på 213 nya ställen, på vägen genom 4 uppgifter"),
        ("en", 7, 1, "one kind of accessibility fault in 7 new places, on the way to 4 tasks"),
        ("sv", 7, 1, "ett slags tillgänglighetsfel på 7 nya ställen, på vägen genom 4 uppgifter"),
        ("en", 1, 1, "one new accessibility fault, on the way to 4 tasks"),
        ("sv", 1, 1, "ett nytt tillgänglighetsfel, på vägen genom 4 uppgifter"),
    ],
)
def test_a_headline_counts_kinds_of_faults_before_the_places(language: str, count: int, kinds: int, said: str) -> None:
    assert Words(language).say("headline-faults", count=count, kinds=kinds, ways=4) == said
