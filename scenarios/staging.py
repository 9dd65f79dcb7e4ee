"""What surrounds the measured part of an attempt: who acts, with which words, what is prepared before and undone after."""

from __future__ import annotations

import random
from collections.abc import Callable

from playwright.sync_api import Browser, Error

from evidence.records import Message
from evidence.run_directory import RunDirectory
from scenarios.platform import Journey, load_platform
from scenarios.school import School
from scenarios.session import Assignment, Session
from scenarios.sign_in import People
from scenarios.stumble import Ambiguous, NotFound, SignInFailed, Stumble


def mark_of(what: str) -> str:
    """The word that texts are told apart and found by.

    Args:
        what: Whatever they belong to; the same word for the same.
    """
    letters = random.Random(what)  # noqa: S311 - a word, not a secret
    return "".join(letters.choice("bcdfghjklmnpqrstvwxz") for _ in range(5))


class Staging:
    """The people of all builds of a session, in one browser.

    Args:
        session: What the run has to do.
        directory: Is told which secrets people have.
        browser: Gives the browser, and a new one if it died.
    """

    def __init__(self, session: Session, directory: RunDirectory, browser: Callable[[], Browser]) -> None:
        self._session = session
        self._directory = directory
        self._browser = browser
        self._people: dict[str, People] = {}
        self._run_id = directory.run().id

    def people(self, assignment: Assignment) -> People:
        """Those of the build."""
        browser = self._browser()
        people = self._people.get(assignment.build.name)
        if people is None or people.browser is not browser:
            people = People(
                browser,
                load_platform(assignment.build.platform),
                assignment.build.url,
                self._session.language,
                self._session.limit_s,
                self._directory.redactor,
            )
            self._people[assignment.build.name] = people
        return people

    def part(self) -> None:
        """Let everybody go whose window stands open."""
        for people in self._people.values():
            people.part()

    def school(self, assignment: Assignment, role: str, *, again: str = "") -> School:
        """Whom and what a journey is about.

        Args:
            assignment: The attempt.
            role: Who acts.
            again: Not empty where the journey is walked once more, and another text each time: other words are written then, for
                what was left behind must not be taken for its own.
        """
        case = assignment.build.cases[assignment.case]
        mark = mark_of(f"{self._run_id} {assignment.pair} {assignment.mode}{again}")
        return School(case, role=role, mark=mark)

    def prepare(self, assignment: Assignment, school: School) -> None:
        """Put in place what the task needs.

        Raises:
            SignInFailed: That did not work; its code may be "not-prepared".
            NotFound: The script no longer fits.
            Ambiguous: The same.
        """
        prepare = load_platform(assignment.build.platform).preparations.get(assignment.task.id)
        if prepare:
            self._unmeasured(assignment, school, prepare, "not-prepared", self._session.limit_s)

    def undo(self, assignment: Assignment, school: School, limit_s: float) -> Message | None:
        """Leave the build as it was, if the platform says how.

        Args:
            assignment: What was done.
            school: With these words.
            limit_s: How long things are looked for.
        Returns:
            Why that did not work; None if it did, or there is nothing to undo.
        """
        undo = load_platform(assignment.build.platform).undoings.get(assignment.task.id)
        try:
            if undo:
                self._unmeasured(assignment, school, undo, "not-undone", limit_s)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - how undoing went is never the attempt's outcome
            said = str(error).splitlines()[0] if isinstance(error, Stumble | Error) else type(error).__name__
            return Message(code="not-undone", values={"said": said})
        return None

    def _unmeasured(self, assignment: Assignment, school: School, journey: Journey, code: str, limit_s: float) -> None:
        with self.people(assignment).bystander(school.me) as user:
            user.limit_s = limit_s
            try:
                journey(user, school)
            except SignInFailed:
                raise
            except (NotFound, Ambiguous):
                raise  # the script no longer fits
            except Stumble as error:
                raise SignInFailed(code, said=str(error), status=user.trouble.last_status) from None
