"""How an ending is told: each cause with what mends it, in both languages, and nothing that is not known."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.records import Message, Outcome
from reports.endings import sentences
from reports.words import Words


def told(
    code: str, mode: str = "keyboard", *, language: str = "en", possible_in: tuple[str, ...] = (), **values: Any
) -> str:
    values = {"target": 'button "Pay"', **values}
    return " ".join(
        sentences(
            Words(language), Message(code=code, values=values), Outcome.BARRIER, mode=mode, possible_in=possible_in
        )
    )


@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("cut-off", {"by": "page", "px": 20}),
        ("not-scrollable", {"by": "page"}),
        ("two-way-scrolling", {"by": "page", "px": 20}),
        ("shown-on-hover", {}),
        ("not-exposed", {}),
        ("without-name", {"role": "button"}),
        ("without-role", {"role": ""}),
        ("named-otherwise", {"role": "button", "name": "Buy"}),
        ("not-a-field", {}),
        ("replaced", {}),
    ],
)
def test_each_barrier_is_told_with_what_mends_it(code: str, values: dict[str, Any]) -> None:
    assert "To mend: " in told(code, **values)
    assert "Att laga: " in told(code, language="sv", **values)


def test_what_broke_while_somebody_signed_in_says_so() -> None:
    assert "while bo_ek signed in" in told("page-error", error="x is null", signing_in="bo_ek")
    assert "medan bo_ek loggade in" in told("page-error", language="sv", error="x is null", signing_in="bo_ek")


def test_an_older_record_that_knows_no_cause_is_told_as_it_was() -> None:
    assert "make it a real button, link or field" in told("not-reached-by-tab", stops=3)
    assert told("keys-without-effect", keys="Enter").startswith('button "Pay" does not react to Enter.')
    assert "cannot be pressed" in told("covered", by="the footer")


def test_the_head_of_a_menu_that_leads_elsewhere_does_react_to_keys() -> None:
    said = told("keys-without-effect", keys="Enter", leads="on")
    assert "does not open by Enter: it leads to another address" in said
    assert "aria-expanded" in said


def test_a_press_that_did_nothing_is_told_where_what_it_was_to_bring_is_missing() -> None:
    said = told("target-not-found", "screen-reader", idle='click button "Options"', possible_in=("pointer",))
    assert 'after “click button "Options"” the page stayed as it was' in said
    assert "let that press do for people who work this way" in said
    assert "a click, without key or pointer events" in said  # the limit of the mode stands beside its verdict
    assert "pointer events" not in told("target-not-found", "keyboard", idle='click button "Options"')
    assert "did nothing" not in told("target-not-found", "screen-reader")
