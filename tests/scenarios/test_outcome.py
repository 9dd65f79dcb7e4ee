"""Whose fault it was: evidence decides."""

from __future__ import annotations

import socket

import pytest
from playwright.sync_api import Browser, Error

from evidence.problem import Problem
from evidence.records import Outcome
from scenarios.outcome import ending_of
from scenarios.stumble import Ambiguous, Barrier, NotFound, NotSeen, SignInFailed
from scenarios.targets import button
from scenarios.user import User
from tests.conftest import Page
from tests.scenarios.conftest import MakeUser, page


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
