"""Exchange rates held in the archive: looked up, turned round, crossed, averaged.

A rate series has the unit `QUOTE/BASE` (`CNY/USD`: yuan a dollar). Whether it is an average of
the period or its end is read from its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from factcheck.records import Observation, Series
from factcheck.series.intervals import Interval, interval_of
from factcheck.series.periods import freq_of, ordinal, period_label

__all__ = ["Rate", "find_rate"]

_PIVOTS = ("USD", "EUR")
_END = re.compile(r"\bend[- ]of[- ](?:the[- ])?(?:period|year|quarter|month)\b|\blast fixing\b")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of one currency a unit of another was worth.

    Args:
        value: as printed, or worked out at 28 digits.
        bounds: what the last digits allow.
        observations: what it rests on.
        formula: how, where it was worked out; empty where it was looked up.
    """

    value: Decimal
    bounds: Interval
    observations: tuple[Observation, ...]
    formula: str = ""


class Rates(Protocol):
    """What is asked of an archive."""

    def series(self) -> list[Series]:
        """All series."""

    def areas(self, key: str) -> frozenset[str]:
        """Areas of a series."""

    def observation(self, key: str, area: str, period: str) -> Observation | None:
        """One value."""


def find_rate(
    archive: Rates, base: str, quote: str, period: str, *, kind: str = "average"
) -> Rate | None:
    """The rate of a period: as held, else turned round, else crossed over USD or EUR.

    Args:
        archive: where to look.
        base: ISO 4217 code of the currency that is priced.
        quote: ISO 4217 code of the currency it is priced in.
        period: label of a year, quarter, month or day, or of two months joined by `/`.
        kind: `average` or `end`.
    """
    if base == quote:
        return None
    direct = _either_way(archive, base, quote, period, kind)
    if direct is not None:
        return direct
    for pivot in _PIVOTS:
        if pivot in (base, quote):
            continue
        to = _either_way(archive, pivot, quote, period, kind)
        of = _either_way(archive, pivot, base, period, kind)
        if to is not None and of is not None:
            used = (*to.observations, *of.observations)
            formula = f"{to.value} / {of.value}"
            return Rate(to.value / of.value, to.bounds / of.bounds, used, formula)
    return None


def _either_way(archive: Rates, base: str, quote: str, period: str, kind: str) -> Rate | None:
    held = _held(archive, f"{quote}/{base}", period, kind)
    if held is not None:
        return held
    turned = _held(archive, f"{base}/{quote}", period, kind)
    if turned is None:
        return None
    bounds = Interval.exactly(1) / turned.bounds
    return Rate(1 / turned.value, bounds, turned.observations, f"1 / {turned.value}")


def _held(archive: Rates, unit: str, period: str, kind: str) -> Rate | None:
    """The rate of a unit, of the period itself or as the mean of its months."""
    found = [x for x in archive.series() if x.unit_measure == unit and x.measure == "level"]
    found = [x for x in found if bool(_END.search(_words(x))) == (kind == "end")]
    freq = freq_of(period)
    for series in found:
        if series.freq == freq:
            one = _value(archive, series.key, period)
            if one is not None and one.value is not None:
                return Rate(one.value, interval_of(one), (one,))
    months = _months(period)
    for series in found:
        if series.freq == "M" and months:
            several = [_value(archive, series.key, m) for m in months]
            if kind == "end":
                several = several[-1:]
            known = [x for x in several if x is not None and x.value is not None]
            if len(known) == len(several):
                return _mean(known)
    return None


def _words(series: Series) -> str:
    return f"{series.indicator} {series.description}".lower()


def _value(archive: Rates, key: str, period: str) -> Observation | None:
    for area in sorted(archive.areas(key)):
        found = archive.observation(key, area, period)
        if found is not None:
            return found
    return None


def _mean(parts: Sequence[Observation]) -> Rate:
    values = [x.value for x in parts if x.value is not None]
    bounds = interval_of(parts[0])
    for part in parts[1:]:
        bounds += interval_of(part)
    value = sum(values, Decimal(0)) / len(values)
    formula = f"({' + '.join(map(str, values))}) / {len(values)}" if len(values) > 1 else ""
    return Rate(value, bounds / Interval.exactly(len(values)), tuple(parts), formula)


def _months(period: str) -> list[str]:
    """The months of a year, quarter, half (`2025-H1`), or span (`2025-01/2025-09`)."""
    first, _, last = period.partition("/")
    if last:
        ends = ordinal(first, "M"), ordinal(last, "M")
    elif (place := ordinal(period, "A")) is not None:
        ends = place * 12, place * 12 + 11
    elif (place := ordinal(period, "Q")) is not None:
        ends = place * 3, place * 3 + 2
    elif re.fullmatch(r"\d{4}-H[12]", period):
        start = int(period[:4]) * 12 + 6 * (int(period[6]) - 1)
        ends = start, start + 5
    else:
        return []
    if ends[0] is None or ends[1] is None or not 0 <= ends[1] - ends[0] < 1200:
        return []
    return [period_label(x, "M") for x in range(ends[0], ends[1] + 1)]
