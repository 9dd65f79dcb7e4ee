"""A page that two modes show alike is scanned once, and its findings stand under both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from a11y.checking import unguarded
from a11y.digest import look
from evidence.records import Finding, State
from evidence.run_directory import RunDirectory
from scenarios.journal import Place
from scenarios.observers import Observers
from scenarios.states import Scanned, States
from tests.reports.synthetic import make_run
from tests.scenarios.conftest import MakeUser
from tests.scenarios.test_session import _session

_PAGE = """<style>a:focus {{ color: #ccc }}</style><main><h1>Class</h1><p>{words} <img src="data:image/gif;base64,"></p><a href="#x">Pupils</a></main>"""
_FRAME = "<iframe title='Help' srcdoc='<p>Help</p>'></iframe>"


@pytest.fixture
def two(tmp_path: Path) -> tuple[RunDirectory, States, States]:
    """The states of two modes that show pages alike."""
    directory = RunDirectory.create(tmp_path / "run", make_run(("good",)), {})
    scans: dict[tuple[str, str], Scanned] = {}
    first, second = (
        States(directory, "good", mode, scanned=True, mask=(), scans=scans) for mode in ("pointer", "keyboard")
    )
    return directory, first, second


def test_what_one_mode_has_shown_is_not_scanned_again_in_the_other(
    user_of: MakeUser, two: tuple[RunDirectory, States, States]
) -> None:
    directory, first, second = two
    first.observe(user_of(_PAGE.format(words="Class 5B")).page, Place("a", "pupil.see-timetable", 1, "Open"))
    second.observe(user_of(_PAGE.format(words="Class 5C")).page, Place("b", "pupil.read-feedback", 2, "Look"))
    of_first, of_second = directory.read(State)
    assert of_second.scanned
    assert (of_first.scanned_as, of_second.scanned_as) == ("", of_first.id)
    assert of_first.scan_s > 0 == of_second.scan_s
    assert (of_first.passes, of_first.inapplicable) == (of_second.passes, of_second.inapplicable)
    found = list(directory.read(Finding))
    theirs = [[f for f in found if f.state == state.id] for state in (of_first, of_second)]
    assert [f.rule for f in theirs[0]] == ["image-alt"]
    here = {"state": of_second.id, "mode": "keyboard", "task": "pupil.read-feedback", "step": "Look"}
    assert theirs[1] == [replace(theirs[0][0], id=f"{of_second.id}/1", **here)]


def test_what_focus_makes_of_a_page_is_looked_at_where_it_is_shown(
    user_of: MakeUser, two: tuple[RunDirectory, States, States]
) -> None:
    directory, first, second = two
    first.observe(user_of(_PAGE.format(words="Class 5B")).page, Place("a", "pupil.see-timetable", 1, "Open"))
    focused = user_of(_PAGE.format(words="Class 5B"), "keyboard").page
    focused.focus("a")
    second.observe(focused, Place("b", "pupil.see-timetable", 1, "Open"))
    of_first, of_second = directory.read(State)
    assert (of_first.digest, of_second.scanned_as) == (of_second.digest, "")
    assert [f.rule for f in directory.read(Finding) if f.mode == "keyboard"] == ["color-contrast", "image-alt"]


def test_a_page_with_a_frame_is_scanned_in_each_mode(
    user_of: MakeUser, two: tuple[RunDirectory, States, States]
) -> None:
    directory, first, second = two
    for states in (first, second):
        states.observe(user_of(_PAGE.format(words=_FRAME)).page, Place("a", "pupil.see-timetable", 1, "Open"))
    assert [state.scanned_as for state in directory.read(State)] == ["", ""]


def test_pages_that_look_alike_and_are_built_otherwise_are_both_scanned(
    user_of: MakeUser, two: tuple[RunDirectory, States, States]
) -> None:
    directory, first, second = two
    page = _PAGE.format(words="Class 5B")
    built = page.replace("<h1>", "<h1 aria-invalid='true'>")
    assert look(user_of(page).page) == look(user_of(built).page)
    for states, html in ((first, page), (second, built)):
        states.observe(user_of(html).page, Place("a", "pupil.see-timetable", 1, "Open"))
    assert [state.scanned_as for state in directory.read(State)] == ["", ""]


def test_the_browsers_own_error_page_is_no_state_of_the_platform(
    user_of: MakeUser, two: tuple[RunDirectory, States, States]
) -> None:
    directory, states, _ = two
    page = user_of(_PAGE.format(words="Class 5B")).page
    page.route("**/gone", lambda route: route.abort("connectionrefused"))
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{page.url}gone")
    page.wait_for_url("chrome-error:**")
    assert states.observe(page, Place("a", "pupil.see-timetable", 1, "Open")) is None
    assert not [*directory.read(State), *directory.read(Finding)]
    # A window into which the platform writes has no address of its own, and is the platform's.
    page.goto("about:blank")
    page.set_content(_PAGE.format(words="Class 5B"))
    assert states.observe(page, Place("a", "pupil.see-timetable", 2, "Open"))
    assert [finding.rule for finding in directory.read(Finding)] != []


def test_modes_of_one_screen_share_their_scans_and_a_finger_has_its_own(browser: Browser, tmp_path: Path) -> None:
    session = _session(modes=["keyboard", "pointer", "touch"])
    directory = RunDirectory.create(tmp_path / "run", make_run(), {})
    observers = Observers(session, directory, lambda: browser, unguarded)
    of = {a.mode: observers.of(a).scans for a in session.assignments() if a.build.name == "a"}
    assert of["keyboard"] is of["pointer"]
    assert of["touch"] is not of["pointer"]
