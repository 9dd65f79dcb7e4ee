"""Text that Tab stops at though nothing can be done there: for people who have to press Tab once more for each such stop."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.answers import answers_to, click_shows, seen, tried
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

NOTHING_TO_DO = Message(
    en="Tab stops at “{called}”, which can only be read: neither a key nor a click does anything there.",
    sv="Tab stannar på ”{called}”, som bara går att läsa: varken en tangent eller ett klick gör något där.",
)
IDLE_BUTTON = Message(
    en="“{called}” says that it is a button; neither a key nor a click does anything there. Should it do something?",
    sv="”{called}” säger att den är en knapp; varken en tangent eller ett klick gör något där. Borde den göra något?",
)

_MOST_KINDS = 4
_KEYS = ("Enter", "Space", "ArrowDown", "ArrowRight", "ArrowLeft")
_THERE_IS = "(s) => s.all('[tabindex]:not([role]), [tabindex][role=button]').some((e) => e.tabIndex >= 0)"
# Text without a role, that does not scroll, tells nothing more while it has focus, and is no place that a link leads to. One of each kind.
_LOOK = """(s, listening, most) => {
  const texts = "p, span, div, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, strong, em, b, i, small, img, figcaption";
  const operable = "a[href], button, input, select, textarea, summary, iframe, video, audio, table, pre, code, svg, canvas, [tabindex], [contenteditable], [role]";
  const around = "a[href], button, summary, label, [aria-live], [contenteditable], [inert], [aria-hidden=true], dialog, [popover], [role]:not([role=main], [role=region], " +
    "[role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=form], [role=search], [role=list], [role=listitem], [role=none], [role=presentation], [role=article])";
  const pointsTo = (id) => id && s.all("a[href^='#'], [for], [aria-controls]").some((o) => [o.getAttribute("href")?.slice(1), o.getAttribute("for"),
    ...(o.getAttribute("aria-controls") ?? "").split(/\\s+/)].includes(id));
  const kinds = new Set();
  const found = [];
  for (const e of s.all("[tabindex]:not([role]), [tabindex][role=button]").slice(0, 400)) {
    if (!(e.tabIndex >= 0) || !e.matches(texts) || !s.shown(e) || e.shadowRoot || e.querySelector(operable)) continue;
    const kind = [e.localName, e.hasAttribute("role"), e.getAttribute("class"), s.parent(e)?.localName, s.parent(e)?.getAttribute("class")].join("|");
    if (kinds.has(kind)) continue;
    const said = (e.localName === "img" ? e.getAttribute("alt") ?? "" : e.innerText).trim();
    const more = [...e.attributes].some(({ name }) => /^(on|data-.*(tip|hint|title|content|toggle|action|target)|@|:|v-|ng-|x-|aria-(?!label$|labelledby$)|title$|draggable$|accesskey$|popovertarget$)/.test(name));
    if (!said || said.length > 300 || more || s.parent(e)?.closest(around) || pointsTo(e.getAttribute("id"))) continue;
    const style = getComputedStyle(e);
    if (/auto|scroll/.test(style.overflowX + style.overflowY) || e.scrollHeight > e.clientHeight + 40) continue;
    let heard = false;
    for (let p = e; p && p !== document.body && !heard; p = s.parent(p) ?? p.getRootNode().host) heard = listening.has(p);
    if (heard) continue;
    kinds.add(kind);
    found.push({ way: s.path(e), called: e.localName === "img" ? said.slice(0, 60) : s.called(e), button: e.hasAttribute("role") });
    if (found.length === most) break;
  }
  return found;
}"""
# What a style adds to it while it has focus, such as a tip.
_ADDED = """(s, way) => { const e = s.find(way); return e ? ["::before", "::after"].map((part) => {
  const style = getComputedStyle(e, part); return [style.content, style.opacity, style.visibility, style.display].join() }).join() : "" }"""
_FOCUS = "(s, way) => { s.find(way)?.focus({ preventScroll: true }); return 0 }"


@check(
    "focusable-but-idle",
    criteria=[],
    impact="minor",
    title=Message(en="Tab stops where there is nothing to do", sv="Tab stannar där det inte finns något att göra"),
    mend=Message(
        en="Take tabindex away: a screen reader reads the text anyway. Where a script sets focus there, use tabindex=-1.",
        sv="Ta bort tabindex: en skärmläsare läser texten ändå. Om ett skript sätter fokus där, använd tabindex=-1.",
    ),
)
def focusable_but_idle(page: Operated) -> Iterator[Outcome]:
    """Applies to short texts and pictures that Tab leads to and that have no role, or that of a button. Expected: focus, a key or a click does something there."""
    if not page.ask(_THERE_IS):
        return
    for text in page.ask_listening(_LOOK, _MOST_KINDS):
        with tried(page) as attempts:
            before, added = seen(page), page.ask(_ADDED, text["way"])
            page.ask(_FOCUS, text["way"])
            answers = answers_to(page, text["way"], _KEYS, attempts)
            shows = seen(page) != before or page.ask(_ADDED, text["way"]) != added
            idle = not answers and not shows and not click_shows(page, text["way"], attempts)
        if not idle:
            yield passes(text["way"])
        elif text["button"]:
            yield unsure(text["way"], IDLE_BUTTON, called=text["called"])
        else:
            yield fails(text["way"], NOTHING_TO_DO, called=text["called"])
