"""What is measured, in which order, and with whom."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from evidence.problem import Problem
from scenarios.session import Session
from scenarios.tasks import TASKS


def _account(role: str, form: str, number: int) -> dict[str, str]:
    return {"name": f"{role} {form}{number}", "username": f"{role}.{form}{number}"}


def _case(form: str, number: int, teacher: int) -> dict[str, Any]:
    case: dict[str, Any] = {"form": form, "teacher": _account("teacher", form, teacher)}
    if form != "P":
        case["pupil"] = _account("pupil", form, number)
    if form != "A":
        case["guardian"] = _account("guardian", form, number)
    return case


CASES = [_case(form, number, number // 3) for form in "PCUA" for number in range(9)]


def _session(**changes: Any) -> Session:
    plan = {
        "builds": [{"name": n, "url": "http://127.0.0.1", "platform": "demo", "school": CASES} for n in ("a", "b")],
        "tasks": [],
        "roles": ["teacher", "pupil", "guardian"],
        "forms": ["P", "C", "U", "A"],
        "modes": ["keyboard", "pointer"],
        "repeats": 2,
        "seed": 1,
        "language": "en",
        "limit_s": 5,
        "scan": True,
        "mask": [],
    }
    return Session.from_plan(plan | changes)


def test_every_task_is_done_by_each_of_its_roles_in_each_mode_on_each_build() -> None:
    made = Counter((a.task.id, a.role, a.mode, a.build.name) for a in _session().assignments())
    expected = {(t.id, r, m, b) for t in TASKS for r in t.roles for m in ("keyboard", "pointer") for b in "ab"}
    assert set(made) == expected
    assert set(made.values()) == {2}


def test_builds_take_turns_and_a_pair_has_the_same_people_and_form() -> None:
    assignments = _session().assignments()
    pairs = list(zip(assignments[::2], assignments[1::2], strict=True))
    for one, other in pairs:
        assert (one.task, one.role, one.mode, one.repetition, one.form, one.case) == (
            other.task,
            other.role,
            other.mode,
            other.repetition,
            other.form,
            other.case,
        )
    first = Counter((one.task.id, one.role, one.mode, one.build.name) for one, _ in pairs)
    assert set(first.values()) == {1}  # of two repetitions, each build is first once, in every task and mode


def test_repetitions_take_other_forms_and_families_and_small_children_have_no_account() -> None:
    assignments = [a for a in _session(repeats=4).assignments() if a.build.name == "a" and a.mode == "pointer"]
    by_task: dict[tuple[str, str], list[str]] = {}
    for a in assignments:
        by_task.setdefault((a.task.id, a.role), []).append(a.form)
    assert all(
        set(forms) == set(next(t for t in TASKS if t.id == task).forms_for(role))
        for (task, role), forms in by_task.items()
    )
    assert all(a.role in CASES[a.case] for a in assignments)
    assert len({a.case for a in assignments if a.form == "C"}) == 4


def test_the_seed_chooses_and_the_same_seed_chooses_the_same() -> None:
    def chosen(seed: int) -> list[int]:
        return [a.case for a in _session(seed=seed).assignments()]

    assert chosen(1) == chosen(1)
    assert chosen(1) != chosen(2)


def test_workers_never_act_as_the_same_teacher_and_a_pair_keeps_its_people() -> None:
    assignments = _session(workers=2, repeats=6).assignments()
    teachers: dict[int, set[str]] = {}
    for a in assignments:
        teachers.setdefault(a.share, set()).add(CASES[a.case]["teacher"]["username"])
    assert set(teachers) == {0, 1}
    assert not teachers[0] & teachers[1]
    for one, other in zip(assignments[::2], assignments[1::2], strict=True):
        assert (one.pair, one.mode, one.case, one.share) == (other.pair, other.mode, other.case, other.share)
    with pytest.raises(Problem, match="3 teachers"):
        _session(workers=4).assignments()
