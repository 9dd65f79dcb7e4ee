"""Texts drawn over each other, so that neither can be read: for all who read the page in a window of this size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from playwright.sync_api import FloatRect
from scipy.ndimage import binary_dilation

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated
from a11y.pixels import Pixels, letters_of

DRAWN_OVER = Message(
    en="The letters of “{text}” and of “{other}” are drawn over each other.",
    sv="Bokstäverna i ”{text}” och ”{other}” är ritade över varandra.",
)
IS_IT_MEANT = Message(
    en="“{text}” is drawn over the far larger “{other}”. Can both be read?",
    sv="”{text}” är ritad över den mycket större ”{other}”. Går båda att läsa?",
)

_MOST_PAIRS = 3
_REACH_PX = 2
_FEWEST_PIXELS = 12
# Lines of text of different elements whose boxes lie over each other, the largest first; what is seen of them, pixels tell.
_PAIRS = r"""(s, most) => {
  const range = document.createRange();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  let budget = 8000;
  for (let node; (node = walk.nextNode()) && budget-- > 0 && lines.length < 4000; ) {
    const e = node.parentElement;
    // A form's fields may hide its own methods; text that stands in a form and in nothing within it is rare.
    if (!e || e instanceof HTMLFormElement || !/[\p{L}\d]/u.test(node.data) || /^(script|style|noscript|template|textarea|title|option)$/.test(e.localName) || e.ownerSVGElement) continue;
    range.selectNodeContents(node);
    for (const r of [...range.getClientRects()].slice(0, 12)) {
      if (r.width > 6 && r.height > 6) lines.push({ e, node, left: r.left, right: r.right, top: r.top, bottom: r.bottom });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const loose = (e) => { for (let at = e; at; at = s.parent(at)) if (/^(fixed|sticky)$/.test(getComputedStyle(at).position)) return at; return null; };
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest("[aria-hidden=true], [inert], [contenteditable]");
  const pairs = new Map();
  let compared = 0;
  for (let i = 0; i < lines.length && compared < 200000; i += 1) {
    for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom; j += 1) {
      compared += 1;
      const [a, b] = [lines[i], lines[j]];
      if (a.e === b.e) continue;
      const [left, right, top, bottom] = [Math.max(a.left, b.left), Math.min(a.right, b.right), Math.max(a.top, b.top), Math.min(a.bottom, b.bottom)];
      if (right - left < 8 || bottom - top < 0.4 * Math.min(a.bottom - a.top, b.bottom - b.top)) continue;
      if (!seen(a.e) || !seen(b.e) || loose(a.e) !== loose(b.e) || a.node.data.trim() === b.node.data.trim()) continue;
      const key = `${s.path(a.e)}|${s.path(b.e)}`, area = (right - left) * (bottom - top);
      if (!pairs.has(key) || pairs.get(key).area < area) pairs.set(key, { area, a, b, box: [left, top, right - left, bottom - top] });
      if (pairs.size > 40) break;
    }
  }
  const short = (node) => { const text = node.data.replace(/\s+/g, " ").trim(); return text.length > 60 ? `${text.slice(0, 59)}…` : text; };
  const size = (one) => parseFloat(getComputedStyle(one.e).fontSize);
  return [...pairs.values()].sort((x, y) => y.area - x.area).slice(0, most).map(({ a, b, box }) => {
    const [small, large] = size(a) <= size(b) ? [a, b] : [b, a];
    return { ways: [s.path(small.e), s.path(large.e)], texts: [short(small.node), short(large.node)], far: size(large) > 2.5 * size(small),
      box: [box[0] + scrollX, box[1] + scrollY, box[2], box[3]] };
  });
}"""
# To where the two lie over each other, given in the page.
_INTO_SIGHT = """(s, way, left, top) => {
  s.find(way)?.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  return [left - scrollX, top - scrollY, innerWidth, innerHeight];
}"""


@check(
    "overlapping-text",
    criteria=[],
    impact="serious",
    title=Message(en="Texts are drawn over each other", sv="Texter är ritade över varandra"),
    mend=Message(
        en="Let boxes grow with their text, and place nothing at a fixed distance from the window's or a part's edge where text may reach it.",
        sv="Låt rutor växa med sin text, och placera inget på fast avstånd från fönstrets eller en dels kant där text kan hamna.",
    ),
)
def overlapping_text(page: Operated) -> Iterator[Outcome]:
    """Applies to lines of text whose boxes lie over each other. Expected: the letters of one are not among those of the other."""
    for pair in page.ask(_PAIRS, _MOST_PAIRS):
        left, top, width, height = pair["box"]
        x, y, wide, high = page.ask(_INTO_SIGHT, pair["ways"][0], left, top)
        if x < 0 or y < 0 or x + width > wide or y + height > high:
            continue
        page.settle()
        clip: FloatRect = {"x": int(x), "y": int(y), "width": int(width) + 2, "height": int(height) + 2}
        one, other = (letters_of(page.page, way, clip) for way in pair["ways"])
        small, large = pair["texts"]
        if not _mingled(one, other):
            yield passes(pair["ways"][0])
        elif pair["far"]:
            yield unsure(pair["ways"][0], IS_IT_MEANT, text=small, other=large)
        else:
            yield fails(pair["ways"][0], DRAWN_OVER, text=small, other=large)


def _mingled(one: Pixels, other: Pixels) -> bool:
    """Both are drawn in full, and letters of one stand on or close to letters of the other."""
    if one.shape != other.shape:
        return False
    drawn = [part > 0.5 for part in (one, other)]
    close = binary_dilation(drawn[0], iterations=_REACH_PX) & drawn[1]
    return bool(close.sum() >= max(_FEWEST_PIXELS, 0.15 * np.min([part.sum() for part in drawn])))
