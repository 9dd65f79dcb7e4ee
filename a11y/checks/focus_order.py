"""Tab that jumps to and fro: for people who go through a page with the keyboard and follow with their eyes where they are."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

FIELD_AFTER_ITS_FOLLOWER = Message(
    en="In the form, Tab leads from “{first}” to “{second}”, which stands before it. A positive tabindex makes it so.",
    sv="I formuläret leder Tab från ”{first}” till ”{second}”, som står före. Det beror på ett positivt tabindex.",
)
TAKEN_OUT_OF_ORDER = Message(
    en="A positive tabindex makes Tab lead to “{first}” before {passed} things that come earlier on the page. Does that order make sense?",
    sv="Ett positivt tabindex gör att Tab leder till ”{first}” före {passed} saker som kommer tidigare på sidan. Är den ordningen begriplig?",
)
JUMPS_BACK = Message(
    en="Tab leads from “{first}” back to “{second}”, which is seen before it; it does so {times} times on the page. Does that order make sense?",
    sv="Tab leder från ”{first}” tillbaka till ”{second}”, som syns före; det sker {times} gånger på sidan. Är den ordningen begriplig?",
)

_MOST_JUMPS = 2
"""One or two jumps are those of a close button, an icon in front of a field, or a row of two buttons that has been turned."""
_AROUND = 3
"""So many stops before and after the jump are shown with it."""
_LOOK = """(s, ways) => {
  const around = new Map();
  const of = (e) => {
    if (!e) return { fixed: false, scroller: null, rtl: false };
    if (around.has(e)) return around.get(e);
    const style = getComputedStyle(e);
    const up = of(s.parent(e) ?? e.getRootNode().host ?? null);
    const scrolls = /auto|scroll|hidden|clip/.test(style.overflowX + style.overflowY) && e !== document.body && e !== document.documentElement;
    const known = {
      fixed: up.fixed || style.position === "fixed" || style.position === "sticky",
      scroller: scrolls && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) ? e : up.scroller,
      rtl: style.direction === "rtl",
    };
    around.set(e, known);
    return known;
  };
  const stops = [];
  for (const way of ways) {
    const e = s.find(way);
    if (!e || e.getRootNode() !== document || !s.shown(e) || e.matches("iframe, object, embed")) continue;
    if (e.closest("dialog, [role=dialog], [role=alertdialog], [role=menu], [role=listbox], [role=tree], [role=grid], [role=toolbar]")) continue;
    const [left, top, width, height] = s.box(e);
    const box = { left: left + scrollX, top: top + scrollY, right: left + scrollX + width, bottom: top + scrollY + height };
    if (box.right <= 0 || box.bottom <= 0 || of(e).fixed) continue; // out of sight, or over the page and of no place in it
    stops.push({ way, e, box, ...of(e) });
  }
  const earlier = (a, b) => Boolean(a.e.compareDocumentPosition(b.e) & Node.DOCUMENT_POSITION_FOLLOWING);
  // Whether one is seen before another: over it in the same column, or ahead of it in the same row.
  const seenBefore = (a, b) => {
    if (a.scroller !== b.scroller) return false;
    const [p, q] = [a.box, b.box];
    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (wide > 2 && high > 2) return false;
    if (wide >= 0.5 * Math.min(p.right - p.left, q.right - q.left)) return p.bottom <= q.top + 2;
    if (high >= 0.6 * Math.min(p.bottom - p.top, q.bottom - q.top)) return a.rtl ? p.left >= q.right - 2 : p.right <= q.left + 2;
    return false;
  };
  const positive = (stop) => stop.e.tabIndex > 0;
  const told = (u, v, more) => ({ way: u.way, first: s.called(u.e), second: v ? s.called(v.e) : "", ...more });
  const answer = { any: stops[0]?.way ?? "", field: null, taken: null, jumps: [], seen: stops.map((stop) => stop.way) };
  if (stops.some(positive)) {
    const field = ({ e }) => e.matches("input:not([type=submit], [type=button], [type=reset], [type=image]), select, textarea");
    const formed = new Map();
    for (const stop of stops) {
      const form = field(stop) && stop.e.closest("form, [role=form]");
      if (!form) continue;
      const last = formed.get(form);
      formed.set(form, stop);
      if (last && positive(last) && earlier(stop, last) && seenBefore(stop, last)) answer.field ??= told(last, stop);
    }
    const taken = stops.map((stop, i) => [stop, stops.slice(i + 1).filter((later) => earlier(later, stop)).length]).find(([stop, passed]) => positive(stop) && passed);
    if (taken) answer.taken = told(taken[0], null, { passed: taken[1] });
  }
  for (let i = 1; i < stops.length; i += 1) {
    const [u, v] = [stops[i - 1], stops[i]];
    if (!earlier(u, v) || !seenBefore(v, u)) continue; // what tabindex does is told above
    if (u.e.matches("a[href]") && v.e.matches("a[href]") && u.e.getAttribute("href") === v.e.getAttribute("href")) continue;
    const far = Math.hypot(v.box.left - u.box.left, v.box.top - u.box.top);
    answer.jumps.push(told(u, v, { far }));
  }
  return answer;
}"""


@check(
    "focus-order",
    criteria=["2.4.3"],
    impact="moderate",
    title=Message(en="Tab jumps to and fro", sv="Tab hoppar fram och tillbaka"),
    mend=Message(
        en="Take positive tabindex away. Let things stand in the markup in the order in which they are seen, instead of moving them with order, row-reverse, "
        "float or position.",
        sv="Ta bort positivt tabindex. Låt sakerna stå i uppmärkningen i den ordning som de syns, i stället för att flytta dem med order, row-reverse, "
        "float eller position.",
    ),
)
def focus_order(page: Operated) -> Iterator[Outcome]:
    """Applies to what Tab leads to and is seen in the page, not over it. Expected: Tab goes on as the markup does, and as the eye does. A
    violation only where a tabindex sets the fields of one form against both.
    """
    ways = [stop.selector for stop in page.tab_order().stops]
    if not ways:
        return
    seen = page.ask(_LOOK, ways)

    def order(way: str) -> list[str]:
        at = seen["seen"].index(way)
        return list(seen["seen"][max(0, at - _AROUND + 1) : at + _AROUND + 1])

    field, taken, jumps = seen["field"], seen["taken"], seen["jumps"]
    if field:
        yield fails(
            field["way"],
            FIELD_AFTER_ITS_FOLLOWER,
            first=field["first"],
            second=field["second"],
            order=order(field["way"]),
        )
    elif taken:
        yield unsure(
            taken["way"], TAKEN_OUT_OF_ORDER, first=taken["first"], passed=taken["passed"], order=order(taken["way"])
        )
    if len(jumps) > _MOST_JUMPS:
        far = max(jumps, key=lambda jump: float(jump["far"]))
        yield unsure(
            far["way"], JUMPS_BACK, first=far["first"], second=far["second"], times=len(jumps), order=order(far["way"])
        )
    elif seen["any"] and not (field or taken):
        yield passes(seen["any"])
