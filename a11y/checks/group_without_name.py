"""Radio buttons whose question is nowhere but beside them: for people who hear "Yes, radio button" and not what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, of_kind, passes, unsure
from a11y.operated import Operated

QUESTION_BESIDE = Message(
    en="{number} radio buttons belong to “{question}”, and nothing but their place on the page says so.",
    sv="{number} alternativknappar hör till ”{question}”, men det framgår bara av var de står.",
)
NO_GROUP = Message(
    en="{number} radio buttons, the first “{called}”, are in no group with a name. Is it clear from each one's name what is asked?",
    sv="{number} alternativknappar, den första ”{called}”, ligger inte i någon grupp med namn. Framgår det av varje knapps namn vad frågan gäller?",
)

_LOOK = r"""(s) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name);
  const closest = (e, selector) => Element.prototype.closest.call(e, selector);
  const holds = (a, b) => Node.prototype.contains.call(a, b);
  const parent = (e) => Object.getOwnPropertyDescriptor(Node.prototype, "parentElement").get.call(e);
  const content = (e) => Object.getOwnPropertyDescriptor(Node.prototype, "textContent").get.call(e).replace(/\s+/g, " ").trim();
  const labelsOf = (e) => [...(e.labels ?? [])];
  const groups = new Map();
  const rooms = new Map();
  for (const e of s.all("input[type=radio][name]").slice(0, 1000)) {
    if (!e.name || !(s.shown(e) || labelsOf(e).some(s.shown)) || closest(e, "[aria-hidden=true], [inert]")) continue;
    const room = e.form ?? e.getRootNode();
    if (!rooms.has(room)) rooms.set(room, rooms.size);
    const key = `${rooms.get(room)} ${e.name}`;
    groups.set(key, [...(groups.get(key) ?? []), e]);
  }
  const referred = (e, name) => (attribute(e, name) ?? "").split(/\s+/).filter(Boolean).map((id) => e.getRootNode().getElementById(id)).filter(Boolean);
  const named = (group) => (attribute(group, "aria-label") ?? "").trim() || (attribute(group, "title") ?? "").trim() ||
    referred(group, "aria-labelledby").some((n) => content(n) || attribute(n, "aria-label")) ||
    (group.localName === "fieldset" && [...group.children].some((c) => c.localName === "legend" && (content(c) || c.querySelector("img[alt]"))));
  const grouped = (e) => {
    for (let at = parent(e); at; at = parent(at) ?? at.getRootNode().host)
      if ((at.localName === "fieldset" && (attribute(at, "role") ?? "group") === "group" || /^(radiogroup|group)$/.test(attribute(at, "role") ?? "")) && named(at)) return true;
    return false;
  };
  // What holds nothing else to fill in, such as a dialog or a toolbar, has its name for the question.
  const around = (group) => {
    for (let at = parent(group[0]); at; at = parent(at) ?? at.getRootNode().host) {
      if (!at.matches("dialog, section, form, [role=dialog], [role=alertdialog], [role=region], [role=form], [role=toolbar], [role=tabpanel]") || !group.every((e) => holds(at, e))) continue;
      if ([...Element.prototype.querySelectorAll.call(at, "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea")].some((e) => !group.includes(e))) return false;
      if (named(at)) return true;
    }
    return false;
  };
  // "Send the letters by post" takes up the question's words and is a sentence itself.
  const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const takesUp = (group, question) => {
    const asked = new Set(words(question).filter((word) => word.length > 3));
    return group.every((e) => { const own = labelsOf(e).flatMap((l) => words(content(l))); return own.length > 2 && own.some((word) => asked.has(word)); });
  };
  // Each button says the question itself, in its name or its description.
  const saysItself = (group) => {
    const refs = group.map((e) => [...referred(e, "aria-labelledby"), ...referred(e, "aria-describedby")]);
    return refs[0].some((n) => refs.every((r) => r.includes(n)));
  };
  const plain = (e) => s.shown(e) && e.getBoundingClientRect().width >= 8 && getComputedStyle(e).appearance !== "none";
  // A heading alone may be that of the page.
  const looksAsked = (e, text) => /[?:？：]\s*\*?$/.test(text) || /^(label|legend|dt|strong|b)$/.test(e.localName);
  // What is read before the first button: back from it to the next field, in what holds the group, then just before that.
  const question = (group) => {
    const [first] = group;
    let holder = first;
    while (holder && !group.every((e) => holds(holder, e))) holder = parent(holder);
    if (!holder) return null;
    const own = new Set(group.flatMap(labelsOf));
    const walker = document.createTreeWalker(parent(holder) ?? holder, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    walker.currentNode = first;
    for (let node = walker.previousNode(), steps = 0; node && steps < 60; node = walker.previousNode(), steps += 1) {
      if (node.nodeType === 1) {
        if (/^(input|select|textarea|button|table|hr|a|form|fieldset|nav|header|main)$/.test(node.localName) && !holds(node, first)) return null;
        continue;
      }
      const e = parent(node);
      if (!/\p{L}{2}/u.test(node.data) || !s.shown(e) || [...own].some((l) => holds(l, e))) continue;
      let block = e;
      while (parent(block) && getComputedStyle(block).display === "inline" && !holds(parent(block), first) && block.localName !== "label") block = parent(block);
      const text = (holds(block, first) ? node.data : content(block)).replace(/\s+/g, " ").trim();
      return text.length <= 200 ? { text, asked: looksAsked(holds(block, first) ? node : block, text) || looksAsked(e, text) } : null;
    }
    return null;
  };
  const seen = [];
  for (const group of [...groups.values()].filter((g) => g.length > 1).slice(0, 60)) {
    if (group.every(grouped) || around(group) || saysItself(group)) { seen.push([s.path(group[0]), "", "", group.length, "", ""]); continue; }
    const asked = group.every(plain) && !closest(group[0], "table, [role=table], [role=grid], [role=tablist]") ? question(group) : null;
    // Hidden ones that are no part of a form are how style sheets make tabs and switches.
    if (!group.every(plain) && !group[0].form) continue;
    seen.push([s.path(group[0]), asked?.asked && !takesUp(group, asked.text) ? "asked" : "unsure", s.called(group[0]), group.length, asked?.text ?? "", [group[0].name, ...group.map(s.called).sort()].join(" ")]);
  }
  return seen;
}"""


@check(
    "group-without-name",
    criteria=["1.3.1"],
    impact="serious",
    title=Message(en="Radio buttons without their question", sv="Alternativknappar utan sin fråga"),
    mend=Message(
        en="Put them into a fieldset with the question as its legend.",
        sv="Lägg dem i ett fieldset med frågan som legend.",
    ),
)
def group_without_name(page: Operated) -> Iterator[Outcome]:
    """Applies to two or more radio buttons with one name. Expected: a fieldset with a legend, or a group with a name, holds
    them, or a dialog or the like that has a name and nothing else to fill in, or each one says the question itself."""
    for way, kind, called, number, question, group in page.ask(_LOOK):
        if kind == "asked":
            yield of_kind(f"{question} {group}", fails(way, QUESTION_BESIDE, number=number, question=question))
        elif kind == "unsure":
            yield of_kind(group, unsure(way, NO_GROUP, number=number, called=called))
        else:
            yield passes(way)
