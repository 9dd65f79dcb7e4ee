"""Compares a candidate with the baseline, measure by measure, and settles all verdicts as one family of tests.

The rules stand in `reports.judging`, the pairs in `reports.pairs`; here they are brought together with the plan's
margins, and with what the conditions forbid to compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from evidence.conditions import SAME_SESSION, ConditionDifference, Touches, compare_conditions, compare_loads
from evidence.records import COUNTED, LoadSession, Message, Outcome
from reports.estimate import Estimate
from reports.judging import (
    Cell,
    Judged,
    corrected,
    judge_counts,
    judge_success,
    judge_times,
    log_ratios,
    missing,
)
from reports.load_figures import situation_sessions
from reports.measure import Measure
from reports.model import Difference, Judgement, MeasureInfo, Unit
from reports.pairs import completed, numbered, paired_attempts, paired_steps, paired_values, step_waits
from reports.source import Source
from reports.statistics import Noise

STORED = 2.0
"""By this the margins of whatever depends on the machine are widened where the sides were not measured by turns."""
CONDITIONS_DIFFER = "why-conditions-differ"
"""Code of the reason for which something is not compared where a condition is not the same on both sides."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a comparison is about."""

    measure: str
    task: str = ""
    role: str = ""
    mode: str = ""
    situation: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A comparison whose verdict waits for the rest of the family."""

    subject: Subject
    before: Estimate
    after: Estimate
    judged: Judged
    step: str = ""
    """For the wait of one step; shown only where it says more than the task's whole wait."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """On which terms two builds are compared."""

    conditions: tuple[ConditionDifference, ...]
    one_session: bool
    """Whether both were measured by turns."""
    margins: Mapping[str, float]
    """From the plan's gate, by measure id."""
    gated: frozenset[str] | None
    """Measures that the gate looks at; null for all."""

    def forbids(self, touched: Touches) -> ConditionDifference | None:
        """The first differing condition that makes such figures incomparable."""
        return next((c for c in self.conditions if not c.situation and c.touches.covers(touched)), None)

    def forbids_load(self, situation: str) -> ConditionDifference | None:
        """The first differing condition that makes a situation's figures incomparable."""
        of_it = (c for c in self.conditions if c.situation in {"", situation})
        return next((c for c in of_it if c.touches.covers(Touches.LOAD)), None)

    def margin(self, info: MeasureInfo, *, of_machine: bool = False) -> float:
        """The equivalence margin of a measure."""
        margin = float(self.margins.get(info.id, info.margin))
        return margin * STORED if of_machine and not self.one_session else margin


def terms_between(source: Source, baseline: str, candidate: str) -> Terms:
    """What differs between the conditions of two builds, and the plan's margins; the baseline's plan speaks.

    Args:
        source: The evidence.
        baseline: Name of a build.
        candidate: Name of another.
    """
    ours, theirs = source.runs[source.run_of(baseline)], source.runs[source.run_of(candidate)]
    found = compare_conditions(ours.conditions, theirs.conditions)
    one_session = ours is theirs and ours.conditions.interleaved
    found += compare_loads(*([s for s in situation_sessions(source) if s.build == b] for b in (baseline, candidate)))
    timed = bool(source.attempts) or bool(source.all(LoadSession))  # of pages alone nothing depends on the moment
    if timed and not one_session:
        by_turns = ConditionDifference(
            name=SAME_SESSION, baseline=ours.id, candidate=theirs.id, touches=Touches.NOTHING
        )
        found.insert(0, by_turns)
    gate: Mapping[str, Any] = ours.plan.get("gate") or {}
    measures = gate.get("measures")
    return Terms(
        conditions=tuple(found),
        one_session=one_session,
        margins=dict(gate.get("margins") or {}),
        gated=frozenset(measures) if measures else None,
    )


def journey_drafts(
    source: Source, measures: Sequence[Measure], values: Mapping[str, pd.Series], sides: tuple[str, str], terms: Terms
) -> list[Draft]:
    """Comparisons of all that attempts tell: success, effort, waits.

    Args:
        source: The evidence.
        measures: Those to compare.
        values: Each measure's values by attempt id.
        sides: Names of baseline and candidate.
        terms: From `terms_between`.
    """
    pairs = paired_attempts(source, *sides)
    drafts: list[Draft] = []
    for measure in measures:
        if not measure.info.judged or measure.info.id not in values:
            continue
        if measure.info.unit == Unit.SHARE:
            drafts += _success(source, measure, sides, pairs, terms)
        elif measure.info.id == "wait":
            drafts += _waits(source, measure, values[measure.info.id], pairs, terms)
        else:
            drafts += _counts(measure, values[measure.info.id], completed(pairs), terms)
    return drafts


