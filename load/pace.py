"""How long people take for their own part: what the recorded person did by hand before each request, in predicted time.

A browser that is driven by a script acts in milliseconds. Who is replayed at that pace is gone again before the next one
comes, and the platform never has as many people signed in as it will have.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from evidence.records import OwnPart
from load.recording import Traffic
from load.script import Script, Step

OwnTime = Callable[[str, Sequence[Sequence[float]]], float]
"""Seconds of a person's own time, from operators of the keystroke-level model and the movements among them."""

SPREAD = 0.21
"""Coefficient of variation of a task's own time from person to person: the root mean square error of the model's prediction
of observed times (Card, Moran & Newell 1980). Between people of all ages it is larger; how much larger, nobody measured for
such tasks."""


def paced(script: Script, traffic: Traffic, parts: Sequence[OwnPart], own_time: OwnTime) -> Script:
    """The script with the person's own time before each wave of requests.

    Args:
        script: Made of the traffic: a step for each exchange.
        traffic: What was recorded.
        parts: What the person did by hand while it was recorded.
        own_time: How long that takes a person.
    """
    begun = [e.ended_at - timedelta(seconds=e.ended_s - e.started_s) for e in traffic.exchanges]
    left = sorted(((datetime.fromisoformat(part.at), part) for part in parts), key=lambda item: item[0])
    own: dict[int, float] = {}
    for step, at in zip(script.steps, begun, strict=True):
        if step.wave in own:
            continue
        done = [part for when, part in left if when <= at]
        left = left[len(done) :]
        # What leads to the first request was done before the person arrived.
        own[step.wave] = sum(own_time(part.operators, part.movements) for part in done) if own else 0.0
    return replace(script, steps=tuple(replace(step, own_s=round(own[step.wave], 3)) for step in script.steps))


def pause_before(steps: Sequence[Step], pace: float) -> float:
    """Seconds from the last answer until a wave of requests is sent.

    Args:
        steps: The wave.
        pace: How many times longer than predicted this person takes for their own part.
    """
    own_s = max(step.own_s for step in steps)
    return own_s * pace if own_s else max(step.pause_s for step in steps)


def own_time_of(script: Script) -> float:
    """Seconds that the predicted person takes for their own part, from arrival to the last request."""
    return sum({step.wave: step.own_s for step in script.steps}.values())


def drawn_pace(chance: random.Random) -> float:
    """One person's pace: lognormal, as times of tasks are (Sauro & Lewis 2010), with a mean of 1."""
    variance = math.log1p(SPREAD**2)
    return round(chance.lognormvariate(-variance / 2, math.sqrt(variance)), 4)
