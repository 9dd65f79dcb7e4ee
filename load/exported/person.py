"""The people of an exported locustfile: each signs in, does one task as it was recorded, and leaves.

This file is copied, with the modules that it imports, into what is exported; it has to stand there without them.
"""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import gevent
from locust import HttpUser, between, task

from load.filling import filled
from load.form import Change, FormRef, form_by
from load.page import Answer, bare
from load.rules import Rule
from load.template import Fresh, NotFound, Template, made

MOST_REDIRECTS = 10


class Stopped(Exception):  # noqa: N818 - what became of the person, not an error
    """The person did not get there; the text is why."""


class Person(HttpUser):
    """Somebody from people.json, on their way through one recorded task."""

    abstract = True
    wait_time = between(1, 5)
    goal = ""
    """What the person comes for."""
    needs: frozenset[str] = frozenset()
    """Names of the values that this person has to have."""
    form = ""
    """School form that this person has to be of."""
    turns: Iterator[dict[str, str]] | None = None

    def do(self, me: Mapping[str, str]) -> None:
        """The task, request by request."""
        raise NotImplementedError

    @task
    def come(self) -> None:
        """Do the task as the next person; Locust counts it beside its requests."""
        began, stopped = time.perf_counter(), None
        try:
            self.do(self.begin())
        except (Stopped, LookupError, ValueError) as reason:  # the platform answered what the recording never saw
            stopped = reason
        self.environment.events.request.fire(
            request_type="TASK", name=self.goal, response_time=(time.perf_counter() - began) * 1000, response_length=0,
            exception=stopped, context={},
        )  # fmt: skip

    def begin(self) -> dict[str, str]:
        """Another person, with a browser of their own."""
        self.client.cookies.clear()
        self.given: dict[str, str] = {}
        self.page = str(self.host)
        if type(self).turns is None:
            type(self).turns = itertools.cycle(people(self.needs, self.form))
        return next(type(self).turns)  # type: ignore[arg-type]

    def look(self, seconds: float) -> None:
        """Let the person look at the page."""
        gevent.sleep(seconds)

    def origin(self) -> str:
        """Scheme, host and port of the page that the person is on."""
        return "://".join(urlsplit(self.page)[:2])

    def make(self, kind: Any, length: int = 0, name: str = "", after_s: int = 0) -> str:
        """What a browser makes up; the same again under one name."""
        new = made(Fresh(kind, length, after_s=after_s))
        return self.given.setdefault(name, new) if name else new

    def find(self, what: str, answer: Answer, *rules: Rule) -> str:
        """A value that an answer gives: by the first rule that finds something."""
        for rule in rules:
            found = rule.find(answer, spoken)
            if found is not None:
                self.given[f"{what}.label"] = found.label
                return found.value
        raise Stopped(f"{what} was not found in an answer")

    def ask(  # noqa: PLR0913 - a request has that many sides
        self,
        method: str,
        address: str,
        *,
        name: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        status: int = 200,
        shows: Callable[[], Sequence[str]] = tuple,
        keys: str = "",
        answers: str = "other",
        at_log_in: bool = False,
        kind: str = "document",
    ) -> Answer:
        """Send one request, follow its redirects, and see that the answer is what the recording has."""
        url = address if "://" in address else f"{str(self.host).rstrip('/')}{address}"
        with self.client.request(
            method, url, name=name, headers=dict(headers), data=body, allow_redirects=False, catch_response=True
        ) as first:
            try:
                answer = self._followed(url, first, name)
                wrong = wrong_with(answer, status, shows(), keys, answers, at_log_in=at_log_in, kind=kind)
            except Stopped as stopped:
                answer, wrong = Answer(url, 0, "", ""), str(stopped)
            if wrong:
                first.failure(wrong)
            else:
                first.success()
        if wrong and kind != "asset":
            raise Stopped(wrong)
        if kind == "document":
            self.page = answer.address
        return answer

    def send(
        self,
        page: Answer,
        form: FormRef,
        changes: Sequence[Change],
        *,
        extra: Sequence[tuple[str, str]] = (),
        files: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str],
        **expected: Any,
    ) -> Answer:
        """Fill in the form that stands on a page, and send it."""
        try:
            live = form_by(page, form)
            pairs = [*filled(live, changes, spoken, self.given.__setitem__), *extra]
        except NotFound as missing:
            raise Stopped(str(missing)) from None
        if form.method == "get":
            address = f"{live.address.partition('?')[0]}?{urlencode(pairs)}"
            return self.ask("GET", address, headers=headers, **expected)
        if live.multipart or files:
            body, kind = multipart(pairs, files)
        else:
            body, kind = urlencode(pairs).encode(), "application/x-www-form-urlencoded"
        return self.ask("POST", live.address, body=body, headers={**headers, "content-type": kind}, **expected)

    def _followed(self, url: str, first: Any, name: str) -> Answer:
        came = first
        for _ in range(MOST_REDIRECTS):
            if not came.status_code:
                raise Stopped(str(came.error or "no answer"))
            location = came.headers.get("location")
            if not (300 <= came.status_code < 400 and location):
                return answer_of(url, came, self.client.cookies)
            url = urldefrag(urljoin(url, location)).url
            if not may_be_asked(url, str(self.host)):
                raise Stopped("led to another host")
            came = self.client.get(url, name=f"{name} (sent on)", allow_redirects=False)
        raise Stopped("sent on too many times")


