"""Whether another package hides one of ours, such as a project's own `reports`: told by name, before Python fails in the middle.

Imports nothing but the standard library: what it looks for may be what is missing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("evidence", "a11y", "scenarios", "load", "reports")
"""The packages that are imported by their own names, wherever Skolprov is installed."""
_HOME = Path(__file__).resolve().parent.parent


class HiddenPackage(ImportError):  # noqa: N818 - people read the name
    """A package of Skolprov's cannot be imported, because another one has its name, or because it is not there."""


HiddenPackage.__module__ = "skolprov"


def expect_own_packages(names: Sequence[str] = PACKAGES) -> None:
    """See that each of our packages is what an import of its name would give.

    Args:
        names: The packages to look for.
    Raises:
        HiddenPackage: Another package or module comes first, or there is none; says which, where it lies, and what to do.
    """
    for name in names:
        place = _place_of(name)
        if place is None:
            raise HiddenPackage(
                f'Skolprov\'s package "{name}" is not there: it should be {_HOME / name}.\n'
                "Install Skolprov again: pip install --force-reinstall skolprov",
                name=name,
            )
        if not place.is_relative_to(_HOME / name):
            raise HiddenPackage(
                f'your "{name}" ({place}) hides the package "{name}" that Skolprov brings ({_HOME / name}).\n'
                f'Rename yours, or put it into a package of your own; if nothing imports it as "{name}", keep its folder off '
                "the import path: run `pytest` instead of `python -m pytest`, with --import-mode=importlib.\n"
                "Or leave your suite as it is and measure with the command: install Skolprov in an environment of its "
                "own (pipx install skolprov), and run `skolprov run`.",
                name=name,
            )


def _place_of(name: str) -> Path | None:
    """The file or folder that an import of a name leads to."""
    loaded = sys.modules.get(name)
    spec = loaded.__spec__ if loaded is not None and loaded.__spec__ else _spec(name)
    if spec is None:
        return None
    if spec.has_location and spec.origin:
        return Path(spec.origin).resolve()
    # A folder without an __init__.py; it never goes before a package that has one.
    places = list(spec.submodule_search_locations or ())
    return Path(places[0]).resolve() if places else None


def _spec(name: str) -> ModuleSpec | None:
    try:
        return find_spec(name)
    except ValueError:  # something under this name was put together by hand
        return None
