"""How things are found: as people would, and with a clear word where they could not."""

from __future__ import annotations

import pytest

from scenarios.shown import Shown
from scenarios.stumble import Ambiguous, NotFound, NotSeen, Stumble
from scenarios.targets import Target, button, crossing, css, field, heading, link, row
from tests.scenarios.conftest import MakeUser, page


def test_the_exact_name_wins_over_one_that_contains_it(user_of: MakeUser) -> None:
    user = user_of(
        "<button onclick=\"document.title='more'\">Save and close</button><button onclick=\"document.title='just'\">Save</button>"
    )
    user.click(button("Save"))
    assert user.page.title() == "just"


def test_two_that_fit_equally_well_are_both_named_with_their_places(user_of: MakeUser) -> None:
    user = user_of("<ul><li><h2>Week 47</h2><button>Read</button><li><h2>Week 48</h2><button>Read</button></ul>")
    with pytest.raises(Ambiguous) as ambiguous:
        user.click(button("Read"))
    assert ambiguous.value.values["found"] == ['button "Read" in "Week 47"', 'button "Read" in "Week 48"']
    assert ambiguous.value.code == "several-fit-apart"
    assert ambiguous.value.values["apart"] == ['near="Week 47"', 'near="Week 48"']
    user.click(button("Read"), near="Week 48")


def test_what_nothing_tells_apart_is_said_to_be_so(user_of: MakeUser) -> None:
    user = user_of("<p><button>Read</button><button>Read</button></p>")
    with pytest.raises(Ambiguous) as ambiguous:
        user.click(button("Read"))
    assert (ambiguous.value.code, ambiguous.value.values["count"]) == ("several-fit", 2)


def test_near_and_within_tell_them_apart(user_of: MakeUser) -> None:
    html = "".join(
        f'<section aria-label="{w}"><h2>{w}</h2><button onclick="document.title=\'{w}\'">Read</button></section>'
        for w in ("Week 47", "Week 48")
    )
    user = user_of(html)
    user.click(button("Read"), near="Week 48")
    assert user.page.title() == "Week 48"
    user.click(button("Read"), within="Week 47")
    assert user.page.title() == "Week 47"


def test_two_links_to_one_address_are_one_way(user_of: MakeUser) -> None:
    user = user_of(
        {"/": page('<a href="/start">Start</a> <a href="/start">Start</a>'), "/start": page("<h1>You are here</h1>")}
    )
    user.click(link("Start"))
    user.expect(heading("You are here"))


def test_words_that_nobody_can_read_are_not_seen_until_they_show(user_of: MakeUser) -> None:
    user = user_of('<div id=d style="opacity:0"><p>Saved</p></div><button onclick="d.style = \'\'">Show</button>')
    with pytest.raises(NotSeen):
        user.expect("Saved")
    user.expect_no("Saved")
    user.click(button("Show"))
    user.expect("Saved")


def test_a_heading_or_a_row_that_nobody_can_read_is_not_seen_either(user_of: MakeUser) -> None:
    user = user_of(
        "<h1>Class</h1><table><tr><td>Anna<td>present</table>"
        '<div style="opacity:0"><h2>Absent</h2><table><tr><td>Bo<td>absent</table></div>'
    )
    assert [user.sees(one) for one in (heading("Class"), row("Anna"), heading("Absent"), row("Bo"))] == [
        True,
        True,
        False,
        False,
    ]


def test_what_is_hidden_is_not_there(user_of: MakeUser) -> None:
    user = user_of('<button style="display:none">Save</button><p style="visibility:hidden">Saved</p>')
    with pytest.raises(NotFound):
        user.click(button("Save"))
    with pytest.raises(NotSeen):
        user.expect("Saved")
    user.expect_no("Saved")


