"""An accessibility check that operates a page: what it applies to, what is expected there, and how its verdicts are worded.
For people who write checks, one file each in a11y/checks/.

The shape is that of a rule in W3C's ACT Rules Format 1.1: applicability, expectation, one outcome per target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from a11y.operated import Operated
from evidence.records import Verdict


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to people, in both languages; `{name}` stands for a value."""

    en: str
    sv: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check says of one target."""

    selector: str
    """The way to the target, through shadow roots with " >> "."""
    verdict: Verdict | None
    """None if it is as expected."""
    message: Message | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """What was seen: they fill the message."""
    kind: str = ""
    """Where a check tells the first of each kind: what tells the kind from others, whichever of them comes first."""
    criteria: tuple[str, ...] | None = None
    """Of the check's criteria those that this fails; None if it is all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one of our own rules is called and says, whichever way it looks."""

    id: str
    """The file's name, with hyphens."""
    criteria: tuple[str, ...]
    """WCAG 2.2 success criteria; none for advice."""
    impact: str
    """minor, moderate, serious or critical."""
    title: Message
    """What is wrong where it finds something."""
    mend: Message
    messages: Mapping[str, Message] = field(default_factory=dict)
    """By code: the constant's name in the file, in lower case with hyphens."""

    def code(self, message: Message) -> str:
        """The code under which a record holds a message of this rule.

        Raises:
            KeyError: It is none of this rule's.
        """
        return {id(known): code for code, known in self.messages.items()}[id(message)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Rule):
    """One check, as its file defines it."""

    look: Callable[[Operated], Iterator[Outcome]]


def check(
    check_id: str, *, criteria: Sequence[str], impact: str, title: Message, mend: Message
) -> Callable[[Callable[[Operated], Iterator[Outcome]]], Check]:
    """Make a function a check.

    Args:
        check_id: The file's name, with hyphens.
        criteria: WCAG 2.2 success criteria that a failure fails; empty for advice.
        impact: minor, moderate, serious or critical.
        title: What is wrong, in a line.
        mend: How it is mended, in plain words.
    """

    def define(function: Callable[[Operated], Iterator[Outcome]]) -> Check:
        return Check(id=check_id, criteria=tuple(criteria), impact=impact, title=title, mend=mend, look=function)

    return define


def passes(selector: str) -> Outcome:
    """The target is as expected."""
    return Outcome(selector, None)


def fails(selector: str, message: Message, **values: Any) -> Outcome:
    """The target is not as expected, and no person is needed to see it."""
    return Outcome(selector, Verdict.VIOLATION, message, values)


def failing(criteria: Sequence[str], outcome: Outcome) -> Outcome:
    """An outcome that fails only some of its check's criteria: what another message of the check fails is met here."""
    return replace(outcome, criteria=tuple(criteria))


def of_kind(kind: str, outcome: Outcome) -> Outcome:
    """An outcome for the first of each kind, which stands for all of it.

    Args:
        kind: What another build has, too, in words or letters: no position, no member's name.
        outcome: What is said of that first one.
    """
    return replace(outcome, kind=kind)


def unsure(selector: str, question: Message, **values: Any) -> Outcome:
    """A person has to look: the question says at what."""
    return Outcome(selector, Verdict.NEEDS_REVIEW, question, values)
