"""Fields that go off as soon as something is chosen: for people who go through the options with the arrow keys, and who
do not expect the page to be another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import Attempts, culprits, held
from a11y.operated import Operated

OPENS_A_WINDOW = Message(
    en="A new window opens as soon as something else is chosen in “{called}”, without a button being pressed.",
    sv="Ett nytt fönster öppnas så fort man väljer något annat i ”{called}”, utan att man trycker på någon knapp.",
)
LEAVES_THE_PAGE = Message(
    en="The page is left, or a form is sent, as soon as something else is chosen in “{called}”, without a button being pressed.",
    sv="Sidan lämnas, eller ett formulär skickas, så fort man väljer något annat i ”{called}”, utan att man trycker på någon knapp.",
)
IS_IT_TOLD = Message(
    en="The page is left as soon as something else is chosen in “{called}”. Does “{told}” tell that before one chooses?",
    sv="Sidan lämnas så fort man väljer något annat i ”{called}”. Framgår det av ”{told}” innan man väljer?",
)

_MOST = 60
_HAPPENS_WITHIN_MS = 120
_EVENTS = frozenset(
    {
        "input",
        "change",
        "click",
        "focus",
        "focusin",
        "blur",
        "focusout",
        "DOMFocusIn",
        "DOMFocusOut",
        "DOMActivate",
        "select",
    }
)
"""Of a choice as it is made here. Where nobody listens to any, nobody comes to know of it."""
_FIELDS = """(s, most) => {
  const usable = (e) => !e.matches(":disabled") && e.getAttribute("aria-disabled") !== "true" &&
    (s.shown(e) || [...(e.labels ?? [])].some(s.shown));
  const another = (e) => {
    if (e.localName === "select") return !e.multiple && [...e.options].some((o) => !o.disabled && !o.selected);
    return e.type !== "radio" || !e.checked;
  };
  return s.all("select, input[type=checkbox], input[type=radio]").slice(0, 40 * most).filter((e) => usable(e) && another(e))
    .slice(0, most).map(s.path);
}"""
# A choice in a list is made as the keyboard makes it: the value, then the events. Afterwards each field is put back, and told so.
_CHOOSE = """(s, ways) => {
  const back = [];
  const tell = (e) => { for (const type of ["input", "change"]) e.dispatchEvent(new Event(type, { bubbles: true, composed: true })); };
  for (const way of ways) {
    const e = s.find(way);
    if (!e) continue;
    e.focus({ preventScroll: true });
    if (e.localName === "select") {
      const was = e.selectedIndex;
      const options = [...e.options];
      const other = options.findIndex((o, i) => i > was && !o.disabled);
      e.selectedIndex = other >= 0 ? other : options.findIndex((o) => !o.disabled && !o.selected);
      tell(e);
      back.push(() => { e.selectedIndex = was; tell(e); });
    } else if (e.type === "radio") {
      const same = (o) => o.type === "radio" && o.name === e.name && o.form === e.form && o.checked;
      const was = e.name ? s.all("input").find(same) : null;
      e.click();
      back.push(() => { if (was) was.click(); else e.checked = false; });
    } else {
      e.click();
      back.push(() => e.click());
    }
  }
  globalThis.skolprovPutBack = () => { while (back.length) back.pop()(); };
  return 0;
}"""
_PUT_BACK = "() => { globalThis.skolprovPutBack?.(); delete globalThis.skolprovPutBack; return 0 }"
# "Go to", "the page is shown at once": words that tell, in a text that belongs to the field.
_TOLD = """(s, way) => {
  const e = s.find(way);
  const root = e.getRootNode();
  const ids = (e.getAttribute("aria-describedby") ?? "").split(/\\s+/).filter(Boolean);
  const near = [e.parentElement, e.parentElement?.parentElement, e.closest("fieldset")].filter(Boolean);
  const words = (n) => {
    const copy = n.cloneNode(true);
    copy.querySelectorAll("select, script, style").forEach((x) => x.remove());
    return copy.textContent;
  };
  const beside = near.filter((n) => n.textContent.length < 2000).map(words).filter((text) => text.length < 300);
  const texts = [e.title, e.getAttribute("aria-label"), e.localName === "select" ? e.options[0]?.text : "", ...[...(e.labels ?? [])].map(words),
    ...ids.map((id) => root.getElementById(id)?.textContent), ...beside];
  // A sentence on the way to the field, in the paragraphs before it or its form: nearest first, past other fields no further.
  const field = "input:not([type=hidden]), select, textarea, button";
  const before = [];
  for (let at = e, room = 600; at && at !== document.body && before.length < 12; at = at.parentElement) {
    for (let one = at.previousElementSibling; one && room > 0; one = one.previousElementSibling) {
      if (one.matches(field) || one.querySelector(field)) { room = 0; break; }
      const text = one.checkVisibility({ visibilityProperty: true }) ? (one.innerText ?? "") : "";
      room -= text.length;
      if (room > 0) before.push(...text.split(/(?<=[.!?])\\s+/));
    }
    if (room <= 0) break;
  }
  // "When a class is chosen you come to its timetable": both words in one sentence.
  const chosen = /(?<!\\p{L})(cho(ose|osing|ice|sen)|select(ed|ing|ion)?|pick(ed|ing)?|chang(e|ed|ing)|välj(a|er)?|valt|valts|valet|väljs|byt(er|a|s)?|ändra[rs]?)(?!\\p{L})/iu;
  const goes = /(?<!\\p{L})(load(ed|s)?|taken|takes|leads?|come|comes|opens?|opened|shown|shows|sent|submit(ted|s)?|reload(s|ed)?|new page|leave|laddas|tas|kommer|leder|öppna[rs]|visas|skickas|lämnas?|hämtas|ny sida)(?!\\p{L})/iu;
  const said = [...texts, ...before].filter(Boolean).find((text) => text.trim().split(/\\s+/).length > 3 && chosen.test(text) && goes.test(text));
  const tells = /\\b(go to|goes to|jump|automatic|at once|immediately|instantly|reload|refresh|as soon as|when you (choose|select|pick|change)|opens? )|leads to|(^|\\s)(gå till|hoppa till|automatiskt|genast|direkt|så fort|laddas om|läses in|uppdateras|öppnas|när du (väljer|ändrar|byter))/i;
  const told = texts.find((text) => text && tells.test(text)) || said;
  return told ? told.replace(/\\s+/g, " ").trim().slice(0, 120) : "";
}"""


@check(
    "changes-on-input",
    criteria=["3.2.2"],
    impact="serious",
    title=Message(en="Choosing something leaves the page at once", sv="Sidan lämnas så fort man väljer något"),
    mend=Message(
        en="Let people choose first and then press a button; or say before the field what a choice does.",
        sv="Låt användaren välja först och sedan trycka på en knapp; eller skriv före fältet vad valet leder till.",
    ),
)
def changes_on_input(page: Operated) -> Iterator[Outcome]:
    """Applies to lists to choose from, boxes to tick and radio buttons. Expected: another choice leaves the page where it is."""
    ways = page.ask(_FIELDS, _MOST)
    if not ways:
        return
    seen: dict[str, Attempts] = {}

    def does(some: Sequence[str]) -> bool:
        with page.restored(), held(page) as attempts:
            page.ask(_CHOOSE, some)
            page.settle()
            page.page.wait_for_timeout(_HAPPENS_WITHIN_MS)
            happened = Attempts(list(attempts.windows), list(attempts.pages))
            page.ask(_PUT_BACK)
            page.settle()
        seen[some[0]] = happened
        return bool(happened.windows or happened.pages)

    found = culprits(page.may_answer(ways, _EVENTS), does)
    for way in found:
        called = page.ask("(s, way) => s.called(s.find(way))", way)
        told = page.ask(_TOLD, way)
        if told:
            yield unsure(way, IS_IT_TOLD, called=called, told=told)
        else:
            yield fails(way, OPENS_A_WINDOW if seen[way].windows else LEAVES_THE_PAGE, called=called)
    if not found:
        yield passes(ways[0])
