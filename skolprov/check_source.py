"""What a platform file's text shows: which functions belong to a task, what they look for, and on which line. For `skolprov check`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ACTIONS = frozenset(
    {"open", "reload", "back", "click", "fill", "choose", "tick", "untick", "attach", "follow", "switch_to"}
)
"""Verbs of the vocabulary that do something."""
OUTCOMES = frozenset({"expect", "expect_no"})
"""Verbs that say what has come of it."""
_TARGETS = frozenset({"link", "button", "field", "heading", "text", "row", "image", "css", "crossing"})


@dataclass(frozen=True, slots=True)
class Said:
    """A text in a journey that names something on the screen."""

    line: int
    verb: str
    """The verb or kind of target that it stands in: click, link, css."""
    text: str
    """Its constant parts, with a blank for each value that is put in."""
    whole: bool
    """Whether nothing is put in."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One call that says what has to be seen, or not to be seen."""

    line: int
    verb: str
    parts: tuple[str, ...]
    """The constant parts of what it names, in order; a value is put in between them, and before or after where one is empty."""

    @property
    def certainty(self) -> int:
        """How much of the text is known."""
        return sum(map(len, self.parts))

    def fits(self, name: str) -> bool:
        """Whether it may have named this."""
        return re.fullmatch(".*".join(map(re.escape, self.parts)), name, re.DOTALL) is not None


class Source:
    """One platform file, read without running it.

    Args:
        path: The file.
    Raises:
        OSError: It cannot be read.
        SyntaxError: It is not Python.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = ast.parse(path.read_text("utf-8"), str(path))
        self._by_line: dict[int, ast.FunctionDef] = {}
        self._by_name: dict[str, ast.FunctionDef] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                self._by_line[first] = node
                self._by_name[node.name] = node

    def of(self, function: Callable[..., Any]) -> ast.FunctionDef | None:
        """The text of a function that was loaded from this file; None if it came from elsewhere."""
        code = getattr(function, "__code__", None)
        if code is None or Path(code.co_filename).resolve() != self.path.resolve():
            return None
        return self._by_line.get(code.co_firstlineno)

    def with_helpers(self, function: ast.FunctionDef) -> list[ast.FunctionDef]:
        """A function, and those of the file that it calls, however deep."""
        found = [function]
        for one in found:  # grows on the way
            for call in _calls(one):
                helper = self._by_name.get(call.func.id) if isinstance(call.func, ast.Name) else None
                if helper is not None and helper not in found:
                    found.append(helper)
        return found

    def verbs(self, function: ast.FunctionDef) -> list[tuple[int, str]]:
        """The verbs of the vocabulary in the order of the text, each with its line; a helper's stand where it is called."""
        return list(self._verbs(function, {function.name}))

    def _verbs(self, function: ast.FunctionDef, inside: set[str]) -> Iterator[tuple[int, str]]:
        user = first_parameter(function)
        for call in sorted(_calls(function), key=lambda c: (c.lineno, c.col_offset)):
            if isinstance(call.func, ast.Attribute) and _is_name(call.func.value, user):
                yield call.lineno, call.func.attr
                continue
            helper = self._by_name.get(call.func.id) if isinstance(call.func, ast.Name) else None
            if helper is not None and helper.name not in inside:
                for _, verb in self._verbs(helper, inside | {helper.name}):
                    yield call.lineno, verb

    def imports(self) -> list[tuple[int, str]]:
        """What is imported, beside the one line from skolprov and __future__."""
        found = []
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and node.module not in {"skolprov", "__future__"}:
                found.append((node.lineno, f"{'.' * node.level}{node.module or ''}"))
            elif isinstance(node, ast.Import):
                found += [(node.lineno, alias.name) for alias in node.names if alias.name != "skolprov"]
        return found


def names_of_skolprov(tree: ast.Module) -> frozenset[str]:
    """What a file has imported from skolprov under its own name."""
    return frozenset(
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "skolprov"
        for alias in node.names
        if alias.asname in {None, alias.name}
    )


def first_parameter(function: ast.FunctionDef) -> str:
    """What the function calls the person who acts."""
    return function.args.args[0].arg if function.args.args else ""


