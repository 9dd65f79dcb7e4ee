"""What sending load costs, and whether it measures right: `python -m benchmarks.load [rounds [part …]]`.

On a page that costs its server next to nothing, of ways that take turns in one run, or are under way at the same time:

- requests per second of core time of one generator that replays the page, against a bare Locust FastHttpUser that asks for it in a loop;
  once with people who stay for thousands of requests, and once with people who come, ask twelve times and leave (a connection, a cookie jar and
  a cache of their own, and the outcome looked for in the page), these also against bare users who come and leave at the same rate;
- beside them `wrk`, a client in C that reads nothing of a page, if it is installed (Debian and Ubuntu have it as a package);
- memory of a generator in which a thousand people wait;
- p50 and p95 at a fixed rate, by us and by a client that has nothing of ours, and what the server took by its own clock;
- the same rate by one worker and by two, and the most that each can send, with what was busy then.

The parts are called `cost`, `memory`, `agreement` and `ceilings`. Server, generators and clients share this machine's cores; how busy each was stands beside its figure.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.request import urlopen

import psutil

from benchmarks.sending.cheap_page import SIGHT, WAIT_S
from load.meter import merged
from load.script import Script, Step
from load.session import Lines, sending
from load.spec import Spec, Team, Visit
from load.template import Template

_ROUNDS = 5
_USERS = 16
_WARM_S = 1.5
_SENDING_S = 6.0
_JOURNEY = 12
"""Requests of one person, about as many as a recorded task has."""
_COMING = 0.5
"""Share of what can be sent just now, where the cost of coming and leaving is measured."""
_WITHOUT_END = 20_000
"""Requests of people who stay for as long as is measured."""
_RATE = 50.0
_PEOPLE = 1000
_WAITING = 1000
_FULL = 0.9
"""Share of a core from which on it is taken for the limit."""


@dataclass(frozen=True)
class Mark:
    """How far all are at a moment."""

    at_s: float
    sent: int
    """Requests."""
    senders_s: float
    """Seconds of a core that all that send have used."""
    server_s: float


@dataclass
class Sent:
    """What was sent, and what it cost, between the first mark and the last."""

    marks: list[Mark] = field(default_factory=list)
    histograms: list[str] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    memory_bytes: int = 0

    def _grown(self, of: str) -> float:
        return float(getattr(self.marks[-1], of) - getattr(self.marks[0], of))

    @property
    def per_s(self) -> float:
        """Requests per second."""
        return self._grown("sent") / self._grown("at_s")

    @property
    def busy(self) -> float:
        """Share of one core, of all that send together."""
        return self._grown("senders_s") / self._grown("at_s")

    @property
    def served(self) -> float:
        """Share of one core that the server was busy."""
        return self._grown("server_s") / self._grown("at_s")

    def percentile_ms(self, percentile: float) -> float:
        """Of the requests' times."""
        return float(merged(iter(self.histograms)).get_value_at_percentile(percentile)) / 1000


@contextmanager
def cheap_page() -> Iterator[tuple[str, psutil.Process]]:
    """The server, for as long as this is entered: its address and its process."""
    server = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.sending.cheap_page"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}", psutil.Process(server.pid)
    finally:
        server.stdin.close()
        server.wait()


def script(path: str, requests: int) -> Script:
    """A person who asks for a page so many times, and looks at the last answer."""
    steps = tuple(
        Step(
            kind="document", method="GET", name=f"GET {path}", address=Template.of(path), headers=(), body=None,
            wave=number, pause_s=0.0, signing_in=False, status=200, answers="html", asks_for_password=False,
            final_path=path, sights=(Template.of(SIGHT),) if number == requests - 1 else (),
        )
        for number in range(requests)
    )  # fmt: skip
    return Script("pupil.see-timetable", "pupil", "C", "", "", "", steps, (), proof="text")


def spec(url: str, path: str, requests: int, visits: Sequence[float], duration_s: float) -> Spec:
    """Who comes when, for what."""
    host = url.partition("://")[2]
    people = tuple(Visit(at_s, 0, 0) for at_s in visits)
    return Spec(url, frozenset({host}), (script(path, requests),), ({},), people, duration_s, 1.0, WAIT_S + 5)


def send(made: Spec, server: psutil.Process, *, workers: int = 1, until_s: float | None = None) -> Sent:
    """Send it, and look at what it costs.

    Args:
        made: What.
        server: The page's server.
        workers: By how many.
        until_s: When to break off; None: when everybody has left.
    """
    sent, requests = Sent(), 0
    with sending(made, Team(workers=workers)) as process:
        for line in Lines(process):
            if "window" in line and line["window"]["kind"] == "request":
                requests += line["window"]["started"]
                sent.histograms.append(line["window"]["histogram"])
                sent.failures.update(line["window"]["failures"])
            elapsed_s = line["counts"]["elapsed_s"] if "counts" in line else 0.0
            if elapsed_s >= _WARM_S and (until_s is None or elapsed_s <= until_s + 0.5):
                with suppress(psutil.NoSuchProcess):  # it is just ending
                    leader = psutil.Process(process.pid)
                    senders = [leader, *leader.children(recursive=True)]
                    sent.memory_bytes = max(sent.memory_bytes, sum(p.memory_info().rss for p in senders))
                    sent.marks.append(Mark(time.perf_counter(), requests, _cpu_s(senders), _cpu_s([server])))
            if until_s is not None and elapsed_s >= until_s:
                process.terminate()
    if sent.failures:
        raise SystemExit(f"requests failed, so nothing is measured: {dict(sent.failures)}")
    return sent


