"""What moves or blinks by itself on a page. For the checks about motion."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from a11y.operated import Operated
from a11y.scripts import scripts_of
from a11y.world import script

_LONG_MS = 5000
"""WCAG 2.2.2: what lasts longer can be paused, stopped or hidden."""
_LOOKS_EVERY_MS = 120
_FRAME_MS = 20
"""A frame and a little: what a script moves all the time has been touched once more."""
_TOUCHED_S = 0.5
_HINTED_S = 1.2
"""Where a name or a timer hints at motion, so long is waited for it to begin."""
_SHORT_S = 1.3
"""What the browser itself says is endless need not be watched for five seconds: it is seen moving."""
_LONGEST_S = 14.0
_RESTS_MS = 2000
_RESTS_BETWEEN_SLIDES_MS = 6500
_BURSTS = 3
"""A message that comes and goes moves twice."""


@dataclass(frozen=True, slots=True)
class Mover:
    """A thing that moves by itself for more than five seconds."""

    selector: str
    called: str
    far: float
    """How far it was seen to move, in CSS px."""
    size: float
    """How large it is, in square CSS px."""
    pause_s: float
    """How long it rests before it goes on."""


_known: WeakKeyDictionary[Operated, tuple[Mover, ...]] = WeakKeyDictionary()


def movers(page: Operated) -> tuple[Mover, ...]:
    """What moves by itself, and goes on for more than five seconds. Only where something may move is it waited for.

    Args:
        page: As it was found. Asked again, it is known.
    """
    if page not in _known:
        _known[page] = _watch(page)
    return _known[page]


def goes_on(page: Operated, mover: Mover) -> bool:
    """Whether it moves now, or will before long.

    Args:
        page: After something was done that may have stopped it.
        mover: As it was found.
    """
    until = monotonic() + max(_SHORT_S, 1.5 * mover.pause_s + 0.5)
    if not _ask(page, "follow", mover.selector):
        return False
    try:
        while monotonic() < until:
            page.page.wait_for_timeout(_LOOKS_EVERY_MS)
            if _ask(page, "goes"):
                return True
        return False
    finally:
        _ask(page, "end")


def shows_waiting(page: Operated, selector: str) -> bool:
    """Whether what moves only shows that something is under way."""
    try:
        return bool(_ask(page, "waits", selector))
    finally:
        _ask(page, "end")


def _ask(page: Operated, what: str, *arguments: Any) -> Any:
    return page.ask(f"(s, what, ...rest) => ({script('moving.js')})(s)[what](...rest)", what, *arguments)


def _watch(page: Operated) -> tuple[Mover, ...]:
    begun = _ask(page, "begin")
    rests_ms = _RESTS_BETWEEN_SLIDES_MS if begun["slides"] else _RESTS_MS
    awaited = _SHORT_S if begun["sure"] else _HINTED_S if begun["slides"] or scripts_of(page).repeat(_LONG_MS) else 0.0
    since = monotonic()
    try:
        page.page.wait_for_timeout(_FRAME_MS)
        if _ask(page, "look"):
            awaited = max(awaited, _TOUCHED_S)
        while True:
            seen: list[dict[str, Any]] = _ask(page, "seen")
            pending = [one for one in seen if not _lasts(one) and one["quiet"] < rests_ms]
            spent = monotonic() - since
            if spent >= awaited and (not pending or spent > _LONGEST_S):
                break
            page.page.wait_for_timeout(_LOOKS_EVERY_MS)
            _ask(page, "look")
    finally:
        _ask(page, "end")
    return tuple(
        Mover(
            one["way"],
            one["called"],
            one["far"],
            one["size"],
            one["lasted"] / 1000 / (one["bursts"] - 1) if one["by"] == "script" and one["bursts"] > 1 else 0.0,
        )
        for one in seen
        if _lasts(one)
    )


def _lasts(one: dict[str, Any]) -> bool:
    continuous_or_often = one["bursts"] == 1 or one["bursts"] >= _BURSTS
    return bool(one["by"] != "script" or (one["lasted"] > _LONG_MS and continuous_or_often))
