"""Things that only a mouse operates: for people who use a keyboard, a switch or a voice instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from a11y.answers import changed, click_shows, led_to, markup, seen, tried, watch
from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import Attempts
from a11y.operated import Operated

NO_KEY_REACHES_IT = Message(
    en="A click on “{called}” does something, but Tab does not lead to it.",
    sv="Ett klick på ”{called}” gör något, men Tab leder inte dit.",
)
IS_THERE_ANOTHER_WAY = Message(
    en="A click on “{called}” does something, but Tab does not lead to it. Can the same be done with the keyboard close by?",
    sv="Ett klick på ”{called}” gör något, men Tab leder inte dit. Går det att göra samma sak med tangentbordet alldeles intill?",
)
DOES_IT_DO_SOMETHING = Message(
    en="“{called}” listens to clicks, and Tab does not lead to it. Nothing was seen to come of a click. Does one do anything?",
    sv="”{called}” lyssnar på klick, och Tab leder inte dit. Inget syntes hända vid ett klick. Gör ett klick något?",
)

_MOST = 40
"""So many are told of one page."""
_MOST_CLICKED = 3
"""Of what does not look as if a click did something, so many are found by clicking."""
_MOST_TRIED = 16
_SHOWS_MS = 40
_COMES_WITHIN_MS = 240
_MOST_ROUNDS = 6
"""So often is the page opened anew, where a click leads to another view of it."""
_MOST_COMPARED = 4
_KEYS = ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Enter", "Space")
_LINKS = (
    "(s) => s.all('a[href], area[href]').slice(0, 2000).filter((e) => e.tabIndex >= 0 && s.shown(e)).map((e) => e.href)"
)
_HEARD_AROUND = """(s, listening, way) => {
  const up = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get;
  const around = [window];
  for (let at = s.find(way); at; at = up.call(at) ?? at.host) around.push(at);
  return around.some((one) => listening.get(one)?.some((name) => name.startsWith("key")));
}"""
_CLICK = "(s, way) => { const e = s.find(way); if (e) HTMLElement.prototype.click.call(e); return 0 }"
_GONE = "(s, way) => { const e = s.find(way); return !e || !s.shown(e) }"
_LOOK = """(s, listening, most, mostTried) => {
  const mouse = ["click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup"];
  const focusable = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], " +
    "video[controls], [tabindex], [contenteditable]:not([contenteditable=false])";
  const operable = /^(button|link|checkbox|switch|menuitem|menuitemcheckbox|menuitemradio|combobox)$/;
  const composite = "[role=listbox], [role=menu], [role=menubar], [role=tablist], [role=tree], [role=treegrid], [role=grid], " +
    "[role=radiogroup], [role=toolbar], [role=option], [role=application]";
  const notOne = "html, body, main, form, dialog, label, label *, [inert] *, [aria-disabled=true], fieldset:disabled *, option, " +
    "video, audio, canvas, iframe, object, embed, svg *, map";
  const within = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.matches(focusable) && e.checkVisibility({ visibilityProperty: true })) return e;
      const inner = e.shadowRoot && within(e.shadowRoot);
      if (inner) return inner;
    }
    return null;
  };
  // What stands around a thing, through shadow roots. (A field named "parentNode" hides a form's own.)
  const parent = (e) => { const p = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode").get.call(e); return p instanceof ShadowRoot ? p.host : p };
  const around = (e) => { const all = []; for (let p = parent(e); p instanceof Element; p = parent(p)) all.push(p); return all };
  const pointed = (e) => getComputedStyle(e).cursor === "pointer";
  const text = (e) => (e.innerText ?? "").replace(/\\s+/g, " ").trim();
  const named = (e) => text(e) || [e, ...e.querySelectorAll("[aria-label], [alt], [title]")].map((n) =>
    n.getAttribute("aria-label") || n.getAttribute("alt") || n.getAttribute("title")).find(Boolean) || e.querySelector("title")?.textContent || "";
  const judge = (e, events, outer) => {
    const role = e.getAttribute("role") ?? "";
    if (e.matches(focusable) || e.matches(notOne) || !s.shown(e) || within(e) || (e.shadowRoot && within(e.shadowRoot))) return null;
    if (outer.some((p) => p.matches("a[href], button, summary, label, [tabindex], [contenteditable], [aria-hidden=true]") || p.matches(composite))) return null;
    if (e.matches(composite) || e.getAttribute("aria-hidden") === "true") return null;
    const [left, top, width, height] = s.box(e);
    if (left + width + scrollX <= 0 || top + height + scrollY <= 0 || width * height > (innerWidth * innerHeight) / 4) return null;
    const style = getComputedStyle(e);
    if (style.pointerEvents === "none") return null;
    const hand = operable.test(role) || style.cursor === "pointer";
    if (!hand && (role || !events.includes("click"))) return null;
    if (!operable.test(role) && hand) {
      // The hand may come from something around that is what is operated.
      const hands = outer.filter((p, i) => pointed(p) && outer.slice(0, i).every(pointed));
      if (hands.some((p) => listening.get(p)?.some((name) => mouse.includes(name)))) return null;
    }
    if (!events.includes("click") || (e.localName.includes("-") && !e.shadowRoot)) return "unsure";
    // Close by may be what does the same: the link of a card beside its picture, the field that opens a calendar.
    const near = outer.slice(0, 2).filter((p) => !p.matches("main, body, html, form, section"));
    const others = near.flatMap((p) => [...p.querySelectorAll(focusable)]).filter((o) => o.checkVisibility({ visibilityProperty: true }));
    const field = (o) => o.matches("input, select, textarea, [role=combobox], [contenteditable]");
    if (operable.test(role) && !others.some(field)) return "fails";
    const name = named(e);
    if (others.some((o) => field(o) || (name && named(o) === name))) return "unsure";
    // A key of the page's own may do the same; and what a cell opens, another button may.
    if (e.matches("td, [accesskey], [aria-keyshortcuts], [data-shortcut], [data-hotkey]")) return "unsure";
    const row = e.closest("tr, li, article");
    const part = e.matches("h1, h2, h3, h4, h5, h6, p, td, img, picture, figure") || !text(e);
    if (part && (others.length || (row && within(row)))) return "unsure";
    if (!name && (width > 64 || height > 64)) return "unsure";
    const same = name && (s.all("a[href], button").some((o) => named(o) === name && s.shown(o)) ||
      s.all("select").some((o) => s.shown(o) && [...o.options].some((option) => option.text.trim() === name)));
    return same ? "unsure" : "fails";
  };
  const found = [];
  const without = [];
  for (const [e, events] of listening) {
    if (!(e instanceof Element) || e.ownerDocument !== document || !events.some((name) => mouse.includes(name))) continue;
    const verdict = judge(e, events, around(e));
    if (!verdict) continue;
    const hand = getComputedStyle(e).cursor === "pointer" || operable.test(e.getAttribute("role") ?? "");
    // A click in the midst of it may be for something in it that listens, too.
    if (!hand && [...listening.keys()].some((o) => o !== e && o instanceof Element && e.contains(o))) continue;
    (hand ? found : without).push([s.path(e), verdict, named(e).slice(0, 60) || s.called(e)]);
    if (found.length === most) break;
  }
  const one = [...listening].find(([e, events]) => e instanceof Element && e.ownerDocument === document && events.includes("click"));
  return { found, without: without.slice(0, mostTried), listens: one ? s.path(one[0]) : "" };
}"""


@check(
    "mouse-only",
    criteria=["2.1.1"],
    impact="critical",
    title=Message(en="Only a mouse operates it", sv="Det går bara att använda med mus"),
    mend=Message(
        en="Make it a button, or a link if it leads to another page. Both can be reached and operated with the keyboard by themselves.",
        sv="Gör det till en knapp, eller en länk om det leder till en annan sida. Båda går att nå och använda med tangentbordet av sig själva.",
    ),
)
def mouse_only(page: Operated) -> Iterator[Outcome]:
    """Applies to what listens to the mouse itself and shows a hand, or has a role that says so, or looks different after a click.
    Expected: it, or something in or around it, can have focus. What only passes on the events of the things in it is no such thing.
    """
    looked = page.ask_listening(_LOOK, _MOST, _MOST_TRIED)
    found = [*looked["found"], *_shown_by_clicks(page, looked["without"])]
    certain = [selector for selector, verdict, _ in found if verdict == "fails"]
    came = _clicked(page, certain)
    links = set(page.ask(_LINKS)) if any(one.led for one in came.values()) else set()
    acting = [way for way, one in came.items() if one.anything and not links & set(one.led)]
    by_key = _done_by_key(page, acting)
    for selector, verdict, called in found:
        one = came.get(selector)
        if one and links & set(one.led):
            yield passes(selector)  # the same is a link elsewhere, such as the name of the school beside “Home”
        elif one and not one.anything:
            yield unsure(selector, DOES_IT_DO_SOMETHING, called=called)
        elif verdict == "fails" and selector not in by_key:
            yield fails(selector, NO_KEY_REACHES_IT, called=called)
        else:
            yield unsure(selector, IS_THERE_ANOTHER_WAY, called=called)
    if looked["listens"] and not found:
        yield passes(looked["listens"])


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of a click."""

    anything: bool
    led: tuple[str, ...] = ()
    """Addresses that it would have led to."""


