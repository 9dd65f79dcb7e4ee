"""How many things the person has to do: clicks, fields filled, choices. Looking costs no action."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import COUNT, measure

_LOOKING = ("expect", "expect_no", "read")


@measure("actions", reads=[Action], unit=COUNT)
def actions(actions: DataFrame) -> Series:
    """Actions per completed attempt, those left out that only look."""
    return (~actions["verb"].isin(_LOOKING)).groupby(actions["attempt"]).sum()
