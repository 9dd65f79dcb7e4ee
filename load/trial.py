"""What is replayed once before any load, and what comes back: over the standard streams of `load.replay_once`."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from load.script import Script


@dataclass(frozen=True, slots=True)
class Trial:
    """One script and who does it."""

    script: Script
    own: dict[str, str]
    """The person's case by dotted names, secrets in clear."""


@dataclass(frozen=True, slots=True)
class Trials:
    """All that is tried at one build. Holds passwords: it is written to a standard input and nowhere else."""

    url: str
    """The build."""
    hosts: frozenset[str]
    """Hosts that may be asked, each with its port."""
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one request."""

    status: int
    bytes: int
    failure: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one trial."""

    failure: str
    came: dict[int, Came]
    """By index of the step; what is missing was not sent."""


TRIALS = TypeAdapter(Trials)
TRIED = TypeAdapter(Tried)
