"""Tells the states of a page apart by their structure, without their texts; so that each state is checked once, and two
pupils' pages of one kind count as one."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error, Page

from a11y.world import World, WorldError, main_world, script, world_of


@dataclass(frozen=True, slots=True)
class PageDigest:
    """What a page is, apart from what it says."""

    digest: str
    """SHA-256 in hexadecimal. Equal for pages with the same structure and states, whatever their texts and list lengths."""
    elements: int
    """How many elements there are, in frames and open shadow roots, too; scripts and the like aside."""


def digest(page: Page, top: World | None = None) -> PageDigest:
    """Digest what the page shows now. Changes nothing; some milliseconds at a thousand elements.

    What is not rendered does not count: a closed dialog that opens is a new state.

    Args:
        page: As it is.
        top: Our place in its document, where that is known already.
    Raises:
        playwright.sync_api.Error: The page went to another address or closed meanwhile.
    """
    try:
        top = top or main_world(page)
        structure, elements, outside = _seen(top)
        if outside:
            for inner, count in _frames_of_other_origins(page, top):
                structure += f"\n{inner}"
                elements += count
    except WorldError as error:
        raise Error(str(error)) from error
    return PageDigest(hashlib.sha256(structure.encode("utf-8", "surrogatepass")).hexdigest(), elements)


def look(page: Page) -> str:
    """The colours, letters and small targets that the page shows now, as a digest; empty for a page with frames.

    Two pages that are alike in this and in structure are alike to an engine that only reads them: what has focus or lies
    under the pointer is told by how it looks.

    Raises:
        playwright.sync_api.Error: The page went to another address or closed meanwhile.
    """
    try:
        seen = main_world(page).call(script("look.js"))
    except WorldError as error:
        raise Error(str(error)) from error
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest() if seen else ""


def _seen(world: World) -> tuple[str, int, int]:
    seen = json.loads(world.call(script("digest.js")))
    return str(seen["structure"]), int(seen["elements"]), int(seen["outside"])


def _frames_of_other_origins(page: Page, top: World) -> list[tuple[str, int]]:
    """What stands in the frames that a script in the page's own document does not reach into."""
    own = "(() => { try { return Boolean(parent.document) } catch { return false } })()"
    found = []
    for frame in top.all_frames():
        with suppress(Error, WorldError):  # a frame that comes or goes meanwhile
            world = world_of(page, frame)
            if not world.run(own):
                structure, elements, _ = _seen(world)
                found.append((structure, elements))
    return found
