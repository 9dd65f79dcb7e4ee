"""A Kolibri of our own for tests: installed once from PyPI, provisioned as docs/kolibri.md says, served, and stopped for certain."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.ground.documents import ROOT

VERSION = "0.19.5"
SCHOOL = ROOT / "docs" / "kolibri"
_INSTALL_LIMIT_S = 600
_START_LIMIT_S = 180
_STOP_LIMIT_S = 20
_NOBODY = "http://127.0.0.1:9"
"""Where whatever still wants to leave this machine is sent: nobody answers there."""


@dataclass(frozen=True)
class Kolibri:
    """A served Kolibri."""

    url: str
    pid: int


def installed() -> Path:
    """The interpreter of an environment with Kolibri in it; made at the first call, and kept.

    Raises:
        RuntimeError: It could not be installed, with what pip said.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "skolprov"
    home = cache / f"kolibri-{VERSION}-py{sys.version_info.major}.{sys.version_info.minor}"
    python, complete = home / "bin" / "python", home / "complete"
    if not complete.is_file():
        shutil.rmtree(home, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(home)], "make an environment for Kolibri")
        _run([str(python), "-m", "pip", "install", "--quiet", f"kolibri=={VERSION}"], "install Kolibri from PyPI")
        complete.touch()
    return python


@contextmanager
def kolibri(python: Path, home: Path) -> Iterator[Kolibri]:
    """Provision a school and serve it on a free loopback port.

    Args:
        python: What `installed` gave.
        home: Kolibri's own directory, which is made.
    """
    home.mkdir()
    port, port_of_content = _free_ports()
    env = _environment(home) | {"KOLIBRI_ZIP_CONTENT_PORT": str(port_of_content)}
    for words in _provisioning():
        _run([str(python), "-m", "kolibri", "manage", *words], f"provision Kolibri ({words[0]})", env)
    log = home / "served.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(python), "-m", "kolibri", "start", "--foreground", f"--port={port}"],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/public/info/", process, log)
        yield Kolibri(f"http://127.0.0.1:{port}", process.pid)
    finally:
        _stop(process)


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as pages, socket.create_server(("127.0.0.1", 0)) as content:
        return pages.getsockname()[1], content.getsockname()[1]


def _provisioning() -> list[list[str]]:
    superuser = ["--superusername", "admin", "--superuserpassword", "linden-zero"]
    facility = ["--preset", "formal", "--facility_settings", str(SCHOOL / "facility.json"), "--language_id", "en"]
    return [
        ["provisiondevice", "--facility", "Linden School", *superuser, *facility, "--noinput"],
        ["bulkimportusers", str(SCHOOL / "people.csv")],
        ["shell", "-c", f"exec(open({str(SCHOOL / 'school.py')!r}).read())"],
    ]


def _environment(home: Path) -> dict[str, str]:
    lines = (SCHOOL / "settings.env").read_text("utf-8").splitlines()
    settings = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), _NOBODY)
    own = {k: v for k, v in os.environ.items() if not k.startswith("KOLIBRI_")}
    return own | settings | nowhere | {"no_proxy": "127.0.0.1,localhost", "KOLIBRI_HOME": str(home)}


def _run(command: list[str], what: str, env: Mapping[str, str] | None = None) -> None:
    ended = subprocess.run(
        command,
        env=env,
        capture_output=True,
        text=True,
        timeout=_INSTALL_LIMIT_S,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if ended.returncode:
        said = "\n".join((ended.stdout + ended.stderr).strip().splitlines()[-15:])
        raise RuntimeError(f"could not {what}:\n{said}")


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("Kolibri did not start:\n" + "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:]))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to stop, and end whatever of it is still there."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_LIMIT_S)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
