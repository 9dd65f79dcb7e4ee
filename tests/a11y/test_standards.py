"""The tables of rules and criteria agree with the engine and with what the standards say of themselves."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import Page

from a11y.catalogue import catalogue, rules
from a11y.engine import rules_of_the_engine, scan
from a11y.findings import findings_of
from a11y.standards import clauses_of, criteria, criteria_of, persons
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


def test_the_laws_standard_has_clauses_for_what_wcag_2_1_asks_at_a_and_aa_and_for_nothing_else() -> None:
    assert clauses_of(["1.4.3", "1.3.5"]) == {"v3.2.1": ["9.1.4.3", "9.1.3.5"]}
    assert clauses_of(["2.5.8"]) == {}
    assert clauses_of(["1.4.6"]) == {}
    assert clauses_of([]) == {}
    assert sum(bool(clauses_of([number])) for number in criteria()) == 50


def test_every_criterion_that_a_rule_names_is_known() -> None:
    assert {number for rule in rules().values() for number in rule["criteria"]} <= set(criteria())


def test_the_catalogue_tells_best_practices_apart() -> None:
    told = catalogue()
    assert told["rules"]["heading-order"]["best_practice"] is True
    assert told["rules"]["label"]["best_practice"] is False
    assert told["criteria"]["1.4.3"]["clauses"] == {"v3.2.1": ["9.1.4.3"]}
    assert told["standards"]["en_301_549"]["v4.1.1"] == {"confirmed": False}


def test_a_finding_carries_the_clauses_of_its_criteria(page: Page) -> None:
    page.set_content(whole('<img src="/a.png" width="40" height="40"><h4>Lessons</h4>'))
    found = findings_of(scan(page), state="s", build="good", mode="zoom", task="any.log-in", step="Look")
    assert {finding.rule: finding.clauses for finding in found} == {
        "image-alt": {"v3.2.1": ["9.1.1.1"]},
        "heading-order": {},
    }
    assert len({finding.id for finding in found}) == 2
    assert {(f.state, f.build, f.mode, f.task, f.step) for f in found} == {("s", "good", "zoom", "any.log-in", "Look")}
