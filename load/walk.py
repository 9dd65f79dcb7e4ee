"""One person on their way through a script: builds each request from live answers, and judges each answer.

Knows nothing of how requests are sent, nor of time; `load.replay` lends it the hands.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from urllib3.filepost import encode_multipart_formdata

from load.filling import filled
from load.form import Form, form_by
from load.judging import failure_of
from load.pace import pause_before
from load.page import Answer
from load.script import FieldsBody, FormBody, JsonBody, Script, Step, TextBody
from load.template import Fresh, NotFound, Template, made

_URLENCODED = "application/x-www-form-urlencoded"
_FILE_STARTS = {
    "pdf": b"%PDF-1.4\n",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff\xe0",
    "jpeg": b"\xff\xd8\xff\xe0",
}
_FILE_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
}


class Failed(Exception):  # noqa: N818 - what became of the person, not an error of ours
    """The person did not get there; the text is the code of the reason."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be sent."""

    step: Step
    url: str
    headers: dict[str, str]
    body: bytes | None


class Hands(Protocol):
    """What a walk needs of the world."""

    def send(self, request: Request, judge: Callable[[Answer], str]) -> Answer:
        """Send it, follow its redirects within the permitted hosts, count it, and give the answer.

        Args:
            request: What to send.
            judge: The code of what is wrong with an answer; empty if nothing is.
        Raises:
            Failed: No answer came, or something is wrong with it.
        """

    def look(self, seconds: float) -> None:
        """Let the person look at the page."""

    def signed_in(self) -> None:
        """The person is in: what follows is the task's own."""

    def together(self, errands: Sequence[Callable[[], None]]) -> None:
        """Do all at the same time, and raise what the first one that failed raised."""


class Walk:
    """One person's session.

    Args:
        script: What to do.
        own: The person's case by dotted names.
        build_url: Where to do it; may differ from where it was recorded.
        hands: Sends and waits.
        pace: How many times longer than predicted the person takes for their own part.
    """

    def __init__(self, script: Script, own: Mapping[str, str], build_url: str, hands: Hands, pace: float = 1.0) -> None:
        self.pace = pace
        self.script = script
        self.own = own
        self.hands = hands
        split = urlsplit(build_url)
        self.origin = f"{split.scheme}://{split.netloc}"
        self.base = split.path.rstrip("/")
        self.page = build_url
        self.answers: dict[int, Answer] = {}
        self.given: dict[str, str] = {}
        self._extractions = {e.name: e for e in script.extractions}
        self._sources = {e.source for e in script.extractions} | {
            s.body.page for s in script.steps if isinstance(s.body, FormBody)
        }

    def go(self) -> None:
        """Sign in and do the task.

        Raises:
            Failed: The person did not get there.
        """
        last = max((step.wave for step in self.script.steps if step.signing_in), default=None)
        for number, wave in groupby(enumerate(self.script.steps), key=lambda item: item[1].wave):
            steps = list(wave)
            self.hands.look(pause_before([step for _, step in steps], self.pace))
            errands = [self._errand(index, step) for index, step in steps]
            if len(errands) == 1:
                errands[0]()
            else:
                self.hands.together(errands)
            if number == last:
                self.hands.signed_in()

    def _errand(self, index: int, step: Step) -> Callable[[], None]:
        def do() -> None:
            try:
                request = self._request(step)
            except NotFound as missing:
                raise Failed(str(missing)) from None
            try:
                answer = self.hands.send(request, judge)
            except Failed:
                if step.kind != "asset":
                    raise
                return
            if step.kind == "document":
                self.page = answer.address
            if index in self._sources:
                self.answers[index] = answer

        def judge(answer: Answer) -> str:
            return failure_of(self.script, step, answer, self.base, self.fill)

        return do

    def _give(self, name: str) -> str:
        if name == "@origin":
            split = urlsplit(self.page)
            return f"{split.scheme}://{split.netloc}"
        if name == "@referer":
            return self.page
        if name not in self.given:
            extraction = self._extractions.get(name.removesuffix(".label"))
            if extraction is None or extraction.source not in self.answers:
                raise NotFound(f"value-not-found:{extraction.place if extraction else 'label'}")
            found = extraction.find(self.answers[extraction.source], self.fill)
            self.given[extraction.name] = found.value
            self.given[f"{extraction.name}.label"] = found.label
        return self.given[name]

    def _make(self, part: Fresh) -> str:
        return self.given.setdefault(f"made {part.name}", made(part)) if part.name else made(part)

    def fill(self, template: Template) -> str:
        """A template's text for this person."""
        return template.fill(self.own, self._give, self._make)

    def _request(self, step: Step) -> Request:
        headers = {name: self.fill(value) for name, value in step.headers}
        if isinstance(step.body, FormBody):
            return self._form(step, step.body, headers)
        url = self._absolute(self.fill(step.address))
        body: bytes | None = None
        if isinstance(step.body, JsonBody):
            headers["content-type"] = step.body.mime
            body = json.dumps(self._content(step.body), ensure_ascii=False).encode()
        elif isinstance(step.body, FieldsBody):
            pairs = [(self.fill(name), self.fill(value)) for name, value in step.body.fields]
            body, headers["content-type"] = _encoded(pairs, (), step.body.multipart)
        elif isinstance(step.body, TextBody):
            body = self.fill(step.body.text).encode()
            headers |= {"content-type": step.body.mime} if step.body.mime else {}
        return Request(step, url, headers, body)

    def _absolute(self, address: str) -> str:
        if address.startswith(("http://", "https://")):
            return address
        if self.script.base != self.base and address.startswith(f"{self.script.base}/"):
            live = f"{self.base}/"
            address = address if self.base and address.startswith(live) else live + address[len(self.script.base) + 1 :]
        return self.origin + address

    def _form(self, step: Step, body: FormBody, headers: dict[str, str]) -> Request:
        if body.page not in self.answers:
            raise NotFound("value-not-found:page of a form")
        page = self.answers[body.page]
        form: Form = form_by(page, body.form)
        pairs = filled(form, body.changes, self.fill, self.given.__setitem__)
        pairs += [(self.fill(name), self.fill(value)) for name, value in body.extra]
        if form.ref.method == "get":
            return Request(step, f"{form.address.partition('?')[0]}?{urlencode(pairs)}", headers, None)
        content, headers["content-type"] = _encoded(pairs, body.files, form.multipart)
        return Request(step, form.address, headers, content)

    def _content(self, body: JsonBody) -> Any:
        content = copy.deepcopy(body.content)
        for path, template in body.holes:
            if not path:
                return _like(content, self.fill(template))
            place = content
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = _like(place[path[-1]], self.fill(template))
        return content


def _encoded(pairs: Sequence[tuple[str, str]], files: Sequence[tuple[str, str]], multipart: bool) -> tuple[bytes, str]:
    if not (multipart or files):
        return urlencode(pairs).encode(), _URLENCODED
    parts: list[Any] = [*pairs]
    for field, name in files:
        suffix = name.rpartition(".")[2].lower()
        content = _FILE_STARTS.get(suffix, b"") + b"Written for a load test.\n" * 40
        parts.append((field, (name, content, _FILE_TYPES.get(suffix, "application/octet-stream"))))
    return encode_multipart_formdata(parts)


def _like(recorded: Any, text: str) -> Any:
    """The text as the recorded value's own kind: a number stays a number."""
    if isinstance(recorded, int | float) and not isinstance(recorded, bool):
        try:
            return type(recorded)(text)
        except ValueError:
            return text
    return text
