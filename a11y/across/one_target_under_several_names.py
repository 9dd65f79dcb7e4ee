"""What is called "Timetable" on one page and "Schedule" on the next: for people who know a thing by what it is called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from a11y.audit import Met, Told, Way, audit
from a11y.check import Message
from evidence.records import Element, LinkGroup, NamedLink, Verdict

OTHER_NAME = Message(
    en="“{called}” leads to {target}; on “{page}”, in the same place, what leads there is called “{other}”. Is it the same thing?",
    sv="”{called}” leder till {target}; på ”{page}”, på samma plats, heter det som leder dit ”{other}”. Är det samma sak?",
)

_WAYS = frozenset(
    (
        "back",
        "return",
        "previous",
        "next",
        "close",
        "cancel",
        "home",
        "start",
        "top",
        "tillbaka",
        "föregående",
        "nästa",
        "stäng",
        "avbryt",
        "hem",
        "startsida",
        "upp",
    )
)
"""Words for a direction, and not for a place: what is called so may well lead to the same page as something else."""


@dataclass(frozen=True, slots=True)
class _Use:
    met: Met
    group: LinkGroup
    link: NamedLink
    words: frozenset[str]


@audit(
    "one-target-under-several-names",
    criteria=["3.2.4"],
    impact="moderate",
    title=Message(
        en="The same thing has another name on another page", sv="Samma sak heter något annat på en annan sida"
    ),
    mend=Message(
        en="Call what leads to the same place by the same name on all pages.",
        sv="Låt det som leder till samma ställe heta likadant på alla sidor.",
    ),
)
def one_target_under_several_names(way: Way) -> Iterator[Told]:
    """Applies to links in navigations, headers and footers that several pages have. Expected: to one target by one name."""
    uses: dict[tuple[str, ...], list[_Use]] = defaultdict(list)
    for met in way.states:
        for group in met.facts.groups:
            for link in _told_apart(group):
                if words := _words_of(way, link.name):
                    place = (met.facts.language, group.role, group.name, link.target)
                    uses[place].append(_Use(met, group, link, words))
    for alike in uses.values():
        agreeing = {id(use): sum(_agree(use, other) for other in alike) for use in alike}
        for use in alike:
            others = [
                other for other in alike if not _agree(use, other) and other.met.facts.address != use.met.facts.address
            ]
            # Most pages have it right, and of two the one that was met first.
            better = [o for o in others if (agreeing[id(o)], -alike.index(o)) > (agreeing[id(use)], -alike.index(use))]
            if better:
                yield _told(use, max(better, key=lambda o: (agreeing[id(o)], -alike.index(o))))
            elif len(alike) > 1:
                yield Told(state=use.met.id)


def _told_apart(group: LinkGroup) -> list[NamedLink]:
    """Its links whose target none of the others has: of sites that tell pages by values in the address, none."""
    targets = [link.target for link in group.links]
    return [link for link in group.links if targets.count(link.target) == 1]


def _words_of(way: Way, name: str) -> frozenset[str]:
    """The words of a name; none if it holds what is another for another person, or only a direction."""
    text = way.words(name)
    words = frozenset(re.findall(r"[^\W\d_]+", text))
    return frozenset() if "¤" in text or words & _WAYS else words


def _agree(one: _Use, other: _Use) -> bool:
    """Whether one name says what the other does: "Messages" and "Messages (3 new)"."""
    return one.words <= other.words or other.words <= one.words


def _told(use: _Use, other: _Use) -> Told:
    link = use.link
    tag = {"navigation": "nav", "banner": "header"}.get(use.group.role, "footer")
    return Told(
        state=use.met.id,
        element=Element(role="link", name=link.name, selector=use.group.selector, snippet=""),
        path=({"tag": tag}, {"tag": "a", "href": link.target}),
        box=use.group.box,
        verdict=Verdict.NEEDS_REVIEW,
        message=OTHER_NAME,
        values={
            "called": link.name,
            "target": link.target,
            "other": other.link.name,
            "page": other.met.facts.heading or other.met.title or other.met.facts.address,
        },
    )
