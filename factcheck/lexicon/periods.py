"""How English names stretches of time, compiled from the vocabulary.

`periods.csv` holds one pattern a row over normalised text. In a pattern ``<month>`` stands for
any word of that class and captures it; ``<month:m2>`` captures it under another name. `opens`
lists the words (or classes) a match can begin with, so that a scan tries few patterns a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from factcheck.errors import LexiconError
from factcheck.lexicon.loader import load_rows

__all__ = [
    "FiscalYear",
    "PeriodRow",
    "RoleCue",
    "basis_rows",
    "capital_months",
    "fiscal_years",
    "opening_filter",
    "opening_rows",
    "period_rows",
    "period_value",
    "role_cues",
    "word_class",
]

_PLACE = re.compile(r"(?<!\?P)<([a-z]+)(?::([a-z0-9]+))?>")
_NAMED = re.compile(r"\(\?P<([a-z0-9]+)><([a-z]+)>\)")
_YEAR_DIGITS = r"(?:1[5-9]|2[01])\d\d(?!\d|[.,]\d)"
_NOT_A_DAY = (
    r"(?!\d|[.,:]\d| ?%| per ?cent| (?:million|billion|trillion|thousand|hundred|basis|percentage"
    r"|point|people|years|months|times|tons|tonnes|a\.m|p\.m))"
)
_TAIL = (
    r"(?:(?:,| of|,? in|,? from)? (?:the )?(?:(?P<fy>fiscal|financial) )?(?:year )?<year>"
    r"|,? (?:of |in |from )?(?P<rel>this|last|next|(?:the )?(?:current|previous|prior|preceding|"
    r"same|following)|that) (?:(?P<fy2>fiscal|financial) )?year"
    r"|,? (?:of|in) (?P<ana>the|its) year(?! (?:earlier|before|ago|to|ended)))?"
)
_DOT = r"(?![a-z0-9])(?:(?<=\b[a-z]{3})(?<!may)\.|(?<=\bsept)\.)?"
_FIXED = {"notnum": _NOT_A_DAY, "tail": _TAIL}


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One way to name a period: `read` is the reading that turns its captures into a label."""

    id: str
    source: str
    read: str
    role: str
    basis: str = ""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The row's pattern over normalised text, compiled when it is first tried."""
        return _compiled(self.source)


@dataclass(frozen=True, slots=True)
class RoleCue:
    """Words right before a period that give it a role, where `when` allows."""

    before: str
    role: str
    basis: str
    when: str


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """First month of a fiscal year, by which end it is named, whether "2024-25" means one."""

    cue: str
    month: int
    named: str
    hyphen: bool = False


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def word_class(name: str) -> dict[str, str]:
    """Words of a class with their values, all in normal form.

    Raises:
        LexiconError: where the class has no word.
    """
    if name == "month":
        rows = load_rows("months", ("word", "month", "example", "source"), ("capital",))
        return {row["word"]: row["month"] for row in rows}
    rows = load_rows("period_words", ("class", "word", "value", "example", "source"))
    words = {row["word"]: row["value"] for row in rows if row["class"] == name}
    if not words:
        raise LexiconError(
            f"no words of class {name!r}", file="lexicon/period_words.csv", rule="class"
        )
    return words


@cache
def capital_months() -> frozenset[str]:
    """Month words that are also other words, and so need their capital ("may", "march")."""
    rows = load_rows("months", ("word", "month", "example", "source"), ("capital",))
    return frozenset(row["word"] for row in rows if row["capital"])


def period_value(name: str, word: str) -> str:
    """Value of a word of a class ("third" → "3"); digits stand for themselves."""
    return word_class(name).get(word) or word


@cache
def _year_words() -> str:
    """Years in words: "nineteen ninety-nine", "twenty ten", "two thousand and twenty"."""
    numbers = {word: int(value) for word, value in word_class("number").items() if " " not in word}
    units = _alternatives(w for w, n in numbers.items() if n < 10)
    teens = _alternatives(w for w, n in numbers.items() if 10 <= n < 20)
    tens = _alternatives(w for w, n in numbers.items() if n >= 20)
    high = rf"(?:{teens}|(?:{tens})(?:[ -](?:{units}))?)"
    stop = "(?![a-z]| thousand| hundred| million| billion| trillion| percent| per cent)"
    centuries = _alternatives(word_class("century"))
    low = rf"(?:{high}|{units})"
    return rf"(?:{centuries})[ -]{high}{stop}|two thousand(?:(?: and)? {low})?{stop}"


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(_expand(source) + r"(?![a-z0-9])")


