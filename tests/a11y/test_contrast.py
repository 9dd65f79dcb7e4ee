"""Text that is plainly legible is kept from axe-core's colour contrast, and nothing that axe-core would find in it is lost."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import Page

from a11y.engine import scan
from a11y.world import main_world, script
from tests.a11y.conftest import Serve, whole

COLOURS = [
    "#000",
    "#fff",
    "#777",
    "#999",
    "#1a4f8b",
    "#c33",
    "rgba(0,0,0,.4)",
    "color-mix(in srgb, red 40%, blue)",
    "transparent",
]
GROUNDS = ["transparent"] * 5 + ["#fff", "#000", "#eee", "#123", "rgba(255,255,255,.5)"]
ODD = [
    "opacity:.4", "filter:blur(1px)", "mix-blend-mode:multiply", "text-shadow:0 0 3px #000", "-webkit-text-fill-color:#888",
    "background-image:linear-gradient(#fff,#000)", "clip-path:inset(0)", "-webkit-text-stroke:1px #999", "pointer-events:none",
    "position:absolute;left:20px;top:30px", "position:relative;top:-14px", "margin-top:-18px", "float:right", "z-index:-1;position:relative",
    "overflow:hidden;height:6px", "visibility:hidden", "position:fixed;bottom:0;left:0;right:0", "display:inline", "transform:translateY(-20px)",
    "background-clip:text", "writing-mode:vertical-rl", "pointer-events:none;position:absolute;inset:0 40% 50% 0",
]  # fmt: skip
TEXTS = ["Absence reported", "Monday 23 November", "★★★", "A", "Grades <b>for</b> all", "Long " * 60]
TAGS = ["div", "p", "span", "button", "a href=#", "li", "label", "h2", "td"]


BELOW = '<div style="position:relative;margin-top:2000px">'
"""Beyond the screen, where nothing can be hit."""


def some_page(seed: int) -> str:
    """A page of boxes in boxes, most of them plain, some with what makes a contrast hard to tell."""
    chance = random.Random(seed)

    def box(depth: int) -> str:
        tag = chance.choice(TAGS) if depth else "div"
        style = f"color:{chance.choice(COLOURS)};background-color:{chance.choice(GROUNDS)};font-size:{chance.choice([12, 16, 26])}px"
        if chance.random() < 0.12:
            style += f";{chance.choice(ODD)}"
        inner = chance.choice(TEXTS) if depth > 1 or chance.random() < 0.5 else ""
        inner += "".join(box(depth + 1) for _ in range(chance.randint(1, 3))) if depth < 3 else ""
        marked = ' class="marked"' if chance.random() < 0.1 else ""
        return f'<{tag}{marked} style="{style}">{inner}</{tag.split()[0]}>'

    body = "".join(box(0) for _ in range(3))
    if seed % 2:
        body = f"{BELOW}{body}</div>"
    return whole(
        f'<style>.marked::before {{ content: "*"; background: #ccc; display: block; height: 60px }}</style>{body}'
    )


def found(page: Page) -> set[tuple[str, str]]:
    return {(f.verdict.value, f.element.selector) for f in scan(page).findings if f.rule == "color-contrast"}


AXE_ALONE = """() => axe.run(document, { runOnly: ["color-contrast"] }).then((r) => JSON.stringify([
  ...r.violations.flatMap((rule) => rule.nodes.map((n) => ["violation", n.target[0]])),
  ...r.incomplete.flatMap((rule) => rule.nodes.map((n) => ["needs-review", n.target[0]]))]))"""


@pytest.mark.parametrize("seeds", [range(6), pytest.param(range(6, 24), marks=pytest.mark.slow)], ids=["few", "many"])
def test_no_violation_is_lost_that_axe_core_alone_finds_and_hardly_a_doubt(page: Page, seeds: range) -> None:
    legible = findings = doubts = 0
    for seed in seeds:
        page.set_content(some_page(seed))
        ours = found(page)
        alone = {tuple(found) for found in json.loads(main_world(page).wait_for(AXE_ALONE, limit_s=30))}
        assert ours <= alone, seed
        assert {verdict for verdict, _ in alone - ours} <= {"needs-review"}, seed
        findings += len(alone)
        doubts += len(alone - ours)
        legible += main_world(page).run(f"{script('legible.js')}().size")
    assert findings > 20 * len(seeds)
    assert legible > len(seeds)
    # axe-core doubts where boxes overlap somewhere; here is known what lies under the text itself.
    assert doubts <= findings / 100


def test_a_page_on_which_all_text_is_legible_has_passed_and_one_without_text_has_not(page: Page) -> None:
    page.set_content(whole("<p>Absence reported</p>"))
    assert "color-contrast" in scan(page).passes
    page.set_content('<!doctype html><html lang="en"><title>None</title><main></main>')
    assert "color-contrast" in scan(page).inapplicable


def test_most_text_of_an_ordinary_page_is_told_at_once(page: Page, serve: Serve) -> None:
    rows = "".join(f"<tr><th scope=row>Pupil {n}</th><td>Present</td></tr>" for n in range(10))
    page.goto(serve(whole(f"<p>Today</p><table><caption>Attendance</caption>{rows}</table>")))
    assert main_world(page).run(f"{script('legible.js')}().size") == 23


LEGIBLE = f"JSON.stringify([...{script('legible.js')}()].map((e) => e.id))"
PLAIN = '<p id="t">Absence reported</p>'


@pytest.mark.parametrize(
    "html",
    [
        PLAIN,
        BELOW + PLAIN,
        BELOW + '<div style="background:#fff;border-radius:8px;padding:8px">' + PLAIN,
        '<p id="t" style="position:absolute;left:-900px">Absence</p>',
    ],
)
def test_text_in_full_colours_with_nothing_between_is_plainly_legible(html: str, page: Page) -> None:
    page.set_content(whole(html))
    assert "t" in json.loads(main_world(page).run(LEGIBLE))


NOT_PLAIN = [
    '<div style="opacity:.4"><p id="t">Absence</p></div>',
    '<div style="opacity:.4;background:#fff"><div style="background:#fff"><p id="t">Absence</p></div></div>',
    '<p id="t" style="mix-blend-mode:difference">Absence</p>',
    '<p id="t" style="filter:opacity(.3)">Absence</p>',
    '<p id="t" style="clip-path:inset(0 50% 0 0)">Absence</p>',
    '<p id="t" style="mask-image:linear-gradient(#000,transparent)">Absence</p>',
    '<p id="t" style="text-shadow:0 0 9px #000">Absence</p>',
    '<p id="t" style="-webkit-text-stroke:2px #ddd">Absence</p>',
    '<p id="t" style="-webkit-text-fill-color:#ddd">Absence</p>',
    '<p id="t" style="color:rgba(0,0,0,.7)">Absence</p>',
    '<p id="t" style="color:#767676;background:#eee">Absence</p>',
    '<p id="t" style="background:linear-gradient(#fff,#000)">Absence</p>',
    '<p id="t" style="background:rgba(0,0,0,.5)">Absence</p>',
    '<p id="t" style="background:#fff;background-clip:text">Absence</p>',
    '<style>#t::before { content: ""; position: absolute; inset: 0; background: #222 }</style><p id="t">Absence</p>',
    '<input id="t" value="Absence" style="color:#bbb">',
    '<p id="t">Absence</p><div style="position:absolute;inset:0;background:#222"></div>',
    '<p id="t" style="position:relative">Absence</p><div style="position:absolute;inset:0;background:#222;pointer-events:none"></div>',
    '<div style="position:absolute;inset:0;background:#222"></div><p id="t" style="position:relative">Absence</p>',
    '<p id="t" style="position:relative;height:20px"><span style="position:absolute;inset:0;background:#222"></span>Absence</p>',
    '<p id="t">Absence</p><div style="position:absolute;inset:0;line-height:9">Something else</div>',
    '<p id="t" style="visibility:hidden">Absence</p>',
    '<table><col style="background:#222"><tr><td id="t">Absence</td></tr></table>',
    '<div inert style="position:absolute;inset:0;background:#222"></div><p id="t" style="position:relative">Absence</p>',
    '<my-card><template shadowrootmode="open"><div style="background:#222"><slot></slot></div></template><p id="t">Absence</p></my-card>',
    '<style>dialog { background: none } ::backdrop { background: none }</style><body style="background:#222">'
    '<dialog><p id="t" style="color:#000">Absence</p></dialog><script>document.querySelector("dialog").showModal()</script>',
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("html", "begin"),
    [
        *((html, begin) for html in NOT_PLAIN for begin in ("", BELOW)),
        ('<p id="t" style="height:0;overflow:hidden">Absence</p>', ""),
    ],
)
def test_what_is_not_as_plain_is_left_to_axe_core_whose_word_stands(
    html: str, begin: str, page: Page, serve: Serve
) -> None:
    page.goto(serve(whole(begin + html)))
    assert "t" not in json.loads(main_world(page).run(LEGIBLE))
    ours = found(page)
    assert ours == {tuple(found) for found in json.loads(main_world(page).wait_for(AXE_ALONE, limit_s=30))}


@pytest.mark.parametrize(
    "html",
    [
        '<p id="t" style="position:relative">Absence</p><div style="position:absolute;inset:0;background:#222"></div>',
        '<div style="background:#222"><p id="t" style="color:#fff;position:absolute;left:2000px">Absence</p></div>',
        '<div style="background:#222;height:30px"><p id="t" style="color:#fff;position:relative;top:90px">Absence</p></div>',
        '<div style="background:#222;border-radius:50%"><p id="t" style="color:#fff">Absence</p></div>',
        '<div style="background:#222;border-radius:40px"><p id="t" style="color:#fff;margin:0">A</p></div>',
        '<div style="background:#222"><p id="t" style="color:#fff;position:relative;z-index:-1">Absence</p></div>',
        '<table style="background:#222"><caption id="t" style="color:#fff">Absence</caption><tr><td>1</td></tr></table>',
        '<style>#x::after { content: ""; position: absolute; inset: 0; background: #222 }</style><p id="t">Absence</p><i id="x">x</i>',
        '<style>#x::after { content: "▒"; margin-left: -90px }</style><p id="t">Absence</p><i id="x">x</i>',
        '<style>html { background: #fff } body { background: #222; height: 10px }</style><p id="t" style="color:#fff">Absence</p>',
    ],
)  # fmt: skip
def test_beyond_the_screen_what_may_be_drawn_elsewhere_than_its_box_is_left_to_axe_core(html: str, page: Page) -> None:
    page.set_content(whole(BELOW + html))
    assert "t" not in json.loads(main_world(page).run(LEGIBLE))


@pytest.mark.parametrize("name", ["tagName", "childNodes", "getBoundingClientRect"])
def test_a_field_that_hides_what_a_form_has_hides_no_finding(name: str, page: Page) -> None:
    page.set_content(
        whole(f'<form>hello<label>Name <input name="{name}"></label></form><p style="color:#bbb">Grey</p>')
    )
    seen = scan(page)
    assert seen.error == ""
    assert "color-contrast" in {f.rule for f in seen.findings}


def test_text_that_no_contrast_is_asked_of_has_not_passed(page: Page) -> None:
    page.set_content('<!doctype html><html lang="en"><title>None</title><main><button disabled>Save</button></main>')
    assert "color-contrast" in scan(page).inapplicable
