"""Links in a text that are told from it by their colour alone: for people who tell colours apart poorly, or do not see them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated
from a11y.pixels import contrast

UNSEEN_CUE = Message(
    en="“{called}” differs from the text around it in colour alone ({ratio}:1): its underline or border has no colour of its own to be seen by.",
    sv="”{called}” skiljer sig från texten runt om bara genom färgen ({ratio}:1): understrykningen eller kanten har ingen färg som syns.",
)
COLOUR_ALONE = Message(
    en="“{called}” differs from the text around it in colour alone ({ratio}:1). Can it be seen there that it may be pressed?",
    sv="”{called}” skiljer sig från texten runt om bara genom färgen ({ratio}:1). Syns det där att den går att trycka på?",
)

_LEAST = 3.0
_MARGIN = 0.3
_LOOK = r"""(s, most) => {
  const kids = Object.getOwnPropertyDescriptor(Node.prototype, "childNodes").get;
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const inline = (e) => /^inline/.test(getComputedStyle(e).display);
  const seen = (colour) => s.rgba(colour)[3] > 0.1;
  const generated = (e) => ["::before", "::after"].some((which) => !/^(none|normal|"\s*")$/.test(getComputedStyle(e, which).content));
  const holder = (e) => { let at = s.parent(e); while (at && inline(at)) at = s.parent(at); return at; };
  const things = "a[href], [role=link], button, [role=button]";
  // The engine looks at links in texts that are longer than they are; of shorter ones, and of buttons, it says nothing.
  const looked = (e, block, text) => {
    const links = [...block.querySelectorAll("a[href], [role=link]")].map((l) => clean(l.innerText)).join("").length;
    return e.matches("a[href], [role=link]") && getComputedStyle(e).display === "inline" && clean(block.innerText).length - links > links;
  };
  // What sets it apart besides colour: what can be seen, and what is there for a style alone.
  const cues = (e, text) => {
    const told = { seen: false, unseen: false };
    for (const part of [e, ...e.querySelectorAll("*")].slice(0, 20)) {
      const style = getComputedStyle(part);
      if (/underline|overline/.test(style.textDecorationLine)) told[seen(style.textDecorationColor) ? "seen" : "unseen"] = true;
      for (const side of ["Top", "Bottom", "Left", "Right"]) {
        if (parseFloat(style[`border${side}Width`]) && !/none|hidden/.test(style[`border${side}Style`])) told[seen(style[`border${side}Color`]) ? "seen" : "unseen"] = true;
      }
      if (style.backgroundImage !== "none" || style.boxShadow !== "none" || style.textShadow !== "none" || style.outlineStyle !== "none" || s.rgba(style.backgroundColor)[3] > 0.03) told.seen = true;
      if (/^(img|svg|i|canvas|picture)$/.test(part.localName) || generated(part)) told.seen = true;
    }
    const own = getComputedStyle(e);
    for (const name of ["fontWeight", "fontStyle", "fontSize", "fontFamily", "textTransform", "fontVariantCaps", "letterSpacing", "verticalAlign"]) if (own[name] !== text[name]) told.seen = true;
    // An ancestor's line is drawn under the link as well, and under the text.
    return told;
  };
  const found = [], kinds = new Set();
  let any = "";
  for (const e of s.all(things).slice(0, 800)) {
    if (!inline(e) || !s.shown(e) || e.closest("nav, menu, header, footer, [role=navigation], [role=menu], [role=tablist], [role=toolbar], [aria-hidden=true], [inert], svg, pre, table")) continue;
    const label = clean(e.innerText);
    if (!/\p{L}{2}/u.test(label) || /^(https?:|www\.|\[|#|@)|^\S+@\S+$|[→»›↗]|^(\d|\p{L})$/u.test(label) || e.matches(":disabled, [aria-disabled=true]")) continue;
    const block = holder(e);
    if (!block || block instanceof HTMLFormElement) continue; // whose fields may hide its own methods
    // Text that stands in the same block and in no link.
    const plain = [];
    const gather = (at) => {
      for (const node of kids.call(at)) {
        if (node.nodeType === 3) { if (clean(node.data)) plain.push([node, at]); }
        else if (node.nodeType === 1 && !node.matches(things) && inline(node) && s.shown(node)) gather(node);
      }
    };
    gather(block);
    const around = plain.map(([node]) => clean(node.data)).join(" ");
    if ((around.match(/\p{L}{2,}/gu)?.length ?? 0) < 4 || !/[.,;:!?]/.test(around)) continue;
    any ||= s.path(e);
    const style = getComputedStyle(plain[0][1]), told = cues(e, style);
    if (told.seen) continue;
    const [link, text] = [getComputedStyle(e).color, style.color];
    if (link === text) continue; // not told at all: by nothing that a colour could be missed in
    const kind = [link, text, e.localName, e.getAttribute("class")].join("|");
    if (!told.unseen && looked(e, block, around)) continue;
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    found.push([s.path(e), s.called(e), s.rgba(link), s.rgba(text), told.unseen]);
    if (found.length === most) break;
  }
  return found.length || !any ? found : [[any, "", [0, 0, 0, 1], [0, 0, 0, 1], false]];
}"""


@check(
    "link-by-colour-alone",
    criteria=["1.4.1"],
    impact="serious",
    title=Message(
        en="A link is told from the text by its colour alone", sv="En länk skiljer sig från texten bara genom färgen"
    ),
    mend=Message(
        en="Underline links that stand in a text.",
        sv="Stryk under länkar som står i en text.",
    ),
)
def link_by_colour_alone(page: Operated) -> Iterator[Outcome]:
    """Applies to links and buttons within sentences, as far as the engine says nothing of them. Expected: an underline, a border, bold
    type, a sign or a contrast of 3:1 with the text."""
    for selector, called, link, text, unseen in page.ask(_LOOK, 20):
        ratio = float(contrast(np.array(link[:3], dtype=np.float64), np.array(text[:3], dtype=np.float64)))
        if not called or ratio >= _LEAST - _MARGIN or min(link[3], text[3]) < 1:
            yield passes(selector)
        elif unseen:
            yield fails(selector, UNSEEN_CUE, called=called, ratio=round(ratio, 1))
        else:
            yield unsure(selector, COLOUR_ALONE, called=called, ratio=round(ratio, 1))
