"""What a page exposes to assistive technology: Chromium's accessibility tree, through frames and shadow roots, as one tree.

Whoever hears a page acts on this and on nothing else: what is hidden from the tree does not exist, what is exposed does,
be it visible or not. Roles and names are Chromium's own computation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, ElementHandle, Error, Frame, Page

from scenarios.ears import EARS

BUTTONS = frozenset({"button", "tab", "menuitem", "DisclosureTriangle", "DisclosureTriangleGrouped", "PopUpButton"})
FIELDS = frozenset(
    {
        "textbox", "searchbox", "combobox", "listbox", "checkbox", "switch", "radio", "spinbutton", "slider",
        "Date", "DateTime", "InputTime", "ColorWell",
    }
)  # fmt: skip
OPERABLE = (
    BUTTONS | FIELDS | {"link", "option", "menuitemradio", "menuitemcheckbox", "treeitem", "gridcell", "LabelText"}
)
_WHOLE = (BUTTONS | FIELDS | {"image", "option", "menuitemradio", "menuitemcheckbox", "progressbar", "meter"}) - {
    "combobox",
    "listbox",
}
"""Roles whose content is not read apart: ARIA's presentational children, and the parts of the browser's own fields."""
_DECORATION = frozenset({"MenuListPopup", "ListMarker", "InlineTextBox", "LineBreak"})


@dataclass(slots=True)
class Part:
    """One frame's share of the tree: whom to ask about its nodes."""

    session: CDPSession
    frame: Frame
    document: int
    """Backend id of its document."""


