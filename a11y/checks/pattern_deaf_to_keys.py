"""Tabs, menus, lists and the like that only a mouse operates, though they say what they are: for people who know, or whose screen
reader says, which keys such a thing answers to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.answers import answers_to, click_shows, tried
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import Attempts
from a11y.operated import Operated

DEAF = Message(
    en="A click on “{called}” does something. Enter, Space and the arrow keys do nothing.",
    sv="Ett klick på ”{called}” gör något. Enter, blanksteg och piltangenterna gör ingenting.",
)
DEAF_AMONG = Message(
    en="A click on “{item}” does something. Enter, Space and the arrow keys do nothing, there or on what has focus beside it.",
    sv="Ett klick på ”{item}” gör något. Enter, blanksteg och piltangenterna gör ingenting, varken där eller på det som har fokus bredvid.",
)
DEAF_SLIDER = Message(
    en="The mouse moves “{called}”. The arrow keys, Home, End and the keys for a page up and down do not.",
    sv="Musen flyttar ”{called}”. Piltangenterna, Home, End och tangenterna för en sida upp och ned gör det inte.",
)
NOT_REACHED = Message(
    en="A click on “{item}” does something, but Tab leads to nothing in what it is a part of, so that no key can do the same.",
    sv="Ett klick på ”{item}” gör något, men Tab leder inte till något i det som den är en del av, så ingen tangent kan göra samma sak.",
)
IS_THERE_ANOTHER_WAY = Message(
    en="A click on “{item}” does something, and no key does. Can the same be done with what stands beside it?",
    sv="Ett klick på ”{item}” gör något, och ingen tangent gör det. Går det att göra samma sak med det som finns bredvid?",
)
OPENS_ON_NOTHING = Message(
    en="Keys open “{called}”, but neither Tab nor the arrow keys lead from there to “{item}”. A click on it does something.",
    sv="Tangenter öppnar ”{called}”, men varken Tab eller piltangenterna leder därifrån till ”{item}”. Ett klick på den gör något.",
)

_MOST_TRIED = 6
_MOST_ALIKE = 2
"""Of one kind, so many are tried."""
_OPENS_MS = 200
_DRAG_PX = 40
_ARROWS = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp")
_KEYS = {
    "tabs": (*_ARROWS, "End", "Home", "Enter", "Space"),
    "listbox": (*_ARROWS, "End", "Home", "Space", "Enter"),
    "radios": (*_ARROWS, "Space", "Enter"),
    "tree": (*_ARROWS, "End", "Home", "Enter", "Space"),
    "slider": (*_ARROWS, "PageUp", "PageDown", "Home", "End"),
    "switch": ("Space", "Enter", *_ARROWS),
    "opener": ("Enter", "Space", *_ARROWS),
    "combobox": ("ArrowDown", "Alt+ArrowDown", "Enter", "Space", *_ARROWS, "a"),
    "field": ("ArrowDown", "Alt+ArrowDown", "a", "n", "n", "a"),
}
"""What the ARIA Authoring Practices let each of them answer to."""
_OPEN = frozenset({"opener", "combobox", "field"})
"""What opens something that keys have to lead into."""
_INTO = ("ArrowDown", "ArrowDown", "ArrowUp", "Tab", "Tab")
_POINTED = frozenset({"mousedown", "mouseup", "pointerdown", "pointerup"})
_THERE_ARE = """(s) => {
  const some = (selector) => s.all(selector).some(s.shown);
  const kinds = "[role=tab], [role=option], [role=radio], [role=treeitem], [role=slider], [role=checkbox], [role=switch], [role=combobox], " +
    "[aria-haspopup]:not([aria-haspopup=false], [aria-haspopup=dialog], dialog)";
  return some(kinds) ? "some" : some("[aria-expanded]") ? "openers" : "none";
}"""
# What there is to try: where the mouse goes, what can have focus, and whether something beside it may do the same.
_WIDGETS = """(s, listening, most, alike) => {
  const off = "[aria-disabled=true], [aria-disabled=true] *, [aria-readonly=true], [inert], [inert] *, [aria-hidden=true], [aria-hidden=true] *, :disabled";
  const native = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const usable = (e) => s.shown(e) && !e.matches(off);
  const focusable = (e) => e.tabIndex >= 0 && !e.matches(":disabled");
  const own = (e, names) => listening.get(e)?.some((name) => names.includes(name)) ?? false;
  const pressed = ["mousedown", "mouseup", "pointerdown", "pointerup"];
  const inside = (e) => [...e.querySelectorAll(`${native}, [tabindex]`)].slice(0, 40).filter((n) => focusable(n) && s.shown(n));
  const attribute = (e, name) => e.getAttribute(name) ?? "";
  const counts = {};
  const found = [];
  const add = (kind, e, target, focus, more = {}) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (counts[kind] > alike || found.length >= most) return;
    found.push({ kind, way: s.path(e), called: s.called(e), target: s.path(target), item: s.called(target), focus: focus.map(s.path), chosen: [], ...more });
  };
  // Such as the buttons before and after a row of dots, or a field beside a slider.
  const beside = (e, levels) => {
    let around = s.parent(e);
    for (let i = 0; i < levels && around && !around.matches("body, main, form"); i += 1, around = s.parent(around))
      if ([...around.querySelectorAll(`${native}, [role=button], [role=spinbutton]`)].some((n) =>
        !e.contains(n) && focusable(n) && s.shown(n) && !n.closest("[role=tabpanel]"))) return true;
    return false;
  };
  const among = (kind, e, items, levels, chosen) => {
    const usables = items.filter(usable);
    if (usables.length < 2 || e.querySelector("input:not([type=hidden]), select, textarea, [contenteditable]")) return;
    const now = usables.find(chosen) ?? usables[0];
    const target = usables.find((i) => i !== now && !chosen(i));
    if (!target) return;
    const ways = [e, now, target, ...inside(now), ...inside(target), ...usables.slice(0, 3)];
    const focus = [...new Set(ways)].filter(focusable).slice(0, 5);
    // Something else in it, such as a button to close a tab, may lead there.
    const others = inside(e).filter((n) => !focus.includes(n) && !items.some((i) => i === n || i.contains(n)));
    // Enter on what is chosen already may write down that it is, which leads nowhere.
    const ready = focus.filter((n) => chosen(now) && now.contains(n)).map(s.path);
    add(kind, e, target, focus, { beside: beside(e, levels) || others.length > 0, chosen: ready });
  };
  const owned = (e) => {
    // What a field shows is operated from the field; what has an active thing in it, from wherever that is told.
    const id = attribute(e, "id");
    const owner = (o) => `${attribute(o, "aria-controls")} ${attribute(o, "aria-owns")} ${attribute(o, "list")}`.split(/\\s+/).includes(id);
    return s.all("[role=combobox], [aria-autocomplete], [aria-haspopup=listbox]").some((o) => (id && owner(o)) || s.parent(o)?.contains(e));
  };
  for (const e of s.all("[role=tablist]")) {
    if (usable(e)) among("tabs", e, [...e.querySelectorAll("[role=tab]")].slice(0, 60), 2, (i) => attribute(i, "aria-selected") === "true");
  }
  for (const e of s.all("[role=listbox]")) {
    if (usable(e) && !owned(e)) among("listbox", e, [...e.querySelectorAll("[role=option]")].slice(0, 60), 1, (i) => attribute(i, "aria-selected") === "true");
  }
  for (const e of s.all("[role=radiogroup]")) {
    if (usable(e)) among("radios", e, [...e.querySelectorAll("[role=radio]")].slice(0, 60), 0, (i) => attribute(i, "aria-checked") === "true");
  }
  for (const e of s.all("[role=tree]")) {
    if (usable(e)) among("tree", e, [...e.querySelectorAll("[role=treeitem]")].slice(0, 60), 0, (i) => attribute(i, "aria-selected") === "true");
  }
  for (const e of s.all("[role=slider]:not(input)")) {
    if (usable(e)) add("slider", e, e, [e, ...inside(e)].filter(focusable).slice(0, 1), { beside: beside(e, 2) });
  }
  for (const e of s.all("[role=checkbox], [role=switch]")) {
    if (usable(e) && focusable(e) && !e.matches("input") && !e.querySelector("input") && !e.closest("label") &&
      !e.closest("[role=listbox], [role=tree], [role=menu], [role=grid]")) add("switch", e, e, [e]);
  }
  for (const e of s.all("[role=combobox]")) {
    // A plain one that is only typed into, and a native list, are operated by themselves.
    const part = e.matches("input, textarea, [contenteditable]") ? e : e.querySelector("input, textarea") ?? e;
    if (!usable(part) || !focusable(part) || e.matches("select") || part.readOnly && attribute(e, "aria-readonly") === "true") continue;
    const typed = part.matches("input:not([readonly]), textarea:not([readonly])");
    add(typed ? "field" : "combobox", part, part, [part]);
  }
  for (const e of s.all("[aria-expanded], [aria-haspopup]:not([aria-haspopup=false], [aria-haspopup=dialog])")) {
    if (e.matches("[role=combobox], [role=treeitem], [role=tab], [role=row], input, select, summary, [role=menuitem]") || !usable(e) || !focusable(e)) continue;
    const menu = attribute(e, "aria-haspopup");
    // A button or link of the browser's own answers to Enter with a click; what has its role and hears clicks, another check tries.
    if (!menu && e.matches("button, a[href]") && (own(e, ["click"]) || !own(e, pressed))) continue;
    if (!e.matches("button, a[href]") && e.matches("[role=button], [role=link]") && own(e, ["click"])) continue;
    if (e.matches("a[href]") && !attribute(e, "href").startsWith("#") && attribute(e, "role") !== "button") continue; // leads there anyway
    add("opener", e, e, [e]);
  }
  return found;
}"""
_SHOWN_LISTS = """
  const lists = () => s.all("[role=menu], [role=listbox], [role=tree], [role=grid]").filter(s.shown);
