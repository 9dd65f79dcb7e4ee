"""Motion that nobody can stop: for people who cannot read while something moves beside the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.moving import goes_on, movers
from a11y.operated import Operated

GOES_ON = Message(
    en="“{called}” moves by itself for more than five seconds. No control to pause it was found, and neither Escape nor the pointer stops it.",
    sv="”{called}” rör sig av sig själv längre än fem sekunder. Ingen pausknapp hittades, och varken Escape eller pekaren stoppar det.",
)
STOPS_AT_A_TOUCH = Message(
    en="“{called}” moves by itself, and stops at Escape or under the pointer. Can everyone stop it, and do they learn how?",
    sv="”{called}” rör sig av sig själv, och stannar vid Escape eller under pekaren. Kan alla stoppa det, och får de veta hur?",
)
NAMELESS_CONTROL = Message(
    en="“{called}” moves by itself, and a control without a name stands beside it. Does that stop it?",
    sv="”{called}” rör sig av sig själv, och en knapp utan namn står bredvid. Stoppar den det?",
)

_AROUND = r"""(s, way) => {
  const e = s.find(way);
  if (!e) return null;
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const stops = /paus|\bstop|stopp|\bhalt\b|\bplay\b|spela|animation|animering|rörelse|motion|freeze|frys|\bhide\b|dölj|anhalten|arrêter|detener|pysäytä/i;
  const named = (c) => [c.innerText, attribute(c, "value"), attribute(c, "aria-label"), attribute(c, "title"), ...[...(c.labels ?? [])].map((l) => l.innerText),
    ...[...c.querySelectorAll("[alt], [aria-label], title")].map((i) => attribute(i, "alt") + attribute(i, "aria-label") + i.textContent),
    ...attribute(c, "aria-labelledby").split(/\s+/).filter(Boolean).map((id) => c.getRootNode().getElementById(id)?.textContent)].join(" ").trim();
  const controls = s.all("button, input[type=button], input[type=checkbox], input[type=image], summary, a[href], [role=button], [role=switch], [role=checkbox]")
    .slice(0, 1000).filter((c) => s.shown(c) || c.localName === "input");
  const words = (of) => (of.innerText ?? "").replace(/\s+/g, " ").trim().length;
  const near = (c) => { for (let at = s.parent(e), n = 0; at && at !== document.body && n < 4; at = s.parent(at), n += 1) if (Node.prototype.contains.call(at, c)) return true; return false };
  let clip = e;
  for (let at = e, n = 0; at && at !== document.body && n < 30; at = s.parent(at), n += 1) if (getComputedStyle(at).overflowX !== "visible") { clip = at; break; }
  return {
    control: controls.some((c) => stops.test(named(c))),
    nameless: (e.localName === "video" && getComputedStyle(e).cursor === "pointer") || controls.some((c) => !/\p{L}/u.test(named(c)) && near(c)),
    beside: words(document.body) - words(e) > 20,
    clip: s.path(clip),
  };
}"""
_TO_IT = """(s, way) => {
  const e = s.find(way);
  e.scrollIntoView({ block: "center", behavior: "instant" });
  const b = e.getBoundingClientRect();
  return [(Math.max(b.left, 0) + Math.min(b.right, innerWidth)) / 2, (Math.max(b.top, 0) + Math.min(b.bottom, innerHeight)) / 2];
}"""


@check(
    "moves-without-pause",
    criteria=["2.2.2"],
    impact="serious",
    title=Message(en="Something moves, and nothing stops it", sv="Något rör sig, och inget stoppar det"),
    mend=Message(
        en="Let it end within five seconds, or put a button beside it that pauses it.",
        sv="Låt det sluta inom fem sekunder, eller sätt en knapp bredvid som pausar det.",
    ),
)
def moves_without_pause(page: Operated) -> Iterator[Outcome]:
    """Applies to what moves, blinks or scrolls by itself for more than five seconds beside other content; what shows that something is
    under way is excepted. Expected: a control pauses, stops or hides it.
    """
    for mover in movers(page):
        around: dict[str, Any] | None = page.ask(_AROUND, mover.selector)
        if around is None or not around["beside"]:
            continue
        if around["control"]:
            yield passes(mover.selector)
        elif around["nameless"]:
            yield unsure(mover.selector, NAMELESS_CONTROL, called=mover.called)
        else:
            with page.restored():
                page.press("Escape")
                page.page.mouse.move(*page.ask(_TO_IT, around["clip"]))
                on = goes_on(page, mover)
                page.point_nowhere()
            yield (fails if on else unsure)(mover.selector, GOES_ON if on else STOPS_AT_A_TOUCH, called=mover.called)
