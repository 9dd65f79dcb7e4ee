"""How a journey names a thing on the screen: the way a person would, by what it is and what it is called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """A thing that a person can look for."""

    kind: str
    """link, button, field, heading, text, row, image, crossing, thing (a bare name) or css."""
    name: str
    because: str = ""
    """For css: why nothing better was possible."""
    row: str = ""
    """For a crossing: a text in its row."""
    column: str = ""
    """For a crossing: what stands at the head of its column."""

    def __str__(self) -> str:
        if not self.name:
            return self.kind
        return f'"{self.name}"' if self.kind == "thing" else f'{self.kind} "{self.name}"'


def link(name: str) -> Target:
    """A link by its accessible name."""
    return Target("link", name)


def button(name: str) -> Target:
    """A button, or what works as one (tab, menu item, summary), by its accessible name."""
    return Target("button", name)


def field(name: str) -> Target:
    """A form field by its label; failing that, by the text that stands beside it."""
    return Target("field", name)


def heading(name: str) -> Target:
    """A heading by its text."""
    return Target("heading", name)


def text(content: str) -> Target:
    """Any visible text."""
    return Target("text", content)


def row(content: str) -> Target:
    """A table row or list item that holds a text."""
    return Target("row", content)


def image(name: str) -> Target:
    """A picture by its text alternative."""
    return Target("image", name)


def crossing(*, row: str, column: str) -> Target:
    """What stands where a row and a column of a table meet: the way to a control that has no label of its own.

    Args:
        row: A text in the row, such as a pupil's name.
        column: The text at the head of the column, marked up as a header or not.
    """
    return Target("crossing", f"{row} × {column}", row=row, column=column)


def css(selector: str, *, because: str) -> Target:
    """A thing that can only be found by its markup. Allowed, and recorded: nobody who hears the page could find it.

    Args:
        selector: A CSS selector.
        because: Why no name, label or text leads to it.
    """
    return Target("css", selector, because)


def as_target(target: Target | str) -> Target:
    """A bare string is a thing by its name, whatever it is."""
    return Target("thing", target) if isinstance(target, str) else target
