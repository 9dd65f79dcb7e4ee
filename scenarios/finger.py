"""A finger on a screen: taps, swipes, and the keys of an on-screen keyboard. No event of a mouse, and nothing hovers."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from playwright.sync_api import CDPSession, Error, Page

from scenarios.aim import BOX_THAT_SCROLLS, LEFT_BELOW, Spot, Way
from scenarios.effort import distance
from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.settle import SCRIPTED

_SWIPE_SHARE = 0.8
"""Share of a part's visible length that one swipe covers."""
_SWIPES = 6
"""Swipes in a row before somebody looks what has come."""
_MOVES = 4
"""Touch events on the way of a swipe; a finger sends more, and the browser joins them to one per frame."""
_HELD_MS = 60
"""A finger that rests before it is lifted lets the page stop where it is, and not glide on."""
_GLIDES = 30
"""Looks at a page that glides on, before it is taken as one that never holds still."""
_SLOP_PX = 16
"""What a finger moves before the browser takes it for a swipe and not for a tap: it moves so much farther."""
_DRAWN_BY_SYSTEM = frozenset({"date", "time", "datetime-local", "month", "week", "color", "range"})

_CLICK_MS = 400
"""How long after a tap a click may come."""
_LISTEN = """(e, limit) => {
  if (!(SCRIPTED)()) return false;
  const own = e.ownerDocument.defaultView;
  e.ownerDocument.__skolprovTapped = new Promise((resolve) => {
    own.addEventListener('click', () => own.setTimeout(resolve, 0), { capture: true, once: true });
    own.setTimeout(resolve, limit);
  });
  return true;
}""".replace("SCRIPTED", SCRIPTED)
_HEARD = "(e) => e.ownerDocument.__skolprovTapped"


def swipe(hand: Hand, thing: Thing, way: Way) -> None:
    """Drag the part that is to move, at most as far as it is visible, and wait until it holds still.

    A tap on a page that still glides stops it, and is no click.
    """
    left, top, right, bottom = way.area
    right_by = _at_most(way.right, (right - left) * _SWIPE_SHARE)
    down_by = _at_most(way.down, (bottom - top) * _SWIPE_SHARE)
    start = (_start(way.at[0], right_by, left, right), _start(way.at[1], down_by, top, bottom))
    end = (start[0] - _with_slop(right_by), start[1] - _with_slop(down_by))
    session = hand.page.context.new_cdp_session(hand.page)
    try:
        _drag(hand.page, session, start, end)
    finally:
        session.detach()
    before = thing.handle.bounding_box()
    for _ in range(_GLIDES):
        hand.page.wait_for_timeout(_HELD_MS)
        now = thing.handle.bounding_box()
        if now == before:
            return
        before = now


def swipe_on(hand: Hand) -> None:
    """Swipe upwards over the middle of the screen, if there is more below."""
    size = hand.page.viewport_size or {"width": 390, "height": 844}
    middle = (size["width"] / 2, size["height"] / 2)
    left = float(hand.page.evaluate(LEFT_BELOW, middle))
    top, bottom = 0.0, float(size["height"])
    box = hand.page.evaluate(BOX_THAT_SCROLLS)
    if box and (left < 1 or box[1] < middle[1] < box[2]):  # the whole swipe has to stay within it
        middle, top, bottom = (box[0], (box[1] + box[2]) / 2), box[1], box[2]
        left = float(hand.page.evaluate(LEFT_BELOW, middle))
    if left < 1:
        return
    session = hand.page.context.new_cdp_session(hand.page)
    try:
        for _ in range(_SWIPES):
            if left < 1:
                break
            way = min(left, (bottom - top) * _SWIPE_SHARE)
            start = (middle[0], _start(middle[1], way, top, bottom))
            _drag(hand.page, session, start, (start[0], start[1] - _with_slop(way)))
            hand.tally.scrolled_px += way
            left = float(hand.page.evaluate(LEFT_BELOW, middle))
    finally:
        session.detach()


