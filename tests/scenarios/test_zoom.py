"""At 400 % a page is 320 × 256: what has to be scrolled in two directions, is cut off or stays covered, is a barrier."""

from __future__ import annotations

import pytest

from reports.words import Words
from scenarios.stumble import Barrier
from scenarios.targets import button, text
from tests.scenarios.conftest import MakeUser

SAY = "document.getElementById('said').textContent"
SAID = '<p id="said" role="status"></p>'
LONG = "<div style='height:900px'>Text</div>"
GO = f"<button onclick=\"{SAY} = 'Gone'\">Go</button>"


def test_the_window_is_a_quarter_of_the_screen_and_a_mouse_hovers(user_of: MakeUser) -> None:
    user = user_of("Text", "zoom")
    seen = user.page.evaluate(
        "[innerWidth, innerHeight, devicePixelRatio, screen.width, matchMedia('(hover: hover)').matches]"
    )
    assert seen == [320, 256, 4, 1280, True]


def test_what_lies_below_is_scrolled_to(user_of: MakeUser) -> None:
    user = user_of(f"{SAID}{LONG}{GO}", "zoom")
    user.click(button("Go"))
    assert user._hand.tally.scrolled_px > 600
    user.expect("Gone")
    assert user._hand.tally.scrolled_px > 600  # up again, to read it


FIXED_WIDTH = f'{SAID}<div style="width:960px">{LONG}<div style="text-align:right">{GO}</div></div>'


def test_a_button_beside_the_window_of_a_page_that_scrolls_down_too_is_a_barrier_at_zoom_alone(
    user_of: MakeUser,
) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(FIXED_WIDTH, "zoom").click(button("Go"))
    assert (barrier.value.code, barrier.value.values["by"]) == ("two-way-scrolling", "page")
    assert 600 < barrier.value.values["px"] < 700
    for mode_id in ("pointer", "keyboard", "touch"):
        user = user_of(FIXED_WIDTH, mode_id)
        user.click(button("Go"))
        user.expect("Gone")


def test_a_table_a_tab_row_and_a_button_partly_in_sight_are_no_barriers(user_of: MakeUser) -> None:
    cells = "".join(f"<td style='min-width:200px'>Lesson {n}</td>" for n in range(6))
    by_table = user_of(f"{SAID}{LONG}<table><tr>{cells}<td>{GO}</td></tr></table>{LONG}", "zoom")
    by_table.click(button("Go"))
    by_table.expect("Gone")

    tabs = "".join(f"<button style='flex:none;width:150px'>Day {n}</button>" for n in range(6))
    in_a_row = user_of(f"{SAID}{LONG}<div style='display:flex;overflow-x:auto'>{tabs}{GO}</div>{LONG}", "zoom")
    in_a_row.click(button("Go"))
    in_a_row.expect("Gone")

    partly = user_of(
        f"{SAID}{LONG}<button style='margin-left:250px;width:200px' onclick=\"{SAY} = 'Gone'\">Go</button>", "zoom"
    )
    partly.click(button("Go"))
    partly.expect("Gone")


def test_a_page_that_only_scrolls_sideways_is_scrolled_sideways(user_of: MakeUser) -> None:
    user = user_of(f"{SAID}<div style='width:900px;text-align:right'>{GO}</div>", "zoom")
    user.click(button("Go"))
    assert user.page.locator("#said").text_content() == "Gone"


def test_a_button_outside_a_box_that_does_not_scroll_is_cut_off_in_every_mode_that_points(user_of: MakeUser) -> None:
    page = f'<div role="group" aria-label="Booking" style="height:100px;overflow:hidden">{LONG}{GO}</div>{SAID}'
    for mode_id in ("zoom", "pointer", "touch"):
        with pytest.raises(Barrier) as barrier:
            user_of(page, mode_id).click(button("Go"))
        assert (barrier.value.code, barrier.value.values["by"]) == ("cut-off", 'group "Booking"')
        assert barrier.value.values["px"] > 700


DIALOG = f"""{SAID}<div role="dialog" aria-label="Confirm" style="position:fixed;top:20px;left:10px;width:250px;background:#fff">
<div style="height:300px">Are you sure?</div>{GO}</div>{LONG}"""


def test_a_dialog_higher_than_the_window_that_does_not_scroll_is_a_barrier_at_zoom_alone(user_of: MakeUser) -> None:
    with pytest.raises(Barrier) as barrier:
        user_of(DIALOG, "zoom").click(button("Go"))
    assert (barrier.value.code, barrier.value.values["by"]) == ("cut-off", 'dialog "Confirm"')
    user = user_of(DIALOG, "pointer")
    user.click(button("Go"))
    user.expect("Gone")


