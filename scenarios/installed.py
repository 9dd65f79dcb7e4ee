"""Platforms that installed packages bring, by the entry point group `skolprov.platforms`; for vendors who keep theirs in a package.

Nothing is imported until it is asked for by its name, so that a package that is broken stands in nobody else's way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from importlib import metadata
from typing import Any

from evidence.problem import Problem

GROUP = "skolprov.platforms"
"""Name of the entry point group. A name in it leads to a module that defines `platform`, or to the platform itself."""


def installed() -> dict[str, list[metadata.EntryPoint]]:
    """All entry points of the group by their names, alphabetically; several under one name are a mistake of theirs."""
    found: dict[str, list[metadata.EntryPoint]] = defaultdict(list)
    for entry in metadata.entry_points(group=GROUP):
        found[entry.name].append(entry)
    return dict(sorted(found.items()))


def mistakes(shipped: Iterable[str]) -> dict[str, Problem]:
    """What is wrong with the installed platforms, without importing one, by their names.

    Args:
        shipped: Names of the platforms that come with Skolprov, which no package may take.
    """
    taken = set(shipped)
    wrong: dict[str, Problem] = {}
    for name, entries in installed().items():
        said = ", ".join(sorted(map(distribution_of, entries)))
        if name in taken:
            what = f'calls a platform "{name}", which is the name of one that comes with Skolprov'
            wrong[name] = Problem(
                what, where=said, do=f"Give it another name under {GROUP}; until then it is not used."
            )
        elif len(entries) > 1:
            what = f'there are {len(entries)} platforms "{name}"'
            wrong[name] = Problem(what, where=said, do="Uninstall all but one, or name the file by its path.")
    return wrong


def load_installed(name: str) -> Any:
    """What the entry point of this name leads to: a platform, it is hoped, or a module that defines one.

    Args:
        name: A name that `installed` has.
    Raises:
        Problem: Two distributions claim the name, or the distribution cannot be imported; says which one.
    """
    if problem := mistakes(()).get(name):
        raise problem
    entry = installed()[name][0]
    where = f"{distribution_of(entry)}, {GROUP}: {name} = {entry.value}"
    try:
        loaded = entry.load()
    except Problem as problem:
        raise Problem(problem.what, where=f"{where}, {problem.where}", do=problem.do) from None
    except (Exception, SystemExit) as error:
        what = f"cannot be imported: {type(error).__name__}: {error}"
        raise Problem(
            what, where=where, do="Mend or uninstall the package; the other platforms are not concerned."
        ) from error
    return getattr(loaded, "platform", loaded)


def distribution_of(entry: metadata.EntryPoint) -> str:
    """The package that an entry point came with, as "name version"."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "a package without metadata"
