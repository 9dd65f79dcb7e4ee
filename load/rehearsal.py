"""The process that finds out how much a generator can send: people replay a small page for a moment, as fast as they can.

Reads the port of `load.ceiling` on its command line, and prints requests per second of its own processor time, in which what
else goes on at this machine does not count.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import logging  # noqa: E402 - gevent has to be first
import sys  # noqa: E402
import time  # noqa: E402
from typing import Any  # noqa: E402

from gevent.pool import Pool  # noqa: E402
from locust.env import Environment  # noqa: E402

from load.meter import Meter  # noqa: E402
from load.permission import host_of  # noqa: E402
from load.replay import Errand, Person  # noqa: E402
from load.script import Kind, Script, Step  # noqa: E402
from load.template import Template  # noqa: E402

_SECONDS = 1.0
_AT_ONCE = 20
_KINDS: tuple[Kind, ...] = ("document", "asset") * 4


def _script() -> Script:
    steps = tuple(
        Step(
            kind, "GET", f"GET /{kind}", Template.of(f"/{kind}"), (), None, wave, 0.0, False, 200, "html", False,
            f"/{kind}", sights=(Template.of("Entry 99"),) if kind == "document" else (),
        )
        for wave, kind in enumerate(_KINDS)
    )  # fmt: skip
    return Script("any.log-in", "guardian", "C", "", "", "", steps, (), proof="text")


def requests_per_second(url: str) -> float:
    """How many requests a generator sends in a second of its processor's time.

    Args:
        url: Of a server that answers everything with one page.
    """
    visitor: Any = type("Visitor", (Person,), {"abstract": False, "host": url})
    environment = Environment(user_classes=[visitor], host=url)
    meter, script, hosts = Meter(60.0), _script(), frozenset({host_of(url)})
    people = Pool(_AT_ONCE)
    began, cpu = time.perf_counter(), time.process_time()

    def clock() -> float:
        return time.perf_counter() - began

    while clock() < _SECONDS:
        people.wait_available()
        person = visitor(environment)
        person.errand = Errand(script, {}, url, hosts, clock(), 1.0, clock, meter, lambda _: None)
        person.start(people)
    people.join()
    sent = [window for window in meter.handed_out() if window["kind"] == "request"]
    if any(window["failed"] for window in sent):
        raise RuntimeError(f"the rehearsal failed: {sent}")
    return float(sum(window["completed"] for window in sent) / (time.process_time() - cpu))


if __name__ == "__main__":
    logging.disable(logging.ERROR)
    sys.stdout.write(f"{requests_per_second(f'http://127.0.0.1:{int(sys.argv[1])}')}\n")
