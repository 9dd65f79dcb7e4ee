"""The demo school's own journeys, recorded by `skolprov run` and replayed by other families on a fresh build."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.server import Served, serve
from evidence.records import Attempt, Build, LoadWindow, Outcome, Recording
from evidence.run_directory import RunDirectory
from load.planning import replayable
from load.session import run_load
from load.situations import SITUATIONS

FEW = "guardian.report-absence,teacher.take-attendance,teacher.message-guardian,pupil.join-remote-lesson"


@pytest.fixture(scope="module")
def school() -> Iterator[Served]:
    with serve() as served:
        yield served


def recorded(school: Served, tmp_path: Path, *selection: str) -> RunDirectory:
    out = tmp_path / "run"
    subprocess.run(
        [
            sys.executable, "-c", "from skolprov.cli import main; main()", "run", "--platform", "demo", "--url", school.url, "--mode", "pointer",
            "--repeats", "1", "--no-scan", "--out", str(out), *selection,
        ],
        check=False, capture_output=True, timeout=900,
    )  # fmt: skip
    school.reset()
    return RunDirectory.open(out)


def replayed(directory: RunDirectory, school: Served, situation: str, people: int) -> tuple[Counter[str], Counter[str]]:
    """Completed by task, and failures."""
    build = Build(name="fresh", url=school.url, platform="demo")
    session = run_load(directory, build, situation, school.school()["cases"], duration_s=8, people=people, seed=2)
    assert session.stopped is None
    done: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    for window in directory.read(LoadWindow):
        if window.session == session.id and window.kind == "task":
            done[window.name] += window.completed
            failures.update({f"{window.name}: {code}": number for code, number in window.failures.items()})
    return done, failures


@pytest.mark.slow
def test_other_families_do_what_was_recorded(school: Served, tmp_path: Path) -> None:
    directory = recorded(school, tmp_path, "--task", FEW)
    tasks = set(FEW.split(","))
    succeeded = {a.task for a in directory.read(Attempt) if a.outcome == Outcome.SUCCEEDED}
    assert succeeded == tasks
    stock = replayable(directory, directory.run().builds[0], SITUATIONS["ordinary-day"], school.school()["cases"])
    assert (stock.not_replayed, {s.task for s in stock.scripts}) == ({}, tasks)
    done, failures = replayed(directory, school, "ordinary-day", 110)
    assert failures == Counter()
    assert set(done) == tasks


@pytest.mark.slow
def test_every_task_that_can_be_recorded_can_be_replayed(school: Served, tmp_path: Path) -> None:
    directory = recorded(school, tmp_path)
    tasks = {r.task for r in directory.read(Recording)}
    stock = replayable(directory, directory.run().builds[0], SITUATIONS["ordinary-day"], school.school()["cases"])
    assert stock.not_replayed == {}
    assert {s.task for s in stock.scripts} == tasks
    _, failures = replayed(directory, school, "ordinary-day", 150)
    assert failures == Counter()
