"""When each person arrives: on their own clock, drawn before the run; a slow platform makes nobody wait politely."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from load.curves import GRID, mean
from load.situations import Situation, Stream


@dataclass(frozen=True, slots=True)
class Arrival:
    """One person."""

    at_s: float
    """After the session's start."""
    stream: Stream
    """Who they are, and what they come for."""

    @property
    def role(self) -> str:
        """Who they are."""
        return self.stream.role


@dataclass(frozen=True, slots=True)
class Rates:
    """How many people arrive, by the situation's curves scaled to a run."""

    situation: Situation
    duration_s: float
    people: float
    """Expected number."""
    shares: tuple[tuple[Stream, float], ...]
    """Share of each stream that takes part; they sum to 1."""

    @property
    def mix(self) -> dict[str, float]:
        """Share of each role that takes part."""
        roles = dict.fromkeys(stream.role for stream, _ in self.shares)
        return {role: sum(share for stream, share in self.shares if stream.role == role) for role in roles}

    def per_second(self, stream: Stream, share: float, at: float) -> float:
        """People of a stream per second.

        Args:
            stream: Which one.
            share: Its share of all people.
            at: The moment, as a share of the time.
        """
        return self.people * share * stream.curve(at) / (mean(stream.curve) * self.duration_s)

    @property
    def peak_per_minute(self) -> float:
        """The highest rate of all people together."""
        return 60 * max(
            sum(self.per_second(stream, share, i / GRID) for stream, share in self.shares) for i in range(GRID + 1)
        )


def rates_for_people(
    situation: Situation, duration_s: float, people: float, roles: frozenset[str], tasks: frozenset[str] | None = None
) -> Rates:
    """Rates that bring a number of people in all.

    Args:
        situation: Whose curves.
        duration_s: The situation's whole time, squeezed into this.
        people: Expected number.
        roles: Those that take part; the others' share is divided among them.
        tasks: What can be done; a stream that comes for nothing of it stays away, too. None: everything.
    """
    shares = taking_part(situation, roles, tasks)
    whole = sum(stream.share for stream in shares)
    return Rates(situation, duration_s, people, tuple((stream, stream.share / whole) for stream in shares))


def rates_for_peak(
    situation: Situation,
    duration_s: float,
    peak_per_minute: float,
    roles: frozenset[str],
    tasks: frozenset[str] | None = None,
) -> Rates:
    """Rates whose highest is given, in people per minute."""
    one = rates_for_people(situation, duration_s, 1.0, roles, tasks)
    return rates_for_people(situation, duration_s, peak_per_minute / one.peak_per_minute, roles, tasks)


def rates_for_pupils(
    situation: Situation,
    duration_s: float,
    pupils: float,
    roles: frozenset[str],
    tasks: frozenset[str] | None = None,
) -> Rates:
    """The rates of a school system of a size: what arrives in each second is what would arrive there.

    The curve passes in `duration_s` instead of its own time, so that fewer people come in all. Whoever takes no part stays
    away: nobody comes in their place.
    """
    shares = taking_part(situation, roles, tasks)
    part = sum(stream.share for stream in shares)
    people = situation.visits(pupils) * part * duration_s / (situation.minutes * 60)
    return rates_for_people(situation, duration_s, people, roles, tasks)


def taking_part(situation: Situation, roles: frozenset[str], tasks: frozenset[str] | None) -> list[Stream]:
    """The streams of these roles that come for any of these tasks."""
    return [
        stream
        for stream in situation.streams
        if stream.role in roles and (tasks is None or any(stream.comes_for(task) for task in tasks))
    ]


def draw(rates: Rates, seed: int) -> list[Arrival]:
    """The arrivals of a run, in order of time: a Poisson process around the curves, thinned (Lewis & Shedler 1979)."""
    found: list[Arrival] = []
    numbers: dict[str, int] = {}
    for stream, share in sorted(rates.shares, key=lambda item: item[0].role):
        number = numbers[stream.role] = numbers.get(stream.role, 0) + 1
        # A generator for each stream: that one takes no part leaves the others' arrivals as they are.
        name = f"{seed}:{rates.situation.id}:{stream.role}{f':{number}' if number > 1 else ''}"
        chance = random.Random(name)  # noqa: S311 - no secret depends on it
        highest = max(rates.per_second(stream, share, i / GRID) for i in range(GRID + 1))
        at_s = chance.expovariate(highest) if highest > 0 else rates.duration_s
        while at_s < rates.duration_s:
            if chance.random() * highest < rates.per_second(stream, share, at_s / rates.duration_s):
                found.append(Arrival(round(at_s, 6), stream))
            at_s += chance.expovariate(highest)
    return sorted(found, key=lambda arrival: (arrival.at_s, arrival.role))


def at_most(arrivals: Sequence[Arrival], per_minute: float) -> list[Arrival]:
    """The arrivals without those that would make more than so many in any 60 seconds.

    Chance brings more people in some minutes than the curve says; what a host's owner agreed to holds for each of them.
    """
    kept: list[Arrival] = []
    recent: deque[float] = deque()
    for arrival in arrivals:
        while recent and recent[0] <= arrival.at_s - 60:
            recent.popleft()
        if len(recent) < int(per_minute):
            recent.append(arrival.at_s)
            kept.append(arrival)
    return kept
