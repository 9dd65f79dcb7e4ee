"""Whose fault it was: evidence decides."""

from __future__ import annotations

import socket

import pytest
from playwright.sync_api import Browser, Error

from evidence.problem import Problem
from evidence.records import Message, Outcome, Request
from reports.endings import sentences
from reports.words import Words
from scenarios.outcome import ending_of
from scenarios.scene import Scene, scene_of
from scenarios.stumble import Ambiguous, Barrier, NotFound, NotSeen, SignInFailed
from scenarios.targets import button
from scenarios.trouble import Trouble
from scenarios.user import User
from tests.conftest import Page
from tests.scenarios.conftest import MakeUser, page

MISSING = NotFound("target-not-found", target='button "Save"')
UNSEEN = NotSeen("not-seen", target='text "Saved"')
AT_TWO = Scene(address="http://school/b", last_action='click link "On"', acted_at=2.0)
BROKEN = [Request(method="POST", url="http://school/beacon", status=500, error="")]


def _end(user: User, act: object) -> tuple[Outcome, str]:
    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one it is, is what is asked
        act(user)  # type: ignore[operator]
    ending = ending_of(raised.value, user.trouble)
    assert ending.reason is not None
    return ending.outcome, ending.reason.code


def test_a_500_on_the_way_speaks_for_the_platform(user_of: MakeUser) -> None:
    user = user_of({"/": page('<form action="/save"><button>Save</button></form>'), "/save": Page("Oops", 500)})
    user.click(button("Save"))
    assert _end(user, lambda u: u.expect("Saved")) == (Outcome.FAILED, "server-error")


def test_an_uncaught_exception_speaks_for_the_platform(user_of: MakeUser) -> None:
    user = user_of('<button onclick="null.save()">Save</button>')
    user.click(button("Save"))
    assert _end(user, lambda u: u.click(button("Continue"))) == (Outcome.FAILED, "page-error")


def test_a_button_that_does_nothing_is_the_platforms_failure(user_of: MakeUser) -> None:
    user = user_of("<button>Save</button>")
    user.click(button("Save"))
    assert _end(user, lambda u: u.expect("Saved")) == (Outcome.FAILED, "not-seen")


def test_a_target_that_nobody_finds_speaks_for_the_script(user_of: MakeUser) -> None:
    assert _end(user_of("<button>Send</button>"), lambda u: u.click(button("Save"))) == (
        Outcome.SCRIPT_ERROR,
        "target-not-found",
    )


def test_a_text_that_only_looks_like_a_button_is_named_where_no_button_is_found(user_of: MakeUser) -> None:
    for mode_id in ("pointer", "keyboard"):
        with pytest.raises(NotFound) as missing:
            user_of('<div onclick="null">Pay</div>', mode_id).click(button("Pay"))
        assert (missing.value.values["stands_as"], missing.value.values["kind"]) == ('div "Pay"', "button")
        reason = Message(code=missing.value.code, values=missing.value.values)
        said = " ".join(sentences(Words("en"), reason, Outcome.SCRIPT_ERROR, mode=mode_id))
        assert 'What is there is div "Pay", which is no button to keys and screen readers' in said
        assert "make it a real button" in said
    with pytest.raises(NotFound) as missing:
        user_of("<button>Send</button>").click(button("Pay"))
    assert "stands_as" not in missing.value.values


def test_a_page_that_is_not_there_speaks_for_the_platform(user_of: MakeUser) -> None:
    user = user_of({"/": page('<a href="/gone">On</a>')})
    user.click("On")
    assert _end(user, lambda u: u.click(button("Save"))) == (Outcome.FAILED, "status")


def test_a_server_that_is_gone_is_the_surroundings_fault(user_of: MakeUser) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = user_of("x")
    assert _end(user, lambda u: u.open(f"http://127.0.0.1:{port}/")) == (Outcome.ENVIRONMENT_ERROR, "unreachable")


