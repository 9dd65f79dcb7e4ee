"""How whoever runs journeys says in words why one did not succeed: a hook, because the words lie in a room that this one cannot see.

A plugin that implements it is given to pytest with `-p`; without one, a failure is told by its code and values.
"""

from __future__ import annotations

import pytest

from evidence.records import Attempt
from evidence.run_directory import RunDirectory


@pytest.hookspec(firstresult=True)
def pytest_skolprov_wording(attempt: Attempt, directory: RunDirectory, language: str) -> str | None:
    """Say why an attempt did not succeed.

    Args:
        attempt: What came of it.
        directory: The run that it was written to.
        language: The plan's.
    """
