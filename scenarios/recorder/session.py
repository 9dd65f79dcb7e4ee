"""One recording, from signing in to the written function."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error, Page

from scenarios.recorder.watching import Done, Watching
from scenarios.recorder.words import Words
from scenarios.recorder.writing import Part, written
from scenarios.school import Account, School
from scenarios.sign_in import People
from scenarios.tasks import ROLES


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a recording."""

    source: str
    """The function, as it stands in a platform file."""
    done: Sequence[Done]
    """What the person did."""


def record(
    people: People,
    part: Part,
    role: str,
    cases: Sequence[Mapping[str, Any]],
    *,
    person: Callable[[Page], None],
    agrees: Callable[[str], bool] = lambda _: True,
) -> Recorded:
    """Watch a person do a task, and write the journey.

    Args:
        people: Signs the person in, by the platform's log-in or a kept session, where the task begins signed in.
        part: Which function of the platform file is written.
        role: Who acts.
        cases: School data; the first case is the one in which the person acts.
        person: Does the task on the page; returns when it is done, or when the window is closed.
        agrees: What to answer a question of the browser's own dialog.
    Raises:
        Problem: The platform says nothing of how to log in, or a password is not set.
        SignInFailed: The build did not let the account in.
    """
    case: Mapping[str, Any] = cases[0] if cases else {}
    words = Words(case, role, passwords_of(case), signing_in=part.task is None, others=cases)
    with people.somebody(_account(part, case, role)) as user:
        watching = Watching(user.page, people.base_url, words.holds, agrees)
        person(user.page)
        outcome = ""
        with suppress(Error):  # the person closed the window: what they did is known
            outcome = watching.outcome()
        return Recorded(written(part, watching.done, outcome, words), watching.done)


def passwords_of(case: Mapping[str, Any]) -> dict[str, str]:
    """The passwords of a case that are known here, by role: to be named where they are typed, and never written."""
    found = {}
    for role in ROLES:
        account = case.get(role)
        if isinstance(account, Mapping):
            variable = str(account.get("password_env") or "")
            found[role] = str(account.get("password") or os.environ.get(variable, ""))
    return {role: password for role, password in found.items() if password}


def _account(part: Part, case: Mapping[str, Any], role: str) -> Account | None:
    """Who is signed in when the recording begins; nobody where logging in is the task itself."""
    if part.task is None or (part.kind == "does" and not part.task.signed_in):
        return None
    return School(case, role=role, mark="").me
