"""Brings the evidence of one or several runs together under unique names, as records and as tables."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from evidence.problem import Problem
from evidence.records import (
    FILES,
    Action,
    Attempt,
    Conditions,
    LeftOut,
    LoadWindow,
    Message,
    Record,
    Run,
    State,
    Step,
    missing_shards,
)
from evidence.run_directory import RunDirectory
from reports.attribution import Attribution, attribute
from reports.klm import Profile, profile_from
from reports.model import BuildInfo, RunInfo, TaskInfo
from reports.selection import Selection, selected

ROLES = ("teacher", "pupil", "guardian")
_POINTERS = {"id", "attempt", "state", "session"}
_OF_NO_ATTEMPT = {"unknown-load", "unknown-load-of-role", "unknown-privacy"}
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Source:
    """Everything that the analysis reads. Records name builds and each other by names unique over all runs."""

    runs: tuple[RunInfo, ...]
    builds: tuple[BuildInfo, ...]
    catalogue: dict[str, Any]
    records: dict[type, tuple[Any, ...]]
    attributions: dict[str, Attribution] = field(default_factory=dict)
    """By attempt id: what the other attempts of its task say of one that did not succeed."""
    profile: Profile = field(default_factory=Profile)
    """Whose own time is told."""
    left_out: tuple[LeftOut, ...] = ()
    """What could not be attempted, builds by their unique names."""
    selection: Selection = field(default_factory=Selection)
    """Which part of the records these are."""
    pairs: tuple[tuple[str, str], ...] = ()
    """Which builds are compared: baseline and candidate of each comparison, by their unique names."""
    by_name: bool = False
    """Whether each build of the first run is the baseline of those that are called the same."""

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind, in the order written, run after run."""
        return self.records[kind]

    def table(self, kind: type[Record]) -> pd.DataFrame:
        """The records of one kind as a data frame; one without rows still has its columns."""
        if kind not in self._tables:
            rows = [asdict(record) for record in self.records[kind]]
            self._tables[kind] = pd.DataFrame(rows, columns=[f.name for f in fields(kind)])
        return self._tables[kind]

    def unknown(self, code: str) -> Message:
        """Why load or privacy is not known: it was not measured, or it cannot be told of what was selected."""
        by_attempt = bool(self.selection.forms or self.selection.modes)
        return Message(code="unknown-not-by-form-or-mode" if by_attempt and code in _OF_NO_ATTEMPT else code)

    def run_of(self, build: str) -> int:
        """Index of the run that a build belongs to."""
        return next(b.run for b in self.builds if b.name == build)

    def plan_of(self, build: str) -> dict[str, Any]:
        """The plan under which a build was measured."""
        return self.runs[self.run_of(build)].plan

    def conditions_of(self, build: str) -> Conditions:
        """The conditions under which a build was measured."""
        return self.runs[self.run_of(build)].conditions

    @cached_property
    def attempts(self) -> dict[str, Attempt]:
        """Attempts by id."""
        return {a.id: a for a in self.all(Attempt)}

    @cached_property
    def step_names(self) -> dict[tuple[str, int], str]:
        """Names of steps by attempt and index."""
        return {(s.attempt, s.index): s.name for s in self.all(Step)}

    @cached_property
    def actions_of(self) -> dict[str, list[Action]]:
        """Actions by attempt, in order."""
        return _grouped(self.all(Action))

    @cached_property
    def steps_of(self) -> dict[str, list[Step]]:
        """Steps by attempt, in order."""
        return _grouped(self.all(Step))

    @cached_property
    def states(self) -> dict[str, State]:
        """States by id."""
        return {s.id: s for s in self.all(State)}

    @cached_property
    def _tables(self) -> dict[type, pd.DataFrame]:
        """Those that were asked for."""
        return {}

    def task_info(self, task: str) -> TaskInfo:
        """What the run's own catalogue says of a task."""
        return _task_info(task, self.catalogue.get("tasks", {}).get(task, {}))

    @cached_property
    def tasks(self) -> tuple[TaskInfo, ...]:
        """The tasks that were attempted, by role and then as the catalogue has them."""
        attempted = {a.task for a in self.all(Attempt)} | {w.task for w in self.all(LoadWindow) if w.kind == "task"}
        order = {task: place for place, task in enumerate(self.catalogue.get("tasks", {}))}
        infos = [self.task_info(task) for task in attempted]
        return tuple(sorted(infos, key=lambda t: (rank(ROLES, t.role), order.get(t.id, len(order)), t.id)))


