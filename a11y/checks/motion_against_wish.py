"""Large motion in spite of the system's setting for less: for people whom motion makes dizzy or sick."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes
from a11y.moving import goes_on, movers
from a11y.operated import Operated

MOVES_STILL = Message(
    en="“{called}” moves over {far} px just the same where the system is set to less motion.",
    sv="”{called}” rör sig över {far} px även när systemet är inställt på mindre rörelse.",
)

_LARGE_PX = 30
_LARGE_AREA = 10_000
"""In square CSS px: a hundred each way."""


@check(
    "motion-against-wish",
    criteria=[],
    impact="moderate",
    title=Message(en="The wish for less motion is not heeded", sv="Önskan om mindre rörelse följs inte"),
    mend=Message(
        en="Leave out the motion under @media (prefers-reduced-motion: reduce), and ask matchMedia for it before a script moves something.",
        sv="Ta bort rörelsen under @media (prefers-reduced-motion: reduce), och fråga matchMedia innan ett skript rör något.",
    ),
)
def motion_against_wish(page: Operated) -> Iterator[Outcome]:
    """Applies to large things that move by themselves for more than five seconds. Expected: they rest with prefers-reduced-motion."""
    large = [mover for mover in movers(page) if mover.far >= _LARGE_PX and mover.size >= _LARGE_AREA]
    if not large or page.ask("() => matchMedia('(prefers-reduced-motion: reduce)').matches"):
        return
    page.expect_address()
    try:
        page.page.emulate_media(reduced_motion="reduce")
        page.open()  # a script asks once, when it begins
        still = [goes_on(page, mover) for mover in large]
    finally:
        page.page.emulate_media(reduced_motion="null")
        page.open()
    for mover, on in zip(large, still, strict=True):
        yield (
            fails(mover.selector, MOVES_STILL, called=mover.called, far=round(mover.far))
            if on
            else passes(mover.selector)
        )
