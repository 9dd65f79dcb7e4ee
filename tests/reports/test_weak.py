"""What a journey expects although it was so already is listed by task, in the reader's language, and never as markup."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from evidence.records import Action, Attempt, Outcome
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from reports.model import Report
from reports.story import facts_of, story
from reports.weak import unproven_error
from reports.words import words_for
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


@pytest.fixture(scope="module")
def weak_report(weak_run: Path) -> Report:
    return analyse([weak_run])


def test_weak_expectations_are_listed_once_by_task(weak_report: Report) -> None:
    (weak,) = weak_report.weak
    assert weak.task == TASK
    assert len(weak.expectations) == len(set(weak.expectations)) == 2
    assert all(said.startswith("expect ") for said in weak.expectations)


@pytest.mark.parametrize(("language", "told"), [("en", "was so already"), ("sv", "redan stämde")])
def test_the_fine_print_lists_them(
    weak_run: Path, weak_report: Report, tmp_path: Path, language: str, told: str
) -> None:
    html.write(weak_report, [RunDirectory.open(weak_run)], tmp_path / "report.html", language)
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


def _walked(*deeds: tuple[str, int | None, bool]) -> list[Action]:
    """Actions: verb, status of the document they led to, and whether they were weak."""
    same: dict[str, Any] = {"attempt": "a", "step": 1, "target": 'link "Letters"', "done": True, "started_s": 0.0, "duration_s": 0.1,
                            "wait_s": 0.1, "clicks": 1, "keystrokes": 0, "pages": 1, "scrolled_px": 0.0, "pointer_travel_px": 0.0,
                            "target_width_px": 9.0, "target_height_px": 9.0, "operators": "PBB", "by_css": False, "state": None}  # fmt: skip
    return [
        Action(**same, index=number, verb=verb, status=status, weak=weak)
        for number, (verb, status, weak) in enumerate(deeds, start=1)
    ]


@pytest.mark.parametrize(
    ("deeds", "ended_on"),
    [
        ([("open", 404, False)], 1),
        ([("open", 404, False), ("expect", None, True), ("expect_no", None, False)], 1),
        ([("open", 200, False), ("click", 503, False)], 2),
        ([("open", 404, False), ("expect", None, False)], None),
        ([("open", 404, False), ("click", 200, False)], None),
        ([("open", 200, False)], None),
    ],
)
def test_a_success_on_a_page_answered_with_an_error_of_which_nothing_new_was_seen_proves_nothing(
    synthetic_run: Path, deeds: list[tuple[str, int | None, bool]], ended_on: int | None
) -> None:
    done = next(a for a in RunDirectory.open(synthetic_run).read(Attempt) if a.outcome is Outcome.SUCCEEDED)
    done = replace(done, seen_by=None)
    found = unproven_error(done, _walked(*deeds))
    assert (found.index if found else None) == ended_on
    assert unproven_error(replace(done, seen_by="teacher"), _walked(*deeds)) is None
    assert unproven_error(replace(done, outcome=Outcome.FAILED), _walked(*deeds)) is None


def test_the_report_and_the_story_tell_of_a_page_answered_with_an_error(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=[TASK], repeats=1, load=False, privacy=False)
    done = next(a for a in directory.read(Attempt) if a.outcome is Outcome.SUCCEEDED)
    directory.append(replace(done, seen_by=None))
    last = [a for a in directory.read(Action) if a.attempt == done.id][-1]
    directory.append(replace(last, index=last.index + 1, verb="open", target='address "/<b>typo</b>"', status=404))
    report = analyse([tmp_path / "run"])
    assert [one.errors for one in report.weak] == [('open address "/<b>typo</b>" → 404',)]
    html.write(report, [directory], tmp_path / "report.html", "en")
    (part,) = lxml.html.parse(tmp_path / "report.html").getroot().xpath("//details[@id='weak-errors']")
    assert "expects nothing of it" in part.text_content()
    assert not part.xpath(".//b")
    told = story(facts_of(directory, done.id, "sv"), words_for(report, "sv"), directory)
    assert any("typo" in line and line.endswith("! besvarades med status 404") for line in told)
