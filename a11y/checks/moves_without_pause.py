"""Motion that nobody can stop: for people who cannot read while something moves beside the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from time import monotonic
from typing import Any

from a11y.answers import tried
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.moving import goes_on, movers, shows_waiting
from a11y.moving_pictures import moving_pictures
from a11y.operated import Operated
from a11y.scripts import scripts_of

GOES_ON = Message(
    en="“{called}” moves by itself for more than five seconds. No control to pause it was found, and neither Escape nor the pointer stops it.",
    sv="”{called}” rör sig av sig själv längre än fem sekunder. Ingen pausknapp hittades, och varken Escape eller pekaren stoppar det.",
)
STOPS_AT_A_TOUCH = Message(
    en="“{called}” moves by itself, and stops at Escape or under the pointer. Can everyone stop it, and do they learn how?",
    sv="”{called}” rör sig av sig själv, och stannar vid Escape eller under pekaren. Kan alla stoppa det, och får de veta hur?",
)
NAMELESS_CONTROL = Message(
    en="“{called}” moves by itself, and a control without a name stands beside it. Does that stop it?",
    sv="”{called}” rör sig av sig själv, och en knapp utan namn står bredvid. Stoppar den det?",
)
PICTURE_GOES_ON = Message(
    en="The picture “{called}” moves for more than five seconds. No control to pause it was found, and neither Escape nor the pointer puts another in its place.",
    sv="Bilden ”{called}” rör sig längre än fem sekunder. Ingen pausknapp hittades, och varken Escape eller pekaren byter ut den.",
)
GROUND_GOES_ON = Message(
    en="The picture behind “{called}” moves for more than five seconds. No control to pause it was found, and neither Escape nor the pointer puts another in its place.",
    sv="Bilden bakom ”{called}” rör sig längre än fem sekunder. Ingen pausknapp hittades, och varken Escape eller pekaren byter ut den.",
)
CHANGES = Message(
    en="“{called}” is replaced by other text every {seconds} seconds. No control to pause it was found, and neither Escape nor the pointer stops it.",
    sv="”{called}” byts mot annan text med {seconds} sekunders mellanrum. Ingen pausknapp hittades, och varken Escape eller pekaren stoppar det.",
)

_ENOUGH_BESIDE = 20
"""Characters of other text, so that something is there to read while it moves; of slides each is a text itself."""
_SHORTEST_MS, _LONGEST_MS = 1500, 5000
"""Between two slides: what a timer does more often is a clock's business, or is seen moving."""
_LOOKS_EVERY_MS = 200
# What is written or shown anew: the words of what it is in, and when.
_NOTE_CHANGES = r"""(s) => {
  const exempt = "[role=progressbar], [role=timer], [role=meter], [aria-busy=true], progress, meter, time, output, html, head, body, main";
  const known = new Map();
  const note = (records) => {
    const now = performance.now();
    const parts = new Set(records.map(({ type, target }) => (type === "childList" ? target : s.parent(target) ?? target.parentNode)));
    for (const e of parts) {
      if (!(e instanceof HTMLElement) || (known.size >= 40 && !known.has(e)) || Element.prototype.matches.call(e, exempt) || !s.shown(e)) continue;
      const words = (e.innerText ?? "").replace(/[\d\s:.,%]+/g, " ").trim();
      const seen = known.get(e) ?? [];
      known.set(e, seen);
      if ((words.match(/\p{L}{2,}/gu) ?? []).length >= 3 && seen.at(-1)?.words !== words && seen.length < 20) seen.push({ at: now, words });
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ["class", "style", "hidden", "aria-hidden"] });
  globalThis.skolprovChanges = {
    seen: () => [...known].filter(([e, seen]) => e.isConnected && seen.length).map(([e, seen]) => ({ way: s.path(e), called: s.called(e), at: seen.map((one) => one.at) })),
    end: () => { observer.disconnect(); delete globalThis.skolprovChanges },
  };
  return 0;
}"""
_CHANGES = "() => globalThis.skolprovChanges?.seen() ?? []"
_NOTE_NO_MORE = "() => { globalThis.skolprovChanges?.end(); return 0 }"
_WITHIN = "(s, way, others) => { const e = s.find(way); return !e || others.map(s.find).some((o) => o && (Node.prototype.contains.call(o, e) || Node.prototype.contains.call(e, o))) }"

