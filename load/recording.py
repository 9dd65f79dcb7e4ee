"""A journey's traffic, read from its recording: what the person's own actions asked of the platform, in order."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from evidence.problem import Problem
from evidence.records import Recording
from evidence.run_directory import RunDirectory
from load.page import Answer
from load.permission import belongs, host_of
from load.script import Kind

_ASSETS = frozenset({"stylesheet", "script", "image", "font", "media", "manifest", "texttrack"})
_IGNORED = frozenset({"ping", "preflight", "cspviolationreport", "websocket", "eventsource", "signedexchange"})
_ASSET_TYPES = ("text/css", "javascript", "image/", "font/", "audio/", "video/")


@dataclass(frozen=True)
class Exchange:
    """A request and what came of it after its redirects."""

    kind: Kind
    method: str
    url: str
    """As asked first, without fragment."""
    headers: Mapping[str, str]
    """Names in small letters."""
    body_type: str
    body: str
    pairs: tuple[tuple[str, str], ...]
    """Form fields, where the body holds such."""
    started_s: float
    ended_s: float
    """Seconds after the recording's first request."""
    ended_at: datetime
    signing_in: bool
    answer: Answer
    """The last one of its redirects."""
    hops: tuple[str, ...] = ()
    """Addresses that it was redirected through."""

    @property
    def referer(self) -> str:
        """Address of the page that it was sent from, if the browser said so."""
        return self.headers.get("referer", "")


@dataclass(frozen=True)
class Traffic:
    """What was recorded of one journey."""

    exchanges: tuple[Exchange, ...]
    third_parties: tuple[str, ...]


def read_traffic(
    directory: RunDirectory, recording: Recording, build_url: str, permitted: Iterable[str] = ()
) -> Traffic:
    """The exchanges of a recording with its own platform, until the outcome was observed.

    Args:
        directory: Where the recording lies.
        recording: Which one.
        build_url: Address of the build that it was recorded on.
        permitted: Hosts that belong to the platform besides, as the plan names them.
    Raises:
        Problem: The archive is damaged.
    """
    try:
        log = json.loads(directory.read_blob(recording.har))["log"]
        entries = sorted(log["entries"], key=_order)
        signed_in, ended = _time(recording.signed_in_at), _time(recording.ended_at)
        scheme = urlsplit(build_url).scheme
        hosts = frozenset([host_of(build_url), *(host_of(f"{scheme}://{host}") for host in permitted)])
        return _exchanges(entries, hosts, signed_in, ended)
    except (KeyError, TypeError, ValueError) as error:
        raise Problem(
            f"its HTTP archive cannot be read: {error}",
            where=f"{directory.path}, recording {recording.id}",
            do="Record the journeys again with `skolprov run`.",
        ) from None


def _order(entry: Mapping[str, Any]) -> tuple[float, float]:
    return _time(entry["startedDateTime"]).timestamp(), float(entry.get("_monotonicTime") or 0)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _exchanges(
    entries: Iterable[Mapping[str, Any]], hosts: frozenset[str], signed_in: datetime, ended: datetime
) -> Traffic:
    found: list[Exchange] = []
    awaited: dict[str, int] = {}
    """Where a redirect leads, and the exchange that it belongs to."""
    foreign: dict[str, None] = {}
    cookies: dict[str, str] = {}
    first: datetime | None = None
    for entry in entries:
        started = _time(entry["startedDateTime"])
        first = first or started
        url = urldefrag(entry["request"]["url"]).url
        kind = _kind(entry)
        if started > ended or kind is None or not url.startswith(("http://", "https://")):
            continue
        if not belongs(url, hosts):
            foreign[urlsplit(url).netloc] = None
            continue
        _keep_cookies(entry, cookies)
        exchange = _exchange(entry, url, kind, first, started < signed_in, dict(cookies))
        came_from = awaited.pop(url, None) if exchange.method == "GET" else None
        if came_from is not None:
            exchange = found[came_from] = _joined(found[came_from], exchange)
            place = came_from
        elif exchange.answer.status <= 0:
            continue  # broken off by the browser: 0 in its own archives, -1 in those of a run
        else:
            found.append(exchange)
            place = len(found) - 1
        # An answer 201 has a Location, too, to which no browser goes.
        if (location := entry["response"].get("redirectURL")) and 300 <= int(entry["response"]["status"]) < 400:
            awaited[urldefrag(urljoin(url, location)).url] = place
    return Traffic(tuple(found), tuple(foreign))


def _kind(entry: Mapping[str, Any]) -> Kind | None:
    told = str(entry.get("_resourceType") or "").lower()
    method = entry["request"]["method"]
    if told in _IGNORED or method in ("OPTIONS", "CONNECT") or urlsplit(entry["request"]["url"]).path == "/favicon.ico":
        return None
    mime = str(entry["response"]["content"].get("mimeType") or "")
    by_type = told not in ("document", "xhr", "fetch") and method == "GET" and any(t in mime for t in _ASSET_TYPES)
    if told in _ASSETS or by_type:  # what is fetched ahead is told as "other"
        return "asset"
    return "document" if told == "document" or (not told and method == "GET" and "html" in mime) else "api"


def _headers(side: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for header in side["headers"]:
        name = str(header["name"]).lower()
        found[name] = f"{found[name]}\n{header['value']}" if name in found else str(header["value"])
    return found


def _keep_cookies(entry: Mapping[str, Any], cookies: dict[str, str]) -> None:
    for line in _headers(entry["response"]).get("set-cookie", "").split("\n"):
        try:
            parsed: SimpleCookie = SimpleCookie(line)
        except CookieError:
            continue
        cookies.update({name: morsel.value for name, morsel in parsed.items()})


def _exchange(
    entry: Mapping[str, Any], url: str, kind: Kind, first: datetime, signing_in: bool, cookies: dict[str, str]
) -> Exchange:
    request, response = entry["request"], entry["response"]
    started = _time(entry["startedDateTime"])
    duration_s = max(0.0, float(entry.get("time") or 0)) / 1000
    started_s = (started - first).total_seconds()
    post = request.get("postData") or {}
    body = str(post.get("text") or "")
    body_type = str(post.get("mimeType") or _headers(request).get("content-type", ""))
    pairs = tuple((str(p["name"]), str(p.get("value", ""))) for p in post.get("params") or () if "fileName" not in p)
    if not pairs and "urlencoded" in body_type:
        pairs = tuple(parse_qsl(body, keep_blank_values=True))
    answer = Answer(
        url, int(response["status"]), str(response["content"].get("mimeType") or "").lower(),
        _text(response["content"]) if kind != "asset" else "", _headers(response), cookies,
        max(0, int(response["content"].get("size") or 0)),
    )  # fmt: skip
    return Exchange(
        kind, str(request["method"]).upper(), url, _headers(request), body_type.lower(), body, pairs,
        started_s, started_s + duration_s, datetime.fromtimestamp(started.timestamp() + duration_s, started.tzinfo),
        signing_in, answer,
    )  # fmt: skip


def _text(content: Mapping[str, Any]) -> str:
    text = str(content.get("text") or "")
    if content.get("encoding") != "base64":
        return text
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except binascii.Error:
        return ""


def _joined(first: Exchange, last: Exchange) -> Exchange:
    return Exchange(
        first.kind, first.method, first.url, first.headers, first.body_type, first.body, first.pairs,
        first.started_s, last.ended_s, last.ended_at, first.signing_in, last.answer, (*first.hops, last.url),
    )  # fmt: skip
