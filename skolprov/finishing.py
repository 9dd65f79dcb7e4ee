"""How a command that measured ends: where its run lies, the report, what is said of it, and the exit status, which is interface."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from reports.known import Known
from reports.model import Report
from skolprov.measure import Measured
from skolprov.progress import errors
from skolprov.render import capacity_unknown, not_whole, nothing_measured, say, write_report
from skolprov.show import say_failures

WORSE, INTERRUPTED = 1, 130


def new_directory() -> Path:
    """Where a run goes that was told no place."""
    return Path("runs") / stamp()


def stamp() -> str:
    """The moment, as the name of a directory."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S")


def finish(
    measured: Measured, words: str, *, gate: bool = False, baseline: str | None = None, known: Known | None = None
) -> None:
    """Write the report, say what came of it, and end with the status that says so, too.

    Args:
        measured: What was measured.
        words: Language of what is printed.
        gate: Whether a build that is worse under the plan's gate shows in the status.
        baseline: Name of the build to compare with; the first one by default.
        known: Findings that count for nothing as long as they are known.
    Raises:
        Problem: The run is not whole, or came to no verdict.
        SystemExit: With the status.
    """
    path = measured.directory.path
    if measured.interrupted:
        errors.print(
            f"Interrupted. What was seen is kept: {path}\nGo on with the same command and --resume {path}", markup=False
        )
        sys.exit(INTERRUPTED)
    written = write_report([path], path, baseline=baseline, known=known)
    say(written, path, words)
    say_failures(measured.directory, words)
    leave(measured, written, words, gate=gate)


def leave(measured: Measured, written: Report, words: str, *, gate: bool = False) -> NoReturn:
    """End with the status that says what came of a run: docs/ci.md.

    Args:
        measured: What was measured.
        written: Its report.
        words: Language of what is printed.
        gate: Whether a build that is worse under the plan's gate shows in the status.
    Raises:
        Problem: No attempt could be counted, the surroundings kept too much from being measured, or a build's capacity could not
            be looked for; or no verdict can be given where one was asked for, or nothing counts on a candidate of a task that
            the baseline did.
        SystemExit: With the status.
    """
    path = measured.directory.path
    if measured.nothing_measured:
        raise nothing_measured(written, words, path)
    if gate and written.gate.failed:
        sys.exit(WORSE)
    if measured.lost:
        raise not_whole(measured.lost, words, path)
    if measured.unsent:
        raise capacity_unknown(measured.unsent, words, path)
    from reports.comparability import uncounted  # noqa: PLC0415 - statistics take seconds to load

    if gate or any(uncounted(written.results, c.baseline, c.candidate) for c in written.comparisons):
        expect_verdict(written, [path], words)
    sys.exit(0)


def expect_verdict(report: Report, runs: Sequence[Path], words: str) -> None:
    """See that a comparison which was asked for came to a verdict, if only that it cannot tell yet.

    Args:
        report: Of the comparison.
        runs: Their directories, in the report's order.
        words: Language of what is printed.
    Raises:
        Problem: It did not, because what was measured is not comparable.
    """
    from skolprov.no_verdict import no_verdict  # noqa: PLC0415 - statistics take seconds to load

    if problem := no_verdict(report, runs, words):
        raise problem
