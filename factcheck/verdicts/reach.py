"""How far back a superlative reaches where the text gives a span: "the lowest in 50 years"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from factcheck.lexicon import load_rows, normalise
from factcheck.records.calendar import period_span, shift_period
from factcheck.verdicts.case import Case

__all__ = ["Reach", "reach_of"]

_AFTER = 70
_PARTS = ((re.compile(r"\bhalf an?\b"), 2), (re.compile(r"\bquarter of an?\b"), 4))
_SLACK = 10


@dataclass(frozen=True, slots=True)
class Reach:
    """A span that a record or first time is said of.

    Args:
        base: the last period before it; None where its length is not known.
        doubtful: years up to which an earlier value may lie outside it, as spans are rounded.
    """

    base: str | None
    doubtful: int


@lru_cache(maxsize=1)
def _units() -> dict[str, int]:
    rows = load_rows("reaches", ("word", "months", "example", "source"))
    return {r["word"]: int(r["months"]) for r in rows}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A span after the anchor ("in half a century"), and one inside it ("a 14-year low")."""
    unit = f"(?P<unit>{'|'.join(sorted(_units(), reverse=True))})"
    words = r"(?P<words>[a-z0-9][a-z0-9 ,-]{0,40}?)"
    after = rf"(?=\b(?:in|for|over|within|during)\s{{1,2}}{words}\s{{1,2}}{unit}\b)"
    return re.compile(after), re.compile(rf"\b(?P<words>[a-z0-9]{{1,12}})-{unit}\b")


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    rows = load_rows("reach_words", ("word", "example", "source"))
    return frozenset(r["word"] for r in rows)


def _measures(words: str) -> bool:
    """Whether words before a unit of time only count it: "the past 50", not "growth for nine"."""
    return all(
        word.isdigit() or word in _numbers() or word in _fillers()
        for word in words.replace("-", " ").replace(",", "").split()
    )


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    rows = load_rows("numbers", ("word", "value", "kind", "example", "source"))
    return {r["word"]: int(r["value"]) for r in rows if r["value"].isdigit()}


def reach_of(case: Case) -> Reach | None:
    """The span that the words of or after a claim's anchor name; None where they name none.

    Args:
        case: a record or first-time claim without a base period.
    """
    anchor, label = case.claim.anchor, case.label
    after = normalise(case.article.text[anchor.end : anchor.end + _AFTER])
    after = re.split(r"[.,;:()\n]", after)[0]
    span, inside = _patterns()
    spans = (m for m in span.finditer(after) if _measures(m["words"]))
    found = next(spans, None) or inside.search(normalise(anchor.exact))
    if found is None or label is None:
        return None
    months = _count(found["words"], found["unit"])
    if months is None:
        return Reach(None, 0)
    end = period_span(label)[1]
    doubtful = end.year - months // 12 + max(1, months // 12 // _SLACK)
    try:
        return Reach(shift_period(label, months=-months), doubtful)
    except ValueError:
        return Reach(str(end.year - months // 12), doubtful)


def _count(words: str, unit: str) -> int | None:
    """Months of "three", "35", "half a", "the past two": None for "several"."""
    size = Decimal(_units()[unit])
    for pattern, by in _PARTS:
        if pattern.search(f"{words} "):
            return int(size / by)
    value = 0
    for word in words.replace("-", " ").split():
        number = int(word) if word.isdigit() else _numbers().get(word)
        if number is not None and number >= 100 and value:
            value *= number
        elif number is not None:
            value += number
    if value:
        return int(size * value)
    return int(size) if unit == unit.rstrip("s") else None
