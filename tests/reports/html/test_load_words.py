"""Why people failed under load is told in words, whichever code the generator wrote; so is what was replayed before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.analyse import analyse
from reports.model import Report
from reports.page.load import reason_of
from reports.page.replays import replay_rows
from reports.selection import Selection
from reports.words import Words


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sent-back-to-log-in", "sent back to log in"),
        ("status-503", "answer 503, overloaded"),
        ("status-429", "answer 429"),
        ("value-not-found:form /absence", "an earlier answer lacked a value (form /absence)"),
        ("a-code-of-tomorrow", "a-code-of-tomorrow"),
    ],
)
def test_a_code_is_worded(code: str, said: str) -> None:
    assert reason_of(code, Words("en")) == said


def test_what_was_replayed_before_the_load_is_a_row_of_its_table(synthetic_report: Report) -> None:
    rows = {row.name: row for row in replay_rows(synthetic_report, Words("en")) if row.build == "good"}
    done, lost = rows["Guardian: Report an absence"], rows["Teacher: Take attendance"]
    assert (done.requests, done.rules, done.done, done.outcome) == ("1 of 2", "3", True, "yes, with its outcome")
    assert done.notes == ("answered otherwise than in the recording: GET /children/{id}", "one value by hand")
    assert (lost.requests, lost.done) == ("0 of 1", False)
    assert lost.outcome == "no, left out of the load: answer 403, forbidden: GET /lessons/{id}"


def test_the_table_of_replays_leaves_out_what_a_selection_leaves_out(synthetic_run: Path) -> None:
    report = analyse([synthetic_run], selection=Selection(tasks=("teacher.*",)))
    assert {one.task for one in report.replays} == {"teacher.take-attendance"}
    assert analyse([synthetic_run], selection=Selection(modes=("keyboard",))).replays == ()
