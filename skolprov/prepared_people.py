"""Who can do what under load: a task that the platform's file prepares is done by those alone for whom that worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from playwright.sync_api import Error

from evidence.records import Recording
from load.fidelity import UNPREPARED
from load.situations import comes_for
from reports.words import Words
from scenarios.platform import load_platform
from scenarios.preparing import Due, prepare_people
from skolprov.own_situations import situation_in
from skolprov.plan import Build, Plan
from skolprov.prepare import How, Prepared
from skolprov.progress import console, errors, phase

_WITHIN_S = 300.0
"""How long people are prepared, one after the other; the rest does something else, and that is said."""


def prepared_people(
    plan: Plan, prepared: Prepared, build: Build, cases: Sequence[Mapping[str, Any]], how: How
) -> list[Mapping[str, Any]]:
    """Prepare what the plan's situations play, for all accounts that can do it.

    Args:
        plan: Says which situations are played.
        prepared: The run.
        build: What is sent the load.
        cases: Its people and things, with passwords.
        how: In which language it is told.
    Returns:
        The cases, each with the tasks that nobody prepared for it.
    """
    due = _due(plan, prepared, build, cases)
    if not due:
        return list(cases)
    of_session = next(one for one in prepared.session.builds if one.name == build.name)
    session = replace(prepared.session, limit_s=plan.limit_s)
    ready: frozenset[Due] = frozenset()
    with phase(f"Preparing {build.name}", len(due)) as shown:
        try:
            ready = prepare_people(
                session, of_session, due, prepared.directory.redactor, within_s=_WITHIN_S,
                done=lambda number: shown.advance(number, build.name),
            )  # fmt: skip
        except Error as error:  # without a browser nobody is prepared
            errors.print(str(error).splitlines()[0], markup=False)
    words = Words(how.words)
    for task in dict.fromkeys(one.task for one in due):
        of_task = [one for one in due if one.task == task]
        said = words.say("terminal-prepared", task=task, ready=len(ready.intersection(of_task)), people=len(of_task))
        console.print(said, markup=False)
    left = [
        " ".join(sorted({one.task for one in due if one.case == number} - _tasks(ready, number)))
        for number in range(len(cases))
    ]
    return [{**case, UNPREPARED: tasks} if tasks else case for case, tasks in zip(cases, left, strict=True)]


def _tasks(ready: frozenset[Due], case: int) -> set[str]:
    return {one.task for one in ready if one.case == case}


def _due(plan: Plan, prepared: Prepared, build: Build, cases: Sequence[Mapping[str, Any]]) -> list[Due]:
    """All who could do what was recorded and has to be prepared."""
    needs = load_platform(build.platform).preparations
    if not needs:
        return []
    situations = [situation_in(plan, name) for name in plan.load.played]
    recorded = {(r.task, r.role, r.form) for r in prepared.directory.read(Recording) if r.task in needs}
    return [
        Due(task, role, number)
        for task, role, form in sorted(recorded)
        if any(comes_for(situation, role, task) for situation in situations)
        for number, case in enumerate(cases)
        if case.get("form", form) == form and role in case
    ]
