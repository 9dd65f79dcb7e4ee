"""Does what belongs to one family answer to somebody else? Personal requests of a run, asked again by other accounts.

Isolation: pages and data that an account fetched are fetched again as another account of the same role, of another role,
and without a session. Residue: after log-out, Back and the old session must not show them. Only GET is sent.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright

from evidence.problem import Problem
from evidence.records import Disclosure, Message, PrivacyCheck, Recording
from evidence.run_directory import RunDirectory
from scenarios.browser import find_browser, launch
from scenarios.disclosure import NOBODY, Answer, Belongings, verdict
from scenarios.platform import Platform, load_platform
from scenarios.school import School
from scenarios.session import BuildUnderTest, Session
from scenarios.sign_in import People
from scenarios.stumble import NotSeen, SignInFailed, Stumble

_BACK = 4
"""How many pages the next person at the computer goes back."""
_STATIC = re.compile(r"image/|font/|text/css|javascript")
_NO_ANSWER = (0, 429)
_RESIDUES = 2
"""Checks of what is left after log-out, for each role: by Back, and by the old session."""
_ROLES = ("pupil", "guardian", "teacher")


@dataclass(frozen=True, slots=True)
class Personal:
    """A request whose answer held personal values of the account that asked."""

    task: str
    role: str
    case: int
    url: str


class PrivacyOfBuild:
    """Asks one build.

    Args:
        build: The build, with its school data.
        session: The run's settings.
        directory: Where recordings are read and checks are written.
        browser: Signs people in, and sends the requests without a page.
        stopped: Whether somebody wants it to end; looked at between two questions.
    """

    def __init__(
        self,
        build: BuildUnderTest,
        session: Session,
        directory: RunDirectory,
        browser: Browser,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._build = build
        self._session = session
        self._directory = directory
        self._browser = browser
        self._stopped = stopped
        self._run = directory.run().id
        self._platform: Platform = load_platform(build.platform)
        self._people = People(browser, self._platform, build.url, session.language, session.limit_s, directory.redactor)
        self._belongings = Belongings(build.cases)
        self._askers_open: dict[tuple[int | None, str], BrowserContext] = {}
        self._sign_in_anyway = {(r.case, r.role) for r in directory.read(Recording) if r.build == build.name}
        known = [c for c in directory.read(PrivacyCheck) if c.build == build.name]
        self._isolated = {(c.role, c.asked_by, c.url) for c in known if c.kind == "isolation"}
        """What an earlier part of this run has asked already."""
        self._left_over = Counter(c.role for c in known if c.kind == "residue")
        self._written = len(known)
        self.unasked = 0
        """Questions that could not be asked, because the account that should have asked could not sign in."""

    def check(self) -> int:
        """Ask for all that was personal in the run's recordings, and was not asked for when the run was interrupted.

        Returns:
            How many checks were written.
        """
        asked = 0
        last_of_role: dict[str, Personal] = {}
        for personal in self._personal_requests():
            still = [(role, case) for role, case in self._askers(personal) if not self._has_asked(personal, role)]
            try:
                if still and not self._is_still_there(personal):
                    continue  # whoever asked would prove nothing
            except SignInFailed:
                self.unasked += len(still)
                continue
            last_of_role[personal.role] = personal
            for role, case in still:
                if self._stopped():
                    break
                asked += self._isolation(personal, role, case)
        for personal in last_of_role.values():
            if self._left_over[personal.role] < _RESIDUES and not self._stopped():
                asked += self._residue(personal)
        for context in self._askers_open.values():
            context.close()
        return asked

    def _personal_requests(self) -> Iterator[Personal]:
        seen: set[tuple[str, str]] = set()
        for recording in self._directory.read(Recording):
            if self._stopped():
                return
            if recording.build != self._build.name or not 0 <= recording.case < len(self._belongings):
                continue
            for entry in self._entries(recording):
                url = entry["request"]["url"]
                same_host = urlsplit(url).netloc == urlsplit(self._build.url).netloc
                if (
                    entry["request"]["method"] != "GET"
                    or entry["response"]["status"] != 200
                    or not same_host
                    or "[secret:" in url
                ):
                    continue
                content = entry["response"]["content"]
                # One page of a kind is enough: what differs in their addresses is whose they are.
                kind = (recording.role, re.sub(r"\d+", "0", url))
                if _STATIC.search(content.get("mimeType", "")) or kind in seen:
                    continue
                personal = Personal(recording.task, recording.role, recording.case, url)
                try:
                    personal_still = self._was_personal(personal, content.get("text"))
                except SignInFailed:
                    self.unasked += 1
                    continue
                if personal_still:
                    seen.add(kind)
                    yield personal

    def _entries(self, recording: Recording) -> list[dict[str, Any]]:
        try:
            return list(json.loads(self._directory.read_blob(recording.har))["log"]["entries"])
        except (ValueError, KeyError, TypeError):
            raise Problem(
                f"{recording.har} is no HTTP archive",
                where=str(self._directory.path),
                do="Copy the run directory again.",
            ) from None

    def _was_personal(self, personal: Personal, text: str | None) -> bool:
        if any(self._has_asked(personal, role) for role in (*_ROLES, NOBODY)):
            return True
        # A browser keeps no copy of what it downloads: ask for it again.
        text = text or self._ask(personal.url, personal.case, personal.role).text
        return bool(self._belongings.found(Answer(200, personal.url, text), personal.case))

    def _is_still_there(self, personal: Personal) -> bool:
        """Asked live: what a recording holds has been through the redactor, an identity number would never match."""
        own = self._ask(personal.url, personal.case, personal.role)
        return own.status == 200 and bool(self._belongings.found(own, personal.case))

    def _has_asked(self, personal: Personal, role: str) -> bool:
        return (personal.role, role, self._directory.redactor.text(personal.url)) in self._isolated

    def _askers(self, personal: Personal) -> Iterator[tuple[str, int | None]]:
        """Somebody of the same role, somebody of each other role, and nobody; none of them related to the owner."""
        for role in (personal.role, *(r for r in _ROLES if r != personal.role)):
            for stranger in self._strangers(personal.case, role)[:1]:
                yield role, stranger
        yield NOBODY, None

    def _strangers(self, case: int, role: str) -> list[int]:
        """People of other families and other teachers'; those of the same school form first, who have the same functions.

        Rather somebody who signs in anyway, to ask for what is their own: most of the time goes into signing in.
        """
        of, people_of = self._belongings.of, self._belongings.people_of
        mine = people_of(case)
        unrelated = [
            other
            for other in range(len(self._belongings))
            if f"{role}.username" in of(other) and not mine & people_of(other)
        ]
        form = of(case)["form"]
        return sorted(
            unrelated, key=lambda other: (of(other)["form"] != form, (other, role) not in self._sign_in_anyway)
        )

    def _isolation(self, personal: Personal, role: str, case: int | None) -> int:
        try:
            answer = self._ask(personal.url, case, role)
        except SignInFailed:
            self.unasked += 1
            return 0
        if answer.status in _NO_ANSWER or answer.status >= 500:
            return 0  # a server that is too busy has not denied anything
        disclosed = self._belongings.disclosed(answer, personal.case, self._belongings.known_to(case))
        if disclosed and case is not None:
            disclosed = self._confirmed(personal, role, case, disclosed)
        self._write("isolation", personal, role, answer, verdict(answer, personal.url, disclosed, role), disclosed)
        return 1

    def _confirmed(self, personal: Personal, role: str, case: int, disclosed: list[str]) -> list[str]:
        """What a second stranger can read, too: the school data does not tell who is whose sibling, or else teaches whom.

        Where there is no second stranger, the first one's word counts.
        """
        for second in self._strangers(personal.case, role):
            if self._belongings.people_of(second) & self._belongings.known_to(case):
                continue
            try:
                answer = self._ask(personal.url, second, role)
            except SignInFailed:
                continue
            if answer.status in _NO_ANSWER or answer.status >= 500:
                continue
            return self._belongings.disclosed(answer, personal.case, self._belongings.known_to(second))
        return disclosed

    def _residue(self, personal: Personal) -> int:
        """Log out in a browser that has shown the page; then go back, and ask again with the old session."""
        journey = self._platform.journeys.get("any.log-out")
        if journey is None:
            return 0
        school = School(self._build.cases[personal.case], role=personal.role, mark="")
        try:
            with self._people.somebody(school.me, fresh=True) as user:
                start = user.page.url
                user.open(personal.url)
                before = user.page.context.storage_state()
                user.open(start)
                # Whether it then sees what it should is the task's measure; here counts what can be read afterwards.
                with suppress(NotSeen):
                    journey(user, school)
                shown = [Answer(200, user.page.url, user.page.content())]
                while len(shown) < _BACK and user.page.go_back(wait_until="load") is not None:
                    shown.append(Answer(200, user.page.url, user.page.content()))
        except SignInFailed:
            self.unasked += 1
            return 0
        except (Stumble, Error):
            return 0  # nobody could log out: whatever shows now is no residue
        replayed = self._fetch(personal.url, before)
        by_back = next((a for a in shown if self._belongings.disclosed(a, personal.case, set())), shown[-1])
        still = (by_back, replayed)[self._left_over[personal.role] :]  # what Back shows, and what the old session gets
        for answer in still:
            disclosed = self._belongings.disclosed(answer, personal.case, set())
            self._write(
                "residue",
                personal,
                personal.role,
                answer,
                verdict(answer, personal.url, disclosed, NOBODY),
                disclosed,
            )
        return len(still)

    def _ask(self, url: str, case: int | None, role: str) -> Answer:
        key = (case, role)
        if key not in self._askers_open:
            state = None
            if case is not None:
                school = School(self._build.cases[case], role=role, mark="")
                state = self._people.session_of(school.me, tried=True).state
            self._askers_open[key] = self._browser.new_context(storage_state=state)
        return self._get(url, self._askers_open[key])

    def _fetch(self, url: str, state: Any) -> Answer:
        context = self._browser.new_context(storage_state=state)
        try:
            return self._get(url, context)
        finally:
            context.close()

    def _get(self, url: str, context: BrowserContext) -> Answer:
        try:
            response = context.request.get(url, timeout=self._session.limit_s * 1000)
            return Answer(response.status, response.url, response.body().decode("utf-8", "replace"))
        except Error:
            return Answer(0, url, "")

    def _write(
        self, kind: str, personal: Personal, asked_by: str, answer: Answer, verdict: Disclosure, disclosed: list[str]
    ) -> None:
        self._written += 1
        identity = f"{self._run} {self._build.name} {self._written} {kind} {personal.role} {asked_by} {personal.url}"
        self._directory.append(
            PrivacyCheck(
                id=hashlib.sha256(identity.encode()).hexdigest()[:12],
                build=self._build.name,
                kind=kind,
                task=personal.task,
                role=personal.role,
                asked_by=asked_by,
                method="GET",
                url=personal.url,
                status=answer.status,
                verdict=verdict,
                disclosed=disclosed,
            )
        )


def check_privacy(
    session: Session, directory: RunDirectory, stopped: Callable[[], bool] = lambda: False
) -> tuple[int, list[Message]]:
    """Check all builds of a run, as many at once as there are processors, for nothing is timed here.

    What the run has recorded already is not asked again. A build that cannot be asked any more does not stop the others.

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

    def asked_of(build: BuildUnderTest) -> tuple[int, list[Message]]:
        with sync_playwright() as playwright:  # it belongs to the thread that starts it
            browser = launch(playwright, found)
            asking = PrivacyOfBuild(build, session, directory, browser, stopped)
            asked, unasked = 0, []
            try:
                asked = asking.check()
            except (Error, Problem):
                unasked.append(Message(code="note-privacy-broken-off", values={"build": build.name}))
            finally:
                browser.close()
            if asking.unasked:
                values = {"build": build.name, "count": asking.unasked}
                unasked.append(Message(code="note-privacy-no-sign-in", values=values))
            return asked, unasked

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as at_once:
        answers = list(at_once.map(asked_of, session.builds))
    return sum(asked for asked, _ in answers), [note for _, unasked in answers for note in unasked]
