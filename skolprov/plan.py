"""The plan, read from a file or from the command line, with every mistake in it told at once. For whoever runs one."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from evidence.problem import Problem
from scenarios.tasks import ROLES, TASKS
from skolprov.own_situations import own_ids
from skolprov.plan_checks import Checks, Known, across
from skolprov.plan_lines import Place
from skolprov.plan_mistakes import (
    Mistake,
    Source,
    WrongPlan,
    mistake_of,
    source_of,
    with_what_is_beneath,
    without_consequences,
)
from skolprov.plan_model import (
    Account,
    Build,
    Capacity,
    Case,
    Effort,
    Gate,
    Load,
    OwnSituation,
    OwnStream,
    Part,
    PermittedHost,
    Plan,
)
from skolprov.plan_strays import strays

__all__ = [
    "Account",
    "Build",
    "Capacity",
    "Case",
    "Effort",
    "Gate",
    "Known",
    "Load",
    "PermittedHost",
    "Plan",
    "WrongPlan",
    "load_plan",
    "plan_from",
]


def load_plan(
    path: Path,
    overrides: Mapping[str, Any] | None = None,
    *,
    known: Known,
    signs_in: bool = True,
) -> Plan:
    """Read a plan from a TOML file.

    Args:
        path: The file.
        overrides: What the command line says otherwise, by the plan's own keys; None as a value leaves a key as it is.
        known: Tasks, modes, platforms, situations and measures that there are.
        signs_in: Whether people are to be signed in by it: then passwords have to be set, or sessions kept.
    Raises:
        Problem: The file cannot be read, or is not TOML.
        WrongPlan: Something in it is wrong: a Problem that lists every mistake, with file, line, key and mend.
    """
    source, content = source_of(path)
    checks = Checks(known, os.environ, path.resolve().parent, signs_in=signs_in)
    return _plan(content, overrides or {}, source, checks)


def plan_from(overrides: Mapping[str, Any], *, known: Known) -> Plan:
    """Make a plan for a one-off run, without a file.

    Args:
        overrides: What the command line says, by the plan's own keys; None as a value leaves the default.
        known: Tasks, modes, platforms, situations and measures that there are.
    Raises:
        WrongPlan: Something is wrong: a Problem that lists every mistake.
    """
    return _plan({}, overrides, Source.none(), Checks(known, os.environ, Path.cwd()))


def _plan(content: dict[str, Any], overrides: Mapping[str, Any], source: Source, checks: Checks) -> Plan:
    both = [*_two_sizes(content), *_two_sizes(overrides)]
    given = source.overridden(_with_one_size(content, overrides), overrides)
    known = replace(checks.known, situations=[*dict.fromkeys([*checks.known.situations, *own_ids(given)])])
    checks = replace(checks, known=known)
    mistakes: list[Mistake] = [*across(given, checks), *strays(given), *both]
    plan = None
    try:
        plan = Plan.model_validate(_with_defaults(given, checks), context=checks)
    except ValidationError as error:
        found = [_worded(one) for one in error.errors(include_url=False)]
        mistakes = with_what_is_beneath(found, _beneath_misspelt(given, found, checks)) + mistakes
    if mistakes or plan is None:
        raise source.wrong(without_consequences(mistakes))
    _selects_something(plan, source)
    builds = [b.model_copy(update={"platform": b.platform or plan.platform}) for b in plan.builds]
    return plan.model_copy(update={"builds": tuple(builds)})


def _with_defaults(given: Mapping[str, Any], checks: Checks) -> dict[str, Any]:
    defaults = {"modes": list(checks.known.modes), "tasks": list(checks.known.tasks), "title": _title(given)}
    return defaults | dict(given)


def _beneath_misspelt(given: Mapping[str, Any], found: Sequence[Mistake], checks: Checks) -> list[Mistake]:
    """What is wrong with the values of misspelt keys: nobody looks at them until the key is right."""
    misspelt = {m.place: (*m.place[:-1], m.instead) for m in found if m.names_its_key and m.instead}
    respelt = _respelt(given, misspelt)
    if respelt == given:
        return []
    try:
        Plan.model_validate(_with_defaults(respelt, checks), context=checks)
    except ValidationError as error:
        worded = [_worded(one) for one in error.errors(include_url=False)]
        worded = with_what_is_beneath(worded, _beneath_misspelt(respelt, worded, checks))
        return [
            replace(mistake, place=(*place, *mistake.place[len(right) :]))
            for mistake in worded
            for place, right in misspelt.items()
            if mistake.place[: len(right)] == right
        ]
    return []


def _respelt(part: Any, misspelt: Mapping[Place, Place], before: Place = ()) -> Any:
    """A part of a plan with the right keys in place of misspelt ones; where both stand, as it is."""
    if isinstance(part, Mapping):
        right = {key: misspelt.get((*before, key), (key,))[-1] for key in part}
        return {
            key if right[key] in part else right[key]: _respelt(value, misspelt, (*before, key))
            for key, value in part.items()
        }
    if isinstance(part, list | tuple):
        return [_respelt(value, misspelt, (*before, index)) for index, value in enumerate(part)]
    return part


_SIZES = ("peak_per_minute", "pupils")
"""Two ways of telling how many people come."""


def _two_sizes(said: Mapping[str, Any]) -> list[Mistake]:
    load = said.get("load")
    if not isinstance(load, Mapping) or any(load.get(key) is None for key in _SIZES):
        return []
    what = "stands beside peak_per_minute, and both say how many people come"
    return [Mistake(("load", "pupils"), what, "Leave one of the two out.")]


def _with_one_size(content: Mapping[str, Any], overrides: Mapping[str, Any]) -> dict[str, Any]:
    """The file's content without the way of telling how many come that the command line has another for."""
    load, said = content.get("load"), overrides.get("load")
    if not isinstance(load, Mapping) or not isinstance(said, Mapping) or all(said.get(key) is None for key in _SIZES):
        return dict(content)
    return {**content, "load": {key: value for key, value in load.items() if key not in _SIZES}}


