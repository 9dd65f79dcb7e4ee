"""A search for capacity and real browsers under load, as a run of two builds would leave them."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.records import CapacityLevel, LoadSession, Message, Outcome, Probe, Strain
from evidence.run_directory import RunDirectory

SLOW = Strain(
    limit="wait", task="teacher.take-attendance", role="teacher", request="GET /attendance/{id}", people=60, beyond=12,
    p95_s=3.4,
)  # fmt: skip
REFUSED = Strain(
    limit="success", task="sign-in", role="guardian", request="", people=300, beyond=40, why="status-503"
)  # fmt: skip
_SEARCHED = {
    "good": ((60, 0.05), (120, 0.06), (240, 0.08), (480, 0.2), (960, 6.1), (679, 2.9), (571, 0.9), (623, 2.2)),
    "worse": ((60, 0.4), (120, 0.6), (240, 5.2), (170, 3.4), (143, 1.2), (156, 2.6)),
}
"""Rates, and p95 of the slowest request at each; above 2 s the limit is broken."""


def write_capacity(directory: RunDirectory, builds: Sequence[str]) -> None:
    """Write a search for each build; all but "worse" behave as "good"."""
    for build in builds:
        index = 0
        for rate, p95_s in _SEARCHED.get(build, _SEARCHED["good"]):
            broken = p95_s > 2.0
            gave_way = [SLOW, REFUSED] if broken else []
            index += 1
            directory.append(_level(build, index, "ramp" if index < 4 else "search", rate, p95_s, gave_way))
            if broken:
                index += 1
                directory.append(_level(build, index, "recovery", rate / 4, 0.1, [], recovered_s=17.3))


def _level(
    build: str,
    index: int,
    phase: str,
    rate: float,
    p95_s: float,
    gave_way: list[Strain],
    *,
    recovered_s: float | None = None,
) -> CapacityLevel:
    slowest = Strain(
        limit="wait", task="teacher.take-attendance", role="teacher", request="GET /attendance/{id}", people=60,
        beyond=0, p95_s=p95_s,
    )  # fmt: skip
    return CapacityLevel(
        session=f"{build}-{index}", build=build, situation="absence-morning", index=index, phase=phase, per_minute=rate,
        verdict="broken" if gave_way else "cannot-tell" if phase == "ramp" else "kept", sessions=1, people=330,
        failed=0, success=0.99, wait_s=2.0, gave_way=gave_way, slowest=slowest, late=0, generator_cpu=0.4,
        recovered_s=recovered_s,
    )  # fmt: skip


def write_probes(directory: RunDirectory, session: LoadSession) -> None:
    """Write twelve walks under a session; on `worse` those who come in its second half are not let in."""
    for n in range(12):
        at_s = session.duration_s * n / 12
        lost = session.build == "worse" and n >= 6
        role, task = ("teacher", "teacher.take-attendance") if n % 3 == 2 else ("guardian", "guardian.report-absence")
        directory.append(
            Probe(
                id=f"probe-{session.id}-{n}", session=session.id, build=session.build, task=task, role=role, form="C",
                mode="pointer", number=1 + n % 2, case=0, at_s=round(at_s, 1),
                outcome=Outcome.ENVIRONMENT_ERROR if lost else Outcome.SUCCEEDED,
                reason=Message(code="not-over") if lost else None, getting_in_s=None if lost else 0.6 + n / 10,
                took_s=25.0 if lost else 2.1 + n / 5,
                duration_s=0.0 if lost else 1.5 + n / 10, waits_s=[] if lost else [0.2, 0.3 + n / 20],
                slowest="" if lost else 'click button "Save"', lcp_s=[] if lost else [0.15, 0.2 + n / 50],
            )
        )  # fmt: skip
