"""Locust users that replay recordings: each is one person, who comes, signs in, does one thing and leaves.

Importing this patches the standard library (gevent): only the generator's own process does.
"""

from __future__ import annotations

import socket
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
from geventhttpclient._parser import HTTPParseError
from geventhttpclient.response import HTTPConnectionClosed
from locust import FastHttpUser, task
from locust.env import Environment
from locust.exception import StopUser

from evidence.records import SIGN_IN
from load.cache import Cache
from load.meter import Meter
from load.page import Answer
from load.permission import host_of, is_loopback
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
    clock: Callable[[], float]
    """Seconds after the session's start."""
    meter: Meter
    ended: Callable[[str], None]
    """Told the code of what went wrong, empty if nothing did, when the meter has counted the errand."""


class _Unheard:
    """Stands where Locust would be told of each request: our meter counts them, from the intended start."""

    def fire(self, **_: Any) -> None:
        """Nothing."""


_UNHEARD = _Unheard()


@cache
def _tls() -> SSLContext:
    context: SSLContext = gevent.ssl.create_default_context()
    return context


class Person(FastHttpUser):
    """A person with a browser of their own: no cookie, no connection and no cache is shared."""

    abstract = True
    network_timeout = 30.0
    connection_timeout = 10.0
    concurrency = 6
    """Connections to one host at the same time, as browsers have."""
    insecure = False
    ssl_context_factory = staticmethod(_tls)
    errand: Errand

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        # Redirects are followed here, where it is known which hosts may be asked.
        self.client.request_event = _UNHEARD
        agent: Any = self.client.client
        agent.redirect_response_codes = frozenset()
        if is_loopback(urlsplit(str(self.host)).hostname or ""):
            # As browsers do: a Secure cookie is kept on a loopback address without TLS.
            self.client.cookiejar.set_policy(DefaultCookiePolicy(secure_protocols=("https", "http")))
        self.began_s = 0.0
        self.next_s: float | None = None
        self.rested_s = 0.0
        self.failure = ""
        self.ended = False
        self.is_in = False
        self.cache = Cache()

    @task
    def come(self) -> None:
        """Do the errand and leave."""
        errand = self.errand
        self.began_s = errand.clock()
        failure = ""
        try:
            Walk(errand.script, errand.own, errand.build_url, self).go()
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
        # What is asked first should have been asked when the person arrived; the rest, when its turn came.
        intended_s, self.next_s = (errand.intended_s if self.next_s is None else errand.clock()), errand.clock()
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
            if host_of(url) not in self.errand.hosts:
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
        client: Any = self.client
        sent = dict(headers)
        if method == "GET" and self.cache.has(url):
            sent |= self.cache.validators(url, {**headers, "cookie": self._cookies()})
        response = client.request(method, url, name=step.name, data=body, headers=sent)
        if not response.status_code:
            raise Failed(_code(response.error))
        answer = self._answer(url, response, with_text=step.kind != "asset")
        if method != "GET":
            if answer.status < 400:
                self.cache.forget(url)
            return answer
        if "vary" in answer.headers:
            headers = {**headers, "cookie": self._cookies()}
        return self.cache.take(url, headers, answer)

    def _cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.client.cookiejar)

    def _answer(self, url: str, response: Any, *, with_text: bool) -> Answer:
        headers = {str(n).lower(): str(v) for n, v in (response.headers or {}).items()}
        try:
            content = response.content or b""
        except (OSError, HTTPConnectionClosed, HTTPParseError, zlib.error, gevent.Timeout) as error:
            raise Failed(_code(error)) from None
        mime = headers.get("content-type", "").lower()
        text = _decoded(content, mime) if with_text else ""  # files of a page are weighed, and read by nobody
        cookies = {cookie.name: cookie.value or "" for cookie in self.client.cookiejar}
        return Answer(url, int(response.status_code), mime, text, headers, cookies)


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


def _code(error: BaseException | None) -> str:
    return next((code for kind, code in _ERRORS if isinstance(error, kind)), "no-connection")
