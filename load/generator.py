"""The process that sends load: people arrive when the schedule says, whatever the platform does.

Reads one line of JSON (load.spec.Spec) on its standard input and writes JSON lines: increments of windows, counts, and
at last why it ended. Ends within seconds on SIGTERM, on Ctrl-C, or when its standard input is closed.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - gevent has to be first
import logging  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections import Counter  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from gevent.event import Event  # noqa: E402
from gevent.fileobject import FileObjectPosix  # noqa: E402
from gevent.pool import Group  # noqa: E402
from locust.env import Environment  # noqa: E402

from load.meter import Meter  # noqa: E402
from load.replay import Errand, Person  # noqa: E402
from load.spec import COUNTS, SPEC, Counts, Spec, Visit  # noqa: E402

LATE_S = 0.1
_TOLD_EVERY_S = 1.0
_PARTING_S = 1.0
"""How long people may go on after a request to stop."""


class Generator:
    """One session's people."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.stop = Event()
        self.meter = Meter(spec.window_s)
        self.people: dict[Person, Visit] = {}
        self.arrived = self.done = self.failed = self.late = self.shared = 0
        self._accounts: Counter[str] = Counter()
        self._group = Group()
        person: Any = type("Visitor", (Person,), {"abstract": False, "host": spec.url})
        self._environment = Environment(user_classes=[person], host=spec.url)
        self._person = person
        self._began = time.perf_counter()
        self._cpu = time.process_time()

    def clock(self) -> float:
        """Seconds since the session began."""
        return time.perf_counter() - self._began

    def run(self) -> str:
        """Let everybody arrive, and wait for them.

        Returns:
            Why it ended early; empty if it did not.
        """
        self._began, self._cpu = time.perf_counter(), time.process_time()
        teller = gevent.spawn(self._tell_now_and_then)
        for visit in self.spec.visits:
            if self.stop.wait(timeout=max(0.0, visit.at_s - self.clock())):
                break
            self._arrive(visit)
        rest_s = self.spec.duration_s + self.spec.patience_s - self.clock()
        waiter = gevent.spawn(self._group.join)
        gevent.wait([waiter, self.stop], timeout=max(0.0, rest_s), count=1)
        stopped = self.stop.is_set()
        if stopped:
            waiter.join(timeout=_PARTING_S)
        self._part("" if stopped else "unfinished")
        teller.kill()
        self.tell()
        return "interrupted" if stopped else ""

    def _arrive(self, visit: Visit) -> None:
        spec = self.spec
        script = spec.scripts[visit.script]
        own = spec.cases[visit.case]
        account = own.get(f"{script.role}.username", str(visit.case))
        person = self._person(self._environment)
        person.errand = Errand(script, own, spec.url, spec.hosts, visit.at_s, self.clock, self.meter)
        self.arrived += 1
        self.shared += self._accounts[account] > 0
        self._accounts[account] += 1
        self.people[person] = visit
        person.start(self._group).link(lambda _: self._left(person, account))

    def _left(self, person: Person, account: str) -> None:
        self._accounts[account] -= 1
        self.people.pop(person, None)
        self.late += person.began_s - person.errand.intended_s > LATE_S
        self.done += person.ended and not person.failure
        self.failed += bool(person.failure)

    def _part(self, failure: str) -> None:
        """Send those home who are still busy. When the session was stopped they are counted nowhere: nobody knows."""
        for person in list(self.people):
            if failure:
                person.leave(failure)
        self._group.kill(timeout=_PARTING_S)

    def _tell_now_and_then(self) -> None:
        while True:
            gevent.sleep(_TOLD_EVERY_S)
            self.tell()

    def tell(self) -> None:
        """Write what was counted since the last time."""
        for window in self.meter.handed_out():
            write({"window": window})
        elapsed_s = self.clock()
        cpu = (time.process_time() - self._cpu) / elapsed_s if elapsed_s else 0.0
        counts = Counts(
            round(elapsed_s, 3), self.arrived, self.done, self.failed, self.late, self.shared, round(cpu, 3)
        )
        write({"counts": COUNTS.dump_python(counts)})


def write(line: dict[str, Any]) -> None:
    """One line to whoever started this process."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run one session, as told on the standard input."""
    logging.disable(logging.ERROR)  # Locust logs what failed with its values; what failed is told in codes
    stdin = FileObjectPosix(sys.stdin.fileno(), "rb", close=False)
    generator = Generator(SPEC.validate_json(stdin.readline()))
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, generator.stop.set)

    def watch() -> None:
        stdin.read()
        generator.stop.set()

    gevent.spawn(watch)
    write({"began": True})
    write({"ended": generator.run()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
