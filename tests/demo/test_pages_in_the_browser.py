"""The demo school in a real browser: no accessibility fault that axe knows, at 1280 and 320 pixels, and all of it by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from demo.server import Served, serve

LOOKS = {"en": ("en-GB", 1280), "sv": ("sv-SE", 320)}
"""Each page is looked at twice, in another language and width each time."""

PAGES: dict[tuple[str, str], list[str]] = {
    ("P", "guardian"): [
        "/",
        "/absence",
        "/messages",
        "/letters",
        "/plan",
        "/care",
        "/care/*",
        "/talks",
        "/talks/*",
        "/details",
    ],
    ("C", "guardian"): [
        "/timetable",
        "/messages/new",
        "/letters",
        "/letters/*",
        "/assessments",
        "/assessments/*",
        "/leave",
    ],
    ("C", "teacher"): [
        *("/", "/attendance", "/attendance/*", "/messages", "/messages/*", "/letters", "/letters/*", "/letters/new"),
        *(
            "/assignments",
            "/assignments/new",
            "/assignments/*",
            "/assignments/*",
            "/submissions/*",
            "/class",
            "/class/*",
        ),
        *("/talks/offered", "/talks/offer", "/leave/applications"),
    ],
    ("P", "teacher"): ["/attendance", "/attendance/*", "/care/week"],
    ("U", "pupil"): [
        "/",
        "/my-attendance",
        "/timetable",
        "/lessons/*/remote",
        "/assignments",
        "/assignments/*",
        "/messages/sent",
    ],
}
"""Pages by form and role; `*` stands for the number in the first such address, not opened yet, that the pages before link to."""
BOTH_LOOKS = [  # they take turns; the other look of each is tried with the slow tests
    pytest.param(look, *whose, marks=() if (number + turn) % 2 == 0 else pytest.mark.slow)
    for turn, look in enumerate(LOOKS)
    for number, whose in enumerate(PAGES)
]


@pytest.fixture
def page(browser: Browser, served: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    locale, width = LOOKS[getattr(request, "param", "en")]
    context = browser.new_context(locale=locale, viewport={"width": width, "height": 800}, base_url=served.url)
    yield context.new_page()
    context.close()


def _log_in(page: Page, account: dict[str, str]) -> None:
    page.goto("/login")
    page.fill("#username", account["username"])
    page.fill("#password", account["password"])
    page.press("#password", "Enter")
    page.wait_for_url("**/")


def _ready(page: Page) -> None:
    page.wait_for_function("() => !document.querySelector('#view p')?.textContent.match(/One moment|Ett ögonblick/)")


def _faults(page: Page) -> list[str]:
    """What axe finds, best practices included, and whether the page has to be scrolled sideways."""
    found = [f"{v['id']}: {v['nodes'][0]['target']}" for v in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"wider than the window at {page.url}")
    return found


def _walk(page: Page, addresses: list[str]) -> Iterator[str]:
    """Open the addresses one after the other; fill in numbers from the links and forms met on the way."""
    met: list[str] = []
    for pattern in addresses:
        fits = [one for one in met if re.fullmatch(pattern.replace("*", r"\d+"), one)] if "*" in pattern else [pattern]
        assert fits, f"no {pattern} among {sorted(set(met))}"
        answer = page.goto(fits[0])
        assert answer
        assert answer.ok, fits[0]
        _ready(page)
        met = [one for one in met if one != fits[0]]
        met += page.eval_on_selector_all(
            "a[href], form[action]", "all => all.map((e) => e.getAttribute('href') || e.getAttribute('action'))"
        )
        yield fits[0]


@pytest.mark.parametrize(("page", "form", "role"), BOTH_LOOKS, indirect=["page"])
def test_no_page_has_a_fault_that_axe_knows(
    page: Page, served: Served, case: Callable[..., Any], form: str, role: str
) -> None:
    _log_in(page, case(form)[role])
    seen = {address: _faults(page) for address in _walk(page, PAGES[form, role])}
    assert {address: faults for address, faults in seen.items() if faults} == {}


@pytest.mark.parametrize("page", [pytest.param("en", marks=pytest.mark.slow), "sv"], indirect=True)
def test_no_state_on_the_way_has_a_fault_that_axe_knows(page: Page, case: Callable[..., Any]) -> None:
    """Error summaries, the calendar, the dialog, the confirmation: what stands on no page's first sight."""
    seen = {}
    page.goto("/login")
    page.click("main button")
    seen["log-in refused"] = _faults(page)
    _log_in(page, case("C")["guardian"])
    page.goto("/absence")
    page.click("main form .main")
    seen["form refused"] = _faults(page)
    page.click(".calendar-button")
    seen["calendar"] = _faults(page)
    page.goto("/messages/new")
    page.click("main form button")
    page.wait_for_selector(".errors")
    seen["message refused"] = _faults(page)
    page.goto("/talks")
    page.click("main a.button")
    page.check("input[type=radio] >> nth=0")
    page.click("form .main")
    seen["dialog"] = _faults(page)
    page.keyboard.press("Escape")
    page.goto("/letters/999999")
    seen["not found"] = _faults(page)
    assert {state: faults for state, faults in seen.items() if faults} == {}


