"""The first screen: which build is worse, for whom and by how much; who reads nothing else has the answer."""

from __future__ import annotations

from dataclasses import dataclass

from reports.load_figures import slowest_of
from reports.model import (
    Area,
    Comparison,
    Difference,
    FindingChange,
    FindingGroup,
    Judgement,
    Report,
    RollUp,
    SummaryCell,
    Unit,
    is_scan,
)
from reports.page.figures import NONE, SIGNS, Figures
from reports.page.tasks import is_offered_nowhere
from reports.words import Words

_OF_COLUMN = {"task-success", "accessibility", "privacy"}
"""Measures that a column is usually told by; of any other a cell says that it is another."""
_NEW = {FindingChange.NEW, FindingChange.ONLY_CANDIDATE}
_TIMES = {"predicted-time", "wait"}
_SAID = {*_TIMES, "load-success", "load-p95"}
"""Effort is the person's own time in one cell and the wait for the platform in another, and under load the share that got done or
how long that took: each says which, whatever its verdict."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a sign, a figure, and what the sign means for those who do not see it."""

    sign: str
    kind: str
    """worse, better, same, unsure or none: the look."""
    figure: str
    note: str
    """Which tasks, or why not known; may be empty."""
    meaning: str


@dataclass(frozen=True, slots=True)
class Row:
    """A role and its cells, in the order of the areas."""

    role: str
    cells: tuple[Cell, ...]
    nothing: str = ""
    """Said in place of all cells where no build offers this role anything."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of one comparison, or of one build alone."""

    kind: str
    sign: str
    sentence: str
    points: tuple[str, ...]
    rows: tuple[Row, ...]
    comparison: Comparison | None
    shared: str = ""
    """How many new faults there are, where the rows together count some more than once."""


LOOKS = {
    Judgement.WORSE: "worse",
    Judgement.BETTER: "better",
    Judgement.SAME: "same",
    Judgement.CANNOT_TELL: "unsure",
}


def verdicts(report: Report, figures: Figures) -> list[Verdict]:
    """One for each candidate; one for the build itself if there is no other."""
    if not report.comparisons:
        return [_of_one_build(report, figures)]
    return [_of(report, comparison, figures) for comparison in report.comparisons]


def _of(report: Report, comparison: Comparison, figures: Figures) -> Verdict:
    words = figures.words
    rows = []
    for role in report.roles:
        cells = {cell.area: cell for cell in comparison.summary if cell.role == role}
        told = tuple(_cell(report, comparison, cells.get(area), figures) for area in Area)
        rows.append(Row(words.say(f"roles-{role}"), told, _nothing(report, role, figures)))
    return Verdict(
        kind=LOOKS[comparison.judgement],
        sign=SIGNS[comparison.judgement],
        sentence=words.say(
            f"verdict-{comparison.judgement}", candidate=comparison.candidate, baseline=comparison.baseline
        ),
        points=tuple(words.headline(message) for message in comparison.headline),
        rows=tuple(rows),
        comparison=comparison,
        shared=shared_faults(report, comparison, words),
    )


def shared_faults(report: Report, comparison: Comparison, words: Words) -> str:
    """That a fault which several roles meet is counted for each, and how many there are; empty where none is counted twice.

    Args:
        report: Has the faults.
        comparison: Says which are new, and counts them by role.
        words: The reader's.
    """
    counted = {group.fingerprint for group in report.findings if _counts(group)}
    new = sum(one.fingerprint in counted and one.change in _NEW for one in comparison.findings)
    by_role = sum(cell.added or 0 for cell in comparison.summary if cell.area == Area.ACCESSIBILITY)
    return words.say("faults-shared", number=new) if by_role > new else ""


def _cell(report: Report, comparison: Comparison, cell: SummaryCell | None, figures: Figures) -> Cell:
    words = figures.words
    if cell is None or cell.judgement is None:
        why = words.message(cell.unknown) if cell else ""
        return Cell(NONE, "none", "", why or words.say("not-measured"), words.say("not-measured"))
    note = ""
    if cell.added is not None:
        figure = _counted(cell, figures)
        note = ", ".join(
            words.say(code, number=number)
            for code, number in ((_added_word(cell.area), cell.added), ("faults-removed", cell.removed or 0))
            if number
        )
    else:
        figure = figures.both([cell.before.value, cell.after.value], cell.unit)
        note = _telling(report, comparison, cell, figures)
    return Cell(SIGNS[cell.judgement], LOOKS[cell.judgement], figure, note, words.say(f"judgement-{cell.judgement}"))


def _added_word(area: Area) -> str:
    return "leaks-added" if area == Area.PRIVACY else "faults-added"


def _counted(cell: SummaryCell, figures: Figures) -> str:
    """What came and went; where nothing did, how many there are."""
    parts = [f"+{cell.added}"] if cell.added else []
    if cell.removed:
        parts.append(f"−{cell.removed}")
    return " ".join(parts) or figures.both([cell.before.value, cell.after.value], cell.unit)


