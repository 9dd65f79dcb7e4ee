"""When is the page usable again? When it is loaded, asks for nothing, and has stopped changing.

"Network idle" alone returns on the old page, or never on a page that polls. So three things are watched together: requests
that began after the action (a poll that hung before it does not count), the loading of documents, and changes of the
page's content, in all its frames.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from playwright.sync_api import Error, Frame, Page, Request

from scenarios.shown import Shown, fold, together
from scenarios.stumble import Stumble
from scenarios.vitals import Reading, reading_of


@dataclass(frozen=True, slots=True)
class Stillness:
    """How still a page has to be before it is taken as usable."""

    quiet_ms: float
    """For how long nothing may change; it is not counted as waiting. That a document is about to be left is known at once, from the
    Navigation API, so this need not be long enough for a request to begin."""
    scripts_ms: float
    """For how long the scripts of a document that has been read, deferred ones and those that wait for their turn on a busy machine,
    are waited for; what they ask for is watched in any case."""


MEASURED = Stillness(quiet_ms=8, scripts_ms=250)
UNMEASURED = Stillness(quiet_ms=3, scripts_ms=0)
"""The same for preparing, looking and undoing, where nothing is timed and the next look waits for what it needs."""
_NOT_LEFT_S = 0.8
"""A document that was to be left, and still stands so long after its last request ended, was a download or a 204. Not counted as
waiting; on a busy machine the browser takes a third of a second to put an answer in place of the page."""
_BUSY_MS = 5
"""A timer that rings so much later than it was set for says that others wait for their turn, too."""
_TURNS = 5
"""So many turns are left to those that wait; a page that keeps the browser busy all the time would have us wait for ever."""
RESTLESS_S = 1.0
"""A page that asks for nothing but never holds still (an animation by script) is taken as usable after this long."""

_UNSCRIPTED_MS = 60
"""How long a page without scripts may take to begin to load another."""
SCRIPTED = "() => !matchMedia('(scripting: none)').matches"
"""Whether a page's scripts run: where they do not, no timer of ours runs there either, and only loading changes the page."""

_BLOCKING = frozenset({"document", "xhr", "fetch", "script", "stylesheet"})
"""Kinds of request that hold up the person; pictures and fonts do not."""

SAYS_BUSY = """[...Document.prototype.querySelectorAll.call(document, '[aria-busy=true], progress:not([value]), [role=progressbar]:not([aria-valuenow])')]
  .some((e) => e.checkVisibility ? e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) : e.offsetParent !== null)"""
"""Whether something in sight tells assistive technology that it is still loading: an expression in the page, where a picture or form with the
name of a method (`<img name="querySelectorAll">`) hides the document's own."""

