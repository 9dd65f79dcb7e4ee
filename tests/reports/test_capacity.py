"""What a report says of capacity and of real browsers under load, from records alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.records import Attempt, CapacityLevel, LoadSession, Outcome, Probe
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import markdown
from reports.load_model import CapacityResult
from reports.model import Report
from reports.page.capacity import capacity_views
from reports.page.carrying import carries, gave_way, recovery
from reports.page.figures import Figures
from reports.selection import Selection
from reports.words import words_for
from tests.reports.synthetic import write_synthetic_run

FEW = ("guardian.report-absence", "teacher.take-attendance")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("capacity") / "run"
    write_synthetic_run(path, tasks=FEW)
    return path


@pytest.fixture(scope="module")
def report(run: Path) -> Report:
    return analyse([run])


def of(report: Report, build: str) -> CapacityResult:
    return next(result for result in report.capacities if result.build == build)


def said(report: Report, result: CapacityResult, language: str = "en") -> str:
    return carries(result, words_for(report, language))


def test_the_answer_has_two_ends_and_what_gave_way_at_the_upper_one(report: Report) -> None:
    good, worse = of(report, "good"), of(report, "worse")
    assert (good.low, good.high, good.limited_by) == (571, 623, "platform")
    assert (worse.low, worse.high) == (143, 156)
    assert [(s.task, s.request) for s in worse.gave_way] == [
        ("teacher.take-attendance", "GET /attendance/{id}"),
        ("sign-in", ""),
    ]
    assert (worse.recovers, worse.recovered_s, worse.on_the_senders_machine) == (True, 17.3, True)
    assert said(report, worse) == "worse carries 143 people a minute; at 156 the limits are broken."
    assert said(report, worse, "sv") == "worse klarar 143 personer i minuten; vid 156 hålls inte gränserna."


def test_a_build_that_carries_less_is_told_with_both_ranges(report: Report) -> None:
    [view] = capacity_views(report, Figures(words_for(report, "en")))
    [change] = view.changes
    assert (change.sign, change.sentence) == (
        "✗",
        "worse carries fewer people than good: 143 to 156 a minute, against 571 to 623",
    )


def test_what_gave_way_is_told_in_tasks_and_people(report: Report) -> None:
    figures = Figures(words_for(report, "en"))
    wait, success = (gave_way(s, of(report, "worse"), figures) for s in of(report, "worse").gave_way)
    assert "Take attendance, GET /attendance/{id}: of 60, 20" in wait
    assert "waited longer than 2.0" in wait
    assert success.startswith("Guardian: Sign in: of 300 people, 13")
    assert success.endswith("most often: answer 503, overloaded")
    assert recovery(of(report, "good"), figures.words).startswith("It recovered: 17 s")


def test_the_summary_says_what_is_carried_and_who_got_done_meanwhile(report: Report) -> None:
    summary = markdown.text(report, words_for(report, "en"))
    assert "- Absence morning: worse carries 143 people a minute; at 156 the limits are broken." in summary
    assert "Absence morning, worse: in real browsers meanwhile, 6 of 12 people got it done" in summary


def with_levels(run: Path, tmp_path: Path, *changed: tuple[int, dict[str, object]]) -> Report:
    """The report when some levels of `good` came out otherwise."""
    copy = tmp_path / "run"
    write_synthetic_run(copy, tasks=FEW)
    directory = RunDirectory.open(copy)
    levels = [level for level in directory.read(CapacityLevel) if level.build == "good"]
    for place, change in changed:
        levels[place] = replace(levels[place], **change)  # type: ignore[arg-type]
    (copy / "capacity.jsonl").unlink()
    for level in levels:
        directory.append(level)
    directory.end("2026-11-23T09:04:00Z")
    return analyse([copy])


def test_what_sent_the_load_at_its_limit_is_never_told_as_the_platforms(run: Path, tmp_path: Path) -> None:
    generator = {"verdict": "generator"}
    report = with_levels(run, tmp_path, (4, generator), (6, generator), (9, generator))
    result = of(report, "good")
    assert result.limited_by == "generator"
    assert result.gave_way == ()
    assert said(report, result).startswith("good carries at least 571 people a minute. At 623 what sent the load")


def test_a_build_that_keeps_no_rate_says_so_and_one_of_which_nothing_is_known_too(run: Path, tmp_path: Path) -> None:
    unsure = [(place, {"verdict": "cannot-tell"}) for place in (3, 8)]
    report = with_levels(run, tmp_path, *unsure)
    assert (
        said(report, of(report, "good"))
        == "good: no rate was shown to keep the limits; 623 people a minute broke them."
    )
    report = with_levels(
        run, tmp_path / "again", *unsure, *((place, {"verdict": "cannot-tell"}) for place in (4, 6, 9))
    )
    assert "is not known" in said(report, of(report, "good"))


def test_a_platform_that_did_not_recover_is_told_so(run: Path, tmp_path: Path) -> None:
    report = with_levels(run, tmp_path, (10, {"recovered_s": None}))
    words = words_for(report, "en")
    assert recovery(of(report, "good"), words) == "✗ It did not recover after the load had fallen."


def test_sessions_of_a_search_are_in_no_figure_of_a_situation(report: Report, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    directory = write_synthetic_run(copy, tasks=FEW)
    session = next(iter(directory.read(LoadSession)))
    directory.append(replace(session, id="searched", people=10_000, purpose="capacity"))
    directory.end("2026-11-23T09:04:00Z")
    assert analyse([copy]).load == report.load


# Real browsers under load


def test_probes_stand_beside_the_attempts_and_in_none_of_their_figures(report: Report, run: Path) -> None:
    directory = RunDirectory.open(run)
    probes, attempts = list(directory.read(Probe)), list(directory.read(Attempt))
    assert len(probes) == 24
    assert {p.id for p in probes}.isdisjoint(a.id for a in attempts)
    [situation] = report.probes
    assert situation.situation == "absence-morning"
    assert sum(result.success.n for result in report.results) <= len(attempts)
    figure = next(f for f in situation.figures if (f.build, f.role) == ("good", "guardian"))
    assert (figure.success.value, figure.success.n) == (1.0, 8)
    assert (
        figure.calm_success
        == next(r for r in report.results if (r.build, r.task, r.mode) == ("good", figure.task, "pointer")).success
    )
    assert figure.wait.value == pytest.approx(0.2 + 0.3 + 5 / 20, abs=0.11)


def test_who_is_not_let_in_under_load_did_not_get_it_done(report: Report) -> None:
    [situation] = report.probes
    figures = [f for f in situation.figures if f.build == "worse"]
    assert [(f.role, f.success.value, f.success.n) for f in figures] == [("teacher", 0.5, 4), ("guardian", 0.5, 8)]
    in_vain = [walk for walk in situation.walks if walk.done is False]
    assert {walk.build for walk in in_vain} == {"worse"}
    assert min(walk.at_s for walk in in_vain) == 20.0


def test_a_script_that_no_longer_fits_counts_for_nothing(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=FEW)
    probe = next(p for p in directory.read(Probe) if p.build == "good")
    directory.append(replace(probe, id="misfit", outcome=Outcome.SCRIPT_ERROR, at_s=1.0))
    directory.end("2026-11-23T09:04:00Z")
    [situation] = analyse([tmp_path / "run"]).probes
    assert sum(f.success.n for f in situation.figures if f.build == "good") == 12
    assert [walk.done for walk in situation.walks].count(None) == 1


def test_of_a_part_of_the_tasks_the_probes_of_that_part_are_told_and_no_capacity(run: Path) -> None:
    part = analyse([run], selection=Selection(roles=("teacher",)))
    assert {f.role for f in part.probes[0].figures} == {"teacher"}
    assert part.capacities == ()
