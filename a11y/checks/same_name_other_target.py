"""Links that only their surroundings for the eye tell apart: for people who go through a page by a list of its links."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, passes, unsure
from a11y.operated import Operated

OTHER_TARGET = Message(
    en="“{called}” leads to {target}, and another link of the same name, in the same context, to {other}. How can one tell them apart?",
    sv="”{called}” leder till {target}, och en annan länk med samma namn, i samma sammanhang, till {other}. Hur skiljer man dem åt?",
)
SAYS_NOTHING = Message(
    en="“{called}” does not say where the link leads, and neither its paragraph nor a heading does. Can one know?",
    sv="”{called}” säger inte vart länken leder, och varken stycket eller en rubrik gör det. Går det att veta?",
)

_LOOK = r"""(s) => {
  const most = 1500;
  const generic = new RegExp("^(»|›|>)?\\s*(click( here)?|here|read( more)?|more|more info(rmation)?|learn more|see more|details|link|this( link| page)?|" +
    "go|continue|open|klicka( här)?|tryck här|här|läs( mer| vidare)?|mer|mer info(rmation)?|se mer|visa mer|länk|länken|öppna|gå vidare|fortsätt|vidare)" +
    "\\s*(»|›|>|→|…|\\.\\.\\.)?$|^([»›>→…]|\\.\\.\\.)+$", "i");
  // Words that tell no more than the link's own: "For more information, click here."
  const filler = new Set(("click clicking here read more see link this please for to the a on about and or information info details you can we just learn " +
    "klicka tryck här läs mer se länk länken denna den det för att om och eller på information du kan vi ni bara vidare gå in gärna").split(" "));
  const closest = (e, selector) => (s.parent(e) ? Element.prototype.closest.call(s.parent(e), selector) : null);
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const clean = (text) => text.replace(/\s+/g, " ").trim();
  const referred = (e, name) => clean(attribute(e, name).split(/\s+/).filter(Boolean)
    .map((id) => e.getRootNode().getElementById(id)?.textContent ?? "").join(" "));
  const given = (e) => referred(e, "aria-labelledby") || clean(attribute(e, "aria-label"));
  const name = (e) => given(e) || clean([e.innerText, ...[...e.querySelectorAll("img[alt], svg[aria-label], [role=img][aria-label]")]
    .map((i) => given(i) || attribute(i, "alt"))].join(" ")) || clean(attribute(e, "title"));
  const target = (a) => {
    const url = new URL(a.href);
    for (const key of [...url.searchParams.keys()]) if (/^utm_|^(fb|g)clid$/.test(key)) url.searchParams.delete(key);
    return `${url.origin}${url.pathname.replace(/\/(index\.\w+)?$/, "")}${url.search}${url.hash}`;
  };
  const headings = s.all("h1, h2, h3, h4, h5, h6, [role=heading]");
  const headingBefore = (e) => {
    let found = null;
    for (const h of headings) {
      if (h.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) found = h;
      else if (!h.contains(e)) break;
    }
    return found;
  };
  const own = "p, li, dd, dt, td, th, h1, h2, h3, h4, h5, h6, figure, blockquote, article, tr, summary, [role=listitem], [role=cell], [role=row], [role=article]";
  const parts = "nav, header, footer, aside, section, form, fieldset, details, [role=navigation], [role=region], [role=group], [role=tabpanel], [role=dialog], " +
    "[aria-label], [aria-labelledby]";
  const stretch = (from, to) => {
    const range = document.createRange();
    from(range);
    to(range);
    return clean(range.toString());
  };
  const sentence = (e, block) => [
    stretch((r) => r.setStart(block, 0), (r) => r.setEndBefore(e)).split(/[.!?]\s/).at(-1).slice(-100),
    stretch((r) => r.setStartAfter(e), (r) => r.setEnd(block, block.childNodes.length)).split(/[.!?](\s|$)/)[0].slice(0, 100),
  ].join(" ");
  // A plain box that holds nothing but its line of text, of which the link is a part.
  const lineOf = (e) => {
    let at = s.parent(e);
    const inline = (x) => x.localName === "br" || getComputedStyle(x).display.startsWith("inline");
    while (at && inline(at)) at = s.parent(at);
    return at && at !== document.body && !(at instanceof HTMLFormElement) && at.childElementCount < 60 && [...at.children].every(inline) ? at : null;
  };
  // All that a screen reader can tell of where a link stands: its sentence, its row, its list's item, the part, the heading before it.
  const context = (e) => {
    const nearest = closest(e, own), line = nearest ?? lineOf(e);
    const told = line ? [sentence(e, line)] : [];
    for (let at = nearest; at && told.length < 7; at = closest(at, own)) {
      const text = clean(at.innerText ?? "");
      told.push(text.length > 1500 ? "" : text);
    }
    return { told, part: closest(e, parts), heading: headingBefore(e), said: referred(e, "aria-describedby") || clean(attribute(e, "title")) };
  };
  const links = [];
  for (const e of s.all("a[href]").slice(0, most)) {
    if (!/^(https?|file|mailto|tel):$/.test(e.protocol) || /^#?$/.test(attribute(e, "href").trim())) continue;
    if (!s.shown(e) || e.closest("[aria-hidden=true], [inert]")) continue;
    const called = name(e);
    if (/\p{L}{2}/u.test(called) || generic.test(called)) links.push({ e, called, key: called.toLowerCase() });
  }
  // Under one heading, vague links of different names that nothing else tells apart: it cannot be what all of them lead to.
  const told = new Map(), under = new Map();
  const contextOf = (link) => told.get(link) ?? told.set(link, context(link.e)).get(link);
  const aroundOf = (link) => contextOf(link).told.map((text) => clean(text.toLowerCase().replaceAll(link.key, ""))).filter((text) => /[\p{L}\d]/u.test(text));
  const tells = (around) => around.some((text) => (text.match(/[\p{L}\d]+/gu) ?? []).some((word) => !filler.has(word)));
  for (const link of links) {
    if (!generic.test(link.key)) continue;
    const { heading } = contextOf(link);
    if (!tells(aroundOf(link))) under.set(heading, [...(under.get(heading) ?? []), link]);
  }
  const shared = (link, heading) => (under.get(heading) ?? []).some((other) => other.key !== link.key && target(other.e) !== target(link.e));
  const byName = Map.groupBy(links, (link) => link.key);
  const found = [];
  for (const [key, alike] of byName) {
    const vague = generic.test(key);
    const targets = new Set(alike.map((link) => target(link.e)));
    if (targets.size < 2 && !vague) continue;
    const seen = new Map();
    for (const link of alike) {
      const { part, heading, said } = contextOf(link);
      const around = aroundOf(link);
      const telling = tells(around);
      if (vague && !telling && !said && !(heading && heading.localName !== "h1" && !shared(link, heading)) && !(part && given(part))) {
        found.push([s.path(link.e), "vague", link.called.slice(0, 80), "", ""]);
        continue;
      }
      const same = (other) => other.part === part && other.heading === heading && other.said === said && other.around.join("|") === around.join("|");
      const to = target(link.e);
      const former = seen.get(to) ?? [...seen.entries()].find(([at, other]) => at !== to && same(other))?.[1];
      if (former && former.to !== to) { // one of them is enough to see it by
        found.push([s.path(link.e), "other", link.called.slice(0, 80), to.slice(0, 120), former.to.slice(0, 120)]);
        break;
      }
      if (!seen.has(to)) seen.set(to, { to, part, heading, said, around });
      if (found.length > 30) return found;
    }
  }
  return found.length || !links.length ? found : [[s.path(links[0].e), "", "", "", ""]];
}"""


@check(
    "same-name-other-target",
    criteria=["2.4.4"],
    impact="moderate",
    title=Message(en="A link does not say where it leads", sv="En länk säger inte vart den leder"),
    mend=Message(
        en="Let the link's own text say where it leads, such as “Timetable for class 7B” instead of “More”.",
        sv="Låt länkens egen text säga vart den leder, som ”Schema för klass 7B” i stället för ”Mer”.",
    ),
)
def same_name_other_target(page: Operated) -> Iterator[Outcome]:
    """Applies to visible links. Expected: name, sentence, row, list, heading or part of the page differ where targets do."""
    for selector, what, called, target, other in page.ask(_LOOK):
        if what == "other":
            yield unsure(selector, OTHER_TARGET, called=called, target=target, other=other)
        elif what == "vague":
            yield unsure(selector, SAYS_NOTHING, called=called)
        else:
            yield passes(selector)
