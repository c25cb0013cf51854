"""Values at the prices of another period, by a price index that the tables hold.

Nothing is deflated unasked: the result names the index and its two periods.
"""

from __future__ import annotations

from decimal import Decimal

from factcheck.records import Observation
from factcheck.series.derive import Derived, figure
from factcheck.series.intervals import interval_of

__all__ = ["at_prices_of"]


def at_prices_of(value: Observation, index: Observation, base: Observation) -> Derived:
    """A value at the prices of another period, in the unit of the value.

    Args:
        value: at the prices of its own period.
        index: the price index of that period and area.
        base: the same index in the period whose prices are wanted.

    Returns:
        Undefined where a value is missing, the index is of another area, series or period, or
        may be zero; the formula says which.
    """
    used = (value, index, base)
    why = _why_not(value, index, base)
    own = interval_of(index) if index.value is not None else None
    if why or own is None or value.value is None or index.value is None or base.value is None:
        return Derived("deflated", None, None, None, "", used, why or "a value is missing")
    bounds = interval_of(value) / own * interval_of(base)
    result = value.value / index.value * base.value
    shown = figure(result.quantize(Decimal(1).scaleb(result.adjusted() - 9)) if result else result)
    formula = f"{figure(value.value)} / {figure(index.value)} * {figure(base.value)} = {shown}"
    note = f"at prices of {base.time_period}, by {base.series}"
    return Derived("deflated", result, bounds.low, bounds.high, "", used, formula, (note,))


def _why_not(value: Observation, index: Observation, base: Observation) -> str:
    if index.series != base.series:
        return f"{index.series} and {base.series} are two indices"
    if not value.ref_area == index.ref_area == base.ref_area:
        return f"an index of {index.ref_area} for a value of {value.ref_area}"
    if value.time_period != index.time_period:
        return f"an index of {index.time_period} for a value of {value.time_period}"
    if None in (value.value, index.value, base.value):
        return "a value is missing"
    span = interval_of(index)
    return "the index may be zero" if span.low <= 0 <= span.high else ""
