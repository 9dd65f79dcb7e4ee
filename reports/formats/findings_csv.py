"""Every accessibility finding as a row, for spreadsheets: what it is, who says so, where it was seen, and how to mend it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from reports.formats.csv_table import harmless
from reports.model import FindingGroup, FindingOnBuild, Report
from reports.rule_words import mend_of_rule, title_of_rule
from reports.seen import seen_in_words
from reports.words import LANGUAGES, Words

COLUMNS = (
    "build", "rule", "engine", "verdict", "best_practice", "impact", "criteria", *(f"title_{x}" for x in LANGUAGES),
    *(f"seen_{x}" for x in LANGUAGES), *(f"mend_{x}" for x in LANGUAGES),
    "role", "name", "selector", "snippet", "picture", "page", "url", "states", "tasks", "fingerprint",
)  # fmt: skip
"""One row per finding and build that has it. states: on how many pages; page and url: the first of them; criteria and tasks by
semicolon; picture: of the element and its surroundings, in the run directory; fingerprint: the same in another build."""


def write(report: Report, to: Path) -> None:
    """Write the findings.

    Args:
        report: What to write.
        to: The file: UTF-8, comma.
    """
    words = {language: Words(language) for language in LANGUAGES}
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for group in report.findings:
            for seen in group.seen:
                row = dict(_row(report, group, seen, words))
                writer.writerow({column: harmless(cell) for column, cell in row.items()})


def _row(
    report: Report, group: FindingGroup, seen: FindingOnBuild, words: Mapping[str, Words]
) -> Iterator[tuple[str, str | int]]:
    known = report.rules.get(group.rule, {})
    yield from (("build", seen.build), ("rule", group.rule), ("engine", group.engine), ("verdict", group.verdict.value))
    yield from (("best_practice", str(group.best_practice).lower()), ("impact", group.impact))
    yield "criteria", ";".join(group.criteria)
    for language, said in words.items():
        yield f"title_{language}", title_of_rule(group.rule, known, said)
        yield f"seen_{language}", seen_in_words(seen.values, known, said)
        yield f"mend_{language}", mend_of_rule(known, said)
    element = seen.elements[0] if seen.elements else group.element
    yield from (("role", element.role), ("name", element.name), ("selector", element.selector))
    yield from (("snippet", element.snippet), ("picture", seen.picture.blob if seen.picture else ""))
    yield from (("page", seen.page), ("url", seen.url), ("states", seen.states))
    yield "tasks", ";".join(dict.fromkeys(h.task for h in group.hinders if h.build == seen.build and h.task))
    yield "fingerprint", group.fingerprint
