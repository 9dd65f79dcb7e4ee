"""The one kind of error that a person who uses Skolprov is meant to read: what happened, where, and what to do."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - people read the name; "Problem" is what it is to them
    """Something that the person who runs Skolprov can mend.

    Args:
        what: What is wrong, as a sentence without a full stop.
        where: The file and line, key, task or step that it concerns; empty if it concerns none.
        do: What to write or run instead, as a sentence; empty if there is no advice.

    >>> print(Problem('there is no mode "keybord"', where="plan.toml, line 7", do='Did you mean "keyboard"?'))
    plan.toml, line 7: there is no mode "keybord"
    Did you mean "keyboard"?
    """

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        super().__init__(what, where, do)
        self.what = what
        self.where = where
        self.do = do

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n{self.do}" if self.do else head

    def __reduce__(self) -> tuple[object, ...]:
        return _problem, (self.what, self.where, self.do)


def _problem(what: str, where: str, do: str) -> Problem:
    return Problem(what, where=where, do=do)


Problem.__module__ = "skolprov"
