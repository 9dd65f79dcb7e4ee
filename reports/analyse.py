"""From run directories to the analysed report: the one way in for every format and for the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from evidence.conditions import Touches
from evidence.problem import Problem
from evidence.records import COUNTED, SCHEMA_VERSION, Attempt, Message, Outcome, State
from reports.accessibility import classify, counted, find_ways, group_findings
from reports.accessibility_compare import ACCESSIBILITY, accessibility_drafts
from reports.capacity import capacities
from reports.comparability import any_judged, uncounted
from reports.compare import Terms, journey_drafts, only_comparable, settle, terms_between
from reports.criteria import criteria_table, persons_hit
from reports.endings import passed
from reports.gate import gate
from reports.known import Known, excused, judge_known, known_notes
from reports.load_compare import LOAD_P95, LOAD_SUCCESS, load_drafts
from reports.load_figures import load_situations, situation_sessions
from reports.measure import Measure, find_measures
from reports.model import (
    Area,
    Comparison,
    CriterionResult,
    FindingGroup,
    Judgement,
    MeasureInfo,
    Report,
    RunInfo,
    TaskResult,
    Unattempted,
    Unit,
)
from reports.outcomes import roll_ups, task_results
from reports.privacy import PRIVACY, privacy_drafts, privacy_results
from reports.probes import probe_situations
from reports.replays import replay_results
from reports.scans import headline_between_scans, headline_of_scan, notes_on_pages, notes_on_states, page_results
from reports.selection import Selection
from reports.source import ROLES, Source, rank, read_runs
from reports.strips import strips
from reports.summary import Told, headline, overall, summary_cells
from reports.target_sizes import small_targets
from reports.time_sums import time_sums
from reports.unattempted import told_once
from reports.weak import weak_tasks

_FLAKY = 5
"""Tasks that are named because they succeed at times only."""
_OTHER_MODES = ("pointer", "keyboard", "touch", "zoom")
"""Ways of operating a page that are told as not tried where they were not; what a screen reader says is told with more words."""
STEP_WAIT = MeasureInfo(
    id="step-wait", unit=Unit.SECONDS, higher_is_better=False, area=Area.EFFORT, judged=True, margin=0.15
)


def analyse(
    paths: Sequence[Path],
    baseline: str | None = None,
    effort: Mapping[str, Any] | None = None,
    selection: Selection | None = None,
    known: Known | None = None,
) -> Report:
    """Analyse one run, or compare the builds of several.

    Args:
        paths: Run directories; the first build of the first is the baseline. Where the first has several, those of one name are compared.
        baseline: Name of another build to compare with.
        effort: Whose own time is told: typist, age, pointing; what is not said here, the baseline's plan says.
        selection: The part of the runs to analyse; everything if not given.
        known: Findings that count for nothing as long as they are known; none if not given.
    Raises:
        Problem: A directory can't be read, no build has the baseline's name, or the plan's gate names no measure.
    """
    if not paths:
        raise Problem("there is no run to report on", do="Name one or more run directories.")
    return Analysis(read_runs(paths, baseline, effort, selection), known).report()


class Analysis:
    """One analysis under way: what its parts share is computed once."""

    def __init__(self, source: Source, known: Known | None = None) -> None:
        self.source = source
        self.file_of_known = known
        found, self.broken = find_measures()
        self.measures, self.values = _values(source, found)
        self.broken += tuple(p for m, p in self.measures if p)
        self.working: tuple[Measure, ...] = tuple(m for m, problem in self.measures if not problem)
        self.every = tuple(m for m, _ in self.measures)
        self.ways = find_ways(source)
        groups = group_findings(source, self.ways)
        self.known = judge_known(known, source, self.ways, groups) if known else ()
        self.groups = excused(groups, self.known)
        self.results = task_results(source, self.every, self.values)
        self.load = load_situations(source)
        self.capacities = capacities(source)
        self.privacy = privacy_results(source)
        self.pages = page_results(source, self.groups)
        self.is_scan = bool(self.pages) and not self.results and not self.load

    def report(self) -> Report:
        """The whole report."""
        source = self.source
        names = [b.name for b in source.builds]
        comparisons = tuple(self._compare(*pair) for pair in source.pairs)
        criteria = criteria_table(source, self.groups, self.results)
        infos = (*(m.info for m in self.every), STEP_WAIT, ACCESSIBILITY, LOAD_SUCCESS, LOAD_P95, PRIVACY)
        first = source.runs[source.run_of(names[0])]
        modes = dict.fromkeys(a.mode for a in source.all(Attempt))
        return Report(
            title=_title(source, scan=self.is_scan),
            schema_version=SCHEMA_VERSION,
            harness_version=first.conditions.harness_version,
            runs=source.runs,
            builds=source.builds,
            roles=tuple(sorted({r.role for r in self.results}, key=lambda role: rank(ROLES, role))),
            modes=tuple(modes),
            tasks=source.tasks,
            measures=infos,
            results=self.results,
            roll_ups=roll_ups(source, self.results, self.every),
            comparisons=comparisons,
            findings=self.groups,
            criteria=criteria,
            persons=persons_hit(source, criteria, self.groups),
            load=self.load,
            replays=replay_results(source),
            capacities=self.capacities,
            probes=probe_situations(source, self.results),
            privacy=self.privacy,
            headline=headline_of_scan(self.pages, self.groups)
            if self.is_scan and not comparisons
            else _headline(source, comparisons, self.results, self.groups),
            unknown=self._unknown(criteria),
            selection=source.selection,
            left_out=tuple(
                Unattempted(build=one.build, task=source.task_info(one.task), role=one.role, reason=one.reason)
                for one in source.left_out
            ),
            notes=self._notes(),
            known=self.known,
            weak=weak_tasks(source),
            gate=gate(first.plan, comparisons, infos, self.results),
            pages=self.pages,
            small_targets=small_targets(source),
            rules=dict(source.catalogue.get("rules", {})),
            criteria_catalogue=dict(source.catalogue.get("criteria", {})),
            messages=dict(source.catalogue.get("messages", {})),
            profile=source.profile,
            time_sums=time_sums(source),
            states_scanned={n: sum(s.build == n and s.scanned for s in source.all(State)) for n in names},
            states={n: sum(s.build == n and s.not_opened is None for s in source.all(State)) for n in names},
        )

    def _compare(self, baseline: str, candidate: str) -> Comparison:
        source, sides = self.source, (baseline, candidate)
        terms = terms_between(source, *sides)
        classified = classify(source, self.ways, self.groups, *sides)
        drafts = [
            *journey_drafts(source, self.working, self.values, sides, terms),
            *accessibility_drafts(source, self.groups, classified, sides, terms),
            *load_drafts(source, self.load, sides, terms),
            *privacy_drafts(source, sides),
        ]
        differences = settle(only_comparable(drafts, terms), terms)
        told = Told(
            source=source,
            sides=sides,
            results=self.results,
            differences=differences,
            groups=self.groups,
            classified=classified,
        )
        judgements = [d.judgement for d in differences]
        return Comparison(
            baseline=baseline,
            candidate=candidate,
            judgement=overall(judgements),
            comparable=all(c.touches == Touches.NOTHING for c in terms.conditions),
            conditions=terms.conditions,
            summary=summary_cells(told),
            differences=tuple(differences),
            findings=classified,
            strips=strips(source, differences, sides),
            headline=self._between(told),
            counts={j: judgements.count(j) for j in Judgement},
            not_compared=() if self.is_scan else tuple(_not_compared(source, self.results, sides, terms)),
        )

    def _between(self, told: Told) -> tuple[Message, ...]:
        """What changed from one build to the other; nothing of what a finding alone would say, where nothing could be compared."""
        if lost := uncounted(self.results, *told.sides):
            first = Message(code="headline-uncounted", values={"count": len(lost), "tasks": list(lost)})
            return (first, *self._changed(told))
        return self._changed(told)

    def _changed(self, told: Told) -> tuple[Message, ...]:
        if not any_judged(told.differences):
            return (Message(code="headline-cannot-tell", values={"count": 0}),)
        return headline_between_scans(self.groups, told.classified) if self.is_scan else headline(told)

    def _unknown(self, criteria: Sequence[CriterionResult]) -> tuple[Message, ...]:
        """What the report does not know: what no script can, then what was not measured this time."""
        said = [Message(code="unknown-people")]
        if self.is_scan:
            return (*said, Message(code="unknown-journeys"), *_untested(criteria))
        if not any(r.mode == "screen-reader" for r in self.results):
            said.append(Message(code="unknown-screen-readers"))
        else:
            said.append(Message(code="unknown-real-screen-readers"))
        tried = {r.mode for r in self.results}
        said += [Message(code=f"unknown-mode-{mode}") for mode in _OTHER_MODES if tried and mode not in tried]
        if not self.load and not self.capacities:
            said.append(self.source.unknown("unknown-load"))
        if all(p.unknown for p in self.privacy):
            said.append(self.source.unknown("unknown-privacy"))
        else:
            asked = {p.build for p in self.privacy if not p.unknown}
            silent = [b.name for b in self.source.builds if b.name not in asked]
            said += [Message(code="unknown-privacy-of", values={"build": name}) for name in silent]
        if not any(s.scanned for s in self.source.all(State)):
            said.append(Message(code="unknown-accessibility"))
        said += _untested(criteria)
        said += told_once(self.source.left_out, [b.name for b in self.source.builds])
        told = {t.id for t in self.source.tasks} | {one.task for one in self.source.left_out}
        chosen = self.source.selection
        others = {
            task
            for task, known in self.source.catalogue.get("tasks", {}).items()
            if task not in told and chosen.has_task(task, known.get("role", ""))
        }
        if others:
            said.append(Message(code="unknown-tasks", values={"count": len(others)}))
        return tuple({message.code + str(message.values): message for message in said}.values())

    def _notes(self) -> tuple[Message, ...]:
        source = self.source
        notes = list(_compared_by_name(source))
        notes += [Message(code="note-stopped", values={"run": r.id}) for r in source.runs if r.ended_at is None]
        notes += [
            Message(code="note-changed", values={"run": run.id, "files": list(run.changed)})
            for run in source.runs
            if run.changed
        ]
        notes += [_missing_shards(run) for run in source.runs if run.shards_missing]
        notes += [Message(code="note-broken", values={"what": p.what, "where": p.where}) for p in self.broken]
        notes += [note for run in source.runs for note in run.privacy_unasked]
        notes += _in_no_rate(source)
        notes += _flaky(self.results)
        fewer = [r for r in self.results if r.fewer_than_planned]
        if fewer:
            notes.append(Message(code="note-fewer", values={"count": len(fewer)}))
        unscanned = [s for s in source.all(State) if s.scan_error]
        if unscanned:
            notes.append(Message(code="note-not-scanned", values={"count": len(unscanned)}))
        if undrawn := sum(s.unpictured == "undrawn" for s in source.all(State)):
            notes.append(Message(code="note-not-pictured", values={"count": undrawn}))
        notes += [*notes_on_pages(self.pages), *notes_on_states(source.all(State))]
        for session in situation_sessions(source):
            if session.late:
                values = {"situation": session.situation, "build": session.build, "count": session.late}
                notes.append(Message(code="note-late", values=values))
            if session.lost_workers:
                unknown = sum(lost.unknown for lost in session.lost_workers)
                values = {"situation": session.situation, "build": session.build, "count": unknown}
                values |= {"lost": len(session.lost_workers), "workers": session.workers}
                notes.append(Message(code="note-lost-workers", values=values))
        notes += known_notes(self.known)
        if self.file_of_known is None:
            files = dict.fromkeys(file for run in source.runs if (file := run.plan.get("known")))
            notes += [Message(code="note-known-not-given", values={"file": file}) for file in files]
        return tuple(notes)


def _title(source: Source, *, scan: bool) -> str:
    """What the report is called: as its run is; of several scans as their builds are, of several runs as each of them is."""
    if scan:
        return " · ".join(build.name for build in source.builds)
    return " · ".join(dict.fromkeys(run.title for run in source.runs))


def _compared_by_name(source: Source) -> Iterator[Message]:
    """Where runs have several builds each: that those of one name were compared, and which had no other of theirs."""
    if not source.by_name:
        return
    own = {b.name: b.build.name for b in source.builds}
    compared = list(dict.fromkeys(own[baseline] for baseline, _ in source.pairs))
    yield Message(code="note-by-name", values={"count": len(compared), "builds": compared})
    in_pairs = {name for pair in source.pairs for name in pair}
    if alone := [b.name for b in source.builds if b.name not in in_pairs]:
        yield Message(code="note-of-no-other-run", values={"count": len(alone), "builds": alone})


def _untested(criteria: Sequence[CriterionResult]) -> Iterator[Message]:
    if untested := {c.criterion for c in criteria if c.status == "not-tested"}:
        total = len({c.criterion for c in criteria})
        yield Message(code="unknown-criteria", values={"count": len(untested), "of": total})


_NOT_LET_IN = frozenset(
    {"sign-in-refused", "needs-a-person", "kept-session-expired", "session-must-last", "session-in-window"}
)
"""Reasons of environment errors for which the build was there, and nobody was signed in."""
_NOT_PREPARED = frozenset({"not-prepared", "not-undone"})


def _in_no_rate(source: Source) -> Iterator[Message]:
    """What ended for a reason that is not the platform's, by the kind of reason and the build."""
    ended = Counter(
        (code, a.build) for a in source.all(Attempt) if (code := _why_in_no_rate(a.outcome, a.reason)) is not None
    )
    for code in _WHY_IN_NO_RATE:
        for build in source.builds:
            if n := ended[code, build.name]:
                yield Message(code=code, values={"count": n, "build": build.name})


