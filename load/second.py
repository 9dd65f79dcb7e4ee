"""Another recording of the same task, by another account: what it confirms of a first one's explanations, and what not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from functools import cached_property

from evidence.records import Recording
from load.page import Answer
from load.patterns import pattern_of
from load.places import Place, values_of
from load.recording import Exchange
from load.rules import Rule
from load.sources import SECRET
from load.template import NotFound, Template, nothing_given

_TOLD_APART = re.compile(r"\[secret:[a-z]+-[0-9a-f]{8}\]")


class Second:
    """A second recording, laid beside the first.

    Args:
        exchanges: Its own.
        recording: Its record: whose it is.
        first: The first recording's exchanges.
        same_account: Whether both are of one account: what is equal in both may then be the account's own.
        same_form: Whether both are of one school form: what differs may else be the form's.
    """

    def __init__(
        self,
        exchanges: Sequence[Exchange],
        recording: Recording,
        first: Sequence[Exchange],
        *,
        same_account: bool,
        same_form: bool,
    ) -> None:
        self.exchanges = exchanges
        self.recording = recording
        self.same_account = same_account
        self.same_form = same_form
        self.typed = frozenset(t for t in recording.typed if t)
        self._beside = _aligned(first, exchanges)
        self._values: dict[int, Mapping[str, str]] = {}

    def sent(self, step: int, place: Place) -> str | None:
        """What stands at the same place of the request that answers to a step of the first; None where there is none."""
        other = self._beside.get(step)
        if other is None:
            return None
        if other not in self._values:
            self._values[other] = values_of(self.exchanges[other])
        return self._values[other].get(str(place))

    def answer(self, step: int) -> Answer | None:
        """The answer to the request that answers to a step of the first."""
        other = self._beside.get(step)
        return None if other is None else self.exchanges[other].answer

    def ended_at(self, step: int) -> datetime | None:
        """When the request that answers to a step of the first was answered."""
        other = self._beside.get(step)
        return None if other is None else self.exchanges[other].ended_at

    def fill(self, template: Template) -> str:
        """What a template of the case's values says for this account.

        Raises:
            NotFound: It speaks of something else.
        """
        return template.fill(self.recording.values, nothing_given)

    def holds(self, step: int, rule: Rule, value: str) -> bool | None:
        """Whether a rule finds a value in this recording's answer; None where it cannot be told."""
        answer = self.answer(step)
        if answer is None:
            return None
        try:
            found = rule.find(answer, self.fill)
        except NotFound:
            return None
        if found is not None and found.value != value and _one_hidden(found.value, value):
            return None
        return found is not None and found.value == value

    def never_given(self, value: str) -> bool:
        """Whether a value stands in no answer at all."""
        return value not in self._texts

    @cached_property
    def _texts(self) -> str:
        return texts_of(self.exchanges)


def _one_hidden(one: str, other: str) -> bool:
    """Whether a secret's place tells nothing of its value: only those of one kind and with a digest can be told apart."""
    told = [_TOLD_APART.fullmatch(text) for text in (one, other)]
    return not all(told) and any(text.startswith(SECRET) for text in (one, other))


def texts_of(exchanges: Sequence[Exchange]) -> str:
    """All that the platform answered, headers and cookies included."""
    return "\n".join(
        part
        for e in exchanges
        if e.kind != "asset"
        for part in (e.answer.text, e.answer.address, *e.answer.headers.values(), *e.answer.cookies.values())
    )


def _aligned(first: Sequence[Exchange], other: Sequence[Exchange]) -> dict[int, int]:
    """Which request of the other answers to which of the first: the same methods and address patterns, in order."""
    found: dict[int, int] = {}
    names, others = ([f"{e.method} {pattern_of(e.url)}" for e in side] for side in (first, other))
    for kind, a, a_end, b, b_end in SequenceMatcher(None, names, others, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and a_end - a == b_end - b):
            pairs = zip(range(a, a_end), range(b, b_end), strict=True)
            found.update({x: y for x, y in pairs if _alike(first[x], other[y])})
    return found


def _alike(one: Exchange, other: Exchange) -> bool:
    return one.method == other.method and one.kind == other.kind and one.url.count("/") == other.url.count("/")
