"""Fields that keep Tab for themselves: for people who have no mouse, and do not come to what follows."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, passes, unsure
from a11y.operated import Operated

ONLY_BACK = Message(
    en="Tab stays in “{called}”; Shift+Tab leads out, backwards, and Escape before Tab changes nothing. Is there a way on to what follows, and is it told?",
    sv="Tab stannar i ”{called}”; skift+Tab leder ut, bakåt, och Escape före Tab hjälper inte. Går det att komma vidare till det som följer, och står det hur?",
)

_IS_WRITTEN_IN = """(s, way) => {
  const e = s.find(way);
  return Boolean(e?.matches("textarea, input, [role=textbox]") || e?.isContentEditable);
}"""
_FOCUS = "(s, way) => { s.find(way)?.focus(); return 0 }"


@check(
    "tab-stays-in-field",
    criteria=["2.1.2"],
    impact="serious",
    title=Message(en="Tab does not lead on from a field", sv="Tab leder inte vidare från ett fält"),
    mend=Message(
        en="Let Tab move on. Where it has to write a tab, let Escape before it lead on, and say so beside the field.",
        sv="Låt Tab gå vidare. Måste den skriva en tabb, låt Escape före den leda vidare, och skriv det vid fältet.",
    ),
)
def tab_stays_in_field(page: Operated) -> Iterator[Outcome]:
    """Applies to a field in which Tab stays, while Shift+Tab leads out. Expected: Tab leads on once Escape was pressed. A field that
    nothing leads out of is keyboard-trap's.
    """
    circle = page.tab_order().circle
    if len(circle) != 1 or not page.ask(_IS_WRITTEN_IN, circle[0].selector):
        return
    field = circle[0]
    with page.restored():
        on = _leads_out(page, field.selector, "Escape", "Tab")
        back = _leads_out(page, field.selector, "Shift+Tab")
    if on:
        yield passes(field.selector)
    elif back:
        yield unsure(field.selector, ONLY_BACK, called=field.called)


def _leads_out(page: Operated, way: str, *keys: str) -> bool:
    page.ask(_FOCUS, way)
    for key in keys:
        page.press(key)
    return page.stop().selector not in ("", way)