def rank(order: Sequence[str], item: str) -> int:
    """Place of an item in an order; what is not in it comes last."""
    return order.index(item) if item in order else len(order)


def read_runs(
    paths: Sequence[Path],
    baseline: str | None = None,
    effort: Mapping[str, Any] | None = None,
    selection: Selection | None = None,
) -> Source:
    """Read run directories.

    Args:
        paths: Run directories, in the order that their builds are compared.
        baseline: Name of the build that the others are compared with; if not given, the first, or for runs of several builds the one of the same
            name.
        effort: Whose own time is told, by the fields of Profile; what is not said here, the baseline's plan says.
        selection: The part to read; everything if not given.
    Raises:
        Problem: A directory can't be read, is named twice, has no build of that name, or has no attempt of what is selected;
            or there is no such typist, age or pointing.
    """
    runs: list[RunInfo] = []
    builds: list[BuildInfo] = []
    catalogue: dict[str, Any] = {}
    records: dict[type, list[Any]] = {kind: [] for kind in FILES.values()}
    left_out: list[LeftOut] = []
    directories = RunDirectory.open_all(paths)
    _expect_different(directories)
    names = _unique_names([directory.run() for directory in directories], [d.path.resolve().name for d in directories])
    for number, (path, directory) in enumerate(zip(paths, directories, strict=True)):
        run, renamed = directory.run(), names[number]
        runs.append(_run_info(run, path, directory.changed()))
        builds += [BuildInfo(name=renamed[b.name], build=b, run=number) for b in run.builds]
        _merge(catalogue, directory.catalogue())
        left_out += [_named(one, renamed, number) for one in run.left_out]
        for kind in FILES.values():
            records[kind] += [_named(record, renamed, number) for record in _latest(directory.read(kind))]
    pairs, by_name = _pairs(builds, paths, baseline)
    ordered = _in_pairs(builds, pairs)
    known = {b.name for b in ordered}  # somebody may have taken a build out of run.json
    kept = {kind: tuple(r for r in rows if r.build in known) if rows and hasattr(rows[0], "build") else tuple(rows)
            for kind, rows in records.items()}  # fmt: skip
    profile = profile_from(runs[ordered[0].run].plan.get("effort") or {}, effort or {})
    kept[Attempt], attributions = attribute(kept[Attempt])
    chosen = selection or Selection()
    return Source(
        runs=tuple(runs),
        builds=tuple(ordered),
        catalogue=catalogue,
        records=selected(kept, chosen),
        attributions=attributions,
        profile=profile,
        left_out=tuple(one for one in left_out if chosen.has_task(one.task, one.role)),
        selection=chosen,
        pairs=pairs,
        by_name=by_name,
    )


def _expect_different(directories: Sequence[RunDirectory]) -> None:
    """A run beside itself would be taken for two builds that are wonderfully alike."""
    known: dict[str, RunDirectory] = {}
    for directory in directories:
        first = known.setdefault(directory.run().id, directory)
        if first is not directory:
            same = first.path.resolve() == directory.path.resolve()
            raise Problem(
                "is named twice" if same else f"is the same run as {first.path}: both have the id {directory.run().id}",
                where=str(directory.path),
                do="Name each run once; a run with two builds is compared when it is named alone.",
            )


def _latest(records: Iterator[Any]) -> list[Any]:
    """One record per id: a run that was interrupted and resumed may have written one twice; the later counts."""
    rows = list(records)
    if not rows or not hasattr(rows[0], "id"):
        return rows
    return list({row.id: row for row in rows}.values())


def _unique_names(runs: Sequence[Run], folders: Sequence[str]) -> list[dict[str, str]]:
    """For each run, what its builds are called in the report: by their own names, or with what tells the runs apart."""
    count = Counter(build.name for run in runs for build in run.builds)
    differ = len(set(folders)) == len(folders) and not set(folders) & set(count)
    if differ and all("pages" in run.plan for run in runs):
        # Scans of the same pages are called alike; whoever keeps them chose what their directories are called.
        return [
            {b.name: b.name if count[b.name] == 1 else folder for b in run.builds}
            for run, folder in zip(runs, folders, strict=True)
        ]
    apart = next(told for told in _ways_to_tell_apart(runs) if len(set(told)) == len(told))
    return [
        {b.name: b.name if count[b.name] == 1 else f"{b.name}, {said}" for b in run.builds}
        for run, said in zip(runs, apart, strict=True)
    ]


