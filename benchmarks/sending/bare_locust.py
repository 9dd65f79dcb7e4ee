"""Locust alone: `python -m benchmarks.sending.bare_locust URL USERS SECONDS` or `… URL USERS SECONDS PER_SECOND REQUESTS`.

Users stay and ask in a loop, as Locust's own documentation begins; or so many come in a second, ask so many times and leave.
Prints, as JSON, how many requests it sent, in how many seconds, and what they cost its process.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - gevent has to be first
import logging  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import gevent  # noqa: E402
from gevent.pool import Group  # noqa: E402
from locust import FastHttpUser, constant, task  # noqa: E402
from locust.env import Environment  # noqa: E402
from locust.exception import StopUser  # noqa: E402


class Visitor(FastHttpUser):
    """Asks for the page again and again."""

    abstract = True
    wait_time = constant(0)
    requests = 0
    """After how many they leave; 0 for those who stay."""

    @task
    def ask(self) -> None:
        for _ in range(self.requests or 1):
            self.client.get("/")
        if self.requests:
            self.client.client.close()
            raise StopUser


def _come(visitor: type[Visitor], environment: Environment, per_s: float) -> None:
    group, began, number = Group(), time.perf_counter(), 0
    while True:
        gevent.sleep(max(0.0, began + number / per_s - time.perf_counter()))
        visitor(environment).start(group)
        number += 1


def main(url: str, users: int, seconds: float, per_s: float, requests: int) -> None:
    """Run, and say what it cost."""
    logging.disable(logging.WARNING)
    visitor: type[Visitor] = type("Visiting", (Visitor,), {"abstract": False, "host": url, "requests": requests})
    environment = Environment(user_classes=[visitor])
    runner = environment.create_local_runner()
    if requests:
        gevent.spawn(_come, visitor, environment, per_s)
    else:
        runner.start(users, spawn_rate=users)
    gevent.sleep(1.0)  # all have come
    sent, cpu_s, began = environment.stats.total.num_requests, time.process_time(), time.perf_counter()
    gevent.sleep(seconds)
    sent, cpu_s = environment.stats.total.num_requests - sent, time.process_time() - cpu_s
    print(json.dumps({"requests": sent, "seconds": time.perf_counter() - began, "cpu_s": cpu_s}), flush=True)
    failed = environment.stats.total.num_failures
    runner.quit()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(
        sys.argv[1],
        int(sys.argv[2]),
        float(sys.argv[3]),
        *((float(sys.argv[4]), int(sys.argv[5])) if len(sys.argv) > 4 else (0.0, 0)),
    )
