"""Lines that begin with bullets or numbers and are no list: for people who hear "list with five items", and can jump past it."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, unsure
from a11y.operated import Operated

BULLETS = Message(
    en="{lines} lines one after the other begin with “{mark}”, the first “{called}”, and are no list.",
    sv="{lines} rader efter varandra börjar med ”{mark}”, den första ”{called}”, men är ingen lista.",
)
PERHAPS = Message(
    en="{lines} lines one after the other begin as “{called}”, with “{mark}”. Are they a list?",
    sv="{lines} rader efter varandra börjar som ”{called}”, med ”{mark}”. Är de en lista?",
)

_LOOK = r"""(s) => {
  const [mostLines, longest, fewest] = [4000, 300, 3];
  const other = "ul, ol, dl, menu, table, pre, code, svg, math, select, textarea, button, nav, h1, h2, h3, h4, h5, h6, [role=heading], [role=list], [role=listbox], " +
    "[role=menu], [role=tree], [role=tablist], [role=grid], [role=table], [role=log], [role=feed], [contenteditable], [aria-hidden=true], [inert]";
  const bullet = /^([•●▪‣◦■►▶∙·])\s*(?=\S)/;
  const perhaps = /^([-–—*✓✔→»]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)/i;
  // Most pages have no such lines: three texts that might begin one are wanted before the page is looked at line by line.
  const might = /^\s*([•●▪‣◦■►▶∙·–—*✓✔→»-]|\(?(\d{1,2}|[a-z])[.)])/i;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let beginnings = 0;
  for (let node = texts.nextNode(); node && beginnings < fewest; node = texts.nextNode()) if (might.test(node.data)) beginnings += 1;
  if (beginnings < fewest) return [];
  const style = new Map();
  const display = (e) => style.get(e) ?? style.set(e, getComputedStyle(e).display).get(e);
  const block = (e) => {
    while (e && /^(inline$|contents)/.test(display(e))) e = s.parent(e);
    return e;
  };
  // Lines as they are set: each block's text, parted where a <br> stands.
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let broken = false;
  for (let node = walk.nextNode(); node && lines.length < mostLines; node = walk.nextNode()) {
    if (node.nodeType === 1) {
      if (node.localName === "br") broken = true;
      continue;
    }
    if (!/\S/.test(node.data)) continue;
    const e = node.parentElement;
    if (!e || /^(script|style|noscript|template|textarea|title|option)$/.test(e.localName)) continue;
    const in_ = block(e), last = lines.at(-1);
    if (last && last.in_ === in_ && !broken) last.text += node.data;
    else lines.push({ text: node.data, in_, e, after: last && last.in_ === in_ && broken });
    broken = false;
  }
  for (const line of lines) {
    line.text = line.text.replace(/\s+/g, " ").trim();
    const plain = bullet.exec(line.text), maybe = plain ?? perhaps.exec(line.text);
    line.mark = maybe && /\p{L}{2}/u.test(line.text) && line.text.length <= longest ? maybe[1] : "";
    // Points that say how good something is are no bullets.
    line.sure = plain !== null && !/^.[•●○◦▪▫■□★☆·∙]/u.test(line.text);
  }
  const kind = (line) => (/[\da-z]/i.test(line.mark) ? line.mark.replace(/\d+|[a-z]/i, "1") : line.mark);
  const number = (line) => (/\d/.test(line.mark) ? parseInt(line.mark.replace("(", "")) : line.mark.replace("(", "").toLowerCase().codePointAt(0) - 96);
  const follows = (a, b) => {
    if (!b?.mark || kind(a) !== kind(b)) return false;
    if (kind(a).includes("1") && (number(b) !== number(a) + 1 || /\d/.test(a.mark) !== /\d/.test(b.mark))) return false;
    // In one block after a <br>, or in blocks that stand one below the other in one place.
    if (b.after) return true;
    return b.in_ !== a.in_ && a.in_ && b.in_ && s.parent(a.in_) === s.parent(b.in_) && a.in_.nextElementSibling === b.in_;
  };
  const found = new Map(); // by the block that the first line stands in, which may hold several lists
  for (let n = 0; n < lines.length && found.size < 20; ) {
    let end = n + 1;
    while (lines[n].mark && end < lines.length && follows(lines[end - 1], lines[end])) end += 1;
    const run = lines.slice(n, end), first = run[0];
    n = end;
    if (run.length < fewest) continue;
    const shown = run.every((line) => line.in_ && s.shown(line.in_) && !Element.prototype.closest.call(line.e, other));
    if (!shown) continue;
    // Each begins at the left of a line of its own; marks between the words of one line are none.
    const tops = run.map((line) => {
      const range = document.createRange();
      range.selectNodeContents(line.e);
      return line.after ? null : range.getBoundingClientRect().top;
    }).filter((top) => top !== null);
    if (tops.some((top, i) => i > 0 && top <= tops[i - 1] + 4)) continue;
    // Lines of speech begin with a dash, too.
    const speech = /^[-–—]$/.test(first.mark) && run.filter((line) => /[.!?…”"]$/.test(line.text)).length > run.length / 2;
    if (speech) continue;
    // Bullets are of one colour: where each has its own, they may say what colours mean.
    const coloured = new Set(run.map((line) => getComputedStyle(line.e).color)).size === run.length;
    if (!found.has(first.in_)) found.set(first.in_, [s.path(first.in_), run.every((line) => line.sure) && !coloured, run.length, first.mark, first.text.slice(0, 60)]);
  }
  return [...found.values()];
}"""


@check(
    "looks-like-a-list",
    criteria=["1.3.1"],
    impact="moderate",
    title=Message(
        en="Something looks like a list and is not marked as one",
        sv="Något ser ut som en lista men är inte märkt som en",
    ),
    mend=Message(
        en="Write the lines as <li> in a <ul> or an <ol>; the browser draws the bullets and the numbers.",
        sv="Skriv raderna som <li> i en <ul> eller <ol>; webbläsaren ritar punkterna och siffrorna.",
    ),
)
def looks_like_a_list(page: Operated) -> Iterator[Outcome]:
    """Applies to three or more lines one below the other that begin with the same sign, or with numbers or letters in order.
    Expected: they are a list. Speech begins with dashes, and steps may be headings: a person looks at all but bullets."""
    for selector, sure, lines, mark, called in page.ask(_LOOK):
        if sure:
            yield fails(selector, BULLETS, lines=lines, mark=mark, called=called)
        else:
            yield unsure(selector, PERHAPS, lines=lines, mark=mark, called=called)
