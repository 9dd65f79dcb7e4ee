"""Pages wider than a narrow window: for people who enlarge everything to 400 % and would have to scroll sideways at each line."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

STICKS_OUT = Message(
    en="In a window 320 px wide, “{text}” runs {by} px past the window's edge: each line has to be scrolled sideways.",
    sv="I ett fönster som är 320 px brett går ”{text}” {by} px utanför fönstrets kant: varje rad måste rullas i sidled.",
)
IS_IT_A_TABLE = Message(
    en="In a window 320 px wide, “{text}” runs {by} px past the window's edge. It lies in rows and columns. Do both tell something, as in a timetable, or can the parts stand below each other?",
    sv="I ett fönster som är 320 px brett går ”{text}” {by} px utanför fönstrets kant. Det ligger i rader och kolumner. Betyder båda något, som i ett schema, eller kan delarna stå under varandra?",
)
LIES_BEYOND = Message(
    en="In a window 320 px wide, “{text}” is not wholly inside it. Is it needed there, and can it be reached without scrolling sideways?",
    sv="I ett fönster som är 320 px brett ligger ”{text}” inte helt i det. Behövs det där, och går det att nå utan att rulla i sidled?",
)

_WINDOW = {"width": 320, "height": 256}
"""WCAG 1.4.10: 1280 by 1024 at 400 %."""
_REACTS_WITHIN_MS = 300
"""Scripts that lay out a page anew often wait a little after the window has changed."""
_MOST_FINDINGS = 10
_STICKING_OUT = """(s, most) => {
  const wide = document.documentElement.clientWidth, root = document.scrollingElement ?? document.documentElement;
  if (innerWidth !== 320) return null;  // a telephone that shows the page as if its window were wider
  if (root.scrollWidth <= wide + 4 || root.scrollHeight <= innerHeight) return [];
  scrollTo(0, 0);
  const rectOf = Element.prototype.getBoundingClientRect, parentOf = Object.getOwnPropertyDescriptor(Node.prototype, "parentElement").get;
  const up = (e) => parentOf.call(e) ?? e.getRootNode().host ?? null;
  const [body, html] = [document.body, document.documentElement];
  const of = new Map(), styled = (e) => of.get(e) ?? (of.set(e, getComputedStyle(e)), of.get(e));
  const rtl = styled(html).direction === "rtl" || styled(body).direction === "rtl";
  const rolls = ![styled(html), styled(body)].some((style) => ["hidden", "clip"].includes(style.overflowX));
  const moving = new Set(document.getAnimations().filter((a) => a.playState === "running").map((a) => a.effect?.target));
  // Both directions of writing are judged as if text began at 0 and went on past `wide`.
  const span = ({ left, right }) => (rtl ? [wide - right, wide - left] : [left, right]);
  const EXEMPT = "table:not([role=presentation], [role=none]), [role=table], [role=grid], [role=treegrid], pre, code, kbd, samp, svg, canvas, math," +
    " video, audio, iframe, object, embed, [role=toolbar], [role=menubar], [role=img], [role=application], [role=math], [contenteditable]," +
    " [aria-hidden=true], [class*=map i], [class*=leaflet], [class*=chart i], [class*=toolbar i], [class*=diagram i], dialog:not([open])";
  // Rows and columns of few words each, as a timetable has: a grid of boxes, or rows of as many parts.
  const fewWords = (e) => { const words = (e.innerText ?? "").match(/[\\p{L}\\p{N}]+/gu) ?? []; return words.length <= 6; };
  const parts = (e) => [...e.children].filter((one) => s.shown(one));
  const tabular = (e) => {
    for (let at = e, n = 0; at && at !== body && at !== html && n < 8; at = up(at), n++) {
      const cells = parts(at), columns = styled(at).display.includes("grid") ? styled(at).gridTemplateColumns.split(" ").length : 0;
      const rows = cells.map(parts);
      const grid = columns >= 3 && cells.length >= 2 * columns && cells.every(fewWords);
      const table = rows.length >= 2 && rows[0].length >= 3 && rows.every((row) => row.length === rows[0].length && row.every(fewWords)) &&
        rows.every((row) => row.every((cell) => Math.abs(rectOf.call(cell).top - rectOf.call(row[0]).top) < 4));
      if (grid || table) return true;
    }
    return false;
  };
  const typed = (e) => /mono|courier|consolas|menlo/i.test(styled(e).fontFamily);
  // What is left of a line where nothing else scrolls or cuts it off; null if it is exempt.
  const reaching = (e, from, to) => {
    let skip = false;
    for (let at = e, n = 0; at && at !== body && at !== html && n < 200; at = up(at), n++) {
      const style = styled(at);
      if (at.matches(EXEMPT) || style.position === "fixed" || moving.has(at)) return null;
      if (style.whiteSpace === "pre" && typed(at)) return null; // code in other parts than <pre>
      if (skip && style.position === "static" && style.transform === "none") continue;
      if (style.overflowX !== "visible" && !/^(inline|contents)$/.test(style.display)) to = Math.min(to, span(rectOf.call(at))[1]);
      if (style.clip !== "auto" || style.clipPath !== "none") return null;
      skip = style.position === "absolute";
    }
    return to > from ? [from, to] : null;
  };
  const found = new Map();
  const consider = (e, text, rects) => {
    for (const rect of rects) {
      const [from, end] = span(rect);
      if (rect.height <= 1 || end <= wide + 8 || !s.shown(e)) continue;
      const seen = reaching(e, from, end);
      if (!seen || seen[1] <= wide + 8) continue;
      let top = e;
      for (let at = up(e), n = 0; at && at !== html && n < 200 && span(rectOf.call(at))[1] > wide + 1; at = up(at), n++) top = at;
      // The rest of a line after code that may be wide.
      if (from >= wide - 4 && span(rectOf.call(top))[0] < wide - 4) continue;
      const named = up(top)?.closest("[class]:not([class='']), [id]"), kind = `${top.localName} ${named?.getAttribute("class") ?? named?.id}`;  // one of many alike
      // A line that begins in the window and ends outside has to be scrolled; what lies outside may be a menu that waits there.
      // What is set like code where the page is not, such as a function's name and parameters, may be code, which need not be broken.
      const begins = from < wide - 4, sure = rolls && begins && e.localName !== "select" && !(typed(e) && !typed(body)), known = found.get(kind);
      if (!known || (sure && !known.sure)) found.set(kind, { way: s.path(top), text, by: Math.round(seen[1] - wide), sure, tabular: sure && tabular(e) });
      return;
    }
  };
  const short = (text) => { const t = text.replace(/\\s+/g, " ").trim(); return t.length > 60 ? `${t.slice(0, 59)}…` : t; };
  const range = document.createRange();
  // Of several lines, the words of the first that runs out.
  const lineOut = (node) => {
    const on = new Map();
    let out = null;
    for (const word of [...node.data.matchAll(/\\S+/g)].slice(0, 400)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      for (const rect of range.getClientRects()) {
        const line = Math.round(rect.top);
        on.set(line, [...(on.get(line) ?? []), word[0]]);
        if (out === null && span(rect)[1] > wide + 8) out = line;
      }
    }
    return out === null ? node.data : on.get(out).join(" ");
  };
  let budget = 20000;
  for (const start of [document, ...s.all("*").filter((e) => e.shadowRoot).map((e) => e.shadowRoot)]) {
    const walk = document.createTreeWalker(start, NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode()) && budget-- > 0 && found.size < most; ) {
      const e = node.parentElement ?? start.host;
      if (!e || !/[\\p{L}\\p{N}]/u.test(node.data)) continue;
      range.selectNodeContents(node);
      const lines = range.getClientRects();
      const told = lines.length > 1 && [...lines].some((rect) => span(rect)[1] > wide + 8) ? lineOut(node) : node.data;
      if (/[\\p{L}\\p{N}]/u.test(told)) consider(e, short(told), lines); // a line made of dashes says nothing
    }
  }
  for (const e of s.all("input:not([type=hidden], [type=checkbox], [type=radio], [type=image]), select, textarea"))
    if (found.size < most) consider(e, s.called(e), [rectOf.call(e)]);
  return [...found.values()];
}"""


@check(
    "does-not-reflow",
    criteria=["1.4.10"],
    impact="serious",
    title=Message(
        en="A narrow or enlarged page has to be scrolled sideways",
        sv="En smal eller förstorad sida måste rullas i sidled",
    ),
    mend=Message(
        en="Give parts a largest width (max-width: 100%) instead of a fixed one, let rows wrap, and let long words break.",
        sv="Ge delar en största bredd (max-width: 100%) i stället för en fast, låt rader brytas och långa ord avstavas.",
    ),
)
def does_not_reflow(page: Operated) -> Iterator[Outcome]:
    """Applies to pages. Expected: in a window 320 px wide no text runs out of it, save in tables, maps, code and toolbars. What only looks like a table is asked about."""
    with page.restored():
        page.page.set_viewport_size({"width": _WINDOW["width"], "height": _WINDOW["height"]})
        page.settle()
        found = page.ask(_STICKING_OUT, _MOST_FINDINGS)
        if found:
            page.page.wait_for_timeout(_REACTS_WITHIN_MS)
            found = page.ask(_STICKING_OUT, _MOST_FINDINGS)
    if found == []:
        yield passes("html")
    for one in found or []:
        if one["tabular"]:
            yield unsure(one["way"], IS_IT_A_TABLE, text=one["text"], by=one["by"])
        elif one["sure"]:
            yield fails(one["way"], STICKS_OUT, text=one["text"], by=one["by"])
        else:
            yield unsure(one["way"], LIES_BEYOND, text=one["text"])
