"""What an answer gives away: whose personal values stand in it, and whether that is a leak."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from evidence.records import Disclosure
from scenarios.school import flat

NOBODY = "nobody"
"""Who asks without a session."""
_PEOPLE = ("pupil", "guardian", "child")
"""Whose values are personal. What a teacher is called is known to the whole school."""
_NOT_PERSONAL = ("username", "id")
_IDENTIFYING = (".name", ".email", ".personal_identity_number")
"""A leak needs one of these, of this person alone: two families may share a street, or the last digits of a number."""
_SHORTEST = 5
"""A shorter value may stand on a page by chance."""
_NO_ANSWER = (0, 429)
_SIGN_IN_FORM = re.compile(r"<input[^>]*type=[\"']?password", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request got."""

    status: int
    url: str
    text: str

    @property
    def tells(self) -> bool:
        """Whether it tells anything of who may read it: a server that is too busy, or broken, has not denied anything."""
        return self.status not in _NO_ANSWER and self.status < 500


class Belongings:
    """The values of a school's families, by which it is told whose an answer is.

    Args:
        cases: The build's school data.
    """

    def __init__(self, cases: Sequence[Mapping[str, Any]]) -> None:
        self._flat = [flat(case) for case in cases]
        self._owners = Counter(value for case in self._flat for value in set(case.values()))

    def __len__(self) -> int:
        return len(self._flat)

    def of(self, case: int) -> Mapping[str, str]:
        """All values of a case, by their names."""
        return self._flat[case]

    def known_to(self, case: int | None) -> set[str]:
        """Values that are no news to the family of a case; none to nobody."""
        return set(self._flat[case].values()) if case is not None else set()

    def people_of(self, case: int) -> set[str]:
        """The names and user names of a case: two cases that share one are related."""
        return {value for name, value in self._flat[case].items() if name.endswith((".name", ".username"))}

    def found(self, answer: Answer, case: int) -> set[str]:
        """Names of the case's personal values that stand in an answer."""
        text = _as_read(answer.text)
        return {name for name, value in self._flat[case].items() if _is_personal(name, value) and value in text}

    def disclosed(self, answer: Answer, case: int, known: set[str]) -> list[str]:
        """Names of the case's values that the answer gave away; none if nothing in it tells whose they are.

        Args:
            answer: What somebody else got.
            case: Whose values.
            known: Values that whoever asked has of their own.
        """
        mine = self._flat[case]
        found = {name for name in self.found(answer, case) if mine[name] not in known}
        identified = any(name.endswith(_IDENTIFYING) and self._owners[mine[name]] == 1 for name in found)
        return sorted(found) if identified else []


def verdict(answer: Answer, asked: str, disclosed: Sequence[str], asked_by: str) -> Disclosure:
    """What an answer to somebody else says.

    Args:
        answer: What they got.
        asked: The address that they asked for.
        disclosed: What it gave away.
        asked_by: Their role, or `NOBODY`.
    """
    if disclosed:
        return Disclosure.LEAK
    elsewhere = urlsplit(answer.url).path != urlsplit(asked).path
    if answer.status >= 400 or answer.status == 0 or elsewhere or _SIGN_IN_FORM.search(answer.text):
        return Disclosure.DENIED
    return Disclosure.PUBLIC if asked_by == NOBODY else Disclosure.SAME_AS_OWN


def _is_personal(name: str, value: str) -> bool:
    whose, _, what = name.partition(".")
    return whose in _PEOPLE and bool(what) and what not in _NOT_PERSONAL and len(value) >= _SHORTEST


def _as_read(text: str) -> str:
    """An answer's text as a person would read it, whether HTML or JSON."""
    stripped = text.lstrip()
    if stripped[:1] in {"{", "["}:
        try:
            return json.dumps(json.loads(stripped), ensure_ascii=False)
        except ValueError:
            return text
    return html.unescape(text)
