"""Locust users that replay recordings: each is one person, who comes, signs in, does one thing and leaves.

Importing this patches the standard library (gevent): only the generator's own process does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

import gevent
from locust import User, task
from locust.env import Environment
from locust.exception import StopUser

from evidence.records import SIGN_IN
from load.agent import Agent, Came
from load.cache import Cache
from load.meter import Meter
from load.page import Answer
from load.permission import belongs
from load.script import Script, Step
from load.walk import Failed, Request, Walk

MOST_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


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


class Person(User):
    """A person with a browser of their own: no cookie, no connection and no cache is shared."""

    abstract = True
    errand: Errand

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.agent = Agent(str(self.host))
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
        self.agent.close()

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
        failure, answer, was_asked, again = "", None, True, 0

        def on_again() -> None:
            nonlocal again
            again += 1

        try:
            answer, was_asked = self._followed(request, on_again)
        except Failed as failed:
            failure = str(failed)
        took_s = errand.clock() - intended_s
        if answer is not None:
            failure = judge(answer)
        if was_asked:
            belongs_to = SIGN_IN if step.signing_in else errand.script.task
            errand.meter.count(
                "request", step.name, belongs_to, errand.script.role,
                intended_s=intended_s, took_s=took_s, failure=failure, again=again,
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

    def _followed(self, request: Request, on_again: Callable[[], None]) -> tuple[Answer, bool]:
        """The answer at the end of its redirects, and whether the platform was asked for any of it."""
        url, method, body, headers = request.url, request.step.method, request.body, request.headers
        was_asked = False
        for _ in range(MOST_REDIRECTS):
            if not belongs(url, self.errand.hosts):
                raise Failed("leads-to-another-host")
            answer = self._kept(url, headers) if method == "GET" else None
            if answer is None:
                was_asked = True
                answer = self._asked(method, url, body, headers, request.step, on_again)
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

    def _asked(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], step: Step,
        on_again: Callable[[], None],
    ) -> Answer:  # fmt: skip
        """One answer of the platform, by way of what the browser keeps."""
        sent = headers
        if method == "GET" and self.cache.has(url):
            sent = {**headers, **self.cache.validators(url, {**headers, "cookie": self._cookies()})}
        answer = self._answer(url, self.agent.ask(method, url, sent, body, on_again), with_text=step.kind != "asset")
        if method != "GET":
            if answer.status < 400:
                self.cache.forget(url)
            return answer
        if "vary" in answer.headers:
            headers = {**headers, "cookie": self._cookies()}
        return self.cache.take(url, headers, answer)

    def _cookies(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.agent.cookies)

    def _answer(self, url: str, came: Came, *, with_text: bool) -> Answer:
        if "set-cookie" in came.headers:
            self.held = {cookie.name: cookie.value or "" for cookie in self.agent.cookies}
        mime = came.headers.get("content-type", "").lower()
        text = _decoded(came.content, mime) if with_text else ""  # files of a page are weighed, and read by nobody
        return Answer(url, came.status, mime, text, came.headers, self.held, len(came.content))


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
