"""docs/vocabulary.md names every verb and target, and each of its examples is carried out."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import skolprov
from scenarios import targets
from scenarios.user import User
from tests.scenarios.conftest import MakeUser, page

DOCUMENT = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| .* \| `([^`]+)` \|$", DOCUMENT, re.MULTILINE)
SITE = {
    "/": page(Path(__file__).with_name("vocabulary.html").read_text("utf-8")),
    "/absence": page("<h1>Absence</h1>"),
    "/take": page("<h1>Attendance</h1>"),
    "/start": page("<h1>Start</h1>"),
    "/print": page("<h1>Week</h1>", title="Print view"),
}
FIRST = {  # what the person did just before, where an example speaks of the middle of a journey
    "back": 'user.open("/start")',
    "agree": 'user.click(button("Sign"))',
    "decline": 'user.click(button("Remove"), near="Bo")',
    "switch_to": 'user.click(link("Print"))',
    "expect": 'user.click(button("Report"))',
    "text": 'user.click(button("Report"))',
    "expect(…, value=)": 'user.choose("Child", "Bo")',
    "read": 'user.choose("Child", "Bo")',
    "untick": 'user.tick("Whole day")',
    "near=": "",
    "within=": "",
}
AFTER = {
    "near=": 'user.agree("Remove")',
    "within=": 'user.decline("Remove")',
    "switch_to": 'user.expect(heading("Week"))',
}
WORDS = {name: getattr(skolprov, name) for name in skolprov.__all__}


@pytest.mark.parametrize("mode_id", ["pointer", "keyboard"])
@pytest.mark.parametrize(("name", "example"), ROWS, ids=[name for name, _ in ROWS])
def test_an_example_of_the_vocabulary_works(user_of: MakeUser, mode_id: str, name: str, example: str) -> None:
    user = user_of(SITE, mode_id)
    for line in (FIRST.get(name, ""), example, AFTER.get(name, "")):
        exec(line, {**WORDS, "user": user})  # the examples are ours


def test_the_longer_example_works(user_of: MakeUser) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    exec(example, {**WORDS, "user": user_of(SITE)})


def test_every_verb_and_target_is_in_the_document_and_exported() -> None:
    verbs = {name for name, _ in inspect.getmembers(User, inspect.isfunction) if not name.startswith("_")}
    kinds = {
        name
        for name, function in inspect.getmembers(targets, inspect.isfunction)
        if function.__module__ == targets.__name__ and name != "as_target"
    }
    assert {name for name, _ in ROWS} >= verbs | kinds
    assert kinds <= set(skolprov.__all__)
