"""Dialogs that lose focus: for people who use a keyboard or a screen reader, and would otherwise go on behind the dialog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import held
from a11y.operated import Operated

STAYS_OUTSIDE = Message(
    en="“{called}” opens a dialog over the page. Focus does not come into it; the next Tab leads to “{landed}” behind it.",
    sv="”{called}” öppnar en dialogruta över sidan. Fokus kommer inte in i den; nästa Tab leder till ”{landed}” bakom den.",
)
MAY_STAY_OUTSIDE = Message(
    en="“{called}” opens a dialog, and neither focus nor the next Tab leads into it. How do those without a mouse get there?",
    sv="”{called}” öppnar en dialogruta, och varken fokus eller nästa Tab leder in i den. Hur kommer den som inte har mus dit?",
)
LEAVES = Message(
    en="In the dialog that “{called}” opens over the page, Tab leads out of it to “{landed}”, which lies behind it.",
    sv="I dialogrutan som ”{called}” öppnar över sidan leder Tab ut ur den till ”{landed}”, som ligger bakom den.",
)
LOST = Message(
    en="After the dialog that “{called}” opened is closed, focus is nowhere, and the next Tab leads to “{landed}” instead of on from there.",
    sv="När dialogrutan som ”{called}” öppnade har stängts är fokus ingenstans, och nästa Tab leder till ”{landed}” i stället för vidare därifrån.",
)
ESCAPE_DOES_NOT_CLOSE = Message(
    en="Escape does not close the dialog that “{called}” opens. Is it told how it is closed with the keyboard?",
    sv="Escape stänger inte dialogrutan som ”{called}” öppnar. Framgår det hur den stängs med tangentbordet?",
)

_MOST = 6
"""So many buttons are tried."""
_MOST_TABS = 15
_OPENS_MS = 250
_FADES_MS = 600
"""Focus may move when a dialog has faded in or out."""
_STEP_MS = 50
_DIALOGS = """
  const dialogs = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]";
  const seen = (d) => d.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && (s.shown(d) || [...d.querySelectorAll("*")].slice(0, 200).some(s.shown));
  const outer = (e) => { const p = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get.call(e); return p instanceof ShadowRoot ? p.host : p };
  const within = (e, part) => { for (let p = e; p; p = outer(p)) if (p === part) return true; return false };
