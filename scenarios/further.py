"""Looking further down for what does not come, and taking that back where it came by itself: a slow page is no work of the hand's."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace

from playwright.sync_api import ElementHandle, Error, Frame, JSHandle, Page

from scenarios.hand import Hand
from scenarios.modes import Mode
from scenarios.settle import poll

_GLIDES_S = 0.3
"""How long after a key, a turn of the wheel or a swipe a page may not even have begun to move, on a busy machine."""
_LOOK_MS = 50
_STILL = 2
"""Looks in a row at which it is where it was put, before it is taken to stay there."""
_LOOKS = 30
"""Looks at a page that glides on, before it is taken as one that never holds still."""
_AGAIN_S = 0.3
"""How long a thing that went as the page was put back may take to be there again, further down."""

_FOCUSED = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at;
}"""
_KEPT = """() => {
  const at = new Map();
  const keep = (root) => { for (const e of root.querySelectorAll('*')) {
    if (e.shadowRoot) keep(e.shadowRoot);
    if (e.scrollTop || e.scrollLeft || e === document.scrollingElement || /auto|scroll/.test(getComputedStyle(e).overflowY)) at.set(e, [e.scrollLeft, e.scrollTop]);
  } };
  keep(document);
  return { at, focus: (FOCUSED)() };
}""".replace("FOCUSED", _FOCUSED)
"""Where a document and its parts are scrolled to, and what has focus."""

_IS_THERE = """(e, kept) => {
  const root = document.scrollingElement || document.documentElement;
  const parent = (n) => n.assignedSlot || (n.parentNode instanceof ShadowRoot ? n.parentNode.host : n.parentElement);
  const holds = (s) => s.transform !== 'none' || s.filter !== 'none' || s.perspective !== 'none' || /paint|layout|strict|content/.test(s.contain);
  const moved = (n) => n.scrollTop - (kept.at.has(n) ? kept.at.get(n)[1] : 0);
  const boxes = (n) => [...n.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
  const box = boxes(e)[0] || [...e.labels || []].flatMap(boxes)[0];
  if (!box) return false;
  const least = Math.min(box.height / 2, 12);
  let top = box.top, position = getComputedStyle(e).position;
  for (let n = parent(e); n && n !== document.documentElement && position !== 'sticky'; n = parent(n)) {
    const s = getComputedStyle(n);
    if (position === 'fixed' && !holds(s)) continue;
    if (position === 'absolute' && s.position === 'static' && !holds(s)) continue;
    position = s.position;
    if (n === root || s.overflowY === 'visible' || s.display === 'inline' || s.display === 'contents') continue;
    const b = n.getBoundingClientRect(), from = b.top + n.clientTop;
    top += moved(n);
    if (top + least > from + n.clientHeight) return false;
    top = Math.max(top, from);
  }
  // Where something that sticks would be, if the page were not scrolled, is not known.
  return position !== 'sticky' && top + (position === 'fixed' ? 0 : moved(root)) + least <= innerHeight;
}"""
"""Whether an element lies in what was in sight, or above it, where its document was scrolled to before."""

_GO_BACK = """(kept) => {
  // What stands higher up than before was scrolled there by the page itself.
  const further = [...kept.at].filter(([e, [, top]]) => e.isConnected && e.scrollTop - top >= 1);
  for (const [e, [left, top]] of further) Element.prototype.scrollTo.call(e, { left, top, behavior: 'instant' });
  return further.length > 0;
}"""
"""Scroll what is further down than it was back to there; whether there was anything to scroll."""
_GO_TO = "(kept) => { for (const [e, [left, top]] of kept.at) Element.prototype.scrollTo.call(e, { left, top, behavior: 'instant' }); }"
_HAS_FOCUS = f"(kept) => ({_FOCUSED})() === kept.focus"


