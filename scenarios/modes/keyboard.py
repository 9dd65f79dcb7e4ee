"""Operating a page with the keyboard alone, starting where focus really is. What Tab never reaches cannot be operated.

This file uses the page's keyboard and nothing else: a locator's or handle's `press`, `focus`, `click` or `fill` would put
focus on the thing on the person's behalf, and a control outside the Tab order would pass. A test reads this source for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.describe import DESCRIBE
from scenarios.hand import Hand
from scenarios.list_keys import choose_by_arrows
from scenarios.lookup import Look, Thing, visible
from scenarios.settle import poll
from scenarios.stumble import Barrier, Stumble
from scenarios.typing_keys import field_in, type_into
from scenarios.unreached import WATCH, Walk, unopened, unreached

_ARROWS = 62
"""Arrow presses within one widget before giving up: two months of days."""

_STOP = """(e) => {
  const focused = (root) => { let a = root.activeElement; while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement; return a; };
  const here = focused(document);
  const top = (() => { try { return window.top.document; } catch { return document; } })();
  let stop = focused(top);
  while (stop && stop.tagName === 'IFRAME') { try { stop = focused(stop.contentDocument) || stop; } catch { break; } if (stop.tagName !== 'IFRAME') break; }
  stop = stop || top.body;
  const home = (() => { try { return window.top.document && window.top; } catch { return window; } })();
  const seen = (home.__skolprovStops ||= new WeakMap());
  const known = (n) => { if (!seen.has(n)) seen.set(n, (seen.count = (seen.count || 0) + 1)); return seen.get(n); };
  const composite = '[role=tablist],[role=menu],[role=menubar],[role=listbox],[role=grid],[role=treegrid],[role=tree],[role=radiogroup],[role=toolbar]';
  const becameField = e.isConnected && e.contains(here) && here !== e && here.matches('input, textarea, select, [contenteditable]') && e.matches('td, th, [role=gridcell], [role=cell]');
  const radios = (a, b) => a.type === 'radio' && b.type === 'radio' && a.name && a.name === b.name && a.form === b.form;
  const widget = e.closest(composite);
  // A list may keep focus itself and say which of its options is the current one.
  const pointed = here && here.getAttribute('aria-activedescendant'), active = pointed && here.getRootNode().getElementById(pointed);
  const at = active || here;
  const current = !!active && (active === e || active.contains(e));
  const box = (n) => { const b = n.getBoundingClientRect(); return n === widget ? [b.left, b.top] : [b.left + b.width / 2, b.top + b.height / 2]; };
  // What Tab does not stop at may be one of a group in which the arrows lead on, whatever its role. In a field they do something else.
  const stops = (n) => n.tabIndex >= 0 && !n.disabled && n.getClientRects().length && n.matches('a[href], area[href], button, input, select, textarea, summary, iframe, [contenteditable], [tabindex]');
  const around = () => {
    if (!here || here === e || stops(e) || !e.hasAttribute('tabindex') || !here.matches('a[href], button, [role], [tabindex]')
      || here.matches('[aria-haspopup], input, select, textarea, [contenteditable], [role=textbox], [role=searchbox], [role=combobox], [role=slider], [role=spinbutton], [role=radio], [role=separator]')) return false;
    let n = e.parentElement;
    while (n && n !== document.body && !stops(n) && ![...n.querySelectorAll('*')].some(stops)) n = n.parentElement;
    return !!n && n !== document.body && n.contains(here);
  };
  return {
    reached: document.hasFocus() && (here === e || becameField || current),
    gone: !e.isConnected,
    foreign: top === document && window !== window.top,
    inside: document.hasFocus(),
    id: known(stop),
    on: at ? known(at) : 0,
    body: stop === top.body || stop === top.documentElement,
    said: (DESCRIBE)(stop, false),
    before: !!(at && at !== document.body && (at.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING)),
    sibling: !!here && here !== e && !current && (radios(here, e) || (!!widget && widget.contains(here)) || around()),
    radio: !!here && radios(here, e),
    from: at ? box(at) : [0, 0],
    to: box(e),
  };
}""".replace("DESCRIBE", DESCRIBE)


_LOOKS = """(e) => {
  const focused = (root) => { let a = root.activeElement; while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement; return a; };
  const here = focused(document), id = here && here.getAttribute('aria-activedescendant');
  const active = id ? here.getRootNode().getElementById(id) : here;
  const look = (n) => { const s = getComputedStyle(n); return [s.backgroundColor, s.color, s.outlineStyle, s.fontWeight].join(); };
  const others = [...(e.parentElement ? e.parentElement.children : [])].map(look);
  return { current: active === e || e.contains(active) || (!!active && active.contains(e) && active !== document.body && !!id), style: look(e),
    marked: others.join('|'), marks: !!id || (here && here !== document.body && !!here.closest('[role=listbox], [role=menu]')) };
}"""
_OUTER_STOP = """() => {
  let stop = document.activeElement || document.body;
  while (stop.shadowRoot && stop.shadowRoot.activeElement) stop = stop.shadowRoot.activeElement;
  const seen = (window.__skolprovStops ||= new WeakMap());
  if (!seen.has(stop)) seen.set(stop, (seen.count = (seen.count || 0) + 1));
  return { id: seen.get(stop), said: (DESCRIBE)(stop, false), body: stop === document.body };
}""".replace("DESCRIBE", DESCRIBE)
_SCROLLS = """() => {
  const here = document.activeElement, root = document.scrollingElement;
  const takes = here && here.matches('input, select, textarea, [contenteditable], [role=listbox], [role=grid], [role=slider], iframe');
  const more = (e) => e.scrollHeight - e.clientHeight - e.scrollTop >= 1;
  if (root && more(root)) return takes ? 'nothing' : 'down';
  const boxes = [...document.querySelectorAll('*')].filter((e) => e !== root && more(e) && e.clientHeight > 50 && /auto|scroll/.test(getComputedStyle(e).overflowY));
  return !boxes.length ? 'nothing' : !boxes.some((box) => box.contains(here)) ? 'to it' : takes ? 'nothing' : 'down';
}"""
_OPENING_S = 0.5
"""How long a menu may take to open."""


class Keyboard:
    """Tab, Shift+Tab, the arrows, Enter, Space, Escape and typing, on a desktop screen of 1280 × 800."""

    id = "keyboard"
    device = "keyboard"

    def context(self) -> dict[str, Any]:
        """A desktop screen."""
        return {"viewport": {"width": 1280, "height": 800}}

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """What is on the screen."""
        return visible(page, look)

    def press(self, hand: Hand, thing: Thing) -> None:
        """Go to it and press Enter, or Space where that is the key.

        Raises:
            Barrier: Focus never reaches it.
            Stumble: It is disabled.
        """
        if not thing.handle.is_enabled():
            raise Stumble("disabled", target=str(thing.target))
        hand.tally.think()
        self._reach(hand, thing)
        hand.key(
            "Space"
            if thing.ask(
                "e => e.matches('input[type=checkbox], input[type=radio], [role=checkbox], [role=switch], [role=radio]')"
            )
            else "Enter"
        )

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Go to the field, select what stands there, and type. A cell becomes a field by focus, Enter or F2.

        Raises:
            Barrier: Focus never reaches it, or no key makes it a field.
        """
        hand.tally.think()
        self._reach(hand, thing)
        kind = field_in(thing)
        for key in ("Enter", "F2"):
            if kind is None:
                hand.key(key)
                kind = field_in(thing)
        if kind is None:
            raise Barrier("not-a-field", target=str(thing.target))
        type_into(hand, thing, text, kind)

    def reveal(self, hand: Hand, thing: Thing, shown: Callable[[], bool]) -> None:
        """Go to it; if focus alone opens nothing, press the keys that open menus, one after the other.

        Raises:
            Barrier: Focus never reaches it, or no key opens it.
        """
        hand.tally.think()
        self._reach(hand, thing)
        if shown():
            return
        before = hand.page.url
        for key in ("Enter", "ArrowDown", "Space"):
            hand.key(key)
            if poll(shown, hand.page, _OPENING_S) is not None or not _is_there(thing):
                return
        raise unopened(thing, "Enter, ArrowDown, Space", led_on=hand.page.url != before)

    def pick(self, hand: Hand, option: Thing) -> None:
        """Press the arrow until the option is the current one, then Enter; or go to it by Tab.

        Raises:
            Barrier: No key leads to it.
        """
        hand.to("keyboard")
        hand.tally.think()
        before = option.ask(_LOOKS)
        for _ in range(_ARROWS):
            hand.key("ArrowDown")
            now = option.ask(_LOOKS)
            if now["current"] or (not before["current"] and now["style"] != before["style"]):
                hand.key("Enter")
                return
            if now["marked"] == before["marked"] and not now["marks"]:
                break  # the arrow does nothing here
        self._reach(hand, option)
        hand.key("Enter")

    def scroll_on(self, hand: Hand) -> int:
        """Press Page Down, where that does not change what has focus; in a part that scrolls by itself, go there first."""
        for stops in range(_ARROWS):
            leads = hand.page.evaluate(_SCROLLS)
            if leads == "nothing":
                return stops
            hand.key("PageDown" if leads == "down" else "Tab")
            if leads == "down":
                return stops
        return _ARROWS

    def go_back(self, hand: Hand, _before: Hand, stops: int, /) -> None:
        """Go back by as many stops."""
        for _ in range(stops):
            hand.key("Shift+Tab")

    def choose(self, hand: Hand, thing: Thing, option: str) -> None:
        """Go to the list and press the arrows until it shows the option.

        Raises:
            Barrier: Focus never reaches the list, or its keys do not lead to the option.
        """
        hand.tally.think()
        self._reach(hand, thing)
        choose_by_arrows(hand, thing, option)

    def tick(self, hand: Hand, thing: Thing) -> None:
        """Go to it and press Space; an arrow that led to a radio button has chosen it already."""
        hand.tally.think()
        self._reach(hand, thing)
        state = "e => 'checked' in e ? e.checked : e.getAttribute('aria-checked') === 'true'"
        before = thing.ask(state)
        if before and thing.ask("e => e.type === 'radio' || e.getAttribute('role') === 'radio'"):
            return
        hand.key("Space")

    def attach(self, hand: Hand, thing: Thing, file: str) -> None:
        """Go to it, or to the control in it, press Enter, and choose the file in the system's dialog, which isn't counted.

        Raises:
            Barrier: Focus never reaches the field, or no dialog opens: an area that only takes what is dropped has no key.
        """
        hand.tally.think()
        inner = thing.handle.query_selector("input[type=file], button, a[href]")
        thing = Thing(thing.target, inner, thing.page) if inner else thing
        self._reach(hand, thing)
        try:
            with hand.page.expect_file_chooser(timeout=5000) as chooser:
                hand.key("Enter")
        except Error as error:
            if "Timeout" not in str(error):
                raise
            raise Barrier("no-file-dialog", target=str(thing.target)) from None
        chooser.value.set_files(file)

    def _reach(self, hand: Hand, thing: Thing) -> None:
        """Move focus to the thing, by the shorter way round first."""
        hand.to("keyboard")
        stop = _stop(hand, thing)
        if stop["reached"] or (stop["sibling"] and self._by_arrows(hand, thing, stop)):
            return
        ways = ("Shift+Tab", "Tab") if stop["before"] else ("Tab", "Shift+Tab")
        walks: list[Walk] = []
        thing.ask(WATCH)
        for key in ways:
            walk = Walk()
            if self._walk(hand, thing, key, walk):
                return
            walks.append(walk)
            if not _is_there(thing):
                raise Barrier("replaced", target=str(thing.target))
        raise unreached(thing, walks, walks[ways.index("Tab")])

    def _walk(self, hand: Hand, thing: Thing, key: str, walk: Walk) -> bool:
        while not walk.went_round:
            hand.key(key)
            stop = _stop(hand, thing)
            walk.note(stop)
            if stop["gone"]:  # drawn anew, perhaps as a field: the person looks again
                return False
            if stop["reached"] or (stop["sibling"] and self._by_arrows(hand, thing, stop)):
                return True
        return False

    def _by_arrows(self, hand: Hand, thing: Thing, stop: dict[str, Any]) -> bool:
        """Within one widget (radio buttons, tabs, menu, grid, group of buttons) Tab leads in, and the arrows lead on."""
        dead: set[str] = set()
        """Arrows that did nothing here: tabs in two lines know left and right only."""
        for _ in range(_ARROWS):
            before = stop
            for key in _arrows_towards(stop):
                if key in dead:
                    continue
                hand.key(key)
                stop = thing.ask(_STOP)
                if stop["reached"] or not stop["sibling"]:
                    return bool(stop["reached"])
                if stop["on"] != before["on"]:
                    break
                dead.add(key)
            else:
                return False
        return False


