"""What a page does to itself, or to us, does not mislead or stop a measurement."""

from __future__ import annotations

import time

import pytest

from scenarios.outcome import ending_of
from scenarios.stumble import Barrier, NotFound, NotSeen, Stumble
from scenarios.targets import button
from scenarios.vitals import ask
from tests.conftest import Page, served
from tests.scenarios.conftest import MakeUser, page


def test_a_page_that_replaces_its_clock_is_waited_for_all_the_same(user_of: MakeUser) -> None:
    user = user_of(
        "<script>window.setTimeout = () => 0; performance.now = () => 0</script><button onclick=\"document.title='on'\">On</button>"
    )
    user.click(button("On"))
    assert user.page.title() == "on"


@pytest.mark.parametrize("mode_id", ["pointer", "keyboard"])
def test_a_button_that_is_drawn_anew_under_the_hand_is_pressed(user_of: MakeUser, mode_id: str) -> None:
    user = user_of(
        "<a href='#x'>First</a><p id=p><button>Go</button></p><script>"
        "const anew = () => { p.innerHTML = '<button onclick=\"document.title=1234\">Go</button>'; };"
        "addEventListener('keydown', anew, { once: true }); addEventListener('mousemove', anew, { once: true });</script>",
        mode_id,
    )
    user.click(button("Go"))
    user.expect(button("Go"))
    if mode_id == "keyboard":  # the pointer presses the place, whatever stands there by then
        assert user.page.title() == "1234"


def test_a_page_that_puts_its_own_in_our_scripts_place_misleads_nobody(user_of: MakeUser) -> None:
    user = user_of(
        "<p>Here</p><script>for (const name of ['Idle', 'Said', 'Still', 'Vitals']) try { "
        "Object.defineProperty(window, '__skolprov' + name, { value: () => ({ length: 1 }) }) } catch {}</script>"
    )
    user.expect("Here")
    assert not user.sees("Bo")
    user.expect_no("Bo")
    assert user._is_told("Here")


@pytest.mark.parametrize(
    "forged",
    [
        "window.__skolprovStill = async () => [1e6, -1, null, '', [], [], '', '']",
        "delete window.__skolprovStill; Object.defineProperty(window, '__skolprovStill', { value: async () => [1e6, -1, null, '', [], [], '', ''] })",
        "window.Promise = class { constructor() { return [1e6, -1, null, '', [], [], '', ''] } }",
        "Math.max = () => 0; Math.min = () => 0; performance.now = () => 0",
    ],
)
def test_a_page_cannot_make_its_own_wait_shorter(user_of: MakeUser, forged: str) -> None:
    changes = (
        "const { port1, port2 } = new MessageChannel(), end = Date.now() + 300; let n = 0; "
        "port1.onmessage = () => { p.textContent = n++; if (Date.now() < end) port2.postMessage(0) }; port2.postMessage(0)"
    )
    user = user_of(
        f"<p id=p></p><script>try {{ {forged} }} catch {{}}; onmousedown = () => {{ {changes} }}</script>", limit_s=5
    )
    user.page.mouse.down()
    assert user._watch.until_usable(time.perf_counter(), 5) > 0.15


def test_a_page_cannot_tell_its_own_vitals(user_of: MakeUser) -> None:
    forged = "window.__skolprovVitals = () => [1, 'http://forged/', 1, 1, 1, 1]"
    user = user_of(f"<p>Here</p><script>try {{ {forged} }} catch {{}}</script>")
    told = ask(user.page)
    assert told is not None
    assert told.address == user.page.url


def test_the_browsers_own_error_page_proves_nothing(user_of: MakeUser) -> None:
    with served({"/": page('<a href="/next">On</a>')}) as url:
        user = user_of({"/": page("x")})
        user.page.goto(url)
    user.page.get_by_text("On").click(no_wait_after=True)
    user.page.wait_for_timeout(300)
    with pytest.raises(NotSeen) as gone:
        user.expect_no("Error")
    ending = ending_of(gone.value, user.trouble)
    assert ending.outcome.value == "environment-error"


def test_a_strangers_server_error_is_not_the_platforms(user_of: MakeUser) -> None:
    with served({"/beacon": Page("no", 503)}) as stranger:
        beacon = stranger.replace("127.0.0.1", "localhost")
        user = user_of(f"<button>Save</button><script>fetch('{beacon}/beacon', {{mode: 'no-cors'}})</script>")
        user.page.wait_for_timeout(200)
        with pytest.raises(NotFound) as stumble:
            user.click(button("Svae"))
    assert user.trouble.failed_requests
    assert ending_of(stumble.value, user.trouble).outcome.value == "script-error"


def test_a_list_that_sends_itself_at_the_first_arrow_is_a_barrier(user_of: MakeUser) -> None:
    form = '<form action="/next"><label>Child <select name=c onchange="this.form.submit()"><option>A<option>B<option>C</select></label></form>'
    user = user_of({"/": page(form), "/next": page("<h1>Next</h1>")}, "keyboard")
    with pytest.raises(Barrier) as barrier:
        user.choose("Child", "C")
    assert barrier.value.code == "context-changed"


@pytest.mark.parametrize("mode_id", ["pointer", "keyboard"])
def test_an_option_that_is_not_there_is_said_at_once_in_every_mode(user_of: MakeUser, mode_id: str) -> None:
    user = user_of("<label>Child <select><option>A</select></label>", mode_id)
    with pytest.raises(Stumble) as stumble:
        user.choose("Child", "Z")
    assert (stumble.value.code, stumble.value.values["option"]) == ("option-not-offered", "Z")


def test_a_page_that_lets_no_script_write_html_is_waited_for_as_others_are(user_of: MakeUser) -> None:
    trusted = '<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for \'script\'">'
    user = user_of(f"{trusted}<button onclick=\"document.title = 'Pressed'\">Press</button>", limit_s=3)
    began = time.perf_counter()
    user.click(button("Press"))
    assert time.perf_counter() - began < 2
    assert user._watch.reading is not None
