"""One attempt, looked at by a person: which one is meant, what happened in it, and its trace in Playwright's viewer."""

from __future__ import annotations

import os
import subprocess
import sys
from difflib import get_close_matches
from pathlib import Path

from evidence.problem import Problem
from evidence.records import Attempt, Outcome, Trace
from evidence.run_directory import RunDirectory
from reports.story import facts_of, failure, story
from skolprov.progress import console
from skolprov.wording import words_of

_LISTED = 8
_TOLD = 3
"""Failures that are told in full at the end of a run; the report has the others."""


def newest_run(folder: Path) -> Path:
    """The run that was begun last: one of runs/, or the demo's.

    Args:
        folder: Where to look.
    Raises:
        Problem: There is none.
    """
    runs = [path.parent for path in (*folder.glob("runs/*/run.json"), *folder.glob("demo-run/run.json"))]
    if not runs:
        raise Problem(
            "no run lies here: neither in runs/ nor in demo-run/",
            where=str(folder),
            do="Name the run directory: skolprov show ATTEMPT RUN",
        )
    return max(runs, key=lambda path: RunDirectory.open(path).run().started_at)


def named_attempt(directory: RunDirectory, given: str) -> Attempt:
    """The attempt whose id begins with what was given.

    Raises:
        Problem: No id begins so, and these are near; or several do, and these are they.
    """
    attempts = {a.id: a for a in directory.read(Attempt)}
    if given in attempts:
        return attempts[given]
    fitting = [a for id_, a in attempts.items() if given and id_.startswith(given)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise Problem(f'{len(fitting)} attempts begin with "{given}"', where=str(directory.path), do=_listed(fitting))
    near = get_close_matches(given, [id_[: max(len(given), 1)] for id_ in attempts], n=_LISTED, cutoff=0.5)
    close = [a for id_, a in attempts.items() if any(id_.startswith(part) for part in near)]
    lost = [a for a in attempts.values() if a.outcome is not Outcome.SUCCEEDED]
    raise Problem(
        f'no attempt begins with "{given}"',
        where=str(directory.path),
        do=_listed(close or lost or list(attempts.values())),
    )


def _listed(attempts: list[Attempt]) -> str:
    lines = [f"  {a.id}  {a.task} · {a.mode} · {a.build}  {a.outcome}" for a in attempts[:_LISTED]]
    rest = [f"  … and {len(attempts) - _LISTED} more"] if len(attempts) > _LISTED else []
    return "\n".join(["Write one of:", *lines, *rest]) if lines else "The run has no attempt yet."


def print_story(directory: RunDirectory, attempt: Attempt, language: str) -> None:
    """Tell everything that is known of an attempt."""
    words = words_of(language)
    for line in story(facts_of(directory, attempt.id, words.language), words, directory):
        console.print(line, markup=False)


def say_failures(directory: RunDirectory, language: str) -> None:
    """Tell the first failures of a run, each kind once, as they would be read aloud to whoever mends them."""
    words = words_of(language)
    kinds: dict[tuple[str, ...], str] = {}
    latest = {(a.build, a.task, a.role, a.form, a.mode, a.repetition): a for a in directory.read(Attempt)}
    for a in latest.values():  # what was made again is told as it ended then
        if a.outcome not in (Outcome.SUCCEEDED, Outcome.NOT_OFFERED):
            code = a.reason.code if a.reason else ""
            kinds.setdefault((a.build, a.task, a.role, a.mode, a.outcome.value, code), a.id)
    for attempt_id in list(kinds.values())[:_TOLD]:
        console.print()
        for line in failure(facts_of(directory, attempt_id, words.language), words, directory):
            console.print(line, markup=False)
    if len(kinds) > _TOLD:
        console.print(f"\n{words.say('story-more', count=len(kinds) - _TOLD)}", markup=False)


def open_trace(directory: RunDirectory, attempt: Attempt, port: int = 0) -> int:
    """Open an attempt's trace in Playwright's viewer; where there is no display, serve it on this machine.

    Args:
        directory: The run.
        attempt: Whose trace.
        port: For the viewer, where there is no display; 0 for a free one.
    Returns:
        The viewer's exit status.
    Raises:
        Problem: The attempt has no trace.
    """
    facts = facts_of(directory, attempt.id, "en")
    trace = facts.trace or next((t for t in directory.read(Trace) if t.attempt == facts.alike), None)
    if trace is None:
        raise Problem(
            "has no trace",
            where=f"attempt {attempt.id}",
            do="Measure with --trace failures (what did not succeed is walked once more) or --trace on.",
        )
    directory.read_blob(trace.blob)  # says what to do if it is not there
    return subprocess.run(viewer(directory.path / trace.blob, port), check=False).returncode  # noqa: S603 - our own interpreter


def viewer(trace: Path, port: int) -> list[str]:
    """The command that shows a trace."""
    command = [sys.executable, "-m", "playwright", "show-trace"]
    shown = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return [*command, *([] if shown and not port else ["--host", "127.0.0.1", "--port", str(port)]), str(trace)]
