"""Operating a page with the keyboard alone, starting where focus really is. What Tab never reaches cannot be operated.

This file uses the page's keyboard and nothing else: a locator's or handle's `press`, `focus`, `click` or `fill` would put
focus on the thing on the person's behalf, and a control outside the Tab order would pass. A test reads this source for it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.describe import DESCRIBE
from scenarios.hand import Hand
from scenarios.list_keys import choose_by_arrows
from scenarios.lookup import Look, Thing, visible
from scenarios.stumble import Barrier, Stumble
from scenarios.typing_keys import type_into

_ROUNDS = 2
"""How often focus has to come back to the same stop before the person gives up in that direction."""
_PARTS = 6
"""Stops that one element may have: the browser's own date and time fields stop at each of their parts."""
_ARROWS = 62
"""Arrow presses within one widget before giving up: two months of days."""
_SHOWN = 40
"""Stops kept of a focus path."""

_STOP = """(e) => {
  const focused = (root) => { let a = root.activeElement; while (a && a.shadowRoot && a.shadowRoot.activeElement) a = a.shadowRoot.activeElement; return a; };
  const here = focused(document);
  const top = (() => { try { return window.top.document; } catch { return document; } })();
  let stop = focused(top);
  while (stop && stop.tagName === 'IFRAME') { try { stop = focused(stop.contentDocument) || stop; } catch { break; } if (stop.tagName !== 'IFRAME') break; }
  stop = stop || top.body;
  const home = (() => { try { return window.top.document && window.top; } catch { return window; } })();
  const seen = (home.__skolprovStops ||= new WeakMap());
  if (!seen.has(stop)) { seen.set(stop, (seen.count = (seen.count || 0) + 1)); }
  const composite = '[role=tablist],[role=menu],[role=menubar],[role=listbox],[role=grid],[role=tree],[role=radiogroup],[role=toolbar]';
  const radios = (a, b) => a.type === 'radio' && b.type === 'radio' && a.name && a.name === b.name && a.form === b.form;
  const box = (n) => { const b = n.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; };
  const widget = e.closest(composite);
  return {
    reached: here === e && (stop === e || stop === here),
    id: seen.get(stop),
    body: stop === top.body || stop === top.documentElement,
    said: (DESCRIBE)(stop, false),
    before: !!(here && here !== document.body && (here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING)),
    sibling: !!here && here !== e && (radios(here, e) || (!!widget && widget.contains(here) && widget !== here)),
    radio: !!here && radios(here, e),
    from: here ? box(here) : [0, 0],
    to: box(e),
  };
}""".replace("DESCRIBE", DESCRIBE)


@dataclass
class _Walk:
    """Where focus has been while it looked for one thing."""

    stops: list[str] = field(default_factory=list)
    visits: Counter[int] = field(default_factory=Counter)
    _last: int = -1
    _stuck: int = 0

    def note(self, stop: dict[str, Any]) -> None:
        self.stops.append("page" if stop["body"] else stop["said"])
        if stop["id"] == self._last:
            self._stuck += 1
        else:
            self._last, self._stuck = stop["id"], 0
            self.visits[stop["id"]] += 1

    @property
    def went_round(self) -> bool:
        return self._stuck > _PARTS or max(self.visits.values(), default=0) > _ROUNDS


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
        """Go to the field, select what stands there, and type."""
        hand.tally.think()
        self._reach(hand, thing)
        type_into(hand, thing, text)

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
        """Go to it, press Enter, and choose the file in the system's dialog, which isn't counted.

        Raises:
            Barrier: Focus never reaches the field, or no dialog opens.
        """
        hand.tally.think()
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
        stop = thing.ask(_STOP)
        if stop["reached"]:
            return
        ways = ("Shift+Tab", "Tab") if stop["before"] else ("Tab", "Shift+Tab")
        walks = []
        for key in ways:
            walk = _Walk()
            if self._walk(hand, thing, key, walk):
                return
            walks.append(walk)
        forward = walks[ways.index("Tab")]
        # A trap holds focus on one or two things, whichever way one goes; going round the whole page is no trap.
        trapped = all(len(w.visits) <= 2 for w in walks) and not any("page" in w.stops for w in walks)
        raise Barrier(
            "focus-trapped" if trapped else "not-reached-by-tab",
            focus_path=forward.stops[-_SHOWN:],
            target=str(thing.target),
            stops=len(forward.visits),
            **({"at": forward.stops[-1]} if trapped else {}),
        )

    def _walk(self, hand: Hand, thing: Thing, key: str, walk: _Walk) -> bool:
        while not walk.went_round:
            hand.key(key)
            stop = thing.ask(_STOP)
            walk.note(stop)
            if stop["reached"] or (stop["sibling"] and self._by_arrows(hand, thing, stop)):
                return True
        return False

    def _by_arrows(self, hand: Hand, thing: Thing, stop: dict[str, Any]) -> bool:
        """Within one widget (radio buttons, tabs, menu, grid) Tab leads in, and the arrows lead on."""
        for _ in range(_ARROWS):
            right, down = stop["to"][0] - stop["from"][0], stop["to"][1] - stop["from"][1]
            horizontal = abs(right) > abs(down) if stop["radio"] else abs(down) < 4
            hand.key(
                ("ArrowRight" if right > 0 else "ArrowLeft") if horizontal else ("ArrowDown" if down > 0 else "ArrowUp")
            )
            before, stop = stop, thing.ask(_STOP)
            if stop["reached"]:
                return True
            if not stop["sibling"] or stop["from"] == before["from"]:
                return False
        return False


MODE = Keyboard()
