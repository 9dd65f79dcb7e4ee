"""Tables that place parts of a page, and are read as if they held data, or in another order than they are seen: advice for people who hear them."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

SAYS_BOTH = Message(
    en="The table says by its role that it only places things, and has {marks} as tables of data have.",
    sv="Tabellen anger med sin roll att den bara placerar saker, men har {marks} som datatabeller har.",
)
IS_IT_DATA = Message(
    en="The table holds whole parts of the page, and has {marks}. Is it a table of data?",
    sv="Tabellen rymmer hela delar av sidan och har {marks}. Är det en datatabell?",
)
HEADINGS_BEFORE_TEXTS = Message(
    en="“{first}” and “{second}” stand beside each other with their texts below. Both are read before the first text: can one tell what belongs together?",
    sv="”{first}” och ”{second}” står bredvid varandra med sina texter under. Båda läses upp före den första texten: går det att höra vad som hör ihop?",
)

_LOOK = r"""(s) => {
  const [most, mostRows, mostCells] = [60, 40, 12];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const within = (e, selector) => [...Element.prototype.querySelectorAll.call(e, selector)];
  const clean = (e) => (e.textContent ?? "").replace(/\s+/g, " ").trim();
  // What no cell of data holds.
  const part = "table, nav, main, header, footer, aside, article, h1, h2, form, [role=navigation], [role=main], [role=search]";
  const title = "h1, h2, h3, h4, h5, h6, [role=heading]";
  const [found, well] = [[], []];
  for (const table of s.all("table").slice(0, most)) {
    const role = attribute(table, "role");
    const said = /^(none|presentation)$/.test(role);
    if ((role && !said) || !s.shown(table) || table.closest("[aria-hidden=true], [inert], [contenteditable]")) continue;
    const rows = [...table.rows].slice(0, mostRows).map((row) => [...row.cells].slice(0, mostCells)).filter((cells) => cells.length);
    const cells = rows.flat();
    if (!cells.length || !(said || cells.some((cell) => within(cell, part).length))) continue;
    const marks = [];
    if (cells.some((cell) => cell.localName === "th" && clean(cell) && !/^(none|presentation)$/.test(attribute(cell, "role")))) marks.push("<th>");
    if (table.caption && clean(table.caption)) marks.push("<caption>");
    if (attribute(table, "summary").trim()) marks.push("summary");
    if (cells.some((cell) => cell.localName === "td" && (attribute(cell, "scope") || attribute(cell, "headers")))) marks.push("scope");
    const of = (cell) => (within(cell, title).length === 1 && clean(within(cell, title)[0]) === clean(cell) && clean(cell) ? within(cell, title)[0] : null);
    const texts = (row) => row.every((cell) => clean(cell).length >= 40 && !within(cell, title).length);
    const at = rows.findIndex((row, i) => row.length > 1 && row.every(of) && rows[i + 1]?.length === row.length && texts(rows[i + 1]));
    if (marks.length) found.push([s.path(table), said ? "both" : "data", marks.join(", "), ""]);
    else if (at >= 0) found.push([s.path(table), "order", clean(rows[at][0]).slice(0, 60), clean(rows[at][1]).slice(0, 60)]);
    else well.push(s.path(table));
    if (found.length === 20) break;
  }
  return { found, well: well.slice(0, 20) };
}"""


@check(
    "table-for-layout",
    criteria=[],
    impact="minor",
    title=Message(en="A table that places things on the page", sv="En tabell som placerar saker på sidan"),
    mend=Message(
        en='Place parts of a page with CSS; where a table must do it, give it role="presentation" and no headings, caption or summary, and put what belongs together into one cell.',
        sv='Placera sidans delar med CSS; om en tabell måste användas, ge den role="presentation" och inga rubriker, ingen caption och ingen summary, och lägg det som hör ihop i en cell.',
    ),
)
def table_for_layout(page: Operated) -> Iterator[Outcome]:
    """Applies to tables that say that they only place things, or whose cells hold whole parts of a page. Expected: nothing marks them as
    data, and what belongs together is read together. Advice: where it keeps people from understanding, it fails 1.3.1 or 1.3.2."""
    seen = page.ask(_LOOK)
    for way, what, first, second in seen["found"]:
        if what == "both":
            yield fails(way, SAYS_BOTH, marks=first)
        elif what == "data":
            yield unsure(way, IS_IT_DATA, marks=first)
        else:
            yield unsure(way, HEADINGS_BEFORE_TEXTS, first=first, second=second)
    for way in seen["well"]:
        yield passes(way)
