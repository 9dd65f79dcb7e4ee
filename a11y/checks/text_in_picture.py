"""Pictures that seem to be made of words: for people who enlarge text, choose their own colours, or have it translated."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, unsure
from a11y.operated import Operated

BANNER = Message(
    en="The picture is as wide and low as a line of text, and is called “{alternative}”. Does it show these words?",
    sv="Bilden är bred och låg som en textrad och heter ”{alternative}”. Visar den de orden?",
)
BUTTON = Message(
    en="The button is a picture, called “{alternative}”. Does it show this word?",
    sv="Knappen är en bild som heter ”{alternative}”. Visar den det ordet?",
)

_LOOK = r"""(s) => {
  const [most, low, wide, fewest] = [300, 2.8, 160, 4];
  const attribute = (e, name) => (Element.prototype.getAttribute.call(e, name) ?? "").replace(/\s+/g, " ").trim();
  const found = [];
  // A mark of a firm may be drawn; a chart, a map, a score and a photograph tell what no text could.
  const drawn = /logo|logga|märke|vapen|emblem|badge|status|build|coverage|chart|diagram|graf|graph|karta|map|foto|photo|bild (på|av|som)|picture of|image of|photo of|screenshot|skärmbild|plot|panorama|formula|formel/i;
  for (const e of s.all("img[alt], input[type=image]").slice(0, most)) {
    const alternative = attribute(e, "aria-label") || attribute(e, "alt");
    if (!/\p{L}{2}/u.test(alternative) || !s.shown(e) || Element.prototype.closest.call(e, "[aria-hidden=true], [inert]")) continue;
    if (e.localName === "img" && (!e.complete || e.naturalWidth < 2)) continue; // did not load: its alternative stands there as text
    const [, , width, height] = s.box(e);
    const words = (alternative.match(/[\p{L}\d]+/gu) ?? []).length;
    const named = `${alternative} ${attribute(e, "src").slice(0, 300)} ${attribute(e, "class")} ${attribute(e, "id")}`;
    if (drawn.test(named)) continue;
    if (e.localName === "input") {
      if (words <= 4 && width >= 1.8 * height && height >= 14 && height <= 90) found.push([s.path(e), "button", alternative.slice(0, 100)]);
    } else if (width >= wide && width >= low * height && words >= fewest) found.push([s.path(e), "banner", alternative.slice(0, 100)]);
    if (found.length === 20) break;
  }
  return found;
}"""


@check(
    "text-in-picture",
    criteria=["1.4.5"],
    impact="moderate",
    title=Message(en="A picture seems to be made of words", sv="En bild verkar bestå av ord"),
    mend=Message(
        en="Write the words as text, over the picture if need be, and give them their looks with CSS.",
        sv="Skriv orden som text, ovanpå bilden om det behövs, och ge dem sitt utseende med CSS.",
    ),
)
def text_in_picture(page: Operated) -> Iterator[Outcome]:
    """Applies to pictures as wide and low as lines of text whose alternative is several words, and to buttons that are pictures.
    Expected: a person sees no words in them. Firms' marks, charts and photographs are left alone."""
    for selector, what, alternative in page.ask(_LOOK):
        yield unsure(selector, BUTTON if what == "button" else BANNER, alternative=alternative)
