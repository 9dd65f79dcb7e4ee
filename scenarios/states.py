"""The distinct states that journeys pass through: each is looked at once per run, build and mode."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from playwright.sync_api import Browser, Error, Page

from a11y.checking import MOST_HELD_UP, HeldUpError
from a11y.digest import PageDigest, digest, look
from a11y.engine import Scan, only_rules, scan
from a11y.findings import findings_of
from a11y.gathering import gather
from evidence.records import Finding, State
from evidence.run_directory import RunDirectory
from scenarios.journal import Place
from scenarios.photographs import Photographs
from scenarios.reopening import NO_ANSWER, NOT_YET, OWN_ERROR, Met, Reopening, remember
from scenarios.scene import is_browsers_own
from scenarios.settle import at_rest
from scenarios.surroundings import scripts_running
from scenarios.traffic import learn_cookies
from scenarios.walking import Goal, Walks

_TRIES = 2
"""Attempts after which a state is opened again for the checks."""
NOT_READ = "could-not-look: not-read"
"""Why the audits were not asked of a state of which no facts could be gathered."""
_PICTURES = 3
"""Pictures of elements of one state, at most."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan, and what came of it."""

    state: str
    scan: Scan
    findings: Sequence[Finding] = ()


@dataclass(slots=True)
class States:
    """The states met on one build in one mode by this process.

    Args:
        directory: Where they are written.
        build: Name of the build.
        mode: Id of the mode.
        scanned: Whether to check them for accessibility.
        mask: CSS selectors of what no picture may show.
        reopening: The checks that are asked of each state once its attempt is over; None for none.
        scans: Those of all modes in which this build's pages are shown alike, by structure and looks: a page that another mode
            has shown is not scanned again. None where there is no other such mode.
        varying: Texts that differ from case to case, which are not part of a finding's identity.
        across: Ids of the audits that are to compare the states, for which facts of each are gathered; none gathers nothing.
        rules: Ids of the engine's rules that are asked; all if there is none.
    """

    directory: RunDirectory
    build: str
    mode: str
    scanned: bool
    mask: Sequence[str]
    reopening: Reopening | None = None
    varying: Sequence[str] = ()
    scans: dict[tuple[str, str], Scanned] | None = None
    across: Sequence[str] = ()
    rules: frozenset[str] = frozenset()
    _known: set[str] = field(default_factory=set)
    _photographs: Photographs = field(init=False)
    _unasked: dict[str, tuple[State, int, Place]] = field(default_factory=dict)
    """States that the checks were not asked of yet: the record, how many findings it has, and where it was met."""
    _met: dict[str, Met] = field(default_factory=dict)
    """Those of them that the attempt under way came through."""
    _tries: Counter[str] = field(default_factory=Counter)
    _held_up: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Checks that a state's page held up for ever."""

    def __post_init__(self) -> None:
        self._photographs = Photographs(self.directory, self.mask, _PICTURES)

    def observe(self, page: Page, place: Place) -> str | None:
        """Record the state of the page if this run has not met it before.

        Returns:
            The state's id; None if the page is gone, cannot be read, or is none of the platform's.
        """
        if is_browsers_own(page.url):
            return None
        try:
            seen = digest(page)
        except Error:
            return None
        state = f"{self.build}.{self.mode}.{seen.digest[:16]}"
        first = state not in self._known and self.directory.claim(state)
        self._known.add(state)
        if first:
            self._record(page, place, state, seen)
        if state in self._unasked and self._tries[state] < _TRIES and state not in self._met:
            self._met[state] = remember(page, state, Goal(seen.digest, place.action))
        return state

    def ask(self, browser: Callable[[], Browser], walks: Walks | None = None) -> None:
        """Ask the checks of the states that the attempt which is over came through, and that they were not asked of yet.

        A state that does not come back is tried again when another attempt has come through it: some pages are there only as
        long as nobody has done what they are for.

        Args:
            browser: Gives the journeys' browser, and a new one if a page has held it up for ever.
            walks: Lead to what does not come back by its address; None for none.
        Raises:
            playwright.sync_api.Error: There is none.
            Problem: There is none.
        """
        while self._met and self.reopening is not None:
            running = browser()
            state = next(iter(self._met))
            how = self._met.pop(state)
            record, known, place = self._unasked[state]
            self._tries[state] += 1

            def keep(page: Page, found: Scan, known: int = known, place: Place = place, state: str = state) -> None:
                learn_cookies(page.context, self.directory.redactor, found.cookies)
                self._keep_findings(page, place, state, replace(found, first=known + 1))

            ours = False
            left = walks.leftover if walks else None
            held_up = self._held_up[state]
            try:
                found, unasked = self.reopening.ask(running, how, keep, held_up, walks)
            except HeldUpError as held:
                held_up.append(held.check)
                if len(held_up) < MOST_HELD_UP:
                    self._tries[state] -= 1
                    self._met[state] = how
                    continue
                ours = True  # it would go on so
                found, unasked = None, self.reopening.none_asked(NO_ANSWER)
            except Exception as error:  # noqa: BLE001 - an error of our own in one state takes none of the others
                ours = True  # it would come again
                found, unasked = None, self.reopening.none_asked(f"{OWN_ERROR}: {type(error).__name__}")
            if found is not None or ours or self._tries[state] >= _TRIES:
                del self._unasked[state]
            self.directory.append(
                replace(
                    record,
                    passes=[*record.passes, *(found.passes if found else ())],
                    inapplicable=[*record.inapplicable, *(found.inapplicable if found else ())],
                    unasked={rule: why for rule, why in record.unasked.items() if rule in self.across} | unasked,
                    leftover=walks.leftover if walks and walks.leftover is not left else None,
                )
            )

    def _record(self, page: Page, place: Place, state: str, seen: PageDigest) -> None:
        at_rest(page)
        picture, unpictured = self._photographs.of_screen(page)
        with scripts_running(page):
            scanned, looks = self._scan(page, state, seen) if self.scanned else (None, "")
        learn_cookies(page.context, self.directory.redactor)  # those that came until now may stand in what was seen
        if scanned:
            self._keep_scan(page, place, state, seen, scanned, looks)
        result = scanned.scan if scanned else None
        facts = gather(page) if self.across else None
        unread = dict.fromkeys(() if facts else self.across, NOT_READ)
        record = State(
            id=state,
            build=self.build,
            mode=self.mode,
            url=page.url,
            title=page.title(),
            digest=seen.digest,
            elements=seen.elements,
            attempt=place.attempt,
            step=place.step,
            scanned=result is not None and not result.error,
            scan_error=result.error if result else "",
            scan_s=result.duration_s if result else 0.0,
            scanned_as=scanned.state if scanned and scanned.state != state else "",
            passes=list(result.passes) if result else [],
            inapplicable=list(result.inapplicable) if result else [],
            picture=picture,
            unpictured=unpictured,
            unasked=unread | (self.reopening.none_asked(NOT_YET) if self.reopening else {}),
            facts=facts,
        )
        if self.reopening:
            self._unasked[state] = record, len(result.findings) if result else 0, place
        # Last, so that a state that stands in the record has all its findings there.
        self.directory.append(record)

    def _scan(self, page: Page, state: str, seen: PageDigest) -> tuple[Scanned, str]:
        """The scan of what the page shows, and the looks under which another mode finds it again; empty if it must not."""
        if self.scans is None:
            return Scanned(state, only_rules(scan(page), self.rules)), ""
        try:
            looks = look(page)
        except Error:
            looks = ""  # what became of the page, its scan tells
        if known := self.scans.get((seen.digest, looks)):
            return replace(known, scan=replace(known.scan, duration_s=0.0)), ""
        made = Scanned(state, only_rules(scan(page), self.rules))
        return made, "" if made.scan.error else looks

    def _keep_scan(self, page: Page, place: Place, state: str, seen: PageDigest, scanned: Scanned, looks: str) -> None:
        if scanned.state == state:
            scanned = replace(scanned, findings=self._keep_findings(page, place, state, scanned.scan))
            if looks and self.scans is not None:
                self.scans[seen.digest, looks] = scanned
            return
        for number, finding in enumerate(scanned.findings, start=1):
            self.directory.append(
                replace(
                    finding, id=f"{state}/{number}", state=state, mode=self.mode, task=place.task, step=place.step_name
                )
            )

    def _keep_findings(self, page: Page, place: Place, state: str, result: Scan) -> list[Finding]:
        findings = findings_of(
            result,
            state=state,
            build=self.build,
            mode=self.mode,
            task=place.task,
            step=place.step_name,
            varying=self.varying,
        )
        # A page that could not be put back to the end is gone by now.
        pictured = findings if page.is_closed() else self._photographs.of_findings(page, findings)
        for finding in pictured:
            self.directory.append(finding)
        return pictured


def known_states(directory: RunDirectory) -> None:
    """Claim what a run that goes on has looked at already, and let go of what it may have looked at in vain."""
    directory.forget_claims()
    for state in directory.read(State):
        directory.claim(state.id)
