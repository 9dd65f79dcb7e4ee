"""A session that has ended is noticed before an attempt begins, though its page answers with status 200 at the same address."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from evidence.records import Outcome
from evidence.redaction import Redactor
from scenarios.modes import modes
from scenarios.outcome import ending_of
from scenarios.platform import Platform
from scenarios.school import Account
from scenarios.sign_in import People
from scenarios.stumble import SignInBroken, SignInFailed
from scenarios.targets import button
from scenarios.trouble import Trouble
from scenarios.user import User
from tests.conftest import Page, served
from tests.scenarios.conftest import page

BO = Account("pupil", "Bo Ek", "bo_ek", "linden-three")
WAY_IN = "<form action=/in><label>Name <input></label><button>Sign in</button></form>"


@dataclass
class School:
    """A build that may forget its sessions, and shows whose the start page is always, once or never."""

    shows: str = "always"
    sessions: set[str] = field(default_factory=set)
    signed_in: int = 0
    url: str = ""

    def answer(self, path: str, cookie: str) -> tuple[str, str]:
        """The page, and a new session's cookie."""
        if path.startswith("/in"):
            self.signed_in += 1
            self.sessions = {f"s{self.signed_in}"}
            greeting = "" if self.shows == "never" else "<p>Hello, Bo Ek</p>"
            return page(
                f"<script>history.replaceState(0, '', '/home')</script><h1>Home</h1>{greeting}"
            ), f"s{self.signed_in}"
        if not any(s in cookie for s in self.sessions):
            return page("<h1>Home</h1><p>You must be signed in to view this page</p>" + WAY_IN), ""
        return page("<h1>Home</h1>" + ("<p>Bo Ek</p>" if self.shows == "always" else "<p>Letters</p>")), ""


@contextmanager
def open_school(school: School) -> Iterator[School]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body, session = school.answer(self.path, self.headers.get("Cookie", ""))
            self.send_response(200)
            if session:
                self.send_header("Set-Cookie", f"session={session}; Path=/")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    school.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield school
    finally:
        server.shutdown()
        server.server_close()


def people_of(school: School, browser: Browser, limit_s: float = 2) -> People:
    platform = Platform("school", title="School")

    @platform.log_in
    def log_in(user: User, account: Account) -> None:
        user.open("/home")
        user.fill("Name", account.username)
        user.click(button("Sign in"))
        user.expect("Home")

    return People(browser, platform, school.url, "en", limit_s, Redactor())


@pytest.mark.parametrize("mode_id", sorted(modes()))
def test_a_session_that_the_build_has_forgotten_is_made_anew_in_each_mode(browser: Browser, mode_id: str) -> None:
    with open_school(School()) as school:
        people = people_of(school, browser)
        for times in (1, 1, 2):
            if times == 2:
                school.sessions.clear()
            with people.somebody(BO, mode_id=mode_id) as user:
                assert user._hand.at == user.mode.device  # how they were signed in costs them nothing
                assert user.page.get_by_text("Bo Ek").is_visible()
            assert school.signed_in == times


def test_a_window_that_stayed_open_is_signed_in_anew_too_and_so_is_who_asks_for_others_pages(browser: Browser) -> None:
    with open_school(School()) as school:
        people = people_of(school, browser)
        for _ in range(2):
            school.sessions.clear()
            with people.bystander(BO) as user:
                assert user.page.get_by_text("Bo Ek").is_visible()
        assert school.signed_in == 2
        school.sessions.clear()
        state = people.session_of(BO, tried=True).state
        assert {c["value"] for c in state["cookies"]} == school.sessions


def test_who_has_several_windows_open_begins_anew(browser: Browser) -> None:
    with open_school(School()) as school:
        people = people_of(school, browser)
        with people.bystander(BO) as first:
            pass
        with people.bystander(BO) as user:
            assert user is first
            user.page.evaluate("window.open('/home')")
            user.expect("Bo Ek")
        with people.bystander(BO) as other:
            assert other is not first
            assert (first.page.is_closed(), len(other.page.context.pages)) == (True, 1)
        people.part()


@pytest.mark.parametrize(("shows", "times"), [("never", 1), ("once", 3)])
def test_a_start_page_that_does_not_show_whose_it_is_is_told_by_its_address(
    browser: Browser, shows: str, times: int
) -> None:
    with open_school(School(shows=shows)) as school:
        people = people_of(school, browser)
        for _ in range(5):
            with people.somebody(BO):
                pass
        assert school.signed_in == times  # a name that is shown right after signing in alone is taken for a sign twice


ASKS = "await fetch('/in', {{method: 'POST'}}); {}"


