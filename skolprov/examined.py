"""One thing that Skolprov needs of a machine, and how it stands: what the doctor's examinations answer with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands."""

    OK = "ok"
    DOUBTFUL = "doubtful"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that Skolprov needs, and how it stands on this machine."""

    name: str
    """What was looked at."""
    state: State
    """ok; doubtful: works, but with less; missing: something will not work."""
    what: str
    """What was seen."""
    mend: str = ""
    """The command or deed that mends it; empty if there is nothing to mend."""