def settle(drafts: Sequence[Draft], terms: Terms) -> list[Difference]:
    """Correct the tests as one family and say the verdicts, worst first.

    A step's wait is told only where the task's whole wait does not say the same.
    """
    ps = corrected([draft.judged for draft in drafts])
    settled = [(draft, p, draft.judged.settle(p)) for draft, p in zip(drafts, ps, strict=True)]
    whole = {(d.subject.task, d.subject.role): verdict for d, _, verdict in settled if d.subject.measure == "wait"}
    differences = [
        _difference(draft, p, verdict, terms)
        for draft, p, verdict in settled
        if not draft.step or _step_says_more(draft, verdict, whole)
    ]
    return sorted(differences, key=severity)


def severity(difference: Difference) -> tuple[int, int, float]:
    """Orders differences: worse, cannot tell, better, the same; within each by measure, then by size."""
    verdicts = (Judgement.WORSE, Judgement.CANNOT_TELL, Judgement.BETTER, Judgement.SAME)
    measures = ("task-success", "privacy", "accessibility", "predicted-time", "actions", "clicks", "keystrokes")
    place = measures.index(difference.measure) if difference.measure in measures else len(measures)
    return verdicts.index(difference.judgement), place, -abs(difference.change.value or 0.0)


def _step_says_more(draft: Draft, verdict: Judgement, whole: Mapping[tuple[str, str], Judgement]) -> bool:
    told = (Judgement.WORSE, Judgement.BETTER)
    return verdict in told and whole.get((draft.subject.task, draft.subject.role)) != verdict


def _difference(draft: Draft, p: float | None, verdict: Judgement, terms: Terms) -> Difference:
    judged, subject = draft.judged, draft.subject
    unsure = verdict == Judgement.CANNOT_TELL
    why = judged.why
    if draft.step:
        why = Message(code="why-step", values={"step": draft.step, "seconds": round(judged.amount or 0.0, 2)})
    return Difference(
        measure=subject.measure,
        task=subject.task,
        role=subject.role,
        mode=subject.mode,
        situation=subject.situation,
        before=draft.before,
        after=draft.after,
        change=judged.change,
        amount=judged.amount,
        judgement=verdict,
        rule=judged.rule,
        margin=judged.margin,
        p=p,
        more_attempts=judged.more_attempts if unsure else None,
        why=why,
        gated=terms.gated is None or subject.measure in terms.gated,
    )


def _success(
    source: Source, measure: Measure, sides: tuple[str, str], pairs: pd.DataFrame, terms: Terms
) -> Iterator[Draft]:
    attempts = numbered(source)
    grouped = {(str(b), str(t), str(r), str(m)): rows
               for (b, t, r, m), rows in attempts.groupby(["build", "task", "role", "mode"])}  # fmt: skip
    keys = sorted({key[1:] for key in grouped if key[0] in sides})
    margin = terms.margin(measure.info)
    cells: dict[tuple[str, str, str], Cell] = {}
    for key in keys:
        both = [grouped.get((side, *key)) for side in sides]
        if any(rows is None or (rows["outcome"] == Outcome.NOT_OFFERED).all() for rows in both):
            continue  # not compared: said apart, with the reason
        drafted = _cell(both, pairs, key)
        if isinstance(drafted, Cell):
            cells[key] = drafted
        else:
            yield _draft_of_success(measure, key, both, missing(drafted, margin))
    judged = judge_success(list(cells.values()), margin)
    for key, verdict in zip(cells, judged, strict=True):
        yield _draft_of_success(measure, key, [grouped[(side, *key)] for side in sides], verdict)


def _cell(both: Sequence[pd.DataFrame | None], pairs: pd.DataFrame, key: tuple[str, str, str]) -> Cell | Message:
    sides = []
    for name, rows in zip(("baseline", "candidate"), both, strict=True):
        assert rows is not None
        counted = rows[rows["outcome"].isin(COUNTED)]
        if counted.empty:
            outcomes = sorted({str(o) for o in rows["outcome"]})
            return Message(code="why-nothing-counted", values={"side": name, "outcomes": outcomes})
        sides.append(counted)
    here = pairs[(pairs["task"] == key[0]) & (pairs["role"] == key[1]) & (pairs["mode"] == key[2])]
    won_before = here["outcome_before"] == Outcome.SUCCEEDED
    won_after = here["outcome_after"] == Outcome.SUCCEEDED
    wins = [(int((s["outcome"] == Outcome.SUCCEEDED).sum()), len(s)) for s in sides]
    return Cell(
        before=wins[0],
        after=wins[1],
        lost=int((won_before & ~won_after).sum()),
        won=int((~won_before & won_after).sum()),
        same_evidence=_one_evidence(sides[0]) and _one_evidence(sides[1]),
    )


