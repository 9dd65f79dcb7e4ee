"""Before any load each task is replayed once as a third account; what does not do what was recorded is left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence.problem import Problem
from evidence.records import Build, Recording, Replay
from evidence.run_directory import RunDirectory
from load.correlation import Correlation
from load.fidelity import UNPREPARED, of_one_size, third_account
from load.planning import correlations, flat, rehearse, replayable
from load.situations import SITUATIONS
from tests.load.small_school import SmallSchool
from tests.load.traffic import LISA, Tape

Run = tuple[RunDirectory, Build, SmallSchool]


def found(run: Run) -> list[Correlation]:
    return list(correlations(run[0], run[1], lambda _: True))


def rehearsed(run: Run) -> dict[str, Replay]:
    directory, build, school = run
    return {r.task: r for r in rehearse(directory, build, found(run), school.cases()[:7])}


def test_a_third_account_does_every_task_and_each_request_is_as_recorded(run: Run) -> None:
    replays = rehearsed(run)
    tasks = {r.task for r in run[0].read(Recording)}
    assert set(replays) == tasks
    assert {task: r.failure for task, r in replays.items()} == dict.fromkeys(tasks, "")
    assert [(r.task, q.name, q.differs) for r in replays.values() for q in r.requests if q.differs] == []
    assert {r.case for r in replays.values()} == {6}
    assert all(r.second and r.proof != "none" for r in replays.values())
    reported = replays["guardian.report-absence"]
    assert [q.status for q in reported.requests if not q.signing_in and q.kind == "document"] == [200, 200]
    assert reported.values["own"] >= 2
    school = run[2]
    assert school.reported == [(school.child(6), "7")]
    assert [thread for _, thread, _ in school.sent] == [560]


def test_what_does_not_do_what_was_recorded_is_left_out_with_its_reason_and_the_rest_is_sent(run: Run) -> None:
    directory, build, school = run
    school.breaks_on = "/api/v1/threads"
    for replay in rehearsed(run).values():
        directory.append(replay)
    stock = replayable(directory, build, SITUATIONS["ordinary-day"], school.cases())
    assert stock.not_replayed == {"guardian.message-teacher": "status-500"}
    assert "guardian.report-absence" in {s.task for s in stock.scripts}
    (failed,) = [r for r in directory.read(Replay) if r.failure]
    wrong = [(q.name, q.recorded_status, q.status, q.failure) for q in failed.requests if q.failure]
    assert wrong == [("GET /api/v1/threads", 200, 500, "status-500")]
    assert [q.differs for q in failed.requests if q.name.startswith("POST /api")] == [["sent"]]


def test_being_sent_back_to_log_in_and_an_outcome_that_is_missing_are_no_replays(run: Run) -> None:
    directory, build, school = run
    reporting = [c for c in found(run) if c.script.task == "guardian.report-absence"]
    school.says_nothing = True
    (replay,) = rehearse(directory, build, reporting, school.cases())
    assert replay.failure == "text-not-shown"
    school.forgets_sessions = True
    (replay,) = rehearse(directory, build, reporting, school.cases())
    assert replay.failure == "sent-back-to-log-in"


def test_a_host_that_is_not_permitted_is_asked_for_nothing(run: Run) -> None:
    with pytest.raises(Problem, match=r"school\.example is not permitted"):
        rehearse(run[0], replace(run[1], url="http://school.example"), found(run), run[2].cases())
    assert run[2].requests == []


def test_a_script_with_a_value_that_nobody_can_explain_is_not_sent(run: Run) -> None:
    tape = Tape().get("/start", "<p>x</p>").get("/api/child/4712", '"Done"', "application/json").expect("Done")
    (replay,) = rehearse(run[0], run[1], [tape.beside(None)], run[2].cases())
    assert replay.failure == "unexplained-value:path 3 of GET /api/child/{id}"
    assert replay.unexplained == ["path 3 of GET /api/child/{id}"]
    assert [q.differs for q in replay.requests] == [["sent"], ["sent"]]
    assert run[2].requests == []


def test_the_third_account_recorded_nothing_of_the_task_unless_there_is_no_other(run: Run) -> None:
    recordings = list(run[0].read(Recording))
    cases = [flat(case) for case in run[2].cases()]
    script = next(c.script for c in found(run) if c.script.task == "guardian.hand-in")
    assert third_account(script, recordings, cases[:5]) == 3
    assert third_account(script, recordings, [cases[1], cases[4]]) == 1
    assert third_account(script, recordings, [LISA | {"form": "P"}]) == -1


def test_who_has_not_what_a_task_needs_in_place_is_not_sent_to_it(run: Run) -> None:
    directory, build, school = run
    cases = [
        {**case, UNPREPARED: "guardian.hand-in guardian.book-talk"} if number else case
        for number, case in enumerate(school.cases())
    ]
    stock = replayable(directory, build, SITUATIONS["ordinary-day"], cases)
    who = {script.task: len(stock.fits[number]) for number, script in enumerate(stock.scripts)}
    assert (who["guardian.hand-in"], who["guardian.book-talk"]) == (1, 1)
    assert who["guardian.report-absence"] == len(cases)
    nobody = [{**case, UNPREPARED: "guardian.hand-in"} for case in school.cases()]
    stock = replayable(directory, build, SITUATIONS["ordinary-day"], nobody)
    assert stock.not_replayed["guardian.hand-in"] == "no-case-fits"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [(0, 900, True), (5000, 9000, True), (9000, 5000, True), (20_000, 50_000, False), (0, 1500, False)],
)
def test_two_answers_are_of_one_size_if_neither_is_more_than_twice_the_other(one: int, other: int, alike: bool) -> None:
    assert of_one_size(one, other) is alike
