"""What a passage already says of time, and how a period without its year is placed.

A month or quarter that the text leaves without a year is placed, in this order: beside a full
date of its own sentence; in the year that opens its sentence; as the latest one running or ended
when the text came out; beside the last full period before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date

from factcheck.lexicon.periods import PeriodRow, word_class
from factcheck.records.calendar import period_frequency, period_span

__all__ = ["Found", "Passage", "Placed", "Reading"]

_BREAK = re.compile(r"[.!?][\"')\]]{0,2} {1,3}(?=[A-Z\"'“(])|\n")
_ONWARD = re.compile(r"\b(?:to|until|through)\b")
_WORD = re.compile(r"[a-z]+")
_FRESH_MONTHS = 4
"""A period that ended at most this long before publication is what news writes about."""
_ADJOINING_MONTHS = 3
"""A full date this close is the neighbour that a bare period is told beside."""
_STALE_MONTHS = 8
"""Beyond this, words of the future move a bare period to its next occurrence."""
_REACH_CHARS = 400
"""A sentence is looked at this far to either side."""
_CONTEXT_CHARS = 4000
"""How far back a passage is read for what it speaks of."""
_TOPIC_CHARS = 24
"""How far into its sentence a year may stand and still be what the sentence is about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a match mean; `label` is None where no period can be told."""

    label: str | None
    complete: bool = True
    basis: str = ""
    stock: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A period already resolved, with where it stands."""

    start: int
    end: int
    label: str
    role: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A match before it is resolved."""

    start: int
    end: int
    row: PeriodRow
    groups: dict[str, str | None]


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


@dataclass(slots=True)
class Passage:
    """One text under resolution.

    Args:
        text: the text as read.
        normal: the same in normal form.
        published: day the text came out, exact or estimated; None where nothing tells.
        default: label the title or heading gives, for words that lean on context.
    """

    text: str
    normal: str
    published: date | None
    default: str | None = None
    placed: list[Placed] = field(default_factory=list)
    _breaks: list[int] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find where sentences begin."""
        self._breaks = [0, *(m.end() for m in _BREAK.finditer(self.text))]

    def sentence(self, at: int) -> tuple[int, int]:
        """`[start, end)` of the sentence that holds an offset, cut to what is near it."""
        place = bisect_right(self._breaks, at)
        end = self._breaks[place] if place < len(self._breaks) else len(self.text)
        return max(self._breaks[place - 1], at - _REACH_CHARS), min(end, at + _REACH_CHARS)

    def add(self, placed: Placed) -> None:
        """Keep a resolved period, in text order."""
        place = bisect_right(self._starts, placed.start)
        self._starts.insert(place, placed.start)
        self.placed.insert(place, placed)

    def within(self, start: int, end: int) -> list[Placed]:
        """Periods that begin in `[start, end)`."""
        return self.placed[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, at: int, *, complete: bool = False) -> Placed | None:
        """The nearest reference that ends before an offset."""
        for place in range(bisect_left(self._starts, at) - 1, -1, -1):
            placed = self.placed[place]
            if at - placed.start > _CONTEXT_CHARS:
                return None
            if (
                placed.role == "reference"
                and placed.end <= at
                and (placed.complete or not complete)
            ):
                return placed
        return None

    def current(self, at: int, freq: str | None = None, *, ahead: bool = True) -> str | None:
        """Label of the period the text speaks of at an offset.

        The references before it in its sentence, after it in its sentence, in the nearest
        sentence before that has any, or the title's; of several, the latest that had ended when
        the text came out ("in June from 1.4 percent in May" speaks of June).

        Args:
            at: offset of the words that lean on it.
            freq: look only for periods of this frequency, where there is one.
            ahead: look after the words too.
        """
        start, end = self.sentence(at)
        here = self.within(start, end)
        told = self._latest_of([p for p in here if p.end <= at], freq)
        if ahead:
            told = told or self._latest_of([p for p in here if p.start > at], freq)
        before = self.before(start)
        if told is None and before is not None:
            begin, _ = self.sentence(before.start)
            told = self._latest_of(self.within(begin, start), freq)
        if told is None and freq is not None:
            return self.current(at, ahead=ahead)
        return told or self.default

    def _latest_of(self, placed: list[Placed], freq: str | None) -> str | None:
        """The latest reference that had ended at publication, else the first."""
        labels = [p.label for p in placed if p.role == "reference"]
        if freq is not None:
            labels = [label for label in labels if period_frequency(label) == freq]
        day = self.published or date.max
        ended = [label for label in labels if period_span(label)[1] <= day]
        if ended:
            return max(ended, key=lambda label: period_span(label)[1])
        return labels[0] if labels else None

    def year_of(self, first: int, last: int, at: int, *, whole: bool = False) -> int | None:
        """Year of a period of months `first`..`last` that the text leaves without one.

        Args:
            first: its first month, 1-based.
            last: its last month.
            at: offset of the words.
            whole: the period is a sum to date, so that its last month must have begun.
        """
        beside, apart = self._year_beside(first, last, at)
        latest = self._latest(last if whole else first)
        age = None
        if latest is not None and self.published is not None:
            age = _month_of(self.published) - (latest * 12 + last - 1)
        fresh = age is not None and age <= _FRESH_MONTHS
        if beside is not None and (apart <= _ADJOINING_MONTHS or not fresh):
            return beside
        if fresh:
            return latest
        stale = age is not None and age > _STALE_MONTHS
        if latest is not None and stale and self._speaks_of_future(at):
            return latest + 1
        context = self._year_before(first, last, at)
        return context if context is not None else latest

    def _latest(self, month: int) -> int | None:
        """Year of the latest such month that runs or has ended at publication."""
        if self.published is None:
            return None
        year = self.published.year
        return year if month <= self.published.month else year - 1

    def _year_beside(self, first: int, last: int, at: int) -> tuple[int | None, float]:
        """Year that a full date of the sentence gives, and how many months apart they then are."""
        start, end = self.sentence(at)
        here = [p for p in self.within(start, end) if p.complete and p.role == "reference"]
        months = [p for p in here if period_frequency(p.label) in {"Q", "M", "H"}]
        if months:
            nearest = min(months, key=lambda p: abs(p.start - at))
            onward = nearest.end <= at and _ONWARD.search(self.normal, nearest.end, at)
            return self._closest(nearest.label, first, last, onward=bool(onward))
        topic = [p for p in here if p.start - start <= _TOPIC_CHARS and p.end <= at]
        if topic and period_frequency(topic[0].label) == "A":
            return int(topic[0].label), 0
        return None, 0

    def _year_before(self, first: int, last: int, at: int) -> int | None:
        told = self.before(at, complete=True)
        label = told.label if told else self.default
        if label is None:
            return None
        if period_frequency(label) == "A":
            return int(label)
        return self._closest(label, first, last)[0]

    @staticmethod
    def _closest(label: str, first: int, last: int, *, onward: bool = False) -> tuple[int, float]:
        """Year in which months `first`..`last` lie closest to a period, and how far apart.

        Ties go back; after "to" the months must not lie before the period.
        """
        start, end = period_span(label)
        middle = (_month_of(start) + _month_of(end)) / 2
        offset = (first + last) / 2 - 1
        years = [start.year - 1, start.year, start.year + 1]
        if onward:
            years = [y for y in years if y * 12 + offset >= middle] or years
        year = min(years, key=lambda y: (abs(y * 12 + offset - middle), y))
        return year, abs(year * 12 + offset - middle)

    def _speaks_of_future(self, at: int) -> bool:
        start, _ = self.sentence(at)
        cues = word_class("future")
        return any(m[0] in cues for m in _WORD.finditer(self.normal, start, at))
