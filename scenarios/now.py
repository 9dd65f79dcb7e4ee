"""The time of day as records hold it: UTC in ISO 8601, to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime


def utc() -> str:
    """The time now."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
