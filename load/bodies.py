"""What a recorded request carried, said so that another person can carry theirs: a form, JSON, or plain pairs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from load.changes import Explain, NewName, alike, changes_of, grouped
from load.filling import filled
from load.form import Change, Choice, Control, ControlRef, Form, Pairs, forms_of, path_of
from load.page import Answer, leaves
from load.places import Place
from load.recording import Exchange
from load.rules import written
from load.script import Body, FieldsBody, FormBody, JsonBody, TextBody
from load.sources import Known
from load.template import Given, NotFound, Template, templated

_FILE_NAME = re.compile(r"[^/\\]+\.\w{2,5}")
_UNKNOWN_FILE = "hand-in.txt"
_TEXT_KINDS = frozenset({"text"})


class BodyReader:
    """Reads the bodies of one request's time: what was known and answered before it.

    Args:
        known: The recorded person.
        answers: Earlier answers with the index of their step, the likeliest first.
        explain: Says where a value comes from.
        new_name: Names a label that another one may stand in for.
    """

    def __init__(
        self, known: Known, answers: Sequence[tuple[int, Answer]], explain: Explain, new_name: NewName
    ) -> None:
        self.known = known
        self.answers = answers
        self.explain = explain
        self.new_name = new_name
        self._labels: dict[str, str] = {}

    def read(self, exchange: Exchange, leftover: Sequence[str]) -> tuple[Body | None, str]:
        """The body, and what of it cannot be known (empty if all can).

        Args:
            exchange: The recorded request.
            leftover: What the person typed and no other request carried; archives leave out bodies with files.
        """
        pairs = list(exchange.pairs)
        if exchange.method == "GET":
            pairs = parse_qsl(urlsplit(exchange.url).query, keep_blank_values=True)
            return (self._form(exchange, pairs) if pairs and exchange.kind == "document" else None), ""
        multipart = "multipart/form-data" in exchange.body_type or "multipart/form-data" in exchange.headers.get(
            "content-type", ""
        )
        if multipart and not pairs:
            body = self._upload(exchange, leftover)
            return body, "" if body else "upload"
        if pairs:
            return self._form(exchange, pairs) or self._fields(pairs, multipart), ""
        return self._other(exchange), ""

    def _other(self, exchange: Exchange) -> Body | None:
        if not exchange.body:
            # A form without fields is a form, too: its address is on the page.
            return self._form(exchange, []) if exchange.kind == "document" else None
        if "json" in exchange.body_type or exchange.body[:1] in "{[":
            try:
                return self._json(json.loads(exchange.body), exchange.body_type or "application/json")
            except ValueError:
                pass
        return TextBody("text", templated(exchange.body, self.known.parts), exchange.body_type)

    def _json(self, content: Any, mime: str) -> JsonBody:
        holes = []
        for path, value in leaves(content):
            if isinstance(value, bool):
                continue
            name = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
            template = self.explain(written(value), name, Place("json", path=path))
            if not template.is_fixed:
                holes.append((path, template))
        return JsonBody("json", content, tuple(holes), mime)

    def _fields(self, pairs: Pairs, multipart: bool) -> FieldsBody:
        return FieldsBody("fields", self._explained(pairs), multipart)

    def _explained(self, pairs: Pairs) -> tuple[tuple[Template, Template], ...]:
        counts: Counter[str] = Counter()
        found = []
        for name, value in pairs:
            called = self.explain(name, "name", Place("field", f"{name} (its name)"))
            found.append((called, self.explain(value, name, Place("field", name, counts[name]))))
            counts[name] += 1
        return tuple(found)

    def _form(self, exchange: Exchange, pairs: Pairs) -> FormBody | None:
        for step, form in self._forms_for(exchange):
            missing = {name for name, _ in pairs} - {c.name for c in form.controls}
            if missing and len(missing) == len({name for name, _ in pairs}):
                continue
            inside = [(n, v) for n, v in pairs if n not in missing]
            self._labels = {}
            changes = changes_of(form, inside, self.known, self.explain, self._named)
            if self._sends(form, changes, inside):
                extra = self._explained([(n, v) for n, v in pairs if n in missing])
                return FormBody("form", step, form.ref, tuple(changes), extra)
        return None

    def _forms_for(self, exchange: Exchange) -> list[tuple[int, Form]]:
        address = exchange.url
        if exchange.method == "GET":
            address = urlunsplit(urlsplit(address)._replace(query=""))
        found = []
        for step, page in self.answers:
            for form in forms_of(page):
                target = form.address if exchange.method != "GET" else form.address.partition("?")[0]
                if path_of(target) == path_of(address) and form.ref.method == exchange.method.lower():
                    found.append((step, form))
        return found

    def _named(self, label: str) -> str:
        name = self.new_name(label)
        self._labels[name] = label
        return name

    def _sends(self, form: Form, changes: Sequence[Change], pairs: Pairs) -> bool:
        """Whether filling in the recorded form this way gives what was sent."""

        def fill(template: Template) -> str:
            parts = (self._spoken(p.given) if isinstance(p, Given) else p for p in template.parts)
            return Template.of(*parts).fill(self.known.own, lambda name: name)

        try:
            made = grouped(filled(form, [_as_recorded(c) for c in changes], fill, lambda _name, _label: None))
        except NotFound:
            return False
        sent = grouped(pairs)
        told = {n for n, values in sent.items() if any("@given" in v for v in made.get(n, []))}
        return made.keys() == sent.keys() and all(n in told or alike(made[n], sent[n]) for n in sent)

    def _spoken(self, name: str) -> str:
        """The recorded text of a label; another given value is taken on trust: its own rule was checked."""
        return self._labels.get(name, "@given")

    def _upload(self, exchange: Exchange, leftover: Sequence[str]) -> FormBody | None:
        forms = [(s, f) for s, f in self._forms_for(exchange) if any(c.kind == "file" for c in f.controls)]
        if not forms:
            return None
        step, form = forms[0]
        rest = list(leftover)
        files = []
        for control in dict.fromkeys(c.name for c in form.controls if c.kind == "file"):
            file = next((t for t in rest if _FILE_NAME.fullmatch(t)), _UNKNOWN_FILE)
            rest = [t for t in rest if t != file]
            files.append((control, file))
        return FormBody("form", step, form.ref, tuple(self._typed_into(form, rest)), (), tuple(files))

    def _typed_into(self, form: Form, typed: list[str]) -> list[Change]:
        """Which control took what, where the archive leaves the body out: options by label, then texts in order."""
        changes = []
        for text in list(typed):
            for control in form.controls:
                if any(label == text for _, label in control.options):
                    changes.append(
                        Change(ControlRef(control.name, True), (Choice("label", templated(text, self.known.parts)),))
                    )
                    typed.remove(text)
                    break
        empty = [c for c in form.controls if c.kind in _TEXT_KINDS and not any(c.values)]
        for control, text in zip(_distinct(empty), typed, strict=False):
            changes.append(Change(ControlRef(control.name, True), (Choice("text", templated(text, self.known.parts)),)))
        return changes


def _distinct(controls: Sequence[Control]) -> list[Control]:
    return list({c.name: c for c in controls}.values())


def _as_recorded(change: Change) -> Change:
    """The change with the recorded time in place of any free one."""
    choices = tuple(replace(c, by="label") if c.by == "free" else c for c in change.choices)
    return replace(change, choices=choices)
