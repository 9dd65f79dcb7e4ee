"""What tests of all folders share: one browser, and small sites served from a dictionary."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import wraps
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from scenarios.browser import find_browser, launch

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Page:
    """What a small site answers at one address."""

    body: str
    status: int = 200
    delay_s: float = 0.0
    kind: str = "text/html; charset=utf-8"
    to: str = ""
    """Where people are sent on to."""


Site = Mapping[str, "Page | str"]


@contextmanager
def served(site: Site) -> Iterator[str]:
    """Serve a small site on a free loopback port; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = site.get(urlsplit(self.path).path, Page("<!doctype html><title>Not here</title>Not here", 404))
            page = found if isinstance(found, Page) else Page(found)
            time.sleep(page.delay_s)
            content = page.body.encode()
            self.send_response(302 if page.to else page.status)
            if page.to:
                self.send_header("Location", page.to)
            self.send_header("Content-Type", page.kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the base class's name

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def elsewhere(function: Callable[P, T]) -> Callable[P, T]:
    """Call it in a thread of its own: a thread has room for one Playwright, and the tests' own is there already."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(function, *args, **kwargs).result()

    return call


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a test process."""
    with sync_playwright() as playwright:
        started = launch(playwright, find_browser())
        yield started
        started.close()


@pytest.fixture
def serve_site() -> Iterator[Callable[[Site], str]]:
    with ExitStack() as stack:
        yield lambda site: stack.enter_context(served(site))


LONGEST = (
    "end_to_end/test_faults.py",
    "a11y/test_checks.py",
    "end_to_end/test_command_line.py",
    "load/",
    "reports/html/",
    "skolprov/test_scan.py",
    "scenarios/traits/test_traits.py",
    "end_to_end/",
    "scenarios/",
    "reports/",
    "skolprov/",
    "demo/",
    "a11y/",
)
"""Whose tests take longest. They begin first, so that no worker is left alone with them at the end."""


class _Scheduling(LoadFileScheduling):
    """Each file's tests by one worker, and all of load's: what they replay is recorded once."""

    def _split_scope(self, nodeid: str) -> str:
        return "tests/load" if nodeid.startswith("tests/load/") else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """Share the tests out among the workers, where that goes by files."""
    return _Scheduling(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the files by how long they take; within a file, tests stay as they are written."""
    places = {name: place for place, name in enumerate(LONGEST)}

    def place_of(item: pytest.Item) -> int:
        path = item.path.as_posix()
        return next((place for name, place in places.items() if f"tests/{name}" in path), len(places))

    items.sort(key=place_of)


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays until the end: thousands of tests, and the modules that they use."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what told each planted fault in each mode, if that was tried."""
    reports = [r for kind in ("passed", "failed") for r in terminalreporter.getreports(kind)]
    rows = dict(value for r in reports for name, value in r.user_properties if name == "fault × mode")
    if not rows:
        return
    modes = list(next(iter(rows.values())))
    terminalreporter.section("fault × mode")
    terminalreporter.write_line(f"{'':40}" + "".join(f"{mode:30}" for mode in modes))
    for fault, shows in sorted(rows.items()):
        terminalreporter.write_line(f"{fault:40}" + "".join(f"{shows[mode] or '·':30}" for mode in modes))
