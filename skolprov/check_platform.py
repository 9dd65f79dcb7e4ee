"""What is missing in a platform file, and what is fragile: said before a browser is opened, to whoever writes the file."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from evidence.problem import Problem
from scenarios.lasting import changing_part
from scenarios.platform import Platform, load_platform
from scenarios.tasks import TASKS, Task
from skolprov.check_calls import impossible_calls, misspelt_school_data
from skolprov.check_school import unknown_names
from skolprov.check_source import ACTIONS, OUTCOMES, Said, Source, css_in, said_in, texts_in, waits_in

_STUB = "…"
_CHANGES_NOTHING = re.compile(r"\.(see|read|log|recover|join)-?")
_GENERATED = re.compile(
    r":nth-(child|of-type|last)|(^|[\s>+~])[a-z]*:(first|last)-child|"  # a place, not a name
    r"[#.\[][^\s>]*?(\d{3,}|[a-f0-9]{8,}|__|css-[a-z0-9]{5,}|:r[0-9a-z]+:)",
    re.IGNORECASE,
)


class Weight(StrEnum):
    """How much a remark matters."""

    MEND = "✗"
    """It will not work, or proves nothing: exit status 1."""
    LOOK = "!"
    """It may break with the next release, or shows less than it could."""


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """One thing to mend or to look at."""

    line: int
    """Line of the platform file; 0 if it concerns none."""
    weight: Weight
    what: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check_platform` saw."""

    platform: Platform
    remarks: list[Remark]
    to_write: list[str]
    """Tasks of the catalogue that are neither scripted nor said not to be offered."""


def check_platform(path: Path, cases: Sequence[Mapping[str, Any]] | None = None) -> Checked:
    """Read a platform file, and load it, as a run would.

    Args:
        path: The file.
        cases: School data of a plan, against which the names in journeys are held; None for none.
    Raises:
        Problem: The file cannot be read or loaded.
    """
    platform = load_platform(str(path))
    try:
        source = Source(path)
    except (OSError, SyntaxError) as error:
        raise Problem(f"cannot be read: {type(error).__name__}", where=str(path)) from None
    remarks = [*_of_the_file(platform, source), *_of_parts(platform, source)]
    remarks += [Remark(line, Weight.MEND, what, do) for line, what, do in impossible_calls(platform, source)]
    for task in TASKS:
        if journey := platform.journeys.get(task.id):
            remarks += _of_journey(platform, source, task, journey)
    if not cases:
        remarks += [Remark(line, Weight.LOOK, what, do) for line, what, do in misspelt_school_data(platform, source)]
    if cases is not None:
        known = unknown_names(platform, source, cases)
        remarks += [Remark(line, Weight.MEND, what, do) for line, what, do in known]
        remarks += _written_out(source, cases)
    to_write = [
        t.id for t in TASKS if t.id not in platform.journeys and not all(platform.why_not(t.id, r) for r in t.roles)
    ]
    return Checked(platform, sorted(set(remarks)), to_write)


def _of_the_file(platform: Platform, source: Source) -> Iterator[Remark]:
    if platform.log_in_journey is None and platform.journeys:
        do = "Write a function under @platform.log_in, or let accounts be signed in by a person: skolprov sign-in."
        yield Remark(0, Weight.LOOK, "nothing says how somebody logs in", do)
    if imports := source.imports():
        names = ", ".join(dict.fromkeys(name for _, name in imports))
        do = "The journeys' vocabulary needs none; what asks a build for its data may."
        yield Remark(imports[0][0], Weight.LOOK, f"imports {names}, beyond the one line from skolprov", do)
    for task in sorted(set(platform.not_offered) & set(platform.journeys)):
        yield Remark(0, Weight.MEND, f"{task} has a journey, and is said not to be offered", "Keep one of the two.")


def _of_parts(platform: Platform, source: Source) -> Iterator[Remark]:
    """What can be said of every function that acts: looks, preparations, undoings and the log-in, too."""
    parts = [platform.log_in_journey, *platform.journeys.values(), *platform.preparations.values()]
    parts += [*platform.undoings.values(), *(look.journey for look in platform.looks.values())]
    for part in parts:
        function = source.of(part) if part else None
        for one in source.with_helpers(function) if function else []:
            yield from _of_function(one)