@pytest.mark.parametrize(
    ("on_press", "answer", "outcome", "code"),
    [
        ("null.send()", 200, Outcome.FAILED, "page-error"),
        (ASKS.format(""), 500, Outcome.FAILED, "server-error"),
        ("", 200, Outcome.FAILED, "nothing-happened"),
        (
            ASKS.format("document.querySelector('p').textContent = 'Wrong'"),
            200,
            Outcome.ENVIRONMENT_ERROR,
            "sign-in-refused",
        ),
        (ASKS.format("null.show()"), 401, Outcome.ENVIRONMENT_ERROR, "sign-in-refused"),
        ("location = '/?again'", 200, Outcome.ENVIRONMENT_ERROR, "sign-in-refused"),
    ],
)
def test_a_sign_in_that_broke_is_the_platforms_failure_and_one_that_was_refused_is_not(
    browser: Browser, on_press: str, answer: int, outcome: Outcome, code: str
) -> None:
    form = f"""<label>Name <input></label><label>Password <input type=password></label><p></p><button>Sign in</button>
        <script>document.querySelector('button').onclick = async () => {{ {on_press} }};
        if (location.search) null.greet()</script>"""
    with served({"/home": page(form), "/": page(form), "/in": Page("", answer)}) as url:
        people = people_of(School(url=url), browser, limit_s=0.8)
        with pytest.raises(SignInFailed) as raised, people.somebody(BO):
            pass
    ending = ending_of(raised.value, Trouble())
    assert ending.reason is not None
    assert (ending.outcome, ending.reason.code) == (outcome, code)
    if isinstance(raised.value, SignInBroken):
        assert ending.reason.values["signing_in"] == "bo_ek"
        assert raised.value.scene.last_action == 'click button "Sign in"'
        assert bool(raised.value.trouble.failed_requests or raised.value.trouble.console_errors) is bool(on_press)


_STORES = {
    "sessionStorage": "const get = async () => sessionStorage.t, set = async () => { sessionStorage.t = 1 };",
    "indexedDB": """const db = () => new Promise((r) => { const o = indexedDB.open('a', 1);
            o.onupgradeneeded = () => o.result.createObjectStore('s'); o.onsuccess = () => r(o.result); });
        const get = async () => { const d = await db(); return new Promise((r) => {
            const q = d.transaction('s').objectStore('s').get('t'); q.onsuccess = () => r(q.result); }); };
        const set = async () => { const d = await db(); return new Promise((r) => {
            const t = d.transaction('s', 'readwrite'); t.objectStore('s').put(1, 't'); t.oncomplete = r; }); };""",
}


@pytest.mark.parametrize(("store", "outcome"), [("indexedDB", None), ("sessionStorage", "session-in-window")])
def test_a_session_that_is_no_cookie_comes_along_to_another_screen_or_is_told_as_our_limit(
    browser: Browser, store: str, outcome: str | None
) -> None:
    body = f"""<main></main><script>{_STORES[store]}
        const draw = async () => {{ const m = document.querySelector('main');
            if (await get()) {{ m.innerHTML = '<h1>Home</h1><p>Hello Bo Ek</p>'; return; }}
            m.innerHTML = '<h1>Way in</h1><label>Name <input></label><input type=password><button>Sign in</button>';
            m.querySelector('button').onclick = async () => {{ await set(); draw(); }} }};
        draw()</script>"""
    with served({"/home": page(body)}) as url:
        people = people_of(School(url=url), browser, limit_s=0.8)
        for _ in range(4):  # a window of the same kind signs in anew, as often as it has to
            with people.somebody(BO) as user:
                user.expect("Hello Bo Ek")
        if outcome is None:
            with people.somebody(BO, mode_id="touch") as user:
                user.expect("Hello Bo Ek")
            alone = people_of(School(url=url), browser, limit_s=0.8)
            with alone.somebody(BO, mode_id="touch", fresh=True) as user:
                user.expect("Hello Bo Ek")
            assert not alone._signed_in  # one way in was enough, and it serves nobody else
            return
        with pytest.raises(SignInFailed) as raised, people.somebody(BO, mode_id="touch"):
            pass
    assert raised.value.code == outcome
    assert ending_of(raised.value, Trouble()).outcome is Outcome.ENVIRONMENT_ERROR


def test_a_password_of_the_wrong_kind_that_the_browser_does_not_send_is_not_the_platforms_failure(
    browser: Browser,
) -> None:
    form = "<form action=/in><label>Name <input type=email></label><button>Sign in</button></form>"
    with served({"/home": page(form)}) as url:
        people = people_of(School(url=url), browser, limit_s=0.8)
        with pytest.raises(SignInFailed) as raised, people.somebody(BO):
            pass
    assert raised.value.code == "sign-in-refused"


def test_a_build_that_goes_away_while_somebody_signs_in_was_not_reached_and_refused_nobody(browser: Browser) -> None:
    with open_school(School()) as gone:
        pass
    with open_school(School()) as school:
        people = people_of(school, browser)
        away = WAY_IN.replace("/in", f"{gone.url}/in")
        school.answer = lambda *_: (page("<h1>Home</h1>" + away), "")  # type: ignore[method-assign]
        with pytest.raises(SignInFailed) as raised, people.somebody(BO):
            pass
    assert (raised.value.code, raised.value.values) == ("unreachable", {"error": "net::ERR_CONNECTION_REFUSED"})
    assert ending_of(raised.value, Trouble()).outcome is Outcome.ENVIRONMENT_ERROR
