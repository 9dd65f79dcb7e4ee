"""Content that comes with the pointer and cannot be kept or sent away: for people who enlarge the screen, or whose hand trembles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from a11y.appearing import appeared, remember, stays
from a11y.check import Message, Outcome, check, fails, passes
from a11y.operated import Operated

OUT_OF_REACH = Message(
    en="“{text}” appears when the pointer is on “{called}”, and vanishes when the pointer is moved onto it.",
    sv="”{text}” visas när pekaren är på ”{called}” och försvinner när pekaren flyttas dit.",
)
CANNOT_BE_SENT_AWAY = Message(
    en="“{text}” appears when the pointer is on “{called}” and covers “{covered}”; Escape does not send it away.",
    sv="”{text}” visas när pekaren är på ”{called}” och täcker ”{covered}”; Escape tar inte bort det.",
)

_MOST_TRIGGERS = 2
_APPEARS_WITHIN_MS = 150
_KEPT_MS = 300
_VANISHES_WITHIN_MS = 500
"""Longer than a usual wait and fade: what goes later is not called staying."""
_STEP_MS = 50
_STEPS = 8
"""Of the pointer, on its way from one thing to another."""
_OF_THE_POINTER = frozenset(
    {f"{device}{what}" for device in ("mouse", "pointer") for what in ("over", "out", "enter", "leave", "move")}
)
_OF_KEYS = frozenset({"keydown", "keyup", "keypress"})
_TRIGGERS = """(s, most) => {
  const shows = ["display", "visibility", "opacity", "clip", "clipPath", "transform", "scale", "height", "maxHeight", "left", "top"];
  const found = new Map();
  let budget = 8000;
  // Where a rule for a thing under the pointer changes another thing: `.tip:hover .text { visibility: visible }`.
  const read = (rules) => {
    for (const rule of rules) {
      if (budget-- < 0 || found.size >= most * 4) return;
      if (rule.selectorText?.includes(":hover") && shows.some((name) => rule.style[name] !== "")) {
        for (const selector of rule.selectorText.split(/,(?![^()]*\\))/)) {
          const [, trigger, rest] = /^(.*?):hover\\b[^\\s>+~]*\\s*([\\s>+~].+)$/.exec(selector.trim()) ?? [];
          if (!trigger || !rest || /:hover|::/.test(rest) || /:hover|::/.test(trigger)) continue;
          try {
            const e = [...document.querySelectorAll(trigger)].slice(0, 200).find((one) => s.shown(one) && change(one, rest));
            if (e && ![...found.values()].includes(e)) found.set(selector, e);
          } catch { /* a selector that only a browser's own style may use */ }
        }
      }
      if (rule.cssRules?.length && (!rule.media || matchMedia(rule.media.mediaText).matches)) read(rule.cssRules);
    }
  };
  const hidden = (e) => !s.shown(e) || getComputedStyle(e).pointerEvents === "none";
  const change = (e, rest) => {
    const things = /^[+~]/.test(rest.trim()) ? e.parentElement?.querySelectorAll(`:scope > * ${rest}`) : e.querySelectorAll(`:scope ${rest}`);
    return [...(things ?? [])].slice(0, 20).some((one) => hidden(one) && one.textContent.trim());
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
    let rules = [];
    try { rules = sheet.cssRules; } catch { /* another host's: it keeps its rules to itself */ }
    read(rules);
  }
  const made = "[onmouseover], [onmouseenter], [data-tooltip], [data-tippy-content], [data-bs-toggle=tooltip], [data-toggle=tooltip]," +
    " [data-bs-trigger*=hover], [aria-describedby]";
  const described = (e) => !e.matches("[aria-describedby]") || (e.getAttribute("aria-describedby") ?? "").split(/\\s+/)
    .some((id) => { const d = document.getElementById(id); return d && !s.shown(d); });
  const alike = new Set();
  for (const e of s.all(made)) {
    const kind = `${e.localName} ${e.getAttribute("class")}`;
    if (!alike.has(kind) && s.shown(e) && described(e)) { alike.add(kind); found.set(s.path(e), e); }
  }
  return [...new Set(found.values())].slice(0, most).map((e) => s.path(e));
}"""
_POINT = """(s, way) => {
  const e = s.find(way);
  if (!e) return null;
  e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const { left, top, width, height } = e.getClientRects()[0] ?? e.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  return hit && (e.contains(hit) || e.shadowRoot) ? [x, y, s.called(e)] : null;
}"""
# Nothing that takes time is under way: no transition or animation of what came or of what it is in, and nothing the browser times itself.
_AT_REST = """(s) => {
  if (skolprovCame.closest("[popover], dialog, [interestfor]")) return false;
  return !document.getAnimations().some(({ effect, playState }) => playState !== "finished" && effect?.target?.contains(skolprovCame));
}"""
# On the way from the thing to what came: the steps on which the pointer is on neither.
_BETWEEN = """(s, way, steps, fromX, fromY, toX, toY) => {
  const trigger = s.find(way);
  const off = [];
  for (let step = 1; step < steps; step += 1) {
    const [x, y] = [fromX + ((toX - fromX) * step) / steps, fromY + ((toY - fromY) * step) / steps];
    const hit = document.elementFromPoint(x, y);
    if (!hit || !(trigger.contains(hit) || skolprovCame.contains(hit))) off.push([x, y]);
  }
  return off;
}"""


@dataclass(frozen=True, slots=True)
class _Quick:
    """What no script of the page's comes to know of: what happens then happens at once, or as styles have it."""

    pointer: bool
    keys: bool


