"""A browser on another machine: a Playwright server's, or one of a grid that speaks the DevTools protocol; for whoever names one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

from evidence.problem import Problem

ENDPOINT_VARIABLE = "SKOLPROV_BROWSER_ENDPOINT"
"""Environment variable with the browser's address. It may hold a token, so it stands in no plan and in no run."""

_CONNECT_LIMIT_MS = 60_000.0
_OWN_PROTOCOL = ("ws", "wss")
_SCHEMES = (*_OWN_PROTOCOL, "http", "https")
_PAGES_OF_DEVTOOLS = "/devtools/"
_VERSIONS = re.compile(r"server version: v(?P<server>[\d.]+).*?client version: v(?P<client>[\d.]+)", re.DOTALL)
_HOW = (
    "Start one there: playwright run-server --port 3000, and write ws://HOST:3000/; "
    "or name a Chromium's DevTools address: http://HOST:9222."
)


def expect_endpoint(endpoint: str, source: str) -> None:
    """See that an address can be one of a browser.

    Args:
        endpoint: The address.
        source: Where it was said.
    Raises:
        Problem: It is none.
    """
    try:
        parts = urlsplit(endpoint)
        possible = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        possible = False
    if not possible:
        raise Problem("is no address of a browser", where=source, do=_HOW)


def shown(endpoint: str) -> str:
    """An endpoint as it may be printed: without path, user and query, in which tokens stand."""
    parts = urlsplit(endpoint)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}"


def speaks_devtools(endpoint: str) -> bool:
    """Whether an endpoint is one of the DevTools protocol (CDP), and none of Playwright's own."""
    parts = urlsplit(endpoint)
    return parts.scheme not in _OWN_PROTOCOL or parts.path.startswith(_PAGES_OF_DEVTOOLS)


def connect(playwright: Playwright, endpoint: str) -> Browser:
    """Reach the browser.

    Args:
        playwright: A started Playwright.
        endpoint: ws:// or wss:// of a Playwright server; http:// or https:// of a DevTools address.
    Raises:
        Problem: Nothing answers there, it speaks something else, or its Playwright is of another version.
    """
    try:
        if speaks_devtools(endpoint):
            return playwright.chromium.connect_over_cdp(endpoint, timeout=_CONNECT_LIMIT_MS)
        return playwright.chromium.connect(endpoint, timeout=_CONNECT_LIMIT_MS)
    except PlaywrightError as error:
        raise _problem(endpoint, error.message) from None


def product(browser: Browser, endpoint: str) -> str:
    """What a browser elsewhere is called in the conditions: its product, and how it is spoken to."""
    session = browser.new_browser_cdp_session()
    try:
        told = str(session.send("Browser.getVersion").get("product", ""))
    finally:
        session.detach()
    name = re.match(r"[A-Za-z ]{1,40}", told)
    by = "DevTools" if speaks_devtools(endpoint) else "a Playwright server"
    return f"{name[0] if name else 'Chromium'} elsewhere, by {by}"


def _problem(endpoint: str, message: str) -> Problem:
    where = f"browser at {shown(endpoint)}"
    if versions := _VERSIONS.search(message):
        server, client = versions["server"], versions["client"]
        return Problem(
            f"its Playwright is of version {server}, and this one is of {client}; they understand each other only if equal",
            where=where,
            do=f"Run it with Playwright {client} there, such as: npx playwright@{client} run-server --port 3000",
        )
    if "Executable doesn't exist" in message:
        return Problem(
            "the Playwright server answers, but has no browser",
            where=where,
            do="Install one there: playwright install --with-deps --only-shell chromium",
        )
    refused = next((word for word in ("ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "ECONNRESET") if word in message), "")
    status = re.search(r"(?:WebSocket error: \S+|[Uu]nexpected status) (\d{3})", message)
    what = {
        "ECONNREFUSED": "nothing listens there",
        "ENOTFOUND": "there is no such host",
        "ETIMEDOUT": "it did not answer",
        "ECONNRESET": "it broke the connection off",
    }.get(
        refused,
        f"it answers with status {status[1]}, not as a browser" if status else "it does not answer as a browser",
    )
    return Problem(f"{what}{f' ({refused})' if refused else ''}", where=where, do=_HOW)
