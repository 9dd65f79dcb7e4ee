"""Keyboard traps: for people who go through a page with Tab, and cannot go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from a11y.answers import led_to, tried
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

STAYS = Message(
    en="Tab, Shift+Tab and Escape do not lead out of “{called}”.",
    sv="Tab, skift+Tab och Escape leder inte ut ur ”{called}”.",
)
GOES_ROUND = Message(
    en="Tab goes round among {stops} things and never leaves the page. Is there another way out, and is it told?",
    sv="Tab går runt bland {stops} saker och lämnar aldrig sidan. Finns det en annan väg ut, och står det någonstans?",
)

IN_A_FRAME = Message(
    en="After {presses} presses of Tab, focus is still inside “{called}”. Is there merely much in it, or is focus caught there?",
    sv="Efter {presses} tryck på Tab är fokus fortfarande inne i ”{called}”. Finns det bara mycket i den, eller sitter fokus fast där?",
)

_SMALL = 2
"""A circle of one or two things is no menu and no dialog."""
_MOST_IN_A_FRAME = 120
"""What has focus inside a frame is, seen from the page, the frame: it looks the same as long as Tab goes through it."""
_PRESSED = """(s, ways) => ways.filter((way) =>
  s.find(way)?.matches("button, summary, a[href], input:is([type=button], [type=submit], [type=reset], [type=image]), [role=button], [role=link]"))"""
_FOCUS = "(s, way) => { s.find(way)?.focus(); return 0 }"
_CLOSES_WITHIN_MS = 250
_IS_A_FRAME = "(s, way) => s.find(way)?.matches('iframe, frame, object, embed') ?? false"


@check(
    "keyboard-trap",
    criteria=["2.1.2"],
    impact="critical",
    title=Message(en="The keyboard is caught", sv="Tangentbordet fastnar"),
    mend=Message(
        en="Let Tab and Shift+Tab lead out of the part. Where a dialog holds focus, let Escape close it.",
        sv="Låt Tab och skift+Tab leda ut ur delen. Där en dialogruta håller kvar fokus, låt Escape stänga den.",
    ),
)
def keyboard_trap(page: Operated) -> Iterator[Outcome]:
    """Applies to pages with something that can have focus. Expected: Tab leads past each of them, or another key out of it:
    Escape, or Enter or Space on a button among the one or two things that Tab goes round in.
    """
    order = page.tab_order()
    if not order.circle:
        yield from (passes(stop.selector) for stop in order.stops[-1:])
        return
    inside = {stop.selector for stop in order.circle}
    first = order.circle[0]
    framed = page.ask(_IS_A_FRAME, first.selector)
    ways = ("Shift+Tab",) * 3, ("Escape", "Tab"), ("Tab",) * (_MOST_IN_A_FRAME if framed else 0)
    with page.restored():
        out = any(_leads_out(page, first.selector, inside, keys) for keys in ways)
    small = len(inside) <= _SMALL and not framed
    pressed = _pressed(page, inside) if small and not out else []
    if out or "out" in pressed:
        yield passes(first.selector)
    elif framed:
        yield unsure(first.selector, IN_A_FRAME, presses=_MOST_IN_A_FRAME, called=first.called)
    elif small and "elsewhere" not in pressed:
        yield fails(first.selector, STAYS, called=first.called)
    else:
        yield unsure(first.selector, GOES_ROUND, stops=len(inside))


def _leads_out(page: Operated, start: str, inside: set[str], keys: tuple[str, ...]) -> bool:
    page.ask(_FOCUS, start)
    for key in keys:
        page.press(key)
        if page.stop().selector not in inside:
            return True
    return False


def _pressed(page: Operated, inside: set[str]) -> list[Literal["out", "elsewhere", "round"]]:
    """Where Enter and Space on the buttons and links of a circle lead: one that closes a dialog is a way out that needs no telling."""
    led: list[Literal["out", "elsewhere", "round"]] = []
    for way in page.ask(_PRESSED, sorted(inside)):
        for key in ("Enter", "Space"):
            with tried(page) as attempts:
                page.ask(_FOCUS, way)
                page.press(key)
                page.page.wait_for_timeout(_CLOSES_WITHIN_MS)
                page.press("Tab")
                out = page.stop().selector not in inside
                led.append("elsewhere" if led_to(attempts) else "out" if out else "round")
            if led[-1] == "out":
                return led
    return led
