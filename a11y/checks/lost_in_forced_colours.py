"""What is gone once the system chooses the colours: for people who read with a contrast theme of their own, mostly light on black."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from a11y.answers import tried
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated
from a11y.pixels import Pixels, contrast, picture

ICON_GONE = Message(
    en="With a contrast theme nothing is to be seen of the icon that “{called}” consists of.",
    sv="Med ett kontrasttema syns inget av ikonen som är allt som finns att se av ”{called}”.",
)
TEXT_GONE = Message(
    en="With a contrast theme nothing is to be seen of the text “{called}”.",
    sv="Med ett kontrasttema syns inget av texten ”{called}”.",
)
FIELD_GONE = Message(
    en="With a contrast theme the field “{called}” has no edge: where to write is not to be seen.",
    sv="Med ett kontrasttema har fältet ”{called}” ingen kant: det syns inte var man ska skriva.",
)
STATE_GONE = Message(
    en="With a contrast theme “{called}” looks the same whether it is chosen or not.",
    sv="Med ett kontrasttema ser ”{called}” likadant ut vare sig det är valt eller inte.",
)
IS_STATE_TOLD = Message(
    en="With a contrast theme nothing that a style sheet does tells whether “{called}” is chosen. Is it told in another way, such as by a word or sign?",
    sv="Med ett kontrasttema visar inget i stilmallen om ”{called}” är valt. Framgår det på något annat sätt, till exempel av ett ord eller tecken?",
)
FOCUS_GONE = Message(
    en="With a contrast theme the window looks the same with and without focus on “{called}”.",
    sv="Med ett kontrasttema ser fönstret likadant ut med och utan fokus på ”{called}”.",
)

_MOST = 6
"""Of each sort so many kinds are looked at."""
_MOST_WINDOWS = 3
_BESIDE_PX = 200
"""So far to its sides, and within what it stands in, a word may tell whether it is chosen."""
_AROUND_PX = 16
"""The edge of a field may be its wrapper's."""
_DIFFERS = 24
"""Of 255: less is the browser's rounding."""
_SEEN = 1.4
"""What has less contrast than that is not merely faint: hardly anybody sees it."""
_FEWEST_PIXELS = 6
_SHOWN_WITHIN_MS = 200
# Sorts by what is lost there: drawings that take their colour from a ground or a fill, fields and states without a border, focus without an outline.
_CANDIDATES = r"""(s, most) => {
  if (matchMedia("(forced-colors: active)").matches) return { things: [], outlines: false };
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const off = (e) => e.matches(":disabled, [aria-disabled=true]") || e.closest("[inert], [aria-hidden=true]");
  const kinds = new Map();
  const add = (sort, e) => {
    const kind = [sort, e.localName, e.type, attribute(e, "role"), attribute(e, "class"), s.parent(e) && attribute(s.parent(e), "class")].join("|");
    if (!kinds.has(kind) && [...kinds.values()].filter((one) => one.sort === sort).length < most) kinds.set(kind, { sort, way: s.path(e) });
  };
  for (const e of s.all("button, a[href], [role=button]").slice(0, 600)) {
    if (/[^\s]/u.test(e.innerText ?? "") || off(e) || !s.shown(e) || e.closest("[class*=logo i], [class*=brand i], [id*=logo i]")) continue;
    const { width, height } = e.getBoundingClientRect();
    if (width >= 10 && height >= 10 && width <= 90 && height <= 90) add("icon", e);
  }
  const written = "input:not([type]), input[type=text], input[type=search], input[type=email], input[type=url], input[type=tel], input[type=password], input[type=number], textarea";
  for (const e of s.all(written).slice(0, 200)) {
    const style = getComputedStyle(e);
    const edge = ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) > 0 && !/none|hidden/.test(style[`border${side}Style`]));
    if (!edge && !(parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none") && !e.value && !e.placeholder && !off(e) && s.shown(e)) add("field", e);
  }
  for (const e of s.all("input[type=checkbox], input[type=radio]").slice(0, 300)) {
    const drawn = s.shown(e) && getComputedStyle(e).opacity !== "0";
    if (!off(e) && (drawn ? getComputedStyle(e).appearance === "none" : [...(e.labels ?? [])].some(s.shown))) add("state", e);
  }
  for (const e of s.all("[aria-pressed], [aria-checked], [role=tab][aria-selected], nav [aria-current]").slice(0, 300))
    if (e.localName !== "input" && !off(e) && s.shown(e)) add("state", e);
  let outlines = false, rules = 0;
  const kept = [];
  const read = (list) => {
    for (const rule of list) {
      if ((rules += 1) > 20000) return;
      const style = rule.style;
      if (style?.outlineStyle === "none" || style?.outlineWidth === "0px") outlines = true;
      if (style && style.forcedColorAdjust === "none" && rule.selectorText) kept.push(rule.selectorText);
      if (rule.cssRules?.length) read(rule.cssRules);
    }
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets].slice(0, 100)) {
    try { read(sheet.cssRules); } catch (e) { if (e.name !== "SecurityError") throw e; outlines = true; } // of another host: nobody may read it
  }
  if (s.all("[style*='outline']").length) outlines = true;
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && /[\p{L}\d]/u.test(n.data));
  for (const selector of [...kept, "[style*='forced-color-adjust']"].slice(0, 20)) {
    let found = [];
    try { found = s.all(selector); } catch (e) { if (e.name !== "SyntaxError") throw e; } // nested: it begins with &
    for (const e of found.slice(0, 50)) for (const part of [e, ...Element.prototype.querySelectorAll.call(e, "*")].slice(0, 20))
      if (s.shown(part) && part.childNodes.length < 50 && own(part)) add("text", part);
  }
  return { things: [...kinds.values()], outlines };
}"""
_FOCUSED = """(s, ways, most) => {
  const kinds = new Map();
  const typed = "textarea, input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset], [type=file], [type=range], [type=color], [type=image]), [contenteditable]";
  for (const way of ways) {
    const e = s.find(way);
    if (!e || e.matches(`iframe, frame, embed, object, video, audio, ${typed}, [aria-hidden=true]`)) continue;
    e.focus({ preventScroll: true });
    if (s.focused() !== e || !e.matches(":focus-visible")) continue;
    const style = getComputedStyle(e);
    if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) continue;
    const kind = [e.localName, e.type ?? "", e.getAttribute("role"), e.getAttribute("class"), s.parent(e)?.getAttribute("class")].join("|");
    if (!kinds.has(kind) && kinds.size < most) kinds.set(kind, { sort: "focus", way });
  }
  s.focused()?.blur();
  return [...kinds.values()];
}"""
# Where it stands once it is in sight; of an icon the drawing, of a field that is itself invisible its label.
_PLACE = r"""(s, way, sort) => {
  const e = s.find(way);
  if (!e) return null;
  const part = s.shown(e) ? e : [...(e.labels ?? [])].find(s.shown);
  if (!part) return null;
  const inside = () => { const [left, top, width, height] = s.box(part); return left >= 0 && top >= 18 && left + width <= innerWidth && top + height <= innerHeight - 18 };
  if (!inside()) part.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  if (!inside()) return null;
  let box = s.box(part);
  const hit = (part.getRootNode().elementFromPoint ? part.getRootNode() : document).elementFromPoint(box[0] + box[2] / 2, box[1] + box[3] / 2);
  if (!hit || !(part.contains(hit) || hit.contains(part) || [...(part.labels ?? [])].some((l) => l.contains(hit)))) return null;
  if (sort === "icon") {
    const drawing = [...part.querySelectorAll("svg, img, i, span")].filter((d) => s.shown(d)).at(-1);
    const svg = [...part.querySelectorAll("svg, img")].find(s.shown) ?? drawing;
    const trim = (of, by) => [of[0] + of[2] * by, of[1] + of[3] * by, of[2] * (1 - 2 * by), of[3] * (1 - 2 * by)];
    // Of the control itself the middle, so that neither its border nor its corners count.
    const middle = trim(box, 0.16);
    if (svg) {
      const [left, top, width, height] = s.box(svg);
      const x = Math.max(left, middle[0]), y = Math.max(top, middle[1]);
      box = [x, y, Math.min(left + width, middle[0] + middle[2]) - x, Math.min(top + height, middle[1] + middle[3]) - y];
    } else box = middle;
    if (box[2] < 6 || box[3] < 6) return null;
  }
  if (sort === "state" && part !== e) { // what is drawn for it stands in or beside its label
    const beside = s.parent(e) && s.box(s.parent(e));
    if (beside && beside[2] <= 600 && beside[3] <= 120) box = beside;
  }
  return { box, at: [scrollX, scrollY], called: s.called(e) };
}"""
_TURN = """(s, ways) => {
  for (const way of ways) {
    const e = s.find(way);
    if (!e) continue;
    if (e.localName === "input") { e.checked = !e.checked; continue; }
    for (const name of ["aria-pressed", "aria-checked", "aria-selected"])
      if (e.hasAttribute(name)) e.setAttribute(name, e.getAttribute(name) === "true" ? "false" : "true");
    if (e.hasAttribute("aria-current")) { e.dataset.skolprovCurrent = e.getAttribute("aria-current"); e.removeAttribute("aria-current"); }
    else if (e.dataset.skolprovCurrent) { e.setAttribute("aria-current", e.dataset.skolprovCurrent); delete e.dataset.skolprovCurrent; }
  }
  return 0;
}"""
# Whether it is chosen, as text, and the place in which that may be told; none of what only a server sets.
_STATE = """(s, way, beside) => {
  const e = s.find(way);
  const name = e && ["aria-pressed", "aria-checked", "aria-selected"].find((one) => e.hasAttribute(one));
  if (!e || (e.localName !== "input" && !name)) return null;
  const part = s.shown(e) ? e : [...(e.labels ?? [])].find(s.shown) ?? e;
  const [left, top, width, height] = s.box(part), around = s.box(s.parent(part) ?? part);
  const from = Math.max(left - beside, Math.min(left, around[0])), to = Math.min(left + width + beside, Math.max(left + width, around[0] + around[2]));
  return { state: e.localName === "input" ? String(e.checked) : e.getAttribute(name), box: [from, top, to - from, height] };
}"""
# As a person would: of what is chosen among others, one of those is pressed.
_PRESS = """(s, way) => {
  const e = s.find(way);
  const role = e.getAttribute("role"), radio = e.localName === "input" && e.type === "radio";
  const group = radio ? e.getRootNode() : role === "tab" || role === "radio" ? e.closest("[role=tablist], [role=radiogroup]") : null;
  const chosen = radio ? e.checked : e.getAttribute("aria-selected") === "true" || e.getAttribute("aria-checked") === "true";
  const others = group && chosen ? [...group.querySelectorAll(radio ? "input[type=radio]" : `[role=${role}]`)] : [];
  const other = others.find((o) => o !== e && s.shown(o) && !o.matches(":disabled, [aria-disabled=true]") && (!radio || (o.name === e.name && o.form === e.form)));
  HTMLElement.prototype.click.call(other ?? e);
  return 0;
}"""
_FOCUS = "(s, way) => { s.find(way)?.focus({ preventScroll: true }); return Boolean(s.focused()?.matches(':focus-visible')) }"
_SCROLL = "(s, x, y) => { scrollTo({ left: x, top: y, behavior: 'instant' }); return 0 }"
_BLUR = "(s) => { s.focused()?.blur(); return 0 }"
_SCHEME = "() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"


