"""Which browser is used and how it is started: the one place that decides it, for runs, tests and the doctor."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from playwright.sync_api import Error as PlaywrightError

from evidence.problem import Problem
from scenarios.browser_elsewhere import ENDPOINT_VARIABLE, connect, expect_endpoint, product
from scenarios.one_world import prepare_lookup

VARIABLE = "SKOLPROV_BROWSER"
"""Environment variable that names the browser."""

HOW_TO_GET_ONE = (
    "Run `make browser`, or install one yourself: `sudo apt-get install chromium-headless-shell` (Debian), "
    "`.venv/bin/playwright install --with-deps --only-shell chromium` (elsewhere). "
    f"If you have one in an unusual place, name it: --browser-path PATH or {VARIABLE}=PATH."
)
HOW_TO_GET_A_WINDOW = (
    "Install a browser with windows, beside the headless one: `sudo apt-get install chromium` (Debian), "
    "`.venv/bin/playwright install --with-deps chromium` (elsewhere); or name one: --browser-path chromium."
)

_INSTALLED = (
    # The headless shell first: the same engine, and a journey takes two thirds of the time.
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "chromium-browser",  # on Ubuntu a script that may only say that the snap is missing
    "/snap/bin/chromium",
    "/var/lib/flatpak/exports/bin/org.chromium.Chromium",
    "/var/lib/flatpak/exports/bin/com.google.Chrome",
)
_FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_NO_SANDBOX = "--no-sandbox"
_VERSION = re.compile(r"^\s*(?P<product>[A-Za-z][\w ]*?)?\s*(?P<version>\d+\.\d+\.\d+\.\d+)\b", re.MULTILINE)
_ANSWER_LIMIT_S = 30.0
_LAUNCH_LIMIT_MS = 60_000.0


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    """A browser that is there, and the flags that it needs on this machine."""

    path: str | None
    """Its program; None for the browser that Playwright downloaded for itself."""
    name: str
    """Product, such as "Chromium headless shell": figures of different products are not compared."""
    version: str
    """Full version number."""
    flags: tuple[str, ...]
    """Given to it beside Playwright's own."""
    endpoint: str | None = None
    """Address of a browser elsewhere; None for one that is started here. Its name and version are known once it answers."""

    @property
    def headless_only(self) -> bool:
        """Whether it cannot show a window."""
        return "headless shell" in self.name.lower()


def find_browser(path: str | None = None) -> FoundBrowser:
    """Find the browser to measure with: the one named, one elsewhere if its address is, an installed one, Playwright's own.

    Args:
        path: Program or command given by --browser-path; None or empty to look at SKOLPROV_BROWSER and then around.
    Raises:
        Problem: The one named is not a Chromium-based browser, or none is there; says where the name came from.
    """
    if path:
        return _named(path, "--browser-path")
    if endpoint := os.environ.get(ENDPOINT_VARIABLE, "").strip():
        expect_endpoint(endpoint, f"--browser-endpoint or environment variable {ENDPOINT_VARIABLE}")
        return FoundBrowser(None, "a browser elsewhere", "", (), endpoint)
    if variable := os.environ.get(VARIABLE, "").strip():
        return _named(variable, f"environment variable {VARIABLE}")
    found = _first_that_answers(_INSTALLED) or _playwrights_own()
    if found is None:
        raise Problem("no Chromium, Chrome or Edge found", do=HOW_TO_GET_ONE)
    return found


def find_browser_with_window(path: str | None = None) -> FoundBrowser:
    """Find a browser in which a person can do something: one that shows a window, on a machine with a screen.

    Args:
        path: Program or command given by --browser-path; None or empty to look at SKOLPROV_BROWSER and then around.
    Raises:
        Problem: The browser that was named cannot show a window, there is no screen, or no browser but headless ones; says what to do.
    """
    named = path or os.environ.get(VARIABLE, "").strip()
    found = find_browser(path) if path else None
    if found is not None and found.headless_only:
        raise Problem(
            "cannot show a window: it is a headless shell", where=f"--browser-path {path}", do=HOW_TO_GET_A_WINDOW
        )
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Problem(
            "a person has to see the browser's window, and there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set",
            do="Run it in a terminal on a desktop; over SSH, log in with `ssh -X`. What it writes can then be copied here.",
        )
    if found is None and named:
        found = find_browser()
    if found is None or found.headless_only:  # the variable names what runs measure with; a person needs another one
        with_windows = (name for name in _INSTALLED if "headless" not in name)
        found = _first_that_answers(with_windows) or _playwrights_own(window=True)
    if found is None:
        raise Problem("no Chromium, Chrome or Edge found that can show a window", do=HOW_TO_GET_A_WINDOW)
    return found


def launch(playwright: Playwright, found: FoundBrowser, *, headed: bool = False) -> Browser:
    """Start the browser, or reach the one elsewhere.

    Args:
        playwright: A started Playwright.
        found: What `find_browser` found.
        headed: Show a window, to look on.
    Raises:
        Problem: It does not start, with the browser's own reason, or does not answer.
    """
    prepare_lookup(playwright)
    if found.endpoint:
        return connect(playwright, found.endpoint)
    if headed and found.headless_only:
        raise Problem(
            "cannot show a window",
            where=found.path or found.name,
            do="Name another with --browser-path, such as chromium.",
        )
    try:
        return playwright.chromium.launch(
            executable_path=found.path,
            headless=not headed,
            args=[flag for flag in found.flags if flag != _NO_SANDBOX],
            chromium_sandbox=_NO_SANDBOX not in found.flags,  # Playwright's default is to leave the sandbox off
            timeout=_LAUNCH_LIMIT_MS,
        )
    except PlaywrightError as error:
        raise Problem(
            f"{found.name} {found.version} does not start: {_reason(error.message)}",
            where=found.path or "Playwright's own browser",
            do="Run `skolprov doctor`; it says what is missing. Another browser is named by --browser-path or "
            + VARIABLE
            + ".",
        ) from None


