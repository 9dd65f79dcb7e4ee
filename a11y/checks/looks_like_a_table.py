"""Columns made of spaces or boxes that are no table: for people who hear them row by row, and never learn which column they are in."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, unsure
from a11y.operated import Operated

SPACES = Message(
    en="{rows} lines, the first “{called}”, stand in columns that are made of spaces.",
    sv="{rows} rader, den första ”{called}”, står i kolumner som är gjorda med mellanslag.",
)
SPACES_PERHAPS = Message(
    en="{rows} lines, the first “{called}”, have wide gaps made of spaces that do not stand below each other. Are they a table?",
    sv="{rows} rader, den första ”{called}”, har stora mellanrum gjorda med mellanslag, som inte står under varandra. Är de en tabell?",
)
PREFORMATTED = Message(
    en="{rows} lines, the first “{called}”, stand in columns that are made of spaces in preformatted text. Are they a table?",
    sv="{rows} rader, den första ”{called}”, står i kolumner som är gjorda med mellanslag i förformaterad text. Är de en tabell?",
)
BOXES = Message(
    en="{rows} rows of {columns} texts, the first “{called}”, stand in columns and are marked as plain text. Are they a table?",
    sv="{rows} rader med {columns} texter, den första ”{called}”, står i kolumner och är märkta som vanlig text. Är de en tabell?",
)

_LOOK = r"""(s) => {
  const [mostRows, longest, most] = [3000, 60, 20];
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const closest = (e, selector) => Element.prototype.closest.call(e, selector);
  const children = (e) => [...Object.getOwnPropertyDescriptor(Element.prototype, "children").get.call(e)];
  const other = "table, ul, ol, dl, menu, nav, svg, math, select, code, kbd, samp, button, label, header, footer, [role=row], [role=table], [role=grid], " +
    "[role=treegrid], [role=list], [role=listbox], [role=listitem], [role=menu], [role=tree], [role=tablist], [role=toolbar], [role=img], [role=navigation], " +
    "[role=contentinfo], [role=banner], [role=radiogroup], [contenteditable], [aria-hidden=true], [inert]";
  const found = [];
  // Where words stand after wide gaps, as positions in the line.
  const columnsOf = (line, gap) => {
    const starts = [];
    for (const match of line.matchAll(gap)) if (match.index > 0) starts.push(match.index + match[0].length);
    return starts;
  };
  const words = (text) => (text.match(/[\p{L}\d]+/gu) ?? []).length;
  const programmed = /[{}<>;=$#\\|~^`@]|\(\)|::|->|--\w|\w_\w|\w\/\w+\/|https?:/;
  for (const e of s.all("pre").slice(0, 100)) {
    if (found.length === most) break;
    const text = Object.getOwnPropertyDescriptor(Node.prototype, "textContent").get.call(e);
    if (text.length > 5000 || closest(e, other) || e.querySelector("code, kbd, samp, span, var, a") || !s.shown(e)) continue;
    if (/highlight|code|source|console|terminal|output|literal|shell|screen|programlisting/i.test(`${e.className} ${s.parent(e)?.className}`)) continue;
    const lines = text.replaceAll("\t", "        ").split("\n").filter((line) => /\S/.test(line));
    const columns = lines.map((line) => columnsOf(line.trimStart(), /\s{2,}(?=\S)/g).length);
    const rows = columns.filter((count) => count >= 2).length;
    if (rows < 3 || rows < 0.7 * lines.length || programmed.test(text)) continue;
    const usual = columns.toSorted((a, b) => a - b)[Math.floor(columns.length / 2)];
    if (columns.filter((count) => count === usual).length < 0.7 * columns.length || words(text) < 2 * lines.length) continue;
    found.push([s.path(e), "pre", rows, usual + 1, clean(lines[0]).slice(0, 60)]);
  }
  // Wide gaps of spaces that do not break, line after line in one block; or text whose style keeps its spaces.
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const spaced = new Set();
  for (let node = walk.nextNode(); node && spaced.size < 200; node = walk.nextNode())
    if (/\u00a0{3}|(\u00a0 ){2}|[\u2003\u2002]{2}/.test(node.data) && node.parentElement) spaced.add(node.parentElement);
  const written = (e) => (typeof e.innerText === "string" ? e.innerText.trim() : ""); // a form may have a field of that name
  const holders = new Set();
  // Whether what follows the gaps begins at the same places, line after line: hardly a space's width apart.
  const lineUp = (holder, gap, gaps) => {
    const nodes = [];
    const parts = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    for (let node = parts.nextNode(); node; node = parts.nextNode()) nodes.push(node);
    const text = nodes.map((node) => node.data.replace(/\n/g, " ")).join("");
    const range = document.createRange();
    const rows = new Map();
    for (const match of text.matchAll(gap)) {
      let at = match.index + match[0].length, i = 0;
      while (at >= nodes[i].data.length) at -= nodes[i++].data.length;
      range.setStart(nodes[i], at);
      range.setEnd(nodes[i], at + 1);
      const { left, bottom } = range.getBoundingClientRect();
      const line = Math.round(bottom / 4);
      rows.set(line, [...(rows.get(line) ?? []), left]);
    }
    const whole = [...rows.values()].filter((lefts) => lefts.length === gaps);
    const most = 0.4 * parseFloat(getComputedStyle(holder).fontSize);
    return whole.length >= 3 && whole[0].every((_, i) => Math.max(...whole.map((row) => row[i])) - Math.min(...whole.map((row) => row[i])) <= most);
  };
  for (const e of spaced) {
    if (closest(e, `${other}, pre, script, style, noscript, template, textarea, title, option`) || !s.shown(e)) continue;
    let at = e;
    while (at && /^inline/.test(getComputedStyle(at).display)) at = s.parent(at);
    if (!at) continue;
    const holder = written(at).includes("\n") ? at : s.parent(at);
    if (holder) holders.add(holder);
  }
  for (const holder of holders) {
    if (found.length === most) break;
    const text = written(holder);
    let run = [];
    const gap = /(?:[ \u00a0]*\u00a0[ \u00a0]{2,}|[\u2002\u2003]{2,})(?=[^\s\u00a0])/g;
    const lines = text.length < 20000 ? text.split("\n").filter((line) => /\S/.test(line)) : [];
    let best = [];
    for (const line of [...lines, ""]) {
      const gaps = columnsOf(line.replace(/^[\s\u00a0]+/, ""), gap).length;
      if (gaps >= 1 && (!run.length || run[0].gaps === gaps)) run.push({ line, gaps });
      else {
        if (run.length > best.length) best = run;
        run = gaps >= 1 ? [{ line, gaps }] : [];
      }
    }
    if (best.length < 3 || best[0].gaps < 2 || best.some(({ line }) => !/[\p{L}\d]/u.test(line) || /[|·•]/.test(line) || programmed.test(line))) continue;
    // Links in a line beside each other are a menu.
    if (holder.querySelectorAll("a, button, input, img").length >= best.length) continue;
    found.push([s.path(holder), lineUp(holder, gap, best[0].gaps) ? "spaces" : "perhaps", best.length, best[0].gaps + 1, clean(best[0].line).slice(0, 60)]);
  }
  // Rows of boxes: as many in each, in the same places, with short texts.
  const candidates = s.all("div, section").filter((e) => e.childElementCount >= 3).slice(0, mostRows);
  for (const e of candidates) {
    if (found.length === most) break;
    const rows = children(e);
    const cells = rows[1].childElementCount;
    if (cells < 3 || cells > 12 || rows[2].childElementCount !== cells) continue;
    if (rows.some((row) => !/^(div|section|p|span)$/.test(row.localName))) continue;
    const alike = rows.filter((row) => row.childElementCount === cells);
    if (alike.length < 3 || alike.length < rows.length - 1) continue;
    if (closest(e, other) || !s.shown(e) || e.querySelector("table, [role=row], [role=listitem], h1, h2, h3, h4, h5, h6, p + p, ul, ol, dl, pre, " +
      "input:not([type=checkbox], [type=hidden]), select, textarea, form, nav, article, video, [role=gridcell]")) continue;
    const shown = alike.filter(s.shown).slice(0, 30);
    if (shown.length < 3) continue;
    const grid = shown.map((row) => children(row));
    const texts = grid.map((row) => row.map((cell) => clean(cell.textContent)));
    if (texts.flat().some((text) => text.length > longest)) continue;
    const said = texts.flat().filter((text) => /[\p{L}\d]/u.test(text));
    if (said.length < 0.7 * texts.flat().length || texts.some((row) => row.filter((text) => /[\p{L}\d]/u.test(text)).length < 2)) continue;
    // What is pressed all over is a keypad or a menu.
    if (e.querySelectorAll("a[href], button").length > said.length / 2) continue;
    const boxes = grid.map((row) => row.map(s.box));
    const across = boxes.every((row) => row.every(([left, top, , height], i) => i === 0 || (left > row[i - 1][0] + 4 && Math.abs(top + height / 2 - row[i - 1][1] - row[i - 1][3] / 2) < 12)));
    const down = boxes.every((row, i) => i === 0 || row[0][1] > boxes[i - 1][0][1] + 4);
    const column = (i) => new Set(boxes.map((row) => Math.round(row[i][0] / 3))).size === 1 || new Set(boxes.map((row) => Math.round((row[i][0] + row[i][2]) / 3))).size === 1;
    if (!across || !down || !boxes[0].every((_, i) => column(i))) continue;
    found.push([s.path(e), "boxes", shown.length, cells, texts[0].filter(Boolean).join(", ").slice(0, 60)]);
  }
  return found;
}"""


@check(
    "looks-like-a-table",
    criteria=["1.3.1"],
    impact="serious",
    title=Message(
        en="Something looks like a table and is not marked as one",
        sv="Något ser ut som en tabell men är inte märkt som en",
    ),
    mend=Message(
        en="Make it a <table> with <th> for its headings, or give it the roles table, row, columnheader and cell.",
        sv="Gör den till en <table> med <th> för rubrikerna, eller ge den rollerna table, row, columnheader och cell.",
    ),
)
def looks_like_a_table(page: Operated) -> Iterator[Outcome]:
    """Applies to lines with wide gaps made of spaces, to preformatted text in columns, and to rows of boxes that stand in columns.
    Expected: no rows of data. Code, menus, forms and lists are left alone."""
    for selector, what, rows, columns, called in page.ask(_LOOK):
        if what == "spaces":
            yield fails(selector, SPACES, rows=rows, called=called)
        elif what == "perhaps":
            yield unsure(selector, SPACES_PERHAPS, rows=rows, called=called)
        elif what == "pre":
            yield unsure(selector, PREFORMATTED, rows=rows, called=called)
        else:
            yield unsure(selector, BOXES, rows=rows, columns=columns, called=called)
