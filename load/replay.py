"""Locust users that replay recordings: each is one person, who comes, signs in, does one thing and leaves.

Importing this patches the standard library (gevent): only the generator's own process does.
"""

from __future__ import annotations

import select
import socket
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from ssl import SSLContext, SSLError
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import gevent
import gevent.ssl
from gevent.monkey import get_original
from geventhttpclient._parser import HTTPParseError
from geventhttpclient.connectionpool import ConnectionPool
from geventhttpclient.response import HTTPConnectionClosed
from locust import FastHttpUser, task
from locust.contrib.fasthttp import FAILURE_EXCEPTIONS
from locust.env import Environment
from locust.exception import StopUser

from evidence.records import SIGN_IN
from load.cache import Cache
from load.meter import Meter
from load.page import Answer
from load.permission import belongs, is_loopback
from load.script import Script, Step
from load.walk import Failed, Request, Walk

MOST_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ERRORS: Sequence[tuple[type[BaseException], str]] = (
    (gevent.Timeout, "timed-out"),
    (TimeoutError, "timed-out"),
    (ConnectionRefusedError, "connection-refused"),
    (ConnectionResetError, "connection-closed"),
    (BrokenPipeError, "connection-closed"),
    (HTTPConnectionClosed, "connection-closed"),
    (SSLError, "certificate"),
    (socket.gaierror, "name-not-resolved"),
    (HTTPParseError, "not-http"),
    (zlib.error, "unreadable-answer"),
)


@dataclass(frozen=True, slots=True)
class Errand:
    """What one person comes for, and whom to tell."""

    script: Script
    own: Mapping[str, str]
    build_url: str
    hosts: frozenset[str]
    """Hosts that may be asked, each with its port."""
    intended_s: float
    """When the person should act, after the session's start."""
    pace: float
    """How many times longer than predicted the person takes for their own part."""
    clock: Callable[[], float]
    """Seconds after the session's start."""
    meter: Meter
    ended: Callable[[str], None]
    """Told the code of what went wrong, empty if nothing did, when the meter has counted the errand."""


_RESOLVED_S = 60.0
_EVERY_STATUS = frozenset(range(1000))
_poll = get_original("select", "poll")


def _is_idle(_: Any, connection: Any) -> bool:
    """Whether a kept connection can be used again: the platform has not closed it.

    In place of the agent's own way, which asks select(): that knows none beyond the 1024th file of a process, and takes each for closed, so
    that the thousandth person would have a new connection for each request.
    """
    if connection is None or connection.fileno() < 0:
        return False
    asked = _poll()
    asked.register(connection.fileno(), select.POLLIN)
    return not asked.poll(0)


_pool: Any = ConnectionPool
_look_up: Callable[[Any], Any] = _pool._resolve
_addresses: dict[tuple[str, int], tuple[float, Any]] = {}
"""Of hosts, each with the time until which they are taken for right."""


def _resolved(pool: Any) -> Any:
    """The host's addresses, looked up once a minute.

    For each connection it would be asked in a thread, and the way there and back would pass for the platform's time.
    """
    key = (pool._connection_host, pool._connection_port)
    until_s, found = _addresses.get(key, (0.0, None))
    if time.monotonic() >= until_s:
        found = _look_up(pool)
        _addresses[key] = (time.monotonic() + _RESOLVED_S, found)
    return found


_pool._is_socket_alive = _is_idle
_pool._resolve = _resolved


@cache
def _is_here(address: str) -> bool:
    return is_loopback(urlsplit(address).hostname or "")


@cache
def _tls() -> SSLContext:
    context: SSLContext = gevent.ssl.create_default_context()
    return context


