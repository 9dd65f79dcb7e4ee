"""Pictures for a report's reader: of the screen, and of an element and what stands around it, who has to find it there."""

from __future__ import annotations

import base64
import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import ElementHandle, Error, FloatRect, JSHandle, Locator, Page

from a11y.closed_roots import out_of_sight
from a11y.world import WorldError, answers, has_just_answered, main_world, session_of
from evidence.problem import Problem

_PADDING_PX = 60.0
_LARGEST_PX = (600.0, 400.0)
_LARGEST_WAY_PX = (900.0, 640.0)
"""Of a picture of the way that focus takes: there is more to see."""
_LIMIT_MS = 10_000
"""For one picture: pages may be slowed down to a twentieth."""
_ANSWERS_WITHIN_MS = 5000
_QUALITY = 60
"""Of a JPEG: the text of a page can be read."""
_MASK_COLOUR = "#6b6b6b"
_INK = (11, 61, 145, 255)
_PAPER = (255, 255, 255, 255)
_DISC_PX = 10
_STEPS = 24
"""Of a curve."""
_FINER = 3
"""Drawn so much larger and made small again, lines are smooth."""
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
    if not (has_just_answered(page) or answers(page, within_ms=_ANSWERS_WITHIN_MS)):
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


def element_picture(
    page: Page, selector: str, *, mask: Sequence[str] = (), order: Sequence[str] = ()
) -> Picture | None:
    """Take a picture of an element. Scrolls to it if it has to, and back.

    Args:
        page: The page as it is.
        selector: The way to the element, through frames and shadow roots with " >> ".
        mask: CSS selectors of what no picture may show; in every frame.
        order: The ways to what has focus one after the other. Those that are in sight with the element are numbered, with a line from each
            to the next.
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
                return _taken(page, way, masks, order)
        finally:
            _scroll_back(positions)
    except Error:  # gone meanwhile, or drawn never: the finding stands without a picture
        return None


def _taken(page: Page, way: list[ElementHandle], masks: list[Locator], order: Sequence[str]) -> Picture | None:
    if not all(element.evaluate(_INTO_VIEW) for element in way):
        return None
    box = way[-1].bounding_box()
    size = page.viewport_size
    if box is None or size is None:
        return None
    stops = _in_sight(page, order, size["width"], size["height"])
    clip = _clip(box, size["width"], size["height"])
    if clip is None:
        return None
    if stops:
        stops, clip = _around(stops, box, clip, size["width"], size["height"])
    png = page.screenshot(
        clip=clip, mask=masks, mask_color=_MASK_COLOUR, scale="css", animations="allow", timeout=_LIMIT_MS
    )
    if len(stops) > 1:
        png = _numbered(png, _places(stops, clip))
    left, top = max(box["x"] - clip["x"], 0), max(box["y"] - clip["y"], 0)
    right = min(box["x"] + box["width"] - clip["x"], clip["width"])
    bottom = min(box["y"] + box["height"] - clip["y"], clip["height"])
    return Picture(png, [round(value, 1) for value in (left, top, right - left, bottom - top)])


def _in_sight(page: Page, order: Sequence[str], width: float, height: float) -> list[FloatRect]:
    """The boxes of those that the window shows whole."""
    found = []
    for selector in order:
        way = _way(page, selector)
        box = way[-1].bounding_box() if way else None
        if (
            box
            and box["x"] >= 0
            and box["y"] >= 0
            and box["x"] + box["width"] <= width
            and box["y"] + box["height"] <= height
        ):
            found.append(box)
    return found


def _around(
    stops: list[FloatRect], box: FloatRect, clip: FloatRect, width: float, height: float
) -> tuple[list[FloatRect], FloatRect]:
    """As many stops before and after the element as a picture of readable size holds, and the part of the window with them."""
    kept = list(stops)
    at = kept.index(box) if box in kept else 0
    while kept:
        left = max(min(clip["x"], *(stop["x"] - 2 * _DISC_PX for stop in kept)), 0.0)
        top = max(min(clip["y"], *(stop["y"] - 2 * _DISC_PX for stop in kept)), 0.0)
        right = min(max(clip["x"] + clip["width"], *(stop["x"] + stop["width"] + _DISC_PX for stop in kept)), width)
        bottom = min(max(clip["y"] + clip["height"], *(stop["y"] + stop["height"] + _DISC_PX for stop in kept)), height)
        if right - left <= _LARGEST_WAY_PX[0] and bottom - top <= _LARGEST_WAY_PX[1]:
            part = (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
            return kept, {"x": part[0], "y": part[1], "width": part[2] - part[0], "height": part[3] - part[1]}
        # The one that is farther from the element on the way goes, but rather one before it: what follows is the jump.
        if at >= len(kept) - 1 - at:
            kept.pop(0)
            at -= 1
        else:
            kept.pop()
    return [], clip


def _places(stops: Sequence[FloatRect], clip: FloatRect) -> list[tuple[float, float]]:
    """Where the stops' numbers are drawn: in front of each, on the edge of what is wide as fields are, and above what stands in one row
    with the one before or after it, so that no line crosses their texts.
    """
    found = []
    for number, stop in enumerate(stops):
        left, top = stop["x"] - clip["x"], stop["y"] - clip["y"]
        beside = [*stops[max(0, number - 1) : number], *stops[number + 1 : number + 2]]
        if any(abs(other["y"] - stop["y"]) < stop["height"] / 2 for other in beside):
            found.append((left + _DISC_PX / 2, top - _DISC_PX / 2))
        else:
            found.append((left - (0 if stop["width"] > 8 * _DISC_PX else _DISC_PX), top + stop["height"] / 2))
    return found


def _numbered(png: bytes, at: Sequence[tuple[float, float]]) -> bytes:
    """A picture with a number at each of these places and an arrow from each to the next."""
    picture = Image.open(BytesIO(png)).convert("RGBA")
    above = Image.new("RGBA", (picture.width * _FINER, picture.height * _FINER))
    draw = ImageDraw.Draw(above)
    disc = _DISC_PX * _FINER
    places = [
        (min(max(x * _FINER, disc), above.width - disc), min(max(y * _FINER, disc), above.height - disc)) for x, y in at
    ]
    ways = [_bow(start, end, disc) for start, end in pairwise(places)]
    for colour, width in ((_PAPER, 4 * _FINER), (_INK, 2 * _FINER)):
        for way in ways:
            draw.line(way, fill=colour, width=width, joint="curve")
    for start, end in pairwise(places):
        _head(draw, _bend(start, end, disc), end, disc)
    font = ImageFont.load_default(size=12 * _FINER)
    for number, (x, y) in enumerate(places, start=1):
        draw.ellipse([x - disc, y - disc, x + disc, y + disc], fill=_INK, outline=_PAPER, width=_FINER)
        draw.text((x, y), str(number), fill=_PAPER, font=font, anchor="mm")
    picture.alpha_composite(above.resize(picture.size, Image.Resampling.LANCZOS))
    out = BytesIO()
    picture.convert("RGB").save(out, "PNG")
    return out.getvalue()


def _bend(start: tuple[float, float], end: tuple[float, float], disc: float) -> tuple[float, float]:
    """The point that a way bows towards: to the right of it, so that one way to and one back are two lines."""
    far = math.dist(start, end) or 1.0
    aside = min(far / 3, 3 * disc) / far
    return (start[0] + end[0]) / 2 - (end[1] - start[1]) * aside, (start[1] + end[1]) / 2 + (end[0] - start[0]) * aside


def _bow(start: tuple[float, float], end: tuple[float, float], disc: float) -> list[tuple[float, float]]:
    """A way from one place to another, as points of a quadratic curve."""
    bend = _bend(start, end, disc)
    steps = [step / _STEPS for step in range(_STEPS + 1)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * (1 - t) * t * bend[0] + t**2 * end[0],
            (1 - t) ** 2 * start[1] + 2 * (1 - t) * t * bend[1] + t**2 * end[1],
        )
        for t in steps
    ]


def _head(draw: ImageDraw.ImageDraw, start: tuple[float, float], end: tuple[float, float], disc: float) -> None:
    """The head of an arrow, in front of the disc that it leads to."""
    far = math.dist(start, end)
    if far < 3 * disc:  # the discs leave no room, and the next one is seen
        return
    along = ((end[0] - start[0]) / far, (end[1] - start[1]) / far)
    tip = (end[0] - along[0] * disc, end[1] - along[1] * disc)
    for colour, length, half in ((_PAPER, 13 * _FINER, 8 * _FINER), (_INK, 10 * _FINER, 5 * _FINER)):
        foot = (tip[0] - along[0] * length, tip[1] - along[1] * length)
        side = (-along[1] * half, along[0] * half)
        draw.polygon([tip, (foot[0] + side[0], foot[1] + side[1]), (foot[0] - side[0], foot[1] - side[1])], fill=colour)


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
