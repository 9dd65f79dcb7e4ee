"""`python -m tests.golden`: accept today's rendering of the stored runs. Read the diff before you commit it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.golden.rendering import GOLDEN, STORED, render

for version in STORED:
    expected = GOLDEN / version / "expected"
    with tempfile.TemporaryDirectory() as fresh:  # a page lists the files beside it: old ones must not lie there
        render(version, Path(fresh))
        shutil.rmtree(expected, ignore_errors=True)
        shutil.copytree(fresh, expected)
