"""Locust alone, as its own documentation begins: `python -m benchmarks.sending.bare_locust URL USERS SECONDS`.

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
from locust import FastHttpUser, constant, task  # noqa: E402
from locust.env import Environment  # noqa: E402


class Visitor(FastHttpUser):
    """Asks for the page again and again."""

    wait_time = constant(0)

    @task
    def ask(self) -> None:
        self.client.get("/")


def main(url: str, users: int, seconds: float) -> None:
    """Run, and say what it cost."""
    logging.disable(logging.WARNING)
    Visitor.host = url
    environment = Environment(user_classes=[Visitor])
    runner = environment.create_local_runner()
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
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
