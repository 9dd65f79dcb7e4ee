"""How long a practised person needs by the keystroke-level model, without the system's waits.

The model knows nothing of listening, so it says nothing of somebody who hears the page.
"""

from pandas import DataFrame, Series

from evidence.records import Action
from reports.klm import Profile, movements_of, own_time_s
from reports.measure import SECONDS, measure


@measure("predicted-time", reads=[Action], unit=SECONDS, speaks_of=lambda mode: mode != "screen-reader")
def predicted_time(actions: DataFrame, *, profile: Profile) -> Series:
    """Sum of the operators H, K, P, B and M in seconds, per completed attempt, for the typist and age of the profile."""
    geometry = ("movements", "pointer_travel_px", "target_width_px", "target_height_px")
    times = [
        own_time_s(operators, movements_of(*where), profile)
        for operators, *where in zip(actions["operators"], *(actions[name] for name in geometry), strict=True)
    ]
    return Series(times, index=actions.index, dtype=float).groupby(actions["attempt"]).sum()