def _clicked(page: Operated, ways: Sequence[str]) -> dict[str, _Came]:
    """What comes of a click on each. Of those that are gone once others were clicked, it is taken that something does."""
    came: dict[str, _Came] = {}
    for _ in range(_MOST_ROUNDS):
        left = [way for way in ways if way not in came]
        if not left:
            break
        with tried(page) as attempts:
            for way in left:
                if way != left[0] and page.ask(_GONE, way):
                    break
                came[way] = _click(page, way, attempts)
                if page.page.url != page.address:
                    break
        page.open()  # what a script counts or keeps is seen nowhere
    return {way: came.get(way, _Came(anything=True)) for way in ways}


def _click(page: Operated, way: str, attempts: Attempts) -> _Came:
    watch(page)
    before, led = attempts.number(), (len(attempts.pages), len(attempts.windows))
    page.ask(_CLICK, way)
    anything = False
    for _ in range(0, _COMES_WITHIN_MS, _SHOWS_MS):
        page.page.wait_for_timeout(_SHOWS_MS)
        anything = attempts.number() > before or changed(page)
        if anything:
            break
    return _Came(anything, (*attempts.pages[led[0] :], *attempts.windows[led[1] :]))


def _done_by_key(page: Operated, ways: Sequence[str]) -> set[str]:
    """Those of the things of which a key of the page's own does the same as a click: the page reads the same then."""
    heard = [way for way in ways[:_MOST_COMPARED] if page.ask_listening(_HEARD_AROUND, way)]
    if not heard:
        return set()
    before = markup(page)
    if _reads_after(page, partial(_press_all, page)) == before:
        return set()
    comes_to = {_reads_after(page, partial(page.press, key)) for key in _KEYS} - {before}
    return {way for way in heard if _reads_after(page, partial(page.ask, _CLICK, way)) in comes_to}


def _press_all(page: Operated) -> None:
    for key in _KEYS:
        page.press_only(key)


def _reads_after(page: Operated, do: Callable[[], object]) -> str:
    """How the page reads, opened anew, once something was done."""
    with tried(page):
        before = markup(page)
        do()
        page.page.wait_for_timeout(_COMES_WITHIN_MS)
        now = markup(page)
    if now != before:
        page.open()
    return now


def _shown_by_clicks(page: Operated, without: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Those of the things without a hand at which a click does something that is seen; many count clicks, or close what is not open."""
    if not without:
        return
    suspects: list[tuple[str, str, str]] = []
    with tried(page) as attempts:
        before = seen(page)
        for one in without:
            led = led_to(attempts)
            page.ask(_CLICK, one[0])
            page.page.wait_for_timeout(_SHOWS_MS)
            was, before = before, seen(page)
            if before != was or led_to(attempts) > led:
                suspects.append(one)
            if len(suspects) == _MOST_CLICKED:
                break
    for way, verdict, called in suspects:
        with tried(page) as attempts:
            shows = click_shows(page, way, attempts)
            gone = shows and page.ask(_GONE, way)  # a message that a click takes away may go by itself
        if shows:
            yield way, "unsure" if gone else verdict, called
