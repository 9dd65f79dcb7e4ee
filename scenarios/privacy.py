"""Asks the builds of a run for privacy: whether personal pages answer to other accounts, and what log-out leaves.

Nothing is timed here, so that builds and roles are asked at the same time, each with a browser of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from playwright.sync_api import Error, sync_playwright

from evidence.problem import Problem
from evidence.records import UNREACHABLE, Message
from evidence.run_directory import RunDirectory
from scenarios.asking import Asking, Personal
from scenarios.browser import FoundBrowser, find_browser, launch
from scenarios.isolation import Isolation
from scenarios.outcome import unreachable_in
from scenarios.residue import ask_after_log_out
from scenarios.session import BuildUnderTest, Session
from scenarios.stumble import SignInFailed, Stumble

_BROWSERS_PER_CORE = 2
"""Half of the time goes into waiting: for pages, and for what a build does not take away after log-out."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What came of a part of the questions."""

    build: BuildUnderTest
    written: int = 0
    unasked: int = 0
    """Questions whose account could not sign in."""
    broken_off: str = ""
    """Why it could not go on; empty if it could."""
    to_log_out: tuple[Personal, ...] = ()
    """What is still personal, one of each role: to be asked for after log-out."""


def check_privacy(
    session: Session, directory: RunDirectory, stopped: Callable[[], bool] = lambda: False
) -> tuple[int, list[Message]]:
    """Check all builds of a run.

    What the run has recorded already is not asked again. A build that cannot be asked any more does not stop the others, nor
    does a role.

    Args:
        session: The run's settings.
        directory: Where recordings are read and checks are written.
        stopped: Whether somebody wants it to end; looked at between two questions.
    Returns:
        How many checks were written, and what could not be asked.
    Raises:
        Problem: The browser does not start.
    """
    found = find_browser(session.browser_path)

    def isolation(builds: Sequence[BuildUnderTest]) -> list[_Asked]:
        return [isolation_of(build) for build in builds]

    def isolation_of(build: BuildUnderTest) -> _Asked:
        with _asking(build, session, directory, found) as asking:
            asks = Isolation(asking, stopped)
            broken_off = ""
            try:
                asks.ask()
            except (Error, Problem, SignInFailed) as error:
                broken_off = _why(error)
            return _Asked(build, asks.asked, asks.unasked, broken_off, tuple(asks.still_personal.values()))

    def residue(build: BuildUnderTest, personal: Personal) -> _Asked:
        if stopped():
            return _Asked(build)
        try:
            with _asking(build, session, directory, found) as asking:
                return _Asked(build, written=ask_after_log_out(asking, personal))
        except (Error, Problem, Stumble) as error:
            if isinstance(error, SignInFailed) and error.code != UNREACHABLE:
                return _Asked(build, unasked=1)
            return _Asked(build, broken_off=_why(error))

    with ThreadPoolExecutor(max_workers=_BROWSERS_PER_CORE * (os.cpu_count() or 1)) as at_once:
        asked: list[_Asked] = []
        after_log_out: list[Future[_Asked]] = []
        for isolated in as_completed([at_once.submit(isolation, builds) for builds in _by_address(session)]):
            asked += isolated.result()
            # Not before: on some platforms log-out ends all sessions of an account, and a stranger who has none would be denied.
            after_log_out += [
                at_once.submit(residue, one.build, p) for one in isolated.result() for p in one.to_log_out
            ]
        asked += [future.result() for future in after_log_out]
    notes = [note for build in session.builds for note in _notes(build.name, [a for a in asked if a.build is build])]
    return sum(one.written for one in asked), notes


def _by_address(session: Session) -> list[list[BuildUnderTest]]:
    """The builds, those at one address together: they have the same accounts, and are asked one after the other."""
    at: dict[str, list[BuildUnderTest]] = {}
    for build in session.builds:
        at.setdefault(build.url.rstrip("/"), []).append(build)
    return list(at.values())


@contextmanager
def _asking(build: BuildUnderTest, session: Session, directory: RunDirectory, found: FoundBrowser) -> Iterator[Asking]:
    """A browser for one build, of this thread alone: so is the Playwright that starts it."""
    with sync_playwright() as playwright:
        browser = launch(playwright, found)
        try:
            yield Asking(build, session, directory, browser)
        finally:
            with suppress(Error):  # it may be gone already
                browser.close()


def _why(error: Error | Problem | Stumble) -> str:
    """What broke the questions off: the build is away, the browser is, or a recording cannot be read."""
    if isinstance(error, Problem):
        return "recording"
    gone = error.code == UNREACHABLE if isinstance(error, Stumble) else bool(unreachable_in(str(error)))
    return UNREACHABLE if gone else "browser"


def _notes(build: str, asked: Sequence[_Asked]) -> Iterator[Message]:
    """What could not be asked of a build."""
    for why in dict.fromkeys(one.broken_off for one in asked if one.broken_off):
        yield Message(code="note-privacy-broken-off", values={"build": build, "why": why})
    if unasked := sum(one.unasked for one in asked):
        yield Message(code="note-privacy-no-sign-in", values={"build": build, "count": unasked})
