"""What a person at a terminal sees while a run goes on, and what a CI log keeps of it: the same, as plain lines."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.segment import Segment

from evidence.plain_text import plain

_EVERY_S = 30.0
"""How often a log that is no terminal gets a line."""


class _Plain(Console):
    """Writes no text that a terminal would obey, wherever it comes from; the signs that move a bar are its own."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """All that is printed passes here, piece by piece."""
        for piece in super().render(renderable, options):
            yield piece if piece.control else Segment(plain(piece.text), piece.style)


def to_terminals(**options: Any) -> Console:
    """A console for texts as they are: what a page says is neither obeyed by the terminal nor taken for markup or emoji.

    Args:
        options: Of rich's own.
    """
    return _Plain(highlight=False, soft_wrap=True, markup=False, emoji=False, **options)


console = to_terminals()
errors = to_terminals(stderr=True)


@dataclass
class Phase:
    """One part of a run, as it advances."""

    name: str
    total: int | None
    live: Progress | None
    done: int = 0
    note: str = ""
    _began: float = field(default_factory=time.monotonic)
    _said: float = field(default_factory=time.monotonic)

    def expect(self, total: int) -> None:
        """The size of the phase is known now."""
        self.total = total
        self._show()

    def advance(self, done: int, note: str) -> None:
        """So much is done; the note says what came last."""
        self.done, self.note = done, note
        self._show()

    def _show(self) -> None:
        if self.live:
            self.live.update(self.live.task_ids[0], completed=self.done, total=self.total, note=self.note)
        elif time.monotonic() - self._said >= _EVERY_S:
            self._said = time.monotonic()
            console.print(f"{self.name}  {self.done}/{self.total or '?'}  {self.note}", markup=False)

    def elapsed(self) -> str:
        """Minutes and seconds since it began."""
        seconds = int(time.monotonic() - self._began)
        return f"{seconds // 60}:{seconds % 60:02}"


@contextmanager
def phase(name: str, total: int | None = None) -> Iterator[Phase]:
    """Show one part of a run: a bar on a terminal, else a line at its start and end and every 30 seconds."""
    if console.is_terminal:
        columns = (
            TextColumn("{task.description:<10}"),
            BarColumn(30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", markup=False),
        )
        with Progress(*columns, console=console) as live:
            live.add_task(name, total=total, note="")
            yield Phase(name, total, live)
        return
    console.print(f"{name}  begins", markup=False)
    shown = Phase(name, total, None)
    yield shown
    total = shown.total or shown.done
    done = f"{shown.done}/{total}" if total else "nothing done"
    console.print(f"{name}  {done}  {shown.elapsed()}", markup=False)
