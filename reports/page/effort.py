"""What a task costs the person: a dot plot to see it by, and the figures side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evidence.records import COUNTED, Outcome
from reports.charts.dots import Dot, DotPlot, Line, dot_plot
from reports.model import Area, Difference, Judgement, MeasureInfo, Report, TaskResult, Unit
from reports.page.figures import NONE, SIGNS, Figures
from reports.page.first_screen import LOOKS
from reports.page.sums import SumsOfTask, profile_text, sums_of_tasks
from reports.page.tasks import is_offered_nowhere, title_of
from reports.page.vitals import LIMITS, VitalsView, vitals

HUMAN, WAIT = "predicted-time", "wait"
_COLUMNS = ("actions", "clicks", "keystrokes", "pages", HUMAN, WAIT, "listened")


@dataclass(frozen=True, slots=True)
class EffortCell:
    """One measure of one task and mode, over the builds."""

    figure: str
    sign: str
    kind: str
    meaning: str
    interval: str


@dataclass(frozen=True, slots=True)
class EffortRow:
    """One task in one mode."""

    role: str
    task: str
    mode: str
    cells: tuple[EffortCell, ...]
    stopped: str = ""
    """On which builds everybody was stopped, where somebody got there on another; empty if none."""


@dataclass(frozen=True, slots=True)
class EffortView:
    """The whole section."""

    charts: tuple[tuple[str, str, str], ...]
    """Mode in words, and its SVG, wide and narrow."""
    heads: tuple[str, ...]
    rows: tuple[EffortRow, ...]
    """Those with a difference, or all if nothing is compared."""
    alike: tuple[EffortRow, ...]
    """The others."""
    sums: tuple[SumsOfTask, ...]
    """Each predicted time as a sum."""
    vitals: VitalsView
    """How the browser saw the pages."""
    profile: str
    """Whose own time it is, in words."""
    unreached: tuple[str, ...]
    """Tasks that nobody completed in some mode, so that there is no effort to tell."""


def effort(report: Report, figures: Figures) -> EffortView:
    """Charts and table of all tasks that were completed at least once."""
    columns = _columns(report)
    keys = list(dict.fromkeys((r.role, r.task, r.mode) for r in report.results))
    order = {task.id: place for place, task in enumerate(report.tasks)}
    keys.sort(key=lambda k: (report.roles.index(k[0]), order.get(k[1], 0), report.modes.index(k[2])))
    found = {(r.role, r.task, r.mode, r.build): r for r in report.results}
    rows = []
    unreached: dict[str, list[str]] = {}
    for role, task, mode in keys:
        results = [found.get((role, task, mode, build.name)) for build in report.builds]
        if any(_known(result, column.id) for result in results for column in columns):
            rows.append(_row(report, (role, task, mode), results, columns, figures))
        elif not is_offered_nowhere(report, role, task):
            unreached.setdefault(_title(report, role, task, figures), []).append(figures.words.say(f"mode-{mode}"))
    changed = (
        [row for row in rows if row.stopped or any(cell.sign for cell in row.cells)] if report.comparisons else rows
    )
    return EffortView(
        charts=tuple(
            (figures.words.say(f"mode-{mode}"), *_charts(report, mode, keys, figures))
            for mode in report.modes
            if any(_known(r, HUMAN) for r in report.results if r.mode == mode)
        ),
        heads=tuple(_head(column, figures) for column in columns),
        rows=tuple(changed),
        alike=tuple(row for row in rows if row not in changed),
        sums=tuple(sums_of_tasks(report, figures)),
        vitals=vitals(report, figures),
        profile=profile_text(report, figures),
        unreached=tuple(f"{title} ({figures.words.list(modes)})" for title, modes in unreached.items()),
    )


def _columns(report: Report) -> list[MeasureInfo]:
    """The usual measures first and in their order, then any other of this area that somebody added."""
    measured = {m for r in report.results for m, e in r.measures.items() if e.value is not None}
    shown = measured - LIMITS.keys()  # in a table of their own
    infos = [info for info in report.measures if info.area == Area.EFFORT and info.id in shown]
    return sorted(infos, key=lambda info: (_COLUMNS.index(info.id) if info.id in _COLUMNS else len(_COLUMNS), info.id))


def _head(column: MeasureInfo, figures: Figures) -> str:
    title = figures.words.say(f"measure-{column.id}")
    unit = {Unit.SECONDS: "s", Unit.PIXELS: "px", Unit.SHARE: "%"}.get(column.unit, "")
    return f"{title}, {unit}" if unit else title


def _known(result: TaskResult | None, measure: str) -> bool:
    estimate = result.measures.get(measure) if result else None
    return estimate is not None and estimate.value is not None


def _title(report: Report, role: str, task: str, figures: Figures) -> str:
    info = next((t for t in report.tasks if t.id == task), None)
    return f"{figures.words.say(f'role-{role}')}: {title_of(info, task, figures.words.language)}"


def _row(
    report: Report,
    key: tuple[str, str, str],
    results: list[TaskResult | None],
    columns: list[MeasureInfo],
    figures: Figures,
) -> EffortRow:
    role, task, mode = key
    info = next((t for t in report.tasks if t.id == task), None)
    return EffortRow(
        role=figures.words.say(f"role-{role}"),
        task=title_of(info, task, figures.words.language),
        mode=figures.words.say(f"mode-{mode}"),
        cells=tuple(_cell(report, key, results, column, figures) for column in columns),
        stopped=_stopped(results, figures),
    )


def _stopped(results: list[TaskResult | None], figures: Figures) -> str:
    tried = [result for result in results if result and any(result.outcomes.get(outcome) for outcome in COUNTED)]
    builds = [result.build for result in tried if not result.outcomes.get(Outcome.SUCCEEDED)]
    return figures.words.say("effort-stopped", builds=figures.words.list(builds)) if builds else ""


def _cell(
    report: Report,
    key: tuple[str, str, str],
    results: list[TaskResult | None],
    column: MeasureInfo,
    figures: Figures,
) -> EffortCell:
    estimates = [result.measures.get(column.id) if result else None for result in results]
    values = [estimate.value if estimate else None for estimate in estimates]
    text = figures.both(values, column.unit, with_unit=False)
    differences = differences_of(report, key, column.id) if None not in values else []
    judged = next((d for d in differences if d.judgement in {Judgement.WORSE, Judgement.BETTER}), None)
    spans = [figures.interval(estimate, column.unit) for estimate in estimates if estimate is not None]
    interval = "; ".join(span for span in spans if span)
    if judged is None:
        return EffortCell(text or NONE, "", "", "", interval)
    meaning = figures.words.say(f"judgement-{judged.judgement}")
    return EffortCell(text, SIGNS[judged.judgement], LOOKS[judged.judgement], meaning, interval)


def differences_of(report: Report, key: tuple[str, str, str], measure: str) -> list[Difference]:
    """The comparisons of one measure in one task and mode, or over all modes of the task."""
    role, task, mode = key
    return [
        difference
        for comparison in report.comparisons
        for difference in comparison.differences
        if (difference.measure, difference.task, difference.role) == (measure, task, role)
        and difference.mode in {mode, ""}
    ]


def _charts(report: Report, mode: str, keys: list[tuple[str, str, str]], figures: Figures) -> tuple[str, str]:
    words = figures.words
    lines = []
    for role, task, of_mode in keys:
        if of_mode != mode:
            continue
        panels = tuple(_dots(report, (role, task, mode), measure) for measure in (HUMAN, WAIT))
        if any(panels):
            changed = any(
                difference.judgement == Judgement.WORSE
                for measure in (HUMAN, WAIT)
                for difference in differences_of(report, (role, task, mode), measure)
            )
            lines.append(Line(_title(report, role, task, figures), panels, stressed=changed))
    builds = words.list([build.name for build in report.builds])
    mode_word = words.say(f"mode-{mode}")
    plot = DotPlot(
        name=f"effort-{report.modes.index(mode) + 1}",
        title=words.say("chart-effort-title", mode=mode_word),
        description=words.say("chart-effort-description", builds=builds, number=len(lines)),
        axes=(words.say("axis-predicted"), words.say("axis-wait")),
        lines=tuple(lines),
        reach=tuple(_greatest(report, measure) for measure in (HUMAN, WAIT)),
    )
    return dot_plot(plot), dot_plot(replace(plot, name=f"{plot.name}-narrow"), narrow=True)


def _greatest(report: Report, measure: str) -> float:
    found = [r.measures[measure] for r in report.results if measure in r.measures]
    return max((max(e.value, e.high or 0) for e in found if e.value is not None), default=1.0)


def _dots(report: Report, key: tuple[str, str, str], measure: str) -> tuple[Dot, ...]:
    role, task, mode = key
    dots = []
    for number, build in enumerate(report.builds):
        for result in report.results:
            if (result.role, result.task, result.mode, result.build) != (role, task, mode, build.name):
                continue
            estimate = result.measures.get(measure)
            if estimate is not None and estimate.value is not None:
                dots.append(Dot(number, estimate.value, estimate.low, estimate.high))
    return tuple(dots)
