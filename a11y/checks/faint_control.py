"""Fields and icons that hardly differ from what is around them: for people who see contrasts poorly and look for where to write or press."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from a11y.check import Message, Outcome, check, fails, of_kind, passes, unsure
from a11y.operated import Operated
from a11y.pixels import Pixels, contrast, laid_over, picture, without_text

FAINT_FIELD = Message(
    en="The edge of “{called}” has a contrast of {ratio}:1 with what is around it, and nothing else shows the field; at least 3:1 is needed.",
    sv="Kanten på ”{called}” har kontrasten {ratio}:1 mot det som är runt om, och inget annat visar fältet; minst 3:1 behövs.",
)
IS_TEXT_ENOUGH = Message(
    en="The edge of “{called}” has a contrast of {ratio}:1 with what is around it. Does the text in it show well enough that this is a field?",
    sv="Kanten på ”{called}” har kontrasten {ratio}:1 mot det som är runt om. Visar texten i det tydligt nog att det är ett fält?",
)
FAINT_ICON = Message(
    en="The icon that “{called}” consists of has a contrast of {ratio}:1; at least 3:1 is needed.",
    sv="Ikonen som är allt som syns av ”{called}” har kontrasten {ratio}:1; minst 3:1 behövs.",
)
IS_ICON_FAINT = Message(
    en="The icon that “{called}” consists of has a contrast of about {ratio}:1; at least 3:1 is needed. Can it be seen?",
    sv="Ikonen som är allt som syns av ”{called}” har kontrasten ungefär {ratio}:1; minst 3:1 behövs. Syns den?",
)

_MOST_KINDS = 8
_MOST_WINDOWS = 3
_LEAST = 3.0
_SURELY_BELOW = 2.6
_FEWEST_PIXELS = 8
_CANDIDATES = r"""(s, most) => {
  s.focused()?.blur();
  const fields = new Map(), icons = new Map();
  const off = (e) => e.matches(":disabled, [aria-disabled=true], [readonly]") || e.closest("[inert], [aria-hidden=true]");
  const classes = (e) => (e && Element.prototype.getAttribute.call(e, "class")) ?? "";
  const kind = (e, style) => [e.localName, e.type, classes(e), classes(s.parent(e)), style.borderTopColor, style.borderBottomColor, style.backgroundColor, style.color].join("|");
  const native = /^rgb\((118, 118, 118|133, 133, 133)\)$/;
  const written = "input:not([type]), input[type=text], input[type=search], input[type=email], input[type=url], input[type=tel], input[type=password]," +
    " input[type=number], input[type=date], input[type=time], textarea, select";
  for (const e of s.all(`${written}, input[type=checkbox], input[type=radio]`).slice(0, 300)) {
    const style = getComputedStyle(e), tick = e.matches("[type=checkbox], [type=radio]");
    if (off(e) || !s.shown(e) || (tick && (style.appearance !== "none" || e.checked))) continue;
    // As the browser draws it, it is the browser's.
    if ([style.borderTopColor, style.borderBottomColor].some((colour) => native.test(colour)) && parseFloat(style.borderTopWidth)) continue;
    const { width, height } = e.getBoundingClientRect();
    if (width < 10 || height < 10) continue;
    const is = kind(e, style);
    if (!fields.has(is) && fields.size < most) fields.set(is, [s.path(e), "field", s.look(e)]);
  }
  for (const e of s.all("button, a[href], [role=button]").slice(0, 600)) {
    if (/[\p{L}\d]/u.test((e.innerText ?? "").replace(/\p{Co}/gu, "")) || off(e) || !s.shown(e)) continue;
    if (e.closest("[class*=logo i], [class*=brand i], [id*=logo i]")) continue;
    const { width, height } = e.getBoundingClientRect();
    if (width < 10 || height < 10 || width > 90 || height > 90) continue;
    const style = getComputedStyle(e), is = kind(e, style);
    if (!icons.has(is) && icons.size < most) icons.set(is, [s.path(e), "icon", s.look(e)]);
  }
  return [...fields.values(), ...icons.values()];
}"""
_INTO_SIGHT = """(s, way) => {
  const e = s.find(way);
  if (!e) return null;
  const { top, bottom } = e.getBoundingClientRect();
  if (top < 8 || bottom > innerHeight - 8) e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  return [scrollX, scrollY];
}"""
# Where its edges may be: its own box, and those that hold nothing but it. Of an icon, the drawing's box.
_SEEN = r"""(s, way, kind) => {
  const e = s.find(way);
  if (!e || !s.shown(e)) return null;
  const box = s.box(e);
  const hit = (e.getRootNode().elementFromPoint ? e.getRootNode() : document).elementFromPoint(box[0] + box[2] / 2, box[1] + box[3] / 2);
  if (!hit || !(e.contains(hit) || [...(e.labels ?? [])].some((l) => l.contains(hit)))) return null;
  if (kind === "icon") {
    const drawings = [...e.querySelectorAll("svg, img, i, span, use")].filter((d) => s.shown(d) && /^(svg|img|i|span)$/.test(d.localName));
    const drawing = drawings.find((d) => /^(svg|img)$/.test(d.localName)) ?? drawings.at(-1) ?? e;
    // A thin sign is drawn paler than its colour, and its colour is what counts.
    const sign = drawing.localName !== "img" && drawing.localName !== "svg" && drawing.textContent.trim();
    return { colour: sign ? s.rgba(getComputedStyle(drawing).color) : null, boxes: [s.box(drawing)], image: drawing.localName === "img" || Boolean(e.querySelector("img, image, video")), called: s.called(e), at: [scrollX, scrollY] };
  }
  const boxes = [box];
  let around = e;
  for (let at = s.parent(e), n = 0; at && n < 3; at = s.parent(at), n += 1) {
    const [, , width, height] = s.box(at);
    if (Element.prototype.querySelectorAll.call(at, "input:not([type=hidden]), select, textarea").length > 1 || height > 2.5 * box[3] + 24 || width > 3 * box[2] + 120) break;
    boxes.push(s.box(at));
    around = at;
  }
  // Of a list that stands open, the options show where it is, chosen or not.
  const text = e.localName === "select" ? (e.selectedOptions[0] ?? (e.size > 1 || e.multiple ? e.options[0] : null))?.text : e.value || e.placeholder;
  const tick = e.matches("[type=checkbox], [type=radio]");
  // A label that is drawn inside the field, and floats up once something is written.
  const drawnInside = () => [around, ...(e.labels ?? [])].some((part) => {
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), range = document.createRange();
    for (let n = 0; n < 200 && texts.nextNode(); n += 1) {
      const node = texts.currentNode, holder = node.parentElement;
      if (!node.data.trim() || !holder || e.contains(node) || !s.shown(holder)) continue;
      range.selectNodeContents(node);
      const { left, top, width, height } = range.getBoundingClientRect(), x = left + width / 2, y = top + height / 2;
      if (width && x > box[0] && x < box[0] + box[2] && y > box[1] && y < box[1] + box[3]) return true;
    }
    return false;
  });
  return { boxes, text: tick ? "" : (text ?? "").trim() || (drawnInside() ? "label" : ""), called: s.called(e), at: [scrollX, scrollY] };
}"""


@check(
    "faint-control",
    criteria=["1.4.11"],
    impact="serious",
    title=Message(
        en="A field or an icon hardly differs from what is around it",
        sv="Ett fält eller en ikon skiljer sig knappt från omgivningen",
    ),
    mend=Message(
        en="Give the field's border, or the icon, a colour with a contrast of at least 3:1 with its surroundings.",
        sv="Ge fältets kant, eller ikonen, en färg med kontrasten minst 3:1 mot omgivningen.",
    ),
)
def faint_control(page: Operated) -> Iterator[Outcome]:
    """Applies to fields that the page draws itself and to buttons and links that are an icon, one of each kind. Expected: an edge, a
    ground or a drawing of 3:1."""
    windows: dict[tuple[float, float], dict[str, Pixels]] = {}
    for selector, kind, look in page.ask(_CANDIDATES, _MOST_KINDS):
        if page.ask(_INTO_SIGHT, selector) is None:
            continue
        seen = page.ask(_SEEN, selector, kind)
        if seen is None:
            continue
        at = (seen["at"][0], seen["at"][1])
        if at not in windows:
            if len(windows) == _MOST_WINDOWS:
                return
            page.settle()
            windows[at] = {}
        if kind not in windows[at]:
            windows[at][kind] = without_text(page.page) if kind == "field" else picture(page.page)
        judge = _field if kind == "field" else _icon
        outcome = judge(selector, seen, windows[at][kind])
        if outcome is not None:
            yield of_kind(look, outcome)


def _field(selector: str, seen: dict[str, Any], window: Pixels) -> Outcome | None:
    edges = [edge for box in seen["boxes"] if (edge := _edge(window, box)) is not None]
    if not edges:
        return None
    best = max(edges)
    if best >= _SURELY_BELOW or any(_holds_a_drawing(window, box) for box in seen["boxes"]):
        return passes(selector)
    ratio = round(best, 1)
    if seen["text"]:
        return unsure(selector, IS_TEXT_ENOUGH, called=seen["called"], ratio=ratio)
    return fails(selector, FAINT_FIELD, called=seen["called"], ratio=ratio)


def _edge(window: Pixels, box: list[float]) -> float | None:
    """How much the box's clearest side stands out from what is beyond it; None if no side lies in the window."""
    left, top, right, bottom = round(box[0]), round(box[1]), round(box[0] + box[2]), round(box[1] + box[3])
    best = None
    for turned in range(4):  # each side in turn is the upper one
        turns = (
            (top, left, right),
            (window.shape[1] - right, top, bottom),
            (window.shape[0] - bottom, window.shape[1] - right, window.shape[1] - left),
            (left, window.shape[0] - bottom, window.shape[0] - top),
        )
        edge, start, end = turns[turned]
        view = np.rot90(window, turned)
        margin = (end - start) // 5
        first, last = start + margin, end - margin
        if edge < 6 or edge + 6 > view.shape[0] or first < 0 or last > view.shape[1] or last - first < 3:
            continue
        beyond = np.median(view[edge - 6 : edge - 3, first:last].reshape(-1, 3), axis=0)
        lines = contrast(view[edge - 2 : edge + 6, first:last], beyond)
        seen = float(np.percentile(lines, 65, axis=1).max())  # of a dotted line about half is drawn
        best = seen if best is None else max(best, seen)
    return best


