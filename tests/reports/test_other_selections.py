"""Runs are compared in which not the same was tried: what one side lacks is said so, and not that its attempts do not count."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.analyse import analyse
from reports.model import Area
from reports.words import Words
from tests.reports.synthetic import TASKS, write_synthetic_run

_PUPILS = [task for task in TASKS if task.startswith("pupil.")]
_TEACHERS = [task for task in TASKS if task.startswith("teacher.")]


def _why(before: Path, after: Path, role: str, language: str) -> set[str]:
    cells = analyse([before, after]).comparisons[0].summary
    mine = [c.unknown for c in cells if c.role == role and c.area in (Area.SUCCESS, Area.EFFORT)]
    assert None not in mine
    return {Words(language).message(unknown) for unknown in mine if unknown}


def _run(path: Path, build: str, tasks: list[str]) -> Path:
    return write_synthetic_run(path, builds=[build], tasks=tasks, load=False, privacy=False, id=build).path


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "only “before” was tried in this role"), ("sv", "bara ”before” prövades i den här rollen")],
)
def test_a_role_that_was_tried_on_one_side_only_is_told_with_the_side(tmp_path: Path, language: str, said: str) -> None:
    before = _run(tmp_path / "before", "before", _PUPILS + _TEACHERS)
    after = _run(tmp_path / "after", "after", _TEACHERS)
    assert _why(before, after, "pupil", language) == {said}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "no task was tried in the same mode on both"),
        ("sv", "ingen uppgift prövades på samma sätt på båda"),
    ],
)
def test_a_role_whose_tasks_were_others_on_each_side_is_told_so(tmp_path: Path, language: str, said: str) -> None:
    before = _run(tmp_path / "before", "before", _TEACHERS[:1])
    after = _run(tmp_path / "after", "after", _TEACHERS[1:])
    assert _why(before, after, "teacher", language) == {said}
