"""Keyboard traps: for people who go through a page with Tab, and cannot go on."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Applies to pages with something that can have focus. Expected: Tab leads past each of them, or another key out of it."""
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
    if out:
        yield passes(first.selector)
    elif framed:
        yield unsure(first.selector, IN_A_FRAME, presses=_MOST_IN_A_FRAME, called=first.called)
    elif len(inside) <= _SMALL:
        yield fails(first.selector, STAYS, called=first.called)
    else:
        yield unsure(first.selector, GOES_ROUND, stops=len(inside))


def _leads_out(page: Operated, start: str, inside: set[str], keys: tuple[str, ...]) -> bool:
    page.ask("(s, way) => { s.find(way)?.focus(); return 0 }", start)
    for key in keys:
        page.press(key)
        if page.stop().selector not in inside:
            return True
    return False
