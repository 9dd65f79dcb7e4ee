"""Links and buttons whose text fades while the pointer or focus is on them: for people who see contrasts poorly and are about to press."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from playwright.sync_api import FloatRect

from a11y.check import Message, Outcome, check, fails, of_kind, passes
from a11y.operated import Operated
from a11y.pixels import contrast, laid_over, lettering

FADES_UNDER_THE_POINTER = Message(
    en="While the pointer is on “{text}”, its contrast is {ratio}:1 (before: {before}:1); at least {least}:1 is needed.",
    sv="När pekaren är på ”{text}” är kontrasten {ratio}:1 (innan: {before}:1); minst {least}:1 behövs.",
)
FADES_WITH_FOCUS = Message(
    en="While “{text}” has focus, its contrast is {ratio}:1 (before: {before}:1); at least {least}:1 is needed.",
    sv="När ”{text}” har fokus är kontrasten {ratio}:1 (innan: {before}:1); minst {least}:1 behövs.",
)

_MOST_KINDS = 10
_MARGIN = 0.3
_LEAST_PIXELS = 12
_AS_AT_REST, _LEGIBLE, _LOOK_CLOSER = "as at rest", "legible", "look closer"
# One of each kind of link and button for which a style of the page changes colours in a state.
_CANDIDATES = r"""(s, most) => {
  const state = /:(hover|focus-visible|focus-within|focus|active)(?![\w-])/;
  const paints = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "webkitTextFillColor"];
  const selectors = { hover: new Set(), focus: new Set() };
  let [budget, closed] = [6000, false];
  const add = (rule) => {
    for (const one of rule.selectorText.split(/,(?![^()]*\))/)) {
      const found = state.exec(one);
      if (!found || found[1] === "active") continue;
      const bare = one.replace(/:not\([^)]*:(hover|focus|active)[^)]*\)/g, "").replace(/:(hover|focus-visible|focus-within|focus|active)(?![\w-])/g, "").trim();
      selectors[found[1] === "hover" ? "hover" : "focus"].add(bare.replace(/([>+~\s])$/, "$1*").replace(/^$/, "*"));
    }
  };
  const read = (rules) => {
    for (const rule of rules) {
      if (budget-- < 0) return;
      if (rule.selectorText && state.test(rule.selectorText) && (paints.some((name) => rule.style[name]) || [...rule.style].some((name) => name.startsWith("--")))) add(rule);
      if (rule.cssRules?.length && (!rule.media || matchMedia(rule.media.mediaText).matches)) read(rule.cssRules);
    }
  };
  const sheets = new Set([...document.styleSheets, ...document.adoptedStyleSheets]);
  for (const e of s.all("*")) if (e.shadowRoot instanceof ShadowRoot) for (const sheet of [...e.shadowRoot.styleSheets, ...e.shadowRoot.adoptedStyleSheets]) sheets.add(sheet);
  for (const sheet of sheets) {
    try { read(sheet.cssRules); } catch { closed = true; /* another host's: it keeps its rules to itself */ }
  }
  const scripted = "[onmouseover], [onmouseenter], [onfocus]";
  if (!selectors.hover.size && !selectors.focus.size && !closed && !s.all(scripted).length) return [];
  const matched = (e, which) => {
    for (const selector of selectors[which]) {
      try {
        const hit = e.matches(selector) ? e : e.querySelector(selector) ?? e.closest(selector);
        if (hit && hit !== document.documentElement && hit !== document.body) return true;
      } catch { selectors[which].delete(selector); /* one that only a browser's own style may use */ }
    }
    return closed || e.matches(scripted);
  };
  const kinds = new Map();
  const things = s.all("a[href], button, summary, input[type=submit], input[type=button], input[type=reset], [role=button], [role=link], [role=tab], [role=menuitem]");
  for (const e of things.slice(0, 600)) {
    if (e.matches(":disabled, [aria-disabled=true]") || e.closest("[inert], [aria-hidden=true]") || !s.shown(e)) continue;
    if (!/[\p{L}\d]/u.test(e.innerText || e.value || "")) continue;
    if (e.closest("[class*=logo i], [class*=brand i], [id*=logo i]")) continue; // a name that is a mark has no contrast to keep
    const style = getComputedStyle(e);
    const kind = [e.localName, e.type, e.getAttribute("class"), e.getAttribute("role"), s.parent(e)?.localName, s.parent(e) && Element.prototype.getAttribute.call(s.parent(e), "class"), style.color, style.backgroundColor, style.fontSize].join("|");
    if (kinds.has(kind)) continue;
    const [hover, focus] = [matched(e, "hover"), matched(e, "focus")];
    if (!hover && !focus) continue;
    kinds.set(kind, [s.path(e), hover, focus, s.look(e)]);
    if (kinds.size === most) break;
  }
  return [...kinds.values()];
}"""
# What colours a thing's text has, and what stands behind it as far as styles tell; and where its lines of text are.
_LOOK = r"""(s, way, finish) => {
  const e = s.find(way);
  if (!e) return null;
  if (finish) for (const one of document.getAnimations()) {
    if (one instanceof CSSTransition) try { one.finish(); } catch { /* it has no end */ }
  }
  const kids = Object.getOwnPropertyDescriptor(Node.prototype, "childNodes").get;
  const range = document.createRange();
  const parts = [];
  for (const part of [e, ...e.querySelectorAll("*")].slice(0, 40)) {
    const button = part.localName === "input";
    const nodes = [...kids.call(part)].filter((node) => node.nodeType === 3 && /[\p{L}\d]/u.test(node.data));
    if (!nodes.length && !button || !s.shown(part)) continue;
    const rects = button ? [part.getBoundingClientRect()] : nodes.flatMap((node) => { range.selectNodeContents(node); return [...range.getClientRects()]; });
    const lines = rects.filter((r) => r.width > 1 && r.height > 1).map((r) => [r.left, r.top, r.width, r.height]);
    if (!lines.length) continue;
    let [opacity, plain, ground, under] = [1, true, "", []];
    for (let at = part; at; at = s.parent(at) ?? at.getRootNode().host) {
      const up = getComputedStyle(at);
      opacity *= +up.opacity;
      plain &&= up.filter === "none" && up.mixBlendMode === "normal" && up.webkitBackgroundClip !== "text" && up.backgroundClip !== "text";
      const colour = s.rgba(up.backgroundColor);
      if (under && !(under.at(-1)?.[3] === 1)) under = up.backgroundImage === "none" ? [...under, colour] : null;
      ground += `|${up.backgroundColor} ${up.backgroundImage} ${up.backgroundPosition} ${up.filter}`;
      for (const which of ["::before", "::after"]) {
        const pseudo = getComputedStyle(at, which);
        if (pseudo.content !== "none" && pseudo.position === "absolute") { under = null; ground += `${pseudo.backgroundColor} ${pseudo.opacity} ${pseudo.transform} ${pseudo.width} ${pseudo.height}`; }
      }
    }
    const style = getComputedStyle(part);
    plain &&= style.textShadow === "none" && !parseFloat(style.webkitTextStrokeWidth);
    if (/icon|symbol|awesome|glyph/i.test(style.fontFamily.split(",")[0])) continue;
    const [size, bold] = [parseFloat(style.fontSize), parseInt(style.fontWeight) >= 700];
    parts.push({ lines, colour: s.rgba(style.webkitTextFillColor), opacity, plain, ground, under: plain && opacity === 1 ? under : null, least: size >= 24 || (bold && size >= 18.66) ? 3 : 4.5 });
    if (parts.length === 4) break;
  }
  const box = s.box(e);
  return { parts, box, inside: box[0] >= 0 && box[1] >= 0 && box[0] + box[2] <= innerWidth && box[1] + box[3] <= innerHeight, text: s.called(e), state: e.matches(":hover, :focus") };
}"""
_INTO_SIGHT = """(s, way) => {
  const e = s.find(way);
  if (!e) return null;
  const { top, bottom } = e.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const { left, top: y, width, height } = e.getClientRects()[0] ?? e.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, y + height / 2);
  return hit && (e.contains(hit) || e.shadowRoot || hit.contains(e) || hit.shadowRoot) ? [left + width / 2, y + height / 2] : null;
}"""
# How things look at rest and, where asked for, with focus.
_AT_REST = f"""(s, candidates) => candidates.map(([way, , focus]) => {{
  if (!({_INTO_SIGHT})(s, way)) return null;
  const rest = ({_LOOK})(s, way, true);
  if (!rest?.inside || !rest.parts.length) return null;
  if (!focus) return {{ rest, focused: null }};
  s.find(way).focus({{ preventScroll: true }});
  const focused = ({_LOOK})(s, way, true);
  s.focused()?.blur();
  return {{ rest, focused }};
}})"""
_FOCUS = "(s, way) => { s.find(way)?.focus({ preventScroll: true }); return 0 }"
_BLUR = "(s) => { s.focused()?.blur(); return 0 }"
_HOVERED = f"(s, way) => (s.find(way)?.matches(':hover') ? ({_LOOK})(s, way, true) : null)"
_Look = dict[str, Any]


@check(
    "contrast-of-states",
    criteria=["1.4.3"],
    impact="serious",
    title=Message(
        en="Text fades while the pointer or focus is on it",
        sv="Text blir svår att läsa när pekaren eller fokus är på den",
    ),
    mend=Message(
        en="Choose the colours of :hover and :focus with at least the contrast that the text needs at rest.",
        sv="Välj färger för :hover och :focus med minst den kontrast som texten behöver i vila.",
    ),
)
def contrast_of_states(page: Operated) -> Iterator[Outcome]:
    """Applies to links and buttons that change colours under the pointer or with focus, one of each kind. Expected: enough contrast then."""
    candidates = page.ask(_CANDIDATES, _MOST_KINDS)
    if not candidates:
        return
    known: set[tuple[Any, ...]] = set()
    with page.restored():
        page.point_nowhere()
        page.ask(_BLUR)
        if any(focus for _, _, focus, _ in candidates):
            page.press_only("Tab")  # the keyboard is in use: from now on :focus-visible holds
            page.ask(_BLUR)
        for (selector, hover, _, kind), looks in zip(candidates, page.ask(_AT_REST, candidates), strict=True):
            told = looks and _states(page, selector, looks, hover=hover)
            if told is None:
                continue
            # One rule of the page's style that many kinds follow is one thing to mend.
            change = told.values.get("ratio"), told.values.get("before")
            if told.verdict is None or change not in known:
                yield of_kind(kind, told)
            known.add(change)
        page.point_nowhere()


def _states(page: Operated, selector: str, looks: dict[str, _Look], *, hover: bool) -> Outcome | None:
    """What is to be said of a thing under the pointer, and if nothing is, with focus."""
    told: Outcome | None = None
    rest, focused = looks["rest"], looks["focused"]
    if hover and (point := _into_sight(page, selector)):
        page.page.mouse.move(*point)
        told = _judged(page, selector, rest, page.ask(_HOVERED, selector), FADES_UNDER_THE_POINTER)
    if not focused or (told and told.verdict):
        return told
    if _told_by_styles(rest, focused) == _LOOK_CLOSER:
        page.point_nowhere()
        page.ask(_INTO_SIGHT, selector)
        page.ask(_FOCUS, selector)
        focused = page.ask(_LOOK, selector, True)
    return _judged(page, selector, rest, focused, FADES_WITH_FOCUS) or told


def _into_sight(page: Operated, selector: str) -> list[float] | None:
    """Where the pointer comes upon a thing, once it is in sight."""
    point: list[float] | None = page.ask(_INTO_SIGHT, selector)
    if point is None:  # it may lie under what opened where the pointer is
        page.point_nowhere()
        point = page.ask(_INTO_SIGHT, selector)
    return point


def _told_by_styles(rest: _Look, now: _Look | None) -> str:
    """Whether a thing's colours are those it has at rest, others that are legible plainly, or such that pixels have to tell."""
    if now is None or not now["inside"] or len(now["parts"]) != len(rest["parts"]):
        return _AS_AT_REST
    changed = _changed(rest, now)
    if not changed:
        return _AS_AT_REST
    return _LEGIBLE if all(_plainly_legible(now["parts"][n]) for n in changed) else _LOOK_CLOSER