_AROUND = r"""(s, way) => {
  const e = s.find(way);
  if (!e) return null;
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const stops = /paus|\bstop|stopp|stanna|\bhalt\b|\bplay\b|spela|animation|animering|rörelse|motion|freeze|frys|\bhide\b|dölj|anhalten|arrêter|detener|pysäytä/i;
  const named = (c) => [c.innerText, attribute(c, "value"), attribute(c, "aria-label"), attribute(c, "title"), ...[...(c.labels ?? [])].map((l) => l.innerText),
    ...[...c.querySelectorAll("[alt], [aria-label], title")].map((i) => attribute(i, "alt") + attribute(i, "aria-label") + i.textContent),
    ...attribute(c, "aria-labelledby").split(/\s+/).filter(Boolean).map((id) => c.getRootNode().getElementById(id)?.textContent)].join(" ").trim();
  const controls = s.all("button, input[type=button], input[type=checkbox], input[type=image], summary, a[href], [role=button], [role=switch], [role=checkbox]")
    .slice(0, 1000).filter((c) => s.shown(c) || c.localName === "input");
  const words = (of) => (of.innerText ?? "").replace(/\s+/g, " ").trim().length;
  const near = (c) => { for (let at = s.parent(e), n = 0; at && at !== document.body && n < 4; at = s.parent(at), n += 1) if (Node.prototype.contains.call(at, c)) return true; return false };
  let clip = e;
  for (let at = e, n = 0; at && at !== document.body && n < 30; at = s.parent(at), n += 1) if (getComputedStyle(at).overflowX !== "visible") { clip = at; break; }
  const pressed = "button, summary, input:is([type=button], [type=checkbox], [type=image]), [role=button], [role=switch], [role=checkbox]";
  return {
    near: controls.filter((c) => c.matches(pressed) && !c.matches(":disabled") && near(c)).map(s.path),
    control: controls.some((c) => stops.test(named(c))),
    nameless: (e.localName === "video" && getComputedStyle(e).cursor === "pointer") || controls.some((c) => !/\p{L}/u.test(named(c)) && near(c)),
    beside: words(document.body) - words(e),
    words: words(document.body),
    clip: s.path(clip),
  };
}"""
_PRESS = "(s, way) => { const e = s.find(way); if (e) HTMLElement.prototype.click.call(e); return 0 }"
_MOST_PRESSED = 4
_TO_IT = """(s, way) => {
  const e = s.find(way);
  e.scrollIntoView({ block: "center", behavior: "instant" });
  const b = e.getBoundingClientRect();
  return [(Math.max(b.left, 0) + Math.min(b.right, innerWidth)) / 2, (Math.max(b.top, 0) + Math.min(b.bottom, innerHeight)) / 2];
}"""

_SOURCE = """(s, way) => {
  const e = s.find(way);
  if (!e || !s.shown(e)) return "";
  return e.currentSrc || e.src || (/url\\("([^"]*)"\\)$/.exec(getComputedStyle(e).backgroundImage)?.[1] ?? "");
}"""
_WAITING_NAME = re.compile(r"load|spin|wait|busy|progress|throbber|ajax", re.IGNORECASE)
"""What the file of a picture is called that turns while something is under way."""
_SWAPS_WITHIN_MS = 300


@check(
    "moves-without-pause",
    criteria=["2.2.2"],
    impact="serious",
    title=Message(en="Something moves, and nothing stops it", sv="Något rör sig, och inget stoppar det"),
    mend=Message(
        en="Let it end within five seconds, or put a button beside it that pauses it.",
        sv="Låt det sluta inom fem sekunder, eller sätt en knapp bredvid som pausar det.",
    ),
)
def moves_without_pause(page: Operated) -> Iterator[Outcome]:
    """Applies to what moves, blinks or scrolls by itself for more than five seconds beside other content; what shows that something is
    under way is excepted. And to text that a timer of the page's replaces by other text. Expected: a control pauses, stops or hides it.
    """
    for mover in movers(page):
        around: dict[str, Any] | None = page.ask(_AROUND, mover.selector)
        if around is None or around["beside"] <= _ENOUGH_BESIDE:
            continue
        if around["control"]:
            yield passes(mover.selector)
        elif around["nameless"]:
            yield unsure(mover.selector, NAMELESS_CONTROL, called=mover.called)
        elif _a_press_stops(page, around["near"], partial(goes_on, page, mover)):
            yield passes(mover.selector)
        else:
            with page.restored():
                page.press("Escape")
                page.page.mouse.move(*page.ask(_TO_IT, around["clip"]))
                on = goes_on(page, mover)
                page.point_nowhere()
            yield (fails if on else unsure)(mover.selector, GOES_ON if on else STOPS_AT_A_TOUCH, called=mover.called)
    yield from _pictures(page)
    yield from _slides(page)


