"""Takes back what many people wrote under load, where the platform's file says how: with a browser, as each of them.

For builds that cannot be put back as they were. It takes a second or more for each, and ends when its time is over.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from playwright.sync_api import Error, sync_playwright

from evidence.redaction import Redactor
from scenarios.browser import find_browser, launch
from scenarios.platform import Platform, load_platform
from scenarios.school import School
from scenarios.session import BuildUnderTest, Session
from scenarios.sign_in import People

_LOOKS_S = 2.0
"""How long is looked for what somebody may never have written."""


class Written(Protocol):
    """What one person did that may have written something."""

    @property
    def task(self) -> str:
        """Id of the task."""

    @property
    def role(self) -> str:
        """Who."""

    @property
    def case(self) -> int:
        """Index of their case among the build's."""

    @property
    def mark(self) -> str:
        """The word that the journey could put into its texts."""


def take_back(
    session: Session,
    build: BuildUnderTest,
    written: Sequence[Written],
    redactor: Redactor,
    *,
    within_s: float,
    done: Callable[[int], None] = lambda _: None,
) -> dict[str, int]:
    """Undo what was written, one person after the other.

    Args:
        session: The run's settings.
        build: Where it stands.
        written: What.
        redactor: Is told the cookies that signing in gives.
        within_s: After so long the rest is left.
        done: Told how many have been tried.
    Returns:
        By task, how many people's data may still stand.
    """
    platform = load_platform(build.platform)
    left = Counter(one.task for one in written)
    undone = [one for one in written if one.task in platform.undoings and one.case < len(build.cases)]
    until = time.monotonic() + within_s
    if undone:
        with sync_playwright() as playwright:
            browser = launch(playwright, find_browser(session.browser_path))
            people = People(browser, platform, build.url, session.language, session.limit_s, redactor)
            try:
                for number, one in enumerate(undone, start=1):
                    if time.monotonic() > until:
                        break
                    left[one.task] -= _is_taken_back(people, platform, build, one)
                    done(number)
            finally:
                with suppress(Error):
                    browser.close()
    return dict(+left)


def _is_taken_back(people: People, platform: Platform, build: BuildUnderTest, one: Written) -> bool:
    school = School(build.cases[one.case], role=one.role, mark=one.mark)
    try:
        with people.bystander(school.me) as user:
            user.limit_s = min(_LOOKS_S, people.limit_s)
            platform.undoings[one.task](user, school)
    except (Exception, SystemExit):  # noqa: BLE001 - whatever keeps it from being undone, it is left, and the next one is tried
        return False
    return True
