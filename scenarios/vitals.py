"""How the browser saw a page come and answer: LCP, INP, CLS and TTFB, once for each visit to a page.

The page is watched from its first script on, and read out together with the look whether it is usable again, so that this
costs no question of its own. A document's figures grow while it is open; they are written when the person is elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Protocol

from playwright.sync_api import Error, Page

from evidence.records import Vitals

WATCH_VITALS = """(() => {
  // A pop-up's first document comes in the same window as the empty one before it: this runs twice there, and what stands in
  // the window stays. Only this script knows the key that says so.
  const key = 'KEY', known = Object.getOwnPropertyDescriptor(window, '__skolprovVitals');
  if (known) return void known.value(key);
  // Held before the page's own scripts run. Buffered: what happened before the observer counts, too.
  const Observer = PerformanceObserver, kinds = (Observer.supportedEntryTypes || []), { max } = Math;
  let clock, seen, observers;
  const take = (kind, entries) => {
    for (const e of entries) {
      if (kind === 'largest-contentful-paint') seen.lcp = e.startTime;
      else if (kind === 'layout-shift' && !e.hadRecentInput) {
        // The worst window: shifts less than a second apart, within five seconds.
        const goes = e.startTime - seen.last < 1000 && e.startTime - seen.first < 5000;
        seen.window = goes ? seen.window + e.value : e.value;
        if (!goes) seen.first = e.startTime;
        seen.last = e.startTime;
        seen.cls = max(seen.cls, seen.window);
      } else if (kind === 'event' && e.interactionId) seen.inp = max(seen.inp, e.duration);
    }
  };
  const begin = () => {
    clock = performance;
    seen = { lcp: -1, cls: kinds.includes('layout-shift') ? 0 : -1, inp: -1, window: 0, first: 0, last: -Infinity };
    observers = [];
    for (const kind of ['largest-contentful-paint', 'layout-shift', 'event']) {
      if (!kinds.includes(kind)) continue;
      const observer = new Observer((list) => take(kind, list.getEntries()));
      observer.observe({ type: kind, buffered: true, ...(kind === 'event' ? { durationThreshold: 16 } : {}) });
      observers.push([kind, observer]);
    }
  };
  const told = (again) => {
    if (again === key) return begin();
    for (const [kind, observer] of observers) take(kind, observer.takeRecords());
    const way = clock.getEntriesByType('navigation')[0];
    return [clock.timeOrigin, location.href, way ? way.responseStart : 0, seen.lcp, seen.inp, seen.cls];
  };
  begin();
  Object.defineProperty(window, '__skolprovVitals', { value: told }); // not configurable: the page cannot put its own in its place
})()""".replace("KEY", token_hex(16))


class Place(Protocol):
    """Where visits are written down."""

    def append(self, record: Vitals) -> None:
        """Write one down."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page's watch said at one moment."""

    document: float
    """When the document began: tells one from the next."""
    address: str
    ttfb_s: float | None
    lcp_s: float | None
    inp_s: float | None
    cls: float | None


def reading_of(told: Any) -> Reading | None:
    """What a page answered; None if it is no such answer, because a page under test may say anything.

    Args:
        told: The value that came back from the page.
    """
    if not isinstance(told, list) or len(told) != 6 or not isinstance(told[1], str):
        return None
    numbers = [_number(value) for value in (told[0], *told[2:])]
    document, first_byte, largest, slowest, shifted = numbers
    if document is None:
        return None
    milliseconds = (first_byte or None, largest, slowest)
    ttfb_s, lcp_s, inp_s = (value / 1000 if value is not None else None for value in milliseconds)
    return Reading(document, told[1], ttfb_s, lcp_s, inp_s, shifted)


def ask(page: Page) -> Reading | None:
    """Ask the page itself: where it is to be known before the next look whether it is usable.

    Args:
        page: A page that is watched.
    """
    try:
        return reading_of(page.evaluate("() => window.__skolprovVitals ? window.__skolprovVitals() : null"))
    except Error:
        return None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        return None
    return float(value)


@dataclass(slots=True)
class Visits:
    """The pages that one attempt visits, each written when it is left.

    Args:
        attempt: Id of the attempt.
        place: Where they are written.
    """

    attempt: str
    place: Place
    _now: Reading | None = None
    _action: int = 0
    _state: str | None = None
    _soft: bool = False

    @property
    def unpainted(self) -> bool:
        """Whether the page's largest paint is still to be asked for: it comes after the page is usable."""
        return self._now is not None and self._now.lcp_s is None and not self._soft

    def look(self, reading: Reading | None, action: int, state: str | None) -> None:
        """An action is over, and the page says what it has seen of itself.

        Args:
            reading: What it said; None if it could not be asked.
            action: Index of the action; 0 before the first.
            state: Id of the state that the action led to.
        """
        if reading is None:
            return
        before = self._now
        if before and (before.document, before.address) == (reading.document, reading.address):
            self._now = reading
            return
        self.leave()
        self._soft = before is not None and before.document == reading.document
        self._now, self._action, self._state = reading, action, state

    def look_again(self, reading: Reading | None) -> None:
        """The same page says more of itself."""
        before = self._now
        if reading and before and (reading.document, reading.address) == (before.document, before.address):
            self._now = reading

    def leave(self) -> None:
        """The person is elsewhere: write down what the page came to."""
        if self._now is None:
            return
        # The browser's figures are the document's: another address in the same document has none of its own.
        told = Reading(0, "", None, None, None, None) if self._soft else self._now
        self.place.append(
            Vitals(
                attempt=self.attempt,
                action=self._action,
                state=self._state,
                soft=self._soft,
                ttfb_s=told.ttfb_s,
                lcp_s=told.lcp_s,
                inp_s=told.inp_s,
                cls=told.cls,
            )
        )
        self._now = None
