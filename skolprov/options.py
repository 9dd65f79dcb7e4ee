"""The options that commands share, and how they become a plan: each key of a plan can be said on the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from a11y.names import check_names, rule_names
from evidence.problem import Problem
from load.situations import SITUATIONS
from reports.klm import AGES, POINTINGS, TYPISTS
from reports.measures import measure_ids
from reports.selection import Selection
from reports.words import LANGUAGES
from scenarios.modes import modes
from scenarios.platform import available
from scenarios.surroundings import NETWORKS, Surroundings
from scenarios.tasks import ROLES, TASKS, select
from skolprov.option_groups import grouped
from skolprov.plan import Capacity, Known, Load, Plan, load_plan, plan_from
from skolprov.prepare import How

_OF_LOAD = ("probes", "situations", "duration_s", "peak_per_minute", "pupils", "stop_at_failed", "health")
"""The same, of a plan's table [load]."""
AUTO = "auto"
"""As many workers as there are cores, and people for."""

_PLAIN = (
    *("roles", "forms", "modes", "repeats", "seed", "language", "limit_s", "scan", "checks", "trace", "title"),
    *Surroundings.__dataclass_fields__,
)
"""Keys that an option gives as the plan has them."""
F = TypeVar("F", bound=Callable[..., Any])


def _commas(_context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    words = [word.strip() for several in value for word in several.split(",") if word.strip()]
    if value and not words:  # a variable of a script's that was never set, perhaps: it would choose everything
        option = parameter.opts[0]
        raise Problem(f"{option} names nothing", where="command line", do=f"Name what is meant, or leave {option} out.")
    return words or None


def _workers(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | str | None:
    if value is None or value == AUTO:
        return value
    if not value.isdigit() or int(value) < 1:
        raise Problem(
            f'"{value}" is no number of workers', where="--workers", do="Write --workers 2, or --workers auto."
        )
    return int(value)


def _shard(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[int, int]:
    number, sign, count = (value or "1/1").partition("/")
    if not (sign and number.isdigit() and count.isdigit() and 1 <= int(number) <= int(count)):
        raise Problem(
            f'"{value}" is no shard', where="--shard", do="Write --shard 2/5 for the second of five; they count from 1."
        )
    return int(number), int(count)


def several(name: str, key: str, text: str) -> Callable[[F], F]:
    """An option that takes several values, by comma or by being there again; None where it is not given.

    Args:
        name: Such as "--task".
        key: The parameter's name.
        text: For its help.
    """
    word = name.removeprefix("--").upper()
    return click.option(name, key, multiple=True, callback=_commas, metavar=f"{word}[,{word}…]", help=text)


_BUILDS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--url", "urls", multiple=True, metavar="[NAME=]URL", help="A build to measure; again for each further build."
    ),
    click.option(
        "--platform",
        "platforms",
        multiple=True,
        metavar="[BUILD=]NAME|FILE.py",
        help="How its tasks are done: a shipped platform, or a file of yours; again, with the build's name, where builds differ.",
    ),
    click.option(
        "--school",
        "schools",
        multiple=True,
        metavar="[BUILD=]FILE.toml",
        help="People and things, as [[school]] in a TOML file; again, with the build's name, where builds differ.",
    ),
    click.option(
        "--language",
        metavar="TAG",
        help="What the browser asks the build for, such as sv or en-GB; the journeys' words are in it.",
    ),
)
_SELECT: tuple[Callable[[Any], Any], ...] = (
    several("--task", "tasks", 'Only these tasks, such as guardian.report-absence, or "guardian.*".'),
    several("--role", "roles", f"Only these roles: {', '.join(ROLES)}."),
    several("--form", "forms", "Only these school forms: P preschool, C compulsory, U upper secondary, A adult."),
    several("--mode", "modes", f"Only these modes: {', '.join(modes())}."),
)
_HOW: tuple[Callable[[Any], Any], ...] = (
    click.option("--repeats", type=int, help="Attempts per task, role, mode and build."),
    click.option("--seed", type=int, help="Chooses people and things, and the arrivals under load."),
    click.option(
        "--limit", "limit_s", type=float, metavar="SECONDS", help="After which what has not appeared is not there."
    ),
    click.option("--scan/--no-scan", default=None, help="Check each state for accessibility on the way."),
    several(
        "--checks",
        "checks",
        "Ask these checks, or all, of each state besides: they operate the page, and take seconds a state, or compare states at the end. Of axe-core's rules all are asked, or those named. `skolprov checks` lists them.",
    ),
    click.option("--mask", multiple=True, metavar="CSS", help="What no picture may show; again for more."),
    click.option(
        "--trace",
        type=click.Choice(["on", "failures", "off"]),
        help="Of what a trace is kept: of what did not succeed (walked once more), of everything (slower), of nothing.",
    ),
    click.option("--title", help="What the report is called."),
    click.option(
        "--workers",
        metavar="N|auto",
        callback=_workers,
        help="Attempts at once; above 1, waits say less. auto: as there are cores, and people for.",
    ),
    click.option(
        "--browser-path", metavar="FILE", help="The browser to use; else SKOLPROV_BROWSER, else one that is installed."
    ),
    click.option(
        "--browser-endpoint",
        metavar="ws://…|http://…",
        help="A browser elsewhere: a Playwright server, or a DevTools address; else SKOLPROV_BROWSER_ENDPOINT.",
    ),
)
_SHARD: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--shard",
        metavar="N/M",
        callback=_shard,
        help="Make only the Nth of M parts of the attempts, for a CI matrix; `skolprov merge` brings them together.",
    ),
)
_CONDITIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--network", metavar="NAME", help=f"A slow network: {', '.join(NETWORKS)}."),
    click.option("--cpu-slowdown", type=float, metavar="TIMES", help="Make the page's processor so many times slower."),
    click.option("--reduced-motion/--no-reduced-motion", default=None, help="As somebody who asked for less motion."),
    click.option("--forced-colours/--no-forced-colours", default=None, help="As somebody with high contrast."),
    click.option("--text-percent", type=int, metavar="PERCENT", help="Enlarge text alone, up to 200 (WCAG 1.4.4)."),
    click.option("--text-spacing/--no-text-spacing", default=None, help="Space text as in WCAG 1.4.12."),
    click.option("--javascript/--no-javascript", default=None, help="Let the page's scripts run, or not."),
)
_LOAD: tuple[Callable[[Any], Any], ...] = (
    several("--situation", "situations", f"Load to send after the journeys: {', '.join(SITUATIONS)}."),
    click.option("--duration", "duration_s", type=float, metavar="SECONDS", help="How long people keep arriving."),
    click.option("--peak", "peak_per_minute", type=float, metavar="PEOPLE", help="Arrivals per minute at the peak."),
    click.option(
        "--pupils",
        type=int,
        metavar="NUMBER",
        help="In place of --peak: arrivals as in a school system of this size (a school 500, Stockholm 140000).",
    ),
    click.option(
        "--stop-at-failed",
        type=float,
        metavar="SHARE",
        help="Of those who left within ten seconds, the share of failures at which load ends early.",
    ),
    click.option("--health", metavar="PATH|URL", help="What has to answer while load is sent, or the load ends early."),
    click.option("--probes", type=int, metavar="N", help="Real browsers that walk the journeys meanwhile."),
)
_CAPACITY: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--situation", "capacity_situation", metavar="NAME", help=f"Whose tasks and people: {', '.join(SITUATIONS)}."
    ),
    click.option("--success", type=float, metavar="SHARE", help="Share of people who have to reach their outcome."),
    click.option("--wait", "wait_s", type=float, metavar="SECONDS", help="In which 95 of 100 have to be answered."),
    click.option(
        "--precision", type=float, metavar="SHARE", help="How close to each other both ends of the answer come."
    ),
    click.option(
        "--highest", "highest_per_minute", type=float, metavar="PEOPLE", help="Send no more a minute than this."
    ),
)
_OF_CAPACITY = {"capacity_situation": "situation"} | {
    key: key for key in ("success", "wait_s", "precision", "highest_per_minute")
}
_PERMIT: tuple[Callable[[Any], Any], ...] = (
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
_KNOWN: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--known",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Accessibility findings that are known and fail nothing until a day; `skolprov baseline` writes the file.",
    ),
)
_GATE: tuple[Callable[[Any], Any], ...] = (
    several("--gate", "gate_measures", "Measures that may fail the comparison; all by default."),
    *_KNOWN,
    click.option(
        "--margin", multiple=True, metavar="MEASURE=NUMBER", help="Difference that is still none, such as wait=0.2."
    ),
)


