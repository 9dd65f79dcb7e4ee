"""Pictures of elements: what they show, what they must not show, and that the page is back where it was."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Error, Page

from a11y.engine import scan
from a11y.findings import findings_of, with_pictures
from a11y.picture import Picture, _bow, element_picture, screen_picture
from a11y.world import session_of
from evidence.problem import Problem
from tests.a11y.conftest import Serve, whole

SPOT = '<div id="spot" style="width:80px;height:40px;background:#ff0000"></div>'
RED = (255, 0, 0)


def pixels(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.png)).convert("RGB")


def in_the_box(picture: Picture) -> tuple[int, ...]:
    x, y, width, height = picture.box
    seen = pixels(picture).getpixel((int(x + width / 2), int(y + height / 2)))
    assert isinstance(seen, tuple)
    return tuple(map(int, seen))


def test_the_box_lies_on_the_element_and_there_is_some_room_around_it(page: Page) -> None:
    page.set_content(whole(f'<div style="padding:150px">{SPOT}</div>'))
    picture = element_picture(page, "#spot")
    assert picture is not None
    assert in_the_box(picture) == RED
    assert picture.box == pytest.approx([60, 60, 80, 40], abs=1)
    assert pixels(picture).size == pytest.approx((200, 160), abs=1)


@pytest.mark.parametrize(
    "html",
    [
        f'<p style="height:3000px"></p>{SPOT}<p style="height:3000px"></p>',
        f'<div class="inner" style="height:90px;overflow:auto"><p style="height:900px"></p>{SPOT}</div>',
        f'<style>html{{scroll-behavior:smooth}}</style><p style="height:3000px"></p>{SPOT}',
    ],
    ids=["below the screen", "in a part that scrolls", "on a page that scrolls slowly"],
)
def test_an_element_that_has_to_be_scrolled_to_is_shown_and_the_page_scrolled_back(html: str, page: Page) -> None:
    page.set_content(whole(html))
    where = "[scrollX, scrollY, ...[...document.querySelectorAll('.inner')].map((e) => e.scrollTop)]"
    page.evaluate("scrollTo({ top: 30, behavior: 'instant' })")
    before = page.evaluate(where)
    picture = element_picture(page, "#spot")
    assert picture is not None
    assert in_the_box(picture) == RED
    assert page.evaluate(where) == before


def test_an_element_within_a_frame_and_a_shadow_root_is_shown(page: Page, serve: Serve) -> None:
    shadow = f'<x-part><template shadowrootmode="open"><p style="height:900px"></p>{SPOT}</template></x-part>'
    inner = serve(f"<!doctype html><title>Inner</title>{shadow}", host="localhost")
    page.goto(serve(whole(f'<p style="height:900px"></p><iframe title="A" height="200" src="{inner}"></iframe>')))
    picture = element_picture(page, 'iframe[title="A"] >> x-part >> #spot')
    assert picture is not None
    assert in_the_box(picture) == RED
    assert page.evaluate("scrollY") == 0
    assert page.frames[1].evaluate("scrollY") == 0


@pytest.mark.parametrize(
    ("html", "selector"),
    [
        ('<p id="spot" hidden>Words</p>', "#spot"),
        ('<p id="spot" style="position:absolute;left:-15000px">Words</p>', "#spot"),
        ('<p id="spot" style="width:1px;height:1px;overflow:hidden">Words</p>', "#spot"),
        ("<p>Words</p>", "html"),
        ("<p>Words</p>", "#gone"),
    ],
)
def test_what_cannot_be_seen_has_no_picture(html: str, selector: str, page: Page) -> None:
    page.set_content(whole(html))
    assert element_picture(page, selector) is None


def test_a_large_element_is_cut_to_a_picture_of_readable_size(page: Page) -> None:
    page.set_content(whole('<div id="spot" style="width:900px;height:3000px;background:#ff0000"></div>'))
    picture = element_picture(page, "#spot")
    assert picture is not None
    width, height = pixels(picture).size
    assert (width, height) <= (600, 400)
    x, y, box_width, box_height = picture.box
    assert x + box_width <= width
    assert y + box_height <= height


def test_what_is_masked_is_in_no_picture_in_no_frame(page: Page, serve: Serve) -> None:
    page.goto(serve(whole(f'<iframe title="A" src="{serve(f"<title>I</title>{SPOT}")}"></iframe>{SPOT}')))
    for selector in ("#spot", 'iframe[title="A"] >> #spot'):
        picture = element_picture(page, selector, mask=["#spot"])
        assert picture is not None
        assert RED not in {colour for _, colour in pixels(picture).getcolors(10**6) or []}


def test_the_way_that_focus_takes_is_drawn_over_the_elements_that_are_in_sight(page: Page) -> None:
    stop = '<i id="{0}" style="position:absolute;left:{1}px;top:{2}px;width:30px;height:20px;background:#eee"></i>'
    spots = "".join(stop.format(*one) for one in (("a", 40, 40), ("b", 300, 200), ("c", 40, 300), ("far", 40, 5000)))
    page.set_content(f"<title>Test</title>{spots}")
    plain, drawn = element_picture(page, "#b"), element_picture(page, "#b", order=["#a", "#b", "#c", "#far", "#gone"])
    assert plain is not None
    assert drawn is not None
    assert not _inked(plain)
    left, top, right, bottom = _inked(drawn)
    x, y, _, _ = drawn.box
    # From the first, which stands 260 px before and 160 px above the element, to the third, 100 px below it.
    assert (left, top, right, bottom) == pytest.approx((x - 260 - 20, y - 160, x, y + 120), abs=12)


def test_a_way_and_the_way_back_are_two_lines() -> None:
    there, back = _bow((0, 0), (200, 0), 10), _bow((200, 0), (0, 0), 10)
    assert (there[0], there[-1]) == (back[-1], back[0]) == ((0, 0), (200, 0))
    assert there[12][1] > 10 > -10 > back[12][1]


def _inked(picture: Picture) -> tuple[int, int, int, int] | None:
    """The part of a picture that has something of the drawing's blue in it."""
    red, _, blue = pixels(picture).split()
    dark = ImageChops.subtract(blue, red).point(lambda level: 255 if level > 100 else 0)
    return dark.getbbox()


