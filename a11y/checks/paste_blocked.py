"""Password fields that refuse what is pasted: for people who cannot remember or copy a password by hand, and have a
password manager do it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import held
from a11y.operated import Operated

REFUSED = Message(
    en="“{called}” refuses what is pasted into it.",
    sv="”{called}” tar inte emot det som klistras in.",
)
REFUSED_IN_NEW = Message(
    en="“{called}” refuses what is pasted into it. Does one log in here, or is a password chosen?",
    sv="”{called}” tar inte emot det som klistras in. Loggar man in här, eller väljer man ett lösenord?",
)
KEYS_REFUSED = Message(
    en="“{called}” refuses Ctrl+V. Can one paste in another way, and does a password manager get in?",
    sv="”{called}” tar inte emot Ctrl+V. Går det att klistra in på något annat sätt, och kommer en lösenordshanterare åt fältet?",
)

_MOST = 12
_FIELDS = """(s, most) => {
  const codes = /one-time|otp|2fa|mfa|totp|verification.?code|engångs|engangs|verifieringskod/i;
  const named = /one.time (pass)?code|verification code|security code|login code|engångskod|verifieringskod|säkerhetskod|inloggningskod/i;
  const secret = (e) => e.type === "password" || /\\b(one-time-code|current-password|new-password)\\b/.test(e.autocomplete) ||
    codes.test(`${e.name} ${e.id}`) || named.test(s.called(e));
  const fields = s.all("input").filter((e) => /^(password|text|tel|number)$/.test(e.type) && secret(e) && !e.readOnly &&
    !e.matches(":disabled") && s.shown(e)).slice(0, most);
  // What a person would have copied: as long, and of such signs, as the field says. Where it says nothing, one after the other is tried.
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const fits = (e, text) => {
    const pattern = attribute(e, "pattern");
    if (e.maxLength > 1 && text.length > e.maxLength) return false;
    try { return !pattern || new RegExp(`^(?:${pattern})$`, "u").test(text); } catch { return true; }
  };
  const texts = (e) => {
    const told = /\\{(\\d+)/.exec(attribute(e, "pattern"))?.[1] ?? /(\\d+)[- ]?(digits?|siffr|signs|characters|tecken)/i.exec(`${s.called(e)} ${attribute(e, "placeholder")}`)?.[1];
    const lengths = e.maxLength > 1 && e.maxLength <= 12 ? [e.maxLength] : told && +told <= 12 ? [+told] : [6, 4, 8];
    const digits = lengths.map((length) => "482913570642".slice(0, length)), letters = lengths.slice(0, 1).map((length) => "K7QP2MXD4R9T".slice(0, length));
    const numeric = /^(numeric|decimal|tel)$/.test(e.inputMode) || /^(tel|number)$/.test(e.type);
    const secrets = ["Vinter-Sol42", "Vinter-Sol42".slice(0, lengths[0])];
    const all = e.type !== "password" ? [...digits, ...(numeric ? [] : letters)] : numeric ? [...digits, ...secrets] : [...secrets, ...digits];
    const right = [...new Set(all)].filter((text) => fits(e, text));
    return right.length ? right : all.slice(0, 1);
  };
  const alike = (e) => fields.filter((o) => o.type === "password" && o.form === e.form).length;
  return fields.map((e) => [s.path(e), s.called(e), e.autocomplete === "new-password" || (e.type === "password" && alike(e) > 1), texts(e)]);
}"""
# A field that cancels the paste may have put the text in itself, into itself or, digit by digit, into its neighbours: a little later, too.
_PASTE = """(s, way, text) => {
  const e = s.find(way);
  e.focus({ preventScroll: true });
  globalThis.skolprovValues = s.all("input").slice(0, 500).map((f) => [f, f.value]);
  const given = new DataTransfer();
  given.setData("text/plain", text);
  const keys = { key: "v", code: "KeyV", keyCode: 86, which: 86, ctrlKey: true, bubbles: true, cancelable: true, composed: true };
  const typed = e.dispatchEvent(new KeyboardEvent("keydown", keys));
  const pasted = e.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true, composed: true }));
  e.dispatchEvent(new KeyboardEvent("keyup", keys));
  return [typed, pasted];
}"""
_CHANGED = """() => {
  const was = globalThis.skolprovValues;
  delete globalThis.skolprovValues;
  return was.some(([f, value]) => !f.isConnected || f.value !== value);
}"""


@check(
    "paste-blocked",
    criteria=["3.3.8"],
    impact="serious",
    title=Message(en="A password or code cannot be pasted", sv="Det går inte att klistra in lösenord eller kod"),
    mend=Message(
        en="Remove the script that cancels the paste.",
        sv="Ta bort skriptet som stoppar inklistringen.",
    ),
)
def paste_blocked(page: Operated) -> Iterator[Outcome]:
    """Applies to fields for passwords and one-time codes. Expected: what is pasted gets into them, where it is such as they say that they take."""
    fields = page.ask(_FIELDS, _MOST)
    if not fields:
        return
    for way, called, new, texts in fields:
        tried = [_paste(page, way, text) for text in texts[:1]]
        if tried[0] != "taken":
            tried += [_paste(page, way, text) for text in texts[1:]]
        if "taken" in tried:
            yield passes(way)
        elif "keys" in tried:
            yield unsure(way, KEYS_REFUSED, called=called)
        elif new:
            yield unsure(way, REFUSED_IN_NEW, called=called)
        else:
            yield fails(way, REFUSED, called=called)


def _paste(page: Operated, way: str, text: str) -> Literal["taken", "keys", "refused"]:
    """What comes of a text that is pasted with Ctrl+V: whether it gets in, or the keys alone are refused, or the paste is."""
    with page.restored(), held(page):
        typed, pasted = page.ask(_PASTE, way, text)
        page.settle()
        changed = page.ask(_CHANGED)
    if changed or (typed and pasted):
        return "taken"
    return "keys" if pasted else "refused"
