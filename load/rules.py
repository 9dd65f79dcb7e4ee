"""Where in an earlier answer a value stands, said so that it also finds another person's value in their answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from load.form import path_of
from load.page import Answer, Node, elements, folded, generalised_address, label_of, leaves, speaks_of, stands_near
from load.template import NotFound, Template

Fill = Callable[[Template], str]


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and what the thing it belongs to is called, if it is called something."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class LinkAddress:
    """The address of a link, by its words and by what its row speaks of; `pattern` is its generalised address."""

    pattern: str
    text: Template | None
    near: Template | None = None
    nth: int = 0
    rule: Literal["link"] = "link"

    def find(self, answer: Answer, fill: Fill) -> Found | None:
        """The link's address without the host."""
        links = [
            n for n in _links(answer) if generalised_address(path_of(answer.resolve(n.get("href", "")))) == self.pattern
        ]
        if self.text is not None:
            text = folded(fill(self.text))
            links = [n for n in links if label_of(n) == text]
        if self.near is not None:
            around = fill(self.near)
            links = [n for n in links if stands_near(n, around)]
        if len(links) <= self.nth:
            return None
        return Found(path_of(answer.resolve(links[self.nth].get("href", ""))), label_of(links[self.nth]))


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element: a hidden field's value, a meta tag's content, a data- attribute."""

    tag: str
    attribute: str
    where: tuple[str, str] | None = None
    """Another attribute that tells which element, such as ("name", "csrf-token")."""
    near: Template | None = None
    nth: int = 0
    rule: Literal["attribute"] = "attribute"

    def find(self, answer: Answer, fill: Fill) -> Found | None:
        """The attribute's value."""
        if answer.tree is None:
            return None
        nodes = [n for n in answer.tree.iter(self.tag) if n.get(self.attribute) is not None]
        if self.where is not None:
            nodes = [n for n in nodes if n.get(self.where[0]) == self.where[1]]
        if self.near is not None:
            around = fill(self.near)
            nodes = [n for n in nodes if speaks_of(n, around)]
        if len(nodes) <= self.nth:
            return None
        return Found(nodes[self.nth].get(self.attribute, ""), label_of(nodes[self.nth]))


@dataclass(frozen=True, slots=True)
class ItemWith:
    """In a JSON list, the item that holds a text, at the place `path` within it."""

    path: tuple[str | int, ...]
    text: Template


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value in a JSON answer, or in a script element of the type application/json."""

    path: tuple[str | int | ItemWith, ...]
    script: int | None = None
    """Which script element of a page; none for an answer that is JSON itself."""
    rule: Literal["json"] = "json"

    def find(self, answer: Answer, fill: Fill) -> Found | None:
        """The value as text."""
        data: Any = answer.data if self.script is None else dict(json_scripts(answer)).get(self.script)
        for step in self.path:
            if isinstance(step, ItemWith):
                text = fill(step.text)
                items = data if isinstance(data, list) else []
                data = next((i for i in items if dict(leaves(i)).get(step.path) == text), None)
            else:
                data = _at(data, step)
        return None if data is None or isinstance(data, dict | list) else Found(written(data))


@dataclass(frozen=True, slots=True)
class AddressPart:
    """A part of the address that an answer finally came from."""

    index: int | None
    """Of the path's segments."""
    query: str = ""
    rule: Literal["address"] = "address"

    def find(self, answer: Answer, fill: Fill) -> Found | None:  # noqa: ARG002 - all rules are asked the same way
        """The part, decoded."""
        split = urlsplit(answer.address)
        if self.index is None:
            pairs = dict(parse_qsl(split.query, keep_blank_values=True))
            return Found(pairs[self.query]) if self.query in pairs else None
        segments = split.path.split("/")
        return Found(unquote(segments[self.index])) if len(segments) > self.index else None


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port that an answer finally came from: of a platform that signs people in elsewhere."""

    rule: Literal["origin"] = "origin"

    def find(self, answer: Answer, fill: Fill) -> Found | None:  # noqa: ARG002 - all rules are asked the same way
        """The origin, without a slash at its end."""
        split = urlsplit(answer.address)
        return Found(f"{split.scheme}://{split.netloc}")


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie that the page's script copies into a request."""

    name: str
    rule: Literal["cookie"] = "cookie"

    def find(self, answer: Answer, fill: Fill) -> Found | None:  # noqa: ARG002
        """The cookie's value, decoded as scripts do."""
        return Found(unquote(answer.cookies[self.name])) if self.name in answer.cookies else None


