"""The audits that compare a build's states with each other: one file each, found by being there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from a11y.audit import Audit
from a11y.rule_files import rules_in
from evidence.problem import Problem

_FOLDER = Path(__file__).parent


@cache
def find_audits(folder: Path = _FOLDER) -> tuple[tuple[Audit, ...], tuple[Problem, ...]]:
    """All audits of a folder in alphabetical order, and a Problem for each file that is none; the others still count.

    Args:
        folder: Where the files lie.
    """
    return rules_in(folder, __name__, Audit)
