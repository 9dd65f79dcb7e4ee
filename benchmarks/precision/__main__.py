"""What our own checks say of pages that other people made: `python -m benchmarks.precision [WORD …]`.

The pages are data (`pages.toml`): packages at a pinned version, installed into environments of their own under runs/precision, and how
their pages are made or served. What was said is held against what people judged by hand (`judgements.toml`). Printed are the
share of true ones, what nobody has judged yet, and what could not look or took long. With words, only sites whose name has one
of them are looked at again; the shares are of all that was seen.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import venv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Error, sync_playwright

from a11y.catalogue import catalogue
from a11y.check import Check, Outcome
from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.operated import Operated
from reports.rule_words import said_by_check
from scenarios.browser import find_browser, launch, user_agent
from scenarios.modes import mode
from scenarios.stumble import Stumble
from scenarios.user import User
from skolprov.wording import words_of

_HERE = Path(__file__).parent
_SOURCES = _HERE / "sources"
_FOLDER = Path("runs/precision").resolve()
_OPENS_WITHIN_S = 30.0
_SERVES_WITHIN_S = 90.0
_MADE_WITHIN_S = 900.0
_REFUSED = 400
_SLOW_S = 3.0
"""A check that takes longer on a page is named."""
_TOLD = 160


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a site."""

    name: str
    at: str
    """Its address after the host, or its file in the site's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Pages that one way of making brings."""

    name: str
    pages: tuple[Page, ...]
    requires: tuple[str, ...] = ()
    """Packages, for pip."""
    make: tuple[str, ...] = ()
    """Commands of a shell, in the site's folder."""
    found: str = ""
    """A folder that a package of the system brings: nothing is made."""
    serve: str = ""
    """A command that serves at $PORT; files are served by us."""
    variables: Mapping[str, str] = field(default_factory=dict)
    new: bool = False
    """Held out: looked at once, and no mend of a check was made for it before."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a check says of a place: a violation of a criterion."""

    rule: str
    selector: str
    said: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one page."""

    page: str
    new: bool
    said: tuple[Said, ...]
    reviews: int
    could_not: Mapping[str, str]
    slow: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one row of the table says: of one component's fault in one package."""

    page: str
    """The beginning of the page's name: one package's component may stand on several pages."""
    rule: str
    verdict: str
    """true, false or unclear."""
    why: str
    selector: str = ""
    """A part of the selector or of the markup; any, if empty."""
    mended: int = 0
    """Of so many places it was said when the page was first looked at, and a mended check says it no more."""

    def is_of(self, page: str, said: Said) -> bool:
        return (
            page.startswith(self.page)
            and said.rule == self.rule
            and (self.selector in said.selector or self.selector in said.snippet)
        )


class CannotError(Exception):
    """A site cannot be made here."""


def read_sites() -> list[Site]:
    listed = tomllib.loads((_HERE / "pages.toml").read_text("utf-8"))["site"]
    return [Site(**{**one, "pages": tuple(Page(**page) for page in one["pages"])}) for one in listed]


def read_judgements() -> list[Judgement]:
    return [Judgement(**one) for one in tomllib.loads((_HERE / "judgements.toml").read_text("utf-8"))["judgement"]]


@contextmanager
def open_site(site: Site) -> Iterator[str]:
    """The address under which a site's pages are: it is made first, unless it was made before."""
    folder = Path(site.found) if site.found else _FOLDER / "sites" / site.name
    environment = _FOLDER / "environments" / site.name
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {
        **os.environ,
        "PATH": f"{environment / 'bin'}:{os.environ['PATH']}",
        "SOURCES": str(_SOURCES),
        "PORT": str(port),
        **site.variables,
    }
    if not site.found and not (folder / ".made").exists():
        _make(site, folder, environment, variables)
    if not folder.is_dir():
        raise CannotError(f"{folder} is not there")
    if not site.serve:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(folder)))
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{port}/"
        server.shutdown()
        server.server_close()
        return
    with (folder / "serve.log").open("w") as log:
        serving = subprocess.Popen(
            site.serve, shell=True, cwd=folder, env=variables, stdout=log, stderr=log, start_new_session=True
        )
        try:
            _wait_for(serving, f"http://127.0.0.1:{port}/{site.pages[0].at}")
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(serving.pid, 15)
            serving.wait()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


