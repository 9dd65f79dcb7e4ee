"""The browser's own dialogs are answered in the order in which a person meets them, and an answer that is missing is said."""

from __future__ import annotations

import pytest

from scenarios.modes import modes
from scenarios.outcome import ending_of
from scenarios.stumble import NotSeen, Unanswered
from scenarios.targets import button
from scenarios.user import nothing_left_open
from tests.scenarios.conftest import MakeUser

every_mode = pytest.mark.parametrize("mode_id", sorted(modes()))

REMOVE = """<button onclick="said.textContent = confirm('Remove the letter?') ? 'Removed' : 'Kept'">Remove</button>
<button onclick="said.textContent = 'Hello ' + prompt('What is your name?', 'nobody')">Name</button>
<button onclick="setTimeout(() => { alert('Could not save'); said.textContent = 'Told' }, 150)">Save</button><p id=said></p>"""


@every_mode
def test_a_question_is_agreed_to_or_declined_after_it_was_asked(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(REMOVE, mode_id)
    user.click(button("Remove"))
    user.agree("Remove the letter?")
    user.expect("Removed")
    user.click(button("Remove"))
    user.decline("Remove")
    user.expect("Kept")


@every_mode
def test_a_text_that_is_asked_for_is_typed(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(REMOVE, mode_id)
    user.click(button("Name"))
    user.agree("What is your name?", answer="Bo")
    user.expect("Hello Bo")
    user.click(button("Name"))
    user.agree("your name")
    user.expect("Hello nobody")


def test_an_alert_that_comes_late_is_waited_for(user_of: MakeUser) -> None:
    user = user_of(REMOVE)
    user.click(button("Save"))
    user.agree("Could not save")
    user.expect("Told")


def test_a_question_without_an_answer_ends_the_journey_with_its_words_and_no_hang(user_of: MakeUser) -> None:
    user = user_of(REMOVE)
    user.click(button("Remove"))
    with pytest.raises(Unanswered) as unanswered:
        user.expect("Removed")
    assert unanswered.value.values == {"asked": "Remove the letter?", "question": "confirm"}
    assert ending_of(unanswered.value, user.trouble).outcome.value == "script-error"
    assert user.page.locator("#said").inner_text() == "Kept"  # dismissed, so that the page can be looked at


def test_an_alert_in_place_of_what_was_expected_is_the_platforms_failure(user_of: MakeUser) -> None:
    user = user_of(REMOVE)
    user.click(button("Save"))
    with pytest.raises(Unanswered) as unanswered:
        user.expect("Saved")
    ending = ending_of(unanswered.value, user.trouble)
    assert (ending.outcome.value, ending.reason and ending.reason.values["asked"]) == ("failed", "Could not save")


def test_a_question_that_stands_at_the_end_of_a_journey_is_no_success(user_of: MakeUser) -> None:
    user = user_of(REMOVE)
    nothing_left_open(user)
    user.click(button("Remove"))
    with pytest.raises(Unanswered):
        nothing_left_open(user)


def test_an_answer_to_another_question_is_told_with_both(user_of: MakeUser) -> None:
    user = user_of(REMOVE)
    user.click(button("Remove"))
    with pytest.raises(NotSeen) as other:
        user.agree("Send the letter?")
    assert (other.value.code, other.value.values["asked"]) == ("other-question", "Remove the letter?")


def test_an_answer_to_no_question_is_what_did_not_appear(user_of: MakeUser) -> None:
    with pytest.raises(NotSeen) as none:
        user_of(REMOVE).agree("Sure?")
    assert none.value.code == "no-question"


def test_leaving_a_page_with_unsaved_work_asks_and_is_agreed_to(user_of: MakeUser) -> None:
    user = user_of(
        "<label>Letter <textarea></textarea></label><script>onbeforeunload = (e) => { e.preventDefault(); e.returnValue = 'x' }</script>"
    )
    user.fill("Letter", "Dear all")
    user.open("/elsewhere")
    user.agree("")
    user.expect("Not here")
