"""Pictures for a report's reader: of the screen, and of an element and what stands around it, who has to find it there."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Error, FloatRect, JSHandle, Locator, Page

from a11y.closed_roots import out_of_sight
from a11y.world import WorldError, answers, main_world, session_of
from evidence.problem import Problem

_PADDING_PX = 60.0
_LARGEST_PX = (600.0, 400.0)
_LIMIT_MS = 10_000
"""For one picture: pages may be slowed down to a twentieth."""
_ANSWERS_WITHIN_MS = 5000
_QUALITY = 60
"""Of a JPEG: the text of a page can be read."""
_MASK_COLOUR = "#6b6b6b"
_INTO_VIEW = """async (element) => {
  const seen = () => Promise.race([
    new Promise((done) => {
      const watch = new IntersectionObserver(([entry]) => { watch.disconnect(); done(entry.intersectionRatio); });
      watch.observe(element);
    }),
    new Promise((done) => setTimeout(() => done(-1), 500)),
  ]);
  const { width, height } = element.getBoundingClientRect();
  if (width < 2 || height < 2) return false;
  const fits = width <= innerWidth && height <= innerHeight;
  const share = await seen();
  if (fits ? share > 0.98 : share > 0) return true;
  element.scrollIntoView({ block: fits ? "center" : "start", inline: "nearest", behavior: "instant" });
  return (await seen()) > 0;
}"""
_POSITIONS = """(element) => {
  const kept = [];
  for (let e = element; e; e = e.parentNode ?? e.host)
    if (e instanceof Element) kept.push([e, e.scrollLeft, e.scrollTop]);
  return kept;
}"""
_BACK = "(kept) => kept.forEach(([e, left, top]) => e.scrollTo({ left, top, behavior: 'instant' }))"
_PAGE_ITSELF = frozenset({"html", "head", "body"})


@dataclass(frozen=True, slots=True)
class Picture:
    """An element on the screen."""

    png: bytes
    """The picture, with the masks drawn in."""
    box: list[float]
    """Where the element is in it: x, y, width, height in CSS pixels, which are the picture's own."""


def screen_picture(page: Page, *, mask: Sequence[str] = (), lossless: bool = False) -> bytes:
    """What is in sight now, as JPEG, or as PNG if nothing may be lost.

    Args:
        page: The page as it is.
        mask: CSS selectors of what no picture may show; in every frame.
        lossless: Whether fine lines matter.
    Raises:
        Problem: A mask is not a CSS selector. No picture is taken then.
        playwright.sync_api.Error: The page is gone, or its scripts keep it from being drawn.
    """
    if not answers(page, within_ms=_ANSWERS_WITHIN_MS):
        raise Error("the page does not answer")
    if lossless or mask or page.evaluate("devicePixelRatio") != 1:
        masks = _masks(page, mask)
        with out_of_sight(page, mask):
            if lossless:
                return page.screenshot(type="png", mask=masks, timeout=_LIMIT_MS)
            return page.screenshot(type="jpeg", quality=_QUALITY, mask=masks, caret="initial", timeout=_LIMIT_MS)
    # Asked of the browser itself, in CSS pixels, a picture is there sooner than one that things can be drawn over.
    taken = session_of(page).send("Page.captureScreenshot", {"format": "jpeg", "quality": _QUALITY})
    return base64.b64decode(taken["data"])


def element_picture(page: Page, selector: str, *, mask: Sequence[str] = ()) -> Picture | None:
    """Take a picture of an element. Scrolls to it if it has to, and back.

    Args:
        page: The page as it is.
        selector: The way to the element, through frames and shadow roots with " >> ".
        mask: CSS selectors of what no picture may show; in every frame.
    Returns:
        None if there is nothing to see: hidden, outside the page, or the page itself.
    Raises:
        Problem: A mask is not a CSS selector. No picture is taken then.
    """
    masks = _masks(page, mask)
    try:
        way = _way(page, selector)
        if not way or str(way[-1].evaluate("(e) => e.localName")) in _PAGE_ITSELF:
            return None
        positions = [element.evaluate_handle(_POSITIONS) for element in way]
        try:
            with out_of_sight(page, mask):
                return _taken(page, way, masks)
        finally:
            _scroll_back(positions)
    except Error:  # gone meanwhile, or drawn never: the finding stands without a picture
        return None


def _taken(page: Page, way: list[ElementHandle], masks: list[Locator]) -> Picture | None:
    if not all(element.evaluate(_INTO_VIEW) for element in way):
        return None
    box = way[-1].bounding_box()
    size = page.viewport_size
    if box is None or size is None:
        return None
    clip = _clip(box, size["width"], size["height"])
    if clip is None:
        return None
    png = page.screenshot(
        clip=clip, mask=masks, mask_color=_MASK_COLOUR, scale="css", animations="allow", timeout=_LIMIT_MS
    )
    left, top = max(box["x"] - clip["x"], 0), max(box["y"] - clip["y"], 0)
    right = min(box["x"] + box["width"] - clip["x"], clip["width"])
    bottom = min(box["y"] + box["height"] - clip["y"], clip["height"])
    return Picture(png, [round(value, 1) for value in (left, top, right - left, bottom - top)])


def _clip(box: FloatRect, screen_width: float, screen_height: float) -> FloatRect | None:
    """The element with a margin, cut to the largest size and to the screen; whole pixels."""

    def span(start: float, length: float, largest: float, screen: float) -> tuple[int, int]:
        margin = min(_PADDING_PX, max((largest - length) / 2, 12))
        first = max(start - margin, 0.0)
        last = min(first + largest, start + length + margin, screen)
        return int(first), int(last)

    left, right = span(box["x"], box["width"], _LARGEST_PX[0], screen_width)
    top, bottom = span(box["y"], box["height"], _LARGEST_PX[1], screen_height)
    if right - left < 2 or bottom - top < 2:
        return None
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _way(page: Page, selector: str) -> list[ElementHandle]:
    """The iframes on the way and the element, as they stand in the page now."""
    root: Page | ElementHandle = page
    found: list[ElementHandle] = []
    for part in selector.split(" >> "):
        inner = root.content_frame() if isinstance(root, ElementHandle) else None
        if inner is not None:
            found.append(root)  # type: ignore[arg-type]  # a page has no content_frame, so this is an element
        element = (inner or root).query_selector(f"css={part}")
        if element is None:
            return []
        root = element
    return [*found, root] if isinstance(root, ElementHandle) else found


def _masks(page: Page, mask: Sequence[str]) -> list[Locator]:
    for selector in mask:
        try:
            # In our own world: a page could say of any selector that it is none.
            main_world(page).call("(s) => { document.createDocumentFragment().querySelector(s) }", selector)
        except WorldError as error:
            if "SyntaxError" in str(error):
                do = 'Write one that the browser knows, such as ".pupil-name" or "[data-personal]".'
                raise Problem(f'"{selector}" is not a CSS selector', where="mask", do=do) from None
    return [frame.locator(f"css={selector}") for frame in page.frames for selector in mask]


def _scroll_back(positions: list[JSHandle]) -> None:
    for kept in positions:
        with suppress(Error):
            kept.evaluate(_BACK)
            kept.dispose()
