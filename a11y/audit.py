"""An audit that compares states: what no single page shows. For people who write audits, one file each in a11y/across/.

Its shape is that of a check (a11y.check). It gets no page, but what was gathered of pages when they were met, and so can be
repeated from the evidence alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from a11y.check import Message, Rule
from a11y.fingerprint import same_words
from evidence.records import Action, Element, Facts, Verdict


@dataclass(frozen=True, slots=True)
class Met:
    """A state that was met, by what was gathered of it."""

    id: str
    url: str
    title: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What people of one kind met on one build in one mode: a teacher's pages are not expected to be a pupil's."""

    states: Sequence[Met]
    """In the order in which they were met first."""
    actions: Sequence[Action] = ()
    """What they did there; none of a scan."""
    varying: Sequence[str] = ()
    """Values that another attempt has otherwise: names, titles, rooms."""

    def words(self, text: str) -> str:
        """A text without what differs from one day or family to the next."""
        return same_words(text, self.varying)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an audit says of one thing in one state."""

    state: str
    """Id of the state."""
    element: Element = field(default_factory=lambda: Element(role="", name="", selector="", snippet=""))
    path: tuple[dict[str, str], ...] = ()
    """As `a11y.engine.RawFinding.path` has it, as far as it is known."""
    box: Sequence[float] = ()
    """Where it stood in the picture of the state's screen."""
    verdict: Verdict | None = None
    """None if it is as expected."""
    message: Message | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit(Rule):
    """One audit, as its file defines it."""

    look: Callable[[Way], Iterator[Told]]


def audit(
    audit_id: str, *, criteria: Sequence[str], impact: str, title: Message, mend: Message
) -> Callable[[Callable[[Way], Iterator[Told]]], Audit]:
    """Make a function an audit. The arguments are those of `a11y.check.check`."""

    def define(function: Callable[[Way], Iterator[Told]]) -> Audit:
        return Audit(id=audit_id, criteria=tuple(criteria), impact=impact, title=title, mend=mend, look=function)

    return define
