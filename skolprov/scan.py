"""Accessibility of pages that are given by their addresses, without a journey: each is opened, and asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error
from playwright.sync_api import Page as BrowserPage

from a11y.across import find_audits
from a11y.audit import Audit, Met, Way
from a11y.auditing import audit_ways
from a11y.catalogue import rules
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
from evidence.records import Finding, Message, State
from scenarios.across import findings_in, met_of, with_audits
from scenarios.browser import described, find_browser, user_agent
from scenarios.lasting_browser import LastingBrowser
from scenarios.modes import mode
from scenarios.outcome import ending_of
from scenarios.states import NOT_READ
from scenarios.stumble import Stumble
from scenarios.user import User
from skolprov.scan_run import ScanRun, begin, conditions_of, name_of, places_of

_LIMIT_S = 30.0
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
    def looked_at(self) -> bool:
        """Whether so much was asked of it that no fault found says something; of the comparison, whether every audit was made."""
        return self.not_opened is None and self.state.scanned and not (self.across and self.state.unasked)

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
        unasked = dict.fromkeys((rule.id for rule in (*page.checks, *page.audits)), _SILENT)
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
