"""Each planted fault is found by the check that names it, by no other, and not on its clean twin. One fault, one file in checks/."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from a11y.check import Check
from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.digest import digest
from a11y.engine import RawFinding
from a11y.operated import Operated, TooLongError
from a11y.standards import criteria, criteria_of
from tests.a11y.conftest import Serve, whole

PLANTED = sorted((Path(__file__).parent / "checks").glob("*.toml"))
CHECKS, PROBLEMS = find_checks()


def found_on(page: Page, address: str, checks: Sequence[Check] = CHECKS) -> list[RawFinding]:
    page.goto(address)
    seen, errors = check_page(page, checks)
    assert errors == {}
    return list(seen.findings)


def told(finding: RawFinding) -> tuple[str, tuple[str, ...], str, str, str]:
    element = f'{finding.element.role} "{finding.element.name}"'
    return finding.rule, tuple(criteria_of(finding.tags)), element, finding.values["message"], finding.verdict.value


def expected(finding: dict[str, Any]) -> tuple[str, tuple[str, ...], str, str, str]:
    verdict = finding.get("verdict", "violation")
    return finding["rule"], tuple(finding["criteria"]), finding["element"], finding["said"], verdict


def _told_by(checks: Sequence[Check], fault: dict[str, Any], page: Page, serve: Serve) -> None:
    assert sorted(map(told, found_on(page, serve(whole(fault["page"])), checks))) == sorted(
        map(expected, fault["finding"])
    )
    assert [told(finding) for finding in found_on(page, serve(whole(fault["twin"])), checks)] == []


LONG = {"notice_that_blinks", "picture_that_a_script_moves", "slides_that_stop_under_the_pointer"}
"""Watched for longer than the others of their check: tried with the slow tests, by all checks."""


SHORT = {
    "character_key_that_scrolls",
    "deaf_to_keys_menu",
    "focus_not_visible_switch",
    "focus_sends_the_form",
    "forced_field_without_border",
    "news_that_runs",
    "paste_into_a_password",
    "pattern_list_box_that_tab_passes",
    "skip_link_past_what_can_have_focus",
    "status_of_a_form",
    "tight_button",
}
"""Looked at sooner than others of their check: these stand for it, where otherwise the first does."""


def _quick() -> list[Any]:
    """One planted fault of each check; the others are tried with the slow tests."""
    tried: set[str] = set()
    files: list[Any] = []
    for file in sorted((file for file in PLANTED if file.stem not in LONG), key=lambda file: file.stem not in SHORT):
        rules = {finding["rule"] for finding in tomllib.loads(file.read_text("utf-8"))["finding"]}
        more = rules <= tried
        tried |= rules
        files.append(pytest.param(file, marks=pytest.mark.slow) if more else file)
    return files


@pytest.mark.parametrize("file", _quick(), ids=lambda file: file.stem)
def test_a_planted_fault_is_found_by_its_check_and_on_its_clean_twin_nothing_is(
    file: Path, page: Page, serve: Serve
) -> None:
    fault = tomllib.loads(file.read_text("utf-8"))
    named = {finding["rule"] for finding in fault["finding"]}
    _told_by([check for check in CHECKS if check.id in named], fault, page, serve)


@pytest.mark.slow
@pytest.mark.parametrize("file", PLANTED, ids=lambda file: file.stem)
def test_no_other_check_finds_anything_on_the_page_of_a_planted_fault_or_its_twin(
    file: Path, page: Page, serve: Serve
) -> None:
    _told_by(CHECKS, tomllib.loads(file.read_text("utf-8")), page, serve)


def test_every_file_is_a_check_that_some_planted_fault_is_found_by() -> None:
    assert PROBLEMS == ()
    planted = {finding["rule"] for file in PLANTED for finding in tomllib.loads(file.read_text("utf-8"))["finding"]}
    assert planted == {check.id for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_says_what_is_wrong_and_how_to_mend_it_in_both_languages(check: Any) -> None:
    texts = [check.title, check.mend, *check.messages.values()]
    assert all(text.en and text.sv and text.en != text.sv for text in texts)
    assert set(check.criteria) <= set(criteria())
    assert check.impact in {"minor", "moderate", "serious", "critical"}


def test_a_form_whose_fields_hide_its_own_properties_is_looked_at_like_any_other(page: Page, serve: Serve) -> None:
    names = (
        "children localName querySelector querySelectorAll closest matches checkVisibility innerText textContent parentElement "
        "lastElementChild nextElementSibling childElementCount getBoundingClientRect shadowRoot getAttribute className"
    )
    fields = "".join(f'<label>{name} <input name="{name}"></label>' for name in names.split())
    form = f'<form style="display:flex;flex-direction:row-reverse">A long line of text about it &nbsp;&nbsp;&nbsp; x {fields} <a href="/a">here</a></form>'
    html = f"<h2>One</h2>{form}<div style='display:flex;flex-direction:row-reverse'>{form * 3}</div><h2>Two</h2>"
    structural = [
        check
        for check in CHECKS
        if set(check.criteria) & {"1.3.1", "1.3.2", "2.4.2", "2.4.4", "3.1.1", "3.1.2", "1.4.5"}
    ]
    page.goto(serve(whole(html)))
    assert check_page(page, structural)[1] == {}


def test_captions_that_are_slow_to_come_are_not_taken_for_empty(
    page: Page, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = [check for check in CHECKS if check.id == "captions-do-not-load"]
    monkeypatch.setitem(only[0].look.__globals__, "_WAIT_S", 0.2)  # type: ignore[attr-defined]
    page.route("**/slow.vtt", lambda _: None)  # never answered
    film = '<video controls width="200" height="100"><track kind="captions" label="English" src="/slow.vtt"></video>'
    assert found_on(page, serve(whole(film)), only) == []


def test_a_script_in_a_file_of_its_own_that_logs_out_after_a_time_is_found(page: Page, serve: Serve) -> None:
    scripts = {
        "rest": "setTimeout(function () {\n  window.location.href = '/logged-out';\n}, 900000);",
        "stay": "setTimeout(function () { document.title = 'Still there'; }, 900000);",
    }
    page.route(
        "**/*.js", lambda route: route.fulfill(body=scripts[route.request.url[-7:-3]], content_type="text/javascript")
    )
    only = [check for check in CHECKS if check.id == "ends-by-itself"]
    told = {
        name: [
            f.values["message"]
            for f in found_on(page, serve(whole(f'<p>Text</p><script src="/{name}.js"></script>')), only)
        ]
        for name in scripts
    }
    assert told == {"rest": ["leaves"], "stay": []}


def test_what_listens_in_a_frame_of_another_host_is_no_mistake_of_a_checks(page: Page, serve: Serve) -> None:
    listens = "<p id='a'>Text</p><script>a.onclick = () => 1; document.onkeydown = () => 1; addEventListener('click', () => 1)</script>"
    frame = serve(whole(listens), host="localhost")
    frameset = f'<!doctype html><html lang="en"><head><title>T</title></head><frameset><frame title="A" src="{frame}"></frameset></html>'
    only = [check for check in CHECKS if check.id in {"mouse-only", "character-key-shortcut"}]
    assert found_on(page, serve(frameset), only) == []


def test_words_of_a_style_sheet_that_scripts_may_not_read_are_found(page: Page, serve: Serve) -> None:
    style = '.need::after { content: " (required)" } .tip::after { content: attr(data-tip) }'
    page.route("http://style.example/**", lambda route: route.fulfill(body=style, content_type="text/css"))
    html = '<link rel="stylesheet" href="http://style.example/a.css"><p class="need">Name</p><p class="tip" data-tip="Two words">Class</p>'
    only = [check for check in CHECKS if check.id == "words-in-css"]
    assert [finding.values["text"] for finding in found_on(page, serve(whole(html)), only)] == ["(required)"]


def test_a_line_that_runs_out_of_the_window_is_named_by_its_own_words(page: Page, serve: Serve) -> None:
    words = "Vårdnadshavarinloggning\nThis line is long, and runs past the edge of a window"
    html = f"<p style='width: 700px; white-space: pre-line'>{words}</p><div style='height: 300px'></div>"
    only = [check for check in CHECKS if check.id == "does-not-reflow"]
    told = [finding.values["text"] for finding in found_on(page, serve(whole(html)), only)]
    assert told == ["This line is long, and runs past the edge of a window"]


def test_the_page_is_left_as_it_was_found(page: Page, serve: Serve) -> None:
    rows = "<p>Row</p>" * 200
    page.goto(serve(whole(f'<a href="#end">Skip</a>{rows}<label>Name <input id="n"></label>{rows}<p id="end">End</p>')))
    page.focus("#n")
    page.evaluate("scrollTo(0, 900)")
    was = page.url, digest(page).digest, page.evaluate("[document.activeElement.id, scrollY]")
    check_page(page, CHECKS)
    assert (page.url, digest(page).digest, page.evaluate("[document.activeElement.id, scrollY]")) == was


def test_a_page_that_a_check_has_changed_is_opened_anew(page: Page, serve: Serve) -> None:
    page.goto(serve(whole("<p>Letters</p>")))
    operated = Operated(page, page.url)
    was = digest(page).digest
    with operated.restored():
        page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert digest(page).digest == was


def test_what_a_page_keeps_of_a_choice_is_as_it_was_for_the_next_check(page: Page, serve: Serve) -> None:
    # Such as a choice of colours that a style sheet of the page's own follows: what stands in the page is the same.
    page.goto(serve(whole("<p>Letters</p><script>globalThis.dark = Boolean(localStorage.dark)</script>")))
    operated = Operated(page, page.url)
    with operated.restored():
        page.evaluate("() => { localStorage.dark = 1; globalThis.dark = true }")
    assert page.evaluate("[localStorage.length, globalThis.dark]") == [0, False]


def test_words_that_a_check_has_changed_are_as_they_were(page: Page, serve: Serve) -> None:
    # What a script wrote there may be what the next check waits for: that something new is said.
    page.goto(
        serve(whole("<p>All fields are needed.</p><div><template shadowrootmode='open'><b>0 hits</b></template></div>"))
    )
    operated = Operated(page, page.url)
    for done in ("querySelector('p')", "querySelector('div').shadowRoot.querySelector('b')"):
        with operated.restored():
            page.evaluate(f"document.{done}.textContent = 'The name is missing.'")
        assert "missing" not in page.evaluate(
            "document.body.innerText + document.querySelector('div').shadowRoot.textContent"
        )


def test_words_that_change_by_themselves_open_the_page_anew_once(page: Page, serve: Serve) -> None:
    clock = "<p id='clock'>…</p><script>let n = performance.timeOrigin; setInterval(() => { clock.textContent = n += 1 }, 10)</script>"
    page.goto(serve(whole(clock)))
    page.wait_for_timeout(50)
    operated = Operated(page, page.url)
    documents = set()
    for _ in range(4):
        with operated.restored():
            page.wait_for_timeout(30)
        documents.add(page.evaluate("performance.timeOrigin"))
    assert len(documents) == 1  # the one that was opened after the first


def test_words_that_change_by_themselves_lead_back_once_where_no_address_does(
    context: BrowserContext, serve: Serve
) -> None:
    address = serve(
        whole("<p id='clock'>…</p><script>let n = 0; setInterval(() => { clock.textContent = n += 1 }, 10)</script>")
    )
    windows = [context.new_page()]
    windows[0].goto(address)

    def once_more() -> Page:
        windows.append(context.new_page())
        windows[-1].goto(address)
        return windows[-1]

    operated = Operated(windows[0], address, lead_back=once_more)
    for _ in range(4):
        with operated.restored():
            operated.page.wait_for_timeout(30)
    for window in windows:
        window.close()
    assert len(windows) == 2


def test_words_that_follow_scrolling_are_as_they_were_once_it_is_scrolled_back(page: Page, serve: Serve) -> None:
    page.goto(
        serve(
            whole(
                "<p id='at' style='position:fixed'>Above</p><p style='height:3000px'>Rows</p><script>addEventListener('scroll', () => { at.textContent = scrollY ? 'Below' : 'Above' })</script>"
            )
        )
    )
    operated, mark = Operated(page, page.url), page.evaluate("performance.timeOrigin")
    with operated.restored():
        page.evaluate("scrollTo(0, 400)")
        operated.settle()
        assert page.inner_text("#at") == "Below"
    assert (page.inner_text("#at"), page.evaluate("performance.timeOrigin")) == ("Above", mark)


def test_what_a_check_has_scrolled_within_the_page_is_where_it_was(page: Page, serve: Serve) -> None:
    box = "<div id='{}' style='height:90px;width:90px;overflow:auto;scroll-behavior:smooth'><p style='height:900px;width:900px'>Rows</p></div>"
    page.goto(serve(whole(box.format("down") + box.format("there"))))
    page.evaluate("document.querySelector('#down').scrollTo({ top: 200, behavior: 'instant' })")
    operated = Operated(page, page.url)
    mark = page.evaluate("performance.timeOrigin")
    with operated.restored():
        page.evaluate(
            "for (const e of document.querySelectorAll('div')) e.scrollTo({ top: 50, left: 70, behavior: 'instant' })"
        )
    assert page.evaluate("[down.scrollTop, down.scrollLeft, there.scrollTop, there.scrollLeft]") == [200, 0, 0, 0]
    assert page.evaluate("performance.timeOrigin") == mark


def test_what_a_check_has_filled_in_is_gone(page: Page, serve: Serve) -> None:
    page.goto(serve(whole('<label>Name <input id="n"></label> <label><input type="checkbox" id="c"> Copy</label>')))
    operated = Operated(page, page.url)
    for done in ("#n.value = 'Freja'", "#c.checked = true"):
        field, _, what = done.partition(".")
        with operated.restored():
            page.evaluate(f"document.querySelector('{field}').{what}")
        assert page.evaluate("[document.querySelector('#n').value, document.querySelector('#c').checked]") == [
            "",
            False,
        ]


def test_a_check_whose_time_is_over_leaves_the_page_as_it_was(page: Page, serve: Serve) -> None:
    page.goto(serve(whole("<p>Letters</p>")))
    was, size = digest(page).digest, page.viewport_size
    operated = Operated(page, page.url, limit_s=0.2)
    with pytest.raises(TooLongError), operated.restored():  # noqa: PT012 - what is done before is the test
        page.set_viewport_size({"width": 320, "height": 256})
        page.evaluate("document.querySelector('main').append(document.createElement('button'))")
        page.wait_for_timeout(250)
        operated.ask("() => 0")
    assert (digest(page).digest, page.viewport_size) == (was, size)


def test_a_jump_within_the_page_is_undone_without_opening_it_anew(page: Page, serve: Serve) -> None:
    page.goto(serve(whole('<a href="#end">Skip</a><p id="end">End</p>')))
    page.evaluate("document.kept = true")
    address = page.url
    with Operated(page, address).restored():
        page.click("a")
        assert page.url != address
    assert (page.url, page.evaluate("document.kept")) == (address, True)
    assert page.evaluate("document.querySelector(':target')") is None


def test_no_thing_is_under_the_pointer_once_checks_have_looked(page: Page, serve: Serve) -> None:
    fault = tomllib.loads(
        (Path(__file__).parent / "checks" / "link_that_fades_under_the_pointer.toml").read_text("utf-8")
    )
    page.goto(serve(whole(f"<style>* {{ margin: 0; padding: 0 }}</style>{fault['page']}")))
    check_page(page, [check for check in CHECKS if check.id in {"contrast-of-states", "vanishing-hover-content"}])
    assert page.evaluate("document.querySelector('body *:hover')") is None


def test_the_pages_own_place_is_not_taken_for_ours_when_it_has_our_number(page: Page, serve: Serve) -> None:
    spoilt = "globalThis.own = true; globalThis.skolprovOperate = { all: () => [], ours: true }"
    page.goto(serve(whole(f"<script>{spoilt}</script>")))
    operated = Operated(page, page.url)
    assert operated.ask("(s) => s.all('main').length") == 1
    page.reload()
    assert operated.ask("(s) => s.all('main').length") == 1
    assert operated._place is not None
    for number in range(operated._place.context + 1):
        with suppress(Error):
            if (place := replace(operated._place, context=number)).run("globalThis.own"):
                operated._place = place
                assert operated.ask("(s) => s.all('main').length") == 1
                return
    raise AssertionError("no number was the page's own")


def test_what_a_tabindex_takes_before_all_others_is_first_in_the_order_of_tab(page: Page, serve: Serve) -> None:
    page.goto(
        serve(
            whole('<a href="/a">Start</a><input id="two" tabindex="2"><input id="one" tabindex="1"><b id="none">B</b>')
        )
    )
    found = Operated(page, page.url).tab_order()
    assert [stop.selector for stop in found.stops] == ["#one", "#two", "a"]
    assert page.evaluate("document.body.firstElementChild.localName") == "main"


def test_the_order_of_tab_goes_on_behind_a_frame_with_several_stops_and_ends_in_one_that_holds_focus(
    page: Page, serve: Serve
) -> None:
    inner = "<button>B</button>" * 3
    framed = "<a href='/a'>A</a><iframe title='Map' srcdoc='{}'></iframe><a href='/c'>C</a>"
    page.goto(serve(whole(framed.format(inner))))
    found = Operated(page, page.url).tab_order()
    assert ([stop.selector for stop in found.stops], found.circle) == (
        ["a:nth-of-type(1)", "iframe", "a:nth-of-type(2)"],
        (),
    )
    holds = "<script>onkeydown = (event) => event.preventDefault()</script>"
    page.goto(serve(whole(framed.format(inner + holds))))
    assert [stop.selector for stop in Operated(page, page.url).tab_order().circle] == ["iframe"]


def test_a_skip_link_that_is_gone_after_the_first_keys_is_not_looked_at(page: Page, serve: Serve) -> None:
    closing = (
        '<p><a href="#main">Skip to content</a></p><nav><b>Menu</b></nav><section id="main"><button>Save</button></section><script>'
        "let pressed = 0; const close = () => document.querySelector('p')?.remove(); if (window.name) close();"
        "addEventListener('keydown', () => { if (++pressed > 1) { window.name = 'closed'; close(); } })</script>"
    )
    only = [check for check in CHECKS if check.id == "skip-link-without-effect"]
    assert found_on(page, serve(whole(closing)), only) == []


def test_a_page_opened_anew_stands_at_its_top_with_nothing_filled_in(page: Page, serve: Serve) -> None:
    page.goto(serve(whole(f'<label>Name <input id="n"></label>{"<p>Row</p>" * 200}')))
    operated = Operated(page, page.url)
    page.fill("#n", "Freja")
    page.evaluate("scrollTo(0, 900)")
    operated.open()
    assert page.evaluate("[document.querySelector('#n').value, scrollY, document.activeElement.localName]") == [
        "",
        0,
        "body",
    ]


def test_a_walk_with_tab_is_known_where_a_script_keeps_keys_to_itself(page: Page, serve: Serve) -> None:
    keeps = "<script>addEventListener('keydown', (event) => event.stopImmediatePropagation(), true)</script>"
    stops = "<p><a href='/a'>A</a> <button>B</button> <input aria-label='C'></p>"
    page.goto(serve(whole(keeps + stops)))
    assert [stop.called for stop in Operated(page, page.url).tab_order().stops] == ["A", "B", "C"]
    page.goto(serve(whole(stops)))
    assert [stop.called for stop in Operated(page, page.url).tab_order().stops] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "listens",
    [
        "document.addEventListener('change', (event) => { if (event.target.matches('select')) location = '/elsewhere' })",
        "addEventListener('input', () => { location = '/elsewhere' })",
        "const host = document.querySelector('div'); const root = host.attachShadow({ mode: 'closed' }); root.innerHTML = '<p><slot></slot></p>';"
        "root.querySelector('p').addEventListener('change', () => { location = '/elsewhere' })",
    ],
    ids=["document", "window", "around its slot"],
)
def test_a_choice_leaves_the_page_wherever_it_is_listened_to(listens: str, page: Page, serve: Serve) -> None:
    form = "<div><label>Class <select><option>5A</option><option>5B</option></select></label></div>"
    only = [check for check in CHECKS if check.id == "changes-on-input"]
    found = found_on(page, serve(whole(f"{form}<button onclick='1'>Save</button><script>{listens}</script>")), only)
    assert [finding.values["message"] for finding in found] == ["leaves-the-page"]


def test_what_stays_a_while_after_the_pointer_has_left_can_be_reached(page: Page, serve: Serve) -> None:
    tip = (
        "<style>.tip { position: relative } .tip span { position: absolute; left: 0; top: 60px; width: 20ch; visibility: hidden; transition: visibility 0s %s }"
        ".tip:hover span { visibility: visible; transition-delay: 0s }</style><p><button class='tip'>Half a day<span>Four lessons</span></button></p>"
        "<div style='height: 200px'></div>"
    )
    only = [check for check in CHECKS if check.id == "vanishing-hover-content"]
    told = {
        delay: [f.values["message"] for f in found_on(page, serve(whole(tip % delay)), only)] for delay in ("2s", "0s")
    }
    assert told == {"2s": [], "0s": ["out-of-reach"]}
