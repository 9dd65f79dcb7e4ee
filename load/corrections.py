"""What a person wrote about where values come from; it goes before what was worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from load.rules import Rule
from load.template import Own, Template

Key = tuple[str, str, str]
"""Task, role and school form."""
GIVEN = Own("given")
"""In a text around it, the place of what an answer gives."""


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
    within: Template | None = None
    """The text around what the answer gives, with `GIVEN` in its place; None where there is none."""
    where: str = ""
    """File and line, for whoever wrote it."""


Corrections = Mapping[Key, Sequence[Correction]]
NONE: Corrections = {}
