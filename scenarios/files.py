"""The file that a person hands in: their own, or one that is made up where a journey names one that is not there."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path


def file_called(file: str) -> Path:
    """The file of this path; a name that is not there becomes a short text file of that name."""
    return Path(file) if Path(file).is_file() else _made_up(Path(file).name)


@cache
def _made_up(name: str) -> Path:
    """It has to be there until the form is sent, so it stays as long as the process."""
    folder = tempfile.mkdtemp(prefix="skolprov-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / name
    path.write_text("A short text, handed in as a trial.\n", "utf-8")
    return path
