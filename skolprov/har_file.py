"""Takes a HAR that somebody saved in their browser's own tools for the recording of a task, as if a journey had made it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from evidence.problem import Problem
from evidence.records import Build, Expectation, Recording
from evidence.run_directory import RunDirectory
from load.page import bare
from load.permission import belongs, host_of
from load.planning import flat
from load.recording import read_traffic
from scenarios.traffic import without_secrets

_HOW = "Open the browser's developer tools at the log-in page, do the task, and save all requests with their content as HAR."


@dataclass(frozen=True, slots=True)
class HarFile:
    """A HAR, and what it cannot say of itself."""

    file: Path
    expect: str
    """The text that shows that the task was done."""


@dataclass(frozen=True, slots=True)
class _Person:
    case: int
    role: str
    sent: int
    """Index of the request that signed them in."""


def take_har(
    directory: RunDirectory,
    har: HarFile,
    build: Build,
    task: str,
    roles: Sequence[str],
    cases: Sequence[Mapping[str, Any]],
) -> Recording:
    """Keep a HAR in a run, without its secrets.

    Args:
        directory: The run.
        har: The file.
        build: What it was recorded on.
        task: What was done in it.
        roles: Who may have done it.
        cases: The school data, with passwords.
    Raises:
        Problem: It is no HAR, is of another host, nobody of the school data signs in in it, or the text stands in no answer.
    """
    entries = _entries(har.file)
    asked = [e for e in entries if belongs(str(e["request"]["url"]), frozenset([host_of(build.url)]))]
    if not asked:
        hosts = sorted({host_of(str(e["request"]["url"])) for e in entries}) or ["nothing"]
        raise Problem(
            f"asks {', '.join(hosts[:5])}, and never {host_of(build.url)}",
            where=str(har.file),
            do="Name the build that it was recorded on: --url.",
        )
    person = _person(asked, roles, cases)
    if person is None:
        raise Problem(
            f"nobody of the school data signs in in it as {' or '.join(roles)}",
            where=str(har.file),
            do=f"{_HOW} Sign in as somebody whom [[school]] names.",
        )
    recording = _recording(directory, har, build, task, person, cases, asked)
    answers = read_traffic(directory, recording, build.url).exchanges
    if not any(bare(har.expect) in e.answer.readable for e in answers):
        raise Problem(
            f'"{har.expect}" stands in no answer of the platform',
            where=f"{har.file}, --expect",
            do=f"Write a text that the page showed when the task was done. If the HAR has no contents: {_HOW}",
        )
    directory.append(recording)
    return recording


def _entries(file: Path) -> list[dict[str, Any]]:
    try:
        entries = json.loads(file.read_text("utf-8-sig"))["log"]["entries"]
        found = [e for e in entries if str(e["request"]["url"]).startswith(("http://", "https://"))]
        return sorted(found, key=lambda e: datetime.fromisoformat(e["startedDateTime"]))
    except OSError as error:
        raise Problem(f"cannot be read: {error.strerror}", where=str(file), do="Name a HAR with --from-har.") from None
    except (ValueError, KeyError, TypeError):
        raise Problem("is no HAR (HTTP archive 1.2, JSON)", where=str(file), do=_HOW) from None


def _person(
    entries: Sequence[Mapping[str, Any]], roles: Sequence[str], cases: Sequence[Mapping[str, Any]]
) -> _Person | None:
    """Whose user name is sent first in a request that changes something: who signs in."""
    for at, entry in enumerate(entries):
        post = entry["request"].get("postData") or {}
        sent = [str(post.get("text") or ""), *(str(p.get("value") or "") for p in post.get("params") or ())]
        for case, role, name in _names(roles, cases):
            if any(form in text for text in sent for form in {name, quote(name, safe=""), quote_plus(name)}):
                return _Person(case, role, at)
    return None


def _names(roles: Sequence[str], cases: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, str, str]]:
    """The user names, the longest first: guardian.1 stands in guardian.12."""
    found = [
        (index, role, str(case[role]["username"]))
        for index, case in enumerate(cases)
        for role in roles
        if isinstance(case.get(role), Mapping) and case[role].get("username")
    ]
    return iter(sorted(found, key=lambda one: -len(one[2])))


def _recording(
    directory: RunDirectory,
    har: HarFile,
    build: Build,
    task: str,
    person: _Person,
    cases: Sequence[Mapping[str, Any]],
    entries: Sequence[Mapping[str, Any]],
) -> Recording:
    case = dict(cases[person.case])
    values = flat(case)
    for name in [n for n in values if n.endswith((".password", ".password_env"))]:
        directory.redactor.add(name, values.pop(name))
        values[f"{name.partition('.')[0]}.password"] = f"[secret:{name.partition('.')[0]}.password]"
    ended = max(_ended(entry) for entry in entries).astimezone(UTC)
    return Recording(
        id=f"{task}-{har.file.stem}", build=build.name, task=task, role=person.role, form=str(case.get("form", "")),
        attempt="", case=person.case,
        har=directory.write_blob(without_secrets(har.file, directory.redactor), ".har", compress=True),
        values=values, typed=[], signed_in_at=_signed_in(entries, person.sent).isoformat(), ended_at=ended.isoformat(),
        expectations=[Expectation(text=har.expect, at=ended.isoformat())],
    )  # fmt: skip


def _signed_in(entries: Sequence[Mapping[str, Any]], sent: int) -> datetime:
    """When the first page after the one that signing in led to was asked for; else the end of the request that signed in."""
    at = sent
    while at + 1 < len(entries) and 300 <= int(entries[at]["response"]["status"]) < 400:
        at += 1
    for entry in entries[at + 1 :]:
        if "html" in str(entry["response"]["content"].get("mimeType") or "") or entry["request"]["method"] != "GET":
            return datetime.fromisoformat(entry["startedDateTime"])
    return _ended(entries[at])


def _ended(entry: Mapping[str, Any]) -> datetime:
    took = timedelta(milliseconds=max(0.0, float(entry.get("time") or 0)))
    return datetime.fromisoformat(entry["startedDateTime"]) + took