def _one_evidence(attempts: pd.DataFrame) -> bool:
    """Whether whatever did not succeed ended at one step, with one outcome, for one reason."""
    ended = attempts[attempts["outcome"] != Outcome.SUCCEEDED]
    seen = {
        (outcome, step, reason["code"] if reason else "")
        for outcome, step, reason in zip(ended["outcome"], ended["step"].fillna(-1), ended["reason"], strict=True)
    }
    return len(seen) <= 1


def _draft_of_success(
    measure: Measure, key: tuple[str, str, str], both: Sequence[pd.DataFrame | None], judged: Judged
) -> Draft:
    task, role, mode = key
    before, after = (_share(measure, rows) for rows in both)
    return Draft(
        subject=Subject(measure=measure.info.id, task=task, role=role, mode=mode),
        before=before,
        after=after,
        judged=judged,
    )


def _share(measure: Measure, rows: pd.DataFrame | None) -> Estimate:
    assert rows is not None
    counted = rows[rows["outcome"].isin(COUNTED)]
    return measure.estimate(counted["outcome"] == Outcome.SUCCEEDED)


def _counts(measure: Measure, values: pd.Series, pairs: pd.DataFrame, terms: Terms) -> Iterator[Draft]:
    """One comparison per task, role and mode. What nobody completed has no effort; its success says so already."""
    margin = terms.margin(measure.info)
    differing = terms.forbids(Touches.EFFORT_AND_FINDINGS)
    for (task, role, mode), rows in pairs.groupby(["task", "role", "mode"]):
        both = paired_values(rows, values)
        if len(both.before) == 0:
            continue
        judged = judge_counts(both.before, both.after, margin)
        if differing is not None:
            judged = missing(forbidden(differing), margin)
        yield Draft(
            subject=Subject(measure=measure.info.id, task=str(task), role=str(role), mode=str(mode)),
            before=measure.estimate(pd.Series(both.before)),
            after=measure.estimate(pd.Series(both.after)),
            judged=judged,
        )


def _waits(
    source: Source, measure: Measure, values: pd.Series, all_pairs: pd.DataFrame, terms: Terms
) -> Iterator[Draft]:
    """One comparison per task and role, over all modes: the platform answers them alike. And one per step."""
    pairs = completed(all_pairs)
    margin = terms.margin(measure.info, of_machine=True)
    differing = terms.forbids(Touches.TIMES)
    waits = step_waits(source)
    groups = [(str(t), str(r), rows) for (t, r), rows in pairs.groupby(["task", "role"])]
    wholes = {(t, r): paired_values(rows, values) for t, r, rows in groups}
    steps = {(t, r, step): both for t, r, rows in groups for step, both in paired_steps(rows, waits)}
    of_wholes = Noise([log_ratios(b.before, b.after) for b in wholes.values()])
    of_steps = Noise([log_ratios(b.before, b.after) for b in steps.values()])
    if not of_wholes.known:
        of_wholes = of_steps  # a step scatters at least as much as the sum of all
    named = [(task, role, "", both, of_wholes) for (task, role), both in wholes.items()]
    named += [(task, role, step, both, of_steps) for (task, role, step), both in steps.items()]
    for task, role, step, both, noise in named:
        if len(both.before) == 0:
            continue
        judged = judge_times(both.before, both.after, margin, noise, one_session=terms.one_session)
        if differing is not None:
            judged = missing(forbidden(differing), margin)
        yield Draft(
            subject=Subject(measure="step-wait" if step else measure.info.id, task=task, role=role),
            before=measure.estimate(pd.Series(both.before)),
            after=measure.estimate(pd.Series(both.after)),
            judged=judged,
            step=step,
        )


def forbidden(condition: ConditionDifference) -> Message:
    """Why something is not compared: a condition that is not the same on both sides."""
    values = {"condition": condition.name, "before": str(condition.baseline), "after": str(condition.candidate)}
    if condition.situation:
        values = {"condition": condition.name, "situation": condition.situation}
    return Message(code=CONDITIONS_DIFFER, values=values)


def only_comparable(drafts: Sequence[Draft], terms: Terms) -> list[Draft]:
    """The drafts, without verdicts where the conditions forbid to compare anything."""
    of_all = terms.forbids(Touches.EVERYTHING)
    of_attempts = terms.forbids(Touches.ATTEMPTS)
    differing = [of_all if d.subject.situation else of_attempts for d in drafts]
    return [
        d if one is None else replace(d, judged=missing(forbidden(one), d.judged.margin))
        for d, one in zip(drafts, differing, strict=True)
    ]
