"""Whether a plan's school data has what the journeys of a platform file read from it; for `skolprov check --plan`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scenarios.platform import Platform
from scenarios.tasks import ROLES, TASKS, Task
from skolprov.check_source import Source, chains_in, second_parameter

_OF_SCHOOL = frozenset({"form", "today", "mark", "me", "account"})
_OF_ACCOUNT = frozenset({"role", "username", "password", "details"})
Unknown = tuple[int, str, str]
"""Line, what is wrong, what to do."""


def unknown_names(platform: Platform, source: Source, cases: Sequence[Mapping[str, Any]]) -> list[Unknown]:
    """What journeys read and no case, or not every case that they may get, has.

    Args:
        platform: The platform, loaded.
        source: Its file.
        cases: The plan's cases.
    """
    found: dict[tuple[int, str], tuple[str, list[int]]] = {}
    for task in TASKS:
        for function, role in _functions(platform, source, task):
            for line, names in _reads(source, function):
                lacking = [i for i in _cases_of(task, role, cases) if not _has(cases[i], names, role)]
                if lacking:
                    known = found.setdefault((line, ".".join(names)), (task.id, []))
                    known[1].extend(i for i in lacking if i not in known[1])
    return [
        *_lacked_in_log_in(platform, source, cases),
        *_told(found),
    ]


def _told(found: Mapping[tuple[int, str], tuple[str, list[int]]]) -> list[Unknown]:
    return [
        (
            line,
            f"school.{names} is not in the plan's school data: case {', '.join(str(i + 1) for i in sorted(lacking))} has none ({task})",
            f'Write {names} = "…" in that [[school]].',
        )
        for (line, names), (task, lacking) in found.items()
    ]


def _lacked_in_log_in(platform: Platform, source: Source, cases: Sequence[Mapping[str, Any]]) -> list[Unknown]:
    """What logging in reads of an account that some account of the plan does not have."""
    function = source.of(platform.log_in_journey) if platform.log_in_journey else None
    if function is None:
        return []
    found: list[Unknown] = []
    for line, (name, *_) in chains_in(function, second_parameter(function)):
        accounts = ((i, role, case[role]) for i, case in enumerate(cases) for role in ROLES if role in case)
        lacking = [
            f"{role} of case {i + 1}"
            for i, role, account in accounts
            if name not in _OF_ACCOUNT and isinstance(account, Mapping) and name not in account
        ]
        if lacking:
            what = f"account.{name} is not in the plan's school data: {', '.join(lacking)} has none (logging in)"
            found.append((line, what, f'Write {name} = "…" beside the username there.'))
    return found


def _functions(platform: Platform, source: Source, task: Task) -> Iterator[tuple[ast.FunctionDef, str]]:
    for role in task.roles:
        for part in (platform.journeys, platform.preparations, platform.undoings):
            if (journey := part.get(task.id)) and (function := source.of(journey)):
                yield function, role
    look = platform.looks.get(task.id)
    if look and (function := source.of(look.journey)):
        yield function, look.role


def _reads(source: Source, function: ast.FunctionDef) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What a journey and its helpers read of the school. A helper's parameter is the school's if it is called `school`."""
    root = second_parameter(function)
    for one in source.with_helpers(function):
        named = root if one is function else "school"
        if named in {a.arg for a in one.args.args}:
            yield from chains_in(one, named)


def _cases_of(task: Task, role: str, cases: Sequence[Mapping[str, Any]]) -> list[int]:
    forms = set("".join(task.forms_for(r) for r in task.roles))
    return [i for i, case in enumerate(cases) if case.get("form") in forms and isinstance(case.get(role), Mapping)]


def _has(case: Mapping[str, Any], names: tuple[str, ...], role: str) -> bool:
    first, *rest = names
    if first == "me":
        first = role
    if first in _OF_SCHOOL:
        return True
    if first in ROLES and rest and rest[0] in _OF_ACCOUNT:
        return isinstance(case.get(first), Mapping)
    at: Any = case
    for name in (first, *rest):
        if not isinstance(at, Mapping):
            return True  # a value of the data, and what Python can do with it
        if name not in at:
            return False
        at = at[name]
    return True
