"""Keys of the plan that stand below [[school]], where TOML makes them things of a case: mistakes, because a case may hold anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from scenarios.tasks import ROLES
from skolprov.plan_lines import Place
from skolprov.plan_mistakes import Mistake
from skolprov.plan_model import Account, Case, Plan

_ALSO_OF_PEOPLE = {"title", "language", "platform", "roles", "forms"}
"""Keys that a person or thing may have, too: Karin's title, a letter's language."""


def strays(given: Mapping[str, Any]) -> list[Mistake]:
    """Every key of the plan that a case or an account of it has got by its place in the file.

    Args:
        given: The plan as it was read.
    """
    places: list[tuple[Place, Any]] = [(("school",), given.get("school"))]
    builds = given.get("builds")
    if isinstance(builds, list | tuple):
        places += [(("builds", i, "school"), b.get("school")) for i, b in enumerate(builds) if isinstance(b, Mapping)]
    return [
        mistake
        for place, cases in places
        if isinstance(cases, list | tuple)
        for index, case in enumerate(cases)
        if isinstance(case, Mapping)
        for mistake in _in_case((*place, index), case)
    ]


def _in_case(place: Place, case: Mapping[str, Any]) -> Iterator[Mistake]:
    keys = Plan.model_fields.keys() - Case.model_fields.keys()
    yield from _in_table(place, case, keys)
    for name, table in case.items():
        if isinstance(table, Mapping):
            of_table = Account.model_fields.keys() if name in ROLES else set()
            yield from _in_table((*place, name), table, keys - _ALSO_OF_PEOPLE - of_table)


def _in_table(place: Place, table: Mapping[str, Any], keys: set[str]) -> Iterator[Mistake]:
    for key, value in table.items():
        if key in keys and not isinstance(value, Mapping):
            do = (
                f"Move this line up, before the first table ([…] or [[…]]) of the file. If it is a thing that journeys use, "
                f"write it in a table of its own:  lesson.{key} = …"
            )
            yield Mistake((*place, key), "is a key of the plan, and would have no effect in a case of [[school]]", do)
