"""Picking a day in a calendar that the page draws itself: open it, turn its pages to the month, press the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from babel.dates import get_month_names
from playwright.sync_api import ElementHandle, JSHandle

from scenarios.doing import Doing
from scenarios.lookup import Thing
from scenarios.stumble import Stumble
from scenarios.targets import Target

_LANGUAGES = ("sv", "en", "nb", "da", "fi", "de")
_PAGES = 36
"""Months turned before giving up: three years."""
_OPENING_S = 1.0
"""How long a calendar may take to open."""

_CALENDAR = """(_, [months, day]) => {
  const drawn = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && e.checkVisibility({ visibilityProperty: true }); };
  const roots = (root) => [root, ...[...root.querySelectorAll('*')].filter((e) => e.shadowRoot).flatMap((e) => roots(e.shadowRoot))];
  const fold = (s) => (s || '').replace(/\\s+/g, ' ').trim().toLowerCase();
  const up = (e) => e.parentElement || (e.getRootNode().host ?? null);
  const days = roots(document).flatMap((r) => [...r.querySelectorAll('td, button, a, span, div, [role=gridcell]')])
    .filter((e) => /^\\d{1,2}$/.test(e.innerText?.trim() ?? '') && +e.innerText <= 31 && !e.querySelector('td, button, a, [role=gridcell]') && drawn(e))
    .filter((e) => !(/^(SPAN|DIV)$/.test(e.tagName) && e.closest('button, a, td, [role=gridcell], [role=button]') && e.closest('button, a, td, [role=gridcell], [role=button]') !== e));
  let part = null;
  for (const first of days.filter((e) => e.innerText.trim() === '1')) {
    for (let at = up(first); at && at !== document.documentElement; at = up(at)) {
      if (days.filter((d) => at.contains(d) || d.getRootNode().host === at).length >= 28) { part = at; break; }
    }
    if (part) break;
  }
  if (!part) return null;
  const all = days.filter((d) => part.contains(d) || d.getRootNode().host === part);
  // The days of the month that is shown begin at its 1; those of the months around it stand before and after.
  const one = all.findIndex((d) => d.innerText.trim() === '1');
  const own = [];
  for (let i = one; i < all.length && +all[i].innerText === own.length + 1; i++) own.push(all[i]);
  const head = (text) => {
    const year = /\\b(19|20)\\d\\d\\b/.exec(text), words = text.split(/[^\\p{L}]+/u);
    const month = Object.keys(months).filter((m) => words.includes(m)).sort((a, b) => b.length - a.length)[0];
    return year && month ? [+year[0], months[month]] : null;
  };
  let around = part, shown = null;
  for (let i = 0; i < 6 && around && !shown; i++, around = up(around)) {
    const selected = [...around.querySelectorAll('select')].map((s) => s.selectedOptions[0]?.text).join(' ');
    const written = [...around.querySelectorAll('*')].filter((e) => !e.children.length || e.matches('h1, h2, h3, h4, caption, [aria-live]')).map((e) => fold(e.innerText)).find(head);
    shown = (written && head(written)) || head(fold(selected)) || head(fold(around.getAttribute('aria-label'))) || head(fold(around.innerText).slice(0, 80));
    if (shown) part = around;
  }
  if (!shown) return null;
  let turns = [];
  for (let i = 0, at = part; i < 3 && at; i++, at = up(at)) {
    turns = [...at.querySelectorAll('button, a, [role=button], th')].filter((b) => drawn(b) && !own.includes(b) && !/^\\d+$/.test(b.innerText.trim()));
    if (turns.length > 1) break;
  }
  const called = (b) => fold(`${b.innerText} ${b.getAttribute('aria-label') || ''} ${b.title || ''}`);
  const turn = (words, signs, end) => turns.find((b) => words.test(called(b)) && !/year|år\\b/.test(called(b))) || turns.find((b) => signs.includes(b.innerText.trim())) || null;
  return {
    year: shown[0], month: shown[1], day: own[day - 1] || null,
    next: turn(/next|forward|later|nästa|framåt|fram\\b/, ['›', '>', '→', '▶', '►', '⟩', '»']),
    previous: turn(/prev|back|earlier|föreg|tidigare|bakåt|bak\\b/, ['‹', '<', '←', '◀', '◄', '⟨', '«']),
  };
}"""


_OPENER = """(e) => {
  if (!e.matches('input') || !e.readOnly) return null;
  const buttons = 'button, [role=button], input[type=button], summary', fields = 'input:not([type=button]), select, textarea';
  const drawn = (b) => b.getClientRects().length && b.checkVisibility({ visibilityProperty: true }) && !b.disabled;
  for (let at = e.closest('label') || e, level = 0; at && at.parentElement && level < 3; at = at.parentElement, level++) {
    for (let beside = at.nextElementSibling; beside; beside = beside.nextElementSibling) {
      if (beside.matches(fields) || beside.querySelector(fields)) return null;
      const found = beside.matches(buttons) ? beside : beside.querySelector(buttons);
      if (found && drawn(found)) return found;
    }
  }
  return null;
}"""
"""The button that follows a field in which nobody can write, before any other field: what a person presses next."""


def pick_day(doing: Doing, thing: Thing, day: date) -> bool:
    """Pick a day in the calendar that a field or a button opens, or that is open.

    Args:
        doing: The action.
        thing: What opens it.
        day: The day.
    Returns:
        False if no calendar came: then it is a field to write in.
    Raises:
        Stumble: The calendar does not lead to the day.
        Barrier: This mode cannot operate it.
    """
    seen: list[_Calendar] = []

    def is_open() -> bool:
        seen[:] = filter(None, [_calendar(thing, day)])
        return bool(seen)

    if not is_open():
        doing.press(thing)
        if not doing.until(is_open, _OPENING_S) and not _opened_beside(doing, thing, is_open):
            return False
    for _ in range(_PAGES):
        calendar = seen[0]
        months = (day.year - calendar.year) * 12 + day.month - calendar.month
        if months == 0:
            break
        turn = calendar.next if months > 0 else calendar.previous
        if turn is None:
            raise Stumble("option-not-offered", target=str(thing.target), option=day.isoformat())
        doing.press(Thing(Target("thing", "next month" if months > 0 else "previous month"), turn, doing.page))
        if not doing.until(lambda was=calendar: is_open() and not seen[0].shows_same_as(was), _OPENING_S):  # type: ignore[misc]
            break
    calendar = seen[0]
    if (calendar.year, calendar.month) != (day.year, day.month) or calendar.day is None:
        raise Stumble("option-not-offered", target=str(thing.target), option=day.isoformat())
    doing.mode.press(doing.hand, Thing(Target("thing", day.isoformat()), calendar.day, doing.page))
    return True


def _opened_beside(doing: Doing, thing: Thing, is_open: Callable[[], bool]) -> bool:
    opener = thing.handle.evaluate_handle(_OPENER).as_element()
    if opener is None:
        return False
    doing.press(Thing(thing.target, opener, doing.page))
    return doing.until(is_open, _OPENING_S)


class _Calendar:
    """The month that a calendar shows, and what leads on from it."""

    def __init__(self, year: int, month: int, parts: dict[str, ElementHandle | None]) -> None:
        self.year, self.month = year, month
        self.day, self.next, self.previous = parts["day"], parts["next"], parts["previous"]

    def shows_same_as(self, other: _Calendar) -> bool:
        return (self.year, self.month) == (other.year, other.month)


def _calendar(thing: Thing, day: date) -> _Calendar | None:
    seen: JSHandle = thing.handle.evaluate_handle(_CALENDAR, [_months(), day.day])
    found = seen.get_properties()
    if "year" not in found:
        return None
    parts = {name: found[name].as_element() for name in ("day", "next", "previous")}
    values: dict[str, Any] = {name: found[name].json_value() for name in ("year", "month")}
    return _Calendar(int(values["year"]), int(values["month"]), parts)


@cache
def _months() -> dict[str, int]:
    """The names of the months, long and short, in the languages of the platforms that are met here."""
    return {
        name.rstrip(".").casefold(): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale=language).items()
    }
