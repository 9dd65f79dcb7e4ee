"""A scan as a run directory: its pages are states of one build, so that it is reported and compared as a run of journeys is."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import BrowserContext, Page

from a11y.catalogue import catalogue
from evidence.problem import Problem
from evidence.records import Build, Conditions, Finding, Run, State
from evidence.redaction import Redactor
from evidence.run_directory import RunDirectory
from scenarios.browser import FoundBrowser
from scenarios.now import utc
from scenarios.photographs import Photographs
from scenarios.traffic import learn_cookies
from skolprov.conditions import conditions_here

_PICTURES = 8
"""Pictures of elements of one page, at most."""
_NAME_LENGTH = 60
LANGUAGE = "en"
"""What the browser asks pages of a scan for."""


@dataclass(frozen=True, slots=True)
class ScanRun:
    """A scan's run directory while pages are looked at."""

    directory: RunDirectory
    photographs: Photographs

    def screen(self, page: Page) -> tuple[str | None, str]:
        """A picture of what the screen shows, as its blob; or None, and why."""
        self.learn(page.context)
        return self.photographs.of_screen(page)

    def learn(self, context: BrowserContext, gone: Iterable[str] = ()) -> None:
        """Know the cookies that have come meanwhile, and the values of those that are gone: a page may have written them where it is quoted."""
        learn_cookies(context, self.directory.redactor, gone)

    def pictured(self, page: Page, findings: Sequence[Finding]) -> list[Finding]:
        """The findings with pictures; the page must be as it was when they were found."""
        self.learn(page.context)
        return self.photographs.of_findings(page, findings)

    def keep(self, state: State, findings: Sequence[Finding]) -> None:
        """Write down a page, after its findings: one that stands in the record has all of them there."""
        for finding in findings:
            self.directory.append(finding)
        self.directory.append(state)

    def end(self) -> None:
        """All pages have been looked at."""
        self.directory.end(utc())


def begin(out: Path, addresses: Sequence[str], conditions: Conditions, plan: Mapping[str, Any]) -> ScanRun:
    """Begin a scan's run directory.

    Args:
        out: A directory that is new or empty.
        addresses: Of the pages.
        conditions: Under which they are looked at.
        plan: What is asked of them.
    Raises:
        Problem: The directory holds something already, or cannot be written.
    """
    redactor = Redactor()
    for address in addresses:
        redactor.add("in-address", unquote(urlsplit(address).password or ""))
    name = name_of(addresses)
    content = {**plan, "pages": list(addresses), "scan": True, "gate": {}}
    run = Run(
        id=f"{utc()[:19].replace(':', '')}-{secrets.token_hex(3)}",
        title=name,
        started_at=utc(),
        ended_at=None,
        seed=0,
        builds=[Build(name=name, url=_whole(addresses[0]), platform="")],
        plan=content,
        plan_digest=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
        conditions=conditions,
    )
    try:
        directory = RunDirectory.create(out, run, catalogue(), redactor)
    except Problem as problem:  # a scan is short: it is begun anew, and not gone on with
        raise Problem(problem.what, where=problem.where, do="Name another directory with --out.") from None
    return ScanRun(directory, Photographs(directory, (), _PICTURES))


def conditions_of(found: FoundBrowser, *, engine: bool, checks: Sequence[str], level: str, standard: str) -> Conditions:
    """Under which conditions pages are looked at.

    Args:
        found: The browser.
        engine: Whether the engine looks.
        checks: Ids of what else looks; and of the engine's rules, if only some are asked.
        level: A, AA or AAA.
        standard: Whose criteria count.
    """
    here = conditions_here(found, workers=1, language=LANGUAGE, scanned=engine)
    return replace(here, scanned=True, checks=sorted(checks), level=level, standard=standard)


def name_of(addresses: Sequence[str]) -> str:
    """What the scanned pages are called as a build: by their host, or by the file; several files by the folder that holds them all.

    >>> name_of(["https://a.test/", "https://a.test/letters"])
    'a.test'
    >>> name_of(["file:///home/eva/v1/index.html"])
    'index.html'
    >>> name_of(["file:///home/eva/v1/index.html", "file:///home/eva/v1/letters/one.html"])
    'v1'
    """
    split = [urlsplit(address) for address in addresses]
    paths = [unquote(parts.path) for parts in split]
    shared = os.path.commonpath(paths) if len(paths) > 1 and not any(parts.netloc for parts in split) else ""
    return (split[0].netloc.rpartition("@")[2] or Path(shared).name or Path(paths[0]).name)[:_NAME_LENGTH]


def places_of(addresses: Sequence[str]) -> list[str]:
    """What each page is called among those of the scan: without the host, so that it is the same place on another build.

    >>> places_of(["https://a.test", "https://a.test/letters?week=3"])
    ['/', '/letters?week=3']
    >>> places_of(["file:///home/eva/v1/letters/one.html", "file:///home/eva/v1/index.html"])
    ['letters/one.html', 'index.html']
    """
    split = [urlsplit(address) for address in addresses]
    hosts = {parts.netloc for parts in split if parts.scheme != "file"}
    folders = [str(Path(unquote(parts.path)).parent) for parts in split if parts.scheme == "file"]
    shared = os.path.commonpath(folders) if folders else ""
    places = []
    for parts in split:
        if parts.scheme == "file":
            place = os.path.relpath(unquote(parts.path), shared)
        else:
            host = parts.netloc.rpartition("@")[2] if len(hosts) > 1 else ""
            place = host + (parts.path or "/")
        places.append(
            place + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        )
    return places


def _whole(address: str) -> str:
    """The address of the host; of a file, its own."""
    parts = urlsplit(address)
    return address if parts.scheme == "file" else f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
