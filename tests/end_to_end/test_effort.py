"""A build that takes guardians on a detour costs them more, and the report shows which actions it added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.server import Served, serve
from evidence.records import Action, Vitals
from reports.analyse import analyse
from reports.formats import html
from reports.model import Report
from tests.end_to_end.conftest import FAMILIES, THROWN_AWAY, Seen, Try

TASK = "guardian.report-absence"

pytestmark = pytest.mark.slow  # two builds are run whole


@pytest.fixture(scope="module")
def detour() -> Iterator[Served]:
    with serve(families=FAMILIES, faults=["absence-report-takes-a-detour"]) as served:
        yield served


@pytest.fixture(scope="module")
def both(attempt_on: Try, good: Served, detour: Served) -> tuple[Seen, Seen]:
    modes = ("pointer", "keyboard")
    before, after = (
        attempt_on(good, [TASK], modes, scan=False),
        attempt_on(detour, [TASK], modes, scan=False, platform=THROWN_AWAY),
    )
    assert all(str(a.outcome) == "succeeded" for seen in (before, after) for a in seen.attempts)
    return before, after


@pytest.fixture(scope="module")
def report(both: tuple[Seen, Seen]) -> Report:
    return analyse([seen.directory.path for seen in both])


@pytest.mark.parametrize("mode", ["pointer", "keyboard"])
def test_the_detour_costs_own_time_and_each_second_of_it_is_accounted_for(report: Report, mode: str) -> None:
    before, after = (one for one in report.time_sums if one.mode == mode)
    assert after.own_s > before.own_s + 2  # a page of rules and a page that asks again: two more things to press
    added = [line for line in after.lines if line.differs]
    assert any("click" in line.action for line in added)
    # What the marked lines cost is what the way costs more, but for the pointer's way to the same things from elsewhere.
    assert after.own_s - before.own_s == pytest.approx(sum(line.sum_s for line in added), abs=1.5)


def test_the_report_shows_the_added_actions_with_their_operators(
    report: Report, both: tuple[Seen, Seen], tmp_path: Path
) -> None:
    text = html.render(report, [seen.directory for seen in both], tmp_path / "report.en.html", "en")
    added = [line for one in report.time_sums for line in one.lines if line.differs and line.operators]
    assert added
    for line in added:
        assert line.action.replace('"', "&#34;") in text
    assert "≠" in text


def test_every_pointing_has_the_geometry_that_fitts_law_needs(both: tuple[Seen, Seen]) -> None:
    for action in both[0].directory.read(Action):
        assert len(action.movements) == action.operators.count("P")
        for distance, width, height in action.movements:
            assert distance >= 0
            assert (width > 0) == (height > 0)


def test_every_page_that_was_loaded_has_its_vitals(both: tuple[Seen, Seen]) -> None:
    directory = both[0].directory
    pages = sum(action.pages for action in directory.read(Action))
    reached = [one for one in directory.read(Vitals) if one.action > 0 and not one.soft]
    assert len(reached) == pages > 0
    assert all(one.ttfb_s is not None and one.cls is not None for one in reached)
    assert sum(one.lcp_s is not None for one in reached) >= len(reached) / 2
