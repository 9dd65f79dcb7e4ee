"""What a journey expects although it was so already is listed by task, in the reader's language, and never as markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from evidence.records import Action
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from tests.reports.synthetic import write_synthetic_run

TASK = "guardian.report-absence"


@pytest.fixture(scope="module")
def weak_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("weak") / "run"
    directory = write_synthetic_run(path, tasks=[TASK], repeats=1, load=False, privacy=False)
    for action in list(directory.read(Action)):
        said = f"{action.target} <b>x</b>"
        directory.append(replace(action, index=action.index + 100, verb="expect", target=said, weak=action.index < 3))
    return path


def test_weak_expectations_are_listed_once_by_task(weak_run: Path) -> None:
    (weak,) = analyse([weak_run]).weak
    assert weak.task == TASK
    assert len(weak.expectations) == len(set(weak.expectations)) == 2
    assert all(said.startswith("expect ") for said in weak.expectations)


@pytest.mark.parametrize(("language", "told"), [("en", "was so already"), ("sv", "redan stämde")])
def test_the_fine_print_lists_them(weak_run: Path, tmp_path: Path, language: str, told: str) -> None:
    report = analyse([weak_run])
    html.write(report, [RunDirectory.open(weak_run)], tmp_path / "report.html", language)
    (part,) = lxml.html.parse(tmp_path / "report.html").getroot().xpath("//details[@id='weak']")
    assert told in part.text_content()
    assert "<b>x</b>" in part.text_content()
    assert not part.xpath(".//b")


def test_a_run_without_them_says_nothing_of_them(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=[TASK], repeats=1, load=False, privacy=False)
    report = analyse([tmp_path / "run"])
    html.write(report, [directory], tmp_path / "report.html", "en")
    assert report.weak == ()
    assert not lxml.html.parse(tmp_path / "report.html").getroot().xpath("//details[@id='weak']")
