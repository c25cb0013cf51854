"""Readings of days and weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from factcheck.lexicon.periods import word_class
from factcheck.mentions.periods_passage import Reading
from factcheck.mentions.periods_words import NOTHING, Captures, known, moved, unit_label
from factcheck.records.calendar import period_span, span_label

__all__ = ["DAYS"]


def day_of(c: Captures, month: int, day: int) -> tuple[date | None, bool]:
    """A day of a month and whether its year is in the words."""
    year = c.year() if c.says_year else c.passage.year_of(month, month, c.at)
    try:
        return (date(year, month, day) if year else None), c.full_year() is not None
    except ValueError:
        return None, False


def _day(c: Captures) -> Reading:
    day, complete = day_of(c, c.month(), int(c.word("day")))
    return Reading(day.isoformat(), complete) if day else NOTHING


def _day_number(c: Captures) -> Reading:
    day, _ = day_of(c, int(c.word("mm")), int(c.word("day")))
    return Reading(day.isoformat()) if day else NOTHING


def _days(c: Captures) -> Reading:
    month = c.month("month", "mname")
    first, complete = day_of(c, month, int(c.word("day")))
    last, _ = day_of(c, month, int(c.word("d2")))
    if first is None or last is None or last <= first:
        return NOTHING
    return Reading(f"{first.isoformat()}/{last.isoformat()}", complete)


def _first_days(c: Captures) -> Reading:
    first, complete = day_of(c, c.month(), 1)
    last, _ = day_of(c, c.month(), c.number("n")) if c.number("n") <= 31 else (None, False)
    if first is None or last is None:
        return NOTHING
    return Reading(span_label(first, last), complete)


def _days_across(c: Captures) -> Reading:
    months, days = (c.month("m1"), c.month("m2")), (int(c.word("day")), int(c.word("d2")))
    told = c.full_year("y2") or c.full_year()
    year = told or c.passage.year_of(months[1], months[1], c.at)
    if year is None:
        return NOTHING
    before = c.full_year() or (year - 1 if months[0] > months[1] else year)
    try:
        first, last = date(before, months[0], days[0]), date(year, months[1], days[1])
    except ValueError:
        return NOTHING
    if last <= first:
        return NOTHING
    return Reading(f"{first.isoformat()}/{last.isoformat()}", told is not None)


def _week_of_day(c: Captures) -> Reading:
    day, complete = day_of(c, c.month("month", "mname"), int(c.word("day", "d2")))
    if day is None:
        return NOTHING
    words = c.word("way")
    if words in {"ended", "ending", "to", "through"}:
        return Reading(span_label(day - timedelta(days=6), day), complete)
    if words == "of":
        return Reading(unit_label("W", day), complete)
    return Reading(span_label(day, day + timedelta(days=6)), complete)


def _days_rel_month(c: Captures) -> Reading:
    today = c.passage.published
    if today is None:
        return NOTHING
    first = moved("M", today.replace(day=1), c.step("now"))
    try:
        label = span_label(
            first.replace(day=int(c.word("day"))), first.replace(day=int(c.word("d2")))
        )
    except ValueError:
        return NOTHING
    return known(label)


def _weekday(c: Captures) -> Reading:
    """The latest such day at publication, or the full date beside it."""
    today = c.passage.published
    if c.word("day", "d2"):
        day, complete = day_of(c, c.month("month", "mname"), int(c.word("day", "d2")))
        return Reading(day.isoformat(), complete) if day else NOTHING
    if today is None:
        return NOTHING
    place = int(c.value("weekday"))
    if c.word("dth"):
        days = (today + timedelta(days=step) for step in range(-31, 32))
        fits = [d for d in days if d.weekday() == place and d.day == int(c.word("dth"))]
        return known(min(fits, key=lambda d: abs(d - today)).isoformat() if fits else None)
    return known((today - timedelta(days=(today.weekday() - place) % 7)).isoformat())


def _today(c: Captures) -> Reading:
    today = c.passage.published
    return known((today + timedelta(days=c.step("today"))).isoformat() if today else None)


def _rest(c: Captures) -> Reading:
    today = c.passage.published
    if today is None or c.unit() == "D":
        return NOTHING
    return known(span_label(today, period_span(unit_label(c.unit(), today))[1]))


def _weekend(c: Captures) -> Reading:
    today = c.passage.published
    if today is None:
        return NOTHING
    saturday = today + timedelta(days=5 - today.weekday() + 7 * c.step("now"))
    return known(span_label(saturday, saturday + timedelta(days=1)))


def _the_week(c: Captures) -> Reading:
    today = c.passage.published
    return known(unit_label("W", today) if today else None)


def _week_part(c: Captures) -> Reading:
    """The first three or the last four days of a week; from or to publication for this week."""
    today = c.passage.published
    if today is None:
        return NOTHING
    start, end = period_span(unit_label("W", today + timedelta(days=7 * c.step("now"))))
    late = c.word("part").startswith(("l", "e", "the e")) and not c.word("part").startswith("ear")
    middle = start + timedelta(days=3)
    if c.word("part").endswith("er"):
        return known(span_label(today, end) if late else span_label(start, today))
    return known(span_label(middle, end) if late else span_label(start, middle - timedelta(days=1)))


def _week_after(c: Captures) -> Reading:
    today = c.passage.published
    if today is None:
        return NOTHING
    start, end = period_span(unit_label("W", today + timedelta(days=14)))
    first = start + timedelta(days=5) if c.word("one") == "weekend" else start
    return known(span_label(first, end))


def _week_number(c: Captures) -> Reading:
    """A week of a year as ISO 8601 counts them."""
    year = c.full_year() or (c.passage.published.year if c.passage.published else None)
    try:
        return Reading(
            unit_label("W", date.fromisocalendar(year or 0, int(c.word("wk")), 1)),
            c.full_year() is not None,
        )
    except ValueError:
        return NOTHING


def _nth_week(c: Captures) -> Reading:
    year = c.year()
    if year is None:
        return NOTHING
    word = c.word("nth")
    last = date(year, 12, 28).isocalendar().week
    week = last if word in {"last", "final"} else int(word_class("ordinal")[word])
    return Reading(unit_label("W", date.fromisocalendar(year, week, 1)), c.full_year() is not None)


DAYS: dict[str, Callable[[Captures], Reading]] = {
    "day": _day,
    "day_number": _day_number,
    "days": _days,
    "first_days": _first_days,
    "days_across": _days_across,
    "week_of_day": _week_of_day,
    "days_rel_month": _days_rel_month,
    "weekday": _weekday,
    "today": _today,
    "rest": _rest,
    "weekend": _weekend,
    "the_week": _the_week,
    "week_part": _week_part,
    "week_after": _week_after,
    "week_number": _week_number,
    "nth_week": _nth_week,
}
"""Readings by the name that a row of periods.csv calls them by."""
