"""Forms that say what is wrong in a place that nobody is led to: for people who hear the page, or see a small part of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, failing, fails, passes, unsure
from a11y.held import held
from a11y.mistakes import forms_judged_by_script, says_what_is_wrong
from a11y.operated import Operated

NOT_TIED = Message(
    en="Sent empty, the form says “{text}”; that is not tied to a field, is not announced, and focus stays on the button.",
    sv="När formuläret skickas tomt står det ”{text}”; texten hör inte till något fält, läses inte upp, och fokus blir kvar på knappen.",
)
IS_IT_AN_ERROR = Message(
    en="Sent empty, the form says “{text}”, which is not tied to a field and not announced. Does it say what is wrong?",
    sv="När formuläret skickas tomt står det ”{text}”, som inte hör till något fält och inte läses upp. Säger det vad som är fel?",
)
IS_IT_ANNOUNCED_LATER = Message(
    en="Sent empty, the form says “{text}”; that is not tied to a field. A part of the page that is read out when it is filled was still empty. Is the text announced there later?",
    sv="När formuläret skickas tomt står det ”{text}”; texten hör inte till något fält. En del av sidan som läses upp när den fylls var fortfarande tom. Läses texten upp där senare?",
)
COLOUR_ALONE = Message(
    en="Sent empty, the form changes the colours of “{called}” and says nothing.",
    sv="När formuläret skickas tomt ändras färgerna på ”{called}”, och inget annat talar om vad som är fel.",
)
WHICH_BY_COLOUR = Message(
    en="Sent empty, the form says “{text}”; that “{called}” is meant is told by colours alone.",
    sv="När formuläret skickas tomt står det ”{text}”; att ”{called}” är det som är fel visas bara med färg.",
)
LOOK_ALONE = Message(
    en="Sent empty, the form gives “{called}” another border or shadow, and no text says what is wrong.",
    sv="När formuläret skickas tomt får ”{called}” en annan kant eller skugga, och ingen text talar om vad som är fel.",
)
WHICH_BY_LOOK = Message(
    en="Sent empty, the form says “{text}”; that “{called}” is meant is told by a border or shadow, and not in text.",
    sv="När formuläret skickas tomt står det ”{text}”; att ”{called}” är det som är fel visas med en kant eller skugga och inte i text.",
)

_IDENTIFIED, _COLOUR, _ANNOUNCED = "3.3.1", "1.4.1", "4.1.3"
"""What is in error is told in text (3.3.1); it is not told by colour alone (1.4.1, failure F81); and a text that comes without focus is
announced (4.1.3). A text beside its own field tells which is meant, and one that is announced may still not tell it."""
_ANSWERS_WITHIN_MS = 250
_ANNOUNCED_LATE_MS = 1500
"""So much longer is waited where an empty live region stands ready."""
_STEP_MS = 50
_SEE = r"""(s, fields) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(), n = 0; node && n < 20000; node = walker.nextNode(), n += 1)
    if (/\p{L}/u.test(node.data) && node.parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
      texts.push([node, node.data.replace(/\s+/g, " ").trim()]);
  const colours = ["color", "backgroundColor", "borderTopColor", "borderBottomColor", "borderTopWidth", "borderBottomWidth", "borderBottomStyle",
    "outlineColor", "outlineStyle", "outlineWidth", "boxShadow"];
  const look = (e) => { const style = getComputedStyle(e); return colours.map((c) => style[c]).join("|"); };
  const shapes = ["borderTopWidth", "borderBottomWidth", "borderTopStyle", "borderBottomStyle", "outlineStyle", "outlineWidth"];
  const shape = (e) => { const style = getComputedStyle(e); return [...shapes.map((c) => style[c]), style.outlineStyle === "none" ? "" : style.outlineWidth, style.boxShadow.replace(/\w+\([^)]*\)/g, "")].join("|"); };
  const drawn = (e) => ["::before", "::after"].map((p) => getComputedStyle(e, p).content).join("|") + getComputedStyle(e).backgroundImage;
  const around = (e) => [e, ...(e.labels ?? []), e.parentElement].filter(Boolean);
  // What belongs to a field alone: the largest box around it that holds no other, and its labels.
  const own = (e) => {
    let at = e;
    for (let up = e.parentElement; up && up !== e.form && Element.prototype.querySelectorAll.call(up, "input:not([type=hidden]), select, textarea").length === 1; up = up.parentElement) at = up;
    return [at, ...(e.labels ?? [])];
  };
  const visible = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const near = (e) => own(e).map((part) => `${part.innerText}|${[...part.querySelectorAll("*")].slice(0, 200).filter(visible).length}`).join("§");
  const seen = fields.map((way) => s.find(way)).filter(Boolean).map((e) => ({
    e, look: around(e).map(look).join("§"), shape: around(e).map(shape).join("§"), drawn: around(e).map(drawn).join("§"), invalid: e.getAttribute("aria-invalid") ?? "", said: `${e.title}|${e.placeholder ?? ""}`, near: near(e),
  }));
  const shown = [...document.querySelectorAll("body *")].slice(0, 20000).filter((e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })).length;
  return { texts, seen, shown };
}"""
_BEFORE = (
    f"(s, fields, button) => {{ s.find(button).focus(); globalThis.skolprovBefore = ({_SEE})(s, fields); return 0 }}"
)
_PRESS = "(s, button) => { s.find(button).click(); return 0 }"
_AFTER = (
    r"""(s, fields, button, way) => {
  const before = globalThis.skolprovBefore;
  const form = s.find(way);
  if (!before || !form) return null;
  const after = ("""
    + _SEE
    + r""")(s, fields);
  const holds = (a, b) => Node.prototype.contains.call(a, b);
  // A framework may put the same text there anew.
  const known = new Set(before.texts.map(([, text]) => text));
  const fresh = after.texts.filter(([, text]) => !known.has(text));
  const live = (node) => {
    for (let at = node.parentElement; at; at = at.parentElement ?? at.getRootNode().host)
      if (/^(alert|status|log|alertdialog)$/.test(at.getAttribute("role") ?? "") || /^(polite|assertive)$/.test(at.getAttribute("aria-live") ?? "") ||
        at.localName === "output" || at.localName === "dialog") return true;
    return false;
  };
  const focus = s.focused();
  const moved = !focus || focus !== s.find(button);
  // A region that is out of sight speaks, too: its text need not be among what is shown.
  const hears = [...document.querySelectorAll("[role=alert], [role=status], [role=log], output, [aria-live=polite], [aria-live=assertive]")];
  const spoken = fresh.some(([node]) => live(node)) || hears.some((e) => /\p{L}/u.test(e.textContent));
  const tied = after.seen.some(({ e }) => {
    const refers = (one, ...names) => names.map((name) => Element.prototype.getAttribute.call(one, name) ?? "");
    const groups = [];
    for (let at = s.parent(e); at && at !== form; at = s.parent(at)) if (at.matches("fieldset, [role=group], [role=radiogroup]")) groups.push(...refers(at, "aria-describedby", "aria-errormessage"));
    const ids = [...refers(e, "aria-describedby", "aria-errormessage", "aria-labelledby"), ...groups].join(" ").split(/\s+/);
    const parts = [...ids.filter(Boolean).map((id) => e.getRootNode().getElementById(id)).filter(Boolean), ...(e.labels ?? [])];
    const legends = [...document.querySelectorAll("legend")].filter((l) => holds(l.parentElement, e));
    return fresh.some(([node]) => [...parts, ...legends].some((part) => holds(part, node)));
  });
  const marked = after.seen.some(({ e, invalid }, i) => invalid !== (before.seen[i]?.invalid ?? "") && invalid && invalid !== "false");
  const inside = fresh.filter(([node]) => holds(form, node) || holds(form.parentElement, node));
  const coloured = after.seen.find((field, i) => before.seen[i] && field.look !== before.seen[i].look);
  // Of several fields, one is marked by colours, and no word says which.
  const told = [...fresh.map(([, text]) => text), ...hears.map((e) => e.textContent)].join(" ").replace(/\s+/g, " ").trim();
  const names = (e) => [...[...(e.labels ?? [])].map((l) => l.textContent), e.getAttribute("aria-label"), e.placeholder].map((name) => (name ?? "").replace(/[^\p{L}\p{N} ]/gu, "").trim().toLowerCase()).filter(Boolean);
  const all = /requi|obligat|mandator|must|all |each|every|both|måste|krävs|alla|varje|båda/iu;
  const many = [...Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements").get.call(form)]
    .filter((e) => /^(input|select|textarea)$/.test(e.localName) && !/^(submit|button|reset|hidden)$/.test(e.type) && s.shown(e)).length > 1;
  const which = many && told && told.length <= 300 && !all.test(told) && !tied && !marked && !after.seen.some(({ e }) => e === focus) && after.seen.length === before.seen.length &&
    after.seen.every((field, i) => ["drawn", "said", "near"].every((key) => field[key] === before.seen[i][key]) && !names(field.e).some((name) => told.toLowerCase().includes(name))) ? coloured : null;
  const shaped = coloured && coloured.shape !== before.seen[after.seen.indexOf(coloured)].shape;
  // Whether a text tells which field is meant: there is one, it stands there, or it is named.
  const identified = !many || all.test(told) || after.seen.some((field, i) => before.seen[i] && field.near !== before.seen[i].near) ||
    after.seen.some((field) => names(field.e).some((name) => told.toLowerCase().includes(name)));
  const otherwise = after.shown !== before.shown || fresh.length > 0 ||
    after.seen.some((field, i) => before.seen[i] && (field.drawn !== before.seen[i].drawn || field.said !== before.seen[i].said));
  const reds = (look) => [...look.matchAll(/rgba?\((\d+), (\d+), (\d+)[,)]/g)].filter(([, r, g, b]) => r - g > 60 && r - b > 60).length;
  return {
    shaped: Boolean(shaped), identified, spoken,
    red: after.seen.some((field, i) => before.seen[i] && reds(field.look) > reds(before.seen[i].look)),
    ready: hears.some((e) => !e.textContent.trim() && e.checkVisibility()),
    quiet: after.seen.length !== before.seen.length || moved || spoken || tied || marked,
    text: inside.map(([, text]) => text).join(" ").slice(0, 160),
    which: which ? [s.path(which.e), s.called(which.e), told.slice(0, 160)] : null,
    coloured: coloured && !otherwise ? [s.path(coloured.e), s.called(coloured.e)] : null,
  };
}"""
)


@check(
    "error-not-tied-to-field",
    criteria=[_IDENTIFIED, _COLOUR, _ANNOUNCED],
    impact="serious",
    title=Message(en="Mistakes in a form are not told to everybody", sv="Fel i ett formulär meddelas inte alla"),
    mend=Message(
        en='Write the error beside the field, tie it with aria-describedby, set aria-invalid="true", and move focus to the first such field.',
        sv='Skriv felet vid fältet, koppla det med aria-describedby, sätt aria-invalid="true" och flytta fokus till det första sådana fältet.',
    ),
)
def error_not_tied_to_field(page: Operated) -> Iterator[Outcome]:
    """Applies to forms that a script judges and that have a required field which is empty, or none that says so but one that turns
    red; nothing is sent. Expected: sent so,
    the form says in text what is wrong, and ties it to the field, announces it, or moves focus to it."""
    for form in forms_judged_by_script(page):
        seen = _send_empty(page, form)
        first = form["fields"][0]
        if seen is None or not (form["told"] or seen["red"]):
            continue
        if seen["which"]:
            way, called, told = seen["which"]
            failed = [_IDENTIFIED, *([] if seen["shaped"] else [_COLOUR]), *([] if seen["spoken"] else [_ANNOUNCED])]
            message = WHICH_BY_LOOK if seen["shaped"] else WHICH_BY_COLOUR
            yield failing(failed, fails(way, message, called=called, text=told))
        elif seen["quiet"]:
            yield passes(first)
        elif seen["text"]:
            wrong = [_ANNOUNCED] if seen["identified"] else [_IDENTIFIED, _ANNOUNCED]
            if seen["ready"]:
                yield failing(wrong, unsure(first, IS_IT_ANNOUNCED_LATER, text=seen["text"]))
            elif says_what_is_wrong(page, seen["text"]):
                yield failing(wrong, fails(first, NOT_TIED, text=seen["text"]))
            else:
                yield failing([_IDENTIFIED, _ANNOUNCED], unsure(first, IS_IT_AN_ERROR, text=seen["text"]))
        elif seen["coloured"]:
            way, called = seen["coloured"]
            if seen["shaped"]:
                yield failing([_IDENTIFIED], fails(way, LOOK_ALONE, called=called))
            else:
                yield failing([_IDENTIFIED, _COLOUR], fails(way, COLOUR_ALONE, called=called))


def _send_empty(page: Operated, form: dict[str, Any]) -> dict[str, Any] | None:
    """What is seen after the press of the button; None if the form would have been sent: then a server would judge it."""
    with page.restored(), held(page) as attempts:
        page.ask(_BEFORE, form["fields"], form["button"])
        page.settle()
        page.ask(_PRESS, form["button"])
        page.settle()
        seen: dict[str, Any] | None = page.ask(_AFTER, form["fields"], form["button"], form["form"])
        for _ in range(0, _ANSWERS_WITHIN_MS, _STEP_MS):
            if seen is None or (seen["quiet"] and not seen["which"]):  # focus may come to the field a little later
                break
            page.page.wait_for_timeout(_STEP_MS)
            seen = page.ask(_AFTER, form["fields"], form["button"], form["form"])
        for _ in range(0, _ANNOUNCED_LATE_MS, 2 * _STEP_MS):
            if seen is None or seen["quiet"] or not seen["ready"]:
                break
            page.page.wait_for_timeout(2 * _STEP_MS)
            seen = page.ask(_AFTER, form["fields"], form["button"], form["form"])
    return None if attempts.pages or attempts.windows or attempts.requests else seen
