"""One attempt, from preparation to undo. However it ends, there is a record of it."""

from __future__ import annotations

import tempfile
import threading
import uuid
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error

from a11y.checking import Guard, unguarded
from evidence.problem import Problem
from evidence.records import Attempt, Message, Outcome, Recording, Trace
from evidence.run_directory import RunDirectory
from scenarios.journal import NOBODY, Journal, Keeper, Observer
from scenarios.now import utc
from scenarios.observers import Observers, compares_what_is_typed
from scenarios.outcome import SUCCEEDED, Ending, ending_of
from scenarios.platform import Platform, load_platform
from scenarios.recorded import is_recorded, keep, recording_of, signs_in
from scenarios.scene import Scene, picture_and_tree, scene_of
from scenarios.school import School
from scenarios.session import Assignment, Session
from scenarios.staging import Staging
from scenarios.stopwatch import Stopwatch
from scenarios.stumble import SignInBroken, SignInFailed
from scenarios.tracing import traced as trace_of
from scenarios.trouble import Trouble
from scenarios.typed import Typed
from scenarios.user import User, nothing_left_open
from scenarios.walking import Walks

_WAITING = 5
"""Requests kept of those that had no answer yet when an attempt ended."""
_WALKED_AGAIN = frozenset({Outcome.FAILED, Outcome.BARRIER, Outcome.SCRIPT_ERROR, Outcome.HARNESS_ERROR})
"""Outcomes that a trace can explain; surroundings that were not there have nothing to show."""
_NOT_WALKED_AGAIN = frozenset({"timed-out", "not-scripted"})
"""Reasons that leave nothing to walk: a page that kept the browser busy for ever would do so again."""
_NOTHING_TO_UNDO_S = 1.5
"""How long undoing looks for what a failed attempt most likely never made."""


@dataclass
class Seen:
    """What is known of an attempt while it goes on."""

    ending: Ending
    started_at: str
    duration_s: float = 0.0
    seen_by: str | None = None
    journey_done: bool = False
    observed: bool = False
    """Whether the journey came to an end of its own, whichever, before the attempt had taken too long."""
    leftover: Message | None = None
    picture: str | None = None
    tree: str | None = None
    again: bool = False
    """Whether the journey is walked once more for a trace: then nothing of it is written down but the trace."""
    traced: str = ""
    """What a trace is made of: the journey, or the look of another role; empty for nothing."""
    trace: bytes | None = None
    trouble: Trouble = field(default_factory=Trouble)
    """What the pages of whoever did the task complained of."""
    of_looker: Trouble | None = None
    """What those of the role that looked for the outcome complained of."""
    scene: Scene = field(default_factory=Scene)
    journal: Journal | None = None


