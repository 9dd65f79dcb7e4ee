"""Going through a menu: what has to be opened is opened, what is open already is left open."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.doing import Doing
from scenarios.lookup import Look, Thing
from scenarios.targets import Target

_OPENING_S = 1.0
"""How long a part that says it is open may take to show what it holds."""


def follow(doing: Doing, path: Sequence[str]) -> None:
    """Go through a menu and press the last thing.

    Args:
        doing: The action.
        path: What its parts are called, from the outside in.
    Raises:
        NotFound: One of them is not there, and opening the one before does not bring it.
        Barrier: One of them cannot be opened in this mode.
    """
    look = _step(path, 0)
    for place in range(1, len(path)):
        inner = _step(path, place)
        thing = doing.find(look)
        if not _shows(doing, thing, inner):
            doing.mode.reveal(doing.hand, thing, lambda inner=inner: bool(doing.sees(inner)))  # type: ignore[misc]
            doing.settle()
        look = inner
    doing.act(look, lambda thing: doing.mode.press(doing.hand, thing))


def _step(path: Sequence[str], place: int) -> Look:
    """The same word may stand elsewhere on the page: meant is the one nearest to the part it is in."""
    return Look(Target("thing", path[place]), near=Target("thing", path[place - 1]) if place else None)


def _shows(doing: Doing, thing: Thing, inner: Look) -> bool:
    if doing.sees(inner):
        return True
    says_open = thing.ask(
        "e => e.getAttribute('aria-expanded') === 'true' || (e.tagName === 'SUMMARY' && e.parentElement.open)"
    )
    return bool(says_open) and doing.until(lambda: bool(doing.sees(inner)), _OPENING_S)
