"""An expectation that was met before the last action proves nothing of that action, and is recorded as weak.

So is the absence of what was not there before, on the same page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.records import Action
from evidence.run_directory import RunDirectory
from scenarios.journal import NOBODY, Journal
from scenarios.states import States
from scenarios.stopwatch import Stopwatch
from scenarios.targets import button, heading, link, row, text
from scenarios.user import User
from tests.conftest import Page, Site
from tests.evidence.test_run_directory import RUN
from tests.scenarios.conftest import MakeUser, page

ATTENDANCE = page(
    "<h1>Attendance</h1><p>Welcome</p><table><tr><td>Alva<td>Absent<tr><td>Bo<td id=bo>Present</table><label>Phone <input value='070-1'></label>"
    "<button onclick=\"bo.textContent = 'Absent'; said.textContent = 'Saved'\">Save</button><p id=said></p><a href='/next'>Next</a><iframe src='/frame'></iframe>"
)
SITE: Site = {
    "/": ATTENDANCE,
    "/next": Page(page("<h1>Next</h1><p>Welcome</p>")),
    "/frame": page("<p>In the frame</p>"),
}

Weak = Callable[..., list[tuple[str, bool]]]


@pytest.fixture
def weak(user_of: MakeUser, tmp_path: Path) -> Weak:
    """What a journey expects, and whether it is weak."""

    def expected(journey: Callable[[User], None], site: Site = SITE) -> list[tuple[str, bool]]:
        user = user_of(site, limit_s=2)
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


# --- what is expected not to be there -----------------------------------------------------------------------------

LETTERS = page(
    "<h1>Letters</h1><a href='/next'>Next</a><a href='#top'>Top</a><iframe src='/frame'></iframe>"
    "<button onclick='bo.remove()'>Remove</button><button onclick=\"confirm('Sure?') && bo.remove()\">Ask</button><button>Nothing</button>"
    "<ul id=l></ul><script>"  # below: what comes late must not move what is being pressed
    "const add = () => { l.innerHTML = '<li id=bo>Letter to <b>Bo</b> <i>Ek</i>' }; WHEN</script>"
)
MAILBOX: Site = {"/next": ATTENDANCE, "/frame": page("<p>In the frame</p>")}


@pytest.fixture(params=["add()", "setTimeout(add, 120)"], ids=["at once", "late"])
def letters(request: pytest.FixtureRequest) -> Site:
    return {"/": LETTERS.replace("WHEN", request.param), **MAILBOX}


def test_the_absence_of_what_was_removed_is_not_weak_even_if_it_had_come_late(weak: Weak, letters: Site) -> None:
    def journey(user: User) -> None:
        user.click(button("Nothing"))
        user.page.wait_for_timeout(200)  # the letter may come after the page was looked at
        user.click(button("Remove"))
        user.expect_no("Bo Ek")
        user.expect_no(text("Bo Ek"))

    assert weak(journey, letters) == [('text "Bo Ek"', False)] * 2


def test_the_absence_of_what_an_answered_question_removed_is_not_weak(weak: Weak, letters: Site) -> None:
    def journey(user: User) -> None:
        user.page.wait_for_timeout(200)
        user.click(button("Ask"))
        user.agree("Sure?")
        user.expect_no("Bo Ek")

    assert weak(journey, letters) == [('text "Bo Ek"', False)]


def test_the_absence_of_what_was_not_there_before_is_weak_by_whatever_name(weak: Weak, letters: Site) -> None:
    def journey(user: User) -> None:
        user.page.wait_for_timeout(200)
        user.click(button("Remove"))
        user.expect_no("Loading")
        user.expect_no(button("Withdraw"))
        user.click(link("Top"))
        user.expect_no(text("Bo Ek"))

    expected = [('text "Loading"', True), ('button "Withdraw"', True), ('text "Bo Ek"', False)]
    assert weak(journey, letters) == expected  # "#top" is another address: a page may show anything there


def test_on_another_page_the_absence_of_what_was_absent_before_is_not_weak(weak: Weak, letters: Site) -> None:
    def journey(user: User) -> None:
        user.click(link("Next"))
        user.expect_no("Loading")
        user.back()
        user.expect_no("Loading")
        user.reload()
        user.expect_no("Loading")

    assert [is_weak for _, is_weak in weak(journey, letters)] == [False] * 3


def test_what_only_a_name_or_a_part_out_of_sight_said_before_was_not_absent_for_certain(weak: Weak) -> None:
    body = (
        "<button onclick=\"for (const e of document.querySelectorAll('.gone')) e.remove()\">Go</button><img class=gone alt='School badge'>"
        "<p class=gone hidden>Hidden words</p><p class=gone aria-label='Spoken words'></p><div class=gone id=host></div>"
        "<script>host.attachShadow({ mode: 'open' }).innerHTML = '<p>Shadow words'</script>"
    )

    def journey(user: User) -> None:
        user.click(button("Go"))
        for words in ("School badge", "Hidden words", "Spoken words", "Shadow words", "Other words"):
            user.expect_no(words)

    assert [is_weak for _, is_weak in weak(journey, {"/": page(body)})] == [False] * 4 + [True]


def test_the_status_of_a_document_is_kept_with_what_led_to_it(user_of: MakeUser, tmp_path: Path) -> None:
    user = user_of({**SITE, "/gone": page("<h1>Gone</h1><a href='/typo'>Typo</a>")}, limit_s=2)
    directory = RunDirectory.create(tmp_path / "run", RUN, {})
    user.journal = Journal(directory, "a", "pupil.see-timetable", NOBODY, Stopwatch())
    user.open("/gone")
    user.expect("Gone")
    user.click(link("Typo"))
    user.back()
    assert [(a.verb, a.status) for a in directory.read(Action)][:3] == [("open", 200), ("expect", None), ("click", 404)]
    assert [a.status for a in directory.read(Action)][3] in {None, 200}
