"""Load of the synthetic run: two situations, four windows each."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from hdrh.histogram import HdrHistogram

from evidence.records import LoadSession, LoadWindow, Replay, ReplayedRequest
from evidence.run_directory import RunDirectory
from tests.reports.synthetic_capacity import write_capacity, write_probes

SITUATIONS: dict[str, dict[str, float]] = {
    "absence-morning": {"guardian": 0.8, "teacher": 0.2},
    "ordinary-day": {"pupil": 0.5, "guardian": 0.35, "teacher": 0.15},
}
_TASKS = {
    "absence-morning": (("guardian.report-absence", "guardian", 16), ("teacher.take-attendance", "teacher", 4)),
    "ordinary-day": (
        ("pupil.see-timetable", "pupil", 10),
        ("guardian.read-weekly-letter", "guardian", 7),
        ("teacher.take-attendance", "teacher", 3),
    ),
}
SIGN_IN_QUEUE = ("absence-morning", "guardian")
"""Situation and role of those who wait at the door of the build `worse`."""
_SHAPE = (0.6, 1.4, 1.2, 0.8)


def histogram_of(seconds: Sequence[float]) -> str:
    """The HdrHistogram (V2, base64) of times, as a load generator writes it."""
    histogram = HdrHistogram(1, 600_000_000, 3)
    for value in seconds:
        histogram.record_value(round(value * 1e6))
    encoded: bytes = histogram.encode()
    return encoded.decode()


def write_load(directory: RunDirectory, builds: Sequence[str], *, times: int | Mapping[str, int] = 1) -> None:
    """Write both situations for each build; `worse` is slow at taking attendance and fails some at the peak.

    Args:
        directory: An open run.
        builds: Names; every one but "worse" behaves as "good".
        times: How many times as many people; or that by situation.
    """
    write_capacity(directory, builds)
    for build in builds:
        for situation, mix in SITUATIONS.items():
            more = times if isinstance(times, int) else times[situation]
            session = f"{build}-{situation}"
            people = sum(round(n * share * more) for _, _, n in _TASKS[situation] for share in _SHAPE)
            sent = LoadSession(
                id=session, build=build, situation=situation, started_at="2026-11-23T09:02:00Z", duration_s=40.0,
                seed=1, people=people, peak_per_minute=168.0 * more, mix=mix, window_s=10.0, late=1,
                generator_cpu=0.31, stopped=None,
                not_replayed={"pupil.join-remote-lesson": "no-recording"} if situation == "ordinary-day" else {},
            )  # fmt: skip
            directory.append(sent)
            if situation == "absence-morning":
                write_probes(directory, sent)
            chance = random.Random(7)
            for name, role, number in _TASKS[situation]:
                for window, share in enumerate(_SHAPE):
                    started = round(number * share * more)
                    peak = build == "worse" and name == "teacher.take-attendance" and window in (1, 2)
                    lost = started // 2 if peak else 0
                    slow = 1.9 if build == "worse" and name == "teacher.take-attendance" else 0.0
                    seconds = [chance.uniform(0.2, 0.4) + slow for _ in range(started - lost)]
                    _window(directory, (build, session), ("task", name), (name, role), window, (started, lost), seconds)
                    request = ("request", f"POST /{name.partition('.')[2]}")
                    share_of = [s / 3 for s in seconds]
                    _window(directory, (build, session), request, (name, role), window, (started, lost), share_of)
                    queue = 0.8 if build == "worse" and (situation, role) == SIGN_IN_QUEUE else 0.0
                    signing_in = [chance.uniform(0.1, 0.2) + queue for _ in range(started)]
                    part = ("part", "sign-in")
                    _window(directory, (build, session), part, ("sign-in", role), window, (started, 0), signing_in)


def write_replays(directory: RunDirectory, builds: Sequence[str]) -> None:
    """Of each build two replays: one that did what was recorded, with an answer of another size, and one that did not."""
    for build in builds:
        for task, role, asked in (
            ("guardian.report-absence", "guardian", (("GET /children/{id}", 200, ["size"], ""), ("POST /absence", 200, [], ""))),
            ("teacher.take-attendance", "teacher", (("GET /lessons/{id}", 403, ["status"], "status-403"),)),
        ):  # fmt: skip
            requests = [
                ReplayedRequest(
                    name=name, kind="document", signing_in=False, recorded_status=200, status=status,
                    recorded_bytes=4000, bytes=9000, differs=differs, failure=failure,
                )
                for name, status, differs, failure in asked
            ]  # fmt: skip
            failure = next((f for *_, f in asked if f), "")
            directory.append(
                Replay(
                    id=f"{build}-{task}-replay", build=build, task=task, role=role, form="C", recording="r1", second="r2",
                    case=3, proof="text", requests=requests, values={"given": 3, "own": 1}, rules=3, unexplained=[],
                    corrected=int(not failure), failure=failure,
                )
            )  # fmt: skip


def _window(
    directory: RunDirectory, session: tuple[str, str], what: tuple[str, str], whose: tuple[str, str], window: int,
    people: tuple[int, int], seconds: Sequence[float],
) -> None:  # fmt: skip
    (build, name_of_session), (kind, name), (task, role), (started, lost) = session, what, whose, people
    directory.append(
        LoadWindow(
            session=name_of_session, build=build, kind=kind, name=name, task=task, role=role, start_s=window * 10.0,
            started=started, completed=started - lost, failed=lost, failures={"status-503": lost} if lost else {},
            histogram=histogram_of(seconds),
        )
    )  # fmt: skip
