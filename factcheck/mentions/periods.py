"""Periods: the stretches of time a text names, and what each is for.

One scan over the words of the normal form tries, at each word, only the patterns that can open
with it, and keeps the longest match. Matches that carry their own year are resolved first, the
rest in text order against them and the day of publication.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, cast

from factcheck.lexicon import normalise
from factcheck.lexicon.periods import (
    PeriodRow,
    opening_filter,
    opening_rows,
)
from factcheck.mentions.periods_dated import DATED
from factcheck.mentions.periods_days import DAYS
from factcheck.mentions.periods_guards import has_capitals, is_a_year
from factcheck.mentions.periods_leaning import LEANING
from factcheck.mentions.periods_passage import Found, Passage, Placed, Reading
from factcheck.mentions.periods_relative import RELATIVE
from factcheck.mentions.periods_roles import role_of, step_basis
from factcheck.mentions.periods_words import Captures
from factcheck.records import Basis, PeriodMention, Span
from factcheck.records.calendar import (
    join_labels,
    make_period,
    period_frequency,
    period_span,
    shift_period,
)

__all__ = ["find_periods"]

Role = Literal["reference", "base", "basis", "duration", "name"]

_OPENING = re.compile(r"(?<![a-z0-9])(?:[a-z]+|\d)")
_HEAD_CHARS = 300
"""A full date this near the top of a text is taken for its date."""
_READINGS: dict[str, Callable[[Captures], Reading]] = {
    **DATED,
    **DAYS,
    **RELATIVE,
    **LEANING,
}


def find_periods(
    text: str, published: date | str | None = None, title: str | None = None
) -> list[PeriodMention]:
    """Stretches of time that a text names, in text order, none overlapping another.

    Args:
        text: the article as read.
        published: the day it came out, as a date or in ISO form; where it is None, a date in
            the title or at the top of the text stands in for it.
        title: its title, which completes what the text leaves out.

    Returns:
        Mentions whose period is None where only a basis is stated, or where nothing tells the
        year.
    """
    day = date.fromisoformat(published[:10]) if isinstance(published, str) else published
    normal = normalise(text)
    matches = _scan(text, normal)
    heading = _titled(title, day)
    day = day or _estimate(heading, text, normal, matches)
    if day is not None and heading is not None:
        heading = _titled(title, day)
    default = next((m.period.label for m in heading or () if _refers(m) and m.period), None)
    passage = Passage(text, normal, day, default)
    return _resolve(passage, matches)


def _refers(mention: PeriodMention) -> bool:
    return mention.role == "reference" and mention.period is not None


def _titled(title: str | None, day: date | None) -> list[PeriodMention] | None:
    if not title:
        return None
    normal = normalise(title)
    return _resolve(Passage(title, normal, day), _scan(title, normal))


def _estimate(
    heading: list[PeriodMention] | None, text: str, normal: str, matches: list[Found]
) -> date | None:
    """A day of publication from full dates in the title or at the top of the text."""
    head = [m for m in matches if m.start < _HEAD_CHARS]
    early = _resolve(Passage(text, normal, None), head)
    for mentions, forms in ((heading or [], "DM"), (early, "D"), (heading or [], "HQ ")):
        for mention in mentions:
            if mention.period is None or not mention.complete or mention.role == "base":
                continue
            label = mention.period.label
            freq = period_frequency(label)
            if (freq or " ") in forms and (freq or "-" in label):
                return mention.period.end
    return None


def _scan(text: str, normal: str) -> list[Found]:
    rows = opening_rows()
    found: list[Found] = []
    free = 0
    for word in _OPENING.finditer(normal):
        start = word.start()
        if start < free:
            continue
        key = "<digits>" if word[0].isdigit() else word[0]
        tried = rows.get(key)
        if tried is None or not _may_open(normal, start, key):
            continue
        if opening_filter(key).match(normal, start) is None:
            continue
        best = _longest(text, normal, start, tried)
        if best is not None:
            found.append(best)
            free = best.end
    return found


def _may_open(normal: str, start: int, key: str) -> bool:
    """Digits that go on from a number, a sum of money or a code open no period."""
    if key != "<digits>" or start == 0:
        return True
    before = normal[start - 1]
    if before in "$€£¥#&=_@/":
        return False
    return not (before in ".,-" and start > 1 and normal[start - 2].isdigit())


def _longest(text: str, normal: str, start: int, rows: tuple[PeriodRow, ...]) -> Found | None:
    best: re.Match[str] | None = None
    of: PeriodRow | None = None
    for row in rows:
        match = row.pattern.match(normal, start)
        longer = match is not None and (best is None or match.end() > best.end())
        if match is not None and longer and has_capitals(text, match):
            best, of = match, row
    if best is None or of is None or not is_a_year(normal, best, of):
        return None
    groups = best.groupdict()
    if "a" in groups:
        return Found(best.start("a"), best.end("a"), of, groups)
    return Found(best.start(), best.end(), of, groups)


def _resolve(passage: Passage, matches: list[Found]) -> list[PeriodMention]:
    """Mentions of the matches, in text order.

    Those that hold their own year are resolved first, then those that publication and the dates
    around them place, then those that lean on what the passage speaks of.
    """
    readings: dict[int, tuple[Reading, Role, str]] = {}
    for stage in range(3):
        for place, match in enumerate(matches):
            if place in readings or _stage(match) > stage:
                continue
            reading = _read(passage, match)
            if stage == 0 and (reading.label is None or not reading.complete):
                continue
            role, basis = role_of(passage, match, reading.label, reading)
            readings[place] = reading, cast("Role", role), basis
            if reading.label is not None:
                _place(passage, match, reading, role)
    mentions = [_mention(passage, match, *readings[i]) for i, match in enumerate(matches)]
    return _spans(passage, mentions)


def _stage(match: Found) -> int:
    """When a match can be resolved: with its own year, placed by dates, leaning on the passage."""
    if match.row.read in LEANING:
        return 2
    return 0 if match.groups.keys() & _YEAR_GROUPS and _says_year(match) else 1


_YEAR_GROUPS = frozenset({"year", "y2", "decade"})


def _says_year(match: Found) -> bool:
    return any(match.groups.get(name) for name in _YEAR_GROUPS)


def _place(passage: Passage, match: Found, reading: Reading, role: str) -> None:
    kept = "base" if match.row.read in {"one_earlier", "n_earlier"} else role
    passage.add(Placed(match.start, match.end, reading.label or "", kept, reading.complete))


def _spans(passage: Passage, mentions: list[PeriodMention]) -> list[PeriodMention]:
    """Join two mentions that "from … to …" or "between … and …" makes one stretch."""
    joined: list[PeriodMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        span = _span(passage, last, mention) if last else None
        if span is None:
            joined.append(mention)
        else:
            joined[-1] = span
    return joined


def _span(passage: Passage, first: PeriodMention, last: PeriodMention) -> PeriodMention | None:
    if first.period is None or last.period is None or last.anchor.start - first.anchor.end > 12:
        return None
    gap = passage.normal[first.anchor.end : last.anchor.start]
    link = _LINK.fullmatch(gap)
    before = passage.normal[max(0, first.anchor.start - 9) : first.anchor.start]
    opened = before.endswith("between ") if link and link[1] == "and" else before.endswith("from ")
    if link is None or not (opened or link[1] in {"until", "till"}):
        return None
    if {"basis", "duration"} & {first.role, last.role}:
        return None
    label = last.period.label
    if last.period.end <= first.period.start and not last.complete:
        label = shift_period(label, years=1)
    if period_span(label)[1] <= first.period.start:
        return None
    anchor = Span.of(passage.text, first.anchor.start, last.anchor.end)
    label = join_labels(first.period.label, label)
    return PeriodMention(
        anchor, make_period(label, anchor.exact), complete=first.complete and last.complete
    )


_LINK = re.compile(r",? (to|until|till|through|and)(?: the| in)? ")


def _read(passage: Passage, match: Found) -> Reading:
    captures = Captures(match.groups, passage, match.start)
    reading = _READINGS[match.row.read](captures)
    if reading.label is not None:
        try:
            period_span(reading.label)
        except ValueError:
            return Reading(None, complete=False)
    return reading


def _mention(
    passage: Passage, match: Found, reading: Reading, role: Role, basis: str
) -> PeriodMention:
    anchor = Span.of(passage.text, match.start, match.end)
    if role == "base" and not basis and reading.label is not None:
        basis = step_basis(passage.current(match.start), reading.label)
    period = make_period(reading.label, anchor.exact) if reading.label else None
    return PeriodMention(
        anchor,
        period,
        role,
        cast("Basis", basis or match.row.basis) or None,
        reading.complete,
        reading.stock,
    )
