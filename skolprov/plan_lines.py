"""On which line of a plan each key stands, so that a mistake can be shown where it was made.

Python's own TOML reader tells no lines. This one reads nothing but places, and only texts that the other has accepted.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter

Place = tuple[str | int, ...]
"""Keys and indices from the top of the plan, such as ("builds", 1, "url")."""

_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_INLINE_GAP = re.compile(r"[ \t]*")
_KEY = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> dict[Place, int]:
    """Find the line of each key, table and list element, counted from 1.

    Args:
        text: Valid TOML.

    >>> lines_of('a = 1\\n[[builds]]\\nurl = "x"')[("builds", 0, "url")]
    3
    """
    reader = _Places(text.replace("\r\n", "\n"))
    reader.document()
    return reader.lines


def line_of(lines: dict[Place, int], path: Place) -> int | None:
    """The line of a key, or of the table that it is missing from; None if the plan's text has neither.

    Args:
        lines: From `lines_of`.
        path: Keys and indices from the top.
    """
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


class _Places:
    """A reader of places: walks over the text once, and notes where each path begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Place, int] = {}
        self.elements: Counter[Place] = Counter()

    def document(self) -> None:
        """Read headers and keys until the text ends."""
        table: Place = ()
        while self._skip(_GAP) < len(self.text):
            if self._next("[["):
                table = self._header("]]", repeated=True)
            elif self._next("["):
                table = self._header("]", repeated=False)
            else:
                self._pair(table)

    def _header(self, close: str, *, repeated: bool) -> Place:
        line = self._line()
        keys = self._keys()
        self._skip(_INLINE_GAP)
        self._next(close)
        path: Place = ()
        for number, key in enumerate(keys, start=1):
            path = (*path, key)
            if repeated and number == len(keys):
                self.lines.setdefault(path, line)
                self.elements[path] += 1
            if self.elements[path]:  # a header speaks of the list's last element
                path = (*path, self.elements[path] - 1)
        self.lines.setdefault(path, line)
        return path

    def _pair(self, table: Place) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self.lines.setdefault(path, line)
        self._skip(_INLINE_GAP)
        self._next("=")
        self._skip(_INLINE_GAP)
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_INLINE_GAP)
            word = self._take(_KEY)
            keys.append(tomllib.loads(f"key = {word}")["key"] if word[0] in "\"'" else word)
            self._skip(_INLINE_GAP)
            if not self._next("."):
                return keys

    def _value(self, path: Place) -> None:
        if self._next("["):
            self._list(path)
        elif self._next("{"):
            self._inline_table(path)
        elif self.text[self.at] in "\"'":
            self._take(_STRING)
        else:
            self._take(_BARE)

    def _list(self, path: Place) -> None:
        index = 0
        while self._skip(_GAP) < len(self.text) and not self._next("]"):
            self.lines[(*path, index)] = self._line()
            self._value((*path, index))
            self._skip(_GAP)
            self._next(",")
            index += 1

    def _inline_table(self, path: Place) -> None:
        while self._skip(_GAP) < len(self.text) and not self._next("}"):
            self._pair(path)
            self._skip(_GAP)
            self._next(",")

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise AssertionError(f"no TOML at line {self._line()}")  # the other reader has accepted this text
        self.at = match.end()
        return match.group()

    def _next(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1
