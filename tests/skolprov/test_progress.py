"""Whatever is printed, by whichever command, a terminal obeys nothing of it but the program's own signs."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from rich.progress import Progress, TextColumn

from evidence.problem import Problem
from skolprov.commands import record
from skolprov.progress import console, errors, to_terminals

HOSTILE = "Logged out\x1b]0;owned\x07\x1b[2J\x9b31m :warning: [red]"
SHOWN = "Logged out�]0;owned�[2J�31m :warning: [red]"


def test_a_pages_question_is_told_without_what_a_terminal_would_obey(capsys: pytest.CaptureFixture[str]) -> None:
    assert record._agrees(f"{HOSTILE}\nreally?")
    assert f"The page asked “{SHOWN} really?”." in capsys.readouterr().err


def test_both_consoles_filter_without_being_asked(capsys: pytest.CaptureFixture[str]) -> None:
    console.print(HOSTILE)
    errors.print(str(Problem("says", where=HOSTILE)))
    said = capsys.readouterr()
    assert said.out == f"{SHOWN}\n"
    assert said.err == f"{SHOWN}: says\n"


def test_a_bar_on_a_terminal_filters_its_notes_and_still_moves() -> None:
    terminal = io.StringIO()
    shown = to_terminals(file=terminal, force_terminal=True, width=120)
    with Progress(TextColumn("{task.fields[note]}", markup=False), console=shown) as live:
        live.add_task("Journeys", note="\x1b]0;owned\x07done")
    written = terminal.getvalue()
    assert "�]0;owned" in written
    assert "\x1b[?25l" in written  # the bar's own: the cursor is hidden while it moves
    assert "\x1b]0;" not in written


def test_no_command_prints_past_the_consoles() -> None:
    past = {
        f"{file.name}:{node.lineno}"
        for file in Path(record.__file__).parent.parent.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "click.echo", "click.secho", "Console"}
    }
    assert past == set()