def test_what_lies_behind_an_open_dialog_is_not_meant(user_of: MakeUser) -> None:
    user = user_of(
        "<button onclick=\"document.title='page'\">Remove</button><dialog id=d aria-label=Sure><button onclick=\"document.title='dialog'\">Remove</button></dialog>"
        "<script>d.showModal()</script>"
    )
    user.click(button("Remove"))
    assert user.page.title() == "dialog"


NESTED = """<style>dialog, [role=dialog] { position: fixed; inset: 0; margin: auto; width: fit-content; height: fit-content; background: #fff }</style>
<TAG id=a ROLE aria-label="Absence of Bo"><p>Ill today</p><button onclick="document.title = 'first'">Remove</button></TAG>
<TAG id=b ROLE aria-label="Are you sure?"><button onclick="document.title = 'second'">Remove</button></TAG>"""
MODAL = NESTED.replace("TAG", "dialog").replace("ROLE", "")
DRAWN = NESTED.replace("TAG", "div").replace("ROLE", "role=dialog aria-modal=true")


@pytest.mark.parametrize(
    ("body", "top"),
    [
        (MODAL + "<script>a.showModal(); b.showModal()</script>", "second"),
        (MODAL + "<script>b.showModal(); a.showModal()</script>", "first"),
        pytest.param(DRAWN, "second", marks=pytest.mark.slow),
        (DRAWN + "<style>#a { z-index: 2 } #b { z-index: 1 }</style>", "first"),
        pytest.param(
            DRAWN + "<style>#b { display: none }</style><button>Remove</button>", "first", marks=pytest.mark.slow
        ),
    ],
    ids=["the later in the document", "the earlier", "drawn by the page", "drawn above", "the other is shut"],
)
def test_of_two_open_dialogs_the_one_on_top_is_meant(user_of: MakeUser, body: str, top: str) -> None:
    user = user_of(body)
    user.click(button("Remove"))
    assert user.page.title() == top


def test_an_expectation_waits_until_it_is_so(user_of: MakeUser) -> None:
    user = user_of("<button onclick=\"setTimeout(() => document.body.append('Done'), 300)\">Go</button>")
    user.click(button("Go"))
    user.expect("Done")


def test_a_fields_value_is_expected_and_read(user_of: MakeUser) -> None:
    user = user_of(
        '<label>Phone <input value="070-1"></label><label>Class <select><option>4A<option selected>4B</select></label>'
    )
    user.expect("Phone", value="070-1")
    user.expect("Class", value="4B")
    with pytest.raises(NotSeen):
        user.expect("Phone", value="070-2")
    assert user.read("Phone") == "070-1"


def test_a_row_is_found_by_what_it_holds(user_of: MakeUser) -> None:
    user = user_of("<table><tr><td>Alva</td><td>Absent</td></tr><tr><td>Bo</td><td>Present</td></tr></table>")
    user.expect("Absent", within=row("Alva"))
    with pytest.raises(NotSeen):
        user.expect("Absent", within=row("Bo"))


def test_sees_answers_without_judging(user_of: MakeUser) -> None:
    user = user_of("<p>Here</p>")
    assert user.sees("Here")
    assert not user.sees("Nowhere")


def test_a_css_target_is_possible(user_of: MakeUser) -> None:
    user = user_of("<i class=x onclick=\"document.title='hit'\" style='display:block;width:30px;height:30px'></i>")
    user.click(css("i.x", because="an icon without a name"))
    assert user.page.title() == "hit"


CROSSED = """<table><tr><th>Pupil<th>Status<th colspan=2>Week 48<tr><th>Alva<td><select><option>Choose<option>Present</select><td><input aria-label=a><td>-
<tr><th>Bo<td><select><option>Choose<option>Present</select><td><input aria-label=b><td>-</table>"""


def test_a_crossing_is_the_control_where_row_and_column_meet(user_of: MakeUser) -> None:
    user = user_of(CROSSED)
    user.choose(crossing(row="Bo", column="Status"), "Present")
    user.expect(crossing(row="Bo", column="Status"), value="Present")
    user.expect(crossing(row="Alva", column="Status"), value="Choose")
    with pytest.raises(NotFound):
        user.click(crossing(row="Cajsa", column="Status"))