_PRINTED: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--words",
        type=click.Choice(LANGUAGES),
        default="en",
        show_default=True,
        help="Language of what is printed here; the report is written in each.",
    ),
)

known_option = grouped("What may fail the comparison", _KNOWN)
shard_option = grouped("Which part", _SHARD)
selection_options = grouped("Which part", _SELECT)
words_option = grouped("What is printed", _PRINTED)


def plan_options(command: F) -> F:
    """Options that say what is measured and how."""
    return grouped("What is measured", _BUILDS)(_plan_options(command, (*_LOAD, *_PERMIT)))


def capacity_options(command: F) -> F:
    """Options that say what is measured, and what is looked for under load."""
    return grouped("What is measured", _BUILDS)(_plan_options(command, (*_CAPACITY, *_PERMIT)))


def capacity_defaults() -> dict[str, str]:
    """What the options of a search for capacity are where nothing is said."""
    return {option: _plain_number(Capacity.model_fields[key].default) for option, key in _OF_CAPACITY.items()}


def _plain_number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def demo_options(command: F) -> F:
    """The same, but for what names builds or hosts: the demo serves its own, on this machine."""
    return _plan_options(command, _LOAD)


def _plan_options(command: F, load: tuple[Callable[[Any], Any], ...]) -> F:
    for title, options in reversed(
        (
            ("Which part", _SELECT),
            ("How it is measured", _HOW),
            ("Under which conditions", _CONDITIONS),
            ("What is sent as load", load),
            ("Whose own time is predicted", _EFFORT),
            ("What may fail the comparison", _GATE),
            ("What is printed", _PRINTED),
        )
    ):
        command = grouped(title, options)(command)
    return command


