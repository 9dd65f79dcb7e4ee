"""The distinct states that journeys pass through: each is looked at once per run, build and mode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page

from a11y.digest import PageDigest, digest
from a11y.engine import Scan, scan
from a11y.findings import findings_of
from evidence.records import State
from evidence.run_directory import RunDirectory
from scenarios.journal import Place
from scenarios.photographs import Photographs
from scenarios.settle import at_rest
from scenarios.surroundings import scripts_running
from scenarios.traffic import learn_cookies

_PICTURES = 3
"""Pictures of elements of one state, at most."""


@dataclass(slots=True)
class States:
    """The states met on one build in one mode by this process.

    Args:
        directory: Where they are written.
        build: Name of the build.
        mode: Id of the mode.
        scanned: Whether to check them for accessibility.
        mask: CSS selectors of what no picture may show.
        varying: Texts that differ from case to case, which are not part of a finding's identity.
    """

    directory: RunDirectory
    build: str
    mode: str
    scanned: bool
    mask: Sequence[str]
    varying: Sequence[str] = ()
    _known: set[str] = field(default_factory=set)
    _photographs: Photographs = field(init=False)

    def __post_init__(self) -> None:
        self._photographs = Photographs(self.directory, self.mask, _PICTURES)

    def observe(self, page: Page, place: Place) -> str | None:
        """Record the state of the page if this run has not met it before.

        Returns:
            The state's id; None if the page is gone or cannot be read.
        """
        try:
            seen = digest(page)
        except Error:
            return None
        state = f"{self.build}.{self.mode}.{seen.digest[:16]}"
        first = state not in self._known and self.directory.claim(state)
        self._known.add(state)
        if first:
            self._record(page, place, state, seen)
        return state

    def _record(self, page: Page, place: Place, state: str, seen: PageDigest) -> None:
        at_rest(page)
        picture = self._photographs.of_screen(page)
        with scripts_running(page):
            result = scan(page) if self.scanned else None
        learn_cookies(page.context, self.directory.redactor)  # those that came until now may stand in what was seen
        if result:
            self._keep_findings(page, place, state, result)
        # Last, so that a state that stands in the record has all its findings there.
        self.directory.append(
            State(
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
                passes=list(result.passes) if result else [],
                inapplicable=list(result.inapplicable) if result else [],
                picture=picture,
            )
        )

    def _keep_findings(self, page: Page, place: Place, state: str, result: Scan) -> None:
        findings = findings_of(
            result,
            state=state,
            build=self.build,
            mode=self.mode,
            task=place.task,
            step=place.step_name,
            varying=self.varying,
        )
        for finding in self._photographs.of_findings(page, findings):
            self.directory.append(finding)


def known_states(directory: RunDirectory) -> None:
    """Claim what a run that goes on has looked at already, and let go of what it may have looked at in vain."""
    directory.forget_claims()
    for state in directory.read(State):
        directory.claim(state.id)
