"""Sessions that several workers share: real processes, Locust's own connection between them.

All but one are slow: each starts three processes that load Locust.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import psutil
import pytest

from evidence.records import LoadSession, LoadWindow
from load.session import Progress, run_load
from load.spec import Team
from tests.load.test_session import Run, failures, sums


def send(run: Run, **options: Any) -> LoadSession:
    directory, build, school = run
    options = {"duration_s": 3, "people": 24, "seed": 4, "team": Team(workers=2), **options}
    return run_load(directory, build, "absence-morning", school.cases()[8:], **options)


def workers() -> list[psutil.Process]:
    """In order of their start."""
    found = [p for p in psutil.Process().children(recursive=True) if "load.worker" in p.cmdline()]
    return sorted(found, key=lambda process: process.create_time())


def when(condition: Callable[[Progress], bool], do: Callable[[], None]) -> Callable[[Progress], None]:
    """Once."""
    done: list[Progress] = []

    def on_progress(progress: Progress) -> None:
        if not done and condition(progress):
            done.append(progress)
            do()

    return on_progress


def ended(run: Run) -> int:
    return sum(w.started for w in run[0].read(LoadWindow) if w.kind == "task")


@pytest.mark.slow
def test_two_workers_let_everybody_in_once(run: Run) -> None:
    told: list[Progress] = []
    counted: list[int] = []

    def on_progress(progress: Progress) -> None:
        told.append(progress)
        counted.append(len(workers()))

    session = send(run, on_progress=on_progress)
    assert max(counted) == 2
    assert (session.workers, session.lost_workers, session.stopped) == (2, [], None)
    assert failures(run) == {}
    assert ended(run) == session.people == told[-1].arrived == told[-1].done > 10
    assert len(run[2].reported) == sums(run)["guardian.report-absence"][1]  # the platform saw each of them once
    assert told[0].waiting == (0, 2)
    assert workers() == []


@pytest.mark.slow
def test_a_worker_that_is_killed_leaves_a_gap_that_is_told_and_its_other_arrivals_are_let_in(run: Run) -> None:
    told: list[Progress] = []
    kill = when(lambda p: p.done >= 8, lambda: workers()[0].send_signal(signal.SIGKILL))

    def on_progress(progress: Progress) -> None:
        told.append(progress)
        kill(progress)

    session = send(run, duration_s=9, people=72, on_progress=on_progress)
    (lost,) = session.lost_workers
    assert session.stopped is None
    assert 0 < lost.heard_s < lost.noticed_s < lost.heard_s + 3
    assert lost.taken_over > 5
    assert lost.unknown < 30
    completed = sum(completed for _, completed in sums(run).values())
    assert completed + sum(failures(run).values()) + lost.unknown == session.people
    assert (told[-1].done, told[-1].unknown, told[-1].arrived) == (completed, lost.unknown, session.people)
    # Whoever was let in is known to the platform once; of the unknown nobody can say.
    reported = sums(run)["guardian.report-absence"][1]
    assert reported <= len(run[2].reported) <= reported + lost.unknown
    # People arrived after the loss as before it.
    assert any(w.start_s >= lost.noticed_s + 1 for w in run[0].read(LoadWindow))


@pytest.mark.slow
def test_a_worker_that_stands_still_is_lost_and_lets_nobody_in_when_it_goes_on(run: Run) -> None:
    stop = when(lambda p: p.done >= 8, lambda: workers()[0].send_signal(signal.SIGSTOP))
    session = send(run, duration_s=14, people=100, on_progress=stop)
    (lost,) = session.lost_workers
    assert 3 < lost.noticed_s - lost.heard_s < 8
    assert ended(run) + lost.unknown == session.people


@pytest.mark.slow
def test_without_any_worker_left_the_session_ends_and_says_so(run: Run) -> None:
    def kill() -> None:
        for worker in workers():
            worker.kill()

    session = send(run, duration_s=60, people=600, on_progress=when(lambda p: p.done >= 4, kill))
    assert session.stopped is not None
    assert session.stopped.code == "load-workers-lost"
    assert len(session.lost_workers) == 2
    assert sum(lost.taken_over for lost in session.lost_workers) >= 0
    assert 0 < ended(run) < session.people


@pytest.mark.slow
def test_an_interrupted_session_of_workers_keeps_what_they_told(run: Run) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(run, duration_s=60, people=600, on_progress=when(lambda p: p.done >= 2, interrupt))
    (session,) = run[0].read(LoadSession)
    assert session.stopped is not None
    assert session.stopped.code == "load-interrupted"
    assert session.lost_workers == []
    assert 0 < ended(run) < session.people
    assert failures(run) == {}
    assert workers() == []


@pytest.mark.slow
def test_workers_go_when_their_master_is_gone(run: Run) -> None:
    def kill() -> None:
        gone.extend(workers())
        (master,) = {worker.parent() for worker in gone}
        assert master is not None
        os.kill(master.pid, signal.SIGKILL)

    gone: list[psutil.Process] = []
    session = send(run, duration_s=60, people=600, on_progress=when(lambda p: p.done >= 2, kill))
    assert session.stopped is not None
    assert session.stopped.code == "load-generator-died"
    assert psutil.wait_procs(gone, timeout=10)[1] == []
