"""The process that replays each recording once, as one person after the other, and tells what came of each request.

Reads one line of JSON (load.trial.Trials) on its standard input and writes a line for each trial.
"""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()

import json  # noqa: E402 - gevent has to be first
import logging  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
from locust.env import Environment  # noqa: E402

from load.meter import Meter  # noqa: E402
from load.page import Answer  # noqa: E402
from load.replay import Errand, Person  # noqa: E402
from load.script import Step  # noqa: E402
from load.trial import TRIALS, Trial, Trials  # noqa: E402
from load.walk import Failed, Request  # noqa: E402

LONGEST_S = 120.0
"""A replay that takes longer has failed."""


class Trier(Person):
    """A person who writes down what was asked and what came."""

    abstract = True

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.came: dict[int, dict[str, Any]] = {}
        """By index of the step."""
        self._steps: dict[int, int] = {}

    def told_steps(self, steps: tuple[Step, ...]) -> None:
        """Which steps there are; two that say the same are two."""
        self._steps = {id(step): index for index, step in enumerate(steps)}

    def send(self, request: Request, judge: Callable[[Answer], str]) -> Answer:
        """Send it as ever, and write down what came."""
        seen: list[tuple[Answer, str]] = []

        def judged(answer: Answer) -> str:
            seen.append((answer, judge(answer)))
            return seen[-1][1]

        failure = ""
        try:
            return super().send(request, judged)
        except Failed as failed:
            failure = str(failed)
            raise
        finally:
            answer = seen[-1][0] if seen else None
            self.came[self._steps[id(request.step)]] = {
                "status": answer.status if answer else 0,
                "bytes": answer.size_bytes if answer else 0,
                "failure": failure,
            }

    def look(self, seconds: float) -> None:
        """Nobody looks on: what is asked here is whether it works, not how long it takes."""


def _told(_failure: str) -> None:
    """Nobody counts who has ended: there is one person at a time."""


def tried(trials: Trials, trial: Trial) -> dict[str, Any]:
    """What came of one replay.

    Args:
        trials: Where to send it.
        trial: What to send, and as whom.
    """
    kind: Any = type("Tester", (Trier,), {"abstract": False, "host": trials.url})
    person: Any = kind(Environment(user_classes=[kind], host=trials.url))
    person.told_steps(trial.script.steps)
    began = time.perf_counter()
    clock: Callable[[], float] = lambda: time.perf_counter() - began  # noqa: E731 - the session's clock, begun anew
    person.errand = Errand(trial.script, trial.own, trials.url, trials.hosts, 0.0, 1.0, clock, Meter(LONGEST_S), _told)
    job = gevent.spawn(person.run)
    job.join(timeout=LONGEST_S)
    if not job.ready():
        person.leave("timed-out")
        job.kill()
    return {"failure": person.failure, "came": person.came}


def main() -> int:
    """Replay all, one after the other, as told on the standard input."""
    logging.disable(logging.ERROR)  # Locust logs what failed with its values; what failed is told in codes
    trials = TRIALS.validate_json(sys.stdin.readline())
    for trial in trials.trials:
        sys.stdout.write(json.dumps(tried(trials, trial)) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
