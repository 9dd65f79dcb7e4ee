"""What is written for each thing that a person can do: names that lead where they led the person, and nothing of the page as code."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import skolprov
from evidence.redaction import Redactor
from scenarios.modes import mode
from scenarios.platform import Platform
from scenarios.recorder.session import record
from scenarios.recorder.words import Words, comment, quoted
from scenarios.recorder.writing import Part
from scenarios.school import Account, School
from scenarios.sign_in import People
from scenarios.tasks import task
from scenarios.user import User
from tests.conftest import Site, served
from tests.scenarios.conftest import page

CASE = {
    "form": "C",
    "guardian": {"name": "Ali Nur", "username": "ali.nur", "telephone": "070-174 06 05"},
    "child": {"name": "Alva Nur"},
    "talk": {"day": "Monday 30 November"},
}
Record = Callable[..., str]


@pytest.fixture
def recorded(browser: Browser) -> Iterator[Record]:
    """What is written for what a person does on a small site; carried out once more, to see that it works."""
    with ExitStack() as stack:

        def make(site: Site | str, person: Callable[[Page], Any], *, again: bool = True, **more: Any) -> str:
            url = stack.enter_context(served({"/": page(site)} if isinstance(site, str) else site))
            platform = Platform("small", title="Small")
            people = People(browser, platform, url, "en", 1.5, Redactor())
            source = record(people, Part(task("any.log-in")), "guardian", [CASE], person=person, **more).source
            if again:
                _carry_out(browser, url, source)
            return source

        yield make


def _carry_out(browser: Browser, url: str, source: str) -> None:
    platform = Platform("small", title="Small")
    names = {name: getattr(skolprov, name) for name in skolprov.__all__}
    exec(compile(source, "recorded.py", "exec"), {**names, "platform": platform})
    context = browser.new_context()
    user = User(context.new_page(), mode("pointer"), url, 5.0)
    user.open("/")
    platform.journeys["any.log-in"](user, School(CASE, role="guardian", mark=""))
    context.close()


SAID = '<p role="status" id="said"></p><script>const say = (t) => { said.textContent = t; }</script>'


def test_of_two_buttons_with_one_name_the_right_one_is_named_by_what_stands_beside_it(recorded: Record) -> None:
    rows = "".join(
        f"<tr><th>{name}</th><td><button onclick=\"say('Absent: {name}')\">Absent</button></td></tr>"
        for name in ("Bo Ek", "Alva Nur", "Cia By")
    )
    source = recorded(f"<table>{rows}</table>{SAID}", lambda p: p.get_by_role("button").nth(1).click(delay=20))
    assert 'user.click(button("Absent"), near=school.child.name)' in source
    assert 'user.expect(f"Absent: {school.child.name}")' in source


def test_in_a_dialog_the_reachable_button_needs_no_place(recorded: Record) -> None:
    site = f"""<button onclick="d.showModal()">Save</button>
    <dialog id="d"><h2>Sure?</h2><form method="dialog"><button onclick="say('Stored at last')">Save</button></form></dialog>{SAID}"""

    def person(p: Page) -> None:
        p.get_by_role("button").first.click()
        p.get_by_role("heading", name="Sure?").wait_for()
        p.get_by_role("dialog").get_by_role("button").click()
        p.get_by_text("Stored at last").wait_for()

    source = recorded(site, person)
    assert source.count('user.click(button("Save"))') == 2


def test_what_has_no_name_is_found_by_markup_that_says_why(recorded: Record) -> None:
    site = f'<span class="cog" style="cursor:pointer;display:inline-block;width:30px;height:30px" onclick="say(\'Opened\')"></span>{SAID}'
    source = recorded(site, lambda p: p.locator(".cog").click(delay=20))
    assert 'user.click(css("span.cog", because="it has no name"))' in source


def test_keystrokes_are_one_fill_and_a_field_without_label_is_found_by_the_text_beside_it(recorded: Record) -> None:
    site = f"<p>Telephone <input id=x></p><p>Town <input></p><button onclick=\"say('Stored')\">Store</button>{SAID}"

    def person(p: Page) -> None:
        p.locator("#x").click()
        p.keyboard.type("070-174 06 05", delay=5)
        p.get_by_role("button").click()

    source = recorded(site, person)
    assert source.count("user.fill(") == 1
    assert "school.me.telephone" in source


def test_choices_of_every_kind_are_told_apart(recorded: Record) -> None:
    site = f"""<fieldset><legend>Grade</legend><label><input type=radio name=g>A</label><label><input type=radio name=g>B</label></fieldset>
    <label><input type=checkbox>By post</label><label><input type=checkbox checked>By mail</label>
    <div role=switch tabindex=0 aria-checked=false onclick="this.setAttribute('aria-checked','true')">Alerts</div>
    <label>Room <select><option>1</option><option>The hall</option></select></label>
    <button onclick="say('Chosen now')">Choose</button>{SAID}"""

    def person(p: Page) -> None:
        p.get_by_text("B", exact=True).click()
        p.get_by_text("By post").click()
        p.wait_for_timeout(300)
        p.get_by_text("By mail").click()
        p.wait_for_timeout(300)
        p.get_by_role("switch").click()
        p.get_by_label("Room").focus()
        p.keyboard.type("The")
        p.get_by_role("button").click()

    source = recorded(site, person)
    for line in (
        'user.choose("Grade", "B")', 'user.tick("By post")', 'user.untick("By mail")', 'user.tick("Alerts")', 'user.choose("Room", "The hall")',
    ):  # fmt: skip
        assert line in source, source


def test_a_press_that_sends_the_page_away_at_once_is_named_all_the_same(recorded: Record) -> None:
    site = {"/": page('<a href="/two">Onwards</a>'), "/two": page("<h1>The second page</h1>")}
    source = recorded(site, lambda p: p.get_by_role("link").click())
    assert 'user.click(link("Onwards"))' in source
    assert 'user.expect("The second page")' in source
    assert "# " not in source


@pytest.mark.slow  # going back is not told when hundreds of tests have used the browser before; alone it is
def test_typed_addresses_back_and_reload_are_told_from_what_pages_do_themselves(recorded: Record) -> None:
    site = {
        "/": page('<form action="/two"><input name="q" type="hidden" value="1"><button>Onwards</button></form>'),
        "/two": page("<script>location.replace('/three')</script>"),
        "/three": page("<h1>Three</h1>"),
        "/four": page("<h1>Number four</h1>"),
    }

    def person(p: Page) -> None:
        p.get_by_role("button").click()
        p.wait_for_url("**/three")
        p.wait_for_timeout(1000)  # the browser is asked for its history, which nobody changes twice within a moment
        p.go_back()
        p.wait_for_timeout(1000)
        p.reload()
        p.goto(f"{p.url.rstrip('/')}/four?x=1")
        p.get_by_text("Number four").wait_for()

    source = recorded(site, person)
    verbs = [line.strip() for line in source.splitlines() if "user." in line]
    assert verbs == [
        'user.click(button("Onwards"))', "user.back()", "user.reload()", 'user.open("/four?x=1")', 'user.expect("Number four")',
    ]  # fmt: skip


@pytest.mark.parametrize(
    "way", ["location.reload()", "location.reload(); window.stop(); history.pushState(0, '', '/on')"]
)
def test_what_a_page_loads_anew_by_itself_is_not_the_persons_doing(recorded: Record, way: str) -> None:
    site = {"/": page(f'<button onclick="{way}">Renew</button><h1>The list</h1>')}

    def person(p: Page) -> None:
        p.get_by_role("button").click(delay=20)
        p.wait_for_timeout(500)

    source = recorded(site, person, again=False)
    assert [line.strip() for line in source.splitlines() if "user." in line][:1] == ['user.click(button("Renew"))']
    assert "reload()" not in source


def test_passwords_and_identity_numbers_are_never_written(browser: Browser, recorded: Record) -> None:
    site = f"""<label>Password <input type=password id=p></label><button onclick="p.type='text'">Show</button>
    <label>Number <input></label><button onclick="say('Welcome in')">Enter</button>{SAID}"""

    def person(p: Page) -> None:
        p.locator("#p").press_sequentially("hemligt")
        p.get_by_role("button", name="Show").click()
        p.wait_for_timeout(200)
        p.locator("#p").press_sequentially("-mer")
        p.get_by_label("Number").press_sequentially("19811218-9876")
        p.get_by_role("button", name="Enter").click()

    source = recorded(site, person, again=False)
    assert "hemligt" not in source
    assert "19811218" not in source
    assert source.count("school.me.password") == 2
    assert "school.me.personal_identity_number" in source


HOSTILE = """Absence")\n    __import__("os").system("touch /tmp/x")  # {school.me.password} ' \" \\ \u202e \u2028"""


