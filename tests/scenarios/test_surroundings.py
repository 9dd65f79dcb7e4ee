"""Each condition reaches the page in every window and after each navigation, whatever the page forbids, and none by default."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import fields

import pytest
from playwright.sync_api import Browser, Page

from a11y.engine import scan
from evidence.records import Conditions
from evidence.redaction import Redactor
from scenarios.platform import Platform
from scenarios.sign_in import People, telephone
from scenarios.surroundings import NETWORKS, PLAIN, Surroundings, scripts_running
from scenarios.targets import button, link
from scenarios.user import User
from tests.conftest import Site, served

Open = Callable[..., User]

STYLES = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; style-src 'unsafe-inline'; script-src 'none'">
<style>#px { font-size: 10px } #rem { font-size: 1rem } p { line-height: 1.1 !important; margin: 0 }
@media (min-width: 1px) { #media { font: 12px/1 sans-serif } } #em { font-size: 1.5em } h2 { font-size: clamp(10px, 5vw, 14px) }</style>
<p id="px">Text</p><p id="rem">Text</p><p id="media">Text</p><div id="px2" style="font-size:10px"><span id="em">Text</span></div><h2 id="h2">Text</h2>
<button id="button">Go</button><a href="/next">Next</a>"""


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """A person in front of a page, under conditions, as `People` gives them."""
    with ExitStack() as stack:

        def make(site: Site | str, surroundings: Surroundings = PLAIN, mode_id: str = "pointer") -> User:
            url = stack.enter_context(served({"/": site, "/next": site} if isinstance(site, str) else site))
            people = People(browser, Platform("x", title="X"), url, "en", 3, Redactor())
            return stack.enter_context(people.somebody(None, mode_id=mode_id, surroundings=surroundings))

        yield make


def _size(page: Page, name: str) -> float:
    page.wait_for_timeout(50)
    return float(page.evaluate(f"parseFloat(getComputedStyle(document.getElementById('{name}')).fontSize)"))


_NAMES = ("px", "rem", "media", "px2", "em", "h2", "button")


@pytest.mark.parametrize("mode_id", ["pointer", "zoom"])
def test_text_alone_is_twice_as_large_after_each_navigation_in_spite_of_a_strict_policy(
    opened: Open, mode_id: str
) -> None:
    before = {name: _size(opened(STYLES, mode_id=mode_id).page, name) for name in _NAMES}
    user = opened(STYLES, Surroundings(text_percent=200), mode_id)
    for _ in range(2):
        assert {name: _size(user.page, name) for name in _NAMES} == pytest.approx(
            {n: 2 * s for n, s in before.items()}, rel=0.01
        )
        user.click(link("Next"))
    assert user.page.url.endswith("/next")


def test_a_telephone_enlarges_text_once_and_not_twice(opened: Open) -> None:
    width = "document.getElementById('em').offsetWidth"
    before = opened(STYLES, mode_id="touch").page.evaluate(width)
    page = opened(STYLES, Surroundings(text_percent=200), "touch").page
    page.wait_for_timeout(400)
    assert page.evaluate(width) == pytest.approx(2 * before, rel=0.05)


def test_what_a_script_styles_later_is_enlarged_too(opened: Open) -> None:
    page = opened("<!doctype html><title>x</title><p id=late>Text</p>", Surroundings(text_percent=200)).page
    page.evaluate(
        "() => { const s = document.createElement('style'); s.textContent = '#late { font-size: 11px }'; document.head.append(s); document.adoptedStyleSheets = []; }"
    )
    page.wait_for_timeout(400)
    assert _size(page, "late") == 22


def test_text_is_spaced_by_the_figures_of_1_4_12_against_the_pages_own_important_rules(opened: Open) -> None:
    user = opened(STYLES, Surroundings(text_spacing=True))
    for _ in range(2):
        spaced = user.page.evaluate(
            "(() => { const s = getComputedStyle(document.getElementById('px')); return [s.lineHeight, s.letterSpacing, s.wordSpacing, s.marginBottom].map(parseFloat); })()"
        )
        assert spaced == pytest.approx([15, 1.2, 1.6, 20])
        user.click(link("Next"))


def test_less_motion_and_forced_colours_are_told_to_the_page(opened: Open) -> None:
    asks = "[matchMedia('(prefers-reduced-motion: reduce)').matches, matchMedia('(forced-colors: active)').matches]"
    assert opened("x").page.evaluate(asks) == [False, False]
    assert opened("x", Surroundings(reduced_motion=True)).page.evaluate(asks) == [True, False]
    assert opened("x", Surroundings(forced_colours=True)).page.evaluate(asks) == [False, True]


def test_a_slow_network_answers_no_sooner_than_its_latency_in_each_window(opened: Open) -> None:
    fetched = "async () => { const t = performance.now(); await fetch('/next?' + Math.random()); return performance.now() - t; }"
    assert opened("x", Surroundings(network="slow-4g")).page.evaluate(fetched) >= NETWORKS["slow-4g"].latency_ms - 20
    user = opened("x", Surroundings(network="fast-4g"))
    with user.page.expect_popup() as popup:
        user.page.evaluate("open('/next')")
    popup.value.wait_for_load_state()
    assert popup.value.evaluate(fetched) >= NETWORKS["fast-4g"].latency_ms - 20


@pytest.mark.slow  # it compares times, which needs a machine without other work
def test_a_slower_processor_takes_longer_for_the_same_work(opened: Open) -> None:
    work = "() => { const t = performance.now(); let x = 0; for (let i = 0; i < 2e7; i++) x += Math.sqrt(i); return performance.now() - t; }"
    plain, slow = opened("x").page, opened("x", Surroundings(cpu_slowdown=8)).page
    times = [(plain.evaluate(work), slow.evaluate(work)) for _ in range(8)]  # by turns: the machine may have other work
    assert min(slow for _, slow in times) > 2 * min(plain for plain, _ in times)


SCRIPTED = """<!doctype html><html lang="en"><title>A page</title><noscript>Works without scripts</noscript><p id="said"></p>
<form action="/next"><button>Send</button></form><img src="data:,"><script>document.getElementById('said').textContent = 'Scripts ran'</script>"""


@pytest.mark.parametrize("mode_id", ["pointer", "keyboard", "touch", "zoom"])
def test_without_scripts_the_page_says_what_it_has_for_that_and_is_operated_and_checked(
    opened: Open, mode_id: str
) -> None:
    user = opened(SCRIPTED, Surroundings(javascript=False), mode_id)
    user.expect("Works without scripts")
    user.expect_no("Scripts ran")
    user.click(button("Send"))
    assert "/next" in user.page.url
    user.expect("Works without scripts")
    with scripts_running(user.page):
        result = scan(user.page)
    assert not result.error
    user.reload()
    user.expect_no("Scripts ran")


def test_nothing_is_changed_where_no_condition_is_set(opened: Open) -> None:
    page = opened(STYLES).page
    assert page.evaluate("document.adoptedStyleSheets.length") == 0
    assert Surroundings.from_plan({"modes": ["pointer"]}) == PLAIN


def test_a_telephone_says_that_it_is_one(opened: Open, browser: Browser) -> None:
    page = opened("x", mode_id="touch").page
    assert page.evaluate("navigator.userAgent") == telephone(browser.version)
    assert "Mobile" in telephone("156.0.1")


def test_each_condition_of_a_run_stands_in_its_record() -> None:
    assert {f.name for f in fields(Surroundings)} <= {f.name for f in fields(Conditions)}
