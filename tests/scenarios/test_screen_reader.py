"""Somebody who hears the page meets what is exposed, and nothing else; what is on the screen alone is a barrier that says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from evidence.records import Action, Heard
from evidence.run_directory import RunDirectory
from scenarios.browser import find_browser
from scenarios.effort import Tally
from scenarios.journal import Deed, Journal
from scenarios.modes import mode
from scenarios.stopwatch import Stopwatch
from scenarios.stumble import Ambiguous, Barrier, NotFound, NotSeen, Stumble, Unanswered
from scenarios.targets import button, css, field, heading, image, link, row, text
from scenarios.user import User
from tests.conftest import Page, Site
from tests.reports.synthetic import make_run
from tests.scenarios.conftest import LIMIT_S, MakeUser, page

ServeSite = Callable[[Site], str]
SAYS = "onclick=\"document.body.append('Pressed ' + this.id)\""


def said(user: User) -> list[tuple[str, str]]:
    return [(h.kind, h.text) for h in user._hand.tally.heard]


def hears(user_of: MakeUser, body: str) -> User:
    return user_of(body, "screen-reader")


# --- what exists --------------------------------------------------------------------------------------------------


ONLY_SEEN = {
    "not-exposed": (f"<p>Before</p><div aria-hidden=true><button id=b {SAYS}>Send</button></div><p>After</p>", {}),
    "without-name": (
        f"<p>Before</p><button id=b {SAYS}><span aria-hidden=true>Send</span></button><p>After</p>",
        {"role": "button"},
    ),
    "named-otherwise": (
        f"<p>Before</p><button id=b aria-label=form_2 {SAYS}>Send</button><p>After</p>",
        {"role": "button", "name": "form_2"},
    ),
}


@pytest.mark.parametrize("code", ONLY_SEEN)
def test_a_button_that_is_only_seen_is_a_barrier_that_says_what_is_read_instead(user_of: MakeUser, code: str) -> None:
    body, values = ONLY_SEEN[code]
    with pytest.raises(Barrier) as barrier:
        hears(user_of, body).click(button("Send"))
    assert barrier.value.code == code
    assert barrier.value.values == {"target": 'button "Send"', **values}
    assert "Before" in barrier.value.heard
    assert "After" in barrier.value.heard

    for mode_id in ("pointer", "keyboard"):
        seeing = user_of(body, mode_id)
        seeing.click(button("Send"))
        seeing.expect("Pressed b")


def test_text_that_answers_to_a_click_but_has_no_role_is_a_barrier(user_of: MakeUser) -> None:
    body = f"<div id=b tabindex=0 {SAYS}>Hand in</div>"
    for target in ("Hand in", text("Hand in")):
        with pytest.raises(Barrier) as barrier:
            hears(user_of, body).click(target)
        assert barrier.value.code == "without-role"
    seeing = user_of(body)
    seeing.click("Hand in")
    seeing.expect("Pressed b")


def test_a_field_whose_label_is_only_seen_is_a_barrier(user_of: MakeUser) -> None:
    with pytest.raises(Barrier) as barrier:
        hears(user_of, "<p>Telephone <input></p>").fill("Telephone", "070")
    assert barrier.value.code == "without-name"
    assert barrier.value.values["role"] == "textbox"


def test_what_is_nowhere_is_not_found_and_no_barrier(user_of: MakeUser) -> None:
    user = hears(user_of, "<button style='display:none'>Send</button><p>Here</p>")
    with pytest.raises(NotFound):
        user.click(button("Send"))
    with pytest.raises(NotFound):
        user.choose("Child", "Bo")
    with pytest.raises(NotSeen):
        user.expect("Sent")


def test_a_journey_that_took_another_turn_for_want_of_a_thing_ends_at_that_thing(user_of: MakeUser) -> None:
    user = hears(user_of, "<div aria-hidden=true><button>Report</button></div>")
    assert not user.sees(button("Report"))
    with pytest.raises(Barrier) as barrier:
        user.click(link("Continue"))
    assert barrier.value.values["target"] == 'button "Report"'


def test_what_is_hidden_from_the_eye_alone_is_pressed(user_of: MakeUser) -> None:
    user = hears(user_of, f"<button id=b style='position:absolute;left:-9999px' {SAYS}>Skip</button>")
    user.click(button("Skip"))
    user.expect("Pressed b")


def test_a_text_is_expected_where_it_is_exposed_and_not_where_it_is_only_seen(user_of: MakeUser) -> None:
    user = hears(
        user_of,
        "<p>Grade: <strong>B</strong></p><p aria-hidden=true>Room A49</p><img alt='Sports day on Friday' src=x>"
        "<a href=# aria-label='Read the letter'>More</a><h2>Week <em>48</em></h2>",
    )
    user.expect("Grade: B")
    user.expect("Sports day on Friday")
    user.expect(image("Sports day"))
    user.expect(heading("Week 48"))
    user.expect_no("Room A49")
    user.expect_no("More")  # read out as "Read the letter"
    with pytest.raises(Barrier) as barrier:
        user.expect("Room A49")
    assert barrier.value.code == "not-exposed"
    with pytest.raises(Barrier):
        user.expect("More")


def test_what_is_read_and_expected_as_a_value_is_what_the_tree_has(user_of: MakeUser) -> None:
    body = """<p>Total <b>for all</b> <span aria-hidden=true>300 kr</span></p><p>Room <em>A49</em>, <img alt="on the map" src=x></p>
        <div role=combobox tabindex=0 aria-label=Child aria-expanded=false><span aria-hidden=true>Bo</span></div>
        <div role=combobox tabindex=0 aria-label=Class aria-expanded=false>4B</div>
        <label>Phone <input value="070-1"></label><label>Day <input type=date value=2026-11-24></label>
        <label>Group <select><option>A<option selected>B</select></label>"""
    user = user_of(body, "screen-reader", limit_s=4)
    assert user.read("Total") == "Total for all"
    assert user.read("Room") == "Room A49 , on the map"
    assert [user.read(name) for name in ("Class", "Phone", "Day", "Group")] == ["4B", "070-1", "2026-11-24", "B"]
    user.expect("Class", value="4B")
    user.limit_s = LIMIT_S
    with pytest.raises(NotSeen):
        user.expect("Child", value="Bo")
    user_of(body).expect("Child", value="Bo")


def test_a_file_is_attached_by_what_is_exposed_of_an_area(user_of: MakeUser) -> None:
    body = """<section aria-label=Work><span aria-hidden=true><button type=button>Decoration</button></span>
        <button onclick="f.click()">Choose a file</button><input id=f type=file hidden onchange="said.textContent = 'Chose ' + this.files[0].name"></section><p id=said></p>"""
    user = hears(user_of, body)
    user.attach("Choose a file", "essay.txt")
    user.expect("Chose essay.txt")


def test_an_open_modal_dialog_is_all_there_is(user_of: MakeUser) -> None:
    body = f"<button id=b {SAYS}>Outside</button><div role=dialog aria-modal=true aria-label=Note style='position:absolute;left:-999px'><button>Close</button></div>"
    user = hears(user_of, body)
    user.expect(button("Close"))
    with pytest.raises(Barrier) as barrier:
        user.click(button("Outside"))
    assert barrier.value.code == "not-exposed"


def test_rows_regions_and_neighbours_are_those_of_the_tree(user_of: MakeUser) -> None:
    rows = "".join(
        f"<tr><th scope=row>{n}</th><td><button id={n} {SAYS}>Pick</button></td></tr>" for n in ("Alva", "Bo")
    )
    user = hears(
        user_of,
        f"<table>{rows}</table><section aria-label=Talks><button id=t {SAYS}>Pick</button></section><ul><li>Cajsa <a href=#x>Pick</a></ul>",
    )
    user.click(button("Pick"), near="Bo")
    user.expect("Pressed Bo")
    user.click(button("Pick"), within="Talks")
    user.expect("Pressed t")
    user.click(button("Pick"), within=row("Alva"))
    user.expect("Pressed Alva")
    user.click(link("Pick"), within="Cajsa")
    user.expect(row("Cajsa"))
    with pytest.raises(Ambiguous):
        user.click(button("Pick"))


def test_what_css_alone_names_has_to_be_exposed_and_named(user_of: MakeUser) -> None:
    user = hears(
        user_of,
        f"<button class=a id=a {SAYS}>Save</button><button class=b></button><i class=c aria-hidden=true>x</i>",
    )
    user.click(css(".a", because="a trial"))
    user.expect("Pressed a")
    for selector, code in ((".b", "without-name"), (".c", "not-exposed")):
        with pytest.raises(Barrier) as barrier:
            user.click(css(selector, because="a trial"))
        assert barrier.value.code == code


def test_frames_are_read_with_the_page_and_hidden_ones_are_not(user_of: MakeUser) -> None:
    inner = page(f"<button id=f {SAYS}>Inside</button>")
    user = user_of({"/": page('<iframe title=part src="/inner"></iframe>'), "/inner": inner}, "screen-reader")
    user.click(button("Inside"))
    user.expect("Pressed f")

    hidden = user_of(
        {"/": page('<iframe aria-hidden=true title=part src="/inner"></iframe>'), "/inner": inner}, "screen-reader"
    )
    with pytest.raises(Barrier) as barrier:
        hidden.click(button("Inside"))
    assert barrier.value.code == "not-exposed"


@pytest.mark.parametrize("isolated", [False, True])
def test_a_frame_of_another_site_is_read_too(browser: Browser, serve_site: ServeSite, isolated: bool) -> None:
    url = serve_site(
        {
            "/": page("<iframe title=part></iframe>"),
            "/inner": page(f"<label>Name <input></label><button id=f {SAYS}>Inside</button>"),
        }
    )
    found = find_browser()
    flags = ["--site-per-process"] if isolated else []  # a frame of another site then has a process of its own
    own = browser.browser_type.launch(executable_path=found.path, args=[*found.flags, *flags])
    try:
        user = User(own.new_page(), mode("screen-reader"), url, LIMIT_S * 4)
        user.open("/")
        user.page.evaluate("document.querySelector('iframe').src = `http://localhost:${location.port}/inner`")
        user.fill("Name", "Bo")
        user.click(button("Inside"))
        user.expect("Pressed f")
    finally:
        own.close()


def test_an_editor_is_filled_beside_and_inside_a_frame(user_of: MakeUser) -> None:
    user = user_of(
        {
            "/": page(
                "<div contenteditable=true aria-label=Letter>old</div><iframe title=Message src=/editor></iframe>"
            ),
            "/editor": "<!doctype html><html lang=en><title></title><body contenteditable=true>old",
        },
        "screen-reader",
    )
    user.fill("Letter", "Dear all")
    user.fill("Message", "Hello")
    user.expect("Dear all")
    assert user.page.frames[1].evaluate("document.body.innerText").strip() == "Hello"


# --- acting -------------------------------------------------------------------------------------------------------


def test_what_lies_under_something_else_is_pressed_and_what_listens_to_the_pointer_alone_is_not(
    user_of: MakeUser,
) -> None:
    user = hears(
        user_of,
        f"<button id=b style='position:fixed;bottom:0' {SAYS}>Book</button><footer style='position:fixed;bottom:0;left:0;right:0;height:60px'>F</footer>"
        "<button onpointerdown=\"document.body.append('Drawn')\">Draw</button>",
    )
    user.click(button("Book"))
    user.expect("Pressed b")
    user.click(button("Draw"))
    with pytest.raises(NotSeen):
        user.expect("Drawn")


def test_pressing_gives_focus_and_sends_the_events_of_the_default_action(user_of: MakeUser) -> None:
    user = hears(
        user_of,
        "<button id=b>Send</button><script>for (const t of ['focus', 'pointerdown', 'mousedown', 'mouseup', 'click'])"
        "b.addEventListener(t, (e) => document.body.append(t + (e.clientX || '') + ' '));</script>",
    )
    user.click(button("Send"))
    user.expect("focus mousedown mouseup click")
    user.expect_no("pointerdown")


SUGGESTS = """<label for=c>To</label><input id=c role=combobox aria-expanded=false aria-controls=l aria-autocomplete=list>
<ul id=l role=listbox aria-label=People hidden>%s</ul><p id=said></p><script>
const all = [...l.children]; let at = -1;
c.oninput = () => { l.hidden = false; c.setAttribute('aria-expanded', 'true'); };
const pick = (o, how) => { said.textContent = 'Chose ' + o.textContent + how; l.hidden = true; };
if (%s) c.onkeydown = (e) => { if (e.key === 'ArrowDown') { at = (at + 1) %% all.length; c.setAttribute('aria-activedescendant', all[at].id); }
  if (e.key === 'Enter') pick(all[at], ' by keys'); };
