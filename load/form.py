"""Forms, filled in and sent the way a browser does: the live form's own fields, and on top what the person changed.

Tokens, hidden ids and preselected choices need no finding: they are in the form that the platform sent today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from load.page import Answer, Node, elements, generalised, generalised_address, label_of
from load.template import NotFound, Template

Pairs = list[tuple[str, str]]
Option = tuple[str, str, Node]
"""Value, label, element."""
CLOCK_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
_BUTTONS = frozenset({"submit", "image", "reset", "button"})


@dataclass(frozen=True, slots=True)
class FormRef:
    """Which form of the page."""

    action: str
    """Its address, generalised, without the host; empty where that is the page's own."""
    method: str
    nth: int
    """Among the forms with this address and method."""


@dataclass(frozen=True, slots=True)
class ControlRef:
    """Which control of the form."""

    name: str
    """Its name, generalised where `exact` is false."""
    exact: bool
    near: Template | None = None
    """What its row speaks of."""
    nth: int = 0
    """Among the names of this pattern, where nothing else tells them apart."""
    every: bool = False
    """All of the pattern: what a button like "All present" does."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was put into a control."""

    by: Literal["text", "label", "near", "nth", "all", "free"]
    """"free": any of the times that can be chosen; were all to take the recorded one, they would only fight for it."""
    text: Template = field(default_factory=Template)
    """What was typed, or the option's label, or what its row speaks of."""
    nth: int = 0
    or_nth: bool = False
    """Another option may stand in, as for a time that somebody else has taken."""
    var: str = ""
    """The label that was taken is known by this name afterwards."""


@dataclass(frozen=True, slots=True)
class Change:
    """A control and what the person made of it; no choices means cleared."""

    control: ControlRef
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """A control of a form on a page."""

    node: Node
    name: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    """Of a select: value and label."""
    values: tuple[str, ...] = ()
    """What it sends if nobody touches it."""


@dataclass(frozen=True)
class Form:
    """A form on a page."""

    ref: FormRef
    address: str
    """Where it is sent, absolute."""
    multipart: bool
    controls: tuple[Control, ...]

    def untouched(self) -> Pairs:
        """What it sends if nobody touches it, without files and buttons."""
        return [(c.name, v) for c in self.controls for v in c.values]

    def names(self, pattern: str) -> list[str]:
        """The distinct names of a pattern, in order."""
        return list(dict.fromkeys(c.name for c in self.controls if generalised(c.name) == pattern))

    def named(self, name: str) -> list[Control]:
        """The controls of one name."""
        return [c for c in self.controls if c.name == name]


def path_of(address: str) -> str:
    """The address without scheme and host."""
    rest = address.split("://", 1)[-1]
    return "/" + rest.partition("/")[2] if "://" in address else address


def forms_of(page: Answer) -> list[Form]:
    """The forms of a page, in order."""
    if page.tree is None:
        return []
    seen: dict[tuple[str, str], int] = {}
    found = []
    for node in page.tree.iter("form"):
        method = node.get("method", "get").strip().lower() or "get"
        address = page.resolve(node.get("action") or page.address)
        own = address.partition("?")[0] == page.address.partition("?")[0]
        pattern = "" if own else generalised_address(path_of(address))
        nth = seen.get((pattern, method), 0)
        seen[pattern, method] = nth + 1
        multipart = node.get("enctype", "").lower() == "multipart/form-data"
        found.append(Form(FormRef(pattern, method, nth), address, multipart, tuple(_controls(page.tree, node))))
    return found


def form_by(page: Answer, ref: FormRef) -> Form:
    """The live counterpart of a recorded form.

    Raises:
        NotFound: The page has no such form.
    """
    for form in forms_of(page):
        if form.ref == ref:
            return form
    raise NotFound(f"value-not-found:form {ref.action or 'of the page itself'}")


def _controls(tree: Node, form: Node) -> Iterator[Control]:
    own = form.get("id")
    for node in elements(tree):
        if node.tag not in ("input", "select", "textarea", "button") or not node.get("name"):
            continue
        owner = node.get("form")
        belongs = owner == own if owner is not None else next(node.iterancestors("form"), None) is form
        disabled = node.get("disabled") is not None or any(
            f.get("disabled") is not None for f in node.iterancestors("fieldset")
        )
        if belongs and not disabled:
            yield _control(node)


def _control(node: Node) -> Control:
    name = node.get("name", "")
    if node.tag == "textarea":
        return Control(node, name, "text", values=((node.text or "").removeprefix("\n"),))
    if node.tag == "select":
        return _select(node, name)
    kind = node.get("type", "submit" if node.tag == "button" else "text").lower()
    value = node.get("value", "on" if kind in ("checkbox", "radio") else "")
    if kind in ("checkbox", "radio"):
        checked = node.get("checked") is not None
        return Control(node, name, kind, ((value, label_of(node)),), (value,) if checked else ())
    if kind in _BUTTONS:
        return Control(node, name, "button", ((value, label_of(node)),))
    if kind == "file":
        return Control(node, name, "file")
    return Control(node, name, "hidden" if kind == "hidden" else "text", values=(value,))


def _select(node: Node, name: str) -> Control:
    options = [o for o in node.iter("option") if o.get("disabled") is None]
    pairs = tuple((str(o.get("value", label_of(o))), label_of(o)) for o in options)
    chosen = [i for i, o in enumerate(options) if o.get("selected") is not None]
    if node.get("multiple") is None:
        chosen = chosen[-1:] or ([0] if options else [])
    return Control(node, name, "select", pairs, tuple(pairs[i][0] for i in chosen))


def options_of(controls: Sequence[Control]) -> list[Option]:
    """Value, label and element of all that can be chosen under one name."""
    return [(value, label, c.node) for c in controls for value, label in c.options]
