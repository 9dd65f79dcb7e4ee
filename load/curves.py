"""The shapes of a crowd: how many arrive at each moment of a situation. Only the shape counts; the height is set by the run."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from itertools import pairwise

Curve = Callable[[float], float]
"""How many arrive at a share (0 to 1) of the situation's time."""

GRID = 1000
"""Parts into which a curve is cut to find its area and its height."""


def through(*points: tuple[float, float]) -> Curve:
    """A curve of straight lines.

    Args:
        points: Share of the time and height, in order of time; level before the first and after the last.
    """

    def height(share: float) -> float:
        if share <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in pairwise(points):
            if share <= x1:
                return y0 + (y1 - y0) * (share - x0) / (x1 - x0) if x1 > x0 else y1
        return points[-1][1]

    return height


def flash(at: float, rise: float, halves_in: float, before: float = 0.02) -> Curve:
    """A flash crowd: hardly anybody, then everybody, then half as many after each half-life.

    Args:
        at: When the thing happens that all wait for, as a share of the time.
        rise: How long it then takes until most arrive.
        halves_in: The half-life.
        before: How many come before, as a share of the most.
    """

    def height(share: float) -> float:
        if share < at:
            return before
        if share < at + rise:
            return before + (1 - before) * (share - at) / rise
        return max(before, math.pow(0.5, (share - at - rise) / halves_in))

    return height


def peak(at: float, width: float) -> Curve:
    """One wave, highest at a moment and half as high half a width before and after (a bell)."""

    def height(share: float) -> float:
        return math.pow(0.5, ((share - at) / (width / 2)) ** 2)

    return height


def plateau(begins: float, ends: float) -> Curve:
    """As many all the time, from one moment to another; nobody before and after."""

    def height(share: float) -> float:
        return 1.0 if begins <= share <= ends else 0.0

    return height


def together(*curves: Curve) -> Curve:
    """Several crowds on one day."""

    def height(share: float) -> float:
        return sum(curve(share) for curve in curves)

    return height


@cache
def mean(curve: Curve) -> float:
    """The curve's height, averaged over its time."""
    return sum(curve((i + 0.5) / GRID) for i in range(GRID)) / GRID
