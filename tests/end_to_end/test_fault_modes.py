"""Each fault of usability shows in the modes that it concerns, and in no other; nothing of it shows in the good build.

Slow: every fault is tried in every mode. The table is printed at the end of the tests (`make test-slow`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from demo.faults import FAULTS
from demo.server import Served, serve
from evidence.records import Action, Attempt, Finding, Outcome, Verdict
from scenarios.modes import modes
from tests.end_to_end.conftest import FAMILIES, FAULT_MODES, Seen, Try
from tests.end_to_end.test_faults import JOURNEYS, PLANTED

MODES = tuple(modes())


@cache
def _on_good(attempt_on: Try, good: Served, task: str, role: str, scan: bool) -> Seen:
    return attempt_on(good, [task], MODES, role=role, scan=scan)


def _in_mode(seen: Seen, mode: str) -> Attempt:
    [attempt] = [a for a in seen.attempts if a.mode == mode]
    return attempt


def _sum(seen: Seen, mode: str, measure: str) -> float:
    attempt = _in_mode(seen, mode).id
    return float(sum(getattr(a, measure) for a in seen.directory.read(Action) if a.attempt == attempt))


def _violates(seen: Seen, mode: str, rule: str) -> bool:
    found = seen.directory.read(Finding)
    return any(f.mode == mode and f.rule == rule and f.verdict is Verdict.VIOLATION for f in found)


def _shows(name: str, mode: str, seen: Seen, clean: Seen) -> str:
    """What tells the fault in a mode, in a word; empty where nothing does."""
    expected = PLANTED[name]
    attempt = _in_mode(seen, mode)
    if attempt.outcome is not Outcome.SUCCEEDED:
        return f"{attempt.outcome.value} {attempt.reason.code if attempt.reason else ''}"
    if (finding := expected.get("finding")) and _violates(seen, mode, finding["rule"]):
        return f"finding {finding['rule']}"
    dearer: Callable[[str], float] = lambda measure: _sum(seen, mode, measure) - _sum(clean, mode, measure)  # noqa: E731
    if (more := expected.get("more")) and dearer(more["measure"]) >= more["by"]:
        return f"more {more['measure']}"
    if (slower := expected.get("slower")) and dearer("wait_s") >= slower["by_s"]:
        return "slower"
    if attempt.announced is not _in_mode(clean, mode).announced:
        return "not announced"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("name", JOURNEYS)
def test_a_fault_shows_in_the_modes_that_it_concerns_and_in_no_other(
    name: str, attempt_on: Try, good: Served, record_property: Callable[[str, object], None]
) -> None:
    expected = PLANTED[name]
    task, role, scan = expected["task"], expected.get("role", ""), "finding" in expected
    clean = _on_good(attempt_on, good, task, role, scan)
    assert {a.mode: (a.outcome, a.reason) for a in clean.attempts} == dict.fromkeys(MODES, (Outcome.SUCCEEDED, None))
    if scan:
        assert not any(_violates(clean, mode, expected["finding"]["rule"]) for mode in MODES)
    with serve([name], families=FAMILIES) as served:
        seen = attempt_on(served, [task], MODES, role=role, scan=scan)
    shows = {mode: _shows(name, mode, seen, clean) for mode in MODES}
    record_property(FAULT_MODES, [name, shows])
    assert {mode for mode, what in shows.items() if what} == set(FAULTS[name].modes), shows
