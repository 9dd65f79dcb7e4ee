"""A part of what was measured: some tasks, roles, school forms or modes; so that a report can be made of these alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from evidence.problem import Problem
from evidence.records import (
    SIGN_IN,
    Action,
    Attempt,
    CapacityLevel,
    Finding,
    LoadSession,
    LoadWindow,
    PrivacyCheck,
    Probe,
    Recording,
    Replay,
    State,
    Step,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a report is made of; an empty part leaves everything."""

    tasks: tuple[str, ...] = ()
    """Ids, or patterns such as "guardian.*"."""
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    """School forms, by letter."""
    modes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.tasks or self.roles or self.forms or self.modes)

    def has_task(self, task: str, role: str) -> bool:
        """Whether a task of a role is meant, in whichever form and mode."""
        named = not self.tasks or any(fnmatchcase(task, pattern) for pattern in self.tasks)
        return named and (not self.roles or role in self.roles)

    def has_attempt(self, attempt: Attempt) -> bool:
        """Whether an attempt is meant."""
        return (
            self.has_task(attempt.task, attempt.role)
            and (not self.forms or attempt.form in self.forms)
            and (not self.modes or attempt.mode in self.modes)
        )


def selected(records: Mapping[type, Sequence[Any]], selection: Selection) -> dict[type, tuple[Any, ...]]:
    """The records that a selection leaves: attempts, and what hangs on them.

    A search for capacity is of all tasks together, and nothing of it is known of a part. A question of privacy and a person under load are of a task and a role, of no school form and no mode: where one of these is
    chosen, nothing is known of them.

    Args:
        records: All, by their kind.
        selection: What to keep.
    Raises:
        Problem: No attempt is left.
    """
    if not selection:
        return {kind: tuple(rows) for kind, rows in records.items()}
    attempts = tuple(a for a in records[Attempt] if selection.has_attempt(a))
    if not attempts:
        raise Problem(
            "no attempt is left to report on",
            where="--task, --role, --form, --mode",
            do=f"The runs have: {_there_is(records[Attempt])}."
            if records[Attempt]
            else "They are scans of pages, which have no tasks, roles or modes: leave these options out.",
        )
    ids = {a.id for a in attempts}
    actions = tuple(a for a in records[Action] if a.attempt in ids)
    reached = {a.state for a in actions}
    states = tuple(s for s in records[State] if s.id in reached or s.attempt in ids)
    seen = {s.id for s in states}
    whole = not selection.forms and not selection.modes
    kept: dict[type, tuple[Any, ...]] = {
        Attempt: attempts,
        Action: actions,
        Step: tuple(s for s in records[Step] if s.attempt in ids),
        State: states,
        Finding: tuple(f for f in records[Finding] if f.state in seen),
        Recording: tuple(r for r in records[Recording] if r.attempt in ids),
        PrivacyCheck: tuple(c for c in records[PrivacyCheck] if whole and selection.has_task(c.task, c.role)),
        Replay: tuple(r for r in records[Replay] if whole and selection.has_task(r.task, r.role)),
        LoadWindow: tuple(w for w in records[LoadWindow] if whole and _has_window(selection, w)),
        CapacityLevel: (),
        Probe: tuple(p for p in records[Probe] if _has_probe(selection, p)),
    }
    with_load = {w.session for w in kept[LoadWindow]}
    kept[LoadSession] = tuple(s for s in records[LoadSession] if s.id in with_load)
    return {kind: kept.get(kind, tuple(r for r in rows if getattr(r, "attempt", None) in {None, *ids}))
            for kind, rows in records.items()}  # fmt: skip


def _has_probe(selection: Selection, probe: Probe) -> bool:
    """A walk under load is of a form and a mode; its session is shown where people of any form are."""
    whole = not selection.forms and not selection.modes
    return whole and selection.has_task(probe.task, probe.role)


def _has_window(selection: Selection, window: LoadWindow) -> bool:
    """Signing in belongs to every task of a role, so that it is known where no task is chosen."""
    if window.task == SIGN_IN:
        return not selection.tasks and selection.has_task("", window.role)
    return selection.has_task(window.task, window.role)


def _there_is(attempts: Sequence[Attempt]) -> str:
    parts = (
        {a.task for a in attempts},
        {a.role for a in attempts},
        {a.form for a in attempts},
        {a.mode for a in attempts},
    )
    return "; ".join(", ".join(sorted(part)) for part in parts)