def _changed(rest: _Look, now: _Look) -> list[int]:
    return [n for n, part in enumerate(now["parts"]) if _paint(part) != _paint(rest["parts"][n])]


def _judged(page: Operated, selector: str, rest: _Look, now: _Look | None, message: Message) -> Outcome | None:
    """What is to be said of a thing that is in a state; nothing if its colours are those it has at rest."""
    told = _told_by_styles(rest, now)
    if now is None or told == _AS_AT_REST:
        return None
    if told == _LEGIBLE:
        return passes(selector)
    seen = _ratios(page, now)
    faint = [
        n for n in _changed(rest, now) if seen[n] is not None and (seen[n] or 0) < now["parts"][n]["least"] - _MARGIN
    ]
    if not faint:
        return passes(selector)
    page.point_nowhere()
    page.ask(_BLUR)
    left = page.ask(_LOOK, selector, True)  # at rest again, and where it stands now
    before = _ratios(page, left) if left and len(left["parts"]) == len(now["parts"]) else [None] * len(now["parts"])
    for n in faint:
        ratio, former, least = seen[n], before[n], now["parts"][n]["least"]
        # What is too faint at rest is told by others.
        if ratio is not None and former is not None and former >= least and now["parts"][n]["plain"]:
            return fails(
                selector, message, text=now["text"], ratio=round(ratio, 1), before=round(former, 1), least=least
            )
    return passes(selector)


