"""Whose fault an ending was, as far as only all attempts together can tell; for every figure and format alike.

An attempt knows what it met itself. That another mode found the missing button, or the same mode another time, is known when
all attempts of the task are looked at side by side: docs/decisions/008.md. The records stay as they were written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from evidence.records import Attempt, Outcome

OF_THE_MODE = frozenset(
    {
        "target-not-found",
        "not-seen",
        "still-seen",
        "nothing-happened",
        "page-error",
        "still-loading",
        "never-settled",
        "disabled",
        "tick-without-effect",
        "option-not-offered",
    }
)
"""Reasons that may lie in how somebody operates the page. A server's error or a lost session meets every mode alike."""
_MAY_PASS = frozenset({"page-error", "still-loading", "never-settled"})
"""Those of them that may have met any mode at that moment: it takes two attempts to know that it is the mode."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the other attempts of a task say of one that did not succeed."""

    recorded: Outcome
    """The outcome that the attempt alone came to."""
    possible_in: tuple[str, ...]
    """Modes in which the same task succeeded on the same build, in the same school form; its own if at another time."""


def attribute(attempts: Sequence[Attempt]) -> tuple[tuple[Attempt, ...], dict[str, Attribution]]:
    """Judge each attempt beside the others of its task.

    - What one mode could not do for a reason that may lie in the mode, and another mode did with the same people, is a
      barrier, unless the mode itself has done it at another time. What may have been a moment's trouble has to have come twice.
    - A target that was not found, and was found by the same mode at another time, does not speak for the script: the platform
      failed that time.

    Args:
        attempts: Of one or several builds, each attempt once.
    Returns:
        The attempts, with the outcome that all of them together come to, and what was decided by id.
    """
    # A run that went on after an interruption may have made one twice; the later counts.
    counted = {(a.build, a.task, a.role, a.form, a.mode, a.repetition): a for a in attempts}
    groups: dict[tuple[str, str, str, str], list[Attempt]] = {}
    for attempt in counted.values():
        groups.setdefault((attempt.build, attempt.task, attempt.role, attempt.form), []).append(attempt)
    decided: dict[str, Attribution] = {}
    judged: list[Attempt] = []
    for attempt in attempts:
        beside = groups[attempt.build, attempt.task, attempt.role, attempt.form]
        done = tuple(dict.fromkeys(a.mode for a in beside if a.outcome == Outcome.SUCCEEDED))
        if attempt.outcome not in (Outcome.SUCCEEDED, Outcome.NOT_OFFERED) and done:
            decided[attempt.id] = Attribution(attempt.outcome, done)
        judged.append(replace(attempt, outcome=_outcome(attempt, beside)))
    return tuple(judged), decided


def _outcome(attempt: Attempt, beside: Sequence[Attempt]) -> Outcome:
    code, values = (attempt.reason.code, attempt.reason.values) if attempt.reason else ("", {})
    # Everybody is signed in with a mouse.
    of_the_mode = code in OF_THE_MODE and "signing_in" not in values
    if attempt.outcome not in (Outcome.FAILED, Outcome.SCRIPT_ERROR) or not of_the_mode:
        return attempt.outcome
    if any(a.mode == attempt.mode and a.outcome == Outcome.SUCCEEDED for a in beside):
        return Outcome.FAILED
    alike = [a for a in beside if a.mode == attempt.mode and a.reason and a.reason.code == code]
    if code in _MAY_PASS and len({(a.case, a.repetition) for a in alike}) < 2:
        return attempt.outcome
    with_the_same_people = (a for a in beside if (a.case, a.repetition) == (attempt.case, attempt.repetition))
    by_another = any(a.mode != attempt.mode and a.outcome == Outcome.SUCCEEDED for a in with_the_same_people)
    return Outcome.BARRIER if by_another and "seen_by" not in values else attempt.outcome
