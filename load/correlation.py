"""Which values in a recording are the server's, the person's, or chance; so that a replay sends today's token.

Each value of each request is one of these: fixed; the account's own; typed; given by an earlier answer; made up by the
browser. What is none of these is listed as unexplained, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from evidence.records import Recording
from load.bodies import BodyReader
from load.corrections import Correction
from load.explaining import Explainer, Value
from load.form import Change, Choice, ControlRef, path_of
from load.page import Answer, looks_made
from load.patterns import may_vary, pattern_of, waves_of
from load.places import Place
from load.proof import prove
from load.recording import Exchange, Traffic
from load.rules import Origin
from load.script import Answers, Body, FormBody, Script, Step, Unexplained
from load.second import Second
from load.sources import SECRET, Holds, Known, Source, find_link, find_value
from load.template import Given, Own, Part, Template

ORIGIN, REFERER = "@origin", "@referer"
"""Two values that the replay itself gives: the origin of the page that the person is on, and its address."""
LONGEST_PAUSE_S = 1.0
"""A person's pause between pages is the recorded one up to this: enough to order things, too short to hide waits."""
_NOT_SENT = frozenset(
    {"accept-encoding", "cache-control", "connection", "content-length", "content-type", "cookie", "host"}
    | {"if-modified-since", "if-none-match", "pragma", "te", "transfer-encoding", "upgrade-insecure-requests"}
    | {"b3", "baggage", "newrelic", "sentry-trace", "traceparent", "tracestate"}  # thousands would be traced as one
)
_BROWSERS_OWN = re.compile(r"accept(-language)?|user-agent|dnt|priority|range|purpose|sec-.*|access-control-.*")
"""Headers that say what browser it is, the same for everybody."""


@dataclass(frozen=True)
class Correlation:
    """A recording made replayable, and how."""

    script: Script
    values: tuple[Value, ...]
    """Every value of its requests; what a form of a page sends by itself is none: the live form sends its own."""
    second: str
    """Id of the recording that they were held against; empty if there was none."""
    used: tuple[Correction, ...] = ()
    """What a person wrote of its values, as far as it has such values."""


def correlate(traffic: Traffic, recording: Recording, build_url: str) -> Script:
    """Make a recording replayable by anybody, from itself alone.

    Args:
        traffic: What was recorded.
        recording: The same recording's record: whose it was, what was typed, what was expected.
        build_url: Address of the build that it was recorded on.
    """
    return correlation(traffic, recording, build_url).script


def correlation(
    traffic: Traffic,
    recording: Recording,
    build_url: str,
    other: tuple[Traffic, Recording] | None = None,
    corrections: Sequence[Correction] = (),
) -> Correlation:
    """Make a recording replayable by anybody.

    Args:
        traffic: What was recorded.
        recording: The same recording's record: whose it was, what was typed, what was expected.
        build_url: Address of the build that it was recorded on.
        other: Another recording of the same task, best by another account, to hold each explanation against.
        corrections: What a person wrote about some of the values.
    Raises:
        Problem: A correction names an answer that there is not.
    """
    second = None
    if other is not None:
        whose = f"{recording.role}.username"
        same = other[1].values.get(whose) == recording.values.get(whose)
        same_form = other[1].form == recording.form
        second = Second(other[0].exchanges, other[1], traffic.exchanges, same_account=same, same_form=same_form)
    known = known_of(recording.values, recording.role)
    explainer = Explainer(traffic.exchanges, known, recording.typed, second, corrections)
    work = _Work(explainer, recording, build_url)
    steps = tuple(work.step(index) for index in range(len(traffic.exchanges)))
    steps, proof = prove(steps, traffic.exchanges, recording, explainer.known.parts)
    script = Script(
        recording.task, recording.role, recording.form, recording.id, urlsplit(build_url).path.rstrip("/"),
        _log_in_path(traffic.exchanges), steps, tuple(explainer.extractions), tuple(explainer.unexplained),
        traffic.third_parties, _needs([*explainer.asked, *(s for step in steps for s in step.sights)]), proof,
    )  # fmt: skip
    return Correlation(script, tuple(explainer.values), other[1].id if other else "", tuple(explainer.used))


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
    """The address of the page to log in on; none where it is another one each time."""
    for exchange in exchanges:
        if exchange.signing_in and exchange.answer.asks_for_password:
            path = urlsplit(exchange.answer.address).path
            return "" if any(looks_made(part) for part in path.split("/")) else path
    return ""