def _paint(part: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(part["colour"]), part["opacity"], part["ground"]


def _plainly_legible(part: dict[str, Any]) -> bool:
    """Told from its styles alone: full colours, one on the other, and far from the limit."""
    if not part["under"] or part["colour"][3] < 1:
        return False
    ground = np.full(3, 255.0)
    for *colour, alpha in reversed(part["under"]):
        ground = laid_over(np.array(colour, dtype=np.float64), alpha, ground)
    ratio = float(contrast(np.array(part["colour"][:3], dtype=np.float64), ground))
    return bool(ratio >= part["least"] + _MARGIN)


def _ratios(page: Operated, look: _Look) -> list[float | None]:
    """The contrast of each part's text with what is behind its letters now: what most of them have; None where none is seen."""
    left, top, width, height = look["box"]
    clip: FloatRect = {"x": int(left), "y": int(top), "width": int(width) + 2, "height": int(height) + 2}
    window = lettering(page.page, clip)
    return [_ratio(part, window, clip) if window.still else None for part in look["parts"]]


def _ratio(part: dict[str, Any], window: Any, clip: FloatRect) -> float | None:
    crops = [
        window.crop(left - clip["x"], top - clip["y"], width, height) for left, top, width, height in part["lines"]
    ]
    ground = np.concatenate([crop.ground.reshape(-1, 3) for crop in crops])
    coverage = np.concatenate([crop.coverage.reshape(-1) for crop in crops]) / max(part["opacity"], 0.01)
    letters = coverage > 0.4
    if letters.sum() < _LEAST_PIXELS or np.percentile(coverage[letters], 90) < 0.7:
        return None
    alpha = part["colour"][3] * part["opacity"]
    behind = ground[letters]
    ratios = contrast(laid_over(np.array(part["colour"][:3], dtype=np.float64), alpha, behind), behind)
    return float(np.percentile(ratios, 75))
