"""What journeys' recordings hold."""

from __future__ import annotations

import json

from demo.server import Served
from evidence.records import Recording
from tests.end_to_end.conftest import Seen, Try

_TASKS = ["guardian.see-timetable", "guardian.read-weekly-letter"]
_SIGNS_IN = ("POST", "login")


def _asked(seen: Seen) -> dict[str, list[tuple[str, str]]]:
    """What was asked of the platform for each task, by method and path."""
    asked = {}
    for recording in seen.directory.read(Recording):
        entries = json.loads(seen.directory.read_blob(recording.har))["log"]["entries"]
        requests = [entry["request"] for entry in entries]
        asked[recording.task] = [(r["method"], r["url"].partition("://")[2].partition("/")[2]) for r in requests]
    return asked


def test_a_recording_that_load_replays_begins_with_the_sign_in_and_others_with_the_session_that_is_there(
    attempt_on: Try, good: Served
) -> None:
    replayed = attempt_on(good, _TASKS, scan=False, replayed=_TASKS, forms="C")
    assert [_SIGNS_IN in asked for asked in _asked(replayed).values()] == [True, True]
    assert [r.signs_in for r in replayed.directory.read(Recording)] == [True, True]

    without = attempt_on(good, _TASKS, scan=False, forms="C")
    later = list(without.directory.read(Recording))[1]
    assert not later.signs_in
    assert _SIGNS_IN not in _asked(without)[later.task]
    assert len(_asked(without)[later.task]) > 1


def test_where_signing_in_or_out_is_the_task_it_is_recorded_anyway(attempt_on: Try, good: Served) -> None:
    seen = attempt_on(good, ["any.log-out"], role="guardian", scan=False)
    assert _SIGNS_IN in _asked(seen)["any.log-out"]
