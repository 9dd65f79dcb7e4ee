"""Takes part in the load sessions of a master elsewhere, one after another: each in a process of its own, which keeps no secret."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from load.spec import JOINING, Joining


def take_part(joining: Joining, on_line: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Wait for a master, take part in one session of it, and say how it ended.

    Args:
        joining: Where the master is.
        on_line: Told what the worker's process tells about itself.
    Returns:
        Its last line: `ended` with the reason if it ended early, or `refused`.
    """
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "load.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=dict(os.environ), start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    last: dict[str, Any] = {"ended": "harness-error"}
    try:
        process.stdin.write(JOINING.dump_json(joining) + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            told = json.loads(line)
            if "ended" in told or "refused" in told:
                last = told
            else:
                on_line(told)
        process.wait()
    finally:
        process.stdin.close()  # it goes when this is closed
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
    return last
