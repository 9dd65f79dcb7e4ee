"""Each planted fault is found, and nothing is found on its clean twin. One fault, one file in faults/."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from a11y.engine import scan
from a11y.findings import findings_of
from evidence.records import Finding
from tests.a11y.conftest import whole

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.toml"))


def found_on(page: Page, html: str) -> list[Finding]:
    page.set_content(whole(html))
    seen = scan(page)
    assert seen.error == ""
    return findings_of(seen, state="s", build="b", mode="pointer", task="any.log-in", step="Look")


def told(finding: Finding) -> tuple[str, tuple[str, ...], str, str]:
    element = f'{finding.element.role} "{finding.element.name}"'
    return finding.rule, tuple(finding.criteria), element, finding.verdict.value


def expected(finding: dict[str, Any]) -> tuple[str, tuple[str, ...], str, str]:
    return finding["rule"], tuple(finding["criteria"]), finding["element"], finding.get("verdict", "violation")


@pytest.mark.parametrize("file", FAULTS, ids=lambda file: file.stem)
def test_a_planted_fault_is_found_and_on_its_clean_twin_nothing_is(file: Path, page: Page) -> None:
    fault = tomllib.loads(file.read_text("utf-8"))
    findings = found_on(page, fault["page"])
    assert sorted(map(told, findings)) == sorted(map(expected, fault["finding"]))
    assert all(finding.best_practice == (not finding.criteria) for finding in findings)
    assert [told(finding) for finding in found_on(page, fault["twin"])] == []


def test_there_are_enough_planted_faults_to_mean_something() -> None:
    assert len(FAULTS) >= 20
