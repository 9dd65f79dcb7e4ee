"""The section for those who hear the page: items listened to side by side, what was announced, what has no name."""

from __future__ import annotations

from dataclasses import dataclass

from reports.model import Hearing, Report, Unit
from reports.page.figures import NONE, Figures
from reports.page.tasks import title_of


@dataclass(frozen=True, slots=True)
class HearingRow:
    """One task, over the builds."""

    role: str
    task: str
    listened: str
    read_past: str
    announced: str


@dataclass(frozen=True, slots=True)
class Announced:
    """On one build: how many outcomes were announced by themselves."""

    build: str
    number: int
    said: str


@dataclass(frozen=True, slots=True)
class UnnamedRow:
    """A control without a name that was met on one build."""

    build: str
    number: int
    task: str
    role: str
    after: str


@dataclass(frozen=True, slots=True)
class HearingView:
    """The whole section."""

    rows: tuple[HearingRow, ...]
    announced: tuple[Announced, ...]
    unnamed: tuple[UnnamedRow, ...]


def hearing(report: Report, figures: Figures) -> HearingView | None:
    """The section; None if nobody listened."""
    found = {(r.role, r.task, r.build): r.hearing for r in report.results if r.hearing is not None}
    if not found:
        return None
    titles = {t.id: title_of(t, t.id, figures.words.language) for t in report.tasks}
    keys = list(dict.fromkeys((role, task) for role, task, _ in found))
    keys.sort(key=lambda k: (report.roles.index(k[0]), list(titles).index(k[1]) if k[1] in titles else 0))
    builds = [build.name for build in report.builds]
    rows = [
        _row(figures, role, titles.get(task, task), [found.get((role, task, b)) for b in builds]) for role, task in keys
    ]
    unnamed = {
        (build, role, after): task
        for (_, task, build), told in reversed(found.items())
        for role, after in (told.unnamed if told else ())
    }
    return HearingView(
        rows=tuple(rows),
        announced=tuple(
            _announced(figures, build, number, [told for (_, _, b), told in found.items() if b == build and told])
            for number, build in enumerate(builds, start=1)
        ),
        unnamed=tuple(
            UnnamedRow(build, builds.index(build) + 1, titles.get(task, task), role, after)
            for (build, role, after), task in sorted(unnamed.items(), key=lambda item: builds.index(item[0][0]))
        ),
    )


def _row(figures: Figures, role: str, task: str, told: list[Hearing | None]) -> HearingRow:
    return HearingRow(
        role=figures.words.say(f"role-{role}"),
        task=task,
        listened=figures.both([t.listened if t else None for t in told], Unit.COUNT),
        read_past=figures.both([t.read_past if t else None for t in told], Unit.COUNT),
        announced=_both([_of(t) for t in told]),
    )


def _of(told: Hearing | None) -> str:
    return f"{told.announced}/{told.of}" if told and told.of else NONE


def _both(texts: list[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else " → ".join(texts)


def _announced(figures: Figures, build: str, number: int, told: list[Hearing]) -> Announced:
    of = sum(t.of for t in told)
    values = {"announced": sum(t.announced for t in told), "of": of}
    return Announced(build, number, figures.words.say("hearing-announced", **values))
