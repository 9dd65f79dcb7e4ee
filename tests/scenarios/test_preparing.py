"""What a task needs is put in place for many people by the platform's own way, as each of them, before load does it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from demo.server import serve
from evidence.redaction import Redactor
from scenarios.preparing import Due, prepare_people
from scenarios.session import BuildUnderTest
from tests.scenarios.test_taking_back import reported, settings

TASK = "guardian.see-timetable"
PLATFORM = """
from copy import copy
from scenarios.platforms import demo

platform = copy(demo.platform)
platform.preparations = {"guardian.see-timetable": platform.journeys["guardian.report-absence"]}
"""


@pytest.mark.slow
def test_it_is_in_place_for_those_for_whom_it_worked_and_for_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "preparing.py"
    file.write_text(PLATFORM, "utf-8")
    with serve(families=24) as school:
        cases = [case for case in school.school()["cases"] if case["form"] == "C"][:3]
        for number, case in enumerate(cases):
            monkeypatch.setenv(f"GUARDIAN_{number}", case["guardian"]["password"] if number != 1 else "not this one")
        kept = [
            {**case, "guardian": {**case["guardian"], "password_env": f"GUARDIAN_{number}"}}
            for number, case in enumerate(cases)
        ]
        build = BuildUnderTest(name="good", url=school.url, platform=str(file), cases=kept)
        # Of a fourth account, as load may have it, the build keeps no case, and no browser can sign it in.
        due = [Due(TASK, "guardian", number) for number in (0, 1, 3)]
        tried: list[int] = []
        with ThreadPoolExecutor(1) as apart:  # the browser of other tests may have a loop in this thread
            options: dict[str, Any] = {"mark": "bcdfg", "within_s": 60, "done": tried.append}
            ready = apart.submit(prepare_people, settings(build), build, due, Redactor(), **options).result()
            late = apart.submit(
                prepare_people, settings(build), build, due, Redactor(), mark="bcdfg", within_s=-1
            ).result()
        assert ready == {due[0]}
        assert tried == [1, 2]
        assert [reported(school, case) for case in cases] == [True, False, False]
    assert late == frozenset()
