"""Time that passes for the person; what we do meanwhile (checks, pictures) is taken out of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Seconds since the first measured action, without the time that measuring itself took."""

    def __init__(self) -> None:
        self._zero = time.perf_counter()
        self._paused = 0.0

    def now(self) -> float:
        """Seconds of the person's time since the start."""
        return time.perf_counter() - self._zero - self._paused

    def take_out(self, seconds: float) -> None:
        """So many seconds that have passed were not the person's."""
        self._paused += seconds

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is done in here takes the person no time."""
        begin = time.perf_counter()
        try:
            yield
        finally:
            self._paused += time.perf_counter() - begin