class Person(FastHttpUser):
    """A person with a browser of their own: no cookie, no connection and no cache is shared."""

    abstract = True
    network_timeout = 30.0
    connection_timeout = 10.0
    default_headers = {"accept-encoding": "gzip, deflate, br"}  # noqa: RUF012 - as Locust declares it
    concurrency = 6
    """Connections to one host at the same time, as browsers have."""
    insecure = False
    ssl_context_factory = staticmethod(_tls)
    errand: Errand

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        # Redirects are followed here, where it is known which hosts may be asked; and every status is an answer to be judged.
        agent: Any = self.client.client
        agent.redirect_response_codes = frozenset()
        agent.valid_response_codes = _EVERY_STATUS
        if _is_here(str(self.host)):
            # As browsers do: a Secure cookie is kept on a loopback address without TLS.
            self.client.cookiejar.set_policy(DefaultCookiePolicy(secure_protocols=("https", "http")))
        self.began_s = 0.0
        self.due_s: float | None = None
        """When the person would send what comes next; None at first: when they arrive."""
        self.has_begun = False
        self.rested_s = 0.0
        self.failure = ""
        self.ended = False
        self.is_in = False
        self.cache = Cache()
        self.held: Mapping[str, str] = {}
        """Cookies by name, as they are after the last answer."""

    @task
    def come(self) -> None:
        """Do the errand and leave."""
        errand = self.errand
        self.began_s = errand.clock()
        failure = ""
        try:
            Walk(errand.script, errand.own, errand.build_url, self, errand.pace).go()
        except Failed as failed:
            failure = str(failed)
        except Exception as bug:  # noqa: BLE001 - one person's trouble must not end everybody's; never taken for success
            failure = f"harness-error-{type(bug).__name__}"
        self.leave(failure)
        raise StopUser

    def leave(self, failure: str) -> None:
        """Count the errand, once, and hang up."""
        if self.ended:
            return
        self.ended = True
        self.failure = failure
        errand = self.errand
        took_s = errand.clock() - errand.intended_s - self.rested_s
        script = errand.script
        errand.meter.count(
            "task", script.task, script.task, script.role, intended_s=errand.intended_s, took_s=took_s, failure=failure
        )
        errand.ended(failure)
        if failure and self._has_to_sign_in():
            self._count_signing_in(took_s, failure)
        self.client.client.clientpool.close()

    def _has_to_sign_in(self) -> bool:
        return not self.is_in and any(step.signing_in for step in self.errand.script.steps)

    def _count_signing_in(self, took_s: float, failure: str) -> None:
        errand = self.errand
        errand.meter.count(
            "part", SIGN_IN, SIGN_IN, errand.script.role, intended_s=errand.intended_s, took_s=took_s, failure=failure
        )

    # What a walk needs of the world (load.walk.Hands)

    def send(self, request: Request, judge: Callable[[Answer], str]) -> Answer:
        """Send a request, follow its redirects, and count it by its own time; unless the browser has the answer already."""
        errand, step = self.errand, request.step
        intended_s = errand.intended_s if self.due_s is None else self.due_s
        failure, answer, was_asked = "", None, True
        try:
            answer, was_asked = self._followed(request)
        except Failed as failed:
            failure = str(failed)
        took_s = errand.clock() - intended_s
        if answer is not None:
            failure = judge(answer)
        if was_asked:
            belongs_to = SIGN_IN if step.signing_in else errand.script.task
            errand.meter.count(
                "request", step.name, belongs_to, errand.script.role,
                intended_s=intended_s, took_s=took_s, failure=failure,
            )  # fmt: skip
        if answer is None or failure:
            raise Failed(failure)
        return answer

    def look(self, seconds: float) -> None:
        """Look at the page for a while; the platform is not blamed for it."""
        if self.has_begun:  # whoever wakes up late would have acted in time: that is felt as all waiting is
            self.due_s = self.errand.clock() + seconds
        self.has_begun = True
        if seconds > 0:
            self.rested_s += seconds
            gevent.sleep(seconds)

    def signed_in(self) -> None:
        """Count what it took to get in, from when the person wanted to: at a crowded hour this alone may be the trouble."""
        self.is_in = True
        self._count_signing_in(self.errand.clock() - self.errand.intended_s - self.rested_s, "")

    def together(self, errands: Sequence[Callable[[], None]]) -> None:
        """Do all at the same time, over this person's own connections."""
        jobs = [gevent.spawn(_caught(errand)) for errand in errands]
        try:
            gevent.joinall(jobs)
        finally:
            gevent.killall(jobs, block=False)
        for job in jobs:
            if job.value is not None:
                raise job.value

    def _followed(self, request: Request) -> tuple[Answer, bool]:
        """The answer at the end of its redirects, and whether the platform was asked for any of it."""
        url, method, body, headers = request.url, request.step.method, request.body, request.headers
        was_asked = False
        for _ in range(MOST_REDIRECTS):
            if not belongs(url, self.errand.hosts):
                raise Failed("leads-to-another-host")
            answer = self._kept(url, headers) if method == "GET" else None
            if answer is None:
                was_asked = True
                answer = self._asked(method, url, body, headers, request.step)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer, was_asked
            url = urldefrag(urljoin(url, location)).url
            if answer.status in (301, 302, 303) and method != "HEAD":
                method, body = "GET", None
                headers = {n: v for n, v in headers.items() if n not in ("content-type", "origin")}
        raise Failed("too-many-redirects")

    def _kept(self, url: str, headers: Mapping[str, str]) -> Answer | None:
        if not self.cache.has(url):
            return None
        return self.cache.fresh(url, {**headers, "cookie": self._cookies()})

    def _asked(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], step: Step) -> Answer:
        """One answer of the platform, by way of what the browser keeps."""
        agent: Any = self.client.client
        sent = dict(headers)
        if method == "GET" and self.cache.has(url):
            sent |= self.cache.validators(url, {**headers, "cookie": self._cookies()})
        if self.client.auth_header is not None:  # the build's address holds a name and a password
            sent["authorization"] = self.client.auth_header
        try:
            # Locust's agent itself: what its session would add are figures of its own.
            response = agent.urlopen(url, method=method, headers=sent, payload=body)
            content = response.content or b""
        except FAILURE_EXCEPTIONS as error:
            raise Failed(_code(error)) from None
        answer = self._answer(url, response, content, with_text=step.kind != "asset")
        if method != "GET":
            if answer.status < 400:
                self.cache.forget(url)
            return answer
        if "vary" in answer.headers:
            headers = {**headers, "cookie": self._cookies()}
        return self.cache.take(url, headers, answer)

    def _cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.client.cookiejar)

    def _answer(self, url: str, response: Any, content: bytes, *, with_text: bool) -> Answer:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if "set-cookie" in headers:
            self.held = {cookie.name: cookie.value or "" for cookie in self.client.cookiejar}
        mime = headers.get("content-type", "").lower()
        text = _decoded(content, mime) if with_text else ""  # files of a page are weighed, and read by nobody
        return Answer(url, int(response.status_code), mime, text, headers, self.held, len(content))


def _decoded(content: bytes, mime: str) -> str:
    charset = mime.partition("charset=")[2].strip("\"' ;") or "utf-8"
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def _caught(errand: Callable[[], None]) -> Callable[[], Exception | None]:
    """The errand with its exception as its value: gevent would print it for every person."""

    def do() -> Exception | None:
        try:
            errand()
        except Exception as trouble:  # noqa: BLE001 - raised again by whoever waits for it
            return trouble
        return None

    return do


def _code(error: BaseException) -> str:
    error = getattr(error, "original", None) or error  # the agent wraps what it would have tried again
    return next((code for kind, code in _ERRORS if isinstance(error, kind)), "no-connection")
