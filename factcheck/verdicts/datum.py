"""A figure out of the tables: exact, with its rounding, its cells and how it came about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from factcheck.records import Observation
from factcheck.verdicts.intervals import Interval
from factcheck.verdicts.units import factor_between

__all__ = ["HUNDRED", "Datum", "combine", "growth_between", "in_unit", "put_together", "shown"]

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Datum:
    """A figure out of the tables.

    Args:
        value: the figure, in `unit`.
        low, high: what rounding in the tables leaves open.
        unit: canonical unit code.
        cells: the observations it rests on.
        formula: how it came out of them, with the figures in it.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    cells: tuple[Observation, ...]
    formula: str

    @property
    def interval(self) -> Interval:
        """What rounding leaves open."""
        return Interval(self.low, self.high)

    def scaled(self, factor: Decimal, unit: str, formula: str) -> Datum:
        """The figure times a factor, in another unit."""
        ends = sorted((self.low * factor, self.high * factor))
        return Datum(self.value * factor, ends[0], ends[1], unit, self.cells, formula)


def show(value: Decimal) -> str:
    """A figure for a formula: at most eight significant digits, thousands parted."""
    rounded = Decimal(f"{value:.8g}")
    return f"{rounded:,f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:,f}"


def shown(datum: Datum) -> str:
    """A figure as part of a larger formula: what it came out of, in brackets where it did."""
    plain = datum.formula.replace(",", "").replace(".", "").lstrip("-").isdigit()
    return datum.formula if plain else f"({datum.formula})"


def combine(
    a: Datum, b: Datum, by: Callable[[Decimal, Decimal], Decimal], unit: str, formula: str
) -> Datum | None:
    """Two figures under an operation that is monotone in each; None where it has no value."""
    try:
        ends = [by(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        value = by(a.value, b.value)
    except (ArithmeticError, ValueError):
        return None
    if b.low < 0 < b.high and by(Decimal(1), Decimal(2)) == Decimal("0.5"):
        return None
    cells = a.cells + tuple(c for c in b.cells if c not in a.cells)
    return Datum(value, min(ends), max(ends), unit, cells, formula)


def growth_between(new: Datum, old: Datum) -> Datum | None:
    """Growth from one figure to another, in percent; None where the old one is not positive."""
    if old.low <= 0:
        return None
    formula = f"({shown(new)} / {shown(old)} - 1) × 100"
    return combine(new, old, lambda x, y: (x / y - 1) * HUNDRED, "percent", formula)


def put_together(parts: list[Datum], how: str) -> Datum:
    """Sum or mean of several figures of one unit.

    Args:
        parts: the figures.
        how: `sum`, else the mean.
    """
    by = Decimal(1) if how == "sum" else Decimal(len(parts))
    cells = tuple(c for p in parts for c in p.cells)
    inner = " + ".join(shown(p) for p in parts[:12])
    formula = inner if how == "sum" else f"({inner}) / {len(parts)}"
    return Datum(
        sum((p.value for p in parts), Decimal(0)) / by,
        sum((p.low for p in parts), Decimal(0)) / by,
        sum((p.high for p in parts), Decimal(0)) / by,
        parts[0].unit,
        cells,
        formula,
    )


def in_unit(datum: Datum, unit: str) -> Datum | None:
    """The figure in another unit of the same kind, None where there is no fixed factor."""
    if datum.unit == unit:
        return datum
    factor = factor_between(datum.unit, unit)
    if factor is None:
        return None
    return datum.scaled(factor, unit, f"{datum.formula} × {factor.normalize():f}")