def defaults(**otherwise: str) -> dict[str, str]:
    """What each option is where neither the command line nor a plan says it, for the help.

    Args:
        otherwise: What a command has by default in place of a plan's own, by parameter.
    """
    plain = {**Plan.model_fields, **Load.model_fields}
    names = ("repeats", "seed", "language", "limit_s", "duration_s", "peak_per_minute", "probes")
    usual = {name: f"{plain[name].default:g}" if name != "language" else str(plain[name].default) for name in names}
    return usual | {"scan": "scan", "checks": "none", "workers": "1", "situations": "none", "tasks": "all", "roles": "all",
                    "forms": "all", "modes": "all"} | otherwise  # fmt: skip


def effort_options(command: F) -> F:
    """Options that say whose own time is predicted, for commands that read what is stored."""
    return grouped("Whose own time is predicted", _EFFORT)(command)


def effort_of(given: Mapping[str, Any]) -> dict[str, str]:
    """Whose own time the command line asks for; what it does not say, the plan says.

    Args:
        given: The options of `effort_options`.
    """
    return {key: given[key] for key in ("typist", "age", "pointing") if given.get(key) is not None}


def selection_of(given: Mapping[str, Any]) -> Selection:
    """Which part of stored runs a command line asks for."""
    return Selection(**{part: tuple(given.get(part) or ()) for part in ("tasks", "roles", "forms", "modes")})


def known() -> Known:
    """All that a plan may name."""
    return Known(
        tasks=[t.id for t in TASKS],
        modes=list(modes()),
        platforms=available(),
        situations=list(SITUATIONS),
        measures=measure_ids(),
        checks=check_names(),
        rules=rule_names("AA"),
    )


