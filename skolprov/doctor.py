"""What Skolprov needs here, what of it is there, and the command that mends the rest: for `skolprov doctor`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from evidence.problem import Problem
from scenarios.browser import FoundBrowser, described, find_browser, launch
from scenarios.browser_elsewhere import shown as shown_endpoint
from skolprov.doctor_machine import examine_machine
from skolprov.doctor_platforms import examine_platforms
from skolprov.examined import Examined, State
from skolprov.progress import console

WRONG = 2
"""Exit status, as of every command: the surroundings are wrong."""
_ROOT = Path(__file__).resolve().parent.parent
_ANSWER_LIMIT_S = 60.0
_SIGNS = {State.OK: "✓", State.DOUBTFUL: "!", State.MISSING: "✗"}


def doctor(browser_path: str | None = None) -> int:
    """Print what is there, what is missing and how to mend it.

    Args:
        browser_path: The browser named on the command line, if any.
    Returns:
        Exit status: 0 if nothing is missing, 2 otherwise: here nothing can be measured.
    """
    examined = examine(browser_path)
    width = max(len(one.name) for one in examined)
    for one in examined:
        console.print(f"{_SIGNS[one.state]} {one.name:<{width}}  {one.what}")
        if one.mend:
            console.print(f"  {'':<{width}}  → {one.mend}")
    missing = [one.name for one in examined if one.state is State.MISSING]
    doubtful = [one.name for one in examined if one.state is State.DOUBTFUL]
    if missing:
        console.print(f"\nMissing: {', '.join(missing)}.")
    elif doubtful:
        console.print(f"\nAll that is needed is there; doubtful: {', '.join(doubtful)}.")
    else:
        console.print("\nAll that is needed is there.")
    return WRONG if missing else 0


def examine(browser_path: str | None = None) -> list[Examined]:
    """Look at all that Skolprov needs, in the order in which it is needed.

    Args:
        browser_path: The browser named on the command line, if any.
    """
    return [
        _python(),
        _packages(),
        _uv(),
        *examine_browser(browser_path),
        _locust(),
        *examine_platforms(),
        *examine_machine(Path.cwd()),
    ]


def examine_browser(path: str | None = None) -> list[Examined]:
    """Whether there is a browser, whether it really starts, and whether it draws text.

    Args:
        path: The browser named on the command line, if any.
    """
    try:
        found = find_browser(path)
        with sync_playwright() as playwright:
            browser = launch(playwright, found)
            found = described(browser, found)
            try:
                draws = _draws_text(browser.new_page())
            finally:
                browser.close()
    except Problem as problem:
        what = f"{problem.where}: {problem.what}" if problem.where else problem.what
        return [Examined("Browser", State.MISSING, what, _mend_browser(problem))]
    except PlaywrightError as error:
        return [
            Examined(
                "Browser", State.MISSING, f"starts, but shows no page: {error.message.splitlines()[0]}", "make browser"
            )
        ]
    fonts = Examined("Fonts", State.OK, "text is drawn")
    if not draws:
        fonts = Examined(
            "Fonts", State.MISSING, "the browser draws no text", "sudo apt-get install -y fonts-dejavu-core"
        )
    return [_browser(found), fonts]


def _browser(found: FoundBrowser) -> Examined:
    if found.endpoint:
        where = shown_endpoint(found.endpoint)
        return Examined("Browser", State.OK, f"{found.name} {found.version} ({where}); answers and shows a page")
    shown = f"{found.name} {found.version} ({found.path or 'Playwright’s own'}); starts and shows a page"
    if "--no-sandbox" not in found.flags:
        return Examined("Browser", State.OK, f"{shown}, in its sandbox")
    if os.geteuid() == 0:
        return Examined("Browser", State.OK, f"{shown}; without its sandbox, because this is root")
    return Examined(
        "Browser",
        State.DOUBTFUL,
        f"{shown}; without its sandbox, because this user may not make namespaces",
        _mend_sandbox(),
    )


def _mend_sandbox() -> str:
    restriction = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    if restriction.is_file() and restriction.read_text("ascii").strip() == "1":
        return "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; until then measure only what you trust"
    return "Measure only what you trust, or allow this container to make user namespaces."


def _mend_browser(problem: Problem) -> str:
    if library := re.search(r"lib[\w.+-]+\.so[\d.]*", problem.what):
        return f"The library {library[0]} is missing: sudo .venv/bin/playwright install-deps chromium"
    return problem.do if problem.where and "doctor" not in problem.do else "make browser"


def _draws_text(page: Page) -> bool:
    """Whether letters leave marks and have widths: a container without fonts shows empty boxes, or nothing."""
    page.set_content("<p style='margin: 0; font: 40px sans-serif'><span>iiii</span> <b>WWWW</b></p>")
    with_text = page.screenshot()
    narrow, wide = (page.locator(tag).bounding_box() for tag in ("span", "b"))
    page.set_content("<p></p>")
    return bool(narrow and wide and wide["width"] > narrow["width"] > 0) and page.screenshot() != with_text


def _python() -> Examined:
    return Examined("Python", State.OK, f"{sys.version.split()[0]} ({sys.executable})")


def _packages() -> Examined:
    """Whether what Skolprov declares is installed, and in a checkout, whether it is what the lock file says."""
    absent = sorted(name for name in _required() if _version(name) is None)
    if absent:
        return Examined("Packages", State.MISSING, f"not installed: {', '.join(absent)}", _reinstall())
    locked = _locked()
    differing = sorted(
        f"{name} {have} instead of {' or '.join(sorted(wanted))}"
        for name, wanted in locked.items()
        if (have := _version(name)) is not None and have not in wanted
    )
    if differing:
        return Examined("Packages", State.DOUBTFUL, f"not as locked: {', '.join(differing)}", _reinstall())
    return Examined(
        "Packages", State.OK, "as uv.lock says" if locked else f"{len(_required())} required, all installed"
    )


def _required() -> set[str]:
    """Names of the packages that Skolprov's own metadata asks for."""
    try:
        requirements = metadata.requires("skolprov") or []
    except metadata.PackageNotFoundError:
        return {"skolprov"}
    return {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requirements if "extra ==" not in line}


