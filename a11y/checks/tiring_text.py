"""Text that is set so that reading it is harder than it need be: advice, for people with dyslexia or who see poorly."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes
from a11y.operated import Operated

JUSTIFIED = Message(
    en="“{text}” is justified: the gaps between its words are of uneven width.",
    sv="”{text}” har raka kanter på båda sidor: mellanrummen mellan orden blir ojämna.",
)
LONG_LINES = Message(
    en="The lines of “{text}” hold up to {characters} characters; about 80 are easier to follow.",
    sv="Raderna i ”{text}” har upp till {characters} tecken; omkring 80 är lättare att följa.",
)
ALL_CAPITALS = Message(
    en="“{text}” is set in capitals alone.",
    sv="”{text}” är satt med bara versaler.",
)
TINY = Message(
    en="“{text}” is set in {size} px.",
    sv="”{text}” är satt i {size} px.",
)

_LOOK = r"""(s) => {
  const [most, longest, tiny] = [8000, 100, 9];
  const none = 2; // set in 0 or 1 px, text is for screen readers alone
  const kids = Object.getOwnPropertyDescriptor(Node.prototype, "childNodes").get;
  const block = (e) => {
    while (e && /^(inline|contents)$/.test(getComputedStyle(e).display)) e = s.parent(e);
    return e;
  };
  const read = (text) => text.replace(/\s+/g, " ").trim();
  const letters = (text) => text.match(/\p{L}/gu)?.length ?? 0;
  const hidden = (e) => !e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  // Each block with the text that it sets itself, that of links and emphasis in it included.
  const blocks = new Map();
  // A form's fields may hide its own methods; text that stands in a form and in nothing within it is rare.
  const form = (e) => e instanceof HTMLFormElement;
  for (const e of s.all("body, body *").slice(0, most)) {
    if (form(e)) continue;
    if (/^(script|style|noscript|template|textarea|title|option|pre|code|kbd|samp|sub|sup|rt)$/.test(e.localName) || e.ownerSVGElement || e.localName === "svg") continue;
    const own = [...kids.call(e)].filter((node) => node.nodeType === 3 && letters(node.data) > 1);
    if (!own.length || hidden(e) || e.closest("[aria-hidden=true], pre, code, kbd, samp, math")) continue;
    const at = block(e);
    if (!at || form(at)) continue;
    if (!blocks.has(at)) blocks.set(at, []);
    blocks.get(at).push({ e, style: getComputedStyle(e), text: read(own.map((node) => node.data).join(" ")), nodes: own });
  }
  const range = document.createRange();
  const lineHeight = (part) => parseFloat(part.style.lineHeight) || 1.2 * parseFloat(part.style.fontSize);
  const looks = {
    justified: (at, parts) => getComputedStyle(at).textAlign === "justify" && at.getBoundingClientRect().height > 2.5 * lineHeight(parts[0]) &&
      letters(parts.map((p) => p.text).join("")) > 100,
    // Several full lines: how wide they are, and how wide a letter is.
    long: (at, parts) => {
      const all = read(at.innerText ?? ""), { height } = at.getBoundingClientRect();
      if (all.length < 2.5 * longest || height < 2.5 * lineHeight(parts[0]) || !/^(block|list-item|table-cell)$/.test(getComputedStyle(at).display)) return 0;
      const main = parts.find((p) => p.text.length > 1.5 * longest);
      if (!main) return 0;
      range.selectNodeContents(main.nodes.find((node) => node.data.length > longest) ?? main.nodes[0]);
      const lines = [...range.getClientRects()].filter((r) => r.width > 1);
      const [wide, sum] = [Math.max(...lines.map((r) => r.width)), lines.reduce((total, r) => total + r.width, 0)];
      const each = sum / read(range.toString()).length;
      return lines.length > 1 && wide / each > longest ? Math.round(wide / each) : 0;
    },
    capitals: (at, parts) => {
      const main = parts.reduce((a, b) => (b.text.length > a.text.length ? b : a));
      const upper = main.style.textTransform === "uppercase";
      const set = upper ? main.text.toUpperCase() : main.text;
      const words = set.split(" ").filter((word) => letters(word) > 2 && /\p{Lu}/u.test(word)); // Arabic has no capitals
      return words.length > 3 && letters(words.join("")) >= 20 && !/\p{Ll}/u.test(set) && main;
    },
    tiny: (at, parts) => parts.find((p) => parseFloat(p.style.fontSize) < tiny && parseFloat(p.style.fontSize) > none && letters(p.text) > 3 && s.shown(p.e)),
  };
  const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
  const found = [];
  const counts = { justified: 0, long: 0, capitals: 0, tiny: 0 };
  const kinds = new Set();
  const tell = (what, e, text, value) => {
    // A list of such things is one thing to mend.
    const kind = [what, e.localName, e.getAttribute("class"), s.parent(e)?.localName, s.parent(e) && Element.prototype.getAttribute.call(s.parent(e), "class")].join("|");
    if (kinds.has(kind) || counts[what] === 5) return;
    kinds.add(kind);
    counts[what] += 1;
    found.push([what, s.path(e), short(text), value]);
  };
  for (const [at, parts] of blocks) {
    const text = parts.map((p) => p.text).join(" ");
    if (looks.justified(at, parts)) tell("justified", at, text, 0);
    const long = looks.long(at, parts);
    if (long) tell("long", at, text, long);
    const capitals = looks.capitals(at, parts);
    if (capitals && s.shown(capitals.e)) tell("capitals", capitals.e, capitals.text, 0);
    const tiny = looks.tiny(at, parts);
    if (tiny) tell("tiny", tiny.e, tiny.text, Math.round(10 * parseFloat(tiny.style.fontSize)) / 10);
  }
  const first = blocks.keys().next().value;
  return found.length || !first ? found : [["", s.path(first), "", 0]];
}"""


@check(
    "tiring-text",
    criteria=[],
    impact="minor",
    title=Message(en="Text is set so that it is hard to read", sv="Text är satt så att den är svår att läsa"),
    mend=Message(
        en="Align text to one side, keep lines below about 80 characters (max-width: 70ch), write as in a sentence, and use at least 12 px.",
        sv="Låt texten ha rak kant på en sida, håll raderna under omkring 80 tecken (max-width: 70ch), skriv som i en mening och använd minst 12 px.",
    ),
)
def tiring_text(page: Operated) -> Iterator[Outcome]:
    """Applies to visible text, code excepted. Expected: aligned to one side, short lines, small letters, and these not tiny."""
    for what, selector, text, value in page.ask(_LOOK):
        match what:
            case "justified":
                yield fails(selector, JUSTIFIED, text=text)
            case "long":
                yield fails(selector, LONG_LINES, text=text, characters=value)
            case "capitals":
                yield fails(selector, ALL_CAPITALS, text=text)
            case "tiny":
                yield fails(selector, TINY, text=text, size=value)
            case _:
                yield passes(selector)
