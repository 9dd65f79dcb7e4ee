"""Pages that tell by their title no more than that they are somewhere: for people who have several windows open, or hear the title first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from a11y.audit import Met, Told, Way, audit
from a11y.check import Message
from a11y.titles import Title, kind_of
from evidence.records import Element, Verdict

SAYS_NOTHING_OF_IT = Message(
    en="“{title}” is the title of “{heading}”, and of “{other}” ({place}), too.",
    sv="”{title}” är titel på ”{heading}”, och även på ”{other}” ({place}).",
)
PERHAPS_BOTH = Message(
    en="“{title}” is the title of “{heading}”, and of “{other}” ({place}), too. Does one know by it where one is?",
    sv="”{title}” är titel på ”{heading}”, och även på ”{other}” ({place}). Vet man av den var man är?",
)

_TELL_NOTHING_ANYWHERE = frozenset({Title.LEFT_OVER, Title.ADDRESS, Title.FILE_NAME})
"""Titles that `title-tells-nothing` finds wrong on each page by itself: that several pages have them is the same fault."""
_START = re.compile(r"/?(index\.\w+|start|home|hem)?/?(#[/!]?)?$", re.IGNORECASE)
_SHORTEST = 3
_STEM = 5
"""So many letters are enough to know a word by: its ending may be another one."""


@audit(
    "one-title-for-several-pages",
    criteria=["2.4.2"],
    impact="serious",
    title=Message(en="Several pages have one and the same title", sv="Flera sidor har en och samma titel"),
    mend=Message(
        en="Let each page's title say what it is, such as “Timetable – Lill\u00e5n School”; where a script changes the page, let it change the title, too.",
        sv="Låt varje sidas titel säga vad den är, som ”Schema – Lillåns skola”; där ett skript byter sida ska det byta titeln också.",
    ),
)
def one_title_for_several_pages(way: Way) -> Iterator[Told]:
    """Applies to pages with a main heading and a title that is no leftover of a program. Expected: pages of other headings, at other
    addresses, have other titles."""
    by_title: dict[str, list[Met]] = defaultdict(list)
    for met in way.states:
        if met.title.strip() and met.facts.heading and kind_of(met.title.strip()) not in _TELL_NOTHING_ANYWHERE:
            by_title[way.words(met.title)].append(met)
    menu = _names_in_menus(way)
    for alike in by_title.values():
        for met in alike:
            others = [other for other in alike if _is_another_page(way, met, other)]
            if not others or _START.fullmatch(met.facts.address):
                yield Told(state=met.id)
                continue
            sure = [other for other in others if _is_plain(met, other, menu)]
            yield _told(met, (sure or others)[0], sure=bool(sure))


def _is_another_page(way: Way, one: Met, other: Met) -> bool:
    return way.words(one.facts.heading) != way.words(other.facts.heading) and _kind(one) != _kind(other)


def _kind(met: Met) -> str:
    """An address without what tells one letter from the next."""
    return re.sub(r"\w*\d\w*", "#", met.facts.address).rstrip("/")


def _names_in_menus(way: Way) -> dict[str, str]:
    """What the places are called that a menu leads to, by address."""
    links = [
        link for met in way.states for group in met.facts.groups if group.role == "navigation" for link in group.links
    ]
    return {link.target: link.name for link in reversed(links)}


def _is_plain(met: Met, other: Met, menu: dict[str, str]) -> bool:
    """Whether no person is needed to see it: both are places of their own in a menu, and the title names the other one, or neither.

    An application may be called by its own name everywhere, which names neither; pages that are loaded one by one may not.
    """
    here, there = menu.get(met.facts.address), menu.get(other.facts.address)
    if here is None or there is None or here.casefold() == there.casefold():
        return False
    if _names(met.title, here, met.facts.heading):
        return False
    loaded = not met.facts.routed and not other.facts.routed
    return loaded or _names(met.title, there, other.facts.heading)


def _names(title: str, *texts: str) -> bool:
    stems = {word[:_STEM] for word in _words(title)}
    return any(word[:_STEM] in stems for text in texts for word in _words(text))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= _SHORTEST]


def _told(met: Met, other: Met, *, sure: bool) -> Told:
    return Told(
        state=met.id,
        element=Element(role="", name=met.title, selector="title", snippet=""),
        path=({"tag": "title"},),
        verdict=Verdict.VIOLATION if sure else Verdict.NEEDS_REVIEW,
        message=SAYS_NOTHING_OF_IT if sure else PERHAPS_BOTH,
        values={
            "title": met.title,
            "heading": met.facts.heading,
            "other": other.facts.heading,
            "place": other.facts.address,
        },
    )
