"""Finds words that carry a claim without a figure: ranks, records, first times, streaks.

Pure text and lexicon (`triggers.csv`, `superlatives.csv`, `places.csv`, `streak_units.csv`). What
needs grammar (is "largest" a rank among countries or the record of a series?) is left to the
claims room; the row that matched says what the words alone allow.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import cast

from factcheck.lexicon import load_rows, normalise
from factcheck.records import Direction, Span, TriggerMention

__all__ = ["find_triggers"]

_TAIL = ("example", "source")
_COUNTED = ("streak.n_consecutive", "streak.to_n")
"""Rows whose trigger starts with the count; what leads to it is left out."""


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    kind: str
    source: str
    needs: tuple[str, ...]
    direction: str
    order: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern over normalised text, compiled when a text first has what it needs."""
        return _compiled(self.source)


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


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


@cache
def _words_of_place(form: str) -> str:
    """Cardinals or ordinals as alternatives, "twenty-first" among them."""
    rows = load_rows("places", ["word", "form", "value", "example", "source"])
    words = [r["word"] for r in rows if r["form"] == form]
    tens = [r["word"] for r in rows if r["form"] == "cardinal" and int(r["value"]) % 10 == 0]
    ones = [w for w in words if _places()[w] < 10]
    return rf"(?:{_either(tens)}[- ]{_either(ones)}|{_either(words)})"


def _either(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


@cache
def _rows() -> tuple[_Row, ...]:
    units = load_rows("streak_units", ["unit", "code", "adjectives", "example", "source"])
    slots = {
        "n": rf"(?:\d{{1,3}}|{_words_of_place('cardinal')})",
        "ord": rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{_words_of_place('ordinal')})",
        "sup": _either(list(_superlatives())),
        "rsup": _either([w for w, r in _superlatives().items() if r["records"] == "yes"]),
        "unit": _either([r["unit"] for r in units]),
        "unitadj": _either([a for r in units for a in r["adjectives"].split("|")]),
        "month": _either([r["word"] for r in load_rows("month_names", ["word", *_TAIL])]),
    }
    words = {
        "{sup}": tuple(_superlatives()),
        "{rsup}": tuple(w for w, r in _superlatives().items() if r["records"] == "yes"),
    }
    columns = ["direction", "order", "example", "source"]
    found = []
    for row in load_rows("triggers", ["id", "kind", "pattern", "needs"], columns):
        source = rf"(?<![\w-])(?:{row['pattern'].format(**slots)})(?!(?<=\w)\w)"
        needs = words.get(row["needs"]) or tuple(row["needs"].split("|"))
        found.append(_Row(row["id"], row["kind"], source, needs, row["direction"], row["order"]))
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
        if not any(word in low for word in row.needs):
            continue
        found += [_mention(text, row, match) for match in row.pattern.finditer(low)]
    return _settled(found)


def _mention(text: str, row: _Row, match: re.Match[str]) -> TriggerMention:
    groups = match.groupdict()
    words = match.group()
    superlative = _superlative().search(words)
    known = _superlatives()[superlative.group()] if superlative else {}
    start, end = match.span()
    if row.id == "record.highest_any" and superlative:
        end = start + superlative.end()
    elif row.id == "rank.ranked":
        start = match.start("place")
    elif row.id in _COUNTED:
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
def _superlative() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(list(_superlatives()))}(?!\w)")


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(list(_places()))}(?!\w)")


def _number(words: str | None) -> int | None:
    """The number that words or digits give; "twenty-first" is both of its parts together."""
    if not words:
        return None
    digits = re.search(r"\d{1,3}", words)
    if digits:
        return int(digits.group())
    parts = [_places()[word] for word in _place().findall(words)]
    if not parts:
        return None
    together = len(parts) > 1 and parts[0] % 10 == 0 and parts[1] < 10 <= parts[0]
    return parts[0] + parts[1] if together else parts[0]


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
    starts: list[int] = []
    for mention in sorted(found, key=weight):
        at = bisect_left(starts, mention.anchor.end)
        # those kept lie apart, so only the last one that starts before the end can overlap
        if at == 0 or kept[at - 1].anchor.end <= mention.anchor.start:
            kept.insert(at, mention)
            starts.insert(at, mention.anchor.start)
    return kept
