"""Focus that nobody sees: for people who go through a page with the keyboard and have to know where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageChops
from playwright.sync_api import FloatRect

from a11y.check import Message, Outcome, check, fails, of_kind, passes, unsure
from a11y.operated import Operated
from a11y.pixels import contrast

NOTHING_CHANGES = Message(
    en="The window looks the same with and without focus on “{called}”.",
    sv="Fönstret ser likadant ut med och utan fokus på ”{called}”.",
)
HARDLY_CHANGES = Message(
    en="Focus on “{called}” changes the window with a contrast of {ratio}:1 to how it looks without. Can that be seen?",
    sv="Fokus på ”{called}” ändrar fönstret med kontrasten {ratio}:1 mot hur det ser ut utan. Syns det?",
)
ONLY_A_CARET = Message(
    en="Nothing but the text cursor shows that “{called}” has focus. Is it seen well enough?",
    sv="Inget annat än textmarkören visar att ”{called}” har fokus. Syns den tillräckligt väl?",
)
CHANGES_ELSEWHERE = Message(
    en="Focus on “{called}” changes nothing at it or around it, but something in another place of the window. Does that show where focus is?",
    sv="Fokus på ”{called}” ändrar inget där eller runt omkring, men något på en annan plats i fönstret. Visar det var fokus är?",
)

_MOST_KINDS = 10
_AROUND_PX = 24
"""An indicator stands at the thing, or so close around it."""
_SHOWN_WITHIN_MS = 400
"""A script may show it a little later, such as a tip beside the thing, and hide the last one first."""
_LEVELS = 3
"""Of 255: a smaller difference is the browser's rounding."""
_LEAST_CONTRAST = 1.1
"""2.4.7 asks for no figure. Who sees no letters that differ from their ground by less than a tenth is visually disabled (a contrast
sensitivity of 1.0: Pelli, Robson and Wilkins, The design of a new letter chart for measuring contrast sensitivity, 1988): a fainter
difference is asked about."""
_HUE_LEVELS = 24
"""Of 255: so differently do red, green and blue change where another hue is seen, however light it is."""
# Suspects first: what has no outline while it has focus. Of each kind the first is looked at.
_KINDS = """(s, ways, most) => {
  const kinds = new Map();
  for (const way of ways) {
    const e = s.find(way);
    if (!e || e.matches("iframe, frame, embed, object, video, audio, [aria-hidden=true], html, body")) continue;
    e.focus({ preventScroll: true });
    if (s.focused() !== e || !e.matches(":focus-visible")) continue;
    const style = getComputedStyle(e);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && s.rgba(style.outlineColor)[3] > 0.1;
    const looks = [style.outline, style.boxShadow, style.borderColor, style.backgroundColor, style.color, style.textDecoration, style.opacity];
    const kind = JSON.stringify([e.localName, e.type ?? "", e.getAttribute("role"), e.className, e.parentElement?.className, looks].map(String));
    if (!kinds.has(kind)) kinds.set(kind, { way, outlined, look: s.look(e) });
  }
  s.focused()?.blur();
  const found = [...kinds.values()].sort((a, b) => a.outlined - b.outlined);
  return found.slice(0, most).map((one) => [one.way, one.outlined, one.look]);
}"""
# A field that is itself invisible is shown by its label, or by what it lies in.
_INTO_SIGHT = """(s, way) => {
  const e = s.find(way);
  if (!e) return null;
  const part = s.shown(e) ? e : [...(e.labels ?? []), e.parentElement].find((p) => p && s.shown(p));
  if (!part) return null;
  const inside = () => {
    const [left, top, width, height] = s.box(part);
    return left > -2 && top > -2 && left + width < innerWidth + 2 && top + height < innerHeight + 2;
  };
  if (!inside()) part.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  if (!inside()) return null;
  const [left, top, width, height] = s.box(part);
  let hit = document.elementFromPoint(left + width / 2, top + height / 2);
  while (hit?.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2) && hit.shadowRoot !== part.getRootNode() && part.getRootNode() !== document) {
    const inner = hit.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
    if (inner === hit) break;
    hit = inner;
  }
  // Of a link over two lines, the middle may lie beside it.
  const lines = [...part.getClientRects()].length > 1;
  if (!lines && !(hit && (part.contains(hit) || hit.contains(part) || [...(part.labels ?? [])].some((l) => l.contains(hit))))) return null;
  const types = ["", "text", "search", "email", "url", "tel", "password", "number"];
  const typed = e.localName === "textarea" || e.isContentEditable || (e.localName === "input" && types.includes(e.getAttribute("type") ?? ""));
  return { box: [left, top, width, height], at: [scrollX, scrollY], window: [innerWidth, innerHeight], typed, called: s.called(e) };
}"""
_FOCUS = "(s, way) => { s.find(way)?.focus({ preventScroll: true }); return Boolean(s.focused()?.matches(':focus-visible')) }"
_SCROLL_BACK = "(s, x, y) => { scrollTo({ left: x, top: y, behavior: 'instant' }); return 0 }"
_BLUR = "(s) => { s.focused()?.blur(); return 0 }"


@check(
    "focus-not-visible",
    criteria=["2.4.7"],
    impact="serious",
    title=Message(en="It cannot be seen that it has focus", sv="Det syns inte att det har fokus"),
    mend=Message(
        en="Leave the browser's outline as it is, or give :focus-visible a clear outline of your own. Do not cut it off with overflow: hidden.",
        sv="Låt webbläsarens kontur vara, eller ge :focus-visible en egen tydlig kontur. Skär inte av den med overflow: hidden.",
    ),
)
def focus_not_visible(page: Operated) -> Iterator[Outcome]:
    """Applies to what Tab leads to and the window shows, one of each kind. Expected: the window looks different while it has focus."""
    stops = [stop.selector for stop in page.tab_order().stops]
    if not stops:
        return
    with page.restored():
        page.press_only("Tab")  # the keyboard is in use: from now on browsers and scripts show where focus is
        without: dict[tuple[float, float], Image.Image] = {}
        for selector, outlined, look in page.ask(_KINDS, stops, _MOST_KINDS):
            seen = page.ask(_INTO_SIGHT, selector)
            if seen is not None:
                for outcome in _outcome(page, selector, seen, without, outlined=outlined):
                    yield of_kind(look, outcome)


