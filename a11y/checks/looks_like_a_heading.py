"""Text that looks like a heading and is none: for people who go through a page by its headings."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, unsure
from a11y.operated import Operated

LOOKS_SO = Message(
    en="“{called}” stands alone, larger and bolder than the text below it, and is marked as plain text. Is it a heading?",
    sv="”{called}” står för sig själv, större och fetare än texten under, och är märkt som vanlig text. Är det en rubrik?",
)

_LOOK = r"""(s) => {
  const [most, longest, larger, bolder] = [3000, 90, 1.2, 200];
  const other = "h1,h2,h3,h4,h5,h6,[role=heading],a,button,label,legend,summary,caption,figcaption,table,dl,nav,li,select,option,pre,code,svg,math," +
    "blockquote,header,footer,[role=banner],[role=contentinfo],[role=navigation],[role=button],[role=link],[role=tab],[role=menuitem]," +
    "[role=option],[role=row],[role=listitem],[role=alert],[role=status],[role=img],[contenteditable],[aria-hidden=true],[inert]";
  const said = (node) => node.data.replace(/\s+/g, " ").trim();
  const block = (e) => {
    while (e && /^(inline|contents)/.test(getComputedStyle(e).display)) e = s.parent(e);
    return e;
  };
  // One line of text after the other, in the order of the document: which block it fills, and how it is set.
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node && lines.length < most; node = walk.nextNode()) {
    const text = said(node), e = node.parentElement;
    if (!text || !e || /^(script|style|noscript|template|textarea|title)$/.test(e.localName)) continue;
    if (!Element.prototype.checkVisibility.call(e, { opacityProperty: true, visibilityProperty: true })) continue;
    const in_ = block(e), last = lines.at(-1);
    if (last && last.in_ === in_) {
      last.text += ` ${text}`;
      last.pure &&= getComputedStyle(e).fontSize === last.style.fontSize && getComputedStyle(e).fontWeight === last.style.fontWeight;
    } else lines.push({ text, in_, e, style: getComputedStyle(e), pure: true });
  }
  const size = (line) => parseFloat(line.style.fontSize);
  const weight = (line) => parseInt(line.style.fontWeight);
  const filled = new Map(); // how many runs of text a block holds: a heading has its block to itself
  for (const line of lines) filled.set(line.in_, (filled.get(line.in_) ?? 0) + 1);
  const found = [];
  for (const [n, line] of lines.entries()) {
    const below = lines[n + 1];
    if (!below || !line.in_ || !below.in_ || line.in_ === document.body) continue;
    const letters = line.text.match(/\p{L}/gu)?.length ?? 0;
    if (!line.pure || filled.get(line.in_) > 1 || line.text.length > longest || letters < 4 || letters < line.text.length / 2 || /[.,:;…]$/.test(line.text)) continue;
    if (size(line) < larger * size(below) || weight(line) < weight(below) + bolder || below.text.length < 40) continue;
    if (line.in_.contains(below.in_) || !s.shown(line.in_) || line.e.closest(other) || below.e.closest("h1,h2,h3,h4,h5,h6,[role=heading],nav,button,footer")) continue;
    const [above, under] = [line.in_.getBoundingClientRect(), below.in_.getBoundingClientRect()];
    const apart = under.top - above.bottom;
    if (apart < -2 || apart > 4 * size(line) || under.left > above.right || under.right < above.left) continue;
    if (above.height > 3.5 * size(line)) continue;
    found.push([s.path(line.in_), s.called(line.in_)]);
    if (found.length === 20) break;
  }
  return found;
}"""


@check(
    "looks-like-a-heading",
    criteria=["1.3.1"],
    impact="moderate",
    title=Message(
        en="Something looks like a heading and is not marked as one",
        sv="Något ser ut som en rubrik men är inte märkt som en",
    ),
    mend=Message(
        en="Mark headings as h2, h3 and so on, in the order of the page; set the size of other text with CSS alone.",
        sv="Märk rubriker som h2, h3 och så vidare, i sidans ordning; ge annan text sin storlek enbart med CSS.",
    ),
)
def looks_like_a_heading(page: Operated) -> Iterator[Outcome]:
    """Applies to short lines alone in their block, larger and bolder than the text right below. Expected: a person finds no heading."""
    for selector, called in page.ask(_LOOK):
        yield unsure(selector, LOOKS_SO, called=called)
