"""Puts in place, for many people, what a task needs before load does it: with a browser, as each of them, the way the platform's file says.

An attempt is prepared for the one person who makes it. Under load others come, too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error, sync_playwright

from evidence.redaction import Redactor
from scenarios.browser import find_browser, launch
from scenarios.platform import load_platform
from scenarios.school import School
from scenarios.session import BuildUnderTest, Session
from scenarios.sign_in import People


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody for whom a task has to be prepared."""

    task: str
    role: str
    case: int
    """Index of their case among the build's."""


def prepare_people(
    session: Session,
    build: BuildUnderTest,
    due: Sequence[Due],
    redactor: Redactor,
    *,
    within_s: float,
    done: Callable[[int], None] = lambda _: None,
) -> frozenset[Due]:
    """Prepare a task for one person after the other.

    Args:
        session: The run's settings.
        build: Where.
        due: For whom.
        redactor: Is told the cookies that signing in gives.
        within_s: After so long the rest is left.
        done: Told how many have been tried.
    Returns:
        For whom it could be done.
    """
    ready: set[Due] = set()
    until = time.monotonic() + within_s
    platform = load_platform(build.platform)
    with sync_playwright() as playwright:
        browser = launch(playwright, find_browser(session.browser_path))
        people = People(browser, platform, build.url, session.language, session.limit_s, redactor)
        try:
            for number, one in enumerate(due, start=1):
                if time.monotonic() > until:
                    break
                if _is_prepared(people, build, one, platform.preparations[one.task]):
                    ready.add(one)
                done(number)
        finally:
            with suppress(Error):
                browser.close()
    return frozenset(ready)


def _is_prepared(people: People, build: BuildUnderTest, one: Due, journey: Callable[..., None]) -> bool:
    school = School(build.cases[one.case], role=one.role, mark="")
    try:
        with people.bystander(school.me) as user:
            user.limit_s = people.limit_s
            journey(user, school)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever keeps it from being prepared, this person does something else
        return False
    return True
