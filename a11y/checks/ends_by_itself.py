"""Pages that end by themselves after a time: for people who read or write slowly, and find themselves on another page or logged out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import Attempts, held
from a11y.operated import Operated
from a11y.scripts import scripts_of
from a11y.world import session_of

LEAVES = Message(
    en="Left alone, the page goes to {address} after {seconds} s, and does not ask before.",
    sv="Om man inte gör något går sidan till {address} efter {seconds} s, utan att fråga först.",
)
MAY_LEAVE = Message(
    en="Left alone, the page goes to {address} after {seconds} s. Does it do so when the server answers, and does it ask before and give more time?",
    sv="Om man inte gör något går sidan till {address} efter {seconds} s. Gör den det även när servern svarar, och frågar den först och ger mer tid?",
)
LEAVES_IN_REST = Message(
    en="Left alone for {minutes} minutes or less, the page goes to {address}. Does it ask before and give more time?",
    sv="Om man inte gör något på {minutes} minuter eller mindre går sidan till {address}. Frågar den först och ger mer tid?",
)
COMES_ANEW = Message(
    en="Left alone, the page is loaded anew after {seconds} s. Is what was written kept, and can one turn that off?",
    sv="Om man inte gör något laddas sidan om efter {seconds} s. Finns det man skrivit kvar, och går det att stänga av?",
)
COUNTS_DOWN = Message(
    en="“{text}” counts down. What happens at its end, and can one get more time before?",
    sv="”{text}” räknar ner. Vad händer när tiden är slut, och går det att få mer tid innan dess?",
)

_SHORTEST_MS = 2000
"""What comes sooner is a page that is on its way elsewhere."""
_LONGEST_MS = 20 * 60 * 60 * 1000
"""WCAG 2.2.1: what lasts longer than 20 hours is no limit."""
_MOST_TIMERS = 12
_MOST_WAYS_TO_STAY = 3
_PRESS = "(s, way) => { const e = s.find(way); if (e) HTMLElement.prototype.click.call(e); return 0 }"
_JUMPS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 480, 1200)
"""How far the page's own clock is put on, where a script looks at it again and again."""
_MINUTE_MS = 60_000
_ANSWERS_MS = 60
_SETS_OUT_WITHIN_MS = 250
"""A busy browser tells later that a page wants to go."""
_COUNTS_MS = 1150
_CLOCK = r"\d{1,2}:\d{2}|\d+\s*(s|sek(under)?|sec(onds?)?|min(uter|utes?)?)(?![\p{L}\d])"
_CLOCK_AT = r"(?:(\d{1,2}):(\d{2})|(\d+)\s*(?:s|sek|sec|min))"
_ABOUT = r"session|time.?out|log(ged)? ?out|sign(ed)? ?out|expire|(time|seconds|minutes|min|sec) (left|remaining)|redirect|logga(s|d|t)? ut|utlogg|går ut|(tid|sekunder|minuter|min|sek) (kvar|återstår)|återstår|skickas vidare"
_MORE = r"extend|stay|keep|renew|more time|continue|cancel|stop|förläng|stanna|fortsätt|mer tid|behåll|avbryt|stoppa|still here|i.?m here|är kvar|förbli"
_LEAVES = re.compile(
    r"set(Timeout|Interval)\(.{0,300}?(location(\.href)?\s*=[^=]|location\.(assign|replace|reload)\(|\.submit\(\))"
    r"|(session|idle|inactiv\w{0,6}|auto)[-_ ]?(time[-_ ]?out|log[-_ ]?out|expir)",
    re.IGNORECASE | re.DOTALL,
)
"""What a script has in it that leads elsewhere after a time. It is tried out, so that a word too many costs time alone."""
_TEXTS = (
    r"""(s) => {
  const clock = new RegExp(String.raw`"""
    + _CLOCK
    + r"""`, "iu"), about = new RegExp(String.raw`"""
    + _ABOUT
    + r"""`, "iu");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(), n = 0; node && n < 20000 && found.length < 5; node = walker.nextNode(), n += 1) {
    if (!/\d/.test(node.data) || /^(script|style|noscript|template)$/.test(s.parent(node)?.localName ?? "")) continue;
    // The words may stand around the number: “<b>02:59</b> left”.
    for (let at = s.parent(node), up = 0; at && at !== document.body && up < 3; at = s.parent(at), up += 1) {
      const text = (at.textContent ?? "").replace(/\s+/g, " ").trim();
      if (text.length > 250) break;
      if (clock.test(text) && about.test(text) && s.shown(at)) { if (!found.some((one) => Node.prototype.contains.call(at, s.find(one.way)))) found.push({ way: s.path(at), text }); break; }
    }
  }
  const scripts = [...document.scripts].slice(0, 200).filter((e) => !e.src).map((e) => e.textContent.slice(0, 200000));
  const leaves = scripts.some((text) => /set(Timeout|Interval)\s*\(/.test(text) && /location|\.submit\(|reload\(|log_?out|sign_?out/i.test(text));
  return { texts: found, leaves };
}"""
)
_NOW = "(s, ways) => ways.map((way) => (s.find(way)?.textContent ?? '').replace(/\\s+/g, ' ').trim())"
_CAN_EXTEND = (
    r"""(s) => {
  const more = new RegExp(String.raw`(?<!\p{L})("""
    + _MORE
    + r""")`, "iu");
  return s.all("button, input[type=button], input[type=submit], [role=button], a[href]").slice(0, 1000).filter((e) => s.shown(e) && more.test(e.innerText || e.value || "")).map(s.path);
}"""
)
_ASKS = """(s) => s.all("dialog, [role=dialog], [role=alertdialog], [role=alert], [role=status], button, input[type=button], input[type=submit], [role=button], [popover]")
  .slice(0, 1000).filter(s.shown).map(s.path)"""
