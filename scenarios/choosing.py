"""Picking one of several: from radio buttons, a select, a list that opens, a field that suggests, or a calendar."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import ElementHandle

from scenarios.calendars import pick_day
from scenarios.doing import Doing
from scenarios.lookup import Look, Thing
from scenarios.stumble import NotFound, Stumble
from scenarios.targets import Target

_SUGGESTED_S = 2.0
"""How long a field that says it suggests may take to do so."""
_PLAIN_S = 0.3
"""The same for a field that says nothing of the kind."""

_KIND = """(e) => {
  const role = e.getAttribute('role');
  if (e.tagName === 'SELECT') return 'select';
  if (e.type === 'radio' || e.type === 'checkbox' || role === 'radio') return 'radio';
  if (e.tagName === 'INPUT' && ['date', 'time', 'month', 'week', 'datetime-local'].includes(e.type)) return 'typed';
  const writable = (e.tagName === 'INPUT' && !['button', 'submit'].includes(e.type) && !e.readOnly) || e.tagName === 'TEXTAREA' || e.isContentEditable;
  if (!writable) return 'opened';
  return role === 'combobox' || e.hasAttribute('aria-autocomplete') || e.hasAttribute('aria-controls') || e.hasAttribute('aria-owns') ? 'suggesting' : 'written';
}"""


def choose(doing: Doing, look: Look, option: str) -> None:
    """Pick an option.

    Args:
        doing: The action.
        look: The list, the group, the row or the field to pick in.
        option: What it is called there; a day in ISO 8601.
    Raises:
        NotFound: There is neither a list nor an option of these names.
        Stumble: The list does not offer the option.
        Barrier: This mode cannot pick it.
    """
    thing, is_option = _choice(doing, look, option)
    kind = thing.ask(_KIND)
    if kind == "select" and not is_option:
        doing.mode.choose(doing.hand, thing, option)
    elif is_option and kind == "radio":
        doing.mode.tick(doing.hand, thing)
    elif is_option:
        doing.mode.press(doing.hand, thing)
    elif kind == "typed":
        doing.mode.fill(doing.hand, thing, option)
    elif kind == "opened" and (shown := _shown_in(doing, thing, option)):
        doing.mode.press(doing.hand, shown)
    elif (day := _day(option)) and pick_day(doing, thing, day, writable=kind != "opened"):
        return
    else:
        _from_what_opens(doing, thing, option, kind)


def _day(option: str) -> date | None:
    return date.fromisoformat(option) if re.fullmatch(r"\d{4}-\d\d-\d\d", option) else None


def _choice(doing: Doing, look: Look, option: str) -> tuple[Thing, bool]:
    """The list to choose from, or the option itself where a group or a row shows its options."""
    found: list[tuple[Thing, bool]] = []

    def seen() -> list[ElementHandle]:
        found[:] = _choices(doing, look, option)
        return [thing.handle for thing, _ in found]

    if not doing.look_for(seen):
        if several := _lists(doing, look) or doing.sees(_opening(look)):
            return doing.the_one(look, several), False
        raise NotFound("target-not-found", target=str(look.target), option=option)
    return found[0]


def _lists(doing: Doing, look: Look) -> list[ElementHandle]:
    return [h for h in doing.sees(look) if not h.evaluate("e => e.type === 'radio' || e.type === 'checkbox'")]


def _opening(look: Look) -> Look:
    return Look(look.target, look.near, look.within)


def _choices(doing: Doing, look: Look, option: str) -> list[tuple[Thing, bool]]:
    lists = _lists(doing, look)
    if len(lists) == 1 or (lists and look.target.kind != "thing"):
        return [(doing.the_one(look, lists), False)]
    choice = Target("thing", option)
    places = [Look(choice, look.near, look.target, editable=True), Look(choice, look.near, look.target)]
    if look.near:
        places.append(Look(choice, look.near, look.within, editable=True))
    for place in places:
        if options := _outermost(doing.sees(place)):
            return [(doing.the_one(place, options), True)]
    opens = doing.sees(_opening(look))
    return [(Thing(look.target, opens[0], doing.page), False)] if len(opens) == 1 else []


_OUTERMOST = "(_, found) => found.map((e) => !found.some((other) => other !== e && other.contains(e)))"


def _outermost(found: list[ElementHandle]) -> list[ElementHandle]:
    """An option, and what is drawn within it, are one."""
    outer: list[bool] = found[0].evaluate(_OUTERMOST, found) if len(found) > 1 else [True] * len(found)
    return [h for h, is_outer in zip(found, outer, strict=True) if is_outer]


_HELD = """(e, found) => {
  const lists = [e, ...`${e.getAttribute('aria-controls') || ''} ${e.getAttribute('aria-owns') || ''}`.split(' ').map((id) => id && e.getRootNode().getElementById(id))];
  return found.map((o) => o.closest('[role=option], [role=treeitem], [role=menuitemradio]')).findIndex((o) => o && o !== e && lists.some((list) => list && list.contains(o)));
}"""


def _shown_in(doing: Doing, thing: Thing, option: str) -> Thing | None:
    """The option, where the list shows it already: nothing has to be opened, and pressing the list might close it."""
    found = _called(doing, option)
    at = int(thing.ask(_HELD, found)) if found else -1
    return Thing(Target("thing", option), found[at], doing.page) if at >= 0 else None


def _from_what_opens(doing: Doing, thing: Thing, option: str, kind: str) -> None:
    """Type where the field takes text, press it where it does not, and pick what comes; a field to which nothing comes
    keeps what was typed.
    """
    before = _called(doing, option)
    if kind == "opened":
        doing.mode.press(doing.hand, thing)
    else:
        doing.mode.fill(doing.hand, thing, option)
    doing.settle()
    came: list[ElementHandle] = []

    def offered() -> bool:
        came[:] = _new(_called(doing, option), before)
        return bool(came)

    if doing.until(offered, _PLAIN_S if kind == "written" else _SUGGESTED_S):
        doing.mode.pick(doing.hand, Thing(Target("thing", option), came[0], doing.page))
    elif kind == "opened":
        raise Stumble("option-not-offered", target=str(thing.target), option=option)


def _called(doing: Doing, option: str) -> list[ElementHandle]:
    """What is called so, options before all else; the field that was typed into is not among them."""
    things = doing.sees(Look(Target("thing", option)))
    is_option = "e => e.getAttribute('role') === 'option' ? 0 : e.matches('input, textarea, label') ? 2 : 1"
    ranked = [(int(h.evaluate(is_option)), h) for h in things]
    return [h for rank, h in sorted(ranked, key=lambda pair: pair[0]) if rank < 2]


def _new(now: list[ElementHandle], before: list[ElementHandle]) -> list[ElementHandle]:
    if not now or not before:
        return now
    known: list[bool] = now[0].evaluate("(_, [now, before]) => now.map((e) => before.includes(e))", [now, before])
    return [h for h, was_there in zip(now, known, strict=True) if not was_there]
