"""The keystroke-level model: seconds from recorded operators, for the predicted time of a practised person.

Whoever doubts a predicted time finds here each operator's seconds, the profiles of typists and ages, and Fitts' law.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from evidence.problem import Problem

OPERATORS_S = {"K": 0.28, "P": 1.1, "B": 0.1, "H": 0.4, "M": 1.2}
"""Seconds per operator. K: the average non-secretary typist; P: where the geometry is not known."""
TYPISTS = {
    "best": 0.08,
    "good": 0.12,
    "average-skilled": 0.20,
    "average-non-secretary": 0.28,
    "random-letters": 0.50,
    "complex-codes": 0.75,
    "worst": 1.20,
}
"""Seconds per keystroke (Card, Moran & Newell 1980, table of operators)."""
AGES = {"18-39": 1.0, "40-55": 1.4, "56-65": 1.7, "66+": 2.2}
"""By what the own time of a person of this age is multiplied."""
POINTINGS = ("fitts", "klm")
"""How P is told: by Fitts' law where distance and size are known, or as the model's constant everywhere."""
FITTS_A_S, FITTS_B_S = 0.230, 0.166
"""Intercept in seconds and slope in seconds per bit (MacKenzie & Buxton 1992, mouse, smaller-of model)."""

Movement = Sequence[float]
"""One movement of the pointer to its target: distance, width and height, in CSS pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Whose time is predicted, and how pointing is told."""

    typist: str = "average-non-secretary"
    """One of TYPISTS."""
    age: str = "18-39"
    """One of AGES."""
    pointing: str = "fitts"
    """One of POINTINGS."""

    @property
    def keystroke_s(self) -> float:
        """Seconds per keystroke."""
        return TYPISTS[self.typist]

    @property
    def factor(self) -> float:
        """By what the sum of the operators is multiplied."""
        return AGES[self.age]


_CHOICES: dict[str, Sequence[str]] = {"typist": list(TYPISTS), "age": list(AGES), "pointing": POINTINGS}


def profile_from(*said: Mapping[str, Any]) -> Profile:
    """The profile that plan and command line ask for.

    Args:
        said: Values by the names of Profile's fields; the later goes before the earlier, None and other keys say nothing.
    Raises:
        Problem: A value is none that there is; says which, and what there is.
    """
    names = [field.name for field in fields(Profile)]
    given = {name: str(one[name]) for one in said for name in names if one.get(name) is not None}
    for name, value in given.items():
        if value not in _CHOICES[name]:
            raise Problem(
                f'there is no {name} "{value}"',
                where=f"effort.{name}",
                do=f"Write one of: {', '.join(_CHOICES[name])}.",
            )
    return Profile(**given)


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorTime:
    """A run of equal operators, such as five keystrokes, and what each of them takes."""

    operator: str
    """K, P, B, H or M."""
    count: int
    """How many follow each other."""
    each_s: float
    """Seconds for each, before the age's multiplier."""


def klm_time_s(operators: str, *, keystroke_s: float = 0.28, mental_s: float = 1.2) -> float:
    """Predict an expert's own time for a sequence of actions, in seconds, without the system's waits.

    Args:
        operators: KLM letters in order, such as "MPBB". Spaces are for the reader; W, the system's wait, is not the
            person's time and counts nothing here.
        keystroke_s: Seconds per keystroke; 0.28 is the average non-secretary typist.
        mental_s: Seconds per thought; 1.2 is Kieras' figure, Card, Moran & Newell had 1.35.
    Raises:
        Problem: A letter is not an operator; says which, and where in the sequence.
    Source:
        Card, Moran & Newell 1980 for the times; Kieras 2001 for M, B and the placing of M.

    >>> round(klm_time_s("MPBB MKKKKK"), 2)        # choose a field, type five characters
    5.1
    >>> round(klm_time_s("MK MK KKKKK MK KKKKK MK K", keystroke_s=0.2, mental_s=1.35), 2)    # the original's example
    8.4
    """
    seconds = OPERATORS_S | {"K": keystroke_s, "M": mental_s}
    return sum(seconds[letter] for letter in _letters(operators))


