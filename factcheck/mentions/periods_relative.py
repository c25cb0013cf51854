"""Readings of words that count from publication ("last month", "the past four years")."""

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
    month_label,
    span_label,
)

__all__ = ["RELATIVE", "stretch"]


def _now(c: Captures) -> Reading:
    today = c.passage.published
    if today is None:
        return NOTHING
    unit, step = c.unit(), c.step("now")
    anchor = today.replace(day=1) if unit in UNIT_MONTHS else today
    return known(unit_label(unit, moved(unit, anchor, step)))


def _past_one(c: Captures) -> Reading:
    return stretch(c, c.unit("one"), 1)


def _past_long(c: Captures) -> Reading:
    return stretch(c, "A", int(c.value("yearstep")))


def stretch(c: Captures, unit: str, count: int) -> Reading:
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
    "now": _now, "past_one": _past_one, "past_long": _past_long, "span_before": _span_before,
    "pre_event": _pre_event, "plan": _plan, "start_of_year": _start_of_year,
    "end_of_year": _end_of_year, "fiscal_rel": _fiscal_rel, "month_now": _month_now,
    "season_rel": _season_rel, "within": _within, "duration": _nothing, "unknown": _nothing,
    "none": _nothing,
}  # fmt: skip
"""Readings by the name that a row of periods.csv calls them by."""
