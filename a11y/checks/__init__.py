"""The checks that operate a page: one file each, found by being there. A file defines one check that bears its name."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

from a11y.check import Check, Message
from evidence.problem import Problem

_FOLDER = Path(__file__).parent


@cache
def find_checks(folder: Path = _FOLDER) -> tuple[tuple[Check, ...], tuple[Problem, ...]]:
    """All checks of a folder in alphabetical order, and a Problem for each file that is none; the others still count.

    Args:
        folder: Where the files lie.
    """
    checks: list[Check] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.py")):
        if file.name.startswith("_"):
            continue
        try:
            checks.append(_load(file))
        except Problem as problem:
            problems.append(problem)
    return tuple(checks), tuple(problems)


def _load(file: Path) -> Check:
    spec = importlib.util.spec_from_file_location(f"a11y.checks.{file.stem}", file)
    if spec is None or spec.loader is None:
        raise Problem("is not a Python file", where=str(file))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where a dataclass of the file's looks for what its types mean
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever is wrong with one file, the others still count
        raise Problem(f"cannot be imported: {type(error).__name__}: {error}", where=str(file)) from error
    expected = file.stem.replace("_", "-")
    found = [thing for thing in vars(module).values() if isinstance(thing, Check)]
    if len(found) != 1 or found[0].id != expected:
        raise Problem(
            f'does not define one check "{expected}"',
            where=str(file),
            do=f'Write @check("{expected}", …) over one function.',
        )
    messages = {
        name.lower().replace("_", "-"): thing for name, thing in vars(module).items() if isinstance(thing, Message)
    }
    return replace(found[0], messages=messages)
