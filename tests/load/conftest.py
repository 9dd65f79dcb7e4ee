"""One browser, one small school and its recordings for all tests of load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from evidence.records import Build, Recording
from evidence.run_directory import RunDirectory
from load.correlation import correlate
from load.recording import read_traffic
from load.script import Script
from tests.load import recorder
from tests.load.small_school import SmallSchool, serve

JOURNEYS = {
    "guardian.report-absence": recorder.report_absence,
    "teacher.take-attendance": recorder.take_attendance,
    "guardian.message-teacher": recorder.message_teacher,
    "guardian.hand-in": recorder.hand_in,
    "guardian.book-talk": recorder.book_talk,
    "any.recover-from-error": recorder.recover,
}


@dataclass
class Recorded:
    """A run with recordings of two different accounts for each journey."""

    directory: RunDirectory
    build: Build
    recordings: list[Recording]

    def script(self, task: str, nth: int = 0) -> Script:
        recording = [r for r in self.recordings if r.task == task][nth]
        return correlate(read_traffic(self.directory, recording, self.build.url), recording, self.build.url)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Recorded]:
    with serve(SmallSchool()) as school:
        build = Build(name="recorded", url=school.url, platform="small")
        directory = recorder.new_run(tmp_path_factory.mktemp("recorded") / "run", build)
        recordings = [
            recorder.record(browser, directory, build, school, task, case, journey)
            for task, journey in JOURNEYS.items()
            for case in (1, 4)
        ]
        yield Recorded(directory, build, recordings)


@pytest.fixture
def run(recorded: Recorded, tmp_path: Path) -> Iterator[tuple[RunDirectory, Build, SmallSchool]]:
    """A fresh school at another address, and a run directory that has the recordings."""
    with serve(SmallSchool(families=200)) as school:
        build = Build(name="fresh", url=school.url, platform="small")
        directory = recorder.new_run(tmp_path / "run", recorded.build, build)
        for recording in recorded.recordings:
            content = recorded.directory.read_blob(recording.har)
            directory.write_blob(content, ".har", compress=True)
            directory.append(recording)
        yield directory, build, school
