"""Does what belongs to one family answer to somebody else? Personal requests of a run, asked again by other accounts.

Pages and data that an account fetched are fetched again as another account of the same role, of another role, and without a
session. Only GET is sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

from evidence.problem import Problem
from evidence.records import UNREACHABLE, Recording
from scenarios.asking import Asking, Personal
from scenarios.disclosure import NOBODY, Answer
from scenarios.school import School
from scenarios.stumble import SignInFailed

_STATIC = re.compile(r"image/|font/|text/css|javascript")
_PAGE = ("text/html", "application/xhtml")
_ROLES = ("pupil", "guardian", "teacher")


class Isolation:
    """Asks one build for all that was personal in the run's recordings.

    Args:
        asking: The build.
        stopped: Whether somebody wants it to end; looked at between two questions.
    """

    def __init__(self, asking: Asking, stopped: Callable[[], bool] = lambda: False) -> None:
        self._asking = asking
        self._stopped = stopped
        self._directory = asking.directory
        self._belongings = asking.belongings
        self._askers_open: dict[tuple[int | None, str], BrowserContext] = {}
        self._sign_in_anyway = {(r.case, r.role) for r in self._recordings()}
        self._isolated = {(c.role, c.asked_by, c.url) for c in asking.recorded("isolation")}
        """What an earlier part of this run has asked already."""
        # Only for these has to be found out what is personal now, where all strangers were asked before.
        self._to_log_out = {role for role in _ROLES if not asking.is_residue_known(role)}
        self.asked = 0
        """How many checks were written."""
        self.unasked = 0
        """Questions that could not be asked, because the account that should have asked could not sign in."""
        self.still_personal: dict[str, Personal] = {}
        """For each role something that is personal now: the last page, or the last request of another kind if there is no page.
        None for a role of which it is known already what it leaves after log-out."""

    def ask(self) -> None:
        """Ask for what was not asked for when the run was interrupted.

        Raises:
            SignInFailed: The build could not be reached.
            Problem: A recording cannot be read.
            playwright.sync_api.Error: The browser is gone, or the build.
        """
        for personal in self._personal_requests():
            still = [(role, case) for role, case in self._askers(personal) if not self._has_asked(personal, role)]
            try:
                if (still or personal.role in self._to_log_out) and not self._is_still_there(personal):
                    continue  # whoever asked would prove nothing
            except SignInFailed as error:
                _expect_reached(error)
                self.unasked += len(still) or 1  # at least that of log-out
                continue
            known = self.still_personal.get(personal.role)
            if personal.role in self._to_log_out and (personal.is_page or known is None or not known.is_page):
                self.still_personal[personal.role] = personal
            for role, case in still:
                if self._stopped():
                    break
                self._ask_as(personal, role, case)
        for context in self._askers_open.values():
            context.close()

    def _personal_requests(self) -> Iterator[Personal]:
        seen: set[tuple[str, str]] = set()
        for recording in self._recordings():
            if self._stopped():
                return
            if not 0 <= recording.case < len(self._belongings):
                continue
            for entry in self._entries(recording):
                url = entry["request"]["url"]
                same_host = urlsplit(url).netloc == urlsplit(self._asking.build.url).netloc
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
                media_type = content.get("mimeType", "")
                if _STATIC.search(media_type) or kind in seen:
                    continue
                is_page = media_type.startswith(_PAGE)
                personal = Personal(recording.task, recording.role, recording.case, url, is_page)
                try:
                    personal_still = self._was_personal(personal, content.get("text"))
                except SignInFailed as error:
                    _expect_reached(error)
                    self.unasked += 1
                    continue
                if personal_still:
                    seen.add(kind)
                    yield personal

    def _recordings(self) -> list[Recording]:
        """The build's, the first of each task and role: a second one is there for load, and shows what the first does."""
        first: dict[tuple[str, str], Recording] = {}
        for recording in self._directory.read(Recording):
            if recording.build == self._asking.build.name:
                first.setdefault((recording.task, recording.role), recording)
        return list(first.values())

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

    def _ask_as(self, personal: Personal, role: str, case: int | None) -> None:
        try:
            answer = self._ask(personal.url, case, role)
        except SignInFailed as error:
            _expect_reached(error)
            self.unasked += 1
            return
        if not answer.tells:
            return
        disclosed = self._belongings.disclosed(answer, personal.case, self._belongings.known_to(case))
        if disclosed and case is not None:
            disclosed = self._confirmed(personal, role, case, disclosed)
        self._asking.write("isolation", personal, role, answer, disclosed)
        self.asked += 1

    def _confirmed(self, personal: Personal, role: str, case: int, disclosed: list[str]) -> list[str]:
        """What a second stranger can read, too: the school data does not tell who is whose sibling, or else teaches whom.

        Where there is no second stranger, the first one's word counts.
        """
        for second in self._strangers(personal.case, role):
            if self._belongings.people_of(second) & self._belongings.known_to(case):
                continue
            try:
                answer = self._ask(personal.url, second, role)
            except SignInFailed as error:
                _expect_reached(error)
                continue
            if not answer.tells:
                continue
            return self._belongings.disclosed(answer, personal.case, self._belongings.known_to(second))
        return disclosed

    def _ask(self, url: str, case: int | None, role: str) -> Answer:
        key = (case, role)
        if key not in self._askers_open:
            state = None
            if case is not None:
                school = School(self._asking.build.cases[case], role=role, mark="")
                state = self._asking.people.session_of(school.me, tried=True).state
            self._askers_open[key] = self._asking.browser.new_context(storage_state=state)
        return self._asking.get(url, self._askers_open[key])


def _expect_reached(error: SignInFailed) -> None:
    """See that it was the account that could not sign in: of a build that is away, nothing more can be asked."""
    if error.code == UNREACHABLE:
        raise error
