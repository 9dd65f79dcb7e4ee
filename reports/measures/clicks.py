"""How often the person has to press the pointer's button."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import COUNT, measure


@measure("clicks", reads=[Action], unit=COUNT)
def clicks(actions: DataFrame) -> Series:
    """Presses per completed attempt."""
    return actions.groupby("attempt")["clicks"].sum()