def test_a_crossing_of_two_cells_is_not_guessed(user_of: MakeUser) -> None:
    with pytest.raises(Ambiguous):
        user_of(CROSSED).click(crossing(row="Bo", column="Week 48"))


def test_what_is_parked_beyond_the_pages_edge_is_not_there(user_of: MakeUser) -> None:
    user = user_of('<a href="#x" style="position:absolute;top:-15000px">Menu</a><p>Here</p>')
    user.expect("Here")
    user.expect_no("Menu")


def test_what_was_scrolled_past_is_still_there(user_of: MakeUser) -> None:
    user = user_of(
        "<div id=box style='height:200px;overflow:auto'><p>First<div style='height:2000px'></div>Last</div><script>box.scrollTop = 1900</script>"
    )
    user.expect("First")
    user.expect("Last")


def test_a_field_that_has_a_label_of_its_own_answers_to_no_text_beside_it(user_of: MakeUser) -> None:
    user = user_of("<label>Certificate <input></label><div>Drop photo here</div>")
    with pytest.raises(Stumble):
        user.fill("Drop photo here", "x")
    assert user.page.eval_on_selector("input", "e => e.value") == ""


CHILDREN = "".join(
    f"<tr><td>{name}<td><button onclick=\"document.title += '{name};'\">Absent</button>"
    for name in ("Anna Bergman", "Anna Berg-Ek", "Joanna Berg", "Anna Berg", "Bo Ek")
)