def _cpu_s(processes: Sequence[psutil.Process]) -> float:
    return sum(sum(one.cpu_times()[:2]) for one in processes)


def staying(url: str, server: psutil.Process, *, workers: int = 1) -> Sent:
    """As much as can be sent: sixteen people for each worker, who ask again and again."""
    visits = [0.0] * (_USERS * workers)
    made = spec(url, "/", _WITHOUT_END, visits, _SENDING_S + 4)
    return send(made, server, workers=workers, until_s=_WARM_S + _SENDING_S)


def coming(url: str, server: psutil.Process, per_s: float) -> Sent:
    """People who come, ask as often as a task does, and leave; fewer than could be let in, so that they do not pile up.

    Args:
        url: The page.
        server: Its process.
        per_s: Requests per second that can be sent just now, by people who stay.
    """
    people_per_s = _COMING * per_s / _JOURNEY
    visits = [number / people_per_s for number in range(int(people_per_s * (_SENDING_S + 3)))]
    return send(spec(url, "/", _JOURNEY, visits, _SENDING_S + 4), server, until_s=_WARM_S + _SENDING_S)


def bare(url: str, *how: float) -> Sent:
    """Locust alone; with people per second and requests of each, its users come and leave."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sending.bare_locust", url, str(_USERS), str(_SENDING_S), *map(str, how)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)
    return Sent([Mark(0.0, 0, 0.0, 0.0), Mark(told["seconds"], told["requests"], told["cpu_s"], 0.0)])


def wrk(url: str, server: psutil.Process) -> Sent | None:
    """`wrk` with one thread; None if it is not installed."""
    if not shutil.which("wrk"):
        return None
    began, used_s, served_s = time.perf_counter(), _children_s(), _cpu_s([server])
    done = subprocess.run(
        ["wrk", "-t1", f"-c{_USERS}", f"-d{int(_SENDING_S)}s", url + "/"], capture_output=True, text=True, check=True
    )
    took_s = time.perf_counter() - began
    found = re.search(r"(\d+) requests in", done.stdout)
    if found is None or "Non-2xx" in done.stdout:
        raise SystemExit(f"wrk did not do what was asked:\n{done.stdout}")
    last = Mark(took_s, int(found.group(1)), _children_s() - used_s, _cpu_s([server]) - served_s)
    return Sent([Mark(0.0, 0, 0.0, 0.0), last])


def _children_s() -> float:
    """Seconds of a core that processes which this one started, and has seen the end of, have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def independent(url: str) -> list[float]:
    """Times in milliseconds, by the client that has nothing of ours."""
    port = url.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sending.independent", port, "/times/theirs", str(_RATE), str(_PEOPLE)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [seconds * 1000 for seconds in json.loads(done.stdout)]


def _cost(url: str, server: psutil.Process, rounds: int) -> None:
    stay, come, alone, likewise, others = [], [], [], [], []
    now_per_s = staying(url, server).per_s  # warm, besides
    for number in range(rounds):
        ways: list[Any] = [
            lambda: alone.append(bare(url)),
            lambda: stay.append(staying(url, server)),
            lambda: come.append(coming(url, server, now_per_s)),
            lambda: likewise.append(bare(url, _COMING * now_per_s / _JOURNEY, _JOURNEY)),
            lambda: others.append(wrk(url, server)),
        ]
        for way in ways if number % 2 else reversed(ways):
            way()
    print(f"bare FastHttpUser: {_cost_of(alone)}")
    print(f"bare FastHttpUser who comes, asks {_JOURNEY} times and leaves: {_cost_of(likewise)}")
    for title, sent, alike in (("stay", stay, alone), (f"come, ask {_JOURNEY} times and leave", come, likewise)):
        served = median(one.served for one in sent)
        print(f"replayed by people who {title}: {_cost_of(sent)}; the server's core {served:.0%} busy")
        print(f"    against bare {_against(sent, alone)}; against bare who do the same {_against(sent, alike)}")
    told = [one for one in others if one is not None]
    if not told:
        print(
            "wrk is not installed, and was not measured (Debian, Ubuntu: apt-get install wrk; macOS: brew install wrk)"
        )
        return
    print(
        f"wrk, one thread: {_cost_of(told)}; {median(one.per_s for one in told):.0f} in a second, the server's core "
        f"{median(one.served for one in told):.0%} busy"
    )
    print(
        f"    replayed by people who stay, against it {_against(stay, told)}; bare FastHttpUser {_against(alone, told)}"
    )


