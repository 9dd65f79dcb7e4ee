"""Parts that stand in another order than they are read in: for people who hear the steps of an instruction from the last to the first."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, unsure
from a11y.operated import Operated

NUMBERED = Message(
    en="The eye meets {parts} numbered parts in their order, the ear as “{heard}”. Are they to be taken in order?",
    sv="Ögat möter {parts} numrerade delar i ordning, örat som ”{heard}”. Ska de tas i ordning?",
)
FROM_THE_LAST = Message(
    en="{parts} parts are read as “{heard}”, and stand from right to left. Does their order tell something?",
    sv="{parts} delar läses upp som ”{heard}” men står från höger till vänster. Betyder ordningen något?",
)
HEADING_AFTER_ITS_TEXT = Message(
    en="The heading “{called}” stands above a text that is read before it, and so seems to belong to what was before.",
    sv="Rubriken ”{called}” står ovanför en text som läses upp före den, och som därför verkar höra till det som kom innan.",
)

_LOOK = r"""(s) => {
  const [most, mostParts] = [2000, 40];
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const children = (e) => [...Object.getOwnPropertyDescriptor(Element.prototype, "children").get.call(e)];
  const text = (e) => clean(Object.getOwnPropertyDescriptor(Node.prototype, "textContent").get.call(e));
  const within = (e, selector) => Element.prototype.querySelectorAll.call(e, selector);
  const closest = (e, selector) => Element.prototype.closest.call(e, selector);
  const numbered = (e) => {
    const match = /^(?:(?:steg|step|dag|day|vecka|week|del|part|fas|phase|moment)\s+)?(\d{1,2})(?:[.):\s–-]|$)/i.exec(text(e));
    return match ? parseInt(match[1]) : null;
  };
  const found = [];
  for (const e of s.all("div, section, article, ul, ol, main, li, header, aside, form, a").slice(0, most)) {
    if (found.length === 20) break;
    if (Element.prototype.matches.call(e, ":not(:has(> :nth-child(2)))")) continue;
    const style = getComputedStyle(e);
    const floats = style.display === "block" && children(e).length > 1 && getComputedStyle(children(e).at(-1)).float === "right";
    if (!floats && !/flex|grid/.test(style.display)) continue;
    const parts = children(e).slice(0, mostParts).filter((part) => s.shown(part) && !/^(absolute|fixed)$/.test(getComputedStyle(part).position));
    if (parts.length < 2) continue;
    const reversed = /flex/.test(style.display) && style.flexDirection.endsWith("reverse") || /reverse/.test(style.flexWrap);
    if (!reversed && !floats && !parts.some((part) => getComputedStyle(part).order !== "0" || (/grid/.test(style.display) && /^\d|^-\d/.test(`${getComputedStyle(part).gridRowStart}`)))) continue;
    if (closest(e, "[aria-hidden=true], [inert], nav, [role=navigation], [role=toolbar]")) continue;
    const at = new Map(parts.map((part) => [part, s.box(part)]));
    const before = (a, b) => { // for the eye: above, or on one line to the left
      const [al, ay, , ah] = at.get(a), [bl, by, , bh] = at.get(b);
      return ay + ah <= by + 4 || (by + bh > ay + 4 && al < bl);
    };
    const numbers = parts.map(numbered);
    if (parts.length > 2 && numbers.every((n) => n !== null) && new Set(numbers).size === parts.length) {
      const seen = parts.toSorted((a, b) => (before(a, b) ? -1 : 1)).map(numbered);
      const ascends = (list) => list.every((n, i) => i === 0 || n > list[i - 1]);
      if (ascends(seen) && !ascends(numbers)) { found.push([s.path(e), "numbers", numbers.slice(0, 8).join(", "), parts.length]); continue; }
    }
    // One beside the other: what is pressed may stand in any order, words of some breadth seldom do.
    const row = floats ? parts.filter((part) => getComputedStyle(part).float === "right") : style.flexDirection === "row-reverse" ? parts : [];
    const controls = "a[href], button, input, select, textarea, summary, [role=button], [tabindex], img, svg, h1, h2, h3, h4, h5, h6";
    const wide = (part) => at.get(part)[2] >= 0.15 * s.box(e)[2];
    if (row.length > 2 && !/rtl/.test(style.direction) && row.every((part) => /\p{L}{3}/u.test(text(part)) && wide(part) && !within(part, controls).length && !Element.prototype.matches.call(part, controls)) &&
        row.every((part, i) => i === 0 || (before(part, row[i - 1]) && !before(row[i - 1], part)))) {
      found.push([s.path(e), "last", row.map((part) => text(part).slice(0, 20)).join(", ").slice(0, 80), row.length]);
      continue;
    }
    const title = "h1, h2, h3, h4, h5, h6, [role=heading]";
    for (const [i, part] of parts.entries()) {
      const heading = Element.prototype.matches.call(part, title) ? part
        : text(part).length < 120 && within(part, title).length === 1 && text(within(part, title)[0]) === text(part) ? within(part, title)[0] : null;
      if (!heading) continue;
      // A label, a date or a picture that is read before a heading takes nothing from it: a text of some length does.
      const earlier = parts.slice(0, i).findLast((other) => {
        const [al, ay, aw, ah] = at.get(part), [bl, by, bw] = at.get(other);
        return text(other).length >= 60 && !within(other, title).length && !Element.prototype.matches.call(other, title) && ay + ah <= by + 4 && al < bl + bw && bl < al + aw;
      });
      if (earlier) { found.push([s.path(heading), "heading", s.called(heading), 0]); break; }
    }
  }
  return found;
}"""


@check(
    "reading-order",
    criteria=["1.3.2"],
    impact="serious",
    title=Message(en="What is seen first is read out later", sv="Det som syns först läses upp senare"),
    mend=Message(
        en="Write the parts into the page in the order in which they are to be read; do not turn them about with order or row-reverse.",
        sv="Skriv delarna i sidan i den ordning som de ska läsas; vänd inte om dem med order eller row-reverse.",
    ),
)
def reading_order(page: Operated) -> Iterator[Outcome]:
    """Applies to parts that a style places in another order than the page has them. Expected: steps with numbers are read in their
    order, and a heading before its text. Where the order tells nothing, such as among cards, nothing is said."""
    for selector, what, said, parts in page.ask(_LOOK):
        if what == "numbers":
            yield unsure(selector, NUMBERED, heard=said, parts=parts)
        elif what == "last":
            yield unsure(selector, FROM_THE_LAST, heard=said, parts=parts)
        else:
            yield unsure(selector, HEADING_AFTER_ITS_TEXT, called=said)
