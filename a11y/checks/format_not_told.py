"""Fields that want something written in a certain way and do not say how, or say what they want only as long as they are empty:
for people who remember poorly, and for whom each mistake costs a lot."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, passes, unsure
from a11y.operated import Operated

HOW_IS_IT_WRITTEN = Message(
    en="“{called}” can be written in several ways, and neither its label nor a text beside it says how. Are all of them taken?",
    sv="”{called}” kan skrivas på flera sätt, och varken etiketten eller någon text intill säger hur. Godtas alla?",
)
ONLY_SOME_ARE_TAKEN = Message(
    en="“{called}” takes only what has a certain form, and neither its label nor a text beside it says which. Does one learn it before?",
    sv="”{called}” tar bara emot det som är skrivet på ett visst sätt, och varken etiketten eller någon text intill säger vilket. Får man veta det innan?",
)
GONE_WHEN_WRITTEN = Message(
    en="What is to be written in “{called}” stands only inside the field, and is gone once something is written. Is it clear then what is asked for?",
    sv="Vad som ska stå i ”{called}” syns bara inne i fältet, och försvinner när man skriver. Är det ändå tydligt vad som efterfrågas?",
)

_LOOK = r"""(s) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const fields = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea";
  const inside = (e, form) => [...Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements").get.call(form)].filter((o) => o !== e && o.matches(fields) && s.shown(o));
  // What belongs to the field alone: the largest box around it that holds no other.
  const around = (e) => {
    let at = e;
    for (let up = s.parent(e); up && up !== e.form && up !== document.body && Element.prototype.querySelectorAll.call(up, fields).length === 1; up = s.parent(up)) at = up;
    return at;
  };
  const said = (e) => {
    const root = e.getRootNode(), box = around(e);
    const ids = `${attribute(e, "aria-labelledby")} ${attribute(e, "aria-describedby")}`.split(/\s+/).filter(Boolean).map((id) => root.getElementById(id)?.textContent);
    return clean([box === e ? "" : box.innerText, ...[...(e.labels ?? [])].map((l) => l.textContent), ...ids, attribute(e, "aria-label"), attribute(e, "placeholder"), attribute(e, "title")].join(" "));
  };
  const how = /\d|format|exempel|example|e\.g\.|t\.? ?ex|such as|till exempel|letters?|bokst(av|äver)|siffr|digits?|characters?|tecken|(år|yy+|åå+)[-\/. ]?(månad|mm)|(dd|tt)[:\/.-]|hh|(?<!\p{L})tt(?!\p{L})|bara|only/iu;
  const ways = /(?<!\p{L})(personn(umme)?r|personal (identity )?number|samordningsnummer|datum|startdatum|slutdatum|från ?datum|till ?datum|födelsedatum|date|date of birth|start date|end date|birth ?date|klockslag|starttid|sluttid)(?!\p{L})/iu;
  const name = (e) => clean([...[...(e.labels ?? [])].map((l) => l.textContent), attribute(e, "aria-label")].join(" "));
  const found = [];
  for (const e of s.all("input:not([type]), input[type=text], input[type=tel], input[type=email], input[type=url], input[type=password], textarea").slice(0, 200)) {
    if (e.disabled || e.readOnly || e.value || !s.shown(e) || e.closest("[inert], [aria-hidden=true], td, th, [role=gridcell], [role=search], search")) continue;
    const written = e.localName === "input" && /^(text|tel)$/.test(e.type);
    const text = said(e), pattern = attribute(e, "pattern");
    // A button beside it mostly opens a calendar, which writes for one.
    const helped = e.matches("[list], [role=combobox], [aria-haspopup]") || around(e).querySelector("button, [role=button]");
    const strict = pattern && !/^\^?(\.|\\S|\[\^\\?s?\]|\.\*\\S\.)[*+]?\.?[*+]?\$?$/.test(pattern);
    const asks = written && !helped && (strict || (ways.test(name(e)) && name(e).length <= 60));
    if (asks) found.push([s.path(e), s.called(e), how.test(text) ? "" : strict ? "strict" : "ways"]);
    if (asks && !how.test(text)) continue;
    const holder = clean(attribute(e, "placeholder"));
    const seen = [...(e.labels ?? [])].some((l) => s.shown(l)) || attribute(e, "aria-labelledby").split(/\s+/).filter(Boolean).some((id) => { const l = e.getRootNode().getElementById(id); return l && s.shown(l) });
    const narrows = /search|filter|find|sök|filtrera|hitta/i.test(`${holder} ${name(e)} ${attribute(e, "name")} ${attribute(e, "class")}`);
    if (!holder || seen || narrows || !e.form || !inside(e, e.form).length) continue;
    const box = around(e), near = clean(box === e ? "" : [...box.querySelectorAll("*"), box].filter((part) => !part.matches("button, [role=button], a, option") && s.shown(part)).slice(0, 40)
      .flatMap((part) => [...part.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data)).join(" "));
    // What stands just before it in the form is meant for it, such as a paragraph.
    const before = box.previousElementSibling;
    const named = before && !before.querySelector(fields) && !before.matches(`${fields}, button, h1, h2, h3, h4, h5, h6, br, hr`) && /\p{L}/u.test(before.innerText ?? "") && clean(before.innerText).length < 60;
    found.push([s.path(e), s.called(e), /\p{L}/u.test(near) || named ? "" : "gone"]);
  }
  return found.slice(0, 20);
}"""


@check(
    "format-not-told",
    criteria=["3.3.2"],
    impact="moderate",
    title=Message(en="A field does not say what it wants", sv="Ett fält säger inte vad det vill ha"),
    mend=Message(
        en="Write the label above the field, and in it or below it how to write, such as “Date (2030-01-31)”.",
        sv="Skriv etiketten ovanför fältet, och i den eller under den hur man skriver, till exempel ”Datum (2030-01-31)”.",
    ),
)
def format_not_told(page: Operated) -> Iterator[Outcome]:
    """Applies to empty fields for text that have a pattern or ask for a date or a personal number, and to those whose name stands
    within them. Expected: a text that stays says how to write, and what.
    """
    for way, called, what in page.ask(_LOOK):
        if what == "ways":
            yield unsure(way, HOW_IS_IT_WRITTEN, called=called)
        elif what == "strict":
            yield unsure(way, ONLY_SOME_ARE_TAKEN, called=called)
        elif what == "gone":
            yield unsure(way, GONE_WHEN_WRITTEN, called=called)
        else:
            yield passes(way)
