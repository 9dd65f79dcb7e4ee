"""Whose fault it was: each planted cause ends an attempt as its file says, with the evidence that proves it."""

from __future__ import annotations

import socket
import ssl
import threading
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from playwright.sync_api import Browser

from evidence.records import Attempt
from evidence.run_directory import RunDirectory
from reports.words import Words
from scenarios.attempt import Attempts
from scenarios.session import BuildUnderTest, Session
from scenarios.tasks import select
from tests.conftest import Page, served
from tests.evidence.test_run_directory import RUN

CAUSES = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted((Path(__file__).parent / "causes").glob("*.toml"))
}
LOG_IN = [
    'user.open("/login")',
    'user.fill("User name", account.username)',
    'user.fill("Password", account.password)',
    'user.click(button("Log in"))',
    'user.expect("Start")',
]
PLATFORM = """
import psutil
from skolprov import Platform, button, link
platform = Platform("planted", title="Planted")

def crash_the_tab():
    for process in psutil.Process().children(recursive=True):
        if any("--type=renderer" in word for word in process.cmdline()):
            process.kill()

@platform.log_in
def log_in(user, account):
    {log_in}

@platform.does("{task}")
def journey(user, school):
    {journey}
"""
SEES = """
@platform.sees("{task}", role="teacher")
def seen(user, school):
    {sees}
"""
LIMIT_S = 0.8


@pytest.fixture(scope="module")
def expired() -> Iterator[str]:
    """A server whose certificate was valid until yesterday."""
    certificate = trustme.CA().issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def closed() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def platform_file(folder: Path, cause: dict[str, Any]) -> Path:
    task = cause.get("task", "any.log-in")
    parts = {name: "\n    ".join(cause.get(name, LOG_IN)) for name in ("log_in", "journey", "sees")}
    text = PLATFORM.format(task=task, **parts) + (SEES.format(task=task, **parts) if "sees" in cause else "")
    file = folder / "planted.py"
    file.write_text(text, "utf-8")
    return file


def site_of(pages: dict[str, Any], **places: str) -> dict[str, Page]:
    def filled(body: str) -> str:
        for name, address in places.items():
            body = body.replace(f"{{{name}}}", address)
        return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><body>{body}'

    whole = {path: page if isinstance(page, dict) else {"body": page} for path, page in pages.items()}
    return {path: Page(**{**page, "body": filled(page.get("body", ""))}) for path, page in whole.items()}


def session_of(url: str, platform: Path, cause: dict[str, Any]) -> Session:
    people = {
        role: {"name": "Alva", "username": "alva", "password_env": "PLANTED_PASSWORD"} for role in ("pupil", "teacher")
    }
    build = BuildUnderTest(name="build", url=url, platform=str(platform), cases=[{"form": "C", **people}])
    return Session(
        builds=[build],
        tasks=select([cause.get("task", "any.log-in")]),
        roles=("pupil",),
        forms="C",
        modes=(cause.get("mode", "pointer"),),
        repeats=1,
        seed=1,
        language="en",
        limit_s=LIMIT_S,
        scan=False,
        mask=(),
        browser_path=None,
        workers=1,
    )


def matches(expected: Any, seen: Any) -> bool:
    """Equal; or, of a text that begins with "~", contained."""
    return str(expected)[1:] in str(seen) if str(expected).startswith("~") else bool(expected == seen)


@pytest.mark.parametrize("name", CAUSES)
def test_a_planted_cause_is_told_with_its_evidence(
    name: str, browser: Browser, expired: str, closed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cause = CAUSES[name]
    monkeypatch.setenv("PLANTED_PASSWORD", "solsken-och-regn")
    with served(site_of(cause["pages"], closed=closed, expired=expired)) as url:
        session = session_of(url, platform_file(tmp_path, cause), cause)
        directory = RunDirectory.create(tmp_path / "run", RUN, {})
        [assignment] = session.assignments()
        Attempts(session, directory, lambda: browser).carry_out(assignment)
    [attempt] = directory.read(Attempt)
    assert attempt.reason is not None
    assert (attempt.outcome, attempt.reason.code) == (cause["outcome"], cause["code"]), attempt
    for key, value in cause.get("values", {}).items():
        assert matches(value, attempt.reason.values[key]), attempt.reason
    _has_evidence(cause, attempt, directory)
    for language in ("en", "sv"):
        said = Words(language).message(attempt.reason)
        assert said
        assert not said.startswith(attempt.reason.code)  # words, not a code
        assert "{" not in said


def _has_evidence(cause: dict[str, Any], attempt: Attempt, directory: RunDirectory) -> None:
    if path := cause.get("failed_request"):
        assert any(request.url.endswith(path) for request in attempt.failed_requests), attempt.failed_requests
    if line := cause.get("console_error"):
        assert any(line in error for error in attempt.console_errors), attempt.console_errors
    for kept in cause.get("kept", ["picture", "tree"]):
        assert directory.read_blob(getattr(attempt, kept) or "")
    if cause.get("kept") is None:
        assert attempt.address
