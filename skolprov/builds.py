"""A build as a run takes it: what the record calls it, its people with their passwords, and putting it back as it was."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests

from evidence.problem import Problem
from evidence.records import Build as BuildRecord
from scenarios.platform import load_platform
from scenarios.tasks import ROLES
from skolprov.plan import Build


def record_of(build: Build) -> BuildRecord:
    """What stands of a build in the run's record."""
    return BuildRecord(name=build.name, url=build.url, platform=Path(build.platform).stem)


def with_passwords(case: Mapping[str, Any]) -> dict[str, Any]:
    """A case as the load generator gets it, on its standard input: without the accounts that only a person can sign in."""
    return {
        key: value | {"password": os.environ.get(value["password_env"], "")}
        if isinstance(value, dict) and "password_env" in value
        else value
        for key, value in case.items()
        if not (key in ROLES and isinstance(value, dict) and not {"password", "password_env"} & set(value))
    }


def reset(build: Build) -> None:
    """Put a build back as it was, where its platform can.

    Raises:
        Problem: It could not be reached, or did not do it.
    """
    put_back = load_platform(build.platform).reset_build
    if put_back is None:
        return
    try:
        put_back(build.url)
    except (OSError, requests.RequestException) as error:
        raise Problem(
            f"could not be put back as it was: {type(error).__name__}",
            where=f'the build "{build.name}"',
            do="Is it a build of that platform? Look at its @platform.reset.",
        ) from None
