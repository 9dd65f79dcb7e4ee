"""Buttons and links that do not answer to keys: for people who operate a page with a keyboard, a switch or a voice."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.answers import answers_to, answers_to_click, click_shows, seen, tried
from a11y.check import Message, Outcome, check, fails, passes
from a11y.held import Attempts
from a11y.operated import Operated

NOTHING_LISTENS = Message(
    en="“{called}” says that it is a button or a link, but nothing on the page listens to keys there: only a click does something.",
    sv="”{called}” säger sig vara en knapp eller länk, men inget på sidan lyssnar på tangenter där: bara ett klick gör något.",
)
CLICK_ALONE = Message(
    en="A click on “{called}” does something. Enter and Space do nothing.",
    sv="Ett klick på ”{called}” gör något. Enter och blanksteg gör ingenting.",
)

_MOST_TRIED = 6
_FOCUS = "(s, way) => { s.find(way)?.focus({ preventScroll: true }); return 0 }"
_KEYS = ("Enter", "Space")
_MORE_KEYS = ("Enter", "Space", "ArrowDown", "ArrowRight")
"""Of what does not say what it is, it is not known which keys it answers to."""
_THERE_ARE = """(s) => s.all('[role=button], [role=link], [tabindex]:not([role])')
  .some((e) => !e.matches('a[href], button, input, summary') && e.tabIndex >= 0)"""
# Of things that have a click listener of their own. Keys are heard by a thing, what it stands in, or the window.
_LOOK = """(s, listening) => {
  const keys = (e) => listening.get(e)?.some((name) => name.startsWith("key"));
  const outer = (e) => { const p = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get.call(e); return p ?? e.host };
  const native = "a[href], area[href], button, input, select, textarea, summary";
  const field = "input:not([type=hidden]), select, textarea, [role=combobox], [contenteditable]";
  const name = (e) => (e.getAttribute("aria-label") || e.innerText || "").replace(/\\s+/g, " ").trim();
  // What bears no role is a button only if it is small, holds nothing that can be operated, and nothing beside it does the same.
  const plain = (e) => {
    const [, , width, height] = s.box(e);
    const near = [s.parent(e), s.parent(e) && s.parent(s.parent(e))].filter((p) => p && !p.matches("main, body, html, form, section"));
    const within = [...e.querySelectorAll("*")].slice(0, 200);
    return !e.hasAttribute("role") && e.matches("[tabindex]:not(html, body, main, form, dialog, label, iframe, video, audio, canvas, object, embed, svg, [contenteditable])") &&
      !e.localName.includes("-") && width * height < (innerWidth * innerHeight) / 4 && !e.shadowRoot &&
      !within.some((n) => n.matches("[tabindex], [contenteditable], iframe, video, audio") || n.shadowRoot) &&
      !(s.parent(e)?.closest("a[href], button, summary, label, [tabindex]:not([tabindex^='-']), [role=listbox], [role=menu], [role=menubar], [role=tablist], " +
        "[role=tree], [role=treegrid], [role=grid], [role=radiogroup], [role=toolbar], [role=application]")) &&
      !near.some((p) => p.querySelector(field)) &&
      !s.all("a[href], button").some((o) => name(e) && name(o) === name(e) && s.shown(o));
  };
  const found = [];
  for (const [e, events] of listening) {
    if (!(e instanceof Element) || e.ownerDocument !== document || !events.includes("click")) continue;
    if (e.matches(native) || !(e.tabIndex >= 0) || !s.shown(e)) continue;
    if (e.closest("[aria-disabled=true], [inert], [aria-hidden=true]") || e.querySelector(native)) continue;
    const says = e.matches("[role=button], [role=link]");
    if (!says && !plain(e)) continue;
    let heard = keys(window);
    for (let p = e; p && !heard; p = outer(p)) heard = keys(p);
    found.push({ way: s.path(e), called: s.called(e), says, heard: Boolean(heard) });
  }
  return found;
}"""


@check(
    "deaf-to-keys",
    criteria=["2.1.1"],
    impact="critical",
    title=Message(
        en="A button or link does not answer to the keyboard", sv="En knapp eller länk svarar inte på tangentbordet"
    ),
    mend=Message(
        en="Use <button>, or <a href> for a link. If it has to be another element, let Enter, and for a button Space, do what a click does.",
        sv="Använd <button>, eller <a href> för en länk. Måste det vara ett annat element, låt Enter, och för en knapp blanksteg, göra det som ett klick gör.",
    ),
)
def deaf_to_keys(page: Operated) -> Iterator[Outcome]:
    """Applies to what is no button or link by itself, can have focus, and listens to clicks: if it has role button or link, or if it has
    no role, and the window looks different after a click. Expected: Enter or Space does something, too. What could be sent or opened
    by that is held back.
    """
    if not page.ask(_THERE_ARE):
        return
    number = 0
    for thing in page.ask_listening(_LOOK):
        way = thing["way"]
        if thing["says"] and not thing["heard"] and not _heard_with_focus(page, way):
            yield fails(way, NOTHING_LISTENS, called=thing["called"])
        elif number < _MOST_TRIED:
            number += 1
            with tried(page) as attempts:
                deaf = (_deaf if thing["says"] else _shows_to_the_mouse_alone)(page, way, attempts)
            yield fails(way, CLICK_ALONE, called=thing["called"]) if deaf else passes(way)


def _heard_with_focus(page: Operated, way: str) -> bool:
    """Whether something listens to keys once it has focus: a script may add its listener only then."""
    with page.restored():
        page.ask(_FOCUS, way)
        page.settle()
        return any(one["way"] == way and one["heard"] for one in page.ask_listening(_LOOK))


def _deaf(page: Operated, way: str, attempts: Attempts) -> bool:
    """Whether neither Enter nor Space is answered, and a click is, on a page that is still otherwise."""
    return not answers_to(page, way, _KEYS, attempts) and answers_to_click(page, way, attempts)


def _shows_to_the_mouse_alone(page: Operated, way: str, attempts: Attempts) -> bool:
    """Whether a click does something that is seen, while no key does anything, nor that it has focus."""
    before = seen(page)
    return not answers_to(page, way, _MORE_KEYS, attempts) and seen(page) == before and click_shows(page, way, attempts)
