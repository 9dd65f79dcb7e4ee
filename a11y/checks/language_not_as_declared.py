"""Pages in another language than they say: for people whose screen reader then speaks Swedish with English sounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.check import Message, Outcome, check, fails, passes
from a11y.languages import A_PAGE, ENOUGH_LETTERS, MOST_LETTERS, hits, other_language_of_page, other_letters, words_in
from a11y.operated import Operated

OTHER_LANGUAGE = Message(
    en="The page says its language is “{declared}”; {share} % of its {words} words are the small words of “{found}”.",
    sv="Sidan anger språket ”{declared}”; {share} % av dess {words} ord är småord på ”{found}”.",
)
OTHER_SCRIPT = Message(
    en="The page says its language is “{declared}”; {share} % of its letters are no Latin ones.",
    sv="Sidan anger språket ”{declared}”; {share} % av dess bokstäver är inte latinska.",
)

_TEXT = r"""(s) => {
  const most = 30000;
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name);
  const declared = (attribute(document.documentElement, "lang") ?? "").trim();
  if (!/^[a-z]{2,3}(-|$)/i.test(declared) || !document.body) return null;
  const other = "[lang], [translate=no], .notranslate, code, pre, kbd, samp, var, script, style, noscript, template, textarea, select, option, address, " +
    "q, blockquote, math, svg, [contenteditable], [aria-hidden=true]";
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
    if (/\p{L}/u.test(node.data) && e && counts(e) && Element.prototype.checkVisibility.call(e, { visibilityProperty: true })) text += ` ${node.data.slice(0, 3000)}`;
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
    """Applies to pages with a declared language and running text. Expected: the text's small words are not plainly of another.
    What is quoted may be: that is the business of passage-in-another-language."""
    seen: dict[str, Any] | None = page.ask(_TEXT)
    if seen is None:
        return
    declared = seen["declared"].partition("-")[0].lower()
    if said := other_letters(declared, seen["text"], letters=ENOUGH_LETTERS, share=MOST_LETTERS):
        yield fails("html", OTHER_SCRIPT, declared=seen["declared"], share=said)
        return
    words = words_in(seen["text"])
    if found := other_language_of_page(declared, words):
        share = round(100 * hits(found, words) / len(words))
        yield fails("html", OTHER_LANGUAGE, declared=seen["declared"], found=found, share=share, words=len(words))
    elif len(words) >= A_PAGE.words:
        yield passes("html")
