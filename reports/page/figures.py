"""Writes figures the way a reader expects them: "97 %", "22 → 31 s", "41 s"; never more digits than are meant."""

from __future__ import annotations

from collections.abc import Sequence

from reports.estimate import Estimate
from reports.model import Difference, Judgement, Unit
from reports.words import Words

ARROW = " → "
NBSP = "\N{NO-BREAK SPACE}"
SIGNS = {Judgement.BETTER: "✓", Judgement.WORSE: "✗", Judgement.SAME: "=", Judgement.CANNOT_TELL: "?"}
_MOST_DECIMALS = 3
NONE = "–"
"""Stands for a figure that is not there; why it is not stands beside it in words."""


class Figures:
    """Figures in one language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def value(self, value: float | None, unit: Unit, *, with_unit: bool = True) -> str:
        """One figure, with its unit unless the column's head has it."""
        if value is None:
            return NONE
        if unit == Unit.SHARE:
            text = self.words.percent(value)
            return text if with_unit else text.removesuffix("%").rstrip()
        if unit == Unit.SECONDS:
            text = self._seconds(value, self._decimals([value]))
            return f"{text}{NBSP}s" if with_unit else text
        if unit == Unit.PIXELS:
            return f"{self.words.number(value)}{NBSP}px" if with_unit else self.words.number(value)
        if unit == Unit.SCORE:
            return self.words.number(value, 2)
        return self.words.number(value, 0 if float(value).is_integer() else 1)

    def both(self, values: Sequence[float | None], unit: Unit, *, with_unit: bool = True) -> str:
        """The same figure on several builds, in one breath: once if they are equal as written.

        Args:
            values: In the order of the builds.
            unit: Of all of them; written once, or not at all where the column's head has it.
            with_unit: Whether to write it.
        """
        if all(value is None for value in values):
            return NONE
        digits = self._decimals([value for value in values if value is not None])
        texts = [NONE if value is None else self._bare(value, unit, digits) for value in values]
        suffix = self._suffix(unit) if with_unit else ""
        return (texts[0] if len(set(texts)) == 1 else ARROW.join(texts)) + suffix

    def equal(self, before: Estimate, after: Estimate, unit: Unit) -> bool:
        """Whether two figures read the same."""
        return ARROW not in self.both([before.value, after.value], unit)

    def interval(self, estimate: Estimate, unit: Unit) -> str:
        """The 95 % interval, such as "81 to 100 %"; empty where there is none."""
        if estimate.low is None or estimate.high is None:
            return ""
        low, high = self.value(estimate.low, unit, with_unit=False), self.value(estimate.high, unit)
        return self.words.say("interval", low=low, high=high)

    def change(self, difference: Difference, unit: Unit) -> str:
        """How much more or less, in the measure's own unit, with a sign."""
        if difference.amount is None:
            return NONE
        if unit == Unit.SHARE:
            return self.words.say("points", points=self._signed(difference.amount * 100, 0))
        suffix = self._suffix(unit)
        digits = self._decimals([difference.amount]) if unit == Unit.SECONDS else 2 if unit == Unit.SCORE else 0
        if unit == Unit.COUNT and not float(difference.amount).is_integer():
            digits = 1
        return self._signed(difference.amount, digits) + suffix

    def _suffix(self, unit: Unit) -> str:
        if unit == Unit.SHARE:
            return self.words.percent(0).removeprefix("0")
        return {Unit.SECONDS: f"{NBSP}s", Unit.PIXELS: f"{NBSP}px"}.get(unit, "")

    def _signed(self, value: float, digits: int) -> str:
        text = self.words.number(value, digits)
        return f"+{text}" if round(value, digits) > 0 else text

    def _bare(self, value: float, unit: Unit, digits: int) -> str:
        if unit == Unit.SHARE:
            return self.words.number(value * 100)
        if unit == Unit.SECONDS:
            return self._seconds(value, digits)
        if unit == Unit.SCORE:
            return self.words.number(value, 2)
        return self.words.number(value, 0 if float(value).is_integer() else 1)

    def _seconds(self, value: float, digits: int) -> str:
        """With more digits where the last one alone would tell it, or none."""
        while 0 < abs(value) < 10**-digits and digits < _MOST_DECIMALS:
            digits += 1
        return self.words.number(value, digits)

    @staticmethod
    def _decimals(values: Sequence[float]) -> int:
        """Seconds: whole from ten on, tenths from one, hundredths below, by the greatest of the figures."""
        greatest = max((abs(value) for value in values), default=0)
        return 0 if greatest >= 20 else 1 if greatest >= 1 else 2
