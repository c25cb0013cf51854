"""Readings of words that lean on the period a passage speaks of ("a year earlier")."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.lexicon.periods import word_class
from factcheck.mentions.periods_passage import Reading
from factcheck.mentions.periods_relative import stretch
from factcheck.mentions.periods_words import (
    NOTHING,
    UNIT_MONTHS,
    Captures,
    known,
    months_label,
    moved,
    unit_label,
)
from factcheck.records.calendar import (
    join_labels,
    month_label,
    period_frequency,
    period_span,
    shift_period,
)

__all__ = ["LEANING"]

_BASIS = {"A": "yoy", "Q": "qoq", "M": "mom"}


def _then(c: Captures) -> Reading:
    return _beside_current(c, c.unit(), int(c.value("then")))


def _unit_before(c: Captures) -> Reading:
    return _beside_current(c, c.unit("one"), c.step("side"))


def _beside_current(c: Captures, unit: str, step: int) -> Reading:
    """The unit `step` units from the one the passage speaks of."""
    current = c.passage.current(c.at, None if unit == "A" else unit)
    day = c.passage.published if current is None else period_span(current)[1]
    if day is None:
        return NOTHING
    if (
        current
        and step
        and UNIT_MONTHS.get(unit) == 12
        and period_frequency(current) in {"Q", "M", "H"}
    ):
        return Reading(shift_period(current, years=step), False, "yoy")
    basis = _BASIS.get(unit, "") if step == -1 else ""
    anchor = day.replace(day=1) if unit in UNIT_MONTHS else day
    return known(unit_label(unit, moved(unit, anchor, step)), basis)


def _one_earlier(c: Captures) -> Reading:
    """A unit before the current period; a year before a month or a span is its own twin."""
    unit, step = c.unit("one"), c.step("side")
    current = c.passage.current(c.at)
    basis = _BASIS.get(unit, "") if step == -1 else ""
    if unit in {"A", "10A"} and current is not None:
        return known(shift_period(current, years=step * UNIT_MONTHS[unit] // 12), basis)
    if unit == "10A" and c.passage.published is not None:
        return Reading(str(c.passage.published.year + step * 10), False, basis)
    if current is None and c.passage.published is None:
        return Reading(None, False, basis)
    found = _beside_current(c, unit, step)
    return Reading(found.label, False, basis)


def _n_earlier(c: Captures) -> Reading:
    step = c.step("side") * c.number("n")
    unit, current, today = c.unit("units"), c.passage.current(c.at), c.passage.published
    day = period_span(current)[1] if current else today
    if day is None or abs(step) > 500:
        return NOTHING
    months = step * UNIT_MONTHS.get(unit, 1)
    if current and unit in {"A", "10A", "M"} and months % 12 == 0:
        return known(shift_period(current, years=months // 12))
    anchor = day.replace(day=1) if unit in UNIT_MONTHS else day
    return known(unit_label("A" if unit == "10A" else unit, moved(unit, anchor, step)))


def _year_ago(c: Captures) -> Reading:
    current = c.passage.current(c.at)
    return Reading(shift_period(current, years=-1) if current else None, False, "yoy", role="base")


def _same_last(c: Captures) -> Reading:
    """The twin of the current period, a year (or a month) before."""
    current, today = c.passage.current(c.at), c.passage.published
    if "month" in c.word("rel"):
        return _beside_current(c, "M", -1)
    if current is None:
        return Reading(None, False, "yoy")
    span = period_span(current)
    years = 1
    if c.word("rel") == "last year" and today is not None:
        years = span[1].year - today.year + 1
    return Reading(shift_period(current, years=-years) if years > 0 else None, False, "yoy")


def _same_year(c: Captures) -> Reading:
    current, year = c.passage.current(c.at), (c.full_year() or 0)
    if current is None or period_frequency(current) == "A":
        return Reading(str(year))
    return known(shift_period(current, years=year - period_span(current)[1].year))


def _same_period(c: Captures) -> Reading:
    return known(c.passage.current(c.at))


def _anaphor(c: Captures) -> Reading:
    current = c.passage.current(c.at)
    word = c.word("one")
    if word == "period":
        return known(current)
    unit = c.unit("one")
    current = c.passage.current(c.at, unit, ahead=False)
    if current is None:
        return NOTHING
    return known(unit_label(unit, period_span(current)[1]))


def _ordinal_more(c: Captures) -> Reading:
    """An ordinal alone ("in the second"), after a quarter or half of the same sentence."""
    start, _ = c.passage.sentence(c.at)
    told = c.passage.within(start, c.at)
    freq = period_frequency(told[-1].label) if told else None
    place = int(c.value("ordinal"))
    if freq == "Q" or (freq == "H" and place <= 2):
        return known(f"{told[-1].label[:4]}-{freq}{place}")
    return NOTHING


def _past_n(c: Captures) -> Reading:
    unit, count = c.unit("units"), c.number("n")
    current = c.passage.current(c.at)
    if c.word("side") in word_class("then") and current is not None and unit in UNIT_MONTHS:
        first = period_span(current)[0]
        months = count * UNIT_MONTHS[unit]
        if 0 < months <= 6000:
            return known(months_label(first.year, first.month - months, first.month - 1))
    return stretch(c, unit, count)


def _year_to_date(c: Captures) -> Reading:
    """January to the month the passage speaks of, or to the last that ended at publication."""
    today, current = c.passage.published, c.passage.current(c.at, "M")
    if today is None:
        return NOTHING
    last = today.month - 1 or 1
    if current and period_frequency(current) == "M" and current[:4] == f"{today.year}":
        last = int(current[5:])
    return known(join_labels(month_label(today.year, 1), month_label(today.year, last)))


def _full_year(c: Captures) -> Reading:
    """The year of the passage; early in a year the one that ended, else the one that runs."""
    current, today = c.passage.current(c.at), c.passage.published
    if current is not None:
        return known(f"{period_span(current)[1].year}")
    if today is None:
        return NOTHING
    return known(f"{today.year - (today.month <= _RESULTS_MONTH)}")


_RESULTS_MONTH = 4
"""Up to this month the figures of the year before are the news."""


def _next_alone(c: Captures) -> Reading:
    """The year after the one the sentence speaks of ("2% this year and 3% next")."""
    start, _ = c.passage.sentence(c.at)
    told = [p for p in c.passage.within(start, c.at) if period_frequency(p.label) == "A"]
    return known(shift_period(told[-1].label, years=1) if told else None)


LEANING: dict[str, Callable[[Captures], Reading]] = {
    "then": _then, "unit_before": _unit_before, "one_earlier": _one_earlier,
    "n_earlier": _n_earlier, "year_ago": _year_ago, "same_last": _same_last,
    "same_year": _same_year, "same_period": _same_period, "anaphor": _anaphor,
    "ordinal_more": _ordinal_more, "past_n": _past_n, "ytd": _year_to_date,
    "full_year": _full_year, "next_alone": _next_alone,
}  # fmt: skip
"""Readings by the name that a row of periods.csv calls them by."""