def pointing_time_s(distance_px: float, width_px: float, height_px: float) -> float:
    """Predict how long a practised person takes to move the mouse to a target, in seconds, without the click.

    Shannon's form of Fitts' law: a + b · log2(D / W + 1). W is the smaller of width and height: one of the two models
    for targets in two dimensions that fitted clearly better than the plain width in the study cited, and the one that
    needs no angle of approach; a and b are those of that model in that study, not mixed from several.

    Args:
        distance_px: How far the target is away; 0 if the pointer rests on it.
        width_px: The target's width.
        height_px: The target's height; distance and both sizes in the same unit.
    Raises:
        Problem: The target has no size, or the distance is negative.
    Source:
        MacKenzie & Buxton 1992, "Extending Fitts' law to two-dimensional tasks": 230 ms + 166 ms/bit (r = 0.95).

    >>> round(pointing_time_s(700, 400, 100), 3)       # 3 bits
    0.728
    """
    size = min(width_px, height_px)
    if size <= 0 or distance_px < 0:
        raise Problem(f"no movement of {distance_px:g} px to a target of {width_px:g} × {height_px:g} px can be timed")
    return FITTS_A_S + FITTS_B_S * math.log2(distance_px / size + 1)


def operator_times(
    operators: str, movements: Sequence[Movement] = (), profile: Profile | None = None
) -> tuple[OperatorTime, ...]:
    """What an action consists of, and what each part takes; so that the sum can be checked by hand.

    Args:
        operators: KLM letters in order.
        movements: One for each P in order; a P without one, or to a target of no size, takes the constant.
        profile: Whose time; the average non-secretary typist aged 18 to 39 if not given.
    Raises:
        Problem: A letter is not an operator.
    """
    profile = profile or Profile()
    runs: list[OperatorTime] = []
    left = list(movements) if profile.pointing == "fitts" else []
    for letter in _letters(operators):
        each = OPERATORS_S[letter]
        if letter == "K":
            each = profile.keystroke_s
        elif letter == "P" and left:
            distance, width, height = left.pop(0)
            # To hundredths: finer than the study's own error, and the sum can be checked by hand.
            each = round(pointing_time_s(distance, width, height), 2) if min(width, height) > 0 else each
        last = runs[-1] if runs else None
        if last and (last.operator, last.each_s) == (letter, each):
            runs[-1] = OperatorTime(operator=letter, count=last.count + 1, each_s=each)
        else:
            runs.append(OperatorTime(operator=letter, count=1, each_s=each))
    return tuple(runs)


def own_time_s(operators: str, movements: Sequence[Movement] = (), profile: Profile | None = None) -> float:
    """A person's own time for one action, in seconds: the operators' sum, times the age's multiplier.

    Args:
        operators: KLM letters in order.
        movements: One for each P in order.
        profile: Whose time.
    Raises:
        Problem: A letter is not an operator.
    """
    factor = profile.factor if profile else 1.0
    return factor * sum(run.count * run.each_s for run in operator_times(operators, movements, profile))


def movements_of(recorded: Sequence[Movement], travel_px: float, width_px: float, height_px: float) -> list[Movement]:
    """The movements of an action; those of runs that did not keep them one by one: the first, from its sums.

    Args:
        recorded: As the action keeps them.
        travel_px: How far the pointer moved in all.
        width_px: The target's width.
        height_px: The target's height.
    """
    if recorded or min(width_px, height_px) <= 0:
        return list(recorded)
    return [(travel_px, width_px, height_px)]


def _letters(operators: str) -> list[str]:
    """The operators one by one, without spaces and waits."""
    for place, letter in enumerate(operators, start=1):
        if letter not in OPERATORS_S and letter not in " W":
            known = ", ".join(OPERATORS_S)
            raise Problem(f'"{letter}", letter {place} of "{operators}", is no operator', do=f"Write one of: {known}.")
    return [letter for letter in operators if letter not in " W"]
