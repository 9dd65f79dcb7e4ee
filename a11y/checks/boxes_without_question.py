"""Boxes to tick whose question is nowhere but before them: for people who hear "Monday, checkbox" and not what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, of_kind, passes, unsure
from a11y.operated import Operated

QUESTION_BEFORE = Message(
    en="{number} boxes to tick, the first “{called}”, stand beneath “{text}”. Do they belong to it? Nothing but their place on the page says so.",
    sv="{number} kryssrutor, den första ”{called}”, står under ”{text}”. Hör de till den texten? Det framgår bara av var de står.",
)

_LOOK = r"""(s) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const holds = (a, b) => Node.prototype.contains.call(a, b);
  const content = (e) => (e.textContent ?? "").replace(/\s+/g, " ").trim();
  const labels = (e) => [...(e.labels ?? [])];
  const referred = (e, name) => attribute(e, name).split(/\s+/).filter(Boolean).map((id) => e.getRootNode().getElementById(id)).filter(Boolean);
  const named = (e) => attribute(e, "aria-label").trim() || attribute(e, "title").trim() || referred(e, "aria-labelledby").some((n) => content(n)) ||
    (e.localName === "fieldset" && [...e.children].some((c) => c.localName === "legend" && content(c)));
  const group = (e) => { for (let at = s.parent(e); at; at = s.parent(at)) if (at.matches("fieldset, [role=group], [role=radiogroup]") && named(at)) return at; return null };
  // Boxes one after the other, with nothing else to fill in, and no heading, between them.
  const runs = [[]];
  for (const e of s.all("input:not([type=hidden]), select, textarea, button, h1, h2, h3, h4, h5, h6, hr, fieldset, legend").slice(0, 2000)) {
    const run = runs.at(-1);
    if (e.matches("input[type=checkbox]") && (s.shown(e) || labels(e).some(s.shown)) && !e.closest("[aria-hidden=true], [inert], table, [role=grid], [role=table], [role=listbox], [role=tree]")) {
      if (run.length && (run[0].form !== e.form || run[0].getRootNode() !== e.getRootNode() || group(run[0]) !== group(e))) runs.push([e]);
      else run.push(e);
    } else if (run.length) runs.push([]);
  }
  // What is read just before the first, where it is a question, or ends with a colon.
  const question = (run) => {
    const own = new Set(run.flatMap(labels)), root = run[0].getRootNode();
    const walker = document.createTreeWalker(root === document ? document.body : root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    walker.currentNode = run[0];
    for (let node = walker.previousNode(), n = 0; node && n < 40; node = walker.previousNode(), n += 1) {
      if (node.nodeType === 1) {
        if (node.matches("input:not([type=hidden]), select, textarea, button, a, table, hr, h1, h2, h3, h4, h5, h6, nav, header") && !holds(node, run[0])) return "";
        continue;
      }
      const e = s.parent(node);
      if (!e || !/\p{L}{2}/u.test(node.data) || !s.shown(e) || [...own].some((l) => holds(l, e))) continue;
      let block = e;
      while (s.parent(block) && getComputedStyle(block).display === "inline" && !holds(s.parent(block), run[0])) block = s.parent(block);
      const text = (holds(block, run[0]) ? node.data : content(block)).replace(/\s+/g, " ").trim();
      return text.length <= 200 && /[?:？：]\s*\*?$/.test(text) ? text : "";
    }
    return "";
  };
  const found = [];
  for (const run of runs.filter((one) => one.length > 1).slice(0, 40)) {
    const around = group(run[0]), common = referred(run[0], "aria-describedby").find((n) => run.every((e) => referred(e, "aria-describedby").includes(n)));
    const told = common || (around && run.every((e) => holds(around, e)));
    const asked = told ? "" : question(run);
    if (told || asked) found.push([s.path(run[0]), s.called(run[0]), run.length, asked, run.map(s.called).sort().join(" ")]);
  }
  return found;
}"""


@check(
    "boxes-without-question",
    criteria=["1.3.1"],
    impact="moderate",
    title=Message(en="Boxes to tick without their question", sv="Kryssrutor utan sin fråga"),
    mend=Message(
        en="Put them into a fieldset with the question as its legend.",
        sv="Lägg dem i ett fieldset med frågan som legend.",
    ),
)
def boxes_without_question(page: Operated) -> Iterator[Outcome]:
    """Applies to two or more boxes to tick that follow each other, where a question or a text with a colon stands before them, or a group
    with a name holds them. Expected: the group (H71), or a description that all of them have.
    """
    for way, called, number, question, boxes in page.ask(_LOOK):
        if question:
            yield of_kind(
                f"{question} {boxes}", unsure(way, QUESTION_BEFORE, number=number, called=called, text=question)
            )
        else:
            yield passes(way)
