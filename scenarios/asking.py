"""What isolation and residue have in common: a request that was personal, the build it is asked of, and the record of its answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error

from evidence.records import PrivacyCheck
from evidence.run_directory import RunDirectory
from scenarios.disclosure import NOBODY, Answer, Belongings, verdict
from scenarios.platform import Platform, load_platform
from scenarios.session import BuildUnderTest, Session
from scenarios.sign_in import People

AFTER_LOG_OUT = ("back", "old session")
"""By what the next person at the computer comes to what somebody looked at who has logged out."""


@dataclass(frozen=True, slots=True)
class Personal:
    """A request whose answer held personal values of the account that asked."""

    task: str
    role: str
    case: int
    url: str
    is_page: bool
    """Whether a window shows it, and did not fetch it as data or a file."""


class Asking:
    """Asks one build, and writes down what came of it.

    Args:
        build: The build, with its school data.
        session: The run's settings.
        directory: Where checks are written.
        browser: Signs people in, and sends the requests without a page.
    """

    def __init__(self, build: BuildUnderTest, session: Session, directory: RunDirectory, browser: Browser) -> None:
        self.build = build
        self.directory = directory
        self.browser = browser
        self.platform: Platform = load_platform(build.platform)
        self.people = People(browser, self.platform, build.url, session.language, session.limit_s, directory.redactor)
        self.belongings = Belongings(build.cases)
        self._limit_ms = session.limit_s * 1000
        self._run = directory.run().id

    def get(self, url: str, context: BrowserContext) -> Answer:
        """What a context's session gets; status 0 if no answer came."""
        try:
            response = context.request.get(url, timeout=self._limit_ms)
            return Answer(response.status, response.url, response.body().decode("utf-8", "replace"))
        except Error:
            return Answer(0, url, "")

    def get_as(self, url: str, state: Any) -> Answer:
        """What a session gets that was kept, as Playwright's `storage_state` gives it."""
        context = self.browser.new_context(storage_state=state)
        try:
            return self.get(url, context)
        finally:
            context.close()

    def recorded(self, kind: str) -> list[PrivacyCheck]:
        """What this run has asked of the build already."""
        return [c for c in self.directory.read(PrivacyCheck) if c.build == self.build.name and c.kind == kind]

    def is_residue_known(self, role: str) -> bool:
        """Whether this run has asked already, by all means, what a role leaves after log-out."""
        return sum(1 for check in self.recorded("residue") if check.role == role) >= len(AFTER_LOG_OUT)

    def write(
        self, kind: str, personal: Personal, asked_by: str, answer: Answer, disclosed: Sequence[str], *, means: str = ""
    ) -> None:
        """Write down an answer.

        Args:
            kind: "isolation" or "residue".
            personal: What was asked for.
            asked_by: Role of the account that asked, or nobody's.
            answer: What it got.
            disclosed: Names of the personal values in it.
            means: By which of several means, where the same one asked for the same address more than once.
        """
        # After log-out nobody is signed in, whoever was.
        reader = NOBODY if kind == "residue" else asked_by
        identity = f"{self._run} {self.build.name} {kind} {means} {personal.role} {asked_by} {personal.url}"
        self.directory.append(
            PrivacyCheck(
                id=hashlib.sha256(identity.encode()).hexdigest()[:12],
                build=self.build.name,
                kind=kind,
                task=personal.task,
                role=personal.role,
                asked_by=asked_by,
                method="GET",
                url=personal.url,
                status=answer.status,
                verdict=verdict(answer, personal.url, disclosed, reader),
                disclosed=list(disclosed),
            )
        )
