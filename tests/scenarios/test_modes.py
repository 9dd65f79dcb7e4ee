"""Each control of a form can be operated in each mode; what a mode cannot operate is a barrier, with evidence."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import pytest

from evidence.records import Message, Outcome
from reports.endings import sentences
from reports.words import LANGUAGES, Words
from scenarios.aim import Way, bring_out
from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.modes import modes
from scenarios.outcome import ending_of
from scenarios.stumble import Barrier, Stumble, Unanswered
from scenarios.targets import button, field, link
from scenarios.trouble import Trouble
from scenarios.unreached import Walk, _is_trap
from tests.scenarios.conftest import MakeUser, page

ALL_MODES = sorted(modes())
both = pytest.mark.parametrize("mode_id", ALL_MODES)
zoom_slow = pytest.mark.parametrize(
    "mode_id", [pytest.param(m, marks=pytest.mark.slow) if m == "zoom" else m for m in ALL_MODES]
)
"""At zoom a control is operated with the pointer's own hand; what zoom changes has a file of its own."""
LOOKS_S = 3.0
"""Seconds: what is operated is there at once, but a busy machine takes its time to tell those who hear the page."""

FORM = """
<form onsubmit="event.preventDefault(); said.textContent = 'Saved ' + [...new FormData(this).entries()].map(e => e.join('=')).join(' ')">
<label>Name <input name="name" value="old"></label>
<label for="child">Child</label><select id="child" name="child"><option>Choose<option>Alva<option>Bo<option>Cajsa</select>
<fieldset><legend>Status</legend>
<label><input type="radio" name="status" value="here">Present</label><label><input type="radio" name="status" value="away">Absent</label></fieldset>
<label><input type="checkbox" name="ill" value="yes">Ill</label>
<label>Day <input type="date" name="day"></label>
<label>Time <input type="time" name="time"></label>
<label>Letter <textarea name="letter">before</textarea></label>
<label>Work <input type="file" name="work" onchange="said.textContent = 'Chose ' + this.files[0].name"></label>
<p>Telephone <input name="telephone"></p>
<button>Save</button></form><p id="said" role="status"></p>"""


