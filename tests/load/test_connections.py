"""A person's connections to the platform: as many at once as a browser has, and kept."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from load.script import Script, Step
from load.session import Lines
from load.spec import SPEC, Spec, Visit
from load.template import Template


class Counting:
    """A server that counts connections and answers each request after a while."""

    def __init__(self) -> None:
        self.connections = self.requests = self.now = self.most = 0
        self.unanswered: int | None = None
        """Number of the request at which the connection is closed."""
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while await self._asked(reader):
            self.now += 1
            self.requests += 1
            if self.requests == self.unanswered:
                break
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.05)
            self.now -= 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Length: 2\r\n\r\nok")
        writer.close()

    @staticmethod
    async def _asked(reader: asyncio.StreamReader) -> bool:
        try:
            await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionResetError):
            return False
        return True


@contextmanager
def counting() -> Iterator[Counting]:
    counts = Counting()
    loop = asyncio.new_event_loop()

    async def begun() -> asyncio.Server:
        return await asyncio.start_server(counts.answer, "127.0.0.1", 0)

    # In a thread of its own: the browser of other tests may have a loop in this one.
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(begun(), loop).result()
    counts.port = server.sockets[0].getsockname()[1]
    yield counts
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def files(waves: list[int]) -> Script:
    """So many files of a page at once, wave by wave."""
    steps = tuple(
        Step(
            kind="asset", method="GET", name="GET /file", address=Template.of(f"/{wave}/{number}"), headers=(), body=None,
            wave=wave, pause_s=0.0, signing_in=False, status=200, answers="other", asks_for_password=False, final_path="",
        )
        for wave, many in enumerate(waves)
        for number in range(many)
    )  # fmt: skip
    return Script("guardian.do", "guardian", "C", "", "", "", steps, (), proof="text")


def visited(port: int, script: Script, open_files: int) -> dict[str, int]:
    """One person comes to a generator that has files open already; what became of their requests."""
    host = f"127.0.0.1:{port}"
    spec = Spec(f"http://{host}", frozenset({host}), (script,), ({},), (Visit(0.0, 0, 0),), 1.0, 1.0, 20.0)
    code = (
        "import os, resource, sys; most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]; "
        "resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)); "
        f"kept = [os.open(os.devnull, os.O_RDONLY) for _ in range({open_files})]; "
        "from load.generator import main; sys.exit(main())"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(SPEC.dump_json(spec) + b"\n")
        process.stdin.flush()
        windows = [line["window"] for line in Lines(process) if "window" in line]
    return {
        "completed": sum(w["completed"] for w in windows if w["kind"] == "request"),
        "failed": sum(w["failed"] for w in windows),
        "again": sum(w["again"] for w in windows if w["kind"] == "request"),
    }


@pytest.mark.parametrize("open_files", [0, 1100], ids=["", "in a process with more files than select() can name"])
def test_a_person_has_six_connections_at_once_and_keeps_them(open_files: int) -> None:
    with counting() as counts:
        assert visited(counts.port, files([12, 1, 8]), open_files) == {"completed": 21, "failed": 0, "again": 0}
    assert (counts.requests, counts.most, counts.connections) == (21, 6, 6)


def test_a_request_that_is_sent_a_second_time_stands_among_the_figures() -> None:
    with counting() as counts:
        counts.unanswered = 2
        assert visited(counts.port, files([1, 1, 1]), 0) == {"completed": 3, "failed": 0, "again": 1}
    assert (counts.requests, counts.connections) == (4, 2)
