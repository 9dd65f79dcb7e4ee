"""How far the page has to be scrolled. Shown, not judged: it follows from the window's size."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.measure import PIXELS, measure


@measure("scrolled", reads=[Action], unit=PIXELS, judged=False)
def scrolled(actions: DataFrame) -> Series:
    """Pixels per completed attempt."""
    return actions.groupby("attempt")["scrolled_px"].sum()
