"""The people and things of a task: which child, which class, which day; taken from the plan's school data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from evidence.problem import Problem


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in."""

    role: str
    name: str
    username: str
    password: str = field(repr=False)
    """Empty for an account that only a person can sign in."""
    details: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Whatever else the school data says of them."""

    def __getattr__(self, key: str) -> Any:
        return Things(f"{self.role}", self.details).__getattr__(key)


class Things:
    """A table of the school data, read by attribute: `school.lesson.title`."""

    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        self._name = name
        self._values = values

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        if key not in self._values:
            raise Problem(
                f"the school data says nothing of {self._name}.{key}",
                where="school data",
                do=f'Write {self._name}.{key} = "…" in the plan\'s [[school]]. It has: {", ".join(sorted(self._values)) or "nothing"}.',
            )
        value = self._values[key]
        return Things(f"{self._name}.{key}", value) if isinstance(value, Mapping) else value

    def __repr__(self) -> str:
        return f"<school data {self._name}>"


class School:
    """One case of the school data, as a journey sees it.

    Args:
        case: The case: form, accounts, and tables of things.
        role: Who acts.
        mark: A short word that no other attempt has, for texts that must be told apart.
    """

    def __init__(self, case: Mapping[str, Any], *, role: str, mark: str) -> None:
        self._case = case
        self._role = role
        self.form: str = case["form"]
        self.today: date = date.fromisoformat(str(case["today"])) if "today" in case else date.today()  # noqa: DTZ011 - the school's own day
        """The school's day: `today` of the case where a build has a clock of its own, else the calendar's."""
        self.mark = mark

    @property
    def me(self) -> Account:
        """The account of the person who acts."""
        return self.account(self._role)

    def account(self, role: str) -> Account:
        """The account of a role in this case.

        Raises:
            Problem: The case has none, or its password is in an environment variable that is not set.
        """
        entry = self._case.get(role)
        if not isinstance(entry, Mapping) or "username" not in entry:
            raise Problem(
                f"a case of form {self.form} has no {role} account",
                where="school data",
                do=f'Write {role} = {{ name = "…", username = "…", password_env = "…" }} in the plan\'s [[school]].',
            )
        password = password_of(entry, role) if entry.get("password_env") else ""
        return Account(role, str(entry.get("name", "")), str(entry["username"]), password, entry)

    def __getattr__(self, key: str) -> Any:
        if key.startswith("__"):
            raise AttributeError(key)
        if key in {"teacher", "pupil", "guardian"}:
            return self.account(key)
        return getattr(Things("school", self._case), key) if key not in self._case else _table(key, self._case[key])

    def __repr__(self) -> str:
        return f"<school, form {self.form}, {self._role}>"


def _table(key: str, value: Any) -> Any:
    return Things(key, value) if isinstance(value, Mapping) else value


def password_of(entry: Mapping[str, Any], role: str) -> str:
    """The password of an account, from the environment variable that the account names.

    Raises:
        Problem: The account names none, or it is not set.
    """
    variable = str(entry.get("password_env", ""))
    if variable not in os.environ:
        raise Problem(
            f"the environment variable {variable!r} is not set" if variable else "has no password",
            where=f"account of {role} {entry.get('username', '')}",
            do=f"Set it before the run: export {variable or 'NAME'}=…",
        )
    return os.environ[variable]


def flat(values: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """A case as dotted names and texts, such as child.name; without passwords.

    >>> flat({"form": "C", "child": {"name": "Alva"}, "pupil": {"password_env": "X"}})
    {'form': 'C', 'child.name': 'Alva'}
    """
    result: dict[str, str] = {}
    for key, value in values.items():
        if key in {"password", "password_env"}:
            continue
        name = f"{before}{key}"
        if isinstance(value, Mapping):
            result |= flat(value, f"{name}.")
        elif isinstance(value, list):
            result |= flat({str(i): v for i, v in enumerate(value)}, f"{name}.")
        elif value is not None:
            result[name] = str(value)
    return result
