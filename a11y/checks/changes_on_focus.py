"""Things that go off as soon as they have focus: for people who go through a page with Tab, and land somewhere else in the midst."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from a11y.check import Message, Outcome, check, fails, passes
from a11y.held import Attempts, culprits, held
from a11y.operated import Operated

OPENS_A_WINDOW = Message(
    en="A new window opens as soon as “{called}” has focus.",
    sv="Ett nytt fönster öppnas så fort ”{called}” får fokus.",
)
LEAVES_THE_PAGE = Message(
    en="The page is left, or a form is sent, as soon as “{called}” has focus.",
    sv="Sidan lämnas, eller ett formulär skickas, så fort ”{called}” får fokus.",
)

_MOST = 300
_HAPPENS_WITHIN_MS = 60
_EVENTS = frozenset({"focus", "focusin", "blur", "focusout", "DOMFocusIn", "DOMFocusOut"})
_FOCUSABLE = """(s, most) => s.all("a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]")
  .filter((e) => e.tabIndex >= 0 && !e.matches(":disabled") && s.shown(e)).slice(0, most).map(s.path)"""
_FOCUS = "(s, ways) => { for (const way of ways) { const e = s.find(way); e?.focus({ preventScroll: true }); e?.blur(); } return 0 }"


@check(
    "changes-on-focus",
    criteria=["3.2.1"],
    impact="serious",
    title=Message(en="Moving to a thing sets it off", sv="Något händer bara för att man kommer till det"),
    mend=Message(
        en="Do it when the thing is pressed, not when it gets focus.",
        sv="Gör det när man trycker på saken, inte när den får fokus.",
    ),
)
def changes_on_focus(page: Operated) -> Iterator[Outcome]:
    """Applies to everything that Tab leads to. Expected: when it gets focus, no window opens, and the page is not left."""
    ways = page.ask(_FOCUSABLE, _MOST)
    if not ways:
        return
    if not page.hears(_EVENTS):
        yield passes(ways[0])
        return
    seen: dict[str, Attempts] = {}

    def does(some: Sequence[str]) -> bool:
        with page.restored(), held(page) as attempts:
            page.ask(_FOCUS, some)
            page.settle()
            page.page.wait_for_timeout(_HAPPENS_WITHIN_MS)
        seen[some[0]] = attempts
        return bool(attempts.windows or attempts.pages)

    found = culprits(ways, does)
    for way in found:
        message = OPENS_A_WINDOW if seen[way].windows else LEAVES_THE_PAGE
        yield fails(way, message, called=page.ask("(s, way) => s.called(s.find(way))", way))
    if not found:
        yield passes(ways[0])
