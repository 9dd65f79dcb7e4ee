"""Who the real browsers under load act as, and what is kept of their walks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evidence.records import Attempt, LoadSession, Outcome, Probe
from evidence.run_directory import RunDirectory
from skolprov.probing import Walking, _left, people_of, set_aside
from tests.reports.synthetic import make_run


def case(form: str, teacher: str, guardian: str) -> dict[str, Any]:
    return {"form": form, "teacher": {"username": teacher}, "guardian": {"username": guardian}}


CASES = [case("C", f"teacher-{n // 3}", f"guardian-{n}") for n in range(9)] + [
    case("P", f"nursery-{n // 2}", f"parent-{n}") for n in range(6)
]


def test_each_browser_acts_as_people_of_its_own_and_the_load_as_none_of_them() -> None:
    own = set_aside(CASES, 2)
    assert [[CASES[i]["form"] for i in of_one] for of_one in own] == [["C", "P"], ["C", "P"]]
    first, second = ({name for i in of_one for name in people_of(CASES[i])} for of_one in own)
    assert first.isdisjoint(second)
    left = _left(CASES, [CASES[i] for of_one in own for i in of_one])
    assert left
    assert (first | second).isdisjoint(name for one in left for name in people_of(one))


def test_where_there_are_too_few_people_they_are_shared_and_the_load_keeps_all_forms() -> None:
    few = [case("C", "teacher", "guardian-1"), case("C", "teacher", "guardian-2")]
    assert set_aside(few, 3) == [[1], [0], [1]]
    assert _left(few, [few[1]]) == few
    assert set_aside(CASES, 0) == []


def walk(at: str, number: int = 1, **ended: Any) -> dict[str, Any]:
    known = {
        "task": "guardian.report-absence", "role": "guardian", "form": "C", "mode": "pointer", "case": 3,
        "number": number, "began_at": f"2026-11-23T08:00:{at}+00:00",
    }  # fmt: skip
    if not ended:
        return {"began": known}
    usual = {
        "id": f"walk-{at}", "outcome": "succeeded", "reason": None, "task_began_at": None, "duration_s": 0.0,
        "whole_s": 9.0, "waits_s": [], "slowest": "", "lcp_s": [], "picture": None,
    }  # fmt: skip
    return {"ended": known | usual | ended}


def session(started_at: str = "2026-11-23T08:00:10+00:00") -> LoadSession:
    return LoadSession(
        id="morning", build="good", situation="absence-morning", started_at=started_at, duration_s=30.0, seed=1,
        people=100, peak_per_minute=200, mix={"guardian": 1.0}, window_s=1.0, late=0, generator_cpu=0.1, stopped=None,
    )  # fmt: skip


@pytest.fixture
def directory(tmp_path: Path) -> RunDirectory:
    return RunDirectory.create(tmp_path / "run", make_run(), {})


def test_a_walk_is_kept_with_when_somebody_came_and_how_long_it_took(directory: RunDirectory) -> None:
    task_began = "2026-11-23T08:00:17.500000+00:00"
    done = walk("15", task_began_at=task_began, duration_s=3.0, waits_s=[0.5, 1.5], slowest='click button "Send"')
    refused = walk(
        "20", outcome="environment-error", reason={"code": "sign-in-refused", "values": {"said": "no button"}}
    )
    Walking([], told=[walk("15"), done, walk("20"), refused]).keep(directory, session())
    first, second = directory.read(Probe)
    assert (first.at_s, first.getting_in_s, first.took_s, first.waits_s) == (5.0, 2.5, 5.5, [0.5, 1.5])
    assert (second.at_s, second.getting_in_s, second.took_s) == (10.0, None, 9.0)
    assert second.outcome is Outcome.ENVIRONMENT_ERROR
    assert second.reason is not None
    assert second.reason.code == "sign-in-refused"
    assert list(directory.read(Attempt)) == []


def test_a_walk_that_was_never_over_is_no_walk_less(directory: RunDirectory) -> None:
    """Left out, those who waited longest would be missing from the share of those who got done."""
    Walking([], told=[walk("15", 1), walk("18", 2), walk("15", 1, task_began_at=None)]).keep(directory, session())
    outcomes = {p.number: (p.outcome, p.reason.code if p.reason else "") for p in directory.read(Probe)}
    assert outcomes == {1: (Outcome.SUCCEEDED, ""), 2: (Outcome.FAILED, "not-over")}


def test_who_came_when_nobody_arrived_any_more_met_no_load(directory: RunDirectory) -> None:
    Walking([], told=[walk("41", id="late"), walk("42")]).keep(directory, session())
    assert list(directory.read(Probe)) == []


def test_after_ctrl_c_the_walks_that_were_over_are_kept_and_who_was_on_the_way_did_not_fail(
    directory: RunDirectory,
) -> None:
    directory.append(session("2026-11-23T07:00:00+00:00"))  # an earlier one, of whose browsers nothing is told here
    directory.append(session())
    Walking([], told=[walk("15"), walk("15", duration_s=1.0), walk("20")]).break_off(directory, sessions_before=1)
    assert [(p.outcome, p.at_s) for p in directory.read(Probe)] == [(Outcome.SUCCEEDED, 5.0)]