def _of_function(function: ast.FunctionDef) -> Iterator[Remark]:
    for line, what in waits_in(function):
        do = "Leave it out: each verb waits until the page is usable again; `expect` waits for what has to appear."
        yield Remark(line, Weight.MEND, f"{what}: a journey neither waits nor touches the browser's page itself", do)
    for line, selector, because in css_in(function):
        if not because.strip():
            yield Remark(line, Weight.MEND, f'css "{selector}" gives no reason', "Write because=…, or a name.")
        else:
            yield Remark(
                line, Weight.LOOK, f'css "{selector}", because {because}', "Nobody who hears the page could find it."
            )
    for said in said_in(function):
        yield from _of_name(said)


def _of_name(said: Said) -> Iterator[Remark]:
    if said.text == _STUB:
        yield Remark(said.line, Weight.MEND, f"{said.verb} “…” is still the stub's", "Write what stands on the screen.")
    elif said.verb == "css":
        if _GENERATED.search(said.text):
            what = f'css "{said.text}" looks generated, or counts places: the next release has another'
            yield Remark(said.line, Weight.MEND, what, "Name the thing by its role and name, with near= or within=.")
    elif changing := changing_part(said.text):
        kind, part = changing
        what = f"“{said.text}” holds {kind} ({part}), which may be another one tomorrow"
        do = "Take it from the school data, or leave that part of the name out."
        yield Remark(said.line, Weight.LOOK, what, do)


def _of_journey(platform: Platform, source: Source, task: Task, journey: Callable[..., Any]) -> Iterator[Remark]:
    function = source.of(journey)
    if function is None:
        return
    line = function.lineno
    verbs = source.verbs(function)
    outcomes = [i for i, (_, verb) in enumerate(verbs) if verb in OUTCOMES]
    actions = [i for i, (_, verb) in enumerate(verbs) if verb in ACTIONS]
    if not outcomes:
        do = f"End with user.expect(…): {task.succeeded}"
        yield Remark(line, Weight.MEND, f"{task.id} expects nothing: it succeeds whatever the platform does", do)
    elif actions and actions[-1] > outcomes[-1]:
        what = f"{task.id}: nothing is expected after the last action"
        yield Remark(verbs[actions[-1]][0], Weight.MEND, what, f"End with user.expect(…): {task.succeeded}")
    yield from _seen_before(function)
    if not _CHANGES_NOTHING.search(task.id) and task.id not in platform.looks:
        do = f'Write a function under @platform.sees("{task.id}", role=…), if another role can see it.'
        yield Remark(line, Weight.LOOK, f"{task.id}: nobody but the person who did it sees the outcome", do)
    if task.id in platform.preparations and task.id not in platform.undoings:
        do = f'Write a function under @platform.undo("{task.id}"), or each attempt leaves something behind.'
        yield Remark(line, Weight.LOOK, f"{task.id} is prepared, and never undone", do)


def _seen_before(function: ast.FunctionDef) -> Iterator[Remark]:
    """An expected text that is the name of what was pressed before: it stood there all the time."""
    pressed: set[str] = set()
    for said in said_in(function):
        if said.verb in {"click", "link", "button", "follow"}:
            pressed.add(said.text)
        elif said.verb in {"expect", "text"} and said.whole and said.text in pressed:
            what = f"“{said.text}” is expected, and was there to be pressed before: it proves nothing"
            yield Remark(said.line, Weight.LOOK, what, "Expect what only the done task shows.")


def _written_out(source: Source, cases: Sequence[Mapping[str, Any]]) -> Iterator[Remark]:
    """A person's or thing's name in the file, which is another one on another build."""
    names: dict[str, str] = {}
    for case in cases:
        for key, value in case.items():
            if isinstance(value, Mapping):
                names |= {str(v): f"school.{key}.{k}" for k, v in value.items() if k in {"name", "title", "username"}}
    for function in (node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)):
        for line, text in texts_in(function):
            for name, place in names.items():
                if len(name) > 3 and name in text:
                    what = f"“{name}” is written out, and is {place} of the plan's school data"
                    yield Remark(line, Weight.LOOK, what, f"Write {place}.")
