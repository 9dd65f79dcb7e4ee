"""How an ending is told in sentences: what happened, in which other mode it was possible, and what to mend.

For all formats alike, and for whoever reads a failure in a terminal without knowing Skolprov.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence.records import COUNTED, Message, Outcome
from reports.model import TaskResult
from reports.words import Words


def sentences(
    words: Words,
    reason: Message | None,
    outcome: Outcome,
    *,
    mode: str,
    possible_in: Sequence[str] = (),
    mend: bool = True,
) -> list[str]:
    """What is to be said of one ending.

    Args:
        words: Whose language.
        reason: Why it did not succeed.
        outcome: What it comes to.
        mode: The attempt's own.
        possible_in: Modes in which the task succeeded.
        mend: Whether to say what to mend, too.
    """
    if reason is None:
        return []
    said = [
        words.message(reason),
        *_signing_in(words, reason),
        *_stands_as(words, reason),
        *_idle(words, reason, mode),
        *elsewhere(words, outcome, mode, possible_in),
    ]
    code = f"mend-{reason.code}"
    if reason.code == "target-not-found" and possible_in:
        code = "mend-idle" if "idle" in reason.values else "mend-possible-in"
    elif "stands_as" in reason.values:
        code = "mend-stands-as"
    if mend and words.knows(code):
        said.append(words.say(code, **reason.values))
    return [sentence for sentence in said if sentence]


def _signing_in(words: Words, reason: Message) -> Iterator[str]:
    if "signing_in" in reason.values:
        yield words.say("signing-in", username=reason.values["signing_in"])


def _stands_as(words: Words, reason: Message) -> Iterator[str]:
    if "stands_as" in reason.values:
        yield words.say("stands-as", **reason.values)


def _idle(words: Words, reason: Message, mode: str) -> Iterator[str]:
    """That the press before did nothing; and how little a press by screen reader is here, where that may be why."""
    if "idle" in reason.values:
        yield words.say("idle-press", action=reason.values["idle"])
    if mode == "screen-reader" and ("idle" in reason.values or reason.code == "nothing-happened"):
        yield words.say("screen-reader-press")


def elsewhere(words: Words, outcome: Outcome, mode: str, possible_in: Sequence[str]) -> Iterator[str]:
    """In which other mode it was possible, or at another time, as `sentences` says it."""
    if mode in possible_in:
        yield words.say("possible-at-another-time")
    elif possible_in and outcome == Outcome.BARRIER:
        named = [words.say("with-mode", mode=other) for other in possible_in]
        yield words.say("possible-in", modes=words.list(named))


def passed(result: TaskResult) -> dict[str, int]:
    """How often a task succeeded, and of how many attempts that count; for the words `passed-some` and `flaky-sentence`."""
    return {
        "passed": result.outcomes.get(Outcome.SUCCEEDED, 0),
        "of": sum(result.outcomes.get(outcome, 0) for outcome in COUNTED),
    }