"""
# What says that it opens a dialog; and if a dialog waits on the page, unseen, other buttons that send nothing.
_OPENERS = (
    """(s, most) => {"""
    + _DIALOGS
    + """
  const leads = (e) => ["aria-controls", "commandfor", "data-bs-target", "data-target", "href"].some((name) => {
    const id = e.getAttribute(name)?.replace(/^#/, "");
    return Boolean(id) && Boolean(document.getElementById(id)?.matches(`${dialogs}, .modal`));
  });
  const waits = s.all(dialogs).some((d) => !seen(d));
  const can = (e) => s.shown(e) && e.tabIndex >= 0 && !e.matches(":disabled, [aria-disabled=true]") && !e.closest(dialogs);
  const told = s.all("[aria-haspopup=dialog], [data-bs-toggle=modal], [data-toggle=modal], [aria-controls], [commandfor], [data-target]")
    .filter((e) => e.matches("button, a, [role=button]") && (e.matches("[aria-haspopup=dialog], [data-bs-toggle=modal], [data-toggle=modal]") || leads(e)));
  const others = waits ? s.all("button, input[type=button], [role=button]").filter((e) =>
    !e.matches("[aria-expanded], [aria-pressed], [aria-haspopup], [role=switch], [role=tab]") && (e.type !== "submit" || !e.form)) : [];
  return [...new Set([...told, ...others])].filter(can).slice(0, most).map((e) => ({ way: s.path(e), called: s.called(e) }));
}"""
)
_BEGIN = (
    """(s, way) => {"""
    + _DIALOGS
    + """
  globalThis.skolprovSeen = new Set(s.all(dialogs).filter(seen));
  const e = s.find(way);
  e?.focus();
  return Boolean(e) && s.focused() === e;
}"""
)
_STATE = (
    """(s, way) => {"""
    + _DIALOGS
    + """
  const found = way ? s.find(way) : s.all(dialogs).find((d) => !skolprovSeen.has(d) && seen(d));
  if (!found || !seen(found)) return null;
  const e = s.focused();
  const modal = found.matches(":modal, [aria-modal=true]") || Boolean(found.querySelector("[aria-modal=true]"));
  // A guard of the dialog's own, or a message beside it, is not the page behind it.
  const behind = Boolean(e) && !within(e, found) && s.shown(e) && !e.closest(`${dialogs}, [popover], [role=menu], [role=listbox], [aria-hidden=true]`);
  return { way: s.path(found), modal, inside: Boolean(e) && within(e, found), behind, landed: e ? s.called(e) : "", focused: e ? s.path(e) : "" };
}"""
)
_CLOSER = """(s, way) => {
  const close = /^(×|✕|x|ok|close|cancel|dismiss|no thanks|stäng|avbryt|klar|done)\\b|^[×✕]$/i;
  const e = [...s.find(way).querySelectorAll("button, [role=button]")].find((b) => s.shown(b) && close.test(s.called(b)));
  e?.focus();
  return Boolean(e);
}"""


@dataclass(frozen=True, slots=True)
class _Opener:
    way: str
    called: str
    after: str
    """What Tab leads to after it; empty if that is the browser."""


@check(
    "dialog-loses-focus",
    criteria=["2.4.3"],
    impact="serious",
    title=Message(en="A dialog does not keep focus in order", sv="En dialogruta håller inte ordning på fokus"),
    mend=Message(
        en="Use <dialog> and showModal(): it takes focus, keeps it, closes with Escape and gives focus back. Else let a script do all four.",
        sv="Använd <dialog> och showModal(): den tar fokus, håller kvar det, stängs med Escape och lämnar tillbaka fokus. Låt annars ett skript göra alla fyra.",
    ),
)
def dialog_loses_focus(page: Operated) -> Iterator[Outcome]:
    """Applies to buttons that open a dialog. Expected: focus comes into it; if it is modal, Tab stays in it; it closes with Escape; then
    Tab goes on from the button. What could be sent or opened is held back.
    """
    openers = page.ask(_OPENERS, _MOST)
    if not openers:
        return
    stops = [stop.selector for stop in page.tab_order().stops]
    for one in openers:
        at = stops.index(one["way"]) if one["way"] in stops else -1
        opener = _Opener(one["way"], one["called"], stops[at + 1] if 0 <= at < len(stops) - 1 else "")
        with page.restored(), held(page):
            outcome = _outcome(page, opener)
        if outcome:
            yield outcome


def _outcome(page: Operated, opener: _Opener) -> Outcome | None:
    dialog = _opened(page, opener)
    if dialog is None:
        return None
    way, modal = str(dialog["way"]), bool(dialog["modal"])
    if not dialog["inside"] and modal and dialog["behind"]:
        return fails(opener.way, STAYS_OUTSIDE, called=opener.called, landed=dialog["landed"])
    if not dialog["inside"]:
        return unsure(opener.way, MAY_STAY_OUTSIDE, called=opener.called)
    first = str(dialog["focused"])
    if modal and (landed := _leaves(page, way, first)):
        return fails(opener.way, LEAVES, called=opener.called, landed=landed)
    page.ask("(s, way) => { s.find(way)?.focus(); return 0 }", first)
    return _closes(page, opener, way, modal=modal)


def _opened(page: Operated, opener: _Opener) -> dict[str, Any] | None:
    """The dialog that a button opens, if it stays: once focus has come into it, by itself or with the next Tab, or has had its time."""
    if not page.ask(_BEGIN, opener.way):
        return None
    page.press("Enter")
    dialog = _wait(page, "", lambda seen: seen is not None, _OPENS_MS)
    if dialog is None:
        return None
    way = str(dialog["way"])
    dialog = _wait(page, way, lambda seen: seen is None or seen["inside"], _FADES_MS)
    if dialog and not dialog["inside"]:
        page.press("Tab")
        dialog = _state(page, way)
    return dialog


def _leaves(page: Operated, way: str, first: str) -> str:
    """What Tab leads to behind a dialog, if it does before it comes round to where it began."""
    for _ in range(_MOST_TABS):
        page.press_only("Tab")
        seen = _state(page, way)
        if seen is None or seen["focused"] in ("", first):
            return ""
        if seen["behind"]:
            page.settle()  # a script may take focus back, when it has come to know of it
            page.settle()
            seen = _state(page, way)
            return str(seen["landed"]) if seen and seen["behind"] else ""
    return ""


def _closes(page: Operated, opener: _Opener, way: str, *, modal: bool) -> Outcome | None:
    page.press("Escape")
    by_escape = _wait(page, way, lambda seen: seen is None, _FADES_MS) is None
    if not by_escape:
        question = unsure(opener.way, ESCAPE_DOES_NOT_CLOSE, called=opener.called) if modal else passes(opener.way)
        if not page.ask(_CLOSER, way):
            return question
        page.press("Enter")
        if _wait(page, way, lambda seen: seen is None, _FADES_MS) is not None:
            return question
    lost = _lost(page, opener)
    if lost is not None:
        return fails(opener.way, LOST, called=opener.called, landed=lost)
    return passes(opener.way) if by_escape else question


def _lost(page: Operated, opener: _Opener) -> str | None:
    """Where Tab leads if focus is nowhere after a dialog was closed, and Tab does not go on from its button."""
    page.page.wait_for_timeout(_STEP_MS)
    for _ in range(_FADES_MS // _STEP_MS):
        if page.stop().selector:
            return None
        page.page.wait_for_timeout(_STEP_MS)
    if not page.ask("(s, way) => { const e = s.find(way); return Boolean(e) && s.shown(e) }", opener.way):
        return None
    page.press("Tab")
    landed = page.stop()
    return None if landed.selector in (opener.way, opener.after) else landed.called or "–"


def _state(page: Operated, way: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.ask(_STATE, way)
    return found


def _wait(page: Operated, way: str, until: Any, most_ms: int) -> dict[str, Any] | None:
    """A dialog's state as soon as it is so, or as it is after that time."""
    for _ in range(most_ms // _STEP_MS):
        seen = _state(page, way)
        if until(seen):
            return seen
        page.page.wait_for_timeout(_STEP_MS)
    return _state(page, way)
