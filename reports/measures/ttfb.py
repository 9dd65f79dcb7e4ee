"""How long until a page's answer begins: time to first byte (TTFB), redirects included.

Shown, not judged: it says where a wait comes from; what the person waits for is the measure `wait`.
"""

from pandas import DataFrame, Series

from evidence.records import Vitals
from reports.measure import SECONDS, measure


@measure("ttfb", reads=[Vitals], unit=SECONDS, judged=False, why_missing="unknown-no-vitals")
def ttfb(vitals: DataFrame) -> Series:
    """The middle one of the pages that a completed attempt came to, as the browser saw it."""
    reached = vitals[vitals["action"] > 0]
    return reached["ttfb_s"].astype(float).groupby(reached["attempt"]).median()
