"""Fills in a live form as the recorded person did, for another person."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from load.form import CLOCK_TIME, Change, Choice, Control, ControlRef, Form, Option, Pairs, options_of
from load.page import folded, generalised, speaks_of
from load.template import NotFound, Template

Fill = Callable[[Template], str]
Bind = Callable[[str, str], None]


def filled(form: Form, changes: Sequence[Change], fill: Fill, bind: Bind) -> Pairs:
    """The pairs that the form sends after the changes, in the order of its controls.

    Args:
        form: The live form.
        changes: What the recorded person did to it, coarse changes first.
        fill: Makes a template's text for this person.
        bind: Is told the label of each option that was taken under a name.
    Raises:
        NotFound: The form lacks a control or an option.
    """
    values: dict[str, list[str]] = {}
    for name, value in form.untouched():
        values.setdefault(name, []).append(value)
    for change in changes:
        for name in names_for(form, change.control, fill):
            controls = form.named(name)
            values[name] = [v for choice in change.choices for v in _values(name, controls, choice, fill, bind)]
    order = list(dict.fromkeys(c.name for c in form.controls))
    return [(name, value) for name in order for value in values.get(name, [])]


def names_for(form: Form, ref: ControlRef, fill: Fill) -> list[str]:
    """The live names of the control or controls that are meant.

    Raises:
        NotFound: There is none.
    """
    if ref.exact:
        names = [ref.name] if form.named(ref.name) else []
    else:
        names = form.names(ref.name)
        if not ref.every:
            if ref.near is not None:
                text = fill(ref.near)
                names = [n for n in names if any(speaks_of(c.node, text) for c in form.named(n))][:1]
            else:
                names = names[ref.nth : ref.nth + 1]
    if not names:
        raise NotFound(f"value-not-found:field {generalised(ref.name)}")
    return names


def _values(name: str, controls: Sequence[Control], choice: Choice, fill: Fill, bind: Bind) -> list[str]:
    if choice.by == "text":
        return [fill(choice.text)]
    options = options_of(controls)
    if choice.by == "all":
        return [value for value, _, _ in options]
    if choice.by == "free":
        found = _one_that_is_free(options)
    elif choice.by == "nth":
        found = options[choice.nth : choice.nth + 1]
    else:
        text = folded(fill(choice.text))
        by_label = choice.by == "label"
        found = [o for o in options if (o[1] == text if by_label else speaks_of(o[2], text))][:1]
        if not found and choice.or_nth:
            found = options[choice.nth : choice.nth + 1] or options[-1:]
    if not found:
        raise NotFound(f"value-not-found:option of {generalised(name)}")
    if choice.var:
        bind(choice.var, found[0][1])
    return [found[0][0]]


def _one_that_is_free(options: Sequence[Option]) -> list[Option]:
    """Any of the times, drawn by each person for themselves."""
    times = [o for o in options if CLOCK_TIME.search(o[1])]
    return [random.choice(times)] if times else []  # noqa: S311 - no secret depends on it
