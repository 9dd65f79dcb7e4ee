"""How far the pointer has to travel. Shown, not judged: the time it takes is part of the predicted time."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import PIXELS, measure


@measure("pointer-travel", reads=[Action], unit=PIXELS, judged=False)
def pointer_travel(actions: DataFrame) -> Series:
    """Pixels per completed attempt."""
    return actions.groupby("attempt")["pointer_travel_px"].sum()
