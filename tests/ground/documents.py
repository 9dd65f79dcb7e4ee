"""The documents that are made from the code: `python -m tests.ground.documents` (`make docs`) writes them anew."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo

import skolprov
from evidence import records
from skolprov import cli
from skolprov.fixture import plugin
from skolprov.plan_model import (
    Account,
    Build,
    Capacity,
    Case,
    Effort,
    Gate,
    Load,
    OwnSituation,
    OwnStream,
    Part,
    PermittedHost,
    Plan,
)

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "docs" / "plan.md"
SURFACE = ROOT / "docs" / "public-surface.txt"

_PARTS: dict[str, type[Part]] = {
    "At the top": Plan,
    "[[builds]]": Build,
    "[[school]] and [[builds.school]]": Case,
    "An account: teacher, pupil, guardian": Account,
    "[load]": Load,
    "[[load.permitted]]": PermittedHost,
    "[[load.own_situations]]": OwnSituation,
    "[[load.own_situations.streams]]": OwnStream,
    "[load.capacity]": Capacity,
    "[effort]": Effort,
    "[gate]": Gate,
}
_DEFAULTS = {"title": "the builds' names", "modes": "all", "tasks": "all"}
"""Defaults that are only known when a plan is read."""
_WORDS: dict[Any, str] = {str: "text", bool: "true or false", int: "whole number", float: "number", SecretStr: "text"}


def plan_document() -> str:
    """docs/plan.md with its tables of keys as the code has them."""
    head, _, rest = PLAN.read_text("utf-8").partition("<!-- generated")
    comment, _, _ = rest.partition("-->")
    _, _, foot = rest.partition("<!-- end of what is generated -->")
    tables = "\n\n".join(_table(title, part) for title, part in _PARTS.items())
    return f"{head}<!-- generated{comment}-->\n\n{tables}\n\n<!-- end of what is generated -->{foot}"


def _table(title: str, part: type[Part]) -> str:
    rows = [
        f"| `{key}` | {_kind(field.annotation)} | {_default(key, field)} | {_sentence(field)} |"
        for key, field in part.model_fields.items()
    ]
    return "\n".join([f"### {title}", "", "| key | value | default | meaning |", "| --- | --- | --- | --- |", *rows])


def _sentence(field: FieldInfo) -> str:
    assert field.description, "each key of a plan is explained beneath itself"
    return " ".join(field.description.split())


def _default(key: str, field: FieldInfo) -> str:
    if key in _DEFAULTS:
        return _DEFAULTS[key]
    if field.is_required():
        return "required"
    value = field.default
    if isinstance(value, Part):
        return "as below"
    if value is None or value in ("", (), {}):
        return "none"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value).lower()


def _kind(annotation: Any) -> str:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _kind(inner[0])
    if origin in (typing.Union, types.UnionType):
        return _kind(next(one for one in inner if one is not types.NoneType))
    if origin is typing.Literal:
        return " or ".join(map(str, inner))
    if origin is tuple:
        kind = _kind(inner[0])
        return f"list of {kind.replace('list', 'lists', 1) if kind.startswith('list') else f'{kind}s'}"
    if origin is dict:
        return f"table of {_kind(inner[1])}s"
    return _WORDS.get(annotation, "table")


def surface() -> str:
    """docs/public-surface.txt: all that others may rely on."""
    parts = [
        "What others may rely on. Made by `make docs`; a change here is a change for users, and belongs in CHANGELOG.md.",
        "# Names of skolprov\n\n" + "\n".join(_names()),
        "# Fields of the records\n\n" + "\n\n".join(_records()),
        "# Command line\n\n" + "\n\n".join(_helps(cli.main, "skolprov")),
        "# pytest\n\n" + "\n".join(_of_pytest()),
    ]
    return "\n\n\n".join(parts) + "\n"


def _names() -> Iterator[str]:
    for name in sorted(skolprov.__all__):
        thing = getattr(skolprov, name)
        yield f"{name}{_signature(thing)}"
        if inspect.isclass(thing):
            for method, function in inspect.getmembers(thing, callable):
                if not method.startswith("_") and method not in dir(BaseException):
                    yield f"    .{method}{_signature(function)}"


def _signature(thing: Any) -> str:
    try:
        signature = str(inspect.signature(thing))
    except ValueError:
        return "(…)"
    unquoted = re.sub(r"(: |-> )'([^']*)'", r"\1\2", signature)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", unquoted)


def _records() -> Iterator[str]:
    kinds = [kind for kind in vars(records).values() if inspect.isclass(kind) and kind.__module__ == records.__name__]
    yield f"schema_version {records.SCHEMA_VERSION}"
    for kind in kinds:
        if is_dataclass(kind):
            yield "\n".join([kind.__name__, *(f"    {one.name}: {one.type}" for one in fields(kind))])
        elif issubclass(kind, Enum):
            yield "\n".join([kind.__name__, *(f"    {one.value}" for one in kind)])


def _helps(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, terminal_width=100, **cli.main.context_settings)
    yield f"$ {name} --help\n{command.get_help(context)}"
    if isinstance(command, click.Group):
        for inner in sorted(command.list_commands(context)):
            yield from _helps(command.commands[inner], f"{name} {inner}")


class _Listed:
    """Takes what a plugin tells pytest's parser."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def getgroup(self, *_: str) -> _Listed:
        return self

    def addoption(self, name: str, *, help: str, metavar: str, **_: Any) -> None:  # noqa: A002 - pytest's own word
        self.lines.append(f"{name} {metavar}: {help}")

    def addini(self, name: str, help: str, type: str = "string", default: Any = None) -> None:  # noqa: A002 - pytest's own words
        self.lines.append(f"{name} ({type}, {default!r}): {help}")


def _of_pytest() -> Iterator[str]:
    """What the plugin gives to other people's suites: options, keys of the configuration, the marker, fixtures."""
    listed = _Listed()
    plugin.pytest_addoption(listed)  # type: ignore[arg-type]
    yield from listed.lines
    yield f"@pytest.mark.{plugin.MARKER}"
    for name, thing in sorted(vars(plugin).items()):
        if type(thing).__name__ == "FixtureFunctionDefinition":
            yield f"fixture {name}: {inspect.getdoc(thing)}"


if __name__ == "__main__":
    PLAN.write_text(plan_document(), "utf-8")
    SURFACE.write_text(surface(), "utf-8")
