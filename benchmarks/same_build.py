"""Whether a build that is measured again ends the same: `python -m benchmarks.same_build [runs] [workers]`.

The demo school's good build, served anew for each run, so that every run meets the same school; all tasks, all roles, all
modes, one attempt each, every state scanned. Printed are, for each attempt whose outcome was not the same in all runs, the
outcomes and their reasons; and at last how many were compared. Exit status 1 if any outcome differs, or is not a success.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from demo.server import serve
from evidence.records import Attempt, Outcome
from evidence.run_directory import RunDirectory

_RUNS = 10
_WORKERS = 2

Key = tuple[str, str, str, str]
"""Task, role, school form and mode."""


def outcomes(folder: Path, workers: int) -> dict[Key, str]:
    """Measure the good build once.

    Args:
        folder: Where the run directory goes; not there yet.
        workers: Attempts at once.
    Raises:
        subprocess.CalledProcessError: The run did not end with a report.
    """
    with serve(()) as served:
        command = [sys.executable, "-m", "skolprov.cli", "run", "--platform", "demo", "--url", f"good={served.url}"]
        subprocess.run(
            [*command, "--repeats", "1", "--workers", str(workers), "--out", str(folder)],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return {
        (a.task, a.role, a.form, a.mode): f"{a.outcome.value} {a.reason.code if a.reason else ''}".strip()
        for a in RunDirectory.open(folder).read(Attempt)
    }


def main() -> int:
    """Measure, compare, print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else _RUNS
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else _WORKERS
    seen: dict[Key, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, runs + 1):
            found = outcomes(Path(folder) / str(number), workers)
            for key, outcome in found.items():
                seen[key].append(outcome)
            good = sum(outcome == Outcome.SUCCEEDED.value for outcome in found.values())
            print(f"run {number}: {len(found)} attempts, {good} succeeded", flush=True)
    unlike = {key: told for key, told in seen.items() if len(told) != runs or len(set(told)) != 1}
    failed = {key: told for key, told in seen.items() if set(told) != {Outcome.SUCCEEDED.value}}
    for key, told in sorted((unlike | failed).items()):
        print(" ".join(key), *told, sep="\n  ")
    print(
        f"{len(seen)} attempts in {runs} runs: {len(unlike)} with outcomes that differ, {len(failed)} not all successes"
    )
    return 1 if unlike or failed else 0


if __name__ == "__main__":
    sys.exit(main())
