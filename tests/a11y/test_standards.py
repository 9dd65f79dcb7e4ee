"""The tables of rules and criteria agree with the engine and with what the standards say of themselves."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Page

from a11y.catalogue import catalogue, rules
from a11y.engine import rules_of_the_engine, scan
from a11y.findings import findings_of
from a11y.standards import clauses_of, criteria, criteria_of, editions, is_asked_for, persons
from tests.a11y.conftest import whole


def test_the_table_of_rules_is_the_engines(page: Page) -> None:
    page.set_content("<p>Words</p>")
    engine = {rule["id"]: criteria_of(rule["tags"]) for rule in rules_of_the_engine(page)}
    assert {name: rule["criteria"] for name, rule in rules().items()} == engine


def test_every_rule_has_its_own_words_in_both_languages() -> None:
    for name, rule in rules().items():
        for key in ("title_en", "title_sv", "mend_en", "mend_sv"):
            assert 10 < len(rule[key]) < 140, (name, key)
        assert rule["title_en"] != rule["title_sv"], name
        assert rule["mend_en"].endswith("."), name
        assert rule["mend_sv"].endswith("."), name
    for key in ("title_en", "title_sv"):
        assert [title for title, times in Counter(rule[key] for rule in rules().values()).items() if times > 1] == []


def test_wcag_2_2_has_as_many_criteria_as_it_says() -> None:
    counted = Counter((c.level, c.since) for c in criteria().values() if not c.obsolete)
    assert sum(n for (_, since), n in counted.items() if since == "2.0") == 60
    assert sum(n for (_, since), n in counted.items() if since == "2.1") == 17
    assert sum(n for (_, since), n in counted.items() if since == "2.2") == 9
    assert {level: sum(n for (of, _), n in counted.items() if of == level) for level in ("A", "AA", "AAA")} == {
        "A": 31,
        "AA": 24,
        "AAA": 31,
    }
    assert [c.number for c in criteria().values() if c.obsolete] == ["4.1.1"]


def test_each_criterion_has_its_titles_and_hits_people_whom_the_standard_knows() -> None:
    for criterion in criteria().values():
        assert criterion.title_en
        assert criterion.title_sv
        assert criterion.title_en != criterion.title_sv
        assert criterion.hits
        assert set(criterion.hits) <= set(persons())


def test_each_edition_of_the_laws_standard_has_clauses_for_its_wcag_at_a_and_aa_and_for_nothing_else() -> None:
    assert clauses_of(["1.4.3", "1.3.5"]) == {
        "v3.2.1": ["9.1.4.3", "9.1.3.5"],
        "v4.1.1": ["9.1.4.3", "9.1.3.5"],
    }
    assert clauses_of(["4.1.1"]) == {"v3.2.1": ["9.4.1.1"]}
    assert clauses_of(["1.4.6"]) == {}
    assert clauses_of([]) == {}
    had = {v: {number for number in criteria() if v in clauses_of([number])} for v in editions()}
    assert {version: len(numbers) for version, numbers in had.items()} == {"v3.2.1": 50, "v4.1.1": 55}
    assert had["v4.1.1"] - had["v3.2.1"] == {"2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"}


def test_what_is_said_of_an_edition_says_where_it_can_be_read() -> None:
    for edition in editions().values():
        assert edition.sources
        assert all(source.startswith("https://") for source in edition.sources)


def test_asking_for_the_laws_standard_asks_for_the_edition_in_force() -> None:
    assert is_asked_for(["1.4.3"], "AA", "en301549")
    assert not is_asked_for(["2.5.8"], "AA", "en301549")


def test_each_criterion_has_a_page_of_w3cs_that_is_named_after_it() -> None:
    pages = {number: criterion.reference.rpartition("/")[2] for number, criterion in criteria().items()}
    assert pages["1.1.1"] == "non-text-content.html"
    assert pages["2.4.4"] == "link-purpose-in-context.html"
    assert pages["2.2.5"] == "re-authenticating.html"
    assert pages["3.3.4"] == "error-prevention-legal-financial-data.html"
    assert pages["4.1.1"] == "parsing.html"
    assert len(set(pages.values())) == len(pages) == 87


def test_every_criterion_that_a_rule_names_is_known() -> None:
    assert {number for rule in rules().values() for number in rule["criteria"]} <= set(criteria())


def test_the_catalogue_tells_best_practices_apart() -> None:
    told = catalogue()
    assert told["rules"]["heading-order"]["best_practice"] is True
    assert told["rules"]["label"]["best_practice"] is False
    assert told["criteria"]["1.4.3"]["clauses"] == {"v3.2.1": ["9.1.4.3"], "v4.1.1": ["9.1.4.3"]}
    assert [version for version, e in told["standards"]["en_301_549"].items() if e["default"]] == ["v3.2.1"]
    assert told["criteria"]["1.4.3"]["reference"].endswith("/Understanding/contrast-minimum.html")


def test_a_finding_carries_the_clauses_of_its_criteria(page: Page) -> None:
    page.set_content(whole('<img src="/a.png" width="40" height="40"><h4>Lessons</h4>'))
    found = findings_of(scan(page), state="s", build="good", mode="zoom", task="any.log-in", step="Look")
    assert {finding.rule: finding.clauses for finding in found} == {
        "image-alt": {"v3.2.1": ["9.1.1.1"], "v4.1.1": ["9.1.1.1"]},
        "heading-order": {},
    }
    assert len({finding.id for finding in found}) == 2
    assert {(f.state, f.build, f.mode, f.task, f.step) for f in found} == {("s", "good", "zoom", "any.log-in", "Look")}
