"""Who of several workers lets whom in: the schedule is dealt before anybody arrives, and dealt again when a worker is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from load.spec import Visit

_UNEVEN = 4
"""So many arrivals more than another a worker may have had, for the sake of an account that it knows."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a lost worker leaves."""

    unknown: int
    """People who should have arrived through it until it was noticed, and of whom it had not told an end."""
    again: Mapping[str, tuple[Visit, ...]]
    """Its other arrivals, by the worker that takes them over."""

    @property
    def taken_over(self) -> int:
        """How many arrivals others let in."""
        return sum(map(len, self.again.values()))


class Dealing:
    """The shares of a session's workers.

    Each gets as many as another, in turn. The same account goes to the same worker, where it is known whether somebody is
    using it, for as long as that keeps them even.

    Args:
        visits: In order of time.
        workers: Names.
        account_of: Whose account a visit uses.
    """

    def __init__(self, visits: Iterable[Visit], workers: Sequence[str], account_of: Callable[[Visit], str]) -> None:
        self._account_of = account_of
        self._homes: dict[str, str] = {}
        self._shares: dict[str, list[Visit]] = {worker: [] for worker in workers}
        self.shares: Mapping[str, tuple[Visit, ...]] = self._dealt(visits)

    def due(self, worker: str, until_s: float) -> int:
        """How many should have arrived through a worker by then."""
        return sum(visit.at_s <= until_s for visit in self._shares[worker])

    def lose(self, worker: str, at_s: float, ended: int) -> Gap:
        """A worker is gone: deal what it had not begun among the others.

        Args:
            worker: Its name.
            at_s: When that was noticed, after the session's start. Whether somebody had begun who was due before, nobody knows.
            ended: How many it had told the end of.
        """
        share = self._shares.pop(worker)
        due = [visit for visit in share if visit.at_s <= at_s]
        self._homes = {account: home for account, home in self._homes.items() if home != worker}
        again = self._dealt(visit for visit in share if visit.at_s > at_s) if self._shares else {}
        return Gap(len(due) - ended, {name: visits for name, visits in again.items() if visits})

    def _dealt(self, visits: Iterable[Visit]) -> dict[str, tuple[Visit, ...]]:
        given: dict[str, list[Visit]] = {worker: [] for worker in self._shares}
        for visit in visits:
            account = self._account_of(visit)
            least = min(given, key=lambda worker: len(given[worker]))
            home = self._homes.get(account)
            if home is None or len(given[home]) - len(given[least]) >= _UNEVEN:
                home = self._homes[account] = least
            given[home].append(visit)
        for worker, more in given.items():
            self._shares[worker] = sorted([*self._shares[worker], *more], key=lambda visit: visit.at_s)
        return {worker: tuple(more) for worker, more in given.items()}
