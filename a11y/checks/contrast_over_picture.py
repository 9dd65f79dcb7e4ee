"""Text on pictures and gradients that does not stand out from them: for people who see contrasts poorly, and for all in sunlight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from playwright.sync_api import FloatRect

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated
from a11y.pixels import Lettering, contrast, laid_over, lettering

TOO_FAINT = Message(
    en="“{text}” has a contrast of {ratio}:1 with what is seen behind its letters; at least {least}:1 is needed.",
    sv="”{text}” har kontrasten {ratio}:1 mot det som syns bakom bokstäverna; minst {least}:1 behövs.",
)
PARTLY_FAINT = Message(
    en="{percent} % of the letters of “{text}” stand out by less than {least}:1 from what is seen behind them. Can all of it be read?",
    sv="{percent} % av bokstäverna i ”{text}” har mindre kontrast än {least}:1 mot det som syns bakom dem. Går allt att läsa?",
)

_MOST_WINDOWS = 3
_MOST_TEXTS = 60
_MARGIN = 0.5
"""A contrast this much below the limit is below it, however the edges of the letters were smoothed."""
_SOME_LETTERS = 0.25
_MOST_LETTERS = 0.75
_LEAST_PIXELS = 12
# What draws a picture; then text that stands on such a thing: in it, or over it without a ground of its own.
_CANDIDATES = r"""(s, most) => {
  const kids = Object.getOwnPropertyDescriptor(Node.prototype, "childNodes").get;
  const drawnBox = (e) => Element.prototype.getBoundingClientRect.call(e);
  const holds = (one, other) => Node.prototype.contains.call(one, other);
  const above = (e) => s.parent(e) ?? e.getRootNode().host ?? null;
  const image = (style) => /url\(|gradient\(|image-set\(|element\(/.test(style.backgroundImage);
  // Of the size that the engine gives way to.
  const before = (e) => ["::before", "::after"].some((which) => {
    const style = getComputedStyle(e, which);
    const area = () => { const { width, height } = drawnBox(e); return parseFloat(style.width) * parseFloat(style.height) >= 0.25 * width * height; };
    return style.content !== "none" && style.content !== "normal" && style.display !== "none" && style.position === "absolute" &&
      (image(style) || s.rgba(style.backgroundColor)[3] > 0) && area();
  });
  const everything = s.all("body, body *").slice(0, 6000).filter((e) => !e.ownerSVGElement);
  const styles = new Map(everything.map((e) => [e, getComputedStyle(e)]));
  const pictures = new Map();
  for (const e of everything) {
    const style = styles.get(e);
    if (style.display === "none" || style.visibility !== "visible") continue;
    if (!image(style) && !/^(img|video|canvas|svg)$/.test(e.localName) && !before(e)) continue;
    const box = drawnBox(e);
    if (box.width > 24 && box.height > 8) pictures.set(e, box);
  }
  if (!pictures.size) return [];
  const meets = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  const onPicture = (e, lines) => {
    let ground = null;
    for (let at = e; at && !ground; at = above(at)) {
      if (pictures.has(at)) return true;
      if (s.rgba((styles.get(at) ?? getComputedStyle(at)).backgroundColor)[3] === 1) ground = at;
    }
    return [...pictures].some(([p, box]) => (!ground || holds(ground, p)) && !holds(e, p) && !holds(p, e) && lines.some((line) => meets(line, box)));
  };
  const found = [];
  const range = document.createRange();
  for (const e of everything) {
    // A form's fields may hide its own methods; text that stands in a form and in nothing within it is rare.
    if (e instanceof HTMLFormElement || /^(script|style|noscript|textarea|option|template)$/.test(e.localName)) continue;
    const button = e.localName === "input" && /^(submit|button|reset)$/.test(e.type);
    const texts = button ? [] : [...kids.call(e)].filter((node) => node.nodeType === 3 && /[\p{L}\d]/u.test(node.data));
    if (!texts.length && !button) continue;
    if (!s.shown(e) || e.closest("[aria-hidden=true], [inert], [aria-disabled=true], :disabled, fieldset:disabled *")) continue;
    if (e.closest("label")?.control?.disabled) continue;
    const lines = button ? [drawnBox(e)] : texts.slice(0, 6).flatMap((node) => { range.selectNodeContents(node); return [...range.getClientRects()].slice(0, 8); });
    if (!onPicture(e, lines)) continue;
    found.push(s.path(e));
    if (found.length === most) break;
  }
  return found;
}"""
_INTO_SIGHT = """(s, way) => {
  const e = s.find(way);
  if (!e) return false;
  const { top, bottom, left, right } = e.getBoundingClientRect();
  if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  return true;
}"""
_LOADING = "(s) => s.all('img').some((i) => { const b = i.getBoundingClientRect(); return !i.complete && b.bottom > 0 && b.top < innerHeight })"
_SEEN = r"""(s, ways) => {
  const kids = Object.getOwnPropertyDescriptor(Node.prototype, "childNodes").get;
  const range = document.createRange();
  const look = (way) => {
    const e = s.find(way);
    if (!e || !s.shown(e)) return null;
    const nodes = [...kids.call(e)].filter((node) => node.nodeType === 3 && /[\p{L}\d]/u.test(node.data));
    const rects = nodes.length ? nodes.slice(0, 6).flatMap((n) => { range.selectNodeContents(n); return [...range.getClientRects()].slice(0, 8); }) : [e.getBoundingClientRect()];
    const lines = rects.filter((r) => r.width > 1 && r.height > 1).map((r) => [r.left, r.top, r.width, r.height]);
    if (!lines.length || lines.some(([l, t, w, h]) => l < -1 || t < -1 || l + w > innerWidth + 1 || t + h > innerHeight + 1)) return null;
    const style = getComputedStyle(e);
    let [opacity, plain] = [1, style.textShadow === "none" && !parseFloat(style.webkitTextStrokeWidth)];
    for (let at = e; at; at = s.parent(at) ?? at.getRootNode().host) {
      const up = getComputedStyle(at);
      opacity *= +up.opacity;
      plain &&= up.filter === "none" && up.mixBlendMode === "normal" && up.maskImage === "none" && up.backdropFilter === "none";
      if (up.webkitBackgroundClip === "text" || up.backgroundClip === "text") return { lines: [], brand: false };
    }
    // Letters of a trade mark are exempt, and so are icons that a font draws.
    const brand = Boolean(e.closest("[class*=logo i], [class*=brand i], [id*=logo i], [id*=brand i]"));
    if (/icon|symbol|awesome|glyph/i.test(style.fontFamily.split(",")[0])) return { lines: [], brand };
    const [size, bold] = [parseFloat(style.fontSize), parseInt(style.fontWeight) >= 700];
    const text = (e.innerText || e.value || "").replace(/\s+/g, " ").trim();
    return { lines, colour: s.rgba(style.webkitTextFillColor), opacity, plain, brand, least: size >= 24 || (bold && size >= 18.66) ? 3 : 4.5,
      text: text.length > 60 ? `${text.slice(0, 59)}…` : text };
  };
  return ways.map(look);
}"""


@check(
    "contrast-over-picture",
    criteria=["1.4.3"],
    impact="serious",
    title=Message(
        en="Text does not stand out from what is drawn behind it", sv="Text syns dåligt mot det som är ritat bakom den"
    ),
    mend=Message(
        en="Give the text another colour, put a plate of one colour behind it, or darken or lighten the whole picture, until the contrast is enough everywhere.",
        sv="Ge texten en annan färg, lägg en enfärgad platta bakom den, eller gör hela bilden mörkare eller ljusare, tills kontrasten räcker överallt.",
    ),
)
def contrast_over_picture(page: Operated) -> Iterator[Outcome]:
    """Applies to text on pictures and gradients, where the engine cannot tell. Expected: most pixels behind its letters contrast with it."""
    waiting: list[str] = page.ask(_CANDIDATES, _MOST_TEXTS)
    for _ in range(_MOST_WINDOWS):
        if not waiting:
            return
        if not page.ask(_INTO_SIGHT, waiting[0]):
            return
        page.settle()
        for _ in range(5):
            if not page.ask(_LOADING):
                break
            page.page.wait_for_timeout(100)
        else:
            return  # nobody knows what the text will stand on
        seen: list[dict[str, Any] | None] = page.ask(_SEEN, waiting)
        if clip := _around([line for text in seen if text for line in text["lines"]]):
            part = lettering(page.page, clip)
            if page.ask(_SEEN, waiting) != seen:  # it moves
                return
            for selector, text in zip(waiting, seen, strict=True):
                if text is not None and text["lines"]:
                    yield from _outcome(selector, text, part, clip)
        waiting = [selector for selector, text in zip(waiting, seen, strict=True) if text is None][
            1 if seen[0] is None else 0 :
        ]


def _around(lines: list[list[float]]) -> FloatRect | None:
    """The part of the window that holds all the lines."""
    if not lines:
        return None
    left, top = (max(0, int(min(line[side] for line in lines))) for side in (0, 1))
    right, bottom = (int(max(line[side] + line[side + 2] for line in lines)) + 1 for side in (0, 1))
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _outcome(selector: str, text: dict[str, Any], window: Lettering, clip: FloatRect) -> Iterator[Outcome]:
    alpha = text["colour"][3] * text["opacity"]
    parts = [
        window.crop(left - clip["x"], top - clip["y"], width, height) for left, top, width, height in text["lines"]
    ]
    ground = np.concatenate([part.ground.reshape(-1, 3) for part in parts])
    coverage = np.concatenate([part.coverage.reshape(-1) for part in parts]) / max(text["opacity"], 0.01)
    letters = coverage > 0.4
    # Of what lies under a half transparent layer, or is moved on by a script, no pixel is a letter's alone.
    if alpha < 0.05 or letters.sum() < _LEAST_PIXELS or np.percentile(coverage[letters], 90) < 0.7 or not window.still:
        return
    behind = ground[letters]
    ratios = contrast(laid_over(np.array(text["colour"][:3], dtype=np.float64), alpha, behind), behind)
    least, middle = text["least"], float(np.median(ratios))
    share = float((ratios < least).mean())
    sure = text["plain"] and text["opacity"] == 1 and not text["brand"]
    if sure and middle < least - _MARGIN and share >= _MOST_LETTERS:
        yield fails(selector, TOO_FAINT, text=text["text"], ratio=round(middle, 1), least=least)
    elif share >= _SOME_LETTERS and not text["brand"]:
        yield unsure(selector, PARTLY_FAINT, text=text["text"], percent=round(100 * share), least=least)
    else:
        yield passes(selector)
