"""Checks that operate pages, asked on the way of journeys: they find what the engine does not, and change nothing of a journey."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from a11y.checking import ENGINE
from a11y.checks import find_checks
from demo.server import Served, serve
from evidence.records import Action, Finding, Recording, State, Verdict
from reports.analyse import analyse
from tests.end_to_end.conftest import FAMILIES, Seen, Try

ALL = [check.id for check in find_checks()[0]]
_TASK = "guardian.report-absence"


def _done(seen: Seen) -> list[tuple[Any, ...]]:
    """What was done, and where it led, action by action."""
    return [(a.verb, a.target, a.done, a.clicks, a.keystrokes, a.state, a.weak) for a in seen.directory.read(Action)]


def _traffic(seen: Seen) -> list[tuple[str, str]]:
    """What the recordings of the journeys hold, in order; without the ids of what was made, and what the browser asks for by itself."""
    asked = []
    for recording in seen.directory.read(Recording):
        har = json.loads(seen.directory.read_blob(recording.har))
        entries = [entry["request"] for entry in har["log"]["entries"]]
        asked += [(r["method"], r["url"].partition("://")[2].partition("/")[2]) for r in entries]
    return [(method, re.sub(r"\d+", "#", url)) for method, url in asked if "favicon" not in url]


def test_a_trap_that_no_pointer_meets_is_found_on_the_way_and_told_in_the_report(attempt_on: Try, good: Served) -> None:
    with serve(["keyboard-trap-in-date-picker"], families=FAMILIES) as served:
        seen = attempt_on(served, [_TASK], checks=["keyboard-trap"])
        without = attempt_on(served, [_TASK])
    assert [f.rule for f in seen.directory.read(Finding) if f.engine == ENGINE] == ["keyboard-trap"]
    assert (_done(seen), _traffic(seen)) == (_done(without), _traffic(without))
    assert [a.outcome for a in seen.attempts] == [a.outcome for a in without.attempts] == ["succeeded"]
    assert "keyboard-trap" not in without.rules()
    [group] = [g for g in analyse([seen.directory.path]).findings if g.rule == "keyboard-trap"]
    assert ({h.task for h in group.hinders}, group.seen[0].picture is not None) == ({_TASK}, True)

    clean = attempt_on(good, [_TASK], checks=["keyboard-trap"])
    assert "keyboard-trap" not in clean.rules()
    assert any("keyboard-trap" in state.passes for state in clean.directory.read(State))


@pytest.mark.slow
def test_all_tasks_of_the_demo_school_go_as_they_go_without_checks_and_the_good_build_has_no_violation(
    attempt_on: Try, good: Served
) -> None:
    seen = attempt_on(good, ["*"], checks=ALL)
    without = attempt_on(good, ["*"])
    told = [[(a.task, a.role, a.form, a.outcome) for a in one.attempts] for one in (seen, without)]
    assert told[0] == told[1]
    assert _done(seen) == _done(without)
    assert sorted(_traffic(seen)) == sorted(_traffic(without))
    found = [f for f in seen.directory.read(Finding) if f.engine == ENGINE and f.verdict is Verdict.VIOLATION]
    assert [(f.rule, f.element.selector, f.values) for f in found] == []
    asked = {state.id: state for state in seen.directory.read(State)}.values()
    assert sum(not state.unasked for state in asked) > len(asked) / 2
    assert {why for state in asked for why in state.unasked.values()} <= {"not-reached-by-address"}
