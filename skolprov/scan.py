"""Accessibility of pages that are given by their addresses, without a journey: what was found, for a terminal and for programs."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.parsers import expat

import requests
from playwright.sync_api import BrowserContext, Error
from playwright.sync_api import Page as BrowserPage

from a11y.across import find_audits
from a11y.audit import Audit, Met, Way
from a11y.auditing import audit_ways
from a11y.catalogue import catalogue, rules
from a11y.check import Check
from a11y.checking import MOST_HELD_UP, TOO_LONG, Guard, HeldUpError, check_page
from a11y.checks import find_checks
from a11y.digest import digest
from a11y.engine import Scan, scan
from a11y.findings import findings_of
from a11y.gathering import gather
from a11y.names import ENGINE_RULES, check_names, no_such_check, not_asked, rule_names
from a11y.standards import is_asked_for
from a11y.world import answers
from evidence.problem import Problem
from evidence.records import Finding, Message, State, Verdict
from reports.rule_words import mend_of_rule, said_by_check, title_of_rule
from reports.words import LANGUAGES
from scenarios.across import findings_in, met_of, with_audits
from scenarios.browser import described, find_browser, user_agent
from scenarios.lasting_browser import LastingBrowser
from scenarios.modes import mode
from scenarios.outcome import ending_of
from scenarios.states import NOT_READ
from scenarios.stumble import Stumble
from scenarios.user import User
from skolprov.scan_run import ScanRun, begin, conditions_of, name_of, places_of
from skolprov.wording import words_of

_LIMIT_S = 30.0
_SITEMAP_LIMIT_S = 30.0
_MOST_PAGES = 5000
_NO_SITEMAP = "Write the address or path of a whole sitemap.xml; a page is named without --sitemap."
_WEB_PAGE = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_LOCATION = re.compile(r"<(?:\w+:)?loc>\s*([^<\s]+)\s*</")
_ANSWERS_WITHIN_MS = 10_000
_SILENT = "not-responding"
_CHECK_LIMIT_S = 30.0
_READ_WITHIN_S = 180.0
"""Opening a page, asking the engine and taking its pictures takes longer only where it keeps the browser busy for ever."""
_REFUSALS = {
    "ERR_UNSAFE_PORT": "scan-port-barred",
    "ERR_FILE_NOT_FOUND": "scan-no-such-file",
    "ERR_ACCESS_DENIED": "scan-file-barred",
    "Download is starting": "scan-saved-not-shown",
    "ERR_INVALID_AUTH_CREDENTIALS": "scan-asks-to-log-in",
    "invalid URL": "scan-no-address",
}
_REFUSED = 400
"""Statuses from here on are no page that people came for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of pages."""

    level: str = "AA"
    """A, AA or AAA."""
    standard: str = "wcag22"
    """wcag22, wcag21 or en301549."""
    only: tuple[str, ...] = ()
    """Ids of checks and rules, "axe" for all rules of the engine; all if there is none."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found on one page."""

    url: str
    findings: tuple[Finding, ...]
    state: State
    led_to: str = ""
    """Where its address led, if that was elsewhere: to a page that asks who one is, perhaps."""
    across: bool = False
    """Whether this is only what was found by comparing it with the other pages, when all were seen."""

    @property
    def not_opened(self) -> Message | None:
        """Why there is no page; None if there is one."""
        return self.state.not_opened

    @property
    def errors(self) -> Iterator[tuple[str, str]]:
        """What could not look, and why: code of the reason."""
        if self.state.scan_error:
            yield ENGINE_RULES, self.state.scan_error
        yield from self.state.unasked.items()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that is to be looked at, and by what."""

    address: str
    place: str
    build: str
    number: int
    checks: Sequence[Check]
    audits: Sequence[Audit]
    engine: bool
    asked: Asked
    run: ScanRun | None

    @property
    def id(self) -> str:
        """Of its state."""
        return f"{self.build}.page-{self.number}"


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
    parts = urlsplit(page)
    if parts.scheme in {"http", "https"} and not parts.hostname:
        raise Problem("is no address: it names no host", where=page, do="Write it whole, such as https://school.test/")
    if parts.scheme in {"http", "https", "file"}:
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
    fetched = urlsplit(sitemap).scheme in {"http", "https"}
    content = _text_of(sitemap, fetched=fetched)
    found = [html.unescape(place) for place in _LOCATION.findall(content)]
    kind = _root_of(content, sitemap)
    if kind == "sitemapindex":
        named = f", such as {found[0]}" if found else ""
        raise Problem("is a list of sitemaps", where=sitemap, do=f"Name one of them{named}.")
    if kind != "urlset":
        raise Problem(
            f"is no sitemap: it is a document of <{kind}>, and not of <urlset>", where=sitemap, do=_NO_SITEMAP
        )
    if not found:
        raise Problem(
            "is a sitemap that names no page",
            where=sitemap,
            do="Write <url><loc>https://…</loc></url> in it for each page, or name the pages without --sitemap.",
        )
    if len(found) > _MOST_PAGES:
        raise Problem(
            f"names {len(found)} pages, which is too many",
            where=sitemap,
            do=f"Write a sitemap with {_MOST_PAGES} or fewer.",
        )
    # What a server names must not open what lies on this machine.
    if here := [place for place in found if fetched and urlsplit(place).scheme not in {"http", "https"}]:
        raise Problem(
            f'names "{here[0]}", which is no page of the web',
            where=sitemap,
            do="Let it name https://… alone; save it as a file here if it is to name files.",
        )
    return [_address(place) for place in found]


def _root_of(content: str, sitemap: str) -> str:
    """What kind of XML a document is: the name of its root.

    Raises:
        Problem: It is a web page, or is not XML.
    """
    if _WEB_PAGE.match(content):
        raise Problem("is no sitemap: it is a web page", where=sitemap, do=_NO_SITEMAP)
    roots: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: None if roots else roots.append(name)
    try:
        parser.Parse(content.lstrip("\ufeff \t\r\n"), True)
    except expat.ExpatError as error:
        raise Problem(
            f"is not XML: {expat.errors.messages[error.code]}", where=f"{sitemap}:{error.lineno}", do=_NO_SITEMAP
        ) from None
    return roots[0].rpartition(":")[2]


def _text_of(sitemap: str, *, fetched: bool) -> str:
    """What a sitemap says.

    Raises:
        Problem: It cannot be read.
    """
    try:
        if not fetched:
            return Path(sitemap).read_text("utf-8")
        answer = requests.get(sitemap, timeout=_SITEMAP_LIMIT_S)
        answer.raise_for_status()
    except requests.HTTPError:
        why = f"the server answered with status {answer.status_code}"
    except requests.Timeout:
        why = f"the server did not answer within {_SITEMAP_LIMIT_S:g} s"
    except requests.RequestException:
        why = "the server could not be reached"
    except OSError as error:
        why = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        why = "it is not written in UTF-8"
    else:
        return answer.text
    raise Problem(
        f"cannot be read: {why}", where=sitemap, do="Write --sitemap with the address or path of a sitemap.xml."
    )


def chosen_checks(only: Sequence[str]) -> tuple[tuple[Check, ...], tuple[Audit, ...], bool]:
    """The checks and the audits that were named, and whether the engine's rules are asked at all.

    Raises:
        Problem: There is no such check.
    """
    (checks, problems), (audits, more) = find_checks(), find_audits()
    if problems or more:
        raise (*problems, *more)[0]
    for name in only:
        if mistake := no_such_check(name, checks=check_names(), rules_asked=rule_names()):
            instead = f"Write:  --checks {mistake.instead}\n" if mistake.instead else ""
            raise Problem(f"--checks: {mistake.what}", where="command line", do=f"{instead}{mistake.do}")
    if not only:
        return checks, audits, True
    engine = bool(({ENGINE_RULES} | set(rules())) & set(only))
    return tuple(c for c in checks if c.id in only), tuple(a for a in audits if a.id in only), engine


def expect_asked(asked: Asked) -> None:
    """See before anything is opened that what every check finds could count: a clean page would be said of what was never asked.

    Raises:
        Problem: There is no such check, or its criteria are outside the standard or the level.
    """
    chosen_checks(asked.only)
    for name in asked.only:
        if wrong := not_asked(name, asked.level, asked.standard):
            raise Problem(wrong[0], where="command line", do=wrong[1])


def scan_pages(
    addresses: Sequence[str], asked: Asked, *, browser_path: str | None = None, out: Path | None = None
) -> Iterator[Seen]:
    """Look at pages, one after the other, each in a fresh browser context.

    Args:
        addresses: Of the pages.
        asked: What is asked of them.
        browser_path: Which browser; one that is found otherwise.
        out: Run directory to write what is found to; None to write nothing.
    Yields:
        What was found on each, as soon as it is known, and written; then, of each that is at odds with others, what only all together show.
    Raises:
        Problem: There is no browser, or no such check; or the directory holds something already.
    """
    checks, audits, engine = chosen_checks(asked.only)
    build, places = name_of(addresses), places_of(addresses)
    browser = LastingBrowser(found := find_browser(browser_path))
    try:
        run = None
        if out:
            asks = {rule.id for rule in (*checks, *audits)} | (set(asked.only) - {ENGINE_RULES})
            conditions = conditions_of(
                described(browser(), found),
                engine=engine,
                checks=[*asks],
                level=asked.level,
                standard=asked.standard,
            )
            plan = {"level": asked.level, "standard": asked.standard, "checks": list(asked.only)}
            run = begin(out, addresses, conditions, plan)
        pages = [
            _Page(address, place, build, number, checks, audits, engine, asked, run)
            for number, (address, place) in enumerate(zip(addresses, places, strict=True), start=1)
        ]
        seen: list[Seen] = []
        for page in pages:
            seen.append(_seen(browser, page))
            yield seen[-1]
        yield from _across(pages, seen, audits)
        if run:
            run.end()
    finally:
        browser.stop()


@dataclass(frozen=True, slots=True)
class _Read:
    """What is known of a page before the checks operate it."""

    seen: Seen
    scan: Scan | None = None
    silent: bool = False
    """Whether its scripts never come to a rest, so that nothing can be asked of it."""


def _seen(browser: LastingBrowser, page: _Page) -> Seen:
    """Look at a page. One that holds up a check for ever is opened once more, in a new browser, for the others."""
    held_up: list[str] = []
    read: _Read | None = None
    seen: Seen | None = None
    while seen is None:
        with _context(browser, page) as context:
            with browser.guarded(_READ_WITHIN_S) as overdue:
                try:
                    opened = _opened(context, page)
                    if read is None and isinstance(opened, BrowserPage):
                        read = _read(opened, page)
                except Error:
                    if not overdue.is_set():
                        raise
            if overdue.is_set():
                opened = Message(code="timed-out")
            if read is None:
                seen = _not_opened(page, opened if isinstance(opened, Message) else None)
            else:
                try:
                    seen = _checked(opened, page, read, held_up, browser.guarded)
                except HeldUpError as held:
                    held_up.append(held.check)
    if page.run:
        page.run.keep(seen.state, seen.findings)
    return seen


@contextmanager
def _context(browser: LastingBrowser, page: _Page) -> Iterator[BrowserContext]:
    running = browser()
    context = running.new_context(user_agent=user_agent(running), **mode("pointer").context())
    try:
        yield context
    finally:
        if page.run:
            page.run.learn(context)
        with browser.guarded(_READ_WITHIN_S), suppress(Error):  # the browser may be gone
            context.close()


def _opened(context: BrowserContext, page: _Page) -> BrowserPage | Message:
    """The page, opened; or why it is not."""
    user = User(context.new_page(), mode("pointer"), page.address, _LIMIT_S)
    try:
        user.open(page.address)
    except (Stumble, Error) as error:
        return _why_not_opened(str(error)) or ending_of(error, user.trouble).reason or Message(code="not-opened")
    status = user.trouble.last_status
    return Message(code="status", values={"status": status}) if status >= _REFUSED else user.page


def _across(pages: Sequence[_Page], seen: Sequence[Seen], audits: Sequence[Audit]) -> Iterator[Seen]:
    """What is found by comparing the pages of each site; and the pages are written down again, with what was asked of them in that."""
    of_site: dict[tuple[str, str], list[Met]] = defaultdict(list)
    for one in seen:
        if met := met_of(one.state):
            scheme, host, *_ = urlsplit(one.led_to or one.url)
            of_site[scheme, host].append(met)
    said = audit_ways([Way(states=met) for met in of_site.values()], audits) if audits else {}
    for page, one in zip(pages, seen, strict=True):
        if (audited := said.get(one.state.id)) is None:
            continue
        named = findings_in(one.state, audited, one.findings, page=_address_in_fingerprint(page))
        findings = tuple(finding for finding in named if _is_kept(finding, page.asked))
        state = with_audits(one.state, audited, {audit.id for audit in audits})
        if page.run:
            page.run.keep(state, findings)
        if findings or audited.unasked:
            yield Seen(one.url, findings, replace(state, scan_error="", unasked=audited.unasked), across=True)


def _address_in_fingerprint(page: _Page) -> str:
    return f"file:{page.place}" if urlsplit(page.address).scheme == "file" else page.address


def _state(page: _Page) -> State:
    return State(
        id=page.id,
        build=page.build,
        mode="pointer",
        url=page.address,
        title="",
        digest="",
        elements=0,
        attempt="",
        step=0,
        scanned=False,
        scan_error="",
        scan_s=0.0,
        place=page.place,
    )


def _not_opened(page: _Page, reason: Message | None) -> Seen:
    return Seen(page.address, (), replace(_state(page), not_opened=reason or Message(code="not-opened")))


def _why_not_opened(said: str) -> Message | None:
    """What the browser refuses for a reason that whoever named the page can mend; None for anything else."""
    return next((Message(code=code) for sign, code in _REFUSALS.items() if sign in said), None)


def _read(opened: BrowserPage, page: _Page) -> _Read:
    """Ask the engine; the picture is taken while the page is as it was opened."""
    state = _state(page)
    led_to = "" if _is_one_place(opened.url, page.address) else opened.url
    if not answers(opened, within_ms=_ANSWERS_WITHIN_MS):  # whatever is asked of it would wait for ever
        unasked = dict.fromkeys((check.id for check in page.checks), _SILENT)
        silent = replace(state, scan_error=_SILENT if page.engine else "", unasked=unasked, unpictured="undrawn")
        return _Read(Seen(page.address, (), silent, led_to), silent=True)
    with suppress(Error):  # it closes or leaves: what looks at it says so
        about = digest(opened)
        facts = gather(opened) if page.audits else None
        state = replace(state, title=opened.title(), digest=about.digest, elements=about.elements, facts=facts)
    if page.run:
        picture, unpictured = page.run.screen(opened)
        state = replace(state, picture=picture, unpictured=unpictured)
    made = scan(opened, level=page.asked.level) if page.engine else None
    found = _pictured(opened, page, _found(page, made)) if made else []
    return _Read(Seen(page.address, tuple(found), state, led_to), made)


def _checked(opened: BrowserPage | Message, page: _Page, read: _Read, held_up: Sequence[str], guard: Guard) -> Seen:
    """What was read, and what the checks say.

    Args:
        opened: The page as it was read, or opened anew; or why it could not be.
        page: What is asked.
        read: What the engine said.
        held_up: Checks that the page has held up for ever; "" for what belongs to none.
        guard: Ends the browser if it does so again.
    Raises:
        HeldUpError: It did.
    """
    if read.silent:
        return read.seen
    findings = [*read.seen.findings]
    scans = [read.scan] if read.scan else []
    checks = [check for check in page.checks if check.id not in held_up]
    unasked = dict.fromkeys(filter(None, held_up), TOO_LONG)
    if checks and (isinstance(opened, Message) or len(held_up) == MOST_HELD_UP):
        unasked |= dict.fromkeys((check.id for check in checks), _SILENT)
    elif checks and isinstance(opened, BrowserPage):
        try:
            of_checks, untold = check_page(opened, checks, limit_s=_CHECK_LIMIT_S, guard=guard)
        except Error as gone:  # the page closed or crashed
            why = f"could-not-look: {gone.message.partition(chr(10))[0][:200]}"
            unasked |= dict.fromkeys((check.id for check in checks), why)
        else:
            unasked |= untold
            if page.run:
                page.run.learn(opened.context, of_checks.cookies)
            scans.append(replace(of_checks, first=len(scans[0].findings) + 1 if scans else 1))
            found = _found(page, scans[-1])
            with guard(_READ_WITHIN_S), suppress(Error):  # without pictures, if it comes to that
                found = _pictured(opened, page, found)
            findings += found
    error = read.scan.error if read.scan else ""
    unread = dict.fromkeys(() if read.seen.state.facts else (audit.id for audit in page.audits), NOT_READ)
    state = replace(
        read.seen.state,
        scanned=not error and len(unasked) < len(page.checks) + page.engine + len(page.audits),
        scan_error=error,
        scan_s=sum(one.duration_s for one in scans),
        passes=[rule for one in scans for rule in one.passes if _is_named(rule, page.asked)],
        inapplicable=[rule for one in scans for rule in one.inapplicable if _is_named(rule, page.asked)],
        unasked=unasked | unread,
    )
    return replace(read.seen, findings=tuple(findings), state=state)


def _is_one_place(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but a part of the page, or the slash at the end."""
    return one.partition("#")[0].rstrip("/") == other.partition("#")[0].rstrip("/")


