"""What real platforms do, each as a small page: a journey in our words gets through, or ends in what is true of it, in each mode."""

from __future__ import annotations

import ast
import inspect

import pytest
from playwright.sync_api import Browser

import skolprov
from scenarios.browser import user_agent
from scenarios.modes import mode, modes
from scenarios.outcome import ending_of
from scenarios.user import User, nothing_left_open
from tests.scenarios.traits.reading import Trait, hosted, traits

TRAITS = traits()
VERBS = {name for name, _ in inspect.getmembers(User, inspect.isfunction) if not name.startswith("_")}
WORDS = {name: getattr(skolprov, name) for name in skolprov.__all__}


def _ended(user: User, journey: str, name: str) -> str:
    try:
        user.open("/")
        exec(compile(journey, f"{name}.html", "exec"), {**WORDS, "user": user})  # the journey stands in our own file
        nothing_left_open(user)
    except Exception as error:  # noqa: BLE001 - the attempt's outcome, as in a run
        ending = ending_of(error, user.trouble)
        return f"{ending.outcome.value} {ending.reason.code if ending.reason else ''}" + f" | {error}"
    return "succeeded"


IN_EVERY_MODE = [  # what the ear finds, the hand mostly finds, too: the other modes are tried with the slow tests
    mode_id if mode_id == "screen-reader" else pytest.param(mode_id, marks=pytest.mark.slow)
    for mode_id in sorted(modes())
]


@pytest.mark.parametrize("mode_id", IN_EVERY_MODE)
@pytest.mark.parametrize("trait", TRAITS, ids=lambda trait: trait.id)
def test_a_trait_of_real_platforms_is_lived_with(trait: Trait, mode_id: str, browser: Browser) -> None:
    acting = mode(mode_id)
    context = browser.new_context(**{"user_agent": user_agent(browser), **acting.context()}, locale="en-GB")
    with hosted(trait.pages) as url:
        user = User(context.new_page(), acting, url, trait.limit_s)
        ended, _, said = _ended(user, trait.journey, trait.id).partition(" | ")
        context.close()
    assert ended == trait.outcome(mode_id), f"{trait.why}\n{said}"


@pytest.mark.parametrize("trait", TRAITS, ids=lambda trait: trait.id)
def test_a_traits_journey_needs_no_wait_no_retry_and_no_css(trait: Trait) -> None:
    tree = list(ast.walk(ast.parse(trait.journey)))
    assert {n.id for n in tree if isinstance(n, ast.Name)} <= {"user", *WORDS} - {"css"}
    assert {n.attr for n in tree if isinstance(n, ast.Attribute)} <= VERBS
    assert not [n for n in tree if isinstance(n, ast.For | ast.While | ast.Try | ast.Import | ast.ImportFrom)]
    assert set(trait.outcomes) <= {*modes(), "all"}
