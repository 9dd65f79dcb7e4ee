"""Does something for many people in a browser, as each of them, one after the other, until its time is over."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from playwright.sync_api import Error, sync_playwright

from evidence.redaction import Redactor
from scenarios.browser import find_browser, launch
from scenarios.platform import Journey, load_platform
from scenarios.school import School
from scenarios.session import BuildUnderTest, Session
from scenarios.sign_in import People

One = TypeVar("One")


def for_each(
    session: Session,
    build: BuildUnderTest,
    ones: Sequence[One],
    redactor: Redactor,
    *,
    within_s: float,
    done: Callable[[int], None],
    act: Callable[[People, One], bool],
) -> list[One]:
    """Act for one after the other.

    Args:
        session: The run's settings.
        build: Where.
        ones: For whom.
        redactor: Is told the cookies that signing in gives.
        within_s: After so long the rest is left.
        done: Told how many have been tried.
        act: Acts for one; whether it worked.
    Returns:
        For whom it worked.
    """
    worked: list[One] = []
    until = time.monotonic() + within_s
    if not ones:
        return worked
    with sync_playwright() as playwright:
        browser = launch(playwright, find_browser(session.browser_path))
        people = People(browser, load_platform(build.platform), build.url, session.language, session.limit_s, redactor)
        try:
            for number, one in enumerate(ones, start=1):
                if time.monotonic() > until:
                    break
                if act(people, one):
                    worked.append(one)
                done(number)
        finally:
            with suppress(Error):
                browser.close()
    return worked


def walked(people: People, school: School, journey: Journey, limit_s: float) -> bool:
    """Whether somebody got through a journey that is not measured.

    Args:
        people: Of the build.
        school: Who, and about what.
        journey: Their way.
        limit_s: How long things are looked for.
    """
    try:
        with people.bystander(school.me) as user:
            user.limit_s = limit_s
            journey(user, school)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever keeps it from being done, the next one is tried
        return False
    return True
