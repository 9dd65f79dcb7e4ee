"""What became of each task in each mode on each build, and rolled up per role, school form and mode."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from evidence.records import COUNTED, Attempt, Message, Outcome
from reports.estimate import Estimate
from reports.hearing import hearing_of
from reports.measure import Measure
from reports.model import Ending, Picture, RollUp, TaskResult, Unit
from reports.pairs import numbered
from reports.source import ROLES, Source, rank


def task_results(
    source: Source, measures: Sequence[Measure], values: Mapping[str, pd.Series]
) -> tuple[TaskResult, ...]:
    """One result per build, task, role and mode that was attempted, tasks in the catalogue's order.

    Args:
        source: The evidence.
        measures: All measures.
        values: Each measure's values by attempt id; one that is missing here is not known.
    """
    order = {task.id: place for place, task in enumerate(source.tasks)}
    builds = {build.name: place for place, build in enumerate(source.builds)}
    modes = list(dict.fromkeys(a.mode for a in source.all(Attempt)))
    grouped: dict[tuple[str, str, str, str], list[Attempt]] = {}
    latest = set(numbered(source)["id"])
    for attempt in source.all(Attempt):
        if attempt.id in latest:
            grouped.setdefault((attempt.task, attempt.role, attempt.mode, attempt.build), []).append(attempt)
    keys = sorted(grouped, key=lambda k: (order[k[0]], rank(ROLES, k[1]), modes.index(k[2]), builds[k[3]]))
    return tuple(_result(source, grouped[key], measures, values) for key in keys)


def _result(
    source: Source, attempts: Sequence[Attempt], measures: Sequence[Measure], values: Mapping[str, pd.Series]
) -> TaskResult:
    first = attempts[0]
    outcomes = Counter(a.outcome for a in attempts)
    rated = sum(outcomes[outcome] for outcome in COUNTED)
    repeats = (
        0 if source.selection.forms else source.plan_of(first.build).get("repeats")
    )  # repetitions take other forms
    planned = int(repeats or len(attempts))
    figures = {m.info.id: _figure(m, values, attempts, outcomes) for m in measures}
    return TaskResult(
        build=first.build,
        task=first.task,
        role=first.role,
        mode=first.mode,
        forms=tuple(dict.fromkeys(a.form for a in attempts)),
        planned=planned,
        outcomes=dict(outcomes),
        fewer_than_planned=rated < planned and outcomes[Outcome.NOT_OFFERED] == 0,
        flaky=0 < outcomes[Outcome.SUCCEEDED] < rated,
        success=figures.get("task-success") or Estimate(value=None, unknown=Message(code="unknown-no-attempts")),
        measures=figures,
        hearing=hearing_of(source, attempts),
        by_css=max(a.css_locators for a in attempts),
        endings=tuple(_ending(source, a) for a in attempts if a.outcome != Outcome.SUCCEEDED),
    )


def _figure(
    measure: Measure, values: Mapping[str, pd.Series], attempts: Sequence[Attempt], outcomes: Counter[Outcome]
) -> Estimate:
    known = values.get(measure.info.id)
    if known is None:
        return Estimate(value=None, unknown=Message(code="unknown-broken", values={"measure": measure.info.id}))
    if set(outcomes) == {Outcome.NOT_OFFERED}:
        return Estimate(value=None, unknown=Message(code="unknown-not-offered"))
    if not measure.speaks_of(attempts[0].mode):
        return Estimate(value=None, unknown=Message(code="unknown-in-mode", values={"mode": attempts[0].mode}))
    here = known.reindex([a.id for a in attempts if a.id in known.index])
    if here.empty and outcomes[Outcome.SUCCEEDED] and measure.info.unit != Unit.SHARE:
        return Estimate(value=None, unknown=Message(code=measure.why_missing))
    return measure.estimate(here)


LOG_OUT, READ_AFTER_LOG_OUT = "any.log-out", "read-after-log-out"


def _reason(attempt: Attempt) -> Message | None:
    """What stands on the screen after logging out is no odd end of a script: it is there to be read by whoever comes next."""
    reason = attempt.reason
    if attempt.task == LOG_OUT and reason is not None and reason.code == "still-seen":
        return replace(reason, code=READ_AFTER_LOG_OUT)
    return reason


def _ending(source: Source, attempt: Attempt) -> Ending:
    run = source.run_of(attempt.build)
    actions = source.actions_of.get(attempt.id, [])
    stopped = next((a for a in reversed(actions) if not a.done), None)
    told = source.attributions.get(attempt.id)
    return Ending(
        attempt=attempt.id,
        run=run,
        form=attempt.form,
        repetition=attempt.repetition,
        outcome=attempt.outcome,
        recorded=told.recorded if told else attempt.outcome,
        possible_in=told.possible_in if told else (),
        reason=_reason(attempt),
        step=attempt.step,
        step_name=source.step_names.get((attempt.id, attempt.step or 0), ""),
        action=f"{stopped.verb} {stopped.target}" if stopped else "",
        focus_path=tuple(attempt.focus_path),
        heard_near=tuple(attempt.heard_near),
        console_errors=tuple(attempt.console_errors),
        picture=Picture(run=run, blob=attempt.picture) if attempt.picture else None,
    )


def roll_ups(source: Source, results: Sequence[TaskResult], measures: Sequence[Measure]) -> tuple[RollUp, ...]:
    """Per build: everything, each role, each mode, each school form.

    Args:
        source: The evidence.
        results: From `task_results`.
        measures: All measures.
    """
    return tuple(_roll_ups(source, results, measures))


def _roll_ups(source: Source, results: Sequence[TaskResult], measures: Sequence[Measure]) -> Iterator[RollUp]:
    weights = {task.id: task.weight for task in source.tasks}
    attempts = numbered(source)
    for build in source.builds:
        here = [r for r in results if r.build == build.name]
        mine = attempts[attempts["build"] == build.name]
        yield _roll_up(build.name, ("all", ""), here, measures, weights)
        for role in sorted({r.role for r in here}, key=lambda role: rank(ROLES, role)):
            yield _roll_up(build.name, ("role", role), [r for r in here if r.role == role], measures, weights)
        for mode in dict.fromkeys(r.mode for r in here):
            yield _roll_up(build.name, ("mode", mode), [r for r in here if r.mode == mode], measures, weights)
        for form in [f for f in "PCUA" if f in set(mine["form"])]:
            yield _of_form(build.name, form, mine[mine["form"] == form], measures)


def _roll_up(
    build: str,
    what: tuple[str, str],
    results: Sequence[TaskResult],
    measures: Sequence[Measure],
    weights: Mapping[str, float],
) -> RollUp:
    outcomes: Counter[Outcome] = Counter()
    for result in results:
        outcomes.update(result.outcomes)
    shares = {m.info.id for m in measures if m.info.unit == Unit.SHARE}
    return RollUp(
        build=build,
        kind=what[0],
        name=what[1],
        outcomes=dict(outcomes),
        success=share_of(outcomes, measures),
        measures={
            m.info.id: weighted_mean([(r.measures[m.info.id], weights.get(r.task, 1.0)) for r in results])
            for m in measures
            if m.info.id not in shares
        },
    )


def _of_form(build: str, form: str, attempts: pd.DataFrame, measures: Sequence[Measure]) -> RollUp:
    """Success alone: a task's effort is measured over the forms together."""
    outcomes = Counter(Outcome(o) for o in attempts["outcome"])
    return RollUp(
        build=build, kind="form", name=form, outcomes=dict(outcomes), success=share_of(outcomes, measures), measures={}
    )


def share_of(outcomes: Mapping[Outcome, int], measures: Sequence[Measure]) -> Estimate:
    """Task success of attempts of which only the outcomes are known."""
    success = next((m for m in measures if m.info.id == "task-success"), None)
    if success is None:
        return Estimate(value=None, unknown=Message(code="unknown-broken", values={"measure": "task-success"}))
    flags = [outcome == Outcome.SUCCEEDED for outcome, n in outcomes.items() if outcome in COUNTED for _ in range(n)]
    return success.estimate(pd.Series(flags, dtype=bool))


def weighted_mean(estimates: Sequence[tuple[Estimate, float]]) -> Estimate:
    """Mean of the figures that are known, by weight."""
    known = [(e.value, weight) for e, weight in estimates if e.value is not None]
    total = sum(weight for _, weight in known)
    if not total:
        return Estimate(value=None, unknown=Message(code="unknown-not-completed"))
    return Estimate(value=sum(value * weight for value, weight in known) / total, n=len(known))
