"""Content that comes with focus and lies over the page: for people who enlarge the screen and use the keyboard, and cannot send it away."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.appearing import appeared, remember, stays
from a11y.check import Message, Outcome, check, fails, passes
from a11y.held import held
from a11y.operated import Operated

CANNOT_BE_SENT_AWAY = Message(
    en="“{text}” appears when “{called}” has focus and covers “{covered}”; Escape does not send it away.",
    sv="”{text}” visas när ”{called}” har fokus och täcker ”{covered}”; Escape tar inte bort det.",
)

_MOST_TRIGGERS = 2
_APPEARS_WITHIN_MS = 150
_VANISHES_WITHIN_MS = 500
_STEP_MS = 50
# Where a rule of the page's style for what has focus shows another thing, and what a script or a description may show.
_TRIGGERS = r"""(s, most) => {
  const focus = /:focus(-visible|-within)?(?![\w-])/, shows = ["display", "visibility", "opacity", "clip", "clipPath", "transform", "scale", "height", "maxHeight", "left", "top"];
  const usable = (e) => e && e.tabIndex >= 0 && !e.matches(":disabled") && s.shown(e) && !e.closest("[inert], [aria-hidden=true]");
  const found = new Set();
  let budget = 6000;
  const add = (selector) => {
    const [, before, within, after] = /^(.*?):focus(-visible|-within)?(?![\w-])\s*(.*)$/.exec(selector) ?? [];
    if (before === undefined || !/^[\s>+~]*[.#[\w*]/.test(after) || !after || /:focus|::/.test(after)) return;
    try {
      for (const e of [...document.querySelectorAll(before.trim() || "*")].slice(0, 200)) {
        const one = within === "-within" ? [...e.querySelectorAll("a[href], button, input, select, textarea, [tabindex]")].find(usable) : e;
        if (usable(one)) { found.add(one); break }
      }
    } catch { /* a selector that only a browser's own style may use */ }
  };
  const read = (rules) => {
    for (const rule of rules) {
      if (budget-- < 0 || found.size >= most) return;
      if (rule.selectorText && focus.test(rule.selectorText) && shows.some((name) => rule.style[name] !== ""))
        for (const one of rule.selectorText.split(/,(?![^()]*\))/)) if (!/:hover/.test(one)) add(one.trim());
      if (rule.cssRules?.length && (!rule.media || matchMedia(rule.media.mediaText).matches)) read(rule.cssRules);
    }
  };
  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
    let rules = [];
    try { rules = sheet.cssRules; } catch { /* another host's: it keeps its rules to itself */ }
    read(rules);
  }
  const kinds = new Set();
  for (const e of s.all("[onfocus], [aria-describedby]")) {
    const hidden = (Element.prototype.getAttribute.call(e, "aria-describedby") ?? "").split(/\s+/).some((id) => { const d = id && document.getElementById(id); return d && !s.shown(d) });
    const kind = `${e.localName} ${Element.prototype.getAttribute.call(e, "class")}`;
    if (usable(e) && (hidden || e.hasAttribute("onfocus")) && !kinds.has(kind)) { kinds.add(kind); found.add(e) }
  }
  return [...found].slice(0, most).map((e) => [s.path(e), s.called(e)]);
}"""
_INTO_SIGHT = """(s, way) => {
  const e = s.find(way);
  if (!e) return 0;
  const { top, bottom } = e.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) e.scrollIntoView({ block: "center", behavior: "instant" });
  return 0;
}"""
_FOCUS = "(s, way) => { s.find(way)?.focus({ preventScroll: true }); return s.find(way) !== null && s.focused() === s.find(way) }"
_HAS_FOCUS = "(s, way) => s.focused() === s.find(way)"


@check(
    "covers-with-focus",
    criteria=["1.4.13"],
    impact="serious",
    title=Message(en="What appears with focus cannot be sent away", sv="Det som visas vid fokus går inte att ta bort"),
    mend=Message(
        en="Let Escape close it while focus stays, or show it where it covers nothing.",
        sv="Låt Escape stänga det medan fokus är kvar, eller visa det där det inte täcker något.",
    ),
)
def covers_with_focus(page: Operated) -> Iterator[Outcome]:
    """Applies to content that appears when something has focus, and covers other text. Expected: Escape sends it away, and focus stays."""
    for way, called in page.ask(_TRIGGERS, _MOST_TRIGGERS):
        with page.restored(), held(page):  # focus may send a form
            outcome = _look(page, way, called)
        if outcome is not None:
            yield outcome


def _look(page: Operated, way: str, called: str) -> Outcome | None:
    page.point_nowhere()
    page.ask(_INTO_SIGHT, way)
    page.press("Tab")  # the keyboard is in use: from now on :focus-visible holds
    page.ask("(s) => { s.focused()?.blur(); return 0 }")
    page.settle()
    remember(page)
    if not page.ask(_FOCUS, way):
        return None
    came = None
    for _ in range(0, _APPEARS_WITHIN_MS, _STEP_MS):
        page.page.wait_for_timeout(_STEP_MS)
        if (came := appeared(page, way)) is not None:
            break
    if came is None:
        return None
    if not came["covered"]:
        return passes(way)
    page.press("Escape")
    for _ in range(0, _VANISHES_WITHIN_MS, _STEP_MS):
        page.page.wait_for_timeout(_STEP_MS)
        if not stays(page) or not page.ask(_HAS_FOCUS, way):
            return passes(way)
    return fails(way, CANNOT_BE_SENT_AWAY, text=came["text"], called=called, covered=came["covered"])
