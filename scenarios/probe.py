"""A real browser under load: walks one journey after the other, each as somebody who comes, signs in and leaves, until told to stop.

A process of its own, for whoever sends the load: `python -m scenarios.probe`. It reads one line of JSON (what to walk, as
whom), says when its browser stands ready, begins at the next line, and tells of each walk. It begins no further walk once its
standard input is closed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from evidence.records import Action, Attempt, Record, Vitals
from evidence.run_directory import RunDirectory
from scenarios.attempt import Attempts
from scenarios.browser import find_browser
from scenarios.lasting_browser import LastingBrowser
from scenarios.now import utc
from scenarios.runner import know_secrets
from scenarios.session import Assignment, Session
from scenarios.tasks import task

_STEPS = 30
"""A walk may take so many times the limit of one step, as any attempt may."""


class Noted(RunDirectory):
    """A run directory that keeps pictures, and holds records in memory: nothing of a probe's walk stands among the attempts."""

    noted: list[Record]

    def append(self, record: Record) -> None:
        """Remember one record."""
        self.noted.append(record)


class Probe:
    """One browser.

    Args:
        spec: plan, directory, build, errands (each task, role, form and index of the case), and number.
    """

    def __init__(self, spec: dict[str, Any]) -> None:
        session = Session.from_plan(spec["plan"])
        self.session = replace(session, scan=False, checks=(), trace="off", replayed=())
        self.build = next(b for b in self.session.builds if b.name == spec["build"])
        self.errands: list[tuple[str, str, str, int]] = [tuple(errand) for errand in spec["errands"]]
        self.number: int = spec["number"]
        self.directory = Noted(Path(spec["directory"]))
        self.directory.noted = []
        know_secrets(self.session, self.directory)
        self.browser = LastingBrowser(find_browser(self.session.browser_path))
        self.told_to_stop = threading.Event()

    def walk_until_told(self) -> None:
        """Walk what there is to walk, round and round."""
        for number in count():
            if self.told_to_stop.is_set() or not self.errands:
                return
            self._walk(number)

    def _walk(self, number: int) -> None:
        task_id, role, form, case = self.errands[number % len(self.errands)]
        mode = self.session.recorded_mode
        # The first repetition alone is recorded for load; these are others.
        assignment = Assignment(
            build=self.build, task=task(task_id), role=role, form=form, mode=mode, repetition=number + 2, order=number,
            case=case,
        )  # fmt: skip
        began_at, began = utc(), time.monotonic()
        known = {"task": task_id, "role": role, "form": form, "mode": mode, "case": case, "number": self.number}
        tell({"began": known | {"began_at": began_at}})
        self.directory.noted.clear()
        # Nobody knows anybody from before: each time somebody comes and signs in.
        attempts = Attempts(self.session, self.directory, self.browser, self.browser.guarded, alone=True)
        with self.browser.guarded(_STEPS * self.session.limit_s, attempts.overdue):
            attempt = attempts.carry_out(assignment)
        attempts.part()
        tell({"ended": known | {"began_at": began_at} | self._seen(attempt, time.monotonic() - began)})

    def _seen(self, attempt: Attempt, whole_s: float) -> dict[str, Any]:
        actions = [r for r in self.directory.noted if isinstance(r, Action)]
        paints = [r.lcp_s for r in self.directory.noted if isinstance(r, Vitals) and r.action and r.lcp_s is not None]
        slowest = max(actions, key=lambda action: action.wait_s, default=None)
        reason = attempt.reason
        return {
            "id": attempt.id,
            "outcome": attempt.outcome.value,
            "reason": {"code": reason.code, "values": reason.values} if reason else None,
            "task_began_at": attempt.started_at if actions else None,
            "duration_s": attempt.duration_s,
            "whole_s": round(whole_s, 3),
            "waits_s": [action.wait_s for action in actions],
            "slowest": f"{slowest.verb} {slowest.target}" if slowest else "",
            "lcp_s": paints,
            "picture": attempt.picture,
        }


def tell(line: dict[str, Any]) -> None:
    """One line to whoever started this process."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Be one probe, as told on the standard input."""
    probe = Probe(json.loads(sys.stdin.readline()))
    probe.browser()
    tell({"ready": True})
    if not sys.stdin.readline():
        probe.browser.stop()
        return 0

    def listen() -> None:
        sys.stdin.read()
        probe.told_to_stop.set()

    threading.Thread(target=listen, daemon=True).start()
    probe.walk_until_told()
    probe.browser.stop()
    sys.stdout.flush()
    os._exit(0)  # the thread still reads what nobody closes


if __name__ == "__main__":
    sys.exit(main())