def test_a_mask_that_cannot_be_understood_stops_the_picture(page: Page) -> None:
    page.set_content(whole(SPOT))
    with pytest.raises(Problem, match="is not a CSS selector"):
        element_picture(page, "#spot", mask=["..name"])


def test_a_lists_rows_need_one_picture(page: Page) -> None:
    page.set_content(whole('<img src="/a.png" width="40" height="40">' * 3))
    found = findings_of(scan(page), state="s", build="b", mode="touch", task="any.log-in", step="Look")

    def take(selector: str, _: Sequence[str]) -> tuple[str, Picture] | None:
        picture = element_picture(page, selector)
        return None if picture is None else ("blobs/one.png", picture)

    pictured = with_pictures(found, take)
    assert [finding.picture for finding in pictured] == ["blobs/one.png", None, None]
    assert pictured[0].box[2:] == [40.0, 40.0]
    assert [finding.fingerprint for finding in pictured] == [finding.fingerprint for finding in found]


def _reddest(content: bytes) -> float:
    """Share of the screen that is as good as red, which a mask's own colour is not."""
    image = Image.open(io.BytesIO(content)).convert("RGB")
    red = sum(count for count, (r, g, b) in image.getcolors(1 << 20) or [] if r > 200 and g < 60 and b < 60)  # type: ignore[misc]
    return red / (image.width * image.height)


@pytest.mark.parametrize("lossless", [False, True])
def test_what_is_masked_is_on_no_picture_of_the_screen_not_even_in_a_frame(
    lossless: bool, page: Page, serve: Serve
) -> None:
    inner = serve(f"<!doctype html><title>Inner</title>{SPOT}", host="localhost")
    page.goto(serve(whole(f'{SPOT}<iframe title="A" height="200" src="{inner}"></iframe>')))
    both = _reddest(screen_picture(page, lossless=lossless))
    assert both == pytest.approx(2 * 80 * 40 / (1000 * 700), rel=0.1)
    assert _reddest(screen_picture(page, mask=["#spot"], lossless=lossless)) == 0
    with pytest.raises(Problem):
        screen_picture(page, mask=["#spot["], lossless=lossless)


def test_what_is_masked_is_on_no_picture_though_it_stands_in_closed_shadow_roots_and_is_there_again_afterwards(
    page: Page, serve: Serve
) -> None:
    spot = SPOT.replace('"', "")
    closed = (
        f"<div id=a></div><script>((root) => {{ root.innerHTML = '{spot}<section id=b></section>';"
        f"root.getElementById('b').attachShadow({{ mode: 'closed' }}).innerHTML = '{spot}' }})(a.attachShadow({{ mode: 'closed' }}))</script>"
    )
    inner = serve(f"<!doctype html><title>Inner</title>{closed}", host="localhost")
    page.goto(serve(whole(f'{closed}<iframe title="A" height="200" src="{inner}"></iframe>{SPOT}')))
    page.evaluate(
        "new MutationObserver(() => document.title = 'Noticed').observe(document, { subtree: true, attributes: true })"
    )
    before = _reddest(screen_picture(page))
    assert before == pytest.approx(5 * 80 * 40 / (1000 * 700), rel=0.1)
    assert _reddest(screen_picture(page, mask=["#spot"])) == 0
    picture = element_picture(page, "#a", mask=["#spot"])
    assert picture is not None
    assert RED not in {colour for _, colour in pixels(picture).getcolors(1 << 20) or []}
    assert _reddest(screen_picture(page)) == before
    assert page.title() != "Noticed"


def test_a_page_that_loops_for_ever_is_not_waited_for_by_its_picture(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("a11y.picture._ANSWERS_WITHIN_MS", 300)
    page.set_content(whole(SPOT))
    session = session_of(page)
    page.evaluate("void setTimeout(() => { for (;;); }, 50)")
    page.wait_for_timeout(100)
    for mask in ((), ("#spot",)):
        with pytest.raises(Error, match="does not answer"):
            screen_picture(page, mask=mask)
    session.send("Runtime.terminateExecution")


def test_a_picture_has_the_screens_own_pixels(browser: Browser) -> None:
    for ratio in (1, 3):
        context = browser.new_context(viewport={"width": 390, "height": 600}, device_scale_factor=ratio)
        page = context.new_page()
        page.set_content(whole(SPOT))
        assert Image.open(io.BytesIO(screen_picture(page))).size == (390 * ratio, 600 * ratio)
        assert Image.open(io.BytesIO(screen_picture(page, mask=["#spot"]))).size == (390 * ratio, 600 * ratio)
        context.close()


def test_a_page_cannot_say_that_a_mask_is_none(page: Page) -> None:
    page.set_content(whole(SPOT))
    page.evaluate("void (Document.prototype.createDocumentFragment = () => { throw new SyntaxError('no') })")
    assert _reddest(screen_picture(page, mask=["#spot"])) == 0
