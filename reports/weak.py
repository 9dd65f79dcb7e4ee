"""What proves nothing, for whoever writes journeys: expectations that were met before the last action, and error pages that nothing was expected of."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.records import Action, Attempt, Outcome
from reports.model import WeakTask
from reports.source import Source

_ERROR = 400
"""Statuses from here on say that a document is not what was asked for; a platform may show one of its own all the same."""


def weak_tasks(source: Source) -> tuple[WeakTask, ...]:
    """Tasks whose journeys expect what was so already, or nothing of an error page, in the order of the source's tasks."""
    met: dict[str, dict[str, None]] = {}
    errors: dict[str, dict[str, None]] = {}
    for attempt in source.all(Attempt):
        actions = source.actions_of.get(attempt.id, [])
        for action in actions:
            if action.weak:
                met.setdefault(attempt.task, {})[f"{action.verb} {action.target}"] = None
        if (ended_on := unproven_error(attempt, actions)) is not None:
            errors.setdefault(attempt.task, {})[f"{ended_on.verb} {ended_on.target} → {ended_on.status}"] = None
    return tuple(
        WeakTask(task=task.id, expectations=tuple(met.get(task.id, ())), errors=tuple(errors.get(task.id, ())))
        for task in source.tasks
        if task.id in met or task.id in errors
    )


def is_error(action: Action) -> bool:
    """Whether an action led to a document that was answered with an error."""
    return action.status is not None and action.status >= _ERROR


def unproven_error(attempt: Attempt, actions: Sequence[Action]) -> Action | None:
    """The action that led a success to an error page on which nothing was seen that was news; None if there was none.

    A status alone proves no failure, as none proves a success: some pages of an error are answered with 200, and some applications
    live on a page of an error. What was seen there decides.

    Args:
        attempt: How it ended, and who else looked.
        actions: Its own, in order.
    """
    if attempt.outcome is not Outcome.SUCCEEDED or attempt.seen_by:
        return None
    error: Action | None = None
    for action in actions:
        if action.status is not None:
            error = action if is_error(action) else None
        elif action.verb == "expect" and action.done and not action.weak:
            error = None
    return error
