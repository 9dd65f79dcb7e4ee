"""The ways in which an attempt ends before its outcome is observed; outcome.py says what each of them means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.scene import Scene
    from scenarios.trouble import Trouble


class Stumble(Exception):  # noqa: N818 - it is what happened to the person, not an error of ours
    """The person could not go on.

    Args:
        code: Which way, for the report's words.
        values: What the words speak of.
    """

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        said = ", ".join(f"{k} {v}" for k, v in self.values.items())
        return f"{self.code}: {said}" if said else self.code


class Barrier(Stumble):
    """The thing is there, and this mode cannot operate it.

    Args:
        code: Which way.
        focus_path: The stops that focus made on the way, if it was looked for by keyboard.
        heard: What is read out where it was looked for by ear.
        values: What the words speak of.
    """

    def __init__(self, code: str, *, focus_path: Sequence[str] = (), heard: Sequence[str] = (), **values: Any) -> None:
        super().__init__(code, **values)
        self.focus_path = list(focus_path)
        self.heard = list(heard)


class NotFound(Stumble):
    """Nothing on the screen is called that."""


class Ambiguous(Stumble):
    """Several things fit equally well, and the journey does not say which."""


class NotSeen(Stumble):
    """What the journey expected did not appear within the limit."""


class Unanswered(Stumble):
    """A dialog, the browser's own or the page's, wants an answer, and the journey did not say which."""


class SignInFailed(Stumble):
    """The person could not be signed in, so the task could not begin."""


class SignInBroken(SignInFailed):
    """The platform broke while the person signed in: it threw, answered with an error or not at all, or did nothing.

    Args:
        code: Which way.
        trouble: What the page complained of.
        scene: What was on the page.
        values: What the words speak of.
    """

    def __init__(self, code: str, *, trouble: Trouble, scene: Scene, **values: Any) -> None:
        super().__init__(code, **values)
        self.trouble = trouble
        self.scene = scene
