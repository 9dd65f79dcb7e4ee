"""What commands that open a window for a person have in common: the window, and knowing when the person is done."""

from __future__ import annotations

import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Page, sync_playwright

from evidence.problem import Problem
from scenarios.browser import find_browser_with_window, launch

_LOOKS_EVERY_MS = 150


@contextmanager
def window(browser_path: str | None) -> Iterator[Browser]:
    """A browser that shows a window.

    Args:
        browser_path: The one named on the command line, if any.
    Raises:
        Problem: There is no screen, or no such browser.
    """
    found = find_browser_with_window(browser_path)
    if not sys.stdin.isatty():
        raise Problem(
            "nobody is there to say when it is done: standard input is no terminal",
            where="command line",
            do="Run it in a terminal, and press Enter there when you are done.",
        )
    with sync_playwright() as playwright:
        browser = launch(playwright, found, headed=True)
        try:
            yield browser
        finally:
            browser.close()


def until_enter(page: Page) -> None:
    """Let the person do what they do, until they press Enter in the terminal or close the window."""
    try:
        while not select.select([sys.stdin], [], [], 0)[0]:
            open_pages = [p for p in page.context.pages if not p.is_closed()]
            if not open_pages:
                return
            open_pages[-1].wait_for_timeout(_LOOKS_EVERY_MS)
    except Error:  # the window went while we looked
        return
    sys.stdin.readline()
