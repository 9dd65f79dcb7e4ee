from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from reports.model import Report
from tests.reports.synthetic import write_synthetic_run

SOME = (
    "guardian.report-absence",
    "guardian.book-talk",
    "guardian.set-care-hours",
    "guardian.read-weekly-letter",
    "guardian.see-timetable",
    "pupil.submit-assignment",
    "pupil.see-timetable",
    "teacher.take-attendance",
    "teacher.open-talk-times",
    "any.log-out",
)
"""Every outcome, every kind of finding, every cell; a third of the tasks, for a third of the time."""
FEW: dict[str, Any] = {"tasks": ("guardian.report-absence", "teacher.take-attendance", "pupil.see-timetable")}
"""For tests that ask nothing of the number of tasks: quicker to write and to read."""
Analysed = Callable[..., tuple[Report, RunDirectory]]
Rendered = Callable[..., Path]
Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Analysed:
    """The analysis of a synthetic run, and the run; each kind is written and analysed once. Nobody may change them."""
    reports: dict[str, tuple[Report, RunDirectory]] = {}

    def analyse_run(**kind: Any) -> tuple[Report, RunDirectory]:
        kind = {"tasks": SOME} | kind
        key = repr(sorted(kind.items()))
        if key not in reports:
            directory = write_synthetic_run(tmp_path_factory.mktemp("run") / "run", **kind)
            reports[key] = (analyse([directory.path]), directory)
        return reports[key]

    return analyse_run


@pytest.fixture(scope="session")
def rendered(analysed: Analysed) -> Rendered:
    """The report of a synthetic run as a file, in a language; each is written once."""
    files: set[Path] = set()

    def render(language: str = "en", **kind: Any) -> Path:
        report, directory = analysed(**kind)
        file = directory.path / f"report.{language}.html"
        if file not in files:
            html.write(report, [directory], file, language)
            files.add(file)
        return file

    return render


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens a file in a context of its own: `opened(file, width=390, dark=True, scripts=False)`."""
    contexts = []

    def open_file(file: Path, *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
