"""The file of known findings: who reads it, what is wrong with it, and what `skolprov baseline` adds to it. For whoever keeps one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import Field, Strict, ValidationError

from a11y.catalogue import catalogue
from a11y.names import check_names, no_such_check
from evidence.plain_text import plain
from evidence.problem import Problem
from reports.known import Known
from reports.model import FindingGroup, KnownFinding
from skolprov.plan_lines import Place, line_of, lines_of
from skolprov.plan_mistakes import Mistake, Source, mistake_of
from skolprov.plan_model import Part, Plan

_TABLE = "finding"
_FILLED_BY_PEOPLE = ("reason", "owner", "expires")
_FINGERPRINT_LENGTH = 20
_HEAD = """\
# Accessibility findings that are known. Each excuses one finding until its day is over; without a reason, an owner and
# a day it excuses nothing. `skolprov baseline RUN` adds what is not here yet and changes no entry.
#   reason = "The calendar is replaced in March"
#   owner = "Team Calendar"
#   expires = 2027-03-31          the last day on which it excuses
"""


class _Entry(Part):
    noun = "a known finding"

    fingerprint: Annotated[str, Field(min_length=1)]
    rule: Annotated[str, Field(min_length=1)]
    element: str = ""
    page: str = ""
    task: str = ""
    reason: str = ""
    owner: str = ""
    expires: date | datetime | str = ""


class _File(Part):
    noun = "a file of known findings"

    finding: Annotated[tuple[_Entry, ...], Strict(False)] = ()


def today() -> date:
    """The day by which entries expire: this machine's."""
    return date.today()  # noqa: DTZ011 - a day is a day where people are


def known_of(plan: Plan) -> Known | None:
    """The known findings that a plan names; None if it names none.

    Raises:
        Problem: The file cannot be read, or is wrong: says all that is.
    """
    return load_known(Path(plan.known)) if plan.known else None


def load_known(file: Path) -> Known:
    """Read a file of known findings, as of today.

    Raises:
        Problem: It cannot be read, or is wrong: says all that is, with line and key.
    """
    text, content = _content_of(file)
    lines = lines_of(text)
    try:
        entries = _File.model_validate(content).finding
    except ValidationError as error:
        source = Source(str(file), text.split("\n"), lines)
        raise source.wrong([_worded(dict(one)) for one in error.errors(include_url=False)]) from None
    _expect_real(file, entries, lines)
    _expect_once(file, entries, lines)
    return Known(file.name, tuple(_known(file, entry, lines, at) for at, entry in enumerate(entries)), today())


def _content_of(file: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise Problem(
            f"cannot be read: {error.strerror}",
            where=str(file),
            do="Name a file of known findings; `skolprov baseline RUN --out FILE` writes one.",
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problem("is not written in UTF-8", where=f"{file}:{line}", do="Save the file as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise Problem(
            f"is not TOML: {error}",
            where=str(file),
            do='An entry is  [[finding]]  and lines such as  reason = "…"  and  expires = 2027-03-31',
        ) from None


def _worded(error: dict[str, Any]) -> Mistake:
    place: Place = tuple(error["loc"])
    part = _Entry if len(place) > 2 else _File
    if len(place) > 2 and place[2] == "expires":  # of a union, each kind says what it is not
        error |= {"loc": place[:3], "type": "skolprov"}
        return Mistake(place[:3], "has to be a day", "Write:  expires = 2027-03-31")
    return mistake_of(error, part.noun, list(part.model_fields))


def _expect_real(file: Path, entries: Sequence[_Entry], lines: dict[Place, int]) -> None:
    """See that each entry can be some finding's: what is written wrong would excuse nothing, and be told as a fault that is gone."""
    rules = catalogue()["rules"]
    for at, entry in enumerate(entries):
        if len(entry.fingerprint) < _FINGERPRINT_LENGTH:
            key, what = "fingerprint", f'"{entry.fingerprint}" is no fingerprint'
            do = "Copy it whole, 20 signs 0–9 and a–f, from `skolprov baseline RUN` or `skolprov scan … --json FILE`."
        elif entry.rule not in rules and (
            mistake := no_such_check(entry.rule, checks=check_names(), rules_asked=rules)
        ):
            instead = f'Write:  rule = "{mistake.instead}"\n' if mistake.instead else ""
            key, what, do = "rule", mistake.what, f"{instead}{mistake.do}"
        else:
            continue
        where = f"{file}:{line_of(lines, (_TABLE, at, key))}"
        raise Problem(f"{_TABLE}[{at}].{key}: {what}", where=where, do=do)


def _expect_once(file: Path, entries: Sequence[_Entry], lines: dict[Place, int]) -> None:
    first: dict[str, int | None] = {}
    for at, entry in enumerate(entries):
        line = line_of(lines, (_TABLE, at, "fingerprint"))
        if entry.fingerprint in first:
            raise Problem(
                f"finding[{at}].fingerprint: the same finding stands in line {first[entry.fingerprint]} already",
                where=f"{file}:{line}",
                do="Take one of the two out.",
            )
        first[entry.fingerprint] = line


def _known(file: Path, entry: _Entry, lines: dict[Place, int], at: int) -> KnownFinding:
    reason, owner, expires = entry.reason.strip(), entry.owner.strip(), _day(entry.expires)
    filled = zip(_FILLED_BY_PEOPLE, (reason, owner, expires), strict=True)
    return KnownFinding(
        fingerprint=entry.fingerprint,
        rule=entry.rule,
        element=entry.element,
        page=entry.page,
        task=entry.task,
        reason=reason,
        owner=owner,
        expires=expires,
        lacks=tuple(key for key, value in filled if not value),
        where=f"{file.name}:{line_of(lines, (_TABLE, at))}",
    )


def _day(said: date | datetime | str) -> date | None:
    """A day as TOML or a text has it; None if it cannot be read."""
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    try:
        return date.fromisoformat(said.strip())
    except ValueError:
        return None


def add_to(file: Path, groups: Iterable[FindingGroup]) -> int:
    """Write findings that a file does not have yet at its end, for people to fill in; what stands there stays as it is.

    Args:
        file: Made if it is not there.
        groups: The findings.
    Returns:
        How many were added.
    Raises:
        Problem: The file is there, and is wrong.
    """
    is_there = file.exists()
    there = {entry.fingerprint for entry in load_known(file).entries} if is_there else set()
    new = [_written(group) for group in groups if group.fingerprint not in there]
    before = file.read_bytes().decode("utf-8") if is_there else _HEAD
    if new or not is_there:
        gap = "" if before.endswith("\n") else "\n"
        file.write_bytes((before + gap + "".join(new)).encode())
    return len(new)


def _written(group: FindingGroup) -> str:
    element, seen = group.element, group.seen[0]
    first = {
        "fingerprint": group.fingerprint,
        "rule": group.rule,
        "element": f'{element.role} "{element.name}"' if element.name else element.role or element.selector,
        "page": urlunsplit(urlsplit(seen.url)._replace(query="")),  # its values are somebody's
        "task": group.hinders[0].task if group.hinders else "",
    }
    rows = [f"{key} = {_text(value)}" for key, value in first.items() if value]
    rows += [f'{key} = ""' for key in _FILLED_BY_PEOPLE]
    return "\n".join(["", f"[[{_TABLE}]]", *rows, ""])


def _text(value: str) -> str:
    """A text as TOML has it, whatever a page put into it."""
    return json.dumps(plain(value).replace("\t", " ").replace("\n", " "), ensure_ascii=False)
