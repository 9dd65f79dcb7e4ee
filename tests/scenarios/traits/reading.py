"""A trait of real platforms: a page or two, what a person does there, and how that ends in each mode. One file each.

A file begins with a comment in TOML (`why`, `journey`, `[outcome]` by mode or `all`); pages follow, each after a line
`<!-- page /address -->` that may say more: status=404, delay=0.4, location=/next (a redirect), sets=session (a cookie),
needs=session:/login (without that cookie, on to there), refuses=Headless (this answers 500 to such a browser),
clears=session (takes a cookie back), asks=token (status 403 unless the query holds the token that was given out last).
`{{here}}` and `{{other}}` are the two hosts at which the pages are served, `{{token}}` is a new token each time.
"""

from __future__ import annotations

import re
import threading
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FOLDER = Path(__file__).parent
_PAGE = re.compile(r"^<!-- page (?P<address>\S+)(?P<more>[^>]*?) *-->$", re.MULTILINE)


@dataclass(frozen=True)
class TraitPage:
    """One address of a trait's site."""

    body: str
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Trait:
    """One trait, read from its file."""

    id: str
    why: str
    journey: str
    outcomes: dict[str, str]
    limit_s: float
    pages: dict[str, TraitPage]

    def outcome(self, mode_id: str) -> str:
        """How the journey ends in a mode: "succeeded", or outcome and code."""
        return self.outcomes.get(mode_id, self.outcomes.get("all", "succeeded"))


def read_trait(path: Path) -> Trait:
    """Read a trait's file."""
    head, rest = path.read_text("utf-8").removeprefix("<!--").split("-->", 1)
    data = tomllib.loads(head)
    parts = list(_PAGE.finditer(rest))
    ends = [p.start() for p in parts[1:]] + [len(rest)]
    pages = {
        p["address"]: TraitPage(rest[p.end() : end].strip(), dict(re.findall(r"(\w+)=(\S+)", p["more"])))
        for p, end in zip(parts, ends, strict=True)
    }
    return Trait(
        path.stem, data["why"], data["journey"], data.get("outcome", {}), float(data.get("limit_s", 1.5)), pages
    )


def traits() -> list[Trait]:
    """All traits, found by being there."""
    return [read_trait(p) for p in sorted(FOLDER.glob("*.html"))]


def _answer(request: BaseHTTPRequestHandler, page: TraitPage, here: str, other: str, tokens: list[str]) -> None:
    more = {k: v.replace("{{other}}", other).replace("{{here}}", here) for k, v in page.more.items()}
    time.sleep(float(more.get("delay", 0)))
    needed, _, otherwise = more.get("needs", "").partition(":")
    status, location = int(more.get("status", 200)), more.get("location")
    if needed and needed not in request.headers.get("Cookie", ""):
        location = otherwise
    if more.get("refuses") and re.search(more["refuses"], request.headers.get("User-Agent", "")):
        status = 500
    if "asks" in more and parse_qs(urlsplit(request.path).query).get(more["asks"]) != tokens[-1:]:
        status, location, more = 403, None, {}
    content = page.body.replace("{{other}}", other).replace("{{here}}", here)
    if "{{token}}" in content and not location:
        tokens.append(f"t{len(tokens) + 1}-{id(tokens)}")
        content = content.replace("{{token}}", tokens[-1])
    if content.startswith("<"):
        content = f'<!doctype html><html lang="en"><meta charset="utf-8">{content}'
    request.send_response(303 if location else status)
    if location:
        request.send_header("Location", location)
    if "sets" in more:
        request.send_header("Set-Cookie", f"{more['sets']}=yes; Path=/")
    if "clears" in more:
        request.send_header("Set-Cookie", f"{more['clears']}=; Path=/; Max-Age=0")
    request.send_header("Cache-Control", "no-store")
    request.send_header("Content-Type", "text/html; charset=utf-8")
    request.send_header("Content-Length", str(len(content.encode())))
    request.end_headers()
    request.wfile.write(content.encode())


@contextmanager
def hosted(pages: dict[str, TraitPage]) -> Iterator[str]:
    """Serve a trait's pages at two loopback ports, which are two hosts to a browser; the first one's address."""
    hosts: list[str] = []
    tokens: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = f"http://{self.headers['Host']}"
            page = pages.get(urlsplit(self.path).path, TraitPage("Not here", {"status": "404"}))
            _answer(self, page, here, next(host for host in hosts if host != here), tokens)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.do_GET()

        def log_message(self, *_: object) -> None: ...

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Handler) for _ in range(2)]
    hosts += [f"http://127.0.0.1:{s.server_address[1]}" for s in servers]
    for server in servers:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield hosts[0]
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
