"""What a master and its workers say to each other beside Locust's own messages, and how long they wait for a word."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

# From a worker
HELLO = "skolprov-hello"
"""It is there: its version, its process, and the key."""
PREPARED = "skolprov-prepared"
"""It has read what is to be sent."""
TOLD = "skolprov-told"
"""Windows and counts since the last time."""
OVER = "skolprov-over"
"""Everybody has left; with the reason, if it ended early."""

# From the master
REFUSED = "skolprov-refused"
"""It may not take part, and why."""
SPEC = "skolprov-spec"
"""What is to be sent, without the arrivals."""
BEGIN = "skolprov-begin"
"""Its share of the arrivals; the session begins now."""
MORE = "skolprov-more"
"""Arrivals of a worker that was lost."""
CLOSE = "skolprov-close"
"""Nobody more will come."""
STOP = "skolprov-stop"
"""Somebody interrupted it."""

UNHEARD_S = 2.5
"""A worker that has not heard of its master for so long lets nobody in: Locust's master counts one as lost after 3 s without a
heartbeat, and its arrivals are the others' then."""
GONE_S = 15.0
"""A master that was not heard for so long is gone."""


def own_version() -> str:
    """The version of this installation, told apart by its code: what two machines must have in common to share a session."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return f"{version('skolprov')} ({digest.hexdigest()[:8]}), locust {version('locust')}"


class Post:
    """Messages of some types as they come in from Locust, in order, for one reader; so that what goes wrong with one is seen.

    Args:
        runner: Locust's master or worker.
        kinds: Types of message.
    """

    def __init__(self, runner: Any, kinds: tuple[str, ...]) -> None:
        from gevent.queue import Empty, Queue  # noqa: PLC0415 - this module is read without gevent, too

        self._empty = Empty
        self._queue: Any = Queue()
        for kind in kinds:
            runner.register_message(kind, lambda environment, msg: self._queue.put(msg))  # noqa: ARG005 - Locust names them

    def next(self, timeout_s: float) -> tuple[str, str, Any] | None:
        """Type, sender and content of the next one; nothing if none came in time."""
        try:
            message = self._queue.get(timeout=timeout_s)
        except self._empty:
            return None
        return message.type, message.node_id, message.data


@contextmanager
def hung_up(runner: Any, connection: Any) -> Iterator[None]:
    """Close Locust's connection in the end; what was said last may take a second to leave.

    Args:
        runner: Locust's master or worker.
        connection: Its server or client.
    """
    try:
        yield
    finally:
        runner.greenlet.kill(block=True)  # it would go on reading, without a pause, from what is closed
        connection.close(linger=1000)
