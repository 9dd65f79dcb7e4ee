"""How a command's help is laid out: examples before options, options by what the reader wants, and what each is by default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_GROUP_OF: dict[str, str] = {}
_REST = "Options"


def grouped(title: str, options: tuple[Callable[[Any], Any], ...]) -> Callable[[F], F]:
    """A decorator that gives a command several options, told in its help under one title.

    Args:
        title: What the reader wants of them.
        options: Of click, in their order.
    """

    def decorate(command: F) -> F:
        for option in reversed(options):
            command = option(command)
            _GROUP_OF[_latest(command)] = title
        return command

    return decorate


def _latest(command: Any) -> str:
    parameters = getattr(command, "__click_params__", None) or command.params
    return str(parameters[-1].name)


class GroupedHelp(click.Command):
    """A command whose options stand in groups; what an option is by default comes from `by_default`.

    Args:
        by_default: Text by the option's parameter name.
    """

    def __init__(self, *args: Any, by_default: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_default = dict(by_default or {})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, group by group."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                name = str(parameter.name)
                usual = self.by_default.get(name)
                said = f"{record[1]}  [default: {usual}]" if usual else record[1]
                groups.setdefault(_GROUP_OF.get(name, _REST), []).append((record[0], said))
        for title, rows in sorted(groups.items(), key=lambda group: group[0] == _REST):
            with formatter.section(title):
                formatter.write_dl(rows)


class GroupedGroup(GroupedHelp, click.Group):
    """The same for a command with commands of its own."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        GroupedHelp.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)