class _Work:
    """One recording on its way to a script: the values that are found are shared by all its steps."""

    def __init__(self, explainer: Explainer, recording: Recording, build_url: str) -> None:
        self.explainer = explainer
        self.exchanges = explainer.exchanges
        self.second = explainer.second
        self.recording = recording
        self.origin = _origin(build_url)
        self.waves = waves_of(explainer.exchanges)

    def step(self, index: int) -> Step:
        exchange = self.exchanges[index]
        name = f"{exchange.method} {pattern_of(exchange.url)}"
        body = self._body(index, name)
        address = Template.of(path_of(exchange.url)) if isinstance(body, FormBody) else self._address(index, name)
        headers = tuple(self._headers(index, name))
        wave = self.waves[index]
        before = [e.ended_s for e, w in zip(self.exchanges, self.waves, strict=True) if w < wave]
        pause_s = exchange.started_s - max(before) if before else 0.0
        answer = exchange.answer
        answers: Answers = "json" if answer.data is not None else "html" if answer.is_html else "other"
        return Step(
            exchange.kind, exchange.method, name, address, headers, body, wave,
            round(min(max(pause_s, 0.0), LONGEST_PAUSE_S), 3), exchange.signing_in, answer.status,
            answers, answer.asks_for_password, urlsplit(answer.address).path, answer.size_bytes,
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
        earlier = self._earlier(index)

        def explain(value: str, called: str, place: Place) -> Template:
            return self.explainer.explain(value, called, place, index, name, earlier)

        reader = BodyReader(self.explainer.known, earlier, explain, self._label)
        body, missing = reader.read(exchange, leftover)
        if missing:
            self.explainer.unexplained.append(Unexplained(name, missing, "secret"))
        if isinstance(body, FormBody):
            for change in body.changes:
                self.explainer.asked += [c.text for c in change.choices]
                self.explainer.asked += [change.control.near] if change.control.near else []
            return self._corrected(body, index)
        return body

    def _corrected(self, body: FormBody, index: int) -> FormBody:
        """The form with the fields that a person wrote about."""
        fields = self.explainer.corrected_fields(index)
        if not fields:
            return body
        written = tuple(Change(ControlRef(n, True), (Choice("text", says),)) for n, says in fields.items())
        kept = tuple(c for c in body.changes if c.control.name not in fields)
        return replace(body, changes=(*kept, *written))

    def _label(self, label: str) -> str:
        """A name for a label that another may stand in for; later texts that speak of it follow the live one."""
        known = self.explainer.known
        name = f"label{len(known.parts)}"
        parts = {**known.parts}
        parts.setdefault(label, Given(name))
        self.explainer.known = Known(known.own, parts)
        return name

    def _address(self, index: int, name: str) -> Template:
        exchange = self.exchanges[index]
        address = path_of(exchange.url)
        origin = self._origin_of(exchange, index)
        if corrected := self.explainer.corrected(index, Place("address"), address):
            return Template.of(*origin, *corrected.parts)
        other = self.second.sent(index, Place("address")) if self.second else None
        varies = other is not None and other != address
        if not (varies or self._is_variable(address)):
            return Template.of(*origin, address)
        if source := self._whole(exchange, address, index, other):
            kind = "link" if exchange.kind == "document" else "address"
            given = Template.of(Given(self.explainer.extraction(source, f"{kind} {pattern_of(exchange.url)}")))
            holds = self._holds(other)
            confirmed = True if any(holds(source.step, rule) for rule in source.rules) else None
            self.explainer.note(Value(index, name, Place("address"), "given", given, confirmed, address))
            return Template.of(*origin, *given.parts)
        split = urlsplit(address)
        parts: list[Part] = []
        segments = split.path.split("/")
        for at, segment in enumerate(segments):
            parts += ["/"] if at else []
            around = f"{segments[at - 1]}/" if at else ""
            parts += self._encoded(unquote(segment), around, Place("path", index=at), index, name)
        counts: Counter[str] = Counter()
        for at, (key, value) in enumerate(parse_qsl(split.query, keep_blank_values=True)):
            parts += ["&" if at else "?", quote(key), "="]
            parts += self._encoded(value, key, Place("query", key, counts[key]), index, name)
            counts[key] += 1
        return Template.of(*origin, *parts)

    def _is_variable(self, address: str) -> bool:
        return any(map(may_vary, re.split(r"[/?&=]", address))) or self._speaks_of_case(address)

    def _whole(self, exchange: Exchange, address: str, index: int, other: str | None) -> Source | None:
        """Where the whole address stands: a link, or a value in JSON or a header."""
        earlier = self._earlier(index)
        holds = self._holds(other)
        if exchange.kind == "document" and exchange.method == "GET":
            source = find_link(address, earlier, self.explainer.known)
            if source is not None and not all(holds(source.step, rule) is False for rule in source.rules):
                return source
        return find_value(address, "href", earlier, self.explainer.known, holds)

    def _holds(self, other: str | None) -> Holds:
        return self.explainer.holds_for(other)

    def _origin_of(self, exchange: Exchange, index: int) -> list[Part]:
        """Nothing for the build's own; another origin is that of an earlier answer, or as it was recorded."""
        origin = _origin(exchange.url)
        if origin == self.origin:
            return []
        source = next((step for step, answer in self._earlier(index) if _origin(answer.address) == origin), None)
        if source is None:
            return [origin]
        return [Given(self.explainer.extraction(Source(source, (Origin(),)), "origin"))]

    def _speaks_of_case(self, address: str) -> bool:
        plain = re.sub(r"[^\w]", "", unquote(address)).casefold()
        slugs = (
            re.sub(r"[^\w]", "", v).casefold() for v in self.explainer.known.own.values() if not v.startswith(SECRET)
        )
        return any(len(slug) > 3 and slug in plain for slug in slugs)

    def _encoded(self, value: str, called: str, place: Place, index: int, name: str) -> list[Part]:
        template = self._explain(value, called, place, index, name)
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
                given = self._explain(credentials, "authorization", Place("credentials"), index, name)
                found.append((header, Template.of(f"{scheme} ", *given.parts)))
            elif _BROWSERS_OWN.fullmatch(header) and not value.startswith(SECRET):
                found.append((header, Template.of(value)))
            else:
                found.append((header, self._explain(value, header, Place("header", header), index, name)))
        return found

    def _explain(self, value: str, called: str, place: Place, index: int, name: str) -> Template:
        return self.explainer.explain(value, called, place, index, name, self._earlier(index))


def _origin(url: str) -> str:
    split = urlsplit(url)
    return f"{split.scheme}://{split.netloc}"