@dataclass(frozen=True, slots=True)
class Header:
    """A header of an answer."""

    name: str
    rule: Literal["header"] = "header"

    def find(self, answer: Answer, fill: Fill) -> Found | None:  # noqa: ARG002
        """The header's value; of an address, what follows the host."""
        value = answer.headers.get(self.name)
        if value is not None and self.name in ("location", "content-location"):
            value = path_of(answer.resolve(value))
        return None if value is None else Found(value)


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A value that a script in the page gives to a name: `token = "…"`, `"id": 7`."""

    key: str
    nth: int = 0
    rule: Literal["script"] = "script"

    def find(self, answer: Answer, fill: Fill) -> Found | None:  # noqa: ARG002
        """The value between its quotes."""
        found = [value for key, value in assignments(answer) if key == self.key]
        return Found(found[self.nth]) if len(found) > self.nth else None


Rule = LinkAddress | Attribute | JsonValue | AddressPart | Origin | Cookie | Header | ScriptText


def templates_of(rule: Rule) -> list[Template]:
    """What of the person's own a rule looks for."""
    if isinstance(rule, JsonValue):
        return [step.text for step in rule.path if isinstance(step, ItemWith)]
    found = [rule.text, rule.near] if isinstance(rule, LinkAddress) else [getattr(rule, "near", None)]
    return [template for template in found if template is not None]


@dataclass(frozen=True, slots=True)
class Extraction:
    """A value that an answer gives: in which step's answer, and where in it."""

    name: str
    source: int
    """Index of the step whose answer has it."""
    place: str
    """What it is, in words for a failure's code."""
    rules: tuple[Rule, ...]
    """The tight one first; a later one is taken where the one before finds nothing."""

    def find(self, answer: Answer, fill: Fill) -> Found:
        """The value in a live answer.

        Raises:
            NotFound: No rule finds it.
        """
        for rule in self.rules:
            if (found := rule.find(answer, fill)) is not None:
                return found
        raise NotFound(f"value-not-found:{self.place}")


def written(value: Any) -> str:
    """A JSON value as it stands in an address or a form."""
    return value if isinstance(value, str) else json.dumps(value)


def _at(data: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return data[step] if isinstance(data, list) and len(data) > step else None
    return data.get(step) if isinstance(data, dict) else None


def _links(answer: Answer) -> list[Node]:
    return [] if answer.tree is None else [n for n in answer.tree.iter("a") if n.get("href")]


def json_scripts(answer: Answer) -> list[tuple[int, Any]]:
    """The contents of the page's JSON script elements."""
    found: list[tuple[int, Any]] = []
    if answer.tree is not None:
        for index, node in enumerate(n for n in answer.tree.iter("script") if "json" in n.get("type", "")):
            try:
                found.append((index, json.loads(node.text or "")))
            except ValueError:
                continue
    return found


_ASSIGNED = re.compile(r"""["']?([A-Za-z_$][\w$-]*)["']?\s*[:=]\s*(?:"([^"\\\n]*)"|'([^'\\\n]*)'|(\d+)\b)""")


def assignments(answer: Answer) -> list[tuple[str, str]]:
    """Names and values in the page's inline scripts."""
    if answer.tree is None:
        return []
    scripts = [n.text or "" for n in elements(answer.tree) if n.tag == "script" and not n.get("src")]
    return [(m[1], m[2] or m[3] or m[4] or "") for s in scripts for m in _ASSIGNED.finditer(s)]
