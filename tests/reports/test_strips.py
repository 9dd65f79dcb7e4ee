"""Which two attempts stand one above the other where a task got worse."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evidence.records import Attempt, Step
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from tests.reports.synthetic import DETOUR, write_synthetic_run


def _named_after_its_case(directory: RunDirectory) -> None:
    """Names of steps hold a child's name, and the candidate's middle attempt is of another child than the baseline's."""
    attempts = [a for a in directory.read(Attempt) if a.task == DETOUR and a.mode == "pointer"]
    lengths = {("good", 0): 1.0, ("good", 1): 2.0, ("worse", 0): 8.0, ("worse", 1): 7.0}
    changed = {a.id: replace(a, form="C", duration_s=lengths[a.build, a.case]) for a in attempts}
    steps = [
        replace(s, name=f"{s.name}: child {changed[s.attempt].case}") if s.attempt in changed else s
        for s in directory.read(Step)
    ]
    others = [changed.get(a.id, a) for a in directory.read(Attempt)]
    for kind, records in ((Attempt, others), (Step, steps)):
        for file in directory.path.glob(f"{kind.__name__.lower()}s*.jsonl"):
            file.unlink()
        for record in records:
            directory.append(record)


def test_both_ways_are_of_one_case_so_that_a_childs_name_is_no_difference(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=[DETOUR], load=False, privacy=False, scanned=False)
    _named_after_its_case(directory)
    report = analyse([directory.path])
    strip = next(s for s in report.comparisons[0].strips if s.mode == "pointer")
    ours, theirs = (next(r for r in side.steps if r.index == 1) for side in (strip.baseline, strip.candidate))
    assert ours.name == theirs.name
    assert (ours.differs, theirs.differs) == (False, False)
