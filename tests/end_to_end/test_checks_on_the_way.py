"""Checks that operate pages, asked on the way of journeys: they find what the engine does not, and change nothing of a journey."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from a11y.catalogue import own_rules
from a11y.checking import ENGINE
from demo.server import Served, serve
from evidence.records import Action, Finding, Recording, State, Verdict
from reports.analyse import analyse
from tests.end_to_end.conftest import FAMILIES, Seen, Try
from tests.end_to_end.test_faults import PLANTED

ALL = [rule.id for rule in own_rules()]
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


@pytest.mark.slow
def test_a_trap_that_no_pointer_meets_is_found_on_the_way_and_told_in_the_report(attempt_on: Try, good: Served) -> None:
    with serve(["keyboard-trap-in-date-picker"], families=FAMILIES) as served:
        seen = attempt_on(served, [_TASK], checks=["keyboard-trap"])
        without = attempt_on(served, [_TASK])
    found = [f for f in seen.directory.read(Finding) if f.engine == ENGINE]
    assert ({f.rule for f in found}, len({f.fingerprint for f in found})) == ({"keyboard-trap"}, 1)
    assert (_done(seen), _traffic(seen)) == (_done(without), _traffic(without))
    assert [a.outcome for a in seen.attempts] == [a.outcome for a in without.attempts] == ["succeeded"]
    assert "keyboard-trap" not in without.rules()
    [group] = [g for g in analyse([seen.directory.path]).findings if g.rule == "keyboard-trap"]
    assert ({h.task for h in group.hinders}, group.seen[0].picture is not None) == ({_TASK}, True)

    clean = attempt_on(good, [_TASK], checks=["keyboard-trap"])
    assert "keyboard-trap" not in clean.rules()
    assert any("keyboard-trap" in state.passes for state in clean.directory.read(State))


ACROSS = {name: expected for name, expected in PLANTED.items() if "across" in expected}


@pytest.mark.parametrize(
    "name", [name if place == 0 else pytest.param(name, marks=pytest.mark.slow) for place, name in enumerate(ACROSS)]
)
def test_a_fault_between_pages_is_found_where_it_is_asked_for_and_on_the_good_build_nothing_is(
    name: str, attempt_on: Try, good: Served
) -> None:
    task, expected = ACROSS[name]["task"], ACROSS[name]["across"]
    with serve([name], families=FAMILIES) as served:
        seen = attempt_on(served, [task], checks=[expected["rule"]])
        without = attempt_on(served, [task])
    found = [f for f in seen.directory.read(Finding) if f.rule == expected["rule"]]
    assert found
    for finding in found:
        assert (finding.criteria, finding.verdict) == (expected["criteria"], expected["verdict"])
        assert f'{finding.element.role} "{finding.element.name}"' == expected["element"]
        assert (finding.task, finding.engine, bool(finding.clauses)) == (task, ENGINE, True)
        assert finding.picture
    assert expected["rule"] not in without.rules()
    assert all(state.facts is None for state in without.directory.read(State))
    assert (_done(seen), _traffic(seen)) == (_done(without), _traffic(without))
    [group] = [g for g in analyse([seen.directory.path]).findings if g.rule == expected["rule"]]
    assert {h.task for h in group.hinders} == {task}

    clean = attempt_on(good, [task], checks=[expected["rule"]])
    assert expected["rule"] not in clean.rules()
    assert any(expected["rule"] in state.passes for state in clean.directory.read(State))


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
    found = [f for f in seen.directory.read(Finding) if f.engine == ENGINE or f.verdict is Verdict.VIOLATION]
    assert [(f.rule, f.element.selector, f.values) for f in found] == []
    asked = {state.id: state for state in seen.directory.read(State)}.values()
    assert len(asked) > 50
    # A message that was sent stays sent: no undo takes it back, so none is sent for the checks.
    tasks = {attempt.id: attempt.task for attempt in seen.attempts}
    unasked = [(tasks[state.attempt], set(state.unasked.values())) for state in asked if state.unasked]
    assert unasked == [("teacher.message-guardian", {"walk-would-leave-something"})]
    assert [state.leftover for state in asked if state.leftover] == []
