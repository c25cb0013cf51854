"""Readings of years, halves, quarters, months and days.

Each reading takes the captures of a match and gives its label; without a year of its own the
passage places it (periods_passage).
"""

from __future__ import annotations

from collections.abc import Callable

from factcheck.lexicon.periods import word_class
from factcheck.mentions.periods_passage import Reading
from factcheck.mentions.periods_words import (
    NOTHING,
    Captures,
    fiscal_start,
    months_label,
)
from factcheck.records.calendar import join_labels, month_label, period_span

__all__ = ["DATED"]


def _of_months(c: Captures, first: int, last: int, *, whole: bool = False) -> Reading:
    """Months of a year: calendar, or fiscal where the words say so."""
    complete = c.full_year() is not None
    year = c.year() if c.says_year else c.passage.year_of(first, last, c.at, whole=whole)
    if year is None:
        return NOTHING
    if c.word("fy", "fy2"):
        fiscal = fiscal_start(c.passage)
        if fiscal is None:
            return NOTHING
        year -= fiscal.named == "end"
        first, last = first + fiscal.month - 1, last + fiscal.month - 1
    return Reading(months_label(year, first, last), complete)


def _year(c: Captures) -> Reading:
    return Reading(str(c.full_year()))


def _year_start(c: Captures) -> Reading:
    return Reading(f"{c.full_year()}-01")


def _year_stock(c: Captures) -> Reading:
    return Reading(str(c.full_year()), stock=True)


def _year_december(c: Captures) -> Reading:
    return Reading(f"{c.full_year()}-12")


def _years(c: Captures) -> Reading:
    return Reading(join_labels(str(c.full_year()), c.word("y2")))


def _years_short(c: Captures) -> Reading:
    """Years ("2025-27", "1999-01"), or a month where they can be none ("2016-11")."""
    first, short = c.full_year() or 0, int(c.word("yy"))
    last = first // 100 * 100 + short
    if last < first:
        last += 100
    fiscal = fiscal_start(c.passage)
    if last == first + 1 and fiscal is not None and fiscal.hyphen:
        return Reading(months_label(first, fiscal.month, fiscal.month + 11))
    if 0 < last - first < 30:
        return Reading(f"{first}/{last}")
    return Reading(month_label(first, short)) if 1 <= short <= 12 else NOTHING


def _decade(c: Captures) -> Reading:
    first = int(c.word("decade"))
    return Reading(f"{first}/{first + 9}")


def _decade_short(c: Captures) -> Reading:
    first = 1900 + int(c.word("dd"))
    return Reading(f"{first}/{first + 9}", complete=False)


def _decade_words(c: Captures) -> Reading:
    century = word_class("century").get(c.word("century"), "1900")
    first = int(century) + int(word_class("tens")[c.word("tens")])
    return Reading(f"{first}/{first + 9}", complete=bool(c.word("century")))


def _decade_2000(_: Captures) -> Reading:
    return Reading("2000/2009")


def _century(c: Captures) -> Reading:
    first = (int(c.word("century")[:2]) - 1) * 100 + 1
    return Reading(f"{first}/{first + 99}")


def _fiscal(c: Captures) -> Reading:
    year, fiscal = c.full_year(), fiscal_start(c.passage)
    if year is None or fiscal is None:
        return NOTHING
    year -= fiscal.named == "end"
    return Reading(months_label(year, fiscal.month, fiscal.month + 11))


def _fiscal_pair(c: Captures) -> Reading:
    year, last = c.full_year("year", "ya"), int(c.word("yy")[-2:])
    if year is None or (year + 1) % 100 != last:
        return NOTHING
    fiscal = fiscal_start(c.passage)
    month = fiscal.month if fiscal else 4
    first = year if month > 1 else year + 1
    return Reading(months_label(first, month, month + 11), complete=fiscal is not None)


def _year_to(c: Captures) -> Reading:
    month = c.month("monthin")
    year = c.full_year() or c.passage.year_of(month, month, c.at)
    if year is None:
        return NOTHING
    return Reading(months_label(year - 1, month + 1, month + 12), c.full_year() is not None)


def _quarter_ended(c: Captures) -> Reading:
    """Three months by the month they end in: a company's quarters need not be the calendar's."""
    month = c.month("monthin")
    year = c.full_year() or c.passage.year_of(month, month, c.at)
    if year is None:
        return NOTHING
    return Reading(months_label(year, month - 2, month), c.full_year() is not None)


def _months_to(c: Captures) -> Reading:
    month, count = c.month("monthin"), c.number("n")
    year = c.full_year() or c.passage.year_of(month, month, c.at)
    if year is None or not 0 < count <= 120:
        return NOTHING
    return Reading(months_label(year, month - count + 1, month), c.full_year() is not None)