_NOT_COUNTED = frozenset(Outcome) - COUNTED - {Outcome.NOT_OFFERED}
_WHY_IN_NO_RATE = (
    "note-script-error",
    "note-environment-error",
    "note-not-let-in",
    "note-not-prepared",
    "note-browser-gone",
    "note-harness-error",
)


def _why_in_no_rate(outcome: Outcome, reason: Message | None) -> str | None:
    code = reason.code if reason else ""
    if outcome is Outcome.ENVIRONMENT_ERROR and code in _NOT_LET_IN:
        return "note-not-let-in"
    if outcome is Outcome.ENVIRONMENT_ERROR and code in _NOT_PREPARED:
        return "note-not-prepared"
    if outcome is Outcome.ENVIRONMENT_ERROR and code == "browser-gone":
        return "note-browser-gone"
    return f"note-{outcome}" if f"note-{outcome}" in _WHY_IN_NO_RATE else None


def _missing_shards(run: RunInfo) -> Message:
    missing = [str(shard) for shard in run.shards_missing]
    values = {"missing": ", ".join(missing), "number": len(missing), "count": run.shard_count}
    return Message(code="note-shards-missing", values=values)


def _values(
    source: Source, found: Sequence[Measure]
) -> tuple[list[tuple[Measure, Problem | None]], dict[str, pd.Series]]:
    """Each measure's values; a measure that can't be computed is a Problem, and the others still count."""
    measures: list[tuple[Measure, Problem | None]] = []
    values: dict[str, pd.Series] = {}
    for measure in found:
        try:
            values[measure.info.id] = measure.values(source)
        except Problem as problem:
            measures.append((measure, problem))
        else:
            measures.append((measure, None))
    return measures, values


