"""How many keys the person has to press, Tab and arrows included."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import COUNT, measure


@measure("keystrokes", reads=[Action], unit=COUNT)
def keystrokes(actions: DataFrame) -> Series:
    """Keys per completed attempt."""
    return actions.groupby("attempt")["keystrokes"].sum()
