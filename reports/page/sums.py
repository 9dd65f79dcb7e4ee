"""Each predicted time as a table that adds up: step, action, operators with their seconds, and the sum; the wait apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.klm import OperatorTime
from reports.model import Report, TimeLine, TimeSum, Unit
from reports.page.figures import NBSP, NONE, Figures
from reports.page.tasks import title_of


@dataclass(frozen=True, slots=True)
class SumRow:
    """One action."""

    step: str
    action: str
    operators: str
    """Such as "M 1.20 + P 0.73 + B 2 × 0.10"."""
    own: str
    waits: tuple[str, ...]
    """For each build of the table."""
    differs: bool


@dataclass(frozen=True, slots=True)
class SumTable:
    """One way through a task; builds on which it is the same, operator for operator, share it."""

    builds: tuple[tuple[str, int], ...]
    """Names, and their numbers in the report."""
    rows: tuple[SumRow, ...]
    total: str
    """Of the rows."""
    multiplied: str
    """Times the age's multiplier; empty if that is one."""
    waits: tuple[str, ...]
    marked: str
    """The build whose way has not what is marked; empty where no row is marked."""


@dataclass(frozen=True, slots=True)
class SumsOfTask:
    """One task in one mode."""

    title: str
    mode: str
    own: str
    """The figures of all builds, in one breath."""
    tables: tuple[SumTable, ...]


def sums_of_tasks(report: Report, figures: Figures) -> Iterator[SumsOfTask]:
    """One entry for each task and mode that somebody completed, in the report's order."""
    numbers = {build.name: number for number, build in enumerate(report.builds, start=1)}
    infos = {task.id: task for task in report.tasks}
    for (task, role, mode), found in groupby(report.time_sums, key=lambda one: (one.task, one.role, one.mode)):
        sums = list(found)
        title = title_of(infos.get(task), task, figures.words.language)
        yield SumsOfTask(
            title=f"{figures.words.say(f'role-{role}')}: {title}",
            mode=figures.words.say(f"mode-{mode}"),
            own=figures.both([one.own_s for one in sums], Unit.SECONDS),
            tables=tuple(_table(alike, numbers, report, figures) for alike in _alike(sums, figures)),
        )


def profile_text(report: Report, figures: Figures) -> str:
    """Whose own time the report tells, and how pointing is told."""
    profile, words = report.profile, figures.words
    return words.say(
        "effort-profile",
        typist=words.say(f"typist-{profile.typist}"),
        keystroke=words.number(profile.keystroke_s, 2),
        age=words.say(f"age-{profile.age.removesuffix('+')}"),
        factor=words.number(profile.factor, 1),
        pointing=profile.pointing,
    )


def _alike(sums: Sequence[TimeSum], figures: Figures) -> list[list[TimeSum]]:
    groups: dict[tuple[tuple[str, str], ...], list[TimeSum]] = {}
    for one in sums:
        way = tuple((line.action, _operators(line.operators, figures)) for line in one.lines)
        groups.setdefault(way, []).append(one)
    return list(groups.values())


def _table(sums: Sequence[TimeSum], numbers: dict[str, int], report: Report, figures: Figures) -> SumTable:
    first = sums[0]
    total = sum(line.sum_s for line in first.lines)
    marked = {one.build for one in sums if any(line.differs for line in one.lines)}
    baselines = [comparison.baseline for comparison in report.comparisons if comparison.candidate in marked]
    return SumTable(
        builds=tuple((one.build, numbers[one.build]) for one in sums),
        rows=tuple(_row(lines, figures) for lines in zip(*(one.lines for one in sums), strict=True)),
        total=figures.words.number(total, 2),
        multiplied=figures.words.number(first.own_s, 2) if report.profile.factor != 1 else "",
        waits=tuple(figures.words.number(one.wait_s, 2) for one in sums),
        marked=figures.words.list(list(dict.fromkeys(baselines))),
    )


def _row(lines: Sequence[TimeLine], figures: Figures) -> SumRow:
    first = lines[0]
    return SumRow(
        step=f"{first.step}. {first.step_name}",
        action=figures.words.told(first.action),
        operators=_operators(first.operators, figures) or NONE,
        own=figures.words.number(first.sum_s, 2) if first.operators else NONE,
        waits=tuple(figures.words.number(line.wait_s, 2) for line in lines),
        differs=any(line.differs for line in lines),
    )


def _operators(runs: Sequence[OperatorTime], figures: Figures) -> str:
    said = []
    for run in runs:
        each = figures.words.number(run.each_s, 2)
        said.append(NBSP.join([run.operator, each] if run.count == 1 else [run.operator, str(run.count), "×", each]))
    return " + ".join(said)
