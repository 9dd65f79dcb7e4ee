"""Links and buttons that come only under the pointer: for people who use a keyboard or a touch screen, to whom they never come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.answers import tried
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

NO_KEY_BRINGS_IT = Message(
    en="“{inside}” comes only while the pointer is on “{called}”: it is hidden from Tab, and no key opens it.",
    sv="”{inside}” visas bara när pekaren är på ”{called}”: Tab hoppar över det, och ingen tangent öppnar det.",
)
IS_THERE_ANOTHER_WAY = Message(
    en="“{inside}” comes only while the pointer is on “{called}”. Is there another way to it with the keyboard?",
    sv="”{inside}” visas bara när pekaren är på ”{called}”. Finns det ett annat sätt att nå det med tangentbordet?",
)

_MOST = 3
_WITHIN_MS = 150
_KEYS = ("Enter", "Space", "ArrowDown")
# Where a rule for a thing under the pointer shows a link or button that nothing else shows. One of each rule.
_LOOK = r"""(s, most) => {
  const operable = "a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=link], [role=menuitem]";
  const found = new Map();
  const within = (e, selector) => [...Element.prototype.querySelectorAll.call(e, selector)]; // a form's fields may hide its own
  const holds = (e, other) => Node.prototype.contains.call(e, other);
  const nodes = (e) => [...Object.getOwnPropertyDescriptor(Node.prototype, "childNodes").get.call(e)];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const hidden = (e) => !Element.prototype.checkVisibility.call(e, { visibilityProperty: true });
  const text = (e) => (e.textContent || attribute(e, "aria-label") || attribute(e, "title")).replace(/\s+/g, " ").trim();
  const target = (e) => (e.localName === "a" ? e.href : "");
  // A way to the very place, as documents have beside each heading, or to take a copy of what can be marked: no more than a convenience.
  const spare = (e) => (target(e) && e.hash && e.href.split("#")[0] === location.href.split("#")[0]) || !/\p{L}/u.test(text(e)) || /copy|kopier/i.test(text(e));
  let visible;
  // The same elsewhere: the same target, or a button of the same name.
  const elsewhere = (e) => {
    visible ??= s.all("a[href], button, [role=button], [role=link], [role=menuitem]").slice(0, 2000).filter((o) => !hidden(o));
    return visible.some((o) => (target(e) && target(o) === target(e)) || (text(e) && text(o) === text(e)));
  };
  let budget = 8000;
  const read = (rules) => {
    for (const rule of rules) {
      if (budget-- < 0 || found.size >= most * 2) return;
      const shows = rule.style && ((rule.style.display && rule.style.display !== "none") || rule.style.visibility === "visible");
      if (shows && rule.selectorText?.includes(":hover")) {
        for (const selector of rule.selectorText.split(/,(?![^()]*\))/)) {
          const [, trigger, rest] = /^(.*?):hover\b[^\s>+~]*\s*([\s>+~].+)$/.exec(selector.trim()) ?? [];
          if (!trigger || /:hover|::/.test(rest) || /::/.test(trigger)) continue;
          try {
            for (const e of [...document.querySelectorAll(trigger)].slice(0, 100)) {
              if (!s.shown(e) || [...found.values()].some((one) => holds(one.e, e) || holds(e, one.e))) continue;
              const things = /^[+~]/.test(rest.trim()) ? within(s.parent(e) ?? document, `:scope > * ${rest}`) : within(e, `:scope ${rest}`);
              const inside = things.slice(0, 20).filter(hidden)
                .flatMap((one) => [...(one.matches(operable) ? [one] : []), ...within(one, operable)]).filter((one) => !one.closest("[inert], [aria-hidden=true]"));
              const missed = inside.find((one) => !one.disabled && !spare(one) && !elsewhere(one));
              if (missed) { found.set(selector, { e, inside: missed }); break; }
            }
          } catch { /* a selector that only a browser's own style may use */ }
        }
      }
      if (rule.cssRules?.length && (!rule.media || matchMedia(rule.media.mediaText).matches)) read(rule.cssRules);
    }
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
    let rules = [];
    try { rules = sheet.cssRules; } catch { /* another host's: it keeps its rules to itself */ }
    read(rules);
  }
  return [...found.values()].slice(0, most).map(({ e, inside }) => {
    // What one would press to open it: all that can have focus in the thing and beside it.
    const press = [e, ...within(e, `${operable}, summary, [tabindex]`), ...within(s.parent(e) ?? e, ":scope > button, :scope > [tabindex], :scope > summary")]
      .filter((one) => one.tabIndex >= 0 && s.shown(one)).slice(0, 6);
    const name = text(press[0] ?? within(e, ":scope > span, :scope > a, :scope > button, :scope > div").find((one) => !holds(one, inside)) ?? e).slice(0, 60);
    const own = nodes(e).filter((n) => n.nodeType === 3).map((n) => n.data.trim()).join(" ").trim().slice(0, 60);
    return { way: s.path(e), inside: s.path(inside), called: own || name, said: text(inside).slice(0, 60) || s.called(inside), press: press.map(s.path),
      leads: press.some((one) => one.localName === "a" && /^https?:/.test(one.href) && one.href.split("#")[0] !== location.href.split("#")[0]) };
  });
}"""
_FOCUS = (
    "(s, way) => { const e = s.find(way); e?.focus({ preventScroll: true }); return Boolean(e) && s.focused() === e }"
)
_THERE = """(s, way) => {
  const e = s.find(way);
  return !e || Element.prototype.checkVisibility.call(e, { visibilityProperty: true });
}"""
_HOVERED = """(s, way) => {
  const e = s.find(way);
  if (!e) return null;
  e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const { left, top, width, height } = e.getClientRects()[0] ?? e.getBoundingClientRect();
  return [left + Math.min(width / 2, 60), top + height / 2];
}"""
# What opens it may stand elsewhere on the page.
_OTHERS = r"""(s) => {
  const opens = /menu|meny|navig|(?<!\p{L})(open|öppna|expand|fäll ut|visa|show|more|mer)(?!\p{L})/iu;
  return s.all("button, summary, [role=button], [aria-expanded]").slice(0, 500).some((e) => s.shown(e) &&
    (Element.prototype.hasAttribute.call(e, "aria-expanded") || Element.prototype.hasAttribute.call(e, "aria-controls") || opens.test(`${e.innerText} ${e.getAttribute("aria-label")}`)));
}"""
_HOVER_EVENTS = frozenset({"mouseenter", "mouseover", "pointerenter", "pointerover"})
_MOST_SCRIPTED = 4
_A_CORNER = (1, 1)
_HIDES = """(s) => s.all("a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=link], [role=menuitem], [aria-haspopup]").slice(0, 3000)
  .some((e) => e.hasAttribute("aria-haspopup") || (!Element.prototype.checkVisibility.call(e, { visibilityProperty: true }) && !e.closest("dialog, [popover], details, noscript, template, [inert]")))"""
# What a script hears the pointer come to, and what may come then: links and buttons hidden in it or beside it. One of each kind.
_SCRIPTED = r"""(s, listening, most, known) => {
  const operable = "a[href], button, input:not([type=hidden]), select, textarea, [role=button], [role=link], [role=menuitem]";
  const within = (e, selector) => [...Element.prototype.querySelectorAll.call(e, selector)];
  const holds = (e, other) => Node.prototype.contains.call(e, other);
  const closest = (e, selector) => Element.prototype.closest.call(e, selector);
  const next = (e) => Object.getOwnPropertyDescriptor(Element.prototype, "nextElementSibling").get.call(e);
  const previous = (e) => Object.getOwnPropertyDescriptor(Element.prototype, "previousElementSibling").get.call(e);
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const hidden = (e) => !Element.prototype.checkVisibility.call(e, { visibilityProperty: true });
  const whole = (e) => !e || e === document.body || e === document.documentElement;
  const others = known.map(s.find).filter(Boolean);
  const text = (e) => (e.textContent || attribute(e, "aria-label") || attribute(e, "title")).replace(/\s+/g, " ").trim();
  const triggers = [];
  const add = (e, inside = null) => {
    const kind = `${e.localName}.${attribute(e, "class")}.${s.parent(e) ? attribute(s.parent(e), "class") : ""}`;
    if (triggers.length < most && s.shown(e) && !triggers.some((one) => one.kind === kind || one.e === e) && !others.some((one) => holds(one, e) || holds(e, one))) triggers.push({ e, kind, inside });
  };
  // What lies in it: the part around what is hidden, if it or something not far around it hears of the pointer.
  for (const e of s.all(operable).slice(0, 3000)) {
    if (triggers.length === most) break;
    if (!hidden(e) || closest(e, "dialog, [popover], details, noscript, template, [inert]")) continue;
    let at = s.parent(e);
    while (!whole(at) && hidden(at)) at = s.parent(at);
    for (let up = at, far = 0; !whole(up) && far < 4; up = s.parent(up), far += 1) if (listening.has(up)) { add(at); break; }
  }
  // What stands beside it, or is only made then.
  for (const e of listening.keys()) {
    if (!(e instanceof HTMLElement) || whole(e)) continue;
    const beside = next(e);
    if (attribute(e, "aria-haspopup") || (beside && hidden(beside) && (beside.matches(operable) || within(beside, operable).length))) add(e);
  }
  // What one listener further out may show for many: it says nothing of which, so that what is hidden has to be what comes.
  const heardFor = (e) => { for (let up = e; up; up = s.parent(up)) if (listening.has(up)) return true; return listening.has(document) || listening.has(window) };
  for (const e of s.all(operable).slice(0, 3000)) {
    if (triggers.length === most) break;
    if (e.disabled || !hidden(e) || !/\p{L}/u.test(text(e)) || closest(e, "dialog, [popover], details, noscript, template, [inert], [aria-hidden=true]")) continue;
    let top = e;
    while (!whole(s.parent(top)) && hidden(s.parent(top))) top = s.parent(top);
    const at = s.parent(top);
    if (whole(at) || !heardFor(at)) continue;
    const [before, around] = [previous(top), triggers.some((one) => holds(at, one.e) || holds(one.e, at))];
    if (!around) add(before && s.shown(before) ? before : at, e);
  }
  return triggers.map(({ e, inside }) => {
    const press = [e, ...within(e, `${operable}, summary, [tabindex]`), ...within(s.parent(e) ?? e, ":scope > button, :scope > a[href], :scope > [tabindex], :scope > summary")]
      .filter((one) => one.tabIndex >= 0 && s.shown(one)).slice(0, 6);
    const words = within(e, ":scope > span, :scope > a, :scope > button, :scope > div").find((one) => !hidden(one) && one.innerText.trim()) ?? e;
    return { way: s.path(e), called: s.called(press[0] ?? words), press: press.map(s.path), inside: inside && s.path(inside), leads: press.some((one) => one.localName === "a" && /^https?:/.test(one.href) && one.href.split("#")[0] !== location.href.split("#")[0]) };
  });
}"""
_IS_PRESSED = "(s, listening, way) => (listening.get(s.find(way)) ?? []).includes('click')"
# Which links and buttons are there, by their words and targets; and the first that is new.
_NOW_THERE = r"""(s, what) => {
  const text = (e) => (e.textContent || Element.prototype.getAttribute.call(e, "aria-label") || "").replace(/\s+/g, " ").trim();
  const target = (e) => (e.localName === "a" ? `${e.href}` : "");
  const spare = (e) => (target(e) && e.hash && e.href.split("#")[0] === location.href.split("#")[0]) || !/\p{L}/u.test(text(e)) || /copy|kopier/i.test(text(e));
  const there = s.all("a[href], button, [role=button], [role=link], [role=menuitem]").slice(0, 3000)
    .filter((e) => Element.prototype.checkVisibility.call(e, { visibilityProperty: true }) && !e.closest("[inert], [aria-hidden=true]"));
  const [texts, targets] = [there.map(text), there.map(target)];
  if (what === "note") globalThis.skolprovThere = { texts: new Set(texts), targets: new Set(targets) };
  const known = globalThis.skolprovThere;
  if (what === "note" || !known) return null;
  const fresh = there.find((e) => !e.disabled && !spare(e) && !known.texts.has(text(e)) && !(target(e) && known.targets.has(target(e))));
  return fresh ? text(fresh).slice(0, 60) : null;
}"""


@check(
    "opens-on-hover-alone",
    criteria=["2.1.1"],
    impact="critical",
    title=Message(en="A menu opens under the pointer alone", sv="En meny öppnas bara med muspekaren"),
    mend=Message(
        en="Put a button beside it that opens it, and say with aria-expanded whether it is open.",
        sv="Sätt en knapp bredvid som öppnar den, och ange med aria-expanded om den är öppen.",
    ),
)
def opens_on_hover_alone(page: Operated) -> Iterator[Outcome]:
    """Applies to links and buttons that a style or a script shows under the pointer and that stand nowhere else on the page.
    Expected: they come, too, when what they hang on has focus, or is pressed with Enter, Space or an arrow.
    """
    found = page.ask(_LOOK, _MOST)
    yield from _by_style(page, found)
    if page.ask(_HIDES) and page.hears(_HOVER_EVENTS):
        known = [one["way"] for one in found]
        heard = page.ask_listening(_SCRIPTED, _MOST_SCRIPTED, known, events=_HOVER_EVENTS)
        own = [one for one in heard if not one["inside"]]
        for one in [*own, *_that_bring_it(page, [one for one in heard if one["inside"]])]:
            yield from _by_script(page, one)


def _by_style(page: Operated, found: list[dict[str, Any]]) -> Iterator[Outcome]:
    other = bool(found) and page.ask(_OTHERS)
    for one in found:
        if not _comes_under_the_pointer(page, one["way"], one["inside"]):
            continue
        told = {"inside": one["said"], "called": one["called"]}
        if any(_comes_by_key(page, press, one["inside"]) for press in one["press"]):
            yield passes(one["way"])
        elif other or one["leads"]:  # the page that it leads to may have the same
            yield unsure(one["way"], IS_THERE_ANOTHER_WAY, **told)
        else:
            yield fails(one["way"], NO_KEY_BRINGS_IT, **told)


def _by_script(page: Operated, one: dict[str, Any]) -> Iterator[Outcome]:
    inside = _new_under_the_pointer(page, one["way"], one["inside"])
    if inside is None or _comes_by_itself(page):
        return
    if any(_new_by_key(page, press) for press in one["press"]):
        yield passes(one["way"])
    elif one["leads"] or page.ask(_OTHERS):  # the page that it leads to may have the same links
        yield unsure(one["way"], IS_THERE_ANOTHER_WAY, inside=inside, called=one["called"])
    elif one["press"] or not page.ask_listening(
        _IS_PRESSED, one["way"]
    ):  # what only a click opens, another check tells
        yield fails(one["way"], NO_KEY_BRINGS_IT, inside=inside, called=one["called"])


def _that_bring_it(page: Operated, some: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of things, those under which what is hidden comes. All are tried at one go: what one listener hears for a whole page is mostly nothing of this."""
    found: list[dict[str, Any]] = []
    if not some:
        return found
    with tried(page):
        _see_the_pointer(page)
        for one in some:
            if page.ask(_THERE, one["inside"]) or (point := page.ask(_HOVERED, one["way"])) is None:
                continue
            page.page.mouse.move(*point)
            page.page.wait_for_timeout(_WITHIN_MS)
            page.settle()
            if page.ask(_THERE, one["inside"]):
                found.append(one)
        page.point_nowhere()
        page.settle()
    return found


