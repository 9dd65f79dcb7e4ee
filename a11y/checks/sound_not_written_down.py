"""Sound whose words are nowhere to be read: for people who cannot hear it."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, passes, unsure
from a11y.operated import Operated

IS_IT_WRITTEN_DOWN = Message(
    en="Here one can listen to a recording, and nothing beside it leads to its words. Is what is said in it written somewhere?",
    sv="Här går det att lyssna på en inspelning, och inget intill leder till orden i den. Finns det som sägs i text någonstans?",
)

# The engine's rule for sound is out of use; its rule for films does not look at sound.
_LOOK = r"""(s) => {
  const [most, fewer, nearby, atLength, sign] = [20, 3, 4, 400, 5];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const written = /transcript|transcription|transkri|textversion|utskrift|avskrift|manus|i textform|i skriven form|in writing|as text|som text|read instead|läs i ?stället/i;
  // What stands there at length is mostly what is read aloud.
  const told = (e) => {
    if (attribute(e, "aria-describedby") || attribute(e, "aria-details")) return true;
    for (let at = s.parent(e), up = 0; at && up < nearby; up++, at = s.parent(at)) {
      const text = clean(Object.getOwnPropertyDescriptor(Node.prototype, "textContent").get.call(at));
      if (written.test(text)) return true;
      if (at === document.body || at.localName === "main") return false;
      if (text.length > atLength) return true;
    }
    return false;
  };
  const files = s.all("a[href]").filter((e) => /\.(mp3|m4a|ogg|oga|opus|wav|aac|flac)$/i.test(attribute(e, "href").split(/[?#]/)[0]) && s.shown(e));
  const shown = s.all("audio").filter((e) => e.controls && s.shown(e) && !e.closest("[aria-hidden=true], [inert]")).slice(0, most);
  return [...shown, ...(shown.length ? [] : files.slice(0, fewer))]
    .map((e) => [s.path(e), e.querySelector("track") !== null || e.duration < sign || told(e)]); // a bell or a single word needs none
}"""


@check(
    "sound-not-written-down",
    criteria=["1.2.1"],
    impact="serious",
    title=Message(
        en="What is said in a sound recording cannot be read", sv="Det som sägs i en ljudinspelning går inte att läsa"
    ),
    mend=Message(
        en="Put what is said in the recording beside it as text, or a link to it that says “Transcript”.",
        sv="Lägg det som sägs i inspelningen intill som text, eller en länk dit som säger ”Textversion”.",
    ),
)
def sound_not_written_down(page: Operated) -> Iterator[Outcome]:
    """Applies to sound that people can start, or to links to files of sound where there is none. Expected: beside it stands a longer text, or the way to one."""
    for selector, told in page.ask(_LOOK):
        yield passes(selector) if told else unsure(selector, IS_IT_WRITTEN_DOWN)