@pytest.mark.parametrize("mode_id", ["pointer", "screen-reader"])
def test_within_means_the_row_that_says_so_in_whole_words(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(f"<table><tr><th>Pupil<th>Today{CHILDREN}</table>", mode_id)
    user.page.evaluate("document.title = ''")
    user.click(button("Absent"), within="Anna Berg")
    user.click(button("Absent"), within=row("Anna Berg"))
    user.click(button("Absent"), near="Anna Berg")
    assert user.page.title() == "Anna Berg;Anna Berg;Anna Berg;"


@pytest.mark.parametrize("mode_id", ["pointer", "screen-reader"])
@pytest.mark.parametrize("within", ["Bo Ek", row("Bo Ek")], ids=str)
def test_two_rows_of_one_name_are_not_guessed(user_of: MakeUser, mode_id: str, within: str | Target) -> None:
    rows = "".join(f"<tr><td>{name}<td><button>Absent</button>" for name in ("Anna Berg", "Bo Ek", "Bo Ek"))
    user = user_of(f"<table><tr><th>Pupil<th>Today{rows}</table>", mode_id)
    with pytest.raises(Ambiguous) as ambiguous:
        user.click(button("Absent"), within=within)
    assert ambiguous.value.values["count"] == 2


def test_within_leads_to_the_innermost_part_that_has_the_thing(user_of: MakeUser) -> None:
    user = user_of(
        "<ul><li><button>Save</button><ul><li>Alva <ul><li>Alva, class 7A</ul><button onclick=\"document.title = 'inner'\">Save</button></ul></ul>"
    )
    user.click(button("Save"), within="Alva")
    assert user.page.title() == "inner"


SELECTS = "".join(f"<label>Child <select name={n}><option>-<option>Bo</select></label>" for n in "ab")
GROUPS = "".join(
    f"<fieldset><legend>Anna</legend><label><input type=radio name={n}>Absent</label></fieldset>" for n in "ab"
)


@pytest.mark.parametrize("mode_id", ["pointer", "screen-reader"])
@pytest.mark.parametrize(
    ("html", "target", "option"),
    [(SELECTS, "Child", "Bo"), (SELECTS, field("Child"), "Bo"), (GROUPS, "Anna", "Absent")],
    ids=["lists", "fields", "groups"],
)
def test_two_lists_or_groups_of_one_name_are_not_guessed(
    user_of: MakeUser, mode_id: str, html: str, target: str | Target, option: str
) -> None:
    user = user_of(html, mode_id, limit_s=1)
    with pytest.raises(Ambiguous) as ambiguous:
        user.choose(target, option)
    assert ambiguous.value.values["count"] == 2


@pytest.mark.parametrize("mode_id", ["pointer", "screen-reader"])
def test_an_expectation_is_met_by_whole_words_alone(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(
        "<h1>Unpaid (15)</h1><p>Ogiltig frånvaro</p><p>Absence reported for <b>Bo</b>, 24 Nov</p>"
        "<p><i>Status</i>Sent by post<br>Måndag: öppet</p><button>Unsave</button>",
        mode_id,
    )
    for said in (
        "frånvaro", "Absence reported for Bo", "absence reported", "24", "(15)", "Sent by", "by post", "öppet", heading("unpaid"),
    ):  # fmt: skip
        user.expect(said)
    for within_a_word in ("Paid", "nvaro", "Abs", "2", "5", "ppet", "giltig", heading("paid"), button("save")):
        assert not user.sees(within_a_word)
    with pytest.raises(NotSeen):
        user.expect("Paid")
    user.expect_no("Paid")


def test_part_of_a_word_still_leads_to_what_is_pressed_where_nothing_else_does(user_of: MakeUser) -> None:
    user = user_of(
        "<button onclick=\"document.title = 'addAdd'\"><i>add</i>Add</button><button onclick=\"document.title = 'Unsaved'\">Unsaved</button>"
    )
    user.click(button("saved"))
    assert user.page.title() == "Unsaved"
    user.click(button("Add"))
    assert user.page.title() == "addAdd"


def test_what_was_said_within_a_word_was_not_there_before() -> None:
    before = Shown("Invoice 15\nUnpaid\nBo Ek absent", [("Username", "bo")], ["Unpaid"])
    assert [before.has("unpaid"), before.has_line("Bo Ek", "absent"), before.has_value("Username", "bo")] == [True] * 3
    assert [before.has("Paid"), before.has("5"), before.has_heading("paid"), before.has_value("name", "bo")] == [
        False
    ] * 4


def framed(title: str, name: str = "Save", attributes: str = "") -> str:
    return f"<iframe {attributes} srcdoc=\"<button onclick=parent.document.title='{title}'>{name}</button>\"></iframe>"


CUT = "<div style='position:absolute;width:1px;height:1px;overflow:hidden'><button>Save</button></div>"
DIALOG = "<dialog id=d><button onclick=\"document.title = 'it'\">Save</button></dialog><script>d.showModal()</script>"


@pytest.mark.parametrize(
    "html",
    [
        "<button>Save all</button>" + framed("it"),
        framed("other", "Save all") + framed("it"),
        CUT + framed("it"),
        framed("other", attributes="width=1 height=1") + framed("it"),
        framed("other") + DIALOG,
    ],
    ids=["name-in-a-frame", "name-in-the-second-frame", "cut-away", "frame-of-no-size", "dialog"],
)
def test_what_fits_best_is_meant_whichever_frame_it_stands_in(user_of: MakeUser, html: str) -> None:
    user = user_of(html)
    user.click(button("Save"))
    assert user.page.title() == "it"


@pytest.mark.parametrize("rest", [framed("other"), "<button>Save</button>"], ids=["frames", "frame-and-page"])
def test_what_fits_equally_well_in_two_frames_is_not_guessed(user_of: MakeUser, rest: str) -> None:
    user = user_of(rest + framed("it"))
    with pytest.raises(Ambiguous) as ambiguous:
        user.click(button("Save"))
    assert ambiguous.value.values["found"] == ['button "Save"', 'button "Save"']
