"""Sessions that a person signed in for, kept for accounts that no script can sign in: BankID, Freja, a code by text message.

What is kept lets whoever reads it act as that person. So it lies in files that only their user can read, outside every run
directory, and its cookies and tokens are told to the redactor before a page is opened with them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import stat
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from evidence.problem import Problem

VARIABLE = "XDG_STATE_HOME"
"""Environment variable: the folder in which programs keep their state; ~/.local/state by default."""
_SHORTEST_TOKEN = 16
"""In what a page stored, shorter texts are settings, such as "dark"; taken for secrets, they would ruin the evidence."""


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A signed-in browser, as a person left it."""

    url: str
    """Address of the build."""
    username: str
    """Whose it is."""
    start: str
    """The page on which signing in ended."""
    signs: list[str]
    """What stands on that page for this person, and not for somebody who is not signed in: by this it is told."""
    kept_at: str
    """When the person signed in; UTC, ISO 8601."""
    state: Any = field(repr=False)
    """Cookies and stored values, as Playwright's `storage_state` gives them."""


def folder() -> Path:
    """Where the sessions lie."""
    home = os.environ.get(VARIABLE, "")
    return (Path(home) if home.startswith("/") else Path.home() / ".local" / "state") / "skolprov" / "sessions"


def is_kept(url: str, username: str) -> bool:
    """Whether there is a session of this account, be it expired or not."""
    return _path(url, username).is_file()


def read(url: str, username: str) -> KeptSession | None:
    """The session of an account; None if none is kept.

    Args:
        url: Address of the build.
        username: The account's user name.
    Raises:
        Problem: Others may read the file, or it is damaged.
    """
    path = _path(url, username)
    if not path.is_file():
        return None
    renew = f"Remove the file, and sign in anew: {command(url, username)}"
    about = path.stat()
    if about.st_uid != os.geteuid() or about.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Problem("holds a signed-in session, and others may read it", where=str(path), do=renew)
    try:
        return KeptSession(**json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError):
        raise Problem("is no session that this version can read", where=str(path), do=renew) from None


def keep(session: KeptSession) -> Path:
    """Keep a session in place of an older one of the same account; the file's path.

    Raises:
        Problem: The folder cannot be made for this user alone.
    """
    path = _path(session.url, session.username)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.chmod(0o700)
        written = path.with_suffix(f".{os.getpid()}")
        written.unlink(missing_ok=True)
        handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(session), file)
        written.replace(path)
    except OSError as error:
        do = f"Name a folder of your own by {VARIABLE}."
        raise Problem(f"cannot be written: {error.strerror}", where=str(path.parent), do=do) from None
    return path


def forget(url: str, username: str) -> bool:
    """Remove a session; whether there was one."""
    path = _path(url, username)
    was_there = path.is_file()
    path.unlink(missing_ok=True)
    return was_there


def command(url: str, username: str) -> str:
    """What to type to sign this account in by hand."""
    return shlex.join(["skolprov", "sign-in", "--url", url, "--account", username])


def secrets_in(state: Any) -> Iterator[str]:
    """The cookies and tokens of a session, for the redactor.

    >>> list(secrets_in({"cookies": [{"name": "sid", "value": "8f2c"}], "origins": []}))
    ['8f2c']
    """
    for cookie in state.get("cookies", []):
        yield str(cookie.get("value", ""))
    yield from _tokens(state.get("origins", []))


def _tokens(value: Any) -> Iterator[str]:
    """Long unbroken texts in whatever a page stored, also where it stored JSON as a text."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from _tokens(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _tokens(inner)
    elif isinstance(value, str):
        if value[:1] in {"{", "[", '"'}:
            try:
                yield from _tokens(json.loads(value))
                return
            except ValueError:
                pass
        if len(value) >= _SHORTEST_TOKEN and not any(c.isspace() for c in value) and "://" not in value:
            yield value


def _path(url: str, username: str) -> Path:
    parts = urlsplit(url)
    address = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}".lower()
    return folder() / f"{hashlib.sha256(f'{address} {username}'.encode()).hexdigest()[:32]}.json"
