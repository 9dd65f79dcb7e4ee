"""Shards become one run: the same whatever the order, each record once, and nothing that does not belong together."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import pytest

from evidence import records
from evidence.merging import _blobs, _Part, merge
from evidence.problem import Problem
from evidence.records import FILES, Attempt, Element, Finding, Message, Outcome, Run, State, Step, Verdict, blob_fields
from evidence.run_directory import RunDirectory
from tests.evidence.test_run_directory import CONDITIONS, RUN

MakeShard = Callable[..., Path]
TASKS = ("any.log-in", "guardian.report-absence", "pupil.see-timetable")
ORDER_OF_SHARD = {1: (2, 5), 2: (0, 3), 3: (1, 4)}


def _attempt(order: int, task: str, identity: str, **changes: Any) -> Attempt:
    values: dict[str, Any] = {
        "id": identity, "build": "good", "task": task, "role": task.partition(".")[0], "form": "C", "mode": "pointer",
        "repetition": 1 + order // 3, "order": order, "case": 0, "outcome": Outcome.SUCCEEDED, "reason": None,
        "started_at": "2026-11-23T08:00:00Z", "duration_s": 1.0, "seen_by": None,
    }  # fmt: skip
    return Attempt(**values | changes)


def _state(attempt: str, *, scanned: bool = True, unasked: Sequence[str] = (), picture: str | None = None) -> State:
    return State(
        id="good.pointer.abc", build="good", mode="pointer", url="http://127.0.0.1/", title="Log in", digest="abc",
        elements=5, attempt=attempt, step=1, scanned=scanned, scan_error="" if scanned else "crashed", scan_s=0.1,
        picture=picture, unasked=dict.fromkeys(unasked, "not-reached-by-address"),
    )  # fmt: skip


def _finding(number: int, rule: str) -> Finding:
    return Finding(
        id=f"good.pointer.abc/{number}", state="good.pointer.abc", build="good", mode="pointer", task="any.log-in",
        step="Log in", engine="axe", rule=rule, verdict=Verdict.VIOLATION, criteria=["1.1.1"], clauses={},
        best_practice=False, impact="serious", element=Element(role="", name="", selector="p", snippet="<p>"),
        values={}, fingerprint=rule,
    )  # fmt: skip


@pytest.fixture
def shard(tmp_path: Path) -> MakeShard:
    """A run that holds one of three shards: two attempts at its task, the page that all pass, and its findings."""

    def make(
        number: int, *, name: str = "", of: int = 3, scanned: bool = True, unasked: Sequence[str] = (), **changes: Any
    ) -> Path:
        path = tmp_path / (name or f"shard-{number}")
        run = replace(
            RUN, id=f"run-{number}", shards=[number], shard_count=of, ended_at=f"2026-11-23T09:0{number}:00Z",
            started_at=f"2026-11-23T08:0{number}:00Z", plan={"tasks": list(TASKS), "shard": [number, of]},
        )  # fmt: skip
        directory = RunDirectory.create(path, replace(run, **changes), {"tasks": {t: {} for t in TASKS}})
        orders = ORDER_OF_SHARD[number]
        picture = directory.write_blob(f"picture {number}".encode(), ".png")
        for order in reversed(orders):
            identity = f"{number}{order}"
            directory.append(_attempt(order, TASKS[number - 1], identity))
            for index in (2, 1):
                directory.append(Step(attempt=identity, index=index, name="x", started_s=0.0, duration_s=1.0))
        for found in (11, 2, 1):
            directory.append(_finding(found, f"rule-{number}-{found}"))
        directory.append(_state(f"{number}{orders[0]}", picture=picture, scanned=scanned, unasked=unasked))
        return path

    return make


def _content(path: Path) -> dict[str, str]:
    """Every file of a run directory, by its content."""
    files = [f for f in sorted(path.rglob("*")) if f.is_file()]
    return {str(f.relative_to(path)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def _merged(tmp_path: Path, name: str, runs: Sequence[Path]) -> dict[str, str]:
    merge(runs, tmp_path / name)
    return _content(tmp_path / name)


def test_any_order_any_repetition_and_any_grouping_give_the_same_bytes(shard: MakeShard, tmp_path: Path) -> None:
    shards = [shard(number) for number in (1, 2, 3)]
    whole = _merged(tmp_path, "whole", shards)
    for place, order in enumerate(permutations(shards)):
        assert _merged(tmp_path, f"order-{place}", order) == whole
    assert _merged(tmp_path, "twice", [*shards, shards[1]]) == whole
    for place, (one, two, three) in enumerate(permutations(shards)):
        merge([one, two], tmp_path / f"first-{place}")
        assert _merged(tmp_path, f"then-{place}", [three, tmp_path / f"first-{place}"]) == whole
    assert _merged(tmp_path, "again", [tmp_path / "whole", *shards]) == whole


def test_the_same_merge_again_changes_nothing_and_a_late_shard_is_taken_in(shard: MakeShard, tmp_path: Path) -> None:
    shards = [shard(number) for number in (1, 2, 3)]
    first = merge(shards[:2], tmp_path / "out")
    assert first.missing == (3,)
    (tmp_path / "out" / "report.html").write_text("kept")
    before = _content(tmp_path / "out")
    assert _merged(tmp_path, "out", shards[:2]) == before
    assert merge([tmp_path / "out", shards[2]], tmp_path / "out").missing == ()
    late = _content(tmp_path / "out")
    assert late.pop("report.html")
    assert late == _merged(tmp_path, "whole", shards)


def test_records_stand_there_once_in_the_order_of_the_plan(shard: MakeShard, tmp_path: Path) -> None:
    merged = merge([shard(number) for number in (3, 1, 2)], tmp_path / "out").directory
    assert [a.order for a in merged.read(Attempt)] == [0, 1, 2, 3, 4, 5]
    assert [(s.attempt, s.index) for s in merged.read(Step)][:4] == [("20", 1), ("20", 2), ("31", 1), ("31", 2)]
    run = merged.run()
    assert (run.shards, run.shard_count, run.merged) == ([1, 2, 3], 3, ["run-1", "run-2", "run-3"])
    assert (run.started_at, run.ended_at) == ("2026-11-23T08:01:00Z", "2026-11-23T09:03:00Z")
    assert "shard" not in run.plan


def test_a_state_that_several_shards_passed_keeps_one_look_with_its_own_findings(
    shard: MakeShard, tmp_path: Path
) -> None:
    merged = merge([shard(number) for number in (1, 2, 3)], tmp_path / "out").directory
    (state,) = merged.read(State)
    assert state.attempt == "20"  # the first of the plan
    assert [f.rule for f in merged.read(Finding)] == ["rule-2-1", "rule-2-2", "rule-2-11"]
    assert state.picture is not None
    assert merged.read_blob(state.picture) == b"picture 2"
    assert len(list((tmp_path / "out" / "blobs").iterdir())) == 1  # what no record names is not copied


def test_a_look_that_failed_gives_way_to_one_that_did_not(shard: MakeShard, tmp_path: Path) -> None:
    merged = merge([shard(1), shard(2, scanned=False), shard(3)], tmp_path / "out").directory
    (state,) = merged.read(State)
    assert state.attempt == "31"
    assert {f.rule for f in merged.read(Finding)} == {"rule-3-1", "rule-3-2", "rule-3-11"}


def test_a_look_that_some_checks_were_left_out_of_gives_way_to_one_that_more_were_asked_at(
    shard: MakeShard, tmp_path: Path
) -> None:
    left_out = {1: ["keyboard-trap"], 2: ["keyboard-trap", "mouse-only"], 3: []}
    shards = [shard(number, unasked=unasked) for number, unasked in left_out.items()]
    whole = _merged(tmp_path, "whole", shards)
    merged = RunDirectory.open(tmp_path / "whole")
    assert [(s.attempt, s.unasked) for s in merged.read(State)] == [("31", {})]
    assert {f.rule for f in merged.read(Finding)} == {"rule-3-1", "rule-3-2", "rule-3-11"}
    for place, order in enumerate(permutations(shards)):
        assert _merged(tmp_path, f"order-{place}", order) == whole
        merge(order[:2], tmp_path / f"first-{place}")
        assert _merged(tmp_path, f"then-{place}", [order[2], tmp_path / f"first-{place}"]) == whole
    assert _merged(tmp_path, "again", [tmp_path / "whole", *shards]) == whole
    fewest = merge(shards[:2], tmp_path / "two").directory
    assert [s.attempt for s in fewest.read(State)] == ["12"]


def test_a_look_that_failed_gives_way_to_one_that_checks_were_left_out_of(shard: MakeShard, tmp_path: Path) -> None:
    runs = [shard(1, unasked=["keyboard-trap"]), shard(2, scanned=False)]
    (state,) = merge(runs, tmp_path / "out").directory.read(State)
    assert state.attempt == "12"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"plan_digest": "e", "plan": {"tasks": list(TASKS), "seed": 2}}, "different plans (seed: null and 2)"),
        ({"plan": {"tasks": [TASKS[0], "x", "y"]}}, 'tasks[1]: "guardian.report-absence" and "x"'),
        ({"plan_digest": "e"}, "different plans"),
        ({"conditions": replace(CONDITIONS, browser_version="151.0")}, "browser_version: 150.0 and 151.0"),
        ({"conditions": replace(CONDITIONS, workers=2)}, "workers: 1 and 2"),
        ({"of": 4}, "3 and of 4 shards"),
    ],
)
def test_what_is_no_one_measurement_is_refused_with_what_differs_and_nothing_is_written(
    shard: MakeShard, tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(Problem) as problem:
        merge([shard(2, **changes), shard(1)], tmp_path / "out")
    assert said in problem.value.what
    assert "shard-1 and" in problem.value.where
    assert not (tmp_path / "out").exists()


def test_other_machines_are_refused_unless_it_is_said_and_then_all_are_named(shard: MakeShard, tmp_path: Path) -> None:
    runs = [shard(1), shard(2, conditions=replace(CONDITIONS, machine="n")), shard(3)]
    with pytest.raises(Problem) as problem:
        merge(runs, tmp_path / "out")
    assert "--despite machine" in problem.value.do
    whole = merge(runs, tmp_path / "out", despite=["machine"]).directory
    assert whole.run().conditions.machine == "m | n"
    merge([runs[1], tmp_path / "out"], tmp_path / "again", despite=["machine"])
    assert _content(tmp_path / "again") == _content(tmp_path / "out")


def test_another_version_that_measures_alike_is_no_hindrance(shard: MakeShard, tmp_path: Path) -> None:
    newer = shard(2, conditions=replace(CONDITIONS, harness_version="0.2.0"))
    assert merge([newer, shard(1)], tmp_path / "out").directory.run().conditions.harness_version == "0.1.0 | 0.2.0"


def test_two_different_results_of_one_attempt_are_refused(shard: MakeShard, tmp_path: Path) -> None:
    again = shard(1, name="again", id="run-9")
    lines = (again / "attempts.jsonl").read_text().replace('"12"', '"99"')
    (again / "attempts.jsonl").write_text(lines)
    with pytest.raises(Problem) as problem:
        merge([shard(1), again], tmp_path / "out")
    assert "attempt 1 of any.log-in (any, form C, pointer, good), and not the same" in problem.value.what


def test_a_try_that_did_not_reach_the_build_stands_beside_the_one_that_was_made_again_and_before_it(
    shard: MakeShard, tmp_path: Path
) -> None:
    run = shard(1)
    lines = (run / "attempts.jsonl").read_text()
    (run / "attempts.jsonl").write_text("")
    reason = Message(code="unreachable", values={"error": "net::ERR_CONNECTION_REFUSED"})
    early = {"outcome": Outcome.ENVIRONMENT_ERROR, "reason": reason, "started_at": "2026-11-23T07:00:00Z"}
    RunDirectory.open(run).append(_attempt(ORDER_OF_SHARD[1][0], TASKS[0], "z-first", **early))
    (run / "attempts.jsonl").write_text((run / "attempts.jsonl").read_text() + lines)
    merge([run, shard(2)], tmp_path / "out")
    found = [a.id for a in RunDirectory.open(tmp_path / "out").read(Attempt) if a.task == TASKS[0]]
    assert found == ["z-first", "12", "15"]


def test_an_interrupted_copy_of_a_run_adds_nothing_to_the_whole_one(shard: MakeShard, tmp_path: Path) -> None:
    whole, cut = shard(1), shard(1, name="cut", ended_at=None)
    lines = (cut / "attempts.jsonl").read_text().splitlines(keepends=True)
    (cut / "attempts.jsonl").write_text(lines[0] + lines[1][:30])
    assert _merged(tmp_path, "both", [cut, whole]) == _merged(tmp_path, "one", [whole])
    run: Run = RunDirectory.open(tmp_path / "both").run()
    assert (run.id, run.ended_at, run.merged) == ("run-1", "2026-11-23T09:01:00Z", [])


def test_a_stopped_shard_makes_a_stopped_run(shard: MakeShard, tmp_path: Path) -> None:
    assert merge([shard(1), shard(2, ended_at=None)], tmp_path / "out").directory.run().ended_at is None


def test_a_lost_or_changed_blob_is_said(shard: MakeShard, tmp_path: Path) -> None:
    runs = [shard(1), shard(2)]
    (picture,) = (runs[1] / "blobs").iterdir()
    picture.write_bytes(b"cut")
    with pytest.raises(Problem, match="is not what it was"):
        merge(runs, tmp_path / "out")
    picture.unlink()
    with pytest.raises(Problem, match="which a record refers to"):
        merge(runs, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:40])


def _edit(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace('"succeeded"', '"failed"', 1), "utf-8")


@pytest.mark.parametrize("harm", [_edit, _cut, Path.unlink])
def test_records_that_were_changed_after_the_end_are_refused(
    shard: MakeShard, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    runs = [shard(1), shard(2)]
    for run in runs:
        RunDirectory.open(run).end("2026-11-23T09:00:00Z")
    merge(runs, tmp_path / "whole")
    assert RunDirectory.open(tmp_path / "whole").changed() == []
    harm(runs[1] / "attempts.jsonl")
    with pytest.raises(Problem, match=r"attempts.jsonl: not what it was when the run ended"):
        merge(runs, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert RunDirectory.open(runs[1]).changed() == ["attempts.jsonl"]


def test_a_run_is_never_written_over(shard: MakeShard, tmp_path: Path) -> None:
    runs = [shard(1), shard(2)]
    for out in (runs[0], shard(3)):
        before = _content(out)
        with pytest.raises(Problem, match="never written over another"):
            merge(runs, out)
        assert _content(out) == before


def test_fields_of_a_newer_minor_version_are_kept(shard: MakeShard, tmp_path: Path) -> None:
    newer = shard(1)
    lines = [json.loads(line) | {"news": 1} for line in (newer / "steps.jsonl").read_text().splitlines()]
    (newer / "steps.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    merge([newer, shard(2)], tmp_path / "out")
    assert (tmp_path / "out" / "steps.jsonl").read_text().count('"news":1') == 4


def test_messages_of_attempts_come_through_whole(shard: MakeShard, tmp_path: Path) -> None:
    failed = shard(1)
    reason = Message(code="no-outcome", values={"said": "Sänd “nu”"})
    RunDirectory.open(failed).append(_attempt(6, TASKS[0], "failed", outcome=Outcome.FAILED, reason=reason))
    merged = merge([failed], tmp_path / "out").directory
    assert [a.reason for a in merged.read(Attempt)][-1] == reason


def test_what_a_page_says_is_never_taken_for_a_blob(shard: MakeShard, tmp_path: Path) -> None:
    said = "My file blobs/0123456789abcdef.png"
    one = shard(1)
    RunDirectory.open(one).append(_attempt(9, TASKS[0], "says-so", title=said))
    _merged(tmp_path, "merged", [one])
    assert said in (tmp_path / "merged" / "attempts.jsonl").read_text("utf-8")


def test_each_field_that_is_told_to_name_a_blob_is_one_that_merging_takes_along() -> None:
    """The column dictionary says "Blob:" to people; the type says it to the code."""
    told, typed = set(), {(record.__name__, field) for record in FILES.values() for field in blob_fields(record)}
    for kind in ast.parse(inspect.getsource(records)).body:
        for field, said in pairwise(kind.body if isinstance(kind, ast.ClassDef) else ()):
            if isinstance(field, ast.AnnAssign) and "Blob:" in ast.unparse(said):
                told.add((kind.name, ast.unparse(field.target)))
    assert told == typed
    assert ("Recording", "har") in typed


@pytest.mark.parametrize(("name", "record"), [(n, r) for n, r in FILES.items() if blob_fields(r)])
def test_every_blob_of_every_record_is_taken_along(tmp_path: Path, name: str, record: type) -> None:
    source = RunDirectory.create(tmp_path / "source", RUN, {})
    row = {field: source.write_blob(field.encode(), ".bin") for field in blob_fields(record)}
    wanted = _blobs([_Part(source.path, source, RUN, {})], {name: [row | {"title": f"blobs/{'0' * 40}.png"}]})
    assert set(wanted) == set(row.values())