def _quarter(c: Captures) -> Reading:
    place = int(c.word("q") or c.value("ordinal"))
    if place > 4:
        return NOTHING
    return _of_months(c, place * 3 - 2, place * 3)


def _quarter_of_month(c: Captures) -> Reading:
    month = c.month("endmonth")
    return _of_months(c, month - 2, month) if month % 3 == 0 else NOTHING


def _quarters_pair(c: Captures) -> Reading:
    return Reading(_of_months(c, 4, 6).label, c.full_year() is not None, "qoq")


def _quarters_span(c: Captures) -> Reading:
    first, last = int(c.value("ordinal")), int(c.value("ordinal", "o2"))
    whole = _of_months(c, first * 3 - 2, last * 3)
    if whole.label is None or last <= first:
        return NOTHING
    year = whole.label[:4]
    return Reading(f"{year}-Q{first}/{year}-Q{last}", whole.complete)


def _half(c: Captures) -> Reading:
    place = int(c.word("h") or c.value("halfth"))
    return _of_months(c, place * 6 - 5, place * 6)


def _first_months(c: Captures) -> Reading:
    count = c.number("n")
    return _cumulative(c, count) if 0 < count <= 12 else NOTHING


def _first_quarters(c: Captures) -> Reading:
    return _cumulative(c, c.number("n") * 3)


def _cumulative(c: Captures, last: int) -> Reading:
    """January to a month, written out even where it makes a quarter or a half."""
    whole = _of_months(c, 1, last, whole=True)
    if whole.label is None:
        return whole
    start, end = period_span(whole.label)
    first, final = month_label(start.year, start.month), month_label(end.year, end.month)
    return Reading(join_labels(first, final), whole.complete)


def _last_months(c: Captures) -> Reading:
    count = c.number("n")
    return _of_months(c, 13 - count, 12) if 0 < count < 12 else NOTHING


def _months(c: Captures) -> Reading:
    first, last = c.month("m1"), c.month("m2")
    if first == last:
        return NOTHING
    if first < last:
        whole = _of_months(c, first, last, whole=True)
        year = int(whole.label[:4]) if whole.label else None
    else:
        whole = _of_months(c, last, last)
        year = int(whole.label[:4]) - 1 if whole.label else None
    if year is None:
        return NOTHING
    tail = last if first < last else last + 12
    return Reading(f"{month_label(year, first)}/{month_label(year, tail)}", whole.complete)


def _months_between(c: Captures) -> Reading:
    """Two months in a row are one step of a monthly figure; others are a span."""
    span = _months(c)
    if span.label is None or (c.month("m2") - c.month("m1")) % 12 != 1:
        return span
    return Reading(span.label.partition("/")[2], span.complete, "mom")


def _months_years(c: Captures) -> Reading:
    first = month_label(c.full_year() or 0, c.month("m1"))
    return Reading(join_labels(first, month_label(int(c.word("y2")), c.month("m2"))))


def _month(c: Captures) -> Reading:
    month = c.month()
    return _of_months(c, month, month)


def _month_stock(c: Captures) -> Reading:
    found = _month(c)
    return Reading(found.label, found.complete, stock=True)


def _month_number(c: Captures) -> Reading:
    return Reading(month_label(c.full_year() or 0, int(c.word("mm"))))


def _season(c: Captures) -> Reading:
    year = c.full_year()
    if year is None:
        return NOTHING
    first = int(word_class("season")[c.word("season")])
    return Reading(f"{month_label(year, first)}/{month_label(year, first + 2)}")


DATED: dict[str, Callable[[Captures], Reading]] = {
    "year": _year, "year_start": _year_start, "year_stock": _year_stock,
    "year_december": _year_december, "years": _years, "years_short": _years_short,
    "decade": _decade, "decade_short": _decade_short, "century": _century,
    "decade_words": _decade_words, "decade_2000": _decade_2000,
    "fiscal": _fiscal, "fiscal_pair": _fiscal_pair, "year_to": _year_to,
    "quarter_ended": _quarter_ended,
    "months_to": _months_to, "quarter": _quarter, "quarter_of_month": _quarter_of_month,
    "quarters_pair": _quarters_pair, "quarters_span": _quarters_span, "half": _half,
    "first_months": _first_months, "first_quarters": _first_quarters,
    "last_months": _last_months, "months": _months, "months_between": _months_between,
    "months_years": _months_years, "month": _month, "month_stock": _month_stock,
    "month_number": _month_number,
    "season": _season,
}  # fmt: skip
"""Readings by the name that a row of periods.csv calls them by."""
