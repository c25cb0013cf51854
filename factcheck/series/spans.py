"""Figures of longer periods out of shorter ones, of months out of running totals, and per person.

A sum is only made where every part of the period is there; otherwise the figure is undefined and
its formula names what is lacking.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factcheck.records import Observation
from factcheck.records.calendar import period_span
from factcheck.series.derive import Derived, difference, mean, ratio, total
from factcheck.series.periods import freq_of, ordinal, period_label, shift

__all__ = ["mean_over", "per_person", "since_january", "sum_over", "within_year"]


def sum_over(history: Sequence[Observation], period: str) -> Derived:
    """Sum of the months, quarters or days of a longer period, in the unit of the series.

    Args:
        history: one series in one area, by time.
        period: label of a period or span ("2025", "2025-Q3", "2025-01/2025-08").

    Returns:
        Undefined where a part is lacking, has no value, or the parts do not tile the period.
    """
    return _over(history, period, "sum")


def mean_over(history: Sequence[Observation], period: str) -> Derived:
    """Mean of the months, quarters or days of a longer period, for rates and stocks."""
    return _over(history, period, "mean")


def since_january(history: Sequence[Observation], last: str) -> Derived:
    """Sum from the first month or quarter of a year to one of its own (year to date)."""
    made = sum_over(history, f"{_first_of_year(last)}/{last}")
    return replace(made, name="year_to_date")


def within_year(history: Sequence[Observation], period: str) -> Derived:
    """A month's or quarter's own value out of totals that run since January.

    The first one of a year is its own total.
    """
    held = {x.time_period: x for x in history}
    now, first = held.get(period), _first_of_year(period)
    before = shift(period, -1)
    if now is None or (period != first and (before is None or before not in held)):
        return _lacking("within_year", [period if now is None else str(before)])
    made = total([now]) if period == first else difference(now, held[str(before)])
    return replace(made, name="within_year")


def per_person(value: Observation, people: Observation) -> Derived:
    """A value over the population of the same area and period, in the unit of the value."""
    if (value.ref_area, value.time_period) != (people.ref_area, people.time_period):
        return _lacking("per_person", [f"population of {value.ref_area} in {value.time_period}"])
    return replace(ratio(value, people), name="per_person", unit="")


def _over(history: Sequence[Observation], period: str, name: str) -> Derived:
    held = {x.time_period: x for x in history}
    freq = next((f for x in history if (f := freq_of(x.time_period))), None)
    labels = _tiles(period, freq) if freq else []
    if not labels:
        return _lacking(name, [f"parts that make up {period}"])
    missing = [x for x in labels if x not in held or held[x].value is None]
    if missing:
        return _lacking(name, missing)
    parts = [held[x] for x in labels]
    return replace(total(parts) if name == "sum" else mean(parts), name=name)


def _tiles(period: str, freq: str) -> list[str]:
    """Labels of a frequency that make up a period exactly; empty where they do not."""
    start, end = period_span(period)
    inside = {"A": "{0:%Y}", "M": "{0:%Y-%m}", "D": "{0:%Y-%m-%d}"}.get(freq)
    if freq == "Q":
        ends = [f"{day.year}-Q{(day.month + 2) // 3}" for day in (start, end)]
    elif inside:
        ends = [inside.format(day) for day in (start, end)]
    else:
        return []
    first, last = ordinal(ends[0], freq), ordinal(ends[1], freq)
    if first is None or last is None:
        return []
    if period_span(ends[0])[0] != start or period_span(ends[1])[1] != end:
        return []
    return [period_label(place, freq) for place in range(first, last + 1)]


def _first_of_year(label: str) -> str:
    return f"{label[:4]}-Q1" if freq_of(label) == "Q" else f"{label[:4]}-01"


def _lacking(name: str, labels: Sequence[str]) -> Derived:
    some = ", ".join(labels[:5]) + (" …" if len(labels) > 5 else "")
    return Derived(name, None, None, None, "", (), f"lacks {some}")
