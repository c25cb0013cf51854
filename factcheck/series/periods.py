"""Periods of a table: labels, places on the calendar, distances.

A period of one frequency is an integer (its *ordinal*); successive periods have successive
ordinals, so a gap is a difference above one.

Source: SDMX time period formats (`2025`, `2025-Q3`, `2025-09`, `2025-W07`, `2025-09-30`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

__all__ = ["PER_YEAR", "bounds", "freq_of", "ordinal", "period_label", "shift", "year_before"]

PER_YEAR = {"A": 1, "Q": 4, "M": 12}
"""How many periods of a frequency make a year, where that is the same every year."""

_FORMS = {
    "A": re.compile(r"\d{4}"),
    "Q": re.compile(r"\d{4}-Q[1-4]"),
    "M": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"),
    "W": re.compile(r"\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])"),
    "D": re.compile(r"\d{4}-\d{2}-\d{2}"),
}


def freq_of(label: str) -> str | None:
    """Frequency that a label is written in, None where it is no single period."""
    return next((freq for freq, form in _FORMS.items() if form.fullmatch(label)), None)


def ordinal(label: str, freq: str) -> int | None:
    """Place of a period among those of its frequency; None where `label` is not of that form."""
    form = _FORMS.get(freq)
    if form is None or not form.fullmatch(label):
        return None
    year = int(label[:4])
    if freq == "A":
        return year
    if freq == "Q":
        return year * 4 + int(label[6]) - 1
    if freq == "M":
        return year * 12 + int(label[5:7]) - 1
    try:
        if freq == "D":
            return date.fromisoformat(label).toordinal()
        return (date.fromisocalendar(year, int(label[6:8]), 1).toordinal() - 1) // 7
    except ValueError:
        return None


def period_label(place: int, freq: str) -> str:
    """Label of the period at an ordinal: the inverse of `ordinal`."""
    if freq == "A":
        return f"{place:04d}"
    if freq == "Q":
        return f"{place // 4:04d}-Q{place % 4 + 1}"
    if freq == "M":
        return f"{place // 12:04d}-{place % 12 + 1:02d}"
    if freq == "D":
        return date.fromordinal(place).isoformat()
    year, week, _ = date.fromordinal(place * 7 + 1).isocalendar()
    return f"{year:04d}-W{week:02d}"


def bounds(label: str) -> tuple[date, date]:
    """First and last day of a period.

    Raises:
        ValueError: for a label that is no single period.
    """
    freq = freq_of(label)
    place = ordinal(label, freq) if freq else None
    if freq is None or place is None:
        raise ValueError(f"{label!r} is no period")
    if freq == "A":
        return date(place, 1, 1), date(place, 12, 31)
    if freq in ("Q", "M"):
        size = 12 // PER_YEAR[freq]
        first = place * size
        last = first + size - 1
        end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
        return date(first // 12, first % 12 + 1, 1), end
    start = date.fromordinal(place if freq == "D" else place * 7 + 1)
    return start, start + timedelta(days=0 if freq == "D" else 6)


def shift(label: str, by: int) -> str | None:
    """The period `by` steps later (earlier where negative), None for a label of no frequency."""
    freq = freq_of(label)
    place = ordinal(label, freq) if freq else None
    return None if freq is None or place is None else period_label(place + by, freq)


def year_before(label: str, years: int = 1) -> str | None:
    """The same period `years` earlier; None for weeks and days, which have no such twin."""
    freq = freq_of(label)
    return shift(label, -years * PER_YEAR[freq]) if freq in PER_YEAR else None
