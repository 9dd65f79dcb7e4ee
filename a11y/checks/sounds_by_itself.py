"""Sound that begins by itself: for people who listen to a screen reader, and cannot hear it for the sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.held import held
from a11y.operated import Operated
from a11y.world import session_of

PLAYS = Message(
    en="“{called}” begins to play with sound by itself, for more than three seconds, and no control on the page stops it.",
    sv="”{called}” börjar spelas upp med ljud av sig självt, i mer än tre sekunder, och inget reglage på sidan stoppar det.",
)
HIDDEN_SOUND = Message(
    en="A script plays sound as soon as the page is there, for more than three seconds, and no control on the page stops it.",
    sv="Ett skript spelar ljud så fort sidan finns, i mer än tre sekunder, och inget reglage på sidan stoppar det.",
)
DOES_ONE_STOP_IT = Message(
    en="Sound begins by itself, for more than three seconds. Does one of the {buttons} buttons on the page stop it, and is it easy to find?",
    sv="Ljud börjar spelas av sig självt, i mer än tre sekunder. Stoppar någon av de {buttons} knapparna på sidan det, och är den lätt att hitta?",
)

_SAFE_S = 3
_MOST_PRESSED = 8
_STOPS_WITHIN_MS = 150
_PRESS = "(s, way) => { const e = s.find(way); if (e) HTMLElement.prototype.click.call(e); return 0 }"
_BEGINS_WITHIN_MS = 800
_STEP_MS = 100
_OPENS_WITHIN_MS = 15_000
# What could sound, and is not started by the attribute alone: what is on the page, or has been loaded.
_MAY_SOUND = r"""(s) => s.all("audio, video").slice(0, 40).some((e) => !e.autoplay && !e.muted && e.volume > 0 && (e.currentSrc || e.srcObject || e.querySelector("source"))) ||
  performance.getEntriesByType("resource").slice(0, 1000).some((one) => /^(audio|video)$/.test(one.initiatorType) || /\.(mp3|ogg|oga|opus|wav|m4a|aac|flac)([?#]|$)/i.test(one.name)) ||
  [...document.scripts].slice(0, 200).some((e) => !e.src && /new Audio\(/.test(e.textContent))"""
# In the page's own world, where its objects are; those that stand on the page are asked from ours.
_OFF_PAGE = """function (safe) {
  for (let n = 0; n < this.length && n < 50; n += 1) {
    const e = this[n];
    try {
      if (!e.isConnected && !e.paused && !e.muted && e.volume > 0 && e.currentTime > 0 && e.webkitAudioDecodedByteCount > 0 && (e.loop || !(e.duration <= safe))) return true;
    } catch { /* the prototype itself */ }
  }
  return false;
}"""
_PLAYING = r"""(s, safe) => {
  const stops = /paus|\bstop|stopp|\bmute|silen|tyst|sound|ljud|music|musik|volum|turn .{0,20}off\b|stäng av|spela|\bplay\b/i;
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const named = (c) => `${c.innerText ?? ""} ${attribute(c, "aria-label")} ${attribute(c, "title")} ${attribute(c, "value")} ${[...(c.labels ?? [])].map((l) => l.innerText)}`;
  const control = s.all("button, input[type=button], input[type=checkbox], input[type=range], [role=button], [role=switch], [role=slider], a[href], summary").slice(0, 1000).some((c) => s.shown(c) && stops.test(named(c)));
  const media = s.all("audio, video").slice(0, 40).filter((e) => !e.autoplay);
  // That it sounds, and not only runs, is told by what was decoded.
  const sounds = (e) => !e.paused && !e.muted && e.volume > 0 && e.currentTime > 0 && e.webkitAudioDecodedByteCount > 0 && (e.loop || !(e.duration <= safe));
  const buttons = s.all("button, summary, input:is([type=button], [type=checkbox]), [role=button], [role=switch], [role=checkbox]")
    .filter((c) => s.shown(c) && !c.matches(":disabled")).map(s.path);
  return { control, buttons, media: media.map((e) => ({ way: s.path(e), called: s.called(e), sounds: sounds(e), own: e.controls && s.shown(e) })) };
}"""


@check(
    "sounds-by-itself",
    criteria=["1.4.2"],
    impact="serious",
    title=Message(en="Sound begins by itself", sv="Ljud börjar av sig självt"),
    mend=Message(
        en="Let people start it themselves; or put a button first on the page that stops it.",
        sv="Låt användaren själv starta det; eller sätt en knapp först på sidan som stoppar det.",
    ),
)
def sounds_by_itself(page: Operated) -> Iterator[Outcome]:
    """Applies to pages with sound that no attribute starts; what autoplay starts is an axe-core rule's. Expected: come to from another
    page of the same site, it does not sound for more than three seconds by itself, or a control stops it.
    """
    if not page.ask(_MAY_SOUND):
        return
    page.expect_address()
    try:
        _come_to(page)
        seen: dict[str, Any] = {"media": [], "control": False, "buttons": []}
        hidden = stopped = False
        for _ in range(0, _BEGINS_WITHIN_MS, _STEP_MS):
            page.page.wait_for_timeout(_STEP_MS)
            seen = page.ask(_PLAYING, _SAFE_S)
            if any(one["sounds"] for one in seen["media"]):
                break
        else:
            hidden = not seen["control"] and _sounds_off_page(page)
        unstopped = hidden or any(one["sounds"] and not one["own"] for one in seen["media"])
        if unstopped and not seen["control"]:
            stopped = _a_press_stops(page, seen["buttons"])
    finally:
        page.open()
    buttons = len(seen["buttons"])
    for one in seen["media"]:
        if not one["sounds"] or one["own"] or seen["control"] or stopped:
            yield passes(one["way"])
        elif buttons > _MOST_PRESSED:
            yield unsure(one["way"], DOES_ONE_STOP_IT, buttons=buttons)
        else:
            yield fails(one["way"], PLAYS, called=one["called"])
    if hidden and buttons > _MOST_PRESSED and not stopped:
        yield unsure("body", DOES_ONE_STOP_IT, buttons=buttons)
    elif hidden:
        yield passes("body") if stopped else fails("body", HIDDEN_SOUND)


def _come_to(page: Operated) -> None:
    """As from another page of the same site: browsers let a page sound if something was pressed on the one before."""
    with page.page.expect_navigation(timeout=_OPENS_WITHIN_MS):
        session_of(page.page).send("Runtime.evaluate", {"expression": "location.reload()", "userGesture": True})


def _a_press_stops(page: Operated, buttons: list[str]) -> bool:
    """Whether nothing sounds any more after a press of one of the first buttons, whatever it is called."""
    with held(page):
        for way in buttons[:_MOST_PRESSED]:
            page.ask(_PRESS, way)
            page.page.wait_for_timeout(_STOPS_WITHIN_MS)
            on_page = any(one["sounds"] for one in page.ask(_PLAYING, _SAFE_S)["media"])
            if not on_page and not _sounds_off_page(page):
                return True
    return False


def _sounds_off_page(page: Operated) -> bool:
    """Whether something plays that a script keeps for itself."""
    session = session_of(page.page)
    kind = session.send("Runtime.evaluate", {"expression": "HTMLMediaElement.prototype"})["result"].get("objectId")
    if kind is None:  # the page has put something else in its place
        return False
    held = session.send("Runtime.queryObjects", {"prototypeObjectId": kind})["objects"]["objectId"]
    asked = {
        "functionDeclaration": _OFF_PAGE,
        "objectId": held,
        "arguments": [{"value": _SAFE_S}],
        "returnByValue": True,
    }
    answer = session.send("Runtime.callFunctionOn", asked)
    for thing in (kind, held):
        session.send("Runtime.releaseObject", {"objectId": thing})
    return answer["result"].get("value") is True
