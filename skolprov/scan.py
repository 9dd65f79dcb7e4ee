"""Accessibility of pages that are given by their addresses, without a journey: what was found, for a terminal and for programs."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Browser, Error, sync_playwright

from a11y.catalogue import catalogue, rules
from a11y.check import Check
from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.engine import Scan, scan
from a11y.findings import findings_of
from a11y.standards import is_asked_for
from evidence.problem import Problem
from evidence.records import Finding, Message, Verdict
from reports.rule_words import mend_of_rule, said_by_check, title_of_rule
from reports.words import LANGUAGES
from scenarios.browser import find_browser, launch, user_agent
from scenarios.modes import mode
from scenarios.outcome import ending_of
from scenarios.stumble import Stumble
from scenarios.user import User
from skolprov.wording import words_of

_LIMIT_S = 30.0
_SITEMAP_LIMIT_S = 30.0
_MOST_PAGES = 5000
_LOCATION = re.compile(r"<(?:\w+:)?loc>\s*([^<\s]+)\s*</")
_REFUSED = 400
"""Statuses from here on are no page that people came for."""
_CHECKS = "checks"
ENGINE_RULES = "axe"
"""What `--checks` calls the rules of the engine, all together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of pages."""

    level: str = "AA"
    """A, AA or AAA."""
    standard: str = "wcag22"
    """wcag22, wcag21 or en301549."""
    only: tuple[str, ...] = ()
    """Ids of checks and rules; all if there is none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found on one page."""

    url: str
    findings: tuple[Finding, ...]
    errors: tuple[tuple[str, str], ...] = ()
    """What could not look, and why: code of the reason."""
    not_opened: Message | None = None
    """Why there is no page; None if there is one."""


def addresses_of(pages: Sequence[str], sitemap: str | None) -> list[str]:
    """The addresses that were named, each once: of pages, of files here, and of a sitemap's pages.

    Args:
        pages: Addresses (http, https, file), or paths of files.
        sitemap: Address or path of a sitemap (sitemaps.org, 0.9).
    Raises:
        Problem: One of them is neither, or the sitemap cannot be read.
    """
    named = [*map(_address, pages), *(_in_sitemap(sitemap) if sitemap else ())]
    if not named:
        raise Problem("no page is named", where="command line", do="Write an address, a file, or --sitemap URL.")
    return list(dict.fromkeys(named))


def _address(page: str) -> str:
    if urlsplit(page).scheme in {"http", "https", "file"}:
        return page
    if Path(page).is_file():
        return Path(page).resolve().as_uri()
    raise Problem(
        "is no page: neither an address nor a file",
        where=page,
        do=f"Write it whole, such as https://{page.lstrip('/')}"
        if "." in page.partition("/")[0]
        else "Write https://…, or the path of an HTML file.",
    )


def _in_sitemap(sitemap: str) -> list[str]:
    try:
        if urlsplit(sitemap).scheme in {"http", "https"}:
            answer = requests.get(sitemap, timeout=_SITEMAP_LIMIT_S)
            answer.raise_for_status()
            content = answer.text
        else:
            content = Path(sitemap).read_text("utf-8")
    except (OSError, requests.RequestException, ValueError) as error:
        raise Problem(
            f"cannot be read: {type(error).__name__}", where=sitemap, do="Write the address or path of a sitemap.xml."
        ) from None
    found = [html.unescape(place) for place in _LOCATION.findall(content)]
    if "<sitemapindex" in content:
        named = f", such as {found[0]}" if found else ""
        raise Problem("is a list of sitemaps", where=sitemap, do=f"Name one of them{named}.")
    if not 0 < len(found) <= _MOST_PAGES:
        raise Problem(f"names {len(found)} pages", where=sitemap, do=f"Write a sitemap with 1 to {_MOST_PAGES}.")
    return [_address(place) for place in found]


def chosen_checks(only: Sequence[str]) -> tuple[tuple[Check, ...], bool]:
    """The checks that were named, and whether the engine's rules are asked at all.

    Raises:
        Problem: There is no such check.
    """
    checks, problems = find_checks()
    if problems:
        raise problems[0]
    known = {check.id for check in checks} | set(rules()) | {ENGINE_RULES}
    for name in only:
        if name not in known:
            raise Problem(f'there is no check "{name}"', where="--checks", do="`skolprov checks` lists them.")
    if not only:
        return checks, True
    return tuple(check for check in checks if check.id in only), bool(({ENGINE_RULES} | set(rules())) & set(only))


def scan_pages(addresses: Sequence[str], asked: Asked, *, browser_path: str | None = None) -> Iterator[Seen]:
    """Look at pages, one after the other, each in a fresh browser context.

    Args:
        addresses: Of the pages.
        asked: What is asked of them.
        browser_path: Which browser; one that is found otherwise.
    Yields:
        What was found on each, as soon as it is known.
    Raises:
        Problem: There is no browser, or no such check.
    """
    checks, engine = chosen_checks(asked.only)
    with sync_playwright() as playwright:
        browser = launch(playwright, find_browser(browser_path))
        try:
            for number, address in enumerate(addresses, start=1):
                yield _seen(browser, address, f"page-{number}", checks, asked, engine=engine)
        finally:
            browser.close()


def _seen(browser: Browser, address: str, state: str, checks: Sequence[Check], asked: Asked, *, engine: bool) -> Seen:
    pointer = mode("pointer")
    context = browser.new_context(user_agent=user_agent(browser), **pointer.context())
    try:
        user = User(context.new_page(), pointer, address, _LIMIT_S)
        try:
            user.open(address)
        except (Stumble, Error) as error:
            return Seen(address, (), not_opened=ending_of(error, user.trouble).reason)
        if (status := user.trouble.last_status) >= _REFUSED:
            return Seen(address, (), not_opened=Message(code="status", values={"status": status}))
        scans: list[Scan] = []
        errors: dict[str, str] = {}
        if engine:
            scans.append(scan(user.page, level=asked.level))
            if scans[-1].error:
                errors[ENGINE_RULES] = scans[-1].error
        if checks:
            try:
                of_checks, failed = check_page(user.page, checks)
            except Error as error:  # the page closed or crashed
                errors[_CHECKS] = error.message.partition("\n")[0]
            else:
                scans.append(of_checks)
                errors |= failed
    finally:
        context.close()
    found = [f for one in scans for f in findings_of(one, state=state, build="", mode="pointer", task="", step="")]
    kept = [f for f in found if _is_kept(f, asked)]
    return Seen(address, tuple(kept), tuple(errors.items()))


def _is_kept(finding: Finding, asked: Asked) -> bool:
    if asked.only and ENGINE_RULES not in asked.only and finding.rule not in asked.only:
        return False
    return finding.best_practice or is_asked_for(finding.criteria, asked.level, asked.standard)


_words = cache(words_of)


def texts(finding: Finding) -> dict[str, dict[str, str]]:
    """Title, remedy and message of a finding, each by language; the message only where a check of ours says more."""
    known = catalogue()["rules"].get(finding.rule, {})
    said: dict[str, dict[str, str]] = {"title": {}, "mend": {}, "message": {}}
    for language in LANGUAGES:
        words = _words(language)
        said["title"][language] = title_of_rule(finding.rule, known, words)
        said["mend"][language] = mend_of_rule(known, words)
        if message := said_by_check(known, finding.values, words):
            said["message"][language] = message
    return {part: by_language for part, by_language in said.items() if by_language}


def fails(pages: Sequence[Seen], known: Container[str] = ()) -> bool:
    """Whether a success criterion is failed somewhere; best practices and known findings fail nothing."""
    return any(_counts(f, known) for page in pages for f in page.findings)


def _counts(finding: Finding, known: Container[str]) -> bool:
    return finding.verdict is Verdict.VIOLATION and not finding.best_practice and finding.fingerprint not in known


def as_json(pages: Sequence[Seen], known: Container[str] = ()) -> str:
    """A list of findings, each with the address of its page."""
    return json.dumps(
        [
            {
                "url": page.url,
                "rule": f.rule,
                "verdict": f.verdict.value,
                "criteria": f.criteria,
                "clauses": f.clauses,
                "best_practice": f.best_practice,
                "impact": f.impact,
                "selector": f.element.selector,
                "element": asdict(f.element),
                "engine": f.engine,
                "fingerprint": f.fingerprint,
                "known": f.fingerprint in known,
                "values": f.values,
                **texts(f),
            }
            for page in pages
            for f in page.findings
        ],
        ensure_ascii=False,
        indent=2,
    )


_PLACES = 3
"""So many places of a kind of finding are told in a terminal; the JSON file has all."""
_SUMMARY = {
    "en": "{pages} pages: {kinds} kinds of fault in {places} places; failed: {criteria}.",
    "sv": "{pages} sidor: {kinds} slags fel på {places} ställen; underkända: {criteria}.",
}
_ONLY_KNOWN = {
    "en": "{pages} pages: no fault but those that are known. What no machine can test, a person has to.",
    "sv": "{pages} sidor: inget fel utöver de kända. Det som ingen maskin kan pröva får en människa pröva.",
}
_NOTHING = {
    "en": "{pages} pages: no fault found. What no machine can test, a person has to.",
    "sv": "{pages} sidor: inget fel hittat. Det som ingen maskin kan pröva får en människa pröva.",
}


def summary(pages: Sequence[Seen], language: str, known: Container[str] = ()) -> str:
    """What all pages together come to: the same fault on forty pages is one kind. Never that they conform."""
    found = [f for page in pages for f in page.findings if _counts(f, known)]
    failed = sorted(
        {number for f in found for number in f.criteria}, key=lambda n: [int(part) for part in n.split(".")]
    )
    nothing = _ONLY_KNOWN if any(f.fingerprint in known for page in pages for f in page.findings) else _NOTHING
    said = (_SUMMARY if found else nothing)[language]
    kinds = len({f.fingerprint for f in found})
    return said.format(pages=len(pages), kinds=kinds, places=len(found), criteria=", ".join(failed))


def lines_of(page: Seen, language: str, known: Container[str] = ()) -> Iterator[str]:
    """What is told of a page in a terminal: each kind of finding once, with its first places."""
    if page.not_opened:
        yield f"– {page.url}  {words_of(language).message(page.not_opened)}"
        return
    groups: dict[tuple[str, Verdict, bool], list[Finding]] = defaultdict(list)
    for finding in page.findings:
        is_known = finding.verdict is Verdict.VIOLATION and finding.fingerprint in known
        groups[finding.rule, finding.verdict, is_known].append(finding)
    yield f"{'✗' if fails([page], known) else '✓'} {page.url}"
    for (rule, verdict, is_known), found in sorted(
        groups.items(), key=lambda g: (g[0][1] is not Verdict.VIOLATION, g[1][0].best_practice, g[0][2], g[0][0])
    ):
        said = texts(found[0])
        sign = "?" if verdict is Verdict.NEEDS_REVIEW else "·" if found[0].best_practice else "○" if is_known else "✗"
        number = f" ({', '.join(found[0].criteria)})" if found[0].criteria else ""
        yield f"  {sign} {said['title'][language]}{number}  {rule} × {len(found)}"
        for finding in found[:_PLACES]:
            more = texts(finding).get("message", {}).get(language, "")
            yield f"      {finding.element.selector}{'  ' + more if more else ''}"
    for name, why in page.errors:
        yield f"  ! {name} could not look: {why}"
