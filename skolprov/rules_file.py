"""The file of rules: where each value of a replay comes from, written for a person to read, and read back as they correct it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from load.corrections import GIVEN, Correction, Corrections
from load.correlation import Correlation
from load.explaining import Value
from load.patterns import may_vary
from load.rules import (
    AddressPart,
    Attribute,
    Cookie,
    Extraction,
    Header,
    ItemWith,
    JsonValue,
    LinkAddress,
    Origin,
    Rule,
    ScriptText,
)
from load.script import Script
from load.template import Fresh, Given, Make, Own, Part, Template
from scenarios.tasks import ROLES, TASKS
from skolprov.plan_lines import Place, line_of
from skolprov.plan_mistakes import PLAN_ERROR, Mistake, Source, mistake_of, source_of
from skolprov.plan_model import Part as Table

RULES_FILE = "rules.toml"
"""Its name in a run directory."""
HEAD = """\
# Where each value that a replay sends comes from, task by task. Values that are the same for everybody are left out.
# What is wrong here may be corrected; `skolprov load … --rules FILE` goes by it. Of each value one of these is said:
#   says = "{child.name}"                        its text; {…} is a value of the person's own case, {{ a bracket
#   from = "GET /start"  find = [{ … }]          the request whose answer gives it, and where in it: the first that is found
#                within = "/class/{given}/home"   where a text stands around it
#   make = "uuid"                                what the browser makes up: MAKES; length = 32, and
#                                                name = "a" where it is sent again; after_s = -86400 for a moment a day ago
#   unexplained = "…"                            nobody knows; its task is left out of the load until one of the above stands here
# find knows: { link = "Report", near = "{child.name}", leads_to = "/child/#" }   { element = "meta", attribute = "content", where = "name=csrf" }
#   { json = ["items", { at = ["name"], is = "{child.name}" }, "id"] }   { header = "etag" }   { cookie = "XSRF-TOKEN" }
#   { script = "apiKey" }   { segment = 2 }   { query = "page" }   { origin = true }   and nth = 2 for the second of its kind
""".replace("MAKES", ", ".join(get_args(Make)))
_LONGEST = 60
_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_NAME = re.compile(r"[A-Za-z_][\w-]*(\.[\w-]+)*")
_PLACE = re.compile(r"address|credentials|path \d+|(query|header|field) .+|json .*", re.DOTALL)
_KINDS = ("link", "element", "json", "segment", "query", "origin", "cookie", "header", "script")


# Writing


def write_rules(file: Path, found: Iterable[Correlation]) -> None:
    """Write down how recordings are replayed.

    Args:
        file: Written whole.
        found: The recordings; of several of one task, role and school form the first is written.
    """
    first: dict[tuple[str, str, str], Correlation] = {}
    for one in found:
        first.setdefault((one.script.task, one.script.role, one.script.form), one)
    blocks = [HEAD, *("\n".join(_task(one)) + "\n" for one in first.values())]
    file.write_text("\n".join(blocks), "utf-8")


def _task(found: Correlation) -> Iterator[str]:
    script = found.script
    yield "[[task]]"
    yield from (f"{key} = {_text(getattr(script, key))}" for key in ("task", "role", "form"))
    beside = f", held against {found.second}" if found.second else ", held against no other"
    yield f"# {len(script.steps)} requests, from recording {script.recording}{beside}"
    extractions = {e.name: e for e in script.extractions}
    for value in found.values:
        lines = list(_value(script, value, extractions))
        if lines:
            yield ""
            yield "[[task.value]]"
            yield from lines


def _value(script: Script, value: Value, extractions: dict[str, Extraction]) -> Iterator[str]:
    if script.steps[value.step].kind == "asset" and value.kind == "fixed":
        return
    if value.kind in ("fixed", "typed") and (value.kind == "typed" or value.confirmed or not may_vary(value.sent)):
        return
    said = list(_said(script, value, extractions))
    if not said:
        return
    nth = [step.name for step in script.steps[: value.step + 1]].count(value.request)
    yield f"request = {_text(value.request)}"
    if nth > 1:
        yield f"nth = {nth}"
    yield f"place = {_text(str(value.place))}"
    yield from said
    whose = "corrected by hand" if value.corrected else "as the second recording has it" if value.confirmed else ""
    sent = value.sent if len(value.sent) <= _LONGEST else f"{value.sent[:_LONGEST]}…"
    yield f"# recorded: {json.dumps(sent, ensure_ascii=False)}" + (f"; {whose}" if whose else "")


def _said(script: Script, value: Value, extractions: dict[str, Extraction]) -> Iterator[str]:
    parts = value.says.parts
    if value.kind == "unexplained":
        why = next((u.why for u in script.unexplained if (u.step, u.place) == (value.request, str(value.place))), "")
        yield f"unexplained = {_text(why)}"
    elif len(parts) == 1 and isinstance(parts[0], Fresh):
        yield f"make = {_text(parts[0].fresh)}"
        if parts[0].length:
            yield f"length = {parts[0].length}"
        if parts[0].name:
            yield f"name = {_text(parts[0].name)}"
        if parts[0].after_s:
            yield f"after_s = {parts[0].after_s}"
    elif len(parts) == 1 and isinstance(parts[0], Given) and parts[0].given in extractions:
        yield from _from(script, value, extractions[parts[0].given])
    elif len(names := {part.given for part in parts if isinstance(part, Given)}) == 1 and names <= extractions.keys():
        yield from _from(script, value, extractions[names.pop()])
        around = Template.of(*(GIVEN if isinstance(part, Given) else part for part in parts))
        yield f"within = {_text(_written(around))}"
    elif all(isinstance(part, str | Own) for part in parts):
        yield f"says = {_text(_written(value.says))}"


def _from(script: Script, value: Value, extraction: Extraction) -> Iterator[str]:
    names = [step.name for step in script.steps[: value.step]]
    source = names[extraction.source]
    yield f"from = {_text(source)}"
    if source in names[extraction.source + 1 :]:
        yield f"from_nth = {names[: extraction.source + 1].count(source)}"
    yield f"find = [{', '.join(map(_rule, extraction.rules))}]"


def _rule(rule: Rule) -> str:
    said: dict[str, str] = {}
    match rule:
        case LinkAddress():
            said = {"link": _text(_written(rule.text) if rule.text else ""), "leads_to": _text(rule.pattern)}
        case Attribute():
            said = {"element": _text(rule.tag), "attribute": _text(rule.attribute)}
            said |= {"where": _text("=".join(rule.where))} if rule.where else {}
        case JsonValue():
            said = {"json": f"[{', '.join(map(_json_step, rule.path))}]"}
            said |= {"in_script": str(rule.script + 1)} if rule.script is not None else {}
        case AddressPart():
            said = {"query": _text(rule.query)} if rule.index is None else {"segment": str(rule.index)}
        case Origin():
            said = {"origin": "true"}
        case Cookie():
            said = {"cookie": _text(rule.name)}
        case Header():
            said = {"header": _text(rule.name)}
        case ScriptText():
            said = {"script": _text(rule.key)}
    near, nth = getattr(rule, "near", None), getattr(rule, "nth", 0)
    said |= ({"near": _text(_written(near))} if near else {}) | ({"nth": str(nth + 1)} if nth else {})
    return "{ " + ", ".join(f"{key} = {text}" for key, text in said.items()) + " }"


def _json_step(step: str | int | ItemWith) -> str:
    if isinstance(step, ItemWith):
        at = ", ".join(_text(s) if isinstance(s, str) else str(s) for s in step.path)
        return f"{{ at = [{at}], is = {_text(_written(step.text))} }}"
    return _text(step) if isinstance(step, str) else str(step)


def _written(template: Template) -> str:
    parts = (
        p.replace("{", "{{").replace("}", "}}") if isinstance(p, str) else str(Template.of(p)) for p in template.parts
    )
    return "".join(parts)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


# Reading


def _wrong(what: str, do: str) -> PydanticCustomError:
    values = {"what": what, "do": do, "given": "", "instead": ""}
    return PydanticCustomError(PLAN_ERROR, "{what}", values)


class _With(Table):
    noun: ClassVar[str] = "an item of a list"

    at: Annotated[list[str | int], Field(min_length=1)]
    is_: Annotated[str, Field(alias="is")]


class _Find(Table):
    noun: ClassVar[str] = "a place in an answer"

    link: str | None = None
    leads_to: str = ""
    element: str | None = None
    attribute: str = ""
    where: str = ""
    json_: Annotated[list[str | int | _With] | None, Field(alias="json")] = None
    in_script: Annotated[int, Field(ge=1)] | None = None
    segment: Annotated[int, Field(ge=0)] | None = None
    query: str | None = None
    origin: bool | None = None
    cookie: str | None = None
    header: str | None = None
    script: str | None = None
    near: str = ""
    nth: Annotated[int, Field(ge=1)] = 1

    @model_validator(mode="after")
    def _one(self) -> _Find:
        said = [kind for kind in _KINDS if getattr(self, f"{kind}_" if kind == "json" else kind) not in (None, False)]
        if len(said) != 1:
            told = " and ".join(said) or "nothing"
            raise _wrong(f"says {told}, and has to say one thing", f"Write one of: {', '.join(_KINDS)}.")
        if self.link is not None and not self.leads_to:
            raise _wrong("does not say where the link leads", 'Write besides:  leads_to = "/children/#/absence"')
        if self.element and not self.attribute:
            raise _wrong("does not say which attribute", 'Write besides:  attribute = "value"')
        if self.where and "=" not in self.where:
            raise _wrong(f'"{self.where}" is no attribute with its value', 'Write:  where = "name=csrf-token"')
        return self

    def rule(self) -> Rule:
        """As a replay goes by it."""
        near, nth = (_template(self.near) if self.near else None), self.nth - 1
        if self.link is not None:
            return LinkAddress(self.leads_to, _template(self.link) if self.link else None, near, nth)
        if self.element:
            name, _, value = self.where.partition("=")
            return Attribute(self.element, self.attribute, (name, value) if self.where else None, near, nth)
        if self.json_ is not None:
            steps = (ItemWith(tuple(s.at), _template(s.is_)) if isinstance(s, _With) else s for s in self.json_)
            return JsonValue(tuple(steps), None if self.in_script is None else self.in_script - 1)
        if self.segment is not None or self.query is not None:
            return AddressPart(self.segment, self.query or "")
        if self.cookie or self.header:
            return Cookie(self.cookie) if self.cookie else Header((self.header or "").lower())
        return ScriptText(self.script, nth) if self.script else Origin()


class _Value(Table):
    noun: ClassVar[str] = "a value"

    request: Annotated[str, Field(min_length=1)]
    nth: Annotated[int, Field(ge=1)] = 1
    place: str
    says: str | None = None
    from_: Annotated[str | None, Field(alias="from")] = None
    from_nth: Annotated[int, Field(ge=1)] | None = None
    find: Annotated[list[_Find], Field(default_factory=list)]
    within: str | None = None
    make: str | None = None
    after_s: int = 0
    length: Annotated[int, Field(ge=0, le=1000)] = 0
    name: str = ""
    unexplained: str | None = None

    @model_validator(mode="after")
    def _one(self) -> _Value:
        if not _PLACE.fullmatch(self.place):
            do = 'Write it as the file had it: "path 2", "query page", "header etag", "field name", "json child.id", "address".'
            raise _wrong(f'"{self.place}" is no place in a request', do)
        ways = {"says": self.says, "from": self.from_, "make": self.make, "unexplained": self.unexplained}
        said = [way for way, value in ways.items() if value is not None]
        if len(said) != 1:
            told = " and ".join(said) or "nothing"
            raise _wrong(f"says {told}, and has to say one thing", f"Write one of: {', '.join(ways)}.")
        if self.from_ is not None and not self.find:
            raise _wrong("does not say where in the answer", 'Write besides:  find = [{ header = "etag" }]')
        if self.within is not None and (self.from_ is None or GIVEN not in _template(self.within).parts):
            do = 'Write it beside from and find:  within = "/class/{given}/home"'
            raise _wrong("within: has no {given}, or nothing gives it", do)
        if self.after_s and self.make != "iso":
            raise _wrong("after_s: belongs to a moment", 'Write it beside:  make = "iso"')
        if self.make is not None and self.make not in get_args(Make):
            raise _wrong(f'make: there is no "{self.make}"', f"Write one of: {', '.join(get_args(Make))}.")
        for text in (self.says or "", *(one.near for one in self.find), *(one.link or "" for one in self.find)):
            _template(text)
        return self

    def correction(self, where: str) -> Correction | None:
        """As a replay goes by it; None for one that is left as it is."""
        says = None if self.says is None else _template(self.says)
        for make in get_args(Make):
            if make == self.make:
                says = Template.of(Fresh(make, self.length, self.name, self.after_s))
        if says is None and self.from_ is None:
            return None
        rules = tuple(one.rule() for one in self.find)
        within = None if self.within is None else _template(self.within)
        return Correction(
            self.request, self.nth, self.place, says, self.from_ or "", self.from_nth or 0, rules, within, where
        )


class _Task(Table):
    noun: ClassVar[str] = "a task of a file of rules"

    task: str
    role: str
    form: Literal["P", "C", "U", "A"]
    value: Annotated[list[_Value], Field(default_factory=list)]

    @model_validator(mode="after")
    def _known(self) -> _Task:
        if self.task not in (ids := [one.id for one in TASKS]):
            raise _wrong(f'there is no task "{self.task}"', f"Write one of: {', '.join(ids)}.")
        if self.role not in ROLES:
            raise _wrong(f'there is no role "{self.role}"', f"Write one of: {', '.join(ROLES)}.")
        return self


class _File(Table):
    noun: ClassVar[str] = "a file of rules"

    task: Annotated[list[_Task], Field(default_factory=list)]


def read_rules(file: Path) -> Corrections:
    """What a person says of where values come from.

    Args:
        file: As `write_rules` wrote it, and as they corrected it.
    Raises:
        Problem: It cannot be read, or is wrong: says all that is, with file, line and key.
    """
    source, content = source_of(file)
    try:
        tasks = _File.model_validate(content).task
    except ValidationError as error:
        raise source.wrong([_mistake(dict(one), content) for one in error.errors(include_url=False)]) from None
    return {
        (one.task, one.role, one.form): [c for c in _corrections(file, source, at, one.value) if c is not None]
        for at, one in enumerate(tasks)
    }


def _corrections(file: Path, source: Source, at: int, values: Sequence[_Value]) -> Iterator[Correction | None]:
    for nth, value in enumerate(values):
        yield value.correction(f"{file}:{line_of(source.lines, ('task', at, 'value', nth))}")


_TABLES: dict[str, type[Table]] = {"task": _Task, "value": _Value, "find": _Find, "json": _With}


def _mistake(error: dict[str, Any], content: Any) -> Mistake:
    """Words for what is wrong, at the place as the file has it: pydantic names the members of unions besides."""
    place: list[str | int] = []
    here = content
    for step in error["loc"]:
        inside = step in here if isinstance(here, dict) else isinstance(step, int)
        if inside:
            place.append(step)
            here = here[step]
    if error["type"] == "missing" or error["type"] == "extra_forbidden":
        place = [*place, *error["loc"][-1:]] if place[-1:] != list(error["loc"][-1:]) else place
    names: Place = tuple(place)
    tables = [name for name in names[:-1] if isinstance(name, str)]
    part = _TABLES.get(tables[-1], _File) if tables else _File
    keys = [field.alias or name for name, field in part.model_fields.items()]
    return mistake_of(error | {"loc": names}, part.noun, keys)


def _template(text: str) -> Template:
    parts: list[Part] = []
    end = 0
    for found in _HOLE.finditer(text):
        parts.append(text[end : found.start()])
        end = found.end()
        if found.group() in ("{{", "}}"):
            parts.append(found.group()[0])
        elif found[1] is not None and _NAME.fullmatch(found[1]):
            parts.append(Own(found[1]))
        else:
            raise _wrong(
                f'"{text}" has a bracket that holds no name',
                "Write {child.name} for a value, and {{ or }} for a bracket.",
            )
    return Template.of(*parts, text[end:])