@dataclass(frozen=True, slots=True)
class _Thing:
    sort: str
    way: str
    called: str
    box: tuple[float, float, float, float]
    at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Windows:
    """What the window shows where the page is scrolled to, as it is and with every state turned."""

    page: Operated
    states: Sequence[str]
    seen: dict[tuple[float, float], Pixels] = field(default_factory=dict)
    turned: dict[tuple[float, float], Pixels] = field(default_factory=dict)

    def place(self, sort: str, way: str) -> _Thing | None:
        """Bring a thing into sight; None where it cannot be, or where too much was looked at already."""
        found = self.page.ask(_PLACE, way, sort)
        if found is None:
            return None
        at = (found["at"][0], found["at"][1])
        if at not in self.seen:
            if len(self.seen) == _MOST_WINDOWS:
                return None
            self.page.settle()
            self.seen[at] = picture(self.page.page)
        return _Thing(sort, way, found["called"], tuple(found["box"]), at)

    def lacks(self, thing: _Thing) -> bool:
        """Whether what is meant to be seen of it is not."""
        self.page.ask(_SCROLL, *thing.at)
        window = self.seen[thing.at]
        if thing.sort == "state":
            return not _differ(_crop(window, thing.box, 4), _crop(self._turned(thing.at), thing.box, 4))
        if thing.sort == "field":
            return not _has_edge(window, thing.box)
        if thing.sort == "focus":
            return self._no_focus(thing)
        return _is_plain(_crop(window, thing.box, 0))

    def _turned(self, at: tuple[float, float]) -> Pixels:
        if at not in self.turned:
            self.page.ask(_TURN, self.states)
            self.page.settle()
            self.turned[at] = picture(self.page.page)
            self.page.ask(_TURN, self.states)
        return self.turned[at]

    def _no_focus(self, thing: _Thing) -> bool:
        if not self.page.ask(_FOCUS, thing.way):
            return False
        same = not _differ(self.seen[thing.at], picture(self.page.page))
        if same:  # a script may show it a little later
            self.page.page.wait_for_timeout(_SHOWN_WITHIN_MS)
            same = not _differ(self.seen[thing.at], picture(self.page.page))
        self.page.ask(_BLUR)
        return same


