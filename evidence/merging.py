"""Brings together the runs that several machines made under one plan, so that one report can be made of them.

The result hangs on what the runs hold, not on the order in which they are named: each record stands there once, in the order
of the plan. Merging what was merged already, or a run twice, changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evidence.conditions import Touches, compare_conditions
from evidence.problem import Problem
from evidence.records import FILES, UNREACHABLE, Conditions, Run, blob_fields, missing_shards
from evidence.run_directory import RunDirectory, make_writable

MACHINES = ("machine", "system")
"""Conditions that may differ between the merged runs if it is said: what is compared was measured on one machine each."""
_OF_THE_MACHINE = ("browser_path", "workers", "shard")
"""Keys of the plan in run.json that say by which means it was carried out."""
_BLOB = re.compile(r"blobs/[0-9a-f]{8,64}(?:\.[a-z0-9]{1,8}){1,3}")
_BLOB_FIELDS = {name: blob_fields(record) for name, record in FILES.items()}
"""By file. What a page says may look like a blob's name, too, and is none."""
_LAST = 1 << 60
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of merging.

    Args:
        directory: Where it is.
        attempts: How many attempts it holds.
        missing: Shards of the plan that no run held, counted from 1.
    """

    directory: RunDirectory
    attempts: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One run to be merged, read."""

    path: Path
    directory: RunDirectory
    run: Run
    rows: Mapping[str, list[_Row]]

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(self.run.merged or [self.run.id])


def merge(paths: Sequence[Path], out: Path, *, despite: Collection[str] = ()) -> Merged:
    """Write one run directory that holds what several hold.

    Args:
        paths: Run directories, in any order; one may be named twice.
        out: A new directory, or the one that an earlier merge of some of these runs wrote.
        despite: Conditions, of `MACHINES`, that may differ; the merged run names all their values.
    Raises:
        Problem: The runs followed different plans or were measured under different conditions, hold the same attempt with
            different results, lack a blob, or were changed after they ended; or `out` holds something else.
    """
    parts = sorted((_read(path) for path in paths), key=_fullest_first)
    if not parts:
        raise Problem("there is no run to merge", do="Name one or more run directories.")
    for part in parts[1:]:
        _expect_one_measurement(parts[0], part, despite)
    rows = _Rows(parts)
    run = _run(parts)
    blobs = _blobs(parts, rows.of)
    target = _target(out, run, paths)
    for name, source in blobs.items():
        target.copy_blob(name, source)
    for name, of_kind in rows.of.items():
        if of_kind:
            target.write_lines(name, [_line(row) for row in of_kind])
    catalogue: dict[str, Any] = {}
    for part in parts:
        catalogue = part.directory.catalogue() | catalogue
    target.write_catalogue(catalogue)
    if run.ended_at is not None:
        run = replace(run, records=target.digests())
    target.write_run(run)  # last: until then what lies there is the old run, or none
    return Merged(target, len(rows.of["attempts"]), missing_shards(run))


def _read(path: Path) -> _Part:
    directory = RunDirectory.open(path)
    if changed := directory.changed():
        raise Problem(
            f"{', '.join(changed)}: not what it was when the run ended",
            where=str(path),
            do="Copy the run directory again, whole.",
        )
    rows = {name: list(directory.lines(record)) for name, record in FILES.items()}
    return _Part(path, directory, directory.run(), {name: _latest(of_kind) for name, of_kind in rows.items()})


def _latest(rows: Iterable[_Row]) -> list[_Row]:
    """One row per id: where a run went on after an interruption, the later counts."""
    return list({row.get("id", _line(row)): row for row in rows}.values())


def _fullest_first(part: _Part) -> tuple[Any, ...]:
    """An order that does not hang on the command line; of two copies of one run the fuller comes first."""
    content = hashlib.sha256("".join(_line(row) for rows in part.rows.values() for row in rows).encode()).hexdigest()
    run = part.run
    return (sorted(part.sources)[0], -len(part.rows["attempts"]), run.ended_at is None, run.ended_at or "", content)


