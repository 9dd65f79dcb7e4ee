"""A menu whose links change places from page to page: for people who find a link by where it was, or who hear one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from a11y.audit import Met, Told, Way, audit
from a11y.check import Message
from evidence.records import Element, LinkGroup, Verdict

OTHER_ORDER = Message(
    en="The links of the menu stand as “{here}”; on “{page}” they stand as “{there}”.",
    sv="Menyns länkar står i ordningen ”{here}”; på ”{page}” står de i ordningen ”{there}”.",
)
PERHAPS_BY_THE_PERSON = Message(
    en="The links of the menu stand as “{here}”; on “{page}” they stand as “{there}”. Has the person chosen that, or is it a list of what was visited?",
    sv="Menyns länkar står i ordningen ”{here}”; på ”{page}” står de i ordningen ”{there}”. Har användaren valt det själv, eller är det en lista över det besökta?",
)

_LEAST = 3
_SHARE = 0.6
"""Of the shorter of two navigations, so many links stand in the other one, if they are the same navigation."""
_MOST = 300
"""A build on which more were met is looked at so far."""
_TOLD = 6


@dataclass(frozen=True, slots=True)
class _Menu:
    met: Met
    group: LinkGroup
    links: tuple[tuple[str, str], ...]
    """Words and target of each link that stands there once."""


@audit(
    "navigation-in-another-order",
    criteria=["3.2.3"],
    impact="moderate",
    title=Message(
        en="The same menu has another order on another page", sv="Samma meny har en annan ordning på en annan sida"
    ),
    mend=Message(
        en="Keep the links that a menu has on every page in the same order; add what only one page has without moving the others.",
        sv="Låt de länkar som menyn har på alla sidor stå i samma ordning; lägg till det som bara finns på en sida utan att flytta de andra.",
    ),
)
def navigation_in_another_order(way: Way) -> Iterator[Told]:
    """Applies to navigations that several pages have: most links are the same, by name and target. Expected: in the same relative order."""
    menus = [_menu(way, met, group) for met in way.states for group in met.facts.groups if group.role == "navigation"][
        :_MOST
    ]
    agree: dict[int, set[int]] = {number: set() for number in range(len(menus))}
    differ: dict[int, set[int]] = {number: set() for number in range(len(menus))}
    for one, menu in enumerate(menus):
        for other in range(one):
            if (same := _in_same_order(menu, menus[other])) is not None:
                kind = agree if same else differ
                kind[one].add(other)
                kind[other].add(one)
    for one, menu in enumerate(menus):
        # Most pages have it right, and of two the one that was met first.
        better = [other for other in differ[one] if (len(agree[other]), -other) > (len(agree[one]), -one)]
        if better:
            model = max(better, key=lambda other: (len(agree[other]), -other))
            yield _told(menu, menus[model], sure=not _may_be_a_list_of_visits(menu, menus[model]))
        elif agree[one] or differ[one]:
            yield Told(state=menu.met.id)


def _menu(way: Way, met: Met, group: LinkGroup) -> _Menu:
    links = [(way.words(link.name), link.target) for link in group.links]
    return _Menu(met, group, tuple(link for link in links if links.count(link) == 1))


def _in_same_order(one: _Menu, other: _Menu) -> bool | None:
    """None if they are not one navigation."""
    if one.met.id == other.met.id or (one.group.name and other.group.name and one.group.name != other.group.name):
        return None
    here, there = _shared(one, other), _shared(other, one)
    least = max(_LEAST, _SHARE * min(len(one.links), len(other.links)))
    return here == there if len(here) >= least else None


def _shared(one: _Menu, other: _Menu) -> list[tuple[str, str]]:
    return [link for link in one.links if link in other.links]


def _may_be_a_list_of_visits(one: _Menu, other: _Menu) -> bool:
    """Whether it may be a list with the page one is on, or was on, first: that stands first on both, and nothing else has moved."""
    own = {one.met.facts.address, other.met.facts.address}
    here, there = ([link for link in _shared(*pair) if link[1] not in own] for pair in ((one, other), (other, one)))
    return here == there and one.links[0][1] in own and other.links[0][1] in own


def _told(menu: _Menu, model: _Menu, *, sure: bool) -> Told:
    group = menu.group
    shared = {link for link in menu.links if link in model.links}
    return Told(
        state=menu.met.id,
        element=Element(role="navigation", name=group.name, selector=group.selector, snippet=""),
        path=({"tag": "nav"},),
        box=group.box,
        verdict=Verdict.VIOLATION if sure else Verdict.NEEDS_REVIEW,
        message=OTHER_ORDER if sure else PERHAPS_BY_THE_PERSON,
        values={
            "here": _names(group, shared),
            "there": _names(model.group, shared),
            "page": model.met.facts.heading or model.met.title or model.met.facts.address,
        },
    )


def _names(group: LinkGroup, shared: set[tuple[str, str]]) -> str:
    """What the shared links are called, in their order; the first of many."""
    targets = {target for _, target in shared}
    names: Sequence[str] = [link.name for link in group.links if link.target in targets]
    return ", ".join([*names[:_TOLD], *(["…"] if len(names) > _TOLD else [])])