def _headline(
    source: Source, comparisons: Sequence[Comparison], results: Sequence[TaskResult], groups: Sequence[FindingGroup]
) -> tuple[Message, ...]:
    """Of the comparisons; of one build alone, what it can't do, does not offer, and how many faults it has."""
    if comparisons:
        return tuple(message for comparison in comparisons for message in comparison.headline)
    rated = [r for r in results if r.success.value is not None]
    said = []
    if results:  # where a HAR was replayed nobody attempted anything
        values = {
            "build": source.builds[0].name if source.builds else "",
            "succeeded": sum(r.outcomes.get(Outcome.SUCCEEDED, 0) for r in rated),
            "attempts": sum(r.success.n for r in rated),
            "uncounted": sum(n for r in results for outcome, n in r.outcomes.items() if outcome in _NOT_COUNTED),
        }
        said.append(Message(code="headline-alone", values=values))
    reached = {(r.task, r.role) for r in rated if r.success.value}
    lost = list(dict.fromkeys(r.task for r in rated if (r.task, r.role) not in reached))
    if lost:
        said.append(Message(code="headline-alone-lost", values={"count": len(lost), "tasks": lost}))
    for mode in dict.fromkeys(r.mode for r in rated):
        missed = [r.task for r in rated if r.mode == mode and not r.success.value and (r.task, r.role) in reached]
        if tasks := list(dict.fromkeys(missed)):
            values = {"mode": mode, "count": len(tasks), "tasks": tasks}
            said.append(Message(code="headline-alone-lost-in-mode", values=values))
    offered = {r.task for r in results if set(r.outcomes) != {Outcome.NOT_OFFERED}}
    if absent := {r.task for r in results} - offered:
        values = {"count": len(absent), "of": len(absent | offered)}
        said.append(Message(code="headline-alone-not-offered", values=values))
    if faults := counted(groups):
        said.append(Message(code="headline-alone-faults", values={"count": len(faults)}))
    return tuple(said)