def tap(hand: Hand, thing: Thing, spot: Spot) -> None:
    """Move the finger to a thing and tap: one pointing, one press and release, as with a mouse, and no homing.

    The browser makes the click out of the touch a moment later, 300 ms on pages that can be zoomed by a double tap, and
    not at all where the page swallows the touch. That moment is the page's, and part of the wait.
    """
    at = (spot.x, spot.y)
    hand.tally.point(distance(hand.pointer, at))
    hand.pointer = at
    hand.tally.click()
    hand.done_at = time.perf_counter()
    listening = thing.ask(_LISTEN, _CLICK_MS)
    hand.page.touchscreen.tap(*at)
    with suppress(Error):  # the click has led to another document, or taken the thing away
        if listening:
            thing.ask(_HEARD)
        else:
            hand.page.wait_for_timeout(_CLICK_MS)


def type_on_screen(hand: Hand, thing: Thing, text: str, kind: Mapping[str, Any]) -> None:
    """Type a text into the field that the keyboard is open for, in place of what it holds.

    A field whose value the system asks for in a dialog of its own (date, time) is given the value: opening the dialog and
    confirming it are counted, what happens within is the system's.

    Args:
        hand: Whose finger.
        thing: The field, or the cell that has become one.
        text: What is typed.
        kind: What `field_in` said of it.
    """
    hand.tally.think()
    digits = thing.ask(
        "(e) => ['tel', 'number'].includes(e.type) || ['numeric', 'decimal', 'tel'].includes(e.inputMode)"
    )
    if kind["type"] in _DRAWN_BY_SYSTEM:
        hand.tally.point_outside()
        hand.tally.click()
        thing.handle.fill(text)
        hand.done_at = time.perf_counter()
        return
    if kind["filled"] and not kind["selected"]:  # a long press on the text, and "Select all": the system draws both
        for _ in range(2):
            hand.tally.point_outside()
            hand.tally.click()
        hand.page.keyboard.press("Control+a")
    hand.tally.key(on_screen_keys(text, digits=digits))
    hand.page.keyboard.type(text)
    hand.done_at = time.perf_counter()


def on_screen_keys(text: str, *, digits: bool = False) -> int:
    """Keys of an on-screen keyboard that a text takes: Shift for a capital, and a key for each change between letters and signs.

    Args:
        text: What is typed.
        digits: Whether the keyboard opens with digits, as it does for telephone numbers.

    >>> on_screen_keys("Anna 12!")
    10
    >>> on_screen_keys("070-1740600", digits=True)
    11
    """
    keys, on_letters = 0, not digits
    for sign in text:
        wants_letters = on_letters if sign in " .,\n" or (digits and sign in "-+*#") else sign.isalpha()
        keys += 1 + (wants_letters != on_letters) + sign.isupper()
        on_letters = wants_letters
    return keys


def _drag(page: Page, session: CDPSession, start: tuple[float, float], end: tuple[float, float]) -> None:
    def touch(kind: str, share: float) -> None:
        x, y = (start[i] + (end[i] - start[i]) * share for i in (0, 1))
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0)
    for move in range(1, _MOVES + 1):
        touch("touchMove", move / _MOVES)
    page.wait_for_timeout(_HELD_MS)
    touch("touchMove", 1)
    touch("touchEnd", 1)


def _at_most(way: float, most: float) -> float:
    return max(-most, min(most, way))


def _with_slop(way: float) -> float:
    return way + (_SLOP_PX if way > 0 else -_SLOP_PX) if way else 0.0


def _start(wanted: float, way: float, least: float, most: float) -> float:
    """Where the finger lands, so that the whole swipe stays within the part."""
    if not way:
        return wanted
    return most - (most - least - abs(way)) / 2 if way > 0 else least + (most - least - abs(way)) / 2