@check(
    "lost-in-forced-colours",
    criteria=[],
    impact="serious",
    title=Message(en="Something is gone with a contrast theme", sv="Något försvinner med ett kontrasttema"),
    mend=Message(
        en="Give what has a ground or a shadow alone a transparent border or outline as well; let icons take currentColor. Try it with forced colours.",
        sv="Ge det som bara har bakgrund eller skugga även en genomskinlig kant eller kontur, och låt ikoner ta currentColor. Prova med tvingade färger.",
    ),
)
def lost_in_forced_colours(page: Operated) -> Iterator[Outcome]:
    """Applies to icons that are all there is of a button or link, to text that is to keep its colours, to fields without a border, to
    states that are drawn, and to what shows focus without an outline. Expected: with a system's contrast theme (light on black) it is
    still to be seen. Where it is not seen without one either, that is another check's. No criterion asks for it in so many words.
    """
    found = page.ask(_CANDIDATES, _MOST)
    things: list[dict[str, str]] = found["things"]
    if not things and not found["outlines"]:
        return
    stops = [stop.selector for stop in page.tab_order().stops] if found["outlines"] else []
    with page.restored():
        if stops:
            page.press("Tab")  # the keyboard is in use: from now on browsers show where focus is
            page.ask(_BLUR)
        states = [one["way"] for one in things if one["sort"] == "state"]
        with _forced(page):
            things += page.ask(_FOCUSED, stops, _MOST) if stops else []
            here = _Windows(page, states)
            placed = [thing for one in things if (thing := here.place(one["sort"], one["way"]))]
            lost = [here.lacks(thing) for thing in placed]
        before, silent = _Windows(page, states), []
        for thing, gone in zip(placed, lost, strict=True):
            if not gone:
                yield passes(thing.way)
            elif (was := before.place(thing.sort, thing.way)) and not before.lacks(was):
                if thing.sort == "state":
                    silent.append(thing)
                else:
                    yield fails(thing.way, _SAID[thing.sort], called=thing.called)
        for thing in silent:
            told = _told_once_pressed(page, thing)
            if told is None:
                yield unsure(thing.way, IS_STATE_TOLD, called=thing.called)
            else:
                yield passes(thing.way) if told else fails(thing.way, STATE_GONE, called=thing.called)