"""
_REMEMBER = "(s) => {" + _SHOWN_LISTS + " globalThis.skolprovLists = new Set(lists()); return 0 }"
# The list or menu that has come, with the first thing in it that can be chosen and is in sight; and whether focus, or what stands for it, is in it.
_COME = (
    "(s, way) => {"
    + _SHOWN_LISTS
    + """
  const come = lists().find((e) => !skolprovLists.has(e));
  if (!come) return null;
  const items = [...come.querySelectorAll("[role=option], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=treeitem], [role=gridcell]")]
    .filter((i) => s.shown(i) && !i.matches("[aria-disabled=true]"));
  const e = s.focused();
  const opener = s.find(way);
  const active = [opener, come].map((n) => n?.getAttribute("aria-activedescendant") ?? "").join("");
  const within = (n) => { for (let p = n; p; p = s.parent(p) ?? p.getRootNode().host) if (p === come) return true; return false };
  const state = JSON.stringify([...come.querySelectorAll("*")].slice(0, 400).map((n) => [n.getAttribute("class"), n.getAttribute("aria-selected"), n.getAttribute("style")]));
  return { item: items[0] ? s.path(items[0]) : "", called: items[0] ? s.called(items[0]) : "", among: Boolean(e) && e !== come && within(e), active,
    tabbed: items.some((i) => i.tabIndex >= 0 || i.querySelector("a[href], button, input, [tabindex]:not([tabindex^='-'])")),
    state, value: opener && "value" in opener ? String(opener.value) : "" };
}"""
)


@check(
    "pattern-deaf-to-keys",
    criteria=["2.1.1"],
    impact="critical",
    title=Message(
        en="Tabs, a menu, a list or the like does not answer to the keyboard",
        sv="Flikar, en meny, en lista eller liknande svarar inte på tangentbordet",
    ),
    mend=Message(
        en="Let the arrow keys lead from one to the next, and Enter or Space do what a click does, as the ARIA Authoring Practices tell of each kind; or use buttons, "
        "radio buttons, <select> or <input type=range>.",
        sv="Låt piltangenterna leda från den ena till den andra, och Enter eller blanksteg göra det som ett klick gör, så som ARIA Authoring Practices "
        "beskriver för varje slag; eller använd knappar, radioknappar, <select> eller <input type=range>.",
    ),
)
def pattern_deaf_to_keys(page: Operated) -> Iterator[Outcome]:
    """Applies to what says by its role that it is a list of tabs, a list box, a group of radio buttons, a tree, a slider, a box to tick, a
    combobox, or that it opens a menu or part; if a mouse operates it. Expected: one of the keys of its kind is answered, or Enter and
    Space are where Tab leads. What could be sent or opened is held back.
    """
    there = page.ask(_THERE_ARE)
    if there == "none" or (there == "openers" and not page.hears(_POINTED)):
        return
    widgets = page.ask_listening(_WIDGETS, _MOST_TRIED, _MOST_ALIKE)
    if not widgets:
        return
    with tried(page) as attempts:
        answering = {
            widget["way"] for widget in widgets if widget["kind"] not in _OPEN and _answers(page, widget, attempts)
        }
    for widget in widgets:
        yield passes(widget["way"]) if widget["way"] in answering else _outcome(page, widget)


def _answers(page: Operated, widget: dict[str, Any], attempts: Attempts) -> bool:
    """Whether a key is answered at one of the things in it that can have focus."""
    for way in widget["focus"]:
        chosen = way in widget["chosen"]
        keys = [key for key in _KEYS[widget["kind"]] if not chosen or key not in ("Enter", "Space")]
        if answers_to(page, way, keys, attempts):
            return True
    return False


def _outcome(page: Operated, widget: dict[str, Any]) -> Outcome:
    with tried(page) as attempts:
        page.ask(_REMEMBER)
        if _answers(page, widget, attempts):
            return _into(page, widget, attempts)
    with tried(page) as attempts:
        drag = _DRAG_PX if widget["kind"] == "slider" else 0
        shows = click_shows(page, widget["target"], attempts, drag_px=drag)
    if not shows:
        return passes(widget["way"])
    if widget.get("beside") or widget["kind"] == "field":  # what more letters, or others, bring is not known
        return unsure(widget["way"], IS_THERE_ANOTHER_WAY, item=widget["item"])
    if not widget["focus"]:
        return fails(widget["way"], NOT_REACHED, item=widget["item"])
    if widget["target"] != widget["way"]:
        return fails(widget["way"], DEAF_AMONG, item=widget["item"])
    return fails(widget["way"], DEAF_SLIDER if widget["kind"] == "slider" else DEAF, called=widget["called"])


def _into(page: Operated, widget: dict[str, Any], attempts: Attempts) -> Outcome:
    """Of what a key has opened: whether keys lead on to what is in it."""
    if widget["kind"] not in _OPEN:
        return passes(widget["way"])
    page.page.wait_for_timeout(_OPENS_MS)
    come = page.ask(_COME, widget["way"])
    if come is None or not come["item"] or come["among"] or come["active"] or come["tabbed"]:
        return passes(widget["way"])
    for key in _INTO:
        page.press(key)
        now = page.ask(_COME, widget["way"])
        if now is None or now["among"] or any(now[part] != come[part] for part in ("active", "state", "value")):
            return passes(widget["way"])
    shows = click_shows(page, come["item"], attempts)
    return (
        fails(widget["way"], OPENS_ON_NOTHING, called=widget["called"], item=come["called"])
        if shows
        else passes(widget["way"])
    )
