"""How a mistake in a plan is told: file, line and key, what is wrong, the line itself, and what to write instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from evidence.problem import Problem
from skolprov.plan_lines import Place, line_of, lines_of
from skolprov.plan_secrets import names_a_secret, without_secrets

PLAN_ERROR = "plan"
"""Type of the errors that carry words of our own."""
ONE_OF = "Write one of:"
"""Begins the advice of an error whose value could be any of a few."""

_EXAMPLES = {
    "name": 'name = "candidate"',
    "url": 'url = "https://school.example.org"',
    "form": 'form = "C"',
    "username": 'username = "karin.ek"',
    "host": 'host = "school.example.org"',
    "max_per_minute": "max_per_minute = 60",
    "contact": 'contact = "operations@school.example.org"',
    "builds": '[[builds]]\n        name = "candidate"\n        url = "https://school.example.org"',
}
_USUAL = {
    "duration_s": 40, "limit_s": 10, "max_per_minute": 60, "peak_per_minute": 40, "text_percent": 200, "cpu_slowdown": 4,
}  # fmt: skip
"""What to write for a number, where what is said of its type or its bounds says none that would do."""
_TABLES_OF_MANY = {"builds", "school", "permitted"}
"""Lists whose elements have heads of their own, such as [[builds]]."""
_EMPTY = "is empty"
_OPTIONS = {
    "builds": "--url",
    "duration_s": "--duration",
    "forms": "--form",
    "highest_per_minute": "--highest",
    "limit_s": "--limit",
    "margins": "--margin",
    "measures": "--gate",
    "modes": "--mode",
    "peak_per_minute": "--peak",
    "permitted": "--permit",
    "roles": "--role",
    "situations": "--situation",
    "tasks": "--task",
    "wait_s": "--wait",
}
"""Plan keys whose option has another name than the key."""
_TYPES = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    tuple: "a list",
    dict: "a table",
}
_WANTED = {
    "string_type": ("a text", '"…"'),
    "int_type": ("a whole number", "3"),
    "int_from_float": ("a whole number", "3"),
    "float_type": ("a number", "1.5"),
    "bool_type": ("true or false", "true"),
    "tuple_type": ("a list", '["…"]'),
    "list_type": ("a list", '["…"]'),
    "dict_type": ("a table", "{ … }"),
    "model_type": ("a table", "{ … }"),
    "model_attributes_type": ("a table", "{ … }"),
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


def option_of(key: str) -> str:
    """The option of the command line that says what a key of a plan says."""
    return _OPTIONS.get(key, f"--{key.replace('_', '-')}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong in a plan."""

    place: Place
    """Keys and indices from the top of the plan."""
    what: str
    """What is wrong, as it continues "plan.toml:14: builds[1].url:"."""
    do: str
    """What to do, where replacing does not say it."""
    given: str = ""
    """What stands there and is to be replaced; empty if that cannot be told."""
    instead: str = ""
    """What to replace it by."""
    names_its_key: bool = False
    """Whether the sentence begins with the key itself."""


class WrongPlan(Problem):
    """Everything that is wrong with a plan, at once; its text is that of all the mistakes.

    Args:
        mistakes: One problem per mistake, in the order of the lines.
    """

    def __init__(self, mistakes: Sequence[Problem]) -> None:
        self.mistakes = tuple(mistakes)
        only = mistakes[0] if len(mistakes) == 1 else None
        text = "\n\n".join(map(str, mistakes))
        super().__init__(only.what if only else text, where=only.where if only else "", do=only.do if only else "")

    def __reduce__(self) -> tuple[object, ...]:
        return _wrong_plan, (self.mistakes,)


def _wrong_plan(mistakes: tuple[Problem, ...]) -> WrongPlan:
    return WrongPlan(mistakes)


WrongPlan.__module__ = "skolprov"