@check(
    "vanishing-hover-content",
    criteria=["1.4.13"],
    impact="serious",
    title=Message(
        en="What appears under the pointer cannot be reached or sent away",
        sv="Det som visas vid pekaren går inte att nå eller ta bort",
    ),
    mend=Message(
        en="Keep it as long as the pointer is on it or on what shows it, without a gap between them, and let Escape close it.",
        sv="Visa det så länge pekaren är på det eller på det som visar det, utan mellanrum, och låt Escape stänga det.",
    ),
)
def vanishing_hover_content(page: Operated) -> Iterator[Outcome]:
    """Applies to content that appears when the pointer is on something. Expected: the pointer may go there; Escape closes what covers."""
    triggers = page.ask(_TRIGGERS, _MOST_TRIGGERS)
    if not triggers:
        return
    quick = _Quick(pointer=not page.hears(_OF_THE_POINTER), keys=not page.hears(_OF_KEYS))
    for way in triggers:
        with page.restored():
            found = list(_look(page, way, quick))
        yield from found


def _look(page: Operated, way: str, quick: _Quick) -> Iterator[Outcome]:
    point = page.ask(_POINT, way)
    if point is None:
        return
    mouse = page.page.mouse
    x, y, called = point
    page.point_nowhere()
    if not quick.pointer:
        page.settle()
    remember(page)
    came = _hover(page, way, x, y, quick)
    if came is None:
        page.point_nowhere()
        return
    told = {"text": came["text"], "called": called}
    _go_over(page, way, (x, y), (came["x"], came["y"]), quick)
    if not _stays(page, _KEPT_MS, told_at_once=quick.pointer):
        yield fails(way, OUT_OF_REACH, **told)
    elif came["covered"]:
        mouse.move(x, y, steps=_STEPS)
        page.press("Escape")
        yield (
            fails(way, CANNOT_BE_SENT_AWAY, covered=came["covered"], **told)
            if _stays(page, _VANISHES_WITHIN_MS, told_at_once=quick.pointer and quick.keys)
            else passes(way)
        )
    else:
        yield passes(way)
    page.point_nowhere()
    if not quick.pointer:
        page.settle()


def _hover(page: Operated, way: str, x: float, y: float, quick: _Quick) -> Any:
    page.page.mouse.move(x, y)
    for _ in range(0, _APPEARS_WITHIN_MS, _STEP_MS):
        page.settle()
        if (came := appeared(page, way)) is not None:
            if quick.pointer and page.ask(_AT_REST):
                return came
            page.page.wait_for_timeout(_STEP_MS)  # where it comes to rest
            return appeared(page, way)
        page.page.wait_for_timeout(_STEP_MS)
    return None


def _go_over(page: Operated, way: str, start: tuple[float, float], end: tuple[float, float], quick: _Quick) -> None:
    """Move the pointer onto what came, over all that lies between."""
    if not quick.pointer or not page.ask(_AT_REST):
        page.page.mouse.move(*end, steps=_STEPS)
        return
    # Styles alone tell whether it stays: on the thing and on what came it does.
    if between := page.ask(_BETWEEN, way, _STEPS, *start, *end):
        page.page.mouse.move(*between[0])
        if not page.ask(_AT_REST):  # it goes slowly
            page.page.mouse.move(*end, steps=_STEPS)
    page.page.mouse.move(*end)


def _stays(page: Operated, for_ms: int, *, told_at_once: bool) -> bool:
    """Whether what came is there all the time; where nothing but styles has a say, as long as nothing of it moves."""
    if told_at_once:
        page.settle()  # what comes or goes under a pointer that rests changes what the pointer is on
    for _ in range(0, for_ms, _STEP_MS):
        if told_at_once and page.ask(_AT_REST):
            return stays(page)
        page.page.wait_for_timeout(_STEP_MS)
        if not stays(page):
            return False
    return True
