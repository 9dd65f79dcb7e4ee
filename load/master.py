"""The process that lets several workers share a session: Locust's master, which deals the schedule and adds up what they tell.

Reads one line of JSON (load.spec.Order) on its standard input and writes the same JSON lines as a generator that works alone,
and besides: how many workers it waits for, whom it refused, and which worker was lost. Windows are increments and pass through as they
are: they add up, and their histograms merge.
"""

from __future__ import annotations

from load.generator import stop_when_told, told_on_stdin, write, write_told  # isort: skip - patches by gevent, first

import hmac
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from gevent.event import Event
from locust import User
from locust.env import Environment
from locust.exception import RPCError

from load import messages, watching
from load.dealing import Dealing
from load.spec import COUNTS, JOINING, ORDER, SPEC, VISITS, Counts, Joining, Order, Spec, Team

_LOOKED_EVERY_S = 0.1
_TOLD_EVERY_S = 1.0
_IN_TRANSIT_S = 0.5
"""How long after a process has ended what it said last may still arrive."""
_PARTING_S = 4.0
"""How long workers may take to stop."""
_NOTHING = Counts(0.0, 0, 0, 0, 0, 0, 0.0)


class Visitor(User):
    """What Locust's page calls people; the master lets none in itself."""

    abstract = True


@dataclass
class Member:
    """One worker of the session."""

    name: str
    """Locust's id of it."""
    process: subprocess.Popen[bytes] | None
    """None for a worker of another machine, which is none of ours to end."""
    prepared: bool = False
    over: str | None = None
    """Why it ended, once it has; empty if everybody had left."""
    lost: bool = False
    counts: Counts = _NOTHING
    heard_s: float = 0.0
    ended_at: float | None = None
    """When its process was first seen to have ended."""

    @property
    def at_work(self) -> bool:
        """Whether it lets people in, or waits for them."""
        return self.over is None and not self.lost


