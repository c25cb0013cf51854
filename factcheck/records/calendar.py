"""Arithmetic on period labels: `2025`, `2025-H1`, `2025-Q3`, `2025-09`, `2025-09-30`, spans.

A span joins two labels with `/`: `2021/2025`, `2025-01/2025-09`. Both ends are inclusive. Pure
functions; nothing here knows of a text or of a table.

Source: ISO 8601 dates and intervals; SDMX time period formats for halves and quarters.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from factcheck.records.claims import Period

__all__ = [
    "Frequency",
    "join_labels",
    "make_period",
    "month_label",
    "period_frequency",
    "period_span",
    "shift_period",
    "span_label",
]

Frequency = Literal["A", "H", "Q", "M", "D"]

_PART = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<H>[12])|Q(?P<Q>[1-4])|(?P<M>\d\d)(?:-(?P<D>\d\d))?))?"
)
_MONTHS: dict[Frequency, int] = {"A": 12, "H": 6, "Q": 3, "M": 1}
"""Months in one period of a frequency."""


def month_label(year: int, month: int) -> str:
    """Label of a month, which may count on past the year's end (13 is next January)."""
    place = year * 12 + month - 1
    return f"{place // 12:04d}-{place % 12 + 1:02d}"


def _read(part: str) -> tuple[Frequency, int, int, int]:
    """Frequency, year, first month and day of a single period."""
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(f"{part!r} is no period")
    year = int(match["year"])
    if match["D"]:
        return "D", year, int(match["M"]), int(match["D"])
    if match["M"]:
        return "M", year, int(match["M"]), 1
    if match["Q"]:
        return "Q", year, int(match["Q"]) * 3 - 2, 1
    if match["H"]:
        return "H", year, int(match["H"]) * 6 - 5, 1
    return "A", year, 1, 1


def _bounds(part: str) -> tuple[date, date]:
    freq, year, month, day = _read(part)
    start = date(year, month, day)
    if freq == "D":
        return start, start
    last = month + _MONTHS[freq] - 1
    return start, date(year, last, monthrange(year, last)[1])


@lru_cache(maxsize=4096)
def period_span(label: str) -> tuple[date, date]:
    """First and last day of a period or span, both inclusive.

    Raises:
        ValueError: for a label of another form, or a span that ends before it starts.
    """
    first, _, second = label.partition("/")
    start, end = _bounds(first)
    if second:
        end = _bounds(second)[1]
    if end < start:
        raise ValueError(f"{label!r} ends before it starts")
    return start, end


def period_frequency(label: str) -> Frequency | None:
    """Frequency of a single period: year, half, quarter, month or day; None for a span.

    Raises:
        ValueError: for a label of another form.
    """
    return None if "/" in label else _read(label)[0]


def make_period(label: str, text: str = "") -> Period:
    """The period of a label, with its first and last day.

    Args:
        label: a period or a span.
        text: the words of the article that name it.

    Raises:
        ValueError: for a label of another form, or a day that no calendar has.
    """
    start, end = period_span(label)
    return Period(text=text, label=label, start=start, end=end)


@lru_cache(maxsize=4096)
def _shift_part(part: str, months: int) -> str:
    freq, year, month, day = _read(part)
    moved = month_label(year, month + months)
    to_year, to_month = int(moved[:4]), int(moved[5:])
    if freq == "D":
        return f"{moved}-{min(day, monthrange(to_year, to_month)[1]):02d}"
    if months % _MONTHS[freq]:
        raise ValueError(f"{part!r} cannot be shifted by {months} months")
    if freq == "A":
        return moved[:4]
    return moved if freq == "M" else f"{moved[:4]}-{freq}{(to_month - 1) // _MONTHS[freq] + 1}"


def shift_period(label: str, *, years: int = 0, quarters: int = 0, months: int = 0) -> str:
    """The same kind of period, earlier or later; both ends of a span move.

    A day past the end of the month it lands in becomes that month's last day.

    Raises:
        ValueError: where the step is no whole number of the label's own periods (a year by one
            month), or the label is of another form.
    """
    step = years * 12 + quarters * 3 + months
    return "/".join(_shift_part(part, step) for part in label.split("/"))


def join_labels(first: str, last: str) -> str:
    """One label for the stretch from the start of `first` to the end of `last`.

    Raises:
        ValueError: where that would end before it starts.
    """
    head, tail = first.partition("/")[0], last.rpartition("/")[2]
    if head == tail:
        return head
    label = f"{head}/{tail}"
    period_span(label)
    return label


def span_label(start: date, end: date) -> str:
    """The shortest label for a stretch of days: a calendar period where it is one.

    Whole months that make no calendar period give a span of months, others a span of days.

    Raises:
        ValueError: where `end` lies before `start`.
    """
    if start == end:
        return start.isoformat()
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        label = f"{start.isoformat()}/{end.isoformat()}"
        period_span(label)
        return label
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = (start.month - 1) % count == 0 if count in {1, 3, 6, 12} else False
    if whole and start.year == end.year:
        place = (start.month - 1) // count + 1
        form = {1: f"-{start.month:02d}", 3: f"-Q{place}", 6: f"-H{place}", 12: ""}[count]
        return f"{start.year:04d}{form}"
    if start.month == 1 and end.month == 12:
        return f"{start.year:04d}/{end.year:04d}"
    return join_labels(month_label(start.year, start.month), month_label(end.year, end.month))
