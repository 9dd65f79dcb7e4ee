"""The browser is found, named and started in one place, and says in plain words when it cannot be."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from evidence.problem import Problem
from scenarios import browser
from scenarios.browser import VARIABLE, find_browser, flags_here, launch
from tests.conftest import elsewhere


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Path]:
    """Writes an executable script that stands for a browser."""

    def write(script: str, name: str = "chromium", *, executable: bool = True) -> Path:
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755 if executable else 0o644)
        return file

    return write


def answers(version: str = "Chromium 150.0.1.2") -> str:
    return f'[ "$1" = --version ] && {{ echo "{version}"; exit 0; }}'


@elsewhere
def test_a_browser_that_is_found_starts_and_shows_a_page() -> None:
    found = find_browser()
    with sync_playwright() as playwright:
        started = launch(playwright, found)
        page = started.new_page()
        page.set_content("<h1>Frånvaro</h1>")
        assert page.inner_text("h1") == "Frånvaro"
        assert started.version == found.version
        started.close()


def test_the_one_named_on_the_command_line_wins_over_the_one_in_the_environment(
    program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = program(answers("Google Chrome 150.0.1.2"), "mine")
    monkeypatch.setenv(VARIABLE, str(program(answers(), "other")))
    found = find_browser(str(named))
    assert (found.path, found.name, found.version) == (str(named), "Google Chrome", "150.0.1.2")


def test_the_one_in_the_environment_wins_over_the_ones_installed(
    program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = program(answers("Microsoft Edge 150.0.1.2"), "edge")
    monkeypatch.setenv(VARIABLE, str(named))
    assert find_browser().path == str(named)


def test_an_empty_variable_names_nothing(monkeypatch: pytest.MonkeyPatch, program: Callable[..., Path]) -> None:
    monkeypatch.setenv(VARIABLE, " ")
    monkeypatch.setenv("PATH", str(program(answers()).parent))
    assert find_browser().name == "Chromium"


def test_a_headless_shell_is_preferred_and_told_from_the_full_browser(
    program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    program(answers(), "chromium")
    shell = program(answers(), "chromium-headless-shell")
    monkeypatch.setenv("PATH", str(shell.parent))
    found = find_browser()
    assert (found.path, found.name) == (str(shell), "Chromium headless shell")


def test_a_program_that_only_says_that_something_is_missing_is_passed_over(
    program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    program("echo 'requires the chromium snap to be installed' >&2; exit 1", "chromium")
    working = program(answers("Google Chrome 150.0.1.2"), "google-chrome")
    monkeypatch.setenv("PATH", str(working.parent))
    assert find_browser().path == str(working)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("/nowhere/chromium", "is not there"),
        ("no-such-command", "is not a command on PATH"),
        ("{folder}", "is a directory"),
        ("{plain}", "may not be executed"),
        ("{other}", "does not answer as a Chromium-based browser"),
    ],
)
@pytest.mark.parametrize("source", ["--browser-path", VARIABLE])
def test_a_wrong_name_is_refused_with_the_name_and_where_it_came_from(
    name: str, told: str, source: str, program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, other = program(answers(), "plain", executable=False), program("echo 'Mozilla Firefox 140.0'", "firefox")
    name = name.format(folder=plain.parent, plain=plain, other=other)
    monkeypatch.setenv(VARIABLE, name if source == VARIABLE else "")
    with pytest.raises(Problem, match=told) as raised:
        find_browser(name if source == "--browser-path" else None)
    assert name in raised.value.where
    assert source in raised.value.where
    assert raised.value.do


def test_where_there_is_none_the_command_that_brings_one_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(browser, "_INSTALLED", ("no-such-browser",))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with pytest.raises(Problem, match="no Chromium, Chrome or Edge found") as raised:
        find_browser()
    assert "make browser" in raised.value.do


@elsewhere
def test_playwrights_own_is_found_where_no_other_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(browser, "_INSTALLED", ("no-such-browser",))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    with sync_playwright() as playwright:
        folder = Path(playwright.chromium.executable_path).relative_to(tmp_path).parts[0]
    revision = folder.rpartition("-")[2]
    shell = tmp_path / f"chromium_headless_shell-{revision}"
    shell.mkdir()
    (shell / "INSTALLATION_COMPLETE").touch()
    found = find_browser()
    assert found.path is None
    assert found.headless_only
    assert found.version.count(".") == 3


@elsewhere
def test_a_browser_that_does_not_start_says_why_in_its_own_words(program: Callable[..., Path]) -> None:
    library = "error while loading shared libraries: libnss3.so: cannot open shared object file"
    broken = find_browser(str(program(f"{answers()}; echo '{library}' >&2; exit 127")))
    with sync_playwright() as playwright, pytest.raises(Problem, match=r"libnss3\.so") as raised:
        launch(playwright, broken)
    assert raised.value.where == broken.path


@elsewhere
def test_a_headless_shell_asked_for_a_window_says_what_to_name_instead() -> None:
    found = replace(find_browser(), name="Chromium headless shell")
    with sync_playwright() as playwright, pytest.raises(Problem, match="cannot show a window"):
        launch(playwright, found, headed=True)


def test_the_sandbox_is_off_for_root_only_or_where_the_system_allows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    flags_here.cache_clear()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in flags_here()
    flags_here.cache_clear()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", "/nowhere")  # no `unshare`: whether there is a sandbox cannot be told
    assert "--no-sandbox" in flags_here()
    flags_here.cache_clear()
    monkeypatch.undo()
    assert "--disable-background-networking" in flags_here()
