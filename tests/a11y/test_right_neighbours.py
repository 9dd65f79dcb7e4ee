"""Right, ordinary pages that lie close to a planted fault: its check has no violation there. One check, one file in neighbours/."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from a11y.checks import find_checks
from tests.a11y.conftest import Serve, whole
from tests.a11y.test_checks import found_on

NEIGHBOURS = sorted((Path(__file__).parent / "neighbours").glob("*.toml"))
CHECKS = {check.id.replace("-", "_"): check for check in find_checks()[0]}
LONG = {
    "changes_on_input",
    "dialog_loses_focus",
    "ends_by_itself",
    "error_not_tied_to_field",
    "focus_lost_after_action",
    "keyboard_trap",
    "mouse_only",
    "moves_without_pause",
    "opens_on_hover_alone",
    "orientation_locked",
    "sounds_by_itself",
    "status_not_announced",
}
"""They wait for what a page does, or open it again and again: tried with the slow tests."""


def _files() -> list[Any]:
    return [pytest.param(file, marks=pytest.mark.slow) if file.stem in LONG else file for file in NEIGHBOURS]


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.stem)
def test_a_check_has_nothing_but_questions_about_right_pages_that_lie_close_to_its_fault(
    file: Path, page: Page, serve: Serve
) -> None:
    for one in tomllib.loads(file.read_text("utf-8"))["page"]:
        found = found_on(page, serve(whole(one["html"])), [CHECKS[file.stem]])
        said = sorted((finding.verdict.value, finding.values["message"]) for finding in found)
        assert said == [("needs-review", code) for code in sorted(one.get("asks", []))], one["about"]
