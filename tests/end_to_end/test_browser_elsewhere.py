"""A browser that runs elsewhere: reached over the network, recorded as such, and told apart from one that does not answer."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import sync_playwright

from demo.server import Served, serve
from evidence.problem import Problem
from evidence.records import Attempt, Outcome
from evidence.run_directory import RunDirectory
from scenarios.browser import find_browser, launch
from scenarios.browser_elsewhere import ENDPOINT_VARIABLE, speaks_devtools
from tests.conftest import elsewhere
from tests.end_to_end.test_command_line import FAST, here, refused, skolprov

TOKEN = "hush-a-token-of-the-grid"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def playwright_server() -> Iterator[Callable[..., str]]:
    """Playwright servers on this machine; each gives its address."""
    started: list[subprocess.Popen[str]] = []

    def start(version: str = "") -> str:
        command = [sys.executable, "-m", "playwright", "run-server", "--host", "127.0.0.1", "--port", "0", "--unsafe"]
        env = os.environ | ({"PW_VERSION_OVERRIDE": version} if version else {})
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, start_new_session=True)
        started.append(server)
        assert server.stdout
        url = server.stdout.readline().removeprefix("Listening on ").strip()
        # Which browser the server starts is the server's affair; here it is the one that all tests use.
        options = quote(json.dumps({"executablePath": find_browser().path, "args": list(find_browser().flags)}))
        return f"{url}?token={TOKEN}&launch-options={options}"

    yield start
    for server in started:
        os.killpg(server.pid, signal.SIGTERM)  # the wrapper, the server beneath it and its browsers
        server.wait()


@pytest.fixture(scope="module")
def school() -> Iterator[Served]:
    with serve(families=24) as served:
        yield served


@pytest.mark.slow
def test_a_run_with_a_browser_elsewhere_says_so_and_keeps_its_token_to_itself(
    school: Served, tmp_path: Path, playwright_server: Callable[..., str]
) -> None:
    endpoint = playwright_server()
    ended = skolprov(
        "run", "--platform", "demo", "--url", school.url, "--browser-endpoint", endpoint, *FAST,
        "--task", "guardian.report-absence,pupil.submit-assignment", "--mode", "pointer", "--out", "run", cwd=tmp_path,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    directory = RunDirectory.open(tmp_path / "run")
    assert {a.outcome for a in directory.read(Attempt)} == {Outcome.SUCCEEDED}
    conditions = directory.run().conditions
    assert conditions.browser == "HeadlessChrome elsewhere, by a Playwright server"
    assert conditions.browser_version == find_browser().version
    assert conditions.browser_flags == []
    written = b"".join(f.read_bytes() for f in (tmp_path / "run").rglob("*") if f.is_file())
    assert TOKEN.encode() not in written
    assert TOKEN not in ended.stdout + ended.stderr


def test_a_browser_elsewhere_by_devtools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, port = find_browser(), _free_port()
    assert found.path
    command = [found.path, "--headless", *found.flags, f"--remote-debugging-port={port}", f"--user-data-dir={tmp_path}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as browser:
        try:
            _wait_for(f"http://127.0.0.1:{port}/json/version")
            monkeypatch.setenv(ENDPOINT_VARIABLE, f"http://127.0.0.1:{port}")
            said = here("doctor")
        finally:
            os.killpg(browser.pid, signal.SIGTERM)  # what is on the path may be a script that starts it
    assert f"HeadlessChrome elsewhere, by DevTools {found.version} (http://127.0.0.1:{port})" in said.stdout


def _wait_for(url: str) -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(url).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the browser does not listen")


_BUSY = """
import threading
from scenarios.browser import find_browser
from scenarios.lasting_browser import LastingBrowser
browser = LastingBrowser(find_browser())
page = browser().new_page()
threading.Timer(2, browser.kill).start()
try:
    page.evaluate("() => { for (;;); }")
except Exception:
    again = browser().new_page()
    again.set_content("<p>there again</p>")
    print(again.inner_text("p"))
browser.stop()
"""


def test_a_page_that_keeps_a_browser_elsewhere_busy_for_ever_is_left_and_the_browser_reached_anew(
    tmp_path: Path, playwright_server: Callable[..., str]
) -> None:
    # In a process of its own, as a worker is: only there the driver is the worker's, and the server is not.
    env = os.environ | {ENDPOINT_VARIABLE: playwright_server()}
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", _BUSY]
    ended = subprocess.run(command, env=env, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert ended.stdout.strip() == "there again", ended.stderr


def test_a_playwright_of_another_version_is_said_with_both(
    playwright_server: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENDPOINT_VARIABLE, "")  # what the command leaves there goes with the test
    ended = here("doctor", "--browser-endpoint", playwright_server("1.40.0"))
    assert ended.exit_code == 2
    assert "its Playwright is of version 1.40, and this one is of 1." in ended.stdout
    assert "run-server" in ended.stdout
    assert TOKEN not in ended.stdout + ended.stderr


def test_an_address_where_no_browser_answers_is_said_and_nothing_is_run(
    school: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENDPOINT_VARIABLE, "")  # what the command leaves there goes with the test
    for endpoint, said in (
        (f"ws://127.0.0.1:{_free_port()}/{TOKEN}", "nothing listens there (ECONNREFUSED)"),
        (f"http://127.0.0.1:{_free_port()}", "nothing listens there (ECONNREFUSED)"),
        (f"{school.url.replace('http:', 'ws:')}/{TOKEN}", "not as a browser"),
        ("browser.test:3000", "is no address of a browser"),
        ("ws://browser.test:port/", "is no address of a browser"),
    ):
        words = ("run", "--platform", "demo", "--url", school.url, "--out", str(tmp_path / "run"))
        told = elsewhere(refused)(*words, "--browser-endpoint", endpoint)
        assert said in told
        assert "run-server" in told
        assert TOKEN not in told
        assert not (tmp_path / "run").exists()


def test_two_browsers_are_a_mistake(tmp_path: Path) -> None:
    words = ("--browser-path", "/bin/true", "--browser-endpoint", "ws://127.0.0.1:1/")
    said = refused("run", "--platform", "demo", "--url", "http://127.0.0.1:1", "--out", str(tmp_path / "run"), *words)
    assert "two browsers are named" in said


@elsewhere
def test_the_protocol_follows_from_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    assert speaks_devtools("http://grid.test:9222")
    assert speaks_devtools("ws://grid.test:9222/devtools/browser/1")
    assert not speaks_devtools("wss://grid.test/?token=1")
    monkeypatch.setenv(ENDPOINT_VARIABLE, f"ws://127.0.0.1:{_free_port()}/")
    found = find_browser()
    with sync_playwright() as playwright, pytest.raises(Problem, match="nothing listens there"):
        launch(playwright, found)
