"""A finger taps and swipes, and nothing hovers: what only a mouse can reach is a barrier, and small targets are measured."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from scenarios.finger import on_screen_keys
from scenarios.stumble import Barrier, Stumble
from scenarios.targets import button, link
from tests.scenarios.conftest import MakeUser

PHONE = '<meta name="viewport" content="width=device-width, initial-scale=1">'
SAY = "document.getElementById('said').textContent"
SAID = '<p id="said" role="status"></p>'


def test_a_tap_sends_touch_events_and_the_page_sees_a_telephone(user_of: MakeUser) -> None:
    user = user_of(
        PHONE
        + SAID
        + "<button>Go</button><script>let met = []; for (const t of ['pointerdown', 'touchstart', 'touchend', 'click'])"
        f"addEventListener(t, (e) => {{ met.push(e.pointerType ? t + ' ' + e.pointerType : t); if (t === 'click') {SAY} = met.join(', '); }});</script>",
        "touch",
    )
    user.click(button("Go"))
    user.expect("pointerdown touch, touchstart, touchend, click touch")
    assert user.page.evaluate(
        "[innerWidth, innerHeight, matchMedia('(hover: none) and (pointer: coarse)').matches]"
    ) == [390, 844, True]


HOVER = f"""{PHONE}{SAID}<style>.row button {{ opacity: 0 }} .row:hover button, .row:focus-within button {{ opacity: 1 }}</style>
<p class="row">Talk with Bo <button onclick="{SAY} = 'Cancelled'">Cancel</button></p>"""


def test_what_shows_only_under_a_hovering_mouse_is_a_barrier_for_a_finger_alone(user_of: MakeUser) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(HOVER, "touch").click(button("Cancel"))
    assert barrier.value.code == "shown-on-hover"
    for mode_id in ("pointer", "keyboard"):
        user = user_of(HOVER, mode_id)
        user.click(button("Cancel"))
        user.expect("Cancelled")


CARD = f"""{PHONE}{SAID}<style>.card {{ position: relative; padding: 20px; width: 250px }} .over {{ position: absolute; inset: 0; opacity: 0 }}</style>
<div class=card>WITHIN<button class=over aria-label="Open" onclick="{SAY} = 'Opened'"></button></div>"""


@pytest.mark.parametrize(
    ("within", "barrier"),
    [
        ("<h2>Week letter</h2><p>Read what happens</p>", False),
        ("<h2>Week letter</h2><style>@media (hover: hover) { .card { &:hover .over { opacity: 1 } } }</style>", True),
        pytest.param('<p style="opacity:0">Nobody sees this</p>', True, marks=pytest.mark.slow),
    ],
    ids=["a card", "a card with a button that hovering shows", "nothing in sight"],
)
def test_a_transparent_thing_over_a_card_is_tapped_unless_hovering_shows_it(
    user_of: MakeUser, within: str, barrier: bool
) -> None:
    user = user_of(CARD.replace("WITHIN", within), "touch")
    if not barrier:
        user.click(button("Open"))
        user.expect("Opened")
        return
    with pytest.raises(Barrier) as met:
        user.click(button("Open"))
    assert met.value.code == "shown-on-hover"


@pytest.mark.parametrize(("goes", "opened"), [("setTimeout(() => { menu.hidden = true }, 60)", False), ("", True)])
def test_a_menu_that_flashes_up_under_a_finger_is_not_open(user_of: MakeUser, goes: str, opened: bool) -> None:
    user = user_of(
        f"""{PHONE}{SAID}<button onclick="menu.hidden = false; {goes}">Attendance</button>
        <div id="menu" hidden><button onclick="{SAY} = 'Chosen'">Take attendance</button></div>""",
        "touch",
    )
    if opened:
        user.follow("Attendance", "Take attendance")
        user.expect("Chosen")
        return
    with pytest.raises(Barrier) as barrier:
        user.follow("Attendance", "Take attendance")
    assert barrier.value.code == "shown-on-hover"


def test_a_button_that_fades_in_and_a_drawn_over_checkbox_are_tapped(user_of: MakeUser) -> None:
    user = user_of(
        f"""{PHONE}{SAID}<style>@keyframes in {{ from {{ opacity: 0 }} }} button {{ animation: in .4s }}</style>
        <label><input type="checkbox" style="opacity:0" onchange="{SAY} = 'Ticked'"><span>☐ Ill</span></label>
        <button onclick="{SAY} = 'Sent'">Send</button>""",
        "touch",
    )
    user.tick("Ill")
    user.expect("Ticked")
    user.click(button("Send"))
    user.expect("Sent")


LONG = "<div style='height:2400px'>Text</div>"
SOME = LONG.replace("2400", "1200")
"""More than a screen, in half as many swipes."""


def test_a_field_of_which_only_an_edge_is_in_sight_is_brought_out_and_then_tapped(user_of: MakeUser) -> None:
    field = f"""<label for="street">Street</label><input id="street" oninput="{SAY} = this.value" onclick="(window.taps ||= []).push(scrollY)"
        style="box-sizing: border-box; width: 340px; height: 44px; border-radius: 8px">"""
    user = user_of(
        f"{PHONE}<style>* {{ margin: 0 }}</style>{SAID}<div style='height: 780px'></div>{field}{LONG}", "touch"
    )
    top = user.page.locator("#street").bounding_box()
    assert top
    user.page.locator("div").first.evaluate("(e, by) => { e.style.height = 780 + by + 'px' }", 844 - 5 - top["y"])
    user.fill("Street", "Ekgatan 1")
    assert user._hand.tally.clicks == 1
    taps = user.page.evaluate("window.taps")
    assert len(taps) == 1  # the first tap met it: a second would hide that nothing was brought out
    assert taps[0] > 20  # and what the browser scrolls for whoever types came after it
    user.expect("Ekgatan 1")


@pytest.mark.parametrize("mode_id", ["touch", "pointer"])
def test_nothing_is_typed_while_the_caret_is_nowhere(user_of: MakeUser, mode_id: str) -> None:
    deaf = """<label>Town <input id="town" onmousedown="if (!this.pressed || this.deaf) { this.pressed = true; event.preventDefault(); document.activeElement.blur() }"></label>"""
    user = user_of(f"{PHONE}{deaf}<p>{LONG}</p>", mode_id)
    user.fill("Town", "Lund")  # pressed twice
    assert user.page.locator("#town").input_value() == "Lund"
    never = user_of(PHONE + deaf.replace('id="town"', 'id="town" onfocus="this.deaf = true; this.blur()"'), mode_id)
    with pytest.raises(Stumble) as stumble:
        never.fill("Town", "Lund")
    assert stumble.value.code == "not-a-field"


def test_a_page_and_a_part_of_it_are_swiped_to_what_lies_below(user_of: MakeUser) -> None:
    user = user_of(
        f"""{PHONE}{SAID}{SOME}<div id="list" style="height:300px;overflow-y:auto">{SOME}<button onclick="{SAY} = 'Low'">Low</button>{SOME}</div>{SOME}""",
        "touch",
    )
    user.click(button("Low"))
    assert user._hand.tally.scrolled_px > 1300  # the part alone scrolls by no more than 1200
    assert user.page.locator("#said").text_content() == "Low"


def test_what_is_beside_the_screen_is_swiped_to_in_a_row_that_scrolls(user_of: MakeUser) -> None:
    days = "".join(
        f"<button onclick=\"{SAY} = 'Day {d}'\" style='flex:none;width:120px'>Day {d}</button>" for d in range(12)
    )
    user = user_of(f"{PHONE}{SAID}<div style='display:flex;overflow-x:auto'>{days}</div>", "touch")
    user.click(button("Day 11"))
    user.expect("Day 11")


@pytest.mark.parametrize(
    "style",
    ["touch-action:none", '" ontouchstart="" data-x="', "overflow:hidden"],
    ids=["touch-action", "touchmove-swallowed", "scroll-lock"],
)
def test_a_page_that_no_swipe_moves_is_a_barrier_and_says_what_does_not_move(user_of: MakeUser, style: str) -> None:
    swallow = "<script>if (document.querySelector('[data-x]')) addEventListener('touchmove', (e) => e.preventDefault(), { passive: false })</script>"
    user = user_of(
        f'{PHONE}<div style="{style}">{LONG}<button>Low</button></div>{swallow}'
        if "overflow" not in style
        else f"{PHONE}<style>html {{ overflow: hidden }}</style>{LONG}<button>Low</button>",
        "touch",
    )
    with pytest.raises(Barrier) as barrier:
        user.click(button("Low"))
    assert (barrier.value.code, barrier.value.values["by"]) == (
        "cut-off" if "overflow" in style else "not-scrollable",
        "page",
    )


def test_a_list_that_the_wheel_moves_and_the_finger_does_not_is_a_barrier_for_the_finger(user_of: MakeUser) -> None:
    page = f'{PHONE}{SAID}<div role="list" aria-label="Times" style="height:200px;overflow-y:auto;touch-action:none">{LONG}<button onclick="{SAY} = \'Booked\'">Book</button></div>'
    with pytest.raises(Barrier) as barrier:
        user_of(page, "touch").click(button("Book"))
    assert (barrier.value.code, barrier.value.values["by"]) == ("not-scrollable", 'list "Times"')
    by_mouse = user_of(page, "pointer")
    by_mouse.click(button("Book"))
    by_mouse.expect("Booked")


def test_what_lies_under_a_bar_at_the_foot_of_the_telephone_is_a_barrier(user_of: MakeUser) -> None:
    page = f"""{PHONE}<button style="position:fixed;bottom:0;left:0;height:40px">Book</button>
        <nav aria-label="Bar" style="position:fixed;bottom:0;left:0;right:0;height:60px;background:#eee">Bar</nav>"""
    with pytest.raises(Barrier) as barrier:
        user_of(page, "touch").click(button("Book"))
    assert (barrier.value.code, barrier.value.values["by"]) == ("covered", 'nav "Bar"')


def test_what_only_a_bar_hides_until_one_swipes_on_is_tapped(user_of: MakeUser) -> None:
    user = user_of(
        f"""{PHONE}{SAID}<nav style="position:fixed;bottom:0;left:0;right:0;height:200px;background:#eee">Bar</nav>
        <div style="height:760px">Text</div><button onclick="{SAY} = 'Pressed'">Low</button>{LONG}""",
        "touch",
    )
    user.click(button("Low"))
    user.expect("Pressed")


def test_a_button_far_down_in_a_frame_is_swiped_to_and_one_that_the_outer_page_covers_is_a_barrier(
    user_of: MakeUser,
) -> None:
    inner = f"<!doctype html><title>f</title>{SOME}<button onclick=\"document.body.append('Pressed in the frame')\">Inside</button>"
    outer = f'<!doctype html><html lang=en><title>x</title>{PHONE}{SOME}<iframe title=part src="/inner" style="height:400px;width:300px"></iframe>'
    user = user_of({"/": outer, "/inner": inner}, "touch")
    user.click(button("Inside"))
    user.expect("Pressed in the frame")

    cover = "<div style='position:fixed;inset:0;background:#eee'>Cookies</div>"
    covered = user_of({"/": outer + cover, "/inner": inner.replace(SOME, "")}, "touch")
    with pytest.raises(Barrier) as barrier:
        covered.click(button("Inside"))
    assert (barrier.value.code, barrier.value.values["by"]) == ("covered", 'div "Cookies"')


def test_a_page_wider_than_the_screen_is_shrunk_to_fit_and_still_tapped(user_of: MakeUser) -> None:
    user = user_of(f"{SAID}<button style='margin:300px 0 0 700px' onclick=\"{SAY} = 'Hit'\">Right</button>", "touch")
    user.click(button("Right"))
    user.expect("Hit")


def test_typing_on_the_screen_needs_no_homing_and_replaces_what_stood_there(user_of: MakeUser) -> None:
    user = user_of(
        f'{PHONE}<label>Name <input id="n" value="old"></label><label>Telephone <input id="t" type="tel"></label>',
        "touch",
    )
    user.fill("Name", "Bo")
    assert user._hand.tally.text() == "MPBBMPBBPBBKKK"  # tap; long press and "Select all"; Shift, b, o
    assert user.page.locator("#n").input_value() == "Bo"
    user.fill("Telephone", "070")
    assert (user._hand.tally.text(), user._hand.tally.keystrokes) == ("MPBBMKKK", 3)


def test_a_change_to_the_keyboards_signs_is_a_key() -> None:
    assert on_screen_keys("bo") == 2
    assert on_screen_keys("b2b") == 5
    assert on_screen_keys("12", digits=True) == 2
    assert on_screen_keys("a", digits=True) == 2


def _size(user_of: MakeUser, body: str, name: str = "x") -> tuple[float, float, str]:
    user = user_of(
        f"{PHONE}<style>* {{ margin: 0 }} a, button {{ display: inline-block; padding: 0; border: 0 }}</style>{body}",
        "touch",
    )
    user.click(name)
    tally = user._hand.tally
    return tally.target_width_px, tally.target_height_px, tally.size_exception


def _box(name: str, width: float, height: float, more: str = "") -> str:
    return f'<button aria-label="{name}" style="position:absolute;width:{width}px;height:{height}px;{more}"></button>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (_box("x", 24, 24), (24, 24, "")),
        (_box("x", 20, 20), (20, 20, "spacing")),
        (_box("x", 20, 20) + _box("y", 20, 20, "left:20px"), (20, 20, "")),
        (_box("x", 20, 20) + _box("y", 20, 20, "left:24px"), (20, 20, "spacing")),
        (_box("x", 20, 20) + _box("y", 60, 60, "left:21px"), (20, 20, "")),
        (_box("x", 20, 20) + _box("y", 60, 60, "left:22px"), (20, 20, "spacing")),
        (_box("x", 20, 20) + _box("y", 60, 60, "left:21px;visibility:hidden"), (20, 20, "spacing")),
    ],
    ids=["large enough", "alone", "two circles meet", "two circles touch", "circle meets a large target", "circle clear of it", "what is hidden is no target"],
)  # fmt: skip
def test_a_small_target_is_allowed_where_its_circle_meets_no_other(
    user_of: MakeUser, body: str, expected: tuple[float, float, str]
) -> None:
    assert _size(user_of, body) == expected


def test_a_link_in_a_sentence_and_the_browsers_own_box_may_be_small_and_a_label_counts(user_of: MakeUser) -> None:
    sentence = '<p style="font:12px/14px sans-serif">Read <a href="#a" style="display:inline" aria-label="x">the rules</a> before you <a href="#b" style="display:inline">go on</a>.</p>'
    assert _size(user_of, sentence)[2] == "inline"
    crowd = (
        _box("y", 20, 20, "left:0;top:0")
        + '<input type="checkbox" aria-label="x" style="position:absolute;left:21px;top:0">'
    )
    assert _size(user_of, crowd)[2] == "user-agent"
    labelled = '<label style="display:block;width:200px;height:40px"><input type="checkbox"> x</label>'
    assert _size(user_of, labelled) == (200, 40, "")


def test_links_that_stand_close_in_a_list_are_no_links_in_a_sentence(user_of: MakeUser) -> None:
    rows = "".join(
        f'<li style="height:14px;font:12px/14px sans-serif"><a href="#{n}" style="display:inline">{n}</a></li>'
        for n in "xyz"
    )
    user = user_of(f"{PHONE}<ul>{rows}</ul>", "touch")
    user.click(link("y"))
    assert user._hand.tally.size_exception == ""
    assert user._hand.tally.target_height_px < 24


def test_no_mouse_is_used_by_touch() -> None:
    for file in ("modes/touch.py", "finger.py", "aim.py", "system_dialogs.py", "target_size.py"):
        tree = ast.parse((Path(__file__).parents[2] / "scenarios" / file).read_text("utf-8"))
        used = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        assert not used & {"mouse", "hover", "dispatch_event", "dblclick"}, file
