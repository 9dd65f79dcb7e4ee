"""How long a practised person needs by the keystroke-level model, without the system's waits."""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.klm import human_time_s
from reports.measure import SECONDS, measure


@measure("predicted-time", reads=[Action], unit=SECONDS)
def predicted_time(actions: DataFrame) -> Series:
    """Sum of the operators H, K, P, B and M, in seconds, per completed attempt."""
    return actions["operators"].map(human_time_s).groupby(actions["attempt"]).sum()