def mistake_of(error: Mapping[str, Any], noun: str, keys: Sequence[str]) -> Mistake:
    """Word one of pydantic's errors. Its input is looked at for its type alone: it may be a password.

    Args:
        error: From `ValidationError.errors()`.
        noun: The part of the plan that holds, or lacks, the key, such as "a build".
        keys: The keys that this part can have.
    """
    # A wrong key of a table is told by pydantic as the place's last part, "[key]".
    place = tuple(step for step in error["loc"] if step != "[key]")
    kind, context = str(error["type"]), error.get("ctx", {})
    key = str(place[-1]) if place else ""
    example = f"Write:  {_EXAMPLES.get(key, f'{key} = …')}"
    if kind == PLAN_ERROR:
        return Mistake(place, context["what"], context["do"], context["given"], context["instead"])
    if kind == "extra_forbidden":
        return _unknown_key(place, noun, keys)
    if kind in _WANTED:
        return _wrong_type(error, place, *_WANTED[kind])
    if kind == "literal_error":
        return _none_of(error, place)
    if kind in _BOUNDS:
        return _out_of_bounds(place, *_BOUNDS[kind], context)
    told = {"missing": f"is missing from {noun}", "too_short": _EMPTY, "string_too_short": _EMPTY}
    return Mistake(place, told.get(kind, str(error["msg"])), example)


def without_consequences(mistakes: Sequence[Mistake]) -> list[Mistake]:
    """Leave out what is only there because of another mistake: a list emptied by wrong elements, a key misspelt.

    Args:
        mistakes: All that were found.
    """
    misspelt = {(*m.place[:-1], m.instead) for m in mistakes if m.names_its_key and m.instead}
    parents = {m.place[:length] for m in mistakes for length in range(len(m.place))}
    return [m for m in mistakes if not (m.what == _EMPTY and m.place in parents) and m.place not in misspelt]


def with_what_is_beneath(mistakes: Sequence[Mistake], beneath: Sequence[Mistake]) -> list[Mistake]:
    """Misspelt keys beside what is wrong with their values, so that no line is advised that would be refused next.

    Args:
        mistakes: Those of the plan as it is.
        beneath: Those of the misspelt keys' values, at the places where these stand.
    """
    beneath = without_consequences(beneath)
    unmended = {
        m.place[:length]: m for m in beneath if not (m.given and m.instead) for length in range(1, len(m.place) + 1)
    }
    return [*(_with_other_value(m, unmended.get(m.place)) for m in mistakes), *beneath]


def _with_other_value(mistake: Mistake, of_value: Mistake | None) -> Mistake:
    """A misspelt key without the line as it should be, where nobody can tell what its value should be."""
    if of_value is None:
        return mistake
    return replace(mistake, given="", do=of_value.do if of_value.place == mistake.place else mistake.do)


def _unknown_key(place: Place, noun: str, keys: Sequence[str]) -> Mistake:
    key = str(place[-1])
    near = get_close_matches(key, keys, n=1)
    if near:
        what = f"is not a key of {noun}. Did you mean `{near[0]}`?"
        return Mistake(place, what, f"Write:  {near[0]} = …", key, near[0], names_its_key=True)
    return Mistake(place, f"is not a key of {noun}", f"The keys of {noun} are: {', '.join(keys)}.", names_its_key=True)


def _out_of_bounds(place: Place, bound: str, words: str, context: Mapping[str, Any]) -> Mistake:
    limit = f"{context[bound]:g}"
    value = limit if bound in {"ge", "le"} else f"{_USUAL.get(str(place[-1]), 1)}"
    return Mistake(place, f"has to be {words} {limit}", f"Write:  {place[-1]} = {value}", instead=value)


def _none_of(error: Mapping[str, Any], place: Place) -> Mistake:
    """A value that is none of the few that there are; pydantic tells these as "'on', 'failures' or 'off'"."""
    choices = re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))
    value = error.get("input")
    near = get_close_matches(value, choices, n=1) if isinstance(value, str) else []
    listed = f"{ONE_OF} {', '.join(choices)}."
    return Mistake(
        place, "is none of those that there are", listed, str(value) if near else "", near[0] if near else ""
    )