all.forEach((o) => o.onclick = () => pick(o, ' by action'));</script>"""
OPTIONS = "<li role=option id=o1>Alva</li><li role=option id=o2>Alva Bo</li>"


@pytest.mark.parametrize(("keys", "how"), [("true", "by keys"), ("false", "by action")])
def test_a_suggestion_is_taken_by_its_keys_or_else_by_its_default_action(
    user_of: MakeUser, keys: str, how: str
) -> None:
    user = hears(user_of, SUGGESTS % (OPTIONS, keys))
    user.choose("To", "Alva Bo")
    user.expect(f"Chose Alva Bo {how}")


@pytest.mark.parametrize("mode_id", ["keyboard", "screen-reader"])
def test_a_list_that_sends_itself_at_the_first_arrow_is_a_barrier(user_of: MakeUser, mode_id: str) -> None:
    options = "".join(f"<option>{n}" for n in ("Choose", "Alva", "Bo"))
    body = f"<label>Child <select onchange=\"location.href='/gone'\">{options}</select></label>"
    with pytest.raises(Barrier) as barrier:
        user_of({"/": page(body), "/gone": page("Gone")}, mode_id).choose("Child", "Bo")
    assert barrier.value.code == "context-changed"


def test_a_file_field_that_opens_nothing_is_a_barrier_and_a_list_without_the_option_a_failure(
    user_of: MakeUser,
) -> None:
    user = hears(
        user_of,
        "<label>Work <input type=file onclick='event.preventDefault()'></label><label>Child <select><option>Alva</select></label>",
    )
    with pytest.raises(Barrier) as barrier:
        user.attach("Work", "essay.txt")
    assert barrier.value.code == "no-file-dialog"
    with pytest.raises(Stumble) as stumble:
        user.choose("Child", "Bo")
    assert stumble.value.code == "option-not-offered"


# --- hearing ------------------------------------------------------------------------------------------------------


def test_a_new_page_says_its_title_and_a_new_title_on_the_same_page_is_not_heard(user_of: MakeUser) -> None:
    user = user_of(
        {
            "/": page("<a href=/two>Two</a><button onclick=\"document.title = 'Other'\">Rename</button>", "One"),
            "/two": page("<main>Here</main>", "Two pages"),
        },
        "screen-reader",
    )
    assert said(user) == [("title", "One")]
    user.click(button("Rename"))
    assert said(user) == []
    user.click(link("Two"))
    assert said(user) == [("title", "Two pages")]


REGIONS = """<div id=r {attributes}>{there}</div><button onclick="r.{change}">Go</button>"""


@pytest.mark.parametrize(
    ("attributes", "there", "change", "heard"),
    [
        ("role=status", "", "textContent = 'Saved'", [("status", "Saved")]),
        ("role=status", "Saved", "textContent = 'Saved'", [("status", "Saved")]),  # said again
        ("role=status", "Saved", "textContent = ''", []),
        ("role=status", "Saved", "title = 'x'", []),
        ("role=alert", "", "innerHTML = '<b>No</b> good'", [("alert", "No good")]),
        ("aria-live=polite", "", "append('Sent')", [("status", "Sent")]),
        ("role=log", "<p>One</p>", "insertAdjacentHTML('beforeend', '<p>Two</p>')", [("status", "Two")]),
        ("aria-live=polite aria-atomic=true", "<p>One</p>", "insertAdjacentHTML('beforeend', '<p>Two</p>')", [("status", "One Two")]),
        ("aria-live=off", "", "textContent = 'Saved'", []),
        ("", "", "textContent = 'Saved'", []),
        ("role=status hidden", "", "textContent = 'Saved'", []),
        ("role=status aria-hidden=true", "", "textContent = 'Saved'", []),
        ("role=status aria-busy=true", "", "textContent = 'Half'", []),
        ("role=status", "", "innerHTML = '<span hidden>No</span><img alt=Done><i aria-hidden=true>!</i>'", [("status", "Done")]),
        ("", "", "innerHTML = '<p role=status>Saved</p>'", []),  # arrives with its text
        ("", "", "innerHTML = '<p role=alert>Broken</p>'", [("alert", "Broken")]),
        ("role=alert hidden", "Broken", "hidden = false", [("alert", "Broken")]),
        ("role=alert", "Broken", "title = 'x'", []),  # stood there when the page came
        ("role=status hidden", "Saved", "hidden = false", []),
    ],
)  # fmt: skip
def test_live_regions_are_heard_as_they_change(
    user_of: MakeUser, attributes: str, there: str, change: str, heard: list[tuple[str, str]]
) -> None:
    user = hears(user_of, REGIONS.format(attributes=attributes, there=there, change=change.replace('"', "'")))
    assert said(user) == [("title", "A page")]  # what stands there is read in its turn
    user.click(button("Go"))
    assert said(user) == heard


def test_live_regions_in_shadow_roots_and_frames_are_heard(user_of: MakeUser) -> None:
    user = user_of(
        {
            "/": page(
                "<div id=host></div><button onclick=\"host.shadowRoot.querySelector('p').textContent = 'Shadowed'\">Go</button><iframe title=f src=/f></iframe>"
                "<script>host.attachShadow({mode: 'open'}).innerHTML = '<p role=status></p>'</script>"
            ),
            "/f": page("<p role=status id=r></p><button onclick=\"r.textContent = 'Framed'\">Inner</button>"),
        },
        "screen-reader",
    )
    user.click(button("Go"))
    assert said(user) == [("status", "Shadowed")]
    user.click(button("Inner"))
    assert ("status", "Framed") in said(user)


def test_focus_that_moves_by_itself_is_heard_and_the_persons_own_is_not(user_of: MakeUser) -> None:
    user = hears(
        user_of,
        "<label>Name <input></label><div id=e tabindex=-1>Nothing was sent</div><button onclick='e.focus()'>Send</button><button>Quiet</button>",
    )
    user.fill("Name", "Bo")
    assert said(user) == []
    user.click(button("Quiet"))
    assert said(user) == []
    user.click(button("Send"))
    assert said(user) == [("focus", "Nothing was sent")]
    user.expect("Nothing was sent")
    assert user._hand.tally.announced is True


def test_a_dialog_is_heard_when_focus_goes_into_it_and_only_then(user_of: MakeUser) -> None:
    user = hears(
        user_of,
        "<button onclick='d.showModal()'>Ask</button><dialog id=d aria-label='Book this time?'><button onclick='d.close()'>Yes</button></dialog>"
        "<button onclick='q.hidden = false'>Hint</button><div id=q role=dialog aria-label=Hint hidden>Quiet</div>",
    )
    user.click(button("Ask"))
    assert said(user) == [("dialog", "Book this time?"), ("focus", 'button "Yes"')]
    user.click(button("Yes"))
    user.click(button("Hint"))
    assert said(user) == []


# --- how far one has to listen ------------------------------------------------------------------------------------

LONG = (
    "<nav aria-label=Menu><a href=#1>One</a><a href=#2>Two</a><a href=#3>Three</a></nav>"
    "<main><h1>Page</h1><p>Some <b>text</b> here</p><button></button><h2>Form</h2><label>Name <input></label><p>More</p><button>Send</button><p id=p>Sent</p></main>"
)
"""Items: One, Two, Three, Page, Some text here, (button), Form, Name (label), Name (field), More, Send, Sent."""


def test_the_way_is_counted_line_by_line_and_by_the_best_keys(user_of: MakeUser) -> None:
    user = hears(user_of, LONG)
    user.click(link("Three"))
    assert (user._hand.tally.read_past, user._hand.tally.listened) == (3, 2)  # H to the heading, Shift+K back
    user.fill("Name", "Bo")  # six lines on; F F: the button without a name, the field
    assert (user._hand.tally.read_past, user._hand.tally.listened) == (6, 2)
    assert user._hand.tally.unnamed == [Heard(kind="button", text="Some text here")]
    user.click(button("Send"))
    assert (user._hand.tally.read_past, user._hand.tally.listened) == (2, 1)
    user.read(field("Name"))  # backwards
    assert (user._hand.tally.read_past, user._hand.tally.listened) == (2, 1)
    user.expect("Sent")
    assert (user._hand.tally.read_past, user._hand.tally.listened) == (3, 2)
    assert user._hand.tally.announced is False


def test_an_expectation_of_what_is_not_there_costs_nothing_and_is_no_announcement(user_of: MakeUser) -> None:
    user = hears(user_of, LONG)
    user.expect_no("Nothing")
    assert (user._hand.tally.listened, user._hand.tally.announced) == (0, None)
    user.read(button("Send"))
    assert user._hand.tally.announced is None


def test_a_fields_value_is_no_announcement_though_its_name_was_said(user_of: MakeUser) -> None:
    user = user_of({"/": page("<label>Telephone <input value=070></label>", "Telephone")}, "screen-reader")
    user.expect("Telephone", value="070")
    assert (user._hand.tally.announced, user._hand.tally.listened) == (False, 1)


def test_somebody_who_has_left_is_not_listened_for_any_more(user_of: MakeUser) -> None:
    user = hears(user_of, "<p>Here</p>")
    listeners = user.mode._listeners  # type: ignore[attr-defined]
    assert user.page in listeners
    user.page.close()
    assert user.page not in listeners


def test_a_page_that_meddles_with_what_is_heard_breaks_nothing(user_of: MakeUser) -> None:
    user = hears(
        user_of,
        "<button onclick=\"__skolprovEars.heard.push(null, 7, { kind: {}, text: { toString() { return 'Forged'; } } }); __skolprovEars.sought = 5\">Go</button>",
    )
    user.click(button("Go"))
    user.expect(button("Go"))


def test_a_letter_is_not_announced_by_any_word_that_has_it(user_of: MakeUser) -> None:
    user = user_of({"/": page("<p>A</p>", "Your grades")}, "screen-reader")
    user.expect("A")
    assert user._hand.tally.announced is False


def test_the_keystroke_level_model_gets_no_operators_of_listening(user_of: MakeUser) -> None:
    user = hears(user_of, LONG)
    user.fill("Name", "Bo")
    assert user._hand.tally.text() == ""
    assert user._hand.tally.keystrokes >= 3


def test_secrets_are_taken_out_of_what_was_heard_before_it_is_cut(tmp_path: Path) -> None:
    directory = RunDirectory.create(tmp_path / "run", make_run(), {})
    directory.redactor.add("guardian.password", "correct-horse-battery")
    journal = Journal(directory, "a", "any.log-in", _Nobody(), Stopwatch())
    tally = Tally(heard=[Heard(kind="status", text="x" * 190 + " correct-horse-battery")] * 30, announced=True)
    deed = Deed(verb="expect", target="x", by_css=False, done=False, started_s=0, wait_s=0, pages=0, tally=tally)
    journal.write(deed, None)  # type: ignore[arg-type]
    [action] = directory.read(Action)
    assert len(action.heard) == 10
    assert "correct" not in action.heard[0].text
    assert len(action.heard[0].text) == 200
    assert journal.announced is True


class _Nobody:
    def observe(self, *_: object) -> None:
        return None


def test_a_page_that_is_slow_to_answer_is_waited_for(user_of: MakeUser) -> None:
    user = user_of(
        {"/": page("<a href=/slow>Slow</a>"), "/slow": Page(page("<h1>At last</h1>", "Slow page"), delay_s=0.3)},
        "screen-reader",
        limit_s=5,
    )
    user.click(link("Slow"))
    assert said(user) == [("title", "Slow page")]
    user.expect(heading("At last"))


# --- dialogs of the browser's own ---------------------------------------------------------------------------------

ASKS = """<button onclick="said.textContent = confirm('Remove the letter?') ? 'Removed' : 'Kept'">Remove</button>
<button onclick="setTimeout(() => { alert('Letter sent'); said.textContent = 'Letter sent'; }, DELAY)">Send</button>
<p>Before</p><p id=said></p>"""


def test_a_dialog_of_the_browsers_own_is_heard_when_it_comes_up_and_the_way_to_its_button_is_counted(
    user_of: MakeUser,
) -> None:
    user = hears(user_of, ASKS)
    user.click(button("Remove"))
    assert said(user) == [("dialog", "Remove the letter?")]
    assert user._hand.tally.listened == 1
    user.decline("Remove the letter?")
    assert said(user) == [("focus", 'button "Remove"')]  # where the person is again
    user.expect("Kept")


@pytest.mark.parametrize("delay", ["0", "150"])
def test_what_an_alert_tells_is_heard_once_and_announces_the_outcome(user_of: MakeUser, delay: str) -> None:
    user = hears(user_of, ASKS.replace("DELAY", delay))
    user.click(button("Send"))
    heard = said(user)
    user.agree("Letter sent")
    heard += said(user)
    assert [text for kind, text in heard if kind == "dialog"] == ["Letter sent"]
    user.expect("Letter sent")
    assert user._hand.tally.announced


def test_a_question_announces_nothing_of_what_comes_of_its_answer(user_of: MakeUser) -> None:
    user = hears(
        user_of, "<button onclick=\"if (confirm('Removed?')) said.textContent = 'Removed'\">Go</button><p id=said></p>"
    )
    user.click(button("Go"))
    user.agree("Removed?")
    user.expect("Removed")
    assert user._hand.tally.announced is False


def test_a_dialog_that_nobody_answered_is_heard_in_the_action_that_it_stopped(user_of: MakeUser) -> None:
    user = hears(user_of, ASKS.replace("DELAY", "150"))
    user.click(button("Send"))
    heard = said(user)
    with pytest.raises(Unanswered):
        user.expect("Letter sent")
    assert heard + said(user) == [("dialog", "Letter sent")]
