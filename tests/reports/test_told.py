"""What records call a thing, and what was done to it, is told in the reader's words: people who read Swedish meet no English roles."""

from __future__ import annotations

import pytest

from reports.words import Words

RECORDED = {
    'button "Save"': "knappen ”Save”",
    'click link "On"': "klicka på länken ”On”",
    'expect_no "Absent"': "förvänta inte ”Absent”",
    'switch_to window "Video"': "byt till fönstret ”Video”",
    'button "Save" in "Absence"': "knappen ”Save” i ”Absence”",
    'marquee "News"': "marquee ”News”",
    "reload page": "ladda om sidan",
    "page": "sidan",
}
NO_THINGS = ("The footer", 'He said "no"', 'press button "Save"', "Sidan gick sönder: x is undefined", "")


@pytest.mark.parametrize("recorded", RECORDED)
def test_a_thing_is_told_in_swedish_words_and_in_english_as_it_was_recorded(recorded: str) -> None:
    assert Words("sv").told(recorded) == RECORDED[recorded]
    assert Words("en").told(recorded) == recorded


@pytest.mark.parametrize("text", NO_THINGS)
def test_any_other_text_is_left_as_it_is(text: str) -> None:
    assert Words("sv").told(text) == text


def test_the_values_of_a_sentence_are_told_so_too_and_the_word_for_the_whole_page_still_chooses_its_own() -> None:
    values = {"target": 'button "Save"', "px": 40}
    assert Words("sv").say("cut-off", **values, by="page").startswith("knappen ”Save” skärs av vid kanten av sidan")
    assert "kanten av knappen ”Menu”" in Words("sv").say("cut-off", **values, by='button "Menu"')
    found = ['link "A" in "Menu"', 'link "A" in "Footer"']
    assert "länken ”A” i ”Menu” och länken ”A” i ”Footer”" in Words("sv").say(
        "several-fit", target='link "A"', count=2, found=found
    )
    assert "säger ”knapp”, utan namn" in Words("sv").say("without-name", target='button "Save"', role="button")
