"""Where it breaks, in the report: what each build carries, what gives way first, and all rates that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.capacity import BROKEN, KEPT, RECOVERY, by_rate
from evidence.records import CapacityLevel
from reports.charts.capacity import CapacityChart, Point, Row, capacity_chart
from reports.load_model import CapacityResult
from reports.model import Judgement, Report, Unit
from reports.page.carrying import carries, gave_way, needed, recovery
from reports.page.figures import NONE, SIGNS, Figures
from reports.page.first_screen import LOOKS
from reports.words import Words


@dataclass(frozen=True, slots=True)
class CapacityAnswer:
    """What is said of one build."""

    build: str
    number: int
    """Its place in the report."""
    sentence: str
    gave_way: tuple[str, ...]
    recovery: str
    sure: str
    """How sure that is."""


@dataclass(frozen=True, slots=True)
class CapacityChange:
    """That one build carries more or less than the baseline."""

    sign: str
    kind: str
    meaning: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CapacityView:
    """One situation over all builds."""

    anchor: str
    title: str
    limits: str
    changes: tuple[CapacityChange, ...]
    answers: tuple[CapacityAnswer, ...]
    charts: tuple[str, ...]
    """Wide and narrow."""
    levels: tuple[tuple[str, ...], ...]
    """The table behind the chart."""


def capacity_views(report: Report, figures: Figures) -> list[CapacityView]:
    """All situations for which capacity was looked for."""
    situations = dict.fromkeys(result.situation for result in report.capacities)
    return [
        _view(report, [r for r in report.capacities if r.situation == situation], number, figures)
        for number, situation in enumerate(situations, start=1)
    ]


def _view(report: Report, results: Sequence[CapacityResult], number: int, figures: Figures) -> CapacityView:
    words, first = figures.words, results[0]
    numbers = {build.name: place for place, build in enumerate(report.builds, start=1)}
    situation = words.say(f"situation-{first.situation}")
    return CapacityView(
        anchor=f"capacity-{number}",
        title=words.say("capacity-head", situation=situation),
        limits=words.say(
            "capacity-limits", success=needed(first.success, words), wait=figures.value(first.wait_s, Unit.SECONDS)
        ),
        changes=tuple(_changes(results, report, words)),
        answers=tuple(
            CapacityAnswer(
                build=result.build,
                number=numbers[result.build],
                sentence=carries(result, words),
                gave_way=tuple(gave_way(strain, result, figures) for strain in result.gave_way[:3]),
                recovery=recovery(result, words),
                sure=_how_sure(result, words),
            )
            for result in results
        ),
        charts=_charts(results, numbers, number, situation, figures),
        levels=tuple(_row(level, figures) for result in results for level in result.levels),
    )


def _how_sure(result: CapacityResult, words: Words) -> str:
    said = []
    if result.low is not None:
        values = {"people": result.people, "sessions": result.sessions, "failed": result.failed}
        said.append(words.say("capacity-sure", **values))
    if result.precision is not None and result.low is not None and result.limited_by == "platform":
        said.append(words.say("capacity-precision", share=words.percent(result.precision)))
    if result.on_the_senders_machine:
        said.append(words.say("capacity-same-machine"))
    return " ".join(said)


def _changes(results: Sequence[CapacityResult], report: Report, words: Words) -> Iterator[CapacityChange]:
    """Builds whose ranges lie apart from the baseline's."""
    of = {result.build: result for result in results}
    for comparison in report.comparisons:
        baseline, result = of.get(comparison.baseline), of.get(comparison.candidate)
        if baseline is None or result is None:
            continue
        less = result.high is not None and baseline.low is not None and result.limited_by == "platform"
        more = baseline.high is not None and result.low is not None and baseline.limited_by == "platform"
        if less and (result.high or 0.0) < (baseline.low or 0.0):
            judgement = Judgement.WORSE
        elif more and (baseline.high or 0.0) < (result.low or 0.0):
            judgement = Judgement.BETTER
        else:
            continue
        sentence = words.say(
            f"capacity-{judgement}", build=result.build, baseline=baseline.build, now=_range(result, words),
            before=_range(baseline, words),
        )  # fmt: skip
        yield CapacityChange(SIGNS[judgement], LOOKS[judgement], words.say(f"judgement-{judgement}"), sentence)


def _range(result: CapacityResult, words: Words) -> str:
    low = words.number(result.low or 0.0)
    if result.limited_by != "platform":
        return words.say("capacity-at-least", low=low)
    return words.say("interval", low=low, high=words.number(result.high or 0.0))


def _charts(
    results: Sequence[CapacityResult], numbers: dict[str, int], number: int, situation: str, figures: Figures
) -> tuple[str, ...]:
    words = figures.words
    rows = tuple(
        Row(result.build, numbers[result.build] - 1, points) for result in results if (points := _points(result))
    )
    if not rows:
        return ()
    chart = CapacityChart(
        name=f"capacity-{number}",
        title=words.say("chart-capacity-title", situation=situation),
        description=words.say("chart-capacity-description", builds=words.list([row.label for row in rows])),
        rate_caption=words.say("axis-rate"),
        seconds_caption=words.say("axis-slowest"),
        limit_s=results[0].wait_s,
        limit_label=words.say("axis-limit", wait=figures.value(results[0].wait_s, Unit.SECONDS)),
        rows=rows,
    )
    return capacity_chart(chart), capacity_chart(replace(chart, name=f"{chart.name}-narrow"), narrow=True)


def _points(result: CapacityResult) -> tuple[Point, ...]:
    at = by_rate(result.levels)
    return tuple(
        Point(rate, level.slowest.p95_s, level.verdict == KEPT)
        for rate, level in sorted(at.items())
        if level.slowest and level.slowest.p95_s
    )


def _row(level: CapacityLevel, figures: Figures) -> tuple[str, ...]:
    words = figures.words
    seconds = figures.value(level.slowest.p95_s, Unit.SECONDS, with_unit=False) if level.slowest else NONE
    return (
        level.build,
        words.number(level.per_minute, 0 if level.per_minute >= 100 or level.per_minute.is_integer() else 1),
        words.say(f"capacity-phase-{level.phase}"),
        str(level.people),
        str(level.failed),
        seconds,
        level.slowest.request if level.slowest else NONE,
        str(level.late),
        _sign_of(level) + words.say(f"capacity-verdict-{_verdict(level)}"),
    )


def _verdict(level: CapacityLevel) -> str:
    if level.phase == RECOVERY:
        return "recovered" if level.recovered_s is not None else "not-recovered"
    return level.verdict


def _sign_of(level: CapacityLevel) -> str:
    bad = level.recovered_s is None if level.phase == RECOVERY else level.verdict == BROKEN
    good = level.recovered_s is not None if level.phase == RECOVERY else level.verdict == KEPT
    return "✗ " if bad else "✓ " if good else "? "
