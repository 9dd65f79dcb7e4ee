"""Spaced text that is cut off: for people who read better with more room between lines, letters and words."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.cutting import cut_off
from a11y.operated import Operated

CUT_OFF = Message(
    en="With more room between lines, letters and words, “{text}” is cut off, and nothing leads to the rest.",
    sv="Med större avstånd mellan rader, bokstäver och ord klipps ”{text}” av, och inget leder till resten.",
)
NO_LONGER_WHOLE = Message(
    en="With more room between lines, letters and words, “{text}” is no longer shown whole. Can the whole be seen in some way?",
    sv="Med större avstånd mellan rader, bokstäver och ord visas ”{text}” inte längre helt. Går det att se allt på något sätt?",
)


@check(
    "cut-off-when-spaced",
    criteria=["1.4.12"],
    impact="serious",
    title=Message(en="Text that is spaced apart is cut off", sv="Text med större avstånd klipps av"),
    mend=Message(
        en="Let the part grow with its text: a smallest height and width instead of fixed ones, and rows that wrap.",
        sv="Låt delen växa med texten: en minsta höjd och bredd i stället för fasta, och rader som bryts.",
    ),
)
def cut_off_when_spaced(page: Operated) -> Iterator[Outcome]:
    """Applies to text that is shown whole within parts that hide what is too large for them. Expected: spaced apart, it still is."""
    found = cut_off(page, "spaced")
    if found == []:
        yield passes("html")
    for cut in found or []:
        yield (fails if cut.sure else unsure)(cut.selector, CUT_OFF if cut.sure else NO_LONGER_WHOLE, text=cut.text)
