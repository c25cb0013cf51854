"""Readings of words that lean on publication or on the passage ("last month", "a year earlier")."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from factcheck.lexicon.periods import word_class
from factcheck.mentions.periods_passage import Reading
from factcheck.mentions.periods_words import (
    NOTHING,
    UNIT_MONTHS,
    Captures,
    fiscal_start,
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
    span_label,
)

__all__ = ["RELATIVE"]

_BASIS = {"A": "yoy", "Q": "qoq", "M": "mom"}


def _now(c: Captures) -> Reading:
    today = c.passage.published
    if today is None:
        return NOTHING
    unit, step = c.unit(), c.step("now")
    anchor = today.replace(day=1) if unit in UNIT_MONTHS else today
    return known(unit_label(unit, moved(unit, anchor, step)))


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
    if unit == "A" and current is not None:
        return known(shift_period(current, years=step), basis)
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
    if current and unit in {"A", "10A"}:
        return known(shift_period(current, years=step * UNIT_MONTHS[unit] // 12))
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
    current = c.passage.current(c.at, unit)
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
    return _stretch(c, c.unit("units"), c.number("n"))


def _past_one(c: Captures) -> Reading:
    return _stretch(c, c.unit("one"), 1)


def _past_long(c: Captures) -> Reading:
    return _stretch(c, "A", int(c.value("yearstep")))


def _stretch(c: Captures, unit: str, count: int) -> Reading:
    """So many units back from, or on from, publication; years by their numbers."""
    today = c.passage.published
    if today is None or not 0 < count <= 500:
        return NOTHING
    behind = c.step("side") < 0
    if unit in {"A", "10A"} and (count > 1 or unit == "10A"):
        years = count * UNIT_MONTHS[unit] // 12
        ends = (today.year - years, today.year) if behind else (today.year, today.year + years)
        return known(f"{ends[0]}/{ends[1]}")
    if behind:
        return known(span_label(moved(unit, today, -count), today - timedelta(days=1)))
    return known(span_label(today + timedelta(days=1), moved(unit, today, count)))


def _span_before(c: Captures) -> Reading:
    """Years that end before an event or year ("the decade before …"), or with it ("to 2022")."""
    event = c.word("event")
    last = int(word_class("event")[event]) if event else (c.full_year() or 0)
    count = {"decade": 10, "year": 1}.get(c.word("span")) or c.number("n")
    last -= 0 if c.word("incl") else 1
    return Reading(f"{last - count + 1}/{last}" if count > 1 else str(last), complete=not event)


def _pre_event(c: Captures) -> Reading:
    year = c.value("event") if c.word("event") else c.value("prevent")
    return Reading(str(int(year) - 1), complete=False, role="base")


def _plan(c: Captures) -> Reading:
    """China's five-year plans since the sixth: the nth begins in 1951 + 5n."""
    first = 1951 + 5 * int(c.value("planth"))
    return Reading(f"{first}/{first + 4}")


def _year_to_date(c: Captures) -> Reading:
    today = c.passage.published
    if today is None:
        return NOTHING
    return known(join_labels(month_label(today.year, 1), month_label(today.year, today.month)))


def _which_year(c: Captures) -> int | None:
    today = c.passage.published
    return today.year + c.step("which") if today else None


def _start_of_year(c: Captures) -> Reading:
    year = _which_year(c)
    return known(f"{year}-01" if year else None)


def _end_of_year(c: Captures) -> Reading:
    year = _which_year(c)
    return known(str(year) if year else None, stock=True)


def _fiscal_rel(c: Captures) -> Reading:
    today, fiscal = c.passage.published, fiscal_start(c.passage)
    if today is None or fiscal is None:
        return NOTHING
    year = today.year - (today.month < fiscal.month)
    year += c.step("now")
    return known(months_label(year, fiscal.month, fiscal.month + 11))


def _month_now(c: Captures) -> Reading:
    today, month = c.passage.published, c.month("mname")
    if today is None:
        return NOTHING
    year, step = today.year, c.step("now")
    if step < 0 and month >= today.month:
        year -= 1
    if step > 0 and month <= today.month:
        year += 1
    return known(month_label(year, month))


def _season_rel(c: Captures) -> Reading:
    today = c.passage.published
    if today is None:
        return NOTHING
    first = int(word_class("season")[c.word("season")])
    year, step = today.year, c.step("now")
    if step < 0 and first + 2 >= today.month:
        year -= 1
    if step > 0 and first <= today.month:
        year += 1
    return known(f"{month_label(year, first)}/{month_label(year, first + 2)}")


def _within(c: Captures) -> Reading:
    today, count = c.passage.published, c.number("n")
    if today is None or count > 500:
        return NOTHING
    return known(span_label(today, moved(c.unit("units"), today, count)))


def _nothing(_: Captures) -> Reading:
    return NOTHING


RELATIVE: dict[str, Callable[[Captures], Reading]] = {
    "now": _now, "then": _then, "unit_before": _unit_before, "one_earlier": _one_earlier,
    "n_earlier": _n_earlier, "year_ago": _year_ago, "same_last": _same_last,
    "same_year": _same_year, "same_period": _same_period, "anaphor": _anaphor,
    "ordinal_more": _ordinal_more, "past_n": _past_n, "past_one": _past_one,
    "past_long": _past_long, "span_before": _span_before, "pre_event": _pre_event,
    "plan": _plan, "ytd": _year_to_date, "start_of_year": _start_of_year,
    "end_of_year": _end_of_year, "fiscal_rel": _fiscal_rel, "month_now": _month_now,
    "season_rel": _season_rel,

    "within": _within,
    "duration": _nothing,
    "unknown": _nothing, "none": _nothing,
}  # fmt: skip
"""Readings by the name that a row of periods.csv calls them by."""