# Notes in the page's own world which timers wait, and lets the first of them have its time; what it sets going then has not. And puts the
# page's clock on, and lets what is done again and again be done once then.
_TIMERS = """(() => {
  const set = globalThis.setTimeout, clear = globalThis.clearTimeout, waiting = new Map();
  globalThis.setTimeout = function (what, delay = 0, ...rest) {
    const number = set((...given) => { waiting.delete(number); typeof what === "function" ? what(...given) : set(what, 0); }, delay, ...rest);
    waiting.set(number, { what, delay: +delay || 0, rest, due: performance.now() + (+delay || 0) });
    return number;
  };
  const every = globalThis.setInterval, repeated = new Map();
  globalThis.setInterval = function (what, delay = 0, ...rest) {
    const number = every(what, delay, ...rest);
    if (typeof what === "function" && delay >= 250 && delay <= 600000) repeated.set(number, { what, rest });
    return number;
  };
  globalThis.clearTimeout = globalThis.clearInterval = (number) => { waiting.delete(number); repeated.delete(number); clear(number); };
  let ahead = 0;
  const clock = Date, now = () => clock.now() + ahead;
  globalThis.Date = new Proxy(clock, {
    construct: (of, given, as) => Reflect.construct(of, given.length ? given : [now()], as),
    apply: () => new clock(now()).toString(),
    get: (of, name) => (name === "now" ? now : Reflect.get(of, name)),
  });
  // Not all that a page asks leaves the browser: it may be refused before.
  let asked = 0;
  for (const [of, name] of [[globalThis, "fetch"], [XMLHttpRequest.prototype, "send"]]) {
    const ask = of[name];
    of[name] = function (...given) { asked += 1; return ask.apply(this, given) };
  }
  let chosen = null;
  globalThis.NAME = (shortest, longest) => {
    chosen ??= [...waiting].filter(([, one]) => one.delay >= shortest && one.delay <= longest).sort(([, a], [, b]) => a.due - b.due).map(([number]) => number);
    while (chosen.length && !waiting.has(chosen[0])) chosen.shift();
    if (!chosen.length) return -1;
    const { what, delay, rest } = waiting.get(chosen[0]);
    globalThis.clearTimeout(chosen.shift());
    set(what, 0, ...rest);
    return delay;
  };
  globalThis.NAME.asked = () => asked;
  globalThis.NAME.jump = (to) => {
    ahead = to;
    for (const { what, rest } of [...repeated.values()].slice(0, 40)) set(what, 0, ...rest);
    return repeated.size;
  };
})()"""


@check(
    "ends-by-itself",
    criteria=["2.2.1"],
    impact="serious",
    title=Message(en="The page ends by itself after a time", sv="Sidan tar slut av sig själv efter en tid"),
    mend=Message(
        en="Do without the limit; or say before it ends that it will, and let people have more time with one press, at least ten times.",
        sv="Ta bort tidsgränsen; eller säg till innan tiden är slut och låt användaren få mer tid med ett tryck, minst tio gånger.",
    ),
)
def ends_by_itself(page: Operated) -> Iterator[Outcome]:
    """Applies to texts that count down beside words of a session or a time-out, and to pages with a script that waits and leads elsewhere. Expected: the page stays, or people can have more time. What a meta element does is an axe-core rule's."""
    seen = page.ask(_TEXTS)
    if seen["leaves"] or any(_LEAVES.search(text) for text in scripts_of(page).files):
        yield from _left_alone(page)
    if seen["texts"]:
        yield from _counts(page, seen["texts"])


def _counts(page: Operated, texts: list[dict[str, Any]]) -> Iterator[Outcome]:
    ways = [one["way"] for one in texts]
    looks: list[list[str]] = [page.ask(_NOW, ways)]
    for _ in range(2):
        page.page.wait_for_timeout(_COUNTS_MS)
        looks.append(page.ask(_NOW, ways))
        if looks[-1] == looks[-2]:
            return
    for number, way in enumerate(ways):
        first, second, third = (_seconds(look[number]) for look in looks)
        if first > second > third >= 0:
            yield passes(way) if page.ask(_CAN_EXTEND) else unsure(way, COUNTS_DOWN, text=looks[0][number][:120])


