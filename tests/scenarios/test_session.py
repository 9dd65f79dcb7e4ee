"""What is measured, in which order, and with whom."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
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


def test_too_small_a_pool_says_of_whom_there_are_too_few_and_what_to_write() -> None:
    with pytest.raises(Problem) as problem:
        _session(workers=4).assignments()
    assert "4 workers need people of their own" in problem.value.what
    assert (
        "9 pupil accounts, 3 teacher accounts, in 3 parts with nobody in common, and 4 need somebody"
        in problem.value.what
    )
    assert 'Use fewer workers, or write 1 more [[school]] case with form = "C"' in problem.value.do
    assert 'with form = "U" and a pupil and a teacher of no other case' in problem.value.do
    assert problem.value.where == "builds.a, builds.b, school data"


PLATFORM = """
from skolprov import Platform

platform = Platform("begun", title="Begun")

@platform.does("guardian.report-absence")
def report_absence(user, school):
    user.open("/")

@platform.does("teacher.take-attendance")
def take_attendance(user, school):
    user.open("/")

platform.does_not_offer("guardian.book-talk", because="booked by telephone")
"""


def _begun(tmp_path: Path, *cases: dict[str, Any]) -> dict[str, Any]:
    file = tmp_path / "begun.py"
    file.write_text(PLATFORM, "utf-8")
    return {"name": "begun", "url": "http://127.0.0.1", "platform": str(file), "school": list(cases)}


def test_attempts_are_planned_only_where_there_is_a_journey_and_somebody_to_do_it(tmp_path: Path) -> None:
    guardian_only = {"form": "C", "guardian": _account("guardian", "C", 1)}
    session = _session(builds=[_begun(tmp_path, guardian_only)])
    made = Counter((a.task.id, a.role, a.form, a.mode) for a in session.assignments())
    assert made == {
        ("guardian.report-absence", "guardian", "C", "keyboard"): 2,
        ("guardian.report-absence", "guardian", "C", "pointer"): 2,
        ("guardian.book-talk", "guardian", "P", "keyboard"): 1,  # not offered: a result, told once
        ("guardian.book-talk", "guardian", "P", "pointer"): 1,
    }
    left_out = {(one.task, one.role): one.reason for one in session.left_out()}
    assert left_out["teacher.take-attendance", "teacher"].code == "no-account"
    assert left_out["any.log-in", "guardian"].code == "not-scripted"
    assert left_out["any.log-in", "guardian"].values == {"platform": "begun"}
    everything = {(t.id, r) for t in TASKS for r in t.roles}
    assert set(left_out) == everything - {(task, role) for task, role, _, _ in made}


def test_what_was_not_chosen_is_not_left_out(tmp_path: Path) -> None:
    case = {"form": "C", "guardian": _account("guardian", "C", 1)}
    session = _session(builds=[_begun(tmp_path, case)], roles=["guardian"], tasks=["guardian.report-absence"])
    assert session.left_out() == []


def test_a_build_that_lacks_the_journey_is_left_out_of_a_task_that_the_other_build_does(tmp_path: Path) -> None:
    builds = [_begun(tmp_path, *CASES), {**_begun(tmp_path, *CASES), "name": "demo", "platform": "demo"}]
    session = _session(builds=builds, roles=["guardian"])
    on = Counter((a.task.id, a.build.name) for a in session.assignments())
    assert on["guardian.report-absence", "begun"] == on["guardian.report-absence", "demo"] == 4
    assert on["guardian.read-weekly-letter", "demo"] == 4
    assert on["guardian.read-weekly-letter", "begun"] == 0
    assert {one.build for one in session.left_out()} == {"begun"}


def test_builds_whose_people_go_to_different_schools_are_not_compared_by_accident(tmp_path: Path) -> None:
    compulsory = {"form": "C", "guardian": _account("guardian", "C", 1)}
    preschool = {"form": "P", "guardian": _account("guardian", "P", 1)}
    builds = [_begun(tmp_path, compulsory), {**_begun(tmp_path, compulsory, preschool), "name": "other"}]
    with pytest.raises(Problem, match="no guardian's account in a case of form P"):
        _session(builds=builds).assignments()


def test_a_role_without_accounts_on_the_platform_is_not_offered_its_tasks_and_not_left_out(tmp_path: Path) -> None:
    build = _begun(tmp_path, {"form": "C", "guardian": _account("guardian", "C", 1)})
    file = Path(build["platform"])
    file.write_text(file.read_text("utf-8") + '\nplatform.has_no("teacher", because="families only")\n', "utf-8")
    session = _session(builds=[build], roles=["teacher"], modes=["pointer"])
    of_teachers = {task.id for task in TASKS if "teacher" in task.roles}
    assert sorted(a.task.id for a in session.assignments()) == sorted(of_teachers)
    assert session.left_out() == []