def _flaky(results: Sequence[TaskResult]) -> list[Message]:
    """What succeeds at times only, each said by name; beyond a handful, how many more."""
    flaky = [r for r in results if r.flaky]
    said = [
        Message(code="note-flaky", values={"task": r.task, "mode": r.mode, "build": r.build, **passed(r)})
        for r in flaky[:_FLAKY]
    ]
    if len(flaky) > _FLAKY:
        said.append(Message(code="note-flaky-more", values={"count": len(flaky) - _FLAKY}))
    return said


def _not_compared(source: Source, results: Sequence[TaskResult], sides: tuple[str, str], terms: Terms) -> list[Message]:
    """Tasks that one build does not offer, or that were attempted on one build only, with the reason where one is known."""
    said: list[Message] = []
    reasons = {(one.build, one.task, one.role): one.reason for one in source.left_out}
    by_key: dict[tuple[str, str, str], dict[str, TaskResult]] = {}
    for result in results:
        by_key.setdefault((result.task, result.role, result.mode), {})[result.build] = result
    for (task, role, mode), on in by_key.items():
        for side in sides:
            values = {"task": task, "role": role, "mode": mode, "build": side}
            if side not in on and any(other in on for other in sides):
                why = reasons.get((side, task, role))
                about = (
                    Message(code="not-compared-left-out", values={"task": task, "build": side, "why": why.code})
                    if why
                    else None
                )
                said.append(about or Message(code="not-compared-not-attempted", values=values))
            elif side in on and set(on[side].outcomes) == {Outcome.NOT_OFFERED}:
                said.append(Message(code="not-compared-not-offered", values=values))
    if not terms.one_session:
        said.append(Message(code="not-compared-stored"))
    return list({str(message): message for message in said}.values())
