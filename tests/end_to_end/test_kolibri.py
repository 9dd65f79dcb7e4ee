"""A platform that others made, measured as it is: Kolibri from PyPI, with a school of its own, in every mode that there is."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import psutil
import pytest

from evidence.records import Attempt, Disclosure, Outcome, PrivacyCheck, Replay
from evidence.run_directory import RunDirectory
from scenarios.modes import modes
from scenarios.platform import load_platform
from scenarios.tasks import TASKS
from tests.end_to_end.kolibri import SCHOOL, installed, kolibri

pytestmark = pytest.mark.slow

OUTCOMES = tomllib.loads((Path(__file__).parent / "kolibri_outcomes.toml").read_text("utf-8"))
OURS = {Outcome.SCRIPT_ERROR, Outcome.ENVIRONMENT_ERROR, Outcome.HARNESS_ERROR}
PLATFORM = load_platform("kolibri")


@dataclass(frozen=True)
class Measured:
    """A run of the plan that docs/kolibri.md gives, and whom Kolibri talked to meanwhile."""

    run: RunDirectory
    partners: set[str]

    def attempts(self) -> dict[tuple[str, str], Attempt]:
        """By task (with the role, where it is everybody's) and mode."""
        return {
            (f"{a.task} {a.role}" if a.task.startswith("any.") else a.task, a.mode): a for a in self.run.read(Attempt)
        }


@contextmanager
def partners_of(pid: int) -> Iterator[set[str]]:
    """Addresses that a process and its children are connected to, looked at several times a second."""
    found: set[str] = set()
    done = threading.Event()

    def look() -> None:
        process = psutil.Process(pid)
        while not done.wait(0.2):
            with suppress(psutil.Error):
                for one in (process, *process.children(recursive=True)):
                    found.update(c.raddr.ip for c in one.net_connections("inet") if c.raddr)

    watch = threading.Thread(target=look, daemon=True)
    watch.start()
    try:
        yield found
    finally:
        done.set()
        watch.join()


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    python = installed()
    home = tmp_path_factory.mktemp("kolibri")
    with kolibri(python, home / "kolibri") as served:
        plan = (SCHOOL / "plan.toml").read_text("utf-8")
        assert "http://127.0.0.1:8090" in plan
        (home / "plan.toml").write_text(plan.replace("http://127.0.0.1:8090", served.url), "utf-8")
        with partners_of(served.pid) as partners:
            ended = subprocess.run(
                [sys.executable, "-m", "skolprov.cli", "run", "plan.toml", "--out", "run"],
                cwd=home,
                env=os.environ,
                capture_output=True,
                text=True,
                check=False,
                timeout=1800,
            )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        yield Measured(RunDirectory.open(home / "run"), partners)
    assert not psutil.pid_exists(served.pid)


def test_each_task_ends_as_it_is_known_to_end_in_each_mode(measured: Measured) -> None:
    attempts = measured.attempts()
    known = {(task, mode): outcome for task, row in OUTCOMES.items() for mode, outcome in row.items()}
    assert set(known) == {(task, mode) for task in OUTCOMES for mode in modes()}
    seen = {key: attempts[key].outcome.value for key in known}
    assert seen == known, {k: attempts[k].reason for k in known if seen[k] != known[k]}


def test_by_ear_only_leaving_is_announced_because_the_bar_that_confirms_has_no_live_region(measured: Measured) -> None:
    # "Attendance saved", "Lesson is visible to learners" and "Your password has been changed" stand in a bar at the foot of the
    # page that has neither a role nor aria-live (WCAG 4.1.3). After log-out, focus is in the first field of the sign-in page.
    heard = {key: a for (key, mode), a in measured.attempts().items() if mode == "screen-reader" and key in OUTCOMES}
    assert {key: a.announced for key, a in heard.items()} == {key: key.startswith("any.log-out") for key in OUTCOMES}


def test_no_attempt_ends_by_the_scripts_fault_or_our_own(measured: Measured) -> None:
    offered = [a for a in measured.attempts().values() if a.outcome is not Outcome.NOT_OFFERED]
    assert {(f"{a.task} {a.role}", a.mode) for a in offered if a.outcome in OURS} == set()
    assert {a.mode for a in offered} == set(modes())
    assert {a.leftover for a in offered} == {None}


def test_what_kolibri_does_not_offer_is_said_with_the_reason_and_is_all_the_rest(measured: Measured) -> None:
    offered = {key.partition(" ")[0] for key in OUTCOMES}
    refused = {key.partition(" ")[0]: a for (key, _), a in measured.attempts().items() if key not in OUTCOMES}
    assert {a.outcome for a in refused.values()} == {Outcome.NOT_OFFERED}
    assert all(a.reason and a.reason.values["because"] for a in refused.values())
    assert all(
        (task.id in PLATFORM.journeys) == (task.id in offered)
        and all(task.id in offered or PLATFORM.why_not(task.id, role) for role in task.roles)
        for task in TASKS
    )


def test_the_outcome_is_seen_by_the_other_role_where_kolibri_shows_it(measured: Measured) -> None:
    attempts = measured.attempts()
    assert {attempts["teacher.create-assignment", mode].seen_by for mode in OUTCOMES["teacher.create-assignment"]} == {
        "pupil"
    }


def test_no_journey_needs_a_css_locator(measured: Measured) -> None:
    assert sum(a.css_locators for a in measured.attempts().values()) == 0


def test_no_learners_page_answers_to_somebody_else(measured: Measured) -> None:
    checks = list(measured.run.read(PrivacyCheck))
    assert checks
    assert [c for c in checks if c.verdict is Disclosure.LEAK] == []


def test_what_each_role_does_is_replayed_by_another_account_without_a_rule_by_hand(measured: Measured) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "skolprov.cli", *["load", "plan.toml", "--situation", "ordinary-day", "--export", "locustfile"], "--out", "load"],
        cwd=measured.run.path.parent, capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    replays = list(RunDirectory.open(measured.run.path.parent / "load").read(Replay))
    assert {f"{r.task} {r.role}" if r.task.startswith("any.") else r.task for r in replays} == set(OUTCOMES)
    assert {(r.task, r.role): (r.failure, r.corrected) for r in replays} == {(r.task, r.role): ("", 0) for r in replays}


def test_kolibri_talks_to_nobody_but_this_machine(measured: Measured) -> None:
    assert measured.partners
    assert {ip for ip in measured.partners if not ip_address(ip).is_loopback} == set()
