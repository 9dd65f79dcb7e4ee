"""How a measure is written and found: one file in reports/measures/, whose name is its id.

A measure says which records it reads and answers with one value per attempt; the estimates, intervals and comparisons
are made for all measures in the same way.
"""

from __future__ import annotations

import importlib.util
import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from evidence.problem import Problem
from evidence.records import COUNTED, FILES, Attempt, Message, Outcome, Record
from reports.estimate import Estimate
from reports.klm import Profile
from reports.model import Area, MeasureInfo, Unit
from reports.source import Source
from reports.statistics import median_interval, wilson

SHARE, SECONDS, COUNT, PIXELS, SCORE = Unit.SHARE, Unit.SECONDS, Unit.COUNT, Unit.PIXELS, Unit.SCORE
_FOLDER = Path(__file__).parent / "measures"
_FILE_OF = {record: name for name, record in FILES.items()}


@dataclass(frozen=True)
class Measure:
    """A measure as its file defines it."""

    info: MeasureInfo
    reads: tuple[type[Record], ...]
    function: Callable[..., pd.Series]
    why_missing: str
    speaks_of: Callable[[str], bool]
    """Whether it is defined for a mode."""

    def values(self, source: Source) -> pd.Series:
        """One value per attempt, by attempt id: of all counted attempts for a share, of succeeded ones for the rest."""
        attempts = source.table(Attempt)
        kept = COUNTED if self.info.unit == Unit.SHARE else {Outcome.SUCCEEDED}
        spoken_of = attempts["mode"].map(self.speaks_of).astype(bool)
        ids = set(attempts.loc[attempts["outcome"].isin(kept) & spoken_of, "id"])
        frames = [source.table(kind) for kind in self.reads]
        key = {kind: "id" if kind is Attempt else "attempt" for kind in self.reads}
        selected = [frame[frame[key[kind]].isin(ids)] for kind, frame in zip(self.reads, frames, strict=True)]
        platforms = {build.name: build.build.platform for build in source.builds}
        selected = [f.assign(platform=f["build"].map(platforms)) if "build" in f else f for f in selected]
        if any(frame.empty for frame in selected):
            return pd.Series(dtype=float)
        asks = "profile" in inspect.signature(self.function).parameters
        profile: dict[str, Profile] = {"profile": source.profile} if asks else {}
        return self.function(*selected, **profile).astype(float).dropna()

    def estimate(self, values: pd.Series) -> Estimate:
        """The figure of a group of attempts, from their values."""
        if values.empty:
            return Estimate(value=None, unknown=Message(code=self.why_unknown))
        if self.info.unit == Unit.SHARE:
            low, high = wilson(int(values.sum()), len(values))
            return Estimate(value=float(values.mean()), low=low, high=high, n=len(values))
        middle, low, high = median_interval(values.to_numpy(dtype=float))
        exact = len(values) == 1
        return Estimate(value=middle, low=None if exact else low, high=None if exact else high, n=len(values))

    @property
    def why_unknown(self) -> str:
        """Code of the reason when there is no value."""
        return "unknown-no-attempts" if self.info.unit == Unit.SHARE else "unknown-not-completed"


def measure(  # noqa: PLR0913 - all but the id are named, and most have defaults
    measure_id: str,
    *,
    reads: Sequence[type[Record]],
    unit: Unit,
    area: Area = Area.EFFORT,
    judged: bool = True,
    margin: float = 0.05,
    why_missing: str = "unknown-no-actions",
    speaks_of: Callable[[str], bool] = lambda _mode: True,
) -> Callable[[Callable[..., pd.Series]], Measure]:
    """Make a function a measure. One that has a parameter `profile` gets the Profile of the person whose time is told.

    Args:
        measure_id: The file's name, with hyphens.
        reads: Kinds of record; the function gets one data frame for each, of the attempts that count. A record that names
            its build has the build's platform beside it.
        unit: Of its values. SHARE: true or false per attempt, higher is better; everything else: lower is better.
        area: Column of the first screen.
        judged: Whether it gets a verdict in a comparison.
        margin: Equivalence margin, absolute for shares and relative for the rest; a plan may set another.
        why_missing: Code of the reason why it is not known of attempts that succeeded.
        speaks_of: Whether it is defined for a mode; for all if not given.
    """

    def define(function: Callable[..., pd.Series]) -> Measure:
        info = MeasureInfo(
            id=measure_id, unit=unit, higher_is_better=unit == Unit.SHARE, area=area, judged=judged, margin=margin
        )
        return Measure(info=info, reads=tuple(reads), function=function, why_missing=why_missing, speaks_of=speaks_of)

    return define


@cache
def find_measures(folder: Path = _FOLDER) -> tuple[tuple[Measure, ...], tuple[Problem, ...]]:
    """All measures of a folder, and a Problem for each file that is none; the others still count.

    Args:
        folder: Where the files lie.
    """
    measures: dict[str, Measure] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.py")):
        if file.name.startswith("_"):
            continue
        try:
            found = _load(file)
        except Problem as problem:
            problems.append(problem)
        else:
            measures[found.info.id] = found
    return tuple(measures.values()), tuple(problems)


def _load(file: Path) -> Measure:
    name = f"reports.measures.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise Problem("is not a Python file", where=str(file))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # whatever is wrong with one file, the others still count
        raise Problem(f"cannot be imported: {type(error).__name__}: {error}", where=str(file)) from error
    found = [thing for thing in vars(module).values() if isinstance(thing, Measure)]
    expected = file.stem.replace("_", "-")
    if len(found) != 1 or found[0].info.id != expected:
        raise Problem(
            f'does not define one measure "{expected}"',
            where=str(file),
            do=f'Write @measure("{expected}", …) over one function.',
        )
    return found[0]