def described(browser: Browser, found: FoundBrowser) -> FoundBrowser:
    """What is known of a browser once it runs: of one elsewhere, its product and version.

    Args:
        browser: What `launch` gave.
        found: What `find_browser` found.
    """
    if not found.endpoint:
        return found
    return replace(found, name=product(browser, found.endpoint), version=browser.version)


@cache
def user_agent(browser: Browser) -> str:
    """How the browser names itself to platforms: as the one that people have, though no window is shown.

    Some platforms refuse whatever does not look like a common browser; what they would do to a person is to be measured.
    """
    session = browser.new_browser_cdp_session()
    try:
        return str(session.send("Browser.getVersion")["userAgent"]).replace("Headless", "")
    finally:
        session.detach()


def _named(name: str, source: str) -> FoundBrowser:
    expanded = str(Path(name).expanduser())
    program = shutil.which(expanded)
    where = f"{source} {name}"
    if program is None:
        raise Problem(
            _why_not_a_program(Path(expanded)),
            where=where,
            do="Name a Chromium, Chrome or Edge, or leave it out to use one that is installed.",
        )
    found = _ask(program)
    if found is None:
        raise Problem(
            "does not answer as a Chromium-based browser when asked for its --version",
            where=where,
            do="Name a Chromium, Chrome or Edge.",
        )
    return found


def _why_not_a_program(path: Path) -> str:
    if path.is_dir():
        return "is a directory, not a browser's program"
    if path.exists():
        return "is a file that may not be executed"
    return "is not there" if os.sep in str(path) else "is not a command on PATH"


def _first_that_answers(names: Iterable[str]) -> FoundBrowser | None:
    for name in names:
        program = shutil.which(name)
        if program is not None and (found := _ask(program)) is not None:
            return found
    return None


@cache
def _ask(program: str) -> FoundBrowser | None:
    """The browser behind a program, by its own answer; None if it is not one."""
    try:
        answer = subprocess.run(  # noqa: S603 - the person who runs Skolprov named it, or it is a well-known browser
            [program, "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ANSWER_LIMIT_S,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = _VERSION.search(answer.stdout)
    if answer.returncode != 0 or match is None:
        return None
    return FoundBrowser(program, _product(match["product"] or "Chromium", program), match["version"], flags_here())


def _product(told: str, program: str) -> str:
    """The product's name. Headless shells tell the full browser's name, though they are not as slow as it is."""
    is_shell = "headless-shell" in Path(program).name or "headless_shell" in Path(program).name
    return f"{told} headless shell" if is_shell and "headless" not in told.lower() else told


def _playwrights_own(*, window: bool = False) -> FoundBrowser | None:
    only = "--no-shell" if window else "--only-shell"
    try:
        answer = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "playwright", "install", "--dry-run", only, "chromium"],
            capture_output=True, text=True, timeout=_ANSWER_LIMIT_S, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    called = "(?:Chrome for Testing|Chromium)" if window else "Headless Shell"
    match = re.search(rf"{called} (?P<version>[\d.]+).*\n\s*Install location:\s*(?P<place>.+)", answer.stdout)
    if match is None or not (Path(match["place"].strip()) / "INSTALLATION_COMPLETE").is_file():
        return None
    name = "Chrome for Testing" if window else "Chrome for Testing headless shell"
    return FoundBrowser(None, name, match["version"], flags_here())


@cache
def flags_here() -> tuple[str, ...]:
    """The flags that a browser needs on this machine. The sandbox stays on wherever the system allows one."""
    return _FLAGS if _sandbox_works() else (*_FLAGS, _NO_SANDBOX)


def _sandbox_works() -> bool:
    """Whether this user may make the namespaces that Chromium's sandbox is built of. Root never may."""
    if sys.platform != "linux":
        return True
    if os.geteuid() == 0:
        return False
    command = ["unshare", "--user", "--map-root-user", "--pid", "--fork", "--net", "true"]
    try:
        return subprocess.run(command, capture_output=True, timeout=_ANSWER_LIMIT_S, check=False).returncode == 0  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False


_LOG_HEAD = re.compile(r"^\s*-?\s*(\[pid=\d+\]\[err\])?\s*(\[[\d:/.]+:[A-Z]+:[^\]]*\])?\s*")
_TELLING = re.compile(
    r"error while loading|sandbox|No such file|Permission denied|cannot open|not found", re.IGNORECASE
)


def _reason(message: str) -> str:
    """The browser's own words for why it did not start, out of Playwright's long message."""
    lines = [_LOG_HEAD.sub("", line) for line in message.splitlines()]
    # The call log repeats the command line, whose flags would match.
    told = next((line for line in lines if _TELLING.search(line) and "--" not in line), "")
    return (told or next(filter(None, lines), "no reason given"))[:300]
