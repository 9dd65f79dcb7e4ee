"""Who looks at the pages that attempts come through: one for each build and mode, as the plan asks."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser

from a11y.catalogue import own_rules
from a11y.checking import Guard
from a11y.checks import find_checks
from evidence.run_directory import RunDirectory
from scenarios.across import audits_among
from scenarios.modes import mode
from scenarios.reopening import Reopening
from scenarios.school import flat
from scenarios.session import Assignment, Session
from scenarios.sign_in import context_options
from scenarios.states import Scanned, States
from scenarios.typed import ASKED_FOR_AGAIN


class Observers:
    """Those of one session.

    Args:
        session: What the run has to do.
        directory: Where states are written.
        browser: Gives the browser, and a new one if it died.
        guard: Ends it if a page holds up a check for ever.
    """

    def __init__(self, session: Session, directory: RunDirectory, browser: Callable[[], Browser], guard: Guard) -> None:
        self._session = session
        self._directory = directory
        self._browser = browser
        self._guard = guard
        self._states: dict[tuple[str, str], States] = {}
        self._scans: dict[str, dict[tuple[str, str], Scanned]] = {}

    def known(self, assignment: Assignment) -> States | None:
        """The one that looked at an attempt, if there was one."""
        return self._states.get((assignment.build.name, assignment.mode))

    def of(self, assignment: Assignment) -> States:
        """The one that looks at an attempt."""
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

    def _reopening(self) -> Reopening | None:
        checks = [check for check in find_checks()[0] if check.id in self._session.checks]
        if not checks:
            return None
        session = self._session
        acting = mode(session.recorded_mode)
        options = context_options(self._browser(), acting, session.language, session.surroundings)
        return Reopening(checks, options, session.surroundings, guard=self._guard)


def compares_what_is_typed(session: Session, assignment: Assignment) -> bool:
    """Whether it is noted in an attempt that the same is typed twice."""
    asked = {audit.id for audit in audits_among(session.checks)}
    return ASKED_FOR_AGAIN in asked and assignment.mode == session.recorded_mode
