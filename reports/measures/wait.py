"""How long the person waits for the platform: the system's share of the time, W.

The margin lies below a fifth, because a slow-down of a fifth is to be found.
"""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import SECONDS, measure


@measure("wait", reads=[Action], unit=SECONDS, margin=0.15)
def wait(actions: DataFrame) -> Series:
    """Seconds from each action's end until the page was usable again, per completed attempt."""
    return actions.groupby("attempt")["wait_s"].sum()
