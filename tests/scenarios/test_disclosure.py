"""Whose values stand in an answer, and what that says."""

from __future__ import annotations

import json

import pytest

from evidence.records import Disclosure
from scenarios.disclosure import NOBODY, Answer, Belongings, verdict

SCHOOL = Belongings(
    [
        {
            "form": "C",
            "guardian": {"name": "Åsa Nur", "username": "asa.nur", "street": "Long road 7"},
            "child": {"name": "Alva Nur", "pin": "123"},
            "teacher": {"name": "Bo Ek", "username": "bo.ek"},
        },
        {"form": "C", "guardian": {"name": "Cia By", "username": "cia.by", "street": "Long road 7"}},
    ]
)
ASKED = "http://school.test/letters/1"


def answer(text: str, status: int = 200, url: str = ASKED) -> Answer:
    return Answer(status, url, text)


@pytest.mark.parametrize(
    "text", ["<p>&Aring;sa Nur, Long road 7</p>", json.dumps({"who": "Åsa Nur", "at": "Long road 7"})]
)
def test_values_are_found_as_a_person_would_read_them_in_html_and_in_json(text: str) -> None:
    assert SCHOOL.disclosed(answer(text), 0, set()) == ["guardian.name", "guardian.street"]


@pytest.mark.parametrize(
    "text",
    ["<p>Long road 7</p>", "<p>Bo Ek</p>", "<p>asa.nur</p>", "<p>123</p>", "<p>Welcome</p>"],
    ids=["what two families share", "a teacher", "a user name", "too short", "nobody's"],
)
def test_what_tells_nobody_whose_it_is_gives_nothing_away(text: str) -> None:
    assert SCHOOL.disclosed(answer(text), 0, set()) == []


def test_what_whoever_asked_has_of_their_own_is_no_news() -> None:
    told = answer("<p>Alva Nur, Long road 7</p>")
    assert SCHOOL.disclosed(told, 0, SCHOOL.known_to(1)) == ["child.name"]
    assert SCHOOL.disclosed(told, 0, SCHOOL.known_to(0)) == []
    assert SCHOOL.known_to(None) == set()


@pytest.mark.parametrize(
    ("got", "by", "said"),
    [
        (answer("Alva", 403), "pupil", Disclosure.DENIED),
        (answer("", 0), "pupil", Disclosure.DENIED),
        (answer("<h1>Start</h1>", url="http://school.test/"), "pupil", Disclosure.DENIED),
        (answer('<input name="p" type="password">'), NOBODY, Disclosure.DENIED),
        (answer("<h1>Rules of the school</h1>"), NOBODY, Disclosure.PUBLIC),
        (answer("<h1>My letters</h1>"), "pupil", Disclosure.SAME_AS_OWN),
    ],
    ids=["refused", "no answer", "sent elsewhere", "asked to log in", "for all", "their own"],
)
def test_an_answer_that_gives_nothing_away_is_told_apart(got: Answer, by: str, said: Disclosure) -> None:
    assert verdict(got, ASKED, [], by) is said
    assert verdict(got, ASKED, ["child.name"], by) is Disclosure.LEAK
