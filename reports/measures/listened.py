"""How much somebody who hears the page has to listen to. Defined for the screen reader's mode alone."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import COUNT, measure


@measure("listened", reads=[Action], unit=COUNT, speaks_of=lambda mode: mode == "screen-reader")
def listened(actions: DataFrame) -> Series:
    """Items heard by the best quick keys, per completed attempt."""
    return actions.groupby("attempt")["listened"].sum(min_count=1)
