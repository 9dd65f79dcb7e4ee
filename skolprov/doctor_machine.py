"""What Skolprov needs of the machine itself: the network to itself, cores, memory and room on the disk."""

from __future__ import annotations

import os
import re
import shutil
import socket
import tempfile
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

from skolprov.examined import Examined, State

_GIB = 2**30
_DISK_BYTES = 1 * _GIB
"""A demo run leaves some 50 MiB; a browser's profile, its cache and traces need room beside it."""
_MEMORY_BYTES = _GIB * 3 // 2
"""A browser with two contexts, the demo school and a thousand people of load, with a reserve."""


def examine_machine(place: Path) -> list[Examined]:
    """Look at the machine.

    Args:
        place: Where runs will be written.
    """
    return [
        _loopback(),
        _proxy(),
        _cores(),
        _memory(),
        _room("Disk", place),
        _room("Disk (temporary)", Path(tempfile.gettempdir())),
    ]


def _loopback() -> Examined:
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname(), timeout=5),
        ):
            return Examined("Loopback", State.OK, "a free port on 127.0.0.1 can be served and reached")
    except OSError as error:
        return Examined("Loopback", State.MISSING, f"127.0.0.1 cannot be used: {error}", "sudo ip link set lo up")


def _proxy() -> Examined:
    proxies = getproxies()
    if "http" in proxies and not proxy_bypass("127.0.0.1"):
        return Examined(
            "Proxy",
            State.DOUBTFUL,
            "http_proxy is set, and 127.0.0.1 is not excepted from it",
            "export no_proxy=127.0.0.1,localhost",
        )
    return Examined("Proxy", State.OK, "does not stand between Skolprov and 127.0.0.1")


def _cores() -> Examined:
    cores = float(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    quota = _cgroup("cpu.max").split()
    if len(quota) == 2 and quota[0] != "max":
        cores = min(cores, int(quota[0]) / int(quota[1]))
    if cores < 2:
        return Examined("Cores", State.DOUBTFUL, f"{cores:g}; times will be long and uneven", "Use two or more.")
    return Examined("Cores", State.OK, f"{cores:g}")


def _memory() -> Examined:
    available = _available_bytes()
    if available is None:
        return Examined("Memory", State.DOUBTFUL, "how much is free cannot be told here")
    shown = f"{available / _GIB:.1f} GiB free"
    if available < _MEMORY_BYTES:
        return Examined(
            "Memory",
            State.DOUBTFUL,
            f"{shown}; {_MEMORY_BYTES / _GIB:.1f} GiB are wanted",
            "Close other programs.",
        )
    return Examined("Memory", State.OK, shown)


def _available_bytes() -> int | None:
    try:
        match = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
    except OSError:
        match = None
    available = int(match[1]) * 1024 if match else None
    limit, used = _cgroup("memory.max"), _cgroup("memory.current")
    if limit.isdigit() and used.isdigit():
        left = int(limit) - int(used)
        available = left if available is None else min(available, left)
    return available


def _cgroup(name: str) -> str:
    """A container's own limit; empty where there is none."""
    try:
        return (Path("/sys/fs/cgroup") / name).read_text("ascii").strip()
    except OSError:
        return ""


def _room(name: str, place: Path) -> Examined:
    free = shutil.disk_usage(place).free
    shown = f"{free / _GIB:.1f} GiB free at {place}"
    if not os.access(place, os.W_OK):
        return Examined(name, State.DOUBTFUL, f"{place} cannot be written to", "Name another place with --out.")
    if free < _DISK_BYTES:
        return Examined(name, State.DOUBTFUL, f"{shown}; {_DISK_BYTES / _GIB:.1f} GiB are wanted", "Remove old runs.")
    return Examined(name, State.OK, shown)