def test_a_browser_that_died_is_the_surroundings_fault(user_of: MakeUser, browser: Browser) -> None:
    user = user_of("<button>Save</button>")
    user.page.context.close()
    assert browser.is_connected()
    assert _end(user, lambda u: u.click(button("Save"))) == (Outcome.ENVIRONMENT_ERROR, "browser-gone")


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Barrier("not-reached-by-tab", focus_path=["link"], target="x"), Outcome.BARRIER),
        (NotFound("target-not-found", target="x"), Outcome.SCRIPT_ERROR),
        (NotSeen("not-seen", target="x"), Outcome.FAILED),
        (Ambiguous("several-fit", target="x"), Outcome.SCRIPT_ERROR),
        (SignInFailed("sign-in-refused", username="u"), Outcome.ENVIRONMENT_ERROR),
        (Problem("the school data says nothing of lesson.title"), Outcome.SCRIPT_ERROR),
        (Error("Page.goto: net::ERR_CERT_DATE_INVALID at https://x"), Outcome.ENVIRONMENT_ERROR),
        (Error("Page.goto: Timeout 3000ms exceeded."), Outcome.FAILED),
    ],
)
def test_each_way_to_end_has_one_outcome(user_of: MakeUser, error: Exception, outcome: Outcome) -> None:
    user = user_of("x", opened=False)
    assert ending_of(error, user.trouble).outcome is outcome


def test_an_exception_in_a_platform_file_is_the_scripts_and_one_of_ours_is_ours(user_of: MakeUser) -> None:
    def of_theirs(_: User) -> None:
        raise KeyError("hemligt")

    user = user_of("x", opened=False)
    with pytest.raises(KeyError) as theirs:
        of_theirs(user)
    ending = ending_of(theirs.value, user.trouble)
    assert ending.outcome is Outcome.SCRIPT_ERROR
    assert "hemligt" not in str(ending.reason)  # only kind and place: the text may hold what nobody should read
    with pytest.raises(AttributeError) as ours:
        user.click(None)  # type: ignore[arg-type]
    assert ending_of(ours.value, user.trouble).outcome is Outcome.HARNESS_ERROR


def test_what_another_role_does_not_see_is_a_failure_that_says_who_looked(user_of: MakeUser) -> None:
    user = user_of("x", opened=False)
    ending = ending_of(NotFound("target-not-found", target="x"), user.trouble, seen_by="teacher")
    assert ending.outcome is Outcome.FAILED
    assert ending.reason is not None
    assert ending.reason.values["seen_by"] == "teacher"


@pytest.mark.parametrize(
    ("error", "trouble", "ended"),
    [
        (MISSING, Trouble(page_error="x", page_error_at=3.0), (Outcome.FAILED, "page-error")),
        (UNSEEN, Trouble(page_error="x", page_error_at=3.0), (Outcome.FAILED, "page-error")),
        (MISSING, Trouble(page_error="x", page_error_at=1.0), (Outcome.SCRIPT_ERROR, "target-not-found")),
        (UNSEEN, Trouble(page_error="x", page_error_at=1.0), (Outcome.FAILED, "not-seen")),
        (MISSING, Trouble(server_errors=BROKEN, server_error_at=3.0), (Outcome.FAILED, "server-error")),
        (MISSING, Trouble(server_errors=BROKEN, server_error_at=1.0), (Outcome.SCRIPT_ERROR, "target-not-found")),
        (UNSEEN, Trouble(server_errors=BROKEN, server_error_at=1.0), (Outcome.FAILED, "not-seen")),
    ],
)
def test_what_broke_before_the_last_action_is_not_what_stopped_it(
    error: Exception, trouble: Trouble, ended: tuple[Outcome, str]
) -> None:
    ending = ending_of(error, trouble, scene=AT_TWO)
    assert (ending.outcome, ending.reason.code if ending.reason else "") == ended


@pytest.mark.parametrize(
    ("stack", "page_error"),
    [
        ("Error: no ads\n    at show (https://ads.example/a.js:1:5)", ""),
        (
            "Error: no ads\n    at show (https://ads.example/a.js:1:5)\n    at start (https://www.skola.se/s.js:2:1)",
            "no ads",
        ),
        ("Error: no ads\n    at show (https://static.skola.se/a.js:1:5)", "no ads"),
        ("Error: no ads\n    at <anonymous>:1:5", "no ads"),
    ],
)
def test_an_exception_in_nothing_but_scripts_of_others_is_not_the_platforms(stack: str, page_error: str) -> None:
    trouble = Trouble(host="www.skola.se")
    error = Error("no ads")
    error._stack = stack
    trouble._page_error(error)
    assert trouble.page_error == page_error
    assert trouble.console_errors == ["uncaught: no ads"]  # told in any case


