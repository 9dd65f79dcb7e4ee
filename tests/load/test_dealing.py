"""Shares of a schedule: even, in time and in number, and dealt again without losing or doubling anybody."""

from __future__ import annotations

from collections import Counter

import pytest

from load.dealing import Dealing
from load.spec import Visit


def visits(people: int, accounts: int) -> list[Visit]:
    return [Visit(at_s=number / 10, script=0, case=number % accounts) for number in range(people)]


def dealing(people: int, accounts: int, *workers: str) -> Dealing:
    return Dealing(visits(people, accounts), workers, lambda visit: str(visit.case))


@pytest.mark.parametrize("accounts", [1, 3, 40, 100])
def test_everybody_is_dealt_once_and_the_shares_are_as_large_as_each_other_at_any_time(accounts: int) -> None:
    shares = dealing(100, accounts, "a", "b", "c").shares
    assert sorted((v for share in shares.values() for v in share), key=lambda v: v.at_s) == visits(100, accounts)
    for until_s in (2.0, 5.0, 9.9):
        sizes = [sum(visit.at_s <= until_s for visit in share) for share in shares.values()]
        assert max(sizes) - min(sizes) <= 5


def test_one_account_stays_with_one_worker_where_there_are_enough_of_them() -> None:
    shares = dealing(100, 20, "a", "b").shares
    of = {name: {visit.case for visit in share} for name, share in shares.items()}
    assert of["a"].isdisjoint(of["b"])


def test_what_a_lost_worker_had_not_begun_goes_to_the_others_and_the_rest_is_unknown_but_for_ends_it_told() -> None:
    made = dealing(100, 100, "a", "b", "c")
    before = {name: list(share) for name, share in made.shares.items()}
    due = made.due("b", 5.0)
    gap = made.lose("b", 5.0, ended=due - 2)
    assert gap.unknown == 2
    again = Counter(visit for more in gap.again.values() for visit in more)
    assert again == Counter(visit for visit in before["b"] if visit.at_s > 5.0)
    assert due + gap.taken_over == len(before["b"])
    assert set(gap.again) == {"a", "c"}


def test_what_was_taken_over_is_taken_over_again_when_that_worker_is_lost_too() -> None:
    made = dealing(60, 60, "a", "b", "c")
    first = made.lose("a", 2.0, ended=0)
    second = made.lose("b", 4.0, ended=0)
    assert set(second.again) == {"c"}
    alone = made.due("c", 100.0)
    assert alone + first.unknown + second.unknown == 60
    nobody = made.lose("c", 100.0, ended=alone)
    assert (nobody.unknown, nobody.taken_over) == (0, 0)
