"""Calls of a platform file that cannot be carried out, whatever the page shows; for `skolprov check`, to whoever writes it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import Any

from scenarios import targets
from scenarios.platform import Platform
from scenarios.tasks import ROLES
from scenarios.user import User
from skolprov.check_source import Source, first_parameter, names_of_skolprov, second_parameter

Impossible = tuple[int, str, str]
"""Line, what is wrong, what to do."""

_WITH_SCHOOL = ("user", "school")
_WITH_ACCOUNT = ("user", "account")
_NARROWING = frozenset({"near", "within"})
_OF_SCHOOL = ("form", "today", "mark", "me", *ROLES)


def impossible_calls(platform: Platform, source: Source) -> Iterator[Impossible]:
    """Functions that take other than they are given, verbs and targets that there are not, and arguments that they do not have.

    Args:
        platform: The platform, loaded.
        source: Its file.
    """
    for journey, given in _parts(platform):
        function = source.of(journey)
        if function is None:
            continue
        if told := _takes_other(journey, given):
            yield function.lineno, f"{function.name} {told}", f"Write:  def {function.name}({', '.join(given)}):"
        user = first_parameter(function)
        for one in source.with_helpers(function):
            if first_parameter(one) == user:
                yield from _verbs(one, user)
            yield from _targets(one, names_of_skolprov(source.tree))


def misspelt_school_data(platform: Platform, source: Source) -> Iterator[Impossible]:
    """Names read of the school that are nearly those which every school has, for a file that is held against no plan.

    Args:
        platform: The platform, loaded.
        source: Its file.
    """
    read: dict[str, list[int]] = {}
    for journey, given in _parts(platform):
        function = source.of(journey) if given == _WITH_SCHOOL else None
        if function is not None and (school := second_parameter(function)):
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == school:
                    read.setdefault(node.attr, []).append(node.lineno)
    for name, lines in read.items():
        others = [*_OF_SCHOOL, *(other for other, seen in read.items() if len(seen) > len(lines))]
        if name not in _OF_SCHOOL and (near := get_close_matches(name, others, n=1, cutoff=0.75)):
            for line in lines:
                what = f"school.{name} is read here alone. Did you mean school.{near[0]}?"
                yield line, what, "--plan FILE.toml holds every name against the school data."


def _parts(platform: Platform) -> Iterator[tuple[Callable[..., Any], tuple[str, str]]]:
    if platform.log_in_journey:
        yield platform.log_in_journey, _WITH_ACCOUNT
    for part in (platform.journeys, platform.preparations, platform.undoings):
        yield from ((journey, _WITH_SCHOOL) for journey in part.values())
    yield from ((look.journey, _WITH_SCHOOL) for look in platform.looks.values())


def _takes_other(journey: Callable[..., Any], given: tuple[str, str]) -> str:
    try:
        inspect.signature(journey).bind(*given)
    except TypeError:
        return f"is called with {' and '.join(given)}, and does not take these two"
    return ""


def _verbs(function: ast.FunctionDef, user: str) -> Iterator[Impossible]:
    verbs = [name for name, member in inspect.getmembers(User, inspect.isfunction) if not name.startswith("_")]
    for call in _calls(function):
        called = call.func
        if not (isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == user):
            continue
        if called.attr in verbs:
            told = _refused(call, inspect.signature(getattr(User, called.attr)), ["user"])
            if told:
                yield call.lineno, f"{user}.{called.attr} {told[0]}", told[1]
        else:
            near = get_close_matches(called.attr, verbs, n=1)
            do = f"Write:  {user}.{near[0]}(…)" if near else f"The verbs are: {', '.join(verbs)}."
            meant = f". Did you mean {near[0]}?" if near else ""
            yield call.lineno, f"{user}.{called.attr} is no verb{meant}", do


def _targets(function: ast.FunctionDef, imported: frozenset[str]) -> Iterator[Impossible]:
    for call in _calls(function):
        kind = getattr(targets, call.func.id, None) if isinstance(call.func, ast.Name) else None
        if not (isinstance(call.func, ast.Name) and call.func.id in imported and inspect.isfunction(kind)):
            continue
        if told := _refused(call, inspect.signature(kind), []):
            narrows = any(k.arg in _NARROWING for k in call.keywords)
            do = "near= and within= are the verb's:  user.click(button(…), near=…)" if narrows else told[1]
            yield call.lineno, f"{call.func.id} {told[0]}", do


def _refused(call: ast.Call, signature: inspect.Signature, before: list[str]) -> tuple[str, str] | None:
    """Why a call cannot be made, and what to write; None if it can, or if that shows only when it runs."""
    if any(isinstance(arg, ast.Starred) for arg in call.args) or any(k.arg is None for k in call.keywords):
        return None
    named = [k.arg for k in call.keywords if k.arg]
    there = [p for p in signature.parameters if p != "self"]
    for name in named:
        if name not in there:
            near = get_close_matches(name, there, n=1)
            meant = f". Did you mean {near[0]}=?" if near else ""
            return f"takes no {name}={meant}", f"Write:  {near[0]}=…" if near else f"It takes: {', '.join(there)}."
    try:
        signature.bind(*before, *call.args, **dict.fromkeys(named))
    except TypeError as error:
        return f"cannot be called so: {error}", f"It takes: {', '.join(there)}."
    return None


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    return [node for statement in function.body for node in ast.walk(statement) if isinstance(node, ast.Call)]
