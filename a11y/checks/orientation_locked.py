"""Pages for one way of holding the screen only: for people whose screen is mounted on a wheelchair or a bed and cannot be turned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import held
from a11y.operated import Operated

TURNED = Message(
    en="In a window of {size} px, the page turns “{text}” by {degrees}°.",
    sv="I ett fönster på {size} px vrider sidan ”{text}” {degrees}°.",
)
ASKS_TO_TURN = Message(
    en="In a window of {size} px, there is “{text}” instead of the page.",
    sv="I ett fönster på {size} px står ”{text}” i stället för sidan.",
)
ASKS_TO_TURN_AT_FIRST = Message(
    en="In a window of {size} px, “{text}” lies over the page until it is sent away with a button. Can all be done and read there then?",
    sv="I ett fönster på {size} px ligger ”{text}” över sidan tills man tar bort det med en knapp. Går det sedan att göra och läsa allt där?",
)
MOSTLY_GONE = Message(
    en="In a window of {size} px, most of the text is gone. Can the same be done and read there?",
    sv="I ett fönster på {size} px är det mesta av texten borta. Går det att göra och läsa samma sak där?",
)

_UPRIGHT, _SIDEWAYS = (390, 844), (844, 390)
"""A telephone's window, in CSS px."""
_REACTS_WITHIN_MS = 150
_SPEAKS_OF_IT = """(s) => {
  let budget = 5000;
  const speaks = (rules) => [...rules].some((rule) => {
    if (budget-- < 0) return false;
    if (rule.media && /orientation|aspect-ratio/.test(rule.media.mediaText)) return true;
    try { return Boolean(rule.styleSheet && speaks(rule.styleSheet.cssRules)) || Boolean(!rule.selectorText && rule.cssRules && speaks(rule.cssRules)); }
    catch { return false; }  // another host's sheet: it keeps its rules to itself
  });
  return [...document.styleSheets, ...document.adoptedStyleSheets].some((sheet) => {
    if (/orientation|aspect-ratio/.test(sheet.media.mediaText)) return true;
    try { return speaks(sheet.cssRules); } catch { return false; }
  }) || [...document.scripts].some((one) => /orientation/i.test(one.text)) ||
    document.querySelector("[id*=orientation i], [class*=orientation i], [class*=rotate-dev i], [id*=rotate-dev i]") !== null;
}"""
"""Whether anything on the page depends on how the screen is held, as far as can be told without turning it."""
_SEEN = """(s) => {
  const short = (text) => { const t = text.replace(/\\s+/g, " ").trim(); return t.length > 60 ? `${t.slice(0, 59)}…` : t; };
  const turn = (e) => {
    const { transform, rotate } = getComputedStyle(e);
    const m = transform === "none" ? null : new DOMMatrixReadOnly(transform);
    const own = /^-?[\\d.]+deg$/.test(rotate) ? parseFloat(rotate) : 0;
    return Math.round(own + (m && m.is2D ? (Math.atan2(m.b, m.a) * 180) / Math.PI : 0));
  };
  let letters = 0, budget = 5000;
  const texts = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()) && budget-- > 0; ) {
    const text = node.data.trim(), e = node.parentElement;
    if (!text || !e || e.localName === "script" || e.localName === "style" || !s.shown(e)) continue;
    letters += text.length;
    texts.push(e);
  }
  const large = [document.documentElement, document.body, ...document.querySelectorAll("body > *, body > * > *, body > * > * > *")].slice(0, 500);
  const turned = large.filter((e) => s.shown(e)).map((e) => [e, turn(e)]).find(([e, by]) => {
    const { width, height } = e.getBoundingClientRect();
    return Math.abs(Math.abs(by) - 90) <= 15 && width * height >= (innerWidth * innerHeight) / 3 && texts.some((text) => e.contains(text));
  });
  // What lies over the whole window: all points of a grid belong to it.
  const points = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.1, 0.3, 0.5, 0.7, 0.9].map((y) => document.elementFromPoint(innerWidth * x, innerHeight * y)));
  let cover = points[12];
  while (cover && cover !== document.body && !points.every((e) => e && cover.contains(e))) cover = cover.parentElement;
  if (!cover || cover === document.body || cover === document.documentElement || !/fixed|absolute/.test(getComputedStyle(cover).position)) cover = null;
  return {
    letters, said: letters < 400 ? short(document.body.innerText) : "",
    turned: turned ? [s.path(turned[0]), turned[1], short(turned[0].innerText)] : null,
    cover: cover ? [s.path(cover), short(cover.innerText)] : null,
  };
}"""
_ASKS = r"""(s, text) => /\b(rotate|turn|tilt|flip)\b.*\b(device|phone|screen|tablet|display|sideways)|\b(landscape|portrait)\b|\b(vrid|rotera|vänd)\b|\b(liggande|stående) (läge|format)/i.test(text)"""
_BUTTONS = """(s, way) => [...(s.find(way)?.querySelectorAll("button, input:is([type=button], [type=submit]), [role=button], a[href^='#']") ?? [])]
  .filter((e) => s.shown(e) && !e.matches(":disabled")).slice(0, 4).map(s.path)"""
