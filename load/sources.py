"""Finds where in the earlier answers of a recording a value stands, and says it as tightly as the answer allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from load.form import path_of
from load.page import Answer, Node, elements, generalised_address, label_of, leaves, speaks_of
from load.rules import (
    AddressPart,
    Attribute,
    Cookie,
    Header,
    ItemWith,
    JsonValue,
    LinkAddress,
    Rule,
    ScriptText,
    assignments,
    json_scripts,
    written,
)
from load.template import SHORTEST_WITHIN, Given, Own, Part, Template, nothing_given, templated

SECRET = "[secret:"  # noqa: S105 - the mark that stands in a secret's place
_IDS = re.compile(
    r"(^|[^a-z])(id|uuid|guid|key|slug|token|ref|href|url|link|cursor|next|previous|etag)$|[a-z](Id|ID|Uuid|Key|Cursor)$"
)
_SAID_TO_BROWSERS = frozenset(
    {"accept-ranges", "age", "allow", "alt-svc", "cache-control", "connection", "content-encoding", "content-language"}
    | {"content-length", "content-security-policy", "content-type", "date", "expires", "keep-alive", "nel", "pragma"}
    | {"permissions-policy", "referrer-policy", "report-to", "server", "set-cookie", "strict-transport-security"}
    | {"transfer-encoding", "vary", "via", "x-content-type-options", "x-frame-options", "x-powered-by"}
)
_LONG = 6
"""From this length on, two equal values are taken for the same one without a telling name."""


Holds = Callable[[int, Rule], bool | None]


def cannot_tell(_step: int, _rule: Rule) -> bool | None:
    """Where there is no other recording."""
    return None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the recorded person: their case's values, each with the hole that takes its place."""

    own: Mapping[str, str]
    parts: Mapping[str, Part]

    def near(self, node: Node) -> Template | None:
        """The value of the case that the element's own label or row speaks of."""
        for value, part in self.parts.items():
            telling = isinstance(part, Own) and len(value) >= SHORTEST_WITHIN and not value.startswith(SECRET)
            if telling and speaks_of(node, value):
                return Template.of(part)
        return None

    def spoken(self, template: Template) -> str:
        """What a template of the case's values says for the recorded person."""
        return template.fill(self.own, nothing_given)


