"""The process that sends load: people arrive when the schedule says, whatever the platform does.

Reads one line of JSON (load.spec.Spec) on its standard input and writes JSON lines: increments of windows, counts, and
at last why it ended. Ends within seconds on SIGTERM, on Ctrl-C, or when its standard input is closed. Where several processes
share the arrivals, load.worker lends one of these to each.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import heapq  # noqa: E402 - gevent has to be first
import json  # noqa: E402
import logging  # noqa: E402
import resource  # noqa: E402
import signal  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections import Counter  # noqa: E402
from collections.abc import Callable, Iterable, Sequence  # noqa: E402
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
_HELD_S = 0.05
"""How often it is looked whether people may arrive again."""

Tell = Callable[[Sequence[dict[str, Any]], Counts], None]


class Generator:
    """One session's people, or one worker's share of them.

    Args:
        spec: What to send, and to whom it belongs.
        tell: Takes the windows and the counts of about each second; both are of the same moment.
        environment: Locust's.
        group: Holds the people; Locust's runner has one.
        person: Their class, if the environment knows it already.
        closed: Whether the spec's visits are all that there will be.
        may_arrive: Whether somebody may arrive just now.
    """

    def __init__(
        self,
        spec: Spec,
        tell: Tell,
        environment: Environment | None = None,
        group: Group | None = None,
        *,
        person: Any = None,
        closed: bool = True,
        may_arrive: Callable[[], bool] = lambda: True,
    ) -> None:
        self.spec = spec
        self.stop = Event()
        self.meter = Meter(spec.window_s)
        self.people: dict[Person, Visit] = {}
        self.arrived = self.done = self.failed = self.late = self.shared = 0
        self._tell = tell
        self._closed = closed
        self._may_arrive = may_arrive
        self._accounts: Counter[str] = Counter()
        self._group = Group() if group is None else group
        self._person: Any = person or type("Visitor", (Person,), {"abstract": False, "host": spec.url})
        self._environment = environment or Environment(user_classes=[self._person], host=spec.url)
        self._coming = [(visit.at_s, number, visit) for number, visit in enumerate(spec.visits)]
        self._numbered = len(self._coming)
        self._changed = Event()
        self._began = time.perf_counter()
        self._cpu = time.process_time()
        self.stop.rawlink(lambda _: self._changed.set())

    def clock(self) -> float:
        """Seconds since the session began."""
        return time.perf_counter() - self._began

    def add(self, visits: Iterable[Visit]) -> None:
        """More people will come, in any order of time."""
        for visit in visits:
            heapq.heappush(self._coming, (visit.at_s, self._numbered, visit))
            self._numbered += 1
        self._changed.set()

    def close(self) -> None:
        """Nobody more will be added."""
        self._closed = True
        self._changed.set()

    def run(self) -> str:
        """Let everybody arrive, and wait for them.

        Returns:
            Why it ended early; empty if it did not.
        """
        self._began, self._cpu = time.perf_counter(), time.process_time()
        teller = gevent.spawn(self._tell_now_and_then)
        while (visit := self._next()) is not None:
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

    def _next(self) -> Visit | None:
        """Whoever arrives next, when it is time; nobody if all have arrived or it is to stop."""
        while not self.stop.is_set():
            self._changed.clear()
            at_s = self._coming[0][0] if self._coming else self.spec.duration_s
            wait_s = at_s - self.clock()
            if not self._coming and (self._closed or wait_s <= 0):
                return None
            if wait_s <= 0:
                if self._may_arrive():
                    return heapq.heappop(self._coming)[2]
                wait_s = _HELD_S
            self._changed.wait(timeout=wait_s)
        return None

    def _arrive(self, visit: Visit) -> None:
        spec = self.spec
        script = spec.scripts[visit.script]
        own = spec.cases[visit.case]
        account = spec.account_of(visit)
        person = self._person(self._environment)
        person.errand = Errand(
            script, own, spec.url, spec.hosts, visit.at_s, visit.pace, self.clock, self.meter, self._ended
        )
        self.arrived += 1
        self.shared += self._accounts[account] > 0
        self._accounts[account] += 1
        self.people[person] = visit
        person.start(self._group).link(lambda _: self._left(person, account))

    def _ended(self, failure: str) -> None:
        """At the moment at which the meter counts it, so that windows and counts that are told together agree."""
        self.done += not failure
        self.failed += bool(failure)

    def _left(self, person: Person, account: str) -> None:
        self._accounts[account] -= 1
        self.people.pop(person, None)
        self.late += person.began_s - person.errand.intended_s > LATE_S

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
        """Tell what was counted since the last time."""
        elapsed_s = self.clock()
        cpu = (time.process_time() - self._cpu) / elapsed_s if elapsed_s else 0.0
        windows = list(self.meter.handed_out())
        counts = Counts(
            round(elapsed_s, 3), self.arrived, self.done, self.failed, self.late, self.shared, round(cpu, 3)
        )
        self._tell(windows, counts)


def write(line: dict[str, Any]) -> None:
    """One line to whoever started this process."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def write_told(windows: Sequence[dict[str, Any]], counts: Counts) -> None:
    """What was counted, as lines."""
    for window in windows:
        write({"window": window})
    write({"counts": COUNTS.dump_python(counts)})


def stop_when_told(stdin: FileObjectPosix, stop: Callable[[], None]) -> None:
    """Stop on SIGTERM, on Ctrl-C, and when the process that reads us is gone."""
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop)

    def watch() -> None:
        stdin.read()
        stop()

    gevent.spawn(watch)


def told_on_stdin() -> FileObjectPosix:
    """The standard input of a process that was started for load, which says nothing but what it was asked to."""
    logging.disable(logging.ERROR)  # Locust logs what failed with its values; what failed is told in codes
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # each person has connections of their own
    return FileObjectPosix(sys.stdin.fileno(), "rb", close=False)


def main() -> int:
    """Run one session, as told on the standard input."""
    stdin = told_on_stdin()
    generator = Generator(SPEC.validate_json(stdin.readline()), write_told)
    stop_when_told(stdin, generator.stop.set)
    write({"began": True})
    write({"ended": generator.run()})
    return 0


if __name__ == "__main__":
    sys.exit(main())
