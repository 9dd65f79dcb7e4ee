"""Every figure as a row, for spreadsheets and statistics programs: tidy, one row per build, task, role, mode and measure."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from evidence.records import Verdict
from reports.estimate import Estimate
from reports.load_figures import slowest_of
from reports.load_model import LoadFigure
from reports.model import Report, TaskResult

COLUMNS = (
    "build", "task", "role", "mode", "situation", "measure", "unit",
    "value", "low", "high", "n", "planned", "unknown", "slowest_of",
)  # fmt: skip
"""low and high are the 95 % interval; planned counts attempts, or the pages of a scan; unknown says, as a code, why there is no value; slowest_of of how
few people a percentile is nothing but the slowest."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Row = tuple[str | int | float | None, ...]


def write(report: Report, to: Path) -> None:
    """Write the report.

    Args:
        report: What to write.
        to: The file: UTF-8, comma, a full stop for decimals.
    """
    with to.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows(report):
            writer.writerow([harmless(cell) for cell in row])


def rows(report: Report) -> Iterator[Row]:
    """The rows, in the order of the columns."""
    units = {m.id: m.unit.value for m in report.measures}
    for result in report.results:
        for measure, figure in result.measures.items():
            yield _row(result, measure, units.get(measure, ""), figure)
    for situation in report.load:
        for load in situation.figures:
            if load.kind == "task":
                yield from _load_rows(load)
    for build in report.builds if report.pages else ():
        yield from _page_rows(report, build.name)


def _page_rows(report: Report, build: str) -> Iterator[Row]:
    """Of a scan: how many faults there are on how many pages; each is a row of findings.csv."""
    pages = [page for page in report.pages if page.build == build]
    scanned = sum(page.scanned for page in pages)
    violations = [group for group in report.findings if group.verdict == Verdict.VIOLATION]
    faults = [group for group in violations if not group.best_practice and not group.known]
    number = sum(any(seen.build == build for seen in group.seen) for group in faults)
    known = (
        (number, None, None, scanned, len(pages), "")
        if scanned
        else ("", "", "", 0, len(pages), "unknown-accessibility")
    )
    if pages:
        yield (build, "", "", "", "", "accessibility", "count", *known, "")


def _row(result: TaskResult, measure: str, unit: str, figure: Estimate) -> Row:
    head = (result.build, result.task, result.role, result.mode, "", measure, unit)
    return (*head, *_figures(figure), result.planned, figure.unknown.code if figure.unknown else "", "")


def _load_rows(load: LoadFigure) -> Iterator[Row]:
    figures = (("load-success", "share", load.success), ("load-p50", "seconds", load.p50),
               ("load-p95", "seconds", load.p95), ("load-p99", "seconds", load.p99))  # fmt: skip
    for measure, unit, figure in figures:
        head = (load.build, load.task, load.role, "", load.situation, measure, unit)
        unknown = figure.unknown.code if figure.unknown else ""
        yield (*head, *_figures(figure), "", unknown, slowest_of(measure, figure) or "")


def _figures(figure: Estimate) -> Row:
    return figure.value, figure.low, figure.high, figure.n


def harmless(cell: str | int | float | None) -> str | int | float:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it; a number stays one."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