def _ways_to_tell_apart(runs: Sequence[Run]) -> Iterator[list[str]]:
    """What people know runs by, before what is only sure to differ."""
    titles = [run.title for run in runs]
    # A run that nobody gave a title is called by its builds.
    of_builds = {build.name for run in runs for build in run.builds} | {
        " · ".join(build.name for build in run.builds) for run in runs
    }
    if not set(titles) & of_builds:
        yield titles
    starts = [datetime.fromisoformat(run.started_at).strftime("%Y-%m-%d %H:%M:%S") for run in runs]
    yield [start[:10] for start in starts]
    yield [start[:16] for start in starts]
    yield starts
    yield [f"{start} ({number})" for number, start in enumerate(starts, start=1)]


def _named(record: Any, builds: Mapping[str, str], run: int) -> Any:
    changes: dict[str, Any] = {}
    if hasattr(record, "build"):
        changes["build"] = builds.get(record.build, record.build)
    if run:
        for name in _POINTERS & {f.name for f in fields(record)}:
            if value := getattr(record, name):  # a page of a scan has no attempt
                changes[name] = f"{run}/{value}"
    return replace(record, **changes) if changes else record


def _pairs(
    builds: Sequence[BuildInfo], paths: Sequence[Path], baseline: str | None
) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Who is compared with whom, and whether by their own names: runs of several builds each are two states of the same builds.

    Raises:
        Problem: No build has the baseline's name; or the first run has several builds, a later one a build of another name, and
            which of the several is meant is not said.
    """
    first = [b for b in builds if b.run == 0]
    later = [b for b in builds if b.run]
    if baseline is not None or len(first) == 1 or not later:
        chosen = _named_baseline(builds, baseline)
        return tuple((chosen.name, b.name) for b in builds if b is not chosen), False
    own = [b.build.name for b in first]
    if stranger := next((b for b in later if b.build.name not in own), None):
        command = ["skolprov", "compare", *map(str, paths), "--baseline"]
        raise Problem(
            f'which build "{stranger.build.name}" is compared with is not said: the first run has several, '
            f"{', '.join(own)}, and none is called that",
            where=str(paths[stranger.run]),
            do="\n".join(
                [
                    "Name the one that all others are compared with:",
                    *(f"    {shlex.join([*command, name])}" for name in own),
                ]
            ),
        )
    return tuple((a.name, b.name) for a in first for b in later if a.build.name == b.build.name), True


def _named_baseline(builds: Sequence[BuildInfo], baseline: str | None) -> BuildInfo:
    if baseline is None:
        return builds[0]
    chosen = next((b for b in builds if baseline in (b.name, b.build.name)), None)
    if chosen is None:
        raise Problem(
            f'there is no build "{baseline}" to compare with',
            where="--baseline",
            do=f"Write one of: {', '.join(b.name for b in builds)}.",
        )
    return chosen


def _in_pairs(builds: Sequence[BuildInfo], pairs: Sequence[tuple[str, str]]) -> list[BuildInfo]:
    """Each baseline before its candidates, then what is compared with nothing."""
    order = {name: place for place, name in enumerate(dict.fromkeys(name for pair in pairs for name in pair))}
    return sorted(builds, key=lambda b: order.get(b.name, len(order)))


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            into[key] = value | into[key]
        else:
            into.setdefault(key, value)


def _run_info(run: Run, path: Path, changed: Sequence[str]) -> RunInfo:
    return RunInfo(
        id=run.id,
        title=run.title,
        path=path.resolve().name,
        started_at=run.started_at,
        ended_at=run.ended_at,
        seed=run.seed,
        plan=run.plan,
        plan_digest=run.plan_digest,
        conditions=run.conditions,
        schema_version=run.schema_version,
        privacy_unasked=tuple(run.privacy_unasked),
        shard_count=run.shard_count,
        shards_missing=missing_shards(run),
        changed=tuple(changed),
    )


def _task_info(task: str, known: Mapping[str, Any]) -> TaskInfo:
    return TaskInfo(
        id=task,
        role=str(known.get("role", task.partition(".")[0])),
        forms=tuple(known.get("forms", ())),
        title_en=str(known.get("title_en", task)),
        title_sv=str(known.get("title_sv", task)),
        goal_en=str(known.get("goal_en", "")),
        goal_sv=str(known.get("goal_sv", "")),
        weight=float(known.get("weight", 1.0)),
    )


def _grouped(records: Sequence[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for record in sorted(records, key=lambda r: r.index):
        groups.setdefault(record.attempt, []).append(record)
    return groups