@dataclass(slots=True, eq=False)
class Node:
    """A node of the tree that is exposed."""

    role: str
    name: str
    value: str
    id: int
    """Chromium's id of the DOM node behind it (backendNodeId); 0 if there is none."""
    part: Part
    renamed: bool
    """Whether the name comes from elsewhere than its content, such as aria-label: then the content is not read."""
    states: dict[str, Any]
    parent: Node | None
    children: list[Node] = field(default_factory=list)
    _spoken: str | None = None

    @property
    def spoken(self) -> str:
        """All that is read of it, in reading order."""
        if self._spoken is None:
            inner = fold(" ".join(child.spoken for child in self.children))
            replaced = self.renamed and (self.role in {"link", "heading"} or self.role in _WHOLE)
            self._spoken = fold(self.name if replaced or not inner else inner)
        return self._spoken

    @property
    def is_field(self) -> bool:
        """Whether something can be filled in or chosen here."""
        within = self.parent is not None and self.parent.states.get("editable")
        return self.role in FIELDS or self.is_file or bool(self.states.get("editable") and not within)

    @property
    def is_file(self) -> bool:
        """Chromium exposes a file field as a button with a value."""
        return self.role == "button" and bool(self.value)

    def walk(self) -> Iterator[Node]:
        """Itself and all beneath it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> Iterator[Node]:
        """Itself and all that it lies in, from the inside out."""
        at: Node | None = self
        while at is not None:
            yield at
            at = at.parent

    def __str__(self) -> str:
        role = {"StaticText": "text", "DisclosureTriangle": "button"}.get(self.role, self.role)
        name = self.name or (self.spoken if self.role not in OPERABLE else "")
        return f'{role} "{name}"' if name else role


def fold(text: str) -> str:
    """A text as it is compared: white space makes no difference."""
    return " ".join(text.split())


class Exposure:
    """Reads one page's tree.

    Args:
        page: The page.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        # Keeps the tree alive in the renderer: a reading then takes about half the time.
        self._session.send("Accessibility.enable")
        self._inner: dict[tuple[int, str], tuple[CDPSession, Frame, str | None]] = {}
        page.add_init_script(EARS)
        for frame in page.frames:  # a page that was open before anybody listened
            with suppress(Error):
                frame.evaluate(EARS)

    def read(self) -> Node:
        """The whole tree as it is now. What lies outside an open modal dialog is not in it."""
        root = self._frame(self._session, self._page.main_frame, None)
        modal = [n for n in root.walk() if n.states.get("modal") and n.role in {"dialog", "alertdialog"}]
        if modal:
            root.children = [modal[-1]]
            modal[-1].parent = root
        return root

    def handles(self, nodes: Sequence[Node]) -> list[ElementHandle]:
        """The elements behind nodes, in the same order; of a text, the element that holds it. What has gone is left out."""
        found: dict[int, ElementHandle] = {}
        for part in {id(n.part): n.part for n in nodes}.values():
            mine = [n for n in nodes if n.part is part and n.id]
            for node, handle in zip(mine, self._elements(part, mine), strict=True):
                if handle is not None:
                    found[id(node)] = handle
        return [found[id(node)] for node in nodes if id(node) in found]

    def id_of(self, handle: ElementHandle, root: Node) -> int:
        """Chromium's id of an element; 0 if its frame is not in the tree.

        Args:
            handle: The element.
            root: The tree, which knows the documents.
        """
        frame = handle.owner_frame()
        part = next((n.part for n in root.walk() if n.part.frame == frame), None)
        if part is None:
            return 0
        handle.evaluate("e => { window.__skolprovEars.sought = e; }")
        document = self._resolve(part, part.document)
        asked = {
            "objectId": document,
            "functionDeclaration": "function() { return this.defaultView.__skolprovEars.sought; }",
        }
        element = part.session.send("Runtime.callFunctionOn", asked)["result"]["objectId"]
        return int(part.session.send("DOM.describeNode", {"objectId": element})["node"]["backendNodeId"])

    def held_by(self, handle: ElementHandle, root: Node) -> list[Node]:
        """The outermost exposed nodes of an element and what lies within it, in reading order.

        Args:
            handle: The element.
            root: The tree, in which what is not exposed has no node.
        """
        wanted = self.id_of(handle, root)
        part = next((n.part for n in root.walk() if n.part.frame == handle.owner_frame()), root.part)
        if not wanted:
            return []
        asked = {"backendNodeId": wanted, "depth": -1, "pierce": True}
        ids = set(_ids(part.session.send("DOM.describeNode", asked)["node"]))
        found: list[Node] = []

        def visit(node: Node) -> None:
            if node.part is part and node.id in ids:
                found.append(node)
                return
            for child in node.children:
                visit(child)

        visit(root)
        return found

    def act(self, node: Node, script: str) -> Any:
        """Do something with a node as assistive technology does: with the person's consent (user activation).

        Args:
            node: On what.
            script: A function whose `this` is the element.
        """
        element = self._resolve(node.part, node.id)
        asked = {"objectId": element, "functionDeclaration": script, "userGesture": True, "returnByValue": True}
        return node.part.session.send("Runtime.callFunctionOn", asked)["result"].get("value")

    def _frame(self, session: CDPSession, frame: Frame, frame_id: str | None) -> Node:
        asked = {"frameId": frame_id} if frame_id else {}
        raw = session.send("Accessibility.getFullAXTree", asked)["nodes"]
        part = Part(session, frame, int(raw[0].get("backendDOMNodeId", 0)))
        root = Node("RootWebArea", _value(raw[0], "name"), "", part.document, part, False, _states(raw[0]), None)
        self._build(root, raw[0], {n["nodeId"]: n for n in raw}, part)
        return root

    def _build(self, at: Node, raw: dict[str, Any], known: dict[str, dict[str, Any]], part: Part) -> None:
        """Hang what is exposed beneath a raw node on the nearest exposed node above it."""
        for child_id in raw.get("childIds", ()):
            child = known.get(child_id)
            if child is None:
                continue
            if child["ignored"]:
                self._build(at, child, known, part)
                continue
            node = _node(child, part, at)
            if not _is_read(node, at):
                continue
            at.children.append(node)
            if node.role in {"Iframe", "IframePresentational"}:
                self._enter(node)
            elif not _is_silent(node):
                self._build(node, child, known, part)

    def _enter(self, node: Node) -> None:
        """Hang a frame's own tree on its element. A frame that is just being replaced is empty."""
        key = (node.id, "")
        try:
            told = node.part.session.send("DOM.describeNode", {"backendNodeId": node.id})["node"]
            key = (node.id, told.get("frameId", ""))
            if key not in self._inner:
                frame = self.handles([node])[0].content_frame()
                if frame is None:
                    return
                self._inner[key] = self._session_of(node, frame, key[1])
            session, frame, frame_id = self._inner[key]
            inner = self._frame(session, frame, frame_id)
        except (Error, IndexError):
            if self._page.is_closed():
                raise
            self._inner.pop(key, None)  # it may have moved to a process of its own: ask anew at the next look
            return
        inner.parent, inner.name = node, inner.name or node.name
        node.children.append(inner)
        for body in inner.children:  # an editor that is a whole document is called what its frame is called
            if body.states.get("editable") and not body.name:
                body.name = inner.name

    def _session_of(self, node: Node, frame: Frame, frame_id: str) -> tuple[CDPSession, Frame, str | None]:
        try:  # a frame of another site lives in a process of its own, and answers for itself
            return self._page.context.new_cdp_session(frame), frame, None
        except Error:
            return node.part.session, frame, frame_id

    def _resolve(self, part: Part, node_id: int) -> str:
        return str(part.session.send("DOM.resolveNode", {"backendNodeId": node_id})["object"]["objectId"])

    def _elements(self, part: Part, nodes: Sequence[Node]) -> list[ElementHandle | None]:
        try:
            document = self._resolve(part, part.document)
            objects = [{"objectId": self._resolve(part, node.id)} for node in nodes]
            part.session.send(
                "Runtime.callFunctionOn",
                {"objectId": document, "functionDeclaration": _HAND_OVER, "arguments": objects},
            )
            handed = part.frame.evaluate_handle("() => window.__skolprovEars.found").get_properties()
        except Error:  # the page has changed since the tree was read
            if self._page.is_closed():
                raise
            return [None] * len(nodes)
        return [handed[str(i)].as_element() if str(i) in handed else None for i in range(len(nodes))]