def _holds_a_drawing(window: Pixels, box: list[float]) -> bool:
    """Something in it can be seen though its text is taken away: a select's arrow, a magnifying glass."""
    left, top, width, height = (round(value) for value in box)
    inside = window[max(0, top + 4) : top + height - 4, max(0, left + 4) : left + width - 4].reshape(-1, 3)
    if not inside.size:
        return False
    return int((contrast(inside, np.median(inside, axis=0)) >= _LEAST).sum()) >= _FEWEST_PIXELS


def _icon(selector: str, seen: dict[str, Any], window: Pixels) -> Outcome | None:
    left, top, width, height = seen["boxes"][0]
    rows, columns = slice(max(0, int(top)), int(top + height) + 1), slice(max(0, int(left)), int(left + width) + 1)
    pixels = window[rows, columns].reshape(-1, 3)
    if len(pixels) < 60:
        return None
    kinds, numbers = np.unique(pixels // 8, axis=0, return_counts=True)
    ground = np.median(pixels[(pixels // 8 == kinds[numbers.argmax()]).all(axis=1)], axis=0)
    ratios = contrast(pixels, ground)
    drawn = ratios[ratios > 1.15]
    if len(drawn) < _FEWEST_PIXELS or numbers.max() < 0.3 * len(pixels):
        return None  # a photograph, or nothing yet
    ratio = float(np.percentile(drawn, 95))
    if seen["colour"]:
        *colour, alpha = seen["colour"]
        ratio = max(ratio, float(contrast(laid_over(np.array(colour, dtype=np.float64), alpha, ground), ground)))
    said = {"called": seen["called"], "ratio": round(ratio, 1)}
    if ratio >= _LEAST:
        return passes(selector)
    if seen["image"] or ratio >= _SURELY_BELOW:
        return unsure(selector, IS_ICON_FAINT, **said)
    return fails(selector, FAINT_ICON, **said)
