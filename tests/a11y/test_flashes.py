"""Where a flash begins to be dangerous: WCAG 2.3.1's three in a second, and its area."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from a11y.check import Outcome
from a11y.checks import find_checks

FLASHES: Any = next(check for check in find_checks()[0] if check.id == "flashes").look
OF_THE_FILE = FLASHES.__globals__


@pytest.mark.parametrize(("a_second", "share"), [(3, 0.0), (4, 1.0)])
def test_three_flashes_in_a_second_are_none_too_many_and_four_are(a_second: int, share: float) -> None:
    light = np.array([[[float(n % 2)]] for n in range(4 * a_second)])  # each flash goes up and down
    seen, times = OF_THE_FILE["flashing"]([n / 2 / a_second + n * 1e-6 for n in range(len(light))], light)
    assert (seen, times) == (share, a_second if share else 0)


@pytest.mark.parametrize(("swing", "share"), [(0.09, 0.0), (0.11, 1.0)])
def test_a_flash_is_a_tenth_of_the_greatest_light_or_more(swing: float, share: float) -> None:
    light = np.array([[[0.5 + swing * (n % 2)]] for n in range(20)])
    assert OF_THE_FILE["flashing"]([n / 10 for n in range(20)], light)[0] == share


@pytest.mark.parametrize(("area", "verdict"), [(21_823, None), (21_824, "violation")])
def test_the_area_is_a_quarter_of_341_by_256(area: int, verdict: str | None) -> None:
    dark = np.zeros((200, 200, 3))
    light = dark.copy()
    light.reshape(-1, 3)[:area] = 255.0
    told: Outcome = OF_THE_FILE["_judged"]({"way": "div", "called": "Alarm", "times": 5}, light, dark)
    assert (told.verdict and told.verdict.value) == verdict
