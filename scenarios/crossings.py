"""Where a row and a column of a table meet: how people find the radio button that has no label, or the cell to write in."""

from __future__ import annotations

from playwright.sync_api import ElementHandle, Frame

from scenarios.targets import Target

_CROSSING = """([row, column, editable, part]) => {
  const TABLE = 'table, [role=table], [role=grid], [role=treegrid]', ROW = 'tr, [role=row]';
  const CELL = 'td, th, [role=cell], [role=gridcell], [role=columnheader], [role=rowheader]';
  const FIELD = 'input:not([type=hidden]), textarea, select, [contenteditable=""], [contenteditable=true], [role=textbox], '
    + '[role=combobox], [role=spinbutton], [role=checkbox], [role=switch], [role=radio]';
  const PRESSED = 'button, a[href], summary, [role=button], [role=link], input[type=submit], input[type=button]';
  const fold = (s) => (s || '').replace(/\\s+/g, ' ').trim().toLowerCase();
  const drawn = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0; };
  const shown = (e) => drawn(e) && e.checkVisibility({ visibilityProperty: true });
  const picture = (c) => { const i = c.querySelector('img[alt], [aria-label], [title], abbr'); return i ? i.getAttribute('alt') || i.getAttribute('aria-label') || i.title : ''; };
  const said = (c) => fold(c.innerText) || fold(c.getAttribute('aria-label')) || fold(c.title) || fold(picture(c));
  const roots = (root) => [root, ...[...root.querySelectorAll('*')].filter((e) => e.shadowRoot).flatMap((e) => roots(e.shadowRoot))];
  const tables = roots(part || document).flatMap((r) => [...(r.matches && r.matches(TABLE) ? [r] : []), ...r.querySelectorAll(TABLE)]).filter(shown);
  const grid = (table) => {
    const places = [];
    [...table.querySelectorAll(ROW)].filter((r) => r.closest(TABLE) === table).forEach((r, y) => {
      places[y] ||= [];
      let x = 0;
      for (const cell of [...r.querySelectorAll(CELL)].filter((c) => c.closest(ROW) === r)) {
        while (places[y][x]) x++;
        const wide = Number(cell.colSpan || cell.getAttribute('aria-colspan')) || 1, high = Number(cell.rowSpan) || 1;
        for (let i = 0; i < Math.min(high, 500); i++) for (let j = 0; j < Math.min(wide, 500); j++) (places[y + i] ||= [])[x + j] = cell;
        x += wide;
      }
    });
    return places.filter((line) => line.some((c) => c && shown(c)));
  };
  const grids = tables.map(grid), wantedRow = fold(row), wantedColumn = fold(column);
  const is = { exact: (a, b) => a === b, part: (a, b) => a.includes(b) };
  const heads = (line, fits) => line.flatMap((c, x) => c && fits(said(c), wantedColumn) && !c.querySelector(FIELD) ? [x] : []);
  const inOne = (places, fits) => {
    const top = places.findIndex((line) => heads(line, fits).length);
    if (top < 0) return [];
    const columns = heads(places[top], fits);
    const called = (how) => places.filter((line, y) => y !== top && line.some((c) => c && how(said(c), wantedRow)));
    const lines = called(is.exact).length ? called(is.exact) : called(is.part);
    return lines.flatMap((line) => columns.map((x) => line[x])).filter(Boolean);
  };
  // A head that stands still while its table scrolls is often a table of its own: what lies beneath it counts.
  const beneath = (fits) => {
    const head = grids.flat(2).find((c) => c && shown(c) && fits(said(c), wantedColumn) && !c.querySelector(FIELD));
    if (!head) return [];
    const box = head.getBoundingClientRect(), middle = box.left + box.width / 2;
    const lines = grids.flat().filter((line) => !line.includes(head) && line.some((c) => c && fits(said(c), wantedRow)));
    return lines.flatMap((line) => line.filter((c) => { const b = c && c.getBoundingClientRect(); return b && b.left <= middle && middle < b.right; }));
  };
  let cells = [];
  for (const find of [() => grids.flatMap((g) => inOne(g, is.exact)), () => grids.flatMap((g) => inOne(g, is.part)), () => beneath(is.exact), () => beneath(is.part)]) {
    cells = [...new Set(find())];
    if (cells.length) break;
  }
  const operable = (e) => drawn(e) || [...(e.labels || [])].some(drawn);
  const controls = (cell) => {
    const fields = [...cell.querySelectorAll(FIELD)].filter(operable);
    const all = editable && fields.length ? fields : [...cell.querySelectorAll(`${FIELD}, ${PRESSED}`)].filter(operable);
    return all.length ? all : [cell];
  };
  return cells.filter(shown).flatMap(controls);
}"""


def crossings(
    frame: Frame, target: Target, *, editable: bool, part: ElementHandle | None = None
) -> list[ElementHandle]:
    """What stands at a crossing: its control, or the cell itself if it has none. Several if it holds several.

    Args:
        frame: Where to look.
        target: The crossing.
        editable: Whether fields go before buttons.
        part: The part of the page that the table lies in, or the table; None for anywhere.
    """
    found = frame.evaluate_handle(_CROSSING, [target.row, target.column, editable, part])
    return [e for p in found.get_properties().values() if (e := p.as_element())]
