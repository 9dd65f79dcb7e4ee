"""The engine is asked on real pages: through frames, under strict policies, on pages that spoil what they can."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from a11y import engine
from a11y.engine import ENGINE, rules_of_the_engine, scan
from a11y.world import World, main_world
from evidence.records import Verdict
from tests.a11y.conftest import Serve, whole

IMAGE = '<img src="/crest.png" width="80" height="80">'
INNER = f'<!doctype html><html lang="en"><head><title>Inner</title></head><body>{IMAGE}</body></html>'


def rules_found(page: Page) -> list[str]:
    seen = scan(page)
    assert seen.error == ""
    return sorted(finding.rule for finding in seen.findings)


def test_a_strict_content_security_policy_does_not_shut_the_engine_out(page: Page, serve: Serve) -> None:
    page.goto(serve(whole(IMAGE), policy="default-src 'none'; script-src 'none'"))
    assert rules_found(page) == ["image-alt"]


def test_a_page_in_a_sandbox_without_scripts_says_so_and_a_frame_of_that_kind_is_left_to_a_person(
    page: Page, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11y.world._BEGINS_WITHIN_S", 0.3)
    page.goto(serve(whole(IMAGE), policy="sandbox"))
    assert scan(page).error == "scripts-forbidden"
    page.goto(serve(whole(f'{IMAGE}<iframe title="Message" sandbox src="{serve(INNER)}"></iframe>')))
    seen = scan(page)
    assert seen.error == ""
    assert {(f.rule, f.verdict.value) for f in seen.findings} == {
        ("image-alt", "violation"),
        ("frame-tested", "needs-review"),
    }


def test_frames_of_the_same_and_of_another_origin_are_looked_into(page: Page, serve: Serve) -> None:
    nested = serve(f'<!doctype html><html lang="en"><title>Nested</title>{IMAGE}</html>')
    other = serve(INNER.replace(IMAGE, f'<iframe title="Nested" src="{nested}"></iframe>'), host="localhost")
    page.goto(
        serve(whole(f'<iframe title="A" src="{serve(INNER)}"></iframe><iframe title="B" src="{other}"></iframe>'))
    )
    selectors = sorted(finding.element.selector for finding in scan(page).findings)
    assert selectors == ['iframe[title="A"] >> img', 'iframe[title="B"] >> iframe >> img']


def test_an_element_in_a_frame_is_described_from_within_it_and_placed_from_without(page: Page, serve: Serve) -> None:
    page.goto(serve(whole(f'<iframe title="A" src="{serve(INNER, host="localhost")}"></iframe>')))
    (finding,) = scan(page).findings
    assert finding.element.role == "img"
    assert finding.element.snippet.startswith("<img src=")
    assert [part["tag"] for part in finding.path] == ["html", "body", "main", "iframe", "html", "body", "img"]


@pytest.mark.parametrize(
    "spoil",
    [
        "JSON.stringify = () => { throw new Error('mine') }; JSON.parse = JSON.stringify",
        "Array.prototype.map = () => []; Array.prototype.forEach = () => undefined; Object.entries = () => []",
        "window.axe = { run: () => Promise.resolve({ violations: [] }) }; Object.freeze(window.axe)",
        "delete window.Promise; window.Promise = undefined; window.setTimeout = undefined",
        "Element.prototype.querySelector = () => null; document.querySelectorAll = () => []",
        "window.define = () => { throw new Error('mine') }; define.amd = true; window.module = { exports: {} }",
    ],
)
def test_a_page_that_spoils_what_scripts_need_is_checked_all_the_same(spoil: str, page: Page, serve: Serve) -> None:
    page.goto(serve(whole(f"{IMAGE}<script>{spoil}</script>")))
    assert rules_found(page) == ["image-alt"]


def test_a_page_that_has_been_closed_says_so(context: BrowserContext) -> None:
    page = context.new_page()
    page.close()
    assert scan(page).error == "page-closed"


@pytest.mark.parametrize("how", ["before the engine begins", "while it works"])
def test_a_page_that_goes_elsewhere_meanwhile_says_so(
    how: str, page: Page, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = serve(whole("<p>Elsewhere</p>"))
    page.goto(serve(whole("<p style='color:#767676'>a <b>b</b> <i>c</i></p>" * 3000)))
    bring_in = engine._inject

    def bring_in_and_leave(world: World) -> None:
        bring_in(world)
        if how == "while it works":
            page.evaluate("(to) => { setTimeout(() => { location = to }, 0) }", elsewhere)
        else:
            page.goto(elsewhere)

    monkeypatch.setattr(engine, "_inject", bring_in_and_leave)
    assert scan(page).error == "navigated-away"


def test_a_page_in_an_endless_loop_is_given_up(
    context: BrowserContext, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11y.engine._ANSWERS_WITHIN_MS", 500)
    page = context.new_page()
    page.goto(serve(whole("<p>One</p>")))
    page.evaluate("() => { setTimeout(() => { const end = Date.now() + 4000; while (Date.now() < end); }, 20) }")
    page.wait_for_timeout(40)
    assert scan(page).error == "not-responding"
    page.close()


def test_a_page_that_leads_the_engine_into_an_endless_loop_is_given_up_and_lives_on(
    page: Page, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11y.engine._LIMIT_S", 1.0)
    page.goto(serve(whole('<form><label>Parent <input name="parentNode"></label></form>')))
    assert scan(page).error == "engine-failed: no answer in 1 s"
    assert page.evaluate("1 + 1") == 2


def test_the_page_is_left_as_it_was_found(page: Page, serve: Serve) -> None:
    page.goto(
        serve(
            whole(
                f'<div id="box" tabindex="0" style="height:80px;overflow:auto"><p style="height:900px">Rules</p></div>'
                f'{IMAGE}<label>Note <textarea id="note">some words here</textarea></label><p style="height:3000px"></p>'
            )
        )
    )
    page.evaluate(
        """() => {
          box.scrollTop = 123; scrollTo(0, 456); note.focus({ preventScroll: true }); note.setSelectionRange(2, 7);
          window.heard = [];
          for (const type of ['scroll', 'focus', 'blur', 'selectionchange', 'message'])
            addEventListener(type, (e) => heard.push(e.type), true);
          new MutationObserver((all) => heard.push(...all.map((m) => m.type)))
            .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        }"""
    )
    page.wait_for_timeout(100)
    look = """() => [box.scrollTop, scrollY, document.activeElement.id, note.selectionStart, note.selectionEnd,
      document.documentElement.outerHTML, Object.keys(window).length]"""
    page.evaluate("heard.length = 0")
    before = page.evaluate(look)
    assert rules_found(page) == ["image-alt"]
    assert page.evaluate(look) == before
    assert page.evaluate("heard") == []


def test_the_engine_asks_the_server_for_nothing(page: Page, serve: Serve) -> None:
    page.goto(serve(whole(f'{IMAGE}<link rel="stylesheet" href="{serve("p { color: red }", host="localhost")}">')))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    scan(page)
    assert asked == []


def test_what_was_typed_stands_in_no_snippet(page: Page) -> None:
    page.set_content(
        whole(
            '<form><input name="a" value="typed-secret"><textarea>typed-secret</textarea>'
            '<div tabindex="0" role="checkbox"><input type="hidden" name="t" value="typed-secret"></div></form>'
        )
    )
    seen = scan(page)
    assert {finding.rule for finding in seen.findings} >= {"label", "aria-required-attr"}
    assert "typed-secret" not in repr(seen)


def test_a_snippet_is_cut_and_a_hostile_one_is_only_text(page: Page) -> None:
    page.set_content(
        whole(f'<img src="x" data-note="{"n" * 500}"><img src="y" onerror="window.hit = (window.hit ?? 0) + 1">')
    )
    page.wait_for_timeout(50)
    hits = page.evaluate("window.hit")
    snippets = [finding.element.snippet for finding in scan(page).findings]
    assert max(map(len, snippets)) == 300
    assert any("onerror" in snippet for snippet in snippets)
    assert page.evaluate("window.hit") == hits


def test_a_finding_tells_what_was_measured(page: Page) -> None:
    page.set_content(whole('<p style="color:#b0b0b0;background:#fff">Pale</p>'))
    (finding,) = scan(page).findings
    assert finding.verdict is Verdict.VIOLATION
    assert finding.impact == "serious"
    assert finding.values["fgColor"] == "#b0b0b0"
    assert finding.values["bgColor"] == "#ffffff"
    assert finding.values["contrastRatio"] == pytest.approx(2.16, abs=0.01)


def test_a_scan_says_which_rules_passed_and_which_had_nothing_to_look_at(page: Page) -> None:
    page.set_content(whole("<p>Words</p>"))
    seen = scan(page)
    assert seen.engine == ENGINE
    assert seen.duration_s > 0
    assert {"color-contrast", "document-title", "html-has-lang"} <= set(seen.passes)
    assert {"image-alt", "target-size", "video-caption"} <= set(seen.inapplicable)
    assert "color-contrast-enhanced" not in {*seen.passes, *seen.inapplicable}


def test_the_engine_that_is_recorded_is_the_engine_that_runs(page: Page) -> None:
    page.set_content(whole(""))
    assert rules_of_the_engine(page)
    assert f"axe-core {main_world(page).run('axe.version')}" == ENGINE
