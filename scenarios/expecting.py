"""What a journey expects: whether it is so now, and whether it is known to have been so before the last action already."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import ElementHandle

from scenarios.doing import Doing
from scenarios.lookup import Look, Thing
from scenarios.modes import Reads
from scenarios.settle import at_rest
from scenarios.shown import Shown
from scenarios.stumble import Barrier
from scenarios.targets import Target

_READ = 3
"""Texts tried of those that say the same, before one that cannot be read is a barrier."""
TICKED = """(e) => {
  const box = 'checked' in e ? e : e.querySelector('input[type=checkbox], input[type=radio], [aria-checked]') || e;
  return 'checked' in box ? box.checked : box.getAttribute('aria-checked') === 'true';
}"""
"""Whether a box, or the one in a cell, is ticked: a function of the element."""


def as_expected(doing: Doing, look: Look, value: str | None) -> list[ElementHandle]:
    """What is on the screen now, or holds a value."""
    if value is None:
        return doing.sees(look)
    things = doing.sees(_as_field(look)) or doing.sees(look)
    return [h for h in things if doing.says(h) == value]


def make_sure_to_read(doing: Doing, look: Look) -> None:
    """In a mode that has to bring a text into sight: do so; of several that say it, one is enough.

    Raises:
        Barrier: None of them can be read.
    """
    if not isinstance(doing.mode, Reads):
        return
    barrier = _unreadable(doing, doing.mode, look)
    if barrier and at_rest(doing.page):  # half-way in, a message that slides in is cut off
        barrier = _unreadable(doing, doing.mode, look)
    if barrier:
        raise barrier


def _unreadable(doing: Doing, mode: Reads, look: Look) -> Barrier | None:
    barrier: Barrier | None = None
    for handle in doing.sees(look)[:_READ]:
        try:
            mode.bring_to_read(doing.hand, Thing(look.target, handle, doing.page))
        except Barrier as met:
            barrier = barrier or met
        else:
            return None
    return barrier


def _as_field(look: Look) -> Look:
    as_field = look.target if look.target.kind == "crossing" else Target("field", look.target.name)
    return replace(look, target=as_field, editable=True)


_NAMED = frozenset({"text", "heading", "row", "thing", "button", "link", "image", "field"})
"""Kinds of target that are found by their name, or by what they say."""


def was_absent(before: Shown | None, late: str | None, look: Look) -> bool:
    """Whether it is known that what is expected not to be there was not there before the last action, either.

    Args:
        before: What stood there when the page was looked at after the action before.
        late: What had come until the last action; None if that is not known.
        look: What is expected not to be there.
    """
    return before is not None and look.target.kind in _NAMED and before.lacks(look.target.name, late)


def was_so(before: Shown | None, look: Look, value: str | None) -> bool:
    """Whether what was expected is known to have been so before the last action; what cannot be told is not."""
    if before is None:
        return False
    if value is not None:
        return before.has_value(look.target.name, value)
    if look.target.kind not in {"text", "heading", "row", "thing"}:
        return False
    if look.target.kind == "heading" and not (look.near or look.within):
        return before.has_heading(look.target.name)
    places = [place.name for place in (look.near, look.within) if place]
    return before.has_line(look.target.name, *places) if places else before.has(look.target.name)
