"""Publication dates as pages print them: ISO, numeric with the year first, English."""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["read_date", "read_date_line"]

_NUMERIC = r"(?P<y>(?:19|20)\d{2})(?:[-/.]|\s?年)(?P<m>\d{1,2})(?:[-/.]|\s?月)(?P<d>\d{1,2})日?"
_DAY_FIRST = (
    r"(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s{1,3}(?P<b2>[A-Za-z]{3,9})\.?,?\s{1,3}(?P<y2>(?:19|20)\d{2})"
)
_MONTH_FIRST = (
    r"(?P<b3>[A-Za-z]{3,9})\.?\s{1,3}(?P<d3>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<y3>(?:19|20)\d{2})"
)
_DATE = re.compile(rf"(?<![\w])(?:{_NUMERIC}|{_DAY_FIRST}|{_MONTH_FIRST})(?!\d)")
_TIME = re.compile(
    r"^[\s,|T-]{0,4}(?:at\s)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,9})?)?)?"
    r"\s?(?:[ap]\.?m\.?)?\s?\(?(?:[A-Z]{2,5}|Z)?(?:[+-]\d{2}:?\d{2})?\)?[\s|,]{0,4}"
)
_WEEKDAY = re.compile(r"^\s{0,4}[A-Za-z]{3,9}\.?,?\s{0,4}$")


def read_date(text: str) -> date | None:
    """The first date in a short text, None where there is none or it does not exist."""
    found = _DATE.search(text[:200])
    return _to_date(found) if found else None


def read_date_line(line: str) -> tuple[date, str] | None:
    """Date of a line that is nothing but a date, a time and perhaps an outlet after a bar.

    Args:
        line: one line, its label ("Published:") already taken off.

    Returns:
        The date and what stands after it on the line; None where the line says more than that.
    """
    found = _DATE.search(line[:120])
    if not found or len(line) > 120:
        return None
    before, after = line[: found.start()], line[found.end() :]
    if before.strip() and not _WEEKDAY.match(before):
        return None
    rest = _TIME.sub("", after, count=1)
    day = _to_date(found)
    if day is None or len(rest.split()) > 8 or rest[:1].islower():
        return None
    return day, rest.strip()


def _to_date(found: re.Match[str]) -> date | None:
    part = found.groupdict()
    try:
        if part["y"]:
            return date(int(part["y"]), int(part["m"]), int(part["d"]))
        suffix = "2" if part["y2"] else "3"
        name = part["b" + suffix][:3].title()
        written = f"{part['y' + suffix]} {name} {part['d' + suffix]}"
        return datetime.strptime(written, "%Y %b %d").date()  # noqa: DTZ007
    except ValueError:
        return None
