"""Under load: people arriving, people done and how long they waited, for each situation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from evidence.records import SIGN_IN, Message
from reports.charts.timeline import Curve, Panel, Timeline, timeline
from reports.estimate import Estimate
from reports.load_figures import few_people, slowest_of
from reports.load_model import LoadFigure, LoadOnBuild, LoadSituation
from reports.model import Judgement, Report, Unit
from reports.page.figures import NONE, SIGNS, Figures
from reports.page.first_screen import LOOKS
from reports.page.probes import ProbeView, probe_view
from reports.page.tasks import title_of
from reports.words import Words


@dataclass(frozen=True, slots=True)
class LoadCell:
    """A figure over the builds, with the verdict on it."""

    figure: str
    sign: str = ""
    kind: str = ""
    meaning: str = ""
    note: str = ""
    """What the figure is, where so few people were counted that it is not what the column's head says."""


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One task, or one request, under a situation."""

    name: str
    cells: tuple[LoadCell, ...]
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two builds in a sentence, with its sign."""

    sign: str
    kind: str
    meaning: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SituationView:
    """One situation over all builds."""

    anchor: str
    title: str
    sent: tuple[str, ...]
    """Per build, how much was sent at it."""
    changes: tuple[Change, ...]
    """What got worse or better, in plain words."""
    warnings: tuple[str, ...]
    charts: tuple[str, ...]
    """Wide and narrow; none if no window is known."""
    windows: tuple[tuple[str, ...], ...]
    """The table behind the chart."""
    rows: tuple[LoadRow, ...]
    requests: tuple[LoadRow, ...]
    probes: ProbeView | None
    """What real browsers met meanwhile."""


def situations(report: Report, figures: Figures) -> list[SituationView]:
    """All situations that were sent, in the report's order."""
    return [_view(report, situation, number, figures) for number, situation in enumerate(report.load, start=1)]


def _view(report: Report, situation: LoadSituation, number: int, figures: Figures) -> SituationView:
    title = figures.words.situation(situation.id)
    return SituationView(
        anchor=f"situation-{number}",
        title=title,
        sent=(*_sent(situation, figures), *_planned(report, situation, figures.words)),
        changes=tuple(_changes(report, situation, figures)),
        warnings=tuple(_warnings(report, situation, figures)),
        charts=_charts(report, situation, number, title, figures),
        windows=tuple(_windows(situation, figures)),
        rows=tuple(_rows(report, situation, situation.figures, figures)),
        requests=tuple(_rows(report, situation, situation.requests, figures)),
        probes=probe_view(report, situation, number, figures),
    )


def _sent(situation: LoadSituation, figures: Figures) -> list[str]:
    """What was sent, told once for builds that were sent the same."""
    words = figures.words
    same: dict[tuple[str, str, str, str], list[str]] = {}
    for on_build in situation.builds:
        mix = [
            f"{words.percent(share)} {words.say(f'roles-{role}').lower()}"
            for role, share in on_build.mix.items()
            if share
        ]
        sizes = (on_build.people, on_build.duration_s, on_build.peak_per_minute)
        people, duration, peak = (words.number(size) for size in sizes)
        same.setdefault((people, duration, peak, words.list(mix)), []).append(on_build.build)
    told = [
        words.say("load-sent", builds=builds, people=people, duration=duration, peak=peak, mix=mix_said)
        for (people, duration, peak, mix_said), builds in same.items()
    ]
    shared = {on_build.workers for on_build in situation.builds}
    return told + [words.say("load-workers", workers=max(shared))] * (shared != {1})


def _planned(report: Report, situation: LoadSituation, words: Words) -> list[str]:
    """What was going to be sent, and as in which school system; told once for builds of which the same is true."""
    same: dict[tuple[str, tuple[tuple[str, Any], ...]], list[str]] = {}
    for on_build in situation.builds:
        for code, values in _facts(report, on_build, words):
            same.setdefault((code, tuple(values.items())), []).append(on_build.build)
    return [words.say(code, builds=builds, **dict(values)) for (code, values), builds in same.items()]


