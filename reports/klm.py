"""The keystroke-level model: seconds from recorded operators, for the predicted time of a practised person."""

from __future__ import annotations

from evidence.problem import Problem

OPERATORS_S = {"K": 0.28, "P": 1.1, "B": 0.1, "H": 0.4, "M": 1.2}
"""Seconds per operator. K: the average non-secretary typist."""


def human_time_s(operators: str) -> float:
    """A practised person's own time for a sequence of operators, in seconds.

    Args:
        operators: KLM letters in order, such as "MPBB". Spaces are for the reader; W, the system's wait, is not the
            person's time and counts nothing here.
    Raises:
        Problem: A letter is not an operator; says which, and where in the sequence.
    Source:
        Card, Moran & Newell 1980 for the times; Kieras 2001 for B and the placing of M.

    >>> round(human_time_s("MPBB MKKKKK"), 2)        # choose a field, type five characters
    5.1
    """
    total = 0.0
    for place, letter in enumerate(operators, start=1):
        if letter in " W":
            continue
        if letter not in OPERATORS_S:
            known = ", ".join(OPERATORS_S)
            raise Problem(f'"{letter}", letter {place} of "{operators}", is no operator', do=f"Write one of: {known}.")
        total += OPERATORS_S[letter]
    return total