def _arrows_towards(stop: dict[str, Any]) -> tuple[str, ...]:
    """Which arrow leads from where focus is to the thing, and which else if that one does nothing.

    The browser's own radio buttons follow one another as they stand in the page, in whichever line and direction they are
    drawn: an arrow to the left may lead away from one that stands further left in the next line.
    """
    if stop["radio"]:
        return ("ArrowUp" if stop["before"] else "ArrowDown",)
    right, down = stop["to"][0] - stop["from"][0], stop["to"][1] - stop["from"][1]
    if abs(down) < 4:
        return ("ArrowRight" if right > 0 else "ArrowLeft",)
    return ("ArrowDown" if down > 0 else "ArrowUp", "ArrowLeft" if stop["before"] else "ArrowRight")


def _stop(hand: Hand, thing: Thing) -> dict[str, Any]:
    """Where focus is now. A document of another origin in a frame sees only itself, so the outermost is asked, too."""
    stop: dict[str, Any] = thing.ask(_STOP)
    if stop["foreign"]:
        outer = hand.page.evaluate(_OUTER_STOP)
        stop["id"] = (outer["id"], stop["id"] if stop["inside"] else 0)
        if not stop["inside"]:
            stop |= {"said": outer["said"], "body": outer["body"]}
    return stop


def _is_there(thing: Thing) -> bool:
    """Whether the page that a thing stands on is still the one that is shown."""
    try:
        return bool(thing.ask("e => e.isConnected"))
    except Error:
        return False


MODE = Keyboard()
