"""Markup that was met on platforms that others made, each trait as a small page: no journey may need to know of it."""

from __future__ import annotations

import pytest

from scenarios.stumble import Barrier
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
