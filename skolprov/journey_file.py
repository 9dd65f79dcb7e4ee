"""Puts a recorded journey into a platform file: in place of its stub, beside its task, or at the end; never over one that is there."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Mapping
from pathlib import Path

from evidence.problem import Problem
from scenarios.platform import Platform, load_platform
from scenarios.recorder.writing import Part
from skolprov.stubs import LOG_IN


def expect_room(path: Path, part: Part) -> None:
    """See that a journey could be put into a file, before anybody does the task for it.

    Args:
        path: The platform file.
        part: The function that is to be written.
    Raises:
        Problem: The file cannot be loaded, or has this journey already.
    """
    if _has(load_platform(str(path)), part):
        raise Problem(
            f"has a journey for this already: {part.decorator}",
            where=str(path),
            do="It is not written over. Remove it first, or leave out --into, and the journey is printed.",
        )


def insert(path: Path, part: Part, source: str) -> None:
    """Put a journey into a platform file.

    Args:
        path: The platform file.
        part: Which function it is.
        source: The function, with its decorator.
    Raises:
        Problem: The file has this journey already, or would not load any more; it is then left as it was.
    """
    expect_room(path, part)
    before = path.read_text("utf-8")
    source = _with_free_name(before, part, source)
    after = _with_imports(_placed(before, part, source), source)
    trial = path.with_name(f".{path.stem}-{os.getpid()}.py")
    try:
        trial.write_text(after, "utf-8")
        if not _has(load_platform(str(trial)), part):
            raise Problem("would not have the journey", where=str(path), do="Leave out --into, and put it in by hand.")
        trial.chmod(path.stat().st_mode)
        trial.replace(path)
    except OSError as error:
        raise Problem(f"cannot be written: {error.strerror}", where=str(path)) from None
    finally:
        trial.unlink(missing_ok=True)


def _has(platform: Platform, part: Part) -> bool:
    if part.task is None:
        return platform.log_in_journey is not None
    places: dict[str, Mapping[str, object]] = {
        "does": platform.journeys,
        "prepare": platform.preparations,
        "undo": platform.undoings,
        "sees": platform.looks,
    }
    return part.task.id in places[part.kind]


def _placed(text: str, part: Part, source: str) -> str:
    """The text with the function where its stub stood; else after its task's other functions; else at the end."""
    name = part.task.id if part.task else LOG_IN
    stub = re.search(rf"^# {re.escape(name)} · .*\n(?:#.*\n)*", text, re.MULTILINE)
    if stub and (part.kind in {"does", "log_in"} or part.task is None):
        return f"{text[: stub.start()].rstrip()}\n\n\n{source}\n{text[stub.end() :]}"
    lines = text.splitlines(keepends=True)
    ends = [
        node.end_lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno and _belongs(node, name)
    ]
    at = max(ends, default=len(lines))
    head, tail = "".join(lines[:at]).rstrip(), "".join(lines[at:]).lstrip("\n")
    return f"{head}\n\n\n{source}" + (f"\n\n{tail}" if tail else "")


def _belongs(function: ast.FunctionDef, task: str) -> bool:
    said = [a for d in function.decorator_list if isinstance(d, ast.Call) for a in d.args]
    return any(isinstance(a, ast.Constant) and a.value == task for a in said)


def _with_free_name(text: str, part: Part, source: str) -> str:
    taken = {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}
    free, number = part.function, 2
    while free in taken:
        free, number = f"{part.function}_{number}", number + 1
    return source.replace(f"def {part.function}(", f"def {free}(", 1)


def _with_imports(text: str, source: str) -> str:
    """The text with the words of the vocabulary that the function uses, in the one line from skolprov."""
    used = {
        node.func.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    lines = [node for node in ast.parse(text).body if isinstance(node, ast.ImportFrom) and node.module == "skolprov"]
    have = {alias.asname or alias.name for node in lines for alias in node.names}
    if not used - have:
        return text
    rows = text.splitlines(keepends=True)
    if lines and lines[0].lineno == lines[0].end_lineno and not any(a.asname for a in lines[0].names):
        names = sorted({a.name for a in lines[0].names} | used, key=lambda n: (n[:1].islower(), n))
        rows[lines[0].lineno - 1] = f"from skolprov import {', '.join(names)}\n"
        return "".join(rows)
    at = lines[-1].end_lineno or 0 if lines else 0
    return "".join([*rows[:at], f"from skolprov import {', '.join(sorted(used - have))}\n", *rows[at:]])
