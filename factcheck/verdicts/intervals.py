"""Intervals: what a claim's figure covers, what a table's figure covers, how they lie.

A printed figure is an interval of half a step to either side. Overlap supports, a clear gap
refutes, what lies between does neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from factcheck.lexicon import load_rows
from factcheck.records import Quantity

__all__ = ["Fit", "Interval", "Said", "fit", "said_by", "tolerance"]

Fit = Literal["holds", "truncated", "rounded", "close", "apart"]

_FRACTION_STEP = Decimal("0.01")
_POINT = re.compile(r"[0-9][.,][0-9]{1,2}(?![0-9])")
"""A figure printed to a decimal: its zeros are digits that were measured."""
_MUCH = Decimal("0.4")
"""Share of a figure that is much of it, whatever digits it is printed with."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of numbers; None is no bound."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Interval) -> bool:
        """Whether the two share a number."""
        return self.gap(other) == 0

    def gap(self, other: Interval) -> Decimal:
        """Distance between the two, 0 where they meet."""
        if self.low is not None and other.high is not None and other.high < self.low:
            return self.low - other.high
        if self.high is not None and other.low is not None and other.low > self.high:
            return other.low - self.high
        return Decimal(0)


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim's figure covers.

    Args:
        exact: the values that give the printed figure when rounded, or that its comparator allows.
        truncated: the values that give it when digits are cut off.
        loose: the values a reader would still let pass (rounded to fewer digits than printed).
        step: weight of the last digit.
        approximate: whether a comparator widened it.
        zeros: by what all its trailing zeros, read as rounding, could move it.
    """

    exact: Interval
    truncated: Interval | None
    loose: Interval
    step: Decimal
    approximate: bool = False
    zeros: Decimal = Decimal(0)


@lru_cache(maxsize=1)
def _rows() -> dict[tuple[str, str], Decimal]:
    rows = load_rows("tolerances", ("name", "bound", "value", "kind", "example", "source"))
    return {(r["name"], r["bound"]): Decimal(r["value"]) for r in rows}


def tolerance(name: str, bound: str) -> Decimal:
    """A row of `tolerances.csv`.

    Args:
        name: comparator, or kind of figure for a revision band.
        bound: `below`, `above`, `far` (relative to the figure), `relative`, `absolute`.

    Returns:
        The tolerance, 0 where there is no such row.
    """
    return _rows().get((name, bound), Decimal(0))


def _step(value: Decimal, step: Decimal | None) -> Decimal:
    if step is not None and step > 0:
        return step
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def _coarse(value: Decimal, step: Decimal) -> Decimal:
    """The widest step that trailing zeros of a printed integer allow, within a part of it."""
    limit, wide = abs(value) * tolerance("zeros", "relative"), step
    while value and wide * 10 <= limit and value % (wide * 10) == 0:
        wide *= 10
    return wide


def _zeros(value: Decimal, step: Decimal) -> Decimal:
    """Half the weight of the last digit that is no zero, at most a small part of the figure."""
    if not value or value % step:
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    last = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else step
    return min(last / 2, abs(value) * tolerance("zeros", "far")) if last > step else Decimal(0)


def said_by(figure: Quantity, *, sign: int = 1, negated: bool = False) -> Said | None:
    """What a claim's figure covers.

    Args:
        figure: value, comparator and step of the claim.
        sign: -1 where the claim speaks of a fall or a deficit and the value is a magnitude.
        negated: whether the claim denies it ("did not exceed"): only for one-sided comparators.

    Returns:
        None where the figure has no value, or is negated and not one-sided.
    """
    if figure.comparator == "between" and figure.low is not None and figure.high is not None:
        step = _step(figure.high, figure.step)
        span = _turn(Interval(figure.low - step / 2, figure.high + step / 2), sign)
        return None if negated else Said(span, None, span, step, True)
    if figure.value is None:
        return None
    value, step = figure.value, _step(figure.value, figure.step)
    comparator: str = figure.comparator
    if value and not any(c.isdigit() for c in figure.text):
        step = abs(value) * tolerance("words", "relative")
        comparator = "approx" if comparator == "eq" else comparator
    if negated:
        turned = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "over": "le"}.get(comparator)
        if turned is None:
            return None
        comparator = turned
    return _said(value, step, comparator, sign, whole=not _POINT.search(figure.text))


def _said(value: Decimal, step: Decimal, comparator: str, sign: int, *, whole: bool) -> Said:
    half = step / 2
    if comparator == "eq":
        exact = Interval(value - half, value + half)
        wide = (_coarse(value, step) if whole else step) / 2
        cut = Interval(value, value + step) if value >= 0 else Interval(value - step, value)
        loose = Interval(value - wide, value + wide)
        return Said(
            _turn(exact, sign),
            _turn(cut, sign),
            _turn(loose, sign),
            step,
            zeros=_zeros(value, step) if whole else Decimal(0),
        )
    size = abs(value)
    below = size * tolerance(comparator, "below")
    above = size * tolerance(comparator, "above")
    if comparator in ("gt", "ge", "over"):
        low = value if comparator != "ge" else value - half
        exact = Interval(low, value + max(above, step))
        loose = Interval(value - half, None)
    elif comparator in ("lt", "le"):
        exact = Interval(value - max(below, step), value if comparator == "lt" else value + half)
        loose = Interval(None, value + half)
    else:
        exact = Interval(value - max(below, half), value + max(above, half))
        loose = exact
    return Said(_turn(exact, sign), None, _turn(loose, sign), step, True)


def _turn(interval: Interval, sign: int) -> Interval:
    if sign >= 0:
        return interval
    low = None if interval.high is None else -interval.high
    high = None if interval.low is None else -interval.low
    return Interval(low, high)


def _tells(said: Said, table: Interval) -> bool:
    """Whether the table is fine enough: its middle lies in the claim, or it is hardly wider."""
    wide, claimed = _width(table), _width(said.exact)
    if wide is None or claimed is None or wide <= 2 * claimed:
        return True
    if table.low is None or table.high is None:
        return True
    middle = (table.low + table.high) / 2
    return said.exact.meets(Interval(middle, middle))


def _width(interval: Interval) -> Decimal | None:
    if interval.low is None or interval.high is None:
        return None
    return interval.high - interval.low


def fit(said: Said, table: Interval, band: Decimal = Decimal(0)) -> Fit:
    """How a claim's figure lies to the table's.

    Args:
        said: what the claim covers.
        table: what the table covers, its own rounding in it.
        band: by how much the table's figure may have been revised since the claim was written.

    Returns:
        `holds`, `truncated`, `rounded` (support), `apart` (a gap of about a full step and more
        than the band), else `close`.
    """
    if said.exact.meets(table):
        return "holds" if _tells(said, table) else "close"
    if said.truncated is not None and said.truncated.meets(table):
        return "truncated"
    if not said.approximate and said.loose.meets(table):
        return "rounded"
    gap = said.loose.gap(table)
    return "apart" if gap > max(_needed(said), band) else "close"


def _needed(said: Said) -> Decimal:
    """The gap that tells two figures apart: a full step, less where a step is much of the figure.

    "2 billion" is printed to a step of one billion, yet 0.6 billion is not near it.
    """
    if said.approximate:
        return said.step / 2
    low, high = said.exact.low, said.exact.high
    middle = abs(low + high) / 2 if low is not None and high is not None else Decimal(0)
    needed = min(said.step, middle * _MUCH) if middle >= said.step else said.step
    return max(needed, said.zeros)
