"""Which values in a recording are the server's, the person's, or chance; so that a replay sends today's token.

Each value of each request is one of these: fixed; the account's own; typed; given by an earlier answer; made up by the
browser. What is none of these is listed as unexplained, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from evidence.records import Recording
from load.bodies import BodyReader
from load.form import path_of
from load.page import Answer
from load.proof import prove
from load.recording import Exchange, Traffic
from load.rules import Extraction, Rule, templates_of
from load.script import Answers, Body, FormBody, Script, Step, Unexplained
from load.sources import SECRET, Known, Source, find_link, find_value, names_an_id
from load.template import Fresh, Given, Own, Part, Template, templated

ORIGIN, REFERER = "@origin", "@referer"
"""Two values that the replay itself gives: the build's origin, and the page that the person is on."""
LONGEST_PAUSE_S = 1.0
"""A person's pause between pages is the recorded one up to this: enough to order things, too short to hide waits."""
_NOT_SENT = frozenset(
    {"accept-encoding", "cache-control", "connection", "content-length", "content-type", "cookie", "host"}
    | {"if-modified-since", "if-none-match", "pragma", "te", "transfer-encoding", "upgrade-insecure-requests"}
)
_VARIABLE = re.compile(r"\d")
_VERSION = re.compile(r"v\d{1,2}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.+/=-]{16,}")
_CLOCK_SLACK_S = 86400.0


def correlate(traffic: Traffic, recording: Recording, build_url: str) -> Script:
    """Make a recording replayable by anybody.

    Args:
        traffic: What was recorded.
        recording: The same recording's record: whose it was, what was typed, what was expected.
        build_url: Address of the build that it was recorded on.
    """
    work = _Work(traffic.exchanges, recording, build_url)
    steps = tuple(work.step(index) for index in range(len(traffic.exchanges)))
    steps, proof = prove(steps, traffic.exchanges, recording, work.known.parts)
    return Script(
        recording.task, recording.role, recording.form, recording.id, urlsplit(build_url).path.rstrip("/"),
        _log_in_path(traffic.exchanges), steps, tuple(work.extractions), tuple(work.unexplained), traffic.third_parties,
        _needs([*work.asked, *(s for step in steps for s in step.sights)]), proof,
    )  # fmt: skip


def known_of(values: Mapping[str, str], role: str) -> Known:
    """The case's values, longest first; of two names with one value the acting role's own."""
    order = sorted(values.items(), key=lambda item: (-len(item[1]), not item[0].startswith(f"{role}."), item[0]))
    parts: dict[str, Part] = {}
    for name, value in order:
        if value:
            parts.setdefault(value, Own(name))
    return Known(values, parts)


def _needs(templates: Sequence[Template]) -> frozenset[str]:
    return frozenset().union(*(t.owns for t in templates))


def _log_in_path(exchanges: Sequence[Exchange]) -> str:
    for exchange in exchanges:
        if exchange.signing_in and exchange.answer.asks_for_password:
            return urlsplit(exchange.answer.address).path
    return ""


