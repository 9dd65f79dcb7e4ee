"""The checks that operate a page: one file each, found by being there. A file defines one check that bears its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from a11y.check import Check
from a11y.rule_files import rules_in
from evidence.problem import Problem

_FOLDER = Path(__file__).parent


@cache
def find_checks(folder: Path = _FOLDER) -> tuple[tuple[Check, ...], tuple[Problem, ...]]:
    """All checks of a folder in alphabetical order, and a Problem for each file that is none; the others still count.

    Args:
        folder: Where the files lie.
    """
    return rules_in(folder, __name__, Check)
