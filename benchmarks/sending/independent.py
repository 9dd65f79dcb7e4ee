"""A client with nothing of ours and nothing of Locust's: `python -m benchmarks.sending.independent PORT PATH RATE PEOPLE`.

Somebody opens a connection of their own at each tick of a clock, whatever the server does, asks once and leaves; the time counts from
the tick. Prints all times as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys


async def _person(port: int, path: str, intended_s: float) -> float:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    await reader.readexactly(length)
    took_s = asyncio.get_running_loop().time() - intended_s
    writer.close()
    return took_s


async def _everybody(port: int, path: str, rate: float, people: int) -> list[float]:
    loop = asyncio.get_running_loop()
    began = loop.time() + 0.2
    jobs = []
    for number in range(people):
        intended_s = began + number / rate
        await asyncio.sleep(max(0.0, intended_s - loop.time()))
        jobs.append(asyncio.create_task(_person(port, path, intended_s)))
    return list(await asyncio.gather(*jobs))


if __name__ == "__main__":
    times = asyncio.run(_everybody(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4])))
    print(json.dumps(times))