class _Work:
    """One recording on its way to a script: the values that are found are shared by all its steps."""

    def __init__(self, exchanges: Sequence[Exchange], recording: Recording, build_url: str) -> None:
        self.exchanges = exchanges
        self.recording = recording
        self.origin = f"{urlsplit(build_url).scheme}://{urlsplit(build_url).netloc}"
        self.known = known_of(recording.values, recording.role)
        self.typed = frozenset(t for t in recording.typed if t)
        self.extractions: list[Extraction] = []
        self.unexplained: list[Unexplained] = []
        self.asked: list[Template] = []
        self.waves = waves_of(exchanges)
        self._by_value: dict[tuple[int, tuple[Rule, ...]], str] = {}

    def step(self, index: int) -> Step:
        exchange = self.exchanges[index]
        name = f"{exchange.method} {pattern_of(exchange.url)}"
        found = len(self.unexplained)
        body = self._body(index, name)
        address = Template.of(path_of(exchange.url)) if isinstance(body, FormBody) else self._address(index, name)
        headers = tuple(self._headers(index, name))
        if exchange.kind == "asset":  # at worst a picture is missing: no reason to give up the task
            del self.unexplained[found:]
        wave = self.waves[index]
        before = [e.ended_s for e, w in zip(self.exchanges, self.waves, strict=True) if w < wave]
        pause_s = exchange.started_s - max(before) if before else 0.0
        answer = exchange.answer
        answers: Answers = "json" if answer.data is not None else "html" if answer.is_html else "other"
        return Step(
            exchange.kind, exchange.method, name, address, headers, body, wave,
            round(min(max(pause_s, 0.0), LONGEST_PAUSE_S), 3), exchange.signing_in, answer.status,
            answers, answer.asks_for_password, urlsplit(answer.address).path,
        )  # fmt: skip

    def _earlier(self, index: int) -> list[tuple[int, Answer]]:
        """Answers that were there when the request was sent, the page it was sent from first, then the latest."""
        exchange, wave = self.exchanges[index], self.waves[index]
        there = [(i, e) for i, e in enumerate(self.exchanges) if self.waves[i] < wave and e.kind != "asset"]
        there.sort(key=lambda item: (item[1].answer.address != exchange.referer, -item[0]))
        return [(i, e.answer) for i, e in there]

    def _body(self, index: int, name: str) -> Body | None:
        exchange = self.exchanges[index]
        used = frozenset(value for e in self.exchanges if e is not exchange for _, value in e.pairs)
        leftover = [t for t in self.recording.typed if t and t not in used]
        reader = BodyReader(
            self.known, self._earlier(index), lambda value, place: self.explain(value, place, index, name), self._label
        )
        body, missing = reader.read(exchange, leftover)
        if missing:
            self.unexplained.append(Unexplained(name, missing, "secret"))
        if isinstance(body, FormBody):
            for change in body.changes:
                self.asked += [c.text for c in change.choices]
                self.asked += [change.control.near] if change.control.near else []
        return body

    def _label(self, label: str) -> str:
        """A name for a label that another may stand in for; later texts that speak of it follow the live one."""
        name = f"label{len(self.known.parts)}"
        parts = {**self.known.parts}
        parts.setdefault(label, Given(name))
        self.known = Known(self.known.own, parts)
        return name

    def _address(self, index: int, name: str) -> Template:
        exchange = self.exchanges[index]
        address = path_of(exchange.url)
        split = urlsplit(address)
        variable = _VARIABLE.search(_VERSION.sub("", address)) or self._speaks_of_case(address)
        if not variable:
            return Template.of(address)
        if exchange.kind == "document" and exchange.method == "GET":
            pages = self._earlier(index)
            source = find_link(address, pages, self.known)
            if source is not None:
                return Template.of(Given(self._extraction(source, f"link {pattern_of(exchange.url)}")))
        if source := find_value(address, "href", self._earlier(index), self.known):
            return Template.of(Given(self._extraction(source, f"address {pattern_of(exchange.url)}")))
        parts: list[Part] = []
        segments = split.path.split("/")
        for place, segment in enumerate(segments):
            parts += ["/"] if place else []
            around = f"{segments[place - 1]}/" if place else ""
            parts += self._encoded(unquote(segment), around, index, name)
        for place, (key, value) in enumerate(parse_qsl(split.query, keep_blank_values=True)):
            parts += ["&" if place else "?", quote(key), "="]
            parts += self._encoded(value, key, index, name)
        return Template.of(*parts)

    def _speaks_of_case(self, address: str) -> bool:
        plain = re.sub(r"[^\w]", "", unquote(address)).casefold()
        slugs = (re.sub(r"[^\w]", "", v).casefold() for v in self.known.own.values() if not v.startswith(SECRET))
        return any(len(slug) > 3 and slug in plain for slug in slugs)

    def _encoded(self, value: str, place: str, index: int, name: str) -> list[Part]:
        template = self.explain(value, place, index, name)
        return [quote(p, safe="@:!$'()*,;~-._") if isinstance(p, str) else p for p in template.parts]

    def _headers(self, index: int, name: str) -> list[tuple[str, Template]]:
        exchange = self.exchanges[index]
        found: list[tuple[str, Template]] = []
        for header, value in exchange.headers.items():
            if header in _NOT_SENT or header.startswith(":"):
                continue
            if header == "origin":
                found.append((header, Template.of(Given(ORIGIN))))
            elif header == "referer":
                found.append((header, Template.of(Given(REFERER))))
            elif header == "authorization":
                scheme, _, credentials = value.partition(" ")
                given = self.explain(credentials, "authorization", index, name)
                found.append((header, Template.of(f"{scheme} ", *given.parts)))
            elif header.startswith("x-") or value.startswith(SECRET):
                found.append((header, self.explain(value, header, index, name)))
            else:
                found.append((header, Template.of(value)))
        return found

    def explain(self, value: str, place: str, index: int, name: str) -> Template:
        """Where a value comes from, as a template that says it again."""
        template = self._explained(value, place, index, name)
        self.asked.append(template)
        return template

    def _explained(self, value: str, place: str, index: int, name: str) -> Template:
        parts = self.known.parts
        own = isinstance(parts.get(value), Own) and (len(value) > 3 or value in self.typed)
        if own or value in self.typed or (value.startswith(SECRET) and value in parts):
            return templated(value, parts)
        if not value.startswith(SECRET) and (not _VARIABLE.search(value) or _VERSION.fullmatch(value)):
            return templated(value, parts)
        if fresh := self._by_the_clock(value, index):
            return Template.of(fresh)
        earlier = self._earlier(index)
        if source := find_value(value, place, earlier, self.known):
            return Template.of(Given(self._extraction(source, f"{place} of {name}")))
        return self._without_source(value, place, earlier, name)

    def _without_source(self, value: str, place: str, earlier: Sequence[tuple[int, Answer]], name: str) -> Template:
        if value.startswith(SECRET):
            self.unexplained.append(Unexplained(name, place, "secret"))
        elif value.isdigit() and (place.endswith("/") or names_an_id(place)):
            self.unexplained.append(Unexplained(name, place, "id-without-a-source"))
        elif re.fullmatch(r"\d{4,}|" + _UUID.pattern, value, re.IGNORECASE) and _stands_in(value, earlier):
            self.unexplained.append(Unexplained(name, place, "seen-without-a-rule"))
        elif _UUID.fullmatch(value):
            return Template.of(Fresh("uuid"))
        elif _RANDOM.fullmatch(value) and not templated(value, self.known.parts).owns and "/" not in value:
            self.unexplained.append(Unexplained(name, place, "long-and-never-seen"))
        return templated(value, self.known.parts)

    def _by_the_clock(self, value: str, index: int) -> Fresh | None:
        if not re.fullmatch(r"\d{10}|\d{13}", value):
            return None
        seconds = int(value) / (1000 if len(value) == 13 else 1)
        if abs(seconds - self.exchanges[index].ended_at.timestamp()) > _CLOCK_SLACK_S:
            return None
        return Fresh("milliseconds" if len(value) == 13 else "seconds")

    def _extraction(self, source: Source, place: str) -> str:
        key = (source.step, source.rules)
        if key not in self._by_value:
            name = self._by_value[key] = f"value{len(self.extractions)}"
            self.extractions.append(Extraction(name, source.step, place, source.rules))
            if source.label and source.label not in self.known.parts:
                parts = {**self.known.parts, source.label: Given(f"{name}.label")}
                self.known = Known(self.known.own, parts)
            self.asked += [t for rule in source.rules for t in templates_of(rule)]
        return self._by_value[key]


def _stands_in(value: str, answers: Sequence[tuple[int, Answer]]) -> bool:
    pattern = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
    return any(pattern.search(answer.text) for _, answer in answers)


def pattern_of(url: str) -> str:
    """The path of an address with each part that holds a number as {id}: the name of a request for all people."""
    segments = urlsplit(url).path.split("/")
    return "/".join("{id}" if _VARIABLE.search(s) and not _VERSION.fullmatch(s) else s for s in segments)


def waves_of(exchanges: Sequence[Exchange]) -> list[int]:
    """Which exchanges were under way at the same time; a page is a wave of its own."""
    waves: list[int] = []
    latest = float("-inf")
    for index, exchange in enumerate(exchanges):
        alone = exchange.kind == "document" or (index > 0 and exchanges[index - 1].kind == "document")
        if not waves:
            waves.append(0)
        elif alone or exchange.started_s >= latest:
            waves.append(waves[-1] + 1)
            latest = float("-inf")
        else:
            waves.append(waves[-1])
        latest = max(latest, exchange.ended_s)
    return waves