def _pictures(page: Operated) -> Iterator[Outcome]:
    """Pictures of several frames, of which the file says how long they go on."""
    for one in moving_pictures(page):
        if (
            not one.lasts
            or _WAITING_NAME.search(one.source.rpartition("/")[2][:200])
            or shows_waiting(page, one.selector)
        ):
            continue
        around: dict[str, Any] | None = page.ask(_AROUND, one.selector)
        if around is None or around["words" if one.behind else "beside"] <= _ENOUGH_BESIDE:  # text may lie on a ground
            continue
        if around["control"]:
            yield passes(one.selector)
        elif around["nameless"]:
            yield unsure(one.selector, NAMELESS_CONTROL, called=one.called)
        elif _a_press_stops(page, around["near"], partial(_still_there, page, one.selector, one.source)):
            yield passes(one.selector)
        else:
            with page.restored():
                page.press("Escape")
                page.page.mouse.move(*page.ask(_TO_IT, one.selector))
                same = _still_there(page, one.selector, one.source)
                page.point_nowhere()
            if same:
                yield fails(one.selector, GROUND_GOES_ON if one.behind else PICTURE_GOES_ON, called=one.called)
            else:
                yield unsure(one.selector, STOPS_AT_A_TOUCH, called=one.called)


def _still_there(page: Operated, way: str, source: str) -> bool:
    page.page.wait_for_timeout(_SWAPS_WITHIN_MS)
    return bool(page.ask(_SOURCE, way) == source)


def _a_press_stops(page: Operated, near: list[str], goes_on_now: Callable[[], bool]) -> bool:
    """Whether one of the buttons beside what moves stops or hides it, whatever it is called: each is pressed."""
    for way in near[:_MOST_PRESSED]:
        with tried(page):
            page.ask(_PRESS, way)
            page.settle()
            stopped = not goes_on_now()
        if stopped:
            return True
    return False


def _slides(page: Operated) -> Iterator[Outcome]:
    """Text that a timer replaces by other text, again and again."""
    timers = [ms for ms in scripts_of(page).intervals() if _SHORTEST_MS <= ms <= _LONGEST_MS]
    if not timers:
        return
    moving = [mover.selector for mover in movers(page)]
    for way, called, ms in _replaced(page, timers):
        around: dict[str, Any] | None = page.ask(_AROUND, way)
        if around is None or around["beside"] <= 0 or page.ask(_WITHIN, way, moving):
            continue
        if around["control"]:
            yield passes(way)
        elif around["nameless"]:
            yield unsure(way, NAMELESS_CONTROL, called=called)
        elif _a_press_stops(page, around["near"], partial(_goes_on_replacing, page, way, ms)):
            yield passes(way)
        else:
            with page.restored():
                page.press("Escape")
                page.page.mouse.move(*page.ask(_TO_IT, way))
                on = _goes_on_replacing(page, way, ms)
                page.point_nowhere()
            if on:
                yield fails(way, CHANGES, called=called, seconds=round(ms / 1000))
            else:
                yield unsure(way, STOPS_AT_A_TOUCH, called=called)


def _goes_on_replacing(page: Operated, way: str, ms: int) -> bool:
    return any(one[0] == way for one in _replaced(page, [ms], changes=1))


def _replaced(page: Operated, timers: list[int], *, changes: int = 2) -> list[tuple[str, str, int]]:
    """What is replaced so many times, at the pace of one of the timers: the way there, what it is called, and the timer's time."""
    since, longest_s = monotonic(), max(timers) / 1000
    page.ask(_NOTE_CHANGES)
    try:
        while True:
            page.page.wait_for_timeout(_LOOKS_EVERY_MS)
            seen: list[dict[str, Any]] = page.ask(_CHANGES)
            found = [(one["way"], one["called"], ms) for one in seen if (ms := _pace(one["at"], timers, changes))]
            spent = monotonic() - since
            if found or spent > (changes + 0.3) * longest_s or (not seen and spent > 1.3 * longest_s):
                return found
    finally:
        page.ask(_NOTE_NO_MORE)


def _pace(at: list[float], timers: list[int], changes: int) -> int:
    """The timer whose time lies between the last changes; 0 if there is none."""
    if changes == 1:
        return timers[0] if at else 0
    between = [later - earlier for earlier, later in pairwise(at)]
    return next((ms for ms in timers if any(abs(one - ms) < 0.15 * ms for one in between)), 0)