_SAID = {"icon": ICON_GONE, "text": TEXT_GONE, "field": FIELD_GONE, "focus": FOCUS_GONE}


def _told_once_pressed(page: Operated, thing: _Thing) -> bool | None:
    """Whether a state that no style sheet shows is shown by what a script does besides; None if it cannot be had by a press."""
    with tried(page) as attempts, _forced(page):
        windows = _Windows(page, ())
        placed, was = windows.place(thing.sort, thing.way), page.ask(_STATE, thing.way, _BESIDE_PX)
        if placed is None or was is None:
            return None
        page.ask(_PRESS, thing.way)
        page.page.wait_for_timeout(_SHOWN_WITHIN_MS)
        page.ask(_BLUR)
        page.ask(_SCROLL, *placed.at)
        now = page.ask(_STATE, thing.way, _BESIDE_PX)
        if attempts.number() or now is None or now["state"] == was["state"]:
            return None
        page.settle()
        return _differ(_crop(windows.seen[placed.at], was["box"], 4), _crop(picture(page.page), was["box"], 4))


@contextmanager
def _forced(page: Operated) -> Iterator[None]:
    """A contrast theme with a black ground, as most of those are."""
    scheme = page.ask(_SCHEME)
    page.page.emulate_media(forced_colors="active", color_scheme="dark")
    try:
        page.settle()
        yield
    finally:
        page.page.emulate_media(forced_colors="none", color_scheme=scheme)
        page.settle()


def _crop(window: Pixels, box: Sequence[float], beyond: int) -> Pixels:
    left, top, width, height = box
    rows = slice(max(0, int(top) - beyond), int(np.ceil(top + height)) + beyond)
    return window[rows, max(0, int(left) - beyond) : int(np.ceil(left + width)) + beyond]


def _differ(one: Pixels, other: Pixels) -> bool:
    return one.shape != other.shape or int((np.abs(one - other).max(axis=2) > _DIFFERS).sum()) >= _FEWEST_PIXELS


def _is_plain(part: Pixels) -> bool:
    """Nothing is drawn there that stands out from its ground."""
    ground = np.median(part.reshape(-1, 3), axis=0)
    return int((contrast(part, ground) >= _SEEN).sum()) < _FEWEST_PIXELS


def _has_edge(window: Pixels, box: Sequence[float]) -> bool:
    """A line above or below it, or a change of ground there, as wide as most of it."""
    part = _crop(window, (box[0], box[1] - _AROUND_PX, box[2], box[3] + 2 * _AROUND_PX), 0)
    inside = np.median(_crop(window, box, 0).reshape(-1, 3), axis=0)
    lines = (np.abs(part - inside).max(axis=2) > _DIFFERS).mean(axis=1)
    return bool((lines > 0.6).any())
