"""What a whole run comes to: the synthetic build `worse` against `good`, and the ways in which runs can be lacking."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evidence.conditions import Touches, compare_conditions
from evidence.problem import Problem
from evidence.records import LeftOut, Message, Outcome
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from reports.gate import gate
from reports.measure import find_measures
from reports.model import (
    Area,
    Comparison,
    CriterionStatus,
    FindingChange,
    FindingGroup,
    Hindrance,
    Judgement,
    Report,
    Rule,
)
from reports.page.accessibility import accessibility
from reports.page.figures import Figures
from reports.page.pictures import Pictures
from reports.selection import Selection
from reports.source import _unique_names, read_runs
from reports.summary import Told, _faults, _got_better
from reports.words import Words, words_for
from tests.reports.synthetic import conditions, make_run, not_offered, write_synthetic_run

TWO_TASKS = ("guardian.report-absence", "pupil.see-timetable")


def judged(comparison: Comparison, measure: str, judgement: Judgement) -> set[tuple[str, str]]:
    return {
        (d.task or d.role, d.mode or d.situation)
        for d in comparison.differences
        if d.measure == measure and d.judgement == judgement
    }


def test_every_task_that_was_lost_is_worse_and_no_other(comparison: Comparison) -> None:
    assert judged(comparison, "task-success", Judgement.WORSE) == {
        ("guardian.report-absence", "keyboard"),
        ("pupil.submit-assignment", "keyboard"),
        ("teacher.assess-submission", "keyboard"),
        ("guardian.book-talk", "pointer"),
        ("guardian.set-care-hours", "pointer"),
        ("guardian.set-care-hours", "keyboard"),
    }


def test_effort_is_worse_where_the_detour_is_and_nowhere_else(comparison: Comparison) -> None:
    for measure in ("actions", "clicks", "pages", "predicted-time"):
        assert judged(comparison, measure, Judgement.WORSE) == {("guardian.report-absence", "pointer")}
    clicks = next(d for d in comparison.differences if d.measure == "clicks" and d.judgement == Judgement.WORSE)
    assert (clicks.before.value, clicks.after.value, clicks.amount, clicks.rule) == (4, 7, 3, Rule.REPRODUCED)


def test_waits_are_worse_where_they_were_planted(comparison: Comparison) -> None:
    assert judged(comparison, "wait", Judgement.WORSE) == {
        ("teacher.take-attendance", ""),
        ("guardian.report-absence", ""),
    }


def test_load_is_worse_for_the_slow_task_only(comparison: Comparison) -> None:
    slow = {("teacher.take-attendance", "absence-morning"), ("teacher.take-attendance", "ordinary-day")}
    slow |= {("sign-in", "absence-morning")}
    assert judged(comparison, "load-p95", Judgement.WORSE) == slow
    assert ("teacher.take-attendance", "absence-morning") in judged(comparison, "load-success", Judgement.WORSE)
    assert ("guardian.report-absence", "absence-morning") in judged(comparison, "load-success", Judgement.SAME)


def test_privacy_is_worse_for_the_role_whose_pages_leak(comparison: Comparison) -> None:
    assert judged(comparison, "privacy", Judgement.WORSE) == {("guardian", "")}
    assert judged(comparison, "privacy", Judgement.SAME) == {("teacher", "")}


def test_privacy_that_was_asked_of_one_build_only_cannot_be_told_and_is_named(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_synthetic_run(run, tasks=TWO_TASKS, load=False, scanned=False)
    file = run / "privacy.jsonl"
    file.write_text("".join(line for line in file.open() if '"build":"worse"' not in line))
    report = analyse([run])
    [compared] = report.comparisons
    assert judged(compared, "privacy", Judgement.CANNOT_TELL) == {("guardian", ""), ("teacher", "")}
    assert [m.values["build"] for m in report.unknown if m.code == "unknown-privacy-of"] == ["worse"]


def test_nothing_is_better_and_the_build_is_worse(synthetic_report: Report, comparison: Comparison) -> None:
    assert comparison.counts[Judgement.BETTER] == 0
    assert comparison.judgement == Judgement.WORSE
    assert synthetic_report.gate.failed


def test_the_headline_begins_with_lost_tasks_and_names_effort_waits_and_load(comparison: Comparison) -> None:
    codes = [message.code for message in comparison.headline]
    assert codes[0] == "headline-lost"
    assert comparison.headline[1].values["tasks"] == [
        "guardian.report-absence",
        "pupil.submit-assignment",
        "teacher.assess-submission",
    ]
    assert {"headline-leaks", "headline-faults", "headline-effort", "headline-wait"} <= set(codes)


def test_a_script_error_stands_in_no_rate_and_says_that_the_rate_rests_on_fewer(synthetic_report: Report) -> None:
    result = next(
        r
        for r in synthetic_report.results
        if (r.build, r.task, r.mode) == ("worse", "teacher.open-talk-times", "pointer")
    )
    assert result.outcomes == {Outcome.SUCCEEDED: 1, Outcome.SCRIPT_ERROR: 1}
    assert (result.success.value, result.success.n, result.planned) == (1.0, 1, 2)
    assert result.fewer_than_planned
    assert "note-script-error" in {n.code for n in synthetic_report.notes}


def test_what_only_ended_in_script_errors_on_the_candidate_cannot_tell(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_synthetic_run(run, tasks=TWO_TASKS, load=False, privacy=False, scanned=False)
    file = run / "attempts.jsonl"
    lines = file.read_text("utf-8").splitlines()
    broken = [
        line.replace('"outcome":"succeeded"', '"outcome":"script-error"')
        if '"worse-pupil.see-timetable-pupil-pointer' in line
        else line
        for line in lines
    ]
    file.write_text("\n".join(broken) + "\n", "utf-8")
    report = analyse([run])
    found = next(
        d
        for d in report.comparisons[0].differences
        if (d.measure, d.task, d.mode) == ("task-success", "pupil.see-timetable", "pointer")
    )
    assert (found.judgement, found.rule) == (Judgement.CANNOT_TELL, Rule.MISSING)
    assert report.gate.cannot_tell > 0


def test_findings_are_new_fixed_or_remaining(synthetic_report: Report, comparison: Comparison) -> None:
    change = {c.fingerprint: c.change for c in comparison.findings}
    assert change["label/textbox//guardian.report-absence"] == FindingChange.NEW
    assert change["html-has-lang/document//guardian.see-timetable"] == FindingChange.FIXED
    assert change["color-contrast/text/Room 12/pupil.see-timetable"] == FindingChange.REMAINING
    assert change["color-contrast/text/Over a picture/pupil.see-timetable:needs-review"] == FindingChange.REMAINING
    assert all(c.reproduced for c in comparison.findings)
    label = next(g for g in synthetic_report.findings if g.rule == "label")
    assert {(h.task, h.step) for h in label.hinders} == {("guardian.report-absence", "Fill in")}
    assert label.seen[0].attempts == 4


def test_best_practices_and_doubts_stand_in_no_count(comparison: Comparison) -> None:
    accessibility = {c.role: c for c in comparison.summary if c.area == Area.ACCESSIBILITY}
    assert (accessibility["pupil"].before.value, accessibility["pupil"].after.value) == (2, 3)
    assert (accessibility["guardian"].added, accessibility["guardian"].removed) == (2, 1)


def test_criteria_are_never_said_to_be_met(synthetic_report: Report) -> None:
    status = {(c.build, c.criterion): c for c in synthetic_report.criteria}
    assert status["good", "1.4.3"].status == CriterionStatus.FAILED
    assert status["good", "1.4.3"].tasks == ("pupil.see-timetable",)
    assert status["good", "4.1.2"].status == CriterionStatus.NOTHING_FOUND
    assert status["good", "4.1.2"].rules == ("button-name", "label")
    assert status["good", "1.1.1"].status == CriterionStatus.NOT_TESTED
    assert status["good", "2.1.2"].status == CriterionStatus.NOT_TESTED
    assert "unknown-criteria" in {m.code for m in synthetic_report.unknown}


def test_strips_mark_the_step_that_differs(comparison: Comparison) -> None:
    strip = next(s for s in comparison.strips if (s.task, s.mode) == ("guardian.report-absence", "pointer"))
    assert [s.name for s in strip.candidate.steps if s.differs] == ["Read the rules", "Send"]
    assert [s.name for s in strip.baseline.steps if s.differs] == ["Send"]
    lost = next(s for s in comparison.strips if s.task == "teacher.assess-submission")
    assert [s.name for s in lost.candidate.steps if s.ended_here] == ["Send"]
    assert lost.candidate.steps[-1].picture is not None


def test_the_same_build_twice_is_no_difference(tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "run", builds=("good", "again"))
    report = analyse([tmp_path / "run"])
    assert {d.judgement for d in report.comparisons[0].differences} == {Judgement.SAME}
    assert not report.gate.failed
    assert report.headline[0].code == "headline-same"


def test_one_build_alone_is_a_report_without_comparison(tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "run", builds=("good",), tasks=TWO_TASKS, load=False, privacy=False, scanned=False)
    report = analyse([tmp_path / "run"])
    assert report.comparisons == ()
    assert not report.gate.failed
    assert report.headline[0].values == {"build": "good", "succeeded": 8, "attempts": 8, "uncounted": 0}
    assert {"unknown-load", "unknown-privacy", "unknown-accessibility"} <= {m.code for m in report.unknown}


def test_one_build_alone_says_what_one_mode_cannot_do_and_what_is_not_offered(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", builds=("worse",), tasks=TWO_TASKS, load=False, privacy=False)
    not_offered(directory, "guardian.book-talk", "guardian")
    said = {message.code: message.values for message in analyse([tmp_path / "run"]).headline}
    assert said["headline-alone-lost-in-mode"] == {
        "mode": "keyboard",
        "count": 1,
        "tasks": ["guardian.report-absence"],
    }
    assert said["headline-alone-not-offered"] == {"count": 1, "of": 3}
    assert "headline-alone-lost" not in said


def test_what_has_no_records_is_not_known_and_never_nothing(tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "run", tasks=TWO_TASKS, load=False, privacy=False, scanned=False)
    (tmp_path / "run" / "actions.jsonl").unlink()
    report = analyse([tmp_path / "run"])
    clicks = report.results[0].measures["clicks"]
    assert clicks.value is None
    assert clicks.unknown is not None
    assert clicks.unknown.code == "unknown-no-actions"
    cells = {c.area: c for c in report.comparisons[0].summary}
    for area in (Area.EFFORT, Area.ACCESSIBILITY, Area.LOAD, Area.PRIVACY):
        assert cells[area].judgement is None
        assert cells[area].unknown is not None


def test_a_task_that_was_lost_has_no_effort(synthetic_report: Report) -> None:
    lost = next(
        r for r in synthetic_report.results if (r.build, r.task, r.mode) == ("worse", "guardian.book-talk", "pointer")
    )
    assert lost.success.value == 0
    assert lost.measures["clicks"].value is None


def test_two_runs_are_compared_with_a_warning_and_names_of_their_own(tmp_path: Path) -> None:
    for name in ("monday", "tuesday"):
        write_synthetic_run(tmp_path / name, builds=("main",), tasks=TWO_TASKS, load=False, privacy=False, id=name)
    report = analyse([tmp_path / "monday", tmp_path / "tuesday"])
    assert [b.name for b in report.builds] == ["main, 2026-11-23 09:00:00 (1)", "main, 2026-11-23 09:00:00 (2)"]
    (compared,) = report.comparisons
    assert [c.name for c in compared.conditions] == ["session"]
    assert "not-compared-stored" in {m.code for m in compared.not_compared}
    assert compared.counts[Judgement.WORSE] == 0
    other = analyse([tmp_path / "monday", tmp_path / "tuesday"], baseline="main, 2026-11-23 09:00:00 (2)")
    assert other.comparisons[0].candidate == "main, 2026-11-23 09:00:00 (1)"


def test_another_measuring_version_forbids_every_verdict(tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "old", builds=("old",), tasks=TWO_TASKS, load=False, privacy=False, id="old")
    newer = conditions(measuring_version="2")
    write_synthetic_run(
        tmp_path / "new", builds=("worse",), tasks=TWO_TASKS, load=False, privacy=False, conditions=newer, id="new"
    )
    (compared,) = analyse([tmp_path / "old", tmp_path / "new"]).comparisons
    assert {d.judgement for d in compared.differences} == {Judgement.CANNOT_TELL}
    assert not compared.comparable


def test_another_machine_forbids_to_compare_waits_and_nothing_else(tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "old", builds=("old",), tasks=TWO_TASKS, load=False, privacy=False, id="old")
    other = conditions(machine="Another CPU")
    write_synthetic_run(
        tmp_path / "new", builds=("worse",), tasks=TWO_TASKS, load=False, privacy=False, conditions=other, id="new"
    )
    (compared,) = analyse([tmp_path / "old", tmp_path / "new"]).comparisons
    told = {d.measure: d.judgement for d in compared.differences if d.task == "guardian.report-absence"}
    assert told["wait"] == Judgement.CANNOT_TELL
    assert told["clicks"] == Judgement.WORSE


def test_ways_that_were_not_tried_are_not_known_and_those_that_were_are_not_listed(synthetic_report: Report) -> None:
    assert [m.code for m in synthetic_report.unknown if m.code.startswith("unknown-mode-")] == [
        "unknown-mode-touch",
        "unknown-mode-zoom",
    ]


def test_the_gate_counts_all_that_fails_it_and_tells_the_worst(
    synthetic_report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reports.gate._REASONS", 5)
    gated = [d for c in synthetic_report.comparisons for d in c.differences if d.gated]
    told = gate({}, synthetic_report.comparisons, synthetic_report.measures, synthetic_report.results)
    assert told.worse == sum(d.judgement == Judgement.WORSE for d in gated) > 5
    assert len(told.reasons) == 6
    assert told.reasons[-1].values == {"count": told.worse - 5}


def test_what_an_earlier_version_did_not_record_differs_from_nothing() -> None:
    assert compare_conditions(conditions(limit_s=None), conditions(limit_s=2.0)) == []


def test_every_condition_is_compared() -> None:
    usual = conditions()
    for field in dataclasses.fields(usual):
        something: Any = "something else"
        changed = dataclasses.replace(usual, **{field.name: something})
        (difference,) = compare_conditions(usual, changed)
        assert (difference.name, difference.candidate) == (field.name, "something else")
        assert difference.touches in Touches
    assert compare_conditions(usual, usual) == []


@pytest.mark.parametrize(("workers", "touches_times"), [(1, False), (2, True)])
def test_checks_that_operate_pages_beside_timed_attempts_touch_times(workers: int, *, touches_times: bool) -> None:
    without = dataclasses.replace(conditions(), workers=workers)
    (difference,) = compare_conditions(without, dataclasses.replace(without, checks=["keyboard-trap"]))
    assert difference.touches.covers(Touches.ACCESSIBILITY)
    assert difference.touches.covers(Touches.TIMES) is touches_times


def test_the_gate_looks_at_the_measures_that_the_plan_names(tmp_path: Path) -> None:
    plan = {"modes": ["pointer", "keyboard"], "repeats": 2, "gate": {"measures": ["privacy"]}}
    write_synthetic_run(tmp_path / "run", tasks=TWO_TASKS, load=False, privacy=False, plan=plan)
    report = analyse([tmp_path / "run"])
    assert report.comparisons[0].judgement == Judgement.WORSE
    assert not report.gate.failed


def test_the_plans_margins_overrule(tmp_path: Path) -> None:
    plan = {"repeats": 2, "gate": {"margins": {"clicks": 2.0}}}
    write_synthetic_run(tmp_path / "run", tasks=TWO_TASKS, load=False, privacy=False, plan=plan)
    compared = analyse([tmp_path / "run"]).comparisons[0]
    assert judged(compared, "clicks", Judgement.WORSE) == set()
    assert judged(compared, "actions", Judgement.WORSE) == {("guardian.report-absence", "pointer")}


def test_a_gate_that_names_no_measure_is_a_problem(tmp_path: Path) -> None:
    plan = {"repeats": 2, "gate": {"measures": ["beauty"]}}
    write_synthetic_run(tmp_path / "run", tasks=TWO_TASKS[:1], load=False, privacy=False, plan=plan)
    with pytest.raises(Problem, match='there is no measure "beauty"'):
        analyse([tmp_path / "run"])


def test_an_unknown_baseline_is_a_problem_that_lists_the_builds(synthetic_run: Path) -> None:
    with pytest.raises(Problem) as caught:
        analyse([synthetic_run], baseline="godo")
    assert "good, worse" in caught.value.do


def test_a_broken_measure_is_named_and_the_others_still_count(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import nothing_of_that_name\n", "utf-8")
    (tmp_path / "misnamed.py").write_text((Path("reports/measures/clicks.py")).read_text("utf-8"), "utf-8")
    (tmp_path / "clicks.py").write_text((Path("reports/measures/clicks.py")).read_text("utf-8"), "utf-8")
    measures, problems = find_measures(tmp_path)
    assert [m.info.id for m in measures] == ["clicks"]
    assert [Path(p.where).name for p in problems] == ["broken.py", "misnamed.py"]


def _with_left_out(run: Path, to: Path, *left_out: LeftOut) -> Path:
    shutil.copytree(run, to)
    directory = RunDirectory.open(to)
    directory.write_run(dataclasses.replace(directory.run(), left_out=list(left_out)))
    return to


@pytest.mark.slow
def test_what_could_not_be_attempted_is_told_once_with_its_reason(synthetic_run: Path, tmp_path: Path) -> None:
    unscripted = [
        LeftOut(
            build=build, task=task, role="teacher", reason=Message(code="not-scripted", values={"platform": "ours"})
        )
        for build in ("good", "worse")
        for task in ("teacher.write-documentation", "teacher.message-guardian")
    ]
    nobody = LeftOut(
        build="worse",
        task="pupil.read-feedback",
        role="pupil",
        reason=Message(code="no-account", values={"role": "pupil", "forms": "CUA"}),
    )
    report = analyse([_with_left_out(synthetic_run, tmp_path / "run", *unscripted, nobody)])
    said = {m.code: m.values for m in report.unknown}
    assert said["unknown-not-scripted"] == {"count": 2, "about": "ours", "on": "all", "builds": ["good", "worse"]}
    assert said["unknown-no-account"] == {"count": 1, "about": "pupil", "on": "some", "builds": ["worse"]}
    assert {(one.build, one.task.id) for one in report.left_out} == {(o.build, o.task) for o in (*unscripted, nobody)}
    for language, row in (
        ("en", "The school data has no pupil’s account"),
        ("sv", "Skoldata saknar ett konto för elev"),
    ):
        page = html.render(report, [], tmp_path / f"report.{language}.html", language)
        first_screen = page.partition('id="tasks"')[0]
        assert {"en": "2 tasks without a journey", "sv": "2 uppgifter som plattformsfilen"}[language] in first_screen
        assert row in page.partition('id="left-out"')[2]


def test_a_report_can_be_made_of_a_part(synthetic_run: Path, synthetic_report: Report, tmp_path: Path) -> None:
    report = analyse([synthetic_run], selection=Selection(roles=("guardian",), modes=("keyboard",)))
    assert {(r.role, r.mode) for r in report.results} == {("guardian", "keyboard")}
    [comparison] = report.comparisons
    assert {d.mode for d in comparison.differences if d.measure == "task-success"} == {"keyboard"}
    assert report.load == ()
    assert all(result.unknown for result in report.privacy)
    assert report.states["good"] < synthetic_report.states["good"]
    for language, said in (("en", "Guardians; keyboard"), ("sv", "Vårdnadshavare; tangentbord")):
        assert (
            said in html.render(report, [], tmp_path / f"report.{language}.html", language).partition('id="tasks"')[0]
        )


def test_a_part_by_task_keeps_its_load_and_its_people(synthetic_run: Path) -> None:
    report = analyse([synthetic_run], selection=Selection(tasks=("guardian.*",)))
    assert {r.task.partition(".")[0] for r in report.results} == {"guardian"}
    tasks = {f.task for s in report.load for f in s.figures if f.kind == "task"}
    assert tasks == {"guardian.report-absence", "guardian.read-weekly-letter"}
    assert not any(r.fewer_than_planned for r in report.results if r.mode == "pointer" and r.build == "good")


def test_a_part_that_leaves_nothing_says_what_there_is(synthetic_run: Path) -> None:
    with pytest.raises(Problem, match="no attempt is left") as raised:
        analyse([synthetic_run], selection=Selection(modes=("touch",)))
    assert "keyboard, pointer" in raised.value.do


def test_a_headline_says_whom_it_concerns_and_what_signing_in_costs_under_load(comparison: Comparison) -> None:
    words = Words("en", titles={"absence-morning": "Absence morning"})
    said = [words.headline(message) for message in comparison.headline]
    assert any(
        line.startswith("Teachers, pupils and guardians: 3 tasks can no longer be done by keyboard") for line in said
    )
    [sign_in] = [line for line in said if "to sign in" in line]
    assert sign_in.startswith("Guardians: under load (Absence morning), people wait up to 1")


def test_pages_that_stay_open_after_log_out_are_told_as_a_leak(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_synthetic_run(run, tasks=("pupil.see-timetable", "guardian.report-absence"), load=False, scanned=False)
    lines = (run / "attempts.jsonl").read_text("utf-8").replace("pupil.see-timetable", "any.log-out").splitlines()
    reason = {"code": "still-seen", "values": {"target": 'text "Elsa Holm"'}}
    ended = {"outcome": "failed", "reason": reason, "step": 2}
    rows = [json.loads(line) for line in lines]
    rows = [row | ended if row["task"] == "any.log-out" and row["build"] == "worse" else row for row in rows]
    (run / "attempts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    report = analyse([run])
    said = [Words("en").headline(message) for message in report.comparisons[0].headline]
    [leak] = [line for line in said if "any.log-out" in line]
    assert "“any.log-out” no longer shuts others out: the next person at the computer can still read" in leak
    assert "upils" in leak.partition(":")[0]
    endings = [e for r in report.results if r.task == "any.log-out" for e in r.endings]
    assert {e.reason.code for e in endings if e.reason} == {"read-after-log-out"}


def test_a_log_out_that_a_mode_cannot_reach_is_told_beside_the_leak_of_another_mode(tmp_path: Path) -> None:
    run = tmp_path / "run"
    write_synthetic_run(run, tasks=("any.log-out", "guardian.report-absence"), load=False, scanned=False)
    ended = {
        "pointer": {"outcome": "failed", "reason": {"code": "still-seen", "values": {"target": "x"}}, "step": 2},
        "keyboard": {"outcome": "barrier", "reason": {"code": "focus-trapped", "values": {"target": "x"}}, "step": 1},
    }
    rows = [json.loads(line) for line in (run / "attempts.jsonl").read_text("utf-8").splitlines()]
    rows = [
        row | ended[row["mode"]] if (row["task"], row["build"]) == ("any.log-out", "worse") else row for row in rows
    ]
    (run / "attempts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    headline = analyse([run]).comparisons[0].headline
    lost = [m.values for m in headline if m.code == "headline-lost-in-mode" and "any.log-out" in m.values["tasks"]]
    assert [values["mode"] for values in lost] == ["keyboard"]
    [leak] = [m.values for m in headline if m.code == "headline-read-after-log-out"]
    assert leak["tasks"] == ["any.log-out"]


def test_what_one_attempt_lost_is_told_with_its_mode_and_that_it_proves_nothing(tmp_path: Path) -> None:
    plan = {"modes": ["pointer", "keyboard"], "repeats": 1, "gate": {}}
    for name in ("good", "worse"):
        write_synthetic_run(
            tmp_path / name,
            builds=(name,),
            tasks=TWO_TASKS,
            repeats=1,
            load=False,
            privacy=False,
            scanned=False,
            id=name,
            plan=plan,
        )
    (comparison,) = analyse([tmp_path / "good", tmp_path / "worse"]).comparisons
    assert comparison.judgement == Judgement.CANNOT_TELL
    said = [Words("en").headline(message) for message in comparison.headline]
    assert said[0] == (
        "Guardians: “guardian.report-absence” could be done by keyboard before and could not now, in one attempt: too little to be sure"
    )
    assert "comparisons cannot tell: a difference is told from two attempts" in said[1]
    (other_way,) = analyse([tmp_path / "worse", tmp_path / "good"]).comparisons
    assert not any(m.code == "headline-perhaps-lost" for m in other_way.headline)


@pytest.mark.slow
def test_runs_whose_builds_have_one_name_are_told_apart_by_what_people_know_them_by(tmp_path: Path) -> None:
    for name, changed in (
        ("monday", {"id": "a1", "title": "Autumn", "started_at": "2026-11-23T09:00:00Z"}),
        ("tuesday", {"id": "b2", "title": "Spring", "started_at": "2026-11-24T09:00:00Z"}),
        ("again", {"id": "c3", "title": "Spring", "started_at": "2026-11-24T10:00:00Z"}),
    ):
        write_synthetic_run(tmp_path / name, builds=("good",))
        directory = RunDirectory.open(tmp_path / name)
        directory.write_run(dataclasses.replace(directory.run(), **changed))
    by_title = analyse([tmp_path / "monday", tmp_path / "tuesday"])
    assert [b.name for b in by_title.builds] == ["good, Autumn", "good, Spring"]
    by_time = analyse([tmp_path / "tuesday", tmp_path / "again"])
    assert [b.name for b in by_time.builds] == ["good, 2026-11-24 09:00", "good, 2026-11-24 10:00"]


def test_runs_that_nobody_gave_a_title_are_told_apart_by_their_days() -> None:
    runs = [make_run(("good",), title="good"), make_run(title="good · worse", started_at="2026-11-24T09:00:00Z")]
    told = [{"good": "good, 2026-11-23"}, {"good": "good, 2026-11-24", "worse": "worse"}]
    assert _unique_names(runs, ["a", "b"]) == told


def test_what_got_better_is_told_with_whom_and_where(synthetic_report: Report) -> None:
    (comparison,) = synthetic_report.comparisons
    changed = [d for d in comparison.differences if d.judgement == Judgement.WORSE]
    english, swedish = (words_for(synthetic_report, language) for language in ("en", "sv"))
    assert english.headline(_got_better(changed)) == (
        "Teachers, pupils and guardians: 21 figures got better, and none got worse: Task success, Own time and Actions, "
        "and 7 other measures (Book a talk, Report an absence and Enter care hours, and 3 other tasks)"
    )
    assert english.headline(_got_better(changed[:1])) == (
        "Guardians: one figure got better, and none got worse: Task success (Book a talk)"
    )
    assert swedish.headline(_got_better(changed[:1])) == (
        "Vårdnadshavare: en siffra blev bättre och ingen blev sämre: Klarade uppgifter (Boka ett samtal)"
    )
    of_nobody = [dataclasses.replace(changed[0], role="", task="")]
    assert english.headline(_got_better(of_nobody)) == "One figure got better, and none got worse: Task success"
    assert swedish.headline(_got_better(of_nobody)) == "En siffra blev bättre och ingen blev sämre: Klarade uppgifter"


def test_a_run_that_was_changed_after_its_end_says_so(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=TWO_TASKS, load=False, privacy=False, scanned=False)
    directory.end("2026-11-23T09:04:00Z")
    assert "note-changed" not in {note.code for note in analyse([directory.path]).notes}
    file = directory.path / "attempts.jsonl"
    file.write_text("".join(file.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")
    (note,) = [note for note in analyse([directory.path]).notes if note.code == "note-changed"]
    assert note.values["files"] == ["attempts.jsonl"]


def test_whose_way_new_faults_stand_in_is_told_of_the_candidate_alone(
    synthetic_run: Path, synthetic_report: Report, comparison: Comparison
) -> None:
    def told(groups: Sequence[FindingGroup]) -> Message:
        sides, source = (comparison.baseline, comparison.candidate), read_runs([synthetic_run])
        of = Told(
            source=source,
            sides=sides,
            results=synthetic_report.results,
            differences=comparison.differences,
            groups=groups,
            classified=comparison.findings,
        )
        [message] = _faults(of)
        return message

    elsewhere = Hindrance(build="a third", task="teacher.reply", mode="pointer", step="Answer")
    groups = [
        dataclasses.replace(g, hinders=(*g.hinders, elsewhere), roles=(*g.roles, "nobody"))
        for g in synthetic_report.findings
    ]
    assert told(groups) == told(synthetic_report.findings)


def test_whose_way_faults_stand_in_is_told_of_the_build_that_has_them(
    synthetic_report: Report, comparison: Comparison
) -> None:
    def told(groups: Sequence[FindingGroup]) -> list[tuple[object, ...]]:
        report, figures = dataclasses.replace(synthetic_report, findings=tuple(groups)), Figures(Words("en"))
        view = accessibility(report, comparison, figures, Pictures([]))
        return [
            *view.hindered,
            *((group.anchor, fault.rule, fault.tasks) for group in view.groups for fault in group.faults),
        ]

    change = {c.fingerprint: c.change for c in comparison.findings}
    another = {FindingChange.NEW: comparison.baseline, FindingChange.FIXED: comparison.candidate}
    groups = [
        dataclasses.replace(
            g,
            hinders=(
                *g.hinders,
                *(
                    Hindrance(build=build, task="any.log-out", mode="pointer", step="Answer")
                    for build in ("a third", another.get(change.get(g.fingerprint), "a third"))
                ),
            ),
        )
        for g in synthetic_report.findings
    ]
    assert told(groups) == told(synthetic_report.findings)
    assert any(group[0] == "findings-new" for group in told(groups) if isinstance(group, tuple))
