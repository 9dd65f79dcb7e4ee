"""Which people belong to which worker or machine: no two of them ever act as the same account, or they undo each other's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from evidence.problem import Problem

T = TypeVar("T")

Need = tuple[str, str]
"""A school form and a role: somebody who has to be there."""
_TRIES = 20_000
"""How long a way to share people out is looked for; an ordinary school needs as many tries as it has workers and forms."""


@dataclass(frozen=True, slots=True)
class PoolCase:
    """One case of one build, as the pool sees it.

    Args:
        build: Name of the build.
        index: Place of the case in the build's school data.
        site: The build's address: where two builds are one, a user name is one person on both.
        form: School form.
        accounts: User names by role; of those roles only that act in this run.
    """

    build: str
    index: int
    site: str
    form: str
    accounts: Mapping[str, str]


class TooFewAccounts(Problem):
    """The people cannot be shared out among so many; `short` names who is missing."""

    def __init__(self, short: Sequence[Short], parts: int, called: str) -> None:
        self.short = tuple(short)
        super().__init__(
            f"{parts} {called} need people of their own: " + "; ".join(dict.fromkeys(one.said() for one in short)),
            where=", ".join(dict.fromkeys(f"builds.{one.build}" for one in short)) + ", school data",
            do=f"Use fewer {called}, or write " + "; ".join(dict.fromkeys(one.mend() for one in short)) + ".",
        )


@dataclass(frozen=True, slots=True)
class Short:
    """Of which people there are too few."""

    build: str
    form: str
    wanted: int
    """How many workers need somebody of this form."""
    accounts: Mapping[str, int]
    """How many accounts there are, by those roles that some worker would lack."""
    apart: int
    """Into how many parts these can be divided: accounts of one case, or of cases with an account in common, stay together."""

    def said(self) -> str:
        """What there is, and what there would have to be."""
        there = ", ".join(f"{count} {role} account{'' if count == 1 else 's'}" for role, count in self.accounts.items())
        together = any(count != self.apart for count in self.accounts.values())
        parts = "one part" if self.apart == 1 else f"{self.apart} parts with nobody in common"
        divided = f", in {parts}" if together else ""
        return f"form {self.form} has {there}{divided}, and {self.wanted} need somebody"

    def mend(self) -> str:
        """What to write."""
        more = max(self.wanted - self.apart, 1)
        people = " and ".join(f"a {role}" for role in self.accounts)
        return f'{more} more [[school]] case{"s" if more > 1 else ""} with form = "{self.form}" and {people} of no other case'


def spread(weights: Mapping[T, int], parts: int) -> dict[T, int]:
    """Divide things into parts of about equal weight: the heaviest first, each to the lightest part.

    Args:
        weights: How much each weighs, in an order that breaks ties.
        parts: How many parts.
    Returns:
        The part of each thing, from 0; the same for the same weights, on every machine.

    >>> spread({"a": 3, "b": 2, "c": 2}, 2)
    {'a': 0, 'b': 1, 'c': 1}
    """
    filled = [0] * parts
    chosen: dict[T, int] = {}
    for thing in sorted(weights, key=lambda t: -weights[t]):
        part = filled.index(min(filled))
        chosen[thing] = part
        filled[part] += weights[thing]
    return {thing: chosen[thing] for thing in weights}


def share_out(
    cases: Sequence[PoolCase], needs: Mapping[str, Sequence[Collection[Need]]], *, called: str = "workers"
) -> dict[tuple[str, int], int]:
    """Give each case to one part, so that no account is in two of them.

    It hangs on the cases and on what has to be done, not on the process that happens to do it: builds with equal cases get
    equal parts, and so do several machines.

    Args:
        cases: Of all builds.
        needs: By the build's name: for each part, who has to be in it.
        called: What the parts are, for the message.
    Returns:
        The part of each case, by build and index.
    Raises:
        TooFewAccounts: A part would lack somebody; says who, and what to write.
    """
    parts = max((len(of_build) for of_build in needs.values()), default=1)
    # The wishes of all builds together: what one build needs less must not give a pair different people.
    wished = [set[Need]().union(*(of_build[part] for of_build in needs.values())) for part in range(parts)]
    given: dict[tuple[str, int], int] = {}
    for site in dict.fromkeys(case.site for case in cases):
        _give([case for case in cases if case.site == site], wished, given)
    if short := [one for build, of_build in needs.items() for one in _lacking(cases, given, build, of_build)]:
        raise TooFewAccounts([one for one in short if one.apart < one.wanted] or short, parts, called)
    return given


def _give(cases: Sequence[PoolCase], wished: Sequence[set[Need]], given: dict[tuple[str, int], int]) -> None:
    """Put into each part whom it needs, then the rest where there are fewest."""
    groups = _together(cases)
    busy = [part for part, needed in enumerate(wished) if needed] or [0]
    chosen = _Search([frozenset(_offers(group)) for group in groups]).parts(wished) or {}
    there: Counter[tuple[int, str]] = Counter()
    for number, group in sorted(enumerate(groups), key=lambda pair: pair[0] not in chosen):
        forms = {case.form for case in group}
        fewest = min(busy, key=lambda part: (sum(there[part, form] for form in forms), part))
        part = chosen.get(number, fewest)
        there.update((part, case.form) for case in group)
        given |= {(case.build, case.index): part for case in group}


class _Search:
    """Looks for a way to give each part all that it needs: the scarcest first, and back where it leads nowhere.

    Args:
        offers: Of each group that stays together, who is in it.
    """

    def __init__(self, offers: Sequence[frozenset[Need]]) -> None:
        self._offers = offers
        self._tries = _TRIES

    def parts(self, wished: Sequence[Collection[Need]]) -> dict[int, int] | None:
        """The part of each group that is needed; None if there is no way, or none was found in reasonable time."""
        lacking = [set(needed) & set[Need]().union(*self._offers) for needed in wished]
        return self._go_on(lacking, frozenset(range(len(self._offers))))

    def _go_on(self, lacking: Sequence[set[Need]], free: frozenset[int]) -> dict[int, int] | None:
        self._tries -= 1
        wanted = [(part, need) for part, needed in enumerate(lacking) for need in sorted(needed)]
        if not wanted:
            return {}
        part, need = min(wanted, key=lambda one: sum(one[1] in self._offers[group] for group in free))
        # Groups that offer the same are one choice; the one that serves this part best and others least comes first.
        alike = {self._offers[group]: group for group in sorted(free, reverse=True) if need in self._offers[group]}
        for offers, group in sorted(alike.items(), key=lambda one: (-len(one[0] & lacking[part]), len(one[0]), one[1])):
            if self._tries < 0:
                return None
            rest = [needed - offers if own == part else needed for own, needed in enumerate(lacking)]
            found = self._go_on(rest, free - {group})
            if found is not None:
                return {group: part} | found
        return None


def _offers(cases: Sequence[PoolCase]) -> set[Need]:
    return {(case.form, role) for case in cases for role in case.accounts}


def _together(cases: Sequence[PoolCase]) -> list[list[PoolCase]]:
    """Cases that have an account in common, directly or through others."""
    groups: list[tuple[set[str], list[PoolCase]]] = []
    for case in cases:
        names, together = set(case.accounts.values()), [case]
        apart = []
        for group in groups:
            if group[0] & names:
                names, together = names | group[0], group[1] + together
            else:
                apart.append(group)
        groups = [*apart, (names, together)]
    return sorted((group for _, group in groups), key=lambda group: cases.index(group[0]))


def _lacking(
    cases: Sequence[PoolCase],
    given: Mapping[tuple[str, int], int],
    build: str,
    needs: Sequence[Collection[Need]],
) -> list[Short]:
    of_build = [case for case in cases if case.build == build]
    there = [_offers([c for c in of_build if given[c.build, c.index] == part]) for part in range(len(needs))]
    missing = {need for part, wanted in enumerate(needs) for need in set(wanted) - there[part]}
    if not missing:
        return []
    groups = _together([case for case in cases if case.site in {c.site for c in of_build}])
    lacking = []
    for form in sorted({form for form, _ in missing}):
        lacked = {(form, role) for at, role in missing if at == form}
        of_form = [case for case in of_build if case.form == form]
        accounts = {role: len({c.accounts[role] for c in of_form if role in c.accounts}) for _, role in sorted(lacked)}
        wanted = sum(any(at == form for at, _ in needed) for needed in needs)
        apart = sum(bool(_offers([c for c in group if c.build == build]) & lacked) for group in groups)
        lacking.append(Short(build, form, wanted, accounts, apart))
    return lacking
