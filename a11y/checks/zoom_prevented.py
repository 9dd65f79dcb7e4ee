"""Pages that do not let themselves be made larger: for people who read only what is large."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

NO_PINCH = Message(
    en="touch-action: {value} keeps two fingers from making the page larger, anywhere on it.",
    sv="touch-action: {value} gör att sidan inte kan förstoras med två fingrar någonstans.",
)
NO_PINCH_PERHAPS = Message(
    en="touch-action: {value} keeps two fingers from making the page larger, anywhere on it. Does “{control}” make the text twice as large instead?",
    sv="touch-action: {value} gör att sidan inte kan förstoras med två fingrar någonstans. Gör ”{control}” i stället texten dubbelt så stor?",
)
KEYS_DO_NOTHING = Message(
    en="A script keeps Ctrl with + or with the wheel from making the page larger. Can it be made larger in another way where it is used?",
    sv="Ett skript hindrar Ctrl med + eller med hjulet från att förstora sidan. Går den att förstora på något annat sätt där den används?",
)
PINCH_DOES_NOTHING = Message(
    en="A script keeps two fingers from making the page larger in Safari. Can it be made larger in another way there?",
    sv="Ett skript hindrar att sidan förstoras med två fingrar i Safari. Går den att förstora på något annat sätt där?",
)

_LISTENED = frozenset({"wheel", "mousewheel", "keydown", "keypress", "gesturestart"})
_HELD_BY_STYLE = """() => {
  const value = (e) => getComputedStyle(e).touchAction;
  const held = [document.documentElement, document.body].map(value).find((one) => !/auto|manipulation|pinch-zoom/.test(one));
  return (document.body.innerText ?? "").trim().length > 40 ? held ?? "" : "";
}"""
_ENLARGES = r"""(s) => {
  const larger = /(larger|bigger|enlarge|increase|magnif|zoom|text size|font size|större|förstora|textstorlek)|(?<!\d)200\s*%|^A\s*\+/iu;
  const said = (e) => `${e.innerText ?? ""} ${Element.prototype.getAttribute.call(e, "aria-label") ?? ""} ${e.title ?? ""} ${[...(e.labels ?? [])].map((l) => l.innerText)}`.replace(/\s+/g, " ").trim();
  const control = s.all("button, input, select, [role=button], [role=slider], summary").slice(0, 500).find((e) => s.shown(e) && larger.test(said(e)));
  return control ? s.called(control) : "";
}"""
# On text, where no map or drawing wants the wheel for itself; what a listener does not refuse, the browser does.
_TRY = """(s) => {
  const place = s.all("main p, main li, p, li, h1").slice(0, 200).find((e) => s.shown(e) && !e.closest("canvas, svg, [class*=map i]")) ?? document.body;
  const base = { bubbles: true, cancelable: true, composed: true };
  const size = () => [getComputedStyle(place).fontSize, getComputedStyle(place).zoom, getComputedStyle(document.body).zoom, getComputedStyle(document.documentElement).fontSize].join();
  const was = size();
  const taken = (event) => !place.dispatchEvent(event) && size() === was;
  const wheel = taken(new WheelEvent("wheel", { ...base, deltaY: -1, ctrlKey: true }));
  const key = taken(new KeyboardEvent("keydown", { ...base, key: "+", code: "NumpadAdd", keyCode: 107, which: 107, ctrlKey: true }));
  const gesture = taken(new Event("gesturestart", base));
  return wheel || key ? "keys" : gesture ? "pinch" : "";
}"""


@check(
    "zoom-prevented",
    criteria=["1.4.4"],
    impact="serious",
    title=Message(en="The page cannot be made larger everywhere", sv="Sidan går inte att förstora överallt"),
    mend=Message(
        en="Remove the touch-action from html and body, and the listener that cancels the zoom.",
        sv="Ta bort touch-action från html och body, och den lyssnare som stoppar förstoringen.",
    ),
)
def zoom_prevented(page: Operated) -> Iterator[Outcome]:
    """Applies to pages whose style or scripts lay hold of the gestures and keys that make a page larger. Expected: they still do. What a
    meta element forbids is an axe-core rule's.
    """
    value = page.ask(_HELD_BY_STYLE)
    if value and (control := page.ask(_ENLARGES)):
        yield unsure("body", NO_PINCH_PERHAPS, value=value, control=control)
        return
    if value:
        yield fails("body", NO_PINCH, value=value)
        return
    if not page.hears(_LISTENED):
        return
    with page.restored():
        how = page.ask(_TRY)
    if how:
        yield unsure("body", KEYS_DO_NOTHING if how == "keys" else PINCH_DOES_NOTHING)
    else:
        yield passes("body")
