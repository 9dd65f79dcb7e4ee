"""Errors that do not say how it should be written: for people who wrote what seemed right to them, and have to guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, passes, unsure
from a11y.held import held
from a11y.mistakes import forms_judged_by_script, says_what_is_wrong
from a11y.operated import Operated

HOW_SHOULD_IT_BE = Message(
    en="With “x” in “{called}” the form says “{text}”. Neither that nor a text at the field says how to write it. Is it known what is right?",
    sv="Med ”x” i ”{called}” står det ”{text}”. Varken det eller någon text vid fältet säger hur man ska skriva. Går det att veta vad som är rätt?",
)

_ANSWERS_WITHIN_MS = 250
_STEP_MS = 50
_MOST = 2
# Fields that take only what is written in a certain way, as their pattern or their name tells. What an e-mail address looks like is known.
_STRICT = r"""(s, way, most) => {
  const form = s.find(way);
  if (!form) return [];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const ways = /(?<!\p{L})(personn(umme)?r|personal (identity )?number|samordningsnummer|\p{L}*datum|date|birth ?date|klockslag|starttid|sluttid|telefon(nummer)?|phone( number)?|postnummer|post ?code|zip code|organisationsnummer)(?!\p{L})/iu;
  const parts = [...Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements").get.call(form)].slice(0, 60);
  const named = (e) => [...[...(e.labels ?? [])].map((l) => l.textContent), attribute(e, "aria-label")].join(" ");
  return parts.filter((e) => e.matches("input:not([type]), input[type=text], input[type=tel]") && !e.disabled && !e.readOnly && !e.value && s.shown(e) &&
    !e.matches("[list], [role=combobox], [aria-haspopup]") && (attribute(e, "pattern") || ways.test(named(e)))).slice(0, most).map(s.path);
}"""
_FILL = r"""(s, way, wrong) => {
  const form = s.find(way), own = (proto) => Object.getOwnPropertyDescriptor(proto, "value");
  const values = { text: "Anna", search: "Anna", tel: "0701740605", email: "anna@example.org", url: "https://example.org/", number: "1", date: "2030-01-15" };
  const lines = () => new Set(document.body.innerText.split("\n").map((line) => line.trim()).filter(Boolean));
  const tell = (e) => { for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, { bubbles: true, composed: true })) };
  for (const e of [...Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements").get.call(form)].slice(0, 60)) {
    if (e.disabled || e.readOnly || !s.shown(e)) continue;
    if (e === s.find(wrong)) own(HTMLInputElement.prototype).set.call(e, "x");
    else if (e.localName === "select" && !e.value) e.selectedIndex = [...e.options].findIndex((o) => o.value && !o.disabled);
    else if (e.localName === "textarea" && !e.value) own(HTMLTextAreaElement.prototype).set.call(e, "Anna");
    else if (e.localName === "input" && e.type in values && !e.value) own(HTMLInputElement.prototype).set.call(e, values[e.type]);
    else if ((e.type === "checkbox" || e.type === "radio") && e.required && !e.checked) { e.click(); continue }
    else continue;
    tell(e);
  }
  globalThis.skolprovWrong = lines();
  return 0;
}"""
_PRESS = "(s, button) => { s.find(button)?.click(); return 0 }"
_SEEN = r"""(s, way) => {
  const e = s.find(way), before = globalThis.skolprovWrong;
  if (!e || !before || !s.shown(e)) return null;
  const attribute = (name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const text = document.body.innerText.split("\n").map((line) => line.trim()).filter((line) => line && !before.has(line)).join(" ").slice(0, 160);
  const fields = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea";
  let box = e;
  for (let up = s.parent(e); up && up !== e.form && up !== document.body && Element.prototype.querySelectorAll.call(up, fields).length === 1; up = s.parent(up)) box = up;
  const ids = ["aria-describedby", "aria-errormessage", "aria-labelledby"].flatMap((name) => attribute(name).split(/\s+/)).filter(Boolean).map((id) => e.getRootNode().getElementById(id)?.textContent ?? "");
  const known = [text, box === e ? "" : box.innerText, ...[...(e.labels ?? [])].map((l) => l.textContent), ...ids, attribute("placeholder"), attribute("title")].join(" ");
  const how = /\d|format|exempel|example|e\.g\.|t\.? ?ex|such as|letters?|bokst(av|äver)|siffr|digits?|characters?|tecken|(år|yy+|åå+)[-\/. ]?(månad|mm)|(dd|tt)[:\/.-]|hh|bara|only|fyra|four|sex|tio|ten|twelve|tolv/iu;
  return { text, how: how.test(known), called: s.called(e) };
}"""


@check(
    "error-without-suggestion",
    criteria=["3.3.3"],
    impact="moderate",
    title=Message(
        en="An error does not say how it should be written", sv="Ett fel säger inte hur man ska skriva i stället"
    ),
    mend=Message(
        en="Say in the error what is taken, with an example: “Write the day as 2030-01-31”.",
        sv="Skriv i felet vad som godtas, med ett exempel: ”Skriv dagen som 2030-01-31”.",
    ),
)
def error_without_suggestion(page: Operated) -> Iterator[Outcome]:
    """Applies to fields of forms that a script judges, which have a pattern or ask for a day, a number or the like, and refuse “x”; nothing
    is sent. Expected: the error, or a text that belongs to the field, says how to write it.
    """
    for form in forms_judged_by_script(page):
        for way in page.ask(_STRICT, form["form"], _MOST):
            seen = _refused(page, form, way)
            if seen is None or not seen["text"] or not says_what_is_wrong(page, seen["text"]):
                continue
            if seen["how"]:
                yield passes(way)
            else:
                yield unsure(way, HOW_SHOULD_IT_BE, called=seen["called"], text=seen["text"])


def _refused(page: Operated, form: dict[str, Any], way: str) -> dict[str, Any] | None:
    """What is seen after “x” was sent from there, and all else filled in; None if it would have been sent."""
    with page.restored(), held(page) as attempts:
        page.ask(_FILL, form["form"], way)
        page.settle()
        page.ask(_PRESS, form["button"])
        seen: dict[str, Any] | None = None
        for _ in range(0, _ANSWERS_WITHIN_MS, _STEP_MS):
            page.page.wait_for_timeout(_STEP_MS)
            seen = page.ask(_SEEN, way)
            if seen is None or seen["text"]:
                break
        sent = attempts.number() > 0
    return None if sent else seen
