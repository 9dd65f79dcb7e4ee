"""Buttons and links that do not answer to keys: for people who operate a page with a keyboard, a switch or a voice."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes
from a11y.held import Attempts, held
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
_ANSWERS_MS = 150
"""What answers to a key does so within that time; else it is taken for deaf only if a click is answered within it."""
_THERE_ARE = "(s) => s.all('[role=button], [role=link]').some((e) => !e.matches('a[href], button, input, summary'))"
# Of things that have a click listener of their own. Keys are heard by a thing, what it stands in, or the window.
_LOOK = """(s, listening) => {
  const keys = (e) => listening.get(e)?.some((name) => name.startsWith("key"));
  const outer = (e) => { const p = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get.call(e); return p ?? e.host };
  const native = "a[href], area[href], button, input, select, textarea, summary";
  const found = [];
  for (const [e, events] of listening) {
    if (!(e instanceof Element) || e.ownerDocument !== document || !events.includes("click")) continue;
    if (!e.matches("[role=button], [role=link]") || e.matches(native) || !(e.tabIndex >= 0) || !s.shown(e)) continue;
    if (e.closest("[aria-disabled=true], [inert], [aria-hidden=true]") || e.querySelector(native)) continue;
    let heard = keys(window);
    for (let p = e; p && !heard; p = outer(p)) heard = keys(p);
    found.push({ way: s.path(e), called: s.called(e), heard: Boolean(heard) });
  }
  return found;
}"""
_WATCH = """(s, way) => {
  const e = s.find(way);
  globalThis.skolprovDeaf?.stop();
  const seen = { changes: 0 };
  const watch = new MutationObserver((records) => { seen.changes += records.length });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  watch.observe(document, all);
  const root = e.getRootNode();
  if (root !== document) watch.observe(root, all);
  const address = location.href;
  globalThis.skolprovDeaf = {
    stop: () => watch.disconnect(),
    changed: () => seen.changes + watch.takeRecords().length > 0 || location.href !== address || (s.focused() !== null && s.focused() !== e),
  };
  e.focus();
  watch.takeRecords();
  seen.changes = 0;
  return s.focused() === e;
}"""
_CHANGED = "() => { const changed = skolprovDeaf.changed(); skolprovDeaf.stop(); return changed }"
_CLICK = "(s, way) => { HTMLElement.prototype.click.call(s.find(way)); return 0 }"


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
    """Applies to what has role button or link, is none by itself, can have focus, and listens to clicks. Expected: Enter or Space
    does something, too. What could be sent or opened by that is held back.
    """
    if not page.ask(_THERE_ARE):
        return
    tried = 0
    for thing in page.ask_listening(_LOOK):
        way = thing["way"]
        if not thing["heard"]:
            yield fails(way, NOTHING_LISTENS, called=thing["called"])
        elif tried < _MOST_TRIED:
            tried += 1
            with page.restored(), held(page) as attempts:
                deaf = _deaf(page, way, attempts)
            yield fails(way, CLICK_ALONE, called=thing["called"]) if deaf else passes(way)


def _deaf(page: Operated, way: str, attempts: Attempts) -> bool:
    """Whether a click is answered, and neither Enter nor Space is, on a page that is still otherwise."""
    if any(_answered(page, way, what, attempts) for what in ("", "Enter", "Space")):
        return False
    return _answered(page, way, "click", attempts)


def _answered(page: Operated, way: str, what: str, attempts: Attempts) -> bool:
    """Whether anything changes, or would be sent or opened. True, too, if it cannot have focus, and so cannot be judged."""
    if not page.ask(_WATCH, way):
        return True
    before = attempts.number()
    if what == "click":
        page.ask(_CLICK, way)
    elif what:
        page.press(what)
    page.page.wait_for_timeout(_ANSWERS_MS)
    return attempts.number() > before or bool(page.ask(_CHANGED))
