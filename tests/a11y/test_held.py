"""Behind the closed door nothing leaves that could change anything, by whatever way a page tries; afterwards all of it works again."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic

import pytest
from playwright.sync_api import Page

from a11y.held import Attempts, culprits, held
from a11y.operated import Operated

_PAGE = """<!doctype html><html lang="en"><title>Test</title><form method="post" action="/form"></form>
<form method="post" action="/inner" target="frame" id="inner"></form><iframe name="frame" title="Frame"></iframe>
<script>
const socket = new WebSocket(`ws://${location.host}/socket`);
socket.onopen = () => { document.title = "open" };
const ways = {
  fetched: () => fetch("/fetched", { method: "POST" }),
  beacon: () => navigator.sendBeacon("/beacon"),
  form: () => document.forms[0].submit(),
  inner: () => document.getElementById("inner").submit(),
  went: () => { location = "/went" },
  window: () => window.open("/window"),
  socket: () => socket.send("changed"),
  read: () => fetch("/read"),
};
</script></html>"""
WAYS = {
    "fetched": "POST /fetched",
    "beacon": "POST /beacon",
    "form": "POST /form",
    "inner": "POST /inner",
    "went": "GET /went",
    "window": "GET /window",
    "socket": "sent by socket",
}


class Site:
    """What has come to the server, and where it is."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if "Upgrade" in self.headers:
                    self._socket()
                    return
                site.heard.append(f"{self.command} {self.path}")
                body = _PAGE.encode() if self.path == "/" else b""
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the base class names it so

            def _socket(self) -> None:
                key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
                self.send_response(101)
                self.send_header("Upgrade", "websocket")
                self.send_header("Connection", "Upgrade")
                self.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())
                self.end_headers()
                self.close_connection = True
                if self.rfile.read(1) == b"\x81":  # a frame with text
                    site.heard.append("sent by socket")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.server.shutdown()


def try_all(page: Page, site: Site, ways: list[str]) -> Attempts:
    page.goto(site.address)
    page.wait_for_function("document.title === 'open'")
    site.heard.clear()
    operated = Operated(page, page.url)
    with held(operated) as attempts:
        for way in ways:
            page.evaluate(f"() => {{ ways.{way}() }}")
            page.wait_for_timeout(80)
    return attempts


def test_nothing_that_could_change_anything_leaves_and_what_only_reads_does(page: Page, site: Site) -> None:
    attempts = try_all(page, site, [*WAYS, "read"])
    assert site.heard == ["GET /read"]
    assert [address.rpartition("/")[2] for address in attempts.pages] == ["form", "went"]
    assert {address.rpartition("/")[2] for address in attempts.requests} == {"fetched", "beacon", "inner", "read"}
    assert attempts.windows
    assert page.context.pages == [page]
    assert page.url == site.address


@pytest.mark.parametrize("way", WAYS)
def test_afterwards_it_leaves_again(page: Page, site: Site, way: str) -> None:
    try_all(page, site, [])
    page.evaluate(f"() => {{ ways.{way}() }}")
    until = monotonic() + 5
    while WAYS[way] not in site.heard and monotonic() < until:
        page.wait_for_timeout(20)
    if way in ("form", "went"):  # a page that is closed on its way to another may never be closed
        page.wait_for_url(f"**/{way}")
    for window in page.context.pages:
        if window != page:
            window.close()
    assert WAYS[way] in site.heard


def test_what_a_dialog_of_the_browsers_own_says_is_told_and_it_is_dismissed(page: Page, site: Site) -> None:
    page.goto(site.address)
    with held(Operated(page, page.url)) as attempts:
        assert page.evaluate("confirm('Send it?')") is False
    assert (attempts.dialogs, attempts.number()) == (["Send it?"], 1)


def test_the_few_that_do_something_are_found_among_many() -> None:
    ways = [f"#{n}" for n in range(64)]
    tried: list[int] = []

    def does(some: object) -> bool:
        assert isinstance(some, list)
        tried.append(len(some))
        return bool({"#7", "#40"} & set(some))

    assert culprits(ways, does) == ["#7", "#40"]
    assert len(tried) < 30
    assert culprits([], does) == []
