"""Which periods of a series make up the period of a claim."""

from __future__ import annotations

from datetime import date, timedelta

from factcheck.records import Series
from factcheck.records.calendar import period_span, span_label

__all__ = ["labels_for"]


def labels_for(series: Series, label: str) -> tuple[list[str], str] | None:
    """The periods of a series that make up a period of a claim, and how they are put together.

    Returns:
        Labels and `single`, `sum` or `mean`; None where they do not tile it or where putting them
        together has no meaning.
    """
    try:
        start, end = period_span(label)
    except ValueError:
        return None
    if series.ytd:
        if (start.month, start.day) != (1, 1) or start.year != end.year:
            return None
        last = span_label(date(end.year, end.month, 1), end)
        return ([last], "single") if len(last) == 7 else None
    tiles = _tiles(series.freq, start, end)
    if tiles is None:
        return None
    if len(tiles) == 1:
        return tiles, "single"
    how = _how(series)
    return (tiles, how) if how and len(tiles) <= 12 and start.year == end.year else None


def _tiles(freq: str, start: date, end: date) -> list[str] | None:
    months = {"A": 12, "Q": 3, "M": 1}.get(freq)
    if months is None:
        return [start.isoformat()] if start == end else None
    found, at = [], start
    while at <= end:
        if at.day != 1 or (at.month - 1) % months:
            return None
        place = at.year * 12 + at.month - 1 + months
        after = date(place // 12, place % 12 + 1, 1)
        found.append(span_label(at, after - timedelta(days=1)))
        at = after
    return found if at == end + timedelta(days=1) else None


def _how(series: Series) -> str | None:
    if series.measure == "index" or (series.measure == "level" and "/" in series.unit_measure):
        return "mean"
    if series.measure == "level" and series.unit_measure == "percent":
        return "mean"
    if series.measure == "level" and series.price_basis == "current":
        return "sum"
    return None