def test_what_a_hostile_page_calls_things_is_written_as_text_and_is_no_code(recorded: Record) -> None:
    site = f"""<button id=b onclick="say(document.title)">x</button>{SAID}<script>
    const name = {HOSTILE!r}; b.setAttribute('aria-label', name); document.title = name;
    window.addEventListener('click', (e) => e.stopImmediatePropagation(), true);
    for (const f of Object.getOwnPropertyNames(window)) if (/^_[0-9a-f]{{16}}$/.test(f) && typeof window[f] === 'function') window[f]({{ kind: 'open', value: 'x' }});
    Object.defineProperty(Element.prototype, 'matches', {{ value: () => true }});</script>"""
    source = recorded(site, lambda p: p.locator("#b").click(), again=False)
    tree = ast.parse(source)
    calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    assert {f.attr if isinstance(f, ast.Attribute) else getattr(f, "id", "") for f in calls} <= {
        "does", "click", "expect", "button", "css", "open",
    }  # fmt: skip
    assert "user.open" not in source


def test_a_question_of_the_browser_is_answered_and_told(recorded: Record) -> None:
    site = f"""<button onclick="say(confirm('Delete it?') ? 'Deleted for good' : 'Left as it was')">Delete</button>{SAID}"""
    source = recorded(site, lambda p: p.get_by_role("button").click(), again=False, agrees=lambda _: False)
    assert "Delete it?" in source
    assert "decline" in source
    assert 'user.expect("Left as it was")' in source


