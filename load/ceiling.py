"""What one process of this machine can send, measured: asked before the rates of a school system are, which may be more.

Run as a program it is the server of that measurement, which does nothing but answer.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Any

SHARE_USED = 0.6
"""Of what the processor could send; beyond it, people begin to wait for each other in the generator."""
_PAGE = (
    "<!doctype html><html lang=en><title>Page</title><h1>Page</h1><form method=post action=/page>"
    "<input type=hidden name=token value=a1b2c3><label>Text <input name=text></label><button>Send</button></form><ul>"
    + "".join(f"<li><a href=/page/{number}>Entry {number}</a></li>" for number in range(100))
    + "</ul>"
).encode()
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(_PAGE) + _PAGE
)
_LONGEST_S = 60


def requests_per_second() -> float:
    """How many requests a second one process can send and be no limit itself, by the processor's time that each takes."""
    with subprocess.Popen([sys.executable, "-P", "-m", "load.ceiling"], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = server.stdout.readline().strip()
            told = subprocess.run(  # noqa: S603 - the port is our own server's
                [sys.executable, "-P", "-m", "load.rehearsal", port],
                capture_output=True, text=True, check=True, timeout=_LONGEST_S,
            )  # fmt: skip
        finally:
            server.terminate()
    return float(told.stdout) * SHARE_USED


class _Answering(asyncio.Protocol):
    """Answers each request with the same page; requests have no body."""

    transport: Any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.transport.write(_ANSWER * data.count(b"\r\n\r\n"))


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Answering, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