def plan_of(file: Path | None, given: dict[str, Any], *, builds: list[dict[str, Any]] | None = None) -> Plan:
    """The plan that a command line asks for.

    Args:
        file: A plan's file, if there is one.
        given: The options of `plan_options`.
        builds: Builds that the command itself names.
    Raises:
        Problem: Something is wrong; says all that is.
    """
    overrides: dict[str, Any] = {key: given[key] for key in _PLAIN if given.get(key) is not None}
    if given.get("tasks"):
        overrides["tasks"] = _tasks(given["tasks"])
    if given.get("known"):
        overrides["known"] = str(given["known"].resolve())
    if given.get("mask"):
        overrides["mask"] = list(given["mask"])
    if builds or given.get("urls"):
        overrides["builds"] = builds or _builds(given["urls"])
    for option, key, values in (
        ("--platform", "platform", given.get("platforms") or ()),
        ("--school", "school", given.get("schools") or ()),
    ):
        _give(overrides, option, key, values)
    load = _load_of(given)
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
    plan = load_plan(file, overrides, known=known()) if file else plan_from(overrides, known=known())
    _expect_chosen(named_tasks(given), plan)
    return plan


def _load_of(given: Mapping[str, Any]) -> dict[str, Any]:
    load = {key: given[key] for key in _OF_LOAD if given.get(key) is not None}
    if capacity := {key: given[option] for option, key in _OF_CAPACITY.items() if given.get(option) is not None}:
        load["capacity"] = capacity
    if given.get("permit"):
        load["permitted"] = [_permitted(p) for p in given["permit"]]
    return load


def named_tasks(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Tasks that a command line names one by one, and not by a pattern."""
    return tuple(task for task in given.get("tasks") or () if task in {t.id for t in TASKS})


def _expect_chosen(named: Sequence[str], plan: Plan) -> None:
    """See that no task which was asked for by name is left out by the roles and school forms that were chosen.

    Raises:
        Problem: One is; says whose it is, and in which school forms.
    """
    for task in (t for t in TASKS if t.id in named):
        roles = [role for role in task.roles if role in plan.roles]
        if any(set(task.forms_for(role)) & set(plan.forms) for role in roles):
            continue
        forms = dict.fromkeys(form for role in roles or task.roles for form in task.forms_for(role))
        chosen = f"school form {', '.join(plan.forms)}" if roles else f"role {', '.join(plan.roles)}"
        raise Problem(
            f"{task.id} would be left out: {chosen} was chosen, and "
            + (f"it is there in {', '.join(forms)}" if roles else f"it is done by {', '.join(task.roles)}"),
            where="--task",
            do=f"Leave the task out, or write --form {','.join(forms)}."
            if roles
            else f"Leave the task out, or write --role {','.join(task.roles)}.",
        )


def how_of(given: dict[str, Any], *, resume: bool = False) -> How:
    """By which means a command line asks to measure.

    Raises:
        Problem: Two browsers are named.
    """
    if given.get("browser_path") and given.get("browser_endpoint"):
        raise Problem(
            "two browsers are named",
            where="--browser-path and --browser-endpoint",
            do="Leave one out: the browser is here, or elsewhere.",
        )
    return How(
        browser_path=given.get("browser_path"),
        browser_endpoint=given.get("browser_endpoint"),
        workers=None if given.get("workers") == AUTO else given.get("workers") or 1,
        shard=given.get("shard") or (1, 1),
        resume=resume,
        named_tasks=named_tasks(given),
        words=given.get("words") or "en",
    )


def _give(overrides: dict[str, Any], option: str, key: str, values: Sequence[str]) -> None:
    """Put a platform or school where it belongs: at the plan's top, or in the build that is named before the sign."""
    for said in values:
        name, sign, value = said.partition("=")
        named = next((b for b in overrides.get("builds", ()) if sign and b["name"] == name), None)
        if sign and named is None and not Path(said).exists():
            there = ", ".join(b["name"] for b in overrides.get("builds", ()))
            raise Problem(
                f'there is no build "{name}" on the command line',
                where=option,
                do=f"Its builds are: {there}."
                if there
                else "Name it: --url NAME=URL; or write it in the plan's [[builds]].",
            )
        place, meant = (named, value) if named is not None else (overrides, said)
        place[key] = _school(Path(meant)) if key == "school" else meant


def _tasks(patterns: list[str]) -> list[str]:
    for pattern in patterns:
        if not select([pattern]):
            return patterns  # the plan's own check says what is wrong, and what there is
    return [t.id for t in select(patterns)]


def _builds(urls: tuple[str, ...]) -> list[dict[str, Any]]:
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
