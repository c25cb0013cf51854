"""Intervals of exact decimals: what a printed figure allows the true value to be.

Bounds are rounded outwards at 40 digits, so an interval never loses a value it should hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from factcheck.records import Observation

__all__ = ["Interval", "interval_of"]

_DOWN = Context(prec=40, rounding=ROUND_FLOOR)
_UP = Context(prec=40, rounding=ROUND_CEILING)

_Operation = Callable[[Context, Decimal, Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, value: Decimal, step: Decimal) -> Interval:
        """What a figure with a last digit of weight `step` may stand for."""
        return cls(value - step / 2, value + step / 2)

    @classmethod
    def exactly(cls, value: Decimal | int) -> Interval:
        """One value."""
        return cls(Decimal(value), Decimal(value))

    def __add__(self, other: Interval) -> Interval:
        return Interval(_DOWN.add(self.low, other.low), _UP.add(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        return Interval(_DOWN.subtract(self.low, other.high), _UP.subtract(self.high, other.low))

    def __mul__(self, other: Interval) -> Interval:
        return self._corners(other, Context.multiply)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient.

        Raises:
            ZeroDivisionError: where the divisor may be zero.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        return self._corners(other, Context.divide)

    def _corners(self, other: Interval, operation: _Operation) -> Interval:
        pairs = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        low = min(operation(_DOWN, a, b) for a, b in pairs)
        return Interval(low, max(operation(_UP, a, b) for a, b in pairs))

    def root(self, degree: int) -> Interval:
        """The `degree`-th root of positive values."""
        power = Decimal(1) / Decimal(degree)
        slack = Decimal("1e-24")  # ln and exp are correct to the digit, 1/degree is not
        low = _DOWN.power(self.low, power)
        high = _UP.power(self.high, power)
        return Interval(low - abs(low) * slack, high + abs(high) * slack)

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def overlaps(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def is_above(self, other: Interval) -> bool:
        """Whether this one lies above the other; they may touch, since rounding keeps order."""
        return self.low >= other.high and (self.low, self.high) != (other.low, other.high)

    def widened(self, by: Decimal) -> Interval:
        """The interval with `by` added at both ends."""
        return Interval(self.low - by, self.high + by)


def interval_of(observation: Observation, *, coarse: bool = False) -> Interval:
    """What the true value behind an observation may be.

    Args:
        observation: with a value.
        coarse: whether zeros at the end of an integer may be padding.

    Raises:
        ValueError: where the value is missing.
    """
    if observation.value is None:
        where = f"{observation.series} {observation.ref_area} {observation.time_period}"
        raise ValueError(f"no value: {where}")
    step = observation.coarse_step if coarse else observation.step
    return Interval.around(observation.value, step)