def test_a_dialog_that_scrolls_and_the_browsers_own_are_operated(user_of: MakeUser) -> None:
    own = DIALOG.replace("width:250px", "width:250px;max-height:200px;overflow:auto")
    native = f"{SAID}<dialog id=d aria-label=Confirm><div style='height:400px'>Are you sure?</div>{GO}</dialog><script>d.showModal()</script>"
    for page in (own, native):
        user = user_of(page, "zoom")
        user.click(button("Go"))
        assert user.page.locator("#said").text_content() == "Gone"


BARS = """<header style="position:sticky;top:0;height:{top}px;background:#eee">Top</header>{long}{go}{long}
<footer style="position:sticky;bottom:0;height:{foot}px;background:#eee">Foot</footer>"""


def test_bars_that_leave_no_room_are_a_barrier_at_zoom_and_bars_that_leave_some_are_none(user_of: MakeUser) -> None:
    closed = SAID + BARS.format(top=140, foot=130, long=LONG, go=GO)
    with pytest.raises(Barrier) as barrier:
        user_of(closed, "zoom").click(button("Go"))
    assert barrier.value.code == "covered"
    assert "lost" not in barrier.value.values  # it is pressing that is lost
    assert barrier.value.values["by"] in {'header "Top"', 'footer "Foot"'}
    for mode_id, page in (("pointer", closed), ("zoom", SAID + BARS.format(top=90, foot=90, long=LONG, go=GO))):
        user = user_of(page, mode_id)
        user.click(button("Go"))
        assert user.page.locator("#said").text_content() == "Gone"


def _reads(user_of: MakeUser, body: str, wanted: str = "School ends at 14.10 on Tuesday") -> None:
    user_of(body, "zoom").expect(text(wanted))


SENTENCE = "School ends at 14.10 on Tuesday"


def test_a_text_that_wraps_or_is_hidden_from_eyes_on_purpose_is_read(user_of: MakeUser) -> None:
    _reads(user_of, f"{LONG}<p>{SENTENCE}</p>{LONG}")
    _reads(
        user_of,
        f"<span style='position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap'>{SENTENCE}</span>",
    )
    _reads(user_of, f"<p style='pointer-events:none'>{SENTENCE}</p>")
    _reads(user_of, f"<div style='height:120px;overflow:auto'>{LONG}<p>{SENTENCE}</p></div>")
    _reads(
        user_of, f"{LONG}<table><tr><td style='min-width:400px'>Monday<td style='white-space:nowrap'>{SENTENCE}</table>"
    )


@pytest.mark.parametrize(
    ("body", "code", "by"),
    [
        (f"{LONG}<p style='width:900px;padding-left:200px'>{SENTENCE}</p>", "two-way-scrolling", "page"),
        (f"<p aria-label='x' style='width:90px;overflow:hidden;white-space:nowrap'>{SENTENCE}</p>", "cut-off", 'p "x"'),
        (f"<div aria-label='x' style='height:20px;overflow:hidden'>Today<p>{SENTENCE}</p></div>", "cut-off", 'div "x"'),
        (f"<p>{SENTENCE}</p><div aria-label='Help' style='position:fixed;inset:0;background:#eee'></div>", "covered", 'div "Help"'),
    ],
    ids=["beside", "cut in width", "cut in height", "covered"],
)  # fmt: skip
def test_a_text_that_cannot_be_read_is_a_barrier(user_of: MakeUser, body: str, code: str, by: str) -> None:
    with pytest.raises(Barrier) as barrier:
        _reads(user_of, body)
    assert (barrier.value.code, barrier.value.values["by"]) == (code, by)
    if code == "covered":
        said = Words("en").say(code, **barrier.value.values)
        assert said == f'text "{SENTENCE}" lies wholly under div "Help" and cannot be seen.'


def test_of_several_texts_that_say_it_one_that_can_be_read_is_enough(user_of: MakeUser) -> None:
    _reads(user_of, f"<p style='width:90px;overflow:hidden;white-space:nowrap'>{SENTENCE}</p><p>{SENTENCE}</p>")


def test_of_a_long_text_only_the_words_that_are_wanted_have_to_be_in_sight(user_of: MakeUser) -> None:
    _reads(user_of, f"<p style='height:3em;overflow:hidden'>{SENTENCE}. {'More of it. ' * 60}</p>")
