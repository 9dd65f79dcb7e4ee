"""Headings that are none: for people who go through a page by its headings, and find paragraphs and nothing beneath."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

WHOLE_TEXT = Message(
    en="A heading of level {level} holds {sentences} sentences with {words} words; it begins “{called}”.",
    sv="En rubrik på nivå {level} innehåller {sentences} meningar med {words} ord; den börjar ”{called}”.",
)
LONG = Message(
    en="A heading of level {level} holds {sentences} sentences with {words} words; it begins “{called}”. Is it a heading of what follows?",
    sv="En rubrik på nivå {level} innehåller {sentences} meningar med {words} ord; den börjar ”{called}”. Är den rubrik för det som följer?",
)
NOTHING_BENEATH = Message(
    en="Beneath the heading “{called}” there is nothing before the next heading of its level or of one above. Is it a heading?",
    sv="Under rubriken ”{called}” finns inget före nästa rubrik på dess nivå eller en nivå över. Är den en rubrik?",
)

_LOOK = r"""(s) => {
  const most = 400;
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const closest = (e, selector) => Element.prototype.closest.call(e, selector);
  const level = (h) => parseInt(attribute(h, "aria-level")) || parseInt(h.localName.slice(1)) || 2;
  const tag = (e) => Object.getOwnPropertyDescriptor(Element.prototype, "localName").get.call(e);
  const headings = s.all("h1, h2, h3, h4, h5, h6, [role=heading]").slice(0, most)
    .filter((h) => (!attribute(h, "role") || attribute(h, "role") === "heading") && s.shown(h) && !closest(h, "[aria-hidden=true], [inert], [contenteditable]"));
  const found = [];
  for (const h of headings) {
    if (h.textContent.length < 120) continue;
    const text = clean(h.innerText);
    if (text.length < 120 || closest(h, "dialog, [role=dialog], blockquote")) continue;
    const sentences = (text.match(/[\p{Ll}\d)”"]{2}[.!?…](?=\s+\p{Lu}|$)/gu) ?? []).length;
    const words = (text.match(/[\p{L}\d]+/gu) ?? []).length;
    // A long question, as in an examination, may be the heading of its answer.
    if (sentences >= 2 && words >= 20) found.push([s.path(h), sentences >= 3 && words >= 45 && !text.endsWith("?") ? "text" : "long", level(h), sentences, words, text.slice(0, 60)]);
    if (found.length === 20) return { found, well: "" };
  }
  // What comes between two headings, seen or not: a closed part has its content in the page.
  const content = "img, svg, video, audio, canvas, iframe, object, embed, input, select, textarea, button, table, hr, [role=img], math, picture, slot";
  const filled = (from, to) => {
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    walk.currentNode = from;
    let node = walk.nextSibling() ?? (walk.currentNode = from, climb(walk));
    for (let steps = 0; node && node !== to && steps < 200; steps++) {
      if (node.nodeType === 3 ? /\S/.test(node.data) && !/^(script|style|noscript|template)$/.test(node.parentElement.localName)
        : node.shadowRoot || tag(node).includes("-") || Element.prototype.matches.call(node, content)) return true;
      node = walk.nextNode();
    }
    return node !== to; // farther away than was looked
  };
  function climb(walk) {
    while (walk.parentNode()) {
      const next = walk.nextSibling();
      if (next) return next;
    }
    return null;
  }
  for (const [i, h] of headings.entries()) {
    const next = headings[i + 1];
    if (!next || found.length === 20) break;
    if (level(next) > level(h) || h.getRootNode() !== next.getRootNode() || h.contains(next) || next.contains(h)) continue;
    // A heading that leads somewhere, or opens something, is content itself; of one that stands beside the next the eye makes a row.
    const acts = "a, button, [role=button], [onclick], input, summary, [tabindex]";
    if (h.querySelector(acts) || closest(h, "a, button, summary, label, hgroup, header, td, th, li, [role=tab], [role=button], [tabindex], nav, footer, legend")) continue;
    if (!clean(h.innerText) || filled(h, next)) continue;
    const [a, b] = [h.getBoundingClientRect(), next.getBoundingClientRect()];
    if (b.top < a.bottom - 2 || b.right < a.left || b.left > a.right) continue;
    // A title with its subtitle, one of each, is what many pages begin with.
    if (level(h) === 1) continue;
    found.push([s.path(h), "nothing", level(h), 0, 0, clean(h.innerText).slice(0, 60)]);
  }
  return { found, well: headings.length ? s.path(headings[0]) : "" };
}"""


@check(
    "heading-of-no-part",
    criteria=["1.3.1"],
    impact="moderate",
    title=Message(
        en="A heading is used for what is no heading", sv="En rubrik används för något som inte är en rubrik"
    ),
    mend=Message(
        en="Make it a paragraph and give it its size with CSS; keep headings for what tells what the part below is about.",
        sv="Gör den till ett stycke och ge den dess storlek med CSS; spara rubriker till det som säger vad delen under handlar om.",
    ),
)
def heading_of_no_part(page: Operated) -> Iterator[Outcome]:
    """Applies to visible headings. Expected: none is a text of several sentences, and each has something beneath it before the
    next heading of its level. Headings without words, and levels that are left out, are found by the engine."""
    seen = page.ask(_LOOK)
    for way, what, level, sentences, words, called in seen["found"]:
        if what == "text":
            yield fails(way, WHOLE_TEXT, level=level, sentences=sentences, words=words, called=called)
        elif what == "long":
            yield unsure(way, LONG, level=level, sentences=sentences, words=words, called=called)
        else:
            yield unsure(way, NOTHING_BENEATH, called=called)
    if seen["well"] and not seen["found"]:
        yield passes(seen["well"])
