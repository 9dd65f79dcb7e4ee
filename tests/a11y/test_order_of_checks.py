"""Checks find the same in whatever order they look: nothing leaks from one into the next. Each begins on the page as it was found."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from a11y.check import Check, Outcome
from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.operated import Operated
from tests.a11y.conftest import Serve, whole

CHECKS, _ = find_checks()
SEEDS = (1, 2, 3)
TOGETHER = (
    ("skip_link_held_by_a_script", "input_list_leaves_the_page", "paste_into_a_password", "tip_with_a_gap"),
    ("dialog_that_loses_focus_when_it_closes", "picture_behind_a_heading", "link_that_fades_under_the_pointer"),
    ("error_beside_the_field", "focus_opens_a_window", "button_that_fades_with_focus"),
    ("focus_behind_header_and_footer", "faint_field", "notice_of_fixed_height"),
    ("trap_in_a_date_field", "deaf_to_keys_menu", "menu_that_covers_the_page"),
    ("tiring_paragraphs", "dialog_that_escape_does_not_close", "words_beyond_a_narrow_window"),
    ("table_whose_first_row_is_bold", "list_made_with_bullets", "captions_that_do_not_load", "words_before_a_field"),
    (
        "pattern_slider_for_the_mouse",
        "character_key_that_opens",
        "focus_order_begins_in_the_midst",
        "focus_lost_where_a_button_is_switched_off",
    ),
    ("news_that_runs", "words_beyond_a_narrow_window", "required_in_red"),
    ("typed_words_lost_with_a_mistake", "menu_that_a_script_opens", "table_that_places_and_has_headings"),
)
"""Faults of one page: much is operated there, by several checks each."""


SAYS = {
    # One check sends the form empty, the other without one field: both wait for words that were not there.
    "a form that answers where a hint stood": """<form novalidate id="f"><p id="e">All fields are needed.</p><div><label for="n">Name</label>
        <input id="n" required></div><div><label for="m">Street</label> <input id="m"></div><button>Send</button></form>
        <script>f.onsubmit = (event) => { event.preventDefault(); e.textContent = "The name is missing."; m.value = "" }</script>""",
    "a text that a narrow window changes": """<p id="o">3 letters</p><p><button id="save">Save</button></p>
        <script>save.onclick = () => { o.textContent = "Saved" }; addEventListener("resize", () => { o.textContent = "Saved" })</script>""",
}
"""Pages that tell something in words alone: their structure is the same before and after."""


MUCH = (
    "skip_link_held_by_a_script",
    "input_list_leaves_the_page",
    "tip_with_a_gap",
    "dialog_that_loses_focus_when_it_closes",
    "error_beside_the_field",
    "link_that_fades_under_the_pointer",
)
"""Between them they are scrolled, enlarged, turned, pointed at, tabbed through, filled in and sent."""
# How a page stands, as its own scripts see it: more than what checks are put back by.
STANDS = """() => ({
  markup: [...document.querySelectorAll("*")].map((e) => [e.localName, ...[...e.attributes].map((a) => `${a.name}=${a.value}`).filter((a) => a !== "style=").sort()]),
  text: document.documentElement.textContent,
  address: location.href,
  place: [scrollX, scrollY, innerWidth, innerHeight],
  focus: document.activeElement.id || document.activeElement.localName,
  fields: [...document.querySelectorAll("input, select, textarea")].map((e) => [e.value, e.checked, e.selectedIndex]),
  cookies: document.cookie,
  kept: [Object.entries(localStorage), Object.entries(sessionStorage)],
  within: [...document.querySelectorAll("*")].filter((e) => e !== document.scrollingElement && (e.scrollTop || e.scrollLeft)).map((e) => [e.localName, e.scrollTop, e.scrollLeft]),
  under: [...document.querySelectorAll("body *:hover")].map((e) => e.localName),
  open: document.querySelectorAll(":modal, :popover-open, :fullscreen").length,
  sheets: document.adoptedStyleSheets.length,
  names: Object.keys(globalThis).length,
  media: ["(prefers-reduced-motion)", "(orientation: portrait)", "(forced-colors: active)", "print"].filter((one) => matchMedia(one).matches),
})"""


def planted(names: tuple[str, ...]) -> str:
    folder = Path(__file__).parent / "checks"
    return "".join(tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))["page"] for name in names)


def found(context: BrowserContext, address: str, seed: int) -> list[tuple[Any, ...]]:
    order = list(CHECKS)
    if seed:
        random.Random(seed).shuffle(order)
    page = context.new_page()  # nothing is left from the order before
    page.goto(address)
    seen, errors = check_page(page, order)
    page.close()
    assert errors == {}
    told = [(one.rule, one.element.selector, one.verdict.value, _said(one.values)) for one in seen.findings]
    if any(one.rule == "moves-without-pause" for one in seen.findings):
        return sorted(told)  # what applies to such a page depends on where things are by then
    return [*sorted(told), tuple(sorted(seen.passes)), tuple(sorted(seen.inapplicable))]


def _said(values: dict[str, Any]) -> str:
    return repr(
        {name: value for name, value in values.items() if name != "far"}
    )  # that far was it seen to move meanwhile


@pytest.mark.slow
def test_each_check_finds_the_page_as_the_first_did(page: Page, serve: Serve) -> None:
    kept = "<p><label>Name <input id='name'></label></p><script>localStorage.colours = 'dark'; sessionStorage.step = 2; document.cookie = 'seen=1'</script>"
    box = """<div style="height: 120px; width: 300px; overflow: auto"><p style="width: 900px"><a href="/one">One</a> <a href="/two" style="margin-left: 700px">Two</a></p>
        <p style="height: 600px">Rows</p><p><a href="/three">Three</a></p></div>"""
    banner = """<p><button type="button" onclick="document.cookie = 'agreed=1'; document.cookie = 'seen=2'">Agree</button></p>"""
    page.goto(serve(whole(f"{'<p>Row</p>' * 30}{planted(MUCH)}{kept}{banner}{box}{'<p>Row</p>' * 30}")))
    stands: list[tuple[str, dict[str, Any]]] = []

    def noting(check: Check, last: str) -> Check:
        def look(operated: Operated) -> Iterator[Outcome]:
            stands.append((last, operated.page.evaluate(STANDS)))
            yield from check.look(operated)

        return replace(check, look=look)

    befores = ["nothing", *(check.id for check in CHECKS)]
    seen, errors = check_page(page, [noting(check, last) for check, last in zip(CHECKS, befores, strict=False)])
    stands.append((befores[-1], page.evaluate(STANDS)))
    assert errors == {}
    assert len({one.rule for one in seen.findings}) >= len(MUCH)
    for last, stood in stands:
        assert stood == stands[0][1], f"after {last}"


@pytest.mark.slow
@pytest.mark.parametrize("html", SAYS.values(), ids=SAYS.keys())
def test_checks_find_the_same_in_every_order_where_words_alone_change(
    html: str, context: BrowserContext, serve: Serve
) -> None:
    address = serve(whole(html))
    assert_same_in_every_order(context, address, 1)


@pytest.mark.slow
@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
def test_checks_find_the_same_in_every_order(names: tuple[str, ...], context: BrowserContext, serve: Serve) -> None:
    assert_same_in_every_order(context, serve(whole(planted(names))), 2)


def assert_same_in_every_order(context: BrowserContext, address: str, least: int) -> None:
    as_listed = found(context, address, 0)
    assert len({rule for rule, *_ in as_listed} & {check.id for check in CHECKS}) >= least
    for seed in SEEDS:
        assert found(context, address, seed) == as_listed, f"in the order of seed {seed}"
