"""Focus behind what stays in place: for people who go through a page with the keyboard under a header or over a footer that stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

WHOLLY_COVERED = Message(
    en="With {key}, focus comes to “{called}” while it lies wholly behind “{cover}”, which stays in its place.",
    sv="Med {key} kommer fokus till ”{called}” medan det ligger helt bakom ”{cover}”, som stannar på sin plats.",
)
COVERED_BY_A_DIALOG = Message(
    en="With {key}, focus comes to “{called}” while it lies wholly behind “{cover}”. Can that be closed with the keyboard before?",
    sv="Med {key} kommer fokus till ”{called}” medan det ligger helt bakom ”{cover}”. Går det att stänga med tangentbordet innan dess?",
)

_MOST = 5
"""So many are told of one page: they lie behind the same thing."""
_STOPS_BEFORE = 3
_SCROLLED_MS = 400
"""A window that scrolls smoothly, or a header that goes away while it scrolls, is there then."""
_COVERS = """
  const outer = (e) => { const p = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get.call(e); return p instanceof ShadowRoot ? p.host : p };
  const stays = (e) => { const { position } = getComputedStyle(e); return position === "fixed" || position === "sticky" };
  const solid = (colour) => { const alpha = /[,/]\\s*([\\d.]+%?)\\)$/.exec(/^rgba|\\//.test(colour) ? colour : ""); return !alpha || parseFloat(alpha[1]) >= 0.9 };
  const at = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    for (let root = hit?.shadowRoot; root; root = hit.shadowRoot) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  };
  const within = (e, part) => { for (let p = e; p; p = outer(p)) if (p === part) return true; return false };
  // What hides a point of the thing: something that stays, that the thing is not in, and that nothing shines through.
  const hides = (e, hit) => {
    if (!hit || within(hit, e) || within(e, hit)) return null;
    let opaque = false;
    for (let p = hit; p instanceof Element; p = outer(p)) {
      if (within(e, p)) return null;
      const style = getComputedStyle(p);
      if (parseFloat(style.opacity) < 0.9) return null;
      opaque ||= solid(style.backgroundColor) || p.matches("img, video, canvas");
      if (stays(p)) return opaque ? p : null;
    }
    return null;
  };
  const cover = (e) => {
    if (!s.shown(e)) return null;
    const [left, top, width, height] = s.box(e);
    let found = null;
    for (const across of [0.02, 0.25, 0.5, 0.75, 0.98]) for (const down of [0.04, 0.5, 0.96]) {
      const [x, y] = [left + width * across, top + height * down];
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const by = hides(e, at(x, y));
      if (!by) return null;
      found ??= by;
    }
    return found;
  };
"""
_THERE_ARE = """(s) => {
  if (document.documentElement.scrollHeight <= innerHeight && !s.all("*").some((e) => e.scrollHeight > e.clientHeight + 20 && /auto|scroll/.test(getComputedStyle(e).overflowY))) return false;
  return s.all("body *").some((e) => { const { position } = getComputedStyle(e); return (position === "fixed" || position === "sticky") && s.shown(e) });
}"""
# Focus by script scrolls as Tab does, to a place beside which scroll-padding is kept free; at once, where the page would have it
# scroll smoothly. What may be covered is looked at again, with the key itself and from some stops before:
# a header may come and go as the page scrolls. Of those: where focus stood, how the page was scrolled, how many stops away.
_CANDIDATES = (
    """(s, ways, most, stopsBefore) => {"""
    + _COVERS
    + """
  const found = [];
  const trail = [];
  const sheets = document.adoptedStyleSheets;
  const atOnce = new CSSStyleSheet();
  atOnce.replaceSync("* { scroll-behavior: auto !important }");
  document.adoptedStyleSheets = [...sheets, atOnce];
  for (const way of ways) {
    const e = s.find(way);
    if (!e) continue;
    e.focus();
    if (trail.length && s.focused() === e && cover(e)) {
      const from = Math.max(0, trail.length - stopsBefore);
      found.push([way, ...trail[from], trail.length - from]);
      if (found.length === most) break;
    }
    trail.push([way, scrollX, scrollY]);
  }
  document.adoptedStyleSheets = sheets;
  return found;
}"""
)
_COVER = (
    """(s, way) => {"""
    + _COVERS
    + """
  const e = s.find(way);
  const by = e && s.focused() === e && cover(e);
  if (!by) return null;
  const [, , width, height] = s.box(by);
  const dialog = Boolean(by.closest("dialog, [role=dialog], [role=alertdialog], [aria-modal=true], [popover]")) ||
    Boolean(by.querySelector("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]")) || width * height > (innerWidth * innerHeight) / 2;
  return { called: s.called(e), cover: s.called(by), dialog };
}"""
)
_GO_TO = """(s, way, x, y) => {
  scrollTo({ left: x, top: y, behavior: "instant" });
  s.find(way)?.focus({ preventScroll: true });
  return 0;
}"""
_TO_TOP = "(s) => { s.focused()?.blur(); scrollTo({ top: 0, behavior: 'instant' }); return 0 }"


@check(
    "focus-behind-sticky",
    criteria=["2.4.11"],
    impact="serious",
    title=Message(en="What has focus is hidden", sv="Det som har fokus skyms"),
    mend=Message(
        en="Give the page scroll-padding as high as what stays in its place, so that the browser scrolls what has focus clear of it; and, at its ends, room as high for what would lie behind it.",
        sv="Ge sidan scroll-padding lika hög som det som stannar på sin plats, så att webbläsaren rullar fram det som har fokus; och ge den lika mycket rum i ändarna, för det som annars ligger bakom.",
    ),
)
def focus_behind_sticky(page: Operated) -> Iterator[Outcome]:
    """Applies to pages that scroll and have something fixed or sticky. Expected: of each thing that focus comes to, with Tab or
    Shift+Tab, some part is not covered by that.
    """
    if not page.ask(_THERE_ARE):
        return
    stops = [stop.selector for stop in page.tab_order().stops]
    told: set[str] = set()
    with page.restored():
        for key, ways in (("Tab", stops), ("Shift+Tab", stops[::-1])):
            page.ask(_TO_TOP)
            for way, *trail in page.ask(_CANDIDATES, ways, _MOST, _STOPS_BEFORE):
                seen = None if way in told else _seen(page, key, way, trail)
                if seen is None:
                    continue
                told.add(way)
                say = unsure if seen["dialog"] else fails
                message = COVERED_BY_A_DIALOG if seen["dialog"] else WHOLLY_COVERED
                yield say(way, message, key=key, called=seen["called"], cover=seen["cover"])
    if stops and not told:
        yield passes(stops[0])


def _seen(page: Operated, key: str, way: str, trail: list[Any]) -> dict[str, Any] | None:
    """What covers a thing after the key has led to it, if it does."""
    before, x, y, presses = trail
    page.ask(_TO_TOP)
    page.settle()
    page.ask(_GO_TO, before, x, y)
    page.settle()
    for _ in range(presses):
        page.press(key)
    page.page.wait_for_timeout(_SCROLLED_MS)
    covered: dict[str, Any] | None = page.ask(_COVER, way)
    return covered
