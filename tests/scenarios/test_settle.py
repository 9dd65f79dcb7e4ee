"""What counts as waiting: requests and documents that an action caused, not what hung before it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, ElementHandle

from scenarios.doing import Doing
from scenarios.modes import mode
from scenarios.settle import _STILL, RESTLESS_S, Stillness, Watch
from scenarios.stumble import NotSeen
from scenarios.targets import button, link
from scenarios.user import User
from tests.conftest import Page, served
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


def test_a_page_whose_scripts_wait_for_their_turn_is_not_still(user_of: MakeUser) -> None:
    user = user_of("<p>Here</p>", limit_s=3)
    user.page.wait_for_timeout(100)
    since = time.perf_counter()
    user.page.evaluate("""void setTimeout(() => {
      for (const until = performance.now() + 200; performance.now() < until;);
      setTimeout(() => setTimeout(() => document.body.append('Late'), 0), 0);
    }, 30)""")
    user._watch.until_usable(since, 3, Stillness(quiet_ms=60, scripts_ms=250))
    assert "Late" in user._watch.shown.text


def test_a_page_that_keeps_the_browser_busy_and_does_not_change_is_no_wait(user_of: MakeUser) -> None:
    busy = "setInterval(() => { for (const until = performance.now() + 20; performance.now() < until;); }, 22)"
    user = user_of({"/": page(f"<button>Nothing</button><script>{busy}</script>")}, limit_s=5)
    for _ in range(6):
        user.page.get_by_text("Nothing").click()
        assert user._watch.until_usable(time.perf_counter(), 5) < RESTLESS_S / 2


def test_what_an_input_leads_to_has_a_turn_before_the_page_is_still(user_of: MakeUser) -> None:
    user = user_of("<p>Here</p>")
    told = user.page.evaluate("""() => {
      setTimeout(() => document.body.append('Late'), 0);
      return window.__skolprovStill(0, 1000, true, 0);
    }""")
    assert "Late" in told[3]


def test_stillness_counts_from_the_last_input(user_of: MakeUser) -> None:
    user = user_of("<p>Here</p>")
    user.page.mouse.click(5, 5)
    user.page.wait_for_timeout(500)
    took_ms = user.page.evaluate("""async () => {
      const asked = performance.now();
      await window.__skolprovStill(400, 2000, true, 0);
      return performance.now() - asked;
    }""")
    assert took_ms < 300


def test_a_document_whose_deferred_scripts_have_not_run_is_not_still(user_of: MakeUser) -> None:
    here = '<!doctype html><title>T</title><script defer src="/late.js"></script><p>Here</p>'
    script = Page("document.body.append('Late')", delay_s=0.06, kind="text/javascript")
    user = user_of({"/": here, "/late.js": script}, opened=False)
    user.page.goto(user.base_url, wait_until="commit")
    told = user.page.evaluate(_STILL, [8, 3000, True, 5000])
    assert "Late" in told[3]


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
    assert not user._watch._hangs  # what is waited for until the limit would be in there


def test_a_poll_that_begins_as_each_page_loads_holds_up_only_the_first(user_of: MakeUser) -> None:
    polls = page("<p>Start</p><script>onload = () => fetch('/hangs?since=' + Math.random())</script>")
    user = user_of({"/": polls, "/hangs": Page("", delay_s=3)}, limit_s=1.2)
    assert len(user._watch._hangs) == 1
    began = time.perf_counter()
    user.page.goto(user.base_url)
    assert user._watch.is_pending(began)  # for a moment it may be an answer that comes this time
    user.page.wait_for_timeout(RESTLESS_S * 1000 + 50)
    assert user._watch._open
    assert not user._watch.is_pending(began)


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


LOOKED_AT_S = 0.7
"""Longer than anybody looks before they scroll on."""


def test_what_each_look_finds_is_there_however_long_a_look_takes(user_of: MakeUser) -> None:
    # Whether it shows is asked of the button, which takes its time, as a large page on a busy machine does.
    slow = f"b.checkVisibility = () => {{ const end = performance.now() + {LOOKED_AT_S * 1000}; while (performance.now() < end); return true; }}"
    user = user_of(f"<button id=b onclick=\"document.title = 'Went'\">Trip</button><script>{slow}</script>", limit_s=8)
    user.click(button("Trip"))
    assert user.page.title() == "Went"


def test_what_comes_after_the_persons_limit_has_come_too_late(user_of: MakeUser) -> None:
    user = user_of("<p>Here</p>")
    doing = Doing(user.page, user._hand, user.mode, 0.2, lambda: 0.0, watch=user._watch, acted_at=0.0)

    def answered_late() -> list[ElementHandle]:
        user.page.wait_for_timeout(250)
        return user.page.query_selector_all("p")

    assert not doing.until(lambda: bool(answered_late()))
    assert not doing.look_for(answered_late)


# --- what is not there --------------------------------------------------------------------------------------------

LIST = "<h1>Absent today</h1><ul id=l></ul><script>SCRIPT</script>"
ARRIVES = "fetch('/slow').then((r) => r.text()).then((t) => { l.innerHTML = '<li>' + t })"
ASKED_LATE_S = 1.4
"""Longer than anybody would take as a fixed time to glance, and than the first page takes to be usable."""


def test_what_comes_with_a_slow_answer_is_seen_however_long_it_takes(user_of: MakeUser) -> None:
    # The first request begins by a timer, after the page was usable: only watching the page tells that it goes on.
    site = {
        "/": page(LIST.replace("SCRIPT", f"setTimeout(() => {ARRIVES}, 150)")),
        "/slow": Page("Bo", delay_s=ASKED_LATE_S),
    }
    user = user_of(site, limit_s=6)
    assert user.sees("Bo")
    user = user_of(site, limit_s=6)
    with pytest.raises(NotSeen):
        user.expect_no("Bo")


def test_what_goes_with_a_slow_answer_is_gone_however_long_it_takes(user_of: MakeUser) -> None:
    # The request begins by a timer after the look has begun: not as the page loads, or a slow machine would open it empty.
    leaves = "leave = () => setTimeout(() => fetch('/slow').then(() => { l.innerHTML = '' }), 150)"
    site = {
        "/": page(LIST.replace("SCRIPT", f"l.innerHTML = '<li>Bo'; {leaves}")),
        "/slow": Page("", delay_s=2.2),
    }
    user = user_of(site, limit_s=6)
    assert user.sees("Bo")
    user.page.evaluate("leave()")
    user.expect_no("Bo")
    assert not user.sees("Bo")


def test_a_page_in_sight_of_which_something_says_that_it_loads_proves_no_absence(user_of: MakeUser) -> None:
    body = "<div aria-busy=true>Fetching</div><a href='#x'>On</a>"
    user = user_of(body)
    assert not user.sees("Bo")
    with pytest.raises(NotSeen) as unsettled:
        user.expect_no("Bo")
    assert unsettled.value.code == "never-settled"
    user_of(body.replace("<div", "<div hidden")).expect_no("Bo")


def test_an_answer_still_outstanding_at_the_limit_proves_no_absence(user_of: MakeUser) -> None:
    site = {"/": page(LIST.replace("SCRIPT", ARRIVES)), "/slow": Page("Bo", delay_s=5)}
    user = user_of(site, limit_s=1.2)
    assert not user.sees("Bo")  # looks for as long as there is patience, and does not judge
    for _ in range(2):
        with pytest.raises(NotSeen) as unsettled:
            user.expect_no("Bo")
        assert unsettled.value.code == "never-settled"


@pytest.mark.slow
def test_an_answer_that_comes_within_the_limit_of_the_look_is_waited_for(user_of: MakeUser) -> None:
    site = {"/": page(LIST.replace("SCRIPT", ARRIVES)), "/slow": Page("Bo", delay_s=2)}
    assert user_of(site, limit_s=1.5).sees("Bo")
    with pytest.raises(NotSeen) as seen:
        user_of(site, limit_s=1.5).expect_no("Bo")
    assert seen.value.code in {"still-seen", "never-settled"}
    user_of(site, limit_s=1.5).expect_no("Cy")


def test_a_poll_that_hung_before_the_last_action_says_nothing_of_what_is_absent(user_of: MakeUser) -> None:
    site = {"/": page(LIST.replace("SCRIPT", ARRIVES) + "<button>On</button>"), "/slow": Page("Bo", delay_s=6)}
    user = user_of(site, limit_s=1.2)
    user.click(button("On"))
    user.expect_no("Bo")
    assert not user.sees("Bo")


def test_a_page_that_polls_or_never_holds_still_settles_all_the_same(user_of: MakeUser) -> None:
    site = {
        "/": page(
            "<p id=p></p><script>setInterval(() => p.textContent = Math.random(), 5); setInterval(() => fetch('/poll'), 90)</script>"
        ),
        "/poll": "",
    }
    user = user_of(site, limit_s=5)
    user.expect_no("Bo")
    assert not user.sees("Bo")


def test_a_page_whose_pictures_are_called_like_the_documents_own_methods_settles(user_of: MakeUser) -> None:
    names = ("querySelectorAll", "body", "documentElement", "readyState", "createRange", "getAnimations")
    body = "".join(f'<img name="{name}" alt="">' for name in names) + "<p>Here</p><form name='title'></form>"
    user = user_of(body, limit_s=1.5)
    looked = user._look_until_settled(lambda: False, may_go=True)
    assert looked.settled
    user.expect("Here")
    user.expect_no("Bo")


def test_looking_at_a_page_that_has_settled_takes_none_of_the_persons_time(user_of: MakeUser) -> None:
    user = user_of("<p>Here</p>", limit_s=5)
    began = time.perf_counter()
    looked = user._look_until_settled(lambda: False, may_go=True)
    assert not looked.there
    assert looked.settled
    assert looked.waited_s + looked.proof_s <= time.perf_counter() - began
    assert looked.proof_s > looked.waited_s


def test_a_page_without_scripts_settles_when_it_is_loaded(user_of: MakeUser, browser: Browser) -> None:
    with served({"/": page("<p>Here</p>")}) as url:
        context = browser.new_context(java_script_enabled=False)
        user = User(context.new_page(), mode("pointer"), url, 5)
        user.open("/")
        assert not user.sees("Bo")
        user.expect_no("Bo")
        context.close()


@pytest.mark.parametrize(
    "routes", ["history.pushState(0, '', '/list')", pytest.param("location.hash = 'list'", marks=pytest.mark.slow)]
)
def test_an_address_that_changes_within_a_page_ends_none_of_its_requests(user_of: MakeUser, routes: str) -> None:
    shows = f"fetch('/slow').then(r => r.text()).then(t => p.textContent = t); {routes}"
    site = {"/": page(f'<button onclick="{shows}">List</button><p id=p></p>'), "/slow": Page("Bo", delay_s=1.4)}
    user = user_of(site, limit_s=5)
    user.click(button("List"))
    with pytest.raises(NotSeen):
        user.expect_no("Bo")


def test_a_page_that_is_left_takes_its_requests_with_it(user_of: MakeUser) -> None:
    leaves = "fetch('/hangs'); setTimeout(() => location.assign('/next'), 50)"
    site = {
        "/": page(f'<button onclick="{leaves}">On</button>'),
        "/hangs": Page("", delay_s=4),
        "/next": page("<p>Next</p>"),
    }
    user = user_of(site, limit_s=3)
    user.click(button("On"))
    user.expect("Next")
    began = time.perf_counter()
    user.expect_no("Bo")
    assert time.perf_counter() - began < 2


@pytest.mark.slow
@pytest.mark.parametrize(
    "first",
    [
        "location.href='/nothing'",
        "location.href='/file'",
        "location.href='/hangs';setTimeout(()=>window.stop(),100)",
    ],
)
def test_what_was_to_be_left_and_stays_keeps_its_requests(user_of: MakeUser, first: str) -> None:
    shows = "fetch('/slow').then(r => r.text()).then(t => p.textContent = t); history.pushState(0, '', '/list')"
    site = {
        "/": page(f'<button onclick="{first}">First</button><button onclick="{shows}">List</button><p id=p></p>'),
        "/slow": Page("Bo", delay_s=1.4),
        "/nothing": Page("", status=204),
        "/file": Page("zip", kind="application/zip"),
        "/hangs": Page("", delay_s=3),
    }
    user = user_of(site, limit_s=5)
    user.click(button("First"))
    user.click(button("List"))
    with pytest.raises(NotSeen):
        user.expect_no("Bo")
