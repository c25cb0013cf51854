"""Numbers that are no quantities: years, dates, times, labels, and the digits of names."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from factcheck.lexicon import normalise
from factcheck.lexicon.measures import load_words
from factcheck.mentions.numerals import Numeral
from factcheck.mentions.qualifiers import is_qualifier

__all__ = [
    "address_spans",
    "date_end",
    "is_date_like",
    "is_dated",
    "is_label",
    "is_name",
    "is_year",
]

_DATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{2}-\d{2}(?:t[\d:.]{4,18}z?)?(?!\d)"
    r"|(?:1[6-9]|2[01])\d\d ?[/-] ?(?:(?:1[6-9]|2[01])\d\d|\d\d)(?![\d%]|[.,]\d)"
    r"|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)"
    r"|\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?!\d)"
    r"|(?:0?[1-9]|1[0-2]) ?[/-] ?(?:19|20)\d\d(?!\d|[.,]\d)"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
    r"|\d{1,2}\.\d{2} ?(?:[ap]\.?m\b|gmt\b)"
    r"|\d{1,2} ?(?:[ap]\.m\b|[ap]m\b|o'clock)"
    r"|(?:24/7|9/11)(?!\d)"
    r"|\d{1,3}-\d{3}-\d{3,4}(?:[-/]\d{2,4})?(?!\d)"
    r"|\d{1,3}(?:\.\d{1,3}){2,}(?:\.\d{1,3})?(?![\d,]))"
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
)
_DAY_TAIL = re.compile(r"(?:st|nd|rd|th)?(?: |-)(?:of )?")
_DAYS = re.compile(
    r"(?:st|nd|rd|th)? ?(?:-|to|and|until|till|through) ?\d{1,2}(?:st|nd|rd|th)? "
    r"(?:of )?([a-z]{3,9})\b"
)
_AFTER_MONTH = re.compile(
    r"([a-z]{3,9})\.? (?:\d{1,2}(?:st|nd|rd|th)?(?: ?- ?| and | to | or |, |/))?$"
)
_MONTH = re.compile(r"([a-z]{3,9})\b")
_WORD_BEFORE = re.compile(r"(?<![\w&'.-])([\w&'.-]{1,24})[ ]$")
_GLUED = re.compile(r"(?:^|[^a-z0-9])[a-z][a-z0-9]{0,12}-$")
_SPANNED = re.compile(r"(?:\d-| )(?:to|or)-$")
_DATED = re.compile(
    r"\b(?:in|since|until|till|by|before|after|between|early|late|mid|through|during|fiscal|fy)"
    r"[ -]$"
)
_LIST_MARK = re.compile(r"[ \t]{0,4}[).](?=[ ][^ ])")


@cache
def _months() -> frozenset[str]:
    return load_words("month_names")


@cache
def _labels() -> frozenset[str]:
    return load_words("number_labels")


@cache
def _openers() -> frozenset[str]:
    return load_words("noun_stops")


def address_spans(norm: str) -> list[tuple[int, int]]:
    """Spans of web and mail addresses, whose digits and words are no quantities."""
    if "://" not in norm and "www." not in norm and "@" not in norm:
        return []
    return [hit.span() for hit in _ADDRESS.finditer(norm)]


def date_end(text: str, norm: str, numeral: Numeral) -> int | None:
    """Where a date, time or phone number that starts or holds this numeral ends, else None."""
    start, end = numeral.start, numeral.end
    hit = _DATE.match(norm, start)
    if hit and not _grows(norm, start, hit):
        return hit.end()
    if norm[start - 1 : start] == ":" and norm[start - 2 : start - 1].isdigit() and start > 1:
        return end
    if not numeral.plain or numeral.value > 31:
        return None
    if _after_month(text, norm, start):
        return end
    days = _DAYS.match(norm, end)
    if days and days.group(1) in _months() and text[days.start(1)].isupper():
        return days.end()
    tail = _DAY_TAIL.match(norm, end)
    month = _MONTH.match(norm, tail.end()) if tail else None
    if month and month.group(1) in _months() and text[month.start()].isupper():
        return month.end()
    return None


def _grows(norm: str, start: int, hit: re.Match[str]) -> bool:
    """Whether what looks like a span of years is a range of amounts ("1900-2100 people")."""
    written = hit.group()
    if norm[start - 1 : start] in tuple("$€£¥₹"):
        return True
    return (
        len(written) >= 7 and re.match(r" ?(?:%|percent|per cent)", norm[hit.end() :]) is not None
    )


def _after_month(text: str, norm: str, start: int) -> bool:
    at = max(0, start - 24)
    hit = _AFTER_MONTH.search(norm[at:start])
    return bool(hit and hit.group(1) in _months() and text[at + hit.start()].isupper())


def is_year(norm: str, numeral: Numeral) -> bool:
    """Whether a plain number of four digits reads as a calendar year."""
    if not numeral.plain or numeral.end - numeral.start != 4:
        return False
    if 1700 <= numeral.value < 2200:
        return True
    if not 1000 <= numeral.value < 1700:
        return False
    return is_dated(norm, numeral)


def is_dated(norm: str, numeral: Numeral) -> bool:
    """Whether a word for a point in time stands right before ("in", "since", "by")."""
    return _DATED.search(norm[max(0, numeral.start - 10) : numeral.start]) is not None


def is_label(text: str, norm: str, numeral: Numeral, start: int) -> bool:
    """Whether the word before makes the number a label: "page 5", "Boeing 737", "(3)".

    Args:
        text: the text as read.
        norm: its normal form.
        numeral: the number.
        start: where it starts, its sign included.
    """
    end = numeral.end
    before = norm[start - 1 : start]
    if before in ("#", "@", "_", "/", "=", "&"):
        return True
    if not numeral.plain:
        return False
    if before == "(" and norm[end : end + 1] == ")":
        return True
    if before in ("", "\n") and _LIST_MARK.match(norm, end):
        return True
    hit = _WORD_BEFORE.search(norm[max(0, start - 26) : start])
    if hit is None:
        return False
    word = hit.group(1)
    if word in _labels() or word.rstrip("s") in _labels():
        return True
    return _is_capital(text, norm, start - 1 - len(word), word)


def _is_capital(text: str, norm: str, at: int, word: str) -> bool:
    """Whether a capitalised word stands there that is no function word or qualifier."""
    if not any(c.isupper() for c in text[at : at + len(word)]) or not word[0].isalpha():
        return False
    known = word in _openers() or word.endswith("ly") or is_qualifier(norm, at + len(word))
    return not known


def is_name(norm: str, start: int, end: int) -> bool:
    """Whether letters are glued to the digits: "G20", "CO2", "COVID-19", "5G", "14th"."""
    before, after = norm[start - 1 : start], norm[end : end + 1]
    if norm.startswith("'s", end) and norm[start:end].isdigit():
        return True
    times = after == "x" and not norm[end + 1 : end + 2].isalnum()
    if (start and before.isalnum()) or (after.isalpha() and not times):
        return True
    if before != "-" or _SPANNED.search(norm, max(0, start - 5), start):
        return False
    return _GLUED.search(norm[max(0, start - 16) : start]) is not None


def is_date_like(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, a plain number, is a year or part of a date or time.

    Args:
        text: the text as read.
        start: first code point of the number.
        end: code point after it.
    """
    norm = normalise(text)
    written = norm[start:end]
    if not written.isdigit():
        return False
    plain = len(written) <= 4
    numeral = Numeral(start, end, Decimal(written), Decimal(1), plain=plain)
    return is_year(norm, numeral) or date_end(text, norm, numeral) is not None
