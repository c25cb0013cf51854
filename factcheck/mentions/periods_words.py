"""The captures of one match as numbers: years, months, counts, units."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import Literal, cast

from factcheck.lexicon.periods import FiscalYear, fiscal_years, period_value, word_class
from factcheck.mentions.periods_passage import Passage, Reading
from factcheck.records.calendar import month_label, period_span, span_label

__all__ = [
    "NOTHING",
    "UNIT_MONTHS",
    "Captures",
    "Unit",
    "back",
    "fiscal_start",
    "known",
    "months_label",
    "moved",
    "unit_label",
]

Unit = Literal["A", "H", "Q", "M", "W", "D", "10A"]
_CENTURY_TURN = 70
"""Two digits below this are years of the 2000s."""


class Captures:
    """Named groups of a match, read through the vocabulary.

    Args:
        groups: what the pattern captured.
        passage: the text it stands in.
        at: offset of the match.
    """

    def __init__(self, groups: dict[str, str | None], passage: Passage, at: int) -> None:
        self._groups = groups
        self.passage = passage
        self.at = at

    def get(self, name: str) -> str | None:
        """The words of a group, None where the pattern has none."""
        return self._groups.get(name)

    def word(self, *names: str) -> str:
        """The words of the first group that has any, else empty."""
        return next((w for n in names if (w := self._groups.get(n))), "")

    def value(self, name: str, group: str | None = None) -> str:
        """Value of the word that a class captured (under `group`)."""
        return period_value(name, self.word(group or name))

    def number(self, group: str, name: str = "number") -> int:
        """A count in words or digits."""
        return int(period_value(name, self.word(group)))

    def month(self, *groups: str) -> int:
        """A month, 1-based."""
        return int(period_value("month", self.word(*(groups or ("month",)))))

    def unit(self, group: str = "unit") -> Unit:
        """The kind of period a unit word names."""
        word = self.word(group)
        plural = word_class("units").get(word)
        return cast("Unit", plural or word_class("unit")[word])

    def full_year(self, group: str = "year", short: str = "yy") -> int | None:
        """The year in digits, of four or of two."""
        if word := self.word(group):
            return int(word) if word.isdigit() else _spoken_year(word)
        if word := self.word(short):
            return int(word) + (2000 if int(word) < _CENTURY_TURN else 1900)
        return None

    def step(self, group: str) -> int:
        """-1, 0 or 1: how far a word such as "last" moves from the one that runs."""
        word = self.word(group)
        return int(period_value("step", word)) if word else 0

    @property
    def says_year(self) -> bool:
        """Whether the words hold a year or words for one."""
        return bool(self.word("year", "yy", "rel", "rel2", "ana"))

    def year(self) -> int | None:
        """The year the words name, in digits or against publication or the passage."""
        year = self.full_year()
        if year is not None:
            return year
        words = self.word("rel", "rel2").removeprefix("the ")
        today = self.passage.published
        if words in word_class("now"):
            return today.year + int(word_class("now")[words]) if today else None
        current = self.passage.current(self.at)
        base = period_span(current)[1].year if current else (today.year if today else None)
        if base is None:
            return None
        return base + (int(period_value("then", words)) if words else 0)


def _spoken_year(words: str) -> int | None:
    """The number of a year in words: of a century and what is over, or of two thousand."""
    parts = words.replace("-", " ").replace(" and ", " ").split()
    if parts[:2] == ["two", "thousand"]:
        base, rest = 2000, parts[2:]
    else:
        base, rest = int(word_class("century")[parts[0]]), parts[1:]
    return base + sum(int(word_class("number")[part]) for part in rest)


def back(day: date, months: int) -> date:
    """The same day `months` earlier, or the last day of a shorter month."""
    label = month_label(day.year, day.month - months)
    year, month = int(label[:4]), int(label[5:])
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_label(year: int, first: int, last: int) -> str:
    """Label of months `first`..`last`, which may count on past the year's end."""
    start = period_span(month_label(year, first))[0]
    return span_label(start, period_span(month_label(year, last))[1])


def unit_label(unit: str, day: date) -> str:
    """Label of the year, half, quarter, month, week or day that holds a day."""
    if unit in {"A", "H", "Q", "M"}:
        size = {"A": 12, "H": 6, "Q": 3, "M": 1}[unit]
        first = (day.month - 1) // size * size + 1
        return months_label(day.year, first, first + size - 1)
    if unit == "W":
        monday = day.toordinal() - day.weekday()
        return span_label(date.fromordinal(monday), date.fromordinal(monday + 6))
    if unit == "10A":
        return f"{day.year // 10 * 10:04d}/{day.year // 10 * 10 + 9:04d}"
    return day.isoformat()


def fiscal_start(passage: Passage) -> FiscalYear | None:
    """The fiscal year of the area a text speaks of first; None where nothing tells."""
    cues = {f.cue: f for f in fiscal_years()}
    found = _fiscal_cue().search(passage.normal)
    return cues[found.group()] if found else None


@cache
def _fiscal_cue() -> re.Pattern[str]:
    cues = sorted((f.cue for f in fiscal_years()), key=lambda cue: (-len(cue), cue))
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, cues))})(?![a-z])")


NOTHING = Reading(None, complete=False)
"""No period can be told."""
UNIT_MONTHS = {"A": 12, "H": 6, "Q": 3, "M": 1, "10A": 120}
"""Months in a unit, where that is fixed."""
_DAYS = {"W": 7, "D": 1}


def known(label: str | None, basis: str = "", *, stock: bool = False) -> Reading:
    """A reading that leans on context, or none."""
    return Reading(label, False, basis, stock) if label else NOTHING


def moved(unit: str, day: date, step: int) -> date:
    """The day `step` units later."""
    if unit in _DAYS:
        return day + timedelta(days=_DAYS[unit] * step)
    return back(day, -UNIT_MONTHS[unit] * step)
