"""Expectations that were met before the last action already: for whoever writes journeys, since they prove nothing."""

from __future__ import annotations

from evidence.records import Attempt
from reports.model import WeakTask
from reports.source import Source


def weak_tasks(source: Source) -> tuple[WeakTask, ...]:
    """Tasks whose journeys expect what was so already, in the order of the source's tasks."""
    met: dict[str, dict[str, None]] = {}
    for attempt in source.all(Attempt):
        for action in source.actions_of.get(attempt.id, []):
            if action.weak:
                met.setdefault(attempt.task, {})[f"{action.verb} {action.target}"] = None
    return tuple(WeakTask(task=task.id, expectations=tuple(met[task.id])) for task in source.tasks if task.id in met)
