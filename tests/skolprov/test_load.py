"""`skolprov load` records what the situations play, and nothing else: a journey that nobody comes for is replayed by nobody."""

from __future__ import annotations

import pytest

from evidence.problem import Problem
from skolprov.commands.load import played
from skolprov.options import plan_of
from skolprov.plan import Plan
from skolprov.sending import _with_variables

MORNING = ("guardian.report-absence", "teacher.take-attendance")


def _plan(*situations: str, **chosen: list[str]) -> Plan:
    build = {"urls": ("http://127.0.0.1:1",), "platforms": ("demo",)}
    return plan_of(None, build | {"situations": list(situations)} | chosen)


def test_only_the_tasks_and_roles_of_the_situations_are_left() -> None:
    plan = played(_plan("absence-morning"))
    assert set(plan.tasks) == set(MORNING)
    assert set(plan.roles) == {"guardian", "teacher"}


def test_what_any_of_several_situations_plays_is_kept() -> None:
    asked = _plan("absence-morning", "ordinary-day")
    plan = played(asked)
    assert plan.tasks == asked.tasks
    assert plan.roles == asked.roles


@pytest.mark.parametrize(
    ("chosen", "left"),
    [
        ({"tasks": ["guardian.*"]}, {"guardian.report-absence"}),
        ({"tasks": ["teacher.take-attendance"]}, {"teacher.take-attendance"}),
        ({"roles": ["guardian"]}, {"guardian.report-absence"}),
        ({"forms": ["A"]}, {"teacher.take-attendance"}),
    ],
)
def test_what_is_chosen_narrows_it_further(chosen: dict[str, list[str]], left: set[str]) -> None:
    assert set(played(_plan("absence-morning", **chosen)).tasks) == left


def test_a_task_that_is_named_and_not_played_is_told_with_what_is() -> None:
    plan = _plan("absence-morning", tasks=["guardian.book-talk", "guardian.report-absence"])
    with pytest.raises(Problem, match=r"no situation that is sent plays guardian\.book-talk") as raised:
        played(plan, ["guardian.book-talk", "guardian.report-absence"])
    assert all(task in raised.value.do for task in MORNING)
    assert "--situation ordinary-day" in raised.value.do


def test_a_choice_that_leaves_nothing_to_send_is_told() -> None:
    with pytest.raises(Problem, match="nothing is left to send"):
        played(_plan("absence-morning", roles=["pupil"]))


def test_a_case_that_is_exported_names_the_variable_of_a_password_and_holds_none() -> None:
    case = {
        "form": "C",
        "guardian": {"username": "ali.nur", "password_env": "GUARDIAN_PASSWORD"},
        "teacher": {"username": "per", "password": "vinterkväll"},
    }
    told = _with_variables(case)
    assert told["guardian.password"] == "$GUARDIAN_PASSWORD"
    assert "vinterkväll" not in str(told)
