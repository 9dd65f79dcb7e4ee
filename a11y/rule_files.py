"""Finds our own rules: one file each, found by being there. A file defines one rule that bears its name."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from a11y.check import Message, Rule
from evidence.problem import Problem

R = TypeVar("R", bound=Rule)


def rules_in(folder: Path, package: str, kind: type[R]) -> tuple[tuple[R, ...], tuple[Problem, ...]]:
    """All rules of a folder in alphabetical order, and a Problem for each file that is none; the others still count.

    Args:
        folder: Where the files lie.
        package: Under whose name they are imported, such as "a11y.checks".
        kind: What a file defines.
    """
    found: list[R] = []
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.py")):
        if file.name.startswith("_"):
            continue
        try:
            found.append(_load(file, package, kind))
        except Problem as problem:
            problems.append(problem)
    return tuple(found), tuple(problems)


def _load(file: Path, package: str, kind: type[R]) -> R:
    spec = importlib.util.spec_from_file_location(f"{package}.{file.stem}", file)
    if spec is None or spec.loader is None:
        raise Problem("is not a Python file", where=str(file))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where a dataclass of the file's looks for what its types mean
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever is wrong with one file, the others still count
        raise Problem(f"cannot be imported: {type(error).__name__}: {error}", where=str(file)) from error
    word, expected = kind.__name__.lower(), file.stem.replace("_", "-")
    found = [thing for thing in vars(module).values() if isinstance(thing, kind)]
    if len(found) != 1 or found[0].id != expected:
        raise Problem(
            f'does not define one {word} "{expected}"',
            where=str(file),
            do=f'Write @{word}("{expected}", …) over one function.',
        )
    messages = {
        name.lower().replace("_", "-"): thing for name, thing in vars(module).items() if isinstance(thing, Message)
    }
    return replace(found[0], messages=messages)
