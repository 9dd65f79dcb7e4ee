"""A problem is recognised in a rebuilt page, and two problems are told apart. One pair of pages, one file in pairs/.

`data-fault` marks the elements with a fault; no fingerprint knows of it. What `same` names is one problem in both pages;
each other marked element is a problem of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest
from playwright.sync_api import Page

from a11y.catalogue import rules
from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.engine import scan
from a11y.findings import findings_of
from tests.a11y.conftest import whole
from tests.conftest import served

PAIRS = sorted((Path(__file__).parent / "pairs").glob("*.toml"))
LONG = {"own_first_link_without_focus", "own_first_link_that_fades", "own_first_faint_field"}
"""Told by pictures of many states, and of kinds as a group's is: tried with the slow tests."""
CHECKS = {check.id: check for check in find_checks()[0]}


def faults_on(page: Page, html: str, at: str, rule: str) -> dict[str, set[str]]:
    """The fingerprints of a rule's findings, by the marks of their elements."""
    with served({at.partition("#")[0]: whole(html)}) as url:  # another port each time
        page.goto(url + at)
        seen = scan(page) if rule not in CHECKS else check_page(page, [CHECKS[rule]])[0]
        found = findings_of(seen, state="s", build="b", mode="pointer", task="t", step="s")
    marked: dict[str, set[str]] = defaultdict(set)
    for finding in found:
        if finding.rule == rule:
            mark = re.search(r'data-fault="([^"]+)"', finding.element.snippet)
            assert mark, finding.element
            marked[mark[1]].add(finding.fingerprint)
    return marked


@pytest.mark.parametrize(
    "file",
    [pytest.param(file, marks=pytest.mark.slow) if file.stem in LONG else file for file in PAIRS],
    ids=lambda file: file.stem,
)
def test_a_problem_keeps_its_fingerprint_and_another_has_another(file: Path, page: Page) -> None:
    pair = tomllib.loads(file.read_text("utf-8"))
    before = faults_on(page, pair["before"], pair.get("before_at", "/"), pair["rule"])
    after = faults_on(page, pair["after"], pair.get("after_at", "/"), pair["rule"])
    for html, found in ((pair["before"], before), (pair["after"], after)):
        assert set(found) == set(re.findall(r'data-fault="([^"]+)"', html))
        assert all(len(prints) == 1 for prints in found.values())
    problems = {
        (mark if mark in pair["same"] else f"{mark}, {side}"): next(iter(prints))
        for side, found in (("before", before), ("after", after))
        for mark, prints in found.items()
    }
    assert {mark: before[mark] for mark in pair["same"]} == {mark: after[mark] for mark in pair["same"]}
    assert len(set(problems.values())) == len(problems), problems


def test_the_pairs_are_of_axe_cores_rules_and_of_our_own_checks() -> None:
    named = {tomllib.loads(file.read_text("utf-8"))["rule"] for file in PAIRS}
    assert named <= set(rules()) | set(CHECKS)
    assert len(named & set(CHECKS)) >= 3