class Master:
    """One session, shared.

    Args:
        order: What to send, and by how many.
    """

    def __init__(self, order: Order) -> None:
        self.spec: Spec = order.spec
        self.team: Team = order.team
        self.stop = Event()
        self.members: dict[str, Member] = {}
        self.processes: list[subprocess.Popen[bytes]] = []
        self._dealing: Dealing | None = None
        self._began = time.perf_counter()
        self._lost_counts: list[Counts] = []
        self._closed = False
        host, _, port = (order.team.bind or "127.0.0.1:0").rpartition(":")
        self._environment = Environment(user_classes=[Visitor])
        self.runner: Any = self._environment.create_master_runner(host.strip("[]"), int(port))
        self.port = int(self.runner.server.port)
        kinds = (messages.HELLO, messages.PREPARED, messages.TOLD, messages.OVER)
        self._post = messages.Post(self.runner, kinds)
        if order.team.web:
            write({"web": watching.show(self._environment)})

    def clock(self) -> float:
        """Seconds since the session began."""
        return time.perf_counter() - self._began

    def run(self) -> str:
        """Wait for the workers, deal, and listen until all have left.

        Returns:
            Why it ended early; empty if it did not.
        """
        if not self._gathered():
            return "interrupted" if self.stop.is_set() else "workers-lost"
        self._deal()
        write({"began": True})
        told_s = 0.0
        while any(member.at_work for member in self.members.values()) and not self.stop.is_set():
            self._listen()
            self._look_for_lost()
            self._close_if_all_have_left()
            if self.clock() - told_s >= _TOLD_EVERY_S:
                told_s = self.clock()
                write_told([], self._counts())
        ended = self._interrupted() if self.stop.is_set() else ""
        write_told([], self._counts())
        return ended or ("workers-lost" if all(member.lost for member in self.members.values()) else "")

    def _gathered(self) -> bool:
        """Wait until as many as were asked for have read what is to be sent."""
        said = -1
        while not self.stop.is_set():
            ready = sum(member.prepared for member in self.members.values())
            if ready != said:
                said = ready
                write({"waiting": {"ready": ready, "of": self.team.workers}})
            if ready == self.team.workers:
                return True
            if any(process.poll() is not None for process in self.processes):
                return False
            self._listen()
            away = [name for name in self.members if self._is_silent(name)]
            for name in away:  # it was here and has gone before anything began: another may come
                del self.members[name]
        return False

    def _listen(self) -> None:
        message = self._post.next(_LOOKED_EVERY_S)
        while message is not None:
            self._take(*message)
            message = self._post.next(0)

    def _take(self, kind: str, sender: str, content: Any) -> None:
        if kind == messages.HELLO:
            self._greet(sender, content)
        member = self.members.get(sender)
        if member is None or member.lost:
            return  # what a lost worker still says is counted as unknown, and never twice
        if kind == messages.PREPARED:
            member.prepared = True
        elif kind == messages.TOLD:
            member.counts, member.heard_s = COUNTS.validate_python(content["counts"]), self.clock()
            for window in content["windows"]:
                write({"window": window})
        elif kind == messages.OVER:
            if content and not self.stop.is_set():  # it was interrupted on its own
                self._lose(member)
            member.over = content

    def _greet(self, sender: str, content: Any) -> None:
        own = messages.own_version()
        if not hmac.compare_digest(str(content.get("key")).encode(), self.team.key.encode()):
            self._refuse(sender, {"why": "key"})
        elif content.get("version") != own:
            self._refuse(sender, {"why": "version", "theirs": str(content.get("version")), "ours": own})
        elif self._dealing is None and len(self.members) < self.team.workers and sender not in self.members:
            process = next((one for one in self.processes if one.pid == content.get("pid")), None)
            self.members[sender] = Member(sender, process)
            alone = SPEC.dump_json(replace(self.spec, visits=())).decode()
            self.runner.send_message(messages.SPEC, {"spec": alone, "watched": self.team.web}, sender)

    def _refuse(self, sender: str, why: dict[str, str]) -> None:
        self.runner.send_message(messages.REFUSED, why, sender)
        write({"refused": why})

    def _deal(self) -> None:
        self._dealing = Dealing(self.spec.visits, list(self.members), self.spec.account_of)
        self._began = time.perf_counter()
        for name, visits in self._dealing.shares.items():
            self.runner.send_message(messages.BEGIN, VISITS.dump_json(visits).decode(), name)

    def _is_silent(self, name: str) -> bool:
        """Whether Locust's master counts it as gone: said goodbye, or sent no heartbeat for seconds."""
        node = self.runner.clients.get(name)
        return node is None or node.state == "missing"

    def _look_for_lost(self) -> None:
        now = time.monotonic()
        for member in self.members.values():
            if not member.at_work:
                continue
            if member.process is not None and member.process.poll() is not None and member.ended_at is None:
                member.ended_at = now
            if (member.ended_at is not None and now - member.ended_at > _IN_TRANSIT_S) or self._is_silent(member.name):
                self._lose(member)

    def _lose(self, member: Member) -> None:
        """Whatever it does from now on counts for nothing; what it had not begun is the others'."""
        assert self._dealing is not None
        member.lost = True
        if member.process is not None and member.process.poll() is None:
            member.process.kill()  # it stands still; it must not go on when its people are somebody else's
        else:
            self.runner.send_message("quit", None, member.name)
        noticed_s, counts = self.clock(), member.counts
        due = self._dealing.due(member.name, noticed_s)
        gap = self._dealing.lose(member.name, noticed_s, counts.done + counts.failed)
        self._lost_counts.append(replace(counts, arrived=due, unknown=gap.unknown, cpu=0.0))
        for name, visits in gap.again.items():
            self.runner.send_message(messages.MORE, VISITS.dump_json(visits).decode(), name)
        lost = {
            "heard_s": round(member.heard_s, 3), "noticed_s": round(noticed_s, 3),
            "unknown": gap.unknown, "taken_over": gap.taken_over,
        }  # fmt: skip
        write({"lost": lost})

    def _close_if_all_have_left(self) -> None:
        """People may be added until the last one has left; then nobody waits for more."""
        counts = self._counts()
        if not self._closed and counts.done + counts.failed + counts.unknown >= len(self.spec.visits):
            self._closed = True
            self.runner.send_message(messages.CLOSE)

    def _interrupted(self) -> str:
        self.runner.send_message(messages.STOP)
        until = time.monotonic() + _PARTING_S
        while any(member.at_work for member in self.members.values()) and time.monotonic() < until:
            self._listen()
        return "interrupted"

    def _counts(self) -> Counts:
        living = [member.counts for member in self.members.values() if not member.lost]
        every = [*living, *self._lost_counts]
        return Counts(
            elapsed_s=round(self.clock(), 3),
            arrived=sum(one.arrived for one in every),
            done=sum(one.done for one in every),
            failed=sum(one.failed for one in every),
            late=sum(one.late for one in every),
            shared=sum(one.shared for one in every),
            cpu=max((one.cpu for one in living), default=0.0),
            unknown=sum(one.unknown for one in every),
        )

    def send_home(self) -> None:
        """Locust's own end: every worker quits."""
        self.runner.quit()


@contextmanager
def _workers_here(master: Master) -> Iterator[None]:
    """As many processes of this machine as the team has; gone when this is left."""
    joining = JOINING.dump_json(Joining("127.0.0.1", master.port, master.team.key)) + b"\n"
    with ExitStack() as stack:
        for _ in range(master.team.workers):
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "load.worker"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                env=dict(os.environ), start_new_session=True,
            )  # fmt: skip
            stack.callback(_gone, process)
            assert process.stdin is not None
            process.stdin.write(joining)
            process.stdin.flush()
            master.processes.append(process)
        yield


def _gone(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=2.0)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin is not None:
        process.stdin.close()


def main() -> int:
    """Run one session, as told on the standard input."""
    stdin = told_on_stdin()
    order = ORDER.validate_json(stdin.readline())
    try:
        master = Master(order)
    except (SystemExit, RPCError):  # Locust's: somebody listens there already; the address is not this machine's
        write({"unbound": order.team.bind})
        return 0
    stop_when_told(stdin, master.stop.set)
    with ExitStack() as stack:
        stack.enter_context(messages.hung_up(master.runner, master.runner.server))
        if not order.team.bind:
            stack.enter_context(_workers_here(master))
        ended = master.run()
        write({"ended": ended})
        master.send_home()
    return 0


if __name__ == "__main__":
    sys.exit(main())
