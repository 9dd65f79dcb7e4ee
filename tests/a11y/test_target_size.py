"""Targets that plainly have room are kept from axe-core's target size, and nothing that axe-core would find in them is lost."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import Page

from a11y.engine import scan
from a11y.world import main_world, script
from tests.a11y.conftest import Serve, whole

TARGETS = [
    '<button style="{}">+</button>',
    '<a href="#x" style="display:inline-block;{}">Edit</a>',
    '<input type="checkbox" aria-label="Present" style="{}">',
    '<label><input type="radio" style="{}"> Absent</label>',
    '<span role="button" tabindex="0" style="display:inline-block;{}">Save</span>',
    '<span role="button" tabindex="-1" style="display:inline-block;{}">Save</span>',
    '<div tabindex="0" style="display:inline-block;{}"><button>In</button></div>',
    '<a href="#y">Text <button style="{}">?</button></a>',
]
ODD = [
    "position:absolute;left:30px;top:20px", "position:relative;left:-14px", "margin:-9px", "float:left", "transform:rotate(30deg)",
    "transform:scale(.5)", "visibility:hidden", "opacity:0", "display:none", "overflow:hidden", "position:fixed;bottom:4px",
]  # fmt: skip


def some_page(seed: int) -> str:
    """A page of small and large targets, close together and far apart, some of them one over the other."""
    chance = random.Random(seed)

    def target() -> str:
        size = chance.choice([8, 13, 18, 23, 24, 26, 40])
        style = f"width:{size}px;height:{chance.choice([size, 12, 30])}px;margin:{chance.choice([0, 0, 2, 6, 14, 30])}px;padding:0"
        if chance.random() < 0.2:
            style += ";" + chance.choice(ODD)
        return chance.choice(TARGETS).format(style)

    def row() -> str:
        holder = "height:30px;overflow:auto" if chance.random() < 0.1 else ""
        return f'<div style="{holder}">{"".join(target() for _ in range(chance.randint(1, 5)))}</div>'

    return whole("".join(row() for _ in range(12)))


def found(page: Page) -> set[tuple[str, str]]:
    return {(f.verdict.value, f.element.selector) for f in scan(page).findings if f.rule == "target-size"}


AXE_ALONE = """() => axe.run(document, { runOnly: ["target-size"] }).then((r) => JSON.stringify([
  ...r.violations.flatMap((rule) => rule.nodes.map((n) => ["violation", n.target[0]])),
  ...r.incomplete.flatMap((rule) => rule.nodes.map((n) => ["needs-review", n.target[0]]))]))"""
ROOMY = f"JSON.stringify([...{script('roomy.js')}()].map((e) => e.id))"


def by_axe_alone(page: Page) -> set[tuple[str, str]]:
    return {tuple(found) for found in json.loads(main_world(page).wait_for(AXE_ALONE, limit_s=30))}


@pytest.mark.parametrize("seeds", [range(8), pytest.param(range(8, 33), marks=pytest.mark.slow)], ids=["few", "many"])
def test_with_and_without_sparing_the_same_is_found(page: Page, seeds: range) -> None:
    findings = roomy = 0
    for seed in seeds:
        page.set_content(some_page(seed))
        ours = found(page)
        assert ours == by_axe_alone(page), seed
        findings += len(ours)
        roomy += main_world(page).run(f"{script('roomy.js')}().size")
    assert findings > 4 * len(seeds)
    assert roomy > 4 * len(seeds)


def test_ordinary_targets_plainly_have_room(page: Page) -> None:
    rows = "".join(
        f'<tr style="height:40px"><td><label><input type="radio" id="r{n}"> Present</label></td>'
        f'<td><button id="b{n}" style="width:80px;height:30px">Note</button></td></tr>'
        for n in range(10)
    )
    page.set_content(whole(f"<table>{rows}</table>"))
    assert set(json.loads(main_world(page).run(ROOMY))) == {f"{kind}{n}" for kind in "rb" for n in range(10)}


SMALL = '<button id="t" style="position:absolute;left:50px;top:50px;width:12px;height:12px;padding:0"></button>'
LARGE = '<button id="t" style="position:absolute;left:50px;top:50px;width:24px;height:24px;padding:0"></button>'


@pytest.mark.parametrize("target", [SMALL, LARGE])
def test_a_target_by_itself_has_room(target: str, page: Page) -> None:
    page.set_content(whole(target))
    assert json.loads(main_world(page).run(ROOMY)) == ["t"]


@pytest.mark.parametrize(
    "html",
    [
        LARGE + '<a href="#x" style="position:absolute;left:60px;top:60px;width:90px;height:90px"></a>',
        '<a href="#x" style="position:absolute;left:0;top:0;width:190px;height:190px"></a>' + LARGE,
        SMALL + '<button style="position:absolute;left:79px;top:50px;width:12px;height:12px;padding:0"></button>',
        SMALL
        + '<p tabindex="0" style="position:absolute;left:0;top:79px;margin:0;width:900px;height:400px">Letters</p>',
        '<iframe title="Inner" srcdoc="Nothing"></iframe>' + SMALL,
        SMALL + '<my-card><template shadowrootmode="open"><button>Close</button></template></my-card>',
        SMALL.replace("height:12px", "height:12px;display:none"),
    ],
)
def test_a_target_with_another_at_hand_is_left_to_axe_core(html: str, page: Page, serve: Serve) -> None:
    page.goto(serve(whole(html)))
    assert "t" not in json.loads(main_world(page).run(ROOMY))


def test_a_page_whose_targets_all_have_room_has_passed_and_one_without_targets_has_not(page: Page) -> None:
    page.set_content(whole(LARGE))
    assert "target-size" in scan(page).passes
    page.set_content(whole("<p>Read <a href='#x'>the letter</a> today.</p>"))
    assert "target-size" in scan(page).inapplicable
