"""What a load session sends to those who send its requests, and what comes back.

Over the standard streams of a process of this machine as JSON lines; between a master and its workers as Locust's messages.
"""

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
    pace: float = 1.0
    """How many times longer than predicted this person takes for their own part."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person did that may have written something."""

    task: str
    role: str
    case: int
    mark: str
    """The word that the journey could put into its texts."""


@dataclass(frozen=True, slots=True)
class Spec:
    """All that a generator needs. Holds passwords: it is written to the generator's standard input, or sent over the connection
    to a worker, and nowhere else."""

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

    def account_of(self, visit: Visit) -> str:
        """Whose account a visit uses."""
        role = self.scripts[visit.script].role
        return self.cases[visit.case].get(f"{role}.username", str(visit.case))


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
    """Share of one core that the generator used so far; of several workers, the busiest."""
    unknown: int = 0
    """People of whom nobody knows what became, because the worker that sent for them went away."""


@dataclass(frozen=True, slots=True)
class Team:
    """Who sends a session's load."""

    workers: int = 1
    """How many processes share the arrivals."""
    bind: str = ""
    """Address and port at which workers of other machines are awaited; empty: they are started here."""
    key: str = ""
    """What a worker from elsewhere has to say to be given the accounts; empty: nothing."""
    web: bool = False
    """Whether Locust's own page is shown, to watch."""

    @property
    def is_shared(self) -> bool:
        """Whether it takes a master."""
        return self.workers > 1 or bool(self.bind) or self.web


@dataclass(frozen=True, slots=True)
class Order:
    """What a master is told on its standard input."""

    spec: Spec
    team: Team


@dataclass(frozen=True, slots=True)
class Joining:
    """What a worker is told on its standard input."""

    host: str
    """The master's."""
    port: int
    key: str


SPEC = TypeAdapter(Spec)
COUNTS = TypeAdapter(Counts)
VISITS = TypeAdapter(tuple[Visit, ...])
ORDER = TypeAdapter(Order)
JOINING = TypeAdapter(Joining)
