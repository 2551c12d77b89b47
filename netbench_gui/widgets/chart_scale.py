"""The axes of a chart: round steps that grow when they must and never shrink during a run."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

ScaleKind = Literal["amount", "share", "explained"]

INTERVALS = 4
_STEPS = (1, 2, 4)
_LOWEST_DECADE, _DECADES = -12, 6


def round_step(least: float) -> float:
    """The smallest of 1, 2, 4 times a power of ten that is at least `least`."""
    if not 0 < least < math.inf:
        return 1.0
    power = math.floor(math.log10(least))
    for exponent in (power, power + 1):
        for step in _STEPS:
            # A hair of tolerance: 0.1 * 4 must not ask for more than 0.4.
            if step * 10.0**exponent >= least * (1 - 1e-9):
                return step * 10.0**exponent
    return 10.0 ** (power + 2)


@dataclass
class Scale:
    """The y axis of a chart.

    Attributes:
        kind: an amount starts at 0 and grows; a share is 0 to 1; what is explained is 0 to 1, or
            from -1 where a value is negative.
        logarithmic: whether equal distances are equal factors; `low` and `high` are then powers of
            ten, as exponents.
    """

    kind: ScaleKind = "amount"
    logarithmic: bool = False
    low: float = 0.0
    high: float = 1.0
    step: float = 0.25
    _empty: bool = True

    def reset(self) -> None:
        """Start anew, as for another run."""
        empty = (-2.0, 0.0, 1.0) if self.logarithmic else (0.0, 1.0, 0.25)
        self.low, self.high, self.step = empty
        self._empty = True

    def place(self, value: float) -> float | None:
        """Where a value stands on the axis, in the units of `low` and `high`; None: nowhere."""
        if not math.isfinite(value):
            return None
        if not self.logarithmic:
            return value
        return math.log10(value) if value > 0 else None

    def cover(self, least: float, most: float) -> None:
        """Grow until these two values are on the axis."""
        if self.logarithmic:
            self._cover_decades(least, most)
        elif self.kind == "explained":
            if least < 0:
                self.low, self.step = -1.0, 0.5
        elif self.kind == "amount":
            self._cover_amount(least, most)

    def ticks(self) -> list[float]:
        """The places of the grid lines, in the units of `low` and `high`."""
        count = round((self.high - self.low) / self.step)
        return [self.low + i * self.step for i in range(count + 1)]

    def _cover_amount(self, least: float, most: float) -> None:
        low, high = min(self.low, least), most if self._empty else max(self.high, most)
        if not self._empty and high <= self.high and low >= self.low:
            return
        self._empty = False
        step = round_step(max(high, -low) / INTERVALS)
        while math.ceil(high / step - 1e-9) + math.ceil(-low / step - 1e-9) > INTERVALS:
            step = round_step(step * 1.5)
        self.step, self.low = step, -step * math.ceil(-low / step - 1e-9)
        # All four intervals are used, so that the grid keeps its distances.
        self.high = self.low + INTERVALS * step

    def _cover_decades(self, least: float, most: float) -> None:
        high = math.ceil(math.log10(most) - 1e-9) if most > 0 else 0
        low = math.floor(math.log10(least) + 1e-9) if least > 0 else high - 1
        low = max(low, _LOWEST_DECADE)
        if not self._empty:
            low, high = min(low, int(self.low)), max(high, int(self.high))
        self._empty = False
        self.low, self.high = float(min(low, high - 1)), float(high)
        self.step = float(math.ceil((self.high - self.low) / _DECADES))
        self.low = self.high - self.step * math.ceil((self.high - self.low) / self.step)


def epoch_ticks(epochs: int) -> list[int]:
    """Round epochs to name on the x axis, the last one always among them."""
    least = max(epochs / 6, 1)
    power = 10 ** math.floor(math.log10(least))
    step = next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))
    ticks = list(range(0, epochs, int(step)))
    return [*ticks, epochs]
