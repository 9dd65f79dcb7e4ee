"""How long the person waits for the platform: the system's share of the time, W."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import SECONDS, measure


@measure("wait", reads=[Action], unit=SECONDS, margin=0.20)
def wait(actions: DataFrame) -> Series:
    """Seconds from each action's end until the page was usable again, per completed attempt."""
    return actions.groupby("attempt")["wait_s"].sum()
