"""Who reached which goal how: the matrix of tasks and modes, and what stopped those who did not get there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from evidence.records import COUNTED, Outcome
from reports.endings import passed, sentences
from reports.model import Ending, Report, TaskInfo, TaskResult, Unit
from reports.page.figures import NONE, Figures
from reports.page.pictures import Pictures, Shown

_PICTURE_PX = 420
_ABSENT = "-not-offered"
_SHOWN_STOPS = 8
"""So much of the way of focus is told, from its end."""
_OF_THE_WAY = {"stops"}
"""Values of a reason that depend on what stands before: the menu of another school form has another link, and the end is the same."""
_APART = (Outcome.NOT_OFFERED, Outcome.SCRIPT_ERROR, Outcome.ENVIRONMENT_ERROR, Outcome.HARNESS_ERROR)


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """One task in one mode on one build."""

    build: str
    number: int
    """Place of the build in the report, from 1: its hue and shape."""
    mode: str
    kind: str
    """reached, missed or apart: the look."""
    sign: str
    share: str
    """Succeeded of counted attempts, such as "2/2"."""
    word: str
    """The outcome in a word, where not all succeeded."""
    interval: str
    fewer: bool
    anchor: str
    """Where its endings are told; empty if all succeeded."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task and its cells: for each mode, each build."""

    title: str
    goal: str
    forms: str
    """School forms in which it was attempted."""
    cells: tuple[OutcomeCell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class RoleRows:
    """The tasks of a role."""

    role: str
    rows: tuple[TaskRow, ...]
    """Those that some build offers in some mode."""
    absent: int = 0
    """How many tasks more no build offers."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Attempts of one task, mode and build that ended the same way."""

    build: str
    number: int
    mode: str
    outcome: str
    times: int
    often: str
    """How often the task succeeded, where it did so in some attempts only."""
    reason: str
    place: str
    """Step and action."""
    focus_path: tuple[str, ...]
    heard_near: tuple[str, ...]
    console_errors: tuple[str, ...]
    picture: Shown | None


@dataclass(frozen=True, slots=True)
class TaskStops:
    """All that stopped people in one task."""

    anchor: str
    title: str
    summary: tuple[str, ...]
    """Build, modes and outcome of each way, told once where several ways end in the same word."""
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """Tasks of a role that a build does not offer, for the same reasons."""

    role: str
    tasks: tuple[tuple[str, str], ...]
    """The id of each one's place in the page, and its title."""
    reasons: tuple[str, ...]
    """By build, in the report's order; empty where it is offered."""


def anchor_of(task: str, role: str) -> str:
    """The id of a task's place in the page."""
    return "-".join(["task", *"".join(c if c.isalnum() else " " for c in f"{role} {task}").split()])


def title_of(task: TaskInfo | None, task_id: str, language: str) -> str:
    """A task's title in the reader's language; its id if the catalogue does not know it."""
    if task is None:
        return task_id
    return (task.title_sv if language == "sv" else task.title_en) or task_id


def matrix(report: Report, figures: Figures) -> list[RoleRows]:
    """Rows by role, in the report's order of tasks."""
    results = {(r.task, r.role, r.mode, r.build): r for r in report.results}
    by_id = {task.id: task for task in report.tasks}
    roles = []
    for role in report.roles:
        tasks = dict.fromkeys(r.task for r in report.results if r.role == role)
        order = [task for task in by_id if task in tasks] + [task for task in tasks if task not in by_id]
        nowhere = [task for task in order if is_offered_nowhere(report, role, task)]
        rows = tuple(
            _row(report, by_id.get(task), task, role, results, figures) for task in order if task not in nowhere
        )
        if order:
            roles.append(RoleRows(figures.words.say(f"roles-{role}"), rows, len(nowhere)))
    return roles


def is_offered_nowhere(report: Report, role: str, task: str = "") -> bool:
    """Whether no build offers a task to a role; without a task, whether none offers anything to it."""
    here = [r for r in report.results if r.role == role and task in {"", r.task}]
    return bool(here) and all(_is_absent(r) for r in here)


def _row(
    report: Report,
    info: TaskInfo | None,
    task: str,
    role: str,
    results: dict[tuple[str, str, str, str], TaskResult],
    figures: Figures,
) -> TaskRow:
    swedish = figures.words.language == "sv"
    cells = tuple(
        _cell(results.get((task, role, mode, build.name)), build.name, number, mode, figures)
        for mode in report.modes
        for number, build in enumerate(report.builds, start=1)
    )
    return TaskRow(
        title=title_of(info, task, figures.words.language),
        goal=(info.goal_sv if swedish else info.goal_en) if info else "",
        forms=" ".join(_forms_measured(info, [r for r in report.results if (r.task, r.role) == (task, role)])),
        cells=cells,
        differs=any(len({c.share + c.kind for c in cells if c.mode == mode}) > 1 for mode in report.modes),
    )


def _forms_measured(info: TaskInfo | None, results: Iterable[TaskResult]) -> list[str]:
    """The school forms in which it was attempted, in the catalogue's order."""
    order = list(info.forms) if info else []
    measured = {form for result in results for form in result.forms}
    return [*(form for form in order if form in measured), *sorted(measured.difference(order))]


def _cell(result: TaskResult | None, build: str, number: int, mode: str, figures: Figures) -> OutcomeCell:
    words = figures.words
    if result is None:
        return OutcomeCell(build, number, mode, "apart", NONE, "", words.say("not-measured"), "", False, "")
    counted = sum(result.outcomes.get(outcome, 0) for outcome in COUNTED)
    succeeded = result.outcomes.get(Outcome.SUCCEEDED, 0)
    worst = _worst(result.outcomes)
    anchor = anchor_of(result.task, result.role) if result.endings else ""
    if _is_absent(result):
        anchor += _ABSENT
    word = words.say(f"outcome-{worst}") if worst else ""
    if result.flaky:
        word = words.say("passed-some", **passed(result))
    if not counted:
        return OutcomeCell(build, number, mode, "apart", NONE, "", word, "", result.fewer_than_planned, anchor)
    reached = succeeded == counted
    return OutcomeCell(
        build=build,
        number=number,
        mode=mode,
        kind="reached" if reached else "missed",
        sign="✓" if reached else "✗",
        share=f"{succeeded}/{counted}",
        word=word,
        interval=figures.interval(result.success, Unit.SHARE),
        fewer=result.fewer_than_planned,
        anchor=anchor,
    )


def _worst(outcomes: dict[Outcome, int]) -> Outcome | None:
    """The outcome to name in a cell: what speaks of the platform before what speaks of the measurement."""
    order = (Outcome.BARRIER, Outcome.FAILED, *_APART)
    return next((outcome for outcome in order if outcomes.get(outcome)), None)


def stops(report: Report, figures: Figures, pictures: Pictures) -> list[TaskStops]:
    """What stopped the attempts that did not succeed, by task."""
    numbers = {build.name: number for number, build in enumerate(report.builds, start=1)}
    infos = {task.id: task for task in report.tasks}
    told = []
    stopped = [r for r in report.results if r.endings and not _is_absent(r)]
    for task, role in dict.fromkeys((r.task, r.role) for r in stopped):
        here = [result for result in stopped if (result.task, result.role) == (task, role)]
        found = [
            _stop(build.name, same, numbers[build.name], figures, pictures)
            for build in report.builds
            for same in _alike([result for result in here if result.build == build.name])
        ]
        title = f"{figures.words.say(f'roles-{role}')}: {title_of(infos.get(task), task, figures.words.language)}"
        told.append(TaskStops(anchor_of(task, role), title, tuple(_summary(found)), tuple(found)))
    return told


def _summary(stops: Iterable[Stop]) -> Iterable[str]:
    return dict.fromkeys(f"{stop.build}, {stop.mode}: {stop.outcome}" for stop in stops)


def absent(report: Report, figures: Figures) -> list[Absent]:
    """What there is not: told once, whatever the mode, and together where the reason is the same."""
    infos = {task.id: task for task in report.tasks}
    missing = [r for r in report.results if _is_absent(r)]
    told: dict[tuple[str, tuple[str, ...]], list[tuple[str, str]]] = {}
    for task, role in dict.fromkeys((r.task, r.role) for r in missing):
        because = {
            r.build: str(reason.values.get("because", ""))
            for r in missing
            if (r.task, r.role) == (task, role) and r.endings and (reason := r.endings[0].reason)
        }
        reasons = tuple(because.get(build.name, "") for build in report.builds)
        title = title_of(infos.get(task), task, figures.words.language)
        told.setdefault((role, reasons), []).append((anchor_of(task, role) + _ABSENT, title))
    return [
        Absent(figures.words.say(f"roles-{role}"), tuple(tasks), reasons) for (role, reasons), tasks in told.items()
    ]


def _is_absent(result: TaskResult) -> bool:
    return set(result.outcomes) == {Outcome.NOT_OFFERED}


def _alike(results: Iterable[TaskResult]) -> list[list[tuple[TaskResult, Ending]]]:
    """Endings with their modes, those together that came about in the same way.

    People have other names in each attempt, and a name that was looked for is no other way to end.
    """
    together: dict[tuple[str, ...], list[tuple[TaskResult, Ending]]] = {}
    for result in results:
        for ending in result.endings:
            reason = ending.reason
            values = (
                [f"{n}: {_unnamed(str(value))}" for n, value in sorted(reason.values.items()) if n not in _OF_THE_WAY]
                if reason
                else []
            )
            path = [_unnamed(stop) for stop in ending.focus_path[-_SHOWN_STOPS:]]
            here = [*ending.possible_in, result.mode if result.flaky else ""]  # "n of m" is said of one mode
            code = reason.code if reason else ""
            key = (ending.outcome.value, code, _unnamed(ending.action), *values, *path, *here)
            together.setdefault(key, []).append((result, ending))
    return list(together.values())


def _unnamed(said: str) -> str:
    return re.sub(r'"[^"]*"', '""', said)


def _stop(build: str, same: list[tuple[TaskResult, Ending]], number: int, figures: Figures, pictures: Pictures) -> Stop:
    words = figures.words
    result, ending = same[0]
    place = words.say("at-step", step=str(ending.step), name=ending.step_name) if ending.step else ""
    return Stop(
        build=build,
        number=number,
        mode=words.list([words.say(f"mode-{mode}") for mode in dict.fromkeys(one.mode for one, _ in same)]),
        outcome=words.say(f"outcome-{ending.outcome}"),
        times=len(same),
        often=words.say("flaky-sentence", **passed(result)) if result.flaky else "",
        reason=" ".join(
            sentences(words, ending.reason, ending.outcome, mode=result.mode, possible_in=ending.possible_in)
        ),
        place=" – ".join(part for part in (place, words.told(ending.action)) if part),
        focus_path=tuple(map(words.told, ending.focus_path[-_SHOWN_STOPS:])),
        heard_near=tuple(map(words.told, ending.heard_near)),
        console_errors=ending.console_errors,
        picture=pictures.show(ending.picture, _PICTURE_PX),
    )
