"""Signing in by hand: a browser is opened, a person signs in, and what the browser then holds is tried out and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from evidence.problem import Problem
from scenarios.kept_session import KeptSession
from scenarios.now import utc
from scenarios.settle import poll

_MOST_SIGNS = 60
_LONGEST_SIGN = 80
_STILL_S = 0.4
_SIGNS = """() => {
  const fold = (s) => (s || '').replace(/\\s+/g, ' ').trim();
  const found = [];
  const look = (root) => {
    for (const e of root.querySelectorAll('*')) {
      if (e.matches('a[href], button, summary, h1, h2, h3, [role=button], [role=link], [role=menuitem], [role=heading], [role=tab]'))
        found.push(fold(e.getAttribute('aria-label') || e.textContent));
      else if (e.matches('input[type=submit], input[type=button]')) found.push(fold(e.value));
      if (e.shadowRoot) look(e.shadowRoot);
    }
  };
  look(document);
  return found;
}"""
"""Names of controls and headings, shown or not: a menu that is folded away on a telephone is there all the same."""


def signs_on(page: Page) -> set[str]:
    """What controls and headings a page has, frames and shadow roots included."""
    found: set[str] = set()
    for frame in page.frames:
        try:
            found.update(s for s in frame.evaluate(_SIGNS) if isinstance(s, str) and 0 < len(s) <= _LONGEST_SIGN)
        except Error:
            if page.is_closed():
                raise
    return found


def is_signed_in(page: Page, kept: KeptSession, limit_s: float) -> bool:
    """Whether a page shows something that it shows to this person alone; waits for it.

    Args:
        page: A page that has opened the kept session's start.
        kept: The session.
        limit_s: Seconds after which it is taken as signed out.
    """
    signs = set(kept.signs)
    return poll(lambda: bool(signs & signs_on(page)), page, limit_s) is not None


def sign_in_by_hand(
    browser: Browser,
    url: str,
    username: str,
    *,
    person: Callable[[Page], None],
    locales: tuple[str, ...] = ("en-GB", "sv-SE"),
    limit_s: float = 10.0,
) -> KeptSession:
    """Let a person sign in, and find out whether what their browser then holds is enough to come back.

    Args:
        browser: Shows a window, if the person is one of flesh and blood.
        url: Address of the build.
        username: The account that they are to sign in as.
        person: Signs in on a page, however many pages that takes; returns when the start page is there.
        locales: Languages in which the start page is known again; the first one is the window's.
        limit_s: Seconds for each page that is opened to try the session out.
    Returns:
        The session, not kept yet.
    Raises:
        Problem: The build cannot be reached, the window was closed too soon, or nobody is signed in afterwards.
    """
    context = browser.new_context(locale=locales[0], no_viewport=True)
    try:
        page = context.new_page()
        _open(page, url, limit_s)
        person(page)
        at = [p for p in context.pages if not p.is_closed()]
        if not at:
            raise Error("closed")
        start, state = _start(at, url), context.storage_state(indexed_db=True)
    except Error:
        what = "the window was closed before the session could be kept"
        raise Problem(what, where=url, do="Sign in again, and leave the window open until you are told.") from None
    finally:
        _close(context)
    signs = _tried_out(browser, start, state, locales, limit_s)
    if not signs:
        raise Problem(
            "nobody is signed in: the page looks the same without what the browser held",
            where=start,
            do="Sign in until you see the person's own start page. A platform that keeps its session in the window alone "
            "(sessionStorage) cannot be measured in this way.",
        )
    return KeptSession(url=url, username=username, start=start, signs=signs, kept_at=utc(), state=state)


def _start(pages: list[Page], url: str) -> str:
    """The page where the person ended up: the last one on the build's own host, for a sign-in may leave others open."""
    host = url.split("/")[2]
    own = [p for p in pages if p.url.split("/")[2:3] == [host]]
    return (own or pages)[-1].url


def _tried_out(browser: Browser, start: str, state: Any, locales: tuple[str, ...], limit_s: float) -> list[str]:
    found: dict[str, None] = {}
    for locale in dict.fromkeys(locales):
        outside = _seen(browser, start, None, locale, limit_s)
        inside = _seen(browser, start, state, locale, limit_s)
        found |= dict.fromkeys(sorted(inside - outside)[:_MOST_SIGNS])
    return list(found)


def _seen(browser: Browser, start: str, state: Any, locale: str, limit_s: float) -> set[str]:
    context = browser.new_context(locale=locale, storage_state=state)
    try:
        page = context.new_page()
        _open(page, start, limit_s)
        seen: list[set[str]] = [set()]

        def stands_still() -> bool:
            seen.append(signs_on(page))
            return bool(seen[-1]) and seen[-1] == seen[-2]

        poll(stands_still, page, limit_s, every_ms=_STILL_S * 1000)
        return seen[-1]
    finally:
        _close(context)


def _open(page: Page, url: str, limit_s: float) -> None:
    try:
        page.goto(url, timeout=limit_s * 1000, wait_until="load")
    except Error as error:
        said = str(error).splitlines()[0]
        if "Timeout" not in said:
            raise Problem(f"cannot be reached: {said}", where=url, do="Start the build, or mend its address.") from None


def _close(context: BrowserContext) -> None:
    try:
        context.close()
    except Error:  # the person closed the browser: there is nothing left to close
        return
