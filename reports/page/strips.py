"""What changed, step by step: both ways through a task side by side, the step that differs marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from evidence.records import Outcome
from reports.model import Comparison, Difference, Report, Strip, StripSide, StripStep
from reports.page.figures import Figures
from reports.page.pictures import Pictures, Shown
from reports.page.tasks import title_of

_PICTURE_PX = 360
_NOTICED_S = 0.05
_OPEN = 4
"""So many ways lie open when the page is opened; the others open on demand, and in print."""


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step as it is shown; a step that only the other build has leaves a gap."""

    step: StripStep
    costs: str
    picture: Shown | None


@dataclass(frozen=True, slots=True)
class SideRow:
    """One build's way."""

    build: str
    number: int
    reached: bool
    outcome: str
    reason: str
    cards: tuple[StepCard | None, ...]
    stopped_at: int
    """Column after which the way went no further; beyond the last one if it went to its end."""


@dataclass(frozen=True, slots=True)
class Way:
    """A task that got worse in one mode."""

    anchor: str
    title: str
    mode: str
    changes: tuple[str, ...]
    """What got worse, by how much."""
    sides: tuple[SideRow, SideRow]
    columns: int
    open: bool


def ways(report: Report, comparison: Comparison, figures: Figures, pictures: Pictures) -> list[Way]:
    """The strips of a comparison, worst first."""
    infos = {task.id: task for task in report.tasks}
    numbers = {build.name: number for number, build in enumerate(report.builds, start=1)}
    shown = []
    for place, strip in enumerate(comparison.strips):
        columns = _aligned(strip.baseline.steps, strip.candidate.steps)
        before = _side(strip.baseline, [left for left, _ in columns], numbers, figures, pictures)
        after = _side(strip.candidate, [right for _, right in columns], numbers, figures, pictures)
        title = title_of(infos.get(strip.task), strip.task, figures.words.language)
        shown.append(
            Way(
                anchor=f"way-{comparison.candidate and numbers.get(comparison.candidate, 0)}-{place + 1}",
                title=f"{figures.words.say(f'role-{strip.role}')}: {title}",
                mode=figures.words.say(f"mode-{strip.mode}"),
                changes=tuple(_changes(report, comparison, strip, figures)),
                sides=(before, after),
                columns=len(columns),
                open=place < _OPEN,
            )
        )
    return shown


def _aligned(
    before: Sequence[StripStep], after: Sequence[StripStep]
) -> list[tuple[StripStep | None, StripStep | None]]:
    """Steps of one name stand above each other."""
    matcher = SequenceMatcher(None, [step.name for step in before], [step.name for step in after], autojunk=False)
    columns: list[tuple[StripStep | None, StripStep | None]] = []
    for _, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        left, right = before[left_from:left_to], after[right_from:right_to]
        for place in range(max(len(left), len(right))):
            columns.append((left[place] if place < len(left) else None, right[place] if place < len(right) else None))
    return columns


def _side(
    side: StripSide,
    steps: Sequence[StripStep | None],
    numbers: dict[str, int],
    figures: Figures,
    pictures: Pictures,
) -> SideRow:
    words = figures.words
    ended = [column for column, step in enumerate(steps, start=1) if step and step.ended_here]
    return SideRow(
        stopped_at=ended[0] if ended else len(steps),
        build=side.build,
        number=numbers.get(side.build, 1),
        reached=side.outcome == Outcome.SUCCEEDED,
        outcome=words.say(f"outcome-{side.outcome}"),
        reason=words.message(side.reason),
        cards=tuple(
            StepCard(step, _costs(step, figures), pictures.show(step.picture, _PICTURE_PX)) if step else None
            for step in steps
        ),
    )


def _costs(step: StripStep, figures: Figures) -> str:
    """What the step took, leaving out what it did not."""
    words = figures.words
    counted = [
        words.say(f"count-{what}", number=number)
        for what, number in (
            ("actions", len(step.actions)),
            ("clicks", step.clicks),
            ("keystrokes", step.keystrokes),
            ("pages", step.pages),
            ("listened", step.listened),
        )
        if number
    ]
    waited = step.wait_s >= _NOTICED_S
    if step.predicted_s is None:
        wait = words.say("wait-alone", wait=words.number(step.wait_s, 1))
        return " · ".join([*counted, wait] if waited else counted)
    code = "own-and-wait" if waited else "own-time"
    times = words.say(code, own=words.number(step.predicted_s, 1), wait=words.number(step.wait_s, 1))
    return " · ".join([*counted, times])


def _changes(report: Report, comparison: Comparison, strip: Strip, figures: Figures) -> list[str]:
    units = {info.id: info.unit for info in report.measures}
    told = []
    for measure in strip.because:
        difference = _difference(comparison, strip, measure)
        title = figures.words.say(f"measure-{measure}")
        if difference is None or measure not in units:
            told.append(title)
            continue
        values = [difference.before.value, difference.after.value]
        told.append(f"{title} {figures.both(values, units[measure])}")
    return told


def _difference(comparison: Comparison, strip: Strip, measure: str) -> Difference | None:
    matching = [
        d
        for d in comparison.differences
        if (d.measure, d.task, d.role) == (measure, strip.task, strip.role) and d.mode in {strip.mode, ""}
    ]
    return max(matching, key=lambda d: d.mode == strip.mode, default=None)
