"""Tables whose headings only look like headings: for people who hear a cell, and have to know of which day and which class it tells."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

FIRST_ROW = Message(
    en="The first row of the table, “{cells}”, looks like headings, and is marked as data like the {rows} rows below it.",
    sv="Tabellens första rad, ”{cells}”, ser ut som rubriker men är märkt som data, precis som de {rows} raderna under.",
)
ROW_APART = Message(
    en="The first row of the table, “{cells}”, is set apart from the others, and no cell of it is marked as a heading. Are they headings of the columns?",
    sv="Tabellens första rad, ”{cells}”, är framhävd jämfört med de andra, men ingen cell i den är märkt som rubrik. Är de rubriker för kolumnerna?",
)
FIRST_COLUMN = Message(
    en="The first column of the table, “{cells}”, is set apart as headings are, and no cell is marked as a heading. Are they headings of their rows?",
    sv="Tabellens första kolumn, ”{cells}”, är framhävd som rubriker brukar vara, men ingen cell är märkt som rubrik. Är de rubriker för sina rader?",
)
FIGURES_ALONE = Message(
    en="The table has {rows} rows of {columns} figures or words, the first “{cells}”, and no heading. Can one tell what each column means?",
    sv="Tabellen har {rows} rader med {columns} tal eller ord, först ”{cells}”, och ingen rubrik. Går det att veta vad varje kolumn betyder?",
)
HEADINGS_IN_TWO_ROWS = Message(
    en="The table has headings in {rows} rows, some of them over several columns. Does a screen reader read the right ones with each cell?",
    sv="Tabellen har rubriker i {rows} rader, varav några över flera kolumner. Läser en skärmläsare upp rätt rubriker för varje cell?",
)

_LOOK = r"""(s) => {
  const [mostTables, mostRows, mostCells, longest] = [60, 15, 20, 60];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  // What makes a cell a place on the page, and no datum.
  const block = "table, ul, ol, dl, pre, h1, h2, h3, h4, h5, h6, form, fieldset, nav, section, article, header, footer, textarea, select, iframe, video, " +
    "input:not([type=checkbox], [type=radio], [type=hidden]), p + p, div + div, hr, blockquote, [contenteditable]";
  const firstText = (cell) => {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) if (/\S/.test(node.data)) return node.parentElement;
    return cell;
  };
  const weight = (cell) => parseInt(getComputedStyle(firstText(cell)).fontWeight);
  const ground = (cell) => {
    for (let at = cell; at && at.localName !== "table"; at = s.parent(at)) {
      const colour = getComputedStyle(at).backgroundColor;
      if (s.rgba(colour)[3] > 0.05) return colour;
    }
    return "";
  };
  const heading = (cell) => cell.localName === "th" || /^(columnheader|rowheader)$/.test(attribute(cell, "role"));
  const found = [];
  let well = "";
  const told = (cells) => cells.map((cell) => clean(cell.textContent)).filter(Boolean).slice(0, 4).join(", ").slice(0, 80);
  for (const table of s.all("table").slice(0, mostTables)) {
    if (attribute(table, "role") || !s.shown(table) || (s.parent(table) && s.parent(table).closest("table"))) continue;
    if (table.closest("[aria-hidden=true], [inert], [contenteditable]") || table.querySelector("[headers]")) continue;
    // Rows that a menu or a filter keeps away now are no rows for anybody.
    const rows = [...table.rows].slice(0, 400).filter((row) => row.cells.length && s.shown(row));
    const seen = rows.slice(0, mostRows).map((row) => [...row.cells].slice(0, mostCells));
    if (seen.length < 2 || seen.some((cells) => cells.some((cell) => attribute(cell, "role").match(/^(none|presentation)$/)))) continue;
    const [first, ...below] = seen;
    const headed = seen.flat().some(heading);
    if (headed) well ||= s.path(table);
    const headRows = seen.findIndex((cells) => !cells.every((cell) => heading(cell) || (cell === cells[0] && !clean(cell.textContent))));
    if (headRows > 1 && first.some((cell) => cell.colSpan > 1) && !table.querySelector("[scope]") &&
        seen.slice(0, headRows).every((cells) => cells.filter((cell) => clean(cell.textContent)).length > 1)) {
      found.push([s.path(table), "two", headRows, 0, ""]);
      continue;
    }
    // As many cells in each row, short, filled for the most part, and nothing in them but words, signs and boxes to tick.
    const columns = first.length;
    if (columns < 2 || below.some((cells) => cells.length !== columns) || seen.flat().some((cell) => cell.colSpan > 1 || cell.rowSpan > 1)) continue;
    const texts = seen.map((cells) => cells.map((cell) => clean(cell.innerText)));
    if (texts.flat().some((text) => text.length > 4 * longest) || seen.flat().some((cell) => cell.querySelector(block))) continue;
    const filled = texts.flat().filter(Boolean);
    if (filled.length < 0.6 * texts.flat().length || filled.filter((text) => text.length > longest).length > 0.2 * filled.length) continue;
    if (first.some(heading)) continue;
    const words = (list) => list.every((text) => /\p{L}/u.test(text) && text.length <= 40);
    const [titles, others] = [texts[0].filter(Boolean), seen.slice(1)];
    const bolder = (cells, than) => Math.min(...cells.map(weight)) >= Math.max(...than.map(weight)) + 200;
    const grounds = (cells) => new Set(cells.map(ground));
    const told1 = first.filter((_, i) => texts[0][i]);
    const many = below.length > 1; // two rows may be anything
    if (many && titles.length >= 2 && titles.length >= columns - 1 && words(titles) && new Set(titles).size === titles.length) {
      const apart = grounds(first);
      const set = bolder(told1, others.flat().filter((cell) => !heading(cell)));
      const drawn = apart.size === 1 && ![...apart].some((colour) => grounds(others.flat()).has(colour)) && ![...apart].includes("");
      // What is bold may be a sum, a letterhead or whoever has won. Words above columns of figures are headings.
      const sum = /^(summa|sammanlagt|totalt?|alla|medel(värde)?|snitt|sum|all|average|mean)(?!\p{L})/iu;
      const figure = (text) => /\d/.test(text);
      const figures = (i) => texts.slice(1).every((row) => figure(row[i]));
      const kinds = columns > 2 && below.length > 2 && !titles.some((text) => figure(text) || sum.test(text)) && first.some((_, i) => texts[0][i] && figures(i));
      // A group of rows that says that it is the head; a ground of its own is not enough by itself.
      if ((set && kinds) || (first[0].closest("thead") && (set || drawn || below[0][0].closest("tbody")))) {
        found.push([s.path(table), "row", rows.length - 1, columns, told(first)]);
        continue;
      }
      if (set || drawn) {
        found.push([s.path(table), "apart", rows.length, columns, told(first)]);
        continue;
      }
    }
    if (headed) continue;
    const column = seen.map((cells) => cells[0]), rest = seen.flatMap((cells) => cells.slice(1)).filter((cell) => clean(cell.textContent));
    if (many && rest.length && words(column.map((cell) => clean(cell.textContent))) && bolder(column, rest)) {
      found.push([s.path(table), "column", rows.length, columns, told(column)]);
      continue;
    }
    const figures = rest.filter((cell) => /^[\s\d.,:%+–−-]*\d[\s\d.,:%+–−-]*(kr|€|\$|%|h|min|st|p)?$/.test(clean(cell.innerText)));
    if (rows.length > 3 && columns > 2 && figures.length >= 0.5 * rest.length) found.push([s.path(table), "figures", rows.length, columns, told(first)]);
    if (found.length === 20) break;
  }
  return { found, well };
}"""


@check(
    "table-without-headers",
    criteria=["1.3.1"],
    impact="serious",
    title=Message(
        en="A table's headings are not marked as headings", sv="En tabells rubriker är inte märkta som rubriker"
    ),
    mend=Message(
        en='Make each heading of a column <th scope="col">, and each heading of a row <th scope="row">.',
        sv='Gör varje kolumnrubrik till <th scope="col"> och varje radrubrik till <th scope="row">.',
    ),
)
def table_without_headers(page: Operated) -> Iterator[Outcome]:
    """Applies to tables of short cells, as many in each row, and to tables with headings in several rows. Expected: what is set
    apart as a heading is a header cell. Tables that place things on the page are left alone."""
    seen = page.ask(_LOOK)
    for way, what, rows, columns, cells in seen["found"]:
        if what == "row":
            yield fails(way, FIRST_ROW, rows=rows, cells=cells)
        elif what == "apart":
            yield unsure(way, ROW_APART, cells=cells)
        elif what == "column":
            yield unsure(way, FIRST_COLUMN, cells=cells)
        elif what == "two":
            yield unsure(way, HEADINGS_IN_TWO_ROWS, rows=rows)
        else:
            yield unsure(way, FIGURES_ALONE, rows=rows, columns=columns, cells=cells)
    if seen["well"] and not seen["found"]:
        yield passes(seen["well"])