@dataclass(frozen=True, slots=True)
class Source:
    """A place where a value stands."""

    step: int
    rules: tuple[Rule, ...]
    label: str = ""
    """What the thing is called in the recording, where another one may stand in for it."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    rule: Rule
    value: str
    name: str
    """What the answer calls it."""
    by_place: bool
    """Only its place among its like tells which."""


def find_link(address: str, pages: Sequence[tuple[int, Answer]], known: Known) -> Source | None:
    """The link that leads to an address.

    Args:
        address: Path and query.
        pages: Earlier answers with the index of their step, the likeliest first.
        known: The recorded person.
    """
    pattern = generalised_address(address)
    for step, page in pages:
        if page.tree is None:
            continue
        links = [n for n in page.tree.iter("a") if n.get("href")]
        alike = [n for n in links if generalised_address(path_of(page.resolve(n.get("href", "")))) == pattern]
        exact = [n for n in alike if path_of(page.resolve(n.get("href", ""))) == address]
        if exact:
            return _link(step, pattern, alike, exact[0], known)
    return None


def _link(step: int, pattern: str, alike: list[Node], link: Node, known: Known) -> Source:
    label = label_of(link)
    text = templated(label, known.parts)
    near = None if text.owns else known.near(link)
    same = [n for n in alike if label_of(n) == label and (near is None or known.near(n) == near)]
    tight = LinkAddress(pattern, text, near, same.index(link))
    if text.owns or near is not None:
        return Source(step, (tight,))
    # A letter's or a lesson's title differs between people: the one in the same place is theirs.
    by_place = LinkAddress(pattern, None, None, alike.index(link))
    return Source(step, (tight, by_place), label)


def find_value(
    value: str, name: str, answers: Sequence[tuple[int, Answer]], known: Known, holds: Holds = cannot_tell
) -> Source | None:
    """Where a value was given.

    Args:
        value: As sent.
        name: What the request calls it: a parameter, a key, the path segment before it.
        answers: Earlier answers with the index of their step, the likeliest first.
        known: The recorded person.
        holds: Whether a rule also finds what another account sent, in what that account was answered.
    """
    best: tuple[tuple[int, ...], Source] | None = None
    for step, answer in answers:
        for found in _candidates(answer, known):
            if not _same(value, found.value, name, found.name):
                continue
            kin = akin(name, found.name)
            held = holds(step, found.rule)
            if held is False or (held is None and not kin and len(value) < _LONG and not names_an_id(found.name)):
                continue  # small numbers are everywhere
            # A cookie holds on all the way; where the page or an answer says the same, that is what scripts read.
            of_cookie = isinstance(found.rule, Cookie)
            exact, hidden = found.value == value, found.value.startswith(SECRET)
            rank = tuple(map(int, (not exact, not (exact or hidden), not held, found.by_place, not kin, of_cookie)))
            if (best is None or rank < best[0]) and _leads_to(found, answer, known):
                best = rank, Source(step, (found.rule,))
    return best[1] if best else None


def _leads_to(candidate: _Candidate, answer: Answer, known: Known) -> bool:
    """Whether the rule finds in the recorded answer what it was made for."""
    found = candidate.rule.find(answer, known.spoken)
    return found is not None and found.value == candidate.value


def _same(sent: str, given: str, name: str, given_name: str) -> bool:
    if sent.startswith(SECRET) or given.startswith(SECRET):
        # Redaction by name may have taken one of two equal values and left the other.
        return sent == given or akin(name, given_name)
    return sent == given


def akin(name: str, other: str) -> bool:
    """Whether two names speak of one thing: X-CSRF-Token and csrf_token, childId and child_id, threads and thread."""
    one, two = _plain(name), _plain(other)
    if any(mark in one and mark in two for mark in ("csrf", "xsrf", "requestverification")):
        return True
    if one in ("csrftoken", "xsrftoken", "authorization") and two.endswith(("token", "jwt")):
        return True
    return bool(one) and (
        one == two or one.removesuffix("s") == two.removesuffix("id") or one.removesuffix("id") == two
    )


def names_an_id(name: str) -> bool:
    """Whether a name is one for what the server gave a number or an address."""
    return bool(_IDS.search(name))


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("x-"))


def _candidates(answer: Answer, known: Known) -> Iterator[_Candidate]:
    for name in answer.headers:
        if name not in _SAID_TO_BROWSERS and (found := Header(name).find(answer, known.spoken)):
            yield _Candidate(Header(name), found.value, name, False)
    if answer.data is not None:
        yield from _json(answer.data, None, known)
    if answer.tree is not None:
        yield from _attributes(answer.tree, known)
        for index, data in json_scripts(answer):
            yield from _json(data, index, known)
        yield from _scripts(answer)
    yield from _address(answer)
    for name, value in answer.cookies.items():
        yield _Candidate(Cookie(name), unquote(value), name, False)


def _json(content: object, script: int | None, known: Known) -> Iterator[_Candidate]:
    for path, value in leaves(content):
        tight, by_place = _path(content, path, known)
        name = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
        if _plain(name) == "id" and (around := [p for p in path[:-1] if isinstance(p, str)]):
            name = f"{around[-1].removesuffix('s')}_id"
        yield _Candidate(JsonValue(tight, script), written(value), name, by_place)


def _path(content: object, path: tuple[str | int, ...], known: Known) -> tuple[tuple[str | int | ItemWith, ...], bool]:
    """The way to a value; the items of lists are chosen by what they hold of the person, where they hold anything."""
    steps: list[str | int | ItemWith] = []
    by_place = False
    data = content
    for step in path:
        if isinstance(data, list) and isinstance(step, int):
            chosen = _item(data, step, known)
            by_place = by_place or chosen is None
            steps.append(step if chosen is None else chosen)
            data = data[step]
        else:
            steps.append(step)
            data = data[step] if isinstance(data, dict) and isinstance(step, str) else None
    return tuple(steps), by_place


def _item(items: list[object], index: int, known: Known) -> ItemWith | None:
    for path, value in leaves(items[index]):
        text = value if isinstance(value, str) else ""
        speaks = templated(text, known.parts)
        if not speaks.owns or len(text) < SHORTEST_WITHIN or any(isinstance(p, Given) for p in speaks.parts):
            continue
        if next((i for i, item in enumerate(items) if dict(leaves(item)).get(path) == text), None) == index:
            return ItemWith(path, speaks)
    return None


def _attributes(tree: Node, known: Known) -> Iterator[_Candidate]:
    counts: dict[tuple[str, str], int] = {}
    for node in elements(tree):
        tag, name = str(node.tag), node.get("name") or node.get("property") or ""
        if tag == "meta" and name and node.get("content"):
            where = ("name", name) if node.get("name") else ("property", name)
            yield _Candidate(Attribute(tag, "content", where), node.get("content", ""), name, False)
        if tag == "input" and node.get("type", "").lower() == "hidden" and name:
            yield _Candidate(Attribute(tag, "value", ("name", name)), node.get("value", ""), name, False)
        for attribute, value in node.items():
            if not (str(attribute).startswith("data-") or (tag == "option" and attribute == "value")):
                continue
            nth = counts.get((tag, str(attribute)), 0)
            counts[tag, str(attribute)] = nth + 1
            near = known.near(node)
            called = str(attribute).removeprefix("data-") if tag != "option" else "option-id"
            if near is not None:
                yield _Candidate(Attribute(tag, str(attribute), None, near), str(value), called, False)
            yield _Candidate(Attribute(tag, str(attribute), None, None, nth), str(value), called, True)


def _scripts(answer: Answer) -> Iterator[_Candidate]:
    counts: dict[str, int] = {}
    for key, value in assignments(answer):
        nth = counts.get(key, 0)
        counts[key] = nth + 1
        yield _Candidate(ScriptText(key, nth), value, key, nth > 0)


def _address(answer: Answer) -> Iterator[_Candidate]:
    split = urlsplit(answer.address)
    segments = split.path.split("/")
    for index, segment in enumerate(segments):
        if index and segment:
            yield _Candidate(AddressPart(index), unquote(segment), segments[index - 1], False)
    for key, value in parse_qsl(split.query):
        yield _Candidate(AddressPart(None, key), value, key, False)