WATCH = (
    """(() => {
  // A pop-up's first document comes in the same window as the empty one before it: this runs twice there, and what stands in
  // the window stays. Only this script knows the key that says so.
  const key = 'KEY', known = Object.getOwnPropertyDescriptor(window, '__skolprovStill');
  if (known) return void known.value(key);
  // Held before the page's own scripts run: a page may replace its clock.
  const now = performance.now.bind(performance), later = window.setTimeout.bind(window), Answer = Promise, { max, min } = Math;
  // A picture or form of such a name (`<img name="body">`) hides the document's own.
  const getter = (name) => { const { get } = Object.getOwnPropertyDescriptor(Document.prototype, name); return () => get.call(document); };
  const [root, body, state] = ['documentElement', 'body', 'readyState'].map(getter);
  const queryAll = Document.prototype.querySelectorAll, all = (selector) => queryAll.call(document, selector);
  const { get: matches } = Object.getOwnPropertyDescriptor(MediaQueryList.prototype, 'matches'), unscripted = matchMedia('(scripting: none)');
  const { timing } = performance, { get: parsedAt } = Object.getOwnPropertyDescriptor(PerformanceTiming.prototype, 'domContentLoadedEventEnd');
  // Scripts that were put off run after the document was read. One that never comes does not hold up the page for ever.
  const isLoaded = (patience) => state() === 'complete' || (state() === 'interactive' && (parsedAt.call(timing) > 0 || now() - page.changed >= patience));
  const page = { changed: now(), leaving: -1 };
  const changed = () => { page.changed = now(); };
  const Changes = MutationObserver;
  const begin = () => {
    Object.assign(page, { changed: now(), leaving: -1 });
    new Changes(changed).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener('readystatechange', changed);
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'keydown', 'click']) addEventListener(type, acted, { capture: true, passive: true });
    for (const type of ['pointerup', 'mouseup', 'touchend', 'keyup', 'click']) addEventListener(type, ended, { capture: true, passive: true });
    if (window.navigation) navigation.addEventListener('navigate', (e) => {
      if (!e.destination.sameDocument && !e.hashChange && e.downloadRequest === null) page.leaving = now();
    });
  };
  const told = () => window.__skolprovVitals ? window.__skolprovVitals() : null;
  const called = (f) => (f.labels && f.labels[0] ? f.labels[0].innerText : f.getAttribute('aria-label')) || '';
  const held = (f) => f.tagName === 'SELECT' ? (f.selectedOptions[0] ? f.selectedOptions[0].text : '')
    : f.type === 'checkbox' || f.type === 'radio' ? (f.checked ? 'ticked' : 'unticked') : f.value;
  // All that anybody could perceive by any means, and more: what is not in it was not there.
  const said = () => {
    let text = '', at = [root()];
    const add = (more) => { if (more) text += ' ' + more; };
    for (let node = at.pop(); node && text.length < MOST; node = at.pop()) {
      if (node.nodeType === 3) { text += node.data; continue; }
      if (node.nodeType === 1) {
        if (node.tagName === 'SCRIPT' || node.tagName === 'STYLE') continue;
        for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'aria-description', 'aria-roledescription', 'value', 'label']) add(node.getAttribute(name));
        if (node.type !== 'password' && typeof node.value === 'string') add(node.value);
        if (node.shadowRoot) at.push(node.shadowRoot);
      }
      for (let child = node.lastChild; child; child = child.previousSibling) at.push(child);
    }
    return text.length < MOST ? text : null;
  };
  // What stood there at the first input since it was told last, if the page had changed by then: late lists, hover menus.
  let toldAt = -1, late = null, endedAt = -1;
  const ended = (e) => { if (e.isTrusted) endedAt = now(); };
  const acted = () => { if (late === null && toldAt >= 0) late = page.changed > toldAt ? said() : ''; };
  const lately = () => {
    const known = late !== null ? late : toldAt >= 0 && page.changed <= toldAt ? '' : null;
    [toldAt, late] = [now(), null];
    return known;
  };
  const shown = () => {
    if (!body()) return ['', [], [], said(), lately()];
    const fields = [...all('input:not([type=hidden], [type=password]), select, textarea')].slice(0, 200);
    const heads = [...all('h1, h2, h3, h4, h5, h6, [role=heading]')].slice(0, 200);
    return [body().innerText.slice(0, 100000), fields.map((f) => [called(f), held(f)]), heads.map((h) => h.innerText), said(), lately()];
  };
  // What was done needs an answer first: stillness counts from the end of the hand's last input, where that has not been told of yet.
  const still = (quiet, limit, answered, patience) => quiet === key ? begin() : matches.call(unscripted) ? null : new Answer((resolve) => {
    const started = now(), since = !answered ? 0 : endedAt > toldAt ? endedAt : started;
    let due = started, turns = 0;
    const pause = () => {
      const wait = max(1, min(quiet - (now() - max(page.changed, since)), 15));
      due = now() + wait;
      later(look, wait);
    };
    const look = () => {
      // A page whose scripts wait for their turn on a busy machine is still for that reason alone.
      const at = now(), idle = at - max(page.changed, since), waited = at - due > BUSY && turns++ < TURNS;
      const leaving = page.leaving < 0 ? -1 : at - page.leaving;
      if (isLoaded(patience) && idle >= quiet && !waited) resolve([at - page.changed, leaving, told(), ...shown()]);
      // What did not change was not waited for, however busy the page or the machine is.
      else if (at - started >= limit) resolve([idle >= quiet ? at - page.changed : 0, leaving, told(), ...shown()]);
      else pause();
    };
    // What an input leads to, such as sending a form, begins in a turn of its own.
    if (answered) pause(); else look();
  });
  begin();
  // Not configurable: the page cannot put its own in their place.
  for (const [name, value] of Object.entries({ Idle: () => now() - page.changed, Said: said, Still: still })) Object.defineProperty(window, `__skolprov${name}`, { value });
})()""".replace("MOST", "200000")
    .replace("BUSY", f"{_BUSY_MS}")
    .replace("TURNS", f"{_TURNS}")
    .replace("KEY", token_hex(16))
)
"""Run in each document before its own scripts. `answered` says whether stillness counts from the last input, or else the call, at the earliest; `patience`
is `Stillness.scripts_ms`."""
_STILL = f"([quiet, limit, begin, patience]) => window.__skolprovStill ? window.__skolprovStill(quiet, limit, begin, patience) : ({SCRIPTED})() ? [quiet, -1, null, '', [], [], null, null] : null"


