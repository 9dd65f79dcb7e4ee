"""What a plan asks for and cannot be attempted: said once before the run begins, and refused where it was asked for by name."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.problem import Problem
from evidence.records import LeftOut
from reports.unattempted import told_once
from reports.words import Words
from skolprov.progress import errors


def say_left_out(
    left_out: Sequence[LeftOut], builds: Sequence[str], named: Sequence[str], words: Words, *, anything: bool
) -> None:
    """Say what is left out, a line per reason.

    Args:
        left_out: From the session.
        builds: Names of all builds.
        named: Ids of tasks that the command line names one by one.
        words: Whose language is printed.
        anything: Whether any attempt is left to make.
    Raises:
        Problem: Nothing is left, or a task that was asked for by name cannot be attempted on any build.
    """
    if not anything:
        raise Problem(
            "there is nothing to attempt: " + "; ".join(words.message(m) for m in told_once(left_out, builds)),
            do="Write a journey (@platform.does) and an account ([[school]]) for at least one of the chosen tasks.",
        )
    for task in named:
        mine = [one for one in left_out if one.task == task]
        if {one.build for one in mine} >= set(builds) and mine:
            raise Problem(
                f"{task} cannot be attempted: {words.message(mine[0].reason)}",
                where="--task",
                do="Mend that, or leave the task out.",
            )
    for message in told_once(left_out, builds):
        errors.print("! " + words.say("terminal-left-out", what=words.message(message)), markup=False)
