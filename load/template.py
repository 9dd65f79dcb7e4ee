"""A text with holes: what a recording said, so that it can be said again for another person."""

from __future__ import annotations

import re
import secrets
import string
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

SHORTEST_WITHIN = 3
"""A value shorter than this is only recognised where it stands alone; within a text it occurs by chance."""


class NotFound(Exception):  # noqa: N818 - a condition of the platform's answer, not an error of ours
    """The platform's answer lacks a value that the replay needs. The text is the code of what was looked for."""


Make = Literal["milliseconds", "seconds", "iso", "uuid", "hex", "digits", "alphanumeric", "base64url"]
"""What browsers make up: the time in three spellings, and chance in five."""


@dataclass(frozen=True, slots=True)
class Own:
    """A hole for a value of the person's own case, such as child.name."""

    own: str


@dataclass(frozen=True, slots=True)
class Given:
    """A hole for a value that an earlier answer gave, by the name of its extraction."""

    given: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """A hole for a value that the browser makes up: by the clock or by chance."""

    fresh: Make
    length: int = 0
    name: str = ""
    """Under which it is sent again; empty for one that is sent once."""
    after_s: int = 0
    """Of a moment, so many seconds after now; below 0 before, such as a month ago."""


Part = str | Own | Given | Fresh
_LETTERS = string.ascii_letters + string.digits
_MAKE: Mapping[Make, Callable[[int], str]] = {
    "milliseconds": lambda _: str(int(time.time() * 1000)),
    "seconds": lambda _: str(int(time.time())),
    "iso": lambda _: _moment(0),
    "uuid": lambda _: str(uuid.uuid4()),
    "hex": lambda length: _drawn(length, string.hexdigits[:16]),
    "digits": lambda length: _drawn(length, string.digits),
    "alphanumeric": lambda length: _drawn(length, _LETTERS),
    "base64url": lambda length: _drawn(length, _LETTERS + "-_"),
}


def made(part: Fresh) -> str:
    """A new value of a kind."""
    return _moment(part.after_s) if part.fresh == "iso" else _MAKE[part.fresh](part.length)


def _moment(after_s: int) -> str:
    at = datetime.now(UTC) + timedelta(seconds=after_s)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _drawn(length: int, letters: str) -> str:
    return "".join(secrets.choice(letters) for _ in range(length))


@dataclass(frozen=True, slots=True)
class Template:
    """Parts that follow one another."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, *parts: Part) -> Template:
        """The template of these parts, empty ones left out."""
        return cls(tuple(p for p in parts if p != ""))

    @property
    def is_fixed(self) -> bool:
        """Whether it says the same for everybody."""
        return all(isinstance(p, str) for p in self.parts)

    @property
    def owns(self) -> frozenset[str]:
        """The names of the case's values that it needs."""
        return frozenset(p.own for p in self.parts if isinstance(p, Own))

    def fill(self, own: Mapping[str, str], given: Callable[[str], str], make: Callable[[Fresh], str] = made) -> str:
        """The text for one person.

        Args:
            own: The person's case by dotted names.
            given: Looks up what an earlier answer gave.
            make: Makes what the browser makes up.
        Raises:
            NotFound: The case or the answers lack a value.
        """
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return self.parts[0]  # most are
        return "".join(_filled(part, own, given, make) for part in self.parts)

    def __str__(self) -> str:
        return "".join(p if isinstance(p, str) else "{" + _word(p) + "}" for p in self.parts)


def _word(part: Own | Given | Fresh) -> str:
    if isinstance(part, Own):
        return part.own
    return "given" if isinstance(part, Given) else part.fresh


def _filled(part: Part, own: Mapping[str, str], given: Callable[[str], str], make: Callable[[Fresh], str]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Own):
        if part.own not in own:
            raise NotFound(f"case-without:{part.own}")
        return own[part.own]
    return given(part.given) if isinstance(part, Given) else make(part)


def nothing_given(name: str) -> str:
    """For templates that may only speak of the person's own case."""
    raise NotFound(f"value-not-found:{name}")


def templated(text: str, known: Mapping[str, Part]) -> Template:
    """The text with a hole for each known value that stands in it.

    Args:
        text: As recorded.
        known: Values as recorded, each with the hole that takes its place.
    """
    if text in known:
        return Template.of(known[text])
    found = sorted((v for v in known if len(v) >= SHORTEST_WITHIN and v in text), key=len, reverse=True)
    if not found:
        return Template.of(text)
    pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, found)) + r")(?!\w)")
    return Template.of(*(known.get(piece, piece) if i % 2 else piece for i, piece in enumerate(pattern.split(text))))
