"""One attempt, from preparation to undo. However it ends, there is a record of it."""

from __future__ import annotations

import random
import tempfile
import threading
import uuid
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, Error

from a11y.catalogue import own_rules
from a11y.checking import Guard, unguarded
from a11y.checks import find_checks
from evidence.problem import Problem
from evidence.records import Attempt, Message, Outcome, Recording, Trace
from evidence.run_directory import RunDirectory
from scenarios.across import audits_among
from scenarios.journal import NOBODY, Journal, Keeper, Observer
from scenarios.modes import mode
from scenarios.now import utc
from scenarios.outcome import SUCCEEDED, Ending, ending_of
from scenarios.platform import Journey, Platform, load_platform
from scenarios.reopening import Reopening
from scenarios.scene import Scene, picture_and_tree, scene_of
from scenarios.school import School, flat
from scenarios.session import Assignment, Session
from scenarios.sign_in import People, context_options
from scenarios.states import Scanned, States
from scenarios.stopwatch import Stopwatch
from scenarios.stumble import Ambiguous, NotFound, SignInFailed, Stumble
from scenarios.tasks import Task
from scenarios.tracing import traced as trace_of
from scenarios.traffic import without_secrets
from scenarios.trouble import Trouble
from scenarios.typed import ASKED_FOR_AGAIN, Typed
from scenarios.user import User, nothing_left_open

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
    leftover: Message | None = None
    picture: str | None = None
    tree: str | None = None
    again: bool = False
    """Whether the journey is walked once more for a trace: then nothing of it is written down but the trace."""
    traced: str = ""
    """What a trace is made of: the journey, or the look of another role; empty for nothing."""
    trace: bytes | None = None
    trouble: Trouble = field(default_factory=Trouble)
    scene: Scene = field(default_factory=Scene)
    journal: Journal | None = None


