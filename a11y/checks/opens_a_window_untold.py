"""Links that open a window without saying so: for people who do not see that they are elsewhere, and look for the way back."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes
from a11y.operated import Operated

UNTOLD = Message(
    en="“{called}” opens in a window of its own, and nothing in the link says so.",
    sv="”{called}” öppnas i ett eget fönster, och inget i länken säger det.",
)

_LOOK = r"""(s) => {
  const most = 1000;
  const told = new RegExp([
    "ny(tt|a)?\\s+(webbläsar)?(flik|fönster)", "new\\s+(browser\\s+)?(tab|window)", "(another|separate|own)\\s+(tab|window)", "annat\\s+fönster",
    "external|extern|öppnas\\s+i|opens\\s+in|pop-?up", "ny(tt)?\\s+(fane|vindu|vindue)", "neue[nms]?\\s+(tab|fenster)",
    "nouvel(le)?\\s+(onglet|fenêtre)", "nueva\\s+(pestaña|ventana)", "uu(teen|dessa|si)\\s+(välileh|ikkuna)", "نافذة|تبويب", "[↗⧉⮕🗗🔗⤴]",
  ].join("|"), "iu");
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const drawn = (e) => ["::before", "::after"].map((which) => getComputedStyle(e, which).content).filter((c) => /["']/.test(c)).join(" ");
  const frames = new Set(s.all("iframe[name], frame[name]").map((e) => attribute(e, "name")));
  const all = s.all("a[target][href], area[target][href]");
  const found = [];
  for (const e of all.slice(0, most)) {
    const target = attribute(e, "target");
    if (!target || /^_(self|parent|top|unfencedtop)$/i.test(target) || frames.has(target)) continue;
    if (!/^(https?|file|blob):$/.test(e.protocol) || !s.shown(e) || e.closest("[aria-hidden=true], [inert]")) continue;
    const referred = ["aria-labelledby", "aria-describedby"].flatMap((a) => attribute(e, a).split(/\s+/)).filter(Boolean)
      .map((id) => e.getRootNode().getElementById(id)?.textContent ?? "");
    const inside = [e, ...e.querySelectorAll("*")].slice(0, 50);
    const words = [e.textContent, ...referred, ...inside.flatMap((i) => [attribute(i, "aria-label"), attribute(i, "alt"), attribute(i, "title"), drawn(i)])];
    const says = told.test(words.join(" "));
    if (!says || !found.length) found.push([s.path(e), says, s.called(e)]);
    if (found.length > 100) break;
  }
  return found;
}"""


@check(
    "opens-a-window-untold",
    criteria=[],
    impact="minor",
    title=Message(en="A link opens a window without saying so", sv="En länk öppnar ett fönster utan att säga det"),
    mend=Message(
        en="Let the link open in the same window, or say “opens in a new window” in its text or in the alternative of its icon.",
        sv="Låt länken öppnas i samma fönster, eller skriv ”öppnas i nytt fönster” i dess text eller i ikonens alternativtext.",
    ),
)
def opens_a_window_untold(page: Operated) -> Iterator[Outcome]:
    """Applies to visible links with a target that is no part of this page. Expected: their name or description says so (G201)."""
    for selector, says, called in page.ask(_LOOK):
        yield passes(selector) if says else fails(selector, UNTOLD, called=called)
