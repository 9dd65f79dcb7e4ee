"""Whole load sessions: recorded with two accounts at one address, replayed with others at another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evidence.capacity import RAMP
from evidence.problem import Problem
from evidence.records import Build, LoadSession, LoadWindow
from evidence.run_directory import RunDirectory
from load.capacity import Search, Step, find_capacity
from load.meter import merged
from load.permission import PermittedHost
from load.session import Progress, largest_share, run_load
from load.situations import SITUATIONS
from load.spec import Deed
from load.stopping import StopRule
from tests.load import recorder
from tests.load.conftest import Recorded
from tests.load.small_school import SmallSchool, serve

Run = tuple[RunDirectory, Build, SmallSchool]


def send(run: Run, situation: str = "absence-morning", **options: Any) -> LoadSession:
    directory, build, school = run
    options = {"duration_s": 2, "people": 12, "seed": 4, **options}
    return run_load(directory, build, situation, school.cases()[8:], **options)


def sums(run: Run, kind: str = "task") -> dict[str, tuple[int, int]]:
    """Started and completed by name."""
    found: dict[str, tuple[int, int]] = {}
    for window in run[0].read(LoadWindow):
        if window.kind == kind:
            before = found.get(window.name, (0, 0))
            found[window.name] = (before[0] + window.started, before[1] + window.completed)
    return found


def failures(run: Run) -> Counter[str]:
    found: Counter[str] = Counter()
    for window in run[0].read(LoadWindow):
        found.update(window.failures if window.kind == "task" else {})
    return found


def test_other_accounts_do_what_was_recorded_and_the_platform_has_it(run: Run) -> None:
    session = send(run)
    _, _, school = run
    done = sums(run)
    assert failures(run) == Counter()
    assert sum(started for started, _ in done.values()) == session.people > 5
    assert len(school.reported) == done["guardian.report-absence"][1]
    recorded = {school.child(1), school.child(4)}
    assert recorded.isdisjoint(child for child, _ in school.reported)
    assert {reason for _, reason in school.reported} == {"7"}
    for lesson, statuses in school.attendance.items():
        n = lesson - 60
        absent = [pupil for pupil, status in statuses.items() if status == "absent"]
        assert absent == [1000 * (n + 1) + n % (3 + n)]
        assert len(statuses) == 3 + n
    assert session.stopped is None
    assert session.not_replayed == {}
    assert session.left == {task: completed for task, (_, completed) in done.items()}  # nobody takes anything back
    passwords = [case[role]["password"] for case in school.cases() for role in ("guardian", "teacher")]
    evidence = "".join(file.read_text("utf-8") for file in run[0].path.glob("load_*.jsonl"))
    assert [password for password in passwords if password in evidence] == []
    assert list(run[0].read(LoadSession)) == [session]


# Slow: beside three other workers, once in some runs, one kind of task was answered with 400, and why is not known yet.
@pytest.mark.slow
def test_every_kind_of_task_is_replayed(run: Run) -> None:
    session = send(run, "ordinary-day", duration_s=8, people=60)
    failed = {(w.kind, w.name): w.failures for w in run[0].read(LoadWindow) if w.failures}
    assert failed == {}
    done = sums(run)
    assert set(done) == {
        "guardian.report-absence", "teacher.take-attendance", "guardian.message-teacher", "guardian.hand-in",
        "guardian.book-talk", "any.recover-from-error",
    }  # fmt: skip
    school = run[2]
    assert len(school.sent) == done["guardian.message-teacher"][1]
    assert len(school.booked) == done["guardian.book-talk"][1]
    assert {(name, size > 100) for _, name, size in school.handed_in} == {("essay.txt", True)}
    assert session.mix == pytest.approx({"guardian": 0.7, "teacher": 0.3})
    requests = sums(run, "request")
    assert requests["GET /static/look.css"][0] == session.people  # a fresh browser asks once


def test_a_login_page_that_comes_back_silently_is_a_failure_not_a_fast_success(run: Run) -> None:
    run[2].forgets_sessions = True
    session = send(run)
    assert failures(run) == {"sent-back-to-log-in": session.people}
    assert all(completed == 0 for _, completed in sums(run).values())


def test_a_wrong_password_is_a_failure(run: Run) -> None:
    directory, build, school = run
    cases = [case | {"guardian": case["guardian"] | {"password": "wrong"}} for case in school.cases()]
    cases = [{k: v for k, v in case.items() if k != "teacher"} for case in cases]
    run_load(directory, build, "absence-morning", cases, duration_s=1, people=4, seed=1)
    assert set(failures(run)) == {"sent-back-to-log-in"}


def test_an_outcome_that_is_not_shown_is_a_failure(run: Run) -> None:
    run[2].says_nothing = True
    send(run)
    done = sums(run)
    assert done["guardian.report-absence"][1] == 0
    assert set(failures(run)) == {"text-not-shown"}


def test_a_server_error_is_a_failure_with_its_status(run: Run) -> None:
    run[2].breaks_on = "/children"
    send(run)
    assert set(failures(run)) == {"status-500"}


def test_nobody_is_led_to_a_host_that_was_not_permitted(run: Run) -> None:
    run[2].sends_away = "http://192.0.2.1/log-in"
    session = send(run)
    assert failures(run) == {"leads-to-another-host": session.people}


def test_a_stall_is_felt_by_all_who_arrived_in_it(run: Run) -> None:
    school = run[2]
    pauses: list[threading.Thread] = []

    def pause(progress: Progress) -> None:
        if progress.arrived >= 10 and not pauses:
            pauses.append(threading.Thread(target=school.hold, args=(2.0,)))
            pauses[0].start()

    send(run, duration_s=6, people=60, on_progress=pause)
    pauses[0].join()
    tasks = [w for w in run[0].read(LoadWindow) if w.kind == "task"]
    assert merged(w.histogram for w in tasks).get_value_at_percentile(99) > 1.5e6
    # An open model: people kept arriving, and each waited for the rest of the stall, not only the few who were there.
    assert _above(tasks, 0.8) >= 5
    asked = merged(w.histogram for w in run[0].read(LoadWindow) if w.name == "GET /")
    assert asked.get_value_at_percentile(99) > 1.2e6


@pytest.mark.slow
def test_people_who_could_only_start_late_waited_from_when_they_would_have_acted(run: Run) -> None:
    """The platform answers at once; it is the machine that sends which stands still."""
    stopped: list[float] = []

    def stand_still(progress: Progress) -> None:
        if progress.arrived >= 10 and not stopped:
            stopped.append(progress.elapsed_s)
            (generator,) = _generators()
            os.kill(generator, signal.SIGSTOP)
            threading.Timer(4.0, os.kill, (generator, signal.SIGCONT)).start()

    session = send(run, duration_s=6, people=48, on_progress=stand_still)
    assert session.window_s == 1
    (at_s,) = stopped
    # Nobody of these could begin; who was under way when all stood still waited, too, and is not meant.
    later = [w for w in run[0].read(LoadWindow) if at_s + 0.3 <= w.start_s <= at_s + 1.3]
    for of_kind in (
        [w for w in later if w.kind == "task"],
        [w for w in later if w.kind == "part"],  # signing in
        [w for w in later if w.name == "GET /"],
    ):
        assert merged(w.histogram for w in of_kind).get_value_at_percentile(50) > 1.5e6


def _above(windows: Sequence[LoadWindow], seconds: float) -> int:
    """How many took longer."""
    times = merged(w.histogram for w in windows).get_recorded_iterator()
    return sum(item.count_added_in_this_iter_step for item in times if item.value_iterated_to > seconds * 1e6)


def _generators() -> list[int]:
    children = subprocess.run(
        ["/bin/ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    ).stdout
    return [int(line.split()[0]) for line in children.splitlines() if "load.generator" in line]


def test_a_stopped_session_keeps_its_windows_and_says_so(run: Run) -> None:
    begun = time.monotonic()

    asked: list[Progress] = []

    def stop(progress: Progress) -> None:
        if progress.done >= 2 and not asked:
            asked.append(progress)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(run, duration_s=60, people=600, on_progress=stop)
    assert time.monotonic() - begun < 20
    (session,) = run[0].read(LoadSession)
    assert session.stopped is not None
    assert session.stopped.code == "load-interrupted"
    assert 0 < sum(started for started, _ in sums(run).values()) < session.people
    assert failures(run) == Counter()  # whoever was sent home has neither reached their goal nor failed


def test_a_terminated_generator_keeps_what_it_told(run: Run) -> None:
    def terminate(progress: Progress) -> None:
        if progress.done >= 2:
            for generator in _generators():
                os.kill(generator, signal.SIGTERM)

    session = send(run, duration_s=60, people=600, on_progress=terminate)
    assert session.stopped is not None
    assert session.stopped.code == "load-interrupted"
    assert sum(started for started, _ in sums(run).values()) > 0


def test_a_killed_generator_is_told_apart_from_one_that_ended(run: Run) -> None:
    def kill(progress: Progress) -> None:
        if progress.done >= 2:
            for generator in _generators():
                os.kill(generator, signal.SIGKILL)

    session = send(run, duration_s=60, people=600, on_progress=kill)
    assert session.stopped is not None
    assert session.stopped.code == "load-generator-died"
    assert sum(started for started, _ in sums(run).values()) > 0


@pytest.mark.slow
def test_people_who_are_still_busy_long_after_the_end_have_not_finished(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("load.session.PATIENCE_S", 1.0)
    with run[2].pause(6.0):
        session = send(run, duration_s=1, people=6)
        assert failures(run) == {"unfinished": session.people}


def test_a_dead_server_is_a_failure_by_its_name(run: Run) -> None:
    directory, build, school = run
    dead = Build(name=build.name, url="http://127.0.0.1:9", platform=build.platform)
    run_load(directory, dead, "absence-morning", school.cases(), duration_s=1, people=5, seed=1)
    assert set(failures(run)) == {"connection-refused"}


def test_without_recordings_the_problem_says_what_to_run_first(run: Run) -> None:
    directory, _, school = run
    other = Build(name="other", url="http://127.0.0.1:9", platform="another-platform")
    with pytest.raises(Problem, match="skolprov run"):
        run_load(directory, other, "absence-morning", school.cases(), duration_s=1, people=5, seed=1)


def test_a_task_without_a_recording_or_a_case_is_named_with_its_reason(run: Run) -> None:
    directory, build, school = run
    cases = [{k: v for k, v in case.items() if k != "teacher"} for case in school.cases()]
    session = run_load(directory, build, "absence-morning", cases, duration_s=1, people=5, seed=1)
    assert session.not_replayed == {"teacher.take-attendance": "no-case-fits"}
    assert session.mix == {"guardian": 1.0}


def test_a_recording_without_a_sign_in_is_replayed_by_nobody(recorded: Recorded, tmp_path: Path) -> None:
    with serve(SmallSchool(families=200)) as school:
        build = Build(name="fresh", url=school.url, platform="small")
        directory = recorder.new_run(tmp_path / "run", recorded.build, build)
        for recording in recorded.recordings:
            directory.write_blob(recorded.directory.read_blob(recording.har), ".har", compress=True)
            directory.append(replace(recording, signs_in=recording.role == "guardian"))
        session = run_load(directory, build, "absence-morning", school.cases(), duration_s=1, people=5, seed=1)
    assert session.not_replayed == {"teacher.take-attendance": "not-recorded"}


def test_the_same_account_is_not_used_twice_at_once_while_others_are_free(run: Run) -> None:
    told: list[Progress] = []
    send(run, on_progress=told.append)
    assert told[-1].shared_accounts == 0
    told.clear()
    directory, build, school = run
    with school.pause(2.0):
        run_load(
            directory, build, "absence-morning", school.cases()[:1], duration_s=1, people=6, seed=1,
            on_progress=told.append,
        )  # fmt: skip
    assert told[-1].shared_accounts > 0


def test_a_process_that_runs_sessions_is_not_patched_by_gevent() -> None:
    code = "import load.session, socket; assert socket.socket.__module__ == 'socket', socket.socket; print('clean')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "clean"


class Planned(Exception):  # noqa: N818 - not an error: what was to be known is known
    """What was going to be sent; nothing is."""


def planned(run: Run, situation: str = "absence-morning", **options: Any) -> LoadSession:
    """A session as it is told before it begins."""
    told: list[LoadSession] = []

    def stop(session: LoadSession) -> None:
        told.append(session)
        raise Planned

    with pytest.raises(Planned):
        run_load(run[0], options.pop("build", run[1]), situation, run[2].cases(), seed=3, on_planned=stop, **options)
    return told[0]


def test_what_will_be_sent_is_told_before_anything_is(run: Run) -> None:
    session = planned(run, duration_s=60, people=40)
    assert run[2].requests == []
    told = session.forecast
    assert told
    assert sum(told.tasks.values()) == session.people
    assert told.writes == told.tasks  # one form each
    assert told.requests > 5 * session.people
    assert 0 < told.peak_requests_per_s < told.requests


def test_of_a_size_as_much_is_sent_as_the_machine_can(run: Run) -> None:
    whole = planned(run, duration_s=20, pupils=1_000_000)
    assert (whole.pupils, whole.of_size, whole.minutes) == (1_000_000, 1.0, 90)
    assert whole.peak_per_minute == pytest.approx(1_000_000 / 140_000 * 412.8, rel=0.01)
    assert whole.forecast
    sizes = {"duration_s": 20, "pupils": 1_000_000, "seed": 3}
    cases, morning = run[2].cases(), SITUATIONS["absence-morning"]
    most = whole.forecast.peak_requests_per_s
    share = largest_share(run[0], run[1], morning, cases, ceiling_per_s=most / 4, **sizes)
    assert share == pytest.approx(0.25, abs=1e-4)
    assert largest_share(run[0], run[1], morning, cases, ceiling_per_s=most * 4, **sizes) == 1.0
    part = planned(run, duration_s=20, pupils=1_000_000, of_size=share)
    assert part.of_size == share
    assert part.peak_per_minute == pytest.approx(whole.peak_per_minute / 4)
    assert part.people < whole.people / 3


def test_a_host_that_agreed_to_a_rate_gets_no_more_in_any_minute_by_chance_either(run: Run) -> None:
    theirs = Build(name="fresh", url="http://192.0.2.1", platform="small")  # nobody: nothing is sent there
    agreed = [PermittedHost("192.0.2.1", 20, "Karin Ek")]
    session = planned(run, build=theirs, duration_s=60, peak_per_minute=20, permitted=agreed)
    assert session.people <= 20


def test_a_stop_rule_ends_the_session_and_says_why(run: Run) -> None:
    run[2].forgets_sessions = True
    directory, build, school = run
    session = run_load(
        directory, build, "absence-morning", school.cases(), duration_s=60, people=900, seed=1, stop=StopRule(0.5)
    )
    assert session.stopped
    assert session.stopped.code == "load-stopped-failed"
    assert session.stopped.values["failed"] == session.stopped.values["people"] >= 20
    assert sum(started for started, _ in sums(run).values()) < session.people
    assert list(directory.read(LoadSession)) == [session]


def test_what_was_written_is_taken_back_and_what_is_left_stands_in_the_session(run: Run) -> None:
    asked: list[Deed] = []

    def take_back(deeds: Sequence[Deed]) -> dict[str, int]:
        asked.extend(deeds)
        return {"teacher.take-attendance": 1}

    session = send(run, take_back=take_back)
    assert session.left == {"teacher.take-attendance": 1}
    assert Counter(deed.task for deed in asked) == {task: done for task, (_, done) in sums(run).items()}
    reported = {run[2].child(8 + deed.case) for deed in asked if deed.task == "guardian.report-absence"}
    assert reported == {child for child, _ in run[2].reported}


def test_what_preparing_may_have_written_stands_in_the_forecast_and_counts_as_left_unless_it_is_taken_back(
    run: Run,
) -> None:
    prepared = [Deed("guardian.report-absence", "guardian", case, "bcdfg") for case in (0, 1)]
    alone = {"people": None, "peak_per_minute": 30.0, "duration_s": 2.0, "prepared": prepared}
    nobody_asked = planned(run, **alone)
    assert nobody_asked.forecast
    assert nobody_asked.forecast.prepared == {"guardian.report-absence": 2}
    session = send(run, **alone)
    written = Counter(session.left or {})
    assert written == Counter({task: done for task, (_, done) in sums(run).items()}) + Counter(
        nobody_asked.forecast.prepared
    )
    assert send(run, **alone, take_back=lambda _: {}).left == {}


def test_a_search_sends_each_level_with_the_cases_that_are_told_for_it(run: Run) -> None:
    asked: list[str] = []

    def cases(step: Step) -> list[dict[str, Any]]:
        asked.append(step.phase)
        return []

    with pytest.raises(Problem, match="no-case-fits"):
        find_capacity(run[0], run[1], SITUATIONS["absence-morning"], cases, Search(), seed=1)
    assert asked == [RAMP]
