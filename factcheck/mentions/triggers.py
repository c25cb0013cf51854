"""Finds words that carry a claim without a figure: ranks, records, first times, streaks.

Pure text and lexicon (`triggers.csv`, `superlatives.csv`, `places.csv`, `streak_units.csv`). What
needs grammar (is "largest" a rank among countries or the record of a series?) is left to the
claims room; the row that matched says what the words alone allow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Direction, Span, TriggerMention

__all__ = ["find_triggers"]

_TAIL = ("example", "source")


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    kind: str
    pattern: re.Pattern[str]
    direction: str
    order: str


@cache
def _places() -> dict[str, int]:
    rows = load_rows("places", ["word", "form", "value", "example", "source"])
    return {row["word"]: int(row["value"]) for row in rows}


@cache
def _superlatives() -> dict[str, dict[str, str]]:
    columns = ["word", "order", "direction", "records", "example", "source"]
    return {row["word"]: row for row in load_rows("superlatives", columns)}


@cache
def _units() -> dict[str, str]:
    """Every word for a calendar unit → its code."""
    found = {}
    for row in load_rows("streak_units", ["unit", "code", "adjectives", "example", "source"]):
        for word in (row["unit"], row["unit"] + "s", *row["adjectives"].split("|")):
            found[word] = row["code"]
    return found


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


@cache
def _rows() -> tuple[_Row, ...]:
    places = load_rows("places", ["word", "form", "value", "example", "source"])
    cardinals = [r["word"] for r in places if r["form"] == "cardinal"]
    ordinals = [r["word"] for r in places if r["form"] == "ordinal"]
    units = load_rows("streak_units", ["unit", "code", "adjectives", "example", "source"])
    slots = {
        "n": rf"(?:\d{{1,3}}|{_either(cardinals)})",
        "ord": rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{_either(ordinals)})",
        "sup": _either(list(_superlatives())),
        "rsup": _either([w for w, r in _superlatives().items() if r["records"] == "yes"]),
        "unit": _either([r["unit"] for r in units]),
        "unitadj": _either([a for r in units for a in r["adjectives"].split("|")]),
        "month": _either([r["word"] for r in load_rows("month_names", ["word", *_TAIL])]),
    }
    found = []
    for row in load_rows(
        "triggers", ["id", "kind", "pattern"], ["direction", "order", "example", "source"]
    ):
        pattern = re.compile(rf"(?<![\w-])(?:{row['pattern'].format(**slots)})(?!(?<=\w)\w)")
        found.append(_Row(row["id"], row["kind"], pattern, row["direction"], row["order"]))
    return tuple(found)


def find_triggers(text: str) -> list[TriggerMention]:
    """Words that may carry a rank, record, first-time or streak claim.

    Args:
        text: any text.

    Returns:
        Mentions in text order; of those that overlap, the longest of the same kind, and of
        several kinds the one whose row stands first in the lexicon, except that a rank and a
        record reading of the same superlative are kept together as the record.
    """
    low = normalise(text)
    found: list[TriggerMention] = []
    for row in _rows():
        found += [_mention(text, row, match) for match in row.pattern.finditer(low)]
    return _settled(found)


def _mention(text: str, row: _Row, match: re.Match[str]) -> TriggerMention:
    groups = match.groupdict()
    words = match.group()
    superlative = next(
        (s for s in _by_length() if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", words)), None
    )
    known = _superlatives().get(superlative or "", {})
    start, end = match.span()
    if row.id == "record.highest_any" and superlative:
        end = start + len(superlative)
    elif row.id == "rank.ranked":
        start = match.start("place")
    elif row.id == "streak.n_consecutive":
        start = match.start("len")
    length, unit = _run(groups)
    return TriggerMention(
        anchor=Span.of(text, start, end),
        kind=row.kind,  # type: ignore[arg-type]
        direction=cast("Direction | None", row.direction or known.get("direction") or None),
        position=_position(groups, words, row),
        order=(known.get("order") or row.order or None),  # type: ignore[arg-type]
        length=2 if row.id == "streak.back_to_back" else length,
        unit=unit,
        row=row.id,
    )


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted(_superlatives(), key=len, reverse=True))


def _number(words: str | None) -> int | None:
    if not words:
        return None
    digits = re.search(r"\d{1,3}", words)
    if digits:
        return int(digits.group())
    return next((v for w, v in _places().items() if re.search(rf"(?<!\w){w}(?!\w)", words)), None)


def _position(groups: dict[str, str | None], words: str, row: _Row) -> int | None:
    if row.kind != "rank":
        return None
    if groups.get("place"):
        return _number(groups["place"])
    return _number(words) if row.id == "rank.nth_sup" else 1


def _run(groups: dict[str, str | None]) -> tuple[int | None, str | None]:
    length = _number(groups.get("len") or groups.get("nth"))
    word = groups.get("unit") or groups.get("adj")
    return length, _units().get(word) if word else None


def _settled(found: list[TriggerMention]) -> list[TriggerMention]:
    """Drops what another mention covers: longer first, and a record before a bare rank."""

    def weight(m: TriggerMention) -> tuple[int, int, int]:
        bare = m.row in ("rank.sup", "record.plain")
        return (bare, -(m.anchor.end - m.anchor.start), m.anchor.start)

    kept: list[TriggerMention] = []
    for mention in sorted(found, key=weight):
        if not any(mention.anchor.overlaps(k.anchor) for k in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.anchor.start)
