"""Words that a style sheet adds: for people who read with a style of their own, copy text, have it translated, or search for it."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, unsure
from a11y.operated import Operated

WORDS = Message(
    en="“{text}” stands there because the style sheet says so (in {places} places), and not in the page. Do people need these words?",
    sv="”{text}” står där för att stilmallen säger det (på {places} ställen) och finns inte i sidan. Behöver man de orden?",
)

# Rules are asked first: to ask each element of a page for the style of what stands before and after it takes long.
_LOOK = r"""(s) => {
  const [mostRules, mostPlaces, mostAsked] = [20000, 300, 1500];
  const pseudo = /::?(before|after)\b/;
  const icons = /icon|symbol|awesome|glyph|dingbat|\bfa\b|emoji/i;
  const wanted = new Map(); // selector by the words it adds
  let read = 0, unread = false;
  const readRules = (rules) => {
    for (const rule of rules) {
      if (++read > mostRules) return;
      const content = rule.style?.content;
      if (content && pseudo.test(rule.selectorText ?? "") && /["'][^"']*\p{L}{2}/u.test(content) && !/\battr\(|\bcounter/.test(content)) {
        const selector = rule.selectorText.split(/,(?![^(]*\))/).filter((part) => pseudo.test(part));
        for (const part of selector) wanted.set(part.trim(), content);
      }
      if (rule.styleSheet) readSheet(rule.styleSheet);
      else if (rule.cssRules?.length && (!rule.media || matchMedia(rule.media.mediaText).matches)) readRules(rule.cssRules);
    }
  };
  const shadow = Object.getOwnPropertyDescriptor(Element.prototype, "shadowRoot").get;
  const readSheet = (sheet) => {
    if (sheet.disabled || !matchMedia(sheet.media.mediaText || "all").matches) return;
    let rules;
    try { rules = sheet.cssRules } catch (e) { if (e.name !== "SecurityError") throw e; unread = true; return } // another host's
    readRules(rules);
  };
  for (const root of [document, ...s.all("*").map((e) => shadow.call(e)).filter(Boolean)])
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) readSheet(sheet);
  const pairs = [];
  for (const part of wanted.keys()) {
    const which = pseudo.exec(part)[1], bearer = part.replace(pseudo, "").trim();
    try {
      for (const e of s.all(bearer || "*").slice(0, mostPlaces)) pairs.push([e, which]);
    } catch (e) { if (e.name !== "SyntaxError") throw e } // nested: "&" stands in it
  }
  if (unread)
    for (const e of s.all("body *").slice(0, mostAsked)) for (const which of ["before", "after"]) {
      const { content } = getComputedStyle(e, `::${which}`);
      if (/["'][^"']*\p{L}{2}/u.test(content)) pairs.push([e, which]);
    }
  const told = new Map(), seen = new Map([["before", new Set()], ["after", new Set()]]);
  for (const [e, which] of pairs) {
    if (seen.get(which).has(e)) continue;
    seen.get(which).add(e);
    if (!s.shown(e) || Element.prototype.closest.call(e, "[aria-hidden=true], [inert], pre, code")) continue;
    const style = getComputedStyle(e, `::${which}`);
    if (style.content === "none" || style.content === "normal" || style.display === "none" || style.visibility !== "visible" || style.opacity === "0") continue;
    if (icons.test(style.fontFamily) || parseFloat(style.fontSize) < 4 || /, 0\)$/.test(style.color) && /^rgba/.test(style.color)) continue;
    if (style.overflow !== "visible" && (parseFloat(style.width) <= 1 || parseFloat(style.height) <= 1)) continue;
    // A text for others after the stroke is read out in its place.
    const [said, instead] = style.content.replace(/url\("(?:[^"\\]|\\.)*"\)/g, "").split(/" \/ (?=")/);
    if (instead !== undefined) continue;
    const text = [...said.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]).join("").replace(/\\(.)/g, "$1").replace(/\s+/g, " ").trim();
    if (!/\p{L}{2}/u.test(text)) continue;
    // The page says it, too, or holds it in an attribute from which the style sheet takes it.
    if (Element.prototype.getAttributeNames.call(e).some((name) => (Element.prototype.getAttribute.call(e, name) ?? "").includes(text))) continue;
    const around = Object.getOwnPropertyDescriptor(Node.prototype, "textContent").get.call(e).toLowerCase();
    if (around.includes(text.toLowerCase().replace(/[\s:.!]+$/, ""))) continue;
    const key = text.toLowerCase();
    if (told.has(key)) told.get(key)[2] += 1;
    else told.set(key, [s.path(e), text.slice(0, 80), 1]);
  }
  return [...told.values()].slice(0, 20);
}"""


@check(
    "words-in-css",
    criteria=["1.3.1"],
    impact="moderate",
    title=Message(
        en="Words stand in the style sheet instead of the page", sv="Ord står i stilmallen i stället för på sidan"
    ),
    mend=Message(
        en="Write words that people need into the page; let the style sheet add what is only for looks.",
        sv="Skriv ord som människor behöver i sidan; låt stilmallen lägga till det som bara är för utseendet.",
    ),
)
def words_in_css(page: Operated) -> Iterator[Outcome]:
    """Applies to what style sheets write before and after elements. Expected: no words. Browsers give them to screen readers today,
    so that a person has to say whether they are missed anywhere else; signs, numbers and icons are left alone."""
    for selector, text, places in page.ask(_LOOK):
        yield unsure(selector, WORDS, text=text, places=places)
