"""Messages that come without a sound: for people who hear the page, press “Save”, and would otherwise not learn that it was saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import Attempts, held
from a11y.operated import Operated

NOT_ANNOUNCED = Message(
    en="After “{called}” the page shows “{text}”. Who hears the page is not told: the text is not announced, and focus stays where it was.",
    sv="Efter ”{called}” visar sidan ”{text}”. Den som lyssnar får inte veta det: texten läses inte upp, och fokus blir kvar.",
)
IS_IT_A_STATUS = Message(
    en="After “{called}” the page shows “{text}”, which is not announced, and focus stays where it was. Does it tell how it went?",
    sv="Efter ”{called}” visar sidan ”{text}”, som inte läses upp, och fokus blir kvar. Talar texten om hur det gick?",
)
IS_IT_ANNOUNCED_LATER = Message(
    en="After “{called}” the page shows “{text}”, and focus stays where it was. A part of the page that is read out when it is filled was still empty. Is the text announced there later?",
    sv="Efter ”{called}” visar sidan ”{text}”, och fokus blir kvar. En del av sidan som läses upp när den fylls var fortfarande tom. Läses texten upp där senare?",
)

_REFUSES = re.compile(
    r"(?<!\w)(not|inte|ej|fyll i|fill in|must|måste|missing|saknas|required|obligatorisk\w*|(nothing|inget) (is|was|has|är|blev|har))(?!\w)",
    re.IGNORECASE,
)
_MOST_PRESSED = 4
_MOST_FILTERS = 2
_MOST_FORMS = 2
_STEP_MS = 50
_BEGINS_WITHIN_MS = 100
"""What a button does has begun by then: something changes, or is asked of a server."""
_TYPED_WITHIN_MS = 450
"""A filter waits until nobody goes on typing."""
_ENDS_WITHIN_MS = 700
_ANNOUNCED_WITHIN_MS = 600
"""Some pages announce a message a little after they show it."""
_ANNOUNCED_LATE_MS = 1500
"""So much longer is waited where an empty live region stands ready: a search may announce its hits once nobody goes on typing."""
# What says in its name that it does something whose end is told. What deletes, pays or logs out is left alone, even behind a closed door.
_THINGS = r"""(s, pressed, filters, forms) => {
  const own = (name, e) => Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, name).get.call(e);
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const does = /^(save|copy|add|apply|filter|search|send|submit|update|refresh|calculate|subscribe|spara|kopiera|lägg (till|i)|använd|filtrera|sök|skicka|uppdatera|räkna|beräkna|prenumerera|markera som|mark as|mark all)(?!\p{L})/iu;
  const risky = /delete|remove|discard|log ?out|sign ?out|pay|buy|radera|ta bort|släng|logga ut|betala|köp/iu;
  const name = (e) => (attribute(e, "aria-label") || e.innerText || (e.localName === "input" ? e.value : "") || attribute(e, "title")).trim();
  const usable = (e) => s.shown(e) && !e.matches(":disabled, [aria-disabled=true]") && !e.closest("[inert], [aria-hidden=true], dialog, [role=dialog]");
  const opens = "[aria-expanded], [aria-haspopup], [aria-pressed], [aria-checked], [role=tab], [role=switch], [popovertarget], [commandfor], [data-bs-toggle], [data-toggle]";
  const sends = (e) => (e.localName === "button" || e.localName === "input") && e.type === "submit" && e.form;
  const buttons = s.all("button, input[type=button], [role=button]").slice(0, 600)
    .filter((e) => !e.matches(opens) && !sends(e) && e.type !== "reset" && does.test(name(e)) && !risky.test(name(e)) && usable(e));
  // “Copy” beside each of two hundred examples is one of them.
  const first = (all, kind) => { const kinds = new Map(); for (const e of all) if (!kinds.has(kind(e))) kinds.set(kind(e), e); return [...kinds.values()] };
  const label = (e) => [...(e.labels ?? [])].map((l) => l.innerText).join(" ") + attribute(e, "aria-label") + attribute(e, "placeholder");
  const narrows = /search|filter|find|sök|filtrera|hitta/i;
  const listed = "[role=combobox], [aria-autocomplete], [list], [readonly], [aria-haspopup]";
  const fields = s.all("input:not([type]), input[type=text], input[type=search]").slice(0, 200)
    .filter((e) => !e.matches(listed) && !e.value && (e.type === "search" || narrows.test(label(e))) && usable(e));
  const written = (form) => [...own("elements", form)].slice(0, 300);
  const found = [];
  for (const form of s.all("form").slice(0, 50)) {
    const parts = written(form);
    const button = parts.find((e) => sends(e) && usable(e));
    if (!button || risky.test(name(button)) || own("method", form) === "dialog" || parts.length > 60) continue;
    if (parts.some((e) => e.type === "password" || e.type === "file")) continue;
    // A search that leads to another page is no message.
    if (!Element.prototype.getAttribute.call(form, "action") || parts.some((e) => e.required)) found.push({ way: s.path(button), form: s.path(form), how: "send", called: s.called(button) });
  }
  const thing = (how) => (e) => ({ way: s.path(e), form: "", how, called: s.called(e) });
  return [...first(buttons, (e) => `${name(e)}|${attribute(e, "class")}`).slice(0, pressed).map(thing("press")), ...fields.slice(0, filters).map(thing("type")), ...found.slice(0, forms)];
}"""
# Values that a field takes; with the setter of the prototype, as a script of the page's own may watch the field's.
_FILL = r"""(s, way) => {
  const form = s.find(way);
  if (!form) return false;
  const parts = [...Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements").get.call(form)].slice(0, 300);
  const back = [];
  const tell = (e) => { for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, { bubbles: true, composed: true })) };
  globalThis.skolprovEmpty = () => { while (back.length) back.pop()() };
  const values = { email: "anna@example.org", tel: "0701740605", url: "https://example.org/", number: "1", date: "2030-01-15", time: "10:00", month: "2030-01",
    week: "2030-W03", "datetime-local": "2030-01-15T10:00" };
  for (const e of parts) {
    if (!e.willValidate || !s.shown(e) || e.readOnly) continue;
    if (e.localName === "select") {
      const option = [...e.options].findIndex((o) => o.value && !o.disabled);
      const was = e.selectedIndex;
      if (e.value || option < 0) continue;
      e.selectedIndex = option;
      back.push(() => { e.selectedIndex = was; tell(e) });
    } else if (e.type === "checkbox" || e.type === "radio") {
      if (!e.required || e.checked) continue;
      e.click();
      back.push(() => { e.checked = false; tell(e) });
      continue;
    } else if (/^(text|search|email|tel|url|number|date|time|month|week|datetime-local|textarea)$/.test(e.type)) {
      if (e.value) continue;
      e.value = e.min || values[e.type] || "Anna";
      back.push(() => { e.value = ""; tell(e) });
    } else continue;
    tell(e);
  }
  return parts.every((e) => !e.willValidate || e.validity.valid);
}"""
_EMPTY = "() => { globalThis.skolprovEmpty?.(); return 0 }"
_SEE = r"""(s) => {
  const texts = new Map(); // visible text → the node
  const live = new Map();  // region that is announced → what it says
  const announced = "[role=alert], [role=status], [role=log], [role=alertdialog], output, [aria-live=polite], [aria-live=assertive]";
  let count = 0; // what stands further down a very long page is not seen
  const walk = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node && count < 12000; node = walker.nextNode(), count += 1) {
      if (node instanceof Element) {
        if (node.shadowRoot) walk(node.shadowRoot);
        continue;
      }
      if (!/[\p{L}\d]/u.test(node.data)) continue;
      const holder = s.parent(node) ?? node.getRootNode().host;
      if (!holder || /^(script|style|option|textarea)$/.test(holder.localName) || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const text = node.data.replace(/\s+/g, " ").trim();
      if (!texts.has(text)) texts.set(text, node);
    }
  };
  walk(document.body);
  for (const e of s.all(announced).slice(0, 200)) live.set(e, e.textContent);
  return { texts, live };
}"""
_BEGIN = (
    r"""(s, way) => {
  const e = s.find(way);
  if (!e) return false;
  e.focus({ preventScroll: true });
  if (s.focused() !== e) return false;
  const seen = { changes: 0, said: [] };
  const observer = new MutationObserver((records) => {
    seen.changes += records.length;
    for (const { target, addedNodes } of records.slice(0, 500)) if (seen.said.length < 2000) seen.said.push(target, ...addedNodes);
  });
  const watched = { subtree: true, childList: true, attributes: true, characterData: true };
  observer.observe(document, watched);
  for (const host of s.all("*").filter((one) => one.shadowRoot)) observer.observe(host.shadowRoot, watched);
  globalThis.skolprovStatus = { before: ("""
    + _SEE
    + r""")(s), title: document.title, address: location.href, seen };
  return true;
}"""
)
_PRESS = "(s, way) => { HTMLElement.prototype.click.call(s.find(way)); return 0 }"
_CHANGES = "() => globalThis.skolprovStatus?.seen.changes ?? -1"
_SAID = (
    r"""(s, way) => {
  const known = globalThis.skolprovStatus, e = s.find(way);
  // What led elsewhere, or is gone itself, has put another view there: that is no message.
  if (!known || !e || document.title !== known.title || location.href.split("#")[0] !== known.address.split("#")[0]) return null;
  const now = ("""
    + _SEE
    + r""")(s);
  const up = (node) => s.parent(node) ?? node.getRootNode().host;
  const spoken = "[role=alert], [role=status], [role=log], [role=alertdialog], output, [aria-live=polite], [aria-live=assertive]";
  const within = (node, selector) => { for (let at = node instanceof Element ? node : up(node); at; at = up(at)) if (at.matches(selector)) return true; return false };
  const fresh = [...now.texts].filter(([text, node]) => !known.before.texts.has(text) && !within(node, "select, dialog, [role=dialog], [role=listbox], [role=menu], [role=tooltip], [contenteditable]"));
  const beside = fresh.filter(([, node]) => ![e, ...(e.labels ?? [])].some((part) => Node.prototype.contains.call(part, node)));
  // A row to fill in, a part to choose from, a text with its heading: that something new is there is no message of how it went.
  const named = "label, legend, h1, h2, h3, h4, h5, h6, [role=heading], button, a[href], summary, th, [role=button], [role=link], [role=tab], [role=checkbox], [role=radio], [role=option], [role=switch]";
  const fields = (node) => [...Element.prototype.querySelectorAll.call(s.parent(node) ?? e, "input, select, textarea, button")].some((one) => one !== e);
  const plain = beside.filter(([, node]) => !within(node, named));
  const more = plain.length < beside.length || plain.some(([, node]) => fields(node));
  const told = (e.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)).filter(Boolean);
  const quiet = s.focused() !== e || beside.some(([, node]) => told.some((part) => Node.prototype.contains.call(part, node))) ||
    [...now.live].some(([region, text]) => text.trim() && known.before.live.get(region) !== text) ||
    known.seen.said.some((node) => node.isConnected && within(node, spoken) && node.textContent.trim());
  const ends = /(?<!\p{L})(saved|copied|sent|added|updated|applied|submitted|subscribed|success\p{L}*|thank(s(?! to)| you)|done|loading|searching|saving|please wait|no (results|matches|hits)|nothing found|spara(d|t|de|ts|des)|sparas|kopiera(d|t|de|ts|des)|skicka(d|t|de|ts|des)|tillagd|tillagt|tillagda|lagts till|lades till|uppdatera(d|t|de|ts|des)|tack(?! (vare|till))|klart|laddar|läser in|söker|sparar|vänta|inga (träffar|resultat|poster))(?!\p{L})/iu;
  const counts = /(?<!\p{L})(\d+|one|no|zero|en|ett|inga|noll) (results?|hits?|match(es)?|items?|rows?|entries|found|träff(ar)?|resultat|poster|rader|av \d+|of \d+)(?!\p{L})/iu;
  const length = beside.reduce((sum, [text]) => sum + text.length, 0);
  // A number may stand in a part of its own: “<b>3</b> results”.
  const holds = (e) => Element.prototype.querySelector.call(e, `${named}, input, select, textarea`);
  const lines = ([text, node]) => [text, ...[s.parent(node), s.parent(s.parent(node) ?? node)].filter((e) => e && !holds(e)).map((e) => e.textContent.replace(/\s+/g, " ").trim())];
  const saying = (pattern) => {
    for (const one of plain.slice(0, 200)) {
      const said = lines(one).find((line) => line.length <= 120 && pattern.test(line));
      if (said) return [said, one[0]];
    }
    return ["", ""];
  };
  const short = length <= 400, [status, part] = short ? [saying(ends), saying(counts)].find(([said]) => said) ?? ["", ""] : ["", ""];
  const alone = !more && beside.length <= 3 && length <= 120;
  const ready = [...now.live].some(([region, text]) => !text.trim() && Element.prototype.checkVisibility.call(region));
  return { ready, quiet, status, part, sure: alone || (counts.test(status) && !ends.test(status)), text: status || (beside.length && alone ? beside[0][0] : "") };
}"""
)
_STILL_HERE = "() => Boolean(globalThis.skolprovStatus)"
_SHOWS = f"(s, text) => ({_SEE})(s).texts.has(text)"


@check(
    "status-not-announced",
    criteria=["4.1.3"],
    impact="serious",
    title=Message(en="How it went is not announced", sv="Hur det gick läses inte upp"),
    mend=Message(
        en='Let the text appear in an element with role="status", or role="alert" if it is urgent, that stands on the page from the beginning.',
        sv='Visa texten i ett element med role="status", eller role="alert" om det är bråttom, som finns på sidan från början.',
    ),
)
def status_not_announced(page: Operated) -> Iterator[Outcome]:
    """Applies to buttons whose name says that they save, copy, add or look for something, to fields that filter, and to forms that a
    script takes, filled in. Expected: a message that comes of it is in a live region, or gets focus. Nothing is sent.
    """
    for thing in page.ask(_THINGS, _MOST_PRESSED, _MOST_FILTERS, _MOST_FORMS):
        seen = _use(page, thing)
        if seen is None:
            continue
        if seen["quiet"] or not seen["text"]:
            yield passes(thing["way"])
        elif seen["status"] and not _comes_by_itself(page, seen["part"]):
            if seen["ready"]:
                yield unsure(thing["way"], IS_IT_ANNOUNCED_LATER, called=thing["called"], text=seen["status"])
            elif seen["sure"]:
                yield fails(thing["way"], NOT_ANNOUNCED, called=thing["called"], text=seen["status"])
            else:
                yield unsure(thing["way"], IS_IT_A_STATUS, called=thing["called"], text=seen["status"])
        elif not seen["status"] and thing["how"] != "type":
            yield unsure(thing["way"], IS_IT_A_STATUS, called=thing["called"], text=seen["text"])


def _use(page: Operated, thing: dict[str, Any]) -> dict[str, Any] | None:
    """What the page says then; None if it says nothing of its own, or the page would be left."""
    with page.restored(), held(page) as attempts:
        if not _begun(page, thing):
            return None
        changes, seen = _waited(page, thing, attempts)
        if not changes and thing["form"]:
            page.ask(_EMPTY)  # so that it need not be opened anew
    if changes and page.ask(_STILL_HERE):
        page.open()  # texts that differ make no other page of it
    if seen is not None and thing["form"] and not seen["quiet"] and _REFUSES.search(seen["status"]):
        return None  # what a form refuses is error-not-tied-to-field's: “Fill in the name. Nothing is sent.”
    if seen is not None and not seen["status"] and (thing["form"] or attempts.requests):
        return (
            None  # what a form says of mistakes, and what is said of a server that does not answer, are other matters
        )
    return seen


def _begun(page: Operated, thing: dict[str, Any]) -> bool:
    """Fill in, have focus, press. False if one cannot."""
    if thing["form"]:
        if not page.ask(_FILL, thing["form"]):
            return False
        page.settle()  # what a script says of the values themselves is known before
    if not page.ask(_BEGIN, thing["way"]):
        return False
    if thing["how"] == "type":
        page.press_only("e")
    else:
        page.ask(_PRESS, thing["way"])
    return True


def _waited(page: Operated, thing: dict[str, Any], attempts: Attempts) -> tuple[int, dict[str, Any] | None]:
    """How much has changed, and what is said of it, until there is something to judge."""
    begins = _TYPED_WITHIN_MS if thing["how"] == "type" else _BEGINS_WITHIN_MS
    changes, seen = 0, None
    for waited in range(_STEP_MS, _ENDS_WITHIN_MS + 1, _STEP_MS):
        page.page.wait_for_timeout(_STEP_MS)
        changes = page.ask(_CHANGES)
        if _leads_elsewhere(attempts) or changes < 0:
            return changes, None
        seen = page.ask(_SAID, thing["way"]) if changes else None
        if seen is not None and (seen["quiet"] or seen["status"]):
            break
        if not changes and waited >= begins and not attempts.requests:
            break
    if seen is not None and seen["text"] and not seen["quiet"]:
        page.page.wait_for_timeout(_ANNOUNCED_WITHIN_MS)
        seen = page.ask(_SAID, thing["way"])
        for _ in range(0, _ANNOUNCED_LATE_MS, 2 * _STEP_MS):
            if seen is None or seen["quiet"] or not seen["ready"]:
                break
            page.page.wait_for_timeout(2 * _STEP_MS)
            seen = page.ask(_SAID, thing["way"])
    return changes, None if _leads_elsewhere(attempts) else seen


def _leads_elsewhere(attempts: Attempts) -> bool:
    return bool(attempts.pages or attempts.windows or attempts.dialogs)


def _comes_by_itself(page: Operated, text: str) -> bool:
    """Whether the page, opened anew and left alone, says so, too."""
    page.page.wait_for_timeout(_ENDS_WITHIN_MS)
    return bool(page.ask(_SHOWS, text))