def second_parameter(function: ast.FunctionDef) -> str:
    """What the function calls the school, or the account."""
    return function.args.args[1].arg if len(function.args.args) > 1 else ""


def said_in(function: ast.FunctionDef) -> list[Said]:
    """The texts by which a function names things on the screen; not what it types."""
    user = first_parameter(function)
    found = []
    for call in _calls(function):
        verb = _verb_of(call, user)
        if not verb:
            continue
        named = [*call.args[:1], *(k.value for k in call.keywords if k.arg in {"near", "within", "row", "column"})]
        found += [Said(node.lineno, verb, *_constant(node)) for node in named if _constant(node)[0]]
    return found


def expectations_in(function: ast.FunctionDef) -> list[Expected]:
    """What a function expects to be so, or not to be so."""
    user = first_parameter(function)
    return [
        Expected(call.lineno, call.func.attr, _parts(call.args[0]))
        for call in _calls(function)
        if isinstance(call.func, ast.Attribute)
        and _is_name(call.func.value, user)
        and call.func.attr in OUTCOMES
        and call.args
    ]


def _parts(named: ast.expr) -> tuple[str, ...]:
    if isinstance(named, ast.Call) and isinstance(named.func, ast.Name) and named.func.id in _TARGETS and named.args:
        return _parts(named.args[0])
    if isinstance(named, ast.Constant) and isinstance(named.value, str):
        return (named.value,)
    if isinstance(named, ast.JoinedStr):
        parts = [""]
        for value in named.values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                parts[-1] += value.value
            else:
                parts.append("")
        return tuple(parts)
    return ("", "")


def css_in(function: ast.FunctionDef) -> list[tuple[int, str, str]]:
    """The CSS locators of a function: line, selector, and the reason, if it is a plain text."""
    found = []
    for call in _calls(function):
        if isinstance(call.func, ast.Name) and call.func.id == "css" and call.args:
            reason = next((k.value for k in call.keywords if k.arg == "because"), None)
            found.append((call.lineno, _constant(call.args[0])[0], _constant(reason)[0] if reason else ""))
    return found


def waits_in(function: ast.FunctionDef) -> list[tuple[int, str]]:
    """Where a function sleeps, waits, or goes round the vocabulary to the browser's own page."""
    user = first_parameter(function)
    found = []
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and node.attr == "page" and _is_name(node.value, user):
            found.append((node.lineno, f"{user}.page"))
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "sleep" or str(called).startswith("wait_for"):
                found.append((node.lineno, str(called)))
    return found


def chains_in(function: ast.FunctionDef, root: str) -> list[tuple[int, tuple[str, ...]]]:
    """What a function reads of a parameter: line, and names such as ("child", "name"); the longest of each place only."""
    inner: set[int] = set()
    found = []
    for node in ast.walk(function):  # outer attributes come before those that they hold
        if isinstance(node, ast.Attribute) and id(node) not in inner:
            names: list[str] = []
            at: ast.expr = node
            while isinstance(at, ast.Attribute):
                inner.add(id(at))
                names.insert(0, at.attr)
                at = at.value
            if root and _is_name(at, root):
                found.append((node.lineno, tuple(names)))
    return found


def texts_in(function: ast.FunctionDef) -> list[tuple[int, str]]:
    """Every text of a function that nothing is put into, but the task's id and its documentation."""
    documentation = (
        function.body[0].value if ast.get_docstring(function) and isinstance(function.body[0], ast.Expr) else None
    )
    return [
        (node.lineno, node.value)
        for statement in function.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node is not documentation
    ]


def _calls(function: ast.FunctionDef) -> list[ast.Call]:
    return [node for statement in function.body for node in ast.walk(statement) if isinstance(node, ast.Call)]


def _verb_of(call: ast.Call, user: str) -> str:
    if isinstance(call.func, ast.Name) and call.func.id in _TARGETS:
        return call.func.id
    if isinstance(call.func, ast.Attribute) and _is_name(call.func.value, user):
        return call.func.attr if call.func.attr not in {"step", "open"} else ""
    return ""


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _constant(node: ast.expr) -> tuple[str, bool]:
    """The constant text of an expression, and whether it is all of it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, True
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) and isinstance(v.value, str) else " " for v in node.values]
        return "".join(parts), False
    return "", False