def number(text: str) -> Any:
    """A text that stands for a number, as one."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def spoken(template: Template) -> str:
    """A template's text; what a person has of their own was put in already."""
    return template.fill({}, str)


def may_be_asked(url: str, host: str) -> bool:
    """Whether an address is the platform's, or this machine's while the platform is on it."""
    here = {"127.0.0.1", "localhost", "::1"}
    asked, own = urlsplit(url), urlsplit(host)
    return asked.netloc == own.netloc or {asked.hostname, own.hostname} <= here


def answer_of(url: str, came: Any, cookies: Any) -> Answer:
    """An answer as the rules read it."""
    headers = {str(n).lower(): str(v) for n, v in came.headers.items()}
    mime = headers.get("content-type", "").lower()
    text = came.content.decode("utf-8", "replace")
    return Answer(url, came.status_code, mime, text, headers, {c.name: c.value or "" for c in cookies}, len(text))


def wrong_with(
    answer: Answer, status: int, shows: Sequence[str], keys: str, answers: str, *, at_log_in: bool, kind: str
) -> str:
    """What is wrong with an answer; empty if nothing is."""
    if kind != "asset" and answer.asks_for_password and not at_log_in:
        return "sent back to log in"
    if answer.status >= 400 and answer.status != status:
        return f"answer {answer.status}"
    if answers == "json" and answer.data is None:
        return "not JSON"
    if answers == "html" and kind == "document" and not answer.is_html:
        return "not a page"
    for text in shows:
        if bare(text) not in answer.readable:
            return "the outcome was not shown"
    live = ",".join(sorted(answer.data)) if isinstance(answer.data, dict) else type(answer.data).__name__
    return "an answer of another shape" if keys and live != keys else ""


def multipart(pairs: Sequence[tuple[str, str]], files: Sequence[tuple[str, str]]) -> tuple[bytes, str]:
    """A form with files; each file is a short text."""
    from urllib3.filepost import encode_multipart_formdata  # noqa: PLC0415 - of requests, which Locust brings

    parts: list[Any] = [*pairs]
    for field, name in files:
        parts.append((field, (name, b"Written for a load test.\n" * 40, "application/octet-stream")))
    return encode_multipart_formdata(parts)


def people(needs: frozenset[str], form: str) -> list[dict[str, str]]:
    """Those in people.json who have what is needed. A value "$NAME" is that of an environment variable."""
    file = Path(os.environ.get("PEOPLE", Path(__file__).with_name("people.json")))
    found = []
    for person in json.loads(file.read_text("utf-8")):
        values = {k: os.environ.get(v[1:], "") if v.startswith("$") else v for k, v in person.items()}
        if needs <= values.keys() and values.get("form", form) == form:
            found.append(values)
    if not found:
        raise SystemExit(f"{file}: nobody of school form {form} has {', '.join(sorted(needs))}")
    return found
