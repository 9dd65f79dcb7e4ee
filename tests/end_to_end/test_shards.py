"""Shards of a run, made one by one and merged, are the run that was made at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.server import Served, serve
from evidence.records import Attempt, PrivacyCheck
from evidence.run_directory import RunDirectory
from tests.end_to_end.test_command_line import FAST, skolprov

TASKS = "guardian.report-absence,pupil.see-timetable,teacher.take-attendance"


@pytest.fixture(scope="module")
def school() -> Iterator[Served]:
    with serve() as served:
        yield served


def _made(run: Path) -> list[tuple[str, ...]]:
    attempts = RunDirectory.open(run).read(Attempt)
    return sorted((a.task, a.role, a.form, a.mode, a.build, str(a.order), a.outcome) for a in attempts)


@pytest.mark.slow
def test_merged_shards_hold_the_attempts_of_the_whole_run_and_a_missing_one_is_said(
    school: Served, tmp_path: Path
) -> None:
    words = ("run", "--platform", "demo", "--url", school.url, *FAST, "--task", TASKS, "--mode", "pointer")
    whole = skolprov(*words, "--out", "whole", cwd=tmp_path)
    assert whole.returncode == 0, whole.stderr
    for number in "1234":
        ended = skolprov(*words, "--shard", f"{number}/4", "--out", f"shards/{number}", cwd=tmp_path)
        assert ended.returncode == 0, ended.stderr
        assert ("has nothing to do" in ended.stderr) == (number == "4")  # there are three tasks
    first = skolprov("merge", "shards/4", "shards/2", "shards/1", "--out", "merged", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "Missing: shard 3." in first.stderr
    early = skolprov(*words, "--resume", "merged", cwd=tmp_path)
    assert early.returncode == 2
    assert "lacks shard 3 of 4" in early.stderr
    told = skolprov("report", "merged", "--out", "report", cwd=tmp_path)
    assert "Shard 3 of 4 is not in this run" in told.stdout
    for page in ("report.en.html", "summary.en.md"):
        assert "Shard 3 of 4 is not in this run" in (tmp_path / "report" / page).read_text("utf-8")
    assert skolprov("merge", "shards/3", "merged", "--out", "merged", cwd=tmp_path).returncode == 0
    assert _made(tmp_path / "merged") == _made(tmp_path / "whole")
    assert "not in this run" not in skolprov("report", "merged", "--out", "report", cwd=tmp_path).stdout
    asked = len(list(RunDirectory.open(tmp_path / "merged").read(PrivacyCheck)))
    assert asked
    load = ("--situation", "absence-morning", "--duration", "3", "--peak", "60")
    other = skolprov(*words, *load, "--resume", "merged", cwd=tmp_path)
    assert "followed another plan" in other.stderr


@pytest.mark.slow
def test_a_shard_goes_on_only_as_itself(school: Served, tmp_path: Path) -> None:
    words = ("run", "--platform", "demo", "--url", school.url, *FAST, "--task", TASKS, "--mode", "pointer")
    begun = skolprov(*words, "--shard", "3/3", "--out", "run", "--", "-k", "nothing-at-all", cwd=tmp_path)
    assert "no attempt was selected" in begun.stderr
    for other in (("--shard", "2/3"), ()):
        ended = skolprov(*words, *other, "--resume", "run", cwd=tmp_path)
        assert ended.returncode == 2
        assert "was begun with --shard 3/3" in ended.stderr
    assert skolprov(*words, "--shard", "3/3", "--resume", "run", cwd=tmp_path).returncode == 0


@pytest.mark.slow
def test_too_many_workers_are_refused_and_automatic_ones_are_as_many_as_there_are_people_for(tmp_path: Path) -> None:
    with serve(families=8) as small:  # one teacher per school form
        words = ("run", "--platform", "demo", "--url", small.url, *FAST, "--mode", "pointer", "--out", "run")
        tasks = ("--task", "teacher.take-attendance,guardian.report-absence", "--form", "C")
        ended = skolprov(*words, *tasks, "--workers", "2", cwd=tmp_path)
        assert ended.returncode == 2
        assert "2 workers need people of their own: form C has" in ended.stderr
        assert not (tmp_path / "run").exists()
        ended = skolprov(*words, *tasks, "--", "-n", "2", "--dist", "load", cwd=tmp_path)
        assert "--dist would let two workers act as one account" in ended.stderr
        ended = skolprov(*words, *tasks, "--", "-n", "auto", cwd=tmp_path)
        assert ended.returncode == 0, ended.stderr
        assert RunDirectory.open(tmp_path / "run").run().conditions.workers == 1
