from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from demo.app import create_app
from demo.database import Database
from demo.school import DEFAULT_TODAY, fill
from demo.server import Served, serve
from demo.web import Running
from tests.demo.visitor import Visitor

FAMILIES = 104
"""Three classes for each school form: enough for a stranger who shares no class with the first family."""


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> tuple[Database, list[dict[str, Any]]]:
    database = Database(Path(tmp_path_factory.mktemp("school")) / "school.sqlite")
    cases = fill(database, families=FAMILIES, seed=1, today=DEFAULT_TODAY)
    database.keep_snapshot()
    return database, cases


@pytest.fixture(scope="session")
def applications(school: tuple[Database, list[dict[str, Any]]]) -> Callable[..., Flask]:
    database, cases = school

    @cache
    def make(*faults: str) -> Flask:
        return create_app(Running(database, DEFAULT_TODAY, 1, cases, frozenset(faults)))

    return make


@pytest.fixture
def build(school: tuple[Database, list[dict[str, Any]]], applications: Callable[..., Flask]) -> Callable[..., Flask]:
    """Gives the application with the faults that are named, on a school that is as it was in the beginning."""
    school[0].restore_snapshot()
    return applications


@pytest.fixture
def visit(build: Callable[..., Flask]) -> Callable[..., Visitor]:
    """Signs somebody in on the good build: `visit(case["guardian"])`."""
    app = build()
    return lambda account: Visitor(app).log_in(account)


@pytest.fixture(scope="session")
def case(school: tuple[Database, list[dict[str, Any]]]) -> Callable[..., dict[str, Any]]:
    """The n-th case of a school form."""
    return lambda form, number=0: [case for case in school[1] if case["form"] == form][number]


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with serve(families=FAMILIES) as build:
        yield build
