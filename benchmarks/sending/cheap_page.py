"""A server with one page: `python -m benchmarks.sending.cheap_page`. Prints its port, and ends with its standard input.

`/` answers at once; `/times/NAME` takes one of a hundred times by turns, the same hundred under each name; `/took/NAME` says how long each
of its answers took since it was last asked; `/wait` answers after half a minute.
Bare asyncio protocols, so that it is not what is measured.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import defaultdict

_ROW = "<tr><th scope='row'>Monday</th><td>Mathematics</td><td>9:00 to 10:10</td><td>Room 12</td></tr>"
PAGE = (
    "<!doctype html><html lang='en'><head><title>Timetable</title></head><body><main><h1>Timetable</h1>"
    f"<table>{_ROW * 16}</table><p>All lessons are as planned.</p></main></body></html>"
).encode()
SIGHT = "All lessons are as planned."
WAIT_S = 30.0
TIMES_S = [0.020 + 0.0005 * number for number in range(100)]
"""From 20 to 70 ms."""
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\nContent-Length: %d\r\n\r\n"
_ANSWER = _HEAD % len(PAGE) + PAGE


class _Turns:
    """Whose turn it is of the hundred times, in an order without a pattern."""

    def __init__(self) -> None:
        self._order = list(TIMES_S)
        random.Random(1).shuffle(self._order)
        self._taken = 0
        self.took_s: list[float] = []
        """By the server's own clock, from the request until the answer is written."""

    def next_s(self) -> float:
        self._taken += 1
        return self._order[self._taken % len(self._order)]


class Answers(asyncio.Protocol):
    """One connection."""

    def __init__(self, turns: defaultdict[bytes, _Turns]) -> None:
        self._turns = turns
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while (end := self._rest.find(b"\r\n\r\n")) >= 0:
            asked, self._rest = self._rest[:end], self._rest[end + 4 :]
            path = asked.split(b" ", 2)[1]
            if path == b"/":
                self._transport.write(_ANSWER)
            elif path == b"/wait":
                asyncio.get_running_loop().call_later(WAIT_S, self._transport.write, _ANSWER)
            elif path.startswith(b"/took/"):
                turns = self._turns[path.replace(b"/took/", b"/times/")]
                said, turns.took_s = json.dumps(turns.took_s).encode(), []
                self._transport.write(_HEAD % len(said) + said)
            else:
                loop, turns = asyncio.get_running_loop(), self._turns[path]
                loop.call_later(turns.next_s(), self._after, turns, loop.time())

    def _after(self, turns: _Turns, asked_s: float) -> None:
        turns.took_s.append(asyncio.get_running_loop().time() - asked_s)
        self._transport.write(_ANSWER)


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    turns: defaultdict[bytes, _Turns] = defaultdict(_Turns)
    server = await loop.create_server(lambda: Answers(turns), "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve())
