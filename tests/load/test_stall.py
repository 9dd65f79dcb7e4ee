"""A platform that stands still for two seconds: everybody who arrives meanwhile feels it, at whatever rate they come."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from load.meter import merged
from load.permission import host_of
from load.spec import SPEC, Spec, Visit
from tests.load.traffic import Tape

PAGE = "<!doctype html><html lang=en><title>Start</title><h1>Start</h1><p>Everything is here</p>"
PER_SECOND, SECONDS, STALL_S = 50, 8, 2.0


class _Answering(asyncio.Protocol):
    transport: Any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n"
        self.transport.write((head + PAGE).encode() * data.count(b"\r\n\r\n"))


@contextmanager
def served() -> Iterator[tuple[str, asyncio.AbstractEventLoop]]:
    """A server of one thread, which stands still when something in its loop does; its address, and the loop."""
    loop = asyncio.new_event_loop()

    async def begun() -> asyncio.Server:
        return await loop.create_server(_Answering, "127.0.0.1", 0)

    # In a thread of its own: the browser of other tests may have a loop in this one.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(begun(), loop).result()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@pytest.mark.slow
def test_a_stall_of_two_seconds_at_fifty_arrivals_a_second_stands_in_the_p99_as_two_seconds() -> None:
    script = Tape().get("/", PAGE).get("/more", PAGE).expect("Everything is here").script()
    visits = tuple(Visit(number / PER_SECOND, 0, 0) for number in range(PER_SECOND * SECONDS))
    with served() as (url, loop):
        spec = Spec(url, frozenset({host_of(url)}), (script,), ({},), visits, float(SECONDS), 1.0, 15.0)
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "load.generator"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as generator:
            assert generator.stdin
            assert generator.stdout
            generator.stdin.write(SPEC.dump_json(spec) + b"\n")
            generator.stdin.flush()
            lines = []
            for line in generator.stdout:
                lines.append(json.loads(line))
                if "began" in lines[-1]:
                    loop.call_soon_threadsafe(loop.call_later, 3.0, time.sleep, STALL_S)
                if "ended" in lines[-1]:
                    break
            generator.stdin.close()
    windows = [line["window"] for line in lines if "window" in line]
    counts = [line["counts"] for line in lines if "counts" in line][-1]
    tasks = [window for window in windows if window["kind"] == "task"]
    assert sum(window["completed"] for window in tasks) == len(visits)
    times = merged(window["histogram"] for window in tasks)
    p99 = times.get_value_at_percentile(99) / 1e6
    assert STALL_S * 0.9 < p99 < STALL_S * 1.25, (p99, counts)
    # All who arrived in it waited for what was left of it: evenly spread, and not only the few who were there.
    waited = [window for window in tasks if window["start_s"] in (3.0, 4.0)]
    half = merged(window["histogram"] for window in waited).get_value_at_percentile(50) / 1e6
    assert STALL_S * 0.35 < half < STALL_S * 0.75, half
    assert counts["late"] < len(visits) * 0.05, counts  # the platform stood still; who sends did not
