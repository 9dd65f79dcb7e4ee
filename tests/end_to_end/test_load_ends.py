"""How `skolprov load` ends before its time: by Ctrl-C, and by the plan's stop rule. A real command, a real server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from demo.server import serve
from evidence.records import Attempt, CapacityLevel, LoadSession, LoadWindow, Outcome, Probe
from evidence.run_directory import RunDirectory
from tests.end_to_end.test_command_line import skolprov

COMMAND = (
    "load",
    "--platform",
    "demo",
    "--situation",
    "absence-morning",
    "--task",
    "guardian.report-absence",
    "--form",
    "C",
)


def started(directory: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "skolprov.cli", *words],
        cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.slow
def test_ctrl_c_ends_the_load_within_seconds_and_keeps_what_was_seen(tmp_path: Path) -> None:
    with serve() as school:
        process = started(
            tmp_path, *COMMAND, "--url", school.url, "--duration", "600", "--peak", "600", "--probes", "1", "--out", "run"
        )  # fmt: skip
        assert process.stdout
        for line in process.stdout:
            if "are going to come" in line:
                break
        windows = tmp_path / "run" / "load_windows.jsonl"
        waited = threading.Event()
        while process.poll() is None and not (windows.exists() and '"kind":"task"' in windows.read_text("utf-8")):
            waited.wait(0.2)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of its processes
        _, said = process.communicate(timeout=15)
    assert process.returncode == 130, said
    assert "What was seen is kept" in said
    run = RunDirectory.open(tmp_path / "run")
    (session,) = run.read(LoadSession)
    assert session.stopped
    assert session.stopped.code == "load-interrupted"
    assert sum(w.completed for w in run.read(LoadWindow) if w.kind == "task") > 0
    probes = list(run.read(Probe))
    assert {probe.outcome for probe in probes} == {Outcome.SUCCEEDED}, "nobody failed because somebody interrupted"
    report = skolprov("report", "run", cwd=tmp_path)
    assert report.returncode == 0, report.stderr
    written = (tmp_path / "run" / "report.en.html").read_text("utf-8")
    assert "Somebody interrupted it." in written
    assert f"{len(probes)} of {len(probes)} people got it done" in written


SEARCH = (
    "capacity", "--platform", "demo", "--situation", "absence-morning", "--task", "guardian.report-absence", "--form", "C",
    "--success", "0.8", "--wait", "5", "--precision", "0.9", "--highest", "120",
)  # fmt: skip


@pytest.mark.slow
def test_a_search_for_capacity_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    with serve() as school:
        process = started(tmp_path, *SEARCH, "--url", school.url, "--out", "run")
        levels = tmp_path / "run" / "capacity.jsonl"
        waited = threading.Event()
        while process.poll() is None and not (levels.exists() and levels.read_text("utf-8").endswith("\n")):
            waited.wait(0.2)
        senders = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=15)
        assert psutil.wait_procs(senders, timeout=15)[1] == [], "what sends goes with who has it send"
        before = list(RunDirectory.open(tmp_path / "run").read(CapacityLevel))
        recorded = list(RunDirectory.open(tmp_path / "run").read(Attempt))
        ended = skolprov(*SEARCH, "--url", school.url, "--resume", "run", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    run = RunDirectory.open(tmp_path / "run")
    after = list(run.read(CapacityLevel))
    assert len(before) == 1
    assert after[: len(before)] == before
    assert [level.index for level in after] == list(range(1, len(after) + 1))
    assert {level.per_minute for level in after} == {60, 120}
    assert list(run.read(Attempt)) == recorded
    told = (tmp_path / "run" / "report.en.html").read_text("utf-8").replace("\u2068", "").replace("\u2069", "")
    assert "build carries at least 120 people a minute, the most that was to be sent." in told


@pytest.mark.slow
def test_the_stop_rule_ends_the_load_says_so_and_sends_that_build_nothing_more(tmp_path: Path) -> None:
    with serve(["errors-when-crowded"]) as school:
        ended = skolprov(
            *COMMAND, "--url", school.url, "--situation", "ordinary-day", "--duration", "600", "--peak", "6000",
            "--stop-at-failed", "0.3", "--health", "/demo/health", "--out", "run", cwd=tmp_path,
        )  # fmt: skip
    run = RunDirectory.open(tmp_path / "run")
    (session,) = run.read(LoadSession)
    assert session.stopped
    assert session.stopped.code == "load-stopped-failed"
    assert "Absence morning" in ended.stderr
    assert "The stop rule ended it" in ended.stderr
    assert "Ordinary day" in ended.stderr
    assert "not sent, since a stop rule ended the load on this build" in ended.stderr
    for language, said in (("en", "The stop rule ended it"), ("sv", "Stoppregeln avslutade den")):
        assert said in (tmp_path / "run" / f"report.{language}.html").read_text("utf-8")
