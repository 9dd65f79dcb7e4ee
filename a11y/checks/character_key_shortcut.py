"""Single letters, digits or signs that set something off anywhere on the page: for people who speak to their computer, whose words are then
taken for keys, and for those whose fingers hit keys that they did not mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, digits

from a11y.answers import changed, led_to, seen, tried, watch
from a11y.check import Message, Outcome, check, passes, unsure
from a11y.held import Attempts
from a11y.operated import Operated

CHANGES_THE_PAGE = Message(
    en="“{key}” alone changes the page, wherever one is on it. Can such keys be switched off or changed?",
    sv="Tangenten ”{key}” ändrar ensam sidan, var man än är på den. Går sådana tangenter att stänga av eller byta ut?",
)
SCROLLS = Message(
    en="“{key}” alone scrolls the page, wherever one is on it. Can such keys be switched off or changed?",
    sv="Tangenten ”{key}” rullar ensam sidan, var man än är på den. Går sådana tangenter att stänga av eller byta ut?",
)
RECOLOURS = Message(
    en="“{key}” alone changes the colours of the page, wherever one is on it. Can such keys be switched off or changed?",
    sv="Tangenten ”{key}” ändrar ensam sidans färger, var man än är på den. Går sådana tangenter att stänga av eller byta ut?",
)
MOVES_FOCUS = Message(
    en="“{key}” alone moves focus to “{landed}”, wherever one is on the page. Can such keys be switched off or changed?",
    sv="Tangenten ”{key}” flyttar ensam fokus till ”{landed}”, var man än är på sidan. Går sådana tangenter att stänga av eller byta ut?",
)
LEADS_AWAY = Message(
    en="“{key}” alone opens another page, window or box, wherever one is on the page. Can such keys be switched off or changed?",
    sv="Tangenten ”{key}” öppnar ensam en annan sida, ett fönster eller en ruta, var man än är på sidan. Går sådana tangenter att stänga av eller byta ut?",
)

_CHARACTERS = (*"/?", *ascii_lowercase, *digits, *".,;'[]=-+*!#")
_KEY_EVENTS = frozenset({"keydown", "keyup", "keypress"})
_STILL_MS = 150
_HAPPENS_WITHIN_MS = 300
_LATE_MS = 80
_MOST_LATE = 24
_HEARD_BY_THE_PAGE = """(s, listening) => [window, document, document.documentElement, document.body]
  .some((e) => listening.get(e)?.some((name) => name.startsWith("key")))"""
_PLACE = "() => [scrollX, scrollY]"
_MOST_COLOURED = 1500
# The colours of what is shown, as a number; what fades is brought to its end.
_COLOURS = """(s, most) => {
  let number = 0;
  for (const fade of document.getAnimations()) if (fade instanceof CSSTransition) fade.finish();
  const looks = ["color", "backgroundColor", "backgroundImage", "borderTopColor", "fill", "filter", "opacity"];
  for (const e of s.all("html, body, body *").slice(0, most)) {
    if (!s.shown(e)) continue;
    const style = getComputedStyle(e);
    for (const sign of looks.map((look) => style[look]).join("|")) number = (Math.imul(number, 31) + sign.charCodeAt(0)) | 0;
  }
  return number;
}"""
_BLUR = "(s) => { s.focused()?.blur(); return s.focused() === null }"


@dataclass(frozen=True, slots=True)
class _Before:
    """How the page looked before a key was pressed."""

    seen: int
    colours: int | None
    """None where they change by themselves."""


@check(
    "character-key-shortcut",
    criteria=["2.1.4"],
    impact="moderate",
    title=Message(en="A single character sets something off", sv="Ett enda tecken sätter igång något"),
    mend=Message(
        en="Let such keys act only together with Ctrl or Alt, or only while the thing they belong to has focus; or let people switch them off or choose others.",
        sv="Låt sådana tangenter verka bara tillsammans med Ctrl eller Alt, eller bara när det de hör till har fokus; eller låt användaren stänga av dem eller välja andra.",
    ),
)
def character_key_shortcut(page: Operated) -> Iterator[Outcome]:
    """Applies to pages that listen to keys wherever focus is. Expected: no letter, digit or sign alone does anything that is seen while nothing
    has focus. Never more than a question: a setting on another page may switch it off.
    """
    if not page.hears(_KEY_EVENTS) or not page.ask_listening(_HEARD_BY_THE_PAGE):
        return
    characters: tuple[str, ...] = _CHARACTERS
    for pause_ms in (0, _LATE_MS):
        # Its answer may come late, when others have been pressed: then once more, slowly.
        characters = _until_answered(page, characters, pause_ms)[-_MOST_LATE:]
        if not characters:
            break
        for key in characters[-1:] if not pause_ms else characters[:-3:-1]:
            with tried(page) as attempts:
                outcome = _does(page, key, attempts)
            if outcome:
                yield outcome
                return
    yield passes("body")


def _until_answered(page: Operated, characters: Sequence[str], pause_ms: int) -> tuple[str, ...]:
    """Press one after the other until something is seen to have changed: those pressed by then, none if nothing has."""
    with tried(page) as attempts:
        before = _begin(page)
        if before is None:
            return ()
        led, place = led_to(attempts), page.ask(_PLACE)
        watch(page)
        for number, key in enumerate((*characters, ""), start=1):
            if key:
                page.press_only(key)
            page.page.wait_for_timeout(pause_ms if key else _STILL_MS)
            if led_to(attempts) > led:
                return tuple(characters[:number])
            if page.ask(_PLACE) != place:
                return tuple(characters[:number])
            if not changed(page):
                continue
            if page.stop().selector or seen(page) != before.seen or _recoloured(page, before):
                return tuple(characters[:number])
            watch(page)
    return ()


def _begin(page: Operated) -> _Before | None:
    """Focus is nowhere, and the page knows that a keyboard is in use, and may have closed what any key closes. None if it is not still then."""
    nowhere = bool(page.ask(_BLUR))
    page.press("Shift")
    before, colours = seen(page), page.ask(_COLOURS, _MOST_COLOURED)
    page.page.wait_for_timeout(_STILL_MS)
    if not nowhere or seen(page) != before:
        return None
    return _Before(before, colours if page.ask(_COLOURS, _MOST_COLOURED) == colours else None)


def _recoloured(page: Operated, before: _Before) -> bool:
    return before.colours is not None and page.ask(_COLOURS, _MOST_COLOURED) != before.colours


def _does(page: Operated, key: str, attempts: Attempts) -> Outcome | None:
    before = _begin(page)
    if before is None:
        return None
    led, place = led_to(attempts), page.ask(_PLACE)
    any_key = False
    if key == _CHARACTERS[0]:  # of the others it is known that those pressed before them change nothing
        page.press(_CHARACTERS[-1])
        any_key = _recoloured(page, before)
    page.press(key)
    page.page.wait_for_timeout(_HAPPENS_WITHIN_MS)
    if led_to(attempts) > led or page.page.url != page.address:
        return unsure("body", LEADS_AWAY, key=key)
    if (stop := page.stop()).selector:
        return unsure("body", MOVES_FOCUS, key=key, landed=stop.called)
    if page.ask(_PLACE) != place:
        return unsure("body", SCROLLS, key=key)
    if seen(page) != before.seen:
        return unsure("body", CHANGES_THE_PAGE, key=key)
    return unsure("body", RECOLOURS, key=key) if not any_key and _recoloured(page, before) else None