def _cost_of(sent: Sequence[Sent]) -> str:
    rates = sorted(one.per_s / one.busy for one in sent)
    return (
        f"{median(rates):.0f} requests per second of its core ({rates[0]:.0f} to {rates[-1]:.0f} in {len(rates)} rounds, "
        f"{median(one.busy for one in sent):.0%} of a core)"
    )


def _against(sent: Sequence[Sent], others: Sequence[Sent]) -> str:
    """Round by round: both felt what else went on then."""
    found = sorted((one.per_s / one.busy) / (two.per_s / two.busy) for one, two in zip(sent, others, strict=True))
    return f"{median(found):.2f} ({found[0]:.2f} to {found[-1]:.2f})"


def _memory(url: str, server: psutil.Process, _: int) -> None:
    for people in (1, _WAITING):
        visits = [10 * number / people for number in range(people)]
        sent = send(spec(url, "/wait", 1, visits, 10.0), server, until_s=20.0)
        print(f"memory of a generator in which {people} wait: {sent.memory_bytes / 1e6:.0f} MB")


def _agreement(url: str, server: psutil.Process, rounds: int) -> None:
    """The same rate by all ways at the same time, so that what else goes on here is felt by each of them."""
    visits = [number / _RATE for number in range(_PEOPLE)]

    def ours(workers: int) -> tuple[float, float]:
        sent = send(spec(url, f"/times/{workers}", 1, visits, _PEOPLE / _RATE), server, workers=workers)
        return sent.percentile_ms(50), sent.percentile_ms(95)

    def theirs() -> tuple[float, float]:
        return _percentiles(independent(url))

    def served(name: str) -> tuple[float, float]:
        with urlopen(f"{url}/took/{name}") as answer:  # our own server's address
            return _percentiles([1000 * took_s for took_s in json.load(answer)])

    found: dict[str, list[tuple[float, float]]] = {"one of us": [], "an independent client": [], "two workers": []}
    by_server: list[tuple[float, float]] = []
    with ThreadPoolExecutor() as together:
        for _ in range(rounds):
            jobs = [together.submit(ours, 1), together.submit(theirs), together.submit(ours, 2)]
            for times, job in zip(found.values(), jobs, strict=True):
                times.append(job.result())
            by_server.append(served("1"))
    reference = found["one of us"]
    for name, times in {**found, "the server's own clock": by_server}.items():
        said = []
        for title, place in (("p50", 0), ("p95", 1)):
            against = sorted(one[place] / two[place] for one, two in zip(times, reference, strict=True))
            at_ms = median(one[place] for one in times)
            said.append(
                f"{title} {at_ms:.1f} ms, {median(against):.3f} of ours ({against[0]:.3f} to {against[-1]:.3f})"
            )
        print(f"{_RATE:.0f} people a second, by {name}: {'; '.join(said)}")


def _percentiles(times_ms: Sequence[float]) -> tuple[float, float]:
    times = sorted(times_ms)
    return times[len(times) // 2 - 1], times[int(len(times) * 0.95) - 1]


def _ceilings(url: str, server: psutil.Process, rounds: int) -> None:
    found: dict[int, list[Sent]] = {1: [], 2: []}
    for number in range(rounds):
        for workers in (1, 2) if number % 2 else (2, 1):
            found[workers].append(staying(url, server, workers=workers))
    for workers, sent in found.items():
        rates = sorted(one.per_s for one in sent)
        busy, served = median(one.busy for one in sent), median(one.served for one in sent)
        print(
            f"the most that {workers} of them can send: {median(rates):.0f} requests per second ({rates[0]:.0f} to {rates[-1]:.0f} in {len(rates)} rounds); "
            f"senders {busy:.0%} of a core, server {served:.0%}, of {os.cpu_count()} cores; {limit(workers, busy, served, os.cpu_count() or 1)}"
        )
    against = sorted(two.per_s / one.per_s for one, two in zip(found[1], found[2], strict=True))
    print(f"two against one: {median(against):.2f} ({against[0]:.2f} to {against[-1]:.2f})")


def limit(workers: int, busy: float, served: float, cores: int) -> str:
    """What was at its limit, by what was busy.

    Args:
        workers: How many sent.
        busy: Share of one core that they used together.
        served: Share of one core that the server used; it has one.
        cores: How many there are.
    """
    if served >= _FULL:
        return "the server's one core was the limit"
    if busy + served >= _FULL * cores:
        return f"the limit was the machine: its {cores} cores are shared with the server"
    if busy >= _FULL * workers:
        return "the limit was the core of each that sends"
    return "no core was busy throughout: the limit is none of them, or others had the machine"


def main(rounds: int, asked: Sequence[str]) -> None:
    """Measure, by turns, and print."""
    with cheap_page() as (url, server):
        for part in asked or _PARTS:
            _PARTS[part](url, server, rounds)


_PARTS: dict[str, Callable[[str, psutil.Process, int], None]] = {
    "cost": _cost, "memory": _memory, "agreement": _agreement, "ceilings": _ceilings,
}  # fmt: skip

if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS, sys.argv[2:])