_HAND_OVER = """function(...nodes) {
  const element = (n) => n.nodeType === 1 ? n : n.nodeType === 9 ? n.documentElement : n.parentElement || (n.parentNode && n.parentNode.host);
  this.defaultView.__skolprovEars.found = nodes.map(element);
}"""


def _ids(described: dict[str, Any]) -> Iterator[int]:
    """Backend ids of a DOM node and of all beneath it, through shadow roots."""
    yield int(described["backendNodeId"])
    for inner in (*described.get("children", ()), *described.get("shadowRoots", ())):
        yield from _ids(inner)


def _value(raw: dict[str, Any], key: str) -> str:
    return str((raw.get(key) or {}).get("value") or "")


def _states(raw: dict[str, Any]) -> dict[str, Any]:
    return {p["name"]: p["value"].get("value") for p in raw.get("properties", ())}


def _node(raw: dict[str, Any], part: Part, at: Node) -> Node:
    role, name = _value(raw, "role"), _value(raw, "name")
    sources = (raw.get("name") or {}).get("sources", ())
    used: dict[str, Any] = next((s for s in sources if "value" in s and not s.get("superseded")), {})
    renamed = used.get("type") in {"attribute", "relatedElement"}
    shown = name if role == "StaticText" else fold(name)
    return Node(role, shown, _value(raw, "value"), int(raw.get("backendDOMNodeId", 0)), part, renamed, _states(raw), at)


def _is_read(node: Node, at: Node) -> bool:
    """Whether a node is met in reading: not decoration, nor the content of something that is named otherwise."""
    if node.role in _DECORATION or (node.role == "StaticText" and not node.name.strip()):
        return False
    named = next((n for n in at.above() if n.role in {"link", "heading"} and n.renamed), None)
    return not (node.role == "StaticText" and named is not None)


def _is_silent(node: Node) -> bool:
    """Whether what lies within it is not read apart."""
    return node.role in _WHOLE or bool(node.states.get("editable"))
