"""The report of scans as people meet it: nothing of ours stands in anybody's way, wide and narrow, one scan or two compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.records import Message
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from tests.reports.html.conftest import Opened
from tests.reports.html.test_report_in_a_browser import violations
from tests.reports.synthetic_scan import ADVICE, DOUBT, GREY, IMAGE, TRAP, write_scan

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
_LONG = f"/letters/{'week-after-week-' * 12}?page=2"


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("sv", 320)])
@pytest.mark.parametrize("scans", [1, 2])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    opened: Opened, tmp_path: Path, language: str, width: int, scans: int
) -> None:
    closed = {"/gone": Message(code="status", values={"status": 404})}
    write_scan(tmp_path / "before", {"/": [IMAGE, GREY], _LONG: [DOUBT, ADVICE]}, closed=closed)
    write_scan(tmp_path / "after", {"/": [IMAGE, TRAP], _LONG: [IMAGE]}, host="new.test")
    runs = [tmp_path / "before", tmp_path / "after"][:scans]
    file = tmp_path / f"report.{language}.html"
    html.write(analyse(runs), [RunDirectory.open(run) for run in runs], file, language)
    page = opened(file, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    regions = "[...document.querySelectorAll('.scroll:has(.criteria)')]"
    assert page.evaluate(f"{regions}.length") >= 4  # pages, criteria that tell, the others, and who is hit
    if width < 768:  # cards: nothing of the tables of criteria and pages is cut off
        assert page.evaluate(f"{regions}.filter(r => r.scrollWidth > r.clientWidth).length") == 0
