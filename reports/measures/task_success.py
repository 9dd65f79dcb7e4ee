"""Did the person reach the goal? The share of attempts whose outcome was observed."""

from pandas import DataFrame, Series

from evidence.records import Attempt, Outcome
from reports.measure import SHARE, measure
from reports.model import Area


@measure("task-success", reads=[Attempt], unit=SHARE, area=Area.SUCCESS)
def task_success(attempts: DataFrame) -> Series:
    """True for each attempt that succeeded, of those that count: succeeded, failed, barrier."""
    return attempts.set_index("id")["outcome"] == Outcome.SUCCEEDED
