"""Picking a day in a calendar that the page draws itself: open it, turn its pages to the month, press the day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from babel.dates import get_month_names
from playwright.sync_api import ElementHandle, JSHandle

from scenarios.apart import described
from scenarios.doing import Doing
from scenarios.lookup import Thing
from scenarios.stumble import Ambiguous, Stumble
from scenarios.targets import Target

_LANGUAGES = ("sv", "en", "nb", "da", "fi", "de")
_PAGES = 36
"""Months turned before giving up: three years."""
_OPENING_S = 1.0
"""How long a calendar may take to open."""

_CALENDARS = """(element, [months, wanted, known]) => {
  const drawn = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && e.checkVisibility({ visibilityProperty: true }); };
  const roots = (root) => [root, ...[...root.querySelectorAll('*')].filter((e) => e.shadowRoot).flatMap((e) => roots(e.shadowRoot))];
  const fold = (s) => (s || '').replace(/\\s+/g, ' ').trim().toLowerCase();
  const up = (e) => e.parentElement || (e.getRootNode().host ?? null);
  const days = roots(document).flatMap((r) => [...r.querySelectorAll('td, button, a, span, div, [role=gridcell]')])
    .filter((e) => /^\\d{1,2}$/.test(e.innerText?.trim() ?? '') && +e.innerText <= 31 && !e.querySelector('td, button, a, [role=gridcell]') && drawn(e))
    .filter((e) => !(/^(SPAN|DIV)$/.test(e.tagName) && e.closest('button, a, td, [role=gridcell], [role=button]') && e.closest('button, a, td, [role=gridcell], [role=button]') !== e));
  const parts = [];
  for (const first of days.filter((e) => e.innerText.trim() === '1')) {
    for (let at = up(first); at && at !== document.documentElement; at = up(at)) {
      if (days.filter((d) => at.contains(d) || d.getRootNode().host === at).length < 28) continue;
      if (!parts.includes(at)) parts.push(at);
      break;
    }
  }
  const chain = (e) => { const all = []; for (let at = e; at; at = up(at)) all.push(at); return all; };
  const above = chain(element), ids = ['aria-controls', 'aria-owns'].flatMap((a) => (element.getAttribute(a) || '').split(/\\s+/)).filter(Boolean);
  const head = (text) => {
    const year = /\\b(19|20)\\d\\d\\b/.exec(text), words = text.split(/[^\\p{L}]+/u);
    const month = Object.keys(months).filter((m) => words.includes(m)).sort((a, b) => b.length - a.length)[0];
    return year && month ? [+year[0], months[month]] : null;
  };
  const read = (grid) => {
    let part = grid;
    const all = days.filter((d) => part.contains(d) || d.getRootNode().host === part);
    // The days of the month that is shown begin at its 1; those of the months around it stand before and after.
    const one = all.findIndex((d) => d.innerText.trim() === '1');
    const own = [];
    for (let i = one; i < all.length && +all[i].innerText === own.length + 1; i++) own.push(all[i]);
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
    const common = above.findIndex((at) => chain(grid).includes(at)), tied = ids.some((id) => chain(grid).some((at) => at.id === id));
    return {
      grid, part, year: shown[0], month: shown[1], day: own[wanted[2] - 1] || null, distance: tied ? 0 : common < 0 ? 1e6 : common, tied,
      next: turn(/next|forward|later|nästa|framåt|fram\\b/, ['›', '>', '→', '▶', '►', '⟩', '»']),
      previous: turn(/prev|back|earlier|föreg|tidigare|bakåt|bak\\b/, ['‹', '<', '←', '◀', '◄', '⟨', '«']),
    };
  };
  const open = parts.filter((p) => !(known || []).includes(p)).map(read).filter(Boolean);
  const nearest = open.filter((c) => c.distance === Math.min(...open.map((o) => o.distance)));
  // Those that show one month after another are one calendar of several pages.
  const meant = nearest.find((c) => c.year === wanted[0] && c.month === wanted[1]) || nearest[0];
  // So are those that share the head that says the month.
  const equal = nearest.filter((c) => c === meant || (c.year === meant.year && c.month === meant.month && c.part !== meant.part)).map((c) => c.grid);
  return { ...meant, parts, equal };
}"""
"""Of the calendars that are open, known ones left out, the one nearest to an element: what a field controls, or shares the
smallest part of the page with."""


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


def pick_day(doing: Doing, thing: Thing, day: date, *, writable: bool) -> bool:
    """Pick a day in the calendar that a field or a button opens, or that is open.

    Args:
        doing: The action.
        thing: What opens it.
        day: The day.
        writable: Whether it is a field to write in. Then a calendar is its own only if pressing it opens it.
    Returns:
        False if no calendar came: then it is a field to write in.
    Raises:
        Ambiguous: Several calendars are equally near.
        Stumble: The calendar does not lead to the day.
        Barrier: This mode cannot operate it.
    """
    looking = _Looking(thing, day)
    if not _comes(doing, looking, writable=writable):
        return False
    _make_sure_it_is_one(thing, looking.seen[0])
    for _ in range(_PAGES):
        calendar = looking.seen[0]
        months = (day.year - calendar.year) * 12 + day.month - calendar.month
        if months == 0:
            break
        turn = calendar.next if months > 0 else calendar.previous
        if turn is None:
            raise Stumble("option-not-offered", target=str(thing.target), option=day.isoformat())
        doing.press(Thing(Target("thing", "next month" if months > 0 else "previous month"), turn, doing.page))
        if not doing.until(lambda was=calendar: looking.shows_another_than(was), _OPENING_S):  # type: ignore[misc]
            break
    calendar = looking.seen[0]
    if (calendar.year, calendar.month) != (day.year, day.month) or calendar.day is None:
        raise Stumble("option-not-offered", target=str(thing.target), option=day.isoformat())
    doing.mode.press(doing.hand, Thing(Target("thing", day.isoformat()), calendar.day, doing.page))
    return True


@dataclass(slots=True)
class _Looking:
    """Looking for the calendar that a thing means."""

    thing: Thing
    day: date
    known: JSHandle | None = None
    """Calendars that are not meant."""
    seen: list[_Calendar] = field(default_factory=list)

    def is_open(self) -> bool:
        self.seen[:] = filter(None, [_nearest(_calendars(self.thing, self.day, self.known))])
        return bool(self.seen)

    def shows_another_than(self, was: _Calendar) -> bool:
        return self.is_open() and (self.seen[0].year, self.seen[0].month) != (was.year, was.month)


_OPERABLE = "e => e.matches('input, button, a, summary, [role=button], [role=combobox], [aria-haspopup], [tabindex]')"


def _comes(doing: Doing, looking: _Looking, *, writable: bool) -> bool:
    """Whether there is a calendar: what pressing the thing opens, before what was open already."""
    thing = looking.thing
    before = _calendars(thing, looking.day, None)
    there = _nearest(before)
    if there and not writable and (there.is_controlled or not thing.ask(_OPERABLE)):
        return looking.is_open()
    looking.known = before["parts"]
    doing.press(thing)
    if doing.until(looking.is_open, _OPENING_S) or _opened_beside(doing, thing, looking.is_open):
        return True
    if writable or there is None:
        return False
    looking.known = None
    if not looking.is_open():  # it was the thing's own, and pressing has shut it
        doing.press(thing)
    return doing.until(looking.is_open, _OPENING_S)


def _make_sure_it_is_one(thing: Thing, calendar: _Calendar) -> None:
    if len(calendar.equal) > 1:
        count = len(calendar.equal)
        raise Ambiguous("several-fit", target=str(thing.target), found=described(calendar.equal), count=count)


def _opened_beside(doing: Doing, thing: Thing, is_open: Callable[[], bool]) -> bool:
    opener = thing.handle.evaluate_handle(_OPENER).as_element()
    if opener is None:
        return False
    doing.press(Thing(thing.target, opener, doing.page))
    return doing.until(is_open, _OPENING_S)


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The month that a calendar shows, and what leads on from it."""

    year: int
    month: int
    day: ElementHandle | None
    next: ElementHandle | None
    previous: ElementHandle | None
    is_controlled: bool
    """Whether the thing says that it leads there."""
    equal: list[ElementHandle]
    """Itself, and those that are as near and show the same month."""


def _calendars(thing: Thing, day: date, known: JSHandle | None) -> dict[str, JSHandle]:
    wanted = [day.year, day.month, day.day]
    return thing.handle.evaluate_handle(_CALENDARS, [_months(), wanted, known]).get_properties()


def _nearest(found: dict[str, JSHandle]) -> _Calendar | None:
    if "year" not in found:
        return None
    year, month, tied = (found[name].json_value() for name in ("year", "month", "tied"))
    turn = {name: found[name].as_element() for name in ("day", "next", "previous")}
    equal = [e for p in found["equal"].get_properties().values() if (e := p.as_element())]
    return _Calendar(int(year), int(month), **turn, is_controlled=bool(tied), equal=equal)


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
