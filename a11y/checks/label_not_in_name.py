"""Names that are not what stands there: for people who speak to the computer, say what they see, and are not understood."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

ANOTHER_NAME = Message(
    en="“{label}” stands there, and its name is “{name}”.",
    sv="Där står ”{label}”, men namnet är ”{name}”.",
)
ANOTHER_ORDER = Message(
    en="“{label}” stands there, and the words stand apart or in another order in its name, “{name}”. Is it found by voice?",
    sv="Där står ”{label}”, men i namnet ”{name}” står orden isär eller i en annan ordning. Går det att nå med rösten?",
)
IS_IT_THE_LABEL = Message(
    en="“{label}” stands there, and its name is “{name}”. Is that the label, or what it contains or has as its value?",
    sv="Där står ”{label}”, men namnet är ”{name}”. Är det etiketten, eller är det innehållet eller värdet?",
)

_MOST = 400
# Names that come from the content or from a label element hold what stands there; only the other ones are looked at.
_LOOK = r"""(s, most) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name);
  const icons = /icon|symbol|awesome|glyph|dingbat|\bfa\b/i;
  const aside = new Set(["script", "style", "select", "textarea", "input", "kbd", "svg", "noscript", "template", "sup", "audio", "video", "iframe"]);
  const drawn = (node, box) => {
    const e = node.parentElement;
    const style = getComputedStyle(e);
    if (/, 0\)$|\/ 0\)$/.test(style.color) && /^rgba|\//.test(style.color)) return false;
    if (icons.test(style.fontFamily) || icons.test(e.className)) return false;
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].some((r) => r.width > 1 && r.height > 4 &&
      Math.min(r.right, box.right) - Math.max(r.left, box.left) > 0.3 * Math.min(r.width, box.width) && r.bottom > box.top && r.top < box.bottom);
  };
  // Hidden for the eye by being cut to a pixel, as texts for screen readers are.
  const cut = (e) => {
    const style = getComputedStyle(e);
    const r = e.getBoundingClientRect();
    return (style.clip !== "auto" && style.position === "absolute") || /inset\((50|100)%/.test(style.clipPath) ||
      (style.overflow !== "visible" && style.display !== "inline" && (r.width <= 1 || r.height <= 1));
  };
  const text = (target) => {
    const box = target.getBoundingClientRect();
    const parts = [];
    const walk = (node, depth) => {
      if (parts.length > 40 || depth > 20) return;
      if (node.nodeType === 3) {
        if (/\S/.test(node.data) && drawn(node, box)) parts.push(node.data);
      } else if (node.nodeType === 1 && !aside.has(node.localName)) {
        if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && getComputedStyle(node).display !== "contents") return;
        if (cut(node)) return;
        const inline = getComputedStyle(node).display === "inline";
        if (!inline) parts.push(" ");
        for (const child of (node.shadowRoot ?? node).childNodes) walk(child, depth + 1);
        if (!inline) parts.push(" ");
      }
    };
    walk(target, 0);
    return parts.join("").replace(/\s+/g, " ").trim();
  };
  // All that a reference may contribute to a name: more than it does, so that no name is taken for shorter than it is.
  const said = (n) => {
    const own = attribute(n, "aria-label") ?? "";
    const inner = [...n.querySelectorAll("[aria-label], [alt], [title]")].map((x) => attribute(x, "aria-label") ?? x.alt ?? x.title);
    return own.trim() ? own : [n.textContent, n.value ?? "", n.alt ?? "", n.title ?? "", ...inner].join(" ");
  };
  const nameOf = (e) => {
    const ids = (attribute(e, "aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const parts = ids.map((id) => e.getRootNode().getElementById(id)).filter(Boolean);
    const name = parts.map((n) => (n === e && attribute(e, "aria-label")) || said(n)).join(" ").replace(/\s+/g, " ").trim();
    return name || (attribute(e, "aria-label") ?? "").replace(/\s+/g, " ").trim();
  };
  const marks = /\((.*?)\)|\[(.*?)\]/g;
  const plain = (t) => t.normalize("NFKC").toLowerCase().replace(/[\u2018\u2019'’\u00ad\u200b]/g, "");
  const words = (t) => plain(t).replace(/\p{L}+_[\p{L}_]+/gu, " ").match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const keys = /(?:[⌘⌃⌥⇧⊞]\s*|\b(?:ctrl|cmd|alt|option|shift)\s*[+-]\s*)+\S{1,6}/giu; // "Search ⌘K": what to press is no part of the label
  const formula = /[²³⁴ⁿ√∑∫=+×÷<>]/u;
  const filler = /^(required|optional|obligatorisk[at]?|valfri[tta]*|krävs)$/;
  const within = (label, name) => name.some((_, at) => label.every((w, i) => name[at + i] === w));
  const subsequence = (short, long) => { let at = 0; for (const c of long) if (c === short[at]) at += 1; return at === short.length; };
  const judge = (label, name) => {
    const [l, n] = [words(label.replace(marks, " ").replace(keys, " ")).filter((w) => !filler.test(w)), words(name)];
    const core = l.filter((w) => !/^\p{N}/u.test(w)); // 3 new messages, 1.2k stars: a number changes
    const letters = core.join("");
    if (letters.length < 2 || within(l, n)) return null;
    const [ls, ns] = [l.join(""), n.join("")];
    if ((ls.length >= 4 || /[^\u0000-\u024f]/.test(ls)) && ns.includes(ls)) return null;
    if (within(core, n)) return null;
    if (core.every((w) => n.includes(w))) return "order";
    if (formula.test(label) && core.every((w) => w.length <= 2)) return "value"; // x² + y²: it may be told in words
    // Shortened: Mon for Monday, SV for Svenska, AA for Anna Andersson, wk for week.
    if (core.length <= 3 && core.some((w) => w.length <= 4) && core.every((w) => n.some((m) => m.startsWith(w)))) return null;
    if (core.length === 1 && letters.length <= 3) return subsequence(letters, ns) ? null : "value";
    if (within(n, l)) return "value"; // more stands there than the name: a badge, an explanation, a whole card
    if (core.length > 6 || label.length > 60) return "value";
    return "name";
  };
  const short = (t) => (t.length > 120 ? `${t.slice(0, 119)}…` : t);
  const fields = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea";
  const presses = "a[href], button, summary, input[type=submit], input[type=button], input[type=reset], [role=button], [role=link], " +
    "[role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], [role=tab], [role=checkbox], [role=radio], [role=switch]";
  const named = (kinds) => s.all(kinds).filter((e) => e.hasAttribute("aria-label") || e.hasAttribute("aria-labelledby"));
  const found = [];
  let well = "";
  const consider = (e, label, value) => {
    const name = nameOf(e);
    if (!name || !label) return;
    const verdict = judge(label, name);
    if (verdict) found.push([s.path(e), verdict === "name" && value ? "value" : verdict, short(label), short(name)]);
    else well ||= s.path(e);
  };
  for (const e of named(presses).slice(0, most)) {
    const role = attribute(e, "role");
    if (!s.shown(e) || cut(e) || e.matches(":disabled, [aria-disabled=true]") || e.closest("[aria-hidden=true], [inert]")) continue;
    if (/^(combobox|listbox|textbox|searchbox|slider|spinbutton|option|gridcell|img|none|presentation)$/.test(role ?? "")) continue;
    if (attribute(e, "aria-haspopup") === "listbox") continue;
    // What opens a menu may show what is chosen in it; what holds a heading, several paragraphs or a picture may be a whole card.
    const value = e.hasAttribute("aria-haspopup") || e.querySelector("h1, h2, h3, h4, h5, h6, p + p, p + div, time, code, pre, img:not([alt=''])") !== null;
    consider(e, e.localName === "input" ? e.value : text(e), value);
  }
  for (const e of named(fields).slice(0, most)) {
    if (e.matches(":disabled") || e.closest("[aria-hidden=true], [inert]")) continue;
    const labels = [...(e.labels ?? [])].filter((l) => s.shown(l) && !cut(l)).map(text).filter(Boolean);
    const name = nameOf(e);
    if (labels.some((l) => name && !judge(l, name))) well ||= s.path(e);
    else if (labels.length) consider(e, labels[0], labels.length > 1);
  }
  return { found: found.slice(0, 50), well };
}"""
_SAYS = {"name": ANOTHER_NAME, "order": ANOTHER_ORDER, "value": IS_IT_THE_LABEL}


@check(
    "label-not-in-name",
    criteria=["2.5.3"],
    impact="moderate",
    title=Message(
        en="What stands there and what it is called differ", sv="Det som står där och det som den heter skiljer sig åt"
    ),
    mend=Message(
        en="Take aria-label away, or let it begin with the words that can be seen.",
        sv="Ta bort aria-label, eller låt det börja med de ord som syns.",
    ),
)
def label_not_in_name(page: Operated) -> Iterator[Outcome]:
    """Applies to buttons, links and fields with a visible label and a name from aria-label or aria-labelledby. Expected: the
    words of the label stand together in the name. Symbols, numbers, single letters and abbreviations are no words."""
    seen = page.ask(_LOOK, _MOST)
    for way, kind, label, name in seen["found"]:
        outcome = fails if kind == "name" else unsure
        yield outcome(way, _SAYS[kind], label=label, name=name)
    if seen["well"] and not seen["found"]:
        yield passes(seen["well"])
