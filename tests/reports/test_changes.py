"""What became of faults: new, fixed or spread only where the other build was looked at, and a state that a check was not asked of
says nothing about that check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html as parser

from evidence.records import Element, Finding, State, Verdict
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from reports.known import Known
from reports.model import FindingChange, Judgement, KnownFinding, Report
from reports.selection import Selection
from tests.reports.synthetic import write_synthetic_run
from tests.reports.synthetic_catalogue import TASKS
from tests.reports.synthetic_scan import TRAP, write_scan

TASK = "guardian.see-timetable"
OTHER = "guardian.read-weekly-letter"
ASKED = "asked"
"""Stands for a state that the check looked at."""


def _finding(state: State, task: str) -> Finding:
    return Finding(
        id=f"{state.id}/trap", state=state.id, build=state.build, mode=state.mode, task=task, step="Fill in",
        engine="skolprov", rule="keyboard-trap", verdict=Verdict.VIOLATION, criteria=["2.1.2"], clauses={},
        best_practice=False, impact="critical", element=Element(role="", name="", selector="#date", snippet="<p>"),
        values={}, fingerprint="keyboard-trap/date",
    )  # fmt: skip


def _journeys(
    to: Path,
    why: Mapping[str, str],
    trapped: Mapping[str, tuple[str, ...]],
    tasks: tuple[str, ...] = (TASK,),
    repeats: int = 2,
) -> Report:
    """Two builds that differ in nothing but the trap of a step.

    Args:
        to: A new directory.
        why: By build: why the check was not asked where the trap stands; `ASKED` if it was.
        trapped: By build: the tasks that have the trap.
        tasks: All tasks.
        repeats: Attempts at each.
    """
    plan = {"modes": ["pointer", "keyboard"], "repeats": repeats, "gate": {"measures": ["accessibility"]}}
    directory = write_synthetic_run(
        to, builds=("before", "after"), repeats=repeats, tasks=tasks, load=False, privacy=False, plan=plan
    )
    for state in list(directory.read(State)):
        task, _, step = state.digest.rpartition("-")
        if step != "2" or why[state.build] == ASKED:
            directory.append(replace(state, passes=[*state.passes, "keyboard-trap"]))
        else:
            directory.append(replace(state, unasked={"keyboard-trap": why[state.build]}))
        if step == "2" and task in trapped.get(state.build, ()):
            directory.append(_finding(state, task))
    return analyse([to])


def _trap(report: Report) -> FindingChange:
    (change,) = [c.change for c in report.comparisons[0].findings if c.fingerprint.startswith("keyboard-trap/")]
    return change


def _accessibility(report: Report, role: str = "guardian") -> Judgement:
    differences = [d for d in report.comparisons[0].differences if d.measure == "accessibility"]
    (judgement,) = [d.judgement for d in differences if d.role == role]
    return judgement


@pytest.mark.parametrize(
    ("why", "trapped", "change", "judgement"),
    [
        (ASKED, "after", FindingChange.NEW, Judgement.WORSE),
        ("not-reached-by-address", "after", FindingChange.ONLY_CANDIDATE, Judgement.CANNOT_TELL),
        (ASKED, "before", FindingChange.FIXED, Judgement.BETTER),
        ("not-reached-by-address", "before", FindingChange.ONLY_BASELINE, Judgement.CANNOT_TELL),
    ],
)
def test_a_fault_of_a_journey_is_new_or_fixed_only_where_the_other_build_was_asked(
    tmp_path: Path, why: str, trapped: str, change: FindingChange, judgement: Judgement
) -> None:
    other = {"after": "before", "before": "after"}[trapped]
    report = _journeys(tmp_path / "run", {trapped: ASKED, other: why}, {trapped: (TASK,)})
    assert (_trap(report), _accessibility(report)) == (change, judgement)
    assert report.gate.failed == (judgement == Judgement.WORSE)


def _unask(directory: RunDirectory, *places: str) -> None:
    for state in list(directory.read(State)):
        if state.place in places:
            passes = [rule for rule in state.passes if rule != "keyboard-trap"]
            directory.append(replace(state, passes=passes, unasked={"keyboard-trap": "took-too-long"}))


@pytest.mark.parametrize(
    ("trapped", "change"),
    [("after", FindingChange.ONLY_CANDIDATE), ("before", FindingChange.ONLY_BASELINE)],
)
def test_a_page_of_a_scan_on_which_a_check_took_too_long_is_neither_worse_nor_better(
    tmp_path: Path, trapped: str, change: FindingChange
) -> None:
    for name in ("before", "after"):
        directory = write_scan(
            tmp_path / name, {"/": [], "/date": [TRAP] if name == trapped else []}, host=f"{name}.test"
        )
        if name != trapped:
            _unask(directory, "/date")
    report = analyse([tmp_path / "before", tmp_path / "after"])
    assert (_trap(report), report.comparisons[0].judgement) == (change, Judgement.CANNOT_TELL)
    assert not report.gate.failed


def test_a_check_that_no_page_of_a_build_was_asked_makes_nothing_new(tmp_path: Path) -> None:
    before = write_scan(tmp_path / "before", {"/": [], "/date": []})
    for state in list(before.read(State)):
        before.append(replace(state, passes=[rule for rule in state.passes if rule != "keyboard-trap"]))
    write_scan(tmp_path / "after", {"/": [], "/date": [TRAP]}, host="after.test")
    assert _trap(analyse([tmp_path / "before", tmp_path / "after"])) == FindingChange.ONLY_CANDIDATE


def test_a_fault_has_not_spread_to_a_page_that_was_not_asked_before(tmp_path: Path) -> None:
    _unask(write_scan(tmp_path / "before", {"/": [TRAP], "/date": []}), "/date")
    write_scan(tmp_path / "after", {"/": [TRAP], "/date": [TRAP]}, host="after.test")
    report = analyse([tmp_path / "before", tmp_path / "after"])
    assert [c.spread for c in report.comparisons[0].findings] == [()]
    assert report.comparisons[0].judgement == Judgement.SAME


@pytest.mark.parametrize("named", ["page", "task"])
@pytest.mark.parametrize(("why", "status"), [(ASKED, "vanished"), ("not-reached-by-address", "not-looked-at")])
def test_an_entry_is_gone_only_if_its_own_page_or_task_was_asked(
    tmp_path: Path, named: str, why: str, status: str
) -> None:
    where = {"page": f"https://old.test/{TASK}/2"} if named == "page" else {"task": TASK}
    entry = KnownFinding(fingerprint="keyboard-trap/date", rule="keyboard-trap", element="", where="k:1", **where)
    _journeys(tmp_path / "run", {"before": why, "after": why}, {})
    report = analyse([tmp_path / "run"], known=Known("known.toml", (entry,), date(2026, 11, 27)))
    assert [e.status for e in report.known] == [status]


@pytest.mark.parametrize(
    ("why", "before", "spread", "judgement"),
    [
        (ASKED, (TASK,), (OTHER,), Judgement.WORSE),
        (ASKED, (TASK, OTHER), (), Judgement.SAME),
        ("not-reached-by-address", (TASK,), (), Judgement.SAME),
    ],
    ids=["spread", "stood there before", "not asked before"],
)
def test_a_fault_that_remains_and_now_stands_in_the_way_of_one_task_more_is_worse(
    tmp_path: Path, why: str, before: tuple[str, ...], spread: tuple[str, ...], judgement: Judgement
) -> None:
    run = tmp_path / "run"
    both = (TASK, OTHER)
    report = _journeys(run, {"before": why, "after": ASKED}, {"before": before, "after": both}, tasks=both)
    assert _trap(report) == FindingChange.REMAINING
    assert [c.spread for c in report.comparisons[0].findings if "trap" in c.fingerprint] == [spread]
    assert (_accessibility(report), report.gate.failed) == (judgement, judgement == Judgement.WORSE)
    html.write(report, [RunDirectory.open(run)], tmp_path / "report.en.html", "en")
    text = " ".join(parser.fromstring((tmp_path / "report.en.html").read_text("utf-8")).text_content().split())
    assert (f"New on: {TASKS[OTHER][1]}." in text) == bool(spread)


def test_a_fault_that_has_spread_in_one_attempt_alone_is_not_told_as_worse_yet(tmp_path: Path) -> None:
    both, trapped = (TASK, OTHER), {"before": (TASK,), "after": (TASK, OTHER)}
    with_one = _journeys(tmp_path / "run", {"before": ASKED, "after": ASKED}, trapped, tasks=both, repeats=1)
    only_pointer = analyse([tmp_path / "run"], selection=Selection(modes=("pointer",)))
    assert _accessibility(with_one) == Judgement.WORSE  # by pointer and by keyboard
    assert _accessibility(only_pointer) == Judgement.CANNOT_TELL


def test_a_fault_that_has_spread_to_another_role_is_told_with_that_role(tmp_path: Path) -> None:
    both = (TASK, "pupil.see-timetable")
    trapped = {"before": (TASK,), "after": both}
    report = _journeys(tmp_path / "run", {"before": ASKED, "after": ASKED}, trapped, tasks=both)
    assert (_accessibility(report, "guardian"), _accessibility(report, "pupil")) == (Judgement.SAME, Judgement.WORSE)
