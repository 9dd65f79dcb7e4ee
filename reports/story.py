"""What happened in one attempt, in words, straight from a run directory: for a failure in a terminal, and for `skolprov show`.

Nothing of a page can act in a terminal: its control characters are replaced.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from evidence.plain_text import plain
from evidence.records import Action, Attempt, Outcome, Request, Step, Trace
from evidence.run_directory import RunDirectory
from reports.attribution import Attribution, attribute
from reports.endings import sentences
from reports.weak import is_error
from reports.words import Words

_STOPS = 8
"""Stops of a focus path that a short account tells."""
_SIGNS = {Outcome.SUCCEEDED: "✓", Outcome.NOT_OFFERED: "–"}
SHORT_ID = 6
"""Letters of an attempt's id that are enough to name it, most of the time."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a run directory knows of one attempt."""

    attempt: Attempt
    """With the outcome that all attempts of its task together come to."""
    attribution: Attribution | None
    steps: tuple[Step, ...]
    actions: tuple[Action, ...]
    trace: Trace | None
    alike: str
    """Id of another attempt that ended alike and has a trace; empty if there is none, or if it has its own."""
    title: str
    """The task's title, in the language asked for."""

    @property
    def step_name(self) -> str:
        """Name of the step in which it ended; empty if it is not known."""
        return next((s.name for s in self.steps if s.index == self.attempt.step), "")


def facts_of(directory: RunDirectory, attempt_id: str, language: str) -> Facts:
    """Read what is known of an attempt.

    Args:
        directory: The run.
        attempt_id: The whole id.
        language: "en" or "sv".
    Raises:
        StopIteration: There is no such attempt.
    """
    attempts, decided = attribute(list(directory.read(Attempt)))
    attempt = next(a for a in attempts if a.id == attempt_id)
    traces = {t.attempt: t for t in directory.read(Trace)}
    same = [a.id for a in attempts if a.id in traces and _ended_alike(a, attempt)]
    known = directory.catalogue().get("tasks", {}).get(attempt.task, {})
    return Facts(
        attempt=attempt,
        attribution=decided.get(attempt_id),
        steps=tuple(s for s in directory.read(Step) if s.attempt == attempt_id),
        actions=tuple(a for a in directory.read(Action) if a.attempt == attempt_id),
        trace=traces.get(attempt_id),
        alike=same[0] if same and attempt_id not in traces else "",
        title=str(known.get(f"title_{language}", attempt.task)),
    )


def _ended_alike(one: Attempt, other: Attempt) -> bool:
    def ended(a: Attempt) -> tuple[object, ...]:
        return a.build, a.task, a.role, a.mode, a.step, a.reason.code if a.reason else ""

    return ended(one) == ended(other)


def failure(facts: Facts, words: Words, directory: RunDirectory, *, pictured: bool = False) -> list[str]:
    """A few lines: what was tried, what stopped it, what to mend, and where more is to be seen.

    Args:
        facts: From `facts_of`.
        words: Whose language.
        directory: The run; named in the command, which would look in the newest run otherwise.
        pictured: Whether the picture's path is named, for readers who are not told elsewhere where the run lies.
    """
    return [plain(line) for line in _failure(facts, words, directory, pictured=pictured)]


def _failure(facts: Facts, words: Words, directory: RunDirectory, *, pictured: bool) -> Iterator[str]:
    a = facts.attempt
    yield f"{_head(facts, words)}{_place(facts, words)}"
    for sentence in _said(facts, words):
        yield f"  {sentence}"
    if a.focus_path:
        yield f"  {words.say('story-stops')} {_path(a.focus_path, words, most=_STOPS)}"
    if a.heard_near:
        yield f"  {words.say('story-heard')} {' · '.join(map(words.told, a.heard_near[:_STOPS]))}"
    if pictured and a.picture:
        yield f"  {_sentence_case(words.say('story-picture'))}:  {directory.path / a.picture}"
    yield f"  {words.say('story-show', command=_command(a.id, directory))}"


def _command(attempt: str, directory: RunDirectory) -> str:
    """What shows an attempt, wherever the run lies and whichever is the newest."""
    return f"skolprov show {attempt[:SHORT_ID]} {shlex.quote(str(directory.path))}"


def story(facts: Facts, words: Words, directory: RunDirectory) -> list[str]:
    """Everything: the way there, action by action, and where picture, tree and trace lie.

    Args:
        facts: From `facts_of`.
        words: Whose language.
        directory: Where the blobs lie.
    """
    return [plain(line) for line in _story(facts, words, directory)]


