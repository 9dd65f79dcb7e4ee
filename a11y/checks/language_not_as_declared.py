"""Pages in another language than they say: for people whose screen reader then speaks Swedish with English sounds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes
from a11y.operated import Operated

OTHER_LANGUAGE = Message(
    en="The page says its language is “{declared}”; {share} % of its {words} words are the small words of “{found}”.",
    sv="Sidan anger språket ”{declared}”; {share} % av dess {words} ord är småord på ”{found}”.",
)
OTHER_SCRIPT = Message(
    en="The page says its language is “{declared}”; {share} % of its letters are Arabic ones.",
    sv="Sidan anger språket ”{declared}”; {share} % av dess bokstäver är arabiska.",
)

_SMALL_WORDS = {
    "sv": """
        och att det som är på för med den inte av till en ett om har jag du vi ni de han hon kan ska från eller
        var när så men din ditt dina dig här där vad hur också alla detta dessa blir bli måste efter under vid
    """,
    "en": """
        the and of to in is that for it with as on are this be you your by not or from have can will at if we an
        was which has all their our they what how when here there these those must after before do does
    """,
    "de": """
        der die das und ist nicht ein eine einen zu mit den dem des von sie ich wir ihr auf für als auch es an
        bei oder aus wird werden sind hat haben kann wenn wie nach über nur noch durch zum zur einer
    """,
    "fr": """
        le la les de des du et est un une que qui dans pour pas sur avec vous nous il elle ce cette ces par plus
        ou au aux sont être votre vos notre leur mais comme si on ne se son sa ses été peut
    """,
    "es": """
        el la los las de del y que en un una es por con para no se su sus lo al como más o pero este esta estos
        estas son está hay cuando muy sin sobre también usted nosotros puede ser si ya todo
    """,
    "fi": """
        ja on ei se että oli hän mutta myös kun niin tai kuin joka jos sekä ovat voi olla tämä ne sen mitä minä
        sinä me te he vain jo nyt vielä kaikki ole siitä tämän joita jotka ennen jälkeen kanssa
    """,
}
"""The commonest of each language that mean nothing by themselves, so that no subject and no name brings them."""
_LEAST_WORDS = 60
_LEAST_HITS = 15
_LEAST_DIFFERENT = 8
_LEAST_SHARE = 0.2
"""Running text has a third or more of these; lists of names and titles have few of any language."""
_MARGIN = 6
"""So many times as many as of the declared language, of words that only one of the two has."""
_LEAD = 1.5
"""So many times as many as of the next likely language."""
_LEAST_LETTERS = 300
_MOST_OF_THE_LETTERS = 0.7
_ARABIC = r"\u0620-\u064a\u066e-\u06d3"
_OTHERS_OF_THIS_SCRIPT = "پچژگکیٹڈڑںےڵۆێ"
"""Letters that Persian, Urdu and Kurdish have, and Arabic has not."""

_TEXT = r"""(s) => {
  const most = 30000;
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name);
  const declared = (attribute(document.documentElement, "lang") ?? "").trim();
  if (!/^[a-z]{2,3}(-|$)/i.test(declared) || !document.body) return null;
  const other = "[lang], [translate=no], .notranslate, code, pre, kbd, samp, var, script, style, noscript, template, textarea, select, option, address, " +
    "math, svg, [contenteditable], [aria-hidden=true]";
  const known = new Map();
  // A part that declares its own language answers for itself, whichever it is; what stands on html does not.
  const counts = (e) => {
    if (e === document.documentElement) return true;
    if (!known.has(e)) known.set(e, !Element.prototype.matches.call(e, other) && s.parent(e) !== null && counts(s.parent(e)));
    return known.get(e);
  };
  let text = "";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node && text.length < most; node = walk.nextNode()) {
    const e = node.parentElement;
    if (/\p{L}/u.test(node.data) && e && counts(e) && e.checkVisibility({ visibilityProperty: true })) text += ` ${node.data.slice(0, 3000)}`;
  }
  return { declared, text };
}"""


@check(
    "language-not-as-declared",
    criteria=["3.1.1"],
    impact="serious",
    title=Message(en="The page is in another language than it says", sv="Sidan är på ett annat språk än den anger"),
    mend=Message(
        en="Write the language of the text into the lang attribute of the html element; mark parts in other languages with their own.",
        sv="Skriv textens språk i attributet lang på elementet html; märk delar på andra språk med deras eget.",
    ),
)
def language_not_as_declared(page: Operated) -> Iterator[Outcome]:
    """Applies to pages with a declared language and running text. Expected: the text's small words are not plainly of another."""
    seen: dict[str, Any] | None = page.ask(_TEXT)
    if seen is None:
        return
    declared = seen["declared"].partition("-")[0].lower()
    if said := _other_script(declared, seen["text"]):
        yield fails("html", OTHER_SCRIPT, declared=seen["declared"], share=said)
        return
    words = re.findall(r"[^\W\d_]+", seen["text"].lower())
    if len(words) < _LEAST_WORDS:
        return
    if found := _other_language(declared, words):
        share = round(100 * _hits(found, words) / len(words))
        yield fails("html", OTHER_LANGUAGE, declared=seen["declared"], found=found, share=share, words=len(words))
    else:
        yield passes("html")


def _hits(language: str, words: list[str]) -> int:
    return _count(_small_words(language), words)


def _small_words(language: str) -> set[str]:
    return set(_SMALL_WORDS.get(language, "").split())


def _count(small: set[str], words: list[str]) -> int:
    return sum(word in small for word in words)


def _other_language(declared: str, words: list[str]) -> str:
    """The language that the words are plainly of, if it is not the declared one; of a language without a list nothing can be said."""
    if declared not in (*_SMALL_WORDS, "ar"):
        return ""
    (best, most), (_, second) = Counter({language: _hits(language, words) for language in _SMALL_WORDS}).most_common(2)
    theirs, own = _small_words(best), _small_words(declared)
    enough = (
        most >= _LEAST_HITS
        and most >= _LEAST_SHARE * len(words)
        and len(theirs.intersection(words)) >= _LEAST_DIFFERENT
    )
    clear = most >= _LEAD * second and _count(theirs - own, words) >= _MARGIN * _count(own - theirs, words)
    return best if best != declared and enough and clear else ""


def _other_script(declared: str, text: str) -> int:
    """How many percent of the letters are Arabic, if nearly all are and the declared language is written in Latin ones; else 0."""
    if declared not in _SMALL_WORDS:
        return 0
    letters = re.findall(r"[^\W\d_]", text)
    arabic = re.findall(f"[{_ARABIC}]", text)
    plain = not any(letter in _OTHERS_OF_THIS_SCRIPT for letter in arabic)
    share = len(arabic) / len(letters) if letters else 0.0
    return round(100 * share) if len(letters) >= _LEAST_LETTERS and share >= _MOST_OF_THE_LETTERS and plain else 0
