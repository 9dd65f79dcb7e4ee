"""What a search for capacity has shown: decided here, for the search that goes on and for the report that reads of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evidence.records import CapacityLevel

KEPT, BROKEN, CANNOT_TELL, GENERATOR = "kept", "broken", "cannot-tell", "generator"
RAMP, SEARCH, RECOVERY = "ramp", "search", "recovery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Between which arrival rates the capacity lies."""

    kept: CapacityLevel | None
    """The highest rate that was shown to keep the limits, and lies below all that broke them."""
    broken: CapacityLevel | None
    """The lowest rate that was shown to break them."""
    generator: CapacityLevel | None
    """The lowest rate at which what sent the load was at its own limit, where that lies below all that broke the limits."""


def by_rate(levels: Iterable[CapacityLevel]) -> Mapping[float, CapacityLevel]:
    """The last verdict on each rate, recoveries left out: sessions of one rate are judged together."""
    return {level.per_minute: level for level in levels if level.phase != RECOVERY}


def shown(levels: Iterable[CapacityLevel]) -> Shown:
    """What the levels of one build and situation show, in the order in which they were sent."""
    at = by_rate(levels)
    broken = min((r for r, level in at.items() if level.verdict == BROKEN), default=None)
    under = {r: level for r, level in at.items() if broken is None or r < broken}
    generator = min((r for r, level in under.items() if level.verdict == GENERATOR), default=None)
    # A rate that was kept above one that was broken was kept by luck.
    kept = max((r for r, level in under.items() if level.verdict == KEPT), default=None)
    return Shown(
        kept=None if kept is None else at[kept],
        broken=None if broken is None else at[broken],
        generator=None if generator is None else at[generator],
    )
