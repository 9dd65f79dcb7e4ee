"""Paragraphs in another language than is said of them: for people whose screen reader then reads English words by Swedish rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.languages import (
    A_PASSAGE,
    ENOUGH_LETTERS,
    MOST_LETTERS,
    other_language,
    other_language_of_page,
    other_letters,
    words_in,
)
from a11y.operated import Operated

OTHER_LANGUAGE = Message(
    en="The text that begins “{called}” ({words} words) is marked as “{declared}”; by its small words it is “{found}”.",
    sv="Texten som börjar ”{called}” ({words} ord) är märkt som ”{declared}”; av småorden att döma är den ”{found}”.",
)
OTHER_SCRIPT = Message(
    en="The text “{called}” is marked as “{declared}”, which is written in Latin letters; {share} % of its letters are others.",
    sv="Texten ”{called}” är märkt som ”{declared}”, som skrivs med latinska bokstäver; {share} % av dess bokstäver är andra.",
)
NAMES_PERHAPS = Message(
    en="The text “{called}” is marked as “{declared}”, which is written in Latin letters; {share} % of its letters are others. Is it names alone?",
    sv="Texten ”{called}” är märkt som ”{declared}”, som skrivs med latinska bokstäver; {share} % av dess bokstäver är andra. Är det bara namn?",
)

_MOST_TOLD = 20
_SHORTEST = 50
"""Characters; nothing shorter is judged."""
_LEAST_LETTERS = 40
_MOST_OF_THE_LETTERS = 0.8
_MOSTLY_CAPITALS = 0.8

# Texts by the block they stand in: what language is declared, whether by the page, and, of those asked for, the way there and to
# what holds the block, and whether it is quoted. Without texts asked for, only those that are long enough to be judged.
_PASSAGES = r"""(s, wanted, shortest) => {
  const [most, longest] = [1500, 3000];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name);
  const other = "[translate=no], .notranslate, code, pre, kbd, samp, var, cite, script, style, noscript, template, textarea, select, option, address, " +
    "math, svg, [contenteditable], [aria-hidden=true]";
  const inline = /^(a|abbr|b|bdi|bdo|big|br|cite|data|dfn|del|em|font|i|ins|label|mark|s|small|span|strong|sub|sup|time|tt|u|wbr)$/;
  if (!document.body) return [];
  const declared = new Map(); // by element; null where nothing counts
  const of = (e) => {
    if (!declared.has(e)) {
      const own = attribute(e, "lang"), up = s.parent(e) ?? Node.prototype.getRootNode.call(e).host ?? null;
      const left = e !== document.documentElement && Element.prototype.matches.call(e, other);
      declared.set(e, left ? null : own !== null ? { language: own.trim(), page: e === document.documentElement } : up && of(up));
    }
    return declared.get(e);
  };
  const blocks = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node && blocks.length < most; node = walk.nextNode()) {
    if (!/\p{L}/u.test(node.data) || !node.parentElement) continue;
    const language = of(node.parentElement);
    if (!language) continue;
    let at = node.parentElement;
    while (inline.test(at.localName) && attribute(at, "lang") === null && s.parent(at)) at = s.parent(at);
    const last = blocks.at(-1);
    if (last && last.at === at && last.language === language) last.text += ` ${node.data.slice(0, longest)}`;
    else blocks.push({ at, language, text: node.data.slice(0, longest) });
  }
  const asked = new Set(wanted), found = [];
  for (const { at, language, text } of blocks) {
    const clean = text.replace(/\s+/g, " ").trim().slice(0, longest);
    if (!asked.size && clean.length < shortest) continue;
    if (!Element.prototype.checkVisibility.call(at, { visibilityProperty: true })) continue;
    const way = asked.has(clean) ? [s.path(at), s.path(s.parent(at))] : ["", ""];
    found.push([language.language, language.page, clean, ...way, Element.prototype.closest.call(at, "q, blockquote") !== null]);
  }
  return found;
}"""


@check(
    "passage-in-another-language",
    criteria=["3.1.2"],
    impact="moderate",
    title=Message(
        en="A passage is in another language than it is marked as",
        sv="Ett stycke är på ett annat språk än det är märkt som",
    ),
    mend=Message(
        en='Write the passage\'s language where it begins: <p lang="en">.',
        sv='Skriv styckets språk där det börjar: <p lang="en">.',
    ),
)
def passage_in_another_language(page: Operated) -> Iterator[Outcome]:
    """Applies to paragraphs of twenty words or more, and to those in other letters than Latin ones. Expected: a paragraph's small
    words are not plainly of another language than the one declared nearest. A page that is in another language as a whole is
    the business of language-not-as-declared; one in two languages is told passage by passage."""
    judged = _judged(page.ask(_PASSAGES, [], _SHORTEST))
    if not any(said for _, said in judged):
        if any(len(words_in(one[2])) >= A_PASSAGE.words for one, _ in judged):
            yield passes("html")
        return
    every: list[list[Any]] = page.ask(_PASSAGES, [one[2] for one, said in judged if said], _SHORTEST)
    whole_page = _is_the_pages(every)
    told: set[tuple[str, str]] = set()
    for (declared, of_page, text, way, around, _), said in _judged(every):
        if not said or not way or (of_page and whole_page) or len(told) == _MOST_TOLD:
            continue
        message, value = said
        key = around, value if message is OTHER_LANGUAGE else "script"
        if key in told:
            continue  # the next paragraph of the same passage
        told.add(key)
        called = text[:59] + "…" if len(text) > 60 else text
        if message is OTHER_LANGUAGE:
            yield fails(way, message, called=called, declared=declared, found=value, words=len(words_in(text)))
        elif message is NAMES_PERHAPS:
            yield unsure(way, message, called=called, declared=declared, share=value)
        else:
            yield fails(way, message, called=called, declared=declared, share=value)


def _judged(seen: list[list[Any]]) -> list[tuple[list[Any], tuple[Message, Any] | None]]:
    return [(one, _otherwise(one[0], one[2])) for one in seen]


def _otherwise(declared: str, text: str) -> tuple[Message, Any] | None:
    """What speaks against the declared language."""
    language = declared.partition("-")[0].lower()
    if share := other_letters(language, text, letters=_LEAST_LETTERS, share=_MOST_OF_THE_LETTERS):
        return (NAMES_PERHAPS if _may_be_names(text) else OTHER_SCRIPT), share
    found = other_language(language, words_in(text), A_PASSAGE)
    return (OTHER_LANGUAGE, found) if found else None


def _may_be_names(text: str) -> bool:
    """Whether nearly all words begin with a capital: 3.1.2 leaves names out. Letters that have no capitals tell nothing of it."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return bool(words) and sum(word[0].isupper() for word in words) >= _MOSTLY_CAPITALS * len(words)


def _is_the_pages(seen: list[list[Any]]) -> bool:
    """Whether the page's own declaration is wrong, for all that it stands for."""
    own = [one for one in seen if one[1] and not one[5]]
    if not own:
        return False
    text, declared = " ".join(one[2] for one in own), own[0][0].partition("-")[0].lower()
    by_letters = other_letters(declared, text, letters=ENOUGH_LETTERS, share=MOST_LETTERS) > 0
    return by_letters or other_language_of_page(declared, words_in(text)) != ""
