"""One person's agent: connections and cookies of their own, and an answer for each request.

Locust's agent follows redirects, tries again and keeps what its statistics need; who replays does without, and half of a core's
time would go there. Connections and the reading of answers are those that Locust has, too.
"""

from __future__ import annotations

import re
import select
import socket
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from ssl import SSLContext, SSLError
from typing import Any
from urllib.parse import unquote
from weakref import WeakSet

import brotli
import certifi
import gevent
import gevent.ssl
from gevent.monkey import get_original
from geventhttpclient._parser import HTTPParseError
from geventhttpclient.client import IDEMPOTENT_METHODS, HTTPClient
from geventhttpclient.connectionpool import ConnectionPool
from geventhttpclient.header import Headers
from geventhttpclient.response import HTTPConnectionClosed, HTTPSocketPoolResponse
from geventhttpclient.url import URL
from geventhttpclient.useragent import CompatRequest, CompatResponse

from load.permission import is_loopback
from load.walk import Failed

AT_ONCE = 6
"""Connections to one host at the same time, as browsers have."""
CONNECTS_WITHIN_S = 10.0
ANSWERS_WITHIN_S = 30.0
_READ_AT_ONCE = 16 * 1024
"""Bytes; most pages come in one or two pieces of it."""
_RESOLVED_S = 60.0
_ADDRESSES_KNOWN = 4096
_DEFAULT_PORTS = (80, 443)
_HAVE_CONTENT = frozenset({"POST", "PUT", "PATCH"})
_SAID = {"user-agent": str(HTTPClient.DEFAULT_HEADERS["user-agent"]), "accept-encoding": "gzip, deflate, br"}
_NOT_IN_A_HEADER = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
_ERRORS: tuple[tuple[type[BaseException], str], ...] = (
    (gevent.Timeout, "timed-out"),
    (TimeoutError, "timed-out"),
    (ConnectionRefusedError, "connection-refused"),
    (ConnectionResetError, "connection-closed"),
    (BrokenPipeError, "connection-closed"),
    (HTTPConnectionClosed, "connection-closed"),
    (SSLError, "certificate"),
    (socket.gaierror, "name-not-resolved"),
    (HTTPParseError, "not-http"),
)
_UNREADABLE = (zlib.error, brotli.error, ValueError)
"""Of a content that is packed otherwise than its headers say, or in a way that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a request."""

    status: int
    headers: dict[str, str]
    """Names in small letters."""
    content: bytes


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an address leads."""

    url: URL
    host: str
    port: int
    origin: str
    said: str
    """The host as a request names it."""
    target: str


@lru_cache(maxsize=_ADDRESSES_KNOWN)
def _place(address: str) -> _Place:
    url = URL(address)
    host, port = url.host, url.port or 0
    said = f"[{host}]" if ":" in host else host
    said = said if port in _DEFAULT_PORTS else f"{said}:{port}"
    return _Place(url, host, port, f"{url.scheme}://{said}", said, url.quoted_uri or "/")


_poll = get_original("select", "poll")
_addresses: dict[tuple[str, int], tuple[float, Any]] = {}
"""Of hosts, each with the time until which they are taken for right."""


class _Connections(ConnectionPool):
    """Connections to one host; some ways differ from what Locust's agent has."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._new: WeakSet[Any] = WeakSet()

    def taken(self) -> tuple[Any, bool]:
        """A connection, and whether it was kept from an earlier request."""
        connection = self.get_socket()
        was_kept = connection not in self._new
        self._new.discard(connection)
        return connection, was_kept

    def drop_kept(self) -> None:
        """Close all that nobody uses: where the platform closed one, it closed the others, or is about to."""
        while not self._socket_queue.empty():
            self._socket_queue.get(block=False).close()

    def _create_socket(self) -> Any:
        connection = super()._create_socket()
        self._new.add(connection)
        return connection

    def _resolve(self) -> Any:
        """The host's addresses, looked up once a minute.

        For each connection it would be asked in a thread, and the way there and back would pass for the platform's time.
        """
        key = (self._connection_host, self._connection_port)
        until_s, found = _addresses.get(key, (0.0, None))
        if time.monotonic() >= until_s:
            found = super()._resolve()
            _addresses[key] = (time.monotonic() + _RESOLVED_S, found)
        return found

    def _is_socket_alive(self, sock: Any) -> bool:
        """Whether a kept connection can be used again: the platform has not closed it.

        The agent's own way asks select(): that knows none beyond the 1024th file of a process, and takes each for closed, so that the
        thousandth person would have a new connection for each request.
        """
        if sock is None or sock.fileno() < 0:
            return False
        asked = _poll()
        asked.register(sock.fileno(), select.POLLIN)
        return not asked.poll(0)


class _SafeConnections(_Connections):
    """The same, encrypted."""

    def _connect_socket(self, sock: Any, address: Any) -> Any:
        return _tls().wrap_socket(super()._connect_socket(sock, address), server_hostname=self._request_host)


@cache
def _tls() -> SSLContext:
    """For everybody: reading all authorities' certificates takes longer than a person's whole errand."""
    context: SSLContext = gevent.ssl.create_default_context()
    context.load_verify_locations(cafile=certifi.where())
    return context


@cache
def _is_here(host: str) -> bool:
    return is_loopback(host)