def _seconds(text: str) -> int:
    """What the clock in a text stands at; -1 if there is none."""
    found = re.search(_CLOCK_AT, text, re.IGNORECASE)
    if found is None:
        return -1
    minutes, seconds, number = found.groups()
    return int(minutes) * 60 + int(seconds) if minutes else int(number)


def _left_alone(page: Operated) -> Iterator[Outcome]:
    """Let what waits have its time, one after the other; where it wants to go is held back."""
    page.expect_address()
    ways_to_stay: list[str] = page.ask(_CAN_EXTEND)
    left = _first_left(page)
    if left is None:
        return
    for way in ways_to_stay[:_MOST_WAYS_TO_STAY]:  # what is there from the beginning lets one turn the limit off
        if _first_left(page, press=way) is None:
            yield passes(way)
            return
    here, there = urlsplit(page.address), urlsplit(left.address)
    seconds = round(left.after_ms / 1000)
    if (here.netloc, here.path) == (there.netloc, there.path):
        yield unsure("body", COMES_ANEW, seconds=seconds)
    elif left.in_rest:
        yield unsure("body", LEAVES_IN_REST, address=there.path or "/", minutes=seconds // 60)
    elif left.sure:
        yield fails("body", LEAVES, address=there.path or "/", seconds=seconds)
    else:
        yield unsure("body", MAY_LEAVE, address=there.path or "/", seconds=seconds)


def _first_left(page: Operated, *, press: str = "") -> _Left | None:
    """Where the page wants to go, opened anew and left alone, or after one press; None if it stays, or asks."""
    name = f"w{token_hex(8)}"
    session = session_of(page.page)
    session.send("Page.enable")
    source = {"source": _TIMERS.replace("NAME", name)}
    script = session.send("Page.addScriptToEvaluateOnNewDocument", source)["identifier"]
    try:
        page.open()
    finally:
        session.send("Page.removeScriptToEvaluateOnNewDocument", {"identifier": script})
        session.send("Page.disable")
    try:
        return _first_that_leaves(page, name, press)
    finally:
        page.open()


@dataclass(frozen=True, slots=True)
class _Left:
    """Where the page wants to go when it is left alone."""

    address: str
    after_ms: float
    sure: bool
    """Whether it surely does so by itself."""
    in_rest: bool = False
    """Whether a script looks at the clock again and again: so long it waits, or less."""


class _StaysError(Exception):
    """Something came with which one can stay."""


def _first_that_leaves(page: Operated, name: str, press: str) -> _Left | None:
    """Where the page wants to go; None if it stays, or something comes first with which one can stay."""
    before = set(page.ask(_CAN_EXTEND))
    with held(page) as attempts:

        def answers(*, at_once: bool = False) -> bool:
            """Whether the page has set out for another one, once what had its time has done its work.

            Args:
                at_once: Whether what comes before it in time may have come at the same moment.
            """
            page.settle()
            page.page.wait_for_timeout(_ANSWERS_MS)
            left = bool(attempts.pages)
            if (at_once or not left) and (attempts.dialogs or set(page.ask(_CAN_EXTEND)) - before):
                raise _StaysError
            return left

        if press:
            page.ask(_PRESS, press)
            page.settle()
            page.page.wait_for_timeout(_ANSWERS_MS)
            if attempts.pages:
                return _Left(attempts.pages[0], 0, sure=False)
        try:
            return _after_its_timers(page, name, attempts, answers) or _in_rest(page, name, attempts, answers)
        except _StaysError:
            return None


def _after_its_timers(page: Operated, name: str, attempts: Attempts, answers: Callable[..., bool]) -> _Left | None:
    """Let what waits have its time.

    Not sure where it has asked a server before, for it may go because of the answer, or because we let none come; nor where anything has
    come that may ask whoever is there.
    """
    fire, asked = f"{name}({_SHORTEST_MS}, {_LONGEST_MS})", f"{name}.asked()"
    so_far, asking = _told(page, asked), set(page.ask(_ASKS))
    waited, sure = 0.0, True
    for _ in range(_MOST_TIMERS):
        delay = _told(page, fire)
        if not isinstance(delay, (int, float)) or delay < 0:
            break
        waited = delay
        if answers():
            break
        sure = sure and not set(page.ask(_ASKS)) - asking
    if waited and not attempts.pages:
        page.page.wait_for_timeout(_SETS_OUT_WITHIN_MS)
    if not attempts.pages:
        return None
    return _Left(attempts.pages[0], waited, sure and not attempts.requests and _told(page, asked) == so_far)


def _in_rest(page: Operated, name: str, attempts: Attempts, answers: Callable[..., bool]) -> _Left | None:
    """Put the page's clock on, further and further."""
    for minutes in _JUMPS_MIN:
        if not _told(page, f"{name}.jump({minutes * _MINUTE_MS})"):
            return None
        if answers(at_once=True):
            return _Left(attempts.pages[0], minutes * _MINUTE_MS, sure=False, in_rest=True)
    return None


def _told(page: Operated, expression: str) -> Any:
    """What an expression comes to in the page's own world."""
    said = session_of(page.page).send("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    return said["result"].get("value")
