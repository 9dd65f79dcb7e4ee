"""A recorded journey goes into a platform file where its stub stood, and over nothing that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.problem import Problem
from scenarios.platform import load_platform
from scenarios.recorder.writing import Part
from scenarios.tasks import TASKS, task
from skolprov.journey_file import insert
from skolprov.stubs import platform_file

ABSENCE = Part(task("guardian.report-absence"))
UNDO = Part(task("guardian.report-absence"), "undo")
SOURCE = '@platform.does("guardian.report-absence")\ndef guardian_report_absence(user, school):\n    user.click(link("Absence"))\n'
UNDONE = '@platform.undo("guardian.report-absence")\ndef undo_guardian_report_absence(user, school):\n    user.click(css(".x", because="no name"))\n'


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    path = tmp_path / "ours.py"
    path.write_text(platform_file("ours", "Ours"), "utf-8")
    path.chmod(0o640)
    return path


def test_it_takes_the_place_of_the_stub_and_the_other_stubs_stay(ours: Path) -> None:
    insert(ours, ABSENCE, SOURCE)
    text = ours.read_text("utf-8")
    assert list(load_platform(str(ours)).journeys) == ["guardian.report-absence"]
    assert "# guardian.report-absence ·" not in text
    assert all(f"# {t.id} · " in text for t in TASKS if t.id != "guardian.report-absence")
    assert text.index("# guardian.see-timetable") > text.index("def guardian_report_absence") > text.index("# pupil.")
    assert ours.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in ours.parent.iterdir() if p.suffix == ".py"] == ["ours.py"]


def test_what_belongs_to_a_task_stands_after_it(ours: Path) -> None:
    insert(ours, ABSENCE, SOURCE)
    insert(ours, UNDO, UNDONE)
    text = ours.read_text("utf-8")
    assert text.index("def guardian_report_absence") < text.index("def undo_") < text.index("# guardian.see-timetable")
    assert list(load_platform(str(ours)).undoings) == ["guardian.report-absence"]


def test_a_log_in_takes_the_place_of_its_stub(ours: Path) -> None:
    insert(ours, Part(None, "log_in"), '@platform.log_in\ndef log_in(user, account):\n    user.open("/")\n')
    assert load_platform(str(ours)).log_in_journey is not None
    assert "# log-in ·" not in ours.read_text("utf-8")


def test_a_journey_that_is_there_is_not_written_over(ours: Path) -> None:
    insert(ours, ABSENCE, SOURCE)
    before = ours.read_bytes()
    with pytest.raises(Problem, match="has a journey for this already"):
        insert(ours, ABSENCE, SOURCE)
    assert ours.read_bytes() == before


def test_a_file_that_would_not_load_any_more_is_left_as_it_was(ours: Path) -> None:
    before = ours.read_bytes()
    with pytest.raises(Problem):
        insert(ours, ABSENCE, SOURCE + "    raise\nraise ValueError('at import')\n")
    assert ours.read_bytes() == before
    assert [p.name for p in ours.parent.iterdir() if p.suffix == ".py"] == ["ours.py"]


@pytest.mark.parametrize(
    "head",
    [
        "from skolprov import Platform\n",
        "from skolprov import (\n    Platform,\n)\n",
        '"""Ours."""\nimport skolprov\nfrom skolprov import Platform, link as l\n',
    ],
)
def test_words_that_the_journey_uses_are_imported(tmp_path: Path, head: str) -> None:
    path = tmp_path / "ours.py"
    path.write_text(
        f'{head}\nplatform = Platform("ours", title="Ours")\n\ndef guardian_report_absence():\n    pass\n', "utf-8"
    )
    insert(path, ABSENCE, SOURCE)
    text = path.read_text("utf-8")
    assert "def guardian_report_absence_2(user, school)" in text
    names: dict[str, object] = {}
    exec(compile(text, str(path), "exec"), names)
    assert {"Platform", "link"} <= set(names)
