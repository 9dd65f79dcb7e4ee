"""A run's records as pandas data frames, for reports and for people who ask questions of their own."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.records import FILES
from evidence.run_directory import RunDirectory

if TYPE_CHECKING:
    import pandas as pd


def read(path: Path | str) -> dict[str, pd.DataFrame]:
    """All records of a run, one data frame per file of the run directory.

    Args:
        path: The run directory.
    Returns:
        Data frames by file name without ending: attempts, steps, actions, states, findings, …; a kind of record that
        the run has none of is an empty frame with its columns.
    Raises:
        Problem: It is no run directory, or a newer Skolprov wrote it.
    """
    directory = RunDirectory.open(Path(path))
    return {name: _frame(directory, record) for name, record in FILES.items()}


def _frame(directory: RunDirectory, record: type[Any]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - platform files come by here on their way to a browser, and need no tables

    return pd.DataFrame([asdict(r) for r in directory.read(record)], columns=[f.name for f in fields(record)])