def _outcome(
    page: Operated,
    selector: str,
    seen: dict[str, Any],
    without: dict[tuple[float, float], Image.Image],
    *,
    outlined: bool,
) -> Iterator[Outcome]:
    at, near = (seen["at"][0], seen["at"][1]), _near(seen)
    if at not in without:
        without[at] = _window(page)
    if not page.ask(_FOCUS, selector):
        return
    without_it, focused = without[at].crop(_edges(near)), _window(page, near)
    first = _changed(without_it, focused)
    differs = "there" if first.getbbox() and (outlined or _again(page, selector, near, first)) else "not"
    page.ask(_BLUR)
    if differs == "not":
        without[at] = _rested(page)
        differs = _after_the_key(page, selector, without[at], near, at)
    faint = _contrast(without_it, focused) if differs == "not" else 1.0
    if differs == "there":
        yield passes(selector)
    elif differs == "elsewhere":
        yield unsure(selector, CHANGES_ELSEWHERE, called=seen["called"])
    elif faint > 1.0:
        yield unsure(selector, HARDLY_CHANGES, called=seen["called"], ratio=round(faint, 2))
    elif seen["typed"]:
        yield unsure(selector, ONLY_A_CARET, called=seen["called"])
    else:
        yield fails(selector, NOTHING_CHANGES, called=seen["called"])


def _again(page: Operated, selector: str, near: FloatRect, first: Image.Image) -> bool:
    """Whether what changed with focus goes with it and comes again: a tip of the neighbour that had focus before fades once."""
    page.ask(_BLUR)
    without = _window(page, near)
    page.ask(_FOCUS, selector)
    return ImageChops.darker(first, _changed(without, _window(page, near))).getbbox() is not None


def _after_the_key(
    page: Operated, selector: str, without: Image.Image, near: FloatRect, at: tuple[float, float]
) -> str:
    """Where the window differs once the key itself has brought focus, for scripts that show it only then; pictures are as close in
    time as can be: now every doubt is for the page.
    """
    page.ask(_FOCUS, selector)
    page.press("Shift+Tab")
    page.page.wait_for_timeout(_SHOWN_WITHIN_MS)
    page.press("Tab")
    if page.stop().selector != selector:
        page.ask(_FOCUS, selector)
    page.ask(_SCROLL_BACK, *at)
    differs = _differs(without, _rested(page), near)
    if differs == "there":  # as long as focus is, and no longer
        focused = _rested(page)
        page.ask(_BLUR)
        differs = _least(_differs(one, focused, near) for one in (without, _rested(page)))
    page.ask(_BLUR)
    return differs


def _least(differences: Iterable[str]) -> str:
    return min(differences, key=["not", "elsewhere", "there"].index)


def _rested(page: Operated) -> Image.Image:
    """The window when all that comes a little later has come."""
    page.page.wait_for_timeout(_SHOWN_WITHIN_MS)
    return _window(page)


def _near(seen: dict[str, Any]) -> FloatRect:
    """The part of the window in which an indicator of it may stand."""
    (left, top, width, height), (wide, high) = seen["box"], seen["window"]
    x, y = max(0, int(left) - _AROUND_PX), max(0, int(top) - _AROUND_PX)
    right, bottom = min(wide, int(left + width) + _AROUND_PX), min(high, int(top + height) + _AROUND_PX)
    return {"x": x, "y": y, "width": right - x, "height": bottom - y}


def _edges(part: FloatRect) -> tuple[int, int, int, int]:
    x, y = int(part["x"]), int(part["y"])
    return x, y, x + int(part["width"]), y + int(part["height"])


def _window(page: Operated, clip: FloatRect | None = None) -> Image.Image:
    """What the window or a part of it shows, transitions at their end, and no caret."""
    shot = page.page.screenshot(clip=clip, animations="disabled", caret="hide", scale="css")
    return Image.open(BytesIO(shot)).convert("RGB")


def _changed(one: Image.Image, other: Image.Image) -> Image.Image:
    """Where the two differ as people can see."""
    if one.size != other.size or _differing(one, other).getbbox() is None:
        return Image.new("L", one.size)
    before, after = (np.asarray(image, dtype=np.float64) for image in (one, other))
    hue = np.ptp(after - before, axis=2) >= _HUE_LEVELS
    return Image.fromarray(np.where(hue | (contrast(before, after) >= _LEAST_CONTRAST), 255, 0).astype(np.uint8))


def _differing(one: Image.Image, other: Image.Image) -> Image.Image:
    return ImageChops.difference(one, other).point(lambda level: 255 if level > _LEVELS else 0)


def _contrast(one: Image.Image, other: Image.Image) -> float:
    """The most that any place of the two differs by; 1 where nothing does."""
    if one.size != other.size or _differing(one, other).getbbox() is None:
        return 1.0
    before, after = (np.asarray(image, dtype=np.float64) for image in (one, other))
    return float(contrast(before, after).max())


def _differs(one: Image.Image, other: Image.Image, near: FloatRect) -> str:
    if one.size != other.size:
        return "there"
    changed = _changed(one, other)
    if changed.crop(_edges(near)).getbbox():
        return "there"
    return "elsewhere" if changed.getbbox() else "not"
