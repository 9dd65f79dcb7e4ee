"""What only all attempts together can tell: a barrier, a failure that comes and goes; and that every format says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from evidence.problem import Problem
from evidence.records import Attempt, Message, Outcome
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.attribution import attribute
from reports.formats import html, junit_xml, markdown
from reports.model import Judgement, TaskResult
from reports.words import Words
from skolprov.finishing import finish
from skolprov.fixture.suite import summary
from skolprov.measure import Measured
from tests.reports.synthetic import make_run

UNFOUND = Message(code="target-not-found", values={"target": 'button "Save"'})
BROKEN = Message(code="server-error", values={"status": 500, "method": "POST", "url": "http://127.0.0.1/save"})
UNSEEN = Message(code="not-seen", values={"target": 'text "Saved"'})
UNSEEN_BY_TEACHER = Message(code="not-seen", values={"target": 'text "Saved"', "seen_by": "teacher"})
WON, LOST, UNFIT, STOPPED = Outcome.SUCCEEDED, Outcome.FAILED, Outcome.SCRIPT_ERROR, Outcome.BARRIER


def attempt(
    mode: str,
    outcome: Outcome,
    reason: Message | None = None,
    *,
    repetition: int = 1,
    form: str = "C",
    build: str = "good",
) -> Attempt:
    return Attempt(
        id=f"{build}-{mode}-{form}-{repetition}",
        build=build,
        task="guardian.report-absence",
        role="guardian",
        form=form,
        mode=mode,
        repetition=repetition,
        order=0,
        case=repetition - 1,
        outcome=outcome,
        reason=reason,
        started_at="2026-11-23T09:00:00Z",
        duration_s=1.0,
        seen_by=None,
    )


@pytest.mark.parametrize(
    ("attempts", "outcome"),
    [
        # No mode finds it: the script no longer fits.
        ([attempt("keyboard", UNFIT, UNFOUND), attempt("pointer", UNFIT, UNFOUND)], UNFIT),
        ([attempt("keyboard", UNFIT, UNFOUND)], UNFIT),
        # Another mode does, with the same people.
        ([attempt("keyboard", UNFIT, UNFOUND), attempt("pointer", WON)], STOPPED),
        ([attempt("keyboard", LOST, UNSEEN), attempt("pointer", WON)], STOPPED),
        # In another school form, or on another build, the page may be another.
        ([attempt("keyboard", UNFIT, UNFOUND), attempt("pointer", WON, form="P")], UNFIT),
        ([attempt("keyboard", UNFIT, UNFOUND), attempt("pointer", WON, build="worse")], UNFIT),
        # The server broke: that has nothing to do with how somebody operates the page.
        ([attempt("keyboard", LOST, BROKEN), attempt("pointer", WON)], LOST),
        # The person got through, and another role did not see it: no mode of operating kept anybody from that.
        ([attempt("keyboard", LOST, UNSEEN_BY_TEACHER), attempt("pointer", WON)], LOST),
        # The mode itself found it at another time: the platform failed this time.
        ([attempt("keyboard", UNFIT, UNFOUND), attempt("keyboard", WON, repetition=2), attempt("pointer", WON)], LOST),
        # Two attempts under one name, because the run went on after an interruption: the later counts.
        ([attempt("keyboard", UNFIT, UNFOUND), attempt("pointer", WON), attempt("pointer", UNFIT, UNFOUND)], UNFIT),
    ],
)
def test_an_ending_is_judged_beside_the_other_attempts_of_its_task(
    attempts: Sequence[Attempt], outcome: Outcome
) -> None:
    judged, decided = attribute(attempts)
    assert judged[0].outcome is outcome
    assert [replace(j, outcome=a.outcome) for j, a in zip(judged, attempts, strict=True)] == list(attempts)
    if outcome is not attempts[0].outcome:
        assert decided[attempts[0].id].recorded is attempts[0].outcome


def _run(to: Path, attempts: Sequence[Attempt]) -> RunDirectory:
    builds = tuple(dict.fromkeys(a.build for a in attempts))
    directory = RunDirectory.create(to, make_run(builds, plan={"repeats": 2}), {})
    for each in attempts:
        directory.append(each)
    return directory


def _of(results: Sequence[TaskResult], build: str, mode: str) -> TaskResult:
    return next(r for r in results if (r.build, r.mode) == (build, mode))


def test_report_junit_markdown_and_gate_agree_on_a_barrier_that_no_attempt_could_know(tmp_path: Path) -> None:
    forms = {1: "C", 2: "U"}
    attempts = [
        attempt(mode, WON, repetition=n, form=f, build=build)
        for n, f in forms.items()
        for mode, build in (("pointer", "good"), ("keyboard", "good"), ("pointer", "worse"))
    ]
    attempts += [attempt("keyboard", UNFIT, UNFOUND, repetition=n, form=f, build="worse") for n, f in forms.items()]
    directory = _run(tmp_path / "run", attempts)
    assert [a.outcome for a in directory.read(Attempt)][-2:] == [UNFIT, UNFIT]  # the record stays as it was written
    report = analyse([directory.path])
    result = _of(report.results, "worse", "keyboard")
    assert result.outcomes == {STOPPED: 2}
    assert {(e.recorded, e.possible_in) for e in result.endings} == {(UNFIT, ("pointer",))}
    assert report.gate.failed
    [worse] = [d for d in report.comparisons[0].differences if d.judgement == Judgement.WORSE]
    assert (worse.measure, worse.mode, worse.after.value) == ("task-success", "keyboard", 0.0)
    junit_xml.write(report, tmp_path / "junit.xml", Words("en"))
    cases = etree.parse(tmp_path / "junit.xml").findall(".//testsuite[@name='worse']/testcase")
    [failure] = [f for case in cases for f in case.findall("failure")]
    assert failure.get("type") == "barrier"
    assert "It was possible with the mouse." in (failure.text or "")
    assert "It was possible with the mouse." in markdown.text(report, Words("en"))
    page = html.render(report, [directory], tmp_path / "report.sv.html", "sv")
    assert "Det gick med musen." in page
    assert "hinder" in page


@pytest.mark.parametrize(
    ("outcome", "code"),
    [(Outcome.ENVIRONMENT_ERROR, "sign-in-refused"), (UNFIT, "exception"), (Outcome.NOT_OFFERED, "not-offered")],
)
def test_a_candidate_of_which_nothing_counts_gets_no_verdict_and_the_headline_says_so_first(
    tmp_path: Path, outcome: Outcome, code: str
) -> None:
    values = {
        "username": "bo_ek",
        "how": "otherwise",
        "said": "x",
        "kind": "KeyError",
        "where": "x.py:1",
        "because": "x",
    }
    directory = _run(
        tmp_path / "run",
        [attempt(mode, WON, repetition=n) for mode in ("pointer", "keyboard") for n in (1, 2)]
        + [attempt("pointer", WON, repetition=n, build="worse") for n in (1, 2)]
        + [
            attempt("keyboard", outcome, Message(code=code, values=values), repetition=n, build="worse") for n in (1, 2)
        ],
    )
    report = analyse([directory.path])
    [comparison] = report.comparisons
    if outcome is Outcome.NOT_OFFERED:  # that is told as such
        assert "headline-uncounted" not in [message.code for message in comparison.headline]
        return
    first = comparison.headline[0]
    assert (first.code, first.values) == ("headline-uncounted", {"count": 1, "tasks": ["guardian.report-absence"]})
    assert report.gate.without_verdict == ("worse",)
    assert "no verdict on worse against good" in markdown.text(report, Words("en"))
    measured = Measured(directory, {WON: 6, outcome: 2}, interrupted=False)
    for gate in (True, False):
        with pytest.raises(Problem, match="was done before, and no attempt at it could be counted now"):
            finish(measured, "en", gate=gate)


def test_what_succeeds_at_times_only_is_told_as_n_of_m_in_every_format(tmp_path: Path) -> None:
    directory = _run(
        tmp_path / "run",
        [attempt("pointer", WON), attempt("pointer", LOST, BROKEN, repetition=2), attempt("keyboard", WON)],
    )
    report = analyse([directory.path])
    assert [r.flaky for r in report.results] == [True, False]
    junit_xml.write(report, tmp_path / "junit.xml", Words("en"))
    [failure] = etree.parse(tmp_path / "junit.xml").findall(".//testcase/failure")
    assert (failure.get("message") or "").startswith("Succeeded in 1 of 2 attempts: sometimes it works, sometimes not.")
    assert "succeeded in 1 of 2 attempts; sometimes it works, sometimes not" in markdown.text(report, Words("en"))
    assert "lyckades i 1 av 2 försök" in markdown.text(report, Words("sv"))
    page = html.render(report, [directory], tmp_path / "report.sv.html", "sv")
    assert "lyckades 1 av 2 gånger" in page
    assert "Lyckades i 1 av 2 försök: ibland går det, ibland inte." in page


def test_only_what_another_mode_did_with_the_same_people_makes_a_barrier() -> None:
    """Another pupil may have had what this one lacks: the people of a case, or of a repetition, have to be the same."""
    lacking = attempt("keyboard", UNFIT, UNFOUND)
    done = attempt("pointer", WON)
    for other in (replace(done, case=1), replace(done, repetition=2), replace(done, case=1, repetition=2)):
        [judged, _], _ = attribute([lacking, other])
        assert judged.outcome is UNFIT
    [judged, _], _ = attribute([lacking, done])
    assert judged.outcome is STOPPED


def test_a_session_of_tests_says_which_failure_is_a_barrier_beside_the_other_modes(tmp_path: Path) -> None:
    """Each test told its failure before the next mode was tried."""
    attempts = [attempt("keyboard", UNFIT, UNFOUND), attempt("pointer", WON), attempt("touch", LOST, BROKEN)]
    path = _run(tmp_path / "run", attempts).path
    [counted, judged, *_] = summary(path, "en")
    assert counted == "3 attempts: 1 barrier, 1 succeeded and 1 failed."
    assert judged == (
        "  guardian.report-absence, with the keyboard: told above as “script error”; beside the other attempts it is “barrier”. "
        "It was possible with the mouse."
    )
    assert "tangentbordet" in summary(path, "sv")[1]
    alone = _run(tmp_path / "alone", [attempt("keyboard", LOST, BROKEN), attempt("pointer", WON)]).path
    assert not any("told above" in line for line in summary(alone, "en"))


PASSING = Message(code="still-loading", values={"target": 'text "Saved"'})


def test_what_may_have_been_a_moments_trouble_is_a_barrier_only_when_it_came_twice() -> None:
    """An answer that did not come once, or one exception, may have met any mode."""
    for reason in (PASSING, replace(PASSING, code="page-error"), replace(PASSING, code="never-settled")):
        once = [attempt("keyboard", LOST, reason), attempt("pointer", WON)]
        assert attribute(once)[0][0].outcome is LOST
        again = [attempt("keyboard", LOST, reason, repetition=2), attempt("pointer", WON, repetition=2)]
        judged, _ = attribute([*once, *again])
        assert [a.outcome for a in judged] == [STOPPED, WON, STOPPED, WON]