def _found(page: _Page, result: Scan) -> list[Finding]:
    if urlsplit(page.address).scheme == "file":
        result = replace(result, page=_address_in_fingerprint(page))
    found = findings_of(result, state=page.id, build=page.build, mode="pointer", task="", step="")
    return [finding for finding in found if _is_kept(finding, page.asked)]


def _pictured(opened: BrowserPage, page: _Page, found: list[Finding]) -> list[Finding]:
    return page.run.pictured(opened, found) if page.run else found


def _is_named(rule: str, asked: Asked) -> bool:
    """Whether a rule or check is asked: all are if none is named."""
    return not asked.only or rule in asked.only or (ENGINE_RULES in asked.only and rule in rules())


def _is_kept(finding: Finding, asked: Asked) -> bool:
    if not _is_named(finding.rule, asked):
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


_BESIDE_OTHERS = {"en": "  beside the other pages", "sv": "  jämfört med de andra sidorna"}
_PLACES = 3
"""So many places of a kind of finding are told in a terminal; the JSON file has all."""


def summary(pages: Sequence[Seen], language: str, known: Container[str] = ()) -> str:
    """What all pages together come to: one rule's findings on forty pages are one kind of fault. Never that they conform."""
    found = [f for page in pages for f in page.findings if _counts(f, known)]
    failed = sorted(
        {number for f in found for number in f.criteria}, key=lambda n: [int(part) for part in n.split(".")]
    )
    opened = [page for page in pages if not page.across]
    looked = sum(page.not_opened is None and page.state.scanned for page in opened)
    some_known = any(f.fingerprint in known for page in pages for f in page.findings)
    code = "faults" if found else "unseen" if not looked else "known" if some_known else "nothing"
    return words_of(language).say(
        f"scan-summary-{code}",
        pages=len(opened),
        unseen=len(opened) - looked,
        kinds=len({f.rule for f in found}),
        places=len(found),
        criteria=", ".join(failed),
    )


def lines_of(page: Seen, language: str, known: Container[str] = ()) -> Iterator[str]:
    """What is told of a page in a terminal: each kind of finding once, with its first places."""
    if page.not_opened:
        yield f"– {page.url}  {words_of(language).message(page.not_opened)}"
        return
    groups: dict[tuple[str, Verdict, bool], list[Finding]] = defaultdict(list)
    for finding in page.findings:
        is_known = finding.verdict is Verdict.VIOLATION and finding.fingerprint in known
        groups[finding.rule, finding.verdict, is_known].append(finding)
    beside = _BESIDE_OTHERS[language] if page.across else ""
    yield f"{'✗' if fails([page], known) else '✓'} {page.url}{f' → {page.led_to}' if page.led_to else ''}{beside}"
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
