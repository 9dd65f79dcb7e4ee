"""Each planted fault is found by the check that names it, by no other, and not on its clean twin. One fault, one file in checks/."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from a11y.check import Check
from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.digest import digest
from a11y.engine import RawFinding
from a11y.operated import Operated
from a11y.standards import criteria, criteria_of
from tests.a11y.conftest import Serve, whole

PLANTED = sorted((Path(__file__).parent / "checks").glob("*.toml"))
CHECKS, PROBLEMS = find_checks()


def found_on(page: Page, address: str, checks: Sequence[Check] = CHECKS) -> list[RawFinding]:
    page.goto(address)
    seen, errors = check_page(page, checks)
    assert errors == {}
    return list(seen.findings)


def told(finding: RawFinding) -> tuple[str, tuple[str, ...], str, str, str]:
    element = f'{finding.element.role} "{finding.element.name}"'
    return finding.rule, tuple(criteria_of(finding.tags)), element, finding.values["message"], finding.verdict.value


def expected(finding: dict[str, Any]) -> tuple[str, tuple[str, ...], str, str, str]:
    verdict = finding.get("verdict", "violation")
    return finding["rule"], tuple(finding["criteria"]), finding["element"], finding["said"], verdict


def _told_by(checks: Sequence[Check], fault: dict[str, Any], page: Page, serve: Serve) -> None:
    assert sorted(map(told, found_on(page, serve(whole(fault["page"])), checks))) == sorted(
        map(expected, fault["finding"])
    )
    assert [told(finding) for finding in found_on(page, serve(whole(fault["twin"])), checks)] == []


LONG = {"notice_that_blinks", "picture_that_a_script_moves", "slides_that_stop_under_the_pointer"}
"""Watched for longer than the others of their check: tried with the slow tests, by all checks."""


@pytest.mark.parametrize("file", [file for file in PLANTED if file.stem not in LONG], ids=lambda file: file.stem)
def test_a_planted_fault_is_found_by_its_check_and_on_its_clean_twin_nothing_is(
    file: Path, page: Page, serve: Serve
) -> None:
    fault = tomllib.loads(file.read_text("utf-8"))
    named = {finding["rule"] for finding in fault["finding"]}
    _told_by([check for check in CHECKS if check.id in named], fault, page, serve)


@pytest.mark.slow
@pytest.mark.parametrize("file", PLANTED, ids=lambda file: file.stem)
def test_no_other_check_finds_anything_on_the_page_of_a_planted_fault_or_its_twin(
    file: Path, page: Page, serve: Serve
) -> None:
    _told_by(CHECKS, tomllib.loads(file.read_text("utf-8")), page, serve)


def test_every_file_is_a_check_that_some_planted_fault_is_found_by() -> None:
    assert PROBLEMS == ()
    planted = {finding["rule"] for file in PLANTED for finding in tomllib.loads(file.read_text("utf-8"))["finding"]}
    assert planted == {check.id for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_says_what_is_wrong_and_how_to_mend_it_in_both_languages(check: Any) -> None:
    texts = [check.title, check.mend, *check.messages.values()]
    assert all(text.en and text.sv and text.en != text.sv for text in texts)
    assert set(check.criteria) <= set(criteria())
    assert check.impact in {"minor", "moderate", "serious", "critical"}


def test_the_page_is_left_as_it_was_found(page: Page, serve: Serve) -> None:
    rows = "<p>Row</p>" * 200
    page.goto(serve(whole(f'<a href="#end">Skip</a>{rows}<label>Name <input id="n"></label>{rows}<p id="end">End</p>')))
    page.focus("#n")
    page.evaluate("scrollTo(0, 900)")
    was = page.url, digest(page).digest, page.evaluate("[document.activeElement.id, scrollY]")
    check_page(page, CHECKS)
    assert (page.url, digest(page).digest, page.evaluate("[document.activeElement.id, scrollY]")) == was


def test_a_page_that_a_check_has_changed_is_opened_anew(page: Page, serve: Serve) -> None:
    page.goto(serve(whole("<p>Letters</p>")))
    operated = Operated(page, page.url)
    was = digest(page).digest
    with operated.restored():
        page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert digest(page).digest == was


def test_what_a_page_keeps_of_a_choice_is_as_it_was_for_the_next_check(page: Page, serve: Serve) -> None:
    dark = "document.documentElement.style.background = localStorage.dark ? 'black' : 'white'"
    page.goto(serve(whole(f"<p>Letters</p><script>{dark}</script>")))
    operated = Operated(page, page.url)
    with operated.restored():
        page.evaluate(f"localStorage.dark = 1; {dark}")
    assert page.evaluate("[localStorage.length, document.documentElement.style.background]") == [0, "white"]


def test_a_skip_link_that_is_gone_after_the_first_keys_is_not_looked_at(page: Page, serve: Serve) -> None:
    closing = (
        '<p><a href="#main">Skip to content</a></p><nav><b>Menu</b></nav><section id="main"><button>Save</button></section><script>'
        "let pressed = 0; const close = () => document.querySelector('p')?.remove(); if (window.name) close();"
        "addEventListener('keydown', () => { if (++pressed > 1) { window.name = 'closed'; close(); } })</script>"
    )
    only = [check for check in CHECKS if check.id == "skip-link-without-effect"]
    assert found_on(page, serve(whole(closing)), only) == []