def _expect_one_measurement(first: _Part, other: _Part, despite: Collection[str]) -> None:
    pair = f"{first.path} and {other.path}"
    if first.run.shard_count != other.run.shard_count:
        raise Problem(
            f"are of {first.run.shard_count} and of {other.run.shard_count} shards; only shards of one division make a whole",
            where=pair,
            do="Measure all shards with the same M of --shard N/M.",
        )
    ours, theirs = (_plan(part.run) for part in (first, other))
    if first.run.plan_digest != other.run.plan_digest or ours != theirs:
        said = "; ".join(_differences(ours, theirs)[:5]) or "in what run.json does not hold"
        raise Problem(
            f"followed different plans ({said}); attempts under two plans are no one run",
            where=pair,
            do="Compare them instead: skolprov compare RUN RUN. Or measure all shards with one plan, and builds at one address.",
        )
    differing = [
        d
        for d in compare_conditions(first.run.conditions, other.run.conditions)
        if d.touches is not Touches.NOTHING and d.name not in despite
    ]
    if differing:
        said = "; ".join(f"{d.name}: {d.baseline} and {d.candidate}" for d in differing)
        only_machines = all(d.name in MACHINES for d in differing)
        names = " ".join(f"--despite {d.name}" for d in differing)
        raise Problem(
            f"were measured under different conditions ({said}); one run has one set of them",
            where=pair,
            do=f"Measure on machines of one kind; or write {names}: what is compared was measured on one machine each, but "
            "waits of different tasks say nothing about each other then."
            if only_machines
            else "Measure all shards with the same Skolprov, browser and options.",
        )


def _plan(run: Run) -> dict[str, Any]:
    return {key: value for key, value in run.plan.items() if key not in _OF_THE_MACHINE}


def _differences(ours: Any, theirs: Any, at: str = "") -> list[str]:
    """Where two plans differ, by dotted keys, with both values where they are short."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = dict.fromkeys([*ours, *theirs])
        return [
            said for key in keys for said in _differences(ours.get(key), theirs.get(key), f"{at}.{key}".lstrip("."))
        ]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs, strict=True))
        return [said for place, (one, other) in pairs for said in _differences(one, other, f"{at}[{place}]")]
    if ours == theirs:
        return []
    one, other = json.dumps(ours, ensure_ascii=False), json.dumps(theirs, ensure_ascii=False)
    return [f"{at}: {one} and {other}" if len(one) + len(other) < 120 else at]


class _Rows:
    """The records of all parts, each once, in the order of the plan."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self.of: dict[str, list[_Row]] = {name: [] for name in FILES}
        self._orders: dict[str, int] = {}
        self._began: dict[str, str] = {}
        self._met_by: dict[str, str] = {}
        self._keep_attempts(parts)
        met = self._states(parts)
        self._met_by = {state: str(row["attempt"]) for state, (row, _) in met.items()}
        for name in FILES:
            if name not in {"attempts", "states", "findings"}:
                self._keep(name, [row for part in parts for row in part.rows[name]])
        self._keep("states", [state for state, _ in met.values()])
        # A state's findings are those of the look that is kept, and of no other.
        self._keep("findings", [row for number, part in enumerate(parts) for row in part.rows["findings"]
                                if row["state"] not in met or met[row["state"]][1] == number])  # fmt: skip

    def _keep_attempts(self, parts: Sequence[_Part]) -> None:
        known: dict[tuple[Any, ...], tuple[_Row, _Part]] = {}
        unreached: list[_Row] = []
        for part in parts:
            for row in part.rows["attempts"]:
                key = tuple(row[name] for name in ("task", "role", "form", "mode", "build", "repetition"))
                self._orders[row["id"]] = row["order"]
                self._began[row["id"]] = row["started_at"]
                if (row.get("reason") or {}).get("code") == UNREACHABLE:  # it may have been made again
                    unreached.append(row)
                    continue
                one, first = known.setdefault(key, (row, part))
                if one != row:
                    raise Problem(
                        f"both hold attempt {row['repetition']} of {row['task']} ({row['role']}, form {row['form']}, "
                        f"{row['mode']}, {row['build']}), and not the same",
                        where=f"{first.path} and {part.path}",
                        do="Each attempt is made once: leave out one of the runs, or compare them: skolprov compare RUN RUN.",
                    )
        self._keep("attempts", [*unreached, *(row for row, _ in known.values())])

    def _states(self, parts: Sequence[_Part]) -> dict[str, tuple[_Row, int]]:
        """Of each state the look that counts, and its part: one that succeeded, at which most checks were asked, the first in the
        plan's order."""
        met: dict[str, tuple[_Row, int]] = {}
        for number, part in enumerate(parts):
            for row in part.rows["states"]:
                best = met.get(row["id"])
                if best is None or self._rank(row) < self._rank(best[0]):
                    met[row["id"]] = (row, number)
        return met

    def _rank(self, state: _Row) -> tuple[bool, int, int, str]:
        place = self._orders.get(state["attempt"], _LAST)
        return not state["scanned"], len(state.get("unasked", ())), place, _line(state)

    def _keep(self, name: str, rows: Iterable[_Row]) -> None:
        once = {row.get("id", _line(row)): row for row in reversed(list(rows))}
        self.of[name] = sorted(once.values(), key=self._place)

    def _place(self, row: _Row) -> tuple[Any, ...]:
        """Where a record stands: by its attempt's place in the plan and its beginning, then by its own number, then by its content."""
        attempt = str(
            row["id"] if "order" in row else row.get("attempt") or self._met_by.get(str(row.get("state")), "")
        )
        number = next((row[key] for key in ("index", "action", "start_s") if key in row), 0)
        numbered = re.fullmatch(r"(.*)/(\d+)", str(row.get("id", "")))
        own = (numbered[1], int(numbered[2])) if numbered else ("", 0)
        content = _line({key: value for key, value in row.items() if key != "id"})
        return self._orders.get(attempt, _LAST), self._began.get(attempt, ""), attempt, number, own, content


