"""What a load session is going to send, known before the first person arrives: for whoever answers for the platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from evidence.records import LoadForecast
from load.pace import pause_before
from load.script import Script
from load.spec import Visit

_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def forecast(scripts: Sequence[Script], visits: Sequence[Visit]) -> LoadForecast:
    """What the visits will ask of the platform, if it answers at once and sends nobody elsewhere.

    Args:
        scripts: What there is to do.
        visits: Who does which of it, and when.
    """
    people = Counter(visit.script for visit in visits)
    tasks: Counter[str] = Counter()
    writes: Counter[str] = Counter()
    for index, number in people.items():
        tasks[scripts[index].task] += number
        writes[scripts[index].task] += number * writing(scripts[index])
    seconds = Counter(
        int(visit.at_s + after_s) for visit in visits for after_s in _moments(scripts[visit.script], visit)
    )
    return LoadForecast(
        tasks=dict(sorted(tasks.items())),
        requests=sum(len(scripts[index].steps) * number for index, number in people.items()),
        peak_requests_per_s=max(seconds.values(), default=0),
        writes={task: number for task, number in sorted(writes.items()) if number},
        labels=_labels([scripts[index] for index in people if writing(scripts[index])]),
        left_out=sorted({host for index in people for host in scripts[index].third_parties}),
    )


def _labels(scripts: Sequence[Script]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for script in scripts:
        if script.label:
            found.setdefault(script.task, set()).add(script.label)
    return {task: sorted(labels) for task, labels in sorted(found.items())}


def writing(script: Script) -> int:
    """How many of a script's requests may write something, its signing in aside."""
    return sum(s.method in _WRITING and not s.signing_in and s.kind != "asset" for s in script.steps)


def _moments(script: Script, visit: Visit) -> Iterator[float]:
    """When each request would be sent, after the person's arrival."""
    after_s = 0.0
    for _, wave in groupby(script.steps, key=lambda step: step.wave):
        steps = list(wave)
        after_s += pause_before(steps, visit.pace)
        yield from (after_s for _ in steps)
