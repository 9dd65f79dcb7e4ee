"""What somebody with a screen reader went through: how far they had to listen, what was announced, what had no name."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from evidence.records import Attempt, Outcome
from reports.model import Hearing
from reports.source import Source


def hearing_of(source: Source, attempts: Sequence[Attempt]) -> Hearing | None:
    """Of attempts at one task in one mode on one build; None if nobody listened.

    Args:
        source: The evidence.
        attempts: The attempts, of which only those that succeeded have a length and an outcome.
    """
    heard = [a for a in attempts if any(x.listened is not None for x in source.actions_of.get(a.id, ()))]
    if not heard:
        return None
    done = [a for a in heard if a.outcome == Outcome.SUCCEEDED]
    told = [a.announced for a in done if a.announced is not None]
    unnamed = dict.fromkeys(
        (control.kind, control.text)
        for a in heard
        for action in source.actions_of.get(a.id, ())
        for control in action.unnamed
    )
    return Hearing(
        listened=_middle(source, done, "listened"),
        read_past=_middle(source, done, "read_past"),
        announced=sum(told),
        of=len(told),
        unnamed=tuple(unnamed),
    )


def _middle(source: Source, attempts: Sequence[Attempt], field: str) -> float | None:
    sums = [sum(getattr(x, field) or 0 for x in source.actions_of.get(a.id, ())) for a in attempts]
    return float(median(sums)) if sums else None