def _story(facts: Facts, words: Words, directory: RunDirectory) -> Iterator[str]:
    a = facts.attempt
    yield _head(facts, words)
    yield f"  {words.say('story-attempt', id=a.id, form=a.form or 'none', repetition=str(a.repetition))}"
    for sentence in _said(facts, words):
        yield f"  {sentence}"
    if facts.attribution and facts.attribution.recorded != a.outcome:
        yield f"  {words.say('story-alone', outcome=words.say(f'outcome-{facts.attribution.recorded}'))}"
    if a.seen_by:
        yield f"  {words.say('story-seen-by', role=a.seen_by)}"
    if a.leftover:
        yield f"  {words.say('story-leftover', said=words.message(a.leftover))}"
    yield from _way(facts, words)
    yield from _at_the_end(a, words)
    yield from _kept(facts, words, directory)


def _head(facts: Facts, words: Words) -> str:
    a = facts.attempt
    role = words.say("story-role", role=a.role)
    outcome = words.say(f"outcome-{a.outcome}")
    return (
        f"{_SIGNS.get(a.outcome, '✗')} {outcome}  {role}: {facts.title} · {words.say('mode', mode=a.mode)} · {a.build}"
    )


def _place(facts: Facts, words: Words) -> str:
    a = facts.attempt
    return f"   {words.say('story-where', step=str(a.step), name=facts.step_name)}" if a.step else ""


def _said(facts: Facts, words: Words) -> list[str]:
    a = facts.attempt
    possible = facts.attribution.possible_in if facts.attribution else ()
    said = sentences(words, a.reason, a.outcome, mode=a.mode, possible_in=possible)
    if facts.trace and facts.trace.repeat and facts.trace.outcome != _recorded(facts):
        said.append(words.say("flaky-by-repeat", outcome=words.say(f"outcome-{facts.trace.outcome}")))
    return said


def _recorded(facts: Facts) -> Outcome:
    return facts.attribution.recorded if facts.attribution else facts.attempt.outcome


def _way(facts: Facts, words: Words) -> Iterator[str]:
    if facts.actions:
        yield f"\n{words.say('story-way')}"
    for step in sorted({action.step for action in facts.actions}):
        name = next((s.name for s in facts.steps if s.index == step), "")
        yield f"  {step}. {name}".rstrip()
        for action in (a for a in facts.actions if a.step == step):
            ended = "" if action.done else f"   ← {words.say('story-ended-here')}"
            waited = words.say("story-wait", seconds=words.number(action.wait_s, 1)) if action.wait_s >= 0.05 else ""
            wrong = f"   ! {words.say('story-status', status=str(action.status))}" if is_error(action) else ""
            deed = words.told(f"{action.verb} {action.target}".rstrip())
            yield f"     {'✓' if action.done else '✗'} {deed}   {waited}{wrong}{ended}".rstrip()


def _at_the_end(attempt: Attempt, words: Words) -> Iterator[str]:
    if attempt.focus_path:
        yield f"\n{words.say('story-stops')}"
        yield f"  {_path(attempt.focus_path, words)}"
    if attempt.heard_near:
        yield f"\n{words.say('story-heard')}"
        yield f"  {' · '.join(map(words.told, attempt.heard_near))}"
    if attempt.address:
        yield f"\n{words.say('story-page')} {attempt.title}  {attempt.address}".rstrip()
    if attempt.console_errors:
        yield f"\n{words.say('story-console')}"
        yield from (f"  {line}" for line in attempt.console_errors)
    if attempt.failed_requests:
        yield f"\n{words.say('story-requests')}"
        yield from (
            f"  {request.method} {request.url}  {_answer(request, words)}" for request in attempt.failed_requests
        )


def _answer(request: Request, words: Words) -> str:
    return str(request.status) if request.status is not None else request.error or words.say("story-no-answer")


def _kept(facts: Facts, words: Words, directory: RunDirectory) -> Iterator[str]:
    a = facts.attempt
    blobs = [(name, blob) for name, blob in (("story-picture", a.picture), ("story-tree", a.tree)) if blob]
    if not (blobs or facts.trace or facts.alike):
        return
    yield f"\n{words.say('story-kept')}"
    for name, blob in blobs:
        yield f"  {words.say(name)}:  {directory.path / blob}"
    if facts.trace:
        name = "story-trace-of-repeat" if facts.trace.repeat else "story-trace"
        said = words.say(name, command=f"{_command(a.id, directory)} --trace")
        yield f"  {said}:  {directory.path / facts.trace.blob}"
        if not facts.trace.pictures:
            yield f"  {words.say('story-masked')}"
    elif facts.alike:
        command = f"{_command(facts.alike, directory)} --trace"
        yield f"  {words.say('story-trace-elsewhere', command=command)}"


def _path(stops: list[str], words: Words, *, most: int | None = None) -> str:
    """The stops in order; one where focus stayed is told once, with how often."""
    runs = [(words.told(stop), len(list(same))) for stop, same in groupby(stops)]
    shown = [f"{stop} × {times}" if times > 1 else stop for stop, times in runs]
    kept = shown[-most:] if most else shown
    return " → ".join((["…"] if len(kept) < len(shown) else []) + kept)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
