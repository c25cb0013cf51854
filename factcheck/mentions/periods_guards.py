"""Words that look like a period and may be none: "may", "March", four digits."""

from __future__ import annotations

import re

from factcheck.lexicon.periods import PeriodRow, capital_months, word_class

__all__ = ["has_capitals", "is_a_year"]


def has_capitals(text: str, match: re.Match[str]) -> bool:
    """Whether "may" and its like are written, and stand, as the month's name."""
    for name, word in match.groupdict().items():
        if word in capital_months() and not _is_month(text, match, name, word):
            return False
    return True


def _is_month(text: str, match: re.Match[str], name: str, word: str) -> bool:
    start, end = match.span(name)
    if not text[start].isupper():
        return False
    before = _word_before(match.string, start)
    if before in word_class("nametitle"):
        return False
    if len(word) == 3 and word != "may":
        dated = _DATED.match(text, end) or _DAY.search(match.string, max(0, start - 6), start)
        linked = before in word_class("yearcue") or before in word_class("yearlink")
        return dated is not None or linked
    after = _AFTER.match(match.string, end)
    opens = _OPENS.search(text, max(0, start - 3), start) is not None or start == 0
    return not opens or after is None or after[1] not in word_class("notmonth")


_OPENS = re.compile(r"[.!?:\"“\n] ?$")
_DAY = re.compile(r"\d(?:st|nd|rd|th)?[ -](?:of )?$")
_DATED = re.compile(r"\.|[ -]?'?\d|-")


def is_a_year(normal: str, match: re.Match[str], row: PeriodRow) -> bool:
    """Whether four bare digits are a year and not a count: what stands around them tells."""
    if row.id != "year" or match.end() - match.start() > 4:
        return True
    before = _word_before(normal, match.start())
    if before in word_class("yearcue"):
        return True
    after = _AFTER.match(normal, match.end())
    following = after[1] if after else ""
    if following in word_class("counted") or int(normal[match.end() - 4 : match.end()]) < 1800:
        return False
    plural = following.endswith("s") and len(following) > 3 and following not in word_class("level")
    if not plural:
        return True
    return before in word_class("yearlink") and normal[match.end() - 2 : match.end()] != "00"


_BEFORE = re.compile(r"([a-z]{1,30})[^a-z0-9]{1,2}$")
_AFTER = re.compile(r"[ -](%|[a-z]+)")


def _word_before(normal: str, at: int) -> str:
    match = _BEFORE.search(normal, max(0, at - 20), at)
    return match[1] if match else ""
