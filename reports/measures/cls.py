"""How much a page moves under the reader's eyes: cumulative layout shift (CLS), without a unit.

Shown, not judged: it says where a wait comes from; what the person waits for is the measure `wait`.
"""

from pandas import DataFrame, Series

from evidence.records import Vitals
from reports.measure import SCORE, measure


@measure("cls", reads=[Vitals], unit=SCORE, judged=False, why_missing="unknown-no-vitals")
def cls(vitals: DataFrame) -> Series:
    """The middle one of the pages that a completed attempt used, as the browser saw it."""
    return vitals["cls"].astype(float).groupby(vitals["attempt"]).median()
