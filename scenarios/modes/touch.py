"""Operating a page with a finger on a telephone: taps, swipes, and an on-screen keyboard. Nothing hovers.

What lies wholly under something else cannot be tapped, and what shows only while a mouse hovers over it is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import ElementHandle, Page

from scenarios.aim import Spot, aim
from scenarios.effort import distance
from scenarios.finger import swipe, swipe_on, tap, type_on_screen
from scenarios.hand import Hand
from scenarios.lookup import Look, Thing, visible
from scenarios.settle import poll
from scenarios.stumble import Barrier
from scenarios.system_dialogs import choose_file, choose_from_list
from scenarios.target_size import target_size
from scenarios.typing_keys import press_into

_FADES_IN_S = 1.0
"""How long a thing that cannot be seen may take to fade in before it is taken to stay so."""
_FLASH_MS = 150
"""While a finger is down, the browser counts it as hovering, and takes that back a moment later: what showed goes again."""
_CLEAR = 0.05
"""A thing less opaque than this cannot be seen."""

_OPACITY = """(e) => {
  if (['INPUT', 'SELECT', 'TEXTAREA', 'OPTION'].includes(e.tagName)) return 1;
  let opacity = 1;
  for (let n = e; n; n = n.assignedSlot || n.parentElement || (n.getRootNode() || {}).host) opacity *= Number(getComputedStyle(n).opacity);
  return opacity;
}"""
"""How opaque a thing is. A form's own controls count as seen: what people see of them may be drawn beneath or beside."""

_SHOWS_ON_HOVER = """(e) => {
  const chain = [];
  for (let n = e; n; n = n.assignedSlot || n.parentElement || (n.getRootNode() || {}).host) if (Number(getComputedStyle(n).opacity) < 1) chain.push(n);
  const told = (rules, outer) => [...rules || []].some((rule) => {
    let selector = outer;
    if (rule.selectorText) {
      const own = rule.selectorText;
      selector = !outer ? own : own.includes('&') ? own.replaceAll('&', `:is(${outer})`) : `:is(${outer}) ${own}`;
      // Whether it would meet one of them under a mouse: asked without the word that no finger makes true.
      if (selector.includes(':hover') && Number(rule.style.opacity || 0) > 0) {
        try { if (chain.some((n) => n.matches(selector.replaceAll(':hover', ':is(*)')))) return true; } catch { /* not for matches(), such as a pseudo-element's */ }
      }
    }
    return rule.cssRules ? told(rule.cssRules, selector) : false;
  });
  return [...new Set([document, e.getRootNode()])].flatMap((root) => [...root.styleSheets || [], ...root.adoptedStyleSheets || []]).some((sheet) => {
    try { return told(sheet.cssRules, ''); } catch { return false; }  // of another host: it tells nobody
  });
}"""
"""Whether a rule of the page makes a transparent thing opaque while a mouse hovers."""

_LIES_OVER_SOMETHING = """(e) => {
  const boxes = [...e.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
  const meets = (r) => boxes.some((b) => Math.min(b.right, r.right) - Math.max(b.left, r.left) > 1 && Math.min(b.bottom, r.bottom) - Math.max(b.top, r.top) > 1);
  const says = (n) => {
    if (n.matches('img, svg, canvas, video, picture, object') || getComputedStyle(n).backgroundImage !== 'none') return meets(n.getBoundingClientRect());
    const range = document.createRange();
    return [...n.childNodes].some((t) => t.nodeType === 3 && t.data.trim() && (range.selectNodeContents(t), [...range.getClientRects()].some(meets)));
  };
  const seen = (n) => n !== e && !e.contains(n) && n.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const points = boxes.flatMap((b) => [.5, .1, .3, .7, .9].flatMap((fx) => [.5, .1, .3, .7, .9].map((fy) => [b.left + b.width * fx, b.top + b.height * fy])));
  return points.some(([x, y]) => document.elementsFromPoint(x, y).some((n) => seen(n) && says(n)));
}"""
"""Whether under a transparent thing there stands a text or a picture that people see: a card that is a link as a whole."""


