"""What counts as waiting: requests and documents that an action caused, not what hung before it."""

from __future__ import annotations

import time

from scenarios.settle import Watch
from scenarios.targets import button, link
from tests.conftest import Page
from tests.scenarios.conftest import MakeUser, page

SLOW_S = 0.4


def test_a_slow_document_is_waited_for_and_counted(user_of: MakeUser) -> None:
    user = user_of(
        {"/": page('<a href="/slow">Slow</a>'), "/slow": Page(page("<h1>Here</h1>"), delay_s=SLOW_S)}, limit_s=5
    )
    since = time.perf_counter()
    user.page.get_by_text("Slow").click(no_wait_after=True)
    waited = user._watch.until_usable(since, 5)
    assert waited >= SLOW_S * 0.8
    assert user.page.url.endswith("/slow")


def test_a_slow_answer_to_a_script_is_waited_for(user_of: MakeUser) -> None:
    user = user_of(
        {
            "/": page(
                "<button onclick=\"fetch('/slow').then(() => said.textContent = 'Saved')\">Save</button><p id=said></p>"
            ),
            "/slow": Page("ok", delay_s=SLOW_S),
        },
        limit_s=5,
    )
    user.click(button("Save"))
    assert user.page.get_by_text("Saved").is_visible()


def test_a_poll_that_hung_before_the_action_is_not_waited_for(user_of: MakeUser) -> None:
    user = user_of(
        {
            "/": page(
                "<button onclick=\"document.title = 'pressed'\">Press</button><script>onload = () => fetch('/hangs')</script>"
            ),
            "/hangs": Page("", delay_s=4),
        },
        limit_s=3,
        opened=False,
    )
    user.page.goto(user.base_url)
    user.page.wait_for_timeout(100)
    user._hand.begin()
    user.page.mouse.move(5, 5)
    assert user._watch.until_usable(time.perf_counter(), 3) == 0.0


def test_an_action_without_effect_has_no_wait(user_of: MakeUser) -> None:
    user = user_of("<button>Nothing</button>")
    user.page.get_by_text("Nothing").hover()
    assert user._watch.until_usable(time.perf_counter(), 3) == 0.0


def test_a_page_that_never_holds_still_is_usable_all_the_same(user_of: MakeUser) -> None:
    user = user_of(
        "<p id=p></p><script>setInterval(() => p.textContent = Math.random(), 5)</script><a href='#x'>On</a>", limit_s=5
    )
    begin = time.perf_counter()
    user.click(link("On"))
    assert time.perf_counter() - begin < 4
    assert isinstance(user._watch, Watch)