def _locked() -> dict[str, set[str]]:
    lock = _ROOT / "uv.lock"
    if not lock.is_file():
        return {}
    versions: dict[str, set[str]] = {}
    for package in tomllib.loads(lock.read_text("utf-8"))["package"]:
        versions.setdefault(package["name"], set()).add(package.get("version", ""))
    return versions


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _reinstall() -> str:
    return "make setup" if (_ROOT / "uv.lock").is_file() else "uv tool install --reinstall skolprov"


def _uv() -> Examined:
    places = [shutil.which("uv"), *(str(_ROOT / place) for place in (".uv/bin/uv", ".uv/lib/bin/uv"))]
    found = next((place for place in places if place and os.access(place, os.X_OK)), None)
    if found is None and not (_ROOT / "uv.lock").is_file():
        return Examined("uv", State.OK, "not needed: Skolprov is installed as a tool")
    if found is None:
        return Examined("uv", State.DOUBTFUL, "not found; only needed to install packages", "make setup")
    return Examined("uv", State.OK, found)


def _locust() -> Examined:
    """Locust changes the standard library when imported, so it lives in a process of its own: there it is tried."""
    command = [sys.executable, "-c", "import locust; print(locust.__version__)"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=_ANSWER_LIMIT_S, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        return Examined(
            "Locust",
            State.DOUBTFUL,
            f"took over {_ANSWER_LIMIT_S:.0f} s to start",
            "Close what keeps this machine busy.",
        )
    if answer.returncode != 0:
        reason = (answer.stderr.strip().splitlines() or ["no reason given"])[-1]
        return Examined("Locust", State.MISSING, f"does not start: {reason}", _reinstall())
    return Examined("Locust", State.OK, f"{answer.stdout.strip()}, starts in a process of its own")