def _make(site: Site, folder: Path, environment: Path, variables: Mapping[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with (folder / "make.log").open("w") as log:
        commands = list(site.make)
        if site.requires:
            if not (environment / "bin").exists():
                venv.create(environment, with_pip=True)
            wanted = " ".join(f"'{one}'" for one in site.requires)
            commands.insert(0, f"python -m pip install --quiet --disable-pip-version-check {wanted}")
        for command in commands:
            try:
                subprocess.run(
                    command,
                    shell=True,
                    check=True,
                    cwd=folder,
                    env=variables,
                    stdout=log,
                    stderr=log,
                    timeout=_MADE_WITHIN_S,
                )
            except subprocess.SubprocessError as error:
                raise CannotError(f"{error} (see {folder / 'make.log'})") from None
    (folder / ".made").touch()


def _wait_for(serving: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + _SERVES_WITHIN_S
    while time.monotonic() < until and serving.poll() is None:
        try:
            urlopen(address, timeout=5).close()
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise CannotError(f"nothing is served at {address}")


def look(browser: Browser, address: str, page: Page, *, new: bool) -> Seen:
    """Open a page as `skolprov scan` does, and ask all checks of ours."""
    checks, _ = find_checks()
    pointer = mode("pointer")
    context = browser.new_context(user_agent=user_agent(browser), **pointer.context())
    starts: list[tuple[str, float]] = []
    try:
        user = User(context.new_page(), pointer, address, _OPENS_WITHIN_S)
        user.open(address)
        if user.trouble.last_status >= _REFUSED:
            raise CannotError(f"{address} answers {user.trouble.last_status}")
        scanned, could_not = check_page(user.page, [_noted(check, starts) for check in checks])
    finally:
        context.close()
    ends = [*(start for _, start in starts[1:]), time.perf_counter()]
    took = {check: end - start for (check, start), end in zip(starts, ends, strict=True)}
    known = catalogue()["rules"]
    counted = [one for one in scanned.findings if one.tags]  # what has no criterion is advice
    return Seen(
        page.name,
        new,
        tuple(
            Said(
                one.rule,
                one.element.selector,
                said_by_check(known[one.rule], one.values, words_of("en")),
                one.element.snippet,
            )
            for one in counted
            if one.verdict.value == "violation"
        ),
        sum(one.verdict.value != "violation" for one in counted),
        could_not,
        {check: round(seconds, 1) for check, seconds in took.items() if seconds > _SLOW_S},
    )


def _noted(check: Check, starts: list[tuple[str, float]]) -> Check:
    def noted(operated: Operated) -> Iterator[Outcome]:
        starts.append((check.id, time.perf_counter()))
        return check.look(operated)

    return replace(check, look=noted)


def shares(seen: Sequence[Seen], judgements: Sequence[Judgement]) -> Iterator[str]:
    """The table, what nobody has judged, and what it comes to."""
    rows: dict[tuple[Judgement, bool], int] = defaultdict(int)
    unjudged: list[str] = []
    for one in seen:
        for said in one.said:
            judged = next((judgement for judgement in judgements if judgement.is_of(one.page, said)), None)
            if judged:
                rows[judged, one.new] += 1
            else:
                told = (one.page, said.rule, said.selector, said.said[:_TOLD], said.snippet[:_TOLD])
                unjudged.append(f"not judged: {' | '.join(told)}")
    yield from (_row(judged, f"{count} places", new) for (judged, new), count in sorted(rows.items(), key=_order))
    gone = {judged: new for judged in judgements for new in _gone(judged, rows, seen)}
    yield from (_row(judged, "no longer said", new) for judged, new in gone.items())
    yield from unjudged
    yield _share("all pages", rows, len(seen))
    for name, new in (("known before", False), ("held out", True)):
        some = {row: count for row, count in rows.items() if row[1] is new}
        pages = sum(one.new is new for one in seen)
        yield _share(name, some, pages)
        mended = {(judged, new): judged.mended for judged, at in gone.items() if at is new and judged.mended}
        yield _share(f"{name}, as first seen", {**some, **mended}, pages)


def _order(row: tuple[tuple[Judgement, bool], int]) -> tuple[bool, str, str]:
    (judged, new), _ = row
    return new, judged.page, judged.rule


def _gone(judged: Judgement, rows: Mapping[tuple[Judgement, bool], int], seen: Sequence[Seen]) -> set[bool]:
    """Whether the pages of a judgement are held out, if they were looked at and nothing of the kind is said of them now."""
    if any(judged is row for row, _ in rows):
        return set()
    return {one.new for one in seen if one.page.startswith(judged.page)}


def _row(judged: Judgement, said: str, new: bool) -> str:
    page = f"{judged.page} (held out)" if new else judged.page
    return " | ".join((judged.verdict, said, page, judged.rule, judged.selector or "any", judged.why))


def _share(name: str, rows: Mapping[tuple[Judgement, bool], int], pages: int) -> str:
    places = sum(rows.values())
    true = [row for row in rows if row[0].verdict == "true"]
    true_places = sum(rows[row] for row in true)
    return (
        f"{name}: {pages} pages; {len(true)} of {len(rows)} rows are true ({len(true) / (len(rows) or 1):.3f}), "
        f"{true_places} of {places} places ({true_places / (places or 1):.3f})"
    )


def look_at(sites: Sequence[Site]) -> None:
    """Look at the pages of sites, and keep what was seen. A site that cannot be made here is left out with a line."""
    with sync_playwright() as playwright:
        browser = launch(playwright, find_browser())
        for site in sites:
            try:
                with open_site(site) as root:
                    for page in site.pages:
                        _look_and_keep(browser, root, page, new=site.new)
            except CannotError as error:
                print(f"{site.name} is left out: {error}", flush=True)
        browser.close()


def _look_and_keep(browser: Browser, root: str, page: Page, *, new: bool) -> None:
    _kept(page).unlink(missing_ok=True)
    try:
        seen = look(browser, root + page.at, page, new=new)
    except (CannotError, Stumble, Error) as error:
        print(f"{page.name} is left out: {str(error).partition(chr(10))[0]}", flush=True)
        return
    _kept(page).write_text(json.dumps(asdict(seen), indent=1), "utf-8")
    print(f"{page.name}: {len(seen.said)} violations, {seen.reviews} to review", flush=True)


def seen_of(sites: Sequence[Site]) -> Iterator[Seen]:
    """What has been seen, now or before."""
    for page in (page for site in sites for page in site.pages):
        if _kept(page).exists():
            told = json.loads(_kept(page).read_text("utf-8"))
            yield Seen(**{**told, "said": tuple(Said(**one) for one in told["said"])})


def _kept(page: Page) -> Path:
    return _FOLDER / "seen" / f"{page.name.replace('/', '-')}.json"


def main(words: Sequence[str]) -> None:
    """Look, and print."""
    (_FOLDER / "seen").mkdir(parents=True, exist_ok=True)
    sites = read_sites()
    look_at([site for site in sites if not words or any(word in site.name for word in words)])
    everything = list(seen_of(sites))
    for one in everything:
        for check, why in one.could_not.items():
            print(f"{one.page}: {check} {why}")
        for check, seconds in one.slow.items():
            print(f"{one.page}: {check} took {seconds} s")
    for line in shares(everything, read_judgements()):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
