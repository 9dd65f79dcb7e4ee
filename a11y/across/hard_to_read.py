"""Instructions and messages in long words and sentences: advice, for people who read slowly or have another first language.

The indices are LIX for Swedish (Björnsson, Läsbarhet, 1968: words per sentence plus percentage of words of more than six letters) and
Flesch's reading ease for English (A new readability yardstick, Journal of Applied Psychology 32, 1948: 206.835 − 1.015 words per
sentence − 84.6 syllables per word). The limits are their authors' own: above LIX 50 "difficult", below a reading ease of 50 "difficult".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from a11y.audit import Met, Told, Way, audit
from a11y.check import Message
from evidence.records import Element, TextCounts, Verdict

LIX = Message(
    en="The instructions and messages here (Swedish; words: {words}, sentences: {sentences}) have LIX {index}; above 50 a text is difficult.",
    sv="Anvisningar och meddelanden här (svenska; ord: {words}, meningar: {sentences}) har LIX {index}; över 50 är en text svår.",
)
READING_EASE = Message(
    en="The instructions and messages here (English; words: {words}, sentences: {sentences}) have a Flesch reading ease of {index}; below 50 a text is difficult.",
    sv="Anvisningar och meddelanden här (engelska; ord: {words}, meningar: {sentences}) har läsbarhetstalet {index} enligt Flesch; under 50 är en text svår.",
)

LIX_TOGETHER = Message(
    en="The short instructions and messages of {pages} pages together (Swedish; words: {words}, sentences: {sentences}) have LIX {index}; above 50 a text is difficult.",
    sv="De korta anvisningarna och meddelandena på {pages} sidor tillsammans (svenska; ord: {words}, meningar: {sentences}) har LIX {index}; över 50 är en text svår.",
)
READING_EASE_TOGETHER = Message(
    en="The short instructions and messages of {pages} pages together (English; words: {words}, sentences: {sentences}) have a Flesch reading ease of {index}; below 50 a text is difficult.",
    sv="De korta anvisningarna och meddelandena på {pages} sidor tillsammans (engelska; ord: {words}, meningar: {sentences}) har läsbarhetstalet {index} enligt Flesch; under 50 är en text svår.",
)

_LEAST_WORDS = 40
"""Of fewer words the indices say little."""
_LEAST_TOGETHER = 100
_DIFFICULT = 50
_MESSAGES = {"sv": (LIX, LIX_TOGETHER), "en": (READING_EASE, READING_EASE_TOGETHER)}


@audit(
    "hard-to-read",
    criteria=[],
    impact="minor",
    title=Message(en="Instructions or messages are hard to read", sv="Anvisningar eller meddelanden är svårlästa"),
    mend=Message(
        en="Write shorter sentences and more usual words; say first what is to be done.",
        sv="Skriv kortare meningar och vanligare ord; säg först vad som ska göras.",
    ),
)
def hard_to_read(way: Way) -> Iterator[Told]:
    """Applies to Swedish and English pages with instructions or messages. Expected: not difficult by the language's index, page by page
    where there are enough words, else all together."""
    for language, (of_page, of_all) in _MESSAGES.items():
        short: dict[str, tuple[Met, TextCounts]] = {}
        for met in way.states:
            text = met.facts.text
            if text is None or met.facts.language != language:
                continue
            if text.words >= _LEAST_WORDS:
                yield _told(met, text, language, of_page)
            elif met.facts.address not in short or text.words > short[met.facts.address][1].words:
                short[met.facts.address] = met, text
        together = _sum([text for _, text in short.values()])
        if together.words >= _LEAST_TOGETHER:
            longest, text = max(short.values(), key=lambda one: one[1].words)
            counts = replace(together, selector=text.selector, box=text.box)
            yield _told(longest, counts, language, of_all, pages=len(short))


def _sum(texts: list[TextCounts]) -> TextCounts:
    counts = {
        name: sum(getattr(text, name) for text in texts) for name in ("sentences", "words", "long_words", "syllables")
    }
    return TextCounts(selector="", box=[], **counts)


def lix(text: TextCounts) -> float:
    """Björnsson's index.

    >>> lix(TextCounts(selector="p", box=[], sentences=2, words=40, long_words=10, syllables=60))
    45.0
    """
    return text.words / text.sentences + 100 * text.long_words / text.words


def reading_ease(text: TextCounts) -> float:
    """Flesch's reading ease.

    >>> round(reading_ease(TextCounts(selector="p", box=[], sentences=2, words=40, long_words=10, syllables=60)), 3)
    59.635
    """
    return 206.835 - 1.015 * text.words / text.sentences - 84.6 * text.syllables / text.words


def _told(met: Met, text: TextCounts, language: str, message: Message, **pages: int) -> Told:
    index = lix(text) if language == "sv" else reading_ease(text)
    if index <= _DIFFICULT if language == "sv" else index >= _DIFFICULT:
        return Told(state=met.id)
    # What several pages come to together is one thing, whichever of them has most of it.
    part = {"tag": "html", "name": language} if pages else {"tag": "main"}
    return Told(
        state=met.id,
        element=Element(role="", name="", selector=text.selector, snippet=""),
        path=(part,),
        box=text.box,
        verdict=Verdict.VIOLATION,
        message=message,
        values={"words": text.words, "sentences": text.sentences, "index": round(index), **pages},
    )