def _wrong_type(error: Mapping[str, Any], place: Place, wanted: str, example: str) -> Mistake:
    key = place[-1]
    if error["type"] == "tuple_type" and key in _TABLES_OF_MANY and isinstance(error.get("input"), Mapping):
        what = "has to be a list of tables, and is one table"
        return Mistake(place, what, f"Write:  [[{key}]]", f"[{key}]", f"[[{key}]]")
    given = _TYPES.get(type(error.get("input")), "something else")
    number = error["type"] in {"int_type", "int_from_float", "float_type"}
    usual = str(_USUAL.get(str(place[-1]), example)) if number else example
    value = _listed_input(error) or usual
    do = f"Write:  {place[-1]} = {value}" if isinstance(place[-1], str) else f"Write:  {value}"
    return Mistake(place, f"has to be {wanted}, and is {given}", do)


def _listed_input(error: Mapping[str, Any]) -> str:
    """A single text where a list is wanted is most often a list of one; a text under a telling key is not shown."""
    value, key = error.get("input"), str(error["loc"][-1])
    single = error["type"] in {"tuple_type", "list_type"} and isinstance(value, str) and not names_a_secret(key)
    return f'["{value}"]' if single else ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a plan comes from: a file's text, a command line, or both."""

    name: str
    text: Sequence[str] = ()
    lines: dict[Place, int] = field(default_factory=dict)
    from_command: set[Place] = field(default_factory=set)
    """Places that the command line has set."""

    @classmethod
    def none(cls) -> Self:
        """No file: all is said on the command line."""
        return cls("command line")

    def overridden(
        self, content: Mapping[str, Any], overrides: Mapping[str, Any], before: Place = ()
    ) -> dict[str, Any]:
        """The content with what the command line says otherwise. Tables are merged, all else is replaced."""
        merged = dict(content)
        for key, value in overrides.items():
            place = (*before, key)
            if isinstance(value, Mapping):
                under = merged.get(key)
                merged[key] = self.overridden(under if isinstance(under, Mapping) else {}, value, place)
            elif value is not None:
                self.from_command.add(place)
                merged[key] = value
        return merged

    def wrong(self, mistakes: Sequence[Mistake]) -> WrongPlan:
        """All mistakes as one problem, in the order in which they stand."""
        ordered = sorted(mistakes, key=lambda m: self._line(m.place) or 0)
        on: dict[int | None, list[Mistake]] = {}
        for mistake in ordered:
            on.setdefault(self._line(mistake.place), []).append(mistake)
        return WrongPlan([self._problem(mistake, on[self._line(mistake.place)]) for mistake in ordered])

    def _line(self, place: Place) -> int | None:
        return line_of(self.lines, place) if self._said(place) is None else None

    def _said(self, place: Place) -> Place | None:
        """The place, or the one above it, that the command line has set; None if none was."""
        return next((said for said in self.from_command if place[: len(said)] == said), None)

    def _option_said(self, place: Place) -> str:
        """The option that said what stands at a place, or one of its values; empty where none did, or where several make up one thing."""
        said = self._said(place)
        if said is None or said[0] == "builds" or not all(isinstance(step, int) for step in place[len(said) :]):
            return ""
        return "--margin" if "margins" in said else option_of(str(said[-1]))

    def _problem(self, mistake: Mistake, on_line: Sequence[Mistake]) -> Problem:
        key = (
            self._option_said(mistake.place)
            or _value_said(mistake, self._said(mistake.place))
            or _written(mistake.place)
        )
        what = f"{key} {mistake.what}" if mistake.names_its_key or not key else f"{key}: {mistake.what}"
        line = self._line(mistake.place)
        if line is None:
            return Problem(what, where=self._without_line(mistake.place), do=self._option(mistake))
        text = self.text[line - 1].strip()
        shown = f"{what}\n{line:>5} │ {without_secrets(text)}"
        return Problem(shown, where=f"{self.name}:{line}", do=_mend(mistake, text, on_line))

    def _without_line(self, place: Place) -> str:
        return self.name if self._said(place) is None else "command line"

    def _option(self, mistake: Mistake) -> str:
        """What to write, where there is no line to write it on."""
        said = self._said(mistake.place)
        if said and mistake.instead:
            do = "" if mistake.do.startswith("Write:") else mistake.do  # that is how a file has it
            return f"Write:  {_on_the_command_line(said, mistake)}\n{do}".rstrip()
        if said and mistake.place[-1] == "url":
            return mistake.do.replace("url = ", "").replace('"', "")
        if said:
            return mistake.do.replace(ONE_OF, f"Write {option_of(str(said[-1]))} with one of:", 1)
        if mistake.place == ("builds",) and not self.text:
            return "Write:  --platform demo --url https://school.example.org"
        return mistake.do