_IDLE = f"() => ({{ loaded: Object.getOwnPropertyDescriptor(Document.prototype, 'readyState').get.call(document) !== 'loading', busy: {SAYS_BUSY}, idle: window.__skolprovIdle ? window.__skolprovIdle() : -1 }})"
"""How a document is now; idle is in milliseconds, below 0 where its scripts do not run and only loading changes it."""


_SAID = "() => (window.__skolprovSaid ? window.__skolprovSaid() : Object.getOwnPropertyDescriptor(Document.prototype, 'documentElement').get.call(document).textContent) || ''"
"""All texts and names in a document; without scripts, its texts."""


class Watch:
    """Watches one page from its opening, so that each action's wait can be told.

    Args:
        page: A page in whose context `WATCH` runs before each document's own scripts.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: dict[Request, float] = {}
        self._hangs: set[Request] = set()
        """What was waited for until the limit, such as a poll: waiting for it once more tells nothing."""
        self._hung: set[str] = set()
        """Addresses of that: a page that begins its poll as it loads would hold up each opening until the limit."""
        self._unanswered: set[Request] = set()
        """Of what is open, that of which not even the head of an answer has come."""
        self._given_up: set[Request] = set()
        """Of that, what somebody who looked for a thing has waited for until the limit."""
        self._last_end = 0.0
        self._asked: dict[Request, float] = {}
        self._late: tuple[Request, float] | None = None
        self.documents = 0
        self.reading: Reading | None = None
        """What the page said of itself when it was last looked at; None if it could not be asked."""
        self.shown = Shown()
        self._sets_out = False
        """Whether a document was asked for that has not taken the page's place yet."""
        self._touched = False
        self.late: str | None = None
        """See `Shown.late`, of the action under way or the last one."""
        page.on("request", self._began)
        page.on("response", lambda response: self._answered(response.request))
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._failed)
        page.on("framenavigated", self._navigated)
        page.on("domcontentloaded", lambda _: self._loaded())

    def begin(self) -> None:
        """The hand is about to do something: what the page shows when it first does is `late`."""
        self._touched, self.late = True, None

    def until_usable(self, since: float, limit_s: float, stillness: Stillness = MEASURED) -> float:
        """Wait until the page is usable again.

        Args:
            since: `time.perf_counter()` at the end of the hand's part.
            limit_s: Seconds after which waiting ends in any case.
            stillness: How still the page has to be.
        Returns:
            Seconds from `since` until the page was usable: 0 if nothing happened. The stillness that proves it is not in it.
        Raises:
            Stumble: The next page took longer than the limit to answer. A browser that waits for a page answers no
                question about the one that it leaves, so this is known only when the answer has come.
        """
        deadline = since + limit_s
        self._late = None
        usable = since
        while time.perf_counter() < deadline:
            changed, left = self._still(deadline, stillness)
            usable = max(usable, changed)
            going = left >= since and time.perf_counter() - max(left, self._last_end) < _NOT_LEFT_S
            if not going and not self.is_pending(since):
                break
            self._page.wait_for_timeout(4)
        else:
            self._hangs = {r for r in self._open if r in self._hangs or not r.is_navigation_request()}
            self._hung |= {_place(r) for r in self._hangs}
        self._hangs |= {r for r, began in self._open.items() if self._is_poll(r, began)}
        self._expect_in_time(since, limit_s)
        return max(0.0, max(usable, self._last_end if self._last_end > since else since) - since)

    def has_settled(self, since: float, began: float, still_s: float, *, patient: bool = False) -> bool:
        """Whether nothing is under way now: no request, no document, no change, and nothing in sight that says it is busy.

        Args:
            since: `time.perf_counter()` when the hand did something last; what was asked for before hangs, and says nothing.
            began: The same when somebody began to look; a page that never holds still is taken as settled a while after.
            still_s: For how long nothing may have changed.
            patient: Whether an answer is waited for that did not come while the action was: what is looked for may come with it.
        """
        waited = self._hangs - (self._unanswered - self._given_up) if patient else self._hangs
        if any(t >= since and r not in waited for r, t in self._open.items()):
            return False
        told = self._ask_all()
        if told is None or not all(t["loaded"] and not t["busy"] for t in told):
            return False
        still = not any(isinstance(t["idle"], int | float) and 0 <= t["idle"] < still_s * 1000 for t in told)
        return still or time.perf_counter() - began >= RESTLESS_S

    def is_outstanding(self, since: float) -> bool:
        """Whether the page has waited a good while for an answer of which nothing has come: absence is not proven until then.

        Args:
            since: `time.perf_counter()` when the hand did something last; what hung before, such as a poll, says nothing.
        """
        now = time.perf_counter()
        return any(
            began >= since and now - began >= RESTLESS_S for began in map(self._open.get, self._unanswered) if began
        )

    def give_up(self) -> None:
        """Somebody has looked until the limit: what has not come by now is not waited for by the next look."""
        self._given_up = set(self._unanswered)
        self._hangs |= self._given_up

    def holds(self, words: str) -> bool:
        """Whether the words stand anywhere in the page or its frames, in sight or not, or are a name of something."""
        try:
            return any(fold(words) in fold(_text(frame.evaluate(_SAID)) or "") for frame in self._page.frames)
        except Error:  # a document is on its way
            if self._page.is_closed():
                raise
            return False

    def is_loading(self) -> bool:
        """Whether a document is on its way, or something in sight says that it is busy."""
        told = self._ask_all()
        return told is None or not all(t["loaded"] and not t["busy"] for t in told)

    def changed_at(self) -> float:
        """When the page or one of its frames changed last, as `time.perf_counter()`; now where that is not known."""
        asked_at = time.perf_counter()
        idle = [t["idle"] for t in self._ask_all() or []]
        return asked_at - min((i for i in idle if isinstance(i, int | float) and i >= 0), default=0.0) / 1000

    def _ask_all(self) -> list[dict[str, Any]] | None:
        """How the documents of the page and its frames are; None if one is on its way to another, or gone."""
        try:
            return [frame.evaluate(_IDLE) for frame in self._page.frames]
        except Error:
            if self._page.is_closed():
                raise
            return None

    def _expect_in_time(self, since: float, limit_s: float) -> None:
        now = time.perf_counter()
        waiting = [(r, now - began) for r, began in self._asked.items() if began >= since]
        for request, took_s in [*([self._late] if self._late else []), *waiting]:
            if took_s >= limit_s:
                raise Stumble("no-answer", method=request.method, url=request.url, seconds=round(took_s, 1))

    def _still(self, deadline: float, stillness: Stillness) -> tuple[float, float]:
        """When the page last changed, and when it began to be left (0 if it did not), on our clock."""
        changed, left, shown = self._still_in(self._page.main_frame, deadline, stillness, begin=True)
        seen = [shown]
        for frame in self._page.frames[1:]:
            try:
                # The outer page has been still for that long already: a frame need not be from here on.
                inner = self._still_in(frame, deadline, stillness, begin=False)
            except Error:  # a frame that went meanwhile
                if self._page.is_closed():
                    raise
                continue
            changed, left = max(changed, inner[0]), max(left, inner[1])
            seen.append(inner[2])
        self.shown = Shown(
            "\n".join(s.text for s in seen),
            [f for s in seen for f in s.fields],
            [h for s in seen for h in s.headings],
            together([s.said for s in seen]),
            together([s.late for s in seen]),
        )
        if self._touched:
            self._touched, self.late = False, self.shown.late
        return changed, left

    def _still_in(
        self, frame: Frame, deadline: float, stillness: Stillness, *, begin: bool
    ) -> tuple[float, float, Shown]:
        left_ms = min(RESTLESS_S, max(0.0, deadline - time.perf_counter())) * 1000
        try:
            answer = frame.evaluate(_STILL, [stillness.quiet_ms, left_ms, begin, stillness.scripts_ms])
        except Error:  # the document was replaced while we looked: look at the new one
            if self._page.is_closed() or frame.is_detached():
                raise
            if begin:
                self.reading = None
            return time.perf_counter(), time.perf_counter(), Shown()
        if answer is None:  # scripts are switched off: nothing tells when the page holds still
            if begin:
                self.reading = None
                self._page.wait_for_timeout(_UNSCRIPTED_MS)
            return 0.0, 0.0, Shown()
        idle_ms, leaving_ms, told, text, fields, heads, *told_of_all = answer
        if begin:
            self.reading = reading_of(told)
        now = time.perf_counter()
        left = now - float(leaving_ms) / 1000 if leaving_ms >= 0 else 0.0
        shown = Shown(text, [(called, held) for called, held in fields], heads, *map(_text, told_of_all))
        return now - float(idle_ms) / 1000, left, shown

    def is_pending(self, since: float) -> bool:
        """Whether anything asked for since then is unanswered, polls left out.

        Args:
            since: `time.perf_counter()` when the hand did something.
        """
        return any(began >= since and not self._is_poll(r, began) for r, began in self._open.items())

    def _is_poll(self, request: Request, began: float) -> bool:
        """Whether nothing has come for a while from where nothing had come until the limit before.

        What does come from there later is waited for by whoever looks for it.
        """
        return time.perf_counter() - began >= RESTLESS_S and _place(request) in self._hung

    def _began(self, request: Request) -> None:
        if request.resource_type in _BLOCKING:
            self._open[request] = time.perf_counter()
            self._unanswered.add(request)
        if is_document(request):
            self._asked[request] = time.perf_counter()
            self._sets_out = True

    def _answered(self, request: Request) -> None:
        self._unanswered.discard(request)
        began = self._asked.pop(request, None)
        if began is not None and (self._late is None or time.perf_counter() - began > self._late[1]):
            self._late = (request, time.perf_counter() - began)

    def _ended(self, request: Request) -> None:
        self._asked.pop(request, None)
        for known in (self._unanswered, self._given_up, self._hangs):
            known.discard(request)
        if self._open.pop(request, None) is not None:
            self._last_end = time.perf_counter()

    def _failed(self, request: Request) -> None:
        if request.is_navigation_request():  # a download, or nothing: the page stays
            self._sets_out = False
        self._ended(request)

    def _navigated(self, frame: Frame) -> None:
        """Requests of a document that is gone may never be reported as ended; an address that changes within one ends none."""
        if frame == self._page.main_frame and self._sets_out:
            self._sets_out = False
            self._open = {r: t for r, t in self._open.items() if r.is_navigation_request()}
            self._unanswered &= self._open.keys()

    def _loaded(self) -> None:
        self.documents += 1


