"""The demo school's platform file: complete, and written as platform files are meant to be."""

from __future__ import annotations

import inspect
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser

from demo.server import Served
from evidence.redaction import Redactor
from scenarios.platform import load_platform
from scenarios.school import School
from scenarios.sign_in import People
from scenarios.tasks import ROLES, TASKS, Task

DEMO = load_platform("demo")


def test_every_task_of_the_catalogue_is_scripted() -> None:
    assert set(DEMO.journeys) == {task.id for task in TASKS}
    assert not DEMO.not_offered


def test_what_others_can_see_is_looked_for_by_another_role() -> None:
    assert all(look.role not in task.roles for task in TASKS if (look := DEMO.looks.get(task.id)))
    changing = {
        task.id
        for task in TASKS
        if not task.id.startswith("any.") and not task.id.split(".")[1].startswith(("see", "read"))
    }
    assert changing <= set(DEMO.looks)


def test_no_journey_waits_or_needs_a_selector() -> None:
    source = inspect.getsource(inspect.getmodule(DEMO.journeys["any.log-in"]) or DEMO)
    assert not [word for word in ("css(", "sleep(", "wait_for", "user.page") if word in source]


def test_the_build_tells_its_cases_and_is_put_back(served: Served) -> None:
    assert DEMO.school_data_source
    assert DEMO.reset_build
    cases = DEMO.school_data_source(served.url)
    assert {case["form"] for case in cases} == set("PCUA")
    DEMO.reset_build(served.url)
    assert urllib.request.urlopen(f"{served.url}/demo/health").status == 200


@pytest.fixture
def people(browser: Browser, served: Served) -> People:
    return People(browser, DEMO, served.url, "en", 10.0, Redactor())


def _case(served: Served, form: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    case = next(case for case in served.school()["cases"] if case["form"] == form)
    for role in ROLES:
        if role in case:
            monkeypatch.setenv(f"DEMO_{role}", case[role].pop("password"))
            case[role]["password_env"] = f"DEMO_{role}"
    return case


_QUICK = [
    task for task in TASKS if task.id in {"guardian.report-absence", "guardian.book-talk", "pupil.message-teacher"}
]


_TURNS = [  # the modes take turns; the other mode of each is tried with the slow tests
    pytest.param(task, mode, marks=() if (number + turn) % 2 == 0 else pytest.mark.slow)
    for number, task in enumerate(_QUICK)
    for turn, mode in enumerate(("pointer", "keyboard"))
]


@pytest.mark.parametrize(("task", "mode"), _TURNS, ids=lambda one: getattr(one, "id", one))
def test_a_task_is_done_seen_by_the_other_role_and_undone(
    served: Served, people: People, monkeypatch: pytest.MonkeyPatch, task: Task, mode: str
) -> None:
    """One of each kind: a form, a dialog, a page that the browser renders. All others run in the harness's own tests."""
    case = _case(served, "C", monkeypatch)
    school = School(case, role=task.roles[0], mark=f"{mode}1")
    look = DEMO.looks[task.id]
    with people.somebody(school.me, mode_id=mode) as user:
        DEMO.journeys[task.id](user, school)
    with people.somebody(school.account(look.role)) as user:
        look.journey(user, School(case, role=look.role, mark=school.mark))
    undo: Callable[..., None] | None = DEMO.undoings.get(task.id)
    if undo:
        with people.somebody(school.me) as user:
            undo(user, school)
