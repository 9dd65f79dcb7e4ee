"""When a load session ends early by itself: too many people fail, or the platform's health address no longer answers."""

from __future__ import annotations

import http.client
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from evidence.problem import Problem
from evidence.records import Message
from load.spec import Counts

WINDOW_S = 10.0
"""Over how long the share of those who failed is taken."""
FEWEST = 20
"""Of fewer people than this, no share is taken."""
_ASKED_EVERY_S = 2.0
_ANSWERS_WITHIN_S = 5.0
_SILENT_TIMES = 2
"""How often in a row the address has to fail: one lost answer is chance."""


@dataclass(frozen=True, slots=True)
class StopRule:
    """What ends a session early."""

    failed: float | None = None
    """Share of people who failed, of those who left within the last seconds; None: nothing."""
    health: str = ""
    """Address that has to answer, with a status below 400; empty: none."""


class FailureWatch:
    """Looks at the counts of a session as they come."""

    def __init__(self, rule: StopRule) -> None:
        self._most = rule.failed
        self._told: deque[tuple[float, int, int]] = deque([(0.0, 0, 0)])

    def look(self, counts: Counts) -> Message | None:
        """Why the session has to end; None if it need not."""
        self._told.append((counts.elapsed_s, counts.done, counts.failed))
        while len(self._told) > 2 and self._told[1][0] <= counts.elapsed_s - WINDOW_S:
            self._told.popleft()
        _, done, failed = self._told[0]
        failed = counts.failed - failed
        left = counts.done - done + failed
        if self._most is None or left < FEWEST or failed < self._most * left:
            return None
        return Message(code="load-stopped-failed", values={"failed": failed, "people": left, "seconds": WINDOW_S})


class HealthWatch:
    """Asks a platform's health address while a session goes on.

    Args:
        url: The address; empty: nothing is asked.
        ill: Told why the session has to end, once.
    """

    def __init__(self, url: str, ill: Callable[[Message], None]) -> None:
        self._url = url
        self._ill = ill
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def begin(self) -> None:
        """Ask from now on.

        Raises:
            Problem: It does not even answer now.
        """
        if not self._url:
            return
        if said := answer_of(self._url):
            raise Problem(
                f"{self._url} has to answer for load to be sent, and does not ({said})",
                where="load.health",
                do="Start the platform, or write an address that answers with a status below 400. Nothing was sent.",
            )
        self._thread.start()

    def end(self) -> None:
        """Ask no more."""
        self._over.set()

    def _ask(self) -> None:
        silent = 0
        while not self._over.wait(_ASKED_EVERY_S):
            said = answer_of(self._url)
            silent = silent + 1 if said else 0
            if silent >= _SILENT_TIMES and not self._over.is_set():
                self._ill(Message(code="load-stopped-health", values={"url": self._url, "said": said}))
                return


def answer_of(url: str) -> str:
    """What is wrong with the answer of a health address: its status, or the kind of error; empty if it is well.

    Nothing is followed: an address that sends people elsewhere has answered.
    """
    split = urlsplit(url)
    kind = http.client.HTTPSConnection if split.scheme == "https" else http.client.HTTPConnection
    connection = kind(split.hostname or "", split.port, timeout=_ANSWERS_WITHIN_S)
    try:
        connection.request("GET", f"{split.path or '/'}{f'?{split.query}' if split.query else ''}")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
    return f"{status}" if status >= 400 else ""