def _mend(mistake: Mistake, line: str, on_line: Sequence[Mistake]) -> str:
    """The line as it should be, where that can be told, rid of all its mistakes; and what there would have been to choose from."""
    if not _is_mended(mistake, line):
        return mistake.do
    mended = f"Write:  {without_secrets(_mended(line, on_line))}"
    before = on_line[: on_line.index(mistake)]
    said = mistake.do.startswith("Write:") or not mistake.do or any(m.do == mistake.do for m in before)
    return mended if said else f"{mended}\n{mistake.do}"


def _is_mended(mistake: Mistake, line: str) -> bool:
    return bool(mistake.instead and mistake.given) and mistake.given in line


def _mended(line: str, mistakes: Sequence[Mistake]) -> str:
    """A line with all that is to be replaced replaced, each by its place in the line as it is: one word may be a part of another."""
    taken: dict[int, Mistake] = {}
    for mistake in mistakes:
        if not _is_mended(mistake, line):
            continue
        word = re.escape(mistake.given)
        whole = re.finditer(rf"(?<![\w.-]){word}(?![\w.-])", line)
        places = [match.start() for match in (*whole, *re.finditer(word, line))]
        if (free := next((place for place in places if place not in taken), None)) is not None:
            taken[free] = mistake
    for place, mistake in sorted(taken.items(), key=lambda one: -one[0]):
        line = line[:place] + mistake.instead + line[place + len(mistake.given) :]
    return line


def _on_the_command_line(said: Place, mistake: Mistake) -> str:
    """The option as it should be; two of them hold more than the value itself."""
    if "margins" in said:
        return f"--margin {said[-1]}={mistake.instead}"
    if said[-1] == "permitted" and mistake.place[-1] == "max_per_minute":
        return f"--permit HOST:{mistake.instead}:CONTACT"
    return f"{option_of(str(said[-1]))} {mistake.instead}"


def _value_said(mistake: Mistake, said: Place | None) -> str:
    """What the command line says of a build: it has no [[builds]], and several options name one."""
    return mistake.given if said is not None and said[0] == "builds" else ""


def _written(place: Place) -> str:
    """A place as people write it: builds[1].url."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")


def source_of(path: Path) -> tuple[Source, dict[str, Any]]:
    """Read a plan's file.

    Args:
        path: The file.
    Raises:
        Problem: It is not there, cannot be read, or is not TOML.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem(f"cannot be read: {error.strerror}", where=str(path), do="Name the plan's file.") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problem("is not written in UTF-8", where=f"{path}:{line}", do="Save the file as UTF-8.") from None
    rows = text.split("\n")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, rows, str(error)) from None
    return Source(str(path), rows, lines_of(text)), content


def _not_toml(path: Path, rows: list[str], message: str) -> Problem:
    place = re.search(r" \(at line (\d+), column \d+\)$", message)
    line = int(place[1]) if place else len(rows)
    reason = re.sub(r" \(at .*\)$", "", message)
    reason = reason[:1].lower() + reason[1:]
    shown = f"\n{line:>5} │ {without_secrets(rows[line - 1].strip())}" if 0 < line <= len(rows) else ""
    do = 'A line of a plan is  key = "text",  key = 3,  key = ["a", "b"],  or the head of a table: [load], [[builds]].'
    return Problem(f"is not TOML: {reason}{shown}", where=f"{path}:{max(line, 1)}", do=do)