def test_without_a_new_text_the_writer_is_asked_for_one(recorded: Record) -> None:
    source = recorded("<h1>Still</h1><button>Nothing</button>", lambda p: p.get_by_role("button").click())
    assert "# Nothing new appeared." in source


def test_a_date_that_happens_to_be_in_the_school_data_is_pointed_out(recorded: Record) -> None:
    site = f"""<button onclick="say('Offered now')">Offer Monday 30 November</button>{SAID}"""
    source = recorded(site, lambda p: p.get_by_role("button").click())
    assert "# Monday 30 November happens to be school.talk.day" in source
    assert 'button(f"Offer {school.talk.day}")' in source


def test_things_in_frames_and_shadow_roots_are_named_as_on_any_page(recorded: Record) -> None:
    inner = page(f"<label>Letter <textarea></textarea></label><button onclick=\"say('Sent away')\">Send</button>{SAID}")
    outer = """<div id=h></div><iframe src="/inner" title=Inner></iframe><script>
    h.attachShadow({mode:'open'}).innerHTML = '<button>Begin</button>';</script>"""

    def person(p: Page) -> None:
        p.get_by_role("button", name="Begin").click()
        frame = p.frame_locator("iframe")
        frame.get_by_label("Letter").fill("Hello")
        frame.get_by_role("button").click()
        frame.get_by_text("Sent away").wait_for()

    source = recorded({"/": page(outer), "/inner": inner}, person)
    for line in (
        'user.click(button("Begin"))',
        'user.fill("Letter", "Hello")',
        'user.click(button("Send"))',
        'user.expect("Sent away")',
    ):
        assert line in source, source


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Save", '"Save"'),
        ("Alva Nur", "school.child.name"),
        ("For Alva Nur {1}", 'f"For {school.child.name} {{1}}"'),
        ("Alva Nurmi", '"Alva Nurmi"'),
        ('a "b"', "'a \"b\"'"),
        ("it's", '"it\'s"'),
    ],
)  # fmt: skip
def test_texts_are_literals_with_the_school_data_in_them(text: str, written: str) -> None:
    words = Words(CASE, "guardian")
    assert words.literal(text) == written
    assert eval(written, {"school": School(CASE, role="guardian", mark="")}) == text


def test_a_log_in_knows_an_account_and_no_school() -> None:
    words = Words(CASE, "guardian", {"guardian": "hemligt1"}, signing_in=True)
    assert words.typed("ali.nur") == "account.username"
    assert words.typed("hemligt1") == "account.password"
    assert words.literal("Alva Nur") == '"Alva Nur"'
    assert Account("guardian", "Ali", "ali.nur", "x").username == "ali.nur"


def test_a_comment_stays_on_its_line() -> None:
    assert "\n" not in comment("a\nimport os\r\u2028b")
    assert quoted("a\nb") == '"a\\nb"'