def _place(request: Request) -> str:
    return f"{request.method} {request.url.partition('?')[0]}"


def _text(told: object) -> str | None:
    """What a page says, if it is a text: the page may have put something of its own in our script's place."""
    return told if isinstance(told, str) else None


_MOVING = """() => document.getAnimations().filter((a) => a.playState === 'running'
  && Number.isFinite(a.effect?.getComputedTiming().endTime) && a.timeline instanceof DocumentTimeline).length > 0"""


def at_rest(page: Page, limit_s: float = RESTLESS_S) -> bool:
    """Wait until what is fading or sliding in has arrived: half-way, its colours and places are nobody's design.

    Args:
        page: A page that is usable.
        limit_s: Seconds after which it is taken as it is; what turns for ever is not waited for at all.
    Returns:
        Whether anything was moving.
    """
    deadline = time.perf_counter() + limit_s
    moved = False
    with suppress(Error):  # a page that is being left never comes to rest
        while time.perf_counter() < deadline and page.evaluate(_MOVING):
            moved = True
            page.wait_for_timeout(16)
    return moved


def is_document(request: Request) -> bool:
    """Whether a request asks for the page itself, not for something in it or for a frame of it."""
    try:
        return request.is_navigation_request() and request.frame.parent_frame is None
    except Error:  # the request of a page that is not there yet, or of a worker, has no frame
        return False


def poll(
    seen: Callable[[], bool], page: Page, limit_s: float, every_ms: float = 40, *, too_late_s: float | None = None
) -> float | None:
    """Look again and again until something is so.

    Args:
        seen: The look.
        page: Pumped meanwhile, so that its events arrive.
        limit_s: Seconds until giving up. A look that began in time counts, however long it took to look.
        every_ms: Pause between looks.
        too_late_s: Seconds after which what a look finds has come too late; None if never. A browser that waits for a page
            answers no look until the page is there.
    Returns:
        Seconds that had to be waited: 0 if it was so at the first look; None if it was not so within the limit.
    """
    begin = time.perf_counter()
    first = True
    while True:
        try:
            if seen():
                waited = time.perf_counter() - begin
                return None if too_late_s is not None and waited >= too_late_s else 0.0 if first else waited
        except Error:
            if page.is_closed():
                raise
        if time.perf_counter() - begin >= limit_s:
            return None
        first = False
        page.wait_for_timeout(every_ms)
