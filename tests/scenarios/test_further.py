"""Scrolling on for what does not come is charged to the hand where it brought something, and to the page where time alone did."""

from __future__ import annotations

import pytest

from scenarios.lookup import Look
from scenarios.stumble import NotFound, NotSeen
from scenarios.targets import button, text
from scenarios.user import User
from tests.conftest import Page
from tests.scenarios.conftest import MakeUser, page

LATE_MS = 900
"""Longer than anybody looks before they scroll on."""
GROWS_S = 0.4
LIMIT_S = 6
TALL = "<div style='height:9000px'>x</div>"
WATCHED = """<script>let most = 0, within = 0, took = 0, mouse = [0, 0]; addEventListener('mousemove', (e) => { mouse = [e.clientX, e.clientY] });
addEventListener('scroll', (e) => { most = Math.max(most, scrollY); within = Math.max(within, e.target.scrollTop || 0) }, true);
const late = (ms, f) => { const began = performance.now(); setTimeout(() => { f(); took = performance.now() - began }, ms) }</script>"""
GO = f"<p id=p role=status></p><button onclick=\"late({LATE_MS}, () => {{ p.textContent = 'Done' }})\">Go</button>"


def _scrolled(user: User) -> float:
    return float(user.page.evaluate("most"))


def _cost(user: User) -> tuple[int, str, float]:
    tally = user._hand.tally
    return tally.keystrokes, tally.text(), tally.scrolled_px


def _slowly(*rest: str) -> list[object]:
    return [pytest.param(mode_id, marks=pytest.mark.slow) for mode_id in rest]


@pytest.mark.parametrize("mode_id", ["keyboard", "pointer", *_slowly("touch", "screen-reader", "zoom")])
def test_what_came_by_itself_costs_the_hand_nothing_and_the_page_is_where_it_was(
    user_of: MakeUser, mode_id: str
) -> None:
    user = user_of(WATCHED + GO + TALL, mode_id, limit_s=LIMIT_S)
    user.click(button("Go"))
    at = user._hand.at, user._hand.pointer
    with user._action("expect", button("Go"), acts=False) as doing:
        assert doing.look_for(lambda: doing.sees(Look(text("Done"))))
    assert _scrolled(user) > 0
    assert _cost(user) == (0, "", 0.0)
    assert (user._hand.at, user._hand.pointer) == at
    if mode_id in {"pointer", "zoom"}:
        assert user.page.evaluate("mouse") == pytest.approx(at[1], abs=1)
    assert user.page.evaluate("scrollY") == 0
    assert doing.waited_s * 1000 <= user.page.evaluate("took")  # and what the hand did meanwhile is in no wait


@pytest.mark.parametrize("mode_id", ["keyboard", *_slowly("pointer")])
def test_the_same_holds_of_a_part_that_scrolls_by_itself_and_focus_is_where_it_was(
    user_of: MakeUser, mode_id: str
) -> None:
    box = f"<p style='height:900px'></p><a href='#x'>First</a> <a href='#y'>Second</a><div tabindex=0 id=box style='height:200px;overflow:auto'>{TALL}</div>"
    user = user_of(WATCHED + GO + box, mode_id, limit_s=LIMIT_S)
    user.click(button("Go"))
    foot = user.page.evaluate("scrollTo(0, 9999), scrollY")
    user.expect("Done")
    assert foot > 100
    assert user.page.evaluate("within") > 0
    assert _cost(user) == (0, "", 0.0)
    assert user.page.evaluate("[box.scrollTop, scrollY, document.activeElement.textContent]") == [0, foot, "Go"]


@pytest.mark.slow
def test_where_focus_does_not_come_back_its_way_is_charged(user_of: MakeUser) -> None:
    once = "<a href='#x' onfocus='document.querySelector(\"button\").tabIndex = -1'>First</a> <a href='#y'>Second</a>"
    box = f"<div tabindex=0 id=box style='height:200px;overflow:auto'>{TALL}</div>"
    user = user_of(WATCHED + GO + once + box, "keyboard", limit_s=LIMIT_S)
    user.click(button("Go"))
    user.expect("Done")
    assert user.page.evaluate("box.scrollTop") == 0
    assert 4 <= user._hand.tally.keystrokes < 4 + 6  # three times Tab, and Page Down; not the way back


@pytest.mark.parametrize("mode_id", ["keyboard", "pointer", *_slowly("touch")])
def test_what_came_by_scrolling_is_charged(user_of: MakeUser, mode_id: str) -> None:
    grows = f"<ul id=l style='margin:0'></ul>{TALL}<script>onscroll = () => {{ if (scrollY > 900) l.style.marginTop = '4000px', l.innerHTML = '<li>Bo</li>' }}</script>"
    user = user_of(WATCHED + grows, mode_id, limit_s=LIMIT_S)
    with user._action("expect", button("Go"), acts=False) as doing:
        assert doing.look_for(lambda: doing.sees(Look(text("Bo"))))
    assert doing.waited_s < 0.5  # the page took nothing; that nobody scrolled on at once was not its doing
    keystrokes, operators, scrolled = _cost(user)
    assert (scrolled > 900) if mode_id != "keyboard" else (keystrokes > 1 and operators == "K" * keystrokes)


