"""A menu whose links change places from page to page: for people who find a link by where it was, or who hear one after the other."""

from __future__ import annotations

import re
from collections import defaultdict
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
    en="The links of the menu stand as “{here}”; on “{page}” they stand as “{there}”. Is it the same menu? Has the person chosen the order, or is it a list of what was visited?",
    sv="Menyns länkar står i ordningen ”{here}”; på ”{page}” står de i ordningen ”{there}”. Är det samma meny? Har användaren valt ordningen själv, eller är det en lista över det besökta?",
)

_LEAST = 3
_SHARE = 0.6
"""Of the shorter of two navigations, so many links stand in the other one, if they are the same navigation."""
_MOST = 300
"""A build on which more were met is looked at so far."""
_TOLD = 6
_OF_ONES_OWN = re.compile(
    r"\b(senast|nylig|besökt|histori|favorit|bokmärk|genväg|snabb|mest|populär|mina?\b|dina?\b|recent|last|latest|visited|history|"
    r"favou?rite|bookmark|shortcut|quick|most|popular|pinned|my\b|your\b)",
    re.IGNORECASE,
)
"""What a list is called whose order follows what the person has done or chosen."""


@dataclass(frozen=True, slots=True)
class _Menu:
    met: Met
    group: LinkGroup
    links: tuple[tuple[str, str], ...]
    """Words and target of each link that stands there once."""
    side: str
    """Where it stands to the main part: before or after; empty if that is not known."""
    alone: bool
    """Whether the page has no other navigation."""


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
    """Applies to navigations that several pages have: the same name, the same side of the main part where there is one, and most links the
    same, by name and target. Expected: in the same relative order. Where a page has two such, nobody knows which of them is the other page's.
    """
    menus = [_menu(way, met, group) for met in way.states for group in met.facts.groups if group.role == "navigation"][
        :_MOST
    ]
    like: list[dict[str, list[int]]] = [defaultdict(list) for _ in menus]  # by page
    for one, menu in enumerate(menus):
        for other in range(one):
            if _are_alike(way, menu, menus[other]):
                like[one][menus[other].met.id].append(other)
                like[other][menu.met.id].append(one)
    agree: dict[int, set[int]] = {number: set() for number in range(len(menus))}
    differ: dict[int, set[int]] = {number: set() for number in range(len(menus))}
    for one, menu in enumerate(menus):
        for page, (other, *more) in like[one].items():
            if page == menu.met.id or more or len(like[other][menu.met.id]) > 1:
                continue
            kind = agree if _shared(menu, menus[other]) == _shared(menus[other], menu) else differ
            kind[one].add(other)
    for one, menu in enumerate(menus):
        # Most pages have it right, and of two the one that was met first.
        better = [other for other in differ[one] if (len(agree[other]), -other) > (len(agree[one]), -one)]
        if better:
            model = max(better, key=lambda other: (len(agree[other]), -other))
            yield _told(menu, menus[model], sure=_is_sure(menu, menus[model]))
        elif agree[one] or differ[one]:
            yield Told(state=menu.met.id)


def _menu(way: Way, met: Met, group: LinkGroup) -> _Menu:
    links = [(way.words(link.name), link.target) for link in group.links]
    once = tuple(link for link in links if links.count(link) == 1)
    alone = sum(part.partition(" ")[0] == "navigation" for part in met.facts.parts) == 1
    return _Menu(met, group, once, _side(met, group), alone)


def _side(met: Met, group: LinkGroup) -> str:
    parts, alike = (
        met.facts.parts,
        [one for one in met.facts.groups if (one.role, one.name) == (group.role, group.name)],
    )
    places = [at for at, part in enumerate(parts) if part == f"{group.role} {group.name}".strip()]
    if parts.count("main") != 1 or len(places) != len(alike):  # one without links is no group
        return ""
    return "before" if places[alike.index(group)] < parts.index("main") else "after"


def _are_alike(way: Way, one: _Menu, other: _Menu) -> bool:
    """Whether they may be one navigation on two pages; or are two of one kind on one page."""
    if way.words(one.group.name) != way.words(other.group.name):
        return False
    if one.side and other.side and one.side != other.side:
        return False
    return len(_shared(one, other)) >= max(_LEAST, _SHARE * min(len(one.links), len(other.links)))


def _shared(one: _Menu, other: _Menu) -> list[tuple[str, str]]:
    return [link for link in one.links if link in other.links]


def _is_sure(one: _Menu, other: _Menu) -> bool:
    """Whether it is known to be the same menu, and cannot well be a list with what was visited, or is chosen, first.

    By its place before or after the main part; on pages that have no such part, by being the page's only one.
    """
    same = (one.side and one.side == other.side) or (one.alone and other.alone)
    here, there = _shared(one, other), _shared(other, one)
    to_the_front = min(_moved_to_the_front(here, there), _moved_to_the_front(there, here))
    return bool(same) and not _OF_ONES_OWN.search(one.group.name) and to_the_front > len(here) // 2


def _moved_to_the_front(now: Sequence[tuple[str, str]], before: Sequence[tuple[str, str]]) -> int:
    """How many links at least have come to the front, one after the other, if that is all that happened.

    >>> _moved_to_the_front([("C", "/c"), ("A", "/a"), ("B", "/b")], [("A", "/a"), ("B", "/b"), ("C", "/c")])
    1
    """
    places = [before.index(link) for link in now]
    kept = 1
    while kept < len(places) and places[-kept - 1] < places[-kept]:
        kept += 1
    return len(places) - kept


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