def _telling(report: Report, comparison: Comparison, cell: SummaryCell, figures: Figures) -> str:
    """What else the cell must say: of which measure its figures are, if not the column's; what moved where they did not;
    and in how many tasks.
    """
    words = figures.words
    said = [] if cell.measure in _OF_COLUMN else [_named(cell.measure, figures)]
    if few := slowest_of(cell.measure, cell.before) or slowest_of(cell.measure, cell.after):
        said = [words.say("slowest-within", people=few)]
    if cell.judgement not in {Judgement.WORSE, Judgement.BETTER}:
        return ", ".join(said) if cell.measure in _SAID else ""
    if figures.equal(cell.before, cell.after, cell.unit):
        difference = _first_of(report, comparison, cell)
        if difference is not None and difference.measure != cell.measure:
            unit = next(info.unit for info in report.measures if info.id == difference.measure)
            figure = figures.both([difference.before.value, difference.after.value], unit)
            said.append(f"{words.say(f'measure-{difference.measure}')} {figure}")
    if (worst := _worst(comparison, cell)) is not None:
        figure = figures.both([worst.before.value, worst.after.value], cell.unit)
        said.append(words.say("tasks-worse-by", number=len(cell.worse), task=worst.task, figure=figure))
    elif cell.worse:
        said.append(words.say("tasks-worse", number=len(cell.worse), task=cell.worse[0]))
    return ", ".join(said)


def _named(measure: str, figures: Figures) -> str:
    return figures.words.say(f"{'cell' if measure in _SAID else 'measure'}-{measure}")


def _worst(comparison: Comparison, cell: SummaryCell) -> Difference | None:
    """Of a mean: the task and mode of which its measure got worse most."""
    if cell.measure not in _TIMES:
        return None
    worse = [
        d
        for d in comparison.differences
        if (d.measure, d.role, d.judgement) == (cell.measure, cell.role, Judgement.WORSE)
    ]
    return max(worse, key=lambda d: d.amount or 0, default=None)


def _first_of(report: Report, comparison: Comparison, cell: SummaryCell) -> Difference | None:
    areas = {info.id: info.area for info in report.measures}
    return next(
        (
            difference
            for difference in comparison.differences
            if areas.get(difference.measure) == cell.area
            and difference.role in {cell.role, ""}
            and difference.judgement == cell.judgement
        ),
        None,
    )


def _of_one_build(report: Report, figures: Figures) -> Verdict:
    words = figures.words
    build = report.builds[0].name
    rows = []
    for role in report.roles:
        roll_up = next((r for r in report.roll_ups if r.build == build and r.kind == "role" and r.name == role), None)
        told = _alone(report, role, roll_up, figures)
        rows.append(Row(words.say(f"roles-{role}"), told, _nothing(report, role, figures)))
    points = tuple(words.headline(message) for message in report.headline)
    opened = sum(page.not_opened is None for page in report.pages)
    sentence = words.say("verdict-scan" if is_scan(report) else "verdict-one-build", build=build, pages=opened)
    return Verdict("none", "", sentence, points, tuple(rows), None)


def _nothing(report: Report, role: str, figures: Figures) -> str:
    return figures.words.say("nothing-offered") if is_offered_nowhere(report, role) else ""


def _alone(report: Report, role: str, roll_up: RollUp | None, figures: Figures) -> tuple[Cell, ...]:
    success, effort = _plain(), _plain()
    if roll_up is not None and roll_up.success.value is not None:
        success = _plain(
            figures.value(roll_up.success.value, Unit.SHARE), figures.interval(roll_up.success, Unit.SHARE)
        )
    predicted = roll_up.measures.get("predicted-time") if roll_up else None
    if predicted is not None and predicted.value is not None:
        effort = _plain(figures.value(predicted.value, Unit.SECONDS), _named("predicted-time", figures))
    problems = [group for group in report.findings if _counts(group) and role in group.roles]
    # Of a role that did nothing nothing is known: zero would be a claim.
    acted = roll_up is not None and roll_up.success.value is not None
    scanned = any(report.states_scanned.values()) and (acted or problems)
    accessibility = _plain(str(len(problems))) if scanned else _plain()
    started = [figure for s in report.load for figure in s.figures if figure.kind == "task" and figure.role == role]
    total = sum(figure.started for figure in started)
    done = figures.value(sum(f.completed for f in started) / total, Unit.SHARE) if total else ""
    load = _plain(done, _named("load-success", figures) if done else "")
    asked = any(result.unknown is None for result in report.privacy)
    leaks = sum(1 for result in report.privacy for leaked in result.addresses if leaked.role == role)
    return success, effort, accessibility, load, _plain(str(leaks)) if asked and (acted or leaks) else _plain()


def _counts(group: FindingGroup) -> bool:
    return group.verdict == "violation" and not group.best_practice and not group.known


def _plain(figure: str = "", note: str = "") -> Cell:
    return Cell("" if figure else NONE, "none", figure, note, "")