@pytest.mark.slow
def test_what_shows_only_further_down_is_charged_and_pressed_there(user_of: MakeUser) -> None:
    top = "<button id=b style='position:fixed;top:0;display:none' onclick='document.title = \"Up\"'>To the top</button>"
    user = user_of(
        f"{WATCHED}{top}{TALL}<script>onscroll = () => b.style.display = scrollY > 300 ? '' : 'none'</script>",
        limit_s=LIMIT_S,
    )
    user.click(button("To the top"))
    assert user.page.title() == "Up"
    assert user._hand.tally.scrolled_px > 8000


@pytest.mark.slow
def test_what_shows_once_further_down_and_then_never_again_is_not_found(user_of: MakeUser) -> None:
    hides = "let gone = 0; onscroll = () => { gone ||= b.hidden === false && scrollY < 300; b.hidden = gone || scrollY < 300 }"
    top = "<button id=b hidden style='position:fixed;top:0'>To the top</button>"
    user = user_of(f"{top}{TALL}<script>{hides}</script>", limit_s=1.5)
    with pytest.raises(NotFound):
        user.click(button("To the top"))
    assert user._hand.tally.scrolled_px > 8000


IN_PLACE = (
    f"<p id=p style='position:fixed;top:0'></p><script>late({LATE_MS}, () => {{ p.textContent = 'Sent' }})</script>"
)
IN_A_FRAME = (
    f"<iframe srcdoc=\"<p id=p></p><script>setTimeout(() => p.textContent = 'Sent', {LATE_MS})</script>\"></iframe>"
)


@pytest.mark.parametrize("said", [IN_PLACE, pytest.param(IN_A_FRAME, marks=pytest.mark.slow)], ids=["place", "frame"])
def test_a_message_that_stays_in_place_and_one_in_a_frame_cost_nothing(user_of: MakeUser, said: str) -> None:
    user = user_of(WATCHED + said + TALL, limit_s=LIMIT_S)
    user.expect("Sent")
    assert _scrolled(user) > 0
    assert _cost(user) == (0, "", 0.0)


@pytest.mark.slow
def test_the_next_page_that_came_late_costs_nothing(user_of: MakeUser) -> None:
    leads = f"{WATCHED}{TALL}<script>setTimeout(() => location = '/next', {LATE_MS})</script>"
    user = user_of({"/": page(leads), "/next": page(f"<p>Welcome</p>{TALL}")}, limit_s=LIMIT_S)
    user.expect("Welcome")
    assert _cost(user) == (0, "", 0.0)


@pytest.mark.slow
def test_where_the_page_has_scrolled_itself_meanwhile_it_stays(user_of: MakeUser) -> None:
    user = user_of(
        f"{WATCHED}{TALL}<p id=p>a</p>{TALL}<script>late({LATE_MS}, () => {{ scrollTo(0, 200); document.body.insertAdjacentHTML('afterbegin', '<p>Wrong</p>') }})</script>",
        limit_s=LIMIT_S,
    )
    user.page.evaluate("scrollTo(0, 3000)")
    user.expect("Wrong")
    assert _cost(user) == (0, "", 0.0)
    assert user.page.evaluate("scrollY") < 300


def test_nobody_scrolls_on_while_an_answer_is_awaited_and_half_of_their_patience_left(user_of: MakeUser) -> None:
    asks = f"{WATCHED}<p id=p></p>{TALL}<script>setTimeout(() => fetch('/slow').then((r) => r.text()).then((t) => p.textContent = t), 150)</script>"
    site = {"/": page(asks), "/slow": Page("Bo", delay_s=1.2)}
    user = user_of(site, limit_s=LIMIT_S)
    user.expect("Bo")
    assert _scrolled(user) == 0
    hurried = user_of(site, limit_s=1.3)
    with pytest.raises(NotSeen):
        hurried.expect("Alva")
    assert _scrolled(hurried) > 0


@pytest.mark.slow
def test_how_long_a_list_takes_to_grow_is_the_pages_time_each_time_that_it_grows(user_of: MakeUser) -> None:
    grows = """<ul id=l style='margin:0'></ul><script>let grown = 0, took = 0, busy = false;
    const grow = () => { const li = document.createElement('li'); li.style.height = '1500px'; li.textContent = ++grown > 3 ? 'Bo' : 'line'; l.append(li) };
    grow(); addEventListener('scroll', () => { if (busy || grown > 3) return; busy = true; const began = performance.now();
      fetch('/more').then((r) => r.text()).then(() => { grow(); took += performance.now() - began; busy = false }) }, true)</script>"""
    user = user_of({"/": page(grows), "/more": Page("more", delay_s=GROWS_S)}, limit_s=2 * LIMIT_S)
    with user._action("expect", button("Go"), acts=False) as doing:
        assert doing.look_for(lambda: doing.sees(Look(text("Bo"))))
    assert user.page.evaluate("grown") == 4
    assert doing.waited_s * 1000 > user.page.evaluate("took") - GROWS_S * 1000


def test_an_answer_that_is_late_is_a_wait_also_where_it_stands_further_down(user_of: MakeUser) -> None:
    asks = f"{WATCHED}{TALL}<p id=p></p><script>setTimeout(() => fetch('/slow').then((r) => r.text()).then((t) => p.textContent = t), 100)</script>"
    user = user_of({"/": page(asks), "/slow": Page("Bo", delay_s=1.3)}, limit_s=2)
    with user._action("expect", button("Go"), acts=False) as doing:
        assert doing.look_for(lambda: doing.sees(Look(text("Bo"))))
    assert _scrolled(user) > 0
    assert doing.waited_s > 1
