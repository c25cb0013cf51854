"""Figures made of observations: growth, difference, ratio, share, sum, mean, rank.

Each result holds its value, the bounds that the last digits of the table allow, the observations
used and a formula in plain arithmetic (`+ - * / **`), so that anyone can work it out again.
Growth is in percent, a difference in the unit of the series, a ratio without unit.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from factcheck.records import Observation
from factcheck.series.intervals import Interval, interval_of

__all__ = [
    "Derived",
    "average_growth",
    "difference",
    "figure",
    "growth",
    "mean",
    "rank",
    "ratio",
    "share",
    "total",
]

_PERCENT = Interval.exactly(100)
_ONE = Interval.exactly(1)


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure made of observations.

    Args:
        name: what was done (`growth`, `rank`, …).
        value: the result; None where it is not defined.
        low: least value that the last digits of the table allow.
        high: greatest such value.
        unit: `percent`, `percentage_point`, `ratio`, `rank`, `count`, or "" for the unit of the
            series.
        observations: what it was made of, in the order of the formula.
        formula: how, with the figures.
        notes: what a reader has to know (gaps, ties, missing values).
    """

    name: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    observations: tuple[Observation, ...]
    formula: str
    notes: tuple[str, ...] = ()

    @property
    def interval(self) -> Interval | None:
        """Bounds as an interval; None where the figure is not defined."""
        return None if self.low is None or self.high is None else Interval(self.low, self.high)


