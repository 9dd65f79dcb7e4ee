"""LCP, INP, CLS and TTFB are read once for each visit; what the browser did not say is not made up."""

from __future__ import annotations

import pytest

from evidence.records import Vitals
from scenarios.targets import button, link
from scenarios.user import User
from scenarios.vitals import Visits, ask, reading_of
from tests.scenarios.conftest import MakeUser, page


class Written(list[Vitals]):
    """Where visits are written in these tests."""


def visits() -> tuple[Visits, Written]:
    written = Written()
    return Visits("attempt", written), written


def painted(user: User) -> None:
    """Two frames later the browser has told what it drew."""
    user.page.evaluate(
        "() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 60))))"
    )


TWO_PAGES = {"/": page("<h1>First</h1><a href='/next'>Next</a>"), "/next": page("<h1>Second, with a larger text</h1>")}


def test_each_document_has_figures_of_its_own(user_of: MakeUser) -> None:
    user = user_of(TWO_PAGES)
    watched, written = visits()
    painted(user)
    watched.look(ask(user.page), 0, "first")
    user.click(link("Next"))
    watched.look(user._watch.reading, 1, "second")
    painted(user)
    watched.look_again(ask(user.page))
    watched.leave()
    assert [(one.action, one.state, one.soft) for one in written] == [(0, "first", False), (1, "second", False)]
    for one in written:
        assert one.ttfb_s is not None
        assert one.lcp_s is not None
        assert one.lcp_s > one.ttfb_s > 0
        assert one.cls == 0


SOFT = """<h1>Messages</h1><button onclick="history.pushState(null, '', '/message/1'); said.textContent = 'Opened'">Open</button>
<p id=said></p>"""


def test_another_address_in_the_same_document_has_no_figures_rather_than_old_ones(user_of: MakeUser) -> None:
    user = user_of(SOFT)
    watched, written = visits()
    painted(user)
    watched.look(ask(user.page), 0, "list")
    user.click(button("Open"))
    watched.look(user._watch.reading, 1, "message")
    watched.leave()
    before, after = written
    assert before.lcp_s is not None
    assert after.soft
    assert (after.ttfb_s, after.lcp_s, after.inp_s, after.cls) == (None, None, None, None)


SLOW = """<button onclick="const until = performance.now() + 120; while (performance.now() < until); said.textContent = 'Done'">Work</button>
<p id=said></p>"""


def test_a_page_that_is_busy_reacts_late(user_of: MakeUser) -> None:
    user = user_of(SLOW)
    user.click(button("Work"))
    painted(user)
    reading = ask(user.page)
    assert reading
    assert reading.inp_s is not None
    assert reading.inp_s >= 0.12


MOVING = """<p>A text</p><script>setTimeout(() => document.body.prepend(Object.assign(document.createElement('div'),
{ style: 'height: 300px; background: #ddd' })), 80)</script>"""


def test_a_page_that_moves_by_itself_is_told(user_of: MakeUser) -> None:
    user = user_of(MOVING)
    user.page.wait_for_timeout(250)
    painted(user)
    reading = ask(user.page)
    assert reading
    assert reading.cls is not None
    assert reading.cls > 0


MOVES_FOR_LONG = """<p>A text</p><script>let sum = 0;
new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value }).observe({ type: 'layout-shift', buffered: true });
for (let i = 0; i < 7; i++) setTimeout(() => document.body.prepend(Object.assign(document.createElement('div'),
{ style: 'height: 40px; background: #ddd' })), 700 + 750 * i)</script>"""


@pytest.mark.slow
def test_a_window_of_shifts_begins_with_its_first_shift_and_not_with_the_page(user_of: MakeUser) -> None:
    user = user_of(MOVES_FOR_LONG)
    user.page.wait_for_timeout(5600)  # the last comes five seconds after the page, and less after the first
    painted(user)
    reading = ask(user.page)
    assert reading
    assert reading.cls == pytest.approx(user.page.evaluate("sum"))


def test_the_page_is_read_together_with_the_look_whether_it_is_usable(user_of: MakeUser) -> None:
    user = user_of(TWO_PAGES)
    user.click(link("Next"))
    assert user._watch.reading
    assert user._watch.reading.address.endswith("/next")


@pytest.mark.parametrize(
    "told",
    [None, "text", [], [1, 2, 3, 4, 5, 6], [None, "a", 1, 1, 1, 1], [float("nan"), "a", 1, 1, 1, 1], {"document": 1}],
)
def test_what_is_no_answer_of_the_watch_is_not_read(told: object) -> None:
    assert reading_of(told) is None


def test_a_figure_that_cannot_be_is_not_known() -> None:
    reading = reading_of([1.0, "http://x/", 0, -1, float("inf"), "much"])
    assert reading
    assert (reading.ttfb_s, reading.lcp_s, reading.inp_s, reading.cls) == (None, None, None, None)