AXE_FAULTS = {
    "low-contrast-text": "color-contrast",
    "field-without-label": "label",
    "image-without-alternative": "image-alt",
    "page-without-language": "html-has-lang",
    "calendar-button-without-name": "button-name",
}


def test_axe_finds_what_the_faults_promise_and_nothing_else(browser: Browser, case: Callable[..., Any]) -> None:
    with serve(list(AXE_FAULTS), families=4) as build:
        context = browser.new_context(locale="en-GB", base_url=build.url)
        page = context.new_page()
        _log_in(page, build.school()["cases"][0]["guardian"])
        page.goto("/absence")
        assert {fault.partition(":")[0] for fault in _faults(page)} == set(AXE_FAULTS.values())
        context.close()


def test_an_error_summary_takes_focus_and_its_links_lead_to_the_fields(page: Page, case: Callable[..., Any]) -> None:
    _log_in(page, case("C")["guardian"])
    page.goto("/details")
    page.fill("#telephone", "12")
    page.press("#telephone", "Enter")
    page.wait_for_selector(".errors")
    assert page.evaluate("document.activeElement.className") == "errors"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "telephone"


def test_the_calendar_is_operated_by_keyboard_alone(page: Page, case: Callable[..., Any]) -> None:
    _log_in(page, case("C")["guardian"])
    page.goto("/absence")
    page.focus("#day")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    said = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(said) == "Monday, 23 November 2026"
    for key, where in [
        ("ArrowRight", "Tuesday, 24"),
        ("ArrowDown", "Tuesday, 1 December"),
        ("End", "Sunday, 6 December"),
        ("Home", "Monday, 30 November"),
    ]:
        page.keyboard.press(key)
        assert page.evaluate(said).startswith(where)
    page.keyboard.press("PageDown")
    assert page.evaluate(said) == "Wednesday, 30 December 2026"
    for _ in range(4):  # round through the dialog's stops and back
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('[role=dialog]')")
    page.keyboard.press("Enter")
    assert page.input_value("#day") == "2026-12-30"
    assert page.evaluate("document.activeElement.className") == "calendar-button"
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.locator("[role=dialog]").count() == 0


def test_the_dialog_keeps_focus_and_escape_gives_it_back(page: Page, case: Callable[..., Any]) -> None:
    _log_in(page, case("C")["guardian"])
    page.goto("/talks")
    page.click("main a.button")
    page.check("input[type=radio] >> nth=0")
    page.focus("form .main")
    page.keyboard.press("Enter")
    assert page.evaluate("!!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    assert page.locator("dialog:modal").count() == 0
    assert page.evaluate("document.activeElement.textContent.trim()") == "Book the time"


def test_messages_move_without_a_reload_and_tell_where_one_is(page: Page, case: Callable[..., Any]) -> None:
    _log_in(page, case("C")["guardian"])
    page.goto("/messages")
    documents: list[str] = []
    page.on("domcontentloaded", lambda p: documents.append(p.url))
    page.click("main .rows a >> nth=0")
    page.wait_for_url("**/messages/*")
    page.wait_for_selector(".text")
    subject = page.text_content("h1") or ""
    assert page.title().startswith(subject)
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.go_back()
    page.wait_for_selector(".rows")
    assert page.title().startswith("Messages")
    assert documents == []


def test_nothing_personal_comes_back_after_log_out(page: Page, case: Callable[..., Any]) -> None:
    guardian = case("C")["guardian"]
    _log_in(page, guardian)
    page.goto("/absence")
    page.click(".person button")
    page.wait_for_url("**/login")
    page.go_back()
    assert guardian["name"] not in page.content()


def test_the_covered_button_answers_to_the_keyboard_but_not_to_the_pointer(browser: Browser) -> None:
    with serve(["book-talk-button-under-footer"], families=4) as build:
        context = browser.new_context(locale="en-GB", base_url=build.url, viewport={"width": 1280, "height": 800})
        page = context.new_page()
        _log_in(page, build.school()["cases"][0]["guardian"])
        page.goto("/talks")
        page.click("main a.button")
        page.check("input[type=radio] >> nth=0")
        covered = """() => { const b = document.querySelector('main form .main'); const r = b.getBoundingClientRect();
          const points = [[.02, .05], [.5, .5], [.98, .95], [.02, .95], [.98, .05]];
          return points.every(([x, y]) => { const e = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y); return e && !b.contains(e); }); }"""
        page.locator("main form .main").scroll_into_view_if_needed()
        assert page.evaluate(covered)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        assert page.evaluate(covered)
        page.focus("main form .main")
        page.keyboard.press("Enter")
        assert page.locator("dialog:modal").count() == 1
        context.close()
