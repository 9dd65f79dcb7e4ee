"""Forms that empty what was filled in when something else is wrong: for people to whom each word is work, and who have to write it all again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import held
from a11y.mistakes import forms_judged_by_script, says_what_is_wrong
from a11y.operated import Operated

LOST = Message(
    en="Sent without “{missing}”, the form says “{text}”; what was filled in at “{called}” is gone.",
    sv="När formuläret skickas utan ”{missing}” står det ”{text}”, och det som fyllts i vid ”{called}” är borta.",
)
IS_IT_A_MISTAKE = Message(
    en="Sent without “{missing}”, the form says “{text}”; what was filled in at “{called}” is gone. Has it to be written again?",
    sv="När formuläret skickas utan ”{missing}” står det ”{text}”, och det som fyllts i vid ”{called}” är borta. Måste det skrivas en gång till?",
)

_ANSWERS_WITHIN_MS = 250
# Fills in all but one field, as if somebody had typed there. What is secret may rightly be asked for again; a single field has no other.
_FILL = r"""(s, way, missing) => {
  const own = (proto, name) => Object.getOwnPropertyDescriptor(proto, name);
  const left = s.find(missing), form = s.find(way);
  const words = { text: "Anna", search: "Anna", tel: "0705550100", email: "anna@example.com", url: "https://example.com/", number: "1", date: "2026-01-15" };
  const values = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement].map((kind) => [kind, own(kind.prototype, "value")]);
  const value = (e) => values.find(([kind]) => e instanceof kind)[1];
  const filled = [];
  for (const e of [...own(HTMLFormElement.prototype, "elements").get.call(form)].slice(0, 60)) {
    if (e === left || !/^(input|textarea|select)$/.test(e.localName) || e.disabled || e.readOnly || !s.shown(e)) continue;
    if (e.localName === "input" && !(e.type in words)) continue;
    if (/cc-csc|one-time-code/.test(e.autocomplete) || /(?<!\p{L})(cvc|cvv|csc|captcha|otp)\d?(?!\p{L})|security.?code|verification.?code|säkerhetskod|engångskod|verifieringskod/iu.test(`${e.name} ${e.id} ${s.called(e)}`)) continue;
    const { get, set } = value(e), was = get.call(e);
    const other = e.localName === "select" ? [...e.options].find((o) => !o.disabled && o.value && o.value !== was)?.value : words[e.type] ?? "Anna";
    if (other === undefined || (was && e.localName !== "select")) continue;
    set.call(e, e.maxLength > 0 ? other.slice(0, e.maxLength) : other);
    for (const name of ["input", "change"]) e.dispatchEvent(new Event(name, { bubbles: true }));
    filled.push([e, was]);
  }
  globalThis.skolprovTyped = { filled, value: (e) => value(e).get.call(e), lines: () => document.body.innerText.split("\n").map((line) => line.trim()).filter(Boolean) };
  return filled.length;
}"""
_PRESS = """(s, button) => {
  const typed = globalThis.skolprovTyped;
  typed.filled = typed.filled.filter(([e, was]) => typed.value(e) !== was);
  typed.before = new Set(typed.lines());
  s.find(button).click();
  return 0;
}"""
# What it says now, and of what was filled in, what is empty or chosen as before. Nothing if the form has gone: it may have been sent.
_SEEN = """(s, way, missing) => {
  const typed = globalThis.skolprovTyped, form = s.find(way), left = s.find(missing);
  if (!typed?.before || !form || !s.shown(form) || !left) return null;
  const gone = typed.filled.filter(([e, was]) => e.isConnected && s.shown(e) && typed.value(e) === was);
  return {
    text: typed.lines().filter((line) => !typed.before.has(line)).join(" ").slice(0, 160),
    invalid: left.getAttribute("aria-invalid") === "true",
    missing: s.called(left),
    lost: gone.length ? [s.path(gone[0][0]), s.called(gone[0][0])] : null,
    kept: typed.filled.length ? s.path(typed.filled[0][0]) : "",
  };
}"""


@check(
    "loses-what-was-typed",
    criteria=[],
    impact="serious",
    title=Message(en="A mistake in one field empties the others", sv="Ett fel i ett fält gör att de andra fälten töms"),
    mend=Message(
        en="Leave everything that was filled in as it was, and ask only for what is missing.",
        sv="Låt allt som fyllts i stå kvar, och be bara om det som saknas.",
    ),
)
def loses_what_was_typed(page: Operated) -> Iterator[Outcome]:
    """No criterion speaks of it: 3.3.7 is about what a later step of a process asks for again, and 3.3.4 about what is sent, where that binds
    or costs; whether a form does so cannot be seen. Applies to forms of several fields that a script judges; nothing is sent. Expected: sent without one of them, and told that
    something is wrong, people find in the others what they filled in. Passwords and codes are left alone.
    """
    for form in forms_judged_by_script(page):
        seen = _send_without_one(page, form)
        if seen is None or not seen["text"] or not says_what_is_wrong(page, seen["text"]):
            continue
        if not seen["lost"]:
            yield passes(seen["kept"])
            continue
        way, called = seen["lost"]
        told = {"missing": seen["missing"], "text": seen["text"], "called": called}
        yield fails(way, LOST, **told) if form["told"] or seen["invalid"] else unsure(way, IS_IT_A_MISTAKE, **told)


def _send_without_one(page: Operated, form: dict[str, Any]) -> dict[str, Any] | None:
    """What is seen after the press of the button; None if there is nothing else to fill in, or if the form would have been sent."""
    missing = form["fields"][0]
    with page.restored(), held(page) as attempts:
        if not page.ask(_FILL, form["form"], missing):
            return None
        page.settle()
        before = attempts.number()
        page.ask(_PRESS, form["button"])
        page.page.wait_for_timeout(_ANSWERS_WITHIN_MS)
        seen: dict[str, Any] | None = page.ask(_SEEN, form["form"], missing)
        sent = attempts.number() > before
    return None if sent or seen is None or not seen["kept"] else seen
