"""How far a way strays from the shortest known one: pages met again, and more pages than the task needs.

Shown, not judged: a build whose shortest way became longer is told by its actions and pages; lostness is about the way
taken, and a script takes the way that it was given.
"""

import math

from pandas import DataFrame, Series

from evidence.records import Action, Attempt
from reports.measure import SCORE, measure


@measure("lostness", reads=[Attempt, Action], unit=SCORE, judged=False, why_missing="unknown-no-states")
def lostness(attempts: DataFrame, actions: DataFrame) -> Series:
    """Smith's L per completed attempt: 0 on the shortest known way, without a page met twice.

    L = sqrt((N / S - 1)² + (R / N - 1)²), with N different states, S states in all, and R the fewest different states of
    any attempt that completed the task as the same role on the same platform, whatever the build and mode.

    Source:
        Smith 1996, "Towards a practical measure of hypertext usability".
    """
    complete = actions.groupby("attempt")["state"].apply(lambda states: states.notna().all())
    known = attempts[attempts["id"].map(complete).fillna(value=False).astype(bool)].set_index("id")
    if known.empty:
        return Series(dtype=float)
    ordered = actions[actions["attempt"].isin(known.index)].sort_values("index").groupby("attempt")["state"]
    visits = ordered.apply(lambda states: int((states != states.shift()).sum()))
    different = ordered.nunique().reindex(known.index)
    fewest = different.groupby([known["platform"], known["task"], known["role"]]).transform("min")
    parts = zip(different, visits.reindex(known.index), fewest, strict=True)
    return Series([math.hypot(n / s - 1, r / n - 1) for n, s, r in parts], index=known.index)
