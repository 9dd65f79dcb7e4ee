"""Text that is plainly legible is kept from axe-core's colour contrast, and nothing that axe-core would find in it is lost."""

from __future__ import annotations

import json
import random

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
    return whole(
        f'<style>.marked::before {{ content: "*"; background: #ccc; display: block; height: 60px }}</style>{body}'
    )


def found(page: Page) -> set[tuple[str, str]]:
    return {(f.verdict.value, f.element.selector) for f in scan(page).findings if f.rule == "color-contrast"}


AXE_ALONE = """() => axe.run(document, { runOnly: ["color-contrast"] }).then((r) => JSON.stringify([
  ...r.violations.flatMap((rule) => rule.nodes.map((n) => ["violation", n.target[0]])),
  ...r.incomplete.flatMap((rule) => rule.nodes.map((n) => ["needs-review", n.target[0]]))]))"""


def test_no_violation_is_lost_that_axe_core_alone_finds_and_hardly_a_doubt(page: Page) -> None:
    legible = findings = doubts = 0
    for seed in range(25):
        page.set_content(some_page(seed))
        ours = found(page)
        alone = {tuple(found) for found in json.loads(main_world(page).wait_for(AXE_ALONE, limit_s=30))}
        assert ours <= alone, seed
        assert {verdict for verdict, _ in alone - ours} <= {"needs-review"}, seed
        findings += len(alone)
        doubts += len(alone - ours)
        legible += main_world(page).run(f"{script('legible.js')}().size")
    assert findings > 500
    assert legible > 30
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
