"""A real browser and a small real server for the tests that look at pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

FRAME = (
    '<!doctype html><html lang="en"><head><title>Test</title></head><body><main><h1>Test</h1>{}</main></body></html>'
)
Serve = Callable[..., str]


def whole(html: str) -> str:
    """A page around a piece of markup, with nothing wrong about it."""
    return html if html.lstrip().startswith("<!doctype") else FRAME.format(html)


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1000, "height": 700})
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    opened = context.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Puts a page at an address of its own: `serve(html, policy="…", host="localhost")` gives the address."""
    pages: dict[str, tuple[str, str]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, policy = pages.get(self.path, ("", ""))
            self.send_response(200 if html else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def put(html: str, *, policy: str = "", host: str = "127.0.0.1") -> str:
        path = f"/{len(pages)}"
        pages[path] = (html, policy)
        return f"http://{host}:{server.server_port}{path}"

    yield put
    server.shutdown()
    server.server_close()
