"""What an action costs the person: counts, and the operators of the keystroke-level model (KLM).

The sum is the report's work; here stands which operators an action consisted of, so that a reader can check it by hand.
K a key pressed, P pointing, B a button of the mouse pressed or released, H a hand moved between mouse and keyboard,
M thinking. Where M is placed:

- One M before each thing that has to be found or chosen: the link, the button, the field, the list, the address, the
  way back. It stands before the movement (Kieras: deciding what to do, finding something on the screen; Card, Moran &
  Newell's rule 0: before each P that selects a command and each K that is not part of an argument).
- One M before what is put into a thing: the text of a field, the option of a list (Kieras: thinking of a task's
  parameter, retrieving a chunk from memory). A text is one chunk, whatever its length; composing a letter is not in
  the model.
- None between what follows without a decision: the press after pointing, the next Tab on the way to the same thing, the
  letters of a text, selecting what the field held (rule 1: what is fully anticipated; rule 2: a cognitive unit has one).
- None for looking whether all went well: a practised person who makes no mistakes does not stop to check. Their rules 3
  and 4, of keys that end a command or a text, have no case here: what ends a form is a button, and choosing it is an
  action of its own.

Source: Card, Moran & Newell 1980, "The keystroke-level model for user performance time with interactive systems";
Kieras 2001, "Using the keystroke-level model to estimate execution times".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from evidence.records import Heard


@dataclass(slots=True)
class Tally:
    """What one action has cost so far."""

    clicks: int = 0
    keystrokes: int = 0
    scrolled_px: float = 0.0
    pointer_travel_px: float = 0.0
    target_width_px: float = 0.0
    target_height_px: float = 0.0
    size_exception: str = ""
    operators: list[str] = field(default_factory=list)
    movements: list[list[float]] = field(default_factory=list)
    """Distance, width and height for each P; zeros where the target lies outside the page."""
    modelled: bool = True
    """Whether the keystroke-level model knows what was done; it knows nothing of listening."""
    listened: int | None = None
    read_past: int | None = None
    heard: list[Heard] = field(default_factory=list)
    unnamed: list[Heard] = field(default_factory=list)
    announced: bool | None = None

    def think(self) -> None:
        """A decision: which thing, what to put into it, what next."""
        self.operators.append("M")

    def point(self, travel_px: float, size_px: tuple[float, float] | None = None) -> None:
        """The pointer moved to the target.

        Args:
            travel_px: How far.
            size_px: The target's width and height; those of the action's target if not given.
        """
        self.pointer_travel_px += travel_px
        self.movements.append([travel_px, *(size_px or (self.target_width_px, self.target_height_px))])
        self.operators.append("P")

    def point_outside(self) -> None:
        """The pointer moved to something that the system draws outside the page: how far is not known."""
        self.point(0, (0, 0))

    def click(self) -> None:
        """A button of the mouse pressed and released."""
        self.clicks += 1
        self.operators.append("BB")

    def key(self, presses: int = 1) -> None:
        """Keys pressed; a chord such as Shift+Tab is two."""
        self.keystrokes += presses
        self.operators.append("K" * presses)

    def homing(self) -> None:
        """The hand moved between mouse and keyboard."""
        self.operators.append("H")

    def text(self) -> str:
        """The operators in order, such as "MPBBHKKKK"; empty where the model does not apply."""
        return "".join(self.operators) if self.modelled else ""


def keystrokes_for(text: str) -> int:
    """Keys that a person presses to type a text: a capital or another shifted sign takes Shift as well.

    >>> keystrokes_for("Anna 12!")
    10
    """
    shifted = set('!"#¤%&/()=?`*_:;>^')
    return sum(2 if c.isupper() or c in shifted else 1 for c in text)


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Straight way between two points, in CSS pixels."""
    return math.dist(a, b)
