"""How much there is to do for a task, told from its platform file before anybody has done it: so that workers get even shares."""

from __future__ import annotations

import dis
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from scenarios.platform import Platform
from scenarios.user import User

_VERBS = frozenset(name for name, _ in inspect.getmembers(User, inspect.isfunction) if not name.startswith("_"))
_BEFORE = 2
"""Signing in and opening the start page, in actions."""


def extent(platform: Platform, task: str) -> int:
    """How many actions an attempt takes, as far as its functions name them.

    Counted are the verbs of `User` in the journey, in how another role sees it, in what prepares and undoes it, and in the
    functions of the same file that these call; each place once, for how often a loop runs nobody knows. At least 1.

    Args:
        platform: Whose file.
        task: Which task; one that it does not do takes as much as one without an action.
    """
    look = platform.looks.get(task)
    parts = [platform.journeys.get(task), look and look.journey]
    parts += [platform.preparations.get(task), platform.undoings.get(task)]
    return _BEFORE + sum(_written(part) for part in parts if part)


@cache
def _written(function: Callable[..., Any]) -> int:
    known: set[Callable[..., Any]] = set()
    return sum(1 for _ in _actions(function, known))


def _actions(function: Callable[..., Any], known: set[Callable[..., Any]]) -> Iterator[str]:
    if not isinstance(function, FunctionType) or function in known:
        return
    known.add(function)
    yield from _verbs(function.__code__)
    for name in function.__code__.co_names:
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType) and called.__module__ == function.__module__:
            yield from _actions(called, known)


def _verbs(code: CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname in {"LOAD_ATTR", "LOAD_METHOD"} and instruction.argval in _VERBS:
            yield str(instruction.argval)
    for inner in code.co_consts:  # a comprehension, where Python does not write it into its function
        if isinstance(inner, CodeType):
            yield from _verbs(inner)
