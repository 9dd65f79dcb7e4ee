"""A page as the server sent it, read the way a person without pictures would: forms, labels, links, texts.

The same reading serves the recorded page, when it is worked out where a value came from, and the live one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

LARGEST_READ = 4_000_000
"""Characters of a page that are read; no page that a person fills in is longer."""
_ROWS = frozenset({"tr", "li", "article", "fieldset", "dd", "section", "details"})
_HOLDERS = frozenset({"select", "textarea", "form", "table", "main", "body", "html"})
"""What they hold speaks of many; it doesn't tell one of them from another."""
_ROW_ROLES = frozenset({"row", "listitem", "group", "article", "region"})
_SPOKEN = frozenset({"aria-label", "alt", "title", "placeholder", "value"})
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_PASSWORD = re.compile(r"type\s*=\s*[\"']?password")
_BETWEEN = re.compile(r"([/?&=])")
_DATED = re.compile(r"^[A-Za-z]+[-_.]?\d{1,4}$|\d{4}-\d\d-\d\d|\.[A-Za-z]\w{1,4}$")
"""Words with a number behind them, dates, names of files: their letters say something."""
_DIGITS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", re.IGNORECASE)

Node: TypeAlias = html.HtmlElement


def folded(text: str) -> str:
    """The text with each run of white space as one space, none at its ends."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """The text for comparing: without white space and case, which styling changes freely."""
    return "".join(text.split()).casefold()


def generalised(text: str) -> str:
    """The text with every number and UUID as "#"; what two people's addresses and field names have in common."""
    return _DIGITS.sub("#", text)


def looks_made(text: str) -> bool:
    """Whether a part of an address looks like a key that a program made: neither a word nor a plain number."""
    if not re.fullmatch(r"[\w.~=-]{8,}", text):
        return False
    letters, digits = re.search(r"[A-Za-z]", text), re.search(r"\d", text)
    capitals = re.search(r"[a-z]", text) and re.search(r"[a-z\d_-][A-Z]", text)
    return bool((letters and digits and not _DATED.search(text)) or (len(text) >= 12 and capitals))


def generalised_address(address: str) -> str:
    """An address's path and query with every number, UUID and made-up key as "#"."""
    pieces = _BETWEEN.split(address)
    return "".join("#" if looks_made(piece) else generalised(piece) for piece in pieces)


@dataclass
class Answer:
    """What the platform answered, recorded or live."""

    address: str
    """Where it came from after redirects, absolute."""
    status: int
    mime: str
    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in small letters."""
    cookies: Mapping[str, str] = field(default_factory=dict)
    """What the person's browser held after it."""
    size_bytes: int = 0
    """Of its content, decompressed."""

    @property
    def is_html(self) -> bool:
        """Whether it is a page."""
        return "html" in self.mime

    @cached_property
    def tree(self) -> Node | None:
        """The page; None for anything else."""
        if not self.is_html or not self.text.strip():
            return None
        try:
            # As bytes: a text that declares an encoding of its own is refused otherwise.
            parser = html.HTMLParser(encoding="utf-8")
            return html.document_fromstring(self.text[:LARGEST_READ].encode("utf-8", "replace"), parser=parser)
        except (etree.LxmlError, ValueError):
            return None

    @cached_property
    def data(self) -> Any:
        """The JSON; None for anything else."""
        if "json" not in self.mime:
            return None
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    @cached_property
    def readable(self) -> str:
        """All that a person could be shown of it, as `bare` text."""
        if self.tree is not None:
            return bare(visible_text(self.tree))
        if self.data is not None:
            return bare(" ".join(str(leaf) for _, leaf in leaves(self.data)))
        return bare(self.text)

    @property
    def asks_for_password(self) -> bool:
        """Whether it is a page with a field for a password: what being sent back to log in looks like."""
        if not self.is_html:
            return False
        small = self.text.lower()  # looked for in every page that comes: the word alone is found much sooner
        return "password" in small and bool(_PASSWORD.search(small))

    def resolve(self, address: str) -> str:
        """An address that stands on the page, absolute and without its fragment."""
        base = self.tree.find(".//base[@href]") if self.tree is not None else None
        start = urljoin(self.address, base.get("href", "")) if base is not None else self.address
        return urldefrag(urljoin(start, address.strip())).url


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value in a JSON content with the way to it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))
    elif data is not None:
        yield path, data


def elements(node: Node) -> Iterator[Node]:
    """All elements, comments left out."""
    for element in node.iter():
        if isinstance(element.tag, str):
            yield element


def visible_text(node: Node) -> str:
    """The text of an element and of the attributes that are shown or spoken; scripts and styles left out."""
    parts: list[str] = []

    def collect(element: Node) -> None:
        # Of every page that comes: what asks the least of lxml is what counts here.
        if attributes := element.items():
            hidden = element.tag == "input" and element.get("type", "").lower() == "hidden"
            parts.extend(value for name, value in attributes if name in _SPOKEN and not hidden)
        if text := element.text:
            parts.append(text)
        for child in element:
            if isinstance(tag := child.tag, str) and tag not in _UNSEEN:
                collect(child)
            if text := child.tail:
                parts.append(text)

    if isinstance(node.tag, str) and node.tag not in _UNSEEN:
        collect(node)
    return folded(" ".join(parts))


def text_of(node: Node) -> str:
    """The element's own words."""
    return folded(node.text_content())


def label_of(node: Node) -> str:
    """What a control or link is called."""
    label = folded(node.get("aria-label", "")) or _labelled_elsewhere(node)
    if not label and node.tag in ("a", "button", "option"):
        label = text_of(node) or folded(" ".join(i.get("alt", "") for i in node.iter("img")))
    if not label:
        label = next((text_of(a) for a in node.iterancestors("label")), "")
    if not label and node.get("type", "").lower() in ("submit", "button"):
        label = folded(node.get("value", ""))
    return label or folded(node.get("title") or node.get("placeholder") or "")


def _labelled_elsewhere(node: Node) -> str:
    root = node.getroottree().getroot()
    ids = node.get("aria-labelledby", "").split()
    named = [e for i in ids for e in root.xpath("//*[@id=$id]", id=i)]
    if not named and (own := node.get("id")):
        named = root.xpath("//label[@for=$id]", id=own)[:1]
    return folded(" ".join(text_of(e) for e in named))


def surroundings(node: Node) -> Iterator[str]:
    """The texts of the rows, list items and groups that an element stands in, the nearest first."""
    for ancestor in node.iterancestors():
        if isinstance(ancestor.tag, str) and (ancestor.tag in _ROWS or ancestor.get("role") in _ROW_ROLES):
            yield text_of(ancestor)


def speaks_of(node: Node, text: str) -> bool:
    """Whether an element's own words, its label or its row speak of the text."""
    own = "" if node.tag in _HOLDERS else text_of(node)
    return text in label_of(node) or text in own or stands_near(node, text)


def stands_near(node: Node, text: str) -> bool:
    """Whether the smallest row or group that holds more than the element's own words speaks of the text."""
    own = text_of(node)
    for around in surroundings(node):
        if text in around:
            return True
        if around != own and len(around) > len(own) + 1:
            return False
    return False
