"""Other tabs and pop-ups are listened to from their opening, and a person who loses one is back where they came from."""

from __future__ import annotations

import pytest

from scenarios.outcome import ending_of
from scenarios.stumble import NotFound, NotSeen
from scenarios.targets import button, heading, link
from tests.conftest import Page
from tests.scenarios.conftest import MakeUser, page

SITE = {
    "/": page(
        "<h1>Home</h1><a href='/second' target=_blank>Second</a><a href='/broken' target=_blank>Broken</a>", "Home"
    ),
    "/second": page("<h1>Second part</h1><a href='/third' target=_blank>Third</a>", "Second"),
    "/third": page("<h1>Third part</h1><button onclick='window.close()'>Close</button>", "Third"),
    "/broken": Page(page("<h1>Broken</h1><script>nothing.here()</script>", "Broken"), 500),
}


def test_a_window_that_closes_leaves_the_person_where_it_was_opened(user_of: MakeUser) -> None:
    user = user_of(SITE)
    user.click(link("Second"))
    user.switch_to("Second part")
    user.click(link("Third"))
    user.switch_to("Third")
    user.click(button("Close"))
    user.expect(heading("Second part"))


def test_trouble_in_another_window_is_evidence_too(user_of: MakeUser) -> None:
    user = user_of(SITE)
    user.click(link("Broken"))
    user.switch_to("Broken")
    with pytest.raises(NotFound) as stumble:
        user.click(button("Save"))
    assert user.trouble.console_errors[-1] == "uncaught: nothing is not defined"
    assert not any("__skolprov" in error for error in user.trouble.console_errors)
    ending = ending_of(stumble.value, user.trouble)
    assert (ending.outcome.value, ending.reason and ending.reason.code) == ("failed", "server-error")


def test_a_window_that_is_not_there_is_told_with_those_that_are(user_of: MakeUser) -> None:
    user = user_of(SITE)
    user.click(link("Second"))
    with pytest.raises(NotSeen) as missing:
        user.switch_to("Print view")
    assert missing.value.values == {"window": "Print view", "windows": ["Second"]}


def test_what_is_loaded_in_another_window_is_waited_for(user_of: MakeUser) -> None:
    user = user_of({**SITE, "/second": Page(page("<h1>Second part</h1>", "Second"), delay_s=0.3)}, limit_s=3)
    user.click(link("Second"))
    user.switch_to("Second")
    user.expect(heading("Second part"))
