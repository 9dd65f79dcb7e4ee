"""Whether what load sends does what was recorded: of each task, what one replay by another account came to before any load."""

from __future__ import annotations

from evidence.records import Replay
from reports.load_model import ReplayResult
from reports.source import ROLES, Source, rank


def replay_results(source: Source) -> tuple[ReplayResult, ...]:
    """All replays, in the order of builds, roles and tasks."""
    builds = [b.name for b in source.builds]
    order = {task: place for place, task in enumerate(source.catalogue.get("tasks", {}))}

    def place(replay: Replay) -> tuple[int, int, int, str, str]:
        task = order.get(replay.task, len(order))
        return rank(builds, replay.build), rank(ROLES, replay.role), task, replay.task, replay.form

    return tuple(_result(replay) for replay in sorted(source.all(Replay), key=place))


def _result(replay: Replay) -> ReplayResult:
    failed = next((r for r in replay.requests if r.failure), None)
    return ReplayResult(
        build=replay.build,
        task=replay.task,
        role=replay.role,
        form=replay.form,
        requests=len(replay.requests),
        as_recorded=sum(not r.differs and not r.failure for r in replay.requests),
        rules=replay.rules,
        values=replay.values,
        corrected=replay.corrected,
        two_accounts=bool(replay.second),
        failure=replay.failure,
        failed_request=failed.name if failed and failed.status else "",
        differing=tuple(r.name for r in replay.requests if r.differs and r.status and not r.failure),
        unexplained=tuple(replay.unexplained),
    )
