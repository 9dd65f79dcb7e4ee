"""Explains the values of a recording one by one: fixed, the account's own, typed, given by an answer, made by the browser.

From one recording this is an inference; where there is a second one, by another account, each explanation is held
against it, and kept only if it would have said there what was sent there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Literal

from evidence.problem import Problem
from load.corrections import GIVEN, Correction
from load.page import Answer
from load.patterns import may_vary, pattern_of
from load.places import Place, values_of
from load.recording import Exchange
from load.rules import Extraction, Rule, templates_of
from load.script import Unexplained, Why
from load.second import Second, texts_of
from load.sources import SECRET, Holds, Known, Source, find_value, names_an_id
from load.template import Fresh, Given, Make, NotFound, Own, Template, templated

Kind = Literal["fixed", "typed", "own", "given", "made", "unexplained"]
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.+/=-]{16,}")
_CLOCK = re.compile(r"\d{10}|\d{13}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")
_CLOCK_SLACK_S = 86400.0
_MOMENT_SLACK_S = 120.0
_DAY_S = 86400
_BETWEEN = re.compile(r"((?:%(?:25)*[0-9A-Fa-f]{2}|[^\w-])+)")
"""What stands between the words of a text that holds an address, however often it is encoded."""
_SHORTEST_NONCE = 8
_ALPHABETS: tuple[tuple[Make, str], ...] = (
    ("digits", r"\d+"),
    ("hex", r"[0-9a-f]+"),
    ("alphanumeric", r"[0-9A-Za-z]+"),
    ("base64url", r"[\w-]+"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a recorded request, and where it comes from."""

    step: int
    request: str
    """The request's name: method and address pattern."""
    place: Place
    kind: Kind
    says: Template
    confirmed: bool | None
    """Whether another recording bears it out; None where it could not be told."""
    sent: str = ""
    """What was sent in the recording."""
    corrected: bool = False
    """Whether a person wrote it."""


