"""Markup that was met on platforms that others made, each trait as a small page: no journey may need to know of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.records import Finding
from evidence.run_directory import RunDirectory
from scenarios.journal import Place
from scenarios.states import States
from scenarios.stumble import Barrier
from scenarios.targets import button
from tests.reports.synthetic import make_run
from tests.scenarios.conftest import MakeUser

each_hand = pytest.mark.parametrize("mode_id", ["pointer", "keyboard"])

LINK_WITHOUT_ADDRESS = """<table><tr><th>Password<td>
<a tabindex="0" class="link" onclick="said.textContent = 'Opened'" onkeydown="if (event.key === 'Enter') this.onclick()"><span></span><span>Change password</span></a>
</table><p><a href="#other">Other</a><p id="said" role="status"></p>"""


@each_hand
def test_a_link_without_an_address_is_pressed_by_its_text(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(LINK_WITHOUT_ADDRESS, mode_id)
    user.click("Change password")
    user.expect("Opened")


def test_a_text_in_a_part_that_only_takes_focus_is_no_control(user_of: MakeUser) -> None:
    page = """<main tabindex="0"><p>Attendance</p><button onclick="said.textContent = 'Other'">Other</button></main><p id="said"></p>"""
    with pytest.raises(Barrier, match="not-reached-by-tab"):
        user_of(page, "keyboard").click("Attendance")


CLIPPED = "position:absolute; width:1px; height:1px; overflow:hidden; clip:rect(0 0 0 0)"


@each_hand
def test_what_is_drawn_is_pressed_and_not_its_double_for_those_who_hear(user_of: MakeUser, mode_id: str) -> None:
    """An exercise's answers: radio buttons clipped away and outside the Tab order, and a button that is drawn for each."""
    answers = "".join(
        f"""<li><div style="{CLIPPED}"><label>(Choice {letter}) <p>{answer}</p><input type="radio" tabindex="-1"></label></div>
        <button aria-hidden="true" onclick="said.textContent = 'Answered {answer}'"><span>{letter}</span> <span>{answer}</span></button>"""
        for letter, answer in (("A", "4"), ("B", "5"))
    )
    user = user_of(f'<ul>{answers}</ul><p id="said" role="status"></p>', mode_id)
    user.click("5")
    user.expect("Answered 5")


@each_hand
def test_a_box_clipped_away_is_ticked_by_the_label_that_is_drawn(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(f'<label><input type="checkbox" style="{CLIPPED}"><b>Visible to learners</b></label>', mode_id)
    user.tick("Visible to learners")
    user.expect("Visible to learners", value="ticked")


def test_what_is_only_there_for_those_who_hear_is_found_if_nothing_else_is_called_so(user_of: MakeUser) -> None:
    skip = f'<a href="#main" style="{CLIPPED}">Skip to content</a><main id="main" tabindex="-1"><a href="#in">Inside</a></main>'
    user = user_of(skip, "keyboard")
    user.click("Skip to content")
    assert user.page.url.endswith("#main")


FADING = """<style>@keyframes in {{ from {{ opacity: 0 }} to {{ opacity: 1 }} }} .in {{ animation: in {lasts} }}</style>
<main><h1>Class</h1><button onclick="said.hidden = false; this.remove()">Open</button><p id="said" class="in" hidden>Welcome to the class</p></main>"""


@pytest.mark.parametrize(("lasts", "accused"), [("0.5s linear", set()), ("60s linear infinite", {"color-contrast"})])
def test_colours_are_looked_at_once_what_fades_in_has_arrived(
    user_of: MakeUser, tmp_path: Path, lasts: str, accused: set[str]
) -> None:
    """The second half shows that axe does accuse what it meets half-way: what never ends cannot be waited for."""
    user = user_of(FADING.format(lasts=lasts))
    user.click(button("Open"))
    directory = RunDirectory.create(tmp_path / "run", make_run(("good",)), {})
    States(directory, "good", "pointer", scanned=True, mask=()).observe(user.page, Place("a", "any.log-in", 1, ""))
    assert {f.rule for f in directory.read(Finding) if f.rule == "color-contrast"} == accused
