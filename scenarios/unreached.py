"""Why keys did not get somebody to a thing: whoever mends the page has to know, because each cause is mended in another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from scenarios.lookup import Thing
from scenarios.stumble import Barrier

_ROUNDS = 2
"""How often focus has to come back to the same stop before the person gives up in that direction."""
_PARTS = 6
"""Stops that one element may have: the browser's own date and time fields stop at each of their parts."""
_SHOWN = 40
"""Stops kept of a focus path."""

WATCH = """(e) => {
  const got = (window.__skolprovFocused ||= new WeakSet());
  e.addEventListener('focus', () => got.add(e), { once: true, capture: true });
}"""
"""To be asked before focus sets out: whether the thing gets it and does not keep it."""

_WHY = """(e) => {
  if (window.__skolprovFocused && window.__skolprovFocused.has(e)) return 'lets-go';
  const modal = [...Document.prototype.querySelectorAll.call(document, 'dialog:modal, [role=dialog][aria-modal=true], [role=alertdialog][aria-modal=true]')]
    .filter((d) => d.checkVisibility());
  const around = (n) => { for (let at = n; at; at = at.parentNode || at.host) if (modal.includes(at)) return true; return false; };
  if (modal.length && !around(e)) return 'outside-dialog';
  if (e.closest('[inert]')) return 'inert';
  const own = 'a[href], area[href], button, input, select, textarea, summary, iframe';
  if (e.hasAttribute('tabindex') && e.tabIndex < 0) return e.matches(own) ? 'tabindex' : 'tabindex-no-control';
  return e.matches(own) || e.tabIndex >= 0 ? 'passed-over' : 'no-control';
}"""


@dataclass
class Walk:
    """Where focus has been while it looked for one thing."""

    stops: list[str] = field(default_factory=list)
    visits: Counter[object] = field(default_factory=Counter)
    _ids: list[object] = field(default_factory=list)
    _pages: set[object] = field(default_factory=set)
    _stuck: int = 0

    def note(self, stop: dict[str, Any]) -> None:
        """Focus has stopped somewhere."""
        self.stops.append("page" if stop["body"] else stop["said"])
        if stop["body"]:
            self._pages.add(stop["id"])
        if self._ids and stop["id"] == self._ids[-1]:
            self._stuck += 1
        else:
            self._stuck = 0
            self._ids.append(stop["id"])
            self.visits[stop["id"]] += 1

    @property
    def went_round(self) -> bool:
        """Whether going on leads nowhere new."""
        return self._stuck > _PARTS or max(self.visits.values(), default=0) > _ROUNDS

    @property
    def held_by(self) -> set[object]:
        """The stops among which focus went round in the end; empty if the page itself is one, as going round a page leads over it."""
        first = len(self._ids) - 1 if self._stuck > _PARTS else self._ids.index(self._ids[-1])
        held = set(self._ids[first:])
        return set() if held & self._pages else held


def unreached(thing: Thing, walks: Sequence[Walk], forward: Walk) -> Barrier:
    """The barrier that a thing is for a keyboard.

    Args:
        thing: What focus did not come to.
        walks: Both ways round, in the order in which they were gone.
        forward: The one of them by Tab.
    """
    values: dict[str, Any] = {"target": str(thing.target), "stops": len(forward.visits)}
    if _is_trap(*walks):
        return Barrier("focus-trapped", focus_path=forward.stops[-_SHOWN:], **values, at=forward.stops[-1])
    return Barrier("not-reached-by-tab", focus_path=forward.stops[-_SHOWN:], **values, why=thing.ask(_WHY))


def unopened(thing: Thing, keys: str, *, led_on: bool) -> Barrier:
    """The barrier that the head of a menu is for keys that do not open it.

    Args:
        thing: What was to be opened.
        keys: Which were tried.
        led_on: Whether one of them led to another address: it did something, only not what was wanted.
    """
    leads = {"leads": "on"} if led_on else {}
    return Barrier("keys-without-effect", target=str(thing.target), keys=keys, **leads)


def _is_trap(first: Walk, second: Walk) -> bool:
    """Whether focus was held, whichever way one went.

    A trap has one or two stops, or focus came into it from outside; going round a whole page, or an open dialog in which one
    stands already, is none.
    """
    held = first.held_by
    came_in = held != set(first.visits)
    return bool(held) and set(second.visits) <= held and (len(held) <= 2 or came_in)
