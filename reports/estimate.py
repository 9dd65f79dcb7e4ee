"""A figure with its interval: what every measure comes to, and what is never zero because it is not known."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.records import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its interval, or the reason why there is none."""

    value: float | None
    """In its measure's unit; null if not known."""
    low: float | None = None
    """Lower end of the 95 % interval; null if the figure is exact or not known."""
    high: float | None = None
    """Upper end of the 95 % interval."""
    n: int = 0
    """On how many attempts, pairs or people it rests."""
    unknown: Message | None = None
    """Why there is no value."""
