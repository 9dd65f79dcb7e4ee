"""The synthetic school: the same from the same seed, and with all that the tasks need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from demo.database import Database
from demo.school import DEFAULT_FAMILIES, DEFAULT_TODAY, fill

Fill = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def make(tmp_path: Path) -> Fill:
    count = iter(range(100))

    def made(families: int = 24, seed: int = 1, today: date = DEFAULT_TODAY) -> list[dict[str, Any]]:
        return fill(Database(tmp_path / f"{next(count)}.sqlite"), families=families, seed=seed, today=today)

    return made


def test_the_same_seed_gives_the_same_school_and_another_seed_another(make: Fill) -> None:
    assert make(seed=7) == make(seed=7)
    assert make(seed=7) != make(seed=8)


def test_a_larger_school_holds_more_families_of_every_form(make: Fill) -> None:
    assert Counter(case["form"] for case in make(families=4000)) == dict.fromkeys("PCUA", 1000)


def test_by_default_each_form_has_forty_cases_or_more(make: Fill) -> None:
    assert min(Counter(case["form"] for case in make(families=DEFAULT_FAMILIES)).values()) >= 40


def test_no_two_cases_share_a_pupil_or_a_guardian_and_no_name_occurs_twice(make: Fill) -> None:
    cases = make(families=400)
    people = [case[role]["username"] for case in cases for role in ("pupil", "guardian") if role in case]
    assert len(people) == len(set(people))
    names = {case[role]["name"] for case in cases for role in ("teacher", "pupil", "guardian", "child") if role in case}
    assert not [(a, b) for a in names for b in names if a != b and b.startswith(a)]


def test_a_teacher_serves_no_more_than_twelve_cases(make: Fill) -> None:
    assert max(Counter(case["teacher"]["username"] for case in make(families=240)).values()) <= 12


@pytest.mark.parametrize(
    ("form", "things"),
    [
        ("P", {"teacher", "guardian", "child", "class", "letter", "talk", "offer", "hours", "leave"}),
        (
            "C",
            {
                "teacher",
                "pupil",
                "guardian",
                "child",
                "lesson",
                "assignment",
                "submission",
                "assessment",
                "letter",
                "tomorrow",
            },
        ),
        (
            "U",
            {
                "teacher",
                "pupil",
                "guardian",
                "child",
                "lesson",
                "assignment",
                "submission",
                "assessment",
                "talk",
                "tomorrow",
            },
        ),
        ("A", {"teacher", "pupil", "class", "lesson", "assignment", "submission", "assessment"}),
    ],
)
def test_a_case_has_what_its_forms_tasks_need(make: Fill, form: str, things: set[str]) -> None:
    case = next(case for case in make() if case["form"] == form)
    assert things <= set(case)
    assert ("pupil" in case, "guardian" in case) == (form != "P", form != "A")


def test_another_today_moves_the_whole_school(make: Fill) -> None:
    case = make(today=date(2027, 3, 12))[0]
    assert (case["today"], case["tomorrow"]["date"]) == ("2027-03-12", "2027-03-15")
    assert "vecka 10" in case["letter"]["title"]


@pytest.mark.slow
def test_both_languages_have_the_same_texts() -> None:
    def texts(language: str) -> dict[str, set[str]]:
        source = (Path(__file__).parents[2] / "demo" / "locale" / f"{language}.ftl").read_text("utf-8")
        entries = [entry for entry in FluentParser().parse(source).body if isinstance(entry, Message)]
        assert len(entries) == len({entry.id.name for entry in entries})
        return {entry.id.name: _placeholders(source, entry) for entry in entries}

    assert texts("sv").keys() == texts("en").keys()
    different = {key for key, values in texts("sv").items() if values != texts("en")[key]}
    assert different <= {"menu-class"}


def _placeholders(source: str, entry: Message) -> set[str]:
    assert entry.span
    words = source[entry.span.start : entry.span.end].replace("%", " % ").split()
    return {word for word in words if word.startswith("$")}