@zoom_slow
def test_a_text_replaces_what_a_field_held(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(FORM, mode_id, limit_s=LOOKS_S)
    user.fill("Name", "Åsa Öberg")
    user.fill("Letter", "Dear all,")
    user.click(button("Save"))
    user.expect("name=Åsa Öberg")
    user.expect("letter=Dear all,")


def test_a_text_that_is_none_is_told_as_what_it_most_often_is(user_of: MakeUser) -> None:
    with pytest.raises(TypeError, match="fill takes a text, and got NoneType: is a variable not set"):
        user_of(FORM).fill("Name", None)  # type: ignore[arg-type]


@both
def test_an_option_is_chosen_from_a_list_and_from_radio_buttons(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(FORM, mode_id, limit_s=LOOKS_S)
    user.choose("Child", "Bo")
    user.choose("Status", "Absent")
    user.click(button("Save"))
    user.expect("child=Bo status=away")


@pytest.mark.parametrize("style", ["flex-direction:row", "flex-direction:row-reverse", "direction:rtl"])
def test_radio_buttons_in_several_lines_are_all_reached_by_the_arrows(user_of: MakeUser, style: str) -> None:
    times = [
        f"{day}, {hour}:{minute}"
        for day in ("Monday", "Wednesday", "Thursday")
        for hour in (15, 16)
        for minute in ("00", "20")
    ]
    labels = "".join(f'<label style="width:200px"><input type="radio" name="t" value="{t}">{t}</label>' for t in times)
    shows = "said.textContent = 'Chose ' + event.target.value"
    user = user_of(
        f'<fieldset oninput="{shows}" style="display:flex;flex-wrap:wrap;width:450px;{style}"><legend>Time</legend>{labels}</fieldset><p id="said">',
        "keyboard",
    )
    for time in (times[3], times[0], times[10], times[5]):
        user.choose("Time", time)
        user.expect(f"Chose {time}")


TABS = """<div role="tablist" style="width:250px">TABS</div><p id="said"></p><script>
const tabs = [...document.querySelectorAll('[role=tab]')];
tabs.forEach((tab, at) => {
  tab.onkeydown = (e) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 }[e.key];
    if (tabs[to]) { tab.tabIndex = -1; tabs[to].tabIndex = 0; tabs[to].focus(); }
  };
  tab.onclick = () => { said.textContent = 'Opened ' + tab.textContent; };
});</script>"""


def test_tabs_in_several_lines_that_know_left_and_right_only_are_all_reached(user_of: MakeUser) -> None:
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    tabs = "".join(
        f'<button role="tab" tabindex="{-1 if n else 0}" style="width:100px">{d}</button>' for n, d in enumerate(days)
    )
    user = user_of(TABS.replace("TABS", tabs), "keyboard")
    for day in ("Thursday", "Monday", "Friday", "Wednesday"):
        user.click(button(day))
        user.expect(f"Opened {day}")


ROVING = """<div role=group aria-label="View" id=g><button tabindex=0>Day</button><button tabindex=-1>Week</button><button tabindex=-1>Month</button></div>
<p id="said"></p><script>const all = [...g.children]; all.forEach((b, at) => {
  b.onclick = () => { said.textContent = 'Shows ' + b.textContent; };
  b.onkeydown = (e) => { const to = all[at + ({ ArrowRight: 1, ArrowLeft: -1 }[e.key] || NaN)]; if (to) { all.forEach((x) => { x.tabIndex = -1; }); to.tabIndex = 0; to.focus(); } };
});</script>"""


@pytest.mark.parametrize("role", ["role=group", pytest.param("", marks=pytest.mark.slow)])
def test_in_a_group_whose_arrows_move_focus_all_buttons_are_reached_by_keyboard(user_of: MakeUser, role: str) -> None:
    user = user_of(ROVING.replace("role=group", role), "keyboard")
    for view in ("Month", "Day"):
        user.click(button(view))
        user.expect(f"Shows {view}")


def test_a_button_without_tab_beside_others_that_know_no_arrows_is_a_barrier(user_of: MakeUser) -> None:
    user = user_of(f"{ROVING.partition('<script>')[0]}<button>After</button>", "keyboard")
    with pytest.raises(Barrier) as barrier:
        user.click(button("Month"))
    assert barrier.value.code == "not-reached-by-tab"
    assert 'button "After"' in barrier.value.focus_path


LISTBOX = """<span id=l>Subject</span><ul role=listbox tabindex=0 aria-labelledby=l id=b><li role=option id=o0>Maths<li role=option id=o1>Swedish<li role=option id=o2>Music</ul>
<p id="said"></p><script>const all = [...b.children]; let at = -1;
const go = (n) => { at = n; all.forEach((o, i) => o.setAttribute('aria-selected', i === n)); b.setAttribute('aria-activedescendant', all[n].id); said.textContent = 'Picked ' + all[n].textContent; };
all.forEach((o, i) => { o.onclick = () => go(i); });
b.onkeydown = (e) => { const to = at + ({ ArrowDown: 1, ArrowUp: -1 }[e.key] || NaN); if (all[to]) go(to); };</script>"""


@pytest.mark.parametrize(
    "mode_id", ["keyboard", "screen-reader", *(pytest.param(m, marks=pytest.mark.slow) for m in ("pointer", "touch"))]
)
def test_an_option_that_a_list_shows_all_the_time_is_chosen_and_pressed(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(LISTBOX, mode_id)
    user.choose("Subject", "Music")
    user.expect("Picked Music")
    user.click("Maths")
    user.expect("Picked Maths")


@zoom_slow
def test_a_box_is_ticked_once_and_unticked(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(FORM, mode_id, limit_s=LOOKS_S)
    user.tick("Ill")
    user.tick("Ill")
    user.click(button("Save"))
    user.expect("ill=yes")
    user.untick("Ill")
    user.click(button("Save"))
    user.expect_no("ill=yes")


@zoom_slow
def test_the_browsers_own_date_and_time_fields_are_filled(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(FORM, mode_id, limit_s=LOOKS_S)
    user.fill("Day", "2026-11-24")
    user.fill("Time", "08:15")
    user.click(button("Save"))
    user.expect("day=2026-11-24 time=08:15")


@zoom_slow
def test_a_file_is_attached(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(FORM, mode_id, limit_s=LOOKS_S)
    user.attach("Work", "essay.txt")
    user.expect("Chose essay.txt")


@pytest.mark.parametrize("mode_id", [m for m in ALL_MODES if m != "screen-reader"])
def test_a_field_without_a_label_is_found_by_the_text_beside_it(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(FORM, mode_id, limit_s=LOOKS_S)
    user.fill("Telephone", "070")
    user.click(button("Save"))
    user.expect("telephone=070")


@zoom_slow
def test_a_radio_button_in_a_row_is_chosen_by_the_row(user_of: MakeUser, mode_id: str) -> None:
    rows = "".join(
        f'<tr><th>{n}<td><label><input type="radio" name="{n}">Present</label> <label><input type="radio" name="{n}">Absent</label></tr>'
        for n in ("Alva", "Bo")
    )
    user = user_of(f"<table>{rows}</table>", mode_id)
    user.choose("Status", "Absent", near="Bo")
    assert user.page.evaluate("[...document.querySelectorAll('input')].map(i => i.checked)") == [
        False,
        False,
        False,
        True,
    ]


@both
def test_a_shadow_root_and_a_frame_are_part_of_the_page(user_of: MakeUser, mode_id: str) -> None:
    inner = "<!doctype html><title>f</title><button onclick=\"document.body.append('Pressed in the frame')\">Inside</button>"
    user = user_of(
        {
            "/": '<!doctype html><html lang=en><title>x</title><div id=host></div><iframe title=part src="/inner"></iframe>'
            "<script>host.attachShadow({mode: 'open'}).innerHTML = '<button>Shadowed</button>';"
            "host.shadowRoot.firstChild.onclick = () => document.body.append('Pressed in the shadow')</script>",
            "/inner": inner,
        },
        mode_id,
    )
    user.click(button("Shadowed"))
    user.expect("Pressed in the shadow")
    user.click(button("Inside"))
    user.expect("Pressed in the frame")


MOUSE_ONLY = "<button>Before</button><div id=b role=button onclick=\"document.body.append('Handed in')\">Hand in</div><button>After</button>"


def test_a_control_outside_the_tab_order_is_a_barrier_by_keyboard_alone(user_of: MakeUser) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(MOUSE_ONLY, "keyboard").click(button("Hand in"))
    assert barrier.value.code == "not-reached-by-tab"
    assert barrier.value.values["target"] == 'button "Hand in"'
    assert 'button "Before"' in barrier.value.focus_path
    assert 'button "After"' in barrier.value.focus_path

    by_pointer = user_of(MOUSE_ONLY, "pointer")
    by_pointer.click(button("Hand in"))
    by_pointer.expect("Handed in")


TRAP = """<a href="#a">Absence</a><label>Date <input id="date"></label><button onclick="document.body.append('Reported')">Report</button>
<script>date.onkeydown = (e) => { if (e.key === 'Tab') e.preventDefault(); };</script>"""


def test_a_field_that_keeps_focus_is_a_trap_named_with_the_stop(user_of: MakeUser) -> None:
    user = user_of(TRAP, "keyboard")
    user.fill("Date", "2026-11-23")
    with pytest.raises(Barrier) as barrier:
        user.click(button("Report"))
    assert barrier.value.code == "focus-trapped"
    assert barrier.value.values["at"] == 'textbox "Date"'


def test_a_field_that_keeps_focus_is_a_trap_after_other_stops_too(user_of: MakeUser) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(TRAP, "keyboard").click(button("Report"))
    assert barrier.value.code == "focus-trapped"
    assert barrier.value.values["at"] == 'textbox "Date"'


def _walk(stops: str) -> Walk:
    """Focus at one stop for each letter; "." is the page itself."""
    walk = Walk()
    for stop in stops:
        walk.note({"id": stop, "said": stop, "body": stop == "."})
    assert walk.went_round
    return walk


@pytest.mark.parametrize(
    ("first", "second", "trap"),
    [
        ("aaaaaaaa", "aaaaaaaa", True),
        ("ababa", "babab", True),
        ("xyaaaaaaaa", "aaaaaaaa", True),  # other things come first
        ("xyabcabca", "cbacbac", True),  # three stops, and no way out again
        ("xyaaaaaaaa", "ayx.ayx.a", False),  # the other way round leads out
        ("abcabca", "cbacbac", False),  # an open dialog, in which one stood
        ("ab.ab.a", "ba.ba.b", False),
        ("a.a.a", "a.a.a", False),
    ],
)
def test_what_holds_focus_whichever_way_one_goes_is_a_trap(first: str, second: str, *, trap: bool) -> None:
    assert _is_trap(_walk(first), _walk(second)) is trap


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("<button tabindex=-1>Pay</button>", "tabindex"),
        ("<div role=button tabindex=-1>Pay</div>", "tabindex-no-control"),
        ('<button onfocus="this.blur()">Pay</button>', "lets-go"),
        ("<div role=button>Pay</div>", "no-control"),
    ],
)
def test_why_tab_does_not_come_to_a_thing_is_told_with_what_mends_it(user_of: MakeUser, given: str, why: str) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(f"<button>Before</button>{given}<button>After</button>", "keyboard").click(button("Pay"))
    assert (barrier.value.code, barrier.value.values["why"]) == ("not-reached-by-tab", why)
    for language in LANGUAGES:
        [_, mend] = sentences(
            Words(language),
            Message(code=barrier.value.code, values=barrier.value.values),
            Outcome.BARRIER,
            mode="keyboard",
        )
        assert ("<button" in given) is ("riktig knapp" not in mend and "real button" not in mend)


HOVER_LINK = """<style>ul ul { display: none } li:hover > ul { display: block }</style>
<ul><li><a href="#/more">More</a><ul><li><a href="#/help">Help</a></ul></ul>"""


@pytest.mark.parametrize("mode_id", ["keyboard", "screen-reader"])
def test_the_head_of_a_menu_that_leads_elsewhere_by_key_is_told_so(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(HOVER_LINK, mode_id)
    with pytest.raises(Barrier) as barrier:
        user.follow("More", "Help")
    assert user.page.url.endswith("#/more")
    assert (barrier.value.code, barrier.value.values["leads"]) == ("keys-without-effect", "on")


def test_a_date_field_with_several_stops_is_no_trap(user_of: MakeUser) -> None:
    user = user_of(
        '<label>Day <input type="date"></label><button onclick="document.body.append(\'Reported\')">Report</button>',
        "keyboard",
    )
    user.click(button("Report"))
    user.expect("Reported")


COVERED = """<button style="position:fixed;bottom:0;left:0;height:40px" onclick="document.body.append('Booked')">Book</button>
<footer style="position:fixed;bottom:0;left:0;right:0;height:60px;background:#eee">Footer</footer>"""


def test_a_button_under_something_else_is_a_barrier_by_pointer_alone(user_of: MakeUser) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(COVERED, "pointer").click(button("Book"))
    assert barrier.value.code == "covered"
    assert "Footer" in barrier.value.values["by"]

    by_keyboard = user_of(COVERED, "keyboard")
    by_keyboard.click(button("Book"))
    by_keyboard.expect("Booked")


BANNER = """<button onclick="document.body.append('Booked')">Book</button>
<div ROLE aria-label="Cookies" style="position:fixed;inset:0;background:#eee">We use cookies ANSWER</div>"""
ACCEPT = "<button onclick='this.parentNode.remove()'>Accept</button>"


@pytest.mark.parametrize("mode_id", ["pointer", *(pytest.param(m, marks=pytest.mark.slow) for m in ("touch", "zoom"))])
def test_a_button_under_a_dialog_that_the_journey_left_unanswered_speaks_for_the_script(
    user_of: MakeUser, mode_id: str
) -> None:
    user = user_of(BANNER.replace("ROLE", "role=dialog").replace("ANSWER", ACCEPT), mode_id)
    with pytest.raises(Unanswered) as left:
        user.click(button("Book"))
    assert left.value.code == "dialog-left-open"
    assert left.value.values == {
        "target": 'button "Book"', "dialog": 'dialog "Cookies"', "answer": 'button "Accept"',
    }  # fmt: skip
    assert ending_of(left.value, Trouble()).outcome is Outcome.SCRIPT_ERROR
    user.click(button("Accept"))
    user.click(button("Book"))
    user.expect("Booked")


@pytest.mark.parametrize(
    ("role", "answer"), [("role=dialog", ""), pytest.param("role=region", ACCEPT, marks=pytest.mark.slow)]
)
def test_what_cannot_be_answered_or_is_no_dialog_is_a_barrier_where_it_covers(
    user_of: MakeUser, role: str, answer: str
) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(BANNER.replace("ROLE", role).replace("ANSWER", answer)).click(button("Book"))
    assert barrier.value.code == "covered"


def test_a_button_hidden_by_a_sticky_header_until_one_scrolls_on_is_pressed(user_of: MakeUser) -> None:
    user = user_of(
        '<header style="position:sticky;top:0;height:300px;background:#eee">Top</header><div style="height:1500px"></div>'
        "<button onclick=\"document.body.append('Pressed')\">Low</button><div style='height:1500px'></div>"
        "<a href='#' onclick='scrollTo(0, 1480); return false' style='position:fixed;bottom:0'>Up</a>"
    )
    user.click(link("Up"))
    user.click(button("Low"))
    user.expect("Pressed")


@both
def test_a_disabled_button_is_the_platforms_failure_in_every_mode(user_of: MakeUser, mode_id: str) -> None:
    with pytest.raises(Stumble) as stumble:
        user_of("<button disabled>Send</button>", mode_id).click(button("Send"))
    assert stumble.value.code == "disabled"
    assert not isinstance(stumble.value, Barrier)


GRID = (
    """<div role="grid" aria-label="Days">"""
    + "".join(
        f'<div role="row">{"".join(f"<span role=gridcell tabindex={0 if d == 1 else -1}>{d}</span> " for d in range(w, w + 7))}</div>'
        for w in (1, 8, 15)
    )
    + """</div><p id="said"></p><script>
const cells = [...document.querySelectorAll('[role=gridcell]')];
const go = (i) => { if (cells[i]) { cells.forEach(c => c.tabIndex = -1); cells[i].tabIndex = 0; cells[i].focus(); } };
cells.forEach((c, i) => { c.onclick = () => said.textContent = 'Day ' + c.textContent;
  c.onkeydown = (e) => { const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 }[e.key]; if (step) go(i + step); if (e.key === 'Enter') c.click(); }; });
</script><style>[role=gridcell] { display: inline-block; width: 40px; height: 30px; }</style>"""
)


@zoom_slow
def test_a_day_in_a_grid_is_reached_by_arrows(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(GRID, mode_id)
    user.click("17")
    user.expect("Day 17")


def test_what_a_click_costs_is_counted(user_of: MakeUser) -> None:
    pointer = user_of(FORM, "pointer")
    pointer.fill("Name", "Bo")
    assert (
        pointer._hand.tally.text() == "MHPBBMHKKKKK"
    )  # which, point, click, what, to the keyboard, Ctrl+A, Shift+b, o
    assert (pointer._hand.tally.clicks, pointer._hand.tally.keystrokes) == (1, 5)

    keyboard = user_of(FORM, "keyboard")
    keyboard.click(button("Save"))
    tabs = keyboard._hand.tally.keystrokes
    assert keyboard._hand.tally.text() == "M" + "K" * tabs
    assert tabs > 10  # a Tab for each stop on the way, and Enter


def test_shift_tab_is_taken_when_the_target_lies_behind(user_of: MakeUser) -> None:
    user = user_of("".join(f"<button>B{i}</button>" for i in range(30)), "keyboard")
    user.click(button("B15"))
    user.click(button("B14"))
    assert user._hand.tally.keystrokes == 3  # Shift and Tab, then Enter


_FORBIDDEN = {
    "focus",
    "click",
    "fill",
    "check",
    "uncheck",
    "tap",
    "dispatch_event",
    "set_checked",
    "select_option",
    "select_text",
    "hover",
    "dblclick",
}


_BY_SCRIPT = ("focus", "click", "select", "dispatchEvent", "scrollIntoView", "blur")
_SCENARIOS = Path(__file__).parents[2] / "scenarios"
_HANDS = {
    "hand.py": {"keyboard"},
    "typing_keys.py": {"keyboard"},
    "mouse.py": {"mouse", "protocol"},
    "finger.py": {"touchscreen", "keyboard", "protocol", "fill"},
    "system_dialogs.py": {"files", "select_option"},
    "listener.py": {"script"},
    "modes/keyboard.py": {"files"},
    "modes/screen_reader.py": {"script", "files"},
}
"""What acts on a page, and by which means; CONTRIBUTING.md says so. A field for a date, and a list, is filled by the telephone's own wheel."""


def _means(file: Path) -> set[str]:
    """By which means a source file acts on a page itself, rather than by asking a hand or a mode to."""
    tree = ast.parse(file.read_text("utf-8"))
    calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    on = [(ast.unparse(c.value).rpartition(".")[2], c.attr) for c in calls]
    scripts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    found = {part for part, _ in on if part in {"keyboard", "mouse", "touchscreen"}}
    found |= {verb for part, verb in on if verb in _FORBIDDEN and part not in {"tally", "mode", "self", "touchscreen"}}
    found |= {
        "press"
        for part, verb in on
        if verb in {"press", "type"} and part not in {"keyboard", "hand", "mode", "self", "doing"}
    }
    found |= {"files"} if any(verb in {"set_files", "set_input_files"} for _, verb in on) else set()
    found |= {"protocol"} if any(s.startswith("Input.") for s in scripts) else set()
    return found | ({"script"} if any(f".{verb}(" in s for s in scripts for verb in _BY_SCRIPT) else set())


def test_only_the_hands_act_on_a_page_and_the_keyboards_by_nothing_but_keys() -> None:
    """A locator's or handle's `press`, `focus`, `click` or `fill` gives focus on the person's behalf: nothing would be a barrier."""
    files = [*_SCENARIOS.glob("*.py"), *(_SCENARIOS / "modes").glob("*.py")]
    assert {f.relative_to(_SCENARIOS).as_posix(): means for f in files if (means := _means(f))} == _HANDS


@both
def test_each_mode_is_a_file_with_its_own_name(mode_id: str) -> None:
    assert (Path(__file__).parents[2] / "scenarios" / "modes" / f"{mode_id.replace('-', '_')}.py").is_file()
    assert modes()[mode_id].context()["viewport"]["width"] > 0
    assert field("x").kind == "field"


def test_the_hand_goes_to_the_keyboard_for_the_browsers_own_keys_and_back_to_the_mouse(user_of: MakeUser) -> None:
    site = {"/": page("<button>Go</button>"), "/x": page("<button>Go</button>")}
    user = user_of(site)
    user.click("Go")
    user.open("/x")
    user.click("Go")
    user.reload()
    user.click("Go")
    user.back()
    assert [part.operators for part in user.own_parts][1:] == ["MHPBB", "MHKKKK", "MHPBB", "MHK", "MHPBB", "MHKK"]
    keyboard = user_of(site, "keyboard")
    keyboard.open("/x")
    assert "H" not in keyboard.own_parts[-1].operators


def test_the_pointer_is_where_the_wheel_was_turned(user_of: MakeUser) -> None:
    user = user_of("<div style='height: 3000px'></div><button>Go</button>", "zoom")
    user.click("Go")
    spot = user._hand.pointer
    [[travel, *_]] = user.own_parts[-1].movements
    assert 0 < travel < math.dist((0, 0), spot)  # from the middle of the screen, and not from its corner


def test_a_radio_button_that_an_arrow_has_chosen_is_not_pressed_again(user_of: MakeUser) -> None:
    pressed = "<script>const keys = []; onkeydown = (e) => keys.push(e.key)</script>"
    radios = "".join(f"<label><input type=radio name=s>{name}</label>" for name in ("Present", "Absent"))
    user = user_of(f"{pressed}{radios}<label><input type=checkbox>Ill</label>", "keyboard")
    for name in ("Present", "Absent", "Ill"):
        user.tick(name)
    assert user.page.evaluate("keys") == ["Tab", " ", "ArrowDown", "Tab", " "]


CORNER = "<div style='height:770px'></div><button style='width:500px;height:400px;margin-left:1230px'>Map</button>"


def test_a_thing_of_which_nothing_but_a_corner_is_in_sight_is_brought_out_before_it_is_pressed(
    user_of: MakeUser,
) -> None:
    user = user_of(f"<body style='margin:0'>{CORNER}")
    user.click(button("Map"))
    assert user._hand.tally.scrolled_px > 300

    def little(_hand: Hand, thing: Thing, _way: Way) -> None:
        thing.page.evaluate("scrollBy(50, 50)")

    by_steps = user_of(f"<body style='margin:0'>{CORNER}")
    handle = by_steps.page.query_selector("button")
    assert handle
    by_steps._hand.begin()
    bring_out(by_steps._hand, Thing(button("Map"), handle, by_steps.page), little)
    assert by_steps._hand.tally.scrolled_px > 50
    partly = user_of(f"<body style='margin:0'>{CORNER.replace('770px', '700px').replace('1230px', '0')}")
    partly.click(button("Map"))  # its edge can be pressed as it lies
    assert partly._hand.tally.scrolled_px == 0


def test_what_is_drawn_a_moment_after_it_was_scrolled_has_been_scrolled(user_of: MakeUser) -> None:
    user = user_of("<div style='height:3000px'></div><button>Go</button>")
    handle = user.page.query_selector("button")
    assert handle
    thing = Thing(button("Go"), handle, user.page)

    def late(_hand: Hand, thing: Thing, way: Way) -> None:
        thing.page.evaluate("(down) => { setTimeout(() => scrollBy(0, down), 80) }", way.down)

    user._hand.begin()
    bring_out(user._hand, thing, late)
    assert user._hand.tally.scrolled_px == user.page.evaluate("scrollY") > 2000
