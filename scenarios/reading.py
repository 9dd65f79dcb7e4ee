"""A page as it is read out: item by item, and the ways of skipping that a practised screen reader user takes.

NVDA and JAWS let one read on with an arrow key, or jump to the next heading (H), landmark (D), form field (F), button (B),
link (K), table (T), list (L), picture (G), or to what Tab would reach. Each press reads out one item. How many items have to
be heard before the wanted one is reached is what a page costs somebody who hears it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from scenarios.exposed import BUTTONS, OPERABLE, Node

_LANDMARKS = frozenset({"banner", "navigation", "main", "contentinfo", "complementary", "search"})
_INLINE = frozenset({"strong", "emphasis", "code", "mark", "time", "superscript", "subscript", "insertion", "deletion"})
_FIRST_LEG = ("heading", "landmark", "field", "table", "list")
"""What a practised user jumps by to come near; the second leg goes by the thing's own key, or line by line."""


@dataclass(slots=True)
class Item:
    """What is read out between two presses of a key."""

    nodes: list[Node]
    keys: set[str] = field(default_factory=set)
    """By which quick keys it is reached."""

    @property
    def said(self) -> str:
        """The words."""
        if self.is_text:
            return "".join(node.name for node in self.nodes).strip()
        return str(self.nodes[0])

    @property
    def is_text(self) -> bool:
        """Whether it is text, and nothing that can be operated."""
        return self.nodes[0].role == "StaticText"

    @property
    def unnamed(self) -> Node | None:
        """The control in it that has no name; None if there is none."""
        return next((n for n in self.nodes if n.role in OPERABLE - {"LabelText"} and not (n.name or n.spoken)), None)


@dataclass(frozen=True, slots=True)
class Way:
    """From where the reading stands to an item."""

    skipping: int
    """Items heard, the wanted one included, by the best quick keys: of at most two kinds."""
    plain: int
    """Items heard, reading line by line."""
    unnamed: tuple[Item, ...]
    """Controls without a name that plain reading meets on the way."""
    before: tuple[str, ...]
    """What was read just before, at most three items."""


def items_of(root: Node) -> list[Item]:
    """The page's items in reading order."""
    items: list[Item] = []
    entered: set[str] = set()

    def emit(nodes: list[Node], keys: set[str]) -> None:
        items.append(Item(nodes, keys | entered))
        entered.clear()

    def visit(node: Node) -> None:
        if node.role == "StaticText":
            if items and not entered and items[-1].is_text and _block(items[-1].nodes[0]) is _block(node):
                items[-1].nodes.append(node)
            else:
                emit([node], set())
            return
        entered.update(_places(node))
        if _is_item(node):
            inner = [n for n in node.walk() if n is not node and _keys(n)]
            emit([node, *inner], _keys(node).union(*map(_keys, inner)))
            return
        for child in node.children:
            visit(child)

    visit(root)
    return items


def _block(text: Node) -> Node:
    """The paragraph, cell or the like that a text stands in."""
    return next(n for n in text.above() if n.role != "StaticText" and n.role not in _INLINE)


def _places(node: Node) -> set[str]:
    """What is announced on entering: reached by its own key, and read out together with what stands first in it."""
    if node.role in _LANDMARKS or (node.role in {"region", "form"} and node.name):
        return {"landmark"}
    return {"table"} if node.role in {"table", "grid"} else {"list"} if node.role == "list" else set()


def _is_item(node: Node) -> bool:
    return bool(_keys(node)) and node.role not in {"gridcell", "LabelText", "listbox"}


def _keys(node: Node) -> set[str]:
    keys = set()
    if node.role == "heading":
        keys.add("heading")
    if node.role == "link":
        keys.add("link")
    if node.role in BUTTONS:
        keys |= {"button", "field"}
    if node.is_field:
        keys.add("field")
    if node.role == "image" and node.name:
        keys.add("graphic")
    if node.role in OPERABLE and node.states.get("focusable"):
        keys.add("tab")
    if node.role in OPERABLE - {"LabelText", "gridcell"}:
        keys.add("control")  # has no key of its own, but is an item of its own
    return keys


def place_of(items: Sequence[Item], node: Node) -> int | None:
    """Index of the item in which a node is read: its own, that of what it lies in, or the first of what lies in it."""
    where = {id(n): i for i, item in enumerate(items) for n in item.nodes}
    for candidate in (*node.above(), *node.walk()):
        if id(candidate) in where:
            return where[id(candidate)]
    return None


def way(items: Sequence[Item], start: int, goal: int) -> Way:
    """How far one has to listen.

    Args:
        items: The page.
        start: Index of the item last read; -1 at the top of a page.
        goal: Index of the wanted item.
    """
    between = range(start + 1, goal) if goal > start else range(goal + 1, start)
    return Way(
        skipping=_skipping(items, start, goal),
        plain=abs(goal - start),
        unnamed=tuple(items[i] for i in between if items[i].unnamed is not None),
        before=tuple(item.said for item in items[max(0, goal - 3) : goal]),
    )


def _skipping(items: Sequence[Item], start: int, goal: int) -> int:
    """The fewest items heard on a way of at most two legs, each by one key; going to the top first reads out one item."""
    if start == goal:
        return 0
    own = [_count(items, key) for key in sorted(items[goal].keys - {"control"})]
    first = [(_count(items, key), key) for key in _FIRST_LEG]
    best = abs(goal - start)
    for origin, paid in ((start, 0), (-1, 1 if start != -1 else 0)):
        for counts in own:
            best = min(best, paid + _leg(counts, origin, goal))
        for counts, key in first:
            for i, item in enumerate(items):
                if key not in item.keys or i == origin:
                    continue
                to_there = paid + _leg(counts, origin, i)
                rest = min([abs(goal - i), *(_leg(c, i, goal) for c in own)]) if i != goal else 0
                best = min(best, to_there + rest)
    return best


def _count(items: Sequence[Item], key: str) -> list[int]:
    """How many items up to each index, that one included, have the key; one more entry in front for the top."""
    counts = [0]
    for item in items:
        counts.append(counts[-1] + (key in item.keys))
    return counts


def _leg(counts: Sequence[int], start: int, goal: int) -> int:
    """Presses of one key from one item to another that has the key, forwards or backwards."""
    if goal > start:
        return counts[goal + 1] - counts[start + 1]
    return counts[start] - counts[goal] if start > goal else 0
