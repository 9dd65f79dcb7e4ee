"""How somebody who hears a page finds a thing: by role and name, in what is exposed; the exact name before one that contains it.

The counterpart of lookup.py, which looks at the screen. Nothing here asks where a thing lies or what it looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from scenarios.exposed import BUTTONS, OPERABLE, Node, fold
from scenarios.lookup import Look, least_fit
from scenarios.targets import Target
from scenarios.whole_words import Fit, how_fits

_REGIONS = frozenset(
    {
        "dialog", "alertdialog", "region", "group", "radiogroup", "form", "navigation", "main", "table", "grid", "row",
        "article", "list", "listitem", "complementary", "search", "toolbar", "tabpanel",
    }
)  # fmt: skip
_AROUND = frozenset({"group", "region", "form", "article", "listitem", "row", "dialog"})
_TABLES = frozenset({"table", "grid", "treegrid", "LayoutTable"})
_TABLE_ROWS = frozenset({"row", "LayoutTableRow"})
_CELLS = frozenset({"cell", "gridcell", "columnheader", "rowheader", "LayoutTableCell"})
_ROWS = ("row", "listitem", "article")
_ROLES: dict[str, frozenset[str]] = {
    "link": frozenset({"link"}),
    "button": BUTTONS,
    "heading": frozenset({"heading"}),
    "image": frozenset({"image"}),
    "thing": OPERABLE - {"LabelText"},
}

Test = Callable[[Node], bool]


def heard(root: Node, look: Look) -> list[Node]:
    """All exposed nodes that fit a look, in reading order; none for a CSS selector, which says nothing to the ear.

    Args:
        root: The tree.
        look: What to find, and where.
    """
    for scopes in _regions(root, look.within) if look.within else [[root]]:
        if found := _heard_in(scopes, root, look):
            return found
    return []


def _heard_in(scopes: Sequence[Node], root: Node, look: Look) -> list[Node]:
    if look.target.kind == "crossing":
        return _once(node for scope in scopes for node in _crossings(scope, look.target, editable=look.editable))
    for tier, exact in _tiers(look.target, editable=look.editable):
        found = _once(n for scope in scopes for n in _fitting(scope, tier, look.target, editable=look.editable))
        if not exact:
            found = _best_fitting(found, look.target.name, least_fit(look))
        if found and look.near:
            found = _nearest(found, _anchors(root, look.near))
        if found:
            return found
    return []


def _once(nodes: Iterable[Node]) -> list[Node]:
    return list({id(node): node for node in nodes}.values())


def _fit(node: Node, name: str) -> Fit:
    """How well a name fits a node; whole, where one of its parts says nothing else."""
    fit = max((f for said in (node.name, node.spoken) if (f := how_fits(said, name)) is not None), default=Fit.WORDS)
    return Fit.WHOLE if fit > Fit.PART and any(_said_alone(n, name) for n in node.walk()) else fit


def _said_alone(node: Node, name: str) -> bool:
    return Fit.WHOLE in {how_fits(node.name, name), how_fits(node.spoken, name)}


def _best_fitting(nodes: Sequence[Node], name: str, least: Fit = Fit.PART) -> list[Node]:
    fits = [_fit(node, name) for node in nodes]
    return [n for n, fit in zip(nodes, fits, strict=True) if fit == max(fits) and fit >= least]


def _tiers(target: Target, *, editable: bool) -> Iterator[tuple[Test, bool]]:
    """What to ask of a node, one after another, and whether that is to be called exactly so."""
    name = fold(target.name)
    if target.kind == "text":
        yield _says(name), True
        yield _says(name, part=True), False
    elif target.kind == "row":
        for role in _ROWS:
            yield (lambda n, role=role: n.role == role and name.lower() in n.spoken.lower()), False  # type: ignore[misc]
    elif target.kind == "field" or (target.kind == "thing" and editable):
        yield (lambda n: n.is_field and _called(n, name)), True
        yield (lambda n: n.is_field and _called(n, name, part=True)), False
    elif target.kind in _ROLES:
        roles = _ROLES[target.kind]
        yield (lambda n: n.role in roles and _called(n, name)), True
        yield (lambda n: n.role in roles and _called(n, name, part=True)), False
        if target.kind == "thing":
            yield _says(name), True
            yield _says(name, part=True), False


def _fitting(scope: Node, test: Test, target: Target, *, editable: bool) -> list[Node]:
    by_role = target.kind in {"link", "button", "heading", "image", "row", "field"} or editable
    if by_role or (target.kind == "thing" and not test(scope)):
        found = [n for n in scope.walk() if test(n)]
        if by_role or any(n.role in OPERABLE for n in found):
            return found
    return _smallest(scope, test)


def _called(node: Node, name: str, *, part: bool = False) -> bool:
    said = node.name or (node.spoken if node.role in {"heading", "link"} else "")
    return name.lower() in said.lower() if part else said == name


def _says(text: str, *, part: bool = False) -> Test:
    wanted = fold(text).lower()
    squeezed = wanted.replace(" ", "")

    def test(node: Node) -> bool:
        written = node.value if node.states.get("editable") == "richtext" else ""
        for said in (node.spoken.lower(), node.name.lower(), written.lower()):
            if (wanted in said) if part else (fold(said) == wanted):
                return True
            # Inline elements break a text into pieces, and whether a blank stands between them is lost.
            if part and squeezed in said.replace(" ", ""):
                return True
        return False

    return test


def _smallest(scope: Node, test: Test) -> list[Node]:
    """Nodes that fit, and of which no part fits."""
    found: list[Node] = []

    def visit(node: Node) -> bool:
        inner = [visit(child) for child in node.children]
        if any(inner):
            return True
        if node.role != "RootWebArea" and test(node):
            found.append(node)
            return True
        return False

    visit(scope)
    return found


def _regions(root: Node, target: Target) -> list[list[Node]]:
    """The parts of the page that are meant: all that fit equally well, and those that hold others of them after these."""
    if target.kind != "thing":
        return _innermost_first(heard(root, Look(target)))
    name = fold(target.name)
    named = [n for n in root.walk() if n.role in _REGIONS and n.name]
    if exact := [n for n in named if _called(n, name)]:
        return [exact]
    called = [n for n in named if _called(n, name, part=True)]
    around = [n for n in root.walk() if n.role in _AROUND and name.lower() in n.spoken.lower()]
    for least in (Fit.HYPHEN, Fit.PART):
        for holding in (called, around):
            if found := _best_fitting(holding, name, least):
                return _innermost_first(found)
    return []


def _innermost_first(nodes: Sequence[Node]) -> list[list[Node]]:
    holding = {id(above) for node in nodes for above in node.above() if above is not node}
    groups = [[n for n in nodes if (id(n) in holding) == holds] for holds in (False, True)]
    return [group for group in groups if group]


def _crossings(scope: Node, target: Target, *, editable: bool) -> list[Node]:
    """What is met where a row and a column meet, moving by the keys for tables: the control in the cell, or the cell."""
    for part in (False, True):
        cells = [c for table in scope.walk() if table.role in _TABLES for c in _cells_at(table, target, part=part)]
        if cells:
            return [node for cell in cells for node in _controls(cell, editable=editable)]
    return []


def _cells_at(table: Node, target: Target, *, part: bool) -> Iterator[Node]:
    rows = [
        [c for c in r.children if c.role in _CELLS]
        for r in table.walk()
        if r.role in _TABLE_ROWS and _table_of(r) is table
    ]
    heads = [(row, i) for row in rows for i, cell in enumerate(row) if _reads(cell, target.column, part=part)]
    if not heads:
        return
    head, _ = heads[0]
    for row in rows:
        if row is not head and any(_reads(cell, target.row, part=part) for cell in row):
            yield from (row[i] for line, i in heads if line is head and i < len(row))


def _table_of(row: Node) -> Node | None:
    return next((n for n in row.above() if n.role in _TABLES), None)


def _reads(cell: Node, text: str, *, part: bool) -> bool:
    said, wanted = fold(cell.spoken or cell.name).lower(), fold(text).lower()
    return wanted in said if part else said == wanted


def _controls(cell: Node, *, editable: bool) -> list[Node]:
    inner = [n for n in cell.walk() if n is not cell and (n.is_field or n.role in OPERABLE - {"LabelText"})]
    fields = [n for n in inner if n.is_field]
    return (fields if editable and fields else inner) or [cell]


def _anchors(root: Node, near: Target) -> list[Node]:
    return heard(root, Look(Target("text", near.name) if near.kind == "thing" else near))


def _nearest(candidates: Sequence[Node], anchors: Sequence[Node]) -> list[Node]:
    """Those that share the smallest part of the tree with an anchor."""
    if not anchors:
        return []
    steps = [{id(n): step for step, n in enumerate(anchor.above())} for anchor in anchors]
    away = [min(_meeting(candidate, known) for known in steps) for candidate in candidates]
    return [c for c, distance in zip(candidates, away, strict=True) if distance == min(away)]


def _meeting(candidate: Node, known: dict[int, int]) -> int:
    return next((known[id(n)] for n in candidate.above() if id(n) in known), 10**6)