@dataclass
class Further:
    """Scrolling on within one look, and what was before it.

    Args:
        page: What somebody looks at.
        hand: What they scroll with.
        mode: How.
    """

    page: Page
    hand: Hand
    mode: Mode
    is_lost: bool = False
    """Whether what was found has gone for good because the page was put back."""
    _before: Hand | None = None
    _stops: int = 0
    """How often focus was moved on."""
    _scrolled_at: float = 0.0
    _kept: dict[Frame, JSHandle] = field(default_factory=dict)

    def scroll_on(self) -> None:
        """Scroll on, as the mode does, and charge it."""
        if self._before is None:
            self._before = _as_is(self.hand)
        self._keep()
        self._stops += self.mode.scroll_on(self.hand)
        self._scrolled_at = time.perf_counter()

    def was_for_nothing(self, look: Callable[[], Sequence[ElementHandle]], found: Sequence[ElementHandle]) -> bool:
        """Whether there was scrolling, and what is found is there without it. Then the hand and the page are put back.

        Args:
            look: What finds it.
            found: What it has found, of which one is enough.
        """
        if self._before is None:
            return False
        self._keep()
        if not any(self._lay_in_sight(handle) for handle in found) or not self._is_scrolled_back(look):
            return False
        charged = _as_is(self.hand)
        is_back = self._is_hand_back(self._before)
        was = self._before if is_back else charged
        self.hand.tally, self.hand.at, self.hand.pointer, self.hand.done_at = (
            was.tally,
            was.at,
            was.pointer,
            was.done_at,
        )
        return is_back

    def _keep(self) -> None:
        """Note how each document is scrolled in which nobody has scrolled on yet."""
        for frame in self.page.frames:
            try:
                if frame in self._kept and self._kept[frame].evaluate("() => true"):
                    continue
            except Error:  # another document has taken its place
                if self.page.is_closed():
                    raise
            if frame == self.page.main_frame:
                self._stops = 0
            self._kept.pop(frame, None)
            with suppress(Error):
                self._kept[frame] = frame.evaluate_handle(_KEPT)

    def _lay_in_sight(self, handle: ElementHandle) -> bool:
        with suppress(Error):  # a document that has gone tells nothing
            frame = handle.owner_frame()
            while frame in self._kept and handle.evaluate(_IS_THERE, self._kept[frame]):
                if frame.parent_frame is None:
                    return True
                handle, frame = frame.frame_element(), frame.parent_frame
        return False

    def _is_scrolled_back(self, look: Callable[[], Sequence[ElementHandle]]) -> bool:
        """Scroll back; if that takes away what was found, as with what shows only further down, go there again."""
        further: list[JSHandle] = []
        with suppress(Error):
            further = self._positions()
            self._scroll_back()
            if look():
                return True
        with suppress(Error):
            for kept in further:
                kept.evaluate(_GO_TO)
        self.is_lost = poll(lambda: bool(look()), self.page, _AGAIN_S) is None
        return False

    def _positions(self) -> list[JSHandle]:
        return [frame.evaluate_handle(_KEPT) for frame in self._kept if not frame.is_detached()]

    def _scroll_back(self) -> None:
        self.page.wait_for_timeout(max(0.0, self._scrolled_at + _GLIDES_S - time.perf_counter()) * 1000)
        still = 0
        for _ in range(_LOOKS):
            there = [kept for frame, kept in self._kept.items() if not frame.is_detached()]
            moved = sum(bool(kept.evaluate(_GO_BACK)) for kept in there)
            still = 0 if moved else still + 1
            if still == _STILL:
                return
            self.page.wait_for_timeout(_LOOK_MS)

    def _is_hand_back(self, before: Hand) -> bool:
        try:
            here = self._positions() if self._stops else []
            self.mode.go_back(self.hand, before, self._stops)
            for kept in here:  # what gets focus comes into sight
                kept.evaluate(_GO_TO)
            return not self._stops or bool(self._kept[self.page.main_frame].evaluate(_HAS_FOCUS))
        except Error:
            if self.page.is_closed():
                raise
            return False


def _as_is(hand: Hand) -> Hand:
    return replace(hand, tally=deepcopy(hand.tally))