def _run(parts: Sequence[_Part]) -> Run:
    """run.json of the whole."""
    sources = sorted({source for part in parts for source in part.sources})
    first = parts[0].run
    ended = {source: [p.run.ended_at for p in parts if p.run.ended_at and source in p.sources] for source in sources}
    single = len(sources) == 1
    unasked = [note for part in parts for note in part.run.privacy_unasked]
    return replace(
        first,
        id=first.id if single else f"merged-{hashlib.sha256(' '.join(sources).encode()).hexdigest()[:12]}",
        started_at=min(part.run.started_at for part in parts),
        ended_at=max(end for ends in ended.values() for end in ends) if all(ended.values()) else None,
        plan=first.plan if single else _plan(first) | {"workers": first.conditions.workers, "browser_path": None},
        conditions=_conditions([part.run.conditions for part in parts]),
        privacy_unasked=[note for i, note in enumerate(unasked) if note not in unasked[:i]],
        records={},
        shards=sorted({shard for part in parts for shard in part.run.shards}),
        merged=[] if single else sources,
    )


def _conditions(of_parts: Sequence[Conditions]) -> Conditions:
    """What all have in common; of what may differ, every value."""
    values = {
        name: " | ".join(sorted({value for one in of_parts for value in getattr(one, name).split(" | ")}))
        for name in (*MACHINES, "harness_version")
    }
    return replace(of_parts[0], **values)  # type: ignore[arg-type]  # all three are texts


def _target(out: Path, run: Run, paths: Sequence[Path]) -> RunDirectory:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        make_writable(out)
        return RunDirectory(out)
    there = RunDirectory.open(out).run() if (out / "run.json").is_file() else None
    is_source = out.resolve() in {path.resolve() for path in paths}
    earlier = there and set(there.merged or [there.id]) <= set(run.merged or [run.id])
    if not there or not earlier or (is_source and not there.merged):
        raise Problem(
            "holds something that is no earlier merge of these runs; a run is never written over another",
            where=str(out),
            do="Name another directory with --out.",
        )
    return RunDirectory(out)


def _blobs(parts: Sequence[_Part], rows: Mapping[str, list[_Row]]) -> dict[str, RunDirectory]:
    """Every blob that a record names, with a run that has it."""
    wanted = {
        str(row[key])
        for name, of_kind in rows.items()
        for row in of_kind
        for key in _BLOB_FIELDS[name]
        if _BLOB.fullmatch(str(row.get(key) or ""))
    }
    found = {}
    for name in sorted(wanted):
        holding = [part for part in parts if (part.path / name).is_file()]
        if not holding:
            raise Problem(
                f"none of the runs has {name}, which a record refers to",
                where=", ".join(str(part.path) for part in parts),
                do="Copy the run directories whole, blobs/ included.",
            )
        holding[0].directory.expect_whole(name)
        found[name] = holding[0].directory
    return found


def _line(row: _Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
