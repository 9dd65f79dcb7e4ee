"""Skip links that skip nothing: for people who would otherwise go through the menu on every page with Tab."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes
from a11y.operated import Operated, Stop

NO_SUCH_PART = Message(
    en="It leads to “{part}”, and the page has no such part.",
    sv="Den leder till ”{part}”, och sidan har ingen sådan del.",
)
LANDS_ELSEWHERE = Message(
    en="After Enter, the next Tab leads to “{landed}”, which does not lie in or after “{part}”.",
    sv="Efter Enter leder nästa Tab till ”{landed}”, som inte ligger i eller efter ”{part}”.",
)

_FIRST_STOPS = 3
"""A skip link is one of the first things that Tab leads to."""
_NEW_ADDRESS = frozenset({"hashchange", "popstate"})
_WAITS_MS = (0, 400)
"""A script that gives focus to the part may do so a little later, or not be there yet; whoever presses Tab has read what came."""
_PART_OF = """(s, way) => {
  const link = s.find(way);  // null where the page has changed under Tab
  const href = link?.getAttribute("href") ?? "";
  // What follows "#" may be a place of the page's own script (#/, #!) or of the text (#:~:), and #top needs no part.
  if (link?.localName !== "a" || !/^#[^/!:]/.test(href) || /^#top$/i.test(href)) return null;
  const said = `${link.innerText} ${link.getAttribute("aria-label") ?? ""} ${link.title}`.toLowerCase();
  if (!/skip|jump|bypass|go to|to (the )?(main|content)|^ *(main )?content *$|hoppa|genväg|(gå|direkt) till|till (huvud)?innehåll|spring (til|over)|gå til|siirry|zum inhalt|springen|aller au|saltar|ir al/.test(said)) return null;
  let id = href.slice(1);
  try { id = decodeURIComponent(id); } catch { /* a lone % */ }
  const part = document.getElementById(id) ?? document.getElementsByName(id)[0];
  // "Go to absence" may be a place of the page's own script, which hears of the new address; "skip" and "content" speak of a part.
  const place = !/skip|jump|bypass|content|main|hoppa|genväg|innehåll|spring|inhalt/.test(said);
  return { id, place, part: part ? s.path(part) : "" };
}"""
_LIES_THERE = """(s, ways, part) => {
  const p = s.find(part);
  if (!p) return false;
  const there = (e) => p === e || p.contains(e) || Boolean(p.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
  return ways.some((way) => { const e = s.find(way); return e && there(e); });
}"""


@check(
    "skip-link-without-effect",
    criteria=["2.4.1"],
    impact="serious",
    title=Message(en="A skip link skips nothing", sv="En genvägslänk leder ingen vart"),
    mend=Message(
        en='Let the link point to the id of the main part, and give that part tabindex="-1" if a script takes over the jump.',
        sv='Låt länken peka på huvuddelens id, och ge den delen tabindex="-1" om ett skript tar över hoppet.',
    ),
)
def skip_link_without_effect(page: Operated) -> Iterator[Outcome]:
    """Applies to links into the page itself, among the first things that Tab leads to, that say they skip something. Expected: Tab goes
    on from the part."""
    stops = page.tab_order().stops
    for stop in stops[:_FIRST_STOPS]:
        target = page.ask(_PART_OF, stop.selector)
        if target is None or (target["place"] and not target["part"] and page.hears(_NEW_ADDRESS)):
            continue
        if not target["part"]:
            moved = any(_moves_focus(page, stop.selector, wait_ms) for wait_ms in _WAITS_MS)
            yield passes(stop.selector) if moved else fails(stop.selector, NO_SUCH_PART, part=target["id"])
            continue
        if not page.ask(_LIES_THERE, [other.selector for other in stops], target["part"]):
            # Nothing in the part or after it can have focus: Tab goes round to the first thing again, which is the link itself.
            yield passes(stop.selector)
            continue
        for wait_ms in _WAITS_MS:
            landed = _lands(page, stop.selector, wait_ms)
            # After the last thing of the page Tab leaves it: nothing in the part can have focus, and nothing was to be skipped.
            there = not landed.selector or page.ask(_LIES_THERE, [landed.selector], target["part"])
            if there:
                break
        yield (
            passes(stop.selector)
            if there
            else fails(stop.selector, LANDS_ELSEWHERE, landed=landed.called, part=target["id"])
        )


def _lands(page: Operated, link: str, wait_ms: int) -> Stop:
    """Where Tab leads after Enter on a link."""
    with page.restored():
        page.ask("(s, way) => { s.find(way)?.focus(); return 0 }", link)
        page.press("Enter")
        page.page.wait_for_timeout(wait_ms)
        page.press_only("Tab")
        return page.stop()


def _moves_focus(page: Operated, link: str, wait_ms: int) -> bool:
    """Whether a script takes focus elsewhere."""
    with page.restored():
        page.ask("(s, way) => { s.find(way).focus(); return 0 }", link)
        page.press("Enter")
        page.page.wait_for_timeout(wait_ms)
        return page.stop().selector not in {"", link}
