"""A worker that went away under load is told: in the section on load, and in the notes that stand in every format."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.records import LoadSession, LostWorker
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.model import Report
from reports.page.figures import Figures
from reports.page.load import situations
from reports.words import Words, words_for

GOLDEN = Path(__file__).parents[2] / "golden" / "1.0" / "run"
LOST = LostWorker(heard_s=12.03, noticed_s=12.9, unknown=7, taken_over=0)
SAID = {
    "en": "good: one of the 2 processes that sent went away. It told for the last time after 12 s, and that it was gone was noticed "
    "after 13 s: of 7 people nobody knows what became. Nobody was still to come through it.",
    "sv": "good: en av de 2 processer som skickade försvann. Den hördes av senast efter 12 s, och att den var borta märktes efter "
    "13 s: hur det gick för 7 personer vet ingen. Ingen mer skulle komma genom den.",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("lost") / "run"
    shutil.copytree(GOLDEN, path)
    directory = RunDirectory.open(path)
    session = next(iter(directory.read(LoadSession)))
    directory.append(replace(session, id="later", build="good", workers=2, lost_workers=[LOST]))
    return analyse([path])


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_section_on_load_says_when_and_of_how_many_nobody_knows(report: Report, language: str) -> None:
    view = situations(report, Figures(words_for(report, language)))[0]
    plain = [line.replace("\u2068", "").replace("\u2069", "") for line in (*view.warnings, *view.sent)]
    assert SAID[language] in plain
    assert any("2 process" in line for line in plain if line != SAID[language])


def test_who_reads_no_section_is_told_by_a_note(report: Report) -> None:
    (note,) = [note for note in report.notes if note.code == "note-lost-workers"]
    said = Words("sv").message(note).replace("\u2068", "").replace("\u2069", "")
    assert said.endswith("1 av 2 processer som skickade belastning försvann; hur det gick för 7 personer vet ingen")
