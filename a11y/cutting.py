"""Texts that are cut off once people make them larger or space them apart. For checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from a11y.operated import Operated
from a11y.world import main_world, script

_REACTS_WITHIN_MS = 250
"""Scripts that lay out a page anew often wait a little after something has changed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a page that cuts text off."""

    selector: str
    text: str
    """The first of what is cut off."""
    sure: bool
    """Whether nothing tells that the whole can be seen in another way."""
    zoomed: bool = False
    """Of enlarged text: whether it is cut off, too, when the browser zooms the whole page instead."""


def cut_off(page: Operated, how: Literal["enlarged", "spaced"]) -> list[Cut] | None:
    """The parts that cut text off now and did not before; None if nothing on the page could.

    Args:
        page: Left as it was.
        how: Text of twice the size, its boxes as they are; or spaced as in WCAG 1.4.12.
    """
    main_world(page.page).run(script("cut.js") + "\n;0")
    suspects = page.ask("(s, how) => skolprovCut.look(s, how)", how)
    if not suspects:
        return suspects if suspects is None else []
    zoomed: set[str] = set()
    with page.restored():  # once more, for scripts that answer to it with another layout
        try:
            page.ask("(s, how) => { skolprovCut.change(s, how); skolprovCut.resized(); return 0 }", how)
            page.page.wait_for_timeout(_REACTS_WITHIN_MS)
            page.settle()
            found = page.ask("(s) => skolprovCut.confirmed(s)")
            if how == "enlarged" and any(one["sure"] for one in found):
                zoomed = _zoomed(page)
        finally:
            main_world(page.page).run("globalThis.skolprovCut && (skolprovCut.undo(), skolprovCut.resized()); 0")
        page.settle()
    return [Cut(one["way"], one["text"], one["sure"], one["way"] in zoomed) for one in found]


def _zoomed(page: Operated) -> set[str]:
    """The parts that cut text off when the browser zooms to 200 %: then the window is half as wide and half as high in CSS px."""
    page.ask("(s) => { skolprovCut.undo(); return 0 }")
    size = page.page.viewport_size
    if size is None:
        return set()
    page.page.set_viewport_size({"width": size["width"] // 2, "height": size["height"] // 2})
    page.page.wait_for_timeout(_REACTS_WITHIN_MS)
    page.settle()
    return set(page.ask("(s) => skolprovCut.cutStill(s)"))
