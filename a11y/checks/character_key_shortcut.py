"""Single letters, digits or signs that set something off anywhere on the page: for people who speak to their computer, whose words are then
taken for keys, and for those whose fingers hit keys that they did not mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_BLUR = "(s) => { s.focused()?.blur(); return s.focused() === null }"


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
        if not _begin(page):
            return ()
        before, led, place = seen(page), led_to(attempts), page.ask(_PLACE)
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
            if page.stop().selector or seen(page) != before:
                return tuple(characters[:number])
            watch(page)
    return ()


def _begin(page: Operated) -> bool:
    """Focus is nowhere, and the page knows that a keyboard is in use, and may have closed what any key closes. Whether it is still then."""
    nowhere = bool(page.ask(_BLUR))
    page.press("Shift")
    before = seen(page)
    page.page.wait_for_timeout(_STILL_MS)
    return nowhere and seen(page) == before


def _does(page: Operated, key: str, attempts: Attempts) -> Outcome | None:
    if not _begin(page):
        return None
    before, led, place = seen(page), led_to(attempts), page.ask(_PLACE)
    page.press(key)
    page.page.wait_for_timeout(_HAPPENS_WITHIN_MS)
    if led_to(attempts) > led or page.page.url != page.address:
        return unsure("body", LEADS_AWAY, key=key)
    if (stop := page.stop()).selector:
        return unsure("body", MOVES_FOCUS, key=key, landed=stop.called)
    if page.ask(_PLACE) != place:
        return unsure("body", SCROLLS, key=key)
    return unsure("body", CHANGES_THE_PAGE, key=key) if seen(page) != before else None
