"""Tells languages apart by their commonest words. For the checks that compare what a page is in with what it says it is in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Sure:
    """How much has to speak for a language before it is said to be that."""

    words: int
    hits: int
    different: int
    """So many different small words."""
    share: float
    """Running text has a third or more of small words; lists of names and titles have few of any language."""
    margin: float
    """So many times as many as of the declared language, of words that only one of the two has."""
    lead: float
    """So many times as many as of the next likely language."""


A_PAGE = Sure(words=60, hits=15, different=8, share=0.2, margin=6, lead=1.5)
A_PASSAGE = Sure(words=20, hits=7, different=5, share=0.25, margin=8, lead=2)
"""Shorter, so that more has to speak for it."""
_A_SHORT_PAGE = Sure(words=20, hits=10, different=7, share=0.3, margin=8, lead=2)
"""With less of a page to go by, nothing on it may be of its own language."""
ENOUGH_LETTERS, MOST_LETTERS = 300, 0.7
"""Of a page, before its letters speak against its language."""
_LETTER = re.compile(r"[^\W\d_]")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z\u00aa\u00ba\u00c0-\u024f\u0250-\u02ff\u1e00-\u1eff\ufb00-\ufb06\uff21-\uff5a]")


def words_in(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return re.findall(r"[^\W\d_]+", text.lower())


def known(language: str) -> bool:
    """Whether anything can be said of a text that is declared to be in this language."""
    return language in _SMALL_WORDS


def other_letters(declared: str, text: str, *, letters: int, share: float) -> int:
    """How many percent of the letters are no Latin ones, if that is plainly another language than the declared one; else 0.

    Args:
        declared: A language; of one that is not known to be written in Latin letters nothing is said.
        text: What is declared to be in it.
        letters: A text of fewer letters is not judged.
        share: Nor is one with a smaller share of others, from 0 to 1.
    """
    if not known(declared) or text.isascii() or (count := len(_LETTER.findall(text))) < letters:
        return 0
    others = len(_NOT_LATIN.findall(text)) / count
    return round(100 * others) if others >= share else 0


def small_words(language: str) -> frozenset[str]:
    """The commonest words of a language; none of one without a list."""
    return frozenset(_SMALL_WORDS.get(language, "").split())


def hits(language: str, words: list[str]) -> int:
    """How many of the words are small words of a language."""
    return _count(small_words(language), words)


def _count(small: frozenset[str], words: list[str]) -> int:
    return sum(word in small for word in words)


def other_language_of_page(declared: str, words: list[str]) -> str:
    """The language that a whole page is plainly in, if it is not the declared one. The words of quotations are left out of it."""
    return other_language(declared, words, A_PAGE if len(words) >= A_PAGE.words else _A_SHORT_PAGE)


def other_language(declared: str, words: list[str], sure: Sure) -> str:
    """The language that the words are plainly of, if it is not the declared one; of a language without a list nothing can be said."""
    if len(words) < sure.words or not (known(declared) or declared == "ar"):
        return ""
    (best, most), (_, second) = Counter({language: hits(language, words) for language in _SMALL_WORDS}).most_common(2)
    theirs, own = small_words(best), small_words(declared)
    enough = most >= sure.hits and most >= sure.share * len(words) and len(theirs.intersection(words)) >= sure.different
    clear = most >= sure.lead * second and _count(theirs - own, words) >= sure.margin * _count(own - theirs, words)
    return best if best != declared and enough and clear else ""
