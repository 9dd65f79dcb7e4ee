"""How a text stands in a journey: as a Python literal, with the plan's own people and things in place of what they are called today.

Everything here may come from the page under test. It is written with `repr`, so that nothing of it is ever code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from evidence.redaction import Redactor
from scenarios.lasting import changing_part
from scenarios.school import flat
from scenarios.tasks import ROLES

_SHORTEST = 3
"""Shorter values stand in other words by chance."""
_SHORTEST_INSIDE = 8
"""Inside a longer text only names and titles are recognised that are shorter: "Monday" is not this family's Monday."""
_A_NAME = re.compile(r"(name|title|subject)$")
_REDACTED = re.compile(r"\[secret:[^\]]*\]")


class Words:
    """What texts of one case are written as.

    Args:
        case: The case of the school data in which the person acted.
        role: Who acts.
        passwords: Passwords of the case by role: wherever one was typed, it is named, never written.
        signing_in: Whether it is the log-in that is written, which knows an account and no school.
        others: All cases of the plan: a name that all of them have goes before one that only some have.
    """

    def __init__(
        self,
        case: Mapping[str, Any],
        role: str,
        passwords: Mapping[str, str] | None = None,
        *,
        signing_in: bool = False,
        others: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self._case = case
        self._role = role
        self._passwords = dict(passwords or {})
        self._signing_in = signing_in
        self._others = others
        self._redactor = Redactor()
        self._doubts: dict[str, str] = {}
        self._named = self._names()
        self._inside = {
            value: expression
            for value, expression in self._named.items()
            if len(value) >= _SHORTEST_INSIDE or _A_NAME.search(expression)
        }

    def holds(self, text: str) -> bool:
        """Whether a value of the school data stands in a text."""
        return any(_word(value).search(text) for value in self._inside)

    def doubts(self) -> list[tuple[str, str]]:
        """Dates that stood inside a text and happen to be in the school data, with their expressions; each told once."""
        told, self._doubts = list(self._doubts.items()), {}
        return told

    def typed(self, text: str) -> str:
        """An expression for what somebody typed."""
        for role, password in self._passwords.items():
            if password and password in text:
                return self.password(role)
        return self.literal(text)

    def password(self, role: str = "") -> str:
        """An expression for a password."""
        if self._signing_in:
            return "account.password"
        return "school.me.password" if role in {"", self._role} else f"school.{role}.password"

    def literal(self, text: str) -> str:
        """An expression for a text: a literal, or an f-string with values of the school data in it."""
        if _REDACTED.fullmatch(self._redactor.text(text)):
            return f"{'account' if self._signing_in else 'school.me'}.personal_identity_number"
        text = self._redactor.text(text)
        for value, expression in self._named.items():
            if value == text:
                return expression
        parts: list[str | tuple[str]] = [text]
        for value, expression in self._inside.items():
            parts = [piece for part in parts for piece in _cut(part, value, expression)]
        if not any(isinstance(part, tuple) for part in parts):
            return quoted(text)
        used = {part[0] for part in parts if isinstance(part, tuple)}
        self._doubts |= {v: e for v, e in self._inside.items() if e in used and changing_part(v)}
        braced = [f"{{{p[0]}}}" if isinstance(p, tuple) else p.replace("{", "{{").replace("}", "}}") for p in parts]
        return f"f{quoted(''.join(braced))}"

    def _names(self) -> dict[str, str]:
        """Expressions by value, the longest value first."""
        whole = flat(self._case)
        shared = [set(flat(case)) for case in self._others]
        found: dict[str, str] = {}

        def rank(key: str) -> tuple[int, int, int]:
            role = key.partition(".")[0]
            return sum(key not in keys for keys in shared), ROLES.index(role) + 1 if role in ROLES else 0, len(key)

        for key in sorted(whole, key=rank):
            value, parts = whole[key], key.split(".")
            if len(value) < _SHORTEST or key in {"form", "today"} or not all(p.isidentifier() for p in parts):
                continue
            if self._signing_in and parts[0] != self._role:
                continue
            if value in self._passwords.values():
                continue
            found.setdefault(value, self._expression(parts))
        if today := whole.get("today"):
            found.setdefault(today, "school.today.isoformat()" if not self._signing_in else quoted(today))
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def _expression(self, parts: list[str]) -> str:
        if self._signing_in:
            return ".".join(["account", *parts[1:]])
        return ".".join(["school", "me" if parts[0] == self._role else parts[0], *parts[1:]])


def quoted(text: str) -> str:
    """A Python literal, in double quotes where that needs no escape."""
    said = repr(text)
    return f'"{said[1:-1]}"' if said[0] == "'" and '"' not in text and "\\'" not in said else said


def comment(text: str) -> str:
    """A text as part of a comment: on one line, without what could end it."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _cut(part: str | tuple[str], value: str, expression: str) -> list[str | tuple[str]]:
    if isinstance(part, tuple):
        return [part]
    pieces: list[str | tuple[str]] = []
    for index, piece in enumerate(_word(value).split(part)):
        if index:
            pieces.append((expression,))
        if piece:
            pieces.append(piece)
    return pieces


def _word(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
