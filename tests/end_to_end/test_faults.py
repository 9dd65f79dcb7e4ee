"""Every fault that the demo school can have is noticed by the measure that must notice it, and nothing of it in the good build."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from demo.faults import FAULTS
from demo.server import Served, serve
from evidence.records import Build, Disclosure, Finding, LoadWindow, Outcome, PrivacyCheck, Verdict
from load.meter import merged
from load.session import run_load
from scenarios.asking import Asking
from scenarios.isolation import Isolation
from scenarios.residue import ask_after_log_out
from skolprov.builds import with_passwords
from tests.end_to_end.conftest import FAMILIES, THROWN_AWAY, Seen, Try

_FOLDER = Path(__file__).parent / "faults"
PLANTED = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in sorted(_FOLDER.glob("*.toml"))}


def test_each_fault_of_the_demo_school_has_its_expectation_here() -> None:
    assert set(PLANTED) == set(FAULTS)


@cache
def _on_good(attempt_on: Try, good: Served, task: str, mode: str, role: str, *, scan: bool) -> Seen:
    return attempt_on(good, [task], [mode], role=role, scan=scan)


JOURNEYS = [name for name, e in PLANTED.items() if not {"load", "privacy", "across"} & e.keys()]


def _quick() -> list[Any]:
    """The faults that a mouse or the keyboard meets, and one of each further mode; all others are tried in all modes by slow tests."""
    tried: set[str] = set()
    names: list[Any] = []
    for name in JOURNEYS:
        mode = PLANTED[name]["mode"]
        names.append(pytest.param(name, marks=pytest.mark.slow) if mode in tried else name)
        tried |= {mode} - {"pointer", "keyboard"}
    return names


@pytest.mark.parametrize("name", _quick())
def test_a_planted_fault_is_found_and_without_it_nothing_is(name: str, attempt_on: Try, good: Served) -> None:
    expected = PLANTED[name]
    task, mode, role = expected["task"], expected["mode"], expected.get("role", "")
    scan = "finding" in expected
    clean = _on_good(attempt_on, good, task, mode, role, scan=scan)
    assert [a.outcome for a in clean.attempts] == [Outcome.SUCCEEDED]
    able = [expected["possible_in"]] if "possible_in" in expected else []
    with serve([name], families=FAMILIES) as served:
        # What is in vain is waited for until then.
        limit_s = 4.0 if "outcome" not in expected else 3.0 if able else 2.0
        seen = attempt_on(served, [task], [mode, *able], role=role, scan=scan, limit_s=limit_s, platform=THROWN_AWAY)
        attempt, *others = seen.attempts
        if "outcome" in expected:
            assert attempt.outcome == expected["outcome"], attempt.reason
        if "code" in expected:
            assert attempt.reason is not None
            assert attempt.reason.code == expected["code"]
            assert attempt.picture is not None
        if "seen_by" in expected:
            assert attempt.reason is not None
            assert attempt.reason.values["seen_by"] == expected["seen_by"]
        assert [(other.mode, other.outcome) for other in others] == [(one, Outcome.SUCCEEDED) for one in able], others
        if "announced" in expected:
            assert attempt.announced is expected["announced"]
            assert clean.attempts[0].announced is not expected["announced"]
    _check_figures(expected, seen, clean)


def _check_figures(expected: dict[str, Any], seen: Seen, clean: Seen) -> None:
    if finding := expected.get("finding"):
        found = [
            f for f in seen.directory.read(Finding) if f.rule == finding["rule"] and f.verdict is Verdict.VIOLATION
        ]
        assert found, seen.rules()
        assert all(
            f.criteria == finding["criteria"] and f.clauses and f.element.selector and f.fingerprint for f in found
        )
        assert any(f.picture for f in found) or finding["rule"] == "html-has-lang"
        assert finding["rule"] not in {f.rule for f in clean.directory.read(Finding) if f.verdict is Verdict.VIOLATION}
    if more := expected.get("more"):
        assert seen.costs(more["measure"]) - clean.costs(more["measure"]) >= more["by"]
    if slower := expected.get("slower"):
        assert seen.costs("wait_s") - clean.costs("wait_s") >= slower["by_s"]


def test_the_good_build_has_no_violation_on_the_way(attempt_on: Try, good: Served) -> None:
    seen = _on_good(attempt_on, good, "guardian.report-absence", "pointer", "", scan=True)
    assert [f for f in seen.directory.read(Finding) if f.verdict is Verdict.VIOLATION] == []


def _privacy(seen: Seen, browser: Browser, kind: str) -> list[PrivacyCheck]:
    [build] = seen.session.builds
    asking = Asking(build, seen.session, seen.directory, browser)
    isolation = Isolation(asking)
    isolation.ask()
    for personal in isolation.still_personal.values() if kind == "residue" else ():
        ask_after_log_out(asking, personal)
    return list(seen.directory.read(PrivacyCheck))


@cache
def _asked_of_good(attempt_on: Try, good: Served, browser: Browser, task: str) -> list[PrivacyCheck]:
    """What came of all questions that any leak of a task would answer."""
    kinds = {e["privacy"]["kind"] for e in PLANTED.values() if "privacy" in e and e["task"] == task}
    kind = "residue" if "residue" in kinds else "isolation"  # the former asks for the latter, too
    return _privacy(attempt_on(good, [task], scan=False), browser, kind)


def _leaks() -> list[Any]:
    """One leak of each kind by each role that asks; further ones are tried by slow tests."""
    tried: set[tuple[str, str]] = set()
    names: list[Any] = []
    for name, expected in PLANTED.items():
        if "privacy" in expected:
            sort = (expected["privacy"]["kind"], expected["privacy"]["asked_by"])
            names.append(pytest.param(name, marks=pytest.mark.slow) if sort in tried else name)
            tried.add(sort)
    return names


@pytest.mark.parametrize("name", _leaks())
def test_a_leak_is_found_and_the_good_build_has_none(
    name: str, attempt_on: Try, good: Served, browser: Browser
) -> None:
    expected = PLANTED[name]
    kind = expected["privacy"]["kind"]
    with serve([name], families=FAMILIES) as served:
        seen = attempt_on(served, [expected["task"]], scan=False, platform=THROWN_AWAY)
        # After log-out nobody else is needed, and who has no session signs in nowhere.
        others = {expected["privacy"]["asked_by"]} if kind == "isolation" else set()
        checks = _privacy(seen.asked_by(*others), browser, kind)
    leaks = [c for c in checks if c.verdict is Disclosure.LEAK]
    assert {(c.kind, c.asked_by) for c in leaks} >= {(kind, expected["privacy"]["asked_by"])}
    assert all(c.disclosed for c in leaks)

    asked = _asked_of_good(attempt_on, good, browser, expected["task"])
    assert {(c.kind, c.asked_by) for c in asked} >= {(kind, expected["privacy"]["asked_by"])}
    assert [c for c in asked if c.verdict is Disclosure.LEAK] == []


def _load(seen: Seen, situation: str, duration_s: float = 6) -> list[LoadWindow]:
    build = Build(name="build", url=seen.url, platform="demo")
    run_load(
        seen.directory,
        build,
        situation,
        [with_passwords(c) for c in seen.cases],
        duration_s=duration_s,
        peak_per_minute=900,
        seed=1,
    )
    return list(seen.directory.read(LoadWindow))


@cache
def _load_of_good(attempt_on: Try, good: Served, task: str, situation: str) -> list[LoadWindow]:
    return _load(attempt_on(good, [task], scan=False, replayed=[task]), situation)


def _met_by_crowds() -> list[Any]:
    """Two kinds of fault that crowds meet, refused pages and a queue; further ones of these kinds are tried by slow tests."""
    return [
        pytest.param(name, marks=pytest.mark.slow) if e["load"].get("of_a_kind_with") else name
        for name, e in PLANTED.items()
        if "load" in e
    ]


@pytest.mark.parametrize("name", _met_by_crowds())
def test_a_fault_that_only_a_crowd_meets_is_found_under_load(name: str, attempt_on: Try, good: Served) -> None:
    expected = PLANTED[name]
    situation, tasks = expected["load"]["situation"], [expected["task"]]
    duration_s = 3 if "failure" in expected["load"] else 6  # a queue has to grow
    with serve([name], families=FAMILIES) as served:
        recorded = attempt_on(served, tasks, scan=False, platform=THROWN_AWAY, replayed=tasks)
        all_crowded = _load(recorded, situation, duration_s)
    all_clean = _load_of_good(attempt_on, good, expected["task"], situation)
    kind = "part" if expected["load"].get("part") else "task"
    crowded, clean = ([w for w in windows if w.kind == kind] for windows in (all_crowded, all_clean))
    assert {w.name for w in crowded} == {expected["load"].get("part", expected["task"])}
    assert sum(w.failed for w in clean) == 0
    if "failure" in expected["load"]:
        assert sum(w.failures.get(expected["load"]["failure"], 0) for w in crowded) > 0
    else:
        p95 = [
            merged(w.histogram for w in windows if w.completed).get_value_at_percentile(95)
            for windows in (crowded, clean)
        ]
        assert p95[0] / p95[1] >= expected["load"]["p95_ratio"]
