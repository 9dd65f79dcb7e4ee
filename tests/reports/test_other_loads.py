"""Loads that were not the same are told, in words, and only what was measured under them is not compared."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evidence.conditions import ConditionDifference, Touches, compare_loads
from evidence.records import LoadSession
from reports.analyse import analyse
from reports.formats import markdown
from reports.model import Judgement, Report
from reports.page.fine_print import both_values, condition_name, differing
from reports.words import Words
from skolprov.no_verdict import lines_of_conditions
from tests.reports.synthetic import conditions, write_synthetic_run
from tests.reports.synthetic_load import SITUATIONS, write_load

TASKS = ("guardian.report-absence",)
SENT = LoadSession(
    id="a", build="a", situation="absence-morning", started_at="2026-11-23T09:02:00Z", duration_s=40.0, seed=1, people=80,
    peak_per_minute=820.3, mix={"guardian": 0.5, "pupil": 0.5}, window_s=10.0, late=0, generator_cpu=0.3, stopped=None,
    own_pace=True, not_replayed={"pupil.hand-in": "no-recording"},
)  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        {"duration_s": 60.0},
        {"peak_per_minute": 410.0},
        {"mix": {"guardian": 0.6, "pupil": 0.4}},
        {"own_pace": False},
        {"not_replayed": {}},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_load_is_another_in_length_rate_roles_pace_or_tasks(other: dict[str, Any]) -> None:
    (difference,) = compare_loads([SENT], [dataclasses.replace(SENT, **other)])
    assert (difference.situation, difference.touches) == ("absence-morning", Touches.LOAD)
    assert (list(difference.baseline), list(difference.candidate)) == ([*other], [*other])


def test_why_a_task_could_not_be_replayed_makes_no_other_load() -> None:
    other = dataclasses.replace(SENT, not_replayed={"pupil.hand-in": "status-500"}, build="b", people=90, seed=2)
    assert compare_loads([SENT], [other]) == []


def test_every_situation_of_which_another_load_was_sent_is_told() -> None:
    ours = [dataclasses.replace(SENT, situation=name) for name in ("absence-morning", "ordinary-day", "ramp")]
    theirs = [dataclasses.replace(one, duration_s=30.0) for one in ours[:2]] + ours[2:]
    assert [one.situation for one in compare_loads(ours, theirs)] == ["absence-morning", "ordinary-day"]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            "en",
            "for 40 s; at most 820.3 people a minute; 50% guardians and 50% pupils; at the pace predicted for people; "
            "without “Hand in”",
            "for 60 s; at most 820.4 people a minute; 60% guardians and 40% pupils; as fast as the recording’s browser; "
            "with all tasks",
        ),
        (
            "sv",
            "under 40 s; som mest 820,3 personer i minuten; 50 % vårdnadshavare och 50 % elever; i den takt som beräknas "
            "för människor; utan ”Hand in”",
            "under 60 s; som mest 820,4 personer i minuten; 60 % vårdnadshavare och 40 % elever; lika snabbt som "
            "inspelningens webbläsare; med alla uppgifter",
        ),
    ],
)
def test_what_was_sent_is_told_in_words(language: str, before: str, after: str) -> None:
    other = dataclasses.replace(
        SENT,
        duration_s=60.0,
        peak_per_minute=820.4,
        mix={"guardian": 0.6, "pupil": 0.4},
        own_pace=False,
        not_replayed={},
    )
    (difference,) = compare_loads([SENT], [other])
    words = Words(language, titles={"pupil.hand-in": "Hand in"})
    assert [said.replace("\N{NO-BREAK SPACE}", " ") for said in both_values(difference, words)] == [before, after]


def test_rates_are_rounded_as_far_as_they_still_differ() -> None:
    (difference,) = compare_loads([SENT], [dataclasses.replace(SENT, peak_per_minute=410.25)])
    assert both_values(difference, Words("en")) == ("at most 820 people a minute", "at most 410 people a minute")
    assert condition_name(difference, Words("sv")) == "Belastning som skickades, Frånvaromorgon"


def compared(
    tmp_path: Path, crowd: int | Mapping[str, int] = 3, **other: Any
) -> tuple[Report, dict[str, set[Judgement]]]:
    """Two runs' report, and the judgements under each situation; the candidate's load and conditions can be others."""
    for name, times in (("old", 3), ("worse", crowd)):
        under = conditions(**(other if name == "worse" else {}))
        run = write_synthetic_run(
            tmp_path / name, builds=(name,), tasks=TASKS, load=False, privacy=False, conditions=under, id=name
        )
        write_load(run, (name,), times=times)
    report = analyse([tmp_path / "old", tmp_path / "worse"])
    (comparison,) = report.comparisons
    judged = {s: {d.judgement for d in comparison.differences if d.situation == s} for s in ("", *SITUATIONS)}
    return report, judged


def test_only_the_situation_of_which_another_load_was_sent_is_not_compared(tmp_path: Path) -> None:
    report, judged = compared(tmp_path, {"absence-morning": 6, "ordinary-day": 3})
    assert judged["absence-morning"] == {Judgement.CANNOT_TELL}
    assert Judgement.WORSE in judged["ordinary-day"]
    assert Judgement.WORSE in judged[""]
    said = "Belastning som skickades, Frånvaromorgon: som mest 504 personer i minuten → som mest 1\N{NO-BREAK SPACE}008 personer i minuten"
    assert said in differing(report.comparisons[0], Words("sv"))
    assert "som mest 504 personer i minuten" in markdown.text(report, Words("sv"))
    (line,) = lines_of_conditions(report.comparisons[0], Words("en"))
    assert (
        "Load sent, Absence morning: at most 504 people a minute for “old”, at most 1,008 people a minute for “worse”"
        in line
    )


@pytest.mark.parametrize(("other", "load_judged"), [({"limit_s": 2.0}, True), ({"machine": "Another CPU"}, False)])
def test_another_limit_forbids_all_verdicts_but_those_under_load_and_another_machine_those(
    tmp_path: Path, other: dict[str, Any], *, load_judged: bool
) -> None:
    _, judged = compared(tmp_path, **other)
    assert (judged[""] == {Judgement.CANNOT_TELL}) is load_judged
    assert all((Judgement.WORSE in judged[situation]) is load_judged for situation in SITUATIONS)


def test_a_condition_that_forbids_everything_forbids_load(tmp_path: Path) -> None:
    _, judged = compared(tmp_path, measuring_version="0")
    assert set().union(*judged.values()) == {Judgement.CANNOT_TELL}


def test_a_condition_of_all_situations_names_none() -> None:
    one = ConditionDifference(name="machine", baseline="a", candidate="b", touches=Touches.TIMES)
    assert condition_name(one, Words("en")) == "Machine"