class Attempts:
    """Carries out the assignments of one session in one browser.

    Args:
        session: What the run has to do.
        directory: Where it is written.
        browser: Gives the browser, and a new one if it died.
        guard: Ends it if a page holds up a check for ever.
    """

    def __init__(
        self,
        session: Session,
        directory: RunDirectory,
        browser: Callable[[], Browser],
        guard: Guard = unguarded,
    ) -> None:
        self._session = session
        self._directory = directory
        self._browser = browser
        self._guard = guard
        self._people: dict[str, People] = {}
        self._states: dict[tuple[str, str], States] = {}
        self._scans: dict[str, dict[tuple[str, str], Scanned]] = {}
        self._run_id = directory.run().id
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
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever happened to one attempt is its outcome, not the run's end
            seen.ending = ending_of(error, seen.trouble)
        if self.overdue.is_set():
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

    def ask_checks(self, assignment: Assignment) -> None:
        """Ask the checks of the states that an attempt, which is over, met first."""
        states = self._states.get((assignment.build.name, assignment.mode))
        if states is not None and states.reopening:
            with suppress(Error, Problem):  # the states are asked after the next attempt, or stand there as not asked
                states.ask(self._browser)

    def _go_again(self, assignment: Assignment, attempt: Attempt, seen: Seen) -> None:
        platform, task = load_platform(assignment.build.platform), assignment.task
        people = self._people_of(platform, assignment)
        school = self._school(assignment, assignment.role, again=True)
        seen.traced = "look" if attempt.reason and "seen_by" in attempt.reason.values else "journey"
        if task.id in platform.preparations:
            self._unmeasured(people, school, platform.preparations[task.id], "not-prepared", self._session.limit_s)
        self._do(platform, people, school, assignment, attempt.id, seen, None)
        if seen.ending is SUCCEEDED and task.id in platform.looks:
            self._look(platform, people, assignment, seen)
        self._undo(platform, people, school, assignment, seen)

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
        people = self._people_of(platform, assignment)
        task, role = assignment.task, assignment.role
        school = self._school(assignment, role)
        if task.id in platform.preparations:
            self._unmeasured(people, school, platform.preparations[task.id], "not-prepared", self._session.limit_s)
        with tempfile.TemporaryDirectory(prefix="skolprov-") as folder:
            har = Path(folder) / "traffic.har" if self._is_recorded(assignment) else None
            recording = self._do(platform, people, school, assignment, attempt_id, seen, har)
            if recording and har and seen.ending is SUCCEEDED:
                self._keep(har, recording)
        if seen.ending is SUCCEEDED and task.id in platform.looks:
            self._look(platform, people, assignment, seen)
        self._undo(platform, people, school, assignment, seen)

    def _undo(self, platform: Platform, people: People, school: School, assignment: Assignment, seen: Seen) -> None:
        """Leave the build as it was."""
        task = assignment.task
        if task.id in platform.undoings and seen.ending.outcome is not Outcome.ENVIRONMENT_ERROR:
            got_through = seen.journey_done
            try:
                limit_s = self._session.limit_s if got_through else _NOTHING_TO_UNDO_S
                self._unmeasured(people, school, platform.undoings[task.id], "not-undone", limit_s)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - how undoing went is never the attempt's outcome
                # Nothing to undo is what a failed journey leaves; after one that got through it has to be known.
                if got_through:
                    said = str(error).splitlines()[0] if isinstance(error, Stumble | Error) else type(error).__name__
                    seen.leftover = Message(code="not-undone", values={"said": said})

    def _do(
        self,
        platform: Platform,
        people: People,
        school: School,
        assignment: Assignment,
        attempt_id: str,
        seen: Seen,
        har: Path | None,
    ) -> Recording | None:
        """The measured part."""
        task = assignment.task
        account = school.me if task.signed_in else None
        if account is None:
            people.expect_password(school.me)
        with people.somebody(
            account,
            mode_id=assignment.mode,
            fresh=task.ends_session,
            har=har,
            har_of_sign_in=self._signs_in(task),
            surroundings=self._session.surroundings,
        ) as user:
            seen.trouble = user.trouble = Trouble()
            user.trouble.listen(user.page)
            signed_in_at = utc()
            stopwatch = Stopwatch()
            keeper: Keeper = NOBODY if seen.again else self._directory
            observer: Observer = NOBODY if seen.again else self._states_of(assignment)
            typed = Typed() if self._compares_what_is_typed(assignment) else None
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
            journal.end(user.page)
            return self._recording(assignment, attempt_id, journal, signed_in_at) if har else None

    def _look(self, platform: Platform, people: People, assignment: Assignment, seen: Seen) -> None:
        """Let the other role look for the outcome."""
        look = platform.looks[assignment.task.id]
        school = self._school(assignment, assignment.role)
        try:
            account = school.account(look.role)
        except Problem:
            return  # an adult has no guardian, a small child no account: nobody else to look
        try:
            with people.bystander(account) as user:
                seen.trouble = user.trouble
                with self._traced(user, seen, "look"):
                    try:
                        look.journey(user, self._school(assignment, look.role, again=seen.again))
                    except (Exception, SystemExit):
                        self._look_at_the_end(user, seen, people.log_in_pages)
                        raise
            seen.seen_by = look.role
        except SignInFailed:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - see carry_out
            seen.ending = ending_of(error, seen.trouble, seen_by=look.role, scene=seen.scene)

    @staticmethod
    def _unmeasured(people: People, school: School, journey: Journey, code: str, limit_s: float) -> None:
        with people.bystander(school.me) as user:
            user.limit_s = limit_s
            try:
                journey(user, school)
            except SignInFailed:
                raise
            except (NotFound, Ambiguous):
                raise  # the script no longer fits
            except Stumble as error:
                raise SignInFailed(code, said=str(error), status=user.trouble.last_status) from None

    def _look_at_the_end(self, user: User, seen: Seen, log_in_pages: Collection[str] | None) -> None:
        """Keep what the page was when nobody could go on."""
        seen.scene = scene_of(user.page, user.journal, log_in_pages=log_in_pages)
        if seen.again:
            return
        seen.picture, seen.tree = picture_and_tree(user.page, self._directory, self._session.mask)
        waiting = [request for request, _ in user.trouble.unanswered(seen.scene.acted_at)]
        user.trouble.failed_requests += waiting[:_WAITING]

    def _keep(self, har: Path, recording: Recording) -> None:
        content = without_secrets(har, self._directory.redactor)
        blob = self._directory.write_blob(content, ".har", compress=True)
        self._directory.append(replace(recording, har=blob))

    def _recording(self, assignment: Assignment, attempt_id: str, journal: Journal, signed_in_at: str) -> Recording:
        case = assignment.build.cases[assignment.case]
        values = flat(case)
        for role in ("teacher", "pupil", "guardian"):
            if isinstance(case.get(role), dict) and "username" in case[role]:
                values[f"{role}.password"] = f"[secret:{role}.password]"
        return Recording(
            id=f"{attempt_id}-recording",
            build=assignment.build.name,
            task=assignment.task.id,
            role=assignment.role,
            form=assignment.form,
            attempt=attempt_id,
            case=assignment.case,
            har="",
            values=values,
            typed=journal.typed,
            signed_in_at=signed_in_at,
            ended_at=utc(),
            expectations=journal.expectations,
            signs_in=self._signs_in(assignment.task),
        )

    def _is_recorded(self, assignment: Assignment) -> bool:
        """Load replays what a person with a mouse did, and privacy asks for what they were shown; the first repetition is enough."""
        return assignment.repetition == 1 and assignment.mode == self._session.recorded_mode

    def _signs_in(self, task: Task) -> bool:
        """Whether a recording of the task begins with the sign-in: others can replay it then. Signing in anew takes its time."""
        return not task.signed_in or task.ends_session or task.id in self._session.replayed

    def _school(self, assignment: Assignment, role: str, *, again: bool = False) -> School:
        case = assignment.build.cases[assignment.case]
        # A repeat writes other words: what the attempt has left behind must not be taken for its own.
        of = f"{self._run_id} {assignment.pair} {assignment.mode}{' again' if again else ''}"
        letters = random.Random(of)  # noqa: S311 - a word, not a secret
        mark = "".join(letters.choice("bcdfghjklmnpqrstvwxz") for _ in range(5))
        return School(case, role=role, mark=mark)

    def _people_of(self, platform: Platform, assignment: Assignment) -> People:
        browser = self._browser()
        people = self._people.get(assignment.build.name)
        if people is None or people.browser is not browser:
            people = People(
                browser,
                platform,
                assignment.build.url,
                self._session.language,
                self._session.limit_s,
                self._directory.redactor,
            )
            self._people[assignment.build.name] = people
        return people

    def _states_of(self, assignment: Assignment) -> States:
        key = (assignment.build.name, assignment.mode)
        if key not in self._states:
            recorded = assignment.mode == self._session.recorded_mode
            reopening = self._reopening() if recorded else None
            across = [audit.id for audit in audits_among(self._session.checks)] if recorded else ()
            session = self._session
            screen = mode(assignment.mode).context()  # how wide a page is, and whether it is touched
            others = [m for m in session.modes if m != assignment.mode and mode(m).context() == screen]
            scans = self._scans.setdefault(f"{assignment.build.name} {screen}", {}) if others else None
            rules = frozenset(session.checks) - {rule.id for rule in own_rules()}
            self._states[key] = States(
                self._directory,
                *key,
                session.scan,
                session.mask,
                reopening,
                scans=scans,
                across=across,
                rules=rules,
            )
        states = self._states[key]
        states.varying = [*flat(assignment.build.cases[assignment.case]).values(), *assignment.build.names()]
        return states

    def _compares_what_is_typed(self, assignment: Assignment) -> bool:
        asked = {audit.id for audit in audits_among(self._session.checks)}
        return ASKED_FOR_AGAIN in asked and assignment.mode == self._session.recorded_mode

    def _reopening(self) -> Reopening | None:
        checks = [check for check in find_checks()[0] if check.id in self._session.checks]
        if not checks:
            return None
        session = self._session
        acting = mode(session.recorded_mode)
        options = context_options(self._browser(), acting, session.language, session.surroundings)
        return Reopening(checks, options, session.surroundings, guard=self._guard)

    def _record(self, assignment: Assignment, attempt_id: str, seen: Seen) -> Attempt:
        journal = seen.journal
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
            console_errors=seen.trouble.console_errors,
            failed_requests=seen.trouble.failed_requests,
            picture=seen.picture,
            tree=seen.tree,
            address=seen.scene.address,
            title=seen.scene.title,
        )