def _facts(report: Report, on_build: LoadOnBuild, words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
    if on_build.pupils is not None:
        sizes = (on_build.visits or 0, on_build.minutes or 0, on_build.duration_s)
        visits, minutes, duration = (words.number(size) for size in sizes)
        pupils = words.number(on_build.pupils)
        yield "load-pupils", {"pupils": pupils, "visits": visits, "minutes": minutes, "duration": duration}
        if on_build.of_size < 1:
            yield "load-scaled", {"share": words.percent(on_build.of_size), "pupils": pupils}
    planned = on_build.forecast
    if planned is None:
        return
    if not on_build.own_pace:
        yield "load-hurried", {}
    infos = {task.id: task for task in report.tasks}
    written = [
        f"{words.quoted(title_of(infos.get(task), task, words.language))} {words.number(number)}"
        + _label(planned.labels.get(task), words)
        for task, number in planned.writes.items()
    ]
    yield (
        "load-planned",
        {
            "requests": words.number(planned.requests),
            "rate": words.number(planned.peak_requests_per_s),
            "number": sum(planned.writes.values()),
            "tasks": words.list(written),
        },
    )
    if planned.prepared:
        people = [
            f"{words.quoted(title_of(infos.get(task), task, words.language))} {words.say('load-accounts', number=number)}"
            for task, number in planned.prepared.items()
        ]
        yield "load-prepared", {"tasks": words.list(people)}
    if (written or planned.prepared) and on_build.left == {}:
        yield "load-taken-back", {}
    if planned.left_out:
        yield "load-left-out", {"hosts": words.list(planned.left_out)}


def _changes(report: Report, situation: LoadSituation, figures: Figures) -> Iterator[Change]:
    words = figures.words
    for comparison in report.comparisons:
        for d in comparison.differences:
            if d.situation != situation.id or d.judgement not in {Judgement.WORSE, Judgement.BETTER}:
                continue
            unit = Unit.SHARE if d.measure == "load-success" else Unit.SECONDS
            before, after = (figures.value(e.value, unit) for e in (d.before, d.after))
            code = "load-change-sign-in" if d.task == SIGN_IN else f"{d.measure}-change"
            said = words.headline(
                Message(
                    code=code,
                    values={
                        "roles": [d.role] if d.role else [],
                        "task": d.task,
                        "before": before,
                        "after": after,
                        "build": comparison.candidate,
                    }
                    | few_people(d.measure, d.before, d.after),
                )
            )
            yield Change(SIGNS[d.judgement], LOOKS[d.judgement], words.say(f"judgement-{d.judgement}"), said)


def _warnings(report: Report, situation: LoadSituation, figures: Figures) -> list[str]:
    words = figures.words
    told = []
    for on_build in situation.builds:
        if on_build.stopped:
            reason = words.message(on_build.stopped)
            told.append(words.say("load-stopped", build=on_build.build, reason=reason))
        told += [
            words.say(
                "load-lost-worker",
                build=on_build.build,
                workers=on_build.workers,
                heard=words.number(lost.heard_s),
                noticed=words.number(lost.noticed_s),
                unknown=lost.unknown,
                taken=lost.taken_over,
            )
            for lost in on_build.lost_workers
        ]
        if on_build.late:
            cpu = words.percent(on_build.generator_cpu)
            told.append(words.say("load-late", build=on_build.build, late=on_build.late, cpu=cpu))
        if again := {f.name: f.again for f in situation.requests if f.build == on_build.build and f.again}:
            requests = words.list([f"{name} ({words.number(number)})" for name, number in again.items()])
            told.append(words.say("load-again", build=on_build.build, count=sum(again.values()), requests=requests))
        if on_build.left:
            told.append(words.say("load-left", build=on_build.build, tasks=words.list(_left(report, on_build, words))))
    infos = {task.id: task for task in report.tasks}
    left: dict[tuple[str, str], list[str]] = {}
    for on_build in situation.builds:
        for task, code in on_build.not_replayed.items():
            left.setdefault((task, code), []).append(on_build.build)
    for (task, code), builds in left.items():
        title = title_of(infos.get(task), task, words.language)
        told.append(words.say("load-not-replayed", builds=builds, task=title, reason=reason_of(code, words)))
    return told


def _left(report: Report, on_build: LoadOnBuild, words: Words) -> list[str]:
    infos = {task.id: task for task in report.tasks}
    labels = on_build.forecast.labels if on_build.forecast else {}
    return [
        f"{words.quoted(title_of(infos.get(task), task, words.language))} {words.number(number)}"
        + _label(labels.get(task), words)
        for task, number in (on_build.left or {}).items()
    ]


def _label(found_by: Sequence[str] | None, words: Words) -> str:
    return f" ({words.say('load-label', words=list(found_by))})" if found_by else ""


def reason_of(code: str, words: Words) -> str:
    """A code of the load generator in words; what stands after a colon is its detail, and any HTTP status can occur."""
    kind, _, detail = code.partition(":")
    status = kind.removeprefix("status-")
    said = words.say(kind) if words.knows(kind) or status == kind else words.say("answer-status", status=status)
    return f"{said} ({detail})" if detail else said


def _charts(report: Report, situation: LoadSituation, number: int, title: str, figures: Figures) -> tuple[str, ...]:
    words = figures.words
    numbers = {build.name: place for place, build in enumerate(report.builds)}
    if not any(on_build.points for on_build in situation.builds):
        return ()
    people: list[Curve] = []
    waits: list[Curve] = []
    for on_build in situation.builds:
        build = numbers.get(on_build.build, 0)
        starts = tuple(point.start_s for point in on_build.points)
        done = tuple(_per_minute(point.completed, point.length_s) for point in on_build.points)
        if not people:
            arriving = tuple(_per_minute(point.started, point.length_s) for point in on_build.points)
            people.append(Curve(words.say("curve-arriving"), None, starts, arriving))
        people.append(Curve(words.say("curve-done", build=on_build.build), build, starts, done))
        p95 = tuple(point.p95_s for point in on_build.points)
        p50 = tuple(point.p50_s for point in on_build.points)
        waits.append(Curve(words.say("curve-p95", build=on_build.build), build, starts, p95))
        waits.append(Curve(words.say("curve-p50", build=on_build.build), build, starts, p50, dashed=True))
    builds = words.list([on_build.build for on_build in situation.builds])
    chart = Timeline(
        name=f"load-{number}",
        title=words.say("chart-load-title", situation=title),
        description=words.say("chart-load-description", builds=builds),
        time_caption=words.say("axis-time"),
        panels=(Panel(words.say("axis-people"), tuple(people)), Panel(words.say("axis-seconds"), tuple(waits))),
    )
    return timeline(chart), timeline(replace(chart, name=f"{chart.name}-narrow"), narrow=True)


def _per_minute(people: int, length_s: float) -> float | None:
    return people * 60 / length_s if length_s else None


def _windows(situation: LoadSituation, figures: Figures) -> list[tuple[str, ...]]:
    return [
        (
            on_build.build,
            figures.words.number(point.start_s),
            str(point.started),
            str(point.completed),
            str(point.failed),
            figures.value(point.p50_s, Unit.SECONDS, with_unit=False),
            figures.value(point.p95_s, Unit.SECONDS, with_unit=False),
        )
        for on_build in situation.builds
        for point in on_build.points
    ]


def _rows(report: Report, situation: LoadSituation, members: tuple[LoadFigure, ...], figures: Figures) -> list[LoadRow]:
    keys = list(dict.fromkeys((f.kind, f.name, f.task, f.role) for f in members))
    return [_row(report, situation, key, members, figures) for key in keys]


def _row(
    report: Report,
    situation: LoadSituation,
    key: tuple[str, str, str, str],
    members: tuple[LoadFigure, ...],
    figures: Figures,
) -> LoadRow:
    by_build = {f.build: f for f in members if (f.kind, f.name, f.task, f.role) == key}
    found = [by_build.get(build.name) for build in report.builds]
    present = [figure for figure in found if figure is not None]
    starts = {str(figure.started) for figure in present}
    cells = (
        LoadCell(" → ".join(str(f.started) if f else NONE for f in found) if len(starts) > 1 else starts.pop()),
        _judged(report, situation, key, "load-success", [f.success if f else None for f in found], figures),
        _judged(report, situation, key, "load-p50", [f.p50 if f else None for f in found], figures),
        _judged(report, situation, key, "load-p95", [f.p95 if f else None for f in found], figures),
        _judged(report, situation, key, "load-p99", [f.p99 if f else None for f in found], figures),
    )
    failures = tuple(
        f"{figure.build}: {reason_of(code, figures.words)} × {number}"
        for figure in present
        for code, number in sorted(figure.failures.items(), key=lambda item: -item[1])
    )
    return LoadRow(_name(report, key, figures), cells, failures)


def _name(report: Report, key: tuple[str, str, str, str], figures: Figures) -> str:
    kind, name, _task, role = key
    if kind == "all":
        return figures.words.say("all-tasks")
    if kind == "request":
        return name
    info = next((task for task in report.tasks if task.id == name), None)
    title = title_of(info, name, figures.words.language) if info else figures.words.say(f"load-task-{name}")
    if title.startswith("load-task-"):
        title = name
    return f"{figures.words.say(f'role-{role}')}: {title}" if role else title


def _judged(
    report: Report,
    situation: LoadSituation,
    key: tuple[str, str, str, str],
    measure: str,
    estimates: list[Estimate | None],
    figures: Figures,
) -> LoadCell:
    kind, name, _task, role = key
    unit = Unit.SHARE if measure == "load-success" else Unit.SECONDS
    text = figures.both([estimate.value if estimate else None for estimate in estimates], unit, with_unit=False)
    note = told_of_few(measure, dict(zip([b.name for b in report.builds], estimates, strict=True)), figures)
    if kind == "request":
        return LoadCell(text, note=note)
    wanted = "" if kind == "all" else name
    for comparison in report.comparisons:
        for difference in comparison.differences:
            if difference.measure != measure or difference.situation != situation.id or difference.task != wanted:
                continue
            if difference.role not in {role, ""}:
                continue
            if difference.judgement in {Judgement.WORSE, Judgement.BETTER}:
                meaning = figures.words.say(f"judgement-{difference.judgement}")
                return LoadCell(text, SIGNS[difference.judgement], LOOKS[difference.judgement], meaning, note)
    return LoadCell(text, note=note)


def told_of_few(measure: str, estimates: Mapping[str, Estimate | None], figures: Figures) -> str:
    """That a percentile is the slowest of few; once, where it is so on every build that has a figure.

    Args:
        measure: Id of a measure.
        estimates: Its figures, by build.
        figures: In the reader's language.
    Returns:
        A part of a sentence; empty where the figures say more than that.
    """
    words = figures.words
    few = {
        name: slowest_of(measure, one) for name, one in estimates.items() if one is not None and one.value is not None
    }
    if len(set(few.values())) == 1:
        people = next(iter(few.values()))
        return words.say("slowest-of", people=people) if people else ""
    return "; ".join(f"{name}: {words.say('slowest-of', people=people)}" for name, people in few.items() if people)
