"""What a page's scripts have in them, whether they stand in the page or in files of their own. For checks of what a page does by itself:
a word in a script is a reason to watch, and never a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from playwright.sync_api import Error

from a11y.operated import Operated
from a11y.world import session_of

_MOST_INLINE, _MOST_FILES = 200, 30
_MOST_CHARACTERS = 1_500_000
"""Of all files together."""
_MOST_OF_EACH = 200_000
_LOOK = """(s, most, ofEach) => ({
  inline: [...document.scripts].slice(0, most).filter((e) => !e.src).map((e) => e.textContent.slice(0, ofEach)),
  sources: [...new Set([...document.scripts].map((e) => e.src).filter((src) => /^(https?|file):/.test(src)))],
})"""
_AGAIN = re.compile(r"set(?:Interval|Timeout)\(|requestAnimationFrame\(")
_INTERVAL = re.compile(r"setInterval\(.{0,400}?,\s*(\d{2,5}|\d(?:\.\d)?e[23])\s*\)", re.DOTALL)
"""With its time in plain figures, or as tools write it that make scripts small: `5e3`."""
_LOOSE_INTERVAL = re.compile(r",\s*(\d{2,5}|\d(?:\.\d)?e[23])\s*\)")
"""Any figure at the end of a call, in a script that stands in the page and has a setInterval: they are short."""
_MOST_LOOSE = 50_000


@dataclass(frozen=True, slots=True)
class Scripts:
    """The texts of a page's scripts."""

    inline: tuple[str, ...]
    files: tuple[str, ...]

    def act_again(self) -> bool:
        """Whether any does something again and again, or a while later."""
        return any(_AGAIN.search(text) for text in (*self.inline, *self.files))

    def repeat(self, within_ms: int) -> bool:
        """Whether any does something at least so often; of one that stands in the page, however often."""
        return any("setInterval(" in text for text in self.inline) or any(
            ms <= within_ms for text in self.files for ms in _times(_INTERVAL, text)
        )

    def intervals(self) -> tuple[int, ...]:
        """How long timers may wait that do something again and again, in milliseconds."""
        loose = [text[:_MOST_LOOSE] for text in self.inline if "setInterval(" in text]
        found = [ms for text in loose for ms in _times(_LOOSE_INTERVAL, text)]
        found += [ms for text in self.files for ms in _times(_INTERVAL, text)]
        return tuple(dict.fromkeys(found))


_known: WeakKeyDictionary[Operated, Scripts] = WeakKeyDictionary()


def scripts_of(page: Operated) -> Scripts:
    """The scripts of the page's own document. Asked again, they are known; nothing is asked of a server."""
    if page not in _known:
        seen = page.ask(_LOOK, _MOST_INLINE, _MOST_OF_EACH)
        _known[page] = Scripts(tuple(seen["inline"]), tuple(_held(page, seen["sources"])))
    return _known[page]


def _held(page: Operated, sources: list[str]) -> list[str]:
    """What the browser holds of these files, up to so much."""
    if not sources:
        return []
    session = session_of(page.page)
    session.send("Page.enable")
    try:
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        texts, room = [], _MOST_CHARACTERS
        for source in sources[:_MOST_FILES]:
            try:
                text = session.send("Page.getResourceContent", {"frameId": frame, "url": source})["content"]
            except Error:  # not loaded
                continue
            texts.append(text[:room])
            room -= len(text)
            if room <= 0:
                break
        return texts
    finally:
        session.send("Page.disable")


def _times(pattern: re.Pattern[str], text: str) -> list[int]:
    return [int(float(told)) for told in pattern.findall(text)]