def _see_the_pointer(page: Operated) -> None:
    """What comes wherever the pointer is first seen does not hang on one thing."""
    page.page.mouse.move(*_A_CORNER)
    page.page.wait_for_timeout(_WITHIN_MS)
    page.settle()


def _new_under_the_pointer(page: Operated, way: str, hidden: str | None) -> str | None:
    """What a link or button is called that comes under the pointer; where it has to be a certain one, then only if that comes, too."""
    with tried(page):
        if (point := page.ask(_HOVERED, way)) is None:
            return None
        if hidden:
            _see_the_pointer(page)
            if page.ask(_THERE, hidden):
                return None
        page.ask(_NOW_THERE, "note")
        page.page.mouse.move(*point)
        inside = _new_there(page)
        if hidden and not page.ask(_THERE, hidden):
            inside = None
        page.point_nowhere()
        page.settle()
    return inside


def _comes_by_itself(page: Operated) -> bool:
    """Whether new links and buttons come where nobody does anything."""
    with tried(page):
        page.ask(_NOW_THERE, "note")
        return _new_there(page) is not None


def _new_there(page: Operated) -> str | None:
    """What a link or button is called that was not there when it was noted; None if there is none."""
    for wait_ms in (0, _WITHIN_MS):
        page.page.wait_for_timeout(wait_ms)
        page.settle()
        if inside := page.ask(_NOW_THERE, "ask"):
            return str(inside)
    return None


def _new_by_key(page: Operated, press: str) -> bool:
    """Whether anything new comes when a thing has focus or is pressed."""
    with tried(page):
        page.ask(_NOW_THERE, "note")
        for key in ("", *_KEYS):
            if not page.ask(_FOCUS, press):
                return False
            if key:
                page.press_only(key)
            if _new_there(page):
                return True
    return False


def _comes_under_the_pointer(page: Operated, way: str, inside: str) -> bool:
    with page.restored():
        if (point := page.ask(_HOVERED, way)) is None:
            return False
        page.page.mouse.move(*point)
        comes = _comes(page, inside)
        page.point_nowhere()
        page.settle()
    return comes


def _comes_by_key(page: Operated, press: str, inside: str) -> bool:
    with tried(page):
        for key in ("", *_KEYS):
            if not page.ask(_FOCUS, press):
                return False
            if key:
                page.press_only(key)
            if _comes(page, inside):
                return True
    return False


def _comes(page: Operated, inside: str) -> bool:
    for wait_ms in (0, _WITHIN_MS):
        page.page.wait_for_timeout(wait_ms)
        page.settle()
        if page.ask(_THERE, inside):
            return True
    return False
