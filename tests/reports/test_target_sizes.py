"""Small targets that had to be hit by touch are listed once per build, task and step, unless an exception allows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.records import Action, Attempt
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats.html import write
from reports.model import Report, SmallTarget
from tests.reports.synthetic import write_synthetic_run


@pytest.fixture
def touched(tmp_path: Path) -> RunDirectory:
    """A run whose attempts were made by touch, with three taps more in one of them."""
    path = tmp_path / "run"
    write_synthetic_run(path, tasks=("guardian.report-absence",), load=False, privacy=False)
    directory = RunDirectory.open(path)
    by_touch = [replace(a, id=f"touch-{a.id}", mode="touch") for a in directory.read(Attempt) if a.mode == "pointer"]
    one = next(directory.read(Action))
    for attempt in by_touch:
        directory.append(attempt)
        for index, (width, height, exception) in enumerate(
            [(24.0, 24.0, ""), (40.0, 23.4, ""), (16.0, 16.0, "spacing"), (0.0, 0.0, "")], start=1
        ):
            target = f'link "{index} & <b>"'
            directory.append(
                replace(
                    one, attempt=attempt.id, index=index, target=target, target_width_px=width, target_height_px=height,
                    size_exception=exception, state=None,
                )
            )  # fmt: skip
    directory.append(replace(one, attempt=by_touch[0].id, index=9, target='link "9"', target_width_px=10.0, size_exception="inline"))  # fmt: skip
    return directory


def test_each_small_target_is_told_once_per_build_with_its_exception(touched: RunDirectory) -> None:
    found = analyse([touched.path]).small_targets
    assert {(t.build, t.target, t.exception, t.attempts) for t in found} == {
        ("good", 'link "2 & <b>"', "", 2),
        ("worse", 'link "2 & <b>"', "", 2),
        ("good", 'link "3 & <b>"', "spacing", 2),
        ("worse", 'link "3 & <b>"', "spacing", 2),
        ("good", 'link "9"', "inline", 1),
    }
    assert all(isinstance(t, SmallTarget) and t.role == "guardian" for t in found)


def test_what_was_small_to_a_mouse_alone_is_not_told(synthetic_report: Report) -> None:
    assert synthetic_report.small_targets == ()


@pytest.mark.parametrize(("language", "head"), [("sv", "För små ställen att trycka på"), ("en", "Targets too small for a finger")])  # fmt: skip
def test_the_page_lists_those_that_no_exception_allows_and_counts_the_others(
    touched: RunDirectory, tmp_path: Path, language: str, head: str
) -> None:
    page = tmp_path / f"report.{language}.html"
    write(analyse([touched.path]), [touched], page, language)
    text = page.read_text("utf-8")
    section = text[text.index(head) :]
    assert ("länken ”2 &amp; &lt;b&gt;”" if language == "sv" else "link &#34;2 &amp; &lt;b&gt;&#34;") in section
    assert "40 × 23" in section
    assert "3 &amp;" not in section[: section.index("</table>")]
    assert ("3 mindre ställen" if language == "sv" else "3 smaller targets") in section
