"""One synthetic run and its analysis, for all tests of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.analyse import analyse
from reports.model import Comparison, Report
from tests.reports.synthetic import TELLING, write_synthetic_run


@pytest.fixture(scope="session")
def synthetic_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("synthetic") / "run"
    write_synthetic_run(path, tasks=TELLING)
    return path


@pytest.fixture(scope="session")
def synthetic_report(synthetic_run: Path) -> Report:
    return analyse([synthetic_run])


@pytest.fixture(scope="session")
def comparison(synthetic_report: Report) -> Comparison:
    return synthetic_report.comparisons[0]