def _selects_something(plan: Plan, source: Source) -> None:
    """Each of tasks, roles and forms may be right, and yet nothing be left: no run says so better than an empty one."""
    chosen = [task for task in TASKS if task.id in plan.tasks]
    if any(set(task.forms_for(role)) & set(plan.forms) for task in chosen for role in task.roles if role in plan.roles):
        return
    raise Problem(
        f"nothing is left to do: no {' or '.join(plan.roles)} does any of these tasks in school form {', '.join(plan.forms)}",
        where=source.name,
        do=f"Choose other tasks, roles or forms. The tasks are: {', '.join(plan.tasks)}.",
    )


def _title(given: Mapping[str, Any]) -> str:
    builds = given.get("builds")
    names = (
        [str(b.get("name", "")) for b in builds if isinstance(b, Mapping)] if isinstance(builds, list | tuple) else []
    )
    return " · ".join(filter(None, names)) or "Run"


def _worded(error: ErrorDetails) -> Mistake:
    part = _part_at(error["loc"])
    return mistake_of(error, part.noun, list(part.model_fields))


_PARTS: dict[tuple[str, ...], type[Part]] = {
    (): Plan,
    ("builds",): Build,
    ("builds", "school"): Case,
    ("school",): Case,
    ("load",): Load,
    ("load", "permitted"): PermittedHost,
    ("load", "own_situations"): OwnSituation,
    ("load", "own_situations", "streams"): OwnStream,
    ("load", "capacity"): Capacity,
    ("effort",): Effort,
    ("gate",): Gate,
}


def _part_at(place: tuple[int | str, ...]) -> type[Part]:
    """Which part of a plan holds the key at a place."""
    names = tuple(step for step in place[:-1] if isinstance(step, str))
    return Account if names and names[-1] in ROLES else _PARTS.get(names, Plan)
