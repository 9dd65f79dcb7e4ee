"""How many pages the person has to go through."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import COUNT, measure


@measure("pages", reads=[Action], unit=COUNT)
def pages(actions: DataFrame) -> Series:
    """Documents loaded per completed attempt."""
    return actions.groupby("attempt")["pages"].sum()
