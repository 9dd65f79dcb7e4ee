"""A run directory keeps all that was seen, takes no line twice, and is read by whoever comes later."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from evidence.problem import Problem
from evidence.records import Build, Conditions, Run, Step
from evidence.run_directory import RunDirectory, only_writer
from evidence.tables import read

CONDITIONS = Conditions(
    harness_version="0.1.0",
    measuring_version="1",
    catalogue_version="1",
    browser="Chromium",
    browser_version="150.0",
    browser_flags=[],
    engine="axe-core 4",
    machine="m",
    system="s",
    workers=1,
    language="en",
    interleaved=True,
    scanned=True,
)
RUN = Run(
    id="r",
    title="T",
    started_at="2026-11-23T08:00:00Z",
    ended_at=None,
    seed=1,
    builds=[Build(name="good", url="http://127.0.0.1", platform="demo")],
    plan={},
    plan_digest="d",
    conditions=CONDITIONS,
)


def _step(index: int, name: str = "Save") -> Step:
    return Step(attempt="a", index=index, name=name, started_s=0.0, duration_s=0.5)


@pytest.fixture
def directory(tmp_path: Path) -> RunDirectory:
    return RunDirectory.create(tmp_path / "run", RUN, {"tasks": {}})


def test_what_is_written_is_read_back_as_it_was(directory: RunDirectory) -> None:
    directory.append(_step(1, "Spara ändringar – “nu”"))
    assert list(directory.read(Step)) == [_step(1, "Spara ändringar – “nu”")]
    assert directory.run() == RUN


def test_a_line_that_was_cut_short_is_passed_over_and_the_next_one_is_whole(directory: RunDirectory) -> None:
    directory.append(_step(1))
    with (directory.path / "steps.jsonl").open("ab") as file:
        file.write(b'{"attempt":"a","index":2,"na')
    directory.append(_step(3))
    assert [s.index for s in directory.read(Step)] == [1, 3]


def _append_many(path: str, first: int) -> None:
    directory = RunDirectory.open(Path(path))
    for index in range(first, first + 200):
        directory.append(_step(index, "x" * 3000))


def test_several_processes_append_without_tearing_each_others_lines(directory: RunDirectory) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_append_many, args=(str(directory.path), first)) for first in (0, 200, 400)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(s.index for s in directory.read(Step)) == list(range(600))


def test_several_threads_append_without_tearing_each_others_lines(directory: RunDirectory) -> None:
    def append_many(first: int) -> None:
        for index in range(first, first + 100):
            directory.redactor.add(f"secret-{index}", f"secret-value-{index}")  # as a sign-in does meanwhile
            directory.append(_step(index))

    with ThreadPoolExecutor() as at_once:
        list(at_once.map(append_many, (0, 100, 200, 300)))
    assert sorted(s.index for s in directory.read(Step)) == list(range(400))


def test_a_damaged_record_is_named_by_file_and_line(directory: RunDirectory) -> None:
    directory.append(_step(1))
    with (directory.path / "steps.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(_step(2)) | {"duration_s": "long"}) + "\n")
    with pytest.raises(Problem) as problem:
        list(directory.read(Step))
    assert problem.value.where.endswith("steps.jsonl:2")
    assert "duration_s" in problem.value.what


def test_unknown_fields_of_a_newer_minor_version_are_ignored_and_a_newer_major_is_refused(
    directory: RunDirectory,
) -> None:
    directory.write_run(replace(RUN, schema_version="1.9"))
    file = directory.path / "run.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"news": 1}))
    assert directory.run().schema_version == "1.9"
    directory.write_run(replace(RUN, schema_version="2.0"))
    with pytest.raises(Problem) as problem:
        RunDirectory.open(directory.path)
    assert "records of version 2.0" in problem.value.what
    assert "upgrade" in problem.value.do


@pytest.mark.parametrize("where", ["/proc/foo", "{tmp}/file/x"])
def test_where_nothing_can_be_written_another_directory_is_asked_for(tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("")
    path = Path(where.format(tmp=tmp_path))
    with pytest.raises(Problem) as problem:
        RunDirectory.create(path, RUN, {})
    assert problem.value.where == str(path)
    assert "--out" in problem.value.do


def test_a_run_is_never_written_over(directory: RunDirectory) -> None:
    with pytest.raises(Problem, match="never written over"):
        RunDirectory.create(directory.path, RUN, {})


def test_a_blob_is_kept_once_by_its_content_and_never_read_from_outside(directory: RunDirectory) -> None:
    name = directory.write_blob(b"tree", ".yaml", compress=True)
    assert directory.write_blob(b"tree", ".yaml", compress=True) == name
    assert directory.read_blob(name) == b"tree"
    (directory.path.parent / "secret").write_text("no")
    with pytest.raises(Problem):
        directory.read_blob("../secret")


def test_a_claim_is_given_once_until_it_is_let_go(directory: RunDirectory) -> None:
    assert [directory.claim("state"), directory.claim("state")] == [True, False]
    directory.forget_claims()
    assert directory.claim("state")


def test_tables_have_the_columns_of_a_record_that_the_run_has_none_of(directory: RunDirectory) -> None:
    directory.append(_step(1))
    tables = read(directory.path)
    assert list(tables["steps"]["name"]) == ["Save"]
    assert "outcome" in tables["attempts"].columns
    assert len(tables["attempts"]) == 0


def test_two_commands_do_not_write_to_a_run_at_the_same_time(
    directory: RunDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.run_directory._WAITS_S", 0.3)
    with (
        only_writer(directory.path),
        pytest.raises(Problem, match="another command is still measuring into it"),
        only_writer(directory.path),
    ):
        pass
    with only_writer(directory.path):
        pass


def test_what_a_killed_command_had_started_is_waited_for(directory: RunDirectory) -> None:
    with only_writer(directory.path) as held:
        lingers = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1)"], pass_fds=(held,))
    with only_writer(directory.path):
        assert lingers.poll() is not None
