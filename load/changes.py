"""What the recorded person changed in a form, worked out from what the form was and what was sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from load.form import CLOCK_TIME, Change, Choice, Control, ControlRef, Form, Option, Pairs, options_of
from load.page import generalised, speaks_of
from load.places import Place
from load.sources import SECRET, Known
from load.template import Template, templated

Explain = Callable[[str, str, Place], Template]
"""Of a value, what it is called, and where it stands."""
NewName = Callable[[str], str]
"""Gives a label that was chosen a name of its own."""


def grouped(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The values under each name."""
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of values are the same, a redacted value being like whatever stands in its place."""
    return len(one) == len(other) and all(
        a == b or (a and b and (a.startswith(SECRET) or b.startswith(SECRET)))
        for a, b in zip(sorted(one), sorted(other), strict=True)
    )


def changes_of(form: Form, pairs: Pairs, known: Known, explain: Explain, new_name: NewName) -> list[Change]:
    """The changes that make of the untouched form what was sent; names that it lacks are left out.

    Args:
        form: As recorded.
        pairs: As sent.
        known: The recorded person.
        explain: Says where a value comes from that no option explains.
        new_name: Names a label that another one may stand in for.
    """
    before, sent = grouped(form.untouched()), grouped(pairs)
    files = {c.name for c in form.controls if c.kind == "file"}
    names = dict.fromkeys(c.name for c in form.controls if c.name not in files)
    changed = [n for n in names if not _unchanged(before.get(n, []), sent.get(n, []), form.named(n))]
    choices = {n: _choices(form, n, sent.get(n, []), known, explain, new_name) for n in changed}
    return _by_pattern(form, choices, known)


def _unchanged(before: Sequence[str], sent: Sequence[str], controls: Sequence[Control]) -> bool:
    password = any(c.node.get("type", "").lower() == "password" for c in controls)
    return list(before) == list(sent) if password else alike(before, sent)


def _choices(
    form: Form, name: str, values: Sequence[str], known: Known, explain: Explain, new_name: NewName
) -> tuple[Choice, ...]:
    controls = form.named(name)
    options = options_of(controls)
    if len(options) > 1 and len(values) == len(options):
        return (Choice("all"),)
    return tuple(_choice(name, value, controls, known, explain, new_name) for value in values)


def _choice(
    name: str, value: str, controls: Sequence[Control], known: Known, explain: Explain, new_name: NewName
) -> Choice:
    options = options_of(controls)
    index = next((i for i, o in enumerate(options) if o[0] == value), None)
    if index is None:
        return Choice("text", explain(value, name, Place("field", name)))
    text = templated(options[index][1], known.parts)
    if text.owns:
        return Choice("label", text, index)
    around = known.near(options[index][2]) if len(controls) > 1 else None
    if around is not None and [speaks_of(o[2], known.spoken(around)) for o in options].count(True) == 1:
        return Choice("near", around, index)
    return _by_its_label(options, index, new_name)


def _by_its_label(options: Sequence[Option], index: int, new_name: NewName) -> Choice:
    label = options[index][1]
    if not label or [o[1] for o in options].count(label) > 1:
        return Choice("nth", nth=index)
    if CLOCK_TIME.search(label) and len(options) > 1:
        return Choice("free", Template.of(label), index, var=new_name(label))
    if re.search(r"\d", label):
        return Choice("label", Template.of(label), index, or_nth=True, var=new_name(label))
    return Choice("label", Template.of(label), index)


def _by_pattern(form: Form, choices: dict[str, tuple[Choice, ...]], known: Known) -> list[Change]:
    found: list[Change] = []
    patterns = dict.fromkeys(generalised(n) for n in choices)
    for pattern in patterns:
        members, names = form.names(pattern), [n for n in choices if generalised(n) == pattern]
        if "#" not in pattern:
            found.append(Change(ControlRef(names[0], True), choices[names[0]]))
            continue
        common = Counter(choices[n] for n in names).most_common(1)[0]
        if common[1] > 1 and len(names) == len(members):
            found.append(Change(ControlRef(pattern, False, every=True), common[0]))
            names = [n for n in names if choices[n] != common[0]]
        found.extend(Change(_control(form, pattern, members, n, known), choices[n]) for n in names)
    return found


def _control(form: Form, pattern: str, members: list[str], name: str, known: Known) -> ControlRef:
    if len(members) > 1:
        for control in form.named(name):
            around = known.near(control.node)
            if around is not None:
                spoken = known.spoken(around)
                first = next((n for n in members if any(speaks_of(c.node, spoken) for c in form.named(n))), None)
                if first == name:
                    return ControlRef(pattern, False, around)
    return ControlRef(pattern, False, nth=members.index(name))
