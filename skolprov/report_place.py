"""Where a report may go: over an earlier report, which is said, and over nothing that is no report of the runs it is made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from evidence.problem import Problem
from evidence.run_directory import RunDirectory
from reports.words import Words

_FORMAT = "skolprov-report"
_FILES = (
    *("report.json", "report.en.html", "report.sv.html", "junit.xml", "measures.csv", "findings.csv", "criteria.csv"),
    *("summary.en.md", "summary.sv.md"),
)


def replaced_report(to: Path, runs: Sequence[Path], language: str) -> str:
    """What a report that is about to be written there will replace, in a sentence; empty if nothing, or the same runs' report.

    Args:
        to: Directory for the report.
        runs: Run directories that it is made of.
        language: Of the sentence.
    Raises:
        Problem: It is another run's directory, or holds files of these names that are no report.
    """
    if not any((to / name).exists() for name in (*_FILES, "run.json")):
        return ""
    ids = {RunDirectory.open(run).run().id for run in runs}
    if (to / "run.json").is_file() and RunDirectory.open(to).run().id not in ids:
        raise Problem(
            "is the directory of a run that is not compared here; its own report lies there",
            where=str(to),
            do="Name another directory with --out.",
        )
    if not any((to / name).exists() for name in _FILES):
        return ""
    there = _report_in(to)
    if there is None:
        taken = ", ".join(name for name in _FILES if (to / name).exists())
        raise Problem(
            f"holds {taken}, and no report of Skolprov", where=str(to), do="Name another directory with --out."
        )
    of = [run for run in there.get("runs", ()) if isinstance(run, dict)]
    if {run.get("id") for run in of} == ids:
        return ""
    named = ", ".join(str(run.get("path") or run.get("id")) for run in of)
    return Words(language).say("terminal-replaced", title=str(there.get("title", "")), runs=named, where=str(to))


def _report_in(to: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        content = json.loads((to / "report.json").read_text("utf-8"))
        if isinstance(content, dict) and content.get("format") == _FORMAT:
            return content
    return None
