"""Writes recordings as plain Locust code, for people who want to own it: it needs Locust and lxml, and nothing of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

from load.script import FieldsBody, FormBody, JsonBody, Script, Step, TextBody
from load.template import Fresh, Given, Own, Template

_MODULES = ("template.py", "page.py", "form.py", "rules.py", "filling.py", "exported/person.py")
"""What an exported file needs of this package, in an order in which each finds what it needs."""
_HEAD = '''\
"""What people do, as it was recorded: locust -f locustfile.py --host {url}

Each class is one task, done by one person after the other from people.json; its weight says how often. A password there
may be "$NAME": then it is that of an environment variable. What reads pages and fills in forms is replaying.py.
"""

import json
from urllib.parse import urlencode

from replaying import (
    AddressPart, Attribute, Change, Choice, ControlRef, Cookie, FormRef, Header, ItemWith, JsonValue, LinkAddress, Origin,
    Person, ScriptText, Template, multipart, number,
)

said = Template.of
'''
_REPLAYING = '''\
"""Reads pages and JSON, fills in forms, and sends what a recorded person sent: what locustfile.py is written in."""
'''
_NEXT = "\n            "
_LEFT_OUT = re.compile(r"sec-|accept-encoding")


def exported(scripts: Sequence[Script], people: Sequence[Mapping[str, str]], url: str) -> dict[str, str]:
    """The files of an export, by name.

    Args:
        scripts: What people do.
        people: By dotted names; passwords as "$NAME" of an environment variable, never in clear.
        url: Where it was recorded, for the words that say how to run it.
    """
    needed = frozenset().union(*(script.needs for script in scripts)) | {"form"}
    kept = [{name: value for name, value in person.items() if name in needed} for person in people]
    blocks = [_HEAD.format(url=url)]
    names: dict[str, int] = {}
    for script in scripts:
        role = f"{script.role} " if script.task.startswith("any.") else ""
        name = "".join(part.title() for part in re.split(r"\W+", f"{script.task} {role}{script.form}"))
        names[name] = names.get(name, 0) + 1
        blocks.append("\n".join(_class(script, name if names[name] == 1 else f"{name}{names[name]}")) + "\n")
    return {
        "locustfile.py": "\n\n".join(blocks),
        "replaying.py": _replaying(),
        "people.json": json.dumps(kept, ensure_ascii=False, indent=1) + "\n",
    }


def _replaying() -> str:
    """The modules as one, without what they import from each other."""
    here = Path(__file__).parent
    ahead: dict[str, None] = {"from __future__ import annotations": None}
    bodies = []
    for module in _MODULES:
        text = (here / module).read_text("utf-8")
        text = re.sub(r'\A""".*?"""\n', "", text, flags=re.DOTALL)
        text = re.sub(r"^from load\.[\w.]+ import (\([^)]*\)|[^\n]*)\n", "", text, flags=re.MULTILINE)
        imports = re.findall(r"^(?:import [^\n]*|from [\w.]+ import (?:\([^)]*\)|[^\n]*))$", text, flags=re.MULTILINE)
        for found in re.finditer(
            r"^(?:import [^\n]*|from [\w.]+ import (?:\([^)]*\)|[^\n]*))\n", text, flags=re.MULTILINE
        ):
            ahead[found.group().strip()] = None
        for line in imports:
            text = text.replace(f"{line}\n", "", 1)
        bodies.append(f"# {module.rpartition('/')[2].removesuffix('.py')}\n\n{text.strip()}\n")
    return "\n".join([_REPLAYING, *ahead, "", "", "\n\n".join(bodies)])


def _class(script: Script, name: str) -> Iterator[str]:
    yield f"class {name}(Person):"
    yield f'    """{script.task}, by a {script.role} of school form {script.form}."""'
    yield ""
    yield f"    goal = {script.task!r}"
    yield f"    form = {script.form!r}"
    yield f"    needs = frozenset({sorted(script.needs)!r})"
    yield "    weight = 1"
    yield ""
    yield "    def do(self, me):"
    usual = _usual(script)
    yield f"        usual = {usual!r}"
    known: set[str] = set()
    sources = {e.source for e in script.extractions}
    sources |= {step.body.page for step in script.steps if isinstance(step.body, FormBody)}
    for index, step in enumerate(script.steps):
        yield ""
        yield f"        # {' '.join(step.name.split())}"  # an archive's method or address must not end the comment
        for extraction in script.extractions:
            wanted = {name.removesuffix(".label") for name in _given_in(step)} | _label_sources(step, script)
            if extraction.name in wanted and extraction.name not in known:
                known.add(extraction.name)
                rules = ", ".join(map(_code, extraction.rules))
                yield f"        {extraction.name} = self.find({extraction.name!r}, answer{extraction.source}, {rules})"
        if step.pause_s:
            yield f"        self.look({step.pause_s})"
        if isinstance(step.body, FieldsBody) and step.body.multipart:
            yield f"        body, kind = multipart({_pairs(step.body.fields)}, [])"
        kept = f"answer{index} = " if index in sources else ""
        yield f"        {kept}{_call(step, usual)}"


def _usual(script: Script) -> dict[str, str]:
    """Headers that every request of a kind carries, the same for everybody."""
    sides = [{n: str(v) for n, v in s.headers if v.is_fixed and not _LEFT_OUT.match(n)} for s in script.steps]
    first = sides[0] if sides else {}
    return {n: v for n, v in first.items() if all(side.get(n) == v for side in sides)}


def _call(step: Step, usual: Mapping[str, str]) -> str:
    headers = [f"{n!r}: {_said(v)}" for n, v in step.headers if n not in usual and not _LEFT_OUT.match(n)]
    body, more = "", ""
    match step.body:
        case FormBody(page=page, form=form, changes=changes, extra=extra, files=files):
            more = "".join(
                f", {key}={code}"
                for key, code in (("extra", _pairs(extra)), ("files", repr(list(files))))
                if code != "[]"
            )
            told = ", ".join(map(_code, changes))
            start = f"self.send(answer{page}, {_code(form)}, [{told}]{more}"
        case JsonBody(content=content, holes=holes, mime=mime):
            body = f"json.dumps({_literal(content, dict(holes))}).encode()"
            headers.append(f"'content-type': {mime!r}")
        case FieldsBody(fields=pairs, multipart=True):
            body = "body"  # made on the line before, with the kind that says where its parts end
            headers.append("'content-type': kind")
        case FieldsBody(fields=pairs):
            body = f"urlencode({_pairs(pairs)}).encode()"
            headers.append("'content-type': 'application/x-www-form-urlencoded'")
        case TextBody(text=text, mime=mime):
            body = f"{_said(text)}.encode()"
            headers += [f"'content-type': {mime!r}"] if mime else []
    if not isinstance(step.body, FormBody):
        start = f"self.ask({step.method!r}, {_said(step.address)}"
    expected = [f"name={step.name!r}", f"headers={{{', '.join(['**usual', *headers])}}}"]
    expected += [f"body={body}"] if body else []
    expected += [f"status={step.status}"] if step.status != 200 else []
    expected += [f"shows=lambda: [{', '.join(map(_said, step.sights))}]"] if step.sights else []
    expected += [f"keys={step.shape!r}"] if step.shape else []
    expected += [f"answers={step.answers!r}"] if step.answers != "other" else []
    expected += ["at_log_in=True"] if step.asks_for_password else []
    expected += [f"kind={step.kind!r}"] if step.kind != "document" else []
    return f"{start},\n            {f',{_NEXT}'.join(expected[:2])},{_NEXT}{', '.join(expected[2:])}\n        )"


def _pairs(pairs: Sequence[tuple[Template, Template]]) -> str:
    return "[" + ", ".join(f"({_said(name)}, {_said(value)})" for name, value in pairs) + "]"


def _said(template: Template) -> str:
    """The expression that says a template for the person at hand."""
    if template.is_fixed:
        return repr("".join(str(part) for part in template.parts))
    if len(template.parts) == 1:
        return _hole(template.parts[0])  # type: ignore[arg-type]  # a text would be fixed
    pieces = [_quoted(part) if isinstance(part, str) else "{" + _hole(part) + "}" for part in template.parts]
    return 'f"' + "".join(pieces) + '"'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1].replace("{", "{{").replace("}", "}}")


def _hole(part: Own | Given | Fresh) -> str:
    if isinstance(part, Own):
        return f"me[{part.own!r}]"
    if isinstance(part, Fresh):
        told = [repr(part.fresh)] + ([str(part.length), repr(part.name)] if part.length or part.name else [])
        told += [f"after_s={part.after_s}"] if part.after_s else []
        return f"self.make({', '.join(told)})"
    if part.given in ("@origin", "@referer"):
        return "self.origin()" if part.given == "@origin" else "self.page"
    return part.given if re.fullmatch(r"value\d+", part.given) else f"self.given[{part.given!r}]"


def _code(value: Any) -> str:
    """The expression that makes a value: a rule, a change of a form, or what they hold."""
    if isinstance(value, Template):
        return f"said({_said(value)})"
    if is_dataclass(value) and not isinstance(value, type):
        told = [
            f"{f.name}={_code(getattr(value, f.name))}"
            for f in fields(value)
            if f.name != "rule" and not _is_default(f, getattr(value, f.name))
        ]
        return f"{type(value).__name__}({', '.join(told)})"
    if isinstance(value, tuple):
        return "(" + "".join(f"{_code(one)}, " for one in value).rstrip() + ")"
    return repr(value)


def _is_default(field: Any, value: Any) -> bool:
    made = field.default_factory() if field.default_factory is not MISSING else field.default
    return bool(made == value)


def _literal(content: Any, holes: Mapping[tuple[str | int, ...], Template], path: tuple[str | int, ...] = ()) -> str:
    if path in holes:
        said = _said(holes[path])
        return said if isinstance(content, str) else f"number({said})"
    if isinstance(content, dict):
        return "{" + ", ".join(f"{k!r}: {_literal(v, holes, (*path, k))}" for k, v in content.items()) + "}"
    if isinstance(content, list):
        return "[" + ", ".join(_literal(v, holes, (*path, i)) for i, v in enumerate(content)) + "]"
    return repr(content)


def _given_in(value: Any) -> set[str]:
    """The names of given values that a step, or a part of it, speaks of."""
    if isinstance(value, Given):
        return {value.given}
    if is_dataclass(value) and not isinstance(value, type):
        return set().union(*(_given_in(getattr(value, f.name)) for f in fields(value)))
    if isinstance(value, tuple):
        return set().union(*map(_given_in, value))
    return set()


def _label_sources(step: Step, script: Script) -> set[str]:
    """Values that are found for the sake of what a rule of this step speaks of."""
    wanted = {name.removesuffix(".label") for name in _given_in(step)}
    return {
        name.removesuffix(".label")
        for extraction in script.extractions
        if extraction.name in wanted
        for name in _given_in(extraction.rules)
    }
