"""Help that is above the page's content here and below it there: for people who look for it where it was when they needed it last."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from a11y.audit import Met, Told, Way, audit
from a11y.check import Message
from evidence.records import Element, HelpOffer, Verdict

OTHER_SIDE = Message(
    en="“{called}” stands {here} the page's main part; on “{page}” it stands {there} it.",
    sv="”{called}” står {here_sv} sidans huvuddel; på ”{page}” står den {there_sv} huvuddelen.",
)
PERHAPS_MOVED = Message(
    en="“{called}” stands {here} the part “{part}”; on “{page}” it stands {there} it. Is it still found where one expects it?",
    sv="”{called}” står {here_sv} delen ”{part}”; på ”{page}” står den {there_sv} den. Hittar man den ändå där man väntar sig den?",
)

_MAIN = "main"
_SWEDISH = {"before": "före", "after": "efter", "in": "i"}
_COMMON = 2
"""So many parts besides the main one two pages have in common, if they are surely of one set."""
_MOST = 300


@dataclass(frozen=True, slots=True)
class _Offers:
    """Where one kind of help stands on one page: often both above and below."""

    met: Met
    offers: tuple[HelpOffer, ...]

    def sides(self, part: str) -> frozenset[str]:
        """On which sides of a part; none if the page has it more than once, or not at all."""
        parts = self.met.facts.parts
        if parts.count(part) != 1:
            return frozenset()
        at = parts.index(part)
        return frozenset(
            "in" if offer.within == part else "after" if at < offer.place else "before" for offer in self.offers
        )


@audit(
    "help-in-another-place",
    criteria=["3.2.6"],
    impact="moderate",
    title=Message(
        en="Help stands in another place than on other pages", sv="Hjälpen står på en annan plats än på andra sidor"
    ),
    mend=Message(
        en="Let the way to help stand in the same place, in the same order, on all pages that have it.",
        sv="Låt vägen till hjälp stå på samma plats, i samma ordning, på alla sidor som har den.",
    ),
)
def help_in_another_place(way: Way) -> Iterator[Told]:
    """Applies to links and buttons to help or contact outside the main part. Expected: the same relative order to the page's parts."""
    kinds: dict[tuple[str, str], list[_Offers]] = defaultdict(list)
    for met in way.states[:_MOST]:
        here: dict[tuple[str, str], list[HelpOffer]] = defaultdict(list)
        for offer in met.facts.help:
            here[way.words(offer.name), offer.target].append(offer)
        for kind, offers in here.items():
            kinds[kind].append(_Offers(met, tuple(offers)))
    for pages in kinds.values():
        for number, page in enumerate(pages):
            like = [_moved(page, other) == "" for other in pages]
            # Most pages have it right, and of two the one that was met first.
            better = [
                other
                for place, other in enumerate(pages)
                if _moved(page, other) and (_agreeing(other, pages), -place) > (sum(like), -number)
            ]
            if better:
                model = max(better, key=lambda other: _agreeing(other, pages))
                yield _told(page, model, _moved(page, model))
            elif len(pages) > 1:
                yield Told(state=page.met.id)


def _agreeing(page: _Offers, pages: list[_Offers]) -> int:
    return sum(_moved(page, other) == "" for other in pages)


def _moved(one: _Offers, other: _Offers) -> str:
    """The part of both pages to which it stands in no order that it has on the other one; the main part before all others."""
    shared = [part for part in one.met.facts.parts if part != _MAIN and part in other.met.facts.parts]
    for part in (_MAIN, *shared):
        here, there = one.sides(part), other.sides(part)
        if here and there and not here & there:
            return part
    return ""


def _told(page: _Offers, model: _Offers, part: str) -> Told:
    common = Counter(page.met.facts.parts).keys() & Counter(model.met.facts.parts).keys() - {_MAIN}
    sure = part == _MAIN and len(common) >= _COMMON
    here, there = (min(side.sides(part)) for side in (page, model))
    offer = page.offers[0]
    values = {
        "called": offer.name,
        "here": here,
        "there": there,
        "here_sv": _SWEDISH[here],
        "there_sv": _SWEDISH[there],
        "page": model.met.facts.heading or model.met.title or model.met.facts.address,
    }
    return Told(
        state=page.met.id,
        element=Element(role="link" if offer.target else "", name=offer.name, selector=offer.selector, snippet=""),
        path=({"tag": "a", "href": offer.target},),
        box=offer.box,
        verdict=Verdict.VIOLATION if sure else Verdict.NEEDS_REVIEW,
        message=OTHER_SIDE if sure else PERHAPS_MOVED,
        values=values if sure else values | {"part": part},
    )
