"""What a load session sends to its generator, and what comes back: JSON lines over its standard streams."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from load.script import Script


@dataclass(frozen=True, slots=True)
class Visit:
    """One person: when, what for, and as whom."""

    at_s: float
    script: int
    case: int


@dataclass(frozen=True, slots=True)
class Spec:
    """All that a generator needs. Holds passwords: it is written to the generator's standard input and nowhere else."""

    url: str
    """The build."""
    hosts: frozenset[str]
    """Hosts that may be asked, each with its port."""
    scripts: tuple[Script, ...]
    cases: tuple[dict[str, str], ...]
    """Each case by dotted names, secrets in clear."""
    visits: tuple[Visit, ...]
    """In order of time."""
    duration_s: float
    window_s: float
    patience_s: float
    """How long those who are still busy at the end are waited for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a generator is."""

    elapsed_s: float
    arrived: int
    done: int
    failed: int
    late: int
    """Started more than 100 ms after their time."""
    shared: int
    """Arrived while somebody else was using the same account."""
    cpu: float
    """Share of one core that the generator used so far."""


SPEC = TypeAdapter(Spec)
COUNTS = TypeAdapter(Counts)
