"""Locust's own page, to watch a session while it is sent: it is shown to this machine, and starts, stops and resets nothing."""

from __future__ import annotations

import contextlib
import socket
from typing import Any
from urllib.parse import urlsplit

from flask import abort, request
from locust.stats import stats_history

from load.permission import is_loopback

_USUAL_PORT = 8089


def show(environment: Any) -> str:
    """Show the page of a session's master until its process ends.

    Args:
        environment: Locust's, with its master.
    Returns:
        The page's address.
    """
    port = _free_port()
    page = environment.create_web_ui("127.0.0.1", port, delayed_start=True)
    page.app.before_request(_only_watch)
    page.start()
    environment.runner.update_state("running")
    environment.runner.greenlet.spawn(stats_history, environment.runner)
    return f"http://127.0.0.1:{port}/"


def _free_port() -> int:
    """Locust's usual one, or any."""
    for port in (_USUAL_PORT, 0):
        with contextlib.suppress(OSError), socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(("127.0.0.1", port))
            return int(tried.getsockname()[1])
    return 0


def _only_watch() -> None:
    """Refuse what would change the session, and pages of elsewhere that ask through a browser of this machine."""
    host = urlsplit(f"//{request.host}").hostname or ""
    origin = request.headers.get("Origin")
    if (
        request.method not in ("GET", "HEAD")
        or not is_loopback(host)
        or (origin and urlsplit(origin).netloc != request.host)
    ):
        abort(403)


def show_one(environment: Any, kind: str, name: str, took_s: float, failure: str) -> None:
    """Let Locust's page count what our meter counted, with the same time: from when the person would have acted.

    Args:
        environment: Locust's, with a worker.
        kind: As in `load.meter`.
        name: As in `load.meter`.
        took_s: From the intended start to the end.
        failure: Code of what went wrong; empty if nothing did.
    """
    method, _, address = name.partition(" ") if kind == "request" else (kind, "", name)
    environment.stats.log_request(method, address, round(took_s * 1000, 3), 0)
    if failure:
        environment.stats.log_error(method, address, failure)
