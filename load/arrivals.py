"""When each person arrives: on their own clock, drawn before the run; a slow platform makes nobody wait politely."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from load.situations import Curve, Situation

_GRID = 1000
"""Parts into which a curve is cut to find its area and its height."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One person."""

    at_s: float
    """After the session's start."""
    role: str


@dataclass(frozen=True, slots=True)
class Rates:
    """How many people arrive, by the situation's curves scaled to a run."""

    situation: Situation
    duration_s: float
    people: float
    """Expected number."""
    mix: Mapping[str, float]
    """Share of each role that takes part."""

    def per_second(self, role: str, share: float) -> float:
        """People of a role per second at a share of the time."""
        curve = self.situation.arrivals[role]
        return self.people * self.mix[role] * curve(share) / (mean(curve) * self.duration_s)

    @property
    def peak_per_minute(self) -> float:
        """The highest rate of all roles together."""
        return 60 * max(sum(self.per_second(role, i / _GRID) for role in self.mix) for i in range(_GRID + 1))


def rates_for_people(situation: Situation, duration_s: float, people: float, roles: frozenset[str]) -> Rates:
    """Rates that bring a number of people in all.

    Args:
        situation: Whose curves.
        duration_s: The situation's whole time, squeezed into this.
        people: Expected number.
        roles: Those that take part; the others' share is divided among them.
    """
    shares = {role: share for role, share in situation.mix.items() if role in roles}
    whole = sum(shares.values())
    return Rates(situation, duration_s, people, {role: share / whole for role, share in shares.items()})


def rates_for_peak(situation: Situation, duration_s: float, peak_per_minute: float, roles: frozenset[str]) -> Rates:
    """Rates whose highest is given, in people per minute."""
    one = rates_for_people(situation, duration_s, 1.0, roles)
    return rates_for_people(situation, duration_s, peak_per_minute / one.peak_per_minute, roles)


def draw(rates: Rates, seed: int) -> list[Arrival]:
    """The arrivals of a run, in order of time: a Poisson process around the curves, thinned (Lewis & Shedler 1979)."""
    found: list[Arrival] = []
    for role in sorted(rates.mix):
        # A generator for each role: that one role takes no part leaves the others' arrivals as they are.
        chance = random.Random(f"{seed}:{rates.situation.id}:{role}")  # noqa: S311 - no secret depends on it
        highest = max(rates.per_second(role, i / _GRID) for i in range(_GRID + 1))
        at_s = chance.expovariate(highest) if highest > 0 else rates.duration_s
        while at_s < rates.duration_s:
            if chance.random() * highest < rates.per_second(role, at_s / rates.duration_s):
                found.append(Arrival(round(at_s, 6), role))
            at_s += chance.expovariate(highest)
    return sorted(found, key=lambda arrival: (arrival.at_s, arrival.role))


@cache
def mean(curve: Curve) -> float:
    """The curve's height, averaged over its time."""
    return sum(curve((i + 0.5) / _GRID) for i in range(_GRID)) / _GRID
