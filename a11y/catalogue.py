"""The words of rules, checks and standards, for the run directory's catalogue; so that a report needs nothing but evidence."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from a11y.across import find_audits
from a11y.check import Rule
from a11y.checks import find_checks
from a11y.standards import EN_301_549, clauses_of, criteria, editions, persons

_RULES = Path(__file__).parent / "rules.toml"


@cache
def rules() -> dict[str, dict[str, Any]]:
    """What each rule of the engine looks for and how to mend what it finds, in English and Swedish, by the rule's id."""
    return tomllib.loads(_RULES.read_text("utf-8"))


def own_rules() -> tuple[Rule, ...]:
    """Our own checks and audits, as one list by their ids."""
    return tuple(sorted((*find_checks()[0], *find_audits()[0]), key=lambda rule: rule.id))


def check_words() -> dict[str, dict[str, Any]]:
    """The same for our own checks; and, by code, what each says of what it saw: `{name}` there stands for a value."""
    return {
        check.id: {
            "criteria": list(check.criteria),
            "title_en": check.title.en,
            "title_sv": check.title.sv,
            "mend_en": check.mend.en,
            "mend_sv": check.mend.sv,
            "messages": {code: {"en": said.en, "sv": said.sv} for code, said in check.messages.items()},
        }
        for check in own_rules()
    }


@cache
def catalogue() -> dict[str, Any]:
    """`rules` (the engine's and our checks), `criteria` and `standards`, as they stand in catalogue.json."""
    return {
        "rules": {
            name: {**rule, "best_practice": not rule["criteria"]} for name, rule in (rules() | check_words()).items()
        },
        "criteria": {
            number: {
                "title_en": criterion.title_en,
                "title_sv": criterion.title_sv,
                "level": criterion.level,
                "since": criterion.since,
                "obsolete": criterion.obsolete,
                "hits": list(criterion.hits),
                "clauses": clauses_of([number]),
                "reference": criterion.reference,
            }
            for number, criterion in criteria().items()
        },
        "standards": {
            "wcag": {"version": "2.2"},
            "en_301_549": {
                version: {
                    "default": version == EN_301_549,
                    "published": edition.published,
                    "wcag": edition.wcag,
                    "sources": list(edition.sources),
                }
                for version, edition in editions().items()
            },
            "persons": {
                clause: {"title_en": person.title_en, "title_sv": person.title_sv}
                for clause, person in persons().items()
            },
        },
    }
