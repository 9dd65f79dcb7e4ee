"""The options that commands share, and how they become a plan: each key of a plan can be said on the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from evidence.problem import Problem
from load.situations import SITUATIONS
from reports.klm import AGES, POINTINGS, TYPISTS
from reports.measure import find_measures
from scenarios.modes import modes
from scenarios.platform import available
from scenarios.tasks import TASKS, select
from skolprov.plan import Known, Plan, load_plan, plan_from
from skolprov.prepare import How

F = TypeVar("F", bound=Callable[..., Any])


def _commas(_context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    words = [word.strip() for several in value for word in several.split(",") if word.strip()]
    return words or None


def _several(name: str, key: str, text: str) -> Callable[[F], F]:
    return click.option(name, key, multiple=True, callback=_commas, help=text)


_WHAT: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--url", "urls", multiple=True, metavar="[NAME=]URL", help="A build to measure; again for each further build."
    ),
    click.option(
        "--platform", metavar="NAME|FILE.py", help="How its tasks are done: a shipped platform, or a file of yours."
    ),
    click.option(
        "--school",
        type=click.Path(path_type=Path),
        metavar="FILE.toml",
        help="People and things, as [[school]] in a TOML file.",
    ),
    _several("--task", "tasks", 'Only these tasks, such as guardian.report-absence or "guardian.*".'),
    _several("--role", "roles", "Only these roles: teacher, pupil, guardian."),
    _several("--form", "forms", "Only these school forms: P preschool, C compulsory, U upper secondary, A adult."),
    _several("--mode", "modes", f"Only these modes: {', '.join(modes())}."),
)
_HOW: tuple[Callable[[Any], Any], ...] = (
    click.option("--repeats", type=int, help="Attempts per task, role, mode and build."),
    click.option("--seed", type=int, help="Chooses people and things, and the arrivals under load."),
    click.option("--language", help="What the browser asks for: en or sv."),
    click.option(
        "--limit", "limit_s", type=float, metavar="SECONDS", help="After which what has not appeared is not there."
    ),
    click.option("--scan/--no-scan", default=None, help="Check each state for accessibility on the way."),
    click.option("--mask", multiple=True, metavar="CSS", help="What no picture may show; again for more."),
    click.option(
        "--trace",
        type=click.Choice(["on", "failures", "off"]),
        help="Of what a trace is kept: of what did not succeed (walked once more), of everything (slower), of nothing.",
    ),
    click.option("--title", help="What the report is called."),
    click.option("--workers", type=click.IntRange(1), help="Attempts at once; above 1, waits say less."),
    click.option(
        "--browser-path", metavar="FILE", help="The browser to use; else SKOLPROV_BROWSER, else one that is installed."
    ),
)
_LOAD: tuple[Callable[[Any], Any], ...] = (
    _several("--situation", "situations", f"Load to send after the journeys: {', '.join(SITUATIONS)}."),
    click.option("--duration", "duration_s", type=float, metavar="SECONDS", help="How long people keep arriving."),
    click.option("--peak", "peak_per_minute", type=float, metavar="PEOPLE", help="Arrivals per minute at the peak."),
    click.option(
        "--permit",
        multiple=True,
        metavar="HOST:MAX:CONTACT",
        help="A host whose owner agreed to so many people a minute.",
    ),
)
_EFFORT: tuple[Callable[[Any], Any], ...] = (
    click.option("--typist", help=f"Whose own time is predicted: {', '.join(TYPISTS)}."),
    click.option("--age", help=f"Of what age: {', '.join(AGES)}."),
    click.option("--pointing", help=f"How long pointing takes: {' or '.join(POINTINGS)}."),
)
_GATE: tuple[Callable[[Any], Any], ...] = (
    _several("--gate", "gate_measures", "Measures that may fail the comparison; all by default."),
    click.option(
        "--margin", multiple=True, metavar="MEASURE=NUMBER", help="Difference that is still none, such as wait=0.2."
    ),
)


def plan_options(command: F) -> F:
    """Options that say what is measured and how."""
    for option in reversed((*_WHAT, *_HOW, *_LOAD, *_EFFORT, *_GATE)):
        command = option(command)
    return command


def effort_options(command: F) -> F:
    """Options that say whose own time is predicted, for commands that read what is stored."""
    for option in reversed(_EFFORT):
        command = option(command)
    return command


def effort_of(given: dict[str, Any]) -> dict[str, str]:
    """Whose own time the command line asks for; what it does not say, the plan says.

    Args:
        given: The options of `effort_options`.
    """
    return {key: given[key] for key in ("typist", "age", "pointing") if given.get(key) is not None}


def known() -> Known:
    """All that a plan may name."""
    return Known(
        tasks=[t.id for t in TASKS],
        modes=list(modes()),
        platforms=available(),
        situations=list(SITUATIONS),
        measures=[m.info.id for m in find_measures()[0]],
    )


def plan_of(file: Path | None, given: dict[str, Any], *, builds: list[dict[str, str]] | None = None) -> Plan:
    """The plan that a command line asks for.

    Args:
        file: A plan's file, if there is one.
        given: The options of `plan_options`.
        builds: Builds that the command itself names.
    Raises:
        Problem: Something is wrong; says all that is.
    """
    overrides: dict[str, Any] = {
        key: given[key]
        for key in (
            "platform",
            "roles",
            "forms",
            "modes",
            "repeats",
            "seed",
            "language",
            "limit_s",
            "scan",
            "trace",
            "title",
        )
        if given.get(key) is not None
    }
    if given.get("tasks"):
        overrides["tasks"] = _tasks(given["tasks"])
    if given.get("mask"):
        overrides["mask"] = list(given["mask"])
    if given.get("school"):
        overrides["school"] = _school(given["school"])
    if builds or given.get("urls"):
        overrides["builds"] = builds or _builds(given["urls"])
    load = {k: given[k] for k in ("situations", "duration_s", "peak_per_minute") if given.get(k) is not None}
    if given.get("permit"):
        load["permitted"] = [_permitted(p) for p in given["permit"]]
    if effort := effort_of(given):
        overrides["effort"] = effort
    gate: dict[str, Any] = {"measures": given["gate_measures"]} if given.get("gate_measures") else {}
    if given.get("margin"):
        gate["margins"] = dict(_margin(m) for m in given["margin"])
    overrides |= ({"load": load} if load else {}) | ({"gate": gate} if gate else {})
    if file is None and "builds" not in overrides:
        raise Problem(
            "nothing to measure is named",
            where="command line",
            do="Name a plan's file, or a build: --url https://school.test --platform FILE.py",
        )
    return load_plan(file, overrides, known=known()) if file else plan_from(overrides, known=known())


def how_of(given: dict[str, Any], *, resume: bool = False) -> How:
    """By which means a command line asks to measure."""
    return How(browser_path=given.get("browser_path"), workers=given.get("workers") or 1, resume=resume)


def _tasks(patterns: list[str]) -> list[str]:
    for pattern in patterns:
        if not select([pattern]):
            return patterns  # the plan's own check says what is wrong, and what there is
    return [t.id for t in select(patterns)]


def _builds(urls: tuple[str, ...]) -> list[dict[str, str]]:
    named = []
    for index, said in enumerate(urls):
        name, sign, url = said.partition("=")
        is_named = bool(sign) and "/" not in name
        named.append(
            {
                "name": name if is_named else ("build" if len(urls) == 1 else f"build-{index + 1}"),
                "url": url if is_named else said,
            }
        )
    return named


def _school(file: Path) -> list[dict[str, Any]]:
    try:
        content = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise Problem(
            f"cannot be read: {error.strerror}", where=str(file), do="Name a TOML file with [[school]] tables."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"is not TOML: {error}", where=str(file), do="See docs/plan.md for an example.") from None
    cases = content.get("school")
    if not isinstance(cases, list):
        raise Problem("has no [[school]] tables", where=str(file), do='Begin each with [[school]] and form = "C".')
    return cases


def _permitted(said: str) -> dict[str, Any]:
    host, _, rest = said.partition(":")
    rate, _, contact = rest.partition(":")
    try:
        return {"host": host, "max_per_minute": float(rate), "contact": contact}
    except ValueError:
        raise Problem(
            f'"{said}" is not HOST:MAX:CONTACT', where="--permit", do="Write --permit school.test:60:it@school.test"
        ) from None


def _margin(said: str) -> tuple[str, float]:
    measure, _, number = said.partition("=")
    try:
        return measure, float(number)
    except ValueError:
        raise Problem(f'"{said}" is not MEASURE=NUMBER', where="--margin", do="Write --margin wait=0.2") from None