class Explainer:
    """One recording's values, as far as they have been looked at.

    Args:
        exchanges: The recording's.
        known: The recorded person.
        typed: What the person typed or chose.
        second: Another recording to hold explanations against, if there is one.
        corrections: What a person says of some of the values.
    """

    def __init__(
        self,
        exchanges: Sequence[Exchange],
        known: Known,
        typed: Sequence[str],
        second: Second | None,
        corrections: Sequence[Correction] = (),
    ) -> None:
        self.exchanges = exchanges
        self.known = known
        self.typed = frozenset(t for t in typed if t)
        self.second = second
        self.extractions: list[Extraction] = []
        self.unexplained: list[Unexplained] = []
        self.values: list[Value] = []
        self.asked: list[Template] = []
        self._by_value: dict[tuple[int, tuple[Rule, ...]], str] = {}
        self.used: list[Correction] = []
        """Corrections that had something to say."""
        self._made: dict[str, str] = {}
        self._texts = texts_of(exchanges)
        self._names = [f"{e.method} {pattern_of(e.url)}" for e in exchanges]
        self._corrections = {(c.request, c.nth, c.place): c for c in corrections}

    def explain(
        self, value: str, called: str, place: Place, index: int, name: str, earlier: Sequence[tuple[int, Answer]]
    ) -> Template:
        """Where a value comes from, as a template that says it again.

        Args:
            value: As sent.
            called: What the request calls it.
            place: Where in the request it stands.
            index: Of the request.
            name: Of the request.
            earlier: Answers that were there when it was sent, the likeliest first.
        """
        corrected = self.corrected(index, place, value)
        if corrected is not None:
            return corrected
        other = self.second.sent(index, place) if self.second else None
        before = len(self.unexplained)
        kind, template, confirmed = self._explained(value, called, (index, name, place), earlier, other)
        if kind == "unexplained" and self.exchanges[index].kind == "asset":
            # A file of the page: at worst a picture is missing, which is no reason to give up the task.
            del self.unexplained[before:]
            kind = "fixed"
        return self.note(Value(index, name, place, kind, template, confirmed, value))

    def note(self, value: Value) -> Template:
        """Keep what a value is."""
        self.values.append(value)
        self.asked.append(value.says)
        return value.says

    def corrected(self, index: int, place: Place, value: str) -> Template | None:
        """What a person wrote of a value; None if nobody did.

        Raises:
            Problem: No answer before it has the name that they wrote.
        """
        name = self._names[index]
        found = self._corrections.get((name, self._names[: index + 1].count(name), str(place)))
        if found is None:
            return None
        self.used.append(found)
        if found.says is not None:
            of_browser = any(isinstance(part, Fresh) for part in found.says.parts)
            kind: Kind = "own" if found.says.owns else "made" if of_browser else "fixed"
            return self.note(Value(index, name, place, kind, found.says, None, value, corrected=True))
        steps = [step for step, one in enumerate(self._names[:index]) if one == found.source]
        if len(steps) < max(1, found.source_nth):
            raise Problem(
                f'no request before "{name}" is called "{found.source}"',
                where=found.where,
                do=f"Write one of: {', '.join(dict.fromkeys(self._names[:index]))}.",
            )
        source = Source(steps[found.source_nth - 1], found.find)
        hole = Given(self.extraction(source, f"{place} of {name}"))
        around = found.within.parts if found.within else (GIVEN,)
        given = Template.of(*(hole if part == GIVEN else part for part in around))
        return self.note(Value(index, name, place, "given", given, None, value, corrected=True))

    def corrected_fields(self, index: int) -> dict[str, Template]:
        """What a person wrote of the fields of a form, which are the live form's otherwise."""
        name = self._names[index]
        nth = self._names[: index + 1].count(name)
        named = [c for c in self._corrections.values() if (c.request, c.nth) == (name, nth)]
        fields = {
            c.place.removeprefix("field "): c for c in named if c.place.startswith("field ") and c not in self.used
        }
        found = {field: self.corrected(index, Place("field", field), "") for field in fields}
        return {field: says for field, says in found.items() if says is not None}

    def _explained(
        self,
        value: str,
        called: str,
        at: tuple[int, str, Place],
        earlier: Sequence[tuple[int, Answer]],
        other: str | None,
    ) -> tuple[Kind, Template, bool | None]:
        index, name, _ = at
        parts = self.known.parts
        own = isinstance(parts.get(value), Own) and (len(value) > 3 or value in self.typed)
        if own or value in self.typed or (value.startswith(SECRET) and value in parts):
            template = templated(value, parts)
            kind: Kind = "own" if template.owns else "typed"
            confirmed = self._says(template, other)
            if kind == "typed" and other is not None and self.second:
                confirmed = other == value or other in self.second.typed
            if confirmed is not False:
                return kind, template, confirmed
        same = None if other is None or value.startswith(SECRET) else other == value
        if not value.startswith(SECRET) and same is not False and not may_vary(value):
            template = self._in_words(value, other)
            return ("own" if template.owns else "fixed"), template, same
        if fresh := self._by_the_clock(value, index, other):
            return "made", Template.of(fresh), None if other is None else True
        if source := find_value(value, called, earlier, self.known, self.holds_for(other)):
            given = Template.of(Given(self.extraction(source, f"{called} of {name}")))
            held = [self.holds_for(other)(source.step, rule) for rule in source.rules]
            return "given", given, True if True in held else None
        if within := self._around_a_given_word(value, called, name, earlier, other):
            return "given", within, True
        return self._without_source(value, called, at, earlier, other)

    def _around_a_given_word(
        self, value: str, called: str, name: str, earlier: Sequence[tuple[int, Answer]], other: str | None
    ) -> Template | None:
        """The value with a hole for the one word of it that differs in the other recording, where an answer gave each of them its own: such
        as an address to come back to, with the class in it."""
        if other is None or value.startswith(SECRET):
            return None
        words, others = _BETWEEN.split(value), _BETWEEN.split(other)
        if len(words) != len(others) or len(words) < 3:
            return None
        apart = {(word, beside) for word, beside in zip(words, others, strict=True) if word != beside}
        if len(apart) != 1:
            return None
        ((word, beside),) = apart
        source = find_value(word, "", earlier, self.known, self.holds_for(beside))
        if source is None or not any(self.holds_for(beside)(source.step, rule) for rule in source.rules):
            return None
        hole = Given(self.extraction(source, f"{called} of {name}"))
        # The same word elsewhere may be another thing: the class "1", and page 1 of its list.
        around = groupby(zip(words, others, strict=True), key=lambda pair: pair[0] != pair[1])
        return Template.of(*(hole if given else "".join(said for said, _ in pairs) for given, pairs in around))

    def _in_words(self, value: str, other: str | None) -> Template:
        """The value with holes for the account's own words, unless another account sent the very same ones."""
        template = templated(value, self.known.parts)
        return Template.of(value) if other == value and self._says(template, other) is False else template

    def _says(self, template: Template, other: str | None) -> bool | None:
        """Whether a template of the case's values says what the other account sent."""
        if other is None or self.second is None or other.startswith(SECRET):
            return None
        try:
            return self.second.fill(template) == other
        except NotFound:
            return None

    def holds_for(self, other: str | None) -> Holds:
        """Whether rules also find what the other account sent; None where there is no other."""
        second = self.second

        def holds(step: int, rule: Rule) -> bool | None:
            return None if second is None or other is None else second.holds(step, rule, other)

        return holds

    def _without_source(
        self,
        value: str,
        called: str,
        at: tuple[int, str, Place],
        earlier: Sequence[tuple[int, Answer]],
        other: str | None,
    ) -> tuple[Kind, Template, bool | None]:
        template = self._in_words(value, other)
        kind: Kind = "own" if template.owns else "fixed"
        if other is not None and self.second is not None and not value.startswith(SECRET):
            if self._says(template, other):
                # What one account sends may be its own, and not in the school data.
                if not (self.second.same_account and self._why(value, called, earlier)):
                    return kind, template, True
            elif nonce := self._by_chance(value, other):
                return "made", Template.of(nonce), True
            elif self.second.same_form:
                return self._give_up(at, "differs-between-accounts", template)
        if _UUID.fullmatch(value) and not _stands_in(value, earlier):
            return "made", Template.of(Fresh("uuid", name=self._again(value))), None
        if why := self._why(value, called, earlier):
            return self._give_up(at, why, template)
        return kind, template, None

    def _give_up(self, at: tuple[int, str, Place], why: Why, template: Template) -> tuple[Kind, Template, bool | None]:
        self.unexplained.append(Unexplained(at[1], str(at[2]), why))
        return "unexplained", template, None

    def _why(self, value: str, called: str, earlier: Sequence[tuple[int, Answer]]) -> Why | None:
        """Why a value that nothing gave cannot be taken for fixed; None if it can."""
        if value.startswith(SECRET):
            return "secret"
        if value.isdigit() and value.strip("0") and (called.endswith("/") or names_an_id(called)):
            return "id-without-a-source"
        if re.fullmatch(r"\d{4,}|" + _UUID.pattern, value, re.IGNORECASE) and _stands_in(value, earlier):
            return "seen-without-a-rule"
        random = _RANDOM.fullmatch(value) and not templated(value, self.known.parts).owns and "/" not in value
        return "long-and-never-seen" if random else None

    def _by_the_clock(self, value: str, index: int, other: str | None) -> Fresh | None:
        ended = self.exchanges[index].ended_at.timestamp()
        if other == value:
            return None
        if (moment_s := _moment_s(value)) is not None:
            after_s = self._after_now_s(moment_s - ended, index, other)
            return None if after_s is None else Fresh("iso", after_s=after_s)
        if not _CLOCK.fullmatch(value):
            return None
        seconds = int(value) / (1000 if len(value) == 13 else 1)
        if abs(seconds - ended) > _CLOCK_SLACK_S:
            return None
        return Fresh("milliseconds" if len(value) == 13 else "seconds")

    def _after_now_s(self, after_s: float, index: int, other: str | None) -> int | None:
        """How long after the request a moment lies that a script reckons from the clock: now, whole days off, or as far off in both
        recordings; None for any other."""
        days = round(after_s / _DAY_S)
        whole = abs(after_s - days * _DAY_S) < _MOMENT_SLACK_S
        if other is None or self.second is None:
            return days * _DAY_S if whole else None
        theirs, their_moment_s = self.second.ended_at(index), _moment_s(other)
        if their_moment_s is None or theirs is None:
            return None
        if abs(after_s - (their_moment_s - theirs.timestamp())) > _MOMENT_SLACK_S:
            return None
        return days * _DAY_S if whole else round(after_s / 60) * 60

    def _by_chance(self, value: str, other: str) -> Fresh | None:
        """The generator of a value that differs in both recordings, is alike in form, and that no answer ever gave."""
        assert self.second is not None
        if value in self._texts or not self.second.never_given(other):
            return None
        if _UUID.fullmatch(value) and _UUID.fullmatch(other):
            return Fresh("uuid", name=self._again(value))
        if len(value) != len(other) or len(value) < _SHORTEST_NONCE:
            return None
        for make, letters in _ALPHABETS:
            if re.fullmatch(letters, value) and re.fullmatch(letters, other):
                return Fresh(make, len(value), self._again(value))
        return None

    def _again(self, value: str) -> str:
        """The name of a made value that several requests carry; empty if one does."""
        if sum(value in values for values in self._sent) < 2:
            return ""
        return self._made.setdefault(value, f"made{len(self._made) + 1}")

    @cached_property
    def _sent(self) -> list[frozenset[str]]:
        return [frozenset(values_of(e).values()) for e in self.exchanges]

    def extraction(self, source: Source, place: str) -> str:
        """The name under which what a source gives is known."""
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


def _moment_s(text: str) -> float | None:
    """The moment that a text names; None if it names none, as 30 February is none."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return None
