"""The traffic of attempts that is kept: of which, and what load and privacy have to know of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evidence.records import Recording
from evidence.run_directory import RunDirectory
from scenarios.now import utc
from scenarios.school import flat
from scenarios.session import Assignment, Session
from scenarios.tasks import Task
from scenarios.traffic import without_secrets
from scenarios.user import User


def is_recorded(session: Session, assignment: Assignment) -> bool:
    """Load replays what a person with a mouse did, and privacy asks for what they were shown.

    The first repetition is enough for that; load holds it against a second one, by another family.
    """
    enough = 2 if assignment.task.id in session.replayed else 1
    return assignment.repetition <= enough and assignment.mode == session.recorded_mode


def signs_in(session: Session, task: Task) -> bool:
    """Whether a recording of the task begins with the sign-in: others can replay it then. Signing in anew takes its time."""
    return not task.signed_in or task.ends_session or task.id in session.replayed


def recording_of(
    session: Session, assignment: Assignment, attempt: str, user: User, mark: str, signed_in_at: str
) -> Recording:
    """What is known of an attempt's traffic but the traffic itself."""
    journal = user.journal
    assert journal is not None, "a journey that is recorded is measured"
    case = assignment.build.cases[assignment.case]
    values = flat(case)
    for role in ("teacher", "pupil", "guardian"):
        if isinstance(case.get(role), dict) and "username" in case[role]:
            values[f"{role}.password"] = f"[secret:{role}.password]"
    return Recording(
        id=f"{attempt}-recording",
        build=assignment.build.name,
        task=assignment.task.id,
        role=assignment.role,
        form=assignment.form,
        attempt=attempt,
        case=assignment.case,
        har="",
        values=values,
        typed=journal.typed,
        signed_in_at=signed_in_at,
        ended_at=utc(),
        expectations=journal.expectations,
        signs_in=signs_in(session, assignment.task),
        mark=mark,
        own_parts=user.own_parts,
    )


def keep(directory: RunDirectory, har: Path, recording: Recording) -> None:
    """Keep the traffic, without the secrets that it holds."""
    content = without_secrets(har, directory.redactor)
    blob = directory.write_blob(content, ".har", compress=True)
    directory.append(replace(recording, har=blob))
