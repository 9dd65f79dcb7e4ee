"""How the browser saw pages come and answer, task by task: a table of medians, with the limits of the field in its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.conditions import Touches
from reports.model import Report, TaskResult, Unit
from reports.page.figures import NONE, Figures
from reports.page.tasks import title_of

LIMITS = {"ttfb": 0.8, "lcp": 2.5, "inp": 0.2, "cls": 0.1}
"""Up to here a figure is called good: web.dev, "Web Vitals", which asks it of the 75th percentile of people's visits."""


@dataclass(frozen=True, slots=True)
class VitalsRow:
    """One task in one mode."""

    task: str
    role: str
    mode: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VitalsView:
    """The whole table."""

    heads: tuple[tuple[str, str], ...]
    """What it is, and the limit."""
    rows: tuple[VitalsRow, ...]
    notes: tuple[str, ...]
    """What keeps the figures from being held against the limits, or against each other."""


def vitals(report: Report, figures: Figures) -> VitalsView:
    """The table, with a row for each task and mode of which the browser said anything."""
    found: dict[tuple[str, str, str], dict[str, TaskResult]] = {}
    for result in report.results:
        found.setdefault((result.role, result.task, result.mode), {})[result.build] = result
    order = {task.id: place for place, task in enumerate(report.tasks)}
    keys = sorted(found, key=lambda k: (report.roles.index(k[0]), order.get(k[1], 0), report.modes.index(k[2])))
    rows = [_row(report, key, [found[key].get(build.name) for build in report.builds], figures) for key in keys]
    return VitalsView(
        heads=tuple(_head(measure, limit, figures) for measure, limit in LIMITS.items()),
        rows=tuple(row for row in rows if set(row.figures) != {NONE}),
        notes=tuple(_notes(report, figures)),
    )


def _head(measure: str, limit: float, figures: Figures) -> tuple[str, str]:
    title = figures.words.say(f"measure-{measure}")
    unit = "" if measure == "cls" else ", s"
    return f"{title}{unit}", figures.words.say("vitals-limit", limit=figures.words.number(limit, 1))


def _row(
    report: Report, key: tuple[str, str, str], results: Sequence[TaskResult | None], figures: Figures
) -> VitalsRow:
    role, task, mode = key
    info = next((t for t in report.tasks if t.id == task), None)
    told = []
    for measure in LIMITS:
        estimates = [result.measures.get(measure) if result else None for result in results]
        values = [estimate.value if estimate else None for estimate in estimates]
        unit = Unit.SCORE if measure == "cls" else Unit.SECONDS
        told.append(figures.both(values, unit, with_unit=False))
    return VitalsRow(
        task=title_of(info, task, figures.words.language),
        role=figures.words.say(f"role-{role}"),
        mode=figures.words.say(f"mode-{mode}"),
        figures=tuple(told),
    )


def _notes(report: Report, figures: Figures) -> list[str]:
    workers = max((run.conditions.workers for run in report.runs), default=1)
    notes = [figures.words.say("vitals-shared", workers=workers)] if workers > 1 else []
    touched = {condition.touches for comparison in report.comparisons for condition in comparison.conditions}
    if any(one.covers(Touches.TIMES) for one in touched):
        notes.append(figures.words.say("vitals-not-comparable"))
    return notes
