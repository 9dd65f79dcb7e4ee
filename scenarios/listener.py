"""Somebody who listens to one page: what is heard of it, where the reading stands, and what was met on the way."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import ElementHandle, Error, Frame, Page

from evidence.records import Heard
from scenarios.ears import TAKE
from scenarios.effort import Tally
from scenarios.exposed import OPERABLE, Exposure, Node, fold
from scenarios.exposed_lookup import heard
from scenarios.lookup import Look, Thing, visible
from scenarios.questions import ANSWERS
from scenarios.reading import Item, items_of, place_of, way
from scenarios.stumble import Barrier

_LOOKING = frozenset({"expect", "expect_no", "read"})
_SHOWN = 20
"""Elements handed over of what fits a look; who asks for one thing needs no more to see that there are several."""
_INTO_VIEW = "function() { (this.nodeType === 1 ? this : this.parentElement || document.body).scrollIntoView({ block: 'end' }); }"
_NEAR = 4
"""Items told before and after the place at which something was looked for in vain."""


class Listener:
    """Listens to one page.

    Args:
        page: The page; best before anything is loaded into it, so that nothing is missed.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._exposure = Exposure(page)
        self._handles: list[tuple[ElementHandle, Node]] = []
        self._looks: list[Look] = []
        self._missed: dict[Look, None] = {}
        """What was looked for in vain since something was done last."""
        self._goal: Node | None = None
        self._stands: Node | None = None
        """What was read last; None at the top of the page."""
        self._place = -1
        self._document = 0.0
        self._focus = 0
        self._mine: set[int] = set()
        """What got focus from the person: no news to them."""
        self._dialogs: set[int] = set()
        self._since_last_act: list[Heard] = []
        self._told: list[Heard] = []
        """What dialogs of the browser's own have told without asking, since the last action began."""

    def begin(self, verb: str) -> None:
        """An action begins."""
        self._looks, self._goal, self._mine = [], None, set()
        if verb in ANSWERS:
            # Pressing OK is no act of its own where a dialog only told something: what it told came of the act before.
            self._since_last_act = list(self._told)
        elif verb not in _LOOKING:
            self._since_last_act = []
        self._told = []

    def find(self, look: Look) -> list[ElementHandle]:
        """The elements of what is exposed and fits, as it is now."""
        self._looks.append(look)
        root = self._exposure.read()
        found = heard(root, look) if look.target.kind != "css" else self._exposed_of(root, visible(self._page, look))
        shown = found[:_SHOWN]
        handles = self._exposure.handles(shown)
        if len(handles) < len(shown):  # the page has changed under our hands
            return []
        self._handles = list(zip(handles, shown, strict=True))
        self._goal = found[0] if found else None
        if not found:
            self._missed.pop(look, None)  # the latest comes last
            self._missed[look] = None
        else:  # heard after all, if not as the field that it was looked for first
            name = look.target.name
            self._missed = {m: None for m in self._missed if not (m.editable and m.target.name == name)}
        return handles

    def go(self, thing: Thing) -> Node:
        """Move to a thing that was found. What it costs is told by `take_in`."""
        node = next((n for h, n in self._handles if h == thing.handle), None)
        if node is None:  # found by another look than the last
            root = self._exposure.read()
            wanted = self._exposure.id_of(thing.handle, root)
            node = next((n for n in root.walk() if n.id == wanted), root)
        self._goal = node
        return node

    def act(self, node: Node, script: str) -> Any:
        """Act on a node; what gets focus by that is no news."""
        self._mine.add(node.id)
        return self._exposure.act(node, script)

    def read_to_the_end(self) -> None:
        """Read on to the last item of each list, then to the page's last: a screen reader brings what it reads into view."""
        root = self._exposure.read()
        nodes = [n for n in root.walk() if n.id]
        lists = [n.children[-1] for n in nodes if n.role in {"list", "listbox", "table", "grid"} and n.children]
        for node in [*(n for n in lists if n.id), *[n for n in nodes if n.spoken][-1:]]:
            self._exposure.act(node, _INTO_VIEW)

    def says(self, handle: ElementHandle) -> str:
        """What a field is heard to hold, or a thing to say."""
        held = self._exposure.held_by(handle, self._exposure.read())
        if len(held) == 1 and held[0].is_field:
            return held[0].value or fold(" ".join(child.spoken for child in held[0].children))
        return fold(" ".join(node.spoken for node in held))

    def file_control(self, thing: Thing) -> Thing:
        """What opens the choice of files: the control within a thing that is exposed, or the thing itself."""
        inner = [n for n in self.go(thing).walk() if n.is_file or n.role in {"button", "link"}]
        found = self._exposure.handles(inner[:1])
        return Thing(thing.target, found[0], thing.page) if found else thing

    def near(self, node: Node) -> list[str]:
        """What is read around a node."""
        root = next(n for n in node.above() if n.parent is None)
        items = items_of(root)
        return _around(items, place_of(items, node) or 0)

    def hear_dialog(self, tally: Tally, message: str, *, only_tells: bool) -> None:
        """A dialog of the browser's own has come up.

        Args:
            tally: Gets what is heard.
            message: What it says.
            only_tells: Whether it asks nothing (`alert`).
        """
        said = Heard(kind="dialog", text=fold(message))
        tally.heard = [*tally.heard, said]
        if only_tells:
            self._told.append(said)
            self._since_last_act.append(said)

    def take_in(self, tally: Tally, verb: str, *, stands_still: bool = False) -> None:
        """The action is over: count the way to what it was about, then hear what has come of it.

        Args:
            tally: Gets both.
            verb: What was done. An expectation that is announced needs no way; what is not there has none.
            stands_still: Whether a dialog of the browser's own is open, so that the page answers nothing.
        """
        tally.listened = tally.read_past = 0
        if verb not in _LOOKING:
            self._count(tally)
            self._missed = {}
        if not stands_still:
            heard = self._hear()
            tally.heard = [*tally.heard, *heard]
            self._since_last_act += heard
        if verb in ANSWERS and self._since_last_act:
            tally.announced = True  # the outcome that the journey answers for was told by the browser's own dialog
        if verb == "expect":
            said = fold(" ".join(h.text for h in self._since_last_act))
            # Of a field's value only the field's name is known here, and that it was said proves nothing.
            texts = [look.target.name for look in self._looks if not look.editable]
            tally.announced = len(texts) == len(self._looks) and any(_names(text, said) for text in texts)
        if verb == "read" or tally.announced is False:
            self._count(tally)

    def barrier(self) -> Barrier | None:
        """Why something on the screen was not heard; None if it is not on the screen, either.

        A journey may have taken another turn because it did not hear a thing: what it glanced for counts, too.
        """
        try:
            root = self._exposure.read()
            for look in reversed(self._missed):
                if look.target.kind != "css" and heard(root, look):  # it has come meanwhile
                    continue
                if shown := visible(self._page, look):
                    return self._why(root, look, shown[0])
        except Error:
            if self._page.is_closed():
                raise
        return None

    def _why(self, root: Node, look: Look, shown: ElementHandle) -> Barrier:
        items = items_of(root)
        wanted = self._exposure.id_of(shown, root)
        node = next((n for n in root.walk() if n.id == wanted), None)
        values = {"target": str(look.target)}
        if node is None or not (node.name or node.spoken or node.role in OPERABLE or node.is_field):
            return Barrier("not-exposed", heard=self._heard_at(root, items, shown), **values)
        told = _around(items, place_of(items, node) or 0)
        if not (node.name or node.spoken):
            return Barrier("without-name", heard=told, role=node.role, **values)
        if (
            node.role not in OPERABLE
            and not node.is_field
            and look.target.kind not in {"text", "heading", "row", "image"}
        ):
            return Barrier(
                "without-role",
                heard=told,
                role=node.role if node.role not in {"generic", "StaticText"} else "",
                **values,
            )
        return Barrier("named-otherwise", heard=told, role=node.role, name=node.name or node.spoken, **values)

    def _heard_at(self, root: Node, items: list[Item], shown: ElementHandle) -> list[str]:
        """What is read where something that is not exposed stands: around the nearest exposed thing that it lies in."""
        at = shown
        while True:
            above = at.evaluate_handle("e => e.parentElement || e.getRootNode().host || null").as_element()
            if above is None:
                return _around(items, 0)
            at = above
            wanted = self._exposure.id_of(at, root)
            node = next((n for n in root.walk() if n.id == wanted), None)
            if node is not None:
                return _around(items, place_of(items, node) or 0)

    def _exposed_of(self, root: Node, shown: list[ElementHandle]) -> list[Node]:
        ids = [self._exposure.id_of(handle, root) for handle in shown]
        return [n for n in root.walk() if n.id in ids and (n.name or n.spoken)]

    def _count(self, tally: Tally) -> None:
        """The way from where the reading stands to what the action was about."""
        if self._goal is None:
            return
        root = next(n for n in self._goal.above() if n.parent is None)
        items = items_of(root)
        goal = place_of(items, self._goal)
        if goal is None:
            return
        found = way(items, self._standing(items), goal)
        tally.listened, tally.read_past = found.skipping, found.plain
        tally.unnamed = [
            Heard(kind=item.unnamed.role, text=items[max(0, items.index(item) - 1)].said)
            for item in found.unnamed
            if item.unnamed is not None
        ]
        self._stands, self._place = self._goal, goal

    def _standing(self, items: list[Item]) -> int:
        """Index of the item that was read last; if it has gone, what stands in its place."""
        if self._stands is None:
            return -1
        wanted = self._stands.id
        for i, item in enumerate(items):
            if any(n.id == wanted for n in item.nodes):
                return i
        return min(self._place, len(items) - 1)

    def _hear(self) -> list[Heard]:
        """A new page's title, what live regions said, where focus went, and the dialog that it went into."""
        try:
            taken = self._page.evaluate(TAKE)
            root = self._exposure.read()
        except Error:
            if self._page.is_closed():
                raise
            return []
        said = []
        if taken["born"] != self._document:
            self._document, self._stands, self._place, self._focus = taken["born"], None, -1, root.id
            said.append(Heard(kind="title", text=fold(taken["title"])))
        said += [Heard(kind=h["kind"], text=h["text"]) for h in taken["heard"]]
        for frame in self._page.frames[1:]:
            said += _live_in(frame)
        return said + self._focus_moved(root)

    def _focus_moved(self, root: Node) -> list[Heard]:
        focused = [n for n in root.walk() if n.states.get("focused")]
        node = focused[-1] if focused else root
        if node.id == self._focus or node.id in self._mine or node.role == "RootWebArea":
            self._focus = node.id
            return []
        self._focus = node.id
        self._stands = node
        items = items_of(root)
        self._place = place_of(items, node) or 0
        dialog = next((n for n in node.above() if n.role in {"dialog", "alertdialog"}), None)
        said = []
        if dialog is not None and dialog.id not in self._dialogs:
            said.append(Heard(kind="dialog", text=dialog.name or dialog.spoken))
        self._dialogs = {dialog.id} if dialog is not None else set()
        if node is not dialog:
            said.append(Heard(kind="focus", text=node.spoken if node.role == "generic" else str(node)))
        return said


def _names(wanted: str, said: str) -> bool:
    """Whether the words were said: whole ones, or "A" would be announced by any "a"."""
    words = re.escape(fold(wanted))
    return bool(words) and bool(re.search(rf"(?<!\w){words}(?!\w)", said, re.IGNORECASE))


def _live_in(frame: Frame) -> list[Heard]:
    try:
        return [Heard(kind=h["kind"], text=h["text"]) for h in frame.evaluate(TAKE)["heard"]]
    except Error:  # a frame that is going
        return []


def _around(items: list[Item], place: int) -> list[str]:
    return [item.said for item in items[max(0, place - _NEAR) : place + _NEAR + 1]]
