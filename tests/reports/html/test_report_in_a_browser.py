"""The HTML report as people meet it: in a real browser, wide and narrow, light and dark, with and without script."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from reports.words import LANGUAGES
from tests.reports.html.conftest import FEW, Opened, Rendered

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SECTIONS = ["answer", "tasks", "changes", "effort", "accessibility", "load", "privacy", "method", "data"]


def violations(page: Page) -> list[tuple[str, list[Any]]]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"][:3]]) for rule in found]


@pytest.mark.parametrize(
    ("language", "width", "dark"),
    [
        ("sv", 390, True),
        pytest.param("en", 1280, False, marks=pytest.mark.slow),
        pytest.param("en", 320, False, marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_with_all_parts_open(
    rendered: Rendered, opened: Opened, language: str, width: int, dark: bool
) -> None:
    page = opened(rendered(language), width=width, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(page) == []


@pytest.mark.slow
def test_axe_does_notice_a_report_that_is_broken(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    page.evaluate("document.querySelector('main table').before(document.createElement('button'))")
    assert [rule for rule, _ in violations(page)] == ["button-name"]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_page_never_scrolls_sideways(rendered: Rendered, opened: Opened, language: str, width: int) -> None:
    page = opened(rendered(language), width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


_CUES = """all => all.filter(one => one.checkVisibility()).map(one => [
  one.scrollWidth > one.clientWidth, [...one.querySelectorAll('.sideways')].map(cue => cue.offsetHeight),
  one.tabIndex === 0, one.getAttribute('aria-label')])"""


@pytest.mark.parametrize("width", [390, 1280])
def test_what_scrolls_sideways_says_so_without_a_script_and_what_does_not_is_silent(
    rendered: Rendered, opened: Opened, width: int
) -> None:
    page = opened(rendered(), width=width, scripts=False)
    regions = page.eval_on_selector_all(".scroll", _CUES)
    assert len(regions) > 5
    for scrolls, cues, focusable, label in regions:
        assert [height > 0 for height in cues] == [scrolls]
        assert focusable
        assert label
    overflows = page.eval_on_selector(".scroll:has(.matrix)", "one => one.scrollWidth > one.clientWidth")
    assert overflows == (width == 390)


def test_a_region_that_scrolls_sideways_is_scrolled_with_the_arrow_keys(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered(), width=390, scripts=False)
    region = page.locator(".scroll:has(.matrix)")
    region.focus()
    page.keyboard.press("ArrowRight")
    for _ in range(100):  # the page's own policy forbids what would wait for it inside
        if region.evaluate("one => one.scrollLeft"):
            return
        page.wait_for_timeout(20)
    pytest.fail("nothing moved")


def test_hostile_words_do_not_make_the_page_scroll_sideways(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered(**FEW, hostile=True), width=320)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [390, 1280])
def test_long_names_of_builds_stay_within_their_columns(rendered: Rendered, opened: Opened, width: int) -> None:
    builds = ("vklass-2026.11-schools", "vklass-2026.12-candidate-for-schools")
    page = opened(rendered(**FEW, builds=builds, load=False, privacy=False, scanned=False), width=width)
    heads = page.eval_on_selector_all(
        ".matrix thead tr:last-child th", "all => all.map((th) => [th.scrollWidth, th.clientWidth])"
    )
    assert len(heads) == 4
    assert [needed for needed, there in heads if needed > there] == []


def test_sections_stand_in_the_order_that_readers_are_promised(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    assert page.eval_on_selector_all("main > section", "all => all.map(s => s.id)") == SECTIONS


def test_every_link_within_the_page_leads_somewhere(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    lost = page.eval_on_selector_all(
        "a[href^='#']", "all => all.map(a => a.hash.slice(1)).filter(id => !document.getElementById(id))"
    )
    assert lost == []


def test_ids_are_used_once(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert sorted(set(ids)) == sorted(ids)


def test_the_first_screen_says_which_build_for_whom_and_by_how_much(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    page.set_viewport_size({"width": 1280, "height": 800})
    answer = page.locator("#answer .answer").bounding_box()
    table = page.locator("table.verdicts").bounding_box()
    assert answer
    assert table
    assert answer["y"] + answer["height"] < 800
    assert table["y"] + table["height"] < 800
    assert "The build “worse” is worse than “good”." in page.locator("#answer .answer").inner_text()
    guardians = page.locator("table.verdicts tr", has_text="Guardians").inner_text()
    assert "worse" in guardians
    assert "100 → " in guardians


def test_nothing_is_asked_of_the_network(rendered: Rendered, opened: Opened, browser: Any) -> None:
    file = rendered(**FEW, hostile=True)
    context = browser.new_context()
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.emulate_media(media="print")
    page.wait_for_load_state("networkidle")
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


def test_without_script_everything_is_there(rendered: Rendered, opened: Opened) -> None:
    counted = "document.querySelectorAll('main td, main th, main img, main p').length"
    with_script = opened(rendered()).evaluate(counted)
    page = opened(rendered(), scripts=False)
    for section in SECTIONS:
        assert page.locator(f"#{section} h2").count() == 1
    assert page.locator("main td, main th, main img, main p").count() == with_script
    shut = page.locator("#changes details").last
    assert shut.get_attribute("open") is None
    shut.locator("summary").click()
    assert shut.get_attribute("open") is not None


def test_script_filters_and_sorts(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    table = page.locator("#effort table[data-sort]").last
    rows = table.locator("tbody tr")
    before = rows.count()
    page.locator("#effort input[type=search]").last.fill("Read the weekly letter")
    assert 0 < table.locator("tbody tr:visible").count() < before
    page.locator("#effort input[type=search]").last.fill("")
    head = table.locator("thead button").first
    head.click()
    first = rows.first.locator("th").inner_text()
    head.click()
    assert table.locator("thead th").first.get_attribute("aria-sort") == "descending"
    assert rows.first.locator("th").inner_text() != first


def test_the_reader_switches_light_and_dark_without_script(rendered: Rendered, opened: Opened) -> None:
    for dark in (False, True):
        page = opened(rendered(), dark=dark, scripts=False)
        paper = "getComputedStyle(document.body).backgroundColor"
        before = page.evaluate(paper)
        page.locator("#switch").check()
        assert page.evaluate(paper) != before


def test_everything_is_open_on_paper(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    page.emulate_media(media="print")
    assert page.locator("details:not([open])").count() > 0
    hidden = page.eval_on_selector_all(
        "details:not([open]) table, details:not([open]) p", "all => all.filter(e => !e.checkVisibility()).length"
    )
    assert hidden == 0


def test_on_a4_the_day_stands_there_and_the_roles_are_a_table(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    page.set_viewport_size({"width": 688, "height": 1000})
    page.emulate_media(media="print")
    assert page.get_by_text("23 November 2026").first.is_visible()
    assert not page.locator("#switch").is_visible()
    assert page.locator(".verdicts td").first.evaluate("e => getComputedStyle(e).display") == "table-cell"
    sizes = "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    text = page.eval_on_selector_all("main > section > p.lead", sizes)
    small = page.eval_on_selector_all(".small, .note, .key, .pinned td", sizes)
    assert max(small) <= min(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a4_nothing_is_cut_off_at_the_right(rendered: Rendered, opened: Opened, language: str) -> None:
    page = opened(rendered(language), width=688)
    page.emulate_media(media="print")
    wide = "all => all.filter(e => e.getBoundingClientRect().right > 688).map(e => e.textContent.slice(0, 60))"
    assert page.eval_on_selector_all("table, .strip, svg, img, pre", wide) == []


def test_the_other_language_is_one_link_away(rendered: Rendered, opened: Opened) -> None:
    rendered("sv")
    page = opened(rendered("en"))
    page.get_by_role("link", name="Svenska").click()
    assert page.locator("html").get_attribute("lang") == "sv"
    assert page.get_by_role("link", name="English").is_visible()


def test_a_picture_s_mark_lies_on_the_element(rendered: Rendered, opened: Opened) -> None:
    page = opened(rendered())
    picture = page.locator("#accessibility .marked").first
    image = picture.locator("img").bounding_box()
    mark = picture.locator(".box").bounding_box()
    assert image
    assert mark
    # In the synthetic picture of 420 × 160 the element is at (60, 60), 180 × 36; the image has a border of 1 px.
    scale = (image["width"] - 2) / 420
    assert mark["x"] - image["x"] == pytest.approx(60 * scale, abs=2)
    assert mark["width"] == pytest.approx(180 * scale, abs=2)
    assert mark["y"] - image["y"] == pytest.approx(60 * scale, abs=2)