class Agent:
    """One person's; nothing is shared with anybody.

    Args:
        build_url: The build's address, perhaps with a name and a password.
    """

    def __init__(self, build_url: str) -> None:
        home = _place(build_url)
        self.cookies = CookieJar()
        if _is_here(home.host):
            # As browsers do: a Secure cookie is kept on a loopback address without TLS.
            self.cookies.set_policy(DefaultCookiePolicy(secure_protocols=("https", "http")))
        self._was_given_cookies = False
        self._home = home.origin
        self._says_who = _authorization(home.url)
        self._connections: dict[str, _Connections] = {}

    def ask(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: bytes | None,
        on_again: Callable[[], None] = lambda: None,
    ) -> Came:
        """Send one request, and wait for all of its answer; redirects are answers.

        Args:
            method: In capitals.
            address: Absolute.
            headers: Names in small letters.
            body: If there is one.
            on_again: Told if it has to be sent a second time.
        Raises:
            Failed: No answer came that can be read.
        """
        place = _place(address)
        # The cookie jar speaks to requests and answers of this kind alone.
        asked = CompatRequest(place.url, method, Headers()) if self._was_given_cookies else None
        message = self._message(method, place, headers, body, asked)
        try:
            response = _answer(self._connected(place), method, message, on_again)
        except (OSError, gevent.Timeout, HTTPParseError) as error:
            raise Failed(_code(error)) from None
        came = CompatResponse(response)
        said: dict[str, str] = dict(came.headers.iterlower())
        if "set-cookie" in said:
            asked = asked or CompatRequest(place.url, method, Headers())
            self.cookies.extract_cookies(came, asked)  # type: ignore[arg-type]
            self._was_given_cookies = True
        try:
            content = came.content or b""
        except (OSError, gevent.Timeout, HTTPParseError) as error:
            raise Failed(_code(error)) from None
        except _UNREADABLE:
            raise Failed("unreadable-answer") from None
        return Came(response.get_code(), said, content)

    def close(self) -> None:
        """Hang up."""
        for connections in self._connections.values():
            connections.close()
        self._connections.clear()

    def _message(
        self, method: str, place: _Place, headers: Mapping[str, str], body: bytes | None, asked: CompatRequest | None
    ) -> bytes:
        said = {**_SAID, **headers}
        if asked is not None:
            self.cookies.add_cookie_header(asked)
            if cookie := asked.headers.get("cookie"):
                said["cookie"] = str(cookie)
        if self._says_who and place.origin == self._home:
            said["authorization"] = self._says_who
        if body:
            said.setdefault("content-type", "application/octet-stream")
        if body or method in _HAVE_CONTENT:
            said["content-length"] = str(len(body or b""))
        lines = [f"{method} {place.target} HTTP/1.1\r\nHost: {place.said}\r\n"]
        for name, value in said.items():
            if _NOT_IN_A_HEADER.search(value):
                raise ValueError(f"a header {name} cannot be sent")  # the value may be secret, or end the header
            lines.append(f"{name}: {value}\r\n")
        lines.append("\r\n")
        return "".join(lines).encode("latin-1") + (body or b"")

    def _connected(self, place: _Place) -> _Connections:
        found = self._connections.get(place.origin)
        if found is None:
            kind = _SafeConnections if place.url.scheme == "https" else _Connections
            found = self._connections[place.origin] = kind(
                place.host, place.port, place.host, place.port, size=AT_ONCE,
                connection_timeout=CONNECTS_WITHIN_S, network_timeout=ANSWERS_WITHIN_S,
            )  # fmt: skip
        return found


class _ClosedUnanswered(Exception):  # noqa: N818 - it may be nobody's error
    """A connection was closed before any answer came.

    Args:
        error: As the connection told it.
    """

    def __init__(self, error: OSError | HTTPParseError) -> None:
        super().__init__(str(error))
        self.error = error


def _answer(
    connections: _Connections, method: str, message: bytes, on_again: Callable[[], None]
) -> HTTPSocketPoolResponse:
    """The answer's head.

    A platform may close a connection that was kept at the very moment at which it is used again. As browsers do, a request that
    changes nothing twice is then sent once more, on a new connection; a new connection that is closed unanswered is a failure.
    """
    connection, was_kept = connections.taken()
    try:
        return _answer_on(connection, connections, method, message)
    except _ClosedUnanswered as closed:
        if not (was_kept and method in IDEMPOTENT_METHODS):
            raise closed.error from None
    on_again()
    connections.drop_kept()
    try:
        return _answer_on(connections.taken()[0], connections, method, message)
    except _ClosedUnanswered as closed:
        raise closed.error from None


def _answer_on(connection: Any, connections: _Connections, method: str, message: bytes) -> HTTPSocketPoolResponse:
    broken = False
    try:
        connection.sendall(message)
    except (ConnectionResetError, BrokenPipeError):
        broken = True  # it may have answered before it hung up
    except BaseException:
        connections.release_socket(connection)
        raise
    try:
        return HTTPSocketPoolResponse(connection, connections, block_size=_READ_AT_ONCE, method=method)
    except (OSError, HTTPParseError) as error:  # the connection is given back
        if broken or isinstance(error, HTTPConnectionClosed):
            raise _ClosedUnanswered(error) from error
        raise


def _authorization(url: URL) -> str:
    if not (url.username and url.password):
        return ""
    return "Basic " + b64encode(f"{unquote(url.username)}:{unquote(url.password)}".encode()).decode()


def _code(error: BaseException) -> str:
    return next((code for kind, code in _ERRORS if isinstance(error, kind)), "no-connection")