_PRESS = "(s, way) => { const e = s.find(way); if (e) HTMLElement.prototype.click.call(e); return 0 }"
_FEW = 0.15
_MANY_LETTERS = 80


@check(
    "orientation-locked",
    criteria=["1.3.4"],
    impact="serious",
    title=Message(
        en="The page is for one way of holding the screen only", sv="Sidan är gjord för ett enda sätt att hålla skärmen"
    ),
    mend=Message(
        en="Show the same page however the screen is held: take away the style or the notice that depends on its orientation.",
        sv="Visa samma sida hur skärmen än hålls: ta bort den stil eller det meddelande som beror på skärmens riktning.",
    ),
)
def orientation_locked(page: Operated) -> Iterator[Outcome]:
    """Applies to pages on which something depends on how the screen is held. Expected: neither turned nor gone in either way."""
    if not page.ask(_SPEAKS_OF_IT):
        return
    seen: list[dict[str, Any]] = []
    with page.restored():
        for width, height in (_UPRIGHT, _SIDEWAYS):
            page.page.set_viewport_size({"width": width, "height": height})
            page.settle()
            page.page.wait_for_timeout(_REACTS_WITHIN_MS)
            seen.append(page.ask(_SEEN))
        upright, sideways = seen
        found = [*_locked(page, _UPRIGHT, upright, sideways), *_locked(page, _SIDEWAYS, sideways, upright)]
    yield from found or [passes("html")]


def _locked(page: Operated, window: tuple[int, int], here: dict[str, Any], there: dict[str, Any]) -> Iterator[Outcome]:
    size = f"{window[0]} × {window[1]}"
    if here["turned"] and not there["turned"]:
        way, degrees, text = here["turned"]
        yield fails(way, TURNED, size=size, degrees=degrees, text=text)
    elif here["cover"] and here["cover"] != there["cover"] and page.ask(_ASKS, here["cover"][1]):
        goes = _can_be_sent_away(page, window, here["cover"])
        said = ASKS_TO_TURN_AT_FIRST if goes else ASKS_TO_TURN
        yield (unsure if goes else fails)(here["cover"][0], said, size=size, text=here["cover"][1])
    elif there["letters"] >= _MANY_LETTERS and here["letters"] < there["letters"] * _FEW:
        if page.ask(_ASKS, here["said"]):
            yield fails("body", ASKS_TO_TURN, size=size, text=here["said"])
        else:
            yield unsure("body", MOSTLY_GONE, size=size)


def _can_be_sent_away(page: Operated, window: tuple[int, int], cover: list[str]) -> bool:
    """Whether a button in a notice takes it away."""
    page.page.set_viewport_size({"width": window[0], "height": window[1]})
    page.settle()
    with held(page):
        for way in page.ask(_BUTTONS, cover[0]):
            page.ask(_PRESS, way)
            page.page.wait_for_timeout(_REACTS_WITHIN_MS)
            if page.ask(_SEEN)["cover"] != cover:
                return True
    return False
