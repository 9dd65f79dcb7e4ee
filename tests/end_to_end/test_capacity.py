"""Capacity is found, what gives way is named, and real browsers show who is hit: on builds with one known bottleneck each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from demo.server import Served, serve
from evidence.capacity import RECOVERY, Shown, shown
from evidence.records import Attempt, Build, CapacityLevel, LoadWindow, Outcome, Probe
from load.capacity import Search, Step, find_capacity
from load.limits import Limits
from load.session import run_load
from load.situations import SITUATIONS
from load.spec import Deed
from reports.analyse import analyse
from reports.page.figures import Figures
from reports.page.load import situations
from reports.words import words_for
from skolprov.builds import with_passwords
from skolprov.options import plan_of
from skolprov.probing import probing
from tests.end_to_end.conftest import FAMILIES, THROWN_AWAY, Seen, Try

BELL = SITUATIONS["morning-bell"]
AT_THE_BELL = ["teacher.take-attendance", "pupil.see-timetable"]
FAMILIES_AT_THE_BELL = 240
"""What each query of the register looks through grows with the school: in a small one it is soon done."""
RELEASE = SITUATIONS["grade-release"]
AT_THE_RELEASE = ["pupil.read-feedback", "guardian.read-assessment", "teacher.assess-submission"]
QUICK = Search(Limits(success=0.95, wait_s=1.0), precision=0.5, highest_per_minute=960)


def searched(seen: Seen, served: Served) -> tuple[list[CapacityLevel], Shown]:
    taken_back: list[int] = []

    def take_back(deeds: Sequence[Deed]) -> Mapping[str, int]:
        taken_back.append(len(deeds))
        return {}

    def cases(step: Step) -> list[dict[str, Any]]:
        if step.phase != RECOVERY:
            served.reset()
        return [with_passwords(case) for case in seen.cases]

    levels = find_capacity(
        seen.directory, Build(name="build", url=seen.url, platform="demo"), BELL, cases, QUICK, seed=1, take_back=take_back,
    )  # fmt: skip
    registers = [w for w in seen.directory.read(LoadWindow) if w.kind == "task" and w.task == "teacher.take-attendance"]
    assert taken_back == [sum(w.started for w in registers)]  # once, of all who write
    return levels, shown(levels)


@pytest.fixture(scope="module")
def without_a_bottleneck(attempt_on: Try) -> Shown:
    with serve(families=FAMILIES_AT_THE_BELL) as good:
        return searched(attempt_on(good, AT_THE_BELL, scan=False, replayed=AT_THE_BELL, forms="C"), good)[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "task", "request_asked"),
    [
        ("hash-under-a-lock", "sign-in", "POST /login"),
        ("query-for-each-pupil", "teacher.take-attendance", "/attendance/"),
    ],
)
def test_a_bottleneck_is_found_and_the_right_task_named(
    fault: str, task: str, request_asked: str, attempt_on: Try, without_a_bottleneck: Shown
) -> None:
    with serve([fault], families=FAMILIES_AT_THE_BELL) as served:
        seen = attempt_on(
            served, AT_THE_BELL, scan=False, platform=THROWN_AWAY, replayed=AT_THE_BELL, forms="C"
        )  # fmt: skip
        levels, found = searched(seen, served)
    assert found.broken is not None
    assert found.broken.gave_way[0].task == task
    assert request_asked in found.broken.gave_way[0].request
    assert all(level.recovered_s is not None for level in levels if level.phase == RECOVERY)
    assert without_a_bottleneck.kept is not None
    assert without_a_bottleneck.kept.per_minute > found.broken.per_minute


@pytest.mark.slow
def test_where_signing_in_is_locked_when_grades_are_released_real_browsers_show_who_is_not_let_in_and_when(
    attempt_on: Try,
) -> None:
    with serve(["hash-under-a-lock"], families=FAMILIES) as served:
        seen = attempt_on(
            served, AT_THE_RELEASE, scan=False, limit_s=3.0, platform=THROWN_AWAY, replayed=AT_THE_RELEASE, forms="C"
        )  # fmt: skip
        asked = {
            "urls": (f"build={served.url}",),
            "platforms": ["demo"],
            "probes": 1,
            "limit_s": 3.0,
            "tasks": AT_THE_RELEASE,
        }
        plan = plan_of(None, asked).as_evidence()
        plan["builds"][0]["school"] = seen.cases
        cases = [with_passwords(case) for case in seen.cases]
        with probing(seen.directory, plan, "build", RELEASE, cases) as walking:
            session = run_load(
                seen.directory, Build(name="build", url=seen.url, platform="demo"), RELEASE, walking.cases,
                duration_s=30, peak_per_minute=1800, seed=1, on_progress=walking.on_progress,
            )  # fmt: skip
        walking.keep(seen.directory, session)
    probes = list(seen.directory.read(Probe))
    lost = [p for p in probes if p.outcome is not Outcome.SUCCEEDED]
    assert lost, [(p.at_s, p.outcome) for p in probes]
    assert all(0 <= p.at_s <= 30 and p.role in {"pupil", "guardian", "teacher"} for p in probes)
    assert [a.outcome for a in seen.directory.read(Attempt)] == [Outcome.SUCCEEDED] * 3  # these were made without load
    report = analyse([seen.directory.path])
    (told,) = [view.probes for view in situations(report, Figures(words_for(report, "en")))]
    assert told is not None
    assert f"{len(probes) - len(lost)} of {len(probes)} people got it done" in _plain(told.summary[0])
    first = min(lost, key=lambda probe: probe.at_s)
    said = _plain(told.missed[0])
    assert re.match(rf"{first.at_s:.0f} s: {first.role.title()}: .+ \(build\)\. .", said), said


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")