class Attempts:
    """Carries out the assignments of one session in one browser.

    Args:
        session: What the run has to do.
        directory: Where it is written.
        browser: Gives the browser, and a new one if it died.
        guard: Ends it if a page holds up a check for ever.
        alone: Whether nothing but the person's own way counts: no state is looked at, and nobody else looks for the outcome.
    """

    def __init__(
        self,
        session: Session,
        directory: RunDirectory,
        browser: Callable[[], Browser],
        guard: Guard = unguarded,
        *,
        alone: bool = False,
    ) -> None:
        self._alone = alone
        self._session = session
        self._directory = directory
        self._browser = browser
        self._guard = guard
        self._staging = Staging(session, directory, browser)
        self._observers = Observers(session, directory, browser, guard)
        self._leftovers: dict[tuple[str, str], Message] = {}
        """Why something of a build's task may still be there that was to be undone, by build and task."""
        self.overdue = threading.Event()
        """Set from another thread when an attempt has taken so long that the browser is ended."""

    @property
    def directory(self) -> RunDirectory:
        """Where attempts are written."""
        return self._directory

    @property
    def language(self) -> str:
        """What the plan asks the platform for."""
        return self._session.language

    def without_secrets(self, text: str) -> str:
        """A text as it may be shown or written."""
        return self._directory.redactor.text(text)

    def carry_out(self, assignment: Assignment) -> Attempt:
        """Make one attempt and write it down."""
        # Made anew each time: what a killed try left behind must not be added to the one that was made in its place.
        attempt_id = uuid.uuid4().hex[:12]
        seen = Seen(Ending(Outcome.HARNESS_ERROR), utc(), traced="journey" if self._session.trace == "on" else "")
        self.overdue.clear()
        try:
            platform = load_platform(assignment.build.platform)
            because = platform.why_not(assignment.task.id, assignment.role)
            if because is not None:
                seen.ending = Ending(Outcome.NOT_OFFERED, Message(code="not-offered", values={"because": because}))
            else:
                self._go(platform, assignment, attempt_id, seen)
        except SignInBroken as error:
            seen.trouble, seen.scene = error.trouble, error.scene
            seen.ending = ending_of(error, seen.trouble)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever happened to one attempt is its outcome, not the run's end
            if not (self.overdue.is_set() and seen.observed):
                seen.ending = ending_of(error, seen.trouble)
        # Once the journey's end was observed, what holds up the looking or the undoing takes nothing from it.
        if self.overdue.is_set() and not seen.observed:
            seen.ending = Ending(Outcome.FAILED, Message(code="timed-out"))
        attempt = self._record(assignment, attempt_id, seen)
        self._directory.append(attempt)
        if seen.trace:
            self._keep_trace(attempt, seen)
        return attempt

    def repeat(self, assignment: Assignment, attempt: Attempt) -> None:
        """Walk once more, with a trace, what did not succeed, if the plan wants it. Nothing of it is in any figure.

        Of attempts that end alike the first is walked again. The outcome stays what it was, however the repeat ends: a repeat
        that succeeds shows that the platform does not answer alike each time.

        Args:
            assignment: What was done.
            attempt: What came of it.
        """
        code = attempt.reason.code if attempt.reason else ""
        alike = f"trace {attempt.build} {attempt.task} {attempt.role} {attempt.mode} {attempt.step} {code}"
        if self._session.trace != "failures" or attempt.outcome not in _WALKED_AGAIN or code in _NOT_WALKED_AGAIN:
            return
        if not self._directory.claim(alike):
            return
        seen = Seen(Ending(Outcome.HARNESS_ERROR), utc(), again=True)
        self.overdue.clear()
        try:
            self._go_again(assignment, attempt, seen)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the attempt is written down; a repeat can add to it, and take nothing away
            seen.ending = ending_of(error, seen.trouble, scene=seen.scene)
        if seen.trace and not self.overdue.is_set():
            self._keep_trace(attempt, seen)

    def part(self) -> None:
        """Close the windows that stand open: who comes next is nobody who was here."""
        self._staging.part()

    def ask_checks(self, assignment: Assignment, attempt: Attempt) -> None:
        """Ask the checks of the states that an attempt met first. It is over and undone.

        Args:
            assignment: What was done.
            attempt: What came of it.
        """
        states = self._observers.known(assignment)
        if states is None or not states.reopening or attempt.outcome is Outcome.NOT_OFFERED:
            return
        of_the_task = (assignment.build.name, assignment.task.id)
        if attempt.leftover:
            self._leftovers[of_the_task] = attempt.leftover
        walks = None
        if attempt.reason is None or attempt.reason.code not in _NOT_WALKED_AGAIN:
            leftover = self._leftovers.get(of_the_task)
            walks = Walks(self._session, self._staging, assignment, self._guard, leftover)
        with suppress(Error, Problem):  # the states are asked after the next attempt, or stand there as not asked
            states.ask(self._browser, walks)
        if walks and walks.leftover:
            self._leftovers[of_the_task] = walks.leftover

    def _go_again(self, assignment: Assignment, attempt: Attempt, seen: Seen) -> None:
        platform = load_platform(assignment.build.platform)
        school = self._staging.school(assignment, assignment.role, again=" again")
        seen.traced = "look" if attempt.reason and "seen_by" in attempt.reason.values else "journey"
        self._staging.prepare(assignment, school)
        self._do(platform, school, assignment, attempt.id, seen, None)
        if seen.ending is SUCCEEDED and assignment.task.id in platform.looks:
            self._look(platform, assignment, seen)
        self._undo(school, assignment, seen)

    def _keep_trace(self, attempt: Attempt, seen: Seen) -> None:
        self._directory.append(
            Trace(
                attempt=attempt.id,
                blob=self._directory.write_blob(seen.trace or b"", ".zip"),
                repeat=seen.again,
                outcome=seen.ending.outcome,
                reason=seen.ending.reason,
                pictures=not self._session.mask,
            )
        )

    def _traced(self, user: User, seen: Seen, what: str) -> AbstractContextManager[None]:
        """Trace what the user does, if that is what is to be traced; `seen.trace` holds it afterwards."""
        if seen.traced != what:
            return nullcontext()
        return trace_of(
            user.page.context,
            self._directory.redactor,
            pictures=not self._session.mask,
            keep=lambda content: setattr(seen, "trace", content),
        )

    def _go(self, platform: Platform, assignment: Assignment, attempt_id: str, seen: Seen) -> None:
        school = self._staging.school(assignment, assignment.role)
        self._staging.prepare(assignment, school)
        with tempfile.TemporaryDirectory(prefix="skolprov-") as folder:
            har = Path(folder) / "traffic.har" if is_recorded(self._session, assignment) else None
            recording = self._do(platform, school, assignment, attempt_id, seen, har)
            if recording and har and seen.ending is SUCCEEDED:
                keep(self._directory, har, recording)
        if seen.ending is SUCCEEDED and assignment.task.id in platform.looks and not self._alone:
            self._look(platform, assignment, seen)
        self._undo(school, assignment, seen)

    def _undo(self, school: School, assignment: Assignment, seen: Seen) -> None:
        """Leave the build as it was."""
        if seen.ending.outcome is not Outcome.ENVIRONMENT_ERROR:
            limit_s = self._session.limit_s if seen.journey_done else _NOTHING_TO_UNDO_S
            not_undone = self._staging.undo(assignment, school, limit_s)
            # Nothing to undo is what a failed journey leaves; after one that got through it has to be known.
            if seen.journey_done:
                seen.leftover = not_undone

    def _do(
        self,
        platform: Platform,
        school: School,
        assignment: Assignment,
        attempt_id: str,
        seen: Seen,
        har: Path | None,
    ) -> Recording | None:
        """The measured part."""
        task, people = assignment.task, self._staging.people(assignment)
        account = school.me if task.signed_in else None
        if account is None:
            people.expect_password(school.me)
        with people.somebody(
            account,
            mode_id=assignment.mode,
            fresh=task.ends_session,
            har=har,
            har_of_sign_in=signs_in(self._session, task),
            surroundings=self._session.surroundings,
        ) as user:
            seen.trouble = user.trouble = Trouble()
            user.trouble.listen(user.page)
            signed_in_at = utc()
            stopwatch = Stopwatch()
            keeper: Keeper = NOBODY if seen.again else self._directory
            observer: Observer = NOBODY if seen.again or self._alone else self._observers.of(assignment)
            typed = Typed() if compares_what_is_typed(self._session, assignment) else None
            journal = Journal(keeper, attempt_id, task.id, observer, stopwatch, again=typed)
            seen.journal = user.journal = journal
            seen.started_at = utc()
            journal.begin(user.page)
            with self._traced(user, seen, "journey"):
                try:
                    platform.journeys[task.id](user, school)
                    nothing_left_open(user)
                    seen.ending, seen.journey_done = SUCCEEDED, True
                except (Exception, SystemExit) as error:  # noqa: BLE001 - see carry_out
                    stays_in = people.log_in_pages if account and not task.ends_session else None
                    with stopwatch.paused():
                        self._look_at_the_end(user, seen, stays_in)
                    seen.ending = ending_of(error, user.trouble, scene=seen.scene)
                seen.duration_s = stopwatch.now()
                seen.observed = not self.overdue.is_set()
            journal.end(user.page)
            return recording_of(self._session, assignment, attempt_id, user, school.mark, signed_in_at) if har else None

    def _look(self, platform: Platform, assignment: Assignment, seen: Seen) -> None:
        """Let the other role look for the outcome."""
        look, people = platform.looks[assignment.task.id], self._staging.people(assignment)
        again = " again" if seen.again else ""
        school = self._staging.school(assignment, assignment.role)
        try:
            account = school.account(look.role)
        except Problem:
            return  # an adult has no guardian, a small child no account: nobody else to look
        try:
            with people.bystander(account) as user:
                seen.of_looker = user.trouble
                with self._traced(user, seen, "look"):
                    try:
                        look.journey(user, self._staging.school(assignment, look.role, again=again))
                    except (Exception, SystemExit):
                        self._look_at_the_end(user, seen, people.log_in_pages)
                        raise
            seen.seen_by = look.role
        except SignInFailed as error:
            if not isinstance(error, SignInBroken):
                raise
            seen.of_looker, seen.scene = error.trouble, error.scene
            seen.ending = ending_of(error, error.trouble, seen_by=look.role)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - see carry_out
            if self.overdue.is_set():
                return  # nobody else has seen the outcome, nor that it is not there
            seen.ending = ending_of(error, seen.of_looker or Trouble(), seen_by=look.role, scene=seen.scene)

    def _look_at_the_end(self, user: User, seen: Seen, log_in_pages: Collection[str] | None) -> None:
        """Keep what the page was when nobody could go on."""
        seen.scene = scene_of(user.page, user.journal, log_in_pages=log_in_pages)
        if seen.again:
            return
        seen.picture, seen.tree = picture_and_tree(user.page, self._directory, self._session.mask)
        waiting = [request for request, _ in user.trouble.unanswered(seen.scene.acted_at)]
        user.trouble.failed_requests += waiting[:_WAITING]

    def _record(self, assignment: Assignment, attempt_id: str, seen: Seen) -> Attempt:
        journal = seen.journal
        troubles = [seen.trouble, seen.of_looker] if seen.of_looker else [seen.trouble]
        return Attempt(
            id=attempt_id,
            build=assignment.build.name,
            task=assignment.task.id,
            role=assignment.role,
            form=assignment.form,
            mode=assignment.mode,
            repetition=assignment.repetition,
            order=assignment.order,
            case=assignment.case,
            outcome=seen.ending.outcome,
            reason=seen.ending.reason,
            started_at=seen.started_at,
            duration_s=seen.duration_s,
            seen_by=seen.seen_by,
            leftover=seen.leftover,
            step=journal.steps if journal and seen.ending is not SUCCEEDED else None,
            css_locators=journal.css_locators if journal else 0,
            focus_path=seen.ending.focus_path,
            heard_near=[self.without_secrets(said)[:200] for said in seen.ending.heard],
            announced=journal.announced if journal else None,
            console_errors=[line for trouble in troubles for line in trouble.console_errors],
            failed_requests=[request for trouble in troubles for request in trouble.failed_requests],
            picture=seen.picture,
            tree=seen.tree,
            address=seen.scene.address,
            title=seen.scene.title,
        )
