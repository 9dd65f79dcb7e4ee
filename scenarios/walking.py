"""Walks a journey again, up to a state to which no address leads back, so that checks which operate a page can be asked of it.

A dialog that is open, a step of a wizard, the answer to a form: they are there for somebody who does what was done before. So
the checks have it done again, as another attempt would: by the same person, with words of its own, in the same mode; and undone.
From the moment that the state is there the window reads and nothing else. Nothing of a walk is in any figure or recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from time import monotonic

from playwright.sync_api import Error, Page

from a11y.checking import Guard, LeadBack, unguarded
from a11y.digest import digest
from a11y.operated import LostError
from evidence.records import Message
from scenarios.gate import Gate
from scenarios.journal import NOBODY, Journal, Place
from scenarios.outcome import ending_of
from scenarios.platform import load_platform
from scenarios.school import School
from scenarios.session import Assignment, Session
from scenarios.settle import at_rest
from scenarios.staging import Staging
from scenarios.stopwatch import Stopwatch
from scenarios.surroundings import PLAIN
from scenarios.traffic import learn_cookies
from scenarios.trouble import Trouble

LED_ELSEWHERE = "walk-led-elsewhere"
FAILED = "walk-failed"
WOULD_LEAVE = "walk-would-leave-something"
NOT_UNDONE = "walk-not-undone"
_SAME_WITHIN_S = 2.0
_STEPS = 30
"""A walk may take so many times the limit of one step, and so may undoing it: longer takes only a page that keeps the browser busy for ever."""
_MOST_WALKS = 8
"""To one state. A page that so many checks could not put back is lost to the others."""
_WALK_AT_LEAST_S = 10.0
"""A check that needs further walks is given time for them: so much for each, and twice what the first took."""


class NotReachedError(Exception):
    """A walk did not lead to the state."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        """The code of the reason; after a colon, that of what ended the journey."""


class _FarEnough(BaseException):
    """The journey has come as far as it is to. No error: nobody but a walk may catch it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A state, and how far a journey has to be walked to it."""

    digest: str
    action: int
    """Index of the action after which the page was in it; 0 for where the journey begins."""


def shows(page: Page, wanted: str, within_s: float = _SAME_WITHIN_S, *, at: str = "") -> bool:
    """Whether a page shows a state, once it has come to rest.

    Args:
        page: The page.
        wanted: The state's digest.
        within_s: For how long it is looked for.
        at: The address that it has to have; any if there is none.
    """
    until = monotonic() + within_s
    while True:
        at_rest(page)
        if at in ("", page.url) and digest(page).digest == wanted:
            return True
        if monotonic() > until:
            return False
        page.wait_for_timeout(100)


@dataclass(slots=True)
class _Lookout:
    """Breaks a journey off where it has come to the state, or to where it should be and is not."""

    goal: Goal
    gate: Gate
    page: Page | None = None
    """The window that shows the state; from then on it reads and nothing else."""

    def observe(self, page: Page, place: Place) -> str | None:
        """Look at the page after an action."""
        arrived = place.action >= self.goal.action
        with suppress(Error):  # it is on its way to another document, or closed
            if shows(page, self.goal.digest, _SAME_WITHIN_S if arrived else 0.0):
                self.gate.close(page)
                self.page = page
        if self.page or arrived:
            raise _FarEnough
        return None

    def sees(self) -> bool:
        """Whether the state is still there when the journey is broken off: it may have done something more on its way out."""
        with suppress(Error):
            return self.page is not None and shows(self.page, self.goal.digest)
        return False


class Walked:
    """A window in a state; and another in its place, as often as one is needed.

    Args:
        walk: Leads to the state; what it opened is closed again afterwards, and what it did undone.
    """

    def __init__(self, walk: Callable[[], AbstractContextManager[Page]]) -> None:
        self._walk = walk
        self._windows = ExitStack()
        self._walks = 0
        began = monotonic()
        self.page = self._go()
        self.lead_back = LeadBack(self._once_more, _MOST_WALKS * (_WALK_AT_LEAST_S + 2 * (monotonic() - began)))
        """How the state is come to again."""

    def leave(self) -> None:
        """Close the window, and take back what was done on the way to it."""
        self._windows.close()

    def _go(self) -> Page:
        self._walks += 1
        return self._windows.enter_context(self._walk())

    def _once_more(self) -> Page:
        self.leave()
        if self._walks >= _MOST_WALKS:
            raise LostError
        try:
            self.page = self._go()
        except NotReachedError as error:
            raise LostError from error
        return self.page


class Walks:
    """Walks one attempt's journey, as often as there is a reason to.

    Args:
        session: What the run has to do.
        staging: Who acts.
        assignment: The attempt, which is over and undone.
        guard: Ends the browser if a page holds up a walk for ever.
        leftover: Why something may still be there that was done for this task before; None if nothing is.
    """

    def __init__(
        self,
        session: Session,
        staging: Staging,
        assignment: Assignment,
        guard: Guard = unguarded,
        leftover: Message | None = None,
    ) -> None:
        self._session = session
        self._staging = staging
        self._assignment = assignment
        self._guard = guard
        platform, task = load_platform(assignment.build.platform), assignment.task
        self._journey = platform.journeys[task.id]
        self._is_prepared = task.id in platform.preparations
        self._is_undone = task.id in platform.undoings
        # Who signs in or out leaves nothing behind that anybody would have to take back.
        self._may_write = self._is_undone or task.ends_session or not task.signed_in
        self._number = 0
        self._limit_s = _STEPS * session.limit_s
        self.leftover = leftover
        """The same, of what a walk has done, too. Once there is a reason, no further one sends anything."""

    @contextmanager
    def to(self, goal: Goal) -> Iterator[Walked]:
        """Come to a state, and leave it again.

        Raises:
            NotReachedError: The journey did not lead there.
        """
        walked = Walked(lambda: self._walk(goal))
        try:
            yield walked
        finally:
            walked.leave()

    @contextmanager
    def _walk(self, goal: Goal) -> Iterator[Page]:
        self._number += 1
        writes = self._may_write and not self.leftover
        # What writes nothing needs no words of its own, and what was prepared for the attempt is still there.
        again = f" walked {self._number}" if self._is_undone and writes else ""
        school = self._staging.school(self._assignment, self._assignment.role, again=again)
        gate = Gate()
        lookout = _Lookout(goal, gate)
        try:
            with ExitStack() as windows:
                with self._guard(self._limit_s) as overdue:
                    try:
                        self._journey_to(lookout, school, windows, writes=writes)
                    except NotReachedError as error:
                        why = f"{FAILED}: timed-out" if overdue.is_set() else error.why
                        refused = NOT_UNDONE if self.leftover else WOULD_LEAVE
                        raise NotReachedError(refused if gate.refused else why) from error
                if lookout.page:
                    yield lookout.page
                    # The checks may quote what a walk was given, and its window is closed before all have looked.
                    learn_cookies(lookout.page.context, self._staging.people(self._assignment).redactor)
        finally:
            if self._is_undone and writes and (gate.wrote or self._is_prepared):
                with self._guard(self._limit_s):
                    self.leftover = self._staging.undo(self._assignment, school, self._session.limit_s)

    def _journey_to(self, lookout: _Lookout, school: School, windows: ExitStack, *, writes: bool) -> None:
        """Do what an attempt does, until the lookout has seen enough; then nothing passes the gate any more."""
        task, trouble = self._assignment.task, Trouble()
        # A slow network or machine tells nothing of what is there to be found.
        surroundings = replace(self._session.surroundings, network=PLAIN.network, cpu_slowdown=PLAIN.cpu_slowdown)
        try:
            if self._is_undone and writes:
                self._staging.prepare(self._assignment, school)
            user = windows.enter_context(
                self._staging.people(self._assignment).somebody(
                    school.me if task.signed_in else None,
                    mode_id=self._assignment.mode,
                    fresh=task.ends_session,
                    surroundings=surroundings,
                    gate=lookout.gate,
                )
            )
            user.trouble = trouble
            trouble.listen(user.page)
            lookout.gate.begin(reads_only=not writes, silent=not writes)
            user.journal = Journal(NOBODY, "", task.id, lookout, Stopwatch())
            user.journal.begin(user.page)
            self._journey(user, school)
        except _FarEnough:
            pass
        except (Exception, SystemExit) as error:  # a walk that goes wrong is a state that is not asked, and no more
            reason = ending_of(error, trouble).reason
            raise NotReachedError(f"{FAILED}: {reason.code if reason else type(error).__name__}") from error
        if not lookout.sees():
            raise NotReachedError(LED_ELSEWHERE)
