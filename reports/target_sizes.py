"""Targets too small for a finger that people had to hit on the way to their goals (WCAG 2.5.8), from the recorded taps."""

from __future__ import annotations

from evidence.records import Action
from reports.model import SmallTarget
from reports.source import ROLES, Source, rank

LEAST_PX = 24.0
"""WCAG 2.2, success criterion 2.5.8, level AA."""
MEASURED_IN = "touch"
"""The mode that measures targets as 2.5.8 does; the others tell their size for Fitts' law alone."""


def small_targets(source: Source) -> tuple[SmallTarget, ...]:
    """Each small target once per build, task and step, the smallest first within a task.

    Args:
        source: The evidence.
    """
    found: dict[tuple[str, str, str, str, str], list[Action]] = {}
    for action in source.all(Action):
        attempt = source.attempts.get(action.attempt)
        if attempt is None or attempt.mode != MEASURED_IN or not _is_small(action):
            continue
        step = source.step_names.get((action.attempt, action.step), "")
        found.setdefault((attempt.build, attempt.task, attempt.role, step, action.target), []).append(action)
    order = {build.name: place for place, build in enumerate(source.builds)}
    rows = [_row(key, actions) for key, actions in found.items()]
    return tuple(
        sorted(rows, key=lambda r: (order[r.build], rank(ROLES, r.role), r.task, min(r.width_px, r.height_px)))
    )


def _is_small(action: Action) -> bool:
    sizes = (action.target_width_px, action.target_height_px)
    return min(sizes) > 0 and min(sizes) < LEAST_PX


def _row(key: tuple[str, str, str, str, str], actions: list[Action]) -> SmallTarget:
    build, task, role, step, target = key
    # A target that was once too close to another is too close.
    worst = min(actions, key=lambda a: (a.size_exception != "", min(a.target_width_px, a.target_height_px)))
    return SmallTarget(
        build=build,
        task=task,
        role=role,
        step=step,
        target=target,
        width_px=worst.target_width_px,
        height_px=worst.target_height_px,
        exception=worst.size_exception,
        attempts=len({a.attempt for a in actions}),
    )
