"""Two things with one id: for people who hear the label of one field at another, or click on a label and tick another box."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes
from a11y.operated import Operated

NAMED_BY_ANOTHER = Message(
    en="It is read out as “{heard}”, and beside it stands “{beside}”: both have the id “{id}”, and the first on the page counts.",
    sv="Den läses upp som ”{heard}”, men bredvid står ”{beside}”: båda har id ”{id}”, och det första på sidan räknas.",
)
EXPLAINED_BY_ANOTHER = Message(
    en="“{heard}” is read out as its explanation, and beside it stands “{beside}”: both have the id “{id}”, and the first on the page counts.",
    sv="Som förklaring läses ”{heard}” upp, men bredvid står ”{beside}”: båda har id ”{id}”, och det första på sidan räknas.",
)
LABEL_OF_ANOTHER = Message(
    en="The label “{beside}” beside it belongs to {heard}, an earlier thing on the page with the same id, “{id}”.",
    sv="Etiketten ”{beside}” bredvid hör till {heard}, en tidigare sak på sidan med samma id, ”{id}”.",
)

_LOOK = r"""(s) => {
  const [mostPaths, mostTold] = [2000, 30];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const said = (e) => clean(attribute(e, "aria-label") || e.textContent).slice(0, 100);
  const rootOf = (e) => Node.prototype.getRootNode.call(e);
  const references = s.all("label[for], [aria-labelledby], [aria-describedby], [aria-errormessage]").slice(0, mostPaths);
  if (!references.length) return { found: [], well: "" };
  const bearers = new Map(); // by root: what bears an id that others bear, too
  const twins = (root, id) => {
    if (!bearers.has(root)) {
      const of = new Map();
      for (const e of root.querySelectorAll("[id]")) of.set(attribute(e, "id"), [...(of.get(attribute(e, "id")) ?? []), e]);
      bearers.set(root, new Map([...of].filter(([, all]) => all.length > 1)));
    }
    return bearers.get(root).get(id) ?? [];
  };
  const up = (e) => {
    const way = [];
    for (let at = e; at; at = s.parent(at)) way.push(at);
    return way;
  };
  // The one that stands beside it: what holds both holds none of the others.
  const beside = (e, others) => {
    for (const at of up(e)) {
      const within = others.filter((other) => other !== e && Node.prototype.contains.call(at, other));
      if (within.length) return within.length === 1 && at !== document.body && at !== document.documentElement ? within[0] : null;
    }
    return null;
  };
  const labelable = "input:not([type=hidden]), select, textarea, button, meter, output, progress";
  const named = (e) => clean(attribute(e, "aria-label") || attribute(e, "title") || attribute(e, "placeholder")) ||
    clean(attribute(e, "aria-labelledby")) || [...(e.labels ?? [])].some((label) => clean(label.textContent)) || (e.localName === "button" && said(e));
  const found = [];
  let well = "";
  for (const e of references) {
    if (found.length === mostTold) break;
    const root = rootOf(e);
    if (Element.prototype.closest.call(e, "[aria-hidden=true], [inert]")) continue;
    if (e.localName === "label" && attribute(e, "for")) {
      const same = twins(root, attribute(e, "for"));
      if (!same.length) { well ||= s.path(e); continue; }
      const own = beside(e, same);
      if (!own || !Element.prototype.matches.call(own, labelable) || !s.shown(e) || !s.shown(own)) continue;
      // Without any other name it has none at all, which the engine tells.
      if (!named(own) || [...own.labels].includes(e) || !said(e)) continue;
      found.push([s.path(own), "label", s.called(same[0]).slice(0, 100), said(e), attribute(e, "for").slice(0, 60)]);
      continue;
    }
    for (const [name, what] of [["aria-labelledby", "name"], ["aria-describedby", "explanation"], ["aria-errormessage", "explanation"]]) {
      for (const id of attribute(e, name).split(/\s+/).filter(Boolean)) {
        const same = twins(root, id);
        if (!same.length) { well ||= s.path(e); continue; }
        const [first] = same, own = beside(e, same);
        if (!own || first === e || !s.shown(e)) continue;
        const [heard, there] = [said(first), said(own)];
        if (!there || heard === there) continue;
        found.push([s.path(e), what, heard, there, id.slice(0, 60)]);
      }
    }
  }
  return { found, well };
}"""
_SAYS = {"name": NAMED_BY_ANOTHER, "explanation": EXPLAINED_BY_ANOTHER, "label": LABEL_OF_ANOTHER}


@check(
    "label-of-another",
    criteria=["1.3.1"],
    impact="serious",
    title=Message(
        en="What is read out belongs to something else on the page",
        sv="Det som läses upp hör till något annat på sidan",
    ),
    mend=Message(
        en="Give each element of the page an id of its own, also in parts that are repeated, and refer to that.",
        sv="Ge varje element på sidan ett eget id, även i delar som upprepas, och hänvisa till det.",
    ),
)
def label_of_another(page: Operated) -> Iterator[Outcome]:
    """Applies to labels, names and explanations that are referred to by id. Expected: of several elements with that id, the one
    that stands beside comes first, or the others say the same. Fields that have no name at all then are left to the engine."""
    seen = page.ask(_LOOK)
    for way, what, heard, beside, of_id in seen["found"]:
        yield fails(way, _SAYS[what], heard=heard, beside=beside, id=of_id)
    if seen["well"] and not seen["found"]:
        yield passes(seen["well"])
