"""Made-up buttons that Space does not press: for people who hear "button", and press it as all others."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.answers import answers_to, tried
from a11y.check import Message, Outcome, check, fails, passes
from a11y.operated import Operated

ENTER_ALONE = Message(
    en="“{called}” says that it is a button. Enter presses it, and Space does nothing.",
    sv="”{called}” säger sig vara en knapp. Retur trycker på den, men blanksteg gör ingenting.",
)

_MOST_TRIED = 2
_KEYS = frozenset({"keydown", "keyup", "keypress"})
_THERE_ARE = (
    "(s) => s.all('[role=button]').some((e) => !e.matches('button, input, summary') && e.tabIndex >= 0 && s.shown(e))"
)
# Of things that a listener to keys hears of: at the thing, what it stands in, or the window.
_LOOK = """(s, listening, most) => {
  const outer = (e) => { const p = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get.call(e); return p ?? e.host };
  const heard = (e) => { if (listening.has(window)) return true; for (let at = e; at; at = outer(at)) if (listening.has(at)) return true; return false };
  const kinds = new Map();
  for (const e of s.all("[role=button]").slice(0, 500)) {
    if (e.matches("button, input, summary, :disabled, [aria-disabled=true], [aria-haspopup]") || !(e.tabIndex >= 0) || !s.shown(e) || e.closest("[inert], [aria-hidden=true]") || !heard(e)) continue;
    const kind = `${e.localName} ${Element.prototype.getAttribute.call(e, "class")}`;
    if (!kinds.has(kind)) kinds.set(kind, [s.path(e), s.called(e)]);
  }
  return [...kinds.values()].slice(0, most);
}"""


@check(
    "deaf-to-space",
    criteria=[],
    impact="moderate",
    title=Message(en="Space does not press a button", sv="Blanksteg trycker inte på en knapp"),
    mend=Message(
        en="Use <button>; or let Space do what Enter does, when it is let go.",
        sv="Använd <button>, eller låt blanksteg göra det som retur gör, när tangenten släpps.",
    ),
)
def deaf_to_space(page: Operated) -> Iterator[Outcome]:
    """Applies to what has role button, is none by itself, and answers to Enter; one of each kind. Expected: Space is answered, too, as the
    pattern for buttons (ARIA Authoring Practices) has it. 2.1.1 asks for one key; what answers to none is deaf-to-keys'.
    """
    if not page.ask(_THERE_ARE):
        return
    for way, called in page.ask_listening(_LOOK, _MOST_TRIED, events=_KEYS):
        with tried(page) as attempts:
            space = answers_to(page, way, ("Space",), attempts)
        if space:
            yield passes(way)
            continue
        with tried(page) as attempts:
            enter = answers_to(page, way, ("Enter",), attempts)
        if enter:
            yield fails(way, ENTER_ALONE, called=called)
