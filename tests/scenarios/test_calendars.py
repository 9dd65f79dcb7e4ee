"""Which calendar is the one that a field means: what it opens, or what lies nearest to it."""

from __future__ import annotations

import pytest

from scenarios import calendars
from scenarios.stumble import Ambiguous, Stumble
from tests.scenarios.conftest import MakeUser


def month(said: str, name: str = "November", attributes: str = "") -> str:
    weeks = "".join(
        "<tr>" + "".join(f"<td onclick=\"said('{said}', {day})\">{day}" for day in range(first, min(first + 7, 31)))
        for first in range(1, 31, 7)
    )
    return f"<table {attributes}><caption>{name} 2026</caption>{weeks}</table>"


SAID = "<script>const said = (who, day) => { document.title = `${who} ${day}`; };</script>"
ASIDE = f"{SAID}<main><aside><h2>School calendar</h2>{month('aside')}</aside>"
OPENS = f"""<label>Date <input WRITES onclick="popup.hidden = !popup.hidden"></label></main><div id=popup hidden>{month("popup")}</div>"""


@pytest.mark.parametrize("name", ["October", "November"])
def test_a_field_to_write_in_is_written_in_whatever_calendar_stands_beside_it(user_of: MakeUser, name: str) -> None:
    user = user_of(ASIDE.replace("November", name) + "<form><label>Date <input></label></form>")
    user.choose("Date", "2026-11-24")
    assert (user.page.locator("input").input_value(), user.page.title()) == ("2026-11-24", "A page")


@pytest.mark.parametrize("writes", ["", "readonly"])
def test_the_calendar_that_a_field_opens_is_meant_and_not_one_that_was_there(user_of: MakeUser, writes: str) -> None:
    user = user_of(ASIDE + OPENS.replace("WRITES", writes))
    user.choose("Date", "2026-11-24")
    assert user.page.title() == "popup 24"


def test_of_two_calendars_that_are_always_open_the_one_at_the_field_is_meant(user_of: MakeUser) -> None:
    user = user_of(
        SAID
        + "".join(f"<div><label>{n} day <input readonly></label>{month(n)}</div>" for n in ("First", "Last"))
        + f"<label>Other day <input readonly aria-controls=other></label>{month('Other', attributes='id=other')}"
    )
    for name in ("Last", "First", "Other"):
        user.choose(f"{name} day", "2026-11-24")
        assert user.page.title() == f"{name} 24"


def test_of_two_months_side_by_side_the_one_of_the_day_is_meant(user_of: MakeUser) -> None:
    user = user_of(f"{SAID}<div><label>Day <input readonly></label>{month('first', 'October')}{month('second')}</div>")
    user.choose("Day", "2026-11-24")
    assert user.page.title() == "second 24"


def test_two_months_below_one_head_are_one_calendar(user_of: MakeUser) -> None:
    months = "".join(month(n).replace("<caption>November 2026</caption>", "") for n in ("first", "second"))
    user = user_of(f"{SAID}<label>Day <input readonly></label><div><p>November 2026<p>December 2026{months}</div>")
    user.choose("Day", "2026-11-24")
    assert user.page.title() == "first 24"


def test_two_calendars_that_are_equally_near_are_not_guessed(user_of: MakeUser) -> None:
    user = user_of(f"{SAID}<label>Day <input readonly></label>{month('first')}{month('second')}")
    with pytest.raises(Ambiguous) as ambiguous:
        user.choose("Day", "2026-11-24")
    assert ambiguous.value.values["count"] == 2


@pytest.mark.parametrize("shows", ["November", "October"])
def test_a_calendar_that_turns_no_further_presses_no_day_of_the_month_at_which_it_stopped(
    user_of: MakeUser, monkeypatch: pytest.MonkeyPatch, shows: str
) -> None:
    monkeypatch.setattr(calendars, "_OPENING_S", 0.2)
    turns = "<button type=button onclick=\"this.parentNode.querySelector('caption').textContent = 'November 2026'\">Next</button>"
    user = user_of(f"{SAID}<div><label>Day <input readonly></label>{turns}{month('shown', 'October')}</div>")
    if shows == "October":
        user.page.evaluate("document.querySelector('button').onclick = null")
        with pytest.raises(Stumble) as stumble:
            user.choose("Day", "2026-11-24")
        assert (stumble.value.code, user.page.title()) == ("option-not-offered", "A page")
    else:
        user.choose("Day", "2026-11-24")
        assert user.page.title() == "shown 24"