PASSWORD = '<label>Password <input type="password"></label>'
NEW_PASSWORD = '<label>New password <input type="password" autocomplete="new-password"></label>'
USER_NAME = '<label>User name <input name="username"></label>'


@pytest.mark.parametrize(
    ("body", "log_in_pages", "asks"),
    [
        (PASSWORD, {"/#"}, True),
        (PASSWORD, {"/login#"}, False),  # settings have such a field, too
        (PASSWORD, set(), True),  # a person signed in: on which page, nobody saw
        (NEW_PASSWORD, set(), False),
        (PASSWORD, None, False),
        (USER_NAME, {"/#"}, True),
        (USER_NAME, {"/login#"}, False),
        (USER_NAME, set(), False),
    ],
)
def test_only_the_page_to_log_in_on_asks_who_one_is(
    user_of: MakeUser, body: str, log_in_pages: set[str] | None, *, asks: bool
) -> None:
    assert scene_of(user_of(body).page, None, log_in_pages=log_in_pages).asks_to_log_in is asks


def test_a_password_asked_for_in_place_is_a_lost_session_where_the_platform_refused_what_was_asked_for() -> None:
    asked = Scene(address="http://school/b", acted_at=2.0, asks_for_password=True)
    for refused_at, code in ((3.0, "session-expired"), (1.0, "target-not-found"), (0.0, "target-not-found")):
        ending = ending_of(MISSING, Trouble(refused_at=refused_at), scene=asked)
        assert ending.reason is not None
        assert ending.reason.code == code


@pytest.mark.parametrize(
    ("frames", "box", "turns"),
    [
        ("50% { opacity: .4 }", '<b class="a" style="width: 9px; height: 9px"></b>', False),
        ("to { transform: scale(2); opacity: 0 }", '<b class="a" style="width: 9px; height: 9px"></b>', False),
        ("to { transform: rotate(1turn) }", '<b class="a" style="width: 9px; height: 9px"></b>', True),
        ("50% { opacity: .4 }", '<b class="a" style="width: 300px; height: 60px"></b>', True),
        ("50% { opacity: .4 }", '<b class="a" style="width: 9px; height: 9px"></b>' * 3, True),
    ],
)
def test_a_dot_that_throbs_is_no_sign_of_loading(user_of: MakeUser, frames: str, box: str, *, turns: bool) -> None:
    style = f"@keyframes k {{ {frames} }} .a {{ display: inline-block; background: red; animation: k 1s infinite }}"
    assert scene_of(user_of(f"<style>{style}</style><p>{box}</p>").page, None).turns is turns


@pytest.mark.parametrize(
    ("scene", "asked_at", "idle"),
    [
        (Scene(last_action='click button "Options"', acted_at=2.0, unchanged=True), 1.0, True),
        (Scene(last_action='click button "Options"', acted_at=2.0, unchanged=False), 1.0, False),
        (
            Scene(last_action='click button "Options"', acted_at=2.0, unchanged=True),
            3.0,
            False,
        ),  # something was asked for
        (Scene(last_action='fill field "Name"', acted_at=2.0, unchanged=True), 1.0, False),
    ],
)
def test_what_is_missing_after_a_press_without_effect_is_told_with_that_press(
    scene: Scene, asked_at: float, *, idle: bool
) -> None:
    ending = ending_of(MISSING, Trouble(asked_at=asked_at), scene=scene)
    assert ending.outcome is Outcome.SCRIPT_ERROR  # whose fault the press was, is not known
    assert ending.reason is not None
    assert ("idle" in ending.reason.values) is idle


def test_an_answer_that_does_not_come_explains_what_is_missing_only_if_no_new_page_came(user_of: MakeUser) -> None:
    user = user_of({"/": page("x"), "/slow": Page("", delay_s=1)}, limit_s=0.3)
    user.page.evaluate("void fetch('/slow')")
    user.page.wait_for_timeout(50)
    asked_at, document_at = user.trouble.asked_at, user.trouble.document_at
    for acted_at, code in ((document_at - 1, "not-seen"), ((document_at + asked_at) / 2, "no-answer")):
        ending = ending_of(UNSEEN, user.trouble, scene=Scene(acted_at=acted_at))
        assert ending.reason is not None
        assert (ending.outcome, ending.reason.code) == (Outcome.FAILED, code)
