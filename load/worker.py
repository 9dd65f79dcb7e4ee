"""A process that takes part in a session of several: Locust's worker, whose people come by a share of the schedule.

Reads one line of JSON (load.spec.Joining) on its standard input. What is to be sent, and as whom, comes over the connection and is
kept in memory alone. Writes JSON lines about itself: that it waits, that it was refused, how far it is, that it is over.
"""

from __future__ import annotations

from load.generator import Generator, stop_when_told, told_on_stdin, write  # isort: skip - patches by gevent, first

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

import gevent
from gevent.event import Event
from locust.env import Environment

from load import messages, watching
from load.replay import Person
from load.spec import COUNTS, JOINING, SPEC, VISITS, Counts, Joining

_FAREWELL_S = 10.0
"""How long a worker that is through waits to be sent home."""


class Worker:
    """One worker for one session.

    Args:
        joining: Where the master is.
    Raises:
        ConnectionError: No master answered for minutes.
    """

    def __init__(self, joining: Joining) -> None:
        self.stop = Event()
        self.generator: Generator | None = None
        self._visitor: Any = type("Visitor", (Person,), {"abstract": False, "host": "http://localhost"})
        self._environment = Environment(user_classes=[self._visitor])
        self.runner: Any = self._environment.create_worker_runner(joining.host, joining.port)
        kinds = (
            messages.REFUSED, messages.SPEC, messages.BEGIN, messages.MORE, messages.CLOSE, messages.STOP,
        )  # fmt: skip
        self._post = messages.Post(self.runner, kinds)
        self._going: Any = None
        self._heard = time.monotonic()
        events: Any = self._environment.events
        events.heartbeat_received.add_listener(self._hear)
        hello = {"version": messages.own_version(), "pid": os.getpid(), "key": joining.key}
        self.runner.send_message(messages.HELLO, hello)

    def _hear(self, **_: Any) -> None:
        self._heard = time.monotonic()

    def _unheard_s(self) -> float:
        return time.monotonic() - self._heard

    def work(self) -> dict[str, Any]:
        """Take part until it is over.

        Returns:
            Why it ended, as a line for whoever started the process.
        """
        sent_home = gevent.spawn(self.runner.greenlet.join)
        while not self.stop.is_set():
            message = self._post.next(0.1)
            if message is not None and message[0] == messages.REFUSED:
                return {"refused": message[2]}
            if message is not None:
                self._take(message[0], message[2])
            if sent_home.ready():  # Locust's own message to quit
                return {"ended": self._ended()}
            if self._unheard_s() > messages.GONE_S:
                self._interrupt()
                return {"ended": "master-gone"}
        self._interrupt()
        return {"ended": "interrupted"}

    def _ended(self) -> str:
        return "" if self._going is not None and self._going.ready() else "interrupted"

    def _interrupt(self) -> None:
        if self.generator is not None:
            self.generator.stop.set()
            gevent.wait([self._going] if self._going is not None else [], timeout=_FAREWELL_S)

    def _take(self, kind: str, content: Any) -> None:
        if kind == messages.SPEC:
            spec = SPEC.validate_json(content["spec"])
            self._visitor.host = spec.url
            self.generator = Generator(
                spec, self._tell, self._environment, self.runner.user_greenlets, closed=False, person=self._visitor,
                may_arrive=lambda: self._unheard_s() < messages.UNHEARD_S,
            )  # fmt: skip
            if content["watched"]:
                self.generator.meter.heard = partial(watching.show_one, self._environment)
            self.runner.send_message(messages.PREPARED)
            return
        assert self.generator is not None  # the master says nothing else before
        if kind == messages.BEGIN:
            self.generator.add(VISITS.validate_json(content))
            self.runner.worker_state = "running"
            self._going = gevent.spawn(self._go, self.generator)
        elif kind == messages.MORE:
            self.generator.add(VISITS.validate_json(content))
        elif kind == messages.CLOSE:
            self.generator.close()
        elif kind == messages.STOP:
            self.generator.stop.set()

    def _go(self, generator: Generator) -> None:
        try:
            ended = generator.run()
        except Exception:
            write({"ended": "harness-error"})
            self.stop.set()
            raise
        self.runner.send_message(messages.OVER, ended)

    def _tell(self, windows: Sequence[dict[str, Any]], counts: Counts) -> None:
        said = COUNTS.dump_python(counts)
        self.runner.send_message(messages.TOLD, {"windows": list(windows), "counts": said})
        write({"counts": said})


def main() -> int:
    """Take part in one session, as told on the standard input."""
    stdin = told_on_stdin()
    joining = JOINING.validate_json(stdin.readline())
    write({"waiting": True})
    at_work: list[Worker] = []

    def stop() -> None:
        if not at_work:
            os._exit(0)  # it still waits for a master, and Locust would go on waiting
        at_work[0].stop.set()

    stop_when_told(stdin, stop)
    try:
        worker = Worker(joining)
    except ConnectionError:
        write({"ended": "no-master"})
        return 0
    at_work.append(worker)
    write({"connected": True})
    with messages.hung_up(worker.runner, worker.runner.client):
        write(worker.work())
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