class Touch:
    """A finger on a telephone's screen of 390 × 844, three device pixels to one CSS pixel."""

    id = "touch"
    device = "finger"

    def context(self) -> dict[str, Any]:
        """A telephone: its screen, its touch events, and the user agent by which servers know one."""
        return {
            "viewport": {"width": 390, "height": 844},
            "screen": {"width": 390, "height": 844},
            "device_scale_factor": 3,
            "is_mobile": True,
            "has_touch": True,
        }

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """What is on the screen."""
        return visible(page, look)

    def press(self, hand: Hand, thing: Thing) -> None:
        """Tap it.

        Raises:
            Barrier: It shows only under a hovering mouse, lies wholly under something else, or no swipe brings it out.
            Stumble: It is disabled.
        """
        hand.tally.think()
        tap(hand, thing, self._aim(hand, thing))

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Tap the field and type on the screen. A cell becomes a field by a tap or never: nobody double-clicks with a finger.

        Raises:
            Barrier: A tap makes it no field, or brings no caret.
        """
        kind = press_into(thing, lambda: self.press(hand, thing), Barrier)
        if kind is None:
            raise Barrier("not-a-field", target=str(thing.target))
        type_on_screen(hand, thing, text, kind)

    def choose(self, hand: Hand, thing: Thing, option: str) -> None:
        """Tap the list, and the option in the list that the system draws."""
        choose_from_list(hand, thing, option, self._point)

    def tick(self, hand: Hand, thing: Thing) -> None:
        """Tap it."""
        self.press(hand, thing)

    def attach(self, hand: Hand, thing: Thing, file: str) -> None:
        """Tap it, and choose the file in the system's dialog."""
        choose_file(hand, thing, file, self.press)

    def reveal(self, hand: Hand, thing: Thing, shown: Callable[[], bool]) -> None:
        """Tap it.

        Raises:
            Barrier: A tap opens nothing, so what it holds is for those whose pointer hovers.
        """
        if shown():
            return
        self.press(hand, thing)

        def stays() -> bool:
            if not shown():
                return False
            hand.page.wait_for_timeout(_FLASH_MS)
            return shown()

        if poll(stays, hand.page, _FADES_IN_S) is None and thing.ask("e => e.isConnected"):
            raise Barrier("shown-on-hover", target=str(thing.target))

    def pick(self, hand: Hand, option: Thing) -> None:
        """Tap the option."""
        self.press(hand, option)

    def scroll_on(self, hand: Hand) -> int:
        """Swipe upwards over the middle of the screen."""
        swipe_on(hand)
        return 0

    def go_back(self, _hand: Hand, _before: Hand, _stops: int, /) -> None:
        """Nothing: a swipe leaves neither a pointer nor focus elsewhere."""

    def _point(self, hand: Hand, thing: Thing) -> None:
        spot = self._aim(hand, thing)
        hand.tally.point(distance(hand.pointer, (spot.x, spot.y)))
        hand.pointer = (spot.x, spot.y)

    @staticmethod
    def _aim(hand: Hand, thing: Thing) -> Spot:
        clear = poll(lambda: thing.ask(_OPACITY) >= _CLEAR, hand.page, _FADES_IN_S) is not None
        if not clear and thing.ask(_SHOWS_ON_HOVER):
            raise Barrier("shown-on-hover", target=str(thing.target))
        spot = aim(hand, thing, swipe)
        if not clear and not thing.ask(_LIES_OVER_SOMETHING):
            raise Barrier("shown-on-hover", target=str(thing.target))
        size = target_size(thing)
        hand.tally.target_width_px, hand.tally.target_height_px = size.width, size.height
        hand.tally.size_exception = size.exception
        return spot


MODE = Touch()
