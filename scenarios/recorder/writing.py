"""The journey as source: what was done, line by line, as somebody would have written it into a platform file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenarios.recorder.naming import Named
from scenarios.recorder.watching import Done
from scenarios.recorder.words import Words, comment, quoted
from scenarios.tasks import Task
from scenarios.user import User

_UNSURE = "# The page had gone on before this could be looked up: see whether the name leads there."


@dataclass(frozen=True, slots=True)
class Part:
    """Which function of a platform file is written."""

    task: Task | None
    """None for the log-in."""
    kind: str = "does"
    """does, prepare, undo, sees or log_in."""
    sees: str = ""
    """For sees: the role that looks."""

    @property
    def decorator(self) -> str:
        """The line above the function."""
        if self.task is None:
            return "@platform.log_in"
        role = f', role="{self.sees}"' if self.kind == "sees" else ""
        return f'@platform.{self.kind}("{self.task.id}"{role})'

    @property
    def function(self) -> str:
        """A name for the function."""
        if self.task is None:
            return "log_in"
        name = self.task.id.replace(".", "_").replace("-", "_")
        return name if self.kind == "does" else f"{self.kind}_{name}"


def written(part: Part, done: Sequence[Done], outcome: str, words: Words) -> str:
    """A function of a platform file, from what a person did.

    Args:
        part: Which function it is.
        done: What they did.
        outcome: What had appeared when they were done; empty for nothing.
        words: How texts are written.
    """
    lines = [line for one in done for line in _with_doubts(_lines(one, words), words)]
    if part.task is None:
        lines.insert(0, 'user.open("/")') if not (done and done[0].kind == "open") else None
    if outcome:
        lines.append(f"user.expect({words.literal(outcome)})")
    else:
        lines.append('# Nothing new appeared. Write what shows that it is done: user.expect("…")')
    if not any(not line.startswith("#") for line in lines):
        lines.append("pass")
    parameters = "user, account" if part.task is None else "user, school"
    goal = f"    {quoted3(part.task.goal)}\n" if part.task and part.kind == "does" else ""
    body = "".join(f"    {line}\n" for line in lines)
    return f"{part.decorator}\ndef {part.function}({parameters}):\n{goal}{body}"


def _with_doubts(lines: Iterator[str], words: Words) -> list[str]:
    written_down = list(lines)
    doubts = [
        f"# {comment(value)} happens to be {expression} in the school data: see whether it is that one that is meant."
        for value, expression in words.doubts()
    ]
    return [*doubts, *written_down]


def quoted3(text: str) -> str:
    """A sentence of our own as documentation."""
    return f'"""{text}"""'


def _lines(done: Done, words: Words) -> Iterator[str]:
    if done.named and not done.named.sure:
        yield _UNSURE
    if done.kind in {"click", "fill", "choose", "tick", "pick", "attach"}:
        yield from _on_a_thing(done, words)
    elif done.kind == "open":
        yield f"user.open({words.literal(done.value)})"
    elif done.kind in {"back", "reload"}:
        yield f"user.{done.kind}()"
    elif done.kind == "agree":
        yield from _if_known("agree" if done.on else "decline", words.literal(done.value))
    elif done.kind == "switch_to":
        yield from _if_known("switch_to", words.literal(done.value))
    elif done.kind == "sent":
        yield "# The form was sent with Enter, and has no button: press what sends it."
    else:
        yield f"# Here was {comment(done.value)}."


def _on_a_thing(done: Done, words: Words) -> Iterator[str]:
    named = done.named
    if named is None:
        return
    where = "".join(
        f", {key}={words.literal(value)}" for key, value in (("near", named.near), ("within", named.within)) if value
    )
    target = _target(named, words)
    if done.kind == "click":
        yield f"user.click({target}{where})"
    elif done.kind == "fill":
        value = words.password() if done.secret else words.typed(done.value)
        yield f"user.fill({target}, {value}{where})"
    elif done.kind == "attach":
        yield f"user.attach({target}, {words.literal(done.value)}{where})"
    elif done.kind == "choose":
        yield f"user.choose({target}, {words.literal(done.value)}{where})"
    elif done.kind == "pick" and named.option:
        yield f"user.choose({target}, {words.literal(named.option)}{where})"
    else:
        yield f"user.{'tick' if done.on or done.kind == 'pick' else 'untick'}({target}{where})"
    for further in done.more:
        yield f"# {'Chosen' if done.kind == 'choose' else 'Attached'}, too: {comment(words.literal(further))}"


def _target(named: Named, words: Words) -> str:
    target = named.target
    if target.kind == "css":
        return f"css({quoted(target.name)}, because={words.literal(target.because)})"
    return words.literal(target.name) if target.kind == "thing" else f"{target.kind}({words.literal(target.name)})"


def _if_known(verb: str, argument: str) -> Iterator[str]:
    """A verb of the vocabulary, or a comment where this version has none for it."""
    yield f"user.{verb}({argument})" if hasattr(User, verb) else f"# Here the person did: {verb} {comment(argument)}"
