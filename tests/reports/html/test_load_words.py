"""Why people failed under load is told in words, whichever code the generator wrote; so is what was replayed before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as parser

from evidence.records import LoadForecast, LoadSession, LoadWindow, Message
from reports.analyse import analyse
from reports.formats import html
from reports.model import Report
from reports.page.figures import Figures
from reports.page.load import reason_of, situations
from reports.page.replays import replay_rows
from reports.selection import Selection
from reports.words import Words, words_for
from tests.reports.synthetic import write_synthetic_run
from tests.reports.synthetic_load import histogram_of


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


def test_the_table_of_replays_leaves_out_what_a_selection_leaves_out(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_synthetic_run(run, tasks=("guardian.report-absence", "teacher.take-attendance"), privacy=False, scanned=False)
    report = analyse([run], selection=Selection(tasks=("teacher.*",)))
    assert {one.task for one in report.replays} == {"teacher.take-attendance"}
    assert analyse([run], selection=Selection(modes=("keyboard",))).replays == ()


SESSION = LoadSession(
    id="exam", build="good", situation="exam-day", started_at="2026-11-23T09:02:00Z", duration_s=60.0, seed=1, people=300,
    peak_per_minute=420.0, mix={"pupil": 1.0}, window_s=2.0, late=0, generator_cpu=0.2,
    stopped=Message(code="load-stopped-failed", values={"failed": 31, "people": 42, "seconds": 10.0}),
    pupils=140_000, visits_per_pupil=0.5, minutes=90.0, of_size=0.4, own_pace=True,
    forecast=LoadForecast(
        tasks={"pupil.submit-assignment": 300}, requests=4200, peak_requests_per_s=88,
        writes={"pupil.submit-assignment": 300}, labels={"pupil.submit-assignment": ["mgzkw"]},
        left_out=["<b>cdn</b>.example.org"], prepared={"pupil.submit-assignment": 30},
    ),
    left={"pupil.submit-assignment": 12},
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "as many a minute as in a school system of 140,000 pupils, where 70,000 people would come within 90 minutes",
                "no more than 40% of what a school system of 140,000 pupils would",
                "4,200 requests were going to be sent, at most 88 in one second; 300 of them may write data: “Hand in an assignment” 300 (to be found by the word mgzkw)",
                "put in place before, which may have written data, too: “Hand in an assignment” for 30 accounts",
                "sent nothing, although the recorded pages ask for them: <b>cdn</b>.example.org",
                "The stop rule ended it: of 42 people who left within 10 s, 31 had failed",
                "nobody knows that what these people wrote is gone: “Hand in an assignment” 12 (to be found by the word mgzkw)",
            ],
        ),
        (
            "sv",
            [
                "lika många i minuten som i ett skolväsen med 140 000 elever, där 70 000 personer skulle komma på 90 minuter",
                "inte skicka mer än 40 % av vad ett skolväsen med 140 000 elever skulle göra",
                "4 200 anrop skulle skickas, som mest 88 på en sekund; 300 av dem kan skriva uppgifter",
                "lades i ordning innan, vilket också kan ha skrivit uppgifter: ”Lämna in en uppgift” för 30 konton",
                "skickades ingenting, fast de inspelade sidorna frågar dem: <b>cdn</b>.example.org",
                "Stoppregeln avslutade den: av 42 personer som gick inom 10 s hade 31 misslyckats",
                "ingen vet om det som de här personerna skrev är borta",
            ],
        ),
    ],
)
def test_what_was_sent_as_in_which_school_system_and_what_it_left_is_told(
    tmp_path: Path, language: str, told: list[str]
) -> None:
    directory = write_synthetic_run(tmp_path / "run", builds=("good",), tasks=("pupil.submit-assignment",), load=False)
    directory.append(SESSION)
    html.write(analyse([tmp_path / "run"]), [directory], tmp_path / "report.html", language)
    section = parser.fromstring((tmp_path / "report.html").read_text("utf-8")).get_element_by_id("load")
    text = " ".join(section.text_content().split())
    assert section.findtext(".//h3") == "exam-day"
    assert [one for one in told if one not in text] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "good: 3 times a kept connection was closed without an answer, and the request was sent once more"),
        ("sv", "good: 3 gånger stängdes en öppen förbindelse utan svar, och anropet skickades en gång till"),
    ],
)
def test_requests_that_were_sent_a_second_time_are_told_with_their_names(
    tmp_path: Path, language: str, said: str
) -> None:
    directory = write_synthetic_run(tmp_path / "run", builds=("good",), tasks=("pupil.submit-assignment",), load=False)
    directory.append(SESSION)
    for name, again in (("GET /plan", 2), ("GET /plan", 1), ("GET /start", 0)):
        window = LoadWindow(
            session="exam", build="good", kind="request", name=name, task="pupil.submit-assignment", role="pupil",
            start_s=0.0, started=9, completed=9, failed=0, failures={}, histogram=histogram_of([0.1] * 9), again=again,
        )  # fmt: skip
        directory.append(window)
    report = analyse([tmp_path / "run"])
    view = situations(report, Figures(words_for(report, language)))[0]
    plain = [line.replace("\u2068", "").replace("\u2069", "") for line in view.warnings]
    (told,) = [line for line in plain if line.startswith(said)]
    assert "GET /plan (3)" in told
    assert "GET /start" not in told


_FASTER = {"situation": "X", "before": 0.03, "after": 1.3, "others": 1}


@pytest.mark.parametrize(
    ("few_before", "few_after", "said"),
    [
        (8, "same", "(on each build the slowest of the 8 who got done; one other role too)"),
        (0, "same", "(95 of 100 of those who got done wait no longer; one other role too)"),
        (8, 0, "(before: the slowest of the 8 who got done, now: 95 of 100; one other role too)"),
    ],
)
def test_what_got_slower_under_load_says_who_waits_for_what_and_of_how_many_that_is(
    few_before: int, few_after: int | str, said: str
) -> None:
    sentence = Words("en").say("headline-load-sign-in", few_before=few_before, few_after=few_after, **_FASTER)
    assert sentence == f"under load (X), people wait up to 1.3 s to sign in; before, up to 0.03 s {said}"
