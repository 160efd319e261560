"""Scales of a plot: values to percent of a track, with round marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

TICKS = 5  # wished for: more would touch each other on a phone
_FEWEST = 3  # marks of a logarithmic axis that show that it is one; a linear one needs one less
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MARGIN = 0.06  # of the range, kept free on either side
_NARROWEST = 0.05  # range of an axis of scores: a tiny difference is not to fill the page
_SEVERAL = 20.0  # times from the quickest to the slowest beyond which an axis of times is logarithmic
_QUICKEST = 1e-6  # seconds: nothing takes less, and a logarithm needs more than 0
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis, in percent."""

    at: float
    label: str


def round_time(seconds: float) -> str:
    """Return a round time: 0, 30 ms, 1 s."""
    return "0" if seconds <= 0 else (f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.3g} s")


class Axis:
    """Places values in percent of a track, on a linear or a logarithmic scale."""

    def __init__(self, low: float, high: float, *, logarithmic: bool = False) -> None:
        self._log = logarithmic
        self._low, self._high = (math.log10(low), math.log10(high)) if logarithmic else (low, high)

    def at(self, value: float) -> float:
        """Return the place of a value; what lies off the axis is placed at its end."""
        place = math.log10(max(value, _QUICKEST)) if self._log else value
        return round(min(100.0, max(0.0, 100 * (place - self._low) / (self._high - self._low))), 2)

    def ticks(self, written: Callable[[float], str] | None = None, wished: int = TICKS) -> tuple[Tick, ...]:
        """Return round values on the axis, written with as many decimals as the longest of them needs."""
        values = self._powers() if self._log else self._steps(wished)
        decimals = max((len(f"{round(value, 6):g}".partition(".")[2]) for value in values), default=0)
        return tuple(
            Tick(self.at(value), written(value) if written else f"{value:.{decimals}f}".replace("-", "−"))
            for value in values
        )

    def _powers(self) -> list[float]:
        powers = range(math.floor(self._low), math.ceil(self._high) + 1)
        for factors in ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0)):
            found = [factor * 10.0**power for power in powers for factor in factors]
            found = [value for value in found if self._low <= math.log10(value) <= self._high]
            if len(found) >= _FEWEST:
                break
        return found

    def _steps(self, wished: int) -> list[float]:
        found: list[float] = []
        while len(found) < _FEWEST - 1:
            step = _step((self._high - self._low) / wished)
            first = math.ceil(self._low / step - _ROUNDING)
            found = [n * step for n in range(first, math.floor(self._high / step + _ROUNDING) + 1)]
            wished += 1
        return found


def around(values: Iterable[float]) -> Axis:
    """Return an axis of scores, on which the values fill most of the track."""
    found = list(values) or [0.0, 1.0]
    low, high = min(found), max(found)
    if high - low < _NARROWEST:
        low, high = (low + high - _NARROWEST) / 2, (low + high + _NARROWEST) / 2
    if found and 0 <= min(found) and max(found) <= 1:  # shares: there is nothing below 0 or above 1
        low, high = (0.0, high - low) if low < 0 else (low - max(0.0, high - 1), min(high, 1.0))
    margin = _MARGIN * (high - low)
    return Axis(low - margin, high + margin)


def of_times(quickest: float, slowest: float) -> Axis:
    """Return an axis of times: from 0, or logarithmic where they differ many times over."""
    quickest, slowest = max(quickest, _QUICKEST), max(slowest, _QUICKEST)
    if slowest / quickest > _SEVERAL:
        return Axis(quickest * (1 - 3 * _MARGIN), slowest * (1 + 3 * _MARGIN), logarithmic=True)
    return Axis(0.0, slowest * (1 + _MARGIN))


def _step(raw: float) -> float:
    """Return the round number next above."""
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in _STEPS if step * power >= raw * (1 - _ROUNDING))
