"""An attempt's outcome is what was observed: whoever looks or undoes afterwards takes nothing from it, and adds their evidence."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from evidence.records import Attempt, Outcome
from evidence.run_directory import RunDirectory
from scenarios import attempt as attempt_module
from scenarios.attempt import Attempts
from scenarios.scene import picture_and_tree
from scenarios.session import BuildUnderTest, Session
from scenarios.stopwatch import Stopwatch
from scenarios.tasks import select
from tests.conftest import served
from tests.evidence.test_run_directory import RUN
from tests.scenarios.conftest import page

_TASK = "pupil.message-teacher"
_PLATFORM = f'''
from skolprov import Platform, button
from tests.scenarios.test_attempt import OVERDUE
platform = Platform("attempted", title="Attempted")

@platform.log_in
def log_in(user, account):
    user.open("/")

@platform.does("{_TASK}")
def journey(user, school):
    if OVERDUE["in"] == "nothing, but the journey breaks off":
        raise RuntimeError("broken off")
    user.click(button("Send"))
    user.expect("It is sent")

@platform.sees("{_TASK}", role="teacher")
def look(user, school):
    user.open("/inbox")
    user.expect("A message")
    if OVERDUE["in"] == "look":
        OVERDUE["event"].set()
        raise RuntimeError("the browser was ended")

@platform.undo("{_TASK}")
def take_back(user, school):
    if OVERDUE["in"] == "undo":
        OVERDUE["event"].set()
        raise RuntimeError("the browser was ended")
'''
_SITE = {
    "/": page(
        """<button onclick="p.textContent = 'It is sent'; console.error('of the pupil')">Send</button><p id=p></p>"""
    ),
    "/inbox": page("<p>A message</p><script>console.error('of the teacher')</script>"),
}
_SLOW_S = 0.3
OVERDUE: dict[str, str | threading.Event] = {"in": ""}
"""In which part the attempt is to take too long, and what is set then."""


def _attempt(browser: Browser, folder: Path, monkeypatch: pytest.MonkeyPatch, overdue_in: str) -> Attempt:
    monkeypatch.setenv("ATTEMPT_PASSWORD", "solsken-och-regn")
    file = folder / "attempted.py"
    file.write_text(_PLATFORM, "utf-8")
    people = {
        role: {"name": role.title(), "username": role, "password_env": "ATTEMPT_PASSWORD"}
        for role in ("pupil", "teacher")
    }
    with served(_SITE) as url:
        session = Session(
            builds=[BuildUnderTest(name="build", url=url, platform=str(file), cases=[{"form": "C", **people}])],
            tasks=select([_TASK]),
            roles=("pupil",),
            forms="C",
            modes=("pointer",),
            repeats=1,
            seed=1,
            language="en",
            limit_s=2.0,
            scan=False,
            mask=(),
            browser_path=None,
            workers=1,
            checks=(),
        )
        attempts = Attempts(session, RunDirectory.create(folder / "run", RUN, {}), lambda: browser)
        monkeypatch.setitem(OVERDUE, "in", overdue_in)
        monkeypatch.setitem(OVERDUE, "event", attempts.overdue)
        [assignment] = session.assignments()
        return attempts.carry_out(assignment)


def test_what_the_page_wrote_to_whoever_did_the_task_is_kept_beside_what_it_wrote_to_whoever_looked(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = _attempt(browser, tmp_path, monkeypatch, "")
    assert (attempt.outcome, attempt.seen_by) == (Outcome.SUCCEEDED, "teacher")
    assert [line for line in attempt.console_errors if "of the" in line] == ["of the pupil", "of the teacher"]


@pytest.mark.parametrize(("part", "seen_by"), [("look", None), ("undo", "teacher")])
def test_looking_or_undoing_that_takes_too_long_takes_nothing_from_a_success(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, seen_by: str | None
) -> None:
    attempt = _attempt(browser, tmp_path, monkeypatch, part)
    assert (attempt.outcome, attempt.reason, attempt.seen_by) == (Outcome.SUCCEEDED, None, seen_by)


def test_the_picture_of_the_end_takes_the_person_no_time(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watches: list[Stopwatch] = []
    began: list[float] = []

    def watch() -> Stopwatch:
        watches.append(Stopwatch())
        return watches[-1]

    def slow_picture(page: Page, directory: RunDirectory, mask: Sequence[str]) -> tuple[str | None, str | None]:
        began.append(watches[-1].now())
        time.sleep(_SLOW_S)
        return picture_and_tree(page, directory, mask)

    monkeypatch.setattr(attempt_module, "Stopwatch", watch)
    monkeypatch.setattr(attempt_module, "picture_and_tree", slow_picture)
    attempt = _attempt(browser, tmp_path, monkeypatch, "nothing, but the journey breaks off")
    assert (attempt.outcome, bool(attempt.picture)) == (Outcome.SCRIPT_ERROR, True)
    assert attempt.duration_s < began[0] + _SLOW_S
