"""Capacity is found, what gives way is named, and real browsers show who is hit: on builds with one known bottleneck each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from demo.server import Served, serve
from evidence.capacity import RECOVERY, Shown, shown
from evidence.records import Attempt, Build, CapacityLevel, LoadSession, Outcome, Probe
from load.capacity import Search, find_capacity
from load.limits import Limits
from load.session import run_load
from load.situations import SITUATIONS
from load.spec import Deed
from skolprov.measure import with_passwords
from skolprov.options import plan_of
from skolprov.probing import probing
from tests.end_to_end.conftest import FAMILIES, THROWN_AWAY, Seen, Try

SITUATION = SITUATIONS["absence-morning"]
MORNING = ["guardian.report-absence", "teacher.take-attendance"]
QUICK = Search(Limits(success=0.95, wait_s=1.0), precision=0.25, highest_per_minute=960)


def searched(seen: Seen, served: Served) -> tuple[list[CapacityLevel], Shown]:
    taken_back: list[int] = []

    def take_back(deeds: Sequence[Deed]) -> Mapping[str, int]:
        taken_back.append(len(deeds))
        return {}

    levels = find_capacity(
        seen.directory, Build(name="build", url=seen.url, platform="demo"), SITUATION,
        [with_passwords(case) for case in seen.cases], QUICK, seed=1, make_ready=served.reset, take_back=take_back,
    )  # fmt: skip
    assert taken_back == [sum(session.people for session in seen.directory.read(LoadSession))]  # at the end, and all
    return levels, shown(levels)


@pytest.fixture(scope="module")
def without_a_bottleneck(attempt_on: Try, good: Served) -> Shown:
    return searched(attempt_on(good, MORNING, scan=False, replayed=MORNING), good)[1]


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
    with serve([fault], families=FAMILIES) as served:
        seen = attempt_on(served, MORNING, scan=False, platform=THROWN_AWAY, replayed=MORNING)
        levels, found = searched(seen, served)
    assert found.broken is not None
    assert found.broken.gave_way[0].task == task
    assert request_asked in found.broken.gave_way[0].request
    assert all(level.recovered_s is not None for level in levels if level.phase == RECOVERY)
    assert without_a_bottleneck.kept is not None
    assert without_a_bottleneck.kept.per_minute > found.broken.per_minute


@pytest.mark.slow
def test_where_signing_in_is_locked_real_browsers_show_who_is_not_let_in_and_when(attempt_on: Try) -> None:
    with serve(["hash-under-a-lock"], families=FAMILIES) as served:
        seen = attempt_on(served, MORNING, scan=False, limit_s=3.0, platform=THROWN_AWAY, replayed=MORNING)
        asked = {"urls": (f"build={served.url}",), "platforms": ["demo"], "probes": 1, "limit_s": 3.0, "tasks": MORNING}
        plan = plan_of(None, asked).as_evidence()
        plan["builds"][0]["school"] = seen.cases
        cases = [with_passwords(case) for case in seen.cases]
        with probing(seen.directory, plan, "build", SITUATION, cases) as walking:
            session = run_load(
                seen.directory, Build(name="build", url=seen.url, platform="demo"), SITUATION, walking.cases,
                duration_s=30, peak_per_minute=900, seed=1, on_progress=walking.on_progress,
            )  # fmt: skip
        walking.keep(seen.directory, session)
    probes = list(seen.directory.read(Probe))
    lost = [p for p in probes if p.outcome is not Outcome.SUCCEEDED]
    assert lost
    assert all(0 <= p.at_s <= 30 and p.role in {"guardian", "teacher"} for p in probes)
    assert [a.outcome for a in seen.directory.read(Attempt)] == [Outcome.SUCCEEDED] * 2  # these were made without load
