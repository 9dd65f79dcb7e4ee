"""An expectation that was met before the last action proves nothing of that action, and is recorded as weak."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.records import Action
from evidence.run_directory import RunDirectory
from scenarios.journal import Journal
from scenarios.states import States
from scenarios.stopwatch import Stopwatch
from scenarios.targets import button, heading, link, row
from scenarios.user import User
from tests.conftest import Page
from tests.evidence.test_run_directory import RUN
from tests.scenarios.conftest import MakeUser, page

ATTENDANCE = page(
    "<h1>Attendance</h1><p>Welcome</p><table><tr><td>Alva<td>Absent<tr><td>Bo<td id=bo>Present</table><label>Phone <input value='070-1'></label>"
    "<button onclick=\"bo.textContent = 'Absent'; said.textContent = 'Saved'\">Save</button><p id=said></p><a href='/next'>Next</a><iframe src='/frame'></iframe>"
)
SITE = {"/": ATTENDANCE, "/next": Page(page("<h1>Next</h1><p>Welcome</p>")), "/frame": page("<p>In the frame</p>")}

Weak = Callable[[Callable[[User], None]], list[tuple[str, bool]]]


@pytest.fixture
def weak(user_of: MakeUser, tmp_path: Path) -> Weak:
    """What a journey expects, and whether it is weak."""

    def expected(journey: Callable[[User], None]) -> list[tuple[str, bool]]:
        user = user_of(SITE)
        directory = RunDirectory.create(tmp_path / "run", RUN, {})
        states = States(directory, "good", "pointer", scanned=False, mask=[])
        user.journal = Journal(directory, "a", "guardian.report-absence", states, Stopwatch())
        journey(user)
        assert [e.weak for e in user.journal.expectations] == [
            a.weak
            for a in directory.read(Action)
            if a.verb == "expect" and not a.target.startswith(("button", "field"))
        ]
        return [(a.target, a.weak) for a in directory.read(Action) if a.verb.startswith("expect")]

    return expected


def test_a_text_that_stood_there_already_is_weak_and_one_that_came_is_not(weak: Weak) -> None:
    def journey(user: User) -> None:
        user.click(button("Save"))
        user.expect("Welcome")
        user.expect("Saved")
        user.expect("In the frame")

    assert weak(journey) == [('text "Welcome"', True), ('text "Saved"', False), ('text "In the frame"', True)]


def test_a_sentence_that_two_pages_share_is_weak_on_the_second(weak: Weak) -> None:
    def journey(user: User) -> None:
        user.click(link("Next"))
        user.expect("Welcome")
        user.expect(heading("Next"))

    # The link that led there was called so, too, but it was no heading.
    assert weak(journey) == [('text "Welcome"', True), ('heading "Next"', False)]


def test_what_is_seen_in_a_row_is_compared_with_that_row_alone(weak: Weak) -> None:
    def journey(user: User) -> None:
        user.click(button("Save"))
        user.expect("Absent", within=row("Alva"))
        user.expect("Absent", within=row("Bo"))

    assert weak(journey) == [('text "Absent"', True), ('text "Absent"', False)]


def test_a_value_that_the_journey_typed_itself_is_weak_until_the_page_has_changed_it(weak: Weak) -> None:
    def journey(user: User) -> None:
        user.fill("Phone", "070-2")
        user.expect("Phone", value="070-2")
        user.click(button("Save"))
        user.expect("Phone", value="070-2")

    assert [is_weak for _, is_weak in weak(journey)] == [False, True]


def test_what_is_expected_before_anything_was_done_is_not_weak(weak: Weak) -> None:
    assert weak(lambda user: user.expect("Welcome")) == [('text "Welcome"', False)]