def figure(value: Decimal) -> str:
    """A decimal as formulas print it: no exponent, no zeros at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal) -> Decimal:
    """Ten significant digits, for the value that a formula shows."""
    return +value if value == 0 else value.quantize(Decimal(1).scaleb(value.adjusted() - 9))


def _undefined(name: str, unit: str, used: Sequence[Observation], why: str) -> Derived:
    return Derived(name, None, None, None, unit, tuple(used), why)


def _values(used: Sequence[Observation]) -> list[Decimal] | None:
    values = [x.value for x in used if x.value is not None]
    return values if len(values) == len(used) else None


def _made(
    name: str,
    unit: str,
    used: Sequence[Observation],
    result: tuple[Decimal, Interval, str],
) -> Derived:
    value, bounds, formula = result
    shown = figure(_rounded(value))
    return Derived(name, value, bounds.low, bounds.high, unit, tuple(used), f"{formula} = {shown}")


def growth(now: Observation, before: Observation, *, coarse: bool = False) -> Derived:
    """Change in percent of the earlier value.

    Args:
        now: later value.
        before: earlier value; growth on a value of zero or below is not defined.
        coarse: whether zeros at the end of an integer may be padding.
    """
    values = _values((now, before))
    if values is None:
        return _undefined("growth", "percent", (now, before), "a value is missing")
    base = interval_of(before, coarse=coarse)
    if base.low <= 0:
        return _undefined("growth", "percent", (now, before), "the base is not positive")
    bounds = (interval_of(now, coarse=coarse) / base - _ONE) * _PERCENT
    a, b = values
    formula = f"({figure(a)} / {figure(b)} - 1) * 100"
    return _made("growth", "percent", (now, before), ((a / b - 1) * 100, bounds, formula))


def average_growth(first: Observation, last: Observation, periods: int) -> Derived:
    """Average growth a period in percent, compounded.

    Args:
        first: value at the start.
        last: value at the end.
        periods: how many periods lie between the two, at least 1.
    """
    values = _values((last, first))
    if values is None:
        return _undefined("average_growth", "percent", (last, first), "a value is missing")
    low, high = interval_of(first), interval_of(last)
    if low.low <= 0 or high.low <= 0:
        return _undefined("average_growth", "percent", (last, first), "a value is not positive")
    bounds = ((high / low).root(periods) - _ONE) * _PERCENT
    a, b = values
    value = ((a / b) ** (Decimal(1) / periods) - 1) * 100
    formula = f"(({figure(a)} / {figure(b)}) ** (1 / {periods}) - 1) * 100"
    return _made("average_growth", "percent", (last, first), (value, bounds, formula))


def difference(now: Observation, before: Observation, *, coarse: bool = False) -> Derived:
    """The first value less the second, in the unit of the series."""
    values = _values((now, before))
    if values is None:
        return _undefined("difference", "", (now, before), "a value is missing")
    bounds = interval_of(now, coarse=coarse) - interval_of(before, coarse=coarse)
    a, b = values
    formula = f"{figure(a)} - {_signed(b)}"
    return _made("difference", "", (now, before), (a - b, bounds, formula))


def ratio(a: Observation, b: Observation, *, coarse: bool = False) -> Derived:
    """How many times the second value the first one is."""
    return _quotient("ratio", (a, b), "ratio", coarse=coarse)


def share(part: Observation, whole: Observation, *, coarse: bool = False) -> Derived:
    """The part in percent of the whole."""
    return _quotient("share", (part, whole), "percent", coarse=coarse)


def _quotient(
    name: str, used: tuple[Observation, Observation], unit: str, *, coarse: bool
) -> Derived:
    values = _values(used)
    if values is None:
        return _undefined(name, unit, used, "a value is missing")
    divisor = interval_of(used[1], coarse=coarse)
    if divisor.low <= 0 <= divisor.high:
        return _undefined(name, unit, used, "the divisor may be zero")
    bounds = interval_of(used[0], coarse=coarse) / divisor
    a, b = values
    formula = f"{figure(a)} / {_signed(b)}"
    if unit == "percent":
        return _made(name, unit, used, (a / b * 100, bounds * _PERCENT, f"{formula} * 100"))
    return _made(name, unit, used, (a / b, bounds, formula))


def _signed(value: Decimal) -> str:
    return f"({figure(value)})" if value < 0 else figure(value)


def total(parts: Sequence[Observation], *, coarse: bool = False) -> Derived:
    """Sum, in the unit of the series (of months or quarters, of areas, of parts)."""
    values = _values(parts)
    if not values:
        return _undefined("total", "", parts, "a value is missing")
    bounds = interval_of(parts[0], coarse=coarse)
    for part in parts[1:]:
        bounds += interval_of(part, coarse=coarse)
    formula = " + ".join(_signed(x) for x in values)
    return _made("total", "", parts, (sum(values, Decimal(0)), bounds, formula))


def mean(parts: Sequence[Observation]) -> Derived:
    """Arithmetic mean, in the unit of the series."""
    added = total(parts)
    if added.value is None or added.interval is None:
        return _undefined("mean", "", parts, added.formula)
    count = len(parts)
    formula = f"({added.formula.rpartition(' = ')[0]}) / {count}"
    bounds = added.interval / Interval.exactly(count)
    return _made("mean", "", parts, (added.value / count, bounds, formula))


def rank(
    section: Sequence[Observation],
    area: str,
    *,
    order: Literal["largest", "smallest"] = "largest",
    among: Container[str] | None = None,
) -> Derived:
    """Place of an area in one period, 1-based.

    Args:
        section: the values of all areas in the period.
        area: whose place.
        order: which end comes first.
        among: codes to count (leave out aggregates); None: all.

    Returns:
        The place; `low` and `high` are the best and the worst one that the last digits allow.
    """
    held = [x for x in section if among is None or x.ref_area in among or x.ref_area == area]
    known = [x for x in held if x.value is not None]
    own = next((x for x in known if x.ref_area == area), None)
    if own is None:
        return _undefined("rank", "rank", (), f"no value for {area}")
    sign = 1 if order == "largest" else -1
    others = [x for x in known if x.ref_area != area]
    ahead = [(d, x) for x in others if (d := sign * (_value(x) - _value(own))) > 0]
    best, worst = _places(own, others, sign)
    before = [x for _, x in sorted(ahead, key=lambda pair: (-pair[0], pair[1].ref_area))]
    shown = ", ".join(f"{x.ref_area} {figure(_value(x))}" for x in before[-5:])
    skipped = " …," if len(before) > 5 else ""
    said = f"ahead:{skipped} {shown}" if before else "none ahead"
    notes = []
    if len(known) < len(held):
        notes.append(f"{len(held) - len(known)} areas have no value")
    if ties := [x.ref_area for x in others if x.value == own.value]:
        notes.append(f"level with {', '.join(sorted(ties))}")
    place = Decimal(1 + len(before))
    formula = f"place {place} of {len(known)}: {area} {figure(_value(own))}; {said}"
    used = (own, *before[:3], *_next(others, before, sign))
    return Derived("rank", place, best, worst, "rank", used, formula, tuple(notes))


def _places(own: Observation, others: Sequence[Observation], sign: int) -> tuple[Decimal, Decimal]:
    """The best and the worst place that the last digits of all figures allow."""
    room: dict[Decimal, Decimal] = {}  # half of both last digits, by the weight of the other's
    surely = maybe = 0
    mine = _value(own)
    for x in others:
        half = room.get(x.step)
        if half is None:
            half = room[x.step] = (x.step + own.step) / 2
        gap = _value(x) - mine if sign > 0 else mine - _value(x)
        surely += gap > half
        maybe += gap >= -half
    return Decimal(1 + surely), Decimal(1 + maybe)


def _next(
    others: Sequence[Observation], before: Sequence[Observation], sign: int
) -> tuple[Observation, ...]:
    """The area that follows, as evidence beside those ahead."""
    ahead = {x.ref_area for x in before}
    after = [x for x in others if x.ref_area not in ahead]
    return (max(after, key=lambda x: sign * _value(x)),) if after else ()


def _value(observation: Observation) -> Decimal:
    return Decimal(0) if observation.value is None else observation.value
