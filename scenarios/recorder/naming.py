"""What a thing is called in a journey: a name that leads our own lookup to it and to nothing else, or else a CSS locator that says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.lookup import Look, visible
from scenarios.targets import Target

_MOST_LOOKS = 40
"""Looks per thing; a person waits meanwhile."""
_COUNT = re.compile(r"\s*[(\[]?\d+[)\]]?$")
"""A number at the end of a name, such as that of new messages: tomorrow it is another."""
_KINDS = {
    "link": "link",
    "button": "button",
    "tab": "button",
    "menuitem": "button",
    "heading": "heading",
    "img": "image",
}

_SAME = """(e, others) => {
  const modal = document.querySelector('dialog:modal, [role=dialog][aria-modal=true]');
  const reachable = others.filter((o) => !modal || modal.contains(o));
  const left = reachable.length ? reachable : others;
  return left.includes(e) && (left.length === 1 || (!!e.href && left.every((o) => o.href === e.href)));
}"""
"""Whether lookup would take this one: things outside an open modal dialog are out of reach, links to one address are one way."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page told of a thing. All of it is the page's word, and only ever written as text."""

    id: str
    role: str
    names: list[str]
    within: list[str]
    near: list[str]
    selectors: list[str]
    groups: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Facts:
        """Take what a page told, as far as it has the form that it should have."""
        lists = {key: _texts(told.get(key)) for key in ("names", "within", "near", "selectors", "groups")}
        return cls(id=str(told.get("id", "")), role=str(told.get("role", "")), **lists)


@dataclass(frozen=True, slots=True)
class Named:
    """How a journey names a thing."""

    target: Target
    near: str = ""
    within: str = ""
    option: str = ""
    """For a radio button: what it is called in the group that is the target."""
    sure: bool = True
    """Whether lookup was seen to find it, and it alone."""


Prefers = Callable[[str], bool]
"""Whether a text is a good one to be found beside: one that comes from the school data."""


def name_of(page: Page, element: ElementHandle, facts: Facts, *, editable: bool, prefers: Prefers) -> Named:
    """The shortest way to name a thing so that lookup finds it and nothing else.

    Args:
        page: The page that it is on.
        element: The thing.
        facts: What the page told of it.
        editable: Whether it is a field: those are named by their label alone.
        prefers: Which of the texts around it are tried first.
    """
    ways = _options(facts, prefers) if facts.groups else _ways(facts, prefers, editable=editable)
    for named in islice(ways, _MOST_LOOKS):
        if _leads(page, element, named, editable=editable):
            return named
    return _by_markup(page, element, facts)


def name_unseen(facts: Facts, *, editable: bool) -> Named:
    """A name for a thing that is gone before it could be looked up."""
    if not facts.names:
        selector = next(iter(facts.selectors), "*")
        return Named(Target("css", selector, "it had no name, and was gone before it could be looked up"), sure=False)
    if facts.groups:
        return Named(Target("thing", facts.groups[0]), option=facts.names[0], sure=False)
    return Named(Target(_kind(facts, editable=editable), facts.names[0]), sure=False)


def _ways(facts: Facts, prefers: Prefers, *, editable: bool) -> Iterator[Named]:
    kind = _kind(facts, editable=editable)
    names = list(dict.fromkeys(n for name in facts.names for n in (_COUNT.sub("", name), name) if n))
    yield from (Named(Target(kind, name)) for name in names)
    for name in names[:2]:
        near = _first(facts.near, prefers, 8, unlike=name)
        yield from (Named(Target(kind, name), near=text) for text in near if prefers(text))
        yield from (Named(Target(kind, name), within=text) for text in _first(facts.within, prefers, 5))
        yield from (Named(Target(kind, name), near=text) for text in near if not prefers(text))
    if kind != "thing":
        yield from (Named(Target("thing", name)) for name in names)
    if editable:  # a field without a label is found by the text that stands beside it
        yield from (Named(Target("thing", text)) for text in facts.near[:6])


def _options(facts: Facts, prefers: Prefers) -> Iterator[Named]:
    for group in _first(facts.groups, prefers, 6):
        for option in facts.names[:3]:
            yield Named(Target("thing", group), option=option)
    yield from _ways(facts, prefers, editable=True)


def _first(texts: Sequence[str], prefers: Prefers, most: int, *, unlike: str = "") -> list[str]:
    return sorted((t for t in texts if t != unlike), key=lambda t: not prefers(t))[:most]


def _leads(page: Page, element: ElementHandle, named: Named, *, editable: bool) -> bool:
    near = Target("thing", named.near) if named.near else None
    within = Target("thing", named.within) if named.within else None
    try:
        if named.option:
            return _is_option(page, element, named)
        found = visible(page, Look(named.target, near, within, editable))
        return bool(found) and bool(element.evaluate(_SAME, found))
    except Error:  # another frame's elements cannot be compared with this one's: it is not the one
        return False


def _is_option(page: Page, element: ElementHandle, named: Named) -> bool:
    """Whether choosing this option of this group means this radio button, as the verb `choose` looks for it."""
    lists = visible(page, Look(named.target, editable=True))
    if any(not h.evaluate("e => e.type === 'radio' || e.type === 'checkbox'") for h in lists):
        return False
    option = Target("thing", named.option)
    in_group = visible(page, Look(option, None, named.target, editable=True)) or visible(
        page, Look(option, None, named.target)
    )
    return len(in_group) == 1 and bool(in_group[0].evaluate("(found, e) => found === e", element))


def _by_markup(page: Page, element: ElementHandle, facts: Facts) -> Named:
    because = (
        f'several are called "{facts.names[0]}", and nothing beside tells them apart'
        if facts.names
        else "it has no name"
    )
    for selector in facts.selectors:
        named = Named(Target("css", selector, because))
        if _leads(page, element, named, editable=False):
            return named
    return Named(Target("css", (facts.selectors or ["*"])[-1], because), sure=False)


def _kind(facts: Facts, *, editable: bool) -> str:
    return "thing" if editable else _KINDS.get(facts.role, "thing")


def _texts(value: Any) -> list[str]:
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
