"""What an action costs the person: counts, and the operators of the keystroke-level model (KLM).

The sum is the report's work; here stands which operators an action consisted of, so that a reader can check it by hand.
K a key pressed, P pointing, B a button of the mouse pressed or released, H a hand moved between mouse and keyboard,
M thinking. M is placed by Kieras' rules in the form that fits whole actions: one M before an action, none within what
follows without a decision (typing an answer, the click after pointing, the next Tab).

Source: Card, Moran & Newell 1980, "The keystroke-level model for user performance time with interactive systems";
Kieras 2001, "Using the keystroke-level model to estimate execution times".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What one action has cost so far."""

    clicks: int = 0
    keystrokes: int = 0
    scrolled_px: float = 0.0
    pointer_travel_px: float = 0.0
    target_width_px: float = 0.0
    target_height_px: float = 0.0
    operators: list[str] = field(default_factory=list)

    def think(self) -> None:
        """A decision: which thing, what next."""
        self.operators.append("M")

    def point(self, travel_px: float) -> None:
        """The pointer moved to the target."""
        self.pointer_travel_px += travel_px
        self.operators.append("P")

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
        """The operators in order, such as "MPBBHKKKK"."""
        return "".join(self.operators)


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
