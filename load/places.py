"""Where in a request a value stands, so that the same place is found in another recording of the task."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from load.form import path_of
from load.page import leaves
from load.recording import Exchange
from load.rules import written

Part = Literal["address", "path", "query", "header", "field", "json", "credentials"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a request: "query page", "path 3", "json child.id"."""

    part: Part
    name: str = ""
    """Key of the query, header or field."""
    index: int = 0
    """Of the path's segments; or among the same names."""
    path: tuple[str | int, ...] = ()
    """The way to a value in JSON."""

    def __str__(self) -> str:
        if self.part in ("address", "credentials"):
            return self.part
        if self.part == "path":
            return f"path {self.index}"
        name = ".".join(map(str, self.path)) if self.part == "json" else self.name
        return f"{self.part} {name}" + (f" {self.index + 1}" if self.index and self.part != "json" else "")


def values_of(exchange: Exchange) -> Mapping[str, str]:
    """All values of a request by their place's words."""
    address = path_of(exchange.url)
    split = urlsplit(address)
    found: dict[str, str] = {str(Place("address")): address}
    for index, segment in enumerate(split.path.split("/")):
        found[str(Place("path", index=index))] = unquote(segment)
    found.update(_named("query", parse_qsl(split.query, keep_blank_values=True)))
    found.update(_named("field", exchange.pairs))
    for name, value in exchange.headers.items():
        found[str(Place("header", name))] = value
    found[str(Place("credentials"))] = exchange.headers.get("authorization", "").partition(" ")[2]
    for path, value in leaves(content_of(exchange)):
        found[str(Place("json", path=path))] = written(value)
    return found


def content_of(exchange: Exchange) -> Any:
    """What a request's JSON body says; None where it has none."""
    if not exchange.body or not ("json" in exchange.body_type or exchange.body[:1] in "{["):
        return None
    try:
        return json.loads(exchange.body)
    except ValueError:
        return None


def _named(
    part: Literal["query", "field"], pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...]
) -> dict[str, str]:
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for name, value in pairs:
        found[str(Place(part, name, counts.get(name, 0)))] = value
        counts[name] = counts.get(name, 0) + 1
    return found
