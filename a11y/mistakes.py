"""Forms that can be sent with a mistake in them, without anything leaving the browser: a script judges them. For checks of what they answer."""

from __future__ import annotations

from typing import Any

from a11y.operated import Operated

_MOST_FORMS = 3
_SUBMIT = frozenset({"submit"})
# Forms that a script judges: the browser, which would say itself what is missing, is told not to. With a required field that is empty,
# or with empty fields of which nothing says that they are: a script may want them.
_FORMS = """(s, most) => {
  const own = (name, e) => Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, name).get.call(e);
  const asks = (e) => (e.required || e.getAttribute("aria-required") === "true") && empty(e);
  const empty = (e) => !e.disabled && !e.readOnly && s.shown(e) && !/^(submit|button|reset|image|hidden)$/.test(e.type) &&
    (e.type === "checkbox" || e.type === "radio" ? !e.checked : !e.value);
  const silent = (form, button) => own("noValidate", form) || button.formNoValidate;
  const found = [];
  for (const form of s.all("form").slice(0, 50)) {
    const parts = [...own("elements", form)].slice(0, 500);
    const button = parts.find((e) => (e.localName === "button" || e.localName === "input") && e.type === "submit" && !e.disabled && s.shown(e));
    const asked = parts.filter((e) => /^(input|select|textarea)$/.test(e.localName) && asks(e));
    // Where all are asked for by aria-required alone, the browser does not stop the form either.
    if (button && asked.length && (silent(form, button) || asked.every((e) => !e.required) && parts.every((e) => !e.validity || e.validity.valid)))
      found.push({ form: s.path(form), button: s.path(button), fields: asked.slice(0, 30).map(s.path), told: true });
    const open = asked.length || parts.some((e) => e.required) ? [] : parts.filter((e) => /^(input|select|textarea)$/.test(e.localName) && e.type !== "search" && empty(e));
    if (button && open.length && parts.every((e) => !e.validity || e.validity.valid))
      found.push({ form: s.path(form), button: s.path(button), fields: open.slice(0, 30).map(s.path), told: false });
  }
  return found.sort((a, b) => b.told - a.told).slice(0, most);
}"""
_SAYS_WRONG = (
    "required|obligator|must|måste|fyll i|ange|skriv|enter|write|fill|please|missing|saknas|invalid|ogiltig|cannot be|can't be|blank|empty|tomt|"
    "välj|choose|select|fel|error|behöv|need"
)
_IS_ERROR = f"(s, text) => /(^|[^\\p{{L}}])({_SAYS_WRONG})/iu.test(text)"


def forms_judged_by_script(page: Operated) -> list[dict[str, Any]]:
    """The forms: `form` and `button`, the ways to them; `fields`, to those that are empty and required; `told`, whether anything says so.

    Of those in which nothing says what is required, the ones whose sending a script hears of: there, all that are empty may be.
    """
    forms: list[dict[str, Any]] = page.ask(_FORMS, _MOST_FORMS)
    untold = [form["form"] for form in forms if not form["told"]]
    heard = page.may_answer(untold, _SUBMIT) if untold else []
    return [form for form in forms if form["told"] or form["form"] in heard]


def says_what_is_wrong(page: Operated, text: str) -> bool:
    """Whether a text that came when a form was sent speaks of a mistake."""
    return bool(page.ask(_IS_ERROR, text))
