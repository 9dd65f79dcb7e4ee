"""How long a page takes to show that it noticed a key or press: interaction to next paint (INP).

Shown, not judged: it says where a wait comes from; what the person waits for is the measure `wait`.
"""

from pandas import DataFrame, Series

from evidence.records import Vitals
from reports.measure import SECONDS, measure


@measure("inp", reads=[Vitals], unit=SECONDS, judged=False, why_missing="unknown-no-vitals")
def inp(vitals: DataFrame) -> Series:
    """The middle one of the pages that a completed attempt used, as the browser saw it."""
    return vitals["inp_s"].astype(float).groupby(vitals["attempt"]).median()
