"""One school, one browser, and attempts made on a build just as a run makes them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from demo.server import Served, serve
from evidence.records import Action, Attempt, Build, Finding, Run
from evidence.run_directory import RunDirectory
from scenarios.across import audit_states
from scenarios.attempt import Attempts
from scenarios.browser import find_browser
from scenarios.modes import modes
from scenarios.runner import know_secrets
from scenarios.session import BuildUnderTest, Session
from scenarios.tasks import ROLES, select
from skolprov.options import plan_of
from skolprov.plan import Plan
from skolprov.prepare import How, conditions_of, with_variables

FAMILIES = 120
THROWN_AWAY = str(Path(__file__).parent / "undoing_nothing.py")
"""Platform file for a build that nobody uses afterwards."""
FAULT_MODES = "fault × mode"
"""Property of a test: a fault, and what tells it in each mode."""


@dataclass(frozen=True)
class Seen:
    """What a few attempts on one build left behind."""

    directory: RunDirectory
    attempts: list[Attempt]
    url: str
    cases: list[dict[str, Any]]
    session: Session

    def costs(self, measure: str) -> float:
        """Sum of a count over all actions."""
        return float(sum(getattr(action, measure) for action in self.directory.read(Action)))

    def rules(self) -> set[str]:
        return {finding.rule for finding in self.directory.read(Finding)}

    def asked_by(self, *roles: str) -> Seen:
        """The same, of a school where nobody but these roles' people can be asked for what is somebody else's."""
        [build] = self.session.builds
        owners = {attempt.case for attempt in self.attempts}
        cases = [
            case if index in owners else {key: _as_known(key, value, roles) for key, value in case.items()}
            for index, case in enumerate(build.cases)
        ]
        return replace(self, session=replace(self.session, builds=[replace(build, cases=cases)]))


def _as_known(key: str, value: Any, roles: Sequence[str]) -> Any:
    """A part of a case: of people of other roles, without the name by which they sign in."""
    if key in roles or not isinstance(value, dict):
        return value
    return {name: told for name, told in value.items() if name != "username"}


Try = Callable[..., Seen]


@pytest.fixture(scope="session")
def good() -> Iterator[Served]:
    with serve(families=FAMILIES) as served:
        yield served


@pytest.fixture(scope="session")
def attempt_on(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Try:
    """Make attempts on a served build: the runner's own way, without pytest around it."""

    def make(
        served: Served,
        tasks: Sequence[str],
        mode_ids: Sequence[str] = ("pointer",),
        *,
        role: str = "",
        scan: bool = True,
        limit_s: float = 4.0,
        platform: str = "demo",
        checks: Sequence[str] = (),
        replayed: Sequence[str] = (),
        forms: str = "PCUA",
    ) -> Seen:
        cases = with_variables(served.school()["cases"], os.getpid() + served.pid)
        session = Session(
            builds=[BuildUnderTest(name="build", url=served.url, platform=platform, cases=cases)],
            tasks=select(tasks),
            roles=(role,) if role else ROLES,
            forms=forms,
            modes=tuple(mode_ids),
            repeats=1,
            checks=tuple(checks),
            replayed=tuple(replayed),
            seed=3,
            language="en",
            limit_s=limit_s,
            scan=scan,
            mask=(),
            browser_path=None,
            workers=1,
        )
        plan: Plan = plan_of(None, {"urls": (f"build={served.url}",), "platforms": ["demo"]})
        path = tmp_path_factory.mktemp("run") / "run"
        run = Run(
            id=path.parent.name,
            title="A few attempts",
            started_at="2026-11-23T08:00:00Z",
            ended_at=None,
            seed=3,
            builds=[Build(name="build", url=served.url, platform="demo")],
            plan={"modes": list(modes())},
            plan_digest="",
            conditions=conditions_of(plan, find_browser(), How()),
        )
        directory = RunDirectory.create(path, run, {})
        know_secrets(session, directory)
        attempts = Attempts(session, directory, lambda: browser)
        made = []
        for assignment in sorted(session.assignments(), key=lambda a: mode_ids.index(a.mode)):  # as they are named
            made.append(attempts.carry_out(assignment))
            attempts.ask_checks(assignment, made[-1])
        audit_states(directory, session)
        return Seen(directory, made, served.url, cases, session)

    return make


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "run"
