"""Enlarged text that is cut off: for people who set their text to twice the size."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.cutting import cut_off
from a11y.operated import Operated

CUT_OFF = Message(
    en="With text of twice the size, and with the page zoomed to 200 %, “{text}” is cut off, and nothing leads to the rest.",
    sv="Med dubbelt så stor text, och när sidan zoomas till 200 %, klipps ”{text}” av, och inget leder till resten.",
)
ZOOM_SHOWS_IT = Message(
    en="With text of twice the size, “{text}” is cut off; with the whole page zoomed to 200 % it is not. Can people zoom wherever the page is used?",
    sv="Med dubbelt så stor text klipps ”{text}” av, men inte när hela sidan zoomas till 200 %. Går det att zooma överallt där sidan används?",
)
NO_LONGER_WHOLE = Message(
    en="With text of twice the size, “{text}” is no longer shown whole. Can the whole be seen in some way, also when the whole page is zoomed?",
    sv="Med dubbelt så stor text visas ”{text}” inte längre helt. Går det att se allt på något sätt, även när hela sidan zoomas?",
)


@check(
    "cut-off-when-enlarged",
    criteria=["1.4.4"],
    impact="serious",
    title=Message(en="Enlarged text is cut off", sv="Förstorad text klipps av"),
    mend=Message(
        en="Let the part grow with its text: a smallest height (min-height) in em instead of a fixed height, and rows that wrap.",
        sv="Låt delen växa med texten: en minsta höjd (min-height) i em i stället för en fast höjd, och rader som bryts.",
    ),
)
def cut_off_when_enlarged(page: Operated) -> Iterator[Outcome]:
    """Applies to text that is shown whole within parts that hide what is too large for them. Expected: at 200 % it still is. What the
    browser's zoom shows whole fails nothing (WCAG's technique G142, which the failure F69 gives way to).
    """
    found = cut_off(page, "enlarged")
    if found == []:
        yield passes("html")
    for cut in found or []:
        if not cut.sure:
            yield unsure(cut.selector, NO_LONGER_WHOLE, text=cut.text)
        elif cut.zoomed:
            yield fails(cut.selector, CUT_OFF, text=cut.text)
        else:
            yield unsure(cut.selector, ZOOM_SHOWS_IT, text=cut.text)
