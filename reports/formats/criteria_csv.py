"""Every success criterion as a row per build, for spreadsheets: what is known of it, by which rules, and what did not look."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from reports.formats.csv_table import harmless
from reports.model import CriterionResult, Report
from reports.page.criteria import clauses_in_words
from reports.words import LANGUAGES, Words

COLUMNS = (
    "build", "criterion", "level", *(f"title_{x}" for x in LANGUAGES), "en_301_549", "status", "rules", "faults", "doubts", "pages",
    "tasks", "barriers", "passed", "inapplicable", "unasked", "not_run", "hits", "reference",
)  # fmt: skip
"""Lists by semicolon. en_301_549: clauses with the versions that have them, and versions that lack one. pages: on which it is
failed or to be looked at; unasked: rules that did not look at some pages, each with their number; barriers: what
stopped people on their ways, as task, mode and code. Nothing found is not met."""


def write(report: Report, to: Path) -> None:
    """Write the criteria.

    Args:
        report: What to write.
        to: The file: UTF-8, comma.
    """
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for result in report.criteria:
            writer.writerow({column: harmless(cell) for column, cell in _row(result)})


def _row(result: CriterionResult) -> Iterator[tuple[str, str | int]]:
    yield from (("build", result.build), ("criterion", result.criterion), ("level", result.level))
    yield from (("title_en", result.title_en), ("title_sv", result.title_sv))
    yield "en_301_549", clauses_in_words(result.clauses, result.lacking, Words("en"))
    yield from (("status", result.status.value), ("rules", ";".join(result.rules)), ("faults", result.problems))
    yield from (("doubts", result.doubts), ("pages", result.pages), ("tasks", ";".join(result.tasks)))
    yield "barriers", ";".join(f"{one.task} {one.mode} {one.reason.code}" for one in result.barriers)
    yield from (("passed", ";".join(result.passed)), ("inapplicable", ";".join(result.inapplicable)))
    yield "unasked", ";".join(f"{rule}:{pages}" for rule, pages in result.unasked.items())
    yield from (("not_run", ";".join(result.not_run)), ("hits", ";".join(result.hits)), ("reference", result.reference))
