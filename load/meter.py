"""Counts what became of people and requests, in windows of time; times in HdrHistograms, from the intended start.

Windows are handed out as increments: they add up, and their histograms merge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from hdrh.histogram import HdrHistogram

LONGEST_US = 3_600_000_000
"""An hour; nobody waits longer."""
DIGITS = 3


Key = tuple[Literal["task", "request", "part"], str, str, str, float]
"""What is counted together: kind, name, task, role and the window's start."""


@dataclass(slots=True)
class _Tally:
    completed: int = 0
    again: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    times_us: list[int] = field(default_factory=list)


class Meter:
    """The counts since they were last handed out.

    Args:
        window_s: Length of a window in seconds.
    """

    def __init__(self, window_s: float) -> None:
        self.window_s = window_s
        self.heard: Callable[[str, str, float, str], None] | None = None
        """Told of each one as it is counted: kind, name, time and failure."""
        self._tallies: dict[Key, _Tally] = {}

    def count(  # noqa: PLR0913 - what there is to say of one
        self,
        kind: Literal["task", "request", "part"],
        name: str,
        task: str,
        role: str,
        *,
        intended_s: float,
        took_s: float,
        failure: str,
        again: int = 0,
    ) -> None:
        """Count one that has ended.

        Args:
            kind: What it was; a part is of a task, and is counted in no sum of tasks.
            name: Id of the task, the request's pattern, or the part's name.
            task: The task that it belongs to.
            role: Who.
            intended_s: When it should have begun, after the session's start: the window it belongs to.
            took_s: From then until its end.
            failure: Code of what went wrong; empty if it was completed.
            again: How many times more than once it had to be sent.
        """
        if self.heard is not None:
            self.heard(kind, name, took_s, failure)
        start_s = round(intended_s // self.window_s * self.window_s, 3)
        key = (kind, name, task, role, start_s)
        tally = self._tallies.get(key)
        if tally is None:
            tally = self._tallies[key] = _Tally()
        tally.again += again
        if failure:
            tally.failures[failure] += 1
            return
        tally.completed += 1
        tally.times_us.append(min(LONGEST_US, max(1, round(took_s * 1_000_000))))

    def handed_out(self) -> Iterator[dict[str, Any]]:
        """All counts since the last call, as the fields of a LoadWindow that a generator knows."""
        tallies, self._tallies = self._tallies, {}
        for (kind, name, task, role, start_s), tally in tallies.items():
            failed = sum(tally.failures.values())
            yield {
                "kind": kind,
                "name": name,
                "task": task,
                "role": role,
                "start_s": start_s,
                "started": tally.completed + failed,
                "completed": tally.completed,
                "failed": failed,
                "failures": dict(tally.failures),
                "again": tally.again,
                "histogram": encoded(tally.times_us),
            }


def encoded(times_us: list[int]) -> str:
    """The times as an HdrHistogram, V2 in base64."""
    histogram = HdrHistogram(1, LONGEST_US, DIGITS)
    for time_us in times_us:
        histogram.record_value(time_us)
    return str(histogram.encode().decode("ascii"))


def merged(histograms: Iterator[str]) -> HdrHistogram:
    """One histogram of many; percentiles come from it and are never averaged."""
    whole = HdrHistogram(1, LONGEST_US, DIGITS)
    for one in histograms:
        whole.decode_and_add(one)
    return whole
