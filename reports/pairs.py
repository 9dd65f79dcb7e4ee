"""Pairs of attempts: the same task, role, form, mode and repetition on two builds; what every comparison rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evidence.records import COUNTED, Action, Attempt, Outcome
from reports.source import Source
from reports.statistics import Floats

KEY = ["task", "role", "form", "mode", "repetition"]


@dataclass(frozen=True)
class Paired:
    """One figure's values on both sides, in the order of the pairs."""

    before: Floats
    after: Floats


def numbered(source: Source) -> pd.DataFrame:
    """The attempts; of two with one key on one build (a run that went on after an interruption), the later one."""
    attempts = source.table(Attempt)
    return attempts.drop_duplicates(["build", *KEY], keep="last")


def paired_attempts(source: Source, baseline: str, candidate: str) -> pd.DataFrame:
    """Pairs in which both attempts count, with columns id_before, id_after, outcome_before, outcome_after."""
    attempts = numbered(source)
    counted = attempts[attempts["outcome"].isin(COUNTED)][["build", "id", "outcome", *KEY]]
    before = counted[counted["build"] == baseline].drop(columns="build")
    after = counted[counted["build"] == candidate].drop(columns="build")
    return before.merge(after, on=KEY, suffixes=("_before", "_after")).sort_values(KEY, ignore_index=True)


def completed(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs in which both attempts succeeded: only they have an effort."""
    both = (pairs["outcome_before"] == Outcome.SUCCEEDED) & (pairs["outcome_after"] == Outcome.SUCCEEDED)
    return pairs[both]


def paired_values(pairs: pd.DataFrame, values: pd.Series) -> Paired:
    """A measure's values of the pairs where both sides have one.

    Args:
        pairs: From `paired_attempts`.
        values: By attempt id.
    """
    before = pairs["id_before"].map(values).to_numpy(dtype=float)
    after = pairs["id_after"].map(values).to_numpy(dtype=float)
    known = ~(np.isnan(before) | np.isnan(after))
    return Paired(before[known], after[known])


def step_waits(source: Source) -> pd.Series:
    """Seconds waited in each step, by attempt id and the step's name."""
    actions = source.table(Action)
    if actions.empty:
        return pd.Series(dtype=float)
    names = [source.step_names.get((a, s), str(s)) for a, s in zip(actions["attempt"], actions["step"], strict=True)]
    return actions["wait_s"].groupby([actions["attempt"], pd.Series(names, index=actions.index)]).sum()


def paired_steps(pairs: pd.DataFrame, waits: pd.Series) -> Iterator[tuple[str, Paired]]:
    """The waits of each step that both sides of a pair went through, by the step's name in alphabetical order."""
    if waits.empty or pairs.empty:
        return
    by_step = waits.unstack()
    before = by_step.reindex(pairs["id_before"]).reset_index(drop=True)
    after = by_step.reindex(pairs["id_after"]).reset_index(drop=True)
    for name in by_step.columns:
        values = before[name].to_numpy(dtype=float), after[name].to_numpy(dtype=float)
        known = ~(np.isnan(values[0]) | np.isnan(values[1]))
        if known.any():
            yield str(name), Paired(values[0][known], values[1][known])
