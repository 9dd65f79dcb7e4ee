"""What a person wrote about where values come from; it goes before what was worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from load.rules import Rule
from load.template import Template

Key = tuple[str, str, str]
"""Task, role and school form."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Of one value, what it is."""

    request: str
    """The request's name: method and address pattern."""
    nth: int
    """Among the requests of this name, from 1."""
    place: str
    """Where in the request it stands, such as "header x-csrf-token"."""
    says: Template | None
    """Its text, where no answer gives it."""
    source: str = ""
    """The name of the request whose answer gives it."""
    source_nth: int = 0
    """Among the requests of this name, from 1; 0 for the last one before."""
    find: tuple[Rule, ...] = ()
    """Where in that answer: the first that finds something."""
    where: str = ""
    """File and line, for whoever wrote it."""


Corrections = Mapping[Key, Sequence[Correction]]
NONE: Corrections = {}