def _loosen(pattern: str) -> str:
    """A short pattern that matches the opening of whatever a row's pattern matches."""

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name in _FIXED:
            return ""
        if name == "year":
            return rf"(?:\d{{4}}|(?:{_alternatives(word_class('century'))}|two)[ -][a-z -]{{1,40}})"
        digits = r"|\d{1,3}" if name == "number" else ""
        return f"(?:{_alternatives(word_class(name))}{digits})" + (
            r"\.?" if name == "month" else ""
        )

    return re.sub(r"\(\?P<[a-z0-9]+>", "(?:", _PLACE.sub(fill, _NAMED.sub(r"<\2:\1>", pattern)))


def _expand(pattern: str) -> str:
    """Fill in the classes; ``(?P<n><number>)`` is short for ``<number:n>``."""

    def fill(match: re.Match[str]) -> str:
        name, alias = match[1], match[2] or match[1]
        if name in _FIXED:
            return _PLACE.sub(fill, _FIXED[name])
        if name == "year":
            return f"(?P<{alias}>{_YEAR_DIGITS}|{_year_words()})"
        digits = r"|\d{1,3}" if name == "number" else ""
        dot = _DOT if name == "month" else r"(?![a-z0-9])"
        return f"(?P<{alias}>(?:{_alternatives(word_class(name))}{digits})){dot}"

    return _PLACE.sub(fill, _NAMED.sub(r"<\2:\1>", pattern))


@cache
def period_rows() -> tuple[tuple[PeriodRow, tuple[str, ...]], ...]:
    """All patterns in file order, each with the words or classes it opens with."""
    head = ("id", "opens", "pattern", "read", "role", "example", "source")
    rows = load_rows("periods", head, ("published", "expect"))
    return tuple(
        (
            PeriodRow(row["id"], row["pattern"], row["read"], row["role"]),
            tuple(row["opens"].split()),
        )
        for row in rows
    )


@cache
def basis_rows() -> tuple[tuple[PeriodRow, tuple[str, ...]], ...]:
    """Words that state a basis ("year on year"), each with the words they open with."""
    rows = load_rows("basis", ("id", "opens", "pattern", "basis", "example", "source"))
    return tuple(
        (
            PeriodRow(row["id"], row["pattern"], "none", "basis", row["basis"]),
            tuple(row["opens"].split()),
        )
        for row in rows
    )


@cache
def opening_rows() -> dict[str, tuple[PeriodRow, ...]]:
    """Patterns by the word they can begin with; ``<digits>`` holds those that begin with one."""
    by_word: dict[str, list[PeriodRow]] = {}
    for row, opens in (*period_rows(), *basis_rows()):
        for word in opens:
            if word == "<digits>" or not word.startswith("<"):
                words = [word]
            else:
                words = [w.split()[0].split("-")[0] for w in word_class(word[1:-1])]
            for one in dict.fromkeys("<digits>" if w[0].isdigit() else w for w in words):
                by_word.setdefault(one, []).append(row)
    return {word: tuple(dict.fromkeys(rows)) for word, rows in by_word.items()}


@cache
def opening_filter(word: str) -> re.Pattern[str]:
    """One pattern that matches where any row opening with a word does, tried before them."""
    rows = opening_rows()[word]
    return re.compile("|".join(dict.fromkeys(_loosen(row.source) for row in rows)))


@cache
def role_cues() -> dict[str, tuple[RoleCue, ...]]:
    """Cues that stand right before a period, by their words."""
    rows = load_rows(
        "period_roles", ("before", "role", "when", "example", "expect", "source"), ("basis",)
    )
    by_words: dict[str, list[RoleCue]] = {}
    for row in rows:
        cue = RoleCue(row["before"], row["role"], row["basis"], row["when"])
        by_words.setdefault(cue.before, []).append(cue)
    return {words: tuple(cues) for words, cues in by_words.items()}


@cache
def fiscal_years() -> tuple[FiscalYear, ...]:
    """Fiscal years by the words of a text that tell whose they are."""
    rows = load_rows("fiscal_years", ("cue", "month", "named", "example", "source"), ("hyphen",))
    return tuple(
        FiscalYear(r["cue"], int(r["month"]), r["named"], r["hyphen"] == "yes") for r in rows
    )
