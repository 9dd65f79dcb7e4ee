"""Real browsers under load: the figures beside those without load, and on one time axis who got done and who did not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.charts.timeline import Curve, Panel, Timeline, timeline
from reports.estimate import Estimate
from reports.load_model import LoadSituation, ProbeFigure, ProbeSituation, ProbeWalk
from reports.model import Report, Unit
from reports.page.figures import ARROW, NONE, Figures

_TOLD = 12
"""Walks in vain that are named; all stand in the table."""


@dataclass(frozen=True, slots=True)
class ProbeRow:
    """One task on one build."""

    name: str
    build: str
    walks: str
    success: str
    interval: str
    wait: str
    lcp: str
    getting_in: str
    kind: str
    """worse where somebody did not get it done."""


@dataclass(frozen=True, slots=True)
class ProbeView:
    """One situation over all builds."""

    summary: tuple[str, ...]
    missed: tuple[str, ...]
    """When somebody came in vain, who, and why."""
    more: int
    """Further ones."""
    charts: tuple[str, ...]
    rows: tuple[ProbeRow, ...]
    walks: tuple[tuple[str, ...], ...]
    """The table behind the chart."""


def probe_view(report: Report, situation: LoadSituation, number: int, figures: Figures) -> ProbeView | None:
    """What real browsers met under one situation; nothing where there were none."""
    probes = next((p for p in report.probes if p.situation == situation.id), None)
    if probes is None:
        return None
    missed = [walk for walk in probes.walks if walk.done is False]
    return ProbeView(
        summary=tuple(_summary(report, probes, figures)),
        missed=tuple(_missed(walk, figures) for walk in missed[:_TOLD]),
        more=max(0, len(missed) - _TOLD),
        charts=_charts(report, situation, probes, number, figures),
        rows=tuple(_row(figure, figures) for figure in probes.figures),
        walks=tuple(_cells(walk, figures) for walk in probes.walks),
    )


def _summary(report: Report, probes: ProbeSituation, figures: Figures) -> list[str]:
    words, said = figures.words, []
    for build in report.builds:
        own = [walk for walk in probes.walks if walk.build == build.name and walk.done is not None]
        if own:
            done = sum(bool(walk.done) for walk in own)
            said.append(words.say("probes-summary", build=build.name, done=done, of=len(own)))
    return said


def _who(task: str, role: str, figures: Figures) -> str:
    return f"{figures.words.say(f'role-{role}')}: {figures.words.titles.get(task, task)}"


def _missed(walk: ProbeWalk, figures: Figures) -> str:
    words = figures.words
    return words.say(
        "probe-missed", second=words.number(walk.at_s), who=_who(walk.task, walk.role, figures), build=walk.build,
        why=words.message(walk.reason) if walk.reason else "",
    )  # fmt: skip


def _row(figure: ProbeFigure, figures: Figures) -> ProbeRow:
    return ProbeRow(
        name=_who(figure.task, figure.role, figures),
        build=figure.build,
        walks=str(figure.success.n),
        success=_both(figure.calm_success, figure.success, Unit.SHARE, figures),
        interval=figures.interval(figure.success, Unit.SHARE),
        wait=_both(figure.calm_wait, figure.wait, Unit.SECONDS, figures),
        lcp=_both(figure.calm_lcp, figure.lcp, Unit.SECONDS, figures),
        getting_in=figures.value(figure.getting_in.value, Unit.SECONDS, with_unit=False),
        kind="worse" if figure.success.value is not None and figure.success.value < 1 else "",
    )


def _both(calm: Estimate, under: Estimate, unit: Unit, figures: Figures) -> str:
    """Without load, then under load; both are written where they are equal, too."""
    return ARROW.join(figures.value(e.value, unit, with_unit=False) for e in (calm, under))


def _cells(walk: ProbeWalk, figures: Figures) -> tuple[str, ...]:
    words = figures.words
    came_to = {True: "probe-done", False: "probe-not-done", None: "probe-not-counted"}[walk.done]
    return (
        words.number(walk.at_s, 1),
        walk.build,
        _who(walk.task, walk.role, figures),
        figures.value(walk.took_s, Unit.SECONDS, with_unit=False),
        words.say(came_to),
        walk.slowest or NONE,
    )


def _charts(
    report: Report, situation: LoadSituation, probes: ProbeSituation, number: int, figures: Figures
) -> tuple[str, ...]:
    words = figures.words
    numbers = {build.name: place for place, build in enumerate(report.builds)}
    sent = situation.builds[0]
    arriving = Curve(
        words.say("curve-arriving"),
        None,
        tuple(point.start_s for point in sent.points),
        tuple(point.started * 60 / point.length_s if point.length_s else None for point in sent.points),
    )
    shown: list[Curve] = []
    for name, place in numbers.items():
        for mark, done in (("done", True), ("missed", False)):
            own = [w for w in probes.walks if w.build == name and w.done is done]
            if own:
                seconds, took = tuple(w.at_s for w in own), tuple(w.took_s for w in own)
                shown.append(Curve(words.say(f"curve-probe-{mark}", build=name), place, seconds, took, mark=mark))
    if not shown:
        return ()
    chart = Timeline(
        name=f"probes-{number}",
        title=words.say("chart-probes-title"),
        description=words.say("chart-probes-description"),
        time_caption=words.say("axis-time"),
        panels=(
            Panel(words.say("axis-people"), (arriving,)),
            Panel(words.say("axis-probes"), tuple(shown)),
        ),
    )
    return timeline(chart), timeline(replace(chart, name=f"{chart.name}-narrow"), narrow=True)
