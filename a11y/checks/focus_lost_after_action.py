"""Buttons that take themselves away: for people who use a keyboard or a screen reader, and are then nowhere on the page."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.answers import tried
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import Attempts
from a11y.operated import Operated

BACK_TO_THE_TOP = Message(
    en="After Enter, “{called}” is gone and focus is nowhere: the next Tab leads to the top of the page, to “{landed}”.",
    sv="Efter Enter är ”{called}” borta och fokus ingenstans: nästa Tab leder till sidans början, till ”{landed}”.",
)
NOWHERE = Message(
    en="After Enter, “{called}” is gone or switched off and focus is nowhere. Does a screen reader go on from there, and is it told what has happened?",
    sv="Efter Enter är ”{called}” borta eller avstängd och fokus ingenstans. Fortsätter en skärmläsare därifrån, och berättas det vad som hände?",
)

_MOST = 4
_HAPPENS_WITHIN_MS = 400
_STEP_MS = 50
_NEAR_THE_TOP = 4
"""Among the first things of a page, the next Tab may lead there anyway."""
# Buttons that send nothing, and that by their name may take something away or change places with another: of each word the first.
_BUTTONS = """(s, most) => {
  const goes = new RegExp("^([×✕✖]|(close|dismiss|hide|remove|delete|discard|clear|undo|(show|load|view|read|see) (all|more|less)|more|less|edit|cancel|add|next|previous|back|accept|got it|ok|" +
    "stäng|dölj|ta bort|radera|rensa|ångra|(visa|ladda|läs|se) (alla|fler|mer|mindre|färre)|fler|mer|mindre|ändra|redigera|avbryt|lägg till|nästa|föregående|tillbaka|godkänn|acceptera|jag förstår)(?![\\\\p{L}-]))", "iu");
  const names = new Set();
  const found = [];
  for (const e of s.all("button, input[type=button], [role=button]")) {
    if (!s.shown(e) || !(e.tabIndex >= 0) || e.matches(":disabled, [aria-disabled=true], [aria-haspopup], [aria-expanded], [aria-pressed], [role=tab], [role=switch], [popovertarget], [commandfor]")) continue;
    if ((e.type === "submit" && e.form) || e.closest("dialog, [role=dialog], [role=alertdialog], [role=menu], [role=grid], [inert]")) continue;
    const called = s.called(e);
    const word = goes.exec(e.localName === "input" ? e.value : called)?.[0].toLowerCase();
    if (!word || names.has(word)) continue;
    names.add(word);
    found.push({ way: s.path(e), called: e.localName === "input" ? e.value.slice(0, 60) : called });
    if (found.length === most) break;
  }
  return found;
}"""
# Whether one of the things that stood after it, by their names, is still there for Tab to lead to.
_FOLLOWS = """(s, names) => s.all("a[href], button, input, select, textarea, summary, [tabindex]")
  .some((e) => names.includes(s.called(e)) && e.tabIndex >= 0 && !e.matches(":disabled") && !e.closest("[inert]") && s.shown(e))"""
_BEGIN = """(s, way) => {
  const e = s.find(way);
  e?.focus();
  globalThis.skolprovPressed = e;
  return Boolean(e) && s.focused() === e;
}"""
# What becomes of it. A dialog that has come over the page is another check's; and where the whole page has changed, so has the place.
_LEFT = """(s) => {
  const e = globalThis.skolprovPressed;
  const dialog = s.all("dialog, [role=dialog], [role=alertdialog], [aria-modal=true]").some(s.shown);
  const gone = Boolean(e) && (!e.isConnected || !s.shown(e) || e.matches(":disabled") || Boolean(e.closest("[inert]")));
  return gone && !dialog && s.focused() === null ? "nowhere" : s.focused() === e ? "stays" : "";
}"""


@check(
    "focus-lost-after-action",
    criteria=["2.4.3"],
    impact="serious",
    title=Message(en="Focus is lost when a button is pressed", sv="Fokus försvinner när man trycker på en knapp"),
    mend=Message(
        en="When the thing with focus goes away, set focus on what has come in its place, on the next of its kind, or on the heading of its part.",
        sv="När det som har fokus försvinner, sätt fokus på det som kommit i stället, på nästa av samma slag eller på delens rubrik.",
    ),
)
def focus_lost_after_action(page: Operated) -> Iterator[Outcome]:
    """Applies to buttons outside dialogs whose names say that something goes or comes. Expected: after Enter, something has focus. A violation
    only where the next Tab begins at the top of the page though something to lead to follows: after the last thing of a page, Tab leads there
    anyway. What could be sent or opened is held back.
    """
    buttons = page.ask(_BUTTONS, _MOST)
    if not buttons:
        return
    stops = page.tab_order().stops
    ways = [stop.selector for stop in stops]
    for button in buttons:
        way, called = button["way"], button["called"]
        with tried(page) as attempts:
            if not _lost(page, way, attempts):
                yield passes(way)
                continue
            at = ways.index(way) if way in ways else 0
            before = {stop.called for stop in stops[: at + 1]}
            follows = page.ask(_FOLLOWS, [stop.called for stop in stops[at + 1 :] if stop.called not in before])
            page.press("Tab")
            landed = page.stop()
        if at >= _NEAR_THE_TOP and landed.selector == ways[0] and follows:
            yield fails(way, BACK_TO_THE_TOP, called=called, landed=landed.called)
        else:
            yield unsure(way, NOWHERE, called=called)


def _lost(page: Operated, way: str, attempts: Attempts) -> bool:
    """Whether a button that is pressed is gone, and focus nowhere, and stays so; nothing was asked of a server meanwhile."""
    if not page.ask(_BEGIN, way):
        return False
    page.press("Enter")
    page.page.wait_for_timeout(_STEP_MS)
    for _ in range(_HAPPENS_WITHIN_MS // _STEP_MS):
        left = page.ask(_LEFT)
        if attempts.number() or not left:
            return False
        page.page.wait_for_timeout(_STEP_MS)
    return bool(left == "nowhere")
