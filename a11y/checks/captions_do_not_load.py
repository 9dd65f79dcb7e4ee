"""Captions that are named and do not come: for people who cannot hear a film, or not where they are now."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

DO_NOT_LOAD = Message(
    en="The captions “{called}” are named in the page, and the browser could not load them.",
    sv="Textningen ”{called}” anges på sidan, men webbläsaren kunde inte hämta den.",
)
SUBTITLES_DO_NOT_LOAD = Message(
    en="The subtitles “{called}” are named in the page, and the browser could not load them. Are they the film's captions?",
    sv="Undertexterna ”{called}” anges på sidan, men webbläsaren kunde inte hämta dem. Är de filmens textning?",
)
ARE_EMPTY = Message(
    en="The captions “{called}” load, and hold no text. Is there any to read once the film plays?",
    sv="Textningen ”{called}” går att hämta, men innehåller ingen text. Finns det något att läsa när filmen spelas?",
)

_WAIT_S = 3.0
_PAUSE_MS = 50
_MOST = 20
_LOADED, _FAILED = 2, 3

_NAMED = r"""(s, most) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  // Subtitles in another language than what is spoken are a translation. In which language that is, the page does not say: its own is
  // taken, and where a film has captions, its subtitles are no others.
  const language = (code) => code.trim().toLowerCase().split("-")[0];
  const spoken = (t) => language(s.parent(t).closest("[lang]")?.getAttribute("lang") ?? "");
  const translates = (t) => !/^captions$/i.test(attribute(t, "kind")) && (language(attribute(t, "srclang")) !== spoken(t) && Boolean(attribute(t, "srclang")) ||
    Element.prototype.querySelector.call(s.parent(t), ":scope > track[kind=captions i]") !== null);
  return s.all("video > track").filter((t) => /^(captions|subtitles)?$/i.test(attribute(t, "kind")) && !translates(t))
    .filter((t) => s.shown(s.parent(t)) && !s.parent(t).closest("[aria-hidden=true], [inert]")).slice(0, most)
    .map((t) => [s.path(t), s.path(s.parent(t)), (attribute(t, "label") || attribute(t, "srclang") || attribute(t, "src")).trim().slice(0, 80), /^captions$/i.test(attribute(t, "kind"))]);
}"""
# A track loads once it is not disabled; "hidden" shows nothing.
_BEGIN = """(s, ways) => ways.map((way) => {
  const t = s.find(way), was = t?.track?.mode ?? "";
  if (was === "disabled") t.track.mode = "hidden";
  return was;
})"""
_STANDS = "(s, ways) => ways.map((way) => { const t = s.find(way); return t ? [t.readyState, t.track.cues?.length ?? -1] : [0, -1] })"
_END = "(s, ways, was) => { for (const [i, way] of ways.entries()) { const t = s.find(way); if (t && was[i]) t.track.mode = was[i] } return 0 }"


@check(
    "captions-do-not-load",
    criteria=["1.2.2"],
    impact="critical",
    title=Message(en="A film's captions do not come", sv="En films textning kommer inte"),
    mend=Message(
        en="Let the src of <track> name a WebVTT file that is there, from the page's own server, and write into it what is said.",
        sv="Låt src i <track> ange en WebVTT-fil som finns, på sidans egen server, och skriv i den det som sägs.",
    ),
)
def captions_do_not_load(page: Operated) -> Iterator[Outcome]:
    """Applies to captions that visible films name, and to subtitles in the language of the page, which serve as such. Expected: they load and
    hold text. Films that name none are asked about by the engine; of sound alone 1.2.2 does not speak."""
    named = page.ask(_NAMED, _MOST)
    stands = _loaded(page, [way for way, *_ in named])
    for (way, of, called, captions), (state, cues) in zip(named, stands, strict=True):
        if state == _FAILED:
            yield (
                fails(way, DO_NOT_LOAD, called=called)
                if captions
                else unsure(way, SUBTITLES_DO_NOT_LOAD, called=called)
            )
        elif state == _LOADED and cues == 0:
            yield unsure(way, ARE_EMPTY, called=called)  # a script may write them as the film goes on
        elif state == _LOADED:
            yield passes(of)


def _loaded(page: Operated, ways: list[str]) -> list[tuple[int, int]]:
    """What became of each track, as the browser's ready state and the number of its cues; -1 if they are not known."""
    if not ways:
        return []
    was = page.ask(_BEGIN, ways)
    until = monotonic() + _WAIT_S
    try:
        while True:
            stands = [(int(state), int(cues)) for state, cues in page.ask(_STANDS, ways)]
            if all(state in (_LOADED, _FAILED) for state, _ in stands) or monotonic() > until:
                return stands
            page.page.wait_for_timeout(_PAUSE_MS)
    finally:
        page.ask(_END, ways, was)
